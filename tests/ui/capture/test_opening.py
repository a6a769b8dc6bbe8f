"""Recording is reached from anywhere in the window."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from kam.ui.capture.window import CaptureWindow
from kam.ui.catalogue import HOME, open_captures, page_kinds
from kam.ui.creating import creations
from kam.ui.desk import Desk
from kam.ui.followup.sheet import LetterSheet
from kam.ui.places import account_place
from kam.ui.window import MainWindow
from tests.builders import Office


def window_of(desk: Desk, qtbot: QtBot) -> MainWindow:
    window = MainWindow(desk, page_kinds(desk), HOME)
    qtbot.addWidget(window)
    window.offer_to_create(partial(creations, window))
    open_captures(window)
    window.show()
    return window


def shown(window: MainWindow) -> list[CaptureWindow]:
    return [each for each in window.findChildren(CaptureWindow) if each.isVisible()]


def run(window: MainWindow, command: str) -> None:
    next(each for each in window.commands() if each.id == command).run()


def test_the_open_client_is_chosen_beforehand(desk: Desk, office: Office, qtbot: QtBot) -> None:
    account = office.account()
    window = window_of(desk, qtbot)
    window.go(account_place(account.id))
    run(window, "create.capture")
    (capture,) = shown(window)
    assert capture.known.context is not None
    assert capture.known.context.account_id == account.id
    capture.close()


def test_without_a_client_it_asks_for_one(desk: Desk, office: Office, qtbot: QtBot) -> None:
    account = office.account()
    window = window_of(desk, qtbot)
    run(window, "create.capture")
    (capture,) = shown(window)
    assert capture.head.account.values == [account.id]
    capture.close()


def test_the_head_of_a_client_has_a_button_for_it(desk: Desk, office: Office, qtbot: QtBot) -> None:
    account = office.account()
    window = window_of(desk, qtbot)
    window.go(account_place(account.id))
    buttons = [each for each in window.findChildren(QPushButton) if each.isVisible()]
    button = next(each for each in buttons if each.text() == "Записать")
    button.click()
    (capture,) = shown(window)
    capture.close()


def test_what_was_typed_is_kept_when_the_main_window_closes(desk: Desk, office: Office, qtbot: QtBot) -> None:
    account = office.account()
    window = window_of(desk, qtbot)
    window.go(account_place(account.id))
    run(window, "create.capture")
    shown(window)[0].editor.set_text("! акт до пятницы")
    window.keep()
    again = window_of(desk, qtbot)
    again.unsaved.look_for()
    (waiting,) = again.unsaved.waiting
    again.unsaved._go(waiting)
    (capture,) = shown(again)
    assert capture.editor.toPlainText() == "! акт до пятницы"
    capture.close()


def test_the_letter_that_is_wished_for_is_opened(desk: Desk, office: Office, qtbot: QtBot) -> None:
    account = office.account()
    window = window_of(desk, qtbot)
    window.go(account_place(account.id))
    run(window, "create.capture")
    capture = shown(window)[0]
    capture.letter.setChecked(True)
    capture.wish()
    assert [each for each in window.findChildren(LetterSheet) if each.isVisible()]
