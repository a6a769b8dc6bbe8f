"""Which meeting a brief is for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select

from kam.core.errors import UserError
from kam.core.vocabulary import InteractionKind, InteractionStatus
from kam.models import Account, Interaction
from kam.store.workspace import Workspace

PREPARED_KINDS: Final = (
    InteractionKind.MEETING,
    InteractionKind.SITE_VISIT,
    InteractionKind.BUSINESS_REVIEW,
    InteractionKind.EVENT,
)
"""What one prepares a brief for."""
_ELSE: Final = (InteractionKind.CALL,)
_LONGEST: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """A planned meeting; ``starts_at`` is in its own zone."""

    id: UUID
    account_id: UUID
    account: str
    subject: str
    kind: InteractionKind
    starts_at: datetime
    minutes: int | None
    place: str | None


def next_meeting(workspace: Workspace, account_id: UUID | None, *, as_of: datetime) -> NextMeeting:
    """The next planned meeting, visit, review or event of an account, or of anybody when None.

    One that has begun and is not over is still the next. Where nothing of that kind is planned, the next
    planned call counts.

    Raises:
        UserError: ``brief.no_meeting`` when there is none.

    """
    with workspace.reading() as session:
        for kinds in (PREPARED_KINDS, _ELSE):
            for meeting, account in session.execute(_planned(kinds, account_id, as_of)):
                if meeting.starts_at >= as_of or meeting.ends_at > as_of:
                    return _row(meeting, account)
    raise UserError("brief.no_meeting")


def _planned(
    kinds: tuple[InteractionKind, ...], account_id: UUID | None, as_of: datetime
) -> Select[Interaction, str]:
    query = (
        select(Interaction, Account.name)
        .join(Account, Account.id == Interaction.account_id)
        .where(
            Interaction.status == InteractionStatus.PLANNED,
            Interaction.kind.in_(kinds),
            Interaction.starts_at > as_of - _LONGEST,
        )
        .order_by(Interaction.starts_at, Interaction.id)
    )
    return query if account_id is None else query.where(Interaction.account_id == account_id)


def _row(meeting: Interaction, account: str) -> NextMeeting:
    return NextMeeting(
        id=meeting.id,
        account_id=meeting.account_id,
        account=account,
        subject=meeting.subject,
        kind=meeting.kind,
        starts_at=meeting.starts_at.astimezone(ZoneInfo(meeting.zone)),
        minutes=meeting.minutes,
        place=meeting.place,
    )
