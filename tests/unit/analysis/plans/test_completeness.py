"""How complete a plan is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.plans.completeness import (
    FIRST_REVIEW_AFTER,
    SECTION_OF,
    WHY_IT_MATTERS,
    PlanCompletenessSettings,
    PlanItem,
    plan_completeness,
)
from kam.analysis.plans.content import (
    PlanBudget,
    PlanContact,
    PlanContent,
    PlanGrowth,
    PlanReview,
    PlanSwot,
    PlanText,
)
from kam.analysis.plans.sections import PlanSection
from kam.core.ids import new_id
from kam.core.money import Money
from kam.core.vocabulary import (
    CommitmentStatus,
    ObjectiveKind,
    ObjectiveStatus,
    RelationshipStrategy,
    RiskStatus,
    SwotKind,
)
from tests.plans import FIRST, TODAY, a_plan, a_risk, an_action, an_initiative, an_objective, any_plan

ME, THEM = new_id(), new_id()


def whole_plan() -> PlanContent:
    goals = tuple(an_objective(kind.value, kind=kind, owner_id=ME) for kind in ObjectiveKind)
    return a_plan(
        strategy=RelationshipStrategy.GROW,
        text=PlanText(*("сказано" for _ in PlanText.__dataclass_fields__)),
        swot=tuple(PlanSwot(new_id(), kind, "строка", evidence="замер") for kind in SwotKind),
        objectives=goals,
        initiatives=tuple(an_initiative(g, owner_id=ME, starts_on=FIRST, ends_on=TODAY) for g in goals),
        actions=tuple(an_action(g, due_on=TODAY) for g in goals),
        growth=(PlanGrowth(new_id(), "Короба", Money(1, "RUB")),),
        risks=(a_risk(probability=3, impact=4, response="8D", owner_id=ME),),
        contacts=(PlanContact(new_id(), ME, THEM, every_days=30),),
        budget=(PlanBudget(new_id(), "Образцы", Money(1, "RUB")),),
        reviews=(PlanReview(new_id(), date(2026, 10, 15), results=3),),
    )


def gaps(plan: PlanContent, today: date = TODAY) -> dict[PlanItem, tuple[int, int]]:
    return {gap.item: (gap.done, gap.whole) for gap in plan_completeness(plan, today).gaps}


def test_a_plan_that_says_everything_is_complete() -> None:
    found = plan_completeness(whole_plan(), TODAY)
    assert (found.percent, found.gaps) == (100, ())
    assert all(each.percent == 100 for each in found.sections)


def test_an_empty_plan_misses_everything_that_is_asked_of_it() -> None:
    found = plan_completeness(a_plan(), FIRST)
    assert found.percent == 0
    assert {gap.item for gap in found.gaps} == set(PlanItem) - {
        PlanItem.EVIDENCE,
        PlanItem.DATES,
        PlanItem.DUE_DATES,
        PlanItem.GROWTH,
        PlanItem.RATED_RISKS,
        PlanItem.RESPONSES,
        PlanItem.CADENCE,
        PlanItem.REVIEWS,
    }
    assert {each.section: each.percent for each in found.sections}[PlanSection.REVIEWS] is None


def test_what_is_there_in_part_counts_in_part() -> None:
    plan = whole_plan()
    revenue, *_ = plan.objectives
    plan = replace(
        plan,
        swot=plan.swot[:3],
        objectives=(replace(revenue, target=None), *plan.objectives[1:]),
        actions=plan.actions[1:],
    )
    assert gaps(plan) == {PlanItem.SWOT: (3, 4), PlanItem.MEASURES: (2, 3), PlanItem.ACTIONS: (2, 3)}


def test_the_largest_gap_comes_first_and_says_why_it_matters() -> None:
    plan = replace(whole_plan(), budget=(), text=replace(whole_plan().text, ambition=" "))
    found = plan_completeness(plan, TODAY)
    assert [gap.item for gap in found.gaps] == [PlanItem.AMBITION, PlanItem.BUDGET]
    assert found.gaps[0].why.text == "everything else is measured by it"
    assert found.gaps_of(PlanSection.BUDGET) == found.gaps[1:]
    assert [(each.section, each.percent) for each in found.sections if each.percent != 100] == [
        (PlanSection.AMBITION, 38),  # 5 of 13
        (PlanSection.BUDGET, 0),
    ]


def test_growth_is_asked_for_where_revenue_shall_grow() -> None:
    plan = replace(whole_plan(), growth=())
    assert gaps(plan) == {PlanItem.GROWTH: (0, 1)}
    held = tuple(replace(each, target=Decimal(79)) for each in plan.objectives)
    assert gaps(replace(plan, objectives=held)) == {}


def test_a_review_is_asked_for_after_a_quarter() -> None:
    plan = replace(whole_plan(), reviews=())
    assert gaps(plan, FIRST + FIRST_REVIEW_AFTER) == {PlanItem.REVIEWS: (0, 1)}
    assert PlanItem.REVIEWS not in gaps(plan, date(2026, 10, 8))


def test_a_review_held_early_counts_and_a_percent_is_never_rounded_up() -> None:
    early = {each.section: each.percent for each in plan_completeness(whole_plan(), FIRST).sections}
    assert early[PlanSection.REVIEWS] == 100
    almost = replace(whole_plan(), swot=(*whole_plan().swot, *_many_without_evidence(1)))
    assert plan_completeness(almost, TODAY).percent == 99
    assert plan_completeness(almost, TODAY).gaps[0].adds < Decimal("0.005")


def _many_without_evidence(count: int) -> tuple[PlanSwot, ...]:
    return tuple(PlanSwot(new_id(), SwotKind.THREAT, "строка") for _ in range(count))


def test_what_has_ended_is_not_asked_for_work_any_more() -> None:
    plan = whole_plan()
    ended = tuple(replace(each, status=ObjectiveStatus.MET) for each in plan.objectives)
    closed = (a_risk(status=RiskStatus.CLOSED),)
    assert gaps(replace(plan, objectives=ended, initiatives=(), actions=(), risks=closed)) == {}


def test_a_cancelled_action_is_none() -> None:
    plan = whole_plan()
    cancelled = tuple(replace(each, status=CommitmentStatus.CANCELLED) for each in plan.actions)
    assert gaps(replace(plan, actions=cancelled)) == {PlanItem.ACTIONS: (0, 3)}


def test_a_figure_that_sales_give_needs_no_baseline() -> None:
    plan = whole_plan()
    sold = replace(plan.objectives[0], baseline=None, from_sales=True)
    assert gaps(replace(plan, objectives=(sold, *plan.objectives[1:]))) == {}


def test_an_item_that_weighs_nothing_is_not_asked_for() -> None:
    settings = PlanCompletenessSettings({PlanItem.AMBITION: 1})
    found = plan_completeness(a_plan(), TODAY, settings)
    assert [gap.item for gap in found.gaps] == [PlanItem.AMBITION]


def test_every_item_has_its_section_and_its_reason() -> None:
    assert SECTION_OF.keys() == WHY_IT_MATTERS.keys() == set(PlanItem)


@given(any_plan(), st.dates())
def test_the_gaps_are_what_is_missing_to_the_whole(plan: PlanContent, today: date) -> None:
    found = plan_completeness(plan, today)
    missing = sum(gap.adds for gap in found.gaps)
    assert 0 <= found.percent <= 100
    assert abs(1 - missing - Decimal(found.percent) / 100) < Decimal("0.011")
    assert (found.percent == 100) == (not found.gaps)
    assert all(0 <= gap.done < gap.whole and gap.adds > 0 for gap in found.gaps)
