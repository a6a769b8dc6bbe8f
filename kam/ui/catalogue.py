"""Which pages the window has, in the order of its navigation; each is built when it is first seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kam.ui.frame.sidebar import NavItem
from kam.ui.places import ACCOUNTS, PEOPLE, Place
from kam.ui.window import PageKind

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


def _settings(desk: Desk) -> Page:
    from kam.ui.settings.page import SettingsPage

    return SettingsPage(desk)
