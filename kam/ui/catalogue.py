"""Which pages the window has, in the order of its navigation; each is built when it is first seen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from kam.ui.commands import Command
from kam.ui.frame.sidebar import NavItem
from kam.ui.places import (
    ACCOUNTS,
    COMPLAINTS,
    IMPORTS,
    INSIGHT,
    PEOPLE,
    PLANS,
    PROMISES,
    SCENARIOS,
    SURVEYS,
    TODAY,
    Place,
    account_place,
    account_satisfaction_place,
    answer_place,
    brief_place,
    capture_place,
    register_place,
)
from kam.ui.window import MainWindow, PageKind

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kam.services.accounts.at_hand import AtHand
    from kam.services.people.rows import StakeholderMap
    from kam.ui.capture.opening import Captures
    from kam.ui.complaints.opening import Registers
    from kam.ui.desk import Desk
    from kam.ui.page import Page
    from kam.ui.retention.opening import Retentions
    from kam.ui.satisfaction.opening import Answers

HOME: Place = TODAY
_ADD = "Ctrl+N"
"""Adds what the open page is about."""


def page_kinds(desk: Desk) -> list[PageKind]:
    """The pages of the window."""
    words = desk.look.words
    return [
        PageKind("today", _today, NavItem(TODAY, words.say("Today"), "sun")),
        PageKind("accounts", _accounts, NavItem(ACCOUNTS, words.say("Clients"), "building-2")),
        PageKind("account", _account),
        PageKind("people", _people, NavItem(PEOPLE, words.say("People"), "users")),
        PageKind("promises", _promises, NavItem(PROMISES, words.say_in("page", "Promises"), "handshake")),
        PageKind("complaints", _complaints, NavItem(COMPLAINTS, words.say("Complaints"), "shield-alert")),
        PageKind("plans", _plans, NavItem(PLANS, words.say("Plans"), "target")),
        PageKind("insight", _insight, NavItem(INSIGHT, words.say("Insight"), "chart-line")),
        PageKind("scenarios", _scenarios),
        PageKind("surveys", _surveys),
        PageKind("calendar", _calendar),
        PageKind("imports", _imports),
        PageKind("prepare", _prepare),
        PageKind("timeline", _timeline),
        PageKind("settings", _settings),
    ]


def _today(desk: Desk) -> Page:
    from kam.ui.today.page import TodayPage

    return TodayPage(desk, partial(_plan_meeting, desk))


def _plan_meeting(desk: Desk, over: QWidget) -> None:
    """The form of a new meeting, over a page."""
    from kam.ui.meeting_form import ask_for_meeting

    ask_for_meeting(desk, over)


def _accounts(desk: Desk) -> Page:
    from kam.ui.accounts.page import AccountsPage

    return AccountsPage(desk)


def _account(desk: Desk) -> Page:
    from kam.ui.account.page import AccountPage

    return AccountPage(desk, _open_letter)


def _people(desk: Desk) -> Page:
    from kam.ui.people.page import PeoplePage

    return PeoplePage(desk)


def _promises(desk: Desk) -> Page:
    from kam.ui.promises.page import PromisesPage

    return PromisesPage(desk)


def _complaints(desk: Desk) -> Page:
    from kam.ui.complaints.page import ComplaintsPage

    return ComplaintsPage(desk)


def _plans(desk: Desk) -> Page:
    from kam.ui.plans.page import PlansPage

    return PlansPage(desk)


def _insight(desk: Desk) -> Page:
    from kam.ui.insight.page import InsightPage
    from kam.ui.insight.tabs import SATISFACTION, InsightTab

    words = desk.look.words
    learnt = Place(COMPLAINTS.page, view="learn")
    return InsightPage(
        desk,
        [
            InsightTab(SATISFACTION, words.say_in("page", "Satisfaction"), make=_satisfaction),
            InsightTab("complaints", words.say("Complaints"), place=learnt),
        ],
    )


def _satisfaction(desk: Desk) -> QWidget:
    from kam.ui.satisfaction.view import SatisfactionView

    return SatisfactionView(desk)


def _surveys(desk: Desk) -> Page:
    from kam.ui.satisfaction.page import SurveysPage

    return SurveysPage(desk)


def _scenarios(desk: Desk) -> Page:
    from kam.ui.scenarios.page import ScenariosPage

    return ScenariosPage(desk)


def _calendar(desk: Desk) -> Page:
    from kam.ui.calendar.page import CalendarPage

    return CalendarPage(desk)


def _imports(desk: Desk) -> Page:
    from kam.ui.imports.page import ImportsPage

    return ImportsPage(desk)


def _prepare(desk: Desk) -> Page:
    from kam.ui.prepare.page import PreparePage

    return PreparePage(desk)


def _timeline(desk: Desk) -> Page:
    from kam.ui.timeline.page import TimelinePage

    return TimelinePage(desk, _open_letter)


def _open_letter(desk: Desk, over: QWidget, account_id: UUID, interaction_id: UUID) -> object:
    """The draft of the summary of a meeting, for pages that do not know its sheet."""
    from kam.ui.followup.sheet import open_letter

    return open_letter(desk, over, account_id, interaction_id)


def _settings(desk: Desk) -> Page:
    from kam.ui.settings.page import SettingsPage

    return SettingsPage(desk)


def creations(window: MainWindow) -> list[Command]:
    """What the Create button of the window offers now."""
    words = window.desk.look.words
    add = partial(_new_account, window)
    place, page = window.trail.place, window.page
    own = [] if page is None else page.creations()
    key = "" if any(each.keys == _ADD for each in own) else _ADD
    found = [*own, Command("create.account", words.say("New client"), add, "building-2", key)]
    if place is not None and place.account_id is not None and page is not None:
        text = words.say("New subsidiary of {name}", name=page.title())
        below = partial(_new_account, window, place.account_id)
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


def open_captures(window: MainWindow) -> None:
    """Let the window open the small one that records what happened, and what follows from it."""
    made: list[Captures] = []

    def opener(place: Place) -> None:
        if not made:
            from kam.ui.capture.opening import Captures

            made.append(Captures(window.desk, window))
            made[0].wished_letter.connect(partial(_letter, window))
            made[0].went.connect(window.go)
        made[0].open(place.account_id, place.item_id)

    window.open_places("capture", opener)


def open_registers(window: MainWindow) -> None:
    """Let the window open the one that registers a complaint."""
    made: list[Registers] = []

    def opener(place: Place) -> None:
        if not made:
            from kam.ui.complaints.opening import Registers

            made.append(Registers(window.desk, window))
            made[0].went.connect(window.go)
        made[0].open(place)

    window.open_places("register", opener)


def open_retentions(window: MainWindow) -> None:
    """Let the window open the sheet of a client's retention case."""
    made: list[Retentions] = []

    def opener(place: Place) -> None:
        if not made:
            from kam.ui.retention.opening import Retentions

            made.append(Retentions(window.desk, window))
        made[0].open(place)

    window.open_places("retention", opener)


def open_answers(window: MainWindow) -> None:
    """Let the window open the one that writes an answer down."""
    made: list[Answers] = []

    def opener(place: Place) -> None:
        if not made:
            from kam.ui.satisfaction.opening import Answers

            made.append(Answers(window.desk, window))
            made[0].went.connect(window.go)
        made[0].open(place)

    window.open_places("answer", opener)


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


def _letter(window: MainWindow, account_id: UUID, interaction_id: UUID) -> None:
    from kam.ui.followup.sheet import open_letter

    open_letter(window.desk, window, account_id, interaction_id)


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
            "subsidiary", words.say("New subsidiary…"), partial(_new_account, window, found.id), "list-tree"
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


def _new_account(window: MainWindow, parent_id: UUID | None = None) -> None:
    from kam.ui.accounts.new_account import ask_for_account

    ask_for_account(window.desk, window, parent_id=parent_id).went.connect(window.go)
