"""The window around every page: navigation, undo by name, notices, what it remembers, failures."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from kam.core.changes import Area, Outcome
from kam.core.errors import RuleError, UserError
from kam.jobs import Standing
from kam.services.files import list_backups
from kam.services.history import list_steps
from kam.ui.account.people.sheets.adding import AddPersonSheet
from kam.ui.accounts.new_account import NewAccountSheet
from kam.ui.at_hand import actions_of_account
from kam.ui.catalogue import HOME, page_kinds
from kam.ui.commands import Command
from kam.ui.creating import creations
from kam.ui.desk import Desk
from kam.ui.frame.failures import FailureDialog, report_of
from kam.ui.frame.sidebar import NavButton
from kam.ui.people.new_person import NewPersonSheet
from kam.ui.places import ACCOUNTS, PEOPLE, TODAY, Place, account_place, prepare_place
from kam.ui.widgets.buttons import IconButton
from kam.ui.window import MainWindow
from tests.builders import Office


@pytest.fixture
def open_window(desk: Desk, qtbot: QtBot) -> Iterator[Callable[[], MainWindow]]:
    made: list[MainWindow] = []

    def make() -> MainWindow:
        window = MainWindow(desk, page_kinds(desk), HOME)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        made.append(window)
        return window

    yield make
    for window in made:
        window.failures.unwatch()


def text_of(action: QAction) -> str:
    return action.text()


def test_it_opens_on_today_and_says_whose_workspace_it_is(
    office: Office, open_window: Callable[[], MainWindow]
) -> None:
    office.account("Северогорский метизный завод")
    window = open_window()
    assert window.trail.place == TODAY
    assert window.windowTitle().startswith("Сегодня · office")
    assert "Вереск Упаковка" in _texts(window)


@pytest.mark.slow
def test_back_returns_from_an_account_to_the_clients(
    office: Office, open_window: Callable[[], MainWindow]
) -> None:
    account = office.account()
    window = open_window()
    window.go(ACCOUNTS)
    window.go(account_place(account.id))
    assert window.windowTitle().startswith("Северогорский метизный завод")
    window.back()
    assert window.trail.place == ACCOUNTS
    window.forward()
    assert window.trail.place is not None
    assert window.trail.place.account_id == account.id


def test_undo_names_the_step_and_takes_back_only_this_run(
    desk: Desk, office: Office, open_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    account = office.account("Прежнее имя")
    window = open_window()
    assert not window.undoing.undo.isEnabled(), "what was done in an earlier run belongs to History"

    def rename() -> Outcome[None]:
        office.change(account, "account.changed", name="Новое имя")
        return Outcome(None, Area.ACCOUNTS)

    desk.change(window, rename)
    assert window.undoing.undo.isEnabled()
    assert text_of(window.undoing.undo) != "Отменить"
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not window.undoing.undo.isEnabled()
    assert window.undoing.redo.isEnabled()
    assert list_steps(office.workspace)[0].undoes is not None
    qtbot.keyClick(
        window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert window.undoing.undo.isEnabled()
    assert not window.undoing.redo.isEnabled()


def test_a_notice_offers_to_take_back_and_does(
    desk: Desk, office: Office, open_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    account = office.account()
    window = open_window()

    def remove() -> Outcome[None]:
        office.remove(account, "account.deleted")
        return Outcome(None, Area.ACCOUNTS)

    desk.change(window, remove, notice="В корзине 1 клиент", undoable=True)
    assert "В корзине 1 клиент" in _texts(window)
    undo = next(each for each in window.statusbar.findChildren(QPushButton) if each.text() == "Отменить")
    assert undo.isVisible()
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert list_steps(office.workspace)[0].undoes is not None
    assert not undo.isVisible()


def test_the_window_returns_to_where_it_was(
    desk: Desk, office: Office, open_window: Callable[[], MainWindow]
) -> None:
    account = office.account()
    window = open_window()
    window.go(account_place(account.id))
    window.close()
    assert desk.local.window(desk.workspace.path)["geometry"]
    again = open_window()
    assert again.trail.place is not None
    assert again.trail.place.account_id == account.id


def test_at_first_it_is_no_larger_than_the_screen(open_window: Callable[[], MainWindow]) -> None:
    window = open_window()
    room = window.screen().availableGeometry()
    assert window.width() <= room.width()
    assert window.height() <= room.height()
    assert window.minimumWidth() <= room.width()
    assert window.minimumHeight() <= room.height()


def test_a_place_of_a_page_that_is_no_more_leads_home(open_window: Callable[[], MainWindow]) -> None:
    window = open_window()
    window.go(Place("horoscope"))
    assert window.trail.place == TODAY


def test_a_deleted_account_leads_back_to_the_clients(
    desk: Desk, office: Office, open_window: Callable[[], MainWindow]
) -> None:
    account = office.account()
    window = open_window()
    window.go(account_place(account.id))

    def remove() -> Outcome[None]:
        office.remove(account, "account.deleted")
        return Outcome(None, Area.ACCOUNTS)

    desk.change(window, remove)
    assert window.trail.place == ACCOUNTS


def test_a_narrow_window_turns_the_navigation_into_a_rail(open_window: Callable[[], MainWindow]) -> None:
    window = open_window()
    window.resize(1440, 900)
    assert window.sidebar.width() == 200
    window.resize(1280, 720)
    assert window.sidebar.width() == 56


def test_a_long_job_shows_how_far_it_is(open_window: Callable[[], MainWindow]) -> None:
    window = open_window()
    window.statusbar.show_job(Standing("Импорт продаж", 42100, 98000))
    assert any("42\u202f100" in text and "98\u202f000" in text for text in _texts(window))
    window.statusbar.show_job(None)
    assert not any("Импорт продаж" in text for text in _texts(window, visible=True))


def test_a_known_failure_is_said_in_words(open_window: Callable[[], MainWindow], desk: Desk) -> None:
    window = open_window()

    def refuse() -> Outcome[None]:
        raise RuleError("store.not_undoable")

    desk.jobs.failed.disconnect()
    desk.jobs.failed.connect(window.failures.take)
    desk.change(window, refuse)
    dialog = window.failures.shown
    assert isinstance(dialog, FailureDialog)
    assert dialog.isVisible()
    assert "store." not in " ".join(_texts(dialog))
    dialog.accept()


def test_that_only_the_backup_failed_does_not_say_that_nothing_was_changed(
    open_window: Callable[[], MainWindow],
) -> None:
    window = open_window()
    window.failures.take(UserError("store.backup_failed", path="/x/Вереск.kam", folder="/x"))
    dialog = window.failures.shown
    assert dialog is not None
    said = " ".join(each.text() for each in dialog.findChildren(QLabel))
    assert "Вереск.kam" in said
    assert "Ничего не потеряно" in said
    assert "Ничего не изменилось" not in said
    dialog.accept()


def test_an_unknown_failure_offers_a_report_without_data(
    open_window: Callable[[], MainWindow], tmp_path: Path
) -> None:
    window = open_window()
    typed = "Иванов даст скидку 12 %"
    try:
        _fail_with(typed)
    except ValueError as error:
        window.failures.take(error)
        text = report_of(error)
    dialog = window.failures.shown
    assert isinstance(dialog, FailureDialog)
    dialog.save_to(str(tmp_path / "report.txt"))
    written = (tmp_path / "report.txt").read_text("utf-8")
    assert written == text
    assert "_fail_with" in written
    assert "ValueError" in written
    assert "Иванов" not in written
    dialog.accept()


def test_the_first_failure_is_not_buried_by_the_next(open_window: Callable[[], MainWindow]) -> None:
    window = open_window()
    window.failures.take(RuleError("store.not_undoable"))
    first = window.failures.shown
    window.failures.take(RuleError("store.nothing_to_undo"))
    assert window.failures.shown is first
    if first is not None:
        first.accept()


def test_the_next_failure_is_told_after_the_first_was_read(
    open_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    window = open_window()
    for _ in range(3):
        window.failures.take(ValueError())
        told = window.failures.shown
        assert told is not None
        assert told.isVisible()
        with qtbot.waitSignal(told.destroyed):
            told.accept()


def test_a_failure_to_tell_of_a_failure_ends_there(
    open_window: Callable[[], MainWindow], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    window = open_window()
    asked: list[BaseException] = []

    def fail(error: BaseException) -> NoReturn:
        asked.append(error)
        raise KeyError

    monkeypatch.setattr(window.failures, "_unknown", fail)
    with capture_exceptions():
        window.failures.watch()
        sys.excepthook(ValueError, ValueError(), None)
        window.failures.unwatch()
    assert len(asked) == 1
    assert "KeyError" in capfd.readouterr().err


def test_commands_name_pages_and_what_the_page_offers(open_window: Callable[[], MainWindow]) -> None:
    window = open_window()
    texts = {command.text for command in window.commands()}
    assert {"Клиенты", "Настройки", "Закрыть kam"} <= texts


def _fail_with(text: str) -> None:
    raise ValueError(text)


def _texts(widget: object, *, visible: bool = False) -> list[str]:
    from PySide6.QtWidgets import QLabel, QWidget

    assert isinstance(widget, QWidget)
    return [each.text() for each in widget.findChildren(QLabel) if not visible or each.isVisible()]


def test_a_pinned_account_stands_at_the_side_until_it_is_taken_off(
    office: Office, open_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    account = office.account()
    window = open_window()
    window.go(account_place(account.id))
    page = window.page
    assert page is not None
    pin = next(each for each in page.findChildren(IconButton) if each.isCheckable())
    qtbot.mouseClick(pin, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Северогорский метизный завод" in _navigation(window))
    window.go(ACCOUNTS)
    button = _navigation(window)["Северогорский метизный завод"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.trail.place is not None
    assert window.trail.place.account_id == account.id
    qtbot.mouseClick(pin, Qt.MouseButton.LeftButton)
    assert "Северогорский метизный завод" not in _navigation(window)


def test_a_backup_can_be_made_while_the_window_is_open(
    office: Office, open_window: Callable[[], MainWindow]
) -> None:
    office.account()
    window = open_window()
    window.back_up()
    assert len(list_backups(office.workspace.path)) == 1
    assert any("Копия сегодня" in text for text in _texts(window))


def _navigation(window: MainWindow) -> dict[str, NavButton]:
    return {each.text(): each for each in window.sidebar.findChildren(NavButton) if not each.isHidden()}


def test_create_offers_a_subsidiary_only_of_an_open_account(
    office: Office, open_window: Callable[[], MainWindow]
) -> None:
    account = office.account()
    window = open_window()
    window.go(ACCOUNTS)
    window.offer_to_create(partial(creations, window))
    ids = [each.id for each in creations(window)]
    assert "create.subsidiary" not in ids
    window.go(account_place(account.id))
    offered = {each.id: each.text for each in creations(window)}
    assert "Северогорский метизный завод" in offered["create.subsidiary"]
    window.create_menu.aboutToShow.emit()
    assert len(window.create_menu.actions()) == len(offered) == len(ids) + 1


def test_ctrl_n_asks_for_a_new_client(
    office: Office, open_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    office.account()
    window = open_window()
    window.offer_to_create(partial(creations, window))
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    sheet = window.findChild(NewAccountSheet)
    assert sheet is not None
    sheet.form["name"].set_value("Ресторатор-Опт")
    sheet.primary.click()
    assert window.trail.place is not None
    assert window.trail.place.page == "account"
    assert window.windowTitle().startswith("Ресторатор-Опт")


def test_ctrl_n_among_people_asks_for_a_person_and_for_a_client_elsewhere(
    office: Office, open_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    office.stakeholder(office.account("Ресторатор-Опт"))
    window = open_window()
    window.offer_to_create(partial(creations, window))
    window.go(PEOPLE)
    assert [each.keys for each in creations(window)][:2] == ["Ctrl+N", ""], "one key, one thing"
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    sheet = window.findChild(NewPersonSheet)
    assert sheet is not None
    assert window.findChild(NewAccountSheet) is None
    sheet.reject()
    window.go(ACCOUNTS)
    assert creations(window)[0].id == "create.account"
    assert creations(window)[0].keys == "Ctrl+N"


@pytest.mark.slow
def test_the_palette_offers_what_can_be_done_with_a_client(
    office: Office, open_window: Callable[[], MainWindow]
) -> None:
    account = office.account()
    meeting = office.meeting(account, subject="Годовой контракт")
    window = open_window()
    offered: dict[str, Command] = {}

    def ask() -> dict[str, Command]:
        actions_of_account(
            window, account.id, lambda found: offered.update({each.id: each for each in found})
        )
        return offered

    assert "Годовой контракт" in ask()["at_hand.brief"].hint
    offered["at_hand.brief"].run()
    assert window.trail.place == prepare_place(account.id, meeting.id)
    offered["at_hand.dossier"].run()
    assert window.trail.place == account_place(account.id, "dossier")
    assert offered["at_hand.pin"].text == "Закрепить сбоку"
    offered["at_hand.pin"].run()
    assert ask()["at_hand.pin"].text == "Открепить"
    offered["at_hand.person"].run()
    assert window.trail.place == account_place(account.id, "people")
    sheet = window.findChild(AddPersonSheet)
    assert sheet is not None
    sheet.close()


def test_no_brief_is_offered_without_a_meeting(office: Office, open_window: Callable[[], MainWindow]) -> None:
    account = office.account()
    window = open_window()
    found: list[Command] = []
    actions_of_account(window, account.id, found.extend)
    assert "at_hand.brief" not in [each.id for each in found]
