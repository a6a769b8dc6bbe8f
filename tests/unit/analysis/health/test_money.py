"""Revenue trend, order rhythm and share of wallet, by examples a key account manager would agree with."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.health.money import MoneyReason, order_habit, revenue_trend, wallet_share
from kam.analysis.health.score import FactorScore
from kam.analysis.rhythm import OrderRhythm, order_rhythm
from kam.core.periods import Month

TODAY = date(2026, 11, 24)
LAST = Month(2026, 10)


def months(now: int, before: int, *, quarter: int | None = None, count: int = 12) -> dict[Month, int]:
    """So much a month in the last year (another in its last quarter), and in the year before it."""
    found = {LAST - back: now for back in range(count)}
    found |= {LAST - 12 - back: before for back in range(count)}
    if quarter is not None:
        found |= {LAST - back: quarter for back in range(3)}
    return found


def score(revenue: dict[Month, int]) -> int:
    found = revenue_trend(revenue, TODAY)
    assert found is not None
    assert found.on == date(2026, 10, 31)
    return found.score


@pytest.mark.parametrize(
    ("now", "before", "points"),
    [
        (100, 100, 70),
        (110, 100, 85),
        (125, 100, 100),
        (200, 100, 100),
        (90, 100, 45),
        (50, 100, 0),
        (0, 100, 0),
    ],
)
def test_a_year_is_compared_with_the_one_before(now: int, before: int, points: int) -> None:
    assert score(months(now, before)) == points


def test_the_last_quarter_turns_first() -> None:
    assert (
        score(months(100, 100, quarter=50)) < score(months(100, 100)) < score(months(100, 100, quarter=150))
    )


def test_a_young_client_is_compared_over_the_months_there_are() -> None:
    found = revenue_trend({LAST - back: 100 for back in range(15)}, TODAY)
    assert found is not None
    assert found.parts[0].reason.places["months"] == 3
    assert revenue_trend({LAST - back: 100 for back in range(14)}, TODAY) is None
    assert revenue_trend({}, TODAY) is None


def test_the_month_that_is_not_over_counts_for_nothing() -> None:
    assert score(months(100, 100) | {Month(2026, 11): 10**9}) == 70


def test_a_client_who_came_back_has_what_there_is_to_have() -> None:
    revenue = {LAST - back: 100 for back in range(3)} | {LAST - 30: 100}
    found = revenue_trend(revenue, TODAY)
    assert found is not None
    assert {part.reason.code for part in found.parts} == {MoneyReason.FROM_NOTHING}
    assert found.score == 100


@given(st.lists(st.integers(0, 10**12), min_size=24, max_size=40), st.integers(0, 11), st.integers(0, 10**12))
def test_trend_is_bounded_and_more_revenue_never_harms(amounts: list[int], where: int, more: int) -> None:
    revenue = {LAST - back: amount for back, amount in enumerate(amounts)}
    found = revenue_trend(revenue, TODAY)
    if found is None:
        return
    assert 0 <= found.score <= 100
    assert sum(part.most for part in found.parts) == 100
    richer = revenue_trend({**revenue, LAST - where: revenue[LAST - where] + more}, TODAY)
    assert richer is not None
    assert richer.score >= found.score


def habit(days: int, usual: int = 20) -> FactorScore | None:
    rhythm = OrderRhythm(
        date(2025, 1, 1), date(2026, 11, 1), days, 9, Decimal(usual), Decimal(days) / Decimal(usual)
    )
    return order_habit(rhythm)


@pytest.mark.parametrize(("days", "points"), [(0, 100), (20, 100), (30, 70), (40, 40), (60, 0), (600, 0)])
def test_an_order_that_is_overdue_costs(days: int, points: int) -> None:
    found = habit(days)
    assert found is not None
    assert found.score == points


@pytest.mark.parametrize(
    ("bought", "code", "usual", "without", "points"),
    [
        (range(6), MoneyReason.MONTHLY, 1, 0, 100),
        (range(1, 7), MoneyReason.MONTHLY, 1, 1, 100),
        (range(2, 8), MoneyReason.MONTHLY, 1, 2, 42),
        (range(0, 12, 2), MoneyReason.MONTHS, 2, 0, 100),
        (range(4, 16, 2), MoneyReason.MONTHS, 2, 4, 39),
        (range(12, 18), MoneyReason.MONTHLY, 1, 12, 0),
    ],
)
def test_months_without_purchases_are_told_as_months(
    bought: range, code: MoneyReason, usual: int, without: int, points: int
) -> None:
    known = order_rhythm([(LAST - back).last_day for back in bought], LAST.last_day)
    found = order_habit(known, by_months=True)
    assert found is not None
    reason = found.parts[0].reason
    assert (reason.code, reason.places["usual"], reason.places["without"]) == (code, usual, without)
    assert reason.places["month"] == LAST - min(bought)
    assert found.parts[0].on == (LAST - min(bought)).last_day
    assert found.score == points


@given(st.sets(st.integers(0, 20), min_size=3))
def test_months_are_judged_within_bounds_and_a_later_purchase_never_harms(bought: set[int]) -> None:
    def habit_of(months: set[int]) -> int:
        found = order_habit(
            order_rhythm([(LAST - back).last_day for back in months], LAST.last_day), by_months=True
        )
        assert found is not None
        return found.score

    assert 0 <= habit_of(bought) <= 100
    assert habit_of(bought | {0}) == 100


def test_without_a_rhythm_there_is_nothing_to_say() -> None:
    assert order_habit(None) is None
    assert order_habit(OrderRhythm(TODAY, TODAY, 0, 1, None, None)) is None


@pytest.mark.parametrize(
    ("now", "before", "points"),
    [("0", None, 0), ("0.1", None, 30), ("0.5", None, 85), ("0.9", None, 100), ("0.5", "0.5", 80),
     ("0.5", "0.7", 68), ("0.5", "0.3", 88)],
)  # fmt: skip
def test_a_share_of_the_wallet_and_where_it_went(now: str, before: str | None, points: int) -> None:
    found = wallet_share(Decimal(now), Decimal(before) if before else None, TODAY)
    assert found is not None
    assert found.score == points


def test_a_wallet_that_nobody_estimated_is_left_out() -> None:
    assert wallet_share(None, None, None) is None


def test_what_the_quarter_would_only_repeat_is_told_once() -> None:
    last = Month.of(TODAY) - 1
    young = revenue_trend({last - back: 100 for back in range(15)}, TODAY)
    back_again = revenue_trend({last - back: 100 for back in (*range(10), *range(30, 36))}, TODAY)
    for found, code in ((young, MoneyReason.YEAR), (back_again, MoneyReason.FROM_NOTHING)):
        assert found is not None
        ((reason, most),) = [(part.reason, part.most) for part in found.parts]
        assert (reason.code, most) == (code, 100)
