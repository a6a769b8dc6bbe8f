"""Closing a plan: outcomes, the last version, and what goes on in the next one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.core.errors import NotFoundError, UserError
from kam.core.field_errors import FieldErrors
from kam.core.ids import new_id
from kam.core.vocabulary import (
    ApprovalAnswer,
    CommitmentStatus,
    InitiativeStatus,
    ObjectiveKind,
    ObjectiveStatus,
    PlanStatus,
    RiskStatus,
)
from kam.models import Commitment, Dependency, Initiative, Measurement, Objective, Plan, Risk
from kam.services.plans.closing import (
    Closing,
    NextPeriod,
    ObjectiveOutcome,
    close_plan,
    next_period,
    preview_closing,
)
from kam.services.plans.making import NewPlan, new_plan
from kam.services.plans.versions import (
    VersionState,
    answer,
    read_version,
    submit,
    version_state,
)
from kam.store.undo import redo, undo
from tests.builders import Office
from tests.stored_plans import Planned, every_row

TODAY = date(2026, 11, 23)
NEXT = NextPeriod("План 2027/28", date(2027, 7, 1), date(2028, 6, 30))
MET, MISSED, DROPPED = ObjectiveStatus.MET, ObjectiveStatus.MISSED, ObjectiveStatus.DROPPED


@pytest.fixture
def planned(office: Office) -> Planned:
    found = Planned.in_(office)
    office.add(Measurement(objective_id=found.losses.id, on=TODAY, value=Decimal("0.7")))
    return found


def decided(planned: Planned, **values: Any) -> Closing:
    """Revenue is missed and goes on, losses are met."""
    outcomes = (
        ObjectiveOutcome(planned.revenue.id, MISSED, "Подпись перенесли", rolls=True),
        ObjectiveOutcome(planned.losses.id, MET),
    )
    usual: dict[str, Any] = {"outcomes": outcomes, "into": NEXT}
    return Closing(**usual | values)


def closed(planned: Planned, closing: Closing) -> UUID | None:
    return close_plan(planned.office.workspace, planned.plan.id, closing).value


def into_next(planned: Planned, closing: Closing) -> UUID:
    made = closed(planned, closing)
    assert made is not None
    return made


def code(planned: Planned, closing: Closing) -> str:
    with pytest.raises(UserError) as refused:
        closed(planned, closing)
    return refused.value.code


def test_the_preview_says_what_is_open_and_what_its_figures_suggest(planned: Planned) -> None:
    found = preview_closing(planned.office.workspace, planned.plan.id)
    assert [(each.objective.title, each.suggested, each.rolls) for each in found.objectives] == [
        ("Контракт 2027", MISSED, True),
        ("Потери при упаковке", MET, False),
    ]
    assert [each.title for each in found.objectives[0].initiatives] == ["Переговоры"]
    assert [each.text for each in found.objectives[0].actions] == ["Рамка контракта"]
    assert [each.title for each in found.risks] == ["Тендер в январе"]
    assert (found.next_starts_on, found.next_ends_on, found.drafts) == (NEXT.starts_on, NEXT.ends_on, ())


def test_each_objective_has_its_outcome_and_the_plan_stays_as_it_was(planned: Planned) -> None:
    before = planned.content
    assert closed(planned, decided(planned, into=None, outcomes=_all(planned, MISSED))) is None
    found = planned.read()
    assert (found.status, found.closed_on) == (PlanStatus.CLOSED, TODAY)
    assert [(each.status, each.outcome) for each in found.content.objectives] == [
        (MISSED, "Закрыто"),
        (MISSED, "Закрыто"),
    ]
    assert found.content.initiatives == before.initiatives
    assert (found.content.actions, found.content.risks) == (before.actions, before.risks)


def _all(planned: Planned, status: ObjectiveStatus) -> tuple[ObjectiveOutcome, ...]:
    return tuple(ObjectiveOutcome(each.id, status, "Закрыто") for each in (planned.revenue, planned.losses))


def test_how_the_plan_ended_is_its_last_version(planned: Planned) -> None:
    office = planned.office
    submit(office.workspace, planned.plan.id, [office.me])
    answer(office.workspace, planned.plan.id, office.me, ApprovalAnswer.YES)
    before = planned.content
    closed(planned, decided(planned))
    last = read_version(office.workspace, planned.plan.id, 2)
    assert [each.status for each in last.objectives] == [MISSED, MET]
    assert (last.actions, last.risks, last.initiatives) == (before.actions, before.risks, before.initiatives)
    found = planned.read()
    assert [
        version_state(each, found.status, is_latest=at == 0) for at, each in enumerate(found.versions)
    ] == [VersionState.AT_CLOSING, VersionState.APPROVED]


def test_open_work_goes_on_in_the_plan_that_is_begun_with_it(planned: Planned) -> None:
    office = planned.office
    started = office.add(
        Initiative(objective_id=planned.revenue.id, title="Предложение", status=InitiativeStatus.DONE)
    )
    waiting = office.add(Initiative(objective_id=planned.revenue.id, title="Пробная партия"))
    office.add_all(
        Dependency(before_id=planned.talks.id, after_id=waiting.id),
        Dependency(before_id=started.id, after_id=planned.talks.id),
    )
    following = planned.read(into_next(planned, decided(planned)))
    content = following.content
    assert (content.title, content.starts_on, content.previous_id) == (
        "План 2027/28",
        date(2027, 7, 1),
        planned.plan.id,
    )
    assert (following.status, content.text.ambition) == (PlanStatus.DRAFT, planned.plan.ambition)
    (goal,) = content.objectives
    assert (goal.title, goal.baseline, goal.target, goal.status) == (
        "Контракт 2027",
        Decimal("79.4"),
        Decimal(96),
        ObjectiveStatus.OPEN,
    )
    talks, trial = content.initiatives
    assert (talks.title, talks.progress, talks.ends_on) == ("Переговоры", 45, date(2027, 1, 31))
    assert [each.title for each in talks.milestones] == ["Подпись"]
    assert (trial.title, trial.after, talks.after) == ("Пробная партия", (talks.id,), ())
    assert [(each.id, each.objective_id) for each in content.actions] == [(planned.offer.id, goal.id)]
    assert [each.id for each in content.risks] == [planned.tender.id]
    assert len(content.contacts) == len(content.budget) == 1
    assert [each.title for each in planned.content.initiatives] == [
        "Переговоры",
        "Предложение",
        "Пробная партия",
    ]
    assert (planned.content.actions, planned.content.risks) == ((), ())


def test_a_promise_goes_over_with_its_initiative(planned: Planned) -> None:
    content = planned.read(into_next(planned, decided(planned))).content
    with planned.office.workspace.reading() as session:
        promise = session.get_one(Commitment, planned.offer.id)
    assert (promise.initiative_id, promise.status) == (content.initiatives[0].id, CommitmentStatus.OPEN)


def test_the_next_objective_begins_at_what_was_reached(planned: Planned) -> None:
    outcomes = tuple(replace(each, rolls=True) for each in _all(planned, MISSED))
    content = planned.read(into_next(planned, decided(planned, outcomes=outcomes))).content
    assert [(each.title, each.baseline) for each in content.objectives] == [
        ("Контракт 2027", Decimal("79.4")),
        ("Потери при упаковке", Decimal("0.7")),
    ]


def test_what_the_next_plan_has_already_is_not_made_twice(planned: Planned) -> None:
    office = planned.office
    new = NewPlan(NEXT.title, NEXT.starts_on, NEXT.ends_on, from_plan=planned.plan.id)
    draft = new_plan(office.workspace, planned.account.id, new, language="ru").value.id
    before = planned.read(draft).content
    preview = preview_closing(office.workspace, planned.plan.id)
    assert preview.drafts == ((draft, NEXT.title),)
    assert closed(planned, decided(planned, into=draft)) == draft
    after = planned.read(draft).content
    assert (after.objectives, after.initiatives, after.risks) == (
        before.objectives,
        before.initiatives,
        before.risks,
    )
    assert [each.id for each in after.actions] == [planned.offer.id]
    with office.workspace.reading() as session:
        assert session.get_one(Risk, planned.tender.id).status is RiskStatus.CLOSED


def test_a_draft_begun_otherwise_takes_what_it_lacks_behind_its_own(planned: Planned) -> None:
    office = planned.office
    draft = Plan(
        account_id=planned.account.id,
        title="Черновик",
        starts_on=date(2026, 12, 1),
        ends_on=date(2027, 12, 31),
    )
    own = Objective(plan_id=draft.id, kind=ObjectiveKind.RELATIONSHIP, title="Круг 1", position=4)
    office.add_all(draft, own)
    closed(planned, decided(planned, into=draft.id))
    content = planned.read(draft.id).content
    assert [each.title for each in content.objectives] == ["Круг 1", "Контракт 2027"]
    assert content.previous_id == planned.plan.id


def test_risks_go_on_that_were_chosen(planned: Planned) -> None:
    other = planned.office.add(
        Risk(account_id=planned.account.id, plan_id=planned.plan.id, title="Уход Шубиной")
    )
    chosen = frozenset({other.id})
    content = planned.read(into_next(planned, decided(planned, risks=chosen))).content
    assert [each.id for each in content.risks] == [other.id]
    assert [each.id for each in planned.content.risks] == [planned.tender.id]


def test_what_must_be_decided_before(planned: Planned) -> None:
    assert code(planned, Closing()) == "plan.outcome_missing"
    still_open = ObjectiveOutcome(planned.revenue.id, ObjectiveStatus.OPEN)
    assert code(planned, Closing((still_open,), NEXT)) == "plan.outcome_missing"
    with pytest.raises(FieldErrors) as nowhere:
        closed(planned, decided(planned, into=None))
    assert nowhere.value.of("into") is not None
    with pytest.raises(FieldErrors) as wrong:
        closed(planned, decided(planned, into=NextPeriod(" ", date(2027, 7, 1), date(2027, 6, 30))))
    assert {each.field: each.code for each in wrong.value.errors} == {
        "title": "field.required",
        "ends_on": "field.before_start",
    }
    assert planned.status is PlanStatus.DRAFT


def test_only_a_draft_of_the_same_client_takes_the_work(planned: Planned) -> None:
    office = planned.office
    days = {"starts_on": NEXT.starts_on, "ends_on": NEXT.ends_on}
    foreign = office.add(Plan(account_id=office.account("Другой").id, title="Чужой", **days))
    agreed = office.add(
        Plan(account_id=planned.account.id, title="Утверждён", status=PlanStatus.APPROVED, **days)
    )
    for plan_id in (foreign.id, agreed.id, planned.plan.id):
        assert code(planned, decided(planned, into=plan_id)) == "plan.not_the_next"
    assert code(planned, decided(planned, into=new_id())) == "plan.gone"


def test_what_waits_for_approval_or_is_closed_is_not_closed(planned: Planned) -> None:
    submit(planned.office.workspace, planned.plan.id, [planned.office.me])
    assert code(planned, decided(planned)) == "plan.submitted"
    planned.office.change(planned.plan, status=PlanStatus.CLOSED)
    assert code(planned, decided(planned)) == "plan.closed"
    with pytest.raises(NotFoundError):
        close_plan(planned.office.workspace, new_id(), Closing())
    with pytest.raises(NotFoundError):
        preview_closing(planned.office.workspace, new_id())


def test_closing_is_one_step_that_is_undone_and_done_again(planned: Planned) -> None:
    before = every_row(planned.office)
    made = into_next(planned, decided(planned))
    after = every_row(planned.office)
    undo(planned.office.workspace)
    assert every_row(planned.office) == before
    redo(planned.office.workspace)
    assert every_row(planned.office) == after
    assert planned.read(made).content.previous_id == planned.plan.id


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "following"),
    [
        (date(2026, 7, 1), date(2027, 6, 30), (date(2027, 7, 1), date(2028, 6, 30))),
        (date(2026, 7, 1), date(2027, 12, 31), (date(2028, 1, 1), date(2029, 6, 30))),
        (date(2026, 2, 1), date(2026, 2, 28), (date(2026, 3, 1), date(2026, 3, 31))),
        (date(2026, 7, 10), date(2026, 7, 19), (date(2026, 7, 20), date(2026, 7, 29))),
    ],
)
def test_the_next_period_is_as_long(starts_on: date, ends_on: date, following: tuple[date, date]) -> None:
    assert next_period(starts_on, ends_on) == following


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 1500))
def test_the_next_period_begins_the_day_after(starts_on: date, days: int) -> None:
    ends_on = date.fromordinal(starts_on.toordinal() + days)
    first, last = next_period(starts_on, ends_on)
    assert (first - ends_on).days == 1
    assert abs((last - first).days - days) <= 4  # months are of different lengths
