"""What a summary letter may say: read through the gate of the client's copy, so nothing internal comes near.

The promises are those made at the meeting and told to the client, the points those of the agenda that have a
wording for the client; the next contact is the next one planned with the account after the meeting.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, select, true
from sqlalchemy.orm import Session

from kam.core.errors import NotFoundError
from kam.core.vocabulary import CommitmentStatus, ContactKind, InteractionKind, InteractionStatus, Side
from kam.models import (
    Account,
    AgendaItem,
    Colleague,
    Commitment,
    ContactPoint,
    Interaction,
    Participant,
    Person,
    Stakeholder,
    WorkspaceProfile,
)
from kam.services.briefs.released import for_client
from kam.services.people.names import NameParts
from kam.store.workspace import Workspace

_TOLD: Final = (CommitmentStatus.OPEN, CommitmentStatus.KEPT)
_MET: Final = (
    InteractionKind.MEETING,
    InteractionKind.CALL,
    InteractionKind.SITE_VISIT,
    InteractionKind.BUSINESS_REVIEW,
    InteractionKind.EVENT,
)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody of theirs who took part; ``email`` is the address they prefer, "" where none is known."""

    stakeholder_id: UUID
    name: NameParts
    email: str


@dataclass(frozen=True, slots=True)
class LetterPromise:
    """A promise as the client may read it; ``due_at`` is the hour, where one was promised."""

    text: str
    owner: str
    due_on: date | None
    due_at: time | None


@dataclass(frozen=True, slots=True)
class NextContact:
    """The next contact planned; ``starts`` is local time where it takes place."""

    kind: InteractionKind
    subject: str
    starts: datetime
    place: str


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """Everything that a letter about one meeting is made of."""

    interaction_id: UUID
    account_id: UUID
    account: str
    kind: InteractionKind
    subject: str
    on: date
    recipients: tuple[Recipient, ...]
    points: tuple[str, ...]
    ours: tuple[LetterPromise, ...]
    theirs: tuple[LetterPromise, ...]
    next: NextContact | None
    sender: str
    sender_title: str
    sender_email: str
    company: str
    language: str
    sent_on: date | None


def read_letter(workspace: Workspace, interaction_id: UUID) -> LetterFacts:
    """The facts of the letter about an interaction.

    Raises:
        NotFoundError: ``brief.meeting_gone``.

    """
    with workspace.reading() as session:
        meeting = session.get(Interaction, interaction_id)
        if meeting is None:
            raise NotFoundError("brief.meeting_gone", id=interaction_id)
        (profile,) = session.execute(for_client(WorkspaceProfile.company, WorkspaceProfile.language))
        me = session.execute(
            for_client(Colleague.name, Colleague.job_title).where(Colleague.is_me == true())
        ).first()
        promises = _promises(session, interaction_id)
        return LetterFacts(
            interaction_id=interaction_id,
            account_id=meeting.account_id,
            account=session.scalars(for_client(Account.name).where(Account.id == meeting.account_id)).one(),
            kind=meeting.kind,
            subject=meeting.subject,
            on=meeting.starts_local.date(),
            recipients=_recipients(session, interaction_id),
            points=_points(session, interaction_id),
            ours=tuple(promise for side, promise in promises if side is Side.OURS),
            theirs=tuple(promise for side, promise in promises if side is Side.THEIRS),
            next=_next_contact(session, meeting),
            sender=me.name if me else "",
            sender_title=(me.job_title or "") if me else "",
            sender_email=session.scalars(select(Colleague.email).where(Colleague.is_me == true())).first()
            or "",
            company=profile.company,
            language=profile.language,
            sent_on=meeting.follow_up_sent_on,
        )


def _recipients(session: Session, interaction_id: UUID) -> tuple[Recipient, ...]:
    found = session.execute(
        for_client(Person.family_name, Person.given_name, Person.patronymic)
        .add_columns(Stakeholder.id, Person.id)
        .join(Stakeholder, Stakeholder.person_id == Person.id)
        .join(Participant, Participant.stakeholder_id == Stakeholder.id)
        .where(Participant.interaction_id == interaction_id, Person.erased_on.is_(None))
        .order_by(Participant.position, Participant.id)
    ).all()
    addresses = _addresses(session, [row[4] for row in found])
    return tuple(
        Recipient(
            stakeholder_id=row[3],
            name=NameParts.of(row.family_name, row.given_name, row.patronymic),
            email=addresses.get(row[4], ""),
        )
        for row in found
    )


def _addresses(session: Session, people: list[UUID]) -> dict[UUID, str]:
    """The e-mail address of each: the preferred one, else the first that was written down."""
    rows = session.execute(
        select(ContactPoint.person_id, ContactPoint.value)
        .where(ContactPoint.person_id.in_(people), ContactPoint.kind == ContactKind.EMAIL)
        .order_by(ContactPoint.preferred, ContactPoint.id.desc())
    )
    return {row.person_id: row.value for row in rows}


def _points(session: Session, interaction_id: UUID) -> tuple[str, ...]:
    wordings = session.scalars(
        for_client(AgendaItem.client_wording)
        .where(AgendaItem.interaction_id == interaction_id)
        .order_by(AgendaItem.position, AgendaItem.id)
    )
    return tuple(wording for wording in wordings if wording)


def _promises(session: Session, interaction_id: UUID) -> list[tuple[Side, LetterPromise]]:
    found = session.execute(_promises_of(interaction_id)).all()
    owners = _owners(session, interaction_id)
    return [
        (
            row.side,
            LetterPromise(
                row.text,
                owners.get(row[4], ""),
                row.due_on,
                None if row.due_at is None else row.due_at.time(),
            ),
        )
        for row in found
    ]


def _promises_of(interaction_id: UUID) -> Select[Any]:
    return (
        for_client(Commitment.side, Commitment.text, Commitment.due_on, Commitment.due_at)
        .add_columns(Commitment.id)
        .where(
            Commitment.interaction_id == interaction_id,
            Commitment.promised_to_client == true(),
            Commitment.status.in_(_TOLD),
        )
        .order_by(Commitment.due_on.is_(None), Commitment.due_on, Commitment.id)
    )


def _owners(session: Session, interaction_id: UUID) -> dict[UUID, str]:
    """Who answers for each promise: our colleague's name, or theirs."""
    ours = session.execute(
        for_client(Colleague.name)
        .add_columns(Commitment.id)
        .join(Commitment, Commitment.owner_colleague_id == Colleague.id)
        .where(Commitment.interaction_id == interaction_id)
    )
    theirs = session.execute(
        for_client(Person.family_name, Person.given_name, Person.patronymic)
        .add_columns(Commitment.id)
        .join(Stakeholder, Stakeholder.person_id == Person.id)
        .join(Commitment, Commitment.owner_stakeholder_id == Stakeholder.id)
        .where(Commitment.interaction_id == interaction_id)
    )
    found = {row[1]: row.name for row in ours}
    for row in theirs:
        found[row[3]] = " ".join(part for part in (row.given_name, row.family_name) if part)
    return found


def _next_contact(session: Session, meeting: Interaction) -> NextContact | None:
    row = session.execute(
        for_client(Interaction.kind, Interaction.subject, Interaction.starts_local, Interaction.place)
        .where(
            Interaction.account_id == meeting.account_id,
            Interaction.status == InteractionStatus.PLANNED,
            Interaction.kind.in_(_MET),
            Interaction.starts_at > meeting.starts_at,
        )
        .order_by(Interaction.starts_at, Interaction.id)
        .limit(1)
    ).first()
    return None if row is None else NextContact(row.kind, row.subject, row.starts_local, row.place or "")
