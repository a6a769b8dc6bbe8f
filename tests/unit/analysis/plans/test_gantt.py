"""Initiatives on a calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.plans.content import PlanContent, PlanMilestone, PlanReview
from kam.analysis.plans.gantt import Gantt, GanttBar, RowKind, lay_out
from kam.core.ids import new_id
from kam.core.periods import Month
from kam.core.vocabulary import InitiativeStatus
from tests.plans import FIRST, LAST, TODAY, a_plan, an_initiative, an_objective, any_plan

GOAL = an_objective("Контракт 2027", target=Decimal(96))


def bar_of(starts: date | None, ends: date | None, *, today: date = TODAY, **values: Any) -> GanttBar | None:
    work = an_initiative(GOAL, starts_on=starts, ends_on=ends, **values)
    return lay_out(a_plan(objectives=(GOAL,), initiatives=(work,)), today).rows[1].bar


def sure(bar: GanttBar | None) -> GanttBar:
    assert bar is not None
    return bar


def test_the_axis_is_the_months_of_the_plan() -> None:
    found = lay_out(a_plan(), TODAY)
    assert (found.first, found.last, found.days) == (FIRST, LAST, 365)
    assert [each.month for each in found.months] == list(Month(2026, 7).span(12))
    assert (found.months[1].start, found.months[1].end) == (31, 62)
    assert found.today == 146
    assert found.day(146) == TODAY


def test_today_beyond_the_axis_is_not_shown() -> None:
    assert lay_out(a_plan(), date(2028, 1, 1)).today is None


def test_the_axis_goes_further_where_work_does_but_a_slip_of_the_pen_does_not_stretch_it() -> None:
    work = an_initiative(GOAL, starts_on=date(2026, 5, 10), ends_on=date(2226, 11, 1))
    found = lay_out(a_plan(objectives=(GOAL,), initiatives=(work,)), TODAY)
    assert (found.first, found.last) == (date(2026, 5, 1), date(2028, 6, 30))
    bar = sure(found.rows[1].bar)
    assert (bar.start, bar.cut_left, bar.cut_right, bar.end) == (9, False, True, found.days)


def test_rows_are_initiatives_under_their_objectives_and_the_reviews() -> None:
    other = an_objective("Мальцев – сторонник")
    review = PlanReview(new_id(), date(2026, 10, 15), results=3)
    plan = a_plan(
        objectives=(GOAL, other),
        initiatives=(an_initiative(other, "Испытания"), an_initiative(GOAL, "Переговоры")),
        reviews=(review,),
    )
    found = lay_out(plan, TODAY, reviews_ahead=[date(2026, 12, 16)])
    assert [(row.kind, row.title) for row in found.rows] == [
        (RowKind.OBJECTIVE, "Контракт 2027"),
        (RowKind.INITIATIVE, "Переговоры"),
        (RowKind.OBJECTIVE, "Мальцев – сторонник"),
        (RowKind.INITIATIVE, "Испытания"),
        (RowKind.REVIEWS, ""),
    ]
    assert [(each.on, each.passed) for each in found.rows[4].milestones] == [
        (date(2026, 10, 15), True),
        (date(2026, 12, 16), False),
    ]


def test_a_bar_reaches_to_the_evening_of_its_last_day() -> None:
    bar = sure(bar_of(FIRST, FIRST))
    assert (bar.start, bar.end) == (0, 1)


def test_progress_fills_the_bar_and_what_lags_reaches_to_today() -> None:
    slow = sure(bar_of(date(2026, 11, 1), date(2026, 11, 30), progress=20))
    assert (slow.start, slow.done, slow.end, slow.lag) == (123, 129, 153, (129, 146))
    quick = sure(bar_of(date(2026, 11, 1), date(2026, 11, 30), progress=90))
    assert (quick.done, quick.lag) == (150, None)
    little_short = sure(bar_of(date(2026, 11, 1), date(2026, 11, 30), progress=70))
    assert (little_short.done, little_short.lag) == (144, None)


def test_what_should_have_ended_is_late_by_days_and_lags_to_its_end() -> None:
    late = sure(bar_of(date(2026, 9, 20), date(2026, 11, 20), progress=70))
    assert late.late_days == 4
    assert late.lag == (late.done, late.end)


def test_what_is_done_is_full_and_nothing_of_it_is_late() -> None:
    done = sure(bar_of(date(2026, 8, 1), date(2026, 9, 30), status=InitiativeStatus.DONE, progress=80))
    assert (done.done, done.progress, done.late_days, done.lag, done.ended) == (done.end, 100, 0, None, True)


def test_a_date_that_is_missing_is_taken_from_the_objective_or_the_plan() -> None:
    begun = sure(bar_of(date(2026, 11, 1), None))
    assert (begun.ends_on, begun.assumed_end, begun.assumed_start) == (LAST, True, False)
    ending = sure(bar_of(None, date(2026, 11, 30)))
    assert (ending.starts_on, ending.assumed_start) == (FIRST, True)
    assert bar_of(None, None) is None


def test_milestones_stand_at_their_day() -> None:
    points = (
        PlanMilestone(new_id(), "Подпись", date(2027, 2, 1)),
        PlanMilestone(new_id(), "Рамка", date(2026, 11, 20)),
        PlanMilestone(new_id(), "Визит", TODAY),
        PlanMilestone(new_id(), "Начало", date(2026, 7, 1), passed_on=date(2026, 7, 3)),
    )
    plan = a_plan(objectives=(GOAL,), initiatives=(an_initiative(GOAL, milestones=points),))
    shown = lay_out(plan, TODAY).rows[1].milestones
    assert [(each.title, each.at, each.passed, each.late) for each in shown] == [
        ("Начало", 0, True, False),
        ("Рамка", 142, False, True),
        ("Визит", 146, False, False),
        ("Подпись", 215, False, False),
    ]


def waiting(first_ends: date, second_ends: date) -> Gantt:
    first = an_initiative(GOAL, "Предложение", starts_on=FIRST, ends_on=first_ends)
    second = an_initiative(GOAL, "Подпись", starts_on=FIRST, ends_on=second_ends, after=(first.id,))
    return lay_out(a_plan(objectives=(GOAL,), initiatives=(first, second)), TODAY)


def test_an_arrow_leads_from_end_to_end_and_tells_where_dates_do_not_keep_to_it() -> None:
    (arrow,) = waiting(date(2026, 8, 31), date(2026, 9, 30)).arrows
    assert arrow.corners == ((62, 1), (94, 1), (94, 2), (92, 2))
    assert not arrow.broken
    assert not waiting(date(2026, 9, 30), date(2026, 9, 30)).arrows[0].broken
    assert waiting(date(2026, 10, 1), date(2026, 9, 30)).arrows[0].broken


def test_without_a_bar_there_is_no_arrow() -> None:
    first = an_initiative(GOAL, "Предложение")
    second = an_initiative(GOAL, "Подпись", starts_on=FIRST, ends_on=LAST, after=(first.id, new_id()))
    assert lay_out(a_plan(objectives=(GOAL,), initiatives=(first, second)), TODAY).arrows == ()


@given(any_plan(), st.dates())
def test_whatever_the_dates_everything_lies_on_the_axis(plan: PlanContent, today: date) -> None:
    first, last = sorted((plan.starts_on, plan.ends_on))
    goals = plan.objectives or (GOAL,)
    works = tuple(
        replace(
            each,
            objective_id=goals[0].id,
            progress=each.progress % 101,
            ends_on=None if each.ends_on is None else max(each.ends_on, each.starts_on or each.ends_on),
        )
        for each in plan.initiatives
    )
    plan = replace(plan, starts_on=first, ends_on=last, objectives=goals, initiatives=works)
    found = lay_out(plan, today)
    assert found.months[0].start == 0
    assert found.months[-1].end == found.days
    assert all(
        one.end == following.start for one, following in zip(found.months, found.months[1:], strict=False)
    )
    assert sum(row.kind is RowKind.INITIATIVE for row in found.rows) == len(works)
    for row in found.rows:
        assert all(0 <= each.at < found.days for each in row.milestones)
        if row.bar is not None:
            assert 0 <= row.bar.start <= row.bar.done <= row.bar.end <= found.days
            if row.bar.lag is not None:
                assert row.bar.done == row.bar.lag[0] < row.bar.lag[1] <= row.bar.end
