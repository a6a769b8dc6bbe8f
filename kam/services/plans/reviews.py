"""Reviews of a plan (QBR): four ratings, who took part, what was decided, and what moved since the last one.

Who took part stands at an interaction of the kind business review: the one that was planned, or one that is
written down with the review. What lies ahead is a planned interaction and no review yet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kam.analysis.plans.compare import PlanChanges, compare
from kam.analysis.plans.content import PlanContent
from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError, RuleError
from kam.core.field_errors import FieldError, refuse
from kam.core.ids import new_id
from kam.core.money import Money
from kam.core.vocabulary import InteractionKind, InteractionStatus
from kam.core.words import words_for
from kam.models import (
    Account,
    Change,
    Colleague,
    Interaction,
    Participant,
    Plan,
    PlanDecision,
    Review,
    Stakeholder,
    Step,
)
from kam.services.forms import FieldKind, FormField, fill
from kam.services.plans.parts import ReviewDecision
from kam.services.plans.past import content_at
from kam.services.plans.records import must_take_facts, plan_of
from kam.services.plans.telling import content_of
from kam.services.profile import read_profile
from kam.store.journal import ChangeKind
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

RATINGS: Final = ("results", "relations", "delivery", "outlook")
_FIELDS: Final = tuple(FormField(name) for name in (*RATINGS, "notes"))
_DECISION_FIELDS: Final = (
    *(FormField(name) for name in ("text", "needed_by", "effort", "decided_on", "decided_by", "outcome")),
    FormField("amount", FieldKind.MONEY, "amount_minor"),
)
_USUAL: Final = time(10)
_MINUTES: Final = 90


@dataclass(frozen=True, slots=True)
class ReviewForm:
    """A review as it is written down. ``interaction_id`` is a business review of the calendar, if it was one.

    Ratings are 1–5; a decision without words is none.
    """

    id: UUID = field(default_factory=new_id)
    on: date | None = None
    interaction_id: UUID | None = None
    our_ids: tuple[UUID, ...] = ()
    their_ids: tuple[UUID, ...] = ()
    results: int | None = None
    relations: int | None = None
    delivery: int | None = None
    outlook: int | None = None
    notes: str | None = None
    decisions: tuple[ReviewDecision, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanMoves:
    """What moved in a plan from the evening of one day (``since``) to another.

    ``since`` is the day of the review before; where there was none, that on which the plan was begun.
    """

    since: date
    until: date
    before: PlanContent
    after: PlanContent
    changes: PlanChanges


def save_review(workspace: Workspace, plan_id: UUID, form: ReviewForm) -> Outcome[UUID]:
    """Write a review down, or mend the one of this identity, with its attendees and decisions as one step.

    Raises:
        FieldErrors: ``on``: ``field.required``, ``field.in_future``; a rating out of range; ``notes``:
            ``domain.empty_review``; of a decision its path, ``1.amount``.
        RuleError: ``plan.closed``, ``plan.not_a_review``, ``meeting.not_their_person``.
        NotFoundError: ``plan.gone``, ``brief.meeting_gone``, ``stakeholder.gone``, ``colleague.gone``.

    """
    with workspace.writing("plan.reviewed") as unit, unit.no_autoflush:
        plan = plan_of(unit, plan_id)
        must_take_facts(plan)
        review = unit.get(Review, form.id)
        new = review is None
        if review is None:
            review = Review(id=form.id, plan_id=plan.id)
        day = _checked_day(unit, form)
        values = {name: getattr(form, name) for name in (*RATINGS, "notes")}
        faults = fill(review, _FIELDS, values, currency="")
        faults += _emptiness(review)
        faults += _put_decisions(unit, plan, form)
        refuse(faults)
        _must_be_theirs(unit, plan, form)
        review.interaction_id = _put_meeting(unit, plan, review, form, day)
        review.on = day
        if new:
            unit.add(review)
        return Outcome(review.id, Area.PLANS | Area.INTERACTIONS)


def read_review(workspace: Workspace, review_id: UUID) -> ReviewForm:
    """A review as its form shows it; NotFoundError ``plan.review_gone``."""
    with workspace.reading() as session:
        review = _review_of(session, review_id)
        there = _participants(session, review.interaction_id)
        return ReviewForm(
            id=review.id,
            on=review.on,
            interaction_id=review.interaction_id,
            our_ids=tuple(each.colleague_id for each in there if each.colleague_id),
            their_ids=tuple(each.stakeholder_id for each in there if each.stakeholder_id),
            **{name: getattr(review, name) for name in (*RATINGS, "notes")},
            decisions=tuple(
                ReviewDecision(
                    id=each.id,
                    amount=None
                    if each.amount_minor is None or each.currency is None
                    else Money(each.amount_minor, each.currency),
                    **{one.name: getattr(each, one.name) for one in _DECISION_FIELDS[:-1]},
                )
                for each in _decisions(session, review.id)
            ),
        )


def review_at(workspace: Workspace, meeting_id: UUID) -> ReviewForm:
    """A review that was held at a meeting of the calendar, on its day and with whoever takes part in it.

    Raises:
        NotFoundError: ``brief.meeting_gone``.

    """
    with workspace.reading() as session:
        meeting = session.get(Interaction, meeting_id)
        if meeting is None:
            raise NotFoundError("brief.meeting_gone", id=str(meeting_id))
        there = _participants(session, meeting.id)
        return ReviewForm(
            on=meeting.starts_local.date(),
            interaction_id=meeting.id,
            our_ids=tuple(each.colleague_id for each in there if each.colleague_id),
            their_ids=tuple(each.stakeholder_id for each in there if each.stakeholder_id),
        )


def delete_review(workspace: Workspace, review_id: UUID) -> Outcome[None]:
    """Delete a review; its meeting stays on the calendar and its decisions with the plan.

    Raises:
        RuleError: ``plan.closed``.
        NotFoundError: ``plan.review_gone``.

    """
    with workspace.writing("plan.review_deleted") as unit:
        review = _review_of(unit, review_id)
        must_take_facts(plan_of(unit, review.plan_id))
        unit.remove(Review, [review.id])
        return Outcome(None, Area.PLANS)


def moved_since(workspace: Workspace, plan_id: UUID, *, until: date) -> PlanMoves:
    """What moved in a plan since the last review before a day, up to the evening of that day.

    Raises:
        NotFoundError: ``plan.gone``.

    """
    with workspace.reading() as session:
        plan = plan_of(session, plan_id)
        last = session.scalar(select(func.max(Review.on)).where(Review.plan_id == plan.id, Review.on < until))
        since = last or _begun_on(session, plan)
        today = read_profile(session).today(workspace.clock.now())
        if until >= today:
            after = content_of(session, plan, today)
    if until < today:
        after = _content_at(workspace, plan_id, until)
    before = _content_at(workspace, plan_id, min(since, until))
    return PlanMoves(since, until, before, after, compare(before, after))


def _begun_on(session: Session, plan: Plan) -> date:
    """The day on which the plan was written down, by the journal; its first day in a file without one."""
    born = (
        select(Step.at)
        .join(Change, Change.step_seq == Step.seq)
        .where(Change.record_id == plan.id, Change.kind == ChangeKind.CREATED.value)
        .order_by(Step.seq)
        .limit(1)
    )
    moment = session.scalar(born)
    return plan.starts_on if moment is None else read_profile(session).today(moment)


def _content_at(workspace: Workspace, plan_id: UUID, day: date) -> PlanContent:
    """In a reading of its own: what is turned back in it is of no use for anything else."""
    with workspace.reading() as session:
        return content_at(session, plan_of(session, plan_id), day)


def _checked_day(unit: UnitOfWork, form: ReviewForm) -> date:
    if form.on is None:
        refuse([FieldError("on", "field.required")])
        raise AssertionError
    if form.on > read_profile(unit).today(unit.now):
        refuse([FieldError("on", "field.in_future")])
    return form.on


def _emptiness(review: Review) -> list[FieldError]:
    try:
        review.check()
    except RuleError as error:
        return [FieldError.of("notes", error)]
    return []


def _put_decisions(unit: UnitOfWork, plan: Plan, form: ReviewForm) -> list[FieldError]:
    """The review's decisions as the form has them: those it has no longer are let go."""
    there = {each.id: each for each in _decisions(unit, form.id)}
    usual = unit.get_one(Account, plan.account_id).currency
    faults: list[FieldError] = []
    for number, line in enumerate(form.decisions):
        if not (line.text or "").strip():
            continue
        record = there.pop(line.id, None) or unit.get(PlanDecision, line.id)
        new = record is None
        if record is None:
            record = PlanDecision(id=line.id, plan_id=plan.id)
        record.review_id = form.id
        values: dict[str, Any] = {each.name: getattr(line, each.name) for each in _DECISION_FIELDS}
        currency = line.amount.currency if line.amount else usual
        faults += (
            FieldError(f"{number}.{fault.field}", fault.code, fault.details)
            for fault in fill(record, _DECISION_FIELDS, values, currency=currency)
        )
        record.currency = currency if line.amount else None
        if new:
            unit.add(record)
    unit.remove(PlanDecision, there)
    return faults


