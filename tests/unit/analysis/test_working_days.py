"""Dates on the working calendar."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.working_days import is_working_day, next_working_day, working_days_later
from kam.analysis.working_time import OFFICE_DAY, CalendarException, WorkCalendar
from kam.core.errors import RuleError

CALENDAR = WorkCalendar(
    ZoneInfo("Europe/Moscow"),
    holidays=frozenset({date(2026, 11, 4)}),
    exceptions=(CalendarException(date(2026, 11, 7), OFFICE_DAY),),
)


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        (date(2026, 11, 6), 0, date(2026, 11, 6)),
        (date(2026, 11, 8), 0, date(2026, 11, 9)),
        (date(2026, 11, 3), 1, date(2026, 11, 5)),
        (date(2026, 11, 6), 1, date(2026, 11, 7)),
        (date(2026, 11, 7), 1, date(2026, 11, 9)),
        (date(2026, 11, 5), -1, date(2026, 11, 3)),
        (date(2026, 11, 20), 10, date(2026, 12, 4)),
    ],
)
def test_weekends_and_holidays_do_not_count_and_a_working_saturday_does(
    start: date, count: int, expected: date
) -> None:
    assert working_days_later(CALENDAR, start, count) == expected


@given(st.dates(date(2026, 1, 1), date(2027, 1, 1)), st.integers(-30, 30))
def test_one_always_lands_on_a_working_day_and_there_and_back_is_home(start: date, count: int) -> None:
    home = next_working_day(CALENDAR, start)
    there = working_days_later(CALENDAR, home, count)
    assert is_working_day(CALENDAR, there)
    assert working_days_later(CALENDAR, there, -count) == home


def test_who_never_works_has_no_next_day() -> None:
    idle = WorkCalendar(ZoneInfo("UTC"), weekly=((),) * 7)
    with pytest.raises(RuleError):
        next_working_day(idle, date(2026, 1, 1))
