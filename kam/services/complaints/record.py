"""Everything about one complaint."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from kam.services.complaints.rows import ComplaintRecord
from kam.store.workspace import Workspace


def read_record(workspace: Workspace, complaint_id: UUID, *, as_of: datetime) -> ComplaintRecord:
    """The record as it stands at a moment; raises NotFoundError ``complaint.gone``."""
    raise NotImplementedError


def find_by_number(workspace: Workspace, number: str) -> UUID | None:
    """The complaint of a number, however it is written; None where there is none."""
    raise NotImplementedError
