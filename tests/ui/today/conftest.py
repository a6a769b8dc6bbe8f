"""Today on Tuesday 24 November 2026, 9:12 in Moscow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import ChecklistCode, DossierSection, InteractionKind, Side
from kam.models import ChecklistItem, SectionCheck
from kam.ui.desk import Desk
from kam.ui.places import TODAY, Place
from kam.ui.today.lines import Entry
from kam.ui.today.page import TodayPage
from tests.builders import Office

TUESDAY = date(2026, 11, 24)


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(date(2026, 11, day), time(hour, minute))


class Day:
    """The page and what stands on it."""

    def __init__(self, page: TodayPage, office: Office) -> None:
        self.page = page
        self.office = office
        self.gone_to: list[Place] = []
        self.planned: list[QWidget] = []
        page.went.connect(self.gone_to.append)

    def told(self, column: str) -> list[str]:
        """What a column says, line by line."""
        model = self.page.columns[column].list.lines
        return [str(model.data(model.index(row))) for row in range(model.rowCount())]

    def entry(self, column: str, text: str) -> Entry:
        """The entry of a column that says a text."""
        model = self.page.columns[column].list.lines
        found = (model.entry_at(model.index(row)) for row in range(model.rowCount()))
        return next(each for each in found if each is not None and any(text in part for part in each.told))

    def go_on(self, column: str, text: str) -> None:
        """Put the keyboard on an entry."""
        shown = self.page.columns[column].list
        shown.setFocus(Qt.FocusReason.TabFocusReason)
        shown.setCurrentIndex(shown.lines.place_of(self.entry(column, text).line))

    def press(self, column: str, key: Qt.Key, text: str = "") -> None:
        """Press a key in a column."""
        for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            QApplication.sendEvent(self.page.columns[column].list, event)

    def click_at(self, qtbot: QtBot, column: str, text: str, dx: int | None = None) -> None:
        """Click on an entry, at a distance from its left edge."""
        shown = self.page.columns[column].list
        rect = shown.visualRect(shown.lines.place_of(self.entry(column, text).line))
        at = rect.center() if dx is None else QPoint(rect.left() + dx, rect.center().y())
        qtbot.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=at)


@pytest.fixture
def day(desk: Desk, office: Office, qtbot: QtBot) -> Iterator[Day]:
    """A meeting today with points to do, one tomorrow, one not written down, promises, a signal."""
    office.clock.moment = datetime(2026, 11, 24, 6, 12, tzinfo=UTC)
    steel = office.account("Завод «Волгометиз»")
    dairy = office.account("Молкомбинат «Заречный»")
    person = office.stakeholder(steel, "Ольга", "Соболева", since=TUESDAY)
    meeting = office.meeting(
        steel, local(24, 10), person, subject="Годовой контракт", minutes=60, travel_minutes=35
    )
    office.add(ChecklistItem(interaction_id=meeting.id, position=0, code=ChecklistCode.PURPOSE, done=True))
    office.add(ChecklistItem(interaction_id=meeting.id, position=1, code=ChecklistCode.OFFER))
    office.meeting(steel, local(25, 11), subject="Итоги квартала")
    office.meeting(dairy, local(23, 16), subject="Отсрочка", minutes=30, kind=InteractionKind.CALL)
    office.promise(steel, "Акт испытаний", due=date(2026, 11, 20), made_on=date(2026, 11, 1))
    office.promise(dairy, "Протокол цен", due=TUESDAY, side=Side.THEIRS, made_on=date(2026, 11, 1))
    office.add(SectionCheck(account_id=dairy.id, section=DossierSection.UNITS, on=date(2026, 1, 15)))
    planned: list[QWidget] = []
    page = TodayPage(desk, planned.append)
    desk.hub.changed.connect(lambda _: page.refresh())
    qtbot.addWidget(page)
    page.resize(1200, 640)
    page.show()
    page.activateWindow()
    page.go_to(TODAY)
    qtbot.wait(80)  # what takes long is read after the first painting
    made = Day(page, office)
    made.planned = planned
    yield made
    page.close()
