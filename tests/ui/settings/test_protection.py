"""Protection in the settings: what is so, what encrypting asks for, copies from before, when it locks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kam.core.clock import FixedClock
from kam.services.files import back_up, copy_to_second_place
from kam.services.sealing import earlier_copies, forget, is_sealed, unlock
from kam.store.workspace import Workspace
from kam.ui.desk import Desk
from kam.ui.local_settings import LocalSettings
from kam.ui.passphrases.asking import AskPassphrase
from kam.ui.passphrases.wishes import Deed, ProtectionWish
from kam.ui.settings.backups import BackupsSection
from kam.ui.settings.page import SettingsPage
from kam.ui.settings.protection import ProtectionSection
from kam.ui.settings.protection_sheet import ProtectionSheet
from tests.builders import NOW, Office
from tests.ui.sealed import PASSPHRASE, WRONG, shut_copy

NEW = "полка ветер 19 озеро"


@pytest.fixture
def section(desk: Desk, qtbot: QtBot) -> ProtectionSection:
    """Of a file that is not encrypted."""
    made = ProtectionSection(desk)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    made.load()
    return made


@pytest.fixture
def encrypted(desk: Desk, tmp_path: Path, sealed: Path, qtbot: QtBot) -> Iterator[ProtectionSection]:
    """Of an encrypted file, one plain backup lying beside it and one in a second place."""
    path = tmp_path / "Вереск.kam"
    copyfile(desk.workspace.path, path)
    desk.workspace.close()
    back_up(path, desk.clock)
    stick = tmp_path / "stick"
    stick.mkdir()
    copy_to_second_place(stick, path)
    copyfile(sealed, path)
    unlock(path, PASSPHRASE)
    back_up(path, desk.clock)
    with Workspace.open(path, FixedClock(NOW)) as workspace:
        own = Desk(
            workspace, desk.zone, desk.currency, desk.jobs, desk.hub, desk.clock, desk.look, desk.local
        )
        own.local.keep_backup_place(path, stick)
        made = ProtectionSection(own)
        qtbot.addWidget(made)
        made.resize(1000, 700)
        made.show()
        made.load()
        yield made


def texts(of: QWidget) -> str:
    return "\n".join(each.text() for each in of.findChildren(QLabel) if each.isVisible())


def wishes(desk: Desk) -> list[ProtectionWish]:
    found: list[ProtectionWish] = []
    desk.hub.protection_wished.connect(found.append)
    return found


def type_into(line: QLineEdit, text: str) -> None:
    line.setText(text)
    line.textEdited.emit(text)


def press(of: QWidget, text: str) -> None:
    next(each for each in of.findChildren(QPushButton) if each.text() == text and each.isVisible()).click()


def asked(section: ProtectionSection) -> ProtectionSheet:
    assert isinstance(section.sheet, ProtectionSheet)
    return section.sheet


def test_a_plain_file_says_what_that_means_and_has_no_lock(section: ProtectionSection, desk: Desk) -> None:
    assert [each.text() for each in section.deeds] == ["Зашифровать…"]
    assert "поэтому её здесь нет" in texts(section)
    assert not section.minutes.isVisible()
    assert section.items() == []
    assert not section.can_restore()
    assert not section.earlier.isVisible()


def test_encrypting_takes_a_passphrase_twice_and_deletes_plain_backups_unless_told_not_to(
    section: ProtectionSection, desk: Desk
) -> None:
    found = wishes(desk)
    press(section, "Зашифровать…")
    sheet = asked(section)
    assert "не откроет никто" in texts(sheet)
    assert sheet.deletes.isChecked()
    type_into(sheet.new.line, NEW)
    type_into(sheet.again.line, NEW)
    sheet.primary.click()
    assert found == [ProtectionWish(Deed.SEAL, NEW, deletes_earlier=True)]
    assert NEW not in repr(found), "it stands in no report"
    press(section, "Зашифровать…")
    sheet = asked(section)
    assert not sheet.new.text(), "nothing is kept of what was typed"
    type_into(sheet.new.line, NEW)
    type_into(sheet.again.line, NEW)
    sheet.deletes.click()
    sheet.primary.click()
    assert not found[1].deletes_earlier


def test_a_short_passphrase_and_one_typed_differently_are_said_beside_their_fields(
    section: ProtectionSection, desk: Desk
) -> None:
    found = wishes(desk)
    press(section, "Зашифровать…")
    sheet = asked(section)
    type_into(sheet.new.line, "кот 7")
    sheet.primary.click()
    assert "не меньше 8" in sheet.new.said.text()
    assert sheet.focusWidget() is sheet.new.line
    type_into(sheet.new.line, NEW)
    assert not sheet.new.said.text(), "it is not wrong any more"
    type_into(sheet.again.line, NEW + "!")
    sheet.primary.click()
    assert sheet.again.said.text() == "Пароли не совпадают."
    assert found == []
    assert sheet.isVisible()


def test_weak_ones_are_named_and_taken(section: ProtectionSection, desk: Desk) -> None:
    found = wishes(desk)
    press(section, "Зашифровать…")
    sheet = asked(section)
    said = []
    for text in ("кот", "12345678", NEW):
        type_into(sheet.new.line, text)
        said.append(sheet.meter.word.text())
    assert said[0].startswith("Слишком короткий")
    assert said[1].startswith("Слабый")
    assert said[2].startswith("Средний")
    type_into(sheet.new.line, NEW + " жираф")
    assert sheet.meter.word.text() == "Надёжный"
    type_into(sheet.new.line, "12345678")
    type_into(sheet.again.line, "12345678")
    sheet.primary.click()
    assert [each.passphrase for each in found] == ["12345678"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("button", "deed", "new"), [("Сменить пароль…", Deed.RESEAL, NEW), ("Снять шифрование…", Deed.UNSEAL, "")]
)
def test_changing_and_removing_ask_for_the_passphrase_of_now(
    encrypted: ProtectionSection, desk: Desk, button: str, deed: Deed, new: str
) -> None:
    found = wishes(desk)
    press(encrypted, button)
    sheet = asked(encrypted)
    assert not sheet.deletes.isChecked()
    for each in (sheet.new, sheet.again):
        type_into(each.line, new)
    sheet.primary.click()
    assert sheet.now.said.text() == "Введите пароль."
    type_into(sheet.now.line, WRONG)
    sheet.primary.click()
    assert "Это не тот пароль" in sheet.now.said.text()
    assert found == []
    type_into(sheet.now.line, PASSPHRASE)
    sheet.primary.click()
    assert found == [ProtectionWish(deed, new, deletes_earlier=False)]


def test_copies_from_before_are_told_and_deleted_here_and_in_the_second_place(
    encrypted: ProtectionSection,
) -> None:
    path, places = encrypted.desk.workspace.path, encrypted.desk.local.backup_place
    second = places(path)
    assert second is not None
    assert len(earlier_copies(path, (second,))) == 2
    assert "2 прежние копии открываются без нынешнего пароля" in texts(encrypted)
    press(encrypted, "Удалить их…")
    assert encrypted.sheet is not None
    encrypted.sheet.primary.click()
    assert earlier_copies(path, (second,)) == []
    assert not encrypted.earlier.isVisible()


def test_the_lock_is_a_setting_of_this_computer_and_can_be_had_at_once(
    encrypted: ProtectionSection, settings_folder: Path, qtbot: QtBot
) -> None:
    assert encrypted.minutes.value() == 10
    assert [item.name for item in encrypted.items()] == ["lock_minutes"]
    encrypted.minutes.set_value(5)
    encrypted.minutes.changed.emit()
    assert LocalSettings(settings_folder).lock_minutes == 5
    assert encrypted.can_restore()
    encrypted.restore_defaults()
    assert LocalSettings(settings_folder).lock_minutes == 10
    with qtbot.waitSignal(encrypted.desk.hub.lock_wished):
        encrypted.lock_now.click()


@pytest.mark.slow
def test_it_is_found_by_what_it_is_about(desk: Desk, qtbot: QtBot) -> None:
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    for typed in ("шифр", "пароль", "автоблок", "passphrase"):
        assert "protection" in {match.code for match in page.matches(typed)}, typed


def test_the_eye_shows_the_letters_and_caps_lock_is_told(section: ProtectionSection, office: Office) -> None:
    press(section, "Зашифровать…")
    field = asked(section).new
    line = field.line
    line.setText(NEW)
    assert line.displayText() != NEW
    line.eye.click()
    assert line.displayText() == NEW
    assert line.eye.accessibleName() == "Скрыть пароль"
    line.eye.click()
    assert line.displayText() != NEW
    shift = Qt.KeyboardModifier.ShiftModifier
    for letter, held, caps in (
        ("Й", None, True),
        ("й", None, False),
        ("й", shift, True),
        ("Й", shift, False),
    ):
        event = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_unknown, held or Qt.KeyboardModifier.NoModifier, letter
        )
        QApplication.sendEvent(line, event)
        assert (field.said.text() == "Включён Caps Lock.") is caps, letter
    QTest.keyClick(line, Qt.Key.Key_CapsLock)
    assert field.said.text() == "Включён Caps Lock."


def test_a_backup_of_another_passphrase_is_restored_after_asking_for_it(
    desk: Desk, tmp_path: Path, sealed: Path, qtbot: QtBot
) -> None:
    """Made when the workspace was encrypted, or had another passphrase than now."""
    path = shut_copy(sealed, tmp_path / "раньше.kam")
    unlock(path, PASSPHRASE)
    backup = back_up(path, desk.clock)
    forget(path)
    section = BackupsSection(desk)
    qtbot.addWidget(section)
    target = tmp_path / "вернули.kam"
    section.restore_to(backup, str(target))
    asking = section.findChild(AskPassphrase)
    assert asking is not None
    assert not target.exists()
    asking.form.field.line.setText(PASSPHRASE)
    asking.form.primary.click()
    qtbot.waitUntil(target.exists)
    assert is_sealed(target)
    forget(path)
