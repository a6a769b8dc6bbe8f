"""Complaints that resemble each other: by text, product line and client."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.vocabulary import FoundKind
from kam.models import Account, Complaint
from kam.services.complaints.records import complaint_of
from kam.services.complaints.rows import SimilarRow
from kam.services.profile import read_profile
from kam.store.search_similar import resembling
from kam.store.workspace import Workspace

_TEXT, _LINE, _CLIENT = 0.6, 0.2, 0.2
"""What likeness of the text, the same product line and the same client add to a score of 1."""
_LEAST: Final = 0.18
_LEAST_TEXT: Final = 0.15
"""A share of common words below this is chance."""
_CANDIDATES: Final = 100


def similar_complaints(workspace: Workspace, complaint_id: UUID, *, limit: int = 10) -> list[SimilarRow]:
    """What resembles a complaint, the most alike first; raises NotFoundError ``complaint.gone``."""
    with workspace.reading() as session:
        return similar_of(session, complaint_of(session, complaint_id), limit)


def similar_of(session: Session, complaint: Complaint, limit: int) -> list[SimilarRow]:
    """The same, in a reading."""
    text = " ".join(part for part in (complaint.summary, complaint.description) if part)
    return _similar(session, text, complaint.account_id, complaint.product_line_id, limit, but=complaint.id)


def similar_to(
    workspace: Workspace,
    text: str,
    *,
    account_id: UUID | None = None,
    product_line_id: UUID | None = None,
    limit: int = 5,
) -> list[SimilarRow]:
    """What resembles a text while it is typed: "this was complained of before"."""
    with workspace.reading() as session:
        return _similar(session, text, account_id, product_line_id, limit)


def _similar(
    session: Session,
    text: str,
    account_id: UUID | None,
    line_id: UUID | None,
    limit: int,
    *,
    but: UUID | None = None,
) -> list[SimilarRow]:
    connection = session.connection()
    shares = dict(resembling(connection, text, FoundKind.COMPLAINT.value, limit=_CANDIDATES))
    wanted = set(shares)
    if account_id is not None and line_id is not None:
        both = (
            select(Complaint.id)
            .where(Complaint.account_id == account_id, Complaint.product_line_id == line_id)
            .order_by(Complaint.received_at.desc())
            .limit(_CANDIDATES)
        )
        wanted.update(session.scalars(both))
    wanted.discard(but)
    zone = read_profile(session).zone
    query = select(Complaint, Account.name).join(Account).where(Complaint.id.in_(wanted))
    found = []
    for each, account in session.execute(query):
        share = shares.get(each.id, 0.0)
        by_text = share >= _LEAST_TEXT
        same_client, same_line = each.account_id == account_id, each.product_line_id == line_id is not None
        score = _TEXT * share * by_text + _LINE * same_line + _CLIENT * same_client
        if score < _LEAST or not (by_text or (same_client and same_line)):
            continue
        row = SimilarRow(
            id=each.id,
            account_id=each.account_id,
            account=account,
            number=each.number,
            summary=each.summary,
            kind=each.kind,
            stage=each.stage,
            received_on=each.received_at.astimezone(zone).date(),
            root_cause=each.root_cause or "",
            score=score,
            by_text=by_text,
            same_client=same_client,
            same_line=same_line,
        )
        found.append(row)
    found.sort(key=lambda row: (-row.score, -row.received_on.toordinal(), row.number))
    return found[:limit]
