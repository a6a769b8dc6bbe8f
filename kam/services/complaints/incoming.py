"""A draft filled from a letter or from a contact that was captured."""

from __future__ import annotations

from pathlib import Path
from textwrap import shorten
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.errors import NotFoundError, RuleError
from kam.core.text import fold
from kam.core.vocabulary import Channel, ContactKind, InteractionKind
from kam.exchange.letters import Letter
from kam.models import Complaint, ContactPoint, Interaction, Participant, Stakeholder
from kam.models.columns import LINE, NOTE
from kam.services.capturing.letters import read_letter_file
from kam.services.complaints.drafts import ComplaintDraft, LetterDraft
from kam.store.workspace import Workspace

_CHANNELS: Final = {
    InteractionKind.CALL: Channel.PHONE,
    InteractionKind.EMAIL: Channel.EMAIL,
    InteractionKind.MESSENGER: Channel.MESSENGER,
}

_SUMMARY: Final = 120
"""A summary of so many characters can still be read at a glance."""


def from_letter(workspace: Workspace, path: Path) -> ComplaintDraft:
    """A draft filled from an ``.eml`` file: client and sender by the address, text, moment, attachments.

    Raises:
        UserError: ``letter.not_a_letter``, ``letter.too_large``; RuleError ``complaint.letter_registered``.

    """
    read = read_letter_file(workspace, path)
    letter = read.letter
    with workspace.reading() as session:
        known = _known(session, letter)
        if known is not None:
            _must_be_free(session, known)
        raised_by = _sender(session, letter, read.account_id)
    sent_at = letter.sent_at
    now = workspace.clock.now()
    received = sent_at if sent_at is not None and sent_at <= now else now
    return ComplaintDraft(
        account_id=read.account_id,
        summary=_line(letter.subject) or _first_line(letter.body),
        description=letter.body[:NOTE],
        channel=Channel.EMAIL,
        received_at=received,
        raised_by_id=raised_by,
        interaction_id=known.id if known is not None else None,
        letter=LetterDraft(
            subject=_line(letter.subject),
            text=letter.body[:NOTE],
            sent_at=received,
            external_id=letter.message_id or None,
            direction=read.direction,
        ),
        files=read.files,
    )


def from_interaction(workspace: Workspace, interaction_id: UUID) -> ComplaintDraft:
    """A draft filled from a captured contact.

    Raises:
        NotFoundError: ``complaint.contact_gone``.
        RuleError: ``complaint.letter_registered``.

    """
    with workspace.reading() as session:
        contact = session.get(Interaction, interaction_id)
        if contact is None:
            raise NotFoundError("complaint.contact_gone")
        _must_be_free(session, contact)
        people = session.scalars(
            select(Participant.stakeholder_id)
            .where(Participant.interaction_id == contact.id, Participant.stakeholder_id.is_not(None))
            .order_by(Participant.position)
        ).first()
        return ComplaintDraft(
            account_id=contact.account_id,
            summary=contact.subject,
            description=contact.notes or "",
            channel=_CHANNELS.get(contact.kind, Channel.MEETING),
            received_at=min(contact.starts_at, workspace.clock.now()),
            raised_by_id=people,
            interaction_id=contact.id,
        )


def _known(session: Session, letter: Letter) -> Interaction | None:
    """The contact that keeps the letter already."""
    if not letter.message_id:
        return None
    return session.scalars(select(Interaction).where(Interaction.external_id == letter.message_id)).first()


def _must_be_free(session: Session, contact: Interaction) -> None:
    if contact.complaint_id is not None:
        number = session.scalar(select(Complaint.number).where(Complaint.id == contact.complaint_id))
        raise RuleError("complaint.letter_registered", subject=contact.subject, number=number)


def _sender(session: Session, letter: Letter, account_id: UUID | None) -> UUID | None:
    """Whose address it was sent from, among the people of the client."""
    if letter.sender is None or account_id is None:
        return None
    rows = session.execute(
        select(Stakeholder.id, ContactPoint.value)
        .join(ContactPoint, ContactPoint.person_id == Stakeholder.person_id)
        .where(
            Stakeholder.account_id == account_id,
            Stakeholder.left_on.is_(None),
            ContactPoint.kind == ContactKind.EMAIL,
        )
        .order_by(Stakeholder.id)
    )
    wanted = fold(letter.sender.address)
    return next((row.id for row in rows if fold(row.value) == wanted), None)


def _first_line(text: str) -> str:
    """What a letter without a subject begins with, a greeting on a line of its own passed over."""
    lines = [each for line in text.splitlines() if (each := _line(line))]
    said = next((each for each in lines if not each.endswith(("!", ","))), "") or next(iter(lines), "")
    return shorten(said, _SUMMARY, placeholder="…")


def _line(text: str) -> str:
    return " ".join(text.split())[:LINE]
