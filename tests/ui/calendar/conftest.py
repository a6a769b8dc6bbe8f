"""A calendar of a week around Tuesday 24 November 2026."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

import pytest
from pytestqt.qtbot import QtBot

from kam.ui.calendar.page import CalendarPage
from kam.ui.desk import Desk
from kam.ui.places import CALENDAR
from tests.builders import Office


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(date(2026, 11, day), time(hour, minute))


@pytest.fixture
def page(desk: Desk, office: Office, qtbot: QtBot) -> Iterator[CalendarPage]:
    """The page at the week of the clock, which stands at 9:12 of Tuesday."""
    office.clock.moment = datetime(2026, 11, 24, 6, 12, tzinfo=UTC)
    account = office.account("Завод «Волгометиз»")
    office.meeting(account, local(25, 10), subject="Контракт", minutes=60)
    office.meeting(account, local(26, 14), subject="Цены", minutes=30)
    made = CalendarPage(desk)
    desk.hub.changed.connect(lambda _: made.refresh())
    qtbot.addWidget(made)
    made.resize(1200, 640)
    made.show()
    made.go_to(CALENDAR)
    yield made
    made.close()
