"""What the program finds in a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.plans.content import (
    PlanBudget,
    PlanContact,
    PlanContent,
    PlanDecisionLine,
    PlanGrowth,
    PlanMeasurement,
    PlanMilestone,
    PlanReview,
    PlanSwot,
)
from kam.analysis.plans.findings import Finding, FindingCode, Severity
from kam.analysis.plans.review import Surroundings, review_plan
from kam.analysis.plans.review_words import COUNTED, SENTENCES, finding_words
from kam.analysis.plans.sections import PlanSection
from kam.core.formats import Formats
from kam.core.ids import new_id
from kam.core.money import Money
from kam.core.typed_money import MoneyUnit
from kam.core.vocabulary import (
    CommitmentStatus,
    InitiativeStatus,
    ObjectiveStatus,
    RiskStatus,
    SwotKind,
)
from kam.core.words import words_for
from tests.plans import FIRST, LAST, TODAY, a_plan, a_risk, an_action, an_initiative, an_objective, any_plan

ME, BOSS = new_id(), new_id()
A_DAY = timedelta(days=1)
Code = FindingCode


def rub(millions: int) -> Money:
    return Money(millions * 100_000_000, "RUB")


def sound() -> PlanContent:
    """A plan in which nothing is to be found."""
    goal = an_objective(
        owner_id=ME,
        current=Decimal(84),
        measurements=(PlanMeasurement(new_id(), date(2026, 11, 1), Decimal(84)),),
    )
    return a_plan(
        objectives=(goal,),
        initiatives=(
            an_initiative(goal, owner_id=ME, starts_on=date(2026, 11, 1), ends_on=date(2027, 2, 1)),
        ),
        actions=(an_action(goal, colleague_id=ME, due_on=date(2026, 12, 10)),),
        risks=(a_risk(probability=4, impact=4, response="8D", owner_id=ME),),
        contacts=(PlanContact(new_id(), ME, BOSS, every_days=30),),
    )


def found(plan: PlanContent, today: date = TODAY, **around: Any) -> list[FindingCode]:
    return [each.code for each in review_plan(plan, today, Surroundings(**around))]


def the_one(plan: PlanContent, **around: Any) -> Finding:
    (finding,) = review_plan(plan, TODAY, Surroundings(**around))
    return finding


def with_goal(plan: PlanContent, **values: Any) -> PlanContent:
    return replace(plan, objectives=(replace(plan.objectives[0], **values),))


def with_work(plan: PlanContent, **values: Any) -> PlanContent:
    return replace(plan, initiatives=(replace(plan.initiatives[0], **values),))


def with_action(plan: PlanContent, **values: Any) -> PlanContent:
    return replace(plan, actions=(replace(plan.actions[0], **values),))


def test_in_a_sound_plan_nothing_is_found() -> None:
    assert found(sound(), deciders=(BOSS,), is_running=True, next_review=TODAY) == []


def test_an_objective_without_actions_is_a_contradiction_whatever_work_is_drawn() -> None:
    plan = replace(sound(), actions=())
    finding = the_one(plan)
    assert (finding.code, finding.severity) == (Code.OBJECTIVE_WITHOUT_ACTIONS, Severity.SERIOUS)
    assert (finding.section, finding.item_id) == (PlanSection.OBJECTIVES, plan.objectives[0].id)
    cancelled = with_action(sound(), status=CommitmentStatus.CANCELLED)
    assert found(cancelled) == [Code.OBJECTIVE_WITHOUT_ACTIONS]


def test_an_objective_all_of_whose_actions_are_closed_needs_a_next_step() -> None:
    kept = with_action(sound(), status=CommitmentStatus.KEPT)
    assert found(kept) == [Code.OBJECTIVE_WITHOUT_NEXT_STEP]
    assert found(with_goal(kept, status=ObjectiveStatus.MET)) == []


def test_an_action_after_the_end_of_its_objective() -> None:
    late = with_action(sound(), due_on=LAST + A_DAY)
    finding = the_one(late)
    assert (finding.code, finding.item_id) == (Code.ACTION_AFTER_OBJECTIVE, late.actions[0].id)
    assert found(with_goal(sound(), due_on=date(2026, 12, 9))) == [
        Code.INITIATIVE_AFTER_OBJECTIVE,
        Code.ACTION_AFTER_OBJECTIVE,
    ]
    assert found(with_action(sound(), due_on=LAST)) == []


def test_an_action_is_somebody_s_and_has_a_date_that_has_not_passed() -> None:
    assert found(with_action(sound(), colleague_id=None)) == [Code.ACTION_WITHOUT_OWNER]
    assert found(with_action(sound(), colleague_id=None, stakeholder_id=BOSS)) == []
    assert found(with_action(sound(), due_on=None)) == [Code.ACTION_WITHOUT_DATE]
    assert found(with_action(sound(), due_on=TODAY)) == []
    assert the_one(with_action(sound(), due_on=TODAY - A_DAY)).details["days"] == 1


def test_a_decider_whom_nobody_is_to_meet() -> None:
    other = new_id()
    finding = the_one(sound(), deciders=(BOSS, other))
    assert (finding.code, finding.item_id) == (Code.DECIDER_WITHOUT_CONTACT, other)
    assert finding.section is PlanSection.CONTACTS


def test_a_decider_whom_somebody_who_has_left_is_to_meet() -> None:
    codes = found(sound(), deciders=(BOSS,), gone=frozenset({ME}))
    assert codes[0] is Code.DECIDER_WITHOUT_CONTACT
    assert codes.count(Code.OWNER_GONE) == 3
    assert Code.CONTACT_GONE in codes


@pytest.mark.parametrize(
    ("baseline", "before", "whitespace", "is_found"),
    [
        (80, None, rub(16), False),
        (80, None, rub(15), True),
        (None, rub(80), rub(15), True),
        (None, rub(82), rub(15), False),
        (None, None, rub(95), True),
        (80, None, None, False),
        (80, None, Money(1, "EUR"), False),
    ],
)
def test_more_revenue_than_there_is_to_win(
    baseline: int | None, before: Money | None, whitespace: Money | None, *, is_found: bool
) -> None:
    sold = with_goal(
        sound(), target=Decimal(96), baseline=None if baseline is None else Decimal(baseline), from_sales=True
    )
    known: dict[str, Any] = {"bought_before": before, "whitespace": whitespace}
    codes = found(sold, units=in_millions(sold), **known)
    assert (codes == [Code.REVENUE_ABOVE_WHITESPACE]) is is_found
    assert found(sold, **known) == []


def in_millions(plan: PlanContent) -> dict[UUID, MoneyUnit]:
    return {plan.objectives[0].id: MoneyUnit("RUB", 1_000_000)}


def test_sources_of_growth_that_do_not_suffice() -> None:
    sold = with_goal(sound(), target=Decimal(96), baseline=Decimal(84))
    units = in_millions(sold)
    sources = PlanGrowth(new_id(), "Короба", rub(7)), PlanGrowth(new_id(), "Риск по VCI", rub(-3))
    finding = the_one(replace(sold, growth=sources), units=units)
    assert finding.code is Code.GROWTH_SHORT
    assert finding.details == {"sources": rub(4), "growth": rub(12), "missing": rub(8)}
    enough = (*sources, PlanGrowth(new_id(), "Катушки", rub(8)))
    assert found(replace(sold, growth=enough), units=units) == []
    assert found(sold, units=units) == []


def test_a_risk_needs_a_response_and_a_high_one_at_once() -> None:
    def risky(**values: Any) -> PlanContent:
        return replace(sound(), risks=(replace(sound().risks[0], **values),))

    assert the_one(risky(response=" ")).severity is Severity.SERIOUS
    assert the_one(risky(response=None, probability=3)).severity is Severity.WARNING
    assert found(risky(owner_id=None)) == [Code.RISK_WITHOUT_OWNER]
    assert found(risky(owner_id=None, probability=1)) == []
    assert found(risky(probability=None)) == [Code.RISK_UNRATED]
    assert found(risky(response=None, owner_id=None, status=RiskStatus.HAPPENED)) == []


def test_an_objective_has_target_baseline_owner_and_a_day_within_the_plan() -> None:
    assert found(with_goal(sound(), target=None)) == [Code.OBJECTIVE_WITHOUT_MEASURE]
    assert found(with_goal(sound(), baseline=None)) == [Code.OBJECTIVE_WITHOUT_BASELINE]
    assert found(with_goal(sound(), baseline=None, from_sales=True)) == []
    assert found(with_goal(sound(), owner_id=None)) == [Code.OBJECTIVE_WITHOUT_OWNER]
    assert the_one(with_goal(sound(), due_on=LAST + A_DAY)).severity is Severity.SERIOUS


def test_a_figure_nobody_looked_at_for_a_quarter() -> None:
    unseen = with_goal(sound(), measurements=())
    assert the_one(unseen).details["days"] == (TODAY - FIRST).days
    assert found(unseen, FIRST + 92 * A_DAY) == []
    assert found(with_goal(unseen, from_sales=True)) == []


def test_work_ends_after_what_it_waits_for_and_in_time() -> None:
    plan = sound()
    offer = an_initiative(plan.objectives[0], "Предложение", ends_on=date(2027, 3, 1))
    waiting = replace(plan, initiatives=(replace(plan.initiatives[0], after=(offer.id,)), offer))
    finding = the_one(waiting)
    assert (finding.code, finding.details["other"]) == (Code.INITIATIVE_BEFORE_OTHER, "Предложение")
    together = replace(offer, ends_on=plan.initiatives[0].ends_on)
    assert found(replace(waiting, initiatives=(waiting.initiatives[0], together))) == []
    assert found(with_work(plan, ends_on=LAST)) == []
    assert found(with_work(plan, ends_on=TODAY - A_DAY)) == [Code.INITIATIVE_LATE]
    assert found(with_work(plan, ends_on=TODAY - A_DAY, status=InitiativeStatus.DONE)) == []


def test_milestones_lie_within_their_work_and_are_passed() -> None:
    def pointed(due_on: date, passed_on: date | None = None) -> PlanContent:
        return with_work(sound(), milestones=(PlanMilestone(new_id(), "Подпись", due_on, passed_on),))

    assert found(pointed(date(2027, 2, 2))) == [Code.MILESTONE_OUTSIDE]
    assert found(pointed(date(2026, 11, 20))) == [Code.MILESTONE_LATE]
    assert found(pointed(date(2026, 10, 20))) == [Code.MILESTONE_OUTSIDE, Code.MILESTONE_LATE]
    assert found(pointed(date(2026, 10, 20), date(2026, 10, 21))) == []


def test_money_decisions_and_reviews_are_held_against_today() -> None:
    plan = sound()
    spent = replace(plan, budget=(PlanBudget(new_id(), "Образцы", rub(1), rub(2)),))
    assert found(spent) == [Code.BUDGET_OVERSPENT]
    all_of_it = replace(plan, budget=(replace(spent.budget[0], spent=rub(1)),))
    assert found(all_of_it) == []
    needed = replace(plan, decisions=(PlanDecisionLine(new_id(), "Запас", needed_by=TODAY - A_DAY),))
    assert found(needed) == [Code.DECISION_OVERDUE]
    due_today = replace(needed, decisions=(replace(needed.decisions[0], needed_by=TODAY),))
    assert found(due_today) == []
    assert found(plan, is_running=True) == [Code.REVIEW_OVERDUE]
    reviewed = replace(plan, reviews=(PlanReview(new_id(), date(2026, 10, 15), results=3),))
    assert found(reviewed, is_running=True) == []
    long_ago = replace(plan, reviews=(PlanReview(new_id(), TODAY - 100 * A_DAY, results=3),))
    assert found(long_ago, is_running=True) == []
    assert found(plan) == []


def test_the_weightiest_needs_evidence() -> None:
    lines = (
        PlanSwot(new_id(), SwotKind.THREAT, "Тендер", weight=3),
        PlanSwot(new_id(), SwotKind.STRENGTH, "Срок 5 дней", weight=2),
    )
    assert the_one(replace(sound(), swot=lines)).item_id == lines[0].id


def test_the_worst_comes_first() -> None:
    plan = replace(with_goal(sound(), owner_id=None, baseline=None), actions=())
    assert [each.severity for each in review_plan(plan, TODAY)] == [
        Severity.SERIOUS,
        Severity.WARNING,
        Severity.NOTE,
    ]


def test_every_finding_has_its_sentence() -> None:
    assert SENTENCES.keys() | COUNTED.keys() == set(FindingCode)
    assert not SENTENCES.keys() & COUNTED.keys()


def test_a_finding_is_told_in_the_reader_s_language() -> None:
    finding = the_one(with_action(sound(), due_on=TODAY - 3 * A_DAY))
    said = finding_words(finding, words_for("ru"), Formats("ru"), {})
    assert said == ("Действие просрочено", "«Выслать расчёт»: просрочено на 3 дня")
    decider = the_one(sound(), deciders=(BOSS, ME))
    assert finding_words(decider, words_for("en"), Formats("en"), {ME: "Ann Lee"})[1] == (
        "Ann Lee decides, and nobody of us is to meet them by the communication plan"
    )


@given(
    any_plan(),
    st.dates(),
    st.builds(
        Surroundings,
        deciders=st.lists(st.uuids(), max_size=2).map(tuple),
        whitespace=st.one_of(st.none(), st.builds(Money, st.integers(0, 10**12), st.just("RUB"))),
        is_running=st.booleans(),
    ),
)
def test_whatever_the_plan_the_findings_lead_to_something_and_can_be_said(
    plan: PlanContent, today: date, around: Surroundings
) -> None:
    lines = {line.id for name in _LISTS for line in getattr(plan, name)}
    lines |= {each.id for work in plan.initiatives for each in work.milestones}
    units = {each.id: MoneyUnit("RUB", 1_000) for each in plan.objectives}
    findings = review_plan(plan, today, replace(around, units=units))
    assert list(findings) == sorted(findings, key=lambda each: each.severity)
    for finding in findings:
        assert finding.item_id is None or finding.item_id in lines | set(around.deciders)
        for language in ("ru", "en"):
            assert all(finding_words(finding, words_for(language), Formats(language), {}))


_LISTS = (
    "swot",
    "objectives",
    "initiatives",
    "actions",
    "growth",
    "risks",
    "contacts",
    "budget",
    "decisions",
)
