"""Twelve months against the twelve before."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.sales_figures import Decline, KnownMonths, sales_year
from kam.core.money import Money
from kam.core.periods import Month

NOVEMBER = date(2026, 11, 24)
JANUARY_2025 = Month(2025, 1)


def roubles(minor: int) -> Money:
    return Money(minor, "RUB")


def from_month(first: Month, *revenues: int) -> dict[Month, Money]:
    return {first + at: roubles(revenue) for at, revenue in enumerate(revenues)}


# The figures of the pictured brief, in hundred thousands: November 2024 to October 2026, and a running month.
LAST_YEAR = (64, 68, 50, 54, 64, 69, 62, 67, 72, 75, 75, 73)
THIS_YEAR = (70, 75, 56, 61, 70, 78, 71, 77, 74, 79, 68, 63)
SALES = from_month(Month(2024, 11), *LAST_YEAR, *THIS_YEAR, 40)


def test_the_year_ends_with_the_last_full_month() -> None:
    year = sales_year(SALES, NOVEMBER, "RUB")
    assert [figure.month for figure in year.months][::11] == [Month(2025, 11), Month(2026, 10)]
    assert (year.total, year.last_year_total) == (roubles(842), roubles(793))
    assert year.change == Decimal("0.061791")
    assert year.running is not None
    assert (year.running.month, year.running.revenue) == (Month(2026, 11), roubles(40))


def test_months_below_last_year_and_the_decline_that_still_goes_on() -> None:
    year = sales_year(SALES, NOVEMBER, "RUB")
    assert year.below_last_year == (Month(2026, 9), Month(2026, 10))
    assert year.decline == Decline(Month(2026, 9), Month(2026, 10), Decimal("-0.114865"))
    recovered = sales_year(SALES | {Month(2026, 10): roubles(73)}, NOVEMBER, "RUB")
    assert recovered.below_last_year == (Month(2026, 9),)
    assert recovered.decline is None


@pytest.mark.parametrize("day", [date(2026, 11, 1), date(2026, 11, 30)])
def test_the_running_month_never_counts_whatever_the_day(day: date) -> None:
    assert sales_year(SALES, day, "RUB").total == roubles(842)


def test_a_month_without_sales_is_nothing_and_one_without_data_is_unknown() -> None:
    known = KnownMonths(Month(2025, 8), Month(2026, 9))
    year = sales_year(from_month(Month(2025, 8), 5, 5, 10, 10), NOVEMBER, "RUB", known)
    assert year.known_months == 11
    assert year.months[-1].revenue is None
    assert year.months[1].revenue == roubles(0)
    assert year.running is None
    assert (year.compared_months, year.change) == (2, Decimal(-1))


def test_without_a_year_before_there_is_no_change() -> None:
    year = sales_year(from_month(Month(2025, 11), *THIS_YEAR), NOVEMBER, "RUB")
    assert year.change is None
    unknown = sales_year(
        from_month(Month(2025, 11), *THIS_YEAR),
        NOVEMBER,
        "RUB",
        KnownMonths(Month(2025, 11), Month(2026, 11)),
    )
    assert (unknown.change, unknown.compared_months, unknown.decline) == (None, 0, None)


def test_returns_may_make_a_month_negative() -> None:
    year = sales_year(from_month(Month(2025, 10), -30, *THIS_YEAR[:11], -5), NOVEMBER, "RUB")
    assert year.months[-1].revenue == roubles(-5)
    assert year.total == roubles(sum(THIS_YEAR[:11]) - 5)
    assert year.change is None


@pytest.mark.parametrize(
    ("revenues", "slope", "relative"),
    [
        pytest.param([100] * 12, 0, "0", id="level"),
        pytest.param(list(range(100, 220, 10)), 10, "0.064516", id="ten more each month"),
        pytest.param(list(range(210, 90, -10)), -10, "-0.064516", id="ten less each month"),
        pytest.param([0] * 12, 0, None, id="nothing to relate to"),
    ],
)
def test_the_slope_of_the_trend(revenues: list[int], slope: int, relative: str | None) -> None:
    year = sales_year(from_month(Month(2025, 11), *revenues), NOVEMBER, "RUB")
    assert year.slope == roubles(slope)
    assert year.relative_slope == (None if relative is None else Decimal(relative))


def test_five_months_are_no_trend() -> None:
    known = KnownMonths(Month(2026, 6), Month(2026, 10))
    assert sales_year({}, NOVEMBER, "RUB", known).slope is None


def test_another_currency_is_refused() -> None:
    with pytest.raises(ValueError, match="RUB alone"):
        sales_year({Month(2026, 1): Money(1, "EUR")}, NOVEMBER, "RUB")


@given(st.lists(st.integers(-(10**9), 10**12), min_size=24, max_size=24))
def test_totals_are_the_sums_of_what_is_shown(revenues: list[int]) -> None:
    year = sales_year(from_month(Month(2024, 11), *revenues), NOVEMBER, "RUB")
    assert year.total.minor == sum(revenues[12:])
    assert year.last_year_total.minor == sum(revenues[:12])
    if year.change is not None:
        assert (year.change < 0) == (year.total < year.last_year_total) or abs(year.change) < Decimal(
            "0.00001"
        )
    if year.decline is not None:
        assert year.decline.change <= 0
        assert year.decline.last == Month(2026, 10)


@given(st.lists(st.integers(0, 10**9), min_size=12, max_size=12), st.integers(0, 10**9))
def test_the_same_more_every_month_changes_no_slope(revenues: list[int], more: int) -> None:
    plain = sales_year(from_month(Month(2025, 11), *revenues), NOVEMBER, "RUB")
    raised = sales_year(from_month(Month(2025, 11), *(r + more for r in revenues)), NOVEMBER, "RUB")
    assert plain.slope == raised.slope
