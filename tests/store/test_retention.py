"""Which backups stay. Days stand for backups, newest first."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kam.store.retention import KEPT, KEPT_DAYS, KEPT_MONTHS, staying

TODAY = date(2026, 11, 23)


def thinned(days: list[date]) -> list[date]:
    """What is left of backups made one after the other, oldest first, each time thinning."""
    there: list[date] = []
    for day in days:
        there.insert(0, day)
        kept = staying(there)
        there = [each for place, each in enumerate(there) if place in kept]
    return there


def test_a_busy_afternoon_does_not_push_out_yesterday() -> None:
    yesterday = TODAY - timedelta(days=1)
    left = thinned([yesterday] * 3 + [TODAY] * 40)
    assert left == [TODAY] * KEPT + [yesterday]


def test_behind_the_last_twelve_stand_fourteen_days_and_twelve_months() -> None:
    """Five backups on every day of two years: of each day and month there is the last one."""
    days = [TODAY - timedelta(days=back) for back in range(730, -1, -1)]
    left = thinned([day for day in days for _ in range(5)])
    last = [TODAY] * 5 + [TODAY - timedelta(days=1)] * 5 + [TODAY - timedelta(days=2)] * 2
    fortnight = [TODAY - timedelta(days=back) for back in range(3, 3 + KEPT_DAYS)]
    months = [date(2026, month, 1) - timedelta(days=1) for month in range(11, 0, -1)] + [date(2025, 11, 30)]
    assert left == last + fortnight + months
    assert len(months) == KEPT_MONTHS


def test_days_without_backups_do_not_count() -> None:
    """Somebody who opens the file on Mondays keeps fourteen Mondays; a year of rest costs none."""
    mondays = [TODAY - timedelta(weeks=back) for back in range(30)]
    left = thinned([*reversed(mondays), *[TODAY + timedelta(days=365)] * KEPT])
    assert left[KEPT : KEPT + KEPT_DAYS] == mondays[:KEPT_DAYS]


def test_a_clock_that_is_years_behind_costs_no_day() -> None:
    honest = [TODAY - timedelta(days=back) for back in range(10)]
    left = thinned([*reversed(honest), *[date(2000, 1, 1)] * 50])
    assert left == [date(2000, 1, 1)] * KEPT + honest


@given(st.lists(st.dates(date(2024, 1, 1), date(2026, 12, 31)), max_size=80))
def test_the_last_ones_always_stay_and_thinning_again_changes_nothing(days: list[date]) -> None:
    kept = staying(days)
    assert set(range(min(KEPT, len(days)))) <= kept <= set(range(len(days)))
    assert len(kept) <= KEPT + KEPT_DAYS + KEPT_MONTHS
    left = [days[place] for place in sorted(kept)]
    assert staying(left) == set(range(len(left)))
