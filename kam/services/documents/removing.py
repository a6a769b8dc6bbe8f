"""Deleting documents, and the bytes that nothing needs any more."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError
from kam.models import Document
from kam.store import blobs
from kam.store.workspace import Workspace


def delete_documents(workspace: Workspace, document_ids: Iterable[UUID]) -> Outcome[int]:
    """Delete documents as one step; how many went. Their bytes stay for the undo.

    Raises:
        NotFoundError: ``documents.gone`` when one of them is not there any more.

    """
    wanted = list(dict.fromkeys(document_ids))
    with workspace.writing("documents.deleted") as unit:
        if any(unit.get(Document, each) is None for each in wanted):
            raise NotFoundError("documents.gone")
        unit.remove(Document, wanted)
        return Outcome(len(wanted), Area.ACCOUNTS)


def sweep_documents(workspace: Workspace) -> int:
    """Remove bytes that neither a record nor the journal names; how many files went.

    What can still be undone is named by the journal, so nothing that may come back is lost.
    """
    with workspace.writer_engine.begin() as connection:
        return blobs.sweep(connection)
