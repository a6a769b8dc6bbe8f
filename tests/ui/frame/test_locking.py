"""A locked window: nothing of a client is seen, heard or reached; after the passphrase all is as it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QIcon, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMenu, QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from kam.core.clock import FixedClock
from kam.core.errors import RuleError
from kam.services.sealing import unlock
from kam.store.workspace import Workspace
from kam.ui.accounts.new_account import NewAccountSheet, ask_for_account
from kam.ui.capture.window import CaptureWindow
from kam.ui.catalogue import HOME, open_captures, page_kinds
from kam.ui.desk import Desk
from kam.ui.everywhere import commands_everywhere
from kam.ui.frame.going_away import GoingAway
from kam.ui.frame.idleness import AutoLock
from kam.ui.frame.tray import Tray
from kam.ui.local_settings import LocalSettings
from kam.ui.places import ACCOUNTS, PEOPLE, account_place, capture_place
from kam.ui.window import MainWindow
from tests.builders import NOW, Office
from tests.ui.sealed import PASSPHRASE, WRONG

CLIENT = "Лугинский молочный комбинат"


@pytest.fixture
def office(tmp_path: Path, sealed: Path, empty_office: Office) -> Iterator[Office]:
    """The office, encrypted and unlocked."""
    path = tmp_path / "office.kam"
    copyfile(sealed, path)
    unlock(path, PASSPHRASE)
    clock = FixedClock(NOW)
    made = Office(Workspace.open(path, clock), clock, me=empty_office.me)
    yield made
    made.workspace.close()


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(desk, page_kinds(desk), HOME)
    open_captures(made)
    made.offer_everywhere(lambda: commands_everywhere(made))
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.failures.unwatch()


def enter(window: MainWindow, passphrase: str) -> None:
    """Type it on the cover, and Enter."""
    assert window.lock.cover is not None
    window.lock.cover.form.field.line.setText(passphrase)
    window.lock.cover.form.field.entered.emit()


def texts(of: QWidget) -> str:
    labels = [each.text() for each in of.findChildren(QLabel) if each.isVisible()]
    return "\n".join([of.windowTitle(), *labels])


def is_locked(window: MainWindow) -> bool:
    return window.lock.is_on


def test_a_locked_window_says_nothing_and_the_passphrase_brings_everything_back(
    window: MainWindow, office: Office
) -> None:
    account = office.account(name=CLIENT)
    window.go(account_place(account.id))
    assert CLIENT in texts(window)
    title, focus = window.windowTitle(), window.focusWidget()
    assert focus is not None
    window.lock.lock()
    assert window.windowTitle() == "kam"
    assert CLIENT not in texts(window)
    assert window.lock.cover is not None
    assert window.lock.cover.geometry() == window.rect()
    enter(window, WRONG)
    assert is_locked(window)
    assert "Это не тот пароль" in texts(window)
    assert CLIENT not in texts(window)
    enter(window, PASSPHRASE)
    assert not is_locked(window)
    assert window.windowTitle() == title
    assert CLIENT in texts(window)
    assert QApplication.focusWidget() is focus


def test_the_title_of_what_happens_meanwhile_waits_for_the_passphrase(
    window: MainWindow, office: Office
) -> None:
    account = office.account(name=CLIENT)
    window.lock.lock()
    window.go(account_place(account.id))
    assert window.windowTitle() == "kam"
    enter(window, PASSPHRASE)
    assert window.windowTitle().startswith(CLIENT)


def test_what_was_typed_and_where_the_keyboard_was_stay(window: MainWindow, qtbot: QtBot) -> None:
    sheet = ask_for_account(window.desk, window)
    assert isinstance(sheet, NewAccountSheet)
    with qtbot.waitActive(sheet):
        sheet.activateWindow()
    editor = sheet.form["name"]
    editor.setFocus()
    editor.set_value("Заречный")
    focus = sheet.focusWidget()
    window.lock.lock()
    assert not sheet.isVisible()
    enter(window, PASSPHRASE)
    assert sheet.isVisible()
    assert sheet.isModal()
    assert editor.value() == "Заречный"
    assert sheet.focusWidget() is focus
    sheet.reject()
    sheet.reject()  # the second wish
    assert not sheet.isVisible()


def test_a_window_beside_it_is_hidden_and_comes_back(window: MainWindow, office: Office) -> None:
    window.go(capture_place(office.account(name=CLIENT).id))
    beside = next(each for each in QApplication.topLevelWidgets() if isinstance(each, CaptureWindow))
    beside.editor.set_text("Поддержали")
    window.lock.lock()
    assert not beside.isVisible()
    enter(window, PASSPHRASE)
    assert beside.isVisible()
    assert beside.editor.toPlainText() == "Поддержали"
    beside.close()


def test_the_palette_is_hidden_and_comes_back(window: MainWindow) -> None:
    window.search()
    window.lock.lock()
    assert not window.palette_of_all.isVisible()
    enter(window, PASSPHRASE)
    assert window.palette_of_all.isVisible()


def test_keys_do_nothing_beneath(window: MainWindow, qtbot: QtBot) -> None:
    window.go(ACCOUNTS)
    window.go(PEOPLE)
    window.lock.lock()
    handle = window.windowHandle()
    control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    for key, held in (
        (Qt.Key.Key_K, control),
        (Qt.Key.Key_1, control),
        (Qt.Key.Key_Left, alt),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_B, control),
        (Qt.Key.Key_Comma, control),
    ):
        QTest.keyClick(handle, key, held)
    assert window.trail.place == PEOPLE
    assert not window.palette_of_all.isVisible()
    for _ in range(8):
        QTest.keyClick(handle, Qt.Key.Key_Tab)
        assert window.lock.cover is not None
        focus = QApplication.focusWidget()
        assert focus is not None
        assert window.lock.cover.isAncestorOf(focus)
    QTest.keyClick(window, Qt.Key.Key_K, control)  # also where a key would come past the field
    assert not window.palette_of_all.isVisible()
    enter(window, PASSPHRASE)
    QTest.keyClick(handle, Qt.Key.Key_Left, alt)
    assert window.trail.place == ACCOUNTS


def test_the_passphrase_is_typed_on_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    window.lock.lock()
    for letter in PASSPHRASE:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(window.windowHandle(), event)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not is_locked(window))


def test_files_let_go_over_it_are_not_taken(window: MainWindow, tmp_path: Path) -> None:
    table = tmp_path / "Клиенты.csv"
    table.write_text("Клиент\nВолгометиз\n", "utf-8")
    window.lock.lock()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(table))])
    actions, buttons, held = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    entering = QDragEnterEvent(QPoint(300, 300), actions, mime, buttons, held)
    QApplication.sendEvent(window.windowHandle(), entering)
    assert not entering.isAccepted()
    dropping = QDropEvent(QPointF(300, 300), actions, mime, buttons, held)
    QApplication.sendEvent(window.windowHandle(), dropping)
    assert not dropping.isAccepted()
    assert window.drops.sheet is None
    assert not window.drops.veil.isVisible()


def test_what_fails_meanwhile_is_told_after_the_passphrase(window: MainWindow, qtbot: QtBot) -> None:
    window.lock.lock()
    window.failures.take(RuleError("store.missing", path=f"/x/{CLIENT}.kam"))
    told = window.failures.shown
    assert told is not None
    qtbot.waitUntil(lambda: not told.isVisible())
    enter(window, PASSPHRASE)
    assert told.isVisible()
    assert CLIENT in texts(told)
    told.accept()


def test_it_is_closed_without_the_passphrase(window: MainWindow, qtbot: QtBot) -> None:
    window.lock.lock()
    with qtbot.waitSignal(window.closed):
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)


def test_a_file_that_is_not_encrypted_is_not_locked(
    desk: Desk, window: MainWindow, empty_office: Office, tmp_path: Path
) -> None:
    assert "window.lock" in {each.id for each in window.commands()}
    plain = tmp_path / "plain.kam"
    copyfile(empty_office.workspace.path, plain)
    with Workspace.open(plain, desk.clock) as workspace:
        local = LocalSettings(tmp_path / "other")
        open_desk = Desk(
            workspace, desk.zone, desk.currency, desk.jobs, desk.hub, desk.clock, desk.look, local
        )
        other = MainWindow(open_desk, page_kinds(open_desk), HOME)
        other.offer_everywhere(lambda: commands_everywhere(other))
        other.lock.lock()
        assert not other.lock.is_on
        assert "window.lock" not in {each.id for each in other.commands()}
        other.close()


class Icon(QSystemTrayIcon):
    """An icon that keeps what it was told to say."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.said: list[str] = []

    def show(self) -> None:
        pass

    def hide(self) -> None:
        pass

    def showMessage(self, title: str, message: str, icon: QIcon, msecs: int = 0, /) -> None:  # type: ignore[override]
        assert not icon.isNull()
        assert msecs
        self.said.append(f"{title} {message}")


