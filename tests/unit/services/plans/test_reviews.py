"""Reviews of a plan: written down with attendees and decisions, and what moved since the last one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from kam.analysis.plans.compare import ChangeSort
from kam.analysis.plans.sections import PlanSection
from kam.core.errors import NotFoundError, RuleError
from kam.core.field_errors import FieldErrors
from kam.core.ids import new_id
from kam.core.money import Money
from kam.core.vocabulary import (
    CommitmentStatus,
    InteractionKind,
    InteractionStatus,
    ObjectiveKind,
    PlanStatus,
    RiskStatus,
)
from kam.models import Interaction, Measurement, Objective, Risk
from kam.services.commitments.closing import keep
from kam.services.plans.parts import ReviewDecision
from kam.services.plans.reviews import (
    PlanMoves,
    ReviewForm,
    delete_review,
    moved_since,
    read_review,
    save_review,
)
from kam.store.undo import redo, undo
from tests.builders import Office
from tests.stored_plans import Planned, every_row

TODAY = date(2026, 11, 23)
A_DAY = timedelta(days=1)


@pytest.fixture
def planned(office: Office) -> Planned:
    return Planned.in_(office)


def form(**values: Any) -> ReviewForm:
    usual: dict[str, Any] = {
        "on": TODAY,
        "results": 3,
        "relations": 2,
        "delivery": 4,
        "notes": "Снять паллеты",
    }
    return ReviewForm(**usual | values)


def saved(planned: Planned, review: ReviewForm) -> ReviewForm:
    made = save_review(planned.office.workspace, planned.plan.id, review).value
    return read_review(planned.office.workspace, made)


def faults(planned: Planned, review: ReviewForm) -> dict[str, str]:
    with pytest.raises(FieldErrors) as refused:
        saved(planned, review)
    return {each.field: each.code for each in refused.value.errors}


def meetings(planned: Planned) -> list[Interaction]:
    with planned.office.workspace.reading() as session:
        return list(session.query(Interaction))


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour))


def moved(planned: Planned, until: date = TODAY) -> PlanMoves:
    return moved_since(planned.office.workspace, planned.plan.id, until=until)


def test_a_review_is_kept_with_its_attendees_and_decisions(planned: Planned) -> None:
    written = form(
        our_ids=(planned.office.me,),
        their_ids=(planned.decider.id,),
        decisions=(
            ReviewDecision(text="Снять паллеты до аудита", decided_on=TODAY, decided_by="Астахов"),
            ReviewDecision(text="Запас на площадке", needed_by=date(2026, 12, 10), amount=Money(600, "RUB")),
            ReviewDecision(text=" "),
        ),
    )
    found = saved(planned, written)
    assert found == replace(written, interaction_id=found.interaction_id, decisions=written.decisions[:2])
    (review,) = planned.content.reviews
    assert review.rating == Decimal(3)
    assert (review.our_ids, review.their_ids) == ((planned.office.me,), (planned.decider.id,))
    assert {each.review_id for each in planned.content.decisions} == {written.id}


def test_who_took_part_stands_at_a_business_review_on_the_timeline(planned: Planned) -> None:
    saved(planned, form(on=date(2026, 10, 15), our_ids=(planned.office.me,)))
    (meeting,) = meetings(planned)
    assert (meeting.kind, meeting.status) == (InteractionKind.BUSINESS_REVIEW, InteractionStatus.DONE)
    assert meeting.starts_local == at(date(2026, 10, 15), 10)
    assert meeting.subject == "Обзор плана «План 2026/27»"


def test_without_attendees_there_is_no_meeting(planned: Planned) -> None:
    assert saved(planned, form()).interaction_id is None
    assert meetings(planned) == []


def test_the_planned_business_review_becomes_the_one_that_was_held(planned: Planned) -> None:
    office = planned.office
    planned_one = office.meeting(
        planned.account, at(TODAY, 9), planned.decider, kind=InteractionKind.BUSINESS_REVIEW
    )
    other = office.stakeholder(planned.account, "Пётр", "Ратников")
    saved(planned, form(interaction_id=planned_one.id, their_ids=(other.id,), our_ids=(office.me,)))
    (meeting,) = meetings(planned)
    assert meeting.status is InteractionStatus.DONE
    (review,) = planned.content.reviews
    assert (review.interaction_id, review.their_ids) == (planned_one.id, (other.id,))


def test_a_review_is_mended_and_its_meeting_moves_with_it(planned: Planned) -> None:
    first = saved(planned, form(on=date(2026, 10, 15), our_ids=(planned.office.me,)))
    decided = ReviewDecision(text="Закрепить Богданова")
    mended = replace(first, on=date(2026, 10, 16), results=5, decisions=(decided,))
    assert saved(planned, mended) == mended
    assert [each.starts_local.date() for each in meetings(planned)] == [date(2026, 10, 16)]
    assert saved(planned, replace(mended, decisions=())).decisions == ()
    assert planned.content.decisions == ()


def test_what_is_wrong_stands_beside_its_field(planned: Planned) -> None:
    assert faults(planned, form(on=None)) == {"on": "field.required"}
    assert faults(planned, form(on=TODAY + A_DAY)) == {"on": "field.in_future"}
    empty = form(results=None, relations=None, delivery=None, notes=" ")
    assert faults(planned, empty) == {"notes": "domain.empty_review"}
    wrong = form(results=6, decisions=(ReviewDecision(text="Запас", amount=Money(-1, "RUB")),))
    assert faults(planned, wrong) == {"results": "field.out_of_range", "0.amount": "field.negative"}
    assert planned.content.reviews == ()


def test_only_people_and_business_reviews_of_this_client(planned: Planned) -> None:
    office = planned.office
    stranger = office.stakeholder(office.account("Другой"), "Пётр", "Ратников")
    call = office.meeting(planned.account, at(TODAY, 9))
    for wrong, code in (
        (form(their_ids=(stranger.id,)), "meeting.not_their_person"),
        (form(interaction_id=call.id), "plan.not_a_review"),
    ):
        with pytest.raises(RuleError) as refused:
            saved(planned, wrong)
        assert refused.value.code == code
    for wrong, code in (
        (form(their_ids=(new_id(),)), "stakeholder.gone"),
        (form(our_ids=(new_id(),)), "colleague.gone"),
        (form(interaction_id=new_id()), "brief.meeting_gone"),
    ):
        with pytest.raises(NotFoundError) as gone:
            saved(planned, wrong)
        assert gone.value.code == code
    office.change(planned.plan, status=PlanStatus.CLOSED)
    with pytest.raises(RuleError) as closed:
        saved(planned, form())
    assert closed.value.code == "plan.closed"


def test_a_deleted_review_leaves_its_meeting_and_its_decisions(planned: Planned) -> None:
    made = saved(planned, form(our_ids=(planned.office.me,), decisions=(ReviewDecision(text="Запас"),)))
    delete_review(planned.office.workspace, made.id)
    assert planned.content.reviews == ()
    assert [each.review_id for each in planned.content.decisions] == [None]
    assert len(meetings(planned)) == 1
    with pytest.raises(NotFoundError):
        read_review(planned.office.workspace, made.id)


def test_each_step_is_undone_and_done_again(planned: Planned) -> None:
    file = planned.office.workspace
    review = form(our_ids=(planned.office.me,), decisions=(ReviewDecision(text="Запас"),))
    mended = replace(review, results=5, decisions=(), their_ids=(planned.decider.id,))
    for step in (
        lambda: saved(planned, review),
        lambda: saved(planned, mended),
        lambda: delete_review(file, review.id),
    ):
        before = every_row(planned.office)
        step()
        after = every_row(planned.office)
        assert after != before
        undo(file)
        assert every_row(planned.office) == before
        redo(file)
        assert every_row(planned.office) == after


def a_month_later(planned: Planned) -> date:
    planned.office.clock.moment += timedelta(days=30)
    return planned.office.today


def test_what_moved_since_the_last_review(planned: Planned) -> None:
    office = planned.office
    spare = office.add(Objective(plan_id=planned.plan.id, kind=ObjectiveKind.RELATIONSHIP, title="Круг 1"))
    office.add(Measurement(objective_id=planned.losses.id, on=date(2026, 11, 1), value=Decimal("1.7")))
    saved(planned, form())
    today = a_month_later(planned)
    office.add(Measurement(objective_id=planned.losses.id, on=today, value=Decimal("1.4")))
    office.change(planned.talks, progress=80)
    office.change(planned.signing, passed_on=today)
    office.change(planned.tender, status=RiskStatus.HAPPENED)
    keep(office.workspace, [planned.offer.id])
    office.add(Risk(account_id=planned.account.id, plan_id=planned.plan.id, title="Новый финдиректор"))
    office.remove(spare)

    found = moved(planned, today)
    assert found.since == TODAY
    told = {
        (each.section, each.sort, field.name): (field.before, field.after)
        for section in found.changes.sections
        for each in section.lines
        for field in each.fields
    }
    changed = ChangeSort.CHANGED
    assert told == {
        (PlanSection.OBJECTIVES, changed, "current"): (Decimal("1.7"), Decimal("1.4")),
        (PlanSection.INITIATIVES, changed, "progress"): (45, 80),
        (PlanSection.MILESTONES, changed, "passed_on"): (None, today),
        (PlanSection.RISKS, changed, "status"): (RiskStatus.OPEN, RiskStatus.HAPPENED),
        (PlanSection.ACTIONS, changed, "status"): (CommitmentStatus.OPEN, CommitmentStatus.KEPT),
        (PlanSection.ACTIONS, changed, "closed_on"): (None, today),
    }
    others = {
        (each.sort, getattr(each.line, "title", ""))
        for section in found.changes.sections
        for each in section.lines
        if each.sort is not changed
    }
    assert others == {
        (ChangeSort.ADDED, "Новый финдиректор"),
        (ChangeSort.REMOVED, "Круг 1"),
        (ChangeSort.ADDED, ""),  # the measurement
    }


def test_what_was_undone_and_done_again_did_not_move(planned: Planned) -> None:
    saved(planned, form())
    today = a_month_later(planned)
    planned.office.remove(planned.revenue)
    undo(planned.office.workspace)
    planned.office.change(planned.talks, progress=80)
    undo(planned.office.workspace)
    assert not moved(planned, today).changes


def test_the_plan_as_it_stood_is_only_read(planned: Planned) -> None:
    saved(planned, form())
    today = a_month_later(planned)
    planned.office.change(planned.tender, title="Тендер в феврале")
    before = every_row(planned.office)
    assert moved(planned, today).before.risks[0].title == "Тендер в январе"
    assert every_row(planned.office) == before
    assert planned.content.risks[0].title == "Тендер в феврале"


def test_before_the_first_review_all_that_counts_is_since_the_plan_was_begun(planned: Planned) -> None:
    today = a_month_later(planned)
    planned.office.change(planned.tender, impact=5)
    found = moved(planned, today)
    assert found.since == TODAY
    assert [each.section for each in found.changes.sections] == [PlanSection.RISKS]


def test_a_plan_written_down_after_its_review_has_not_moved_because_of_that(planned: Planned) -> None:
    """It ran before the program was there: what is dated moved, what was only typed in did not."""
    held = TODAY - timedelta(days=60)
    planned.office.add(
        Measurement(objective_id=planned.losses.id, on=held - A_DAY, value=Decimal("1.9")),
    )
    planned.office.add(
        Measurement(objective_id=planned.losses.id, on=held + A_DAY, value=Decimal("1.4")),
    )
    saved(planned, form(on=held))
    found = moved(planned)
    assert found.since == held
    typed_in = {PlanSection.SWOT, PlanSection.INITIATIVES, PlanSection.RISKS}
    assert not typed_in & {each.section for each in found.changes.sections}
    (current,) = found.changes.of(PlanSection.OBJECTIVES).lines[0].fields
    assert (current.before, current.after) == (Decimal("1.9"), Decimal("1.4"))


def test_between_two_reviews_counts_what_happened_between_them(planned: Planned) -> None:
    saved(planned, form())
    second = a_month_later(planned)
    planned.office.change(planned.tender, impact=5)
    saved(planned, form(on=second))
    a_month_later(planned)
    planned.office.change(planned.tender, impact=1)
    found = moved(planned, second)
    (risk,) = found.changes.of(PlanSection.RISKS).lines
    assert [(each.before, each.after) for each in risk.fields] == [(4, 5)]
