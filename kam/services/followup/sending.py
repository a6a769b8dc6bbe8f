"""That a summary was sent: noted with the meeting, and kept as the letter it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import Select, select

from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError
from kam.core.vocabulary import Direction, InteractionKind, InteractionStatus
from kam.models import Interaction, Participant
from kam.services.profile import read_profile
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SentLetter:
    """What went out: subject and text as they were sent."""

    subject: str
    text: str


def note_sent(
    workspace: Workspace, interaction_id: UUID, letter: SentLetter, *, now: datetime
) -> Outcome[UUID]:
    """The summary of a meeting was sent now: one step, which notes the day and keeps the letter as a contact.

    A second letter about the same meeting is a contact of its own; the day is that of the last. Returns the
    letter's identity.

    Raises:
        NotFoundError: ``brief.meeting_gone``.

    """
    with workspace.writing("followup.sent") as unit:
        meeting = unit.get(Interaction, interaction_id)
        if meeting is None:
            raise NotFoundError("brief.meeting_gone", id=interaction_id)
        profile = read_profile(unit)
        meeting.follow_up_sent_on = profile.today(now)
        sent = Interaction(
            account_id=meeting.account_id,
            kind=InteractionKind.EMAIL,
            status=InteractionStatus.DONE,
            direction=Direction.OUTGOING,
            subject=letter.subject,
            notes=letter.text,
            complaint_id=meeting.complaint_id,
            opportunity_id=meeting.opportunity_id,
            objective_id=meeting.objective_id,
        )
        local = now.astimezone(profile.zone).replace(tzinfo=None, second=0, microsecond=0)
        sent.schedule(local, profile.zone.key)
        sent.starts_at = now.astimezone(UTC)
        unit.add_all((sent, *_the_same_people(unit.scalars(_people(interaction_id)).all(), sent.id)))
        return Outcome(sent.id, Area.INTERACTIONS)


def _people(interaction_id: UUID) -> Select[Participant]:
    return (
        select(Participant)
        .where(Participant.interaction_id == interaction_id)
        .order_by(Participant.position, Participant.id)
    )


def _the_same_people(participants: Iterable[Participant], letter_id: UUID) -> list[Participant]:
    return [
        Participant(
            interaction_id=letter_id,
            stakeholder_id=each.stakeholder_id,
            colleague_id=each.colleague_id,
            guest=each.guest,
            position=each.position,
        )
        for each in participants
    ]
