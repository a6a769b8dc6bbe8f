"""Holdings: an account under its parent, and the whole tree with what it buys (domain.md §2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, select

from kam.analysis.portfolio import head_of_holding
from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError, RuleError
from kam.core.money import Money
from kam.core.vocabulary import AccountStatus, Segment
from kam.models import Account
from kam.services.dossier.holding import is_above
from kam.services.profile import read_profile
from kam.services.standing import Standing, standings
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class HoldingNode:
    """An account of a holding with those below it, the largest first.

    ``revenue_12m`` is its own, ``revenue_whole`` that of everybody from it down.
    """

    id: UUID
    name: str
    status: AccountStatus
    segment: Segment
    depth: int
    revenue_12m: Money
    revenue_whole: Money
    below: tuple[HoldingNode, ...]

    @property
    def everybody(self) -> tuple[HoldingNode, ...]:
        """The node and all below it, each before its own."""
        return (self, *(node for child in self.below for node in child.everybody))


def set_parent(workspace: Workspace, account_id: UUID, parent_id: UUID | None) -> Outcome[None]:
    """Put an account under a parent, or take it out of its holding (None).

    Raises:
        NotFoundError: ``account.gone`` for either.
        RuleError: ``domain.own_parent``, ``dossier.parent_circle`` when the parent belongs to the account.

    """
    with workspace.writing("account.parent_set") as unit:
        account = unit.get(Account, account_id)
        parent = unit.get(Account, parent_id) if parent_id is not None else None
        if account is None or (parent_id is not None and parent is None):
            raise NotFoundError("account.gone")
        if parent is not None and parent.id != account.id and is_above(unit, account.id, parent.id):
            raise RuleError("dossier.parent_circle", name=parent.name)
        account.parent_id = parent_id
        return Outcome(None, Area.ACCOUNTS)


def holding_of(workspace: Workspace, account_id: UUID, *, as_of: datetime) -> HoldingNode:
    """The tree that an account belongs to, from the topmost parent down; alone it is a tree of one.

    Raises:
        NotFoundError: ``account.gone``.

    """
    with workspace.reading() as session:
        judged = standings(workspace, session, read_profile(session).today(as_of))
        rows = session.execute(select(Account.id, Account.name, Account.status, Account.parent_id)).all()
    accounts = {row.id: row for row in rows}
    if account_id not in accounts:
        raise NotFoundError("account.gone")
    parents = {row.id: row.parent_id for row in rows if row.parent_id is not None}
    below: dict[UUID, list[UUID]] = defaultdict(list)
    for child, parent in parents.items():
        below[parent].append(child)
    return _Tree(accounts, below, judged).node(head_of_holding(account_id, parents), 0, frozenset())


class _Tree:
    """Builds the nodes of one holding."""

    def __init__(
        self,
        accounts: Mapping[UUID, Row[UUID, str, AccountStatus, UUID | None]],
        below: Mapping[UUID, Sequence[UUID]],
        judged: Mapping[UUID, Standing],
    ) -> None:
        self._accounts = accounts
        self._below = below
        self._judged = judged

    def node(self, account: UUID, depth: int, above: frozenset[UUID]) -> HoldingNode:
        """An account and what is below it; who stands above already is not repeated."""
        row, standing = self._accounts[account], self._judged[account]
        seen = above | {account}
        children = [
            self.node(child, depth + 1, seen) for child in self._below.get(account, ()) if child not in seen
        ]
        children.sort(key=lambda node: (-node.revenue_whole.minor, node.name, node.id))
        whole = sum((child.revenue_whole for child in children), standing.revenue)
        return HoldingNode(
            account,
            row.name,
            row.status,
            standing.segment,
            depth,
            standing.revenue,
            whole,
            tuple(children),
        )
