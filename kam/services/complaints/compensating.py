"""What makes good, and who approved its cost."""

from __future__ import annotations

from uuid import UUID

from kam.core.changes import Outcome
from kam.services.complaints.drafts import CompensationDraft
from kam.store.workspace import Workspace


def add_compensation(workspace: Workspace, complaint_id: UUID, draft: CompensationDraft) -> Outcome[UUID]:
    """Write a compensation down.

    Raises:
        FieldErrors: by the names of the draft's fields.
        NotFoundError: ``complaint.gone``.

    """
    raise NotImplementedError


def change_compensation(
    workspace: Workspace, compensation_id: UUID, draft: CompensationDraft, *, version: int
) -> Outcome[None]:
    """Mend a compensation; an approved one whose sum changes waits for approval anew."""
    raise NotImplementedError


def approve_compensation(
    workspace: Workspace, compensation_id: UUID, *, by_id: UUID | None = None
) -> Outcome[None]:
    """Somebody of us (me unless said) approves the cost today."""
    raise NotImplementedError


def remove_compensation(workspace: Workspace, compensation_id: UUID) -> Outcome[None]:
    """Take a compensation out."""
    raise NotImplementedError