def _must_be_theirs(unit: UnitOfWork, plan: Plan, form: ReviewForm) -> None:
    for each in form.our_ids:
        if unit.get(Colleague, each) is None:
            raise NotFoundError("colleague.gone")
    for each in form.their_ids:
        place = unit.get(Stakeholder, each)
        if place is None:
            raise NotFoundError("stakeholder.gone")
        if place.account_id != plan.account_id:
            raise RuleError("meeting.not_their_person")


def _put_meeting(unit: UnitOfWork, plan: Plan, review: Review, form: ReviewForm, day: date) -> UUID | None:
    """The meeting at which the review was held, its attendees as the form says."""
    wanted = form.interaction_id or review.interaction_id
    meeting = None if wanted is None else unit.get(Interaction, wanted)
    if wanted is not None and meeting is None:
        raise NotFoundError("brief.meeting_gone", id=str(wanted))
    if meeting is None:
        if not form.our_ids and not form.their_ids:
            return None
        meeting = _held(unit, plan, day)
    elif meeting.account_id != plan.account_id or meeting.kind is not InteractionKind.BUSINESS_REVIEW:
        raise RuleError("plan.not_a_review", subject=meeting.subject)
    elif meeting.status is InteractionStatus.PLANNED and meeting.starts_at <= unit.now:
        meeting.finish(meeting.outcome, now=unit.now)
    if review.interaction_id == meeting.id and meeting.starts_local.date() == review.on != day:
        meeting.schedule(_when(unit, day, meeting.starts_local.time()), meeting.zone)
    _put_attendees(unit, meeting, form)
    return meeting.id


