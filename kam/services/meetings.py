"""Planning a meeting and noting what it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.analysis.recurrence import Rule
from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError, RuleError
from kam.core.text import fold
from kam.core.vocabulary import ChecklistCode, InteractionKind, InteractionStatus
from kam.core.zones import is_zone
from kam.models import (
    Account,
    AgendaItem,
    ChecklistItem,
    Colleague,
    Interaction,
    InteractionAccount,
    Participant,
    Question,
    Stakeholder,
)
from kam.services.profile import read_profile
from kam.services.settings.preparation import ChecklistEntry, checklist_of
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class AgendaPoint:
    """A point of the agenda as the client may read it, and its minutes."""

    title: str
    minutes: int | None


@dataclass(frozen=True, slots=True)
class MeetingThen:
    """Another meeting at the same moment."""

    id: UUID
    subject: str


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """A meeting to be planned. ``starts_local`` is wall-clock time in ``zone`` (default: the workspace's).

    Of a time that comes twice, when clocks are put back, the first is meant.
    """

    account_id: UUID
    starts_local: datetime
    subject: str
    kind: InteractionKind = InteractionKind.MEETING
    zone: str | None = None
    minutes: int | None = 60
    place: str | None = None
    purpose: str | None = None
    best_outcome: str | None = None
    minimum_outcome: str | None = None
    client_purpose: str | None = None
    stakeholder_ids: tuple[UUID, ...] = ()
    colleague_ids: tuple[UUID, ...] = ()
    guests: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    client_questions: tuple[str, ...] = ()
    agenda: tuple[AgendaPoint, ...] = ()
    logistics: str | None = None
    travel_minutes: int | None = None
    also_account_ids: tuple[UUID, ...] = ()
    repeats: Rule | None = None


def schedule_meeting(workspace: Workspace, plan: MeetingPlan) -> Outcome[UUID]:
    """Plan a meeting with its participants and the workspace's checklist (domain.md §4).

    I take part unless other colleagues are named.

    Raises:
        NotFoundError: ``account.gone``, ``stakeholder.gone``, ``colleague.gone``.
        RuleError: ``meeting.not_their_person`` for a stakeholder of another account,
            ``meeting.unknown_zone``, ``domain.time_skipped`` for a time that clocks in the zone skip,
            ``meeting.without_subject``, ``meeting.empty_text`` for a guest,
            question or point of the agenda without words, ``meeting.planned_already`` (with its ``id``) when
            the same account has a planned meeting of that subject at that moment.

    """
    if plan.zone is not None and not is_zone(plan.zone):
        raise RuleError("meeting.unknown_zone", zone=plan.zone)
    with workspace.writing("meeting.planned") as unit:
        return Outcome(add_meeting(unit, plan).id, Area.INTERACTIONS)


def add_meeting(unit: UnitOfWork, plan: MeetingPlan) -> Interaction:
    """``schedule_meeting`` within a step that does more."""
    profile = read_profile(unit)
    colleagues = plan.colleague_ids or ((profile.me,) if profile.me else ())
    _must_be_there(unit, plan, colleagues)
    meeting = Interaction(
        account_id=plan.account_id,
        kind=plan.kind,
        subject=plan.subject,
        minutes=plan.minutes,
        place=plan.place,
        purpose=plan.purpose,
        best_outcome=plan.best_outcome,
        minimum_outcome=plan.minimum_outcome,
        client_purpose=plan.client_purpose,
        logistics=plan.logistics,
        travel_minutes=plan.travel_minutes,
    )
    _drop_empty_texts(meeting)
    meeting.schedule(plan.starts_local, plan.zone or profile.zone.key)
    _refuse_a_second(unit, meeting)
    participants = _participants(meeting.id, plan, colleagues)
    questions = _questions(meeting.id, plan)
    agenda = _agenda(meeting.id, plan)
    texts = (*(each.guest for each in participants), *(each.text for each in questions))
    if "" in texts or "" in {each.title for each in agenda}:
        raise RuleError("meeting.empty_text")
    also = [
        InteractionAccount(interaction_id=meeting.id, account_id=account)
        for account in dict.fromkeys(plan.also_account_ids)
        if account != plan.account_id
    ]
    unit.add_all(
        (meeting, *also, *participants, *_checklist(checklist_of(unit), meeting, plan), *questions, *agenda)
    )
    if plan.repeats is not None:
        from kam.services.calendar.series import begin_series

        begin_series(unit, meeting, plan.repeats)
    return meeting


def _must_be_there(session: Session, plan: MeetingPlan, colleagues: Sequence[UUID]) -> None:
    """The account, its people and ours: a plan may have been made before somebody else deleted one."""
    if any(session.get(Account, each) is None for each in (plan.account_id, *plan.also_account_ids)):
        raise NotFoundError("account.gone")
    for stakeholder_id in plan.stakeholder_ids:
        place = session.get(Stakeholder, stakeholder_id)
        if place is None:
            raise NotFoundError("stakeholder.gone")
        if place.account_id != plan.account_id:
            raise RuleError("meeting.not_their_person")
    if any(session.get(Colleague, colleague_id) is None for colleague_id in colleagues):
        raise NotFoundError("colleague.gone")


def planned_then(workspace: Workspace, meeting_id: UUID) -> list[MeetingThen]:
    """The other meetings planned with the same account for the same moment."""
    with workspace.reading() as session:
        meeting = session.get(Interaction, meeting_id)
        if meeting is None:
            raise NotFoundError("brief.meeting_gone", id=meeting_id)
        return _others_then(session, meeting)


def _others_then(session: Session, meeting: Interaction) -> list[MeetingThen]:
    rows = session.execute(
        select(Interaction.id, Interaction.subject)
        .where(
            Interaction.account_id == meeting.account_id,
            Interaction.status == InteractionStatus.PLANNED,
            Interaction.starts_at == meeting.starts_at,
            Interaction.id != meeting.id,
        )
        .order_by(Interaction.id)
    )
    return [MeetingThen(row.id, row.subject) for row in rows]


def _refuse_a_second(unit: UnitOfWork, meeting: Interaction) -> None:
    """The same account, moment and subject again is a slip: a command repeated, a button pressed twice."""
    for other in _others_then(unit, meeting):
        if fold(other.subject) == fold(meeting.subject):
            raise RuleError("meeting.planned_already", subject=other.subject, id=other.id)


def _participants(meeting_id: UUID, plan: MeetingPlan, colleagues: Sequence[UUID]) -> list[Participant]:
    people = [Participant(interaction_id=meeting_id, stakeholder_id=each) for each in plan.stakeholder_ids]
    people += [Participant(interaction_id=meeting_id, guest=each) for each in plan.guests]
    people += [Participant(interaction_id=meeting_id, colleague_id=each) for each in colleagues]
    for number, participant in enumerate(people):
        participant.position = number
    return people


def _questions(meeting_id: UUID, plan: MeetingPlan) -> list[Question]:
    internal = [Question(interaction_id=meeting_id, text=each) for each in plan.questions]
    sayable = [
        Question(interaction_id=meeting_id, text=each, client_wording=each, sayable=True)
        for each in plan.client_questions
    ]
    questions = [*sayable, *internal]
    for number, question in enumerate(questions):
        question.position = number
    return questions


def _agenda(meeting_id: UUID, plan: MeetingPlan) -> list[AgendaItem]:
    return [
        AgendaItem(
            interaction_id=meeting_id,
            position=number,
            title=point.title,
            client_wording=point.title,
            minutes=point.minutes,
        )
        for number, point in enumerate(plan.agenda)
    ]


def _drop_empty_texts(meeting: Interaction) -> None:
    """What is left empty is not known; the subject must be there. Texts were cleaned when they were set."""
    if not meeting.subject:
        raise RuleError("meeting.without_subject")
    for name in ("place", "purpose", "best_outcome", "minimum_outcome", "client_purpose", "logistics"):
        if not getattr(meeting, name):
            setattr(meeting, name, None)


def _checklist(
    entries: Sequence[ChecklistEntry], meeting: Interaction, plan: MeetingPlan
) -> list[ChecklistItem]:
    done = {
        ChecklistCode.PURPOSE: meeting.purpose is not None,
        ChecklistCode.QUESTIONS: bool(plan.questions or plan.client_questions),
    }
    return fresh_checklist(entries, meeting, done)


def fresh_checklist(
    entries: Sequence[ChecklistEntry], meeting: Interaction, done: Mapping[ChecklistCode, bool]
) -> list[ChecklistItem]:
    """The workspace's checklist for a meeting; what is ``done`` already is ticked."""
    return [
        ChecklistItem(
            interaction_id=meeting.id,
            position=number,
            code=entry.code,
            text=entry.text,
            done=done.get(entry.code, False),
        )
        for number, entry in enumerate(entries)
    ]
