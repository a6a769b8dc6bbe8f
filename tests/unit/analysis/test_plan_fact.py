"""Plan against fact."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.plan_fact import plan_fact, spread
from kam.core.money import Money
from kam.core.periods import Month

JANUARY, OCTOBER, DECEMBER = Month(2026, 1), Month(2026, 10), Month(2026, 12)


def roubles(minor: int) -> Money:
    return Money(minor, "RUB")


def each(minor: int, first: Month = JANUARY, count: int = 12) -> dict[Month, Money]:
    return dict.fromkeys(first.span(count), roubles(minor))


def test_the_months_that_are_over_are_held_against_their_targets() -> None:
    found = plan_fact(each(74), each(70), JANUARY, DECEMBER, OCTOBER)
    assert found is not None
    assert (found.fact, found.plan, found.plan_of_period) == (roubles(700), roubles(740), roubles(888))
    assert (found.done, found.gap, found.to_go) == (Decimal("0.945946"), roubles(-40), roubles(188))
    assert [item.fact for item in found.months][9:] == [roubles(70), None, None]


def test_a_month_without_a_target_does_not_look_like_a_success() -> None:
    found = plan_fact(each(10, count=6), each(10), JANUARY, DECEMBER, OCTOBER)
    assert found is not None
    assert (found.done, found.to_go) == (Decimal(1), roubles(0))


def test_a_month_over_without_sales_sold_nothing_and_returns_count() -> None:
    found = plan_fact(each(10), {JANUARY: roubles(-5)}, JANUARY, DECEMBER, Month(2026, 2))
    assert found is not None
    assert (found.fact, found.done) == (roubles(-5), Decimal("-0.25"))


def test_before_the_first_month_is_over_nothing_is_done() -> None:
    found = plan_fact(each(10), {}, JANUARY, DECEMBER, Month(2025, 12))
    assert found is not None
    assert (found.done, found.plan, found.plan_of_period) == (None, roubles(0), roubles(120))


def test_without_targets_there_is_no_plan() -> None:
    assert plan_fact({}, each(10), JANUARY, DECEMBER, OCTOBER) is None
    assert plan_fact(each(10, Month(2025, 1)), each(10), JANUARY, DECEMBER, OCTOBER) is None


@given(st.integers(-(10**12), 10**12), st.integers(1, 36))
def test_a_target_of_a_longer_period_is_spread_to_the_last_kopeck(total: int, months: int) -> None:
    parts = spread(roubles(total), JANUARY, months)
    assert list(parts) == list(JANUARY.span(months))
    assert sum(part.minor for part in parts.values()) == total
    assert max(part.minor for part in parts.values()) - min(part.minor for part in parts.values()) <= 1
