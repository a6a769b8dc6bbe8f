"""How large a document may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from kam.core.changes import Area, Outcome
from kam.core.field_errors import refuse
from kam.services.stored_settings import out_of_range, put_group, read_group
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

_NAME: Final = "documents"
_MEGABYTE: Final = 2**20
_LARGEST: Final = 1000


@dataclass(frozen=True, slots=True)
class DocumentSettings:
    """A document may have 50 megabytes; the workspace is one file that is backed up whole."""

    limit_mb: int = 50


def document_limit(session: Session) -> int:
    """How many bytes a document may have."""
    return read_group(session, _NAME, DocumentSettings()).limit_mb * _MEGABYTE


def read_document_settings(workspace: Workspace) -> DocumentSettings:
    """The settings in force."""
    with workspace.reading() as session:
        return read_group(session, _NAME, DocumentSettings())


def save_document_settings(workspace: Workspace, new: DocumentSettings) -> Outcome[None]:
    """Set them as one step; raises FieldErrors. What is larger already stays."""
    with workspace.writing("settings.documents_changed") as unit:
        return Outcome(None, put_document_settings(unit, new))


def put_document_settings(unit: UnitOfWork, new: DocumentSettings) -> Area:
    """Set them within a step; raises as ``save_document_settings``."""
    refuse(out_of_range("limit_mb", new.limit_mb, 1, _LARGEST))
    put_group(unit, _NAME, DocumentSettings(), {"limit_mb": new.limit_mb})
    return Area.SETTINGS
