"""How many complaints are open: what stands beside the page's name."""

from __future__ import annotations

from sqlalchemy import func, select

from kam.models import Complaint
from kam.models.complaint import ENDED_STAGES
from kam.store.workspace import Workspace


def open_count(workspace: Workspace) -> int:
    """How many complaints are neither closed nor rejected."""
    with workspace.reading() as session:
        query = select(func.count()).select_from(Complaint).where(Complaint.stage.not_in(ENDED_STAGES))
        return session.scalar(query) or 0
