"""Closing with the client (domain.md §8)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from kam.core.changes import Outcome
from kam.services.complaints.drafts import Closing
from kam.store.workspace import Workspace


def closing_draft(workspace: Workspace, complaint_id: UUID, *, as_of: datetime) -> Closing:
    """A closing to begin from: the summary in the client's language, the attitude before, a follow-up."""
    raise NotImplementedError


def close_with_client(workspace: Workspace, complaint_id: UUID, closing: Closing) -> Outcome[None]:
    """Close a complaint as one step: the stage, the summary as a letter, the rating, the planned touch.

    Raises:
        FieldErrors: by the names of the closing's fields, ``follow_up.at``; ``reason`` is asked for where the
            client's word is missing, ``evidence`` where an attitude is written.
        RuleError: ``domain.complaint_ended``.
        NotFoundError: ``complaint.gone``.

    """
    raise NotImplementedError
