"""Letters, calls and files of a complaint (domain.md §8)."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError, RuleError
from kam.core.field_errors import FieldError, refuse
from kam.core.vocabulary import Direction, InteractionStatus
from kam.models import Document, Interaction, Participant, Stakeholder
from kam.models.columns import LINE
from kam.services.capturing.files import opened_files
from kam.services.capturing.rows import CaptureFile
from kam.services.complaints.contacts import Contact, keep_documents, put_contact
from kam.services.complaints.drafts import AnswerDraft
from kam.services.complaints.records import complaint_of, moment_in
from kam.services.complaints.rows import LetterRow
from kam.services.complaints.texts import acknowledgement_text, answer_text, summary_text
from kam.services.lists.shared import stakeholder_names
from kam.services.profile import read_profile
from kam.services.settings.documents import document_limit
from kam.store.workspace import Workspace

__all__ = [
    "acknowledgement_text",
    "answer_text",
    "attach",
    "link_interaction",
    "linkable",
    "record_answer",
    "summary_text",
    "unlink_interaction",
]

_HAPPENED: Final = (InteractionStatus.DONE, InteractionStatus.PLANNED)


def link_interaction(workspace: Workspace, complaint_id: UUID, interaction_id: UUID) -> Outcome[None]:
    """A contact of the client belongs to the complaint.

    Raises:
        RuleError: ``complaint.contact_elsewhere`` for a contact of another client,
            ``complaint.letter_registered`` for one that belongs to another complaint.
        NotFoundError: ``complaint.gone``, ``complaint.contact_gone``.

    """
    with workspace.writing("complaint.contact_linked") as unit:
        complaint = complaint_of(unit, complaint_id)
        contact = _contact(unit, interaction_id)
        if contact.account_id != complaint.account_id:
            raise RuleError("complaint.contact_elsewhere")
        if contact.complaint_id not in {None, complaint.id}:
            raise RuleError("complaint.letter_registered", subject=contact.subject)
        contact.complaint_id = complaint.id
        return Outcome(None, Area.COMPLAINTS | Area.INTERACTIONS)


def unlink_interaction(workspace: Workspace, interaction_id: UUID) -> Outcome[None]:
    """It does not belong to a complaint after all; raises NotFoundError ``complaint.contact_gone``."""
    with workspace.writing("complaint.contact_unlinked") as unit:
        _contact(unit, interaction_id).complaint_id = None
        return Outcome(None, Area.COMPLAINTS | Area.INTERACTIONS)


def _contact(session: Session, interaction_id: UUID) -> Interaction:
    found = session.get(Interaction, interaction_id)
    if found is None:
        raise NotFoundError("complaint.contact_gone")
    return found


def linkable(workspace: Workspace, complaint_id: UUID, *, limit: int = 50) -> list[LetterRow]:
    """Contacts of the client that belong to no complaint, the latest first."""
    with workspace.reading() as session:
        complaint = complaint_of(session, complaint_id)
        free = (Interaction.account_id == complaint.account_id, Interaction.complaint_id.is_(None))
        return contact_rows(session, *free, limit=limit)


def contact_rows(session: Session, *where: ColumnElement[bool], limit: int | None = None) -> list[LetterRow]:
    """Contacts that took place or are planned, the latest first."""
    zone = read_profile(session).zone
    query = select(Interaction).where(*where, Interaction.status.in_(_HAPPENED))
    found = session.scalars(
        query.order_by(Interaction.starts_at.desc(), Interaction.id.desc()).limit(limit)
    ).all()
    ids = [each.id for each in found]
    takes_part = select(Participant.interaction_id, Participant.stakeholder_id, Participant.guest)
    rows = session.execute(
        takes_part.where(Participant.interaction_id.in_(ids)).order_by(Participant.position)
    ).all()
    places = [row.stakeholder_id for row in rows if row.stakeholder_id]
    names = stakeholder_names(session, Stakeholder.id.in_(places))
    people: dict[UUID, list[str]] = {}
    for row in rows:
        name = names.get(row.stakeholder_id, "") if row.stakeholder_id else row.guest or ""
        if name:
            people.setdefault(row.interaction_id, []).append(name)
    count = select(Document.interaction_id, func.count()).where(Document.interaction_id.in_(ids))
    files = {row[0]: row[1] for row in session.execute(count.group_by(Document.interaction_id))}
    return [
        LetterRow(
            id=each.id,
            kind=each.kind,
            status=each.status,
            direction=each.direction,
            subject=each.subject,
            at=each.starts_at.astimezone(zone),
            text=each.notes or "",
            people=tuple(people.get(each.id, ())),
            files=files.get(each.id, 0),
        )
        for each in found
    ]


def record_answer(workspace: Workspace, complaint_id: UUID, draft: AnswerDraft) -> Outcome[UUID]:
    """Keep what was told to the client as a contact; an answer of substance stops the second clock.

    The first answer of substance counts; a further one is correspondence.

    Raises:
        FieldErrors: ``text``, ``at``, ``to_id``.
        NotFoundError: ``complaint.gone``.

    """
    with workspace.writing("complaint.answered") as unit, unit.no_autoflush:
        complaint = complaint_of(unit, complaint_id)
        at = moment_in(unit, draft.at, "at")
        faults = []
        if not draft.text.strip():
            faults.append(FieldError("text", "field.required"))
        if at < complaint.received_at:
            faults.append(FieldError("at", "complaint.before_receipt"))
        to_id = draft.to_id or complaint.raised_by_id
        place = unit.get(Stakeholder, to_id) if to_id is not None else None
        if to_id is not None and (place is None or place.account_id != complaint.account_id):
            faults.append(FieldError("to_id", "meeting.not_their_person"))
        refuse(faults)
        subject = draft.subject.strip() or f"{complaint.number}: {complaint.summary}"[:LINE]
        contact = Contact(
            kind=draft.kind,
            direction=Direction.OUTGOING,
            subject=subject,
            text=draft.text.strip(),
            at=at,
            people=(to_id,) if to_id is not None else (),
        )
        made = put_contact(unit, complaint, contact)
        if draft.of_substance and complaint.answer_sent_at is None:
            complaint.answer_sent_at = at
        return Outcome(made.id, Area.COMPLAINTS | Area.INTERACTIONS)


def attach(workspace: Workspace, complaint_id: UUID, files: Sequence[CaptureFile]) -> Outcome[None]:
    """Keep files as documents of the complaint, as one step; what it has already is not kept twice.

    Raises:
        FieldErrors: ``files.N``.
        NotFoundError: ``complaint.gone``.

    """
    with workspace.reading() as session:
        limit = document_limit(session)
    with ExitStack() as stack:
        kept = opened_files(stack, files, limit)
        with workspace.writing("complaint.files_attached") as unit, unit.no_autoflush:
            keep_documents(unit, complaint_of(unit, complaint_id), kept)
            return Outcome(None, Area.COMPLAINTS | Area.ACCOUNTS)
