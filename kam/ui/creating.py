"""What the Create button of the window offers, and how each of it is begun."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from kam.ui.commands import Command
from kam.ui.places import IMPORTS, SCENARIOS, SURVEYS, answer_place, capture_place, register_place

if TYPE_CHECKING:
    from uuid import UUID

    from kam.ui.window import MainWindow

_ADD: Final = "Ctrl+N"
"""Adds what the open page is about."""


def creations(window: MainWindow) -> list[Command]:
    """What the Create button of the window offers now."""
    words = window.desk.look.words
    add = partial(new_account, window)
    place, page = window.trail.place, window.page
    own = [] if page is None else page.creations()
    key = "" if any(each.keys == _ADD for each in own) else _ADD
    found = [*own, Command("create.account", words.say("New client"), add, "building-2", key)]
    if place is not None and place.account_id is not None and page is not None:
        text = words.say("New subsidiary of {name}", name=page.title())
        below = partial(new_account, window, place.account_id)
        found.append(Command("create.subsidiary", text, below, "list-tree"))
    capture = partial(_capture_here, window)
    if not any(each.id == "create.meeting" for each in own):
        meeting = partial(_new_meeting, window)
        found.append(Command("create.meeting", words.say("New meeting…"), meeting, "calendar"))
    found.append(
        Command("create.capture", words.say("Record what happened…"), capture, "square-pen", "Ctrl+Shift+C")
    )
    register, text = partial(_register_here, window), words.say("Register a complaint…")
    found.append(Command("create.complaint", text, register, "shield-alert", "Ctrl+Shift+R"))
    answer = partial(_answer_here, window)
    found.append(Command("create.answer", words.say("Write down an answer…"), answer, "clipboard-check"))
    if not any(each.id == "create.survey" for each in own):
        survey = partial(_new_survey, window)
        found.append(Command("create.survey", words.say("New survey…"), survey, "clipboard-check"))
    found.append(
        Command(
            "go.surveys", words.say_in("page", "Satisfaction"), partial(window.go, SURVEYS), "clipboard-check"
        )
    )
    found.append(
        Command("go.scenarios", words.say("Touch scenarios"), partial(window.go, SCENARIOS), "list-tree")
    )
    found.append(Command("go.imports", words.say("Import…"), partial(window.go, IMPORTS), "upload", "Ctrl+I"))
    return found


def new_account(window: MainWindow, parent_id: UUID | None = None) -> None:
    """The sheet of a new client, or of one that belongs to another."""
    from kam.ui.accounts.new_account import ask_for_account

    ask_for_account(window.desk, window, parent_id=parent_id).went.connect(window.go)


def _new_meeting(window: MainWindow) -> None:
    """The form of a meeting, with the client whose place is open."""
    from kam.services.calendar.form_reading import MeetingValues
    from kam.ui.meeting_form import ask_for_meeting

    place = window.trail.place
    account = None if place is None else place.account_id
    ask_for_meeting(window.desk, window, MeetingValues(account_id=account, day=window.desk.today()))


def _capture_here(window: MainWindow) -> None:
    """Record what happened with the client, or at the meeting, that is open or was just over."""
    place, page = window.trail.place, window.page
    window.go(capture_place() if place is None or page is None else page.to_record(place))


def _answer_here(window: MainWindow) -> None:
    """Write an answer down, of the client whose place is open."""
    place = window.trail.place
    window.go(answer_place(None if place is None else place.account_id))


def _new_survey(window: MainWindow) -> None:
    """The sheet of a new survey over all of them."""
    from kam.ui.satisfaction.page import SurveysPage

    window.go(SURVEYS)
    if isinstance(page := window.page, SurveysPage):
        page.view.deeds.start()


def _register_here(window: MainWindow) -> None:
    """Register a complaint of the client whose place is open."""
    place = window.trail.place
    window.go(register_place(None if place is None else place.account_id))
