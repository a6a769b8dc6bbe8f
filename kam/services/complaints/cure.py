"""The cure: whys of both branches, is and is-not, measures."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from kam.core.changes import Outcome
from kam.core.vocabulary import WhyBranch
from kam.services.complaints.drafts import ActionDraft, IsIsNotDraft, WhyDraft
from kam.store.workspace import Workspace


def set_whys(
    workspace: Workspace, complaint_id: UUID, branch: WhyBranch, whys: Sequence[WhyDraft]
) -> Outcome[None]:
    """The whys of one branch, in order, ten at most; lines keep their identity.

    Raises:
        FieldErrors: ``whys.N.answer``, ``whys.N.question``, ``whys``.
        NotFoundError: ``complaint.gone``.

    """
    raise NotImplementedError


def set_is_is_not(workspace: Workspace, complaint_id: UUID, lines: Sequence[IsIsNotDraft]) -> Outcome[None]:
    """What the problem is and what it is not, in order.

    Raises:
        FieldErrors: ``lines.N.question`` and the others.
        NotFoundError: ``complaint.gone``.

    """
    raise NotImplementedError


def add_action(workspace: Workspace, complaint_id: UUID, draft: ActionDraft) -> Outcome[UUID]:
    """A measure becomes a commitment of the ledger; it is kept, moved and handed over there.

    Raises:
        FieldErrors: as ``commitments.editing.add_commitment``.
        NotFoundError: ``complaint.gone``.

    """
    raise NotImplementedError
