"""The closed promises: found by the same conditions, the latest closed first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from kam.core.text import fold
from kam.core.vocabulary import CommitmentStatus, Side
from kam.models import Account, Commitment, CommitmentShift
from kam.services.commitments.facts import of_ids, read_rows
from kam.services.commitments.query import PromiseQuery
from kam.services.commitments.rows import PromiseRow
from kam.services.lists.shared import account_names, colleague_names, stakeholder_names
from kam.services.profile import Profile, read_profile
from kam.store.workspace import Workspace

MOST: Final = 500


@dataclass(frozen=True, slots=True)
class ClosedPage:
    """The latest closed of those that fit, and how many fit in all."""

    rows: tuple[PromiseRow, ...]
    in_all: int


def read_closed(
    workspace: Workspace, query: PromiseQuery, *, as_of: datetime, most: int = MOST
) -> ClosedPage:
    """The closed promises that fit, the latest closed first, at most so many."""
    with workspace.reading() as session:
        profile = read_profile(session)
        found = session.execute(_asked(query, profile)).all()
        if query.text:
            found = _with_text(session, found, query.text)
        ids = [row.id for row in found[:most]]
        at = as_of.astimezone(profile.zone)
        rows = {row.id: row for which in of_ids(ids) for row in read_rows(session, which, at, profile.zone)}
    return ClosedPage(tuple(rows[each] for each in ids), len(found))


def _asked(query: PromiseQuery, profile: Profile) -> Any:
    of = Commitment
    asked = select(of.id).where(of.status != CommitmentStatus.OPEN, *_conditions(query, profile))
    if query.text:
        asked = asked.add_columns(of.text, of.account_id, of.owner_colleague_id, of.owner_stakeholder_id)
    return asked.order_by(of.closed_on.desc(), of.id.desc())


def _conditions(query: PromiseQuery, profile: Profile) -> Iterable[ColumnElement[bool]]:
    of = Commitment
    if query.promised:
        yield of.promised_to_client.is_(True)
    if query.shifted:
        yield select(CommitmentShift.id).where(CommitmentShift.commitment_id == of.id).exists()
    for column, values in (
        (of.status, query.statuses),
        (of.kind, query.kinds),
        (of.side, query.sides),
        (of.account_id, query.accounts),
        (of.owner_stakeholder_id, query.people),
    ):
        if values:
            yield column.in_(values)
    if query.mine:
        yield of.account_id.in_(select(Account.id).where(Account.owner_id == profile.me))
    if query.owners:
        led = of.account_id.in_(select(Account.id).where(Account.owner_id.in_(query.owners)))
        answers = of.owner_colleague_id.in_(query.owners)
        yield ((of.side == Side.OURS) & answers) | ((of.side == Side.THEIRS) & led)


def _with_text(session: Session, rows: Iterable[Any], text: str) -> list[Any]:
    accounts, ours, theirs = account_names(session), colleague_names(session), stakeholder_names(session)
    wanted = fold(text).split()

    def where(row: Any) -> str:
        owner: UUID | None = row.owner_colleague_id or row.owner_stakeholder_id
        name = "" if owner is None else ours.get(owner) or theirs.get(owner, "")
        return fold(f"{row.text} {accounts[row.account_id]} {name}")

    return [row for row in rows if all(word in where(row) for word in wanted)]
