"""Registering a complaint in under a minute (domain.md §8)."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError, RuleError
from kam.core.field_errors import FieldError, refuse
from kam.core.vocabulary import Channel, ComplaintStage, InteractionKind
from kam.models import Account, Complaint, Interaction, StageChange
from kam.services.capturing.files import KeptFile, opened_files
from kam.services.complaints.choices import read_choices
from kam.services.complaints.contacts import Contact, keep_documents, put_contact
from kam.services.complaints.drafts import ComplaintDraft
from kam.services.complaints.fields import NUMBER_TAKEN, put
from kam.services.complaints.incoming import from_interaction, from_letter
from kam.services.complaints.numbers import next_number, number_for
from kam.services.complaints.records import attitude_of, moment_in
from kam.services.complaints.terms import terms_in_force
from kam.services.forms import write_out
from kam.services.profile import Profile, read_profile
from kam.services.settings.documents import document_limit
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

__all__ = ["from_interaction", "from_letter", "next_number", "read_choices", "register"]

_COPIED: Final = (
    "summary", "kind", "severity", "channel", "raised_by_id", "unit_id", "product_line_id", "department",
    "description", "remedy_sought", "order_number", "amount",
)  # fmt: skip
_LETTERS: Final = {Channel.EMAIL: InteractionKind.EMAIL, Channel.MESSENGER: InteractionKind.MESSENGER}


def register(workspace: Workspace, draft: ComplaintDraft) -> Outcome[UUID]:
    """Register a complaint as one step: its number, its clocks' norms and calendar, letter and files.

    What was acknowledged or answered on the spot, in a meeting or by telephone, counts from receipt.

    Raises:
        FieldErrors: by the names of the draft's fields, ``files.N``.
        NotFoundError: ``account.gone``.
        RuleError: ``complaint.letter_registered`` for a contact that belongs to a complaint already.

    """
    with ExitStack() as stack:
        files: list[KeptFile] = []
        if draft.files:
            with workspace.reading() as session:
                limit = document_limit(session)
            files = opened_files(stack, draft.files, limit)
        with workspace.writing("complaint.registered") as unit, unit.no_autoflush:
            return _register(unit, draft, files)


def _register(unit: UnitOfWork, draft: ComplaintDraft, files: list[KeptFile]) -> Outcome[UUID]:
    if draft.account_id is None:
        refuse([FieldError("account_id", "field.required")])
        raise AssertionError
    if unit.get(Account, draft.account_id) is None:
        raise NotFoundError("account.gone")
    profile = read_profile(unit)
    received = moment_in(unit, draft.received_at, "received_at")
    complaint = _complaint(unit, draft, received, profile)
    unit.add(complaint)
    write_out(unit, NUMBER_TAKEN)
    _put_stages(unit, complaint, draft, profile.me)
    changed = Area.COMPLAINTS
    interaction = _put_letter(unit, complaint, draft)
    if interaction is not None:
        changed |= Area.INTERACTIONS
    if files:
        keep_documents(unit, complaint, files, interaction)
        changed |= Area.ACCOUNTS
    return Outcome(complaint.id, changed)


def _complaint(unit: UnitOfWork, draft: ComplaintDraft, received: datetime, profile: Profile) -> Complaint:
    complaint = Complaint(account_id=draft.account_id, number="", received_at=received, summary="")
    values: dict[str, Any] = {name: getattr(draft, name) for name in _COPIED}
    values["owner_id"] = draft.owner_id or profile.me
    values["number"] = (draft.number or "").strip() or number_for(unit, received)
    refuse(put(unit, complaint, values))
    complaint.norms, complaint.calendar = terms_in_force(unit, received).texts(received)
    complaint.attitude_before = attitude_of(unit, complaint.raised_by_id, received, profile.zone)
    return complaint


def _put_stages(unit: UnitOfWork, complaint: Complaint, draft: ComplaintDraft, me: UUID | None) -> None:
    received = complaint.received_at
    unit.add(StageChange(complaint_id=complaint.id, stage=complaint.stage, at=received, by_id=me))
    if draft.acknowledged_at_once or draft.answered_at_once:
        unit.flush()
        unit.add(complaint.move_to(ComplaintStage.ACKNOWLEDGED, at=received, by_id=me))
    if draft.answered_at_once:
        complaint.answer_sent_at = received


def _put_letter(unit: UnitOfWork, complaint: Complaint, draft: ComplaintDraft) -> Interaction | None:
    """The contact it came in: one that is kept already, or the letter, kept now."""
    if draft.interaction_id is not None:
        known = unit.get(Interaction, draft.interaction_id)
        if known is None:
            refuse([FieldError("interaction_id", "complaint.contact_gone")])
            raise AssertionError
        if known.account_id != complaint.account_id:
            refuse([FieldError("interaction_id", "complaint.contact_elsewhere")])
        _must_be_free(known)
        known.complaint_id = complaint.id
        return known
    letter = draft.letter
    if letter is None:
        return None
    if letter.external_id is not None:
        query = select(Interaction).where(Interaction.external_id == letter.external_id)
        known = unit.scalars(query).first()
        if known is not None and known.account_id == complaint.account_id:
            _must_be_free(known)
            known.complaint_id = complaint.id
            return known
        if known is not None:
            raise RuleError("capture.letter_is_here", subject=known.subject)
    people = (complaint.raised_by_id,) if complaint.raised_by_id is not None else ()
    contact = Contact(
        kind=_LETTERS.get(complaint.channel, InteractionKind.EMAIL),
        direction=letter.direction,
        subject=letter.subject or complaint.summary,
        text=letter.text,
        at=min(letter.sent_at or complaint.received_at, unit.now),
        people=people,
        external_id=letter.external_id,
    )
    return put_contact(unit, complaint, contact)


def _must_be_free(interaction: Interaction) -> None:
    if interaction.complaint_id is not None:
        raise RuleError("complaint.letter_registered", subject=interaction.subject)
