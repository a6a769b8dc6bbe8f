"""Mending what was written down of a complaint."""

from __future__ import annotations

from uuid import UUID

from kam.core.changes import Outcome
from kam.core.vocabulary import Channel, Severity
from kam.services.complaints.drafts import ComplaintChanges
from kam.store.workspace import Workspace


def edit(
    workspace: Workspace, complaint_id: UUID, changes: ComplaintChanges, *, version: int
) -> Outcome[int]:
    """Mend fields of a complaint; its new version.

    Raises:
        FieldErrors: by the names of the fields.
        ConflictError: ``dossier.changed_meanwhile``.
        NotFoundError: ``complaint.gone``.

    """
    raise NotImplementedError


def reclassify(
    workspace: Workspace,
    complaint_id: UUID,
    *,
    channel: Channel | None = None,
    severity: Severity | None = None,
    note: str = "",
) -> Outcome[None]:
    """Correct channel or severity; open clocks count by the new ones from receipt on.

    Raises:
        FieldErrors: ``note``.
        RuleError: ``domain.complaint_ended``.
        NotFoundError: ``complaint.gone``.

    """
    raise NotImplementedError


def delete_complaint(workspace: Workspace, complaint_id: UUID) -> Outcome[None]:
    """Delete a complaint that was written down by mistake; letters, promises and documents stay."""
    raise NotImplementedError
