"""Time is told by a clock that is handed in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from kam.core.clock import FixedClock, SystemClock, today


def test_the_machine_clock_tells_utc_and_goes_on() -> None:
    clock = SystemClock()
    first = clock.now()
    assert first.tzinfo is UTC
    assert clock.now() >= first


def test_a_fixed_clock_stands_still_until_it_is_moved() -> None:
    clock = FixedClock(datetime(2026, 3, 9, 8, tzinfo=UTC))
    assert clock.now() == clock.now()
    clock.moment += timedelta(hours=2)
    assert clock.now() == datetime(2026, 3, 9, 10, tzinfo=UTC)


def test_a_fixed_clock_tells_utc_whatever_it_was_set_in() -> None:
    moscow = timezone(timedelta(hours=3))
    assert FixedClock(datetime(2026, 3, 9, 2, tzinfo=moscow)).now().isoformat() == "2026-03-08T23:00:00+00:00"


@pytest.mark.parametrize(
    ("zone", "day"),
    [("UTC", date(2026, 3, 8)), ("Europe/Moscow", date(2026, 3, 9)), ("Asia/Vladivostok", date(2026, 3, 9))],
)
def test_today_is_the_date_where_the_user_is(zone: str, day: date) -> None:
    clock = FixedClock(datetime(2026, 3, 8, 21, 30, tzinfo=UTC))
    assert today(clock, ZoneInfo(zone)) == day
