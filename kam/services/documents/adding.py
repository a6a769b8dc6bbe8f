"""Keeping files with an account, and changing what is said of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import select

from kam.core.changes import Area, Outcome
from kam.core.errors import ConflictError, NotFoundError, RuleError
from kam.core.field_errors import FieldError, refuse
from kam.core.file_names import clean_name
from kam.core.vocabulary import DocumentKind
from kam.models import Account, Complaint, Contract, Document, Interaction, Record
from kam.services.documents.media import media_type
from kam.services.documents.rows import DocumentDraft
from kam.services.documents.source import Progress, SourceFile, opened
from kam.services.forms import FieldKind, FormField, fill
from kam.services.profile import read_profile
from kam.services.settings.documents import document_limit
from kam.store import blobs
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

NAMELESS: Final = "file"
_FIELDS: Final = (
    FormField("name"),
    FormField("kind"),
    FormField("on"),
    FormField("tags", FieldKind.LIST),
    FormField("contract_id"),
    FormField("interaction_id"),
    FormField("complaint_id"),
)
_LINKS: Final[dict[str, type[Record]]] = {
    "contract_id": Contract,
    "interaction_id": Interaction,
    "complaint_id": Complaint,
}


def add_document(
    workspace: Workspace,
    account_id: UUID,
    path: Path,
    *,
    kind: DocumentKind = DocumentKind.OTHER,
    contract_id: UUID | None = None,
    interaction_id: UUID | None = None,
    complaint_id: UUID | None = None,
    progress: Progress | None = None,
) -> Outcome[UUID]:
    """Keep a copy of a file inside the workspace, dated today, under its own name made safe.

    The bytes and the record that names them are written in one transaction; the same content is kept once.
    ``progress`` is told bytes done and bytes in all, and may raise to cancel.

    Raises:
        UserError: what ``opened`` refuses (no ordinary file, empty, larger than the limit of the settings),
            ``blob.changing`` when somebody writes to the file meanwhile.
        RuleError: ``documents.already_here`` when the account has the same content in the same place.
        FieldErrors: for a contract, meeting or complaint that is not the account's.
        NotFoundError: ``account.gone``.

    """
    with workspace.reading() as session:
        limit = document_limit(session)
    name = clean_name(path.name, NAMELESS)
    draft = DocumentDraft(
        name=name,
        kind=kind,
        contract_id=contract_id,
        interaction_id=interaction_id,
        complaint_id=complaint_id,
    )
    with opened(path, limit, progress) as file, workspace.writing("documents.added") as unit:
        if unit.get(Account, account_id) is None:
            raise NotFoundError("account.gone")
        _must_be_new(unit, account_id, file, draft)
        document = Document(
            account_id=account_id,
            on=read_profile(unit).today(unit.now),
            media_type=media_type(name, file.head),
            sha256=file.digest,
            size=file.size,
        )
        refuse([*_foreign(unit, account_id, draft), *_fill(document, draft, on=False)])
        unit.add(document)
        blobs.keep(unit.wire, file.digest, file.size, file.pieces(progress))
        return Outcome(document.id, Area.ACCOUNTS)


def change_document(
    workspace: Workspace, document_id: UUID, draft: DocumentDraft, *, version: int
) -> Outcome[int]:
    """Set what is said of a document and return its new version; its bytes stay.

    Raises:
        FieldErrors: one ``FieldError`` for each field that cannot be as it is.
        ConflictError: ``dossier.changed_meanwhile``.
        NotFoundError: ``documents.gone``.

    """
    with workspace.writing("documents.changed") as unit, unit.no_autoflush:
        document = unit.get(Document, document_id)
        if document is None:
            raise NotFoundError("documents.gone")
        if document.version != version:
            raise ConflictError("dossier.changed_meanwhile")
        faults = [*_foreign(unit, document.account_id, draft)]
        if not draft.name.strip():
            faults.append(FieldError("name", "field.required"))
        refuse([*faults, *_fill(document, draft, on=True)])
        unit.flush()
        return Outcome(document.version, Area.ACCOUNTS)


def _fill(document: Document, draft: DocumentDraft, *, on: bool) -> list[FieldError]:
    names = [field.name for field in _FIELDS if on or field.name != "on"]
    values = {name: getattr(draft, name) for name in names}
    values["name"] = clean_name(draft.name, NAMELESS)
    return fill(document, _FIELDS, values, currency="")


def _must_be_new(unit: UnitOfWork, account_id: UUID, file: SourceFile, draft: DocumentDraft) -> None:
    """The same content twice at one place would be one file shown as two."""
    query = select(Document).where(Document.account_id == account_id, Document.sha256 == file.digest)
    for known in unit.scalars(query):
        if all(getattr(known, name) == getattr(draft, name) for name in _LINKS):
            raise RuleError("documents.already_here", name=known.name)


def _foreign(unit: UnitOfWork, account_id: UUID, draft: DocumentDraft) -> Iterator[FieldError]:
    """Links to records that are gone, or belong to another account."""
    for name, entity in _LINKS.items():
        linked = getattr(draft, name)
        if linked is None:
            continue
        found = unit.get(entity, linked)
        if found is None or getattr(found, "account_id", None) != account_id:
            yield FieldError(name, "documents.not_theirs")
