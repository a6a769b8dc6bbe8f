"""The rhythm of orders and the degree of the relationship."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.explanation import Reason
from kam.analysis.rhythm import DegreeReason, DegreeVerdict, order_rhythm, relationship_degree
from kam.core.periods import Month
from kam.core.vocabulary import RelationshipDegree

TODAY = date(2026, 11, 24)


def every(days: int, count: int, *, last: int = 0) -> list[date]:
    """Orders at an even interval, the last of them ``last`` days ago."""
    return [TODAY - timedelta(days=last + days * back) for back in range(count)]


def monthly(*months: int) -> list[date]:
    """One order on the tenth of each month, counted back from November 2026 (0)."""
    return [date(2026 - (back > 10), (10 - back) % 12 + 1, 10) for back in months]


def test_an_order_is_measured_by_the_clients_own_interval() -> None:
    rhythm = order_rhythm([*every(11, 9, last=9), TODAY + timedelta(days=2)], TODAY)
    assert rhythm is not None
    assert (rhythm.days_since, rhythm.usual_interval, rhythm.ratio) == (9, Decimal("11.0"), Decimal("0.82"))
    assert rhythm.last_order == TODAY - timedelta(days=9)


def test_the_usual_interval_is_the_median_so_that_one_long_holiday_does_not_change_it() -> None:
    days = [date(2026, 1, 1), date(2026, 1, 11), date(2026, 1, 21), date(2026, 5, 1), date(2026, 5, 13)]
    rhythm = order_rhythm(days, date(2026, 5, 24))
    assert rhythm is not None
    assert (rhythm.usual_interval, rhythm.ratio) == (Decimal("11.0"), Decimal("1.00"))


def test_several_orders_of_a_day_are_one_and_two_days_are_no_rhythm() -> None:
    rhythm = order_rhythm([*every(30, 2), *every(30, 2)], TODAY)
    assert rhythm is not None
    assert (rhythm.order_days, rhythm.usual_interval, rhythm.ratio) == (2, None, None)


def test_the_rhythm_is_that_of_the_last_two_years() -> None:
    slow_years = [date(2020, month, 1) for month in (1, 4, 7, 10)]
    rhythm = order_rhythm([*slow_years, *every(7, 4, last=600), *every(7, 3)], TODAY)
    assert rhythm is not None
    assert rhythm.usual_interval == Decimal("7.0")
    silent = order_rhythm(slow_years, TODAY)
    assert silent is not None
    assert silent.usual_interval == Decimal("91.0")


def test_no_orders_no_rhythm() -> None:
    assert order_rhythm([], TODAY) is None
    assert order_rhythm([TODAY + timedelta(days=1)], TODAY) is None


@pytest.mark.parametrize(
    ("orders", "degree"),
    [
        pytest.param([], RelationshipDegree.NOT_YET, id="never"),
        pytest.param([date(2024, 1, 9)] * 3, RelationshipDegree.ONE_OFF, id="one day, long ago"),
        pytest.param(every(10, 60), RelationshipDegree.PERMANENT, id="every ten days for years"),
        pytest.param(monthly(*range(1, 13)), RelationshipDegree.PERMANENT, id="each of twelve full months"),
        pytest.param(monthly(*range(1, 6)), RelationshipDegree.PERMANENT, id="new, five of six months"),
        pytest.param(monthly(1, 2, 3, 4), RelationshipDegree.STABLE, id="new, four of six months"),
        pytest.param(monthly(1, 3, 5, 7, 9, 11, 13, 15), RelationshipDegree.STABLE, id="every other month"),
        pytest.param(monthly(1, 4, 7, 14, 20), RelationshipDegree.IRREGULAR, id="three of twelve"),
        pytest.param(monthly(2, 9, 15), RelationshipDegree.EPISODIC, id="two of twelve"),
        pytest.param(every(30, 10, last=179), RelationshipDegree.STABLE, id="silent for 179 days"),
        pytest.param(every(30, 10, last=180), RelationshipDegree.STOPPED, id="silent for 180 days"),
        pytest.param(every(100, 5, last=299), RelationshipDegree.EPISODIC, id="a slow rhythm is waited for"),
        pytest.param(every(100, 5, last=300), RelationshipDegree.STOPPED, id="three slow intervals"),
        pytest.param(every(30, 2, last=364), RelationshipDegree.EPISODIC, id="no rhythm, under a year"),
        pytest.param(every(30, 2, last=365), RelationshipDegree.STOPPED, id="no rhythm, a year"),
    ],
)
def test_the_degree_follows_from_the_orders(orders: list[date], degree: RelationshipDegree) -> None:
    assert relationship_degree(orders, TODAY).degree is degree


def test_an_unfinished_month_counts_against_nobody() -> None:
    full = monthly(*range(1, 13))
    start_of_month = date(2026, 11, 1)
    assert dict(relationship_degree(full, start_of_month).reason.places) == {"bought": 12, "months": 12}
    with_order = relationship_degree([*full, date(2026, 11, 1)], start_of_month)
    assert dict(with_order.reason.places) == {"bought": 12, "months": 12}


def test_a_degree_answers_why() -> None:
    stopped = relationship_degree(every(100, 5, last=320), TODAY).reason
    assert (stopped.code, dict(stopped.places)) == (DegreeReason.SILENT, {"days": 320, "threshold": 300})


@given(st.lists(st.dates(date(2020, 1, 1), date(2026, 12, 31)), max_size=60))
def test_every_history_has_a_degree_and_a_bounded_rhythm(orders: list[date]) -> None:
    verdict = relationship_degree(orders, TODAY)
    rhythm = order_rhythm(orders, TODAY)
    assert (rhythm is None) == (verdict.degree is RelationshipDegree.NOT_YET)
    if rhythm is not None and rhythm.usual_interval is not None:
        assert 1 <= rhythm.usual_interval <= (rhythm.last_order - rhythm.first_order).days
        assert rhythm.ratio is not None
        assert rhythm.ratio >= 0


def test_months_known_as_totals_alone_make_a_rhythm_too() -> None:
    year = [Month(2025, 11) + number for number in range(12)]
    verdict = relationship_degree((), date(2026, 11, 23), totals=year)
    assert verdict.degree is RelationshipDegree.PERMANENT
    assert relationship_degree((), date(2026, 11, 23), totals=[]).degree is RelationshipDegree.NOT_YET


def test_one_month_of_totals_is_one_purchase_and_two_are_not() -> None:
    once = relationship_degree((), date(2026, 11, 23), totals=[Month(2026, 10)])
    assert once == DegreeVerdict(
        RelationshipDegree.ONE_OFF, Reason.of(DegreeReason.ONCE_IN_MONTH, month=Month(2026, 10))
    )
    mixed = relationship_degree([date(2026, 9, 1)], date(2026, 11, 23), totals=[Month(2026, 10)])
    assert mixed.degree is not RelationshipDegree.ONE_OFF


def test_the_running_month_of_totals_stands_for_today() -> None:
    assert relationship_degree((), date(2026, 11, 23), totals=[Month(2026, 11)]).reason == Reason.of(
        DegreeReason.ONCE_IN_MONTH, month=Month(2026, 11)
    )
    assert (
        relationship_degree((), date(2026, 11, 23), totals=[Month(2026, 12)]).reason.code
        is DegreeReason.NEVER
    )
