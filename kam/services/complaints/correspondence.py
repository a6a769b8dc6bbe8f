"""Letters, calls and files of a complaint, and texts ready to send in the client's language."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from kam.core.changes import Outcome
from kam.services.capturing.rows import CaptureFile
from kam.services.complaints.drafts import AnswerDraft
from kam.services.complaints.rows import LetterRow
from kam.store.workspace import Workspace


def link_interaction(workspace: Workspace, complaint_id: UUID, interaction_id: UUID) -> Outcome[None]:
    """A contact of the client belongs to the complaint.

    Raises:
        RuleError: ``complaint.contact_elsewhere`` for a contact of another client.
        NotFoundError: ``complaint.gone``, ``complaint.contact_gone``.

    """
    raise NotImplementedError


def unlink_interaction(workspace: Workspace, interaction_id: UUID) -> Outcome[None]:
    """It does not belong to a complaint after all."""
    raise NotImplementedError


def linkable(workspace: Workspace, complaint_id: UUID, *, limit: int = 50) -> list[LetterRow]:
    """Contacts of the client that belong to no complaint, the latest first."""
    raise NotImplementedError


def record_answer(workspace: Workspace, complaint_id: UUID, draft: AnswerDraft) -> Outcome[UUID]:
    """Keep what was told to the client as a contact; an answer of substance stops the second clock.

    Raises:
        FieldErrors: ``text``, ``at``, ``to``.
        NotFoundError: ``complaint.gone``.

    """
    raise NotImplementedError


def attach(workspace: Workspace, complaint_id: UUID, files: Sequence[CaptureFile]) -> Outcome[None]:
    """Keep files as documents of the complaint, as one step.

    Raises:
        FieldErrors: ``files.N``.
        NotFoundError: ``complaint.gone``.

    """
    raise NotImplementedError


def acknowledgement_text(
    workspace: Workspace, complaint_id: UUID, *, language: str | None = None
) -> tuple[str, str]:
    """Subject and text that acknowledge a complaint, in the client's language unless another is asked for."""
    raise NotImplementedError


def answer_text(workspace: Workspace, complaint_id: UUID, *, language: str | None = None) -> tuple[str, str]:
    """Subject and text of an answer of substance to begin from; nothing internal is in it."""
    raise NotImplementedError


def summary_text(workspace: Workspace, complaint_id: UUID, *, language: str | None = None) -> tuple[str, str]:
    """Subject and text of the summary that closes a complaint."""
    raise NotImplementedError
