"""Which pages the window has, in the order of its navigation; each is built when it is first seen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from kam.ui.commands import Command
from kam.ui.frame.sidebar import NavItem
from kam.ui.places import ACCOUNTS, IMPORTS, PEOPLE, Place
from kam.ui.window import MainWindow, PageKind

if TYPE_CHECKING:
    from kam.ui.desk import Desk
    from kam.ui.page import Page

HOME: Place = ACCOUNTS


def page_kinds(desk: Desk) -> list[PageKind]:
    """The pages of the window."""
    words = desk.look.words
    return [
        PageKind("accounts", _accounts, NavItem(ACCOUNTS, words.say("Clients"), "building-2")),
        PageKind("account", _account),
        PageKind("people", _people, NavItem(PEOPLE, words.say("People"), "users")),
        PageKind("imports", _imports),
        PageKind("settings", _settings),
    ]


def _accounts(desk: Desk) -> Page:
    from kam.ui.accounts.page import AccountsPage

    return AccountsPage(desk)


def _account(desk: Desk) -> Page:
    from kam.ui.account.page import AccountPage

    return AccountPage(desk)


def _people(desk: Desk) -> Page:
    from kam.ui.people.page import PeoplePage

    return PeoplePage(desk)


def _imports(desk: Desk) -> Page:
    from kam.ui.imports.page import ImportsPage

    return ImportsPage(desk)


def _settings(desk: Desk) -> Page:
    from kam.ui.settings.page import SettingsPage

    return SettingsPage(desk)


def creations(window: MainWindow) -> list[Command]:
    """What the Create button of the window offers now."""
    words = window.desk.look.words
    add = partial(_new_account, window)
    found = [Command("create.account", words.say("New client"), add, "building-2", "Ctrl+N")]
    place, page = window.trail.place, window.page
    if place is not None and place.account_id is not None and page is not None:
        text = words.say("New subsidiary of {name}", name=page.title())
        below = partial(_new_account, window, place.account_id)
        found.append(Command("create.subsidiary", text, below, "list-tree"))
    found.append(Command("go.imports", words.say("Import…"), partial(window.go, IMPORTS), "upload", "Ctrl+I"))
    return found


def _new_account(window: MainWindow, parent_id: UUID | None = None) -> None:
    from kam.ui.accounts.new_account import ask_for_account

    ask_for_account(window.desk, window, parent_id=parent_id).went.connect(window.go)
