"""The icon beside the clock: what is due within the hour is told once, and names nobody unasked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import ChecklistCode
from kam.models import ChecklistItem
from kam.ui.catalogue import HOME, page_kinds
from kam.ui.desk import Desk
from kam.ui.frame.tray import Tray, system_icon
from kam.ui.places import Place, account_place, capture_place, prepare_place
from kam.ui.window import MainWindow
from tests.builders import Office

NINE = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)


class RecordingIcon(QSystemTrayIcon):
    """An icon that keeps what it was told to say."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.said: list[tuple[str, str]] = []
        self.shown = False

    def show(self) -> None:
        self.shown = True

    def hide(self) -> None:
        self.shown = False

    def showMessage(self, title: str, message: str, icon: QIcon, msecs: int = 0, /) -> None:  # type: ignore[override]
        assert not icon.isNull()
        assert msecs
        self.said.append((title, message))


@pytest.fixture
def window(desk: Desk, office: Office, qtbot: QtBot) -> Iterator[MainWindow]:
    office.clock.moment = NINE
    made = MainWindow(desk, page_kinds(desk), HOME)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.failures.unwatch()


def tray_of(window: MainWindow) -> tuple[Tray, RecordingIcon]:
    tray = Tray(window, RecordingIcon)
    assert isinstance(tray.icon, RecordingIcon)
    tray.look()
    return tray, tray.icon


def plan(office: Office, text: str = "2026-11-24T10:15", subject: str = "Контракт") -> None:
    account = office.account(f"Завод «{subject}»")
    meeting = office.meeting(account, datetime.fromisoformat(text), subject=subject, travel_minutes=30)
    office.add(ChecklistItem(interaction_id=meeting.id, position=0, code=ChecklistCode.OFFER))


def test_it_says_when_to_leave_and_names_nobody(office: Office, window: MainWindow) -> None:
    plan(office)
    _, icon = tray_of(window)
    assert icon.said == [("Выехать до 09:45", "Встреча начнётся в 10:15. Подробности в kam.")]


def test_with_details_it_names_client_and_subject(desk: Desk, office: Office, window: MainWindow) -> None:
    plan(office)
    desk.local.reminds_in_detail = True
    _, icon = tray_of(window)
    assert icon.said == [("Выехать до 09:45", "Завод «Контракт»: Контракт")]


def test_each_thing_is_told_once_also_after_another_start(office: Office, window: MainWindow) -> None:
    plan(office)
    tray, icon = tray_of(window)
    tray.look()
    office.clock.moment = NINE + timedelta(minutes=1)
    tray.look()
    assert len(icon.said) == 1
    _, again = tray_of(window)
    assert not again.said


def test_many_at_once_are_told_together(office: Office, window: MainWindow) -> None:
    for number in range(4):
        plan(office, subject=f"Встреча {number}")
    _, icon = tray_of(window)
    assert icon.said == [("Через час и раньше: 4 срока", "; ".join(["Выехать до 09:45"] * 3))]


def test_the_message_leads_to_the_meeting(office: Office, window: MainWindow) -> None:
    account = office.account()
    meeting = office.meeting(account, datetime.fromisoformat("2026-11-24T09:30"))
    _, icon = tray_of(window)
    icon.messageClicked.emit()
    assert window.trail.place == prepare_place(account.id, meeting.id)


def test_its_menu_opens_records_shows_the_brief_and_closes(window: MainWindow) -> None:
    opened: list[Place] = []
    window.open_places("capture", opened.append)
    tray, _ = tray_of(window)
    assert tray.menu is not None
    actions = [action for action in tray.menu.actions() if action.text()]
    assert [action.text() for action in actions] == [
        "Открыть kam",
        "Записать, что было…",
        "Бриф к ближайшей встрече",
        "Закрыть kam",
    ]
    window.hide()
    actions[0].trigger()
    assert window.isVisible()
    actions[1].trigger()
    assert opened == [capture_place()]
    actions[3].trigger()
    assert window.isHidden()


def test_it_records_at_the_meeting_that_was_just_over_or_with_the_client_that_is_open(
    window: MainWindow, office: Office
) -> None:
    account = office.account()
    meeting = office.meeting(account, datetime(2026, 11, 24, 8), minutes=45)  # noqa: DTZ001 - local
    opened: list[Place] = []
    window.open_places("capture", opened.append)
    assert window.page is not None
    window.page.refresh()
    tray, _ = tray_of(window)
    assert tray.menu is not None
    record = next(each for each in tray.menu.actions() if each.text() == "Записать, что было…")
    record.trigger()
    window.go(account_place(account.id))
    record.trigger()
    assert opened == [capture_place(account.id, meeting.id), capture_place(account.id)]


def test_turned_off_it_hides_and_is_silent_and_on_again_it_speaks(
    desk: Desk, office: Office, window: MainWindow
) -> None:
    desk.local.reminds = False
    tray = Tray(window, RecordingIcon)
    at_first = tray.icon
    assert at_first is None
    plan(office)
    desk.local.reminds = True
    desk.hub.computer_changed.emit()
    tray.look()
    icon = tray.icon
    assert isinstance(icon, RecordingIcon)
    seen = [icon.shown]
    assert len(icon.said) == 1
    desk.local.reminds = False
    desk.hub.computer_changed.emit()
    seen.append(icon.shown)
    assert seen == [True, False]
    plan(office, "2026-11-24T10:20", "Ещё")
    tray.look()
    assert len(icon.said) == 1


def test_where_there_is_no_tray_nothing_happens(office: Office, window: MainWindow) -> None:
    assert system_icon(window) is None, "the screen of tests has none"
    plan(office)
    tray = Tray(window)
    tray.look()
    assert tray.icon is None


def test_closing_the_window_takes_the_icon_away_and_still_closes(window: MainWindow) -> None:
    closed: list[bool] = []
    window.closed.connect(lambda: closed.append(True))
    _, icon = tray_of(window)
    window.close()
    assert closed == [True]
    assert not icon.shown
