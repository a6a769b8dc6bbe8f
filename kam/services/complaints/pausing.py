"""The clocks stand still while the client owes an answer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from kam.core.changes import Outcome
from kam.store.workspace import Workspace


def pause(
    workspace: Workspace, complaint_id: UUID, reason: str, *, since: datetime | None = None
) -> Outcome[UUID]:
    """Stop the clocks: the client owes an answer, the reason says which.

    Raises:
        FieldErrors: ``reason``, ``since``.
        RuleError: ``complaint.paused_already``, ``domain.complaint_ended``.
        NotFoundError: ``complaint.gone``.

    """
    raise NotImplementedError


def resume(workspace: Workspace, complaint_id: UUID, *, until: datetime | None = None) -> Outcome[None]:
    """The client answered: the clocks run on.

    Raises:
        FieldErrors: ``until``.
        RuleError: ``complaint.not_paused``.
        NotFoundError: ``complaint.gone``.

    """
    raise NotImplementedError