def test_the_icon_beside_the_clock_names_nobody_while_it_is_locked(
    window: MainWindow, office: Office, desk: Desk
) -> None:
    desk.local.reminds_in_detail = True
    account = office.account(name=CLIENT)
    at = (NOW + timedelta(minutes=200)).replace(tzinfo=None)  # in twenty minutes, by Moscow's clock
    office.meeting(account, at, subject="Годовой контракт")
    window.lock.lock()
    tray = Tray(window, Icon)
    tray.look()
    assert isinstance(tray.icon, Icon)
    assert tray.icon.said
    assert CLIENT not in "".join(tray.icon.said)
    place = window.trail.place
    tray.icon.messageClicked.emit()
    assert tray.menu is not None
    for each in tray.menu.actions()[:3]:
        each.trigger()
    assert window.trail.place == place
    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, CaptureWindow)]
    tray.put_away()


# When it locks by itself


def wait(auto: AutoLock, clock: FixedClock, minutes: float) -> None:
    """Time goes by, looked at as often as the timer does."""
    for _ in range(round(minutes * 12)):
        clock.moment += timedelta(seconds=5)
        auto.look()


@pytest.fixture
def auto(window: MainWindow, desk: Desk) -> AutoLock:
    return AutoLock(desk, window.lock, window)


