"""Planning a meeting and noting what it needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError, RuleError
from kam.core.vocabulary import ChecklistCode, InteractionKind
from kam.models import (
    Account,
    AgendaItem,
    ChecklistItem,
    Colleague,
    Interaction,
    Participant,
    Question,
    Stakeholder,
)
from kam.services.profile import read_profile
from kam.store.workspace import Workspace

PREPARED = tuple(code for code in ChecklistCode if code is not ChecklistCode.CUSTOM)


@dataclass(frozen=True, slots=True)
class AgendaPoint:
    """A point of the agenda as the client may read it, and its minutes."""

    title: str
    minutes: int | None


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """A meeting to be planned. ``starts_local`` is wall-clock time in ``zone`` (default: the workspace's)."""

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


def schedule_meeting(workspace: Workspace, plan: MeetingPlan) -> Outcome[UUID]:
    """Plan a meeting with its participants and the default checklist (domain.md §4).

    I take part unless other colleagues are named.

    Raises:
        NotFoundError: ``account.gone``, ``stakeholder.gone``, ``colleague.gone``.
        RuleError: ``meeting.not_their_person`` for a stakeholder of another account,
            ``meeting.unknown_zone``, ``meeting.without_subject``.

    """
    if not plan.subject.strip():
        raise RuleError("meeting.without_subject")
    with workspace.writing("meeting.planned") as unit:
        profile = read_profile(unit)
        if unit.get(Account, plan.account_id) is None:
            raise NotFoundError("account.gone")
        for stakeholder_id in plan.stakeholder_ids:
            place = unit.get(Stakeholder, stakeholder_id)
            if place is None:
                raise NotFoundError("stakeholder.gone")
            if place.account_id != plan.account_id:
                raise RuleError("meeting.not_their_person")
        colleagues = plan.colleague_ids or ((profile.me,) if profile.me else ())
        if any(unit.get(Colleague, colleague_id) is None for colleague_id in colleagues):
            raise NotFoundError("colleague.gone")
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
        )
        meeting.schedule(plan.starts_local, _known_zone(plan.zone or str(profile.zone)))
        unit.add(meeting)
        unit.add_all(_participants(meeting.id, plan, colleagues))
        unit.add_all(_checklist(meeting.id, plan))
        unit.add_all(_questions(meeting.id, plan))
        unit.add_all(
            AgendaItem(
                interaction_id=meeting.id,
                position=number,
                title=point.title,
                client_wording=point.title,
                minutes=point.minutes,
            )
            for number, point in enumerate(plan.agenda)
        )
        return Outcome(meeting.id, Area.INTERACTIONS)


def _known_zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise RuleError("meeting.unknown_zone", zone=name) from error


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


def _checklist(meeting_id: UUID, plan: MeetingPlan) -> list[ChecklistItem]:
    done = {
        ChecklistCode.PURPOSE: bool(plan.purpose),
        ChecklistCode.QUESTIONS: bool(plan.questions or plan.client_questions),
    }
    return [
        ChecklistItem(interaction_id=meeting_id, position=number, code=code, done=done.get(code, False))
        for number, code in enumerate(PREPARED)
    ]
