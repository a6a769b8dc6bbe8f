"""Which pages the window has, in the order of its navigation, and which sheets stand over any of them.

Each is made when it is first seen.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING
from uuid import UUID

from kam.ui.frame.sidebar import NavItem
from kam.ui.places import (
    ACCOUNTS,
    COMPLAINTS,
    INSIGHT,
    PEOPLE,
    PLANS,
    PROMISES,
    TODAY,
    Place,
)
from kam.ui.window import MainWindow, PageKind

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kam.ui.capture.opening import Captures
    from kam.ui.complaints.opening import Registers
    from kam.ui.desk import Desk
    from kam.ui.page import Page
    from kam.ui.retention.opening import Retentions
    from kam.ui.satisfaction.opening import Answers

HOME: Place = TODAY


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


def open_captures(window: MainWindow) -> None:
    """Let the window open the small one that records what happened, and what follows from it."""

    @cache
    def made() -> Captures:
        from kam.ui.capture.opening import Captures

        one = Captures(window.desk, window)
        one.wished_letter.connect(partial(_open_letter, window.desk, window))
        one.went.connect(window.go)
        return one

    window.open_places("capture", lambda place: made().open(place.account_id, place.item_id))


def open_registers(window: MainWindow) -> None:
    """Let the window open the one that registers a complaint."""

    @cache
    def made() -> Registers:
        from kam.ui.complaints.opening import Registers

        one = Registers(window.desk, window)
        one.went.connect(window.go)
        return one

    window.open_places("register", lambda place: made().open(place))


def open_retentions(window: MainWindow) -> None:
    """Let the window open the sheet of a client's retention case."""

    @cache
    def made() -> Retentions:
        from kam.ui.retention.opening import Retentions

        return Retentions(window.desk, window)

    window.open_places("retention", lambda place: made().open(place))


def open_answers(window: MainWindow) -> None:
    """Let the window open the one that writes an answer down."""

    @cache
    def made() -> Answers:
        from kam.ui.satisfaction.opening import Answers

        one = Answers(window.desk, window)
        one.went.connect(window.go)
        return one

    window.open_places("answer", lambda place: made().open(place))
