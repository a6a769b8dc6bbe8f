"""The calendar and norms of a workspace."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from kam.core.vocabulary import Channel, NormUnit, Severity
from kam.models import Calendar, CalendarException
from kam.services.working_calendar import norms_from, read_calendar
from tests.builders import Office

MOSCOW = ZoneInfo("Europe/Moscow")
FRIDAY = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)  # 17:00 in Moscow


def test_weekends_do_not_count(office: Office) -> None:
    with office.workspace.reading() as session:
        calendar = read_calendar(session, MOSCOW, (2026,))
    assert calendar.add(FRIDAY, timedelta(hours=2)) == datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def test_public_holidays_of_the_country_do_not_count(office: Office) -> None:
    with office.workspace.reading() as session:
        stored = session.scalars(select(Calendar)).one()
    office.change(stored, holidays_of="RU")
    with office.workspace.reading() as session:
        calendar = read_calendar(session, MOSCOW, (2026,))
    assert calendar.hours_on(date(2026, 1, 7)) == ()
    assert calendar.hours_on(date(2026, 11, 24)) != ()


def test_own_exceptions_win_over_the_week(office: Office) -> None:
    with office.workspace.reading() as session:
        stored = session.scalars(select(Calendar)).one()
    office.add(CalendarException(calendar_id=stored.id, on=date(2026, 11, 21), starts=600, ends=840))
    office.add(CalendarException(calendar_id=stored.id, on=date(2026, 11, 23)))
    with office.workspace.reading() as session:
        calendar = read_calendar(session, MOSCOW, (2026,))
    assert calendar.add(FRIDAY, timedelta(hours=3)) == datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    assert calendar.hours_on(date(2026, 11, 23)) == ()


@pytest.mark.parametrize("stored", [{}, {"complaint_norms": {}}])
def test_without_changes_the_usual_norms_hold(stored: dict[str, object]) -> None:
    assert norms_from(stored).resolution[Severity.HIGH].amount == 3


def test_a_changed_norm_leaves_the_others(office: Office) -> None:
    norms = norms_from(
        {
            "complaint_norms": {
                "first_response": {"phone": {"amount": 10, "unit": "minute"}},
                "resolution": {"low": {"amount": 30, "unit": "working_day", "runs": "working"}},
                "acknowledgement": {"amount": 1, "unit": "hour"},
                "at_risk_percent": 60,
            }
        }
    )
    assert norms.first_response[Channel.PHONE].amount == 10
    assert norms.first_response[Channel.EMAIL].amount == 1
    assert norms.resolution[Severity.LOW].amount == 30
    assert norms.acknowledgement.unit is NormUnit.HOUR
    assert norms.at_risk_percent == 60
