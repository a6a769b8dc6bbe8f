"""How far objectives and initiatives are, and how far they should be."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.plans.content import PlanMeasurement
from kam.analysis.plans.progress import (
    ProgressState,
    initiative_progress,
    initiatives_behind,
    objective_progress,
    plan_progress,
)
from kam.core.ids import new_id
from kam.core.vocabulary import InitiativeStatus, ObjectiveStatus
from tests.plans import FIRST, LAST, TODAY, a_plan, an_initiative, an_objective

PLAN = a_plan()
figures = st.decimals(-1000, 1000, places=2)


def standing(today: date = TODAY, **values: Any) -> tuple[ProgressState, Decimal | None]:
    found = objective_progress(an_objective(**values), PLAN, today)
    return found.state, found.done


def test_five_months_of_twelve_ask_for_forty_per_cent() -> None:
    found = objective_progress(an_objective(current=Decimal(84)), PLAN, TODAY)
    assert found.expected == Decimal("0.401099")


def test_a_figure_that_shall_fall_counts_down() -> None:
    losses = an_objective(baseline=Decimal("1.9"), target=Decimal("0.8"), current=Decimal("1.4"))
    found = objective_progress(losses, PLAN, TODAY)
    assert (found.done, found.counts_down, found.state) == (Decimal("0.454545"), True, ProgressState.ON_TRACK)


@pytest.mark.parametrize(
    ("current", "state"),
    [
        ("84.2", ProgressState.BEHIND),  # 29 % where 40 % are due
        ("79.4", ProgressState.AT_RISK),
        ("70", ProgressState.AT_RISK),
        ("86", ProgressState.ON_TRACK),
        ("96", ProgressState.REACHED),
        ("120", ProgressState.REACHED),
    ],
)
def test_the_state_tells_how_far_it_is_behind(current: str, state: ProgressState) -> None:
    assert standing(current=Decimal(current))[0] is state


def test_a_little_short_is_on_track() -> None:
    assert standing(current=Decimal("84.5"))[0] is ProgressState.ON_TRACK  # 31 % of 40 %


def test_once_it_is_due_whatever_is_missing_is_a_danger() -> None:
    almost = Decimal("95.9")
    assert standing(LAST, current=almost)[0] is ProgressState.ON_TRACK
    assert standing(LAST + timedelta(days=1), current=almost)[0] is ProgressState.AT_RISK
    assert standing(due_on=TODAY - timedelta(days=1), current=almost)[0] is ProgressState.AT_RISK


def test_what_is_due_on_the_first_day_is_asked_for_on_it() -> None:
    at_once = an_objective(due_on=FIRST, current=Decimal(80))
    assert objective_progress(at_once, PLAN, FIRST).expected == Decimal(1)
    assert objective_progress(at_once, PLAN, FIRST - timedelta(days=1)).expected == Decimal(0)


def test_an_unknown_figure_is_not_zero() -> None:
    assert standing(current=None) == (ProgressState.UNKNOWN, None)
    assert standing(target=None, current=Decimal(1)) == (ProgressState.UNKNOWN, None)
    assert standing(baseline=None, current=Decimal(1)) == (ProgressState.UNKNOWN, None)


def test_without_a_baseline_the_first_measurement_is_where_it_began() -> None:
    measured = tuple(
        PlanMeasurement(new_id(), day, Decimal(value))
        for day, value in ((date(2026, 10, 1), 45), (date(2026, 8, 1), 40))
    )
    found = standing(baseline=None, target=Decimal(60), current=Decimal(45), measurements=measured)
    assert found[1] == Decimal("0.25")


def test_what_is_bought_from_the_first_day_is_counted_from_nothing() -> None:
    state, done = standing(from_sales=True, current=Decimal(48))
    assert (state, done) == (ProgressState.ON_TRACK, Decimal("0.5"))


def test_to_hold_is_to_be_at_least_there() -> None:
    held: dict[str, Any] = {"baseline": Decimal(80), "target": Decimal(80)}
    assert standing(**held, current=Decimal(80))[0] is ProgressState.REACHED
    assert standing(**held, current=Decimal(79))[0] is ProgressState.AT_RISK


def test_what_was_closed_keeps_its_outcome() -> None:
    assert standing(status=ObjectiveStatus.MISSED, current=Decimal(96))[0] is ProgressState.MISSED
    assert standing(status=ObjectiveStatus.MET, current=None)[0] is ProgressState.MET
    assert standing(status=ObjectiveStatus.DROPPED, current=None)[0] is ProgressState.DROPPED


@given(figures, figures, figures, st.dates(FIRST - timedelta(days=400), LAST + timedelta(days=400)))
def test_progress_is_a_part_and_does_not_care_which_way_it_leads(
    baseline: Decimal, target: Decimal, current: Decimal, today: date
) -> None:
    up = objective_progress(an_objective(baseline=baseline, target=target, current=current), PLAN, today)
    down = objective_progress(an_objective(baseline=-baseline, target=-target, current=-current), PLAN, today)
    assert up.done is not None
    assert 0 <= up.done <= 1
    assert 0 <= up.expected <= 1
    if baseline != target:
        assert (up.done, up.state) == (down.done, down.state)
        assert up.counts_down is not down.counts_down


@given(figures, figures, st.lists(figures, min_size=2, max_size=2))
def test_nearer_to_the_target_is_never_less(
    baseline: Decimal, target: Decimal, reached: list[Decimal]
) -> None:
    nearer, farther = sorted(reached, key=lambda value: abs(target - value))
    within = sorted((baseline, target))
    nearer, farther = (min(max(value, within[0]), within[1]) for value in (nearer, farther))
    if abs(target - nearer) > abs(target - farther):
        nearer, farther = farther, nearer
    at = [
        objective_progress(an_objective(baseline=baseline, target=target, current=value), PLAN, TODAY).done
        for value in (farther, nearer)
    ]
    assert at[0] is not None
    assert at[1] is not None
    assert at[0] <= at[1]


@given(st.lists(st.dates(FIRST, LAST), min_size=2, max_size=2))
def test_a_later_day_never_asks_for_less(days: list[date]) -> None:
    early, late = sorted(days)
    one = an_objective(current=Decimal(80))
    assert objective_progress(one, PLAN, early).expected <= objective_progress(one, PLAN, late).expected


def test_the_objectives_that_lag_are_counted() -> None:
    plan = a_plan(
        objectives=(
            an_objective(current=Decimal(79)),
            an_objective(current=Decimal(84)),
            an_objective(current=Decimal(96)),
        )
    )
    found = plan_progress(plan, TODAY)
    assert (found.lagging, found.count(ProgressState.REACHED)) == (2, 1)


def test_an_initiative_is_late_from_the_day_after_its_last() -> None:
    objective = an_objective()
    work = an_initiative(objective, starts_on=date(2026, 9, 20), ends_on=date(2026, 11, 20), progress=95)
    assert initiative_progress(work, date(2026, 11, 20)).late_days == 0
    late = initiative_progress(work, TODAY)
    assert (late.late_days, late.behind, late.expected) == (4, True, Decimal(1))


def test_an_initiative_lags_before_it_is_late() -> None:
    objective = an_objective()
    slow = an_initiative(objective, starts_on=date(2026, 11, 1), ends_on=date(2026, 11, 30), progress=20)
    quick = an_initiative(objective, starts_on=date(2026, 11, 1), ends_on=date(2026, 11, 30), progress=70)
    undated = an_initiative(objective)
    done = an_initiative(objective, ends_on=date(2026, 8, 1), status=InitiativeStatus.DONE)
    only_end = an_initiative(objective, ends_on=date(2026, 11, 23))
    assert initiatives_behind((slow, quick, undated, done, only_end), TODAY) == (slow, only_end)
    assert initiative_progress(slow, TODAY).expected == Decimal("0.766667")
