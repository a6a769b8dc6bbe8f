"""The ledger of promises (domain.md §5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from kam.core.vocabulary import CommitmentStatus, Side
from kam.models import Commitment
from kam.services.lists.hindsight import PromiseThen, promises_then
from kam.services.lists.shared import account_names, colleague_names, stakeholder_names
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """One promise. ``owner`` is our colleague or their stakeholder; ``late`` is derived."""

    id: UUID
    account_id: UUID
    account: str
    text: str
    side: Side
    status: CommitmentStatus
    owner: str | None
    made_on: date
    due_on: date | None
    first_due_on: date | None
    closed_on: date | None
    promised_to_client: bool
    late: bool


def list_commitments(
    workspace: Workspace, *, today: date, account_id: UUID | None = None, as_it_stood: bool = False
) -> list[CommitmentRow]:
    """Every promise of both sides: the open ones first by due date, then the closed ones, latest first.

    ``as_it_stood`` on a day in the past leaves out what was made, closed or moved after it.
    """
    with workspace.reading() as session:
        accounts, ours = account_names(session), colleague_names(session)
        theirs = stakeholder_names(session)
        query = select(Commitment)
        if account_id is not None:
            query = query.where(Commitment.account_id == account_id)
        commitments = session.scalars(query).all()
        if as_it_stood:
            standing = promises_then(session, commitments, today, account_id)
        else:
            standing = {one.id: PromiseThen(one.status, one.due_on, one.closed_on) for one in commitments}
    rows = [
        CommitmentRow(
            id=each.id,
            account_id=each.account_id,
            account=accounts[each.account_id],
            text=each.text,
            side=each.side,
            status=then.status,
            owner=_owner(each, ours, theirs),
            made_on=each.made_on,
            due_on=then.due_on,
            first_due_on=each.first_due_on,
            closed_on=then.closed_on,
            promised_to_client=each.promised_to_client,
            late=then.is_late(today),
        )
        for each in commitments
        if (then := standing.get(each.id)) is not None
    ]
    return sorted(rows, key=_order)


def _owner(commitment: Commitment, ours: dict[UUID, str], theirs: dict[UUID, str]) -> str | None:
    if commitment.owner_colleague_id is not None:
        return ours.get(commitment.owner_colleague_id)
    if commitment.owner_stakeholder_id is not None:
        return theirs.get(commitment.owner_stakeholder_id)
    return None


def _order(row: CommitmentRow) -> tuple[bool, int, str, UUID]:
    closed = row.status is not CommitmentStatus.OPEN
    day = row.closed_on if closed else row.due_on
    number = (day or date.max).toordinal()
    return closed, -number if closed else number, row.account, row.id
