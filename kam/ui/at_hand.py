"""What the palette offers for a client whose name is typed: its parts, the next brief, what can be added."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from kam.ui.commands import Command
from kam.ui.creating import new_account
from kam.ui.places import (
    account_place,
    account_satisfaction_place,
    answer_place,
    brief_place,
    register_place,
)

if TYPE_CHECKING:
    from kam.services.accounts.at_hand import AtHand
    from kam.services.people.rows import StakeholderMap
    from kam.ui.window import MainWindow


def actions_of_account(window: MainWindow, account_id: UUID, then: Callable[[list[Command]], None]) -> None:
    """Find what can be done with an account, for the palette."""
    from kam.services.accounts.at_hand import at_hand  # here: two threads must not import one package

    desk = window.desk
    work = partial(at_hand, desk.workspace, account_id, as_of=desk.now())
    desk.read(window, work, lambda found: then(_actions(window, found)), key="at hand")


def _actions(window: MainWindow, found: AtHand) -> list[Command]:
    """The brief, the parts of the account, what can be added to it, the pin."""
    words = window.desk.look.words

    def action(code: str, text: str, run: Callable[[], None], icon: str, hint: str = "") -> Command:
        return Command(f"at_hand.{code}", text, run, icon, hint=hint)

    brief = partial(window.go, brief_place(found.id, found.meeting.id)) if found.meeting else None
    parts = (
        ("overview", words.say_in("tab", "Overview"), "grid-2x2"),
        ("dossier", words.say_in("tab", "Dossier"), "id-card"),
        ("people", words.say_in("tab", "People"), "users"),
        ("timeline", words.say_in("tab", "Timeline"), "history"),
        ("money", words.say_in("tab", "Money"), "wallet"),
        ("plan", words.say_in("tab", "Plan"), "target"),
        ("complaints", words.say_in("tab", "Complaints"), "shield-alert"),
        ("documents", words.say_in("tab", "Documents"), "paperclip"),
    )
    pin_text = words.say("Take off the side") if found.pinned else words.say("Pin to the side")
    return [
        *(
            [
                action(
                    "brief",
                    words.say("Brief for the next meeting"),
                    brief,
                    "file-text",
                    _meeting(window, found),
                )
            ]
            if brief is not None
            else []
        ),
        *(
            action(code, text, partial(window.go, account_place(found.id, code)), icon)
            for code, text, icon in parts
        ),
        action("person", words.say("Add a person…"), partial(_add_person, window, found.id), "user-plus"),
        action("promise", words.say("New promise…"), partial(_add_promise, window, found.id), "handshake"),
        action(
            "complaint",
            words.say("Register a complaint…"),
            partial(window.go, register_place(found.id)),
            "shield-alert",
        ),
        action(
            "answer",
            words.say("Write down an answer…"),
            partial(window.go, answer_place(found.id)),
            "clipboard-check",
        ),
        action(
            "satisfaction",
            words.say("Satisfaction of the client"),
            partial(window.go, account_satisfaction_place(found.id)),
            "clipboard-check",
        ),
        action(
            "scenario",
            words.say("Apply a touch scenario…"),
            partial(_apply_scenario, window, found.id),
            "list-tree",
        ),
        action("files", words.say("Add files…"), partial(_add_files, window, found.id), "upload"),
        action(
            "subsidiary", words.say("New subsidiary…"), partial(new_account, window, found.id), "list-tree"
        ),
        action("pin", pin_text, partial(_pin, window, found), "pin-off" if found.pinned else "pin"),
    ]


def _meeting(window: MainWindow, found: AtHand) -> str:
    """«вт 24 ноября, 10:00, Годовой контракт»."""
    if found.meeting is None:
        return ""
    at = found.meeting.starts_at.astimezone(window.desk.zone)
    return ", ".join(
        part for part in (window.desk.look.formats.weekday_moment(at), found.meeting.subject) if part
    )


def _add_person(window: MainWindow, account_id: UUID) -> None:
    """The sheet of a new person over the people of the account."""
    from kam.services.people.map import read_map  # here: two threads must not import one package

    desk = window.desk
    window.go(account_place(account_id, "people"))

    def show(found: StakeholderMap) -> None:
        from kam.ui.account.people.sheets.adding import AddPersonSheet

        def made(place_id: UUID) -> None:
            window.go(account_place(account_id, "people", place_id))

        AddPersonSheet(desk, window, found, then=made).open()

    work = partial(read_map, desk.workspace, account_id, as_of=desk.now())
    desk.read(window, work, show, key="map for a person")


def _add_promise(window: MainWindow, account_id: UUID) -> None:
    """The sheet of a new promise over the client's page."""
    from kam.ui.account.page import AccountPage

    window.go(account_place(account_id))
    if isinstance(page := window.page, AccountPage):
        page.add_promise()


def _apply_scenario(window: MainWindow, account_id: UUID) -> None:
    """The sheet that applies a touch scenario, over the client's page."""
    from kam.ui.account.page import AccountPage

    window.go(account_place(account_id))
    if isinstance(page := window.page, AccountPage):
        page.apply_scenario()


def _add_files(window: MainWindow, account_id: UUID) -> None:
    from kam.ui.account.documents.tab import DocumentsTab
    from kam.ui.account.page import AccountPage

    window.go(account_place(account_id, "documents"))
    if isinstance(page := window.page, AccountPage) and isinstance(
        tab := page.tab("documents"), DocumentsTab
    ):
        tab.choose()


def _pin(window: MainWindow, found: AtHand) -> None:
    from kam.services.accounts.pins import pin

    window.desk.change(window, partial(pin, window.desk.workspace, found.id, on=not found.pinned))
