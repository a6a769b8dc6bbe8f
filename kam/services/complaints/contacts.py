"""Contacts and documents that belong to a complaint, written within a step that does more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select

from kam.core.field_errors import refuse
from kam.core.vocabulary import Direction, InteractionKind
from kam.models import Complaint, Document, Interaction, Participant
from kam.services.capturing.files import KeptFile
from kam.services.documents.media import media_type
from kam.services.forms import FormField, fill
from kam.services.profile import read_profile
from kam.store import blobs
from kam.store.unit_of_work import UnitOfWork

_FIELDS: Final = tuple(FormField(name) for name in ("subject", "notes", "direction", "external_id"))


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact that has taken place, about a complaint. ``people`` are places at the client."""

    kind: InteractionKind
    direction: Direction
    subject: str
    text: str
    at: datetime
    people: Sequence[UUID] = ()
    external_id: str | None = None


def put_contact(unit: UnitOfWork, complaint: Complaint, contact: Contact) -> Interaction:
    """Keep a contact in the client's timeline, linked to the complaint; I and the people took part."""
    profile = read_profile(unit)
    interaction = Interaction(
        account_id=complaint.account_id, kind=contact.kind, subject="", complaint_id=complaint.id
    )
    values = {
        "subject": contact.subject,
        "notes": contact.text,
        "direction": contact.direction,
        "external_id": contact.external_id,
    }
    if contact.external_id is None:
        del values["external_id"]
    refuse(fill(interaction, _FIELDS, values, currency=""))
    local = contact.at.astimezone(profile.zone).replace(tzinfo=None, fold=0)
    interaction.schedule(local, profile.zone.key)
    if interaction.starts_at != contact.at:  # the second of an hour that comes twice
        interaction.starts_at = contact.at
    interaction.finish(None, now=unit.now)
    unit.add(interaction)
    unit.flush()
    who: list[dict[str, UUID]] = [{"stakeholder_id": each} for each in dict.fromkeys(contact.people)]
    if profile.me is not None:
        who.append({"colleague_id": profile.me})
    for position, person in enumerate(who):
        unit.add(Participant(interaction_id=interaction.id, position=position, **person))
    return interaction


def keep_documents(
    unit: UnitOfWork, complaint: Complaint, files: Sequence[KeptFile], interaction: Interaction | None = None
) -> None:
    """Keep files as documents of the complaint, dated today; what it has already is not kept twice."""
    query = select(Document.sha256).where(Document.complaint_id == complaint.id)
    there = set(unit.scalars(query))
    for file in files:
        if file.digest in there:
            continue
        document = Document(
            account_id=complaint.account_id,
            complaint_id=complaint.id,
            interaction_id=None if interaction is None else interaction.id,
            kind=file.kind,
            on=read_profile(unit).today(unit.now),
            media_type=media_type(file.name, file.head),
            sha256=file.digest,
            size=file.size,
        )
        refuse(fill(document, (FormField("name"),), {"name": file.name}, currency=""))
        unit.add(document)
        blobs.keep(unit.wire, file.digest, file.size, file.pieces())
