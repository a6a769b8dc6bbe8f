"""Documents as rows: plain data, safe on any thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from kam.core.vocabulary import DocumentKind


class PreviewKind(Enum):
    """How a document can be shown without another program."""

    PDF = "pdf"
    IMAGE = "image"


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A file kept with an account. ``size`` in bytes; ``added_at`` is UTC, ``added_by`` one of us.

    ``risky``: opening it may run a program, so one asks first. ``preview`` is None where kam cannot show it.
    """

    id: UUID
    version: int
    account_id: UUID
    account: str
    name: str
    kind: DocumentKind
    on: date | None
    tags: tuple[str, ...]
    media_type: str
    size: int
    sha256: str
    contract_id: UUID | None
    contract: str | None
    interaction_id: UUID | None
    complaint_id: UUID | None
    added_at: datetime
    added_by: str | None
    preview: PreviewKind | None
    risky: bool


@dataclass(frozen=True, slots=True)
class DocumentDraft:
    """What may be changed of a document: everything but its bytes."""

    name: str
    kind: DocumentKind = DocumentKind.OTHER
    on: date | None = None
    tags: tuple[str, ...] = ()
    contract_id: UUID | None = None
    interaction_id: UUID | None = None
    complaint_id: UUID | None = None
