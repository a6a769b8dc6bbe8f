"""Where backups go, how often and how many; and which printer comes first."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kam.core.clock import FixedClock
from kam.models import Account
from kam.services.files import KEPT, back_up, last_kept, list_backups, newest_in_second_place
from kam.ui.desk import Desk
from kam.ui.frame.backups import BackupKeeper, copy_at_the_end
from kam.ui.local_settings import LocalSettings
from kam.ui.settings.backups import BackupsSection
from kam.ui.settings.printer import PrinterSection
from tests.builders import Office


def section_of(desk: Desk, qtbot: QtBot) -> BackupsSection:
    section = BackupsSection(desk)
    qtbot.addWidget(section)
    section.load()
    return section


def test_backups_are_made_at_closing_beside_the_workspace_until_something_is_chosen(
    desk: Desk, qtbot: QtBot
) -> None:
    section = section_of(desk, qtbot)
    assert (section.often.value(), section.kept.value(), section.second.place) == (0, KEPT, None)
    assert not section.can_restore()


def test_a_second_place_gets_the_newest_backup_at_once_and_says_of_when_it_is(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    section = section_of(desk, qtbot)
    backup = back_up(desk.workspace.path, desk.clock)
    stick = tmp_path / "stick"
    stick.mkdir()
    section.second.choose(stick)
    copied = newest_in_second_place(stick, desk.workspace.path)
    assert copied is not None
    assert copied.path.read_bytes() == backup.path.read_bytes()
    assert "23.11.2026" in section.second.said.text()
    assert section.can_restore()
    section.restore_defaults()
    assert desk.local.backup_place(desk.workspace.path) is None


def test_a_place_that_is_away_is_told_in_words_and_stays_chosen(
    desk: Desk, qtbot: QtBot, tmp_path: Path, settings_folder: Path
) -> None:
    back_up(desk.workspace.path, desk.clock)
    section = section_of(desk, qtbot)
    section.second.choose(tmp_path / "away")
    assert "подключён ли диск" in section.second.said.text()
    assert LocalSettings(settings_folder).backup_place(desk.workspace.path) == tmp_path / "away"


def test_how_many_stay_is_kept_with_the_backups_themselves(desk: Desk, qtbot: QtBot) -> None:
    section = section_of(desk, qtbot)
    section.kept.set_value(30)
    section.kept.changed.emit()
    assert last_kept(desk.workspace.path) == 30
    assert section_of(desk, qtbot).kept.value() == 30


def test_a_backup_is_made_when_the_hours_are_over_and_something_has_changed(
    desk: Desk, office: Office, qtbot: QtBot
) -> None:
    del qtbot
    clock = office.clock
    assert isinstance(clock, FixedClock)
    owner = QObject()
    desk.local.backup_hours = 2
    keeper = BackupKeeper(desk, owner)
    office.add(Account(name="Колос"))
    desk.hub.changed.emit(None)
    clock.moment += timedelta(hours=1)
    keeper.look()
    assert list_backups(desk.workspace.path) == []
    clock.moment += timedelta(hours=1)
    keeper.look()
    keeper.look()
    assert len(list_backups(desk.workspace.path)) == 1
    clock.moment += timedelta(hours=5)
    keeper.look()
    assert len(list_backups(desk.workspace.path)) == 1, "nothing has changed since"
    owner.deleteLater()
    QApplication.sendPostedEvents()


def test_a_stick_that_was_away_at_the_end_is_told_of_at_the_next_start(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    back_up(desk.workspace.path, desk.clock)
    desk.local.keep_backup_place(desk.workspace.path, tmp_path / "away")
    copy_at_the_end(desk)
    owner = QObject()
    with qtbot.waitSignal(desk.hub.noticed) as told:
        BackupKeeper(desk, owner)
    assert str(tmp_path / "away") in str(told.args)
    owner.deleteLater()


def test_the_printer_that_is_chosen_stays_chosen_though_it_is_not_there_now(
    desk: Desk, qtbot: QtBot, settings_folder: Path
) -> None:
    desk.local.printer = "Кабинет 12"
    section = PrinterSection(desk)
    qtbot.addWidget(section)
    section.load()
    assert section.printer.value() == "Кабинет 12"
    assert LocalSettings(settings_folder).printer == "Кабинет 12"
    section.restore_defaults()
    assert desk.local.printer == ""