def test_it_locks_after_ten_minutes_in_which_nobody_touched_it(
    auto: AutoLock, window: MainWindow, office: Office
) -> None:
    wait(auto, office.clock, 9.9)
    assert not is_locked(window)
    wait(auto, office.clock, 0.1)
    assert is_locked(window)


@pytest.mark.parametrize("touch", ["key", "mouse"])
def test_a_key_or_the_mouse_begins_the_minutes_anew(
    auto: AutoLock, window: MainWindow, office: Office, touch: str
) -> None:
    wait(auto, office.clock, 9)
    if touch == "key":
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    else:
        QTest.mouseMove(window.windowHandle(), QPoint(10, 10))
        QTest.mouseMove(window.windowHandle(), QPoint(20, 20))
    wait(auto, office.clock, 9)
    assert not is_locked(window)
    wait(auto, office.clock, 1)
    assert is_locked(window)


def test_the_minutes_are_a_setting_of_this_computer(
    auto: AutoLock, window: MainWindow, office: Office, desk: Desk
) -> None:
    for never_yet in (0, 60):
        desk.local.lock_minutes = never_yet
        wait(auto, office.clock, 25)
        assert not is_locked(window)
    desk.local.lock_minutes = 1
    wait(auto, office.clock, 1)
    assert is_locked(window)


def test_it_is_locked_when_the_computer_wakes(auto: AutoLock, window: MainWindow, office: Office) -> None:
    wait(auto, office.clock, 1)
    office.clock.moment += timedelta(minutes=3)  # nothing ran meanwhile
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert is_locked(window), "before the key got anywhere"


@pytest.mark.slow
def test_the_minutes_begin_when_it_is_unlocked(auto: AutoLock, window: MainWindow, office: Office) -> None:
    wait(auto, office.clock, 20)
    enter(window, PASSPHRASE)
    wait(auto, office.clock, 9)
    assert not is_locked(window)


@pytest.mark.parametrize("over", [False, True])
def test_it_is_locked_by_key_also_where_a_sheet_lies_over_it(
    desk: Desk, window: MainWindow, qtbot: QtBot, over: bool
) -> None:
    AutoLock(desk, window.lock, window)
    seen: QWidget = window
    if over:
        seen = ask_for_account(window.desk, window)
        with qtbot.waitActive(seen):
            seen.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWindow() is seen.windowHandle())
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    QTest.keyClick(seen.windowHandle(), Qt.Key.Key_L, held)
    qtbot.waitUntil(lambda: is_locked(window))


def test_it_is_locked_with_the_screen_of_the_computer_unless_it_never_locks_itself(
    auto: AutoLock, window: MainWindow, desk: Desk
) -> None:
    away = auto.findChild(GoingAway)
    assert away is not None
    desk.local.lock_minutes = 0
    away.turned(True)
    assert not is_locked(window)
    desk.local.lock_minutes = 30
    away.turned(False)
    assert not is_locked(window)
    away.locked()
    assert is_locked(window)


@pytest.mark.slow
def test_dialogs_of_the_system_come_back_as_they_were(window: MainWindow, qtbot: QtBot) -> None:
    """A chooser of files and what went wrong: neither ends by being hidden, and both stay modal."""
    chooser = QFileDialog(window)
    chooser.setOption(QFileDialog.Option.DontUseNativeDialog)
    ended: list[int] = []
    chooser.finished.connect(ended.append)
    chooser.open()
    window.failures.take(RuleError("store.missing", path="/x/нет.kam"))
    told = window.failures.shown
    assert told is not None
    modality = (chooser.windowModality(), told.windowModality())
    window.lock.lock()
    assert not chooser.isVisible()
    assert not told.isVisible()
    enter(window, PASSPHRASE)
    assert chooser.isVisible()
    assert told.isVisible()
    assert (chooser.windowModality(), told.windowModality()) == modality
    assert ended == []
    told.accept()
    chooser.reject()
    assert len(ended) == 1


def test_a_menu_that_is_open_is_closed(window: MainWindow) -> None:
    menu = QMenu(window)
    menu.addAction(CLIENT)
    menu.popup(window.mapToGlobal(QPoint(50, 50)))
    assert menu.isVisible()
    window.lock.lock()
    assert not menu.isVisible()
    enter(window, PASSPHRASE)
    assert not menu.isVisible()


def test_what_was_shown_a_moment_before_the_passphrase_is_seen(window: MainWindow, qtbot: QtBot) -> None:
    window.lock.lock()
    late = QWidget(window, Qt.WindowType.Dialog)
    late.show()
    enter(window, PASSPHRASE)
    QApplication.processEvents()
    assert late.isVisible()
    assert not late.testAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    handle = late.windowHandle()
    assert handle is not None
    assert handle.isVisible()
    late.close()
