"""Months are counted, written and spanned without surprises at the ends of years."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.core.periods import Month, last_full_month, trailing_months

MONTHS = st.builds(Month, st.integers(1900, 2200), st.integers(1, 12))
STEPS = st.integers(-1000, 1000)


@given(MONTHS)
def test_a_month_survives_its_writing(month: Month) -> None:
    assert Month.parse(str(month)) == month


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-00", "0000-01", "26-01", "2026-1", "2026-01-01", "2026-01\n"]
)
def test_anything_else_is_no_month(text: str) -> None:
    with pytest.raises(ValueError, match="month"):
        Month.parse(text)


@pytest.mark.parametrize(("year", "month"), [(2026, 0), (2026, 13), (0, 1), (10000, 1)])
def test_a_month_outside_the_calendar_cannot_be_made(year: int, month: int) -> None:
    with pytest.raises(ValueError, match="no such month"):
        Month(year, month)


@given(MONTHS, STEPS)
def test_stepping_forth_and_back_returns(month: Month, step: int) -> None:
    assert month + step - step == month
    assert month.months_until(month + step) == step


@given(MONTHS, MONTHS)
def test_months_are_ordered_as_their_days(one: Month, other: Month) -> None:
    assert (one < other) == (one.first_day < other.first_day)


@pytest.mark.parametrize(
    ("month", "last"),
    [
        (Month(2024, 2), date(2024, 2, 29)),
        (Month(2026, 2), date(2026, 2, 28)),
        (Month(2026, 12), date(2026, 12, 31)),
    ],
)
def test_a_month_ends_on_its_last_day(month: Month, last: date) -> None:
    assert month.first_day.day == 1
    assert month.last_day == last


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_a_date_lies_within_its_month(day: date) -> None:
    month = Month.of(day)
    assert month.first_day <= day <= month.last_day


def test_a_span_goes_over_the_new_year() -> None:
    assert [str(month) for month in Month(2025, 11).span(3)] == ["2025-11", "2025-12", "2026-01"]


def test_the_trailing_twelve_months_end_with_the_given_one() -> None:
    months = trailing_months(Month(2026, 10))
    assert len(months) == 12
    assert (months[0], months[-1]) == (Month(2025, 11), Month(2026, 10))


@pytest.mark.parametrize(
    ("day", "month"),
    [
        (date(2026, 11, 1), Month(2026, 10)),
        (date(2026, 11, 30), Month(2026, 10)),
        (date(2026, 1, 15), Month(2025, 12)),
    ],
)
def test_the_running_month_is_not_a_full_one(day: date, month: Month) -> None:
    assert last_full_month(day) == month