def _held(unit: UnitOfWork, plan: Plan, day: date) -> Interaction:
    """A business review that was not on the calendar; at what hour nobody asks."""
    profile = read_profile(unit)
    meeting = Interaction(
        account_id=plan.account_id,
        kind=InteractionKind.BUSINESS_REVIEW,
        subject=words_for(profile.language).say("Review of the plan “{title}”", title=plan.title)[:500],
        minutes=_MINUTES,
    )
    meeting.schedule(_when(unit, day, _USUAL), profile.zone.key)
    meeting.finish(None, now=unit.now)
    unit.add(meeting)
    return meeting


def _when(unit: UnitOfWork, day: date, at: time) -> datetime:
    """The hour of a day, or now where that has not come yet."""
    now = unit.now.astimezone(read_profile(unit).zone).replace(tzinfo=None, second=0, microsecond=0)
    return min(datetime.combine(day, at), now)


def _put_attendees(unit: UnitOfWork, meeting: Interaction, form: ReviewForm) -> None:
    """Guests named in words stay; of people those whom the form has."""
    wanted = dict.fromkeys((*form.their_ids, *form.our_ids))
    there = {
        each.colleague_id or each.stakeholder_id: each
        for each in _participants(unit, meeting.id)
        if each.guest is None
    }
    unit.remove(Participant, [each.id for who, each in there.items() if who not in wanted])
    ours = set(form.our_ids)
    for position, who in enumerate(wanted):
        if who in there:
            continue
        person = {"colleague_id": who} if who in ours else {"stakeholder_id": who}
        unit.add(Participant(interaction_id=meeting.id, position=position, **person))


def _review_of(session: Session, review_id: UUID) -> Review:
    review = session.get(Review, review_id)
    if review is None:
        raise NotFoundError("plan.review_gone")
    return review


def _participants(session: Session, meeting_id: UUID | None) -> list[Participant]:
    if meeting_id is None:
        return []
    query = select(Participant).where(Participant.interaction_id == meeting_id)
    return list(session.scalars(query.order_by(Participant.position, Participant.id)))


def _decisions(session: Session, review_id: UUID) -> Iterable[PlanDecision]:
    query = select(PlanDecision).where(PlanDecision.review_id == review_id).order_by(PlanDecision.id)
    return list(session.scalars(query))
