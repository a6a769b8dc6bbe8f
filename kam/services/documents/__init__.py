"""Files kept inside the workspace with an account (domain.md §2)."""

from __future__ import annotations

from kam.services.documents.adding import add_document, change_document
from kam.services.documents.listing import list_documents
from kam.services.documents.opening import document_bytes, open_document, save_document_as
from kam.services.documents.removing import delete_documents, sweep_documents
from kam.services.documents.rows import DocumentDraft, DocumentRow, PreviewKind

__all__ = [
    "DocumentDraft",
    "DocumentRow",
    "PreviewKind",
    "add_document",
    "change_document",
    "delete_documents",
    "document_bytes",
    "list_documents",
    "open_document",
    "save_document_as",
    "sweep_documents",
]
