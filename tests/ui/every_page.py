"""The window on the demo, and every place in it that a test walks through."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from kam.core.clock import FixedClock
from kam.core.formats import Formats, Target
from kam.core.words import Words
from kam.jobs import InlineThreads, Jobs
from kam.services.briefs import next_meeting
from kam.services.complaints.board import read_board
from kam.services.complaints.query import ComplaintQuery
from kam.services.demo import write_demo
from kam.services.files import open_for_the_window
from kam.services.frame import open_facts
from kam.services.portfolio.reading import PortfolioQuery, read_portfolio
from kam.services.surveys.reading import list_rounds
from kam.ui.capture.window import CaptureWindow
from kam.ui.catalogue import HOME, open_answers, open_captures, open_registers, open_retentions, page_kinds
from kam.ui.change_hub import ChangeHub
from kam.ui.desk import Desk
from kam.ui.insight.page import InsightPage
from kam.ui.insight.portfolio_view import MAP, YEAR
from kam.ui.local_settings import LocalSettings
from kam.ui.look import Look
from kam.ui.places import HEALTH_VIEW, Place, capture_place, complaint_place, prepare_place, round_place
from kam.ui.settings.catalogue import EVERY as SECTIONS
from kam.ui.theme.theme import Theme
from kam.ui.widgets.dialogs import Sheet
from kam.ui.window import MainWindow
from tests.ui.every_lock import passphrase_pages

MORNING = FixedClock(datetime(2026, 11, 24, 6, 12, tzinfo=UTC))
PLACES: dict[str, Place] = {
    "today": Place("today"),
    "accounts": Place("accounts"),
    "accounts matrix": Place("accounts", view="matrix"),
    "accounts concentration": Place("accounts", view="concentration"),
    "overview": Place("account", tab="overview"),
    "dossier": Place("account", tab="dossier"),
    "people chart": Place("account", tab="people", view="chart"),
    "people grid": Place("account", tab="people", view="grid"),
    "people coverage": Place("account", tab="people", view="coverage"),
    "people table": Place("account", tab="people", view="table"),
    "plan": Place("account", tab="plan", view="plan"),
    "plan charter": Place("account", tab="plan", view="charter"),
    "plan people": Place("account", tab="plan", view="people"),
    "plan check": Place("account", tab="plan", view="check"),
    "plan agreement": Place("account", tab="plan", view="agreement"),
    "money": Place("account", tab="money", view="figures"),
    "money targets": Place("account", tab="money", view="targets"),
    "money wallet": Place("account", tab="money", view="wallet"),
    "money opportunities": Place("account", tab="money", view="deals"),
    "complaints of a client": Place("account", tab="complaints"),
    "documents": Place("account", tab="documents"),
    "timeline of a client": Place("account", tab="timeline"),
    "timeline": Place("timeline"),
    "people": Place("people", view="table"),
    "people dates": Place("people", view="dates"),
    "people duplicates": Place("people", view="duplicates"),
    "calendar week": Place("calendar", view="week"),
    "calendar day": Place("calendar", view="day"),
    "calendar month": Place("calendar", view="month"),
    "calendar agenda": Place("calendar", view="agenda"),
    "promises": Place("promises", view="sides"),
    "promises table": Place("promises", view="table"),
    "promises closed": Place("promises", view="closed"),
    "complaints": Place("complaints", view="board"),
    "complaints table": Place("complaints", view="table"),
    "complaints conclusions": Place("complaints", view="learn"),
    "complaint": Place("complaints", view="record"),
    "plans": Place("plans"),
    "insight": Place("insight", view="portfolio"),
    "insight year": Place("insight", view="year"),
    "satisfaction": Place("insight", view="satisfaction"),
    "surveys": Place("surveys"),
    "scenarios": Place("scenarios", view="templates"),
    "scenarios at clients": Place("scenarios", view="runs"),
    "imports": Place("imports"),
    **{f"settings {code}": Place("settings", view=code) for code in SECTIONS},
}

SHEETS: dict[str, Place] = {
    "why health": Place("account", tab="overview", view=HEALTH_VIEW),
    "retention case": Place("retention"),
}
"""What is opened over the window and asks or explains something, of one client."""

_CELLS = 60
"""So many cells Tab goes through in a table that is typed into, before it leaves it."""
RECORDED = "Поддержали.\n! акт до пятницы\n? протокол до 1 декабря\n→ созвон завтра в 10:00\n+ бюджет режут"


def write_example(folder: Path, language: str = "ru") -> Path:
    """The demo of the fixed morning."""
    path = folder / f"example-{language}.kam"
    write_demo(path, language=language, clock=MORNING)
    return path


@contextmanager
def example_window(
    theme: Theme, words: Words, example: Path, folder: Path
) -> Iterator[tuple[MainWindow, UUID]]:
    """The window on a copy of the demo, everything at once, and the account of most revenue."""
    path = folder / "example.kam"
    shutil.copyfile(example, path)
    workspace = open_for_the_window(path, MORNING)
    facts = open_facts(workspace)
    desk = Desk(
        workspace=workspace,
        zone=facts.zone,
        currency=facts.currency,
        jobs=Jobs(InlineThreads()),
        hub=ChangeHub(),
        clock=MORNING,
        look=Look(theme, words, Formats(words.language, Target.WINDOW)),
        local=LocalSettings(folder / "settings"),
    )
    failures: list[BaseException] = []
    desk.jobs.failed.connect(failures.append)
    account = read_portfolio(workspace, PortfolioQuery(), as_of=MORNING.now()).rows[0].id
    window = MainWindow(desk, page_kinds(desk), HOME)
    open_captures(window)
    open_registers(window)
    open_answers(window)
    open_retentions(window)
    window.resize(1280, 720)
    window.show()
    try:
        yield window, account
    finally:
        window.close()
        window.deleteLater()
        workspace.close()
    assert not failures, f"nobody took: {failures}"


def visit(window: MainWindow, place: Place, account: UUID) -> None:
    """Go to a place of the example."""
    if place.page == "account":
        place = Place("account", account, place.tab, place.item_id, place.view)
    elif place.page == "prepare":
        meeting = next_meeting(window.desk.workspace, account, as_of=window.desk.now())
        place = prepare_place(account, meeting.id)
    window.go(found_in(window, place))
    show_insight_face(window, place)
    for _ in range(2):
        QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def found_in(window: MainWindow, place: Place) -> Place:
    """A place with the record of the example that it is about, where it is about one."""
    if place == PLACES["complaint"]:
        return a_complaint(window)
    return place


def a_round(window: MainWindow) -> Place:
    """The latest round of asking."""
    return round_place(list_rounds(window.desk.workspace)[0].id)


def show_insight_face(window: MainWindow, place: Place) -> None:
    """The faces of insight have no place of their own: they are chosen there."""
    if isinstance(window.page, InsightPage) and place in {PLACES["insight"], PLACES["insight year"]}:
        window.page.portfolio.show_face(YEAR if place == PLACES["insight year"] else MAP)


def a_complaint(window: MainWindow) -> Place:
    """The record of the complaint that presses most."""
    board = read_board(window.desk.workspace, ComplaintQuery(), as_of=window.desk.now())
    return complaint_place(next(card.id for column in board.columns for card in column.cards))


def walk(window: MainWindow, account: UUID) -> Iterator[tuple[str, QWidget]]:
    """Every place in the window by its name, then what is opened over it, and the lock."""
    for name, place in PLACES.items():
        visit(window, place, account)
        yield name, window
    window.go(capture_place(account))
    small = next(each for each in window.findChildren(CaptureWindow) if each.isVisible())
    small.editor.set_text(RECORDED)
    small.head.outcome.choose("advance")
    small.activateWindow()
    for _ in range(2):
        QApplication.processEvents()
    yield "recording", small
    small.draft.drop()
    small.close()
    for name, place in SHEETS.items():
        yield from _sheet_over(window, name, replace(place, account_id=account))
    yield from passphrase_pages(window)


def _sheet_over(window: MainWindow, name: str, place: Place) -> Iterator[tuple[str, QWidget]]:
    """The sheet that a place opens over the window."""
    window.go(place)
    for _ in range(2):
        QApplication.processEvents()
    sheets = (each for each in QApplication.topLevelWidgets() if isinstance(each, Sheet))
    sheet = next(each for each in sheets if each.isVisible())
    sheet.activateWindow()
    QApplication.processEvents()
    yield name, sheet
    sheet.reject()
    for _ in range(2):
        QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def controls(window: QWidget) -> list[QWidget]:
    """Everything on view that Tab reaches; of several that exclude each other the one that is on."""
    return [
        each
        for each in window.findChildren(QWidget)
        if each.isVisible()
        and each.isEnabled()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
        and not _is_other_choice(each)
    ]


def _is_other_choice(widget: QWidget) -> bool:
    """One of several choices that is not on: arrows reach it from the one that is."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return (
        isinstance(widget, QAbstractButton)
        and group is not None
        and group.exclusive()
        and not widget.isChecked()
    )


def missed_by_tab(shown: QWidget, qtbot: QtBot) -> list[str]:
    """What Tab should reach in a window and does not, however often it is pressed."""
    wanted = {id(each): each for each in controls(shown)}
    for _ in range(len(wanted) + _CELLS):
        focus = QApplication.focusWidget() or shown
        wanted.pop(id(focus), None)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    return [named(each) for each in wanted.values()]


def named(widget: QWidget) -> str:
    """A control by its kind, its words and where it stands."""
    text = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
    parents: list[str] = []
    parent = widget.parentWidget()
    while parent is not None and len(parents) < 3:
        parents.append(type(parent).__name__)
        parent = parent.parentWidget()
    return f"{type(widget).__name__} “{text or widget.accessibleName()}” in {' < '.join(parents)}"
