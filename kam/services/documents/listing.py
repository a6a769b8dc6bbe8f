"""The documents of an account, or of all."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from kam.core.file_names import is_risky
from kam.core.text import sort_key
from kam.models import Account, Change, Colleague, Contract, Document, Step
from kam.services.documents.media import UNKNOWN, preview_of
from kam.services.documents.rows import DocumentRow
from kam.services.forms import parted
from kam.store.workspace import Workspace


def list_documents(workspace: Workspace, account_id: UUID | None = None) -> list[DocumentRow]:
    """The documents of an account (None: of all), the latest date first; of one date by name."""
    with workspace.reading() as session:
        where = () if account_id is None else (Document.account_id == account_id,)
        return documents_where(session, *where)


def documents_where(session: Session, *where: ColumnElement[bool]) -> list[DocumentRow]:
    """The documents that fit, in the same order, within a reading."""
    query = (
        select(Document, Account.name, Contract.number, Contract.subject)
        .join(Account, Account.id == Document.account_id)
        .outerjoin(Contract, Contract.id == Document.contract_id)
        .where(*where)
    )
    keepers = _keepers(session, *where)
    rows = [
        _row(document, account, number or subject, keepers.get(document.id))
        for document, account, number, subject in session.execute(query)
    ]
    rows.sort(key=lambda row: (sort_key(row.name), row.id))
    return sorted(rows, key=lambda row: row.on or date.min, reverse=True)


def _keepers(session: Session, *where: ColumnElement[bool]) -> dict[UUID, str]:
    """Who of us kept each document first, as the journal knows it."""
    query = (
        select(Change.record_id, Colleague.name)
        .join(Document, Document.id == Change.record_id)
        .join(Step, Step.seq == Change.step_seq)
        .join(Colleague, Colleague.id == Step.by_id)
        .where(Change.kind == "created", *where)
        .order_by(Change.step_seq.desc())
    )
    return {row.record_id: row.name for row in session.execute(query)}


def _row(one: Document, account: str, contract: str | None, keeper: str | None) -> DocumentRow:
    return DocumentRow(
        id=one.id,
        version=one.version,
        account_id=one.account_id,
        account=account,
        name=one.name,
        kind=one.kind,
        on=one.on,
        tags=parted(one.tags),
        media_type=one.media_type or UNKNOWN,
        size=one.size,
        sha256=one.sha256.hex(),
        contract_id=one.contract_id,
        contract=contract,
        interaction_id=one.interaction_id,
        complaint_id=one.complaint_id,
        added_at=_made_at(one.id),
        added_by=keeper,
        preview=preview_of(one.media_type),
        risky=is_risky(one.name),
    )


def _made_at(identity: UUID) -> datetime:
    """The moment that a UUIDv7 begins with: milliseconds since 1970."""
    return datetime.fromtimestamp((identity.int >> 80) / 1000, UTC)
