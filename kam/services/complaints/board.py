"""The board and the table of complaints (ui.md, Complaints)."""

from __future__ import annotations

from datetime import datetime

from kam.services.complaints.query import ComplaintQuery
from kam.services.complaints.rows import Board, ComplaintTable
from kam.store.workspace import Workspace


def read_board(workspace: Workspace, query: ComplaintQuery, *, as_of: datetime) -> Board:
    """Every stage with its complaints, as they stand at a moment."""
    raise NotImplementedError


def read_table(
    workspace: Workspace,
    query: ComplaintQuery,
    *,
    as_of: datetime,
    limit: int | None = None,
    offset: int = 0,
) -> ComplaintTable:
    """The complaints of a query in its order; of an ended one there is no clock."""
    raise NotImplementedError
