"""Going from stage to stage: what each asks for (domain.md §8)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from kam.core.changes import Outcome
from kam.core.vocabulary import ComplaintStage
from kam.services.complaints.drafts import StageMove
from kam.services.complaints.rows import NextStage
from kam.store.workspace import Workspace


def next_stages(workspace: Workspace, complaint_id: UUID) -> tuple[NextStage, ...]:
    """The stages it can go to now and what each asks for, in the order of a complaint's life."""
    raise NotImplementedError


def move_to_stage(workspace: Workspace, complaint_id: UUID, move: StageMove) -> Outcome[None]:
    """Go to another stage as one step, with what the stage asks for.

    Closing has a form of its own: ``closing.close_with_client``.

    Raises:
        FieldErrors: by the names of the move's fields; ``field.required`` where the stage needs one.
        RuleError: ``domain.complaint_ended``, ``domain.complaint_open``, ``complaint.no_such_move``.
        NotFoundError: ``complaint.gone``.

    """
    raise NotImplementedError


def reject(
    workspace: Workspace, complaint_id: UUID, reason: str, *, at: datetime | None = None
) -> Outcome[None]:
    """Reject a complaint with its reason: all clocks stop."""
    raise NotImplementedError


def reopen(
    workspace: Workspace, complaint_id: UUID, reason: str, *, at: datetime | None = None
) -> Outcome[None]:
    """Open a complaint again: a new resolution clock starts."""
    raise NotImplementedError


STAGES = tuple(ComplaintStage)
