"""Registering a complaint in under a minute (domain.md §8)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

from kam.core.changes import Outcome
from kam.services.complaints.drafts import ComplaintDraft
from kam.services.complaints.rows import ComplaintChoices
from kam.store.workspace import Workspace


def read_choices(workspace: Workspace, account_id: UUID | None, *, as_of: datetime) -> ComplaintChoices:
    """What can be chosen in the forms of a complaint of an account."""
    raise NotImplementedError


def next_number(workspace: Workspace, *, at: datetime) -> str:
    """The number the next complaint received then would get."""
    raise NotImplementedError


def register(workspace: Workspace, draft: ComplaintDraft) -> Outcome[UUID]:
    """Register a complaint as one step.

    Raises:
        FieldErrors: by the names of the draft's fields.
        NotFoundError: ``account.gone``.

    """
    raise NotImplementedError


def from_letter(workspace: Workspace, path: Path) -> ComplaintDraft:
    """A draft filled from an ``.eml`` file: client and sender by the address, text, moment, attachments.

    Raises:
        UserError: ``letter.not_a_letter``, ``letter.too_large``; RuleError ``complaint.letter_registered``.

    """
    raise NotImplementedError


def from_interaction(workspace: Workspace, interaction_id: UUID) -> ComplaintDraft:
    """A draft filled from a captured contact; raises NotFoundError ``complaint.contact_gone``."""
    raise NotImplementedError
