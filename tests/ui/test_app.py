"""The program around the window: one window a workspace, restart, what cannot be opened, the end."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

import kam.app as program_module
from kam.app import Program
from kam.core.clock import FixedClock
from kam.core.vocabulary import Attitude, BuyingRole
from kam.core.words import words_for
from kam.services.accounts.pins import pin
from kam.services.files import list_backups, open_workspace
from kam.services.workspaces import NewWorkspace, create_workspace
from kam.ui.frame.second_start import raise_running
from kam.ui.frame.sidebar import NavButton
from kam.ui.garbage import Garbage
from kam.ui.local_settings import LocalSettings
from kam.ui.places import Place
from kam.ui.window import MainWindow
from tests.builders import Office

CLOCK = FixedClock(datetime(2026, 11, 24, 9, 0, tzinfo=UTC))


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    path = tmp_path / "Вереск.kam"
    create_workspace(path, NewWorkspace(company="Вереск", me="Мария"), CLOCK).close()
    return path


@pytest.fixture
def begin(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> Iterator[Callable[[Path | None], Program]]:
    made: list[Program] = []
    monkeypatch.setattr(qapp, "quit", lambda: None)

    def start(path: Path | None) -> Program:
        program = Program(qapp, words_for("ru"), LocalSettings(tmp_path / "settings"), CLOCK)
        made.append(program)
        program.start(path)
        return program

    yield start
    for program in made:
        if program.window is not None:
            program.window.close()
        if program.welcome is not None:
            program.welcome.close()
        qapp.removeEventFilter(program)
        program.deleteLater()


def opened(program: Program, qtbot: QtBot) -> MainWindow:
    qtbot.waitUntil(lambda: program.window is not None and program.window.desk.jobs.under_way == 0)
    assert program.window is not None
    return program.window


def test_a_second_start_raises_the_window_that_is_there(
    begin: Callable[[Path | None], Program], workspace: Path, qtbot: QtBot
) -> None:
    assert not raise_running(workspace), "nobody has it open yet"
    window = opened(begin(workspace), qtbot)
    window.showMinimized()
    assert raise_running(workspace)
    qtbot.waitUntil(lambda: not window.isMinimized())


@pytest.mark.slow
def test_a_closed_window_leaves_no_thread_no_timer_and_no_window(
    begin: Callable[[Path | None], Program], workspace: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    before = set(threading.enumerate())
    window = opened(begin(workspace), qtbot)
    for name in (
        "accounts",
        "people",
        "calendar",
        "timeline",
        "promises",
        "scenarios",
        "imports",
        "settings",
    ):
        window.go(Place(name))
        qtbot.waitUntil(lambda: window.desk.jobs.under_way == 0)
    window.search()
    window.palette_of_all.close_it()
    assert set(threading.enumerate()) - before, "the file has threads of its own while it is open"
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert set(threading.enumerate()) <= before
    assert not shiboken6.isValid(window)
    assert not [each for each in qapp.topLevelWidgets() if each.isVisible()]
    qtbot.waitUntil(lambda: _ticking(qapp) <= {Garbage, Program}, timeout=3000)


def _ticking(application: QApplication) -> set[type]:
    """Whose timers run; the collector's and the one that listens for Ctrl-C go on until the program ends."""
    owners = [application, *application.topLevelWidgets()]
    timers = [timer for owner in owners for timer in owner.findChildren(QTimer) if timer.isActive()]
    return {type(timer.parent()) for timer in timers}


def test_pinned_clients_show_their_health_when_the_first_page_stands(
    begin: Callable[[Path | None], Program], tmp_path: Path, qtbot: QtBot
) -> None:
    office = Office.at(tmp_path, name="Вяз.kam")
    client = office.account("Волгометиз")
    office.stakeholder(client, roles=(BuyingRole.DECIDER,), attitude=Attitude.CHAMPION, influence=5)
    pin(office.workspace, client.id, on=True)
    office.workspace.close()
    window = opened(begin(office.workspace.path), qtbot)

    def told() -> dict[str, str]:
        shown = window.sidebar.findChildren(NavButton)
        return {each.text(): each.accessibleDescription() for each in shown}

    qtbot.waitUntil(lambda: "здоровье: " in told().get("Волгометиз", ""), timeout=10_000)


def test_closing_frees_the_workspace_and_remembers_it(
    begin: Callable[[Path | None], Program], workspace: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = opened(begin(workspace), qtbot)
    before = len(list_backups(workspace))
    window.close()
    with open_workspace(workspace, CLOCK, for_writing=True):
        pass
    assert not raise_running(workspace)
    assert len(list_backups(workspace)) == before, "nothing was changed, so nothing is backed up"
    assert LocalSettings(tmp_path / "settings").recent[0].path == str(workspace)


def test_what_cannot_be_opened_is_said_on_the_welcome_page(
    begin: Callable[[Path | None], Program], tmp_path: Path
) -> None:
    letter = tmp_path / "письмо.kam"
    letter.write_text("Уважаемый Пётр Ильич!")
    program = begin(letter)
    assert program.window is None
    assert program.welcome is not None
    assert any("письмо.kam" in label.text() for label in program.welcome.findChildren(QLabel))
    assert letter.read_text() == "Уважаемый Пётр Ильич!"


def test_a_restart_closes_first_and_names_the_same_workspace(
    begin: Callable[[Path | None], Program],
    workspace: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    again: list[Path | None] = []

    def start_again(path: Path | None) -> None:
        with open_workspace(workspace, CLOCK, for_writing=True):
            again.append(path)

    monkeypatch.setattr(program_module, "start_again", start_again)
    window = opened(begin(workspace), qtbot)
    window.restart_wished.emit()
    assert again == [workspace]


def test_another_workspace_leads_to_the_welcome_page(
    begin: Callable[[Path | None], Program], workspace: Path, qtbot: QtBot
) -> None:
    program = begin(workspace)
    window = opened(program, qtbot)
    window.other_wished.emit()
    assert program.window is None
    assert program.welcome is not None
    assert program.welcome.isVisible()


def test_without_a_file_it_welcomes(begin: Callable[[Path | None], Program]) -> None:
    program = begin(None)
    assert program.welcome is not None
    assert program.welcome.isVisible()
    assert program.window is None


@pytest.mark.slow
def test_a_workspace_that_was_dropped_is_opened_in_place_of_this_one(
    begin: Callable[[Path | None], Program], workspace: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "Урал.kam"
    create_workspace(other, NewWorkspace(company="Урал", me="Мария"), CLOCK).close()
    program = begin(workspace)
    window = opened(program, qtbot)
    window.workspace_wished.emit(other)
    assert opened(program, qtbot).desk.workspace.path == other
    open_workspace(workspace, CLOCK, for_writing=True).close()


@pytest.mark.slow
def test_a_workspace_made_of_a_table_opens_on_its_import(
    begin: Callable[[Path | None], Program], workspace: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    table = tmp_path / "Клиенты.csv"
    table.write_text("Клиент;Город\nВолгометиз;Самара\n", "utf-8")
    program = begin(None)
    assert program.welcome is not None
    program.welcome.import_wished.emit(workspace, table)
    window = opened(program, qtbot)
    page = window.page
    assert page is not None
    qtbot.waitUntil(lambda: page.title() == "Импорт: клиенты")
