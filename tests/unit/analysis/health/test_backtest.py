"""Replaying history: who counts, who stopped, and how good an alarm was."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.health.backtest import (
    Alarm,
    Buyers,
    Case,
    Figures,
    days_to_replay,
    figures,
    has_stopped,
    known_to,
    replay,
)
from kam.analysis.health.churn import ChurnRisk
from kam.analysis.rhythm import order_rhythm

ONE, TWO = UUID(int=1), UUID(int=2)
MARCH = date(2026, 3, 31)
DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
HISTORY = st.lists(DAYS, max_size=25)
COUNT = st.integers(0, 500)


@pytest.mark.parametrize(
    ("days", "stopped"),
    [
        ([], None),
        ([date(2026, 4, 1)], None),
        ([date(2025, 3, 31)], None),
        ([date(2025, 4, 1)], True),
        ([date(2026, 3, 31)], True),
        ([date(2026, 3, 31), date(2026, 6, 30)], False),
        ([date(2026, 3, 31), date(2026, 7, 1)], True),
        ([date(2025, 3, 31), date(2026, 4, 1)], None),
    ],
    ids=[
        "never bought",
        "bought later only",
        "a year and a day ago",
        "a year ago",
        "that very day",
        "on the last day of the three months",
        "a day too late",
        "came back after a year: did not count",
    ],
)
def test_stopped_is_three_months_without_a_purchase_after_one_within_twelve(
    days: list[date], stopped: bool | None
) -> None:
    assert has_stopped(days, MARCH) is stopped


@pytest.mark.parametrize(
    ("last", "known"),
    [(date(2026, 5, 6), date(2026, 4, 30)), (date(2026, 4, 30), date(2026, 4, 30))],
)
def test_a_month_that_has_just_begun_is_not_known(last: date, known: date) -> None:
    assert known_to([date(2025, 1, 1), last, date(2027, 1, 1)], date(2026, 12, 31)) == known


def test_what_comes_after_the_moment_is_not_known() -> None:
    assert known_to([date(2026, 1, 31), date(2026, 8, 5)], date(2026, 5, 15)) == date(2026, 1, 31)
    assert known_to([date(2026, 8, 5)], date(2026, 5, 15)) is None


def test_months_are_judged_from_the_third_after_the_first_sale_to_three_before_the_end() -> None:
    first, known = date(2025, 7, 4), date(2026, 4, 30)
    days = days_to_replay(first, known)
    assert (days[0], days[-1], len(days)) == (date(2025, 10, 31), date(2026, 1, 31), 4)
    assert days_to_replay(first, known, 2) == days[-2:]
    assert days_to_replay(first, known, 99) == days
    assert days_to_replay(first, date(2025, 12, 31)) == ()


def test_two_clients_are_judged_and_counted() -> None:
    bought = {ONE: [date(2026, 3, 1)], TWO: [date(2025, 11, 1), date(2026, 5, 1)]}
    cases = replay(bought, [MARCH], lambda account, _: ChurnRisk.HIGH if account == TWO else ChurnRisk.LOW)
    assert cases == (
        Case(ONE, MARCH, frozenset(), is_quarterly=False, stopped=True),
        Case(TWO, MARCH, frozenset(Alarm), is_quarterly=False, stopped=False),
    )
    assert figures(cases, Alarm.HIGH) == Figures(right=0, false=1, missed=1, quiet=0)
    assert figures(cases, Alarm.HIGH, Buyers.QUARTERLY) == Figures(0, 0, 0, 0)


def said(found: Figures) -> list[str]:
    return [str(each) for each in (found.precision, found.recall, found.f1, found.lift)]


def test_a_perfect_alarm_and_its_opposite() -> None:
    perfect, wrong = Figures(right=3, false=0, missed=0, quiet=9), Figures(0, 9, 3, 0)
    assert said(perfect) == ["1.000000", "1.000000", "1.000000", "4.000000"]
    assert said(wrong) == ["0.000000"] * 4


def test_where_nothing_happened_nothing_is_claimed() -> None:
    silent = Figures(0, 0, 2, 8)
    assert said(silent) == ["None", "0.000000", "0.000000", "None"]
    nobody = Figures(0, 0, 0, 0)
    assert said(nobody) == ["None"] * 4
    assert nobody.base_rate is None
    assert nobody.f1_by_chance is None


def test_chance_is_what_as_many_alarms_at_random_would_bring() -> None:
    found = Figures(right=30, false=70, missed=30, quiet=170)
    assert found.base_rate == Decimal("0.2")
    assert found.alarm_rate == Decimal("0.333333")
    assert found.f1_by_chance == Decimal("0.25")
    assert found.lift == Decimal("1.5")


def habit(bought: dict[UUID, list[date]], account: UUID, day: date) -> ChurnRisk:
    rhythm = order_rhythm(bought[account], day)
    if rhythm is None or rhythm.ratio is None or rhythm.ratio <= 1:
        return ChurnRisk.LOW
    return ChurnRisk.HIGH if rhythm.ratio > 2 else ChurnRisk.MEDIUM


@given(HISTORY, HISTORY, st.lists(st.integers(1, 700), max_size=12))
def test_changing_the_future_changes_no_alarm(one: list[date], two: list[date], ahead: list[int]) -> None:
    on = date(2025, 9, 30)
    past = {ONE: [day for day in one if day <= on], TWO: [day for day in two if day <= on]}
    other = {
        account: [*days, *(on + timedelta(days=each) for each in ahead)] for account, days in past.items()
    }
    here = replay(past, [on], lambda account, day: habit(past, account, day))
    there = replay(other, [on], lambda account, day: habit(other, account, day))
    assert [(each.account_id, each.alarms, each.is_quarterly) for each in here] == [
        (each.account_id, each.alarms, each.is_quarterly) for each in there
    ]


@given(HISTORY, st.lists(DAYS, min_size=1, max_size=4, unique=True))
def test_everybody_who_counts_is_counted_once(one: list[date], days: list[date]) -> None:
    ends = sorted({date(day.year, day.month, 28) for day in days})
    cases = replay({ONE: one}, ends, lambda *_: ChurnRisk.MEDIUM)
    for alarm in Alarm:
        assert figures(cases, alarm).cases == len(cases)
        assert figures(cases, alarm).stopped == sum(each.stopped for each in cases)
    assert figures(cases, Alarm.RISK).recall in {None, Decimal(1)}


@given(COUNT, COUNT, COUNT, COUNT)
def test_ratios_stay_within_their_bounds(right: int, false: int, missed: int, quiet: int) -> None:
    found = Figures(right, false, missed, quiet)
    for each in (found.precision, found.recall, found.f1, found.base_rate, found.f1_by_chance):
        assert each is None or 0 <= each <= 1
    if found.precision is not None and found.recall is not None and found.f1 is not None:
        assert min(found.precision, found.recall) - Decimal("0.00001") <= found.f1
        assert found.f1 <= max(found.precision, found.recall) + Decimal("0.00001")
