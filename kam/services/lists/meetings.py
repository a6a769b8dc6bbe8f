"""Interactions, planned and done (domain.md §4)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.vocabulary import InteractionKind, InteractionOutcome, InteractionStatus
from kam.models import Interaction, Participant
from kam.services.lists.hindsight import GATHERINGS, status_then
from kam.services.lists.shared import account_names, colleague_names, stakeholder_names
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting, call, visit, event or review. ``starts_at`` carries the offset of its zone."""

    id: UUID
    account_id: UUID
    account: str
    kind: InteractionKind
    status: InteractionStatus
    subject: str
    starts_at: datetime
    zone: str
    minutes: int | None
    place: str | None
    purpose: str | None
    outcome: InteractionOutcome | None
    theirs: tuple[str, ...]
    ours: tuple[str, ...]


def list_meetings(
    workspace: Workspace,
    *,
    account_id: UUID | None = None,
    as_of: datetime | None = None,
    planned: bool = False,
) -> list[MeetingRow]:
    """What is planned (soonest first), then what was (latest first); ``planned`` leaves out the latter.

    As of a moment, whatever starts later is planned and has no outcome yet; what had begun, and what was
    called off, is as recorded now.
    """
    with workspace.reading() as session:
        query = select(Interaction).where(Interaction.kind.in_(GATHERINGS))
        if account_id is not None:
            query = query.where(Interaction.account_id == account_id)
        names = account_names(session)
        theirs, ours = _participants(session)
        rows = [
            MeetingRow(
                id=each.id,
                account_id=each.account_id,
                account=names[each.account_id],
                kind=each.kind,
                status=status,
                subject=each.subject,
                starts_at=each.starts_at.astimezone(ZoneInfo(each.zone)),
                zone=each.zone,
                minutes=each.minutes,
                place=each.place,
                purpose=each.purpose,
                outcome=None if status is InteractionStatus.PLANNED else each.outcome,
                theirs=tuple(theirs[each.id]),
                ours=tuple(ours[each.id]),
            )
            for each in session.scalars(query)
            if (status := _status(each, as_of)) is InteractionStatus.PLANNED or not planned
        ]
    return sorted(rows, key=_order)


def _status(interaction: Interaction, as_of: datetime | None) -> InteractionStatus:
    if as_of is None:
        return interaction.status
    return status_then(interaction.status, interaction.starts_at, as_of)


def _participants(session: Session) -> tuple[dict[UUID, list[str]], dict[UUID, list[str]]]:
    people, colleagues = stakeholder_names(session), colleague_names(session)
    theirs: dict[UUID, list[str]] = defaultdict(list)
    ours: dict[UUID, list[str]] = defaultdict(list)
    for each in session.scalars(select(Participant).order_by(Participant.position, Participant.id)):
        if each.colleague_id is not None:
            ours[each.interaction_id].append(colleagues[each.colleague_id])
        elif each.stakeholder_id is not None:
            theirs[each.interaction_id].append(people[each.stakeholder_id])
        elif each.guest is not None:
            theirs[each.interaction_id].append(each.guest)
    return theirs, ours


def _order(row: MeetingRow) -> tuple[bool, float, UUID]:
    planned = row.status is InteractionStatus.PLANNED
    moment = row.starts_at.timestamp()
    return not planned, moment if planned else -moment, row.id
