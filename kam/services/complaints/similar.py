"""Complaints that resemble each other: by text, product line and client."""

from __future__ import annotations

from uuid import UUID

from kam.services.complaints.rows import SimilarRow
from kam.store.workspace import Workspace


def similar_complaints(workspace: Workspace, complaint_id: UUID, *, limit: int = 10) -> list[SimilarRow]:
    """What resembles a complaint, the most alike first."""
    raise NotImplementedError


def similar_to(
    workspace: Workspace,
    text: str,
    *,
    account_id: UUID | None = None,
    product_line_id: UUID | None = None,
    limit: int = 5,
) -> list[SimilarRow]:
    """What resembles a text while it is typed: "this was complained of before"."""
    raise NotImplementedError
