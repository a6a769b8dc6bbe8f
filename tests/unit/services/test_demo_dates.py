"""The demo's dates are offsets from the day on which it is opened."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.services.demo.errors import DemoContentError
from kam.services.demo.when import DemoDates, holidays_of

MONDAY = date(2026, 11, 23)
DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))


@pytest.mark.parametrize(
    ("offset", "day"),
    [
        ("+1w", date(2026, 11, 24)),
        ("-1w", date(2026, 11, 20)),
        ("+0w", MONDAY),
        ("-2d", date(2026, 11, 20)),
        ("+5d", date(2026, 11, 30)),
        ("-12d", date(2026, 11, 11)),
        ("-1m", date(2026, 10, 23)),
        ("bom+2", date(2027, 1, 1)),
        ("eom-9", date(2026, 2, 28)),
        ("eom", date(2026, 11, 30)),
        ("+1w-10w", date(2026, 11, 10)),
        ("1974-05-18", date(1974, 5, 18)),
    ],
)
def test_an_offset_means_a_date_seen_from_today(offset: str, day: date) -> None:
    assert DemoDates(MONDAY).day(offset) == day


def test_on_a_weekend_the_next_working_day_is_monday_and_the_last_one_friday() -> None:
    sunday = DemoDates(date(2026, 11, 22))
    assert sunday.day("+1w") == MONDAY
    assert sunday.day("+0w") == MONDAY
    assert sunday.day("-1w") == date(2026, 11, 20)


def test_over_new_year_work_goes_on_after_the_holidays() -> None:
    today = date(2026, 12, 31)
    dates = DemoDates(today, holidays_of("RU", today))
    assert dates.day("+1w") > date(2027, 1, 8)


def test_a_time_may_end_an_offset() -> None:
    assert DemoDates(MONDAY).moment("+1w 10:00") == datetime.combine(date(2026, 11, 24), time(10))


@pytest.mark.parametrize("text", ["", "tomorrow", "+1", "3w", "+1w later", "+1w 25:00"])
def test_what_is_no_offset_is_refused(text: str) -> None:
    dates = DemoDates(MONDAY)
    with pytest.raises(DemoContentError):
        dates.moment(text) if ":" in text else dates.day(text)


@given(today=DAYS, days=st.integers(-700, 400))
def test_days_always_land_on_a_working_day_on_their_own_side_of_today(today: date, days: int) -> None:
    dates = DemoDates(today)
    found = dates.day(f"{days:+d}d")
    assert dates.is_working(found)
    assert found < today if days < 0 else found >= today


@given(today=DAYS, count=st.integers(1, 60))
def test_working_days_there_and_back_end_where_they_began(today: date, count: int) -> None:
    dates = DemoDates(today)
    there = dates.day(f"+{count}w")
    assert dates.day(f"-{count - 1}w" if count > 1 else "+0w", there) == dates.day("+1w")
