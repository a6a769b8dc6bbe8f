"""The program around an encrypted workspace: it asks first, encrypts and decrypts, and forgets at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from kam.app import Program
from kam.core.clock import FixedClock
from kam.core.errors import UserError
from kam.core.words import words_for
from kam.services.files import list_backups, newest_in_second_place, open_workspace
from kam.services.sealing import is_sealed, is_shut, unlock
from kam.services.workspaces import NewWorkspace, create_workspace
from kam.ui.frame.second_start import raise_running
from kam.ui.local_settings import LocalSettings
from kam.ui.passphrases.asking import AskPassphrase
from kam.ui.passphrases.wishes import Deed, ProtectionWish
from kam.ui.places import Place
from kam.ui.window import MainWindow
from tests.ui.sealed import PASSPHRASE, WRONG, shut_copy

CLOCK = FixedClock(datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
PROTECTION = Place("settings", view="protection")


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
        if program.asking is not None:
            program.asking.reject()
        if program.window is not None:
            program.window.close()
        if program.welcome is not None:
            program.welcome.close()
        program.deleteLater()


@pytest.fixture
def shut(sealed: Path, tmp_path: Path) -> Path:
    """An encrypted workspace whose passphrase was not given."""
    return shut_copy(sealed, tmp_path / "Вереск.kam")


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "Открытый.kam"
    create_workspace(path, NewWorkspace(company="Вереск", me="Мария"), CLOCK).close()
    return path


def opened(program: Program, qtbot: QtBot) -> MainWindow:
    qtbot.waitUntil(lambda: program.window is not None and program.window.desk.jobs.under_way == 0)
    assert program.window is not None
    return program.window


def asking(program: Program) -> AskPassphrase:
    assert program.asking is not None
    assert program.asking.isVisible()
    assert program.window is None
    return program.asking


def answer(program: Program, passphrase: str) -> None:
    form = asking(program).form
    form.field.line.setText(passphrase)
    form.primary.click()


def test_the_passphrase_is_asked_for_before_anything_is_opened(
    begin: Callable[[Path | None], Program], shut: Path, qtbot: QtBot
) -> None:
    program = begin(shut)
    dialog = asking(program)
    assert any(each.text() == "Вереск" for each in dialog.findChildren(QLabel))
    answer(program, WRONG)
    qtbot.waitUntil(lambda: "Это не тот пароль" in dialog.form.field.said.text())
    assert is_shut(shut)
    assert dialog.form.primary.isEnabled()
    answer(program, PASSPHRASE)
    window = opened(program, qtbot)
    assert window.desk.is_sealed
    assert window.lock.is_possible
    assert program.asking is None


def test_an_empty_answer_is_no_answer(begin: Callable[[Path | None], Program], shut: Path) -> None:
    program = begin(shut)
    answer(program, "")
    assert asking(program).form.field.said.text() == "Введите пароль."


def test_who_gives_up_is_welcomed_and_nothing_is_open(
    begin: Callable[[Path | None], Program], shut: Path, qtbot: QtBot
) -> None:
    program = begin(shut)
    asking(program).cancel.click()
    assert program.welcome is not None
    assert program.welcome.isVisible()
    assert not raise_running(shut)
    program.welcome.open_wished.emit(shut)
    assert asking(program).parent() is program.welcome, "from the list of recent files, over the page"
    answer(program, PASSPHRASE)
    opened(program, qtbot)
    assert not program.welcome.isVisible()


def test_a_second_start_finds_the_question(
    begin: Callable[[Path | None], Program], shut: Path, qtbot: QtBot
) -> None:
    program = begin(shut)
    assert raise_running(shut)
    answer(program, PASSPHRASE)
    window = opened(program, qtbot)
    window.showMinimized()
    assert raise_running(shut)
    qtbot.waitUntil(lambda: not window.isMinimized())


def test_after_closing_the_passphrase_is_asked_for_again(
    begin: Callable[[Path | None], Program], shut: Path, qtbot: QtBot
) -> None:
    program = begin(shut)
    answer(program, PASSPHRASE)
    opened(program, qtbot).other_wished.emit()
    assert is_shut(shut)
    with pytest.raises(UserError, match=r"store\.shut"):
        open_workspace(shut, CLOCK)
    program.open(shut)
    asking(program)


@pytest.mark.slow
def test_a_workspace_is_encrypted_and_opens_again_where_one_was(
    begin: Callable[[Path | None], Program], plain: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    program = begin(plain)
    window = opened(program, qtbot)
    stick = tmp_path / "stick"
    stick.mkdir()
    window.desk.local.keep_backup_place(plain, stick)
    window.desk.local.keep_page("accounts-page", {"query": {"text": "лугинский"}})
    window.go(PROTECTION)
    window.desk.hub.protection_wished.emit(ProtectionWish(Deed.SEAL, PASSPHRASE, deletes_earlier=True))
    assert program.window is None
    again = opened(program, qtbot)
    assert again is not window
    assert again.desk.is_sealed
    assert again.trail.place == PROTECTION
    assert not is_shut(plain), "who has just typed it is not asked"
    assert all(is_sealed(each.path) for each in list_backups(plain))
    assert len(list_backups(plain)) == 1, "what was readable is gone"
    second = newest_in_second_place(stick, plain)
    assert second is not None
    assert is_sealed(second.path)
    assert again.desk.local.page("accounts-page") == {}, "what was typed lies open on this computer"


@pytest.mark.slow
def test_another_passphrase_and_none(
    begin: Callable[[Path | None], Program], shut: Path, qtbot: QtBot
) -> None:
    other = "полка ветер 19 озеро"
    program = begin(shut)
    answer(program, PASSPHRASE)
    opened(program, qtbot).desk.hub.protection_wished.emit(ProtectionWish(Deed.RESEAL, other))
    opened(program, qtbot).other_wished.emit()
    with pytest.raises(UserError, match=r"store\.wrong_passphrase"):
        unlock(shut, PASSPHRASE)
    program.open(shut)
    answer(program, other)
    opened(program, qtbot).desk.hub.protection_wished.emit(ProtectionWish(Deed.UNSEAL))
    window = opened(program, qtbot)
    assert not window.desk.is_sealed
    assert not is_sealed(shut)
    assert not window.lock.is_possible


@pytest.mark.slow
def test_what_could_not_be_encrypted_opens_as_it_was_and_says_why(
    begin: Callable[[Path | None], Program], plain: Path, qtbot: QtBot
) -> None:
    program = begin(plain)
    opened(program, qtbot).desk.hub.protection_wished.emit(ProtectionWish(Deed.SEAL, "кот"))
    window = opened(program, qtbot)
    assert not window.desk.is_sealed
    assert window.failures.shown is not None
    assert any("8" in each.text() for each in _labels(window))
    window.failures.shown.accept()


def _labels(window: MainWindow) -> list[QLabel]:
    assert window.failures.shown is not None
    return window.failures.shown.findChildren(QLabel)
