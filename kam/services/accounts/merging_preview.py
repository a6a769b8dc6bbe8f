"""What there is to decide before two accounts become one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.errors import NotFoundError, RuleError
from kam.core.periods import Month
from kam.core.vocabulary import SalesSource
from kam.models import Account, SalesFact, Stakeholder
from kam.services.accounts.merging_fields import FieldChoice, field_choices, filled_fields
from kam.services.accounts.merging_moves import count_references
from kam.services.accounts.merging_twins import TWIN_KINDS, twins
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What a merge would do, before anything is written.

    ``choices`` ask for a decision, ``filled`` come from the other account without one. ``moves`` counts by
    table what goes over, ``twins`` what both have for the same thing. ``people_at_both`` become one place
    each. In ``hidden_months`` one account has orders and the other totals only: there the totals will not
    count any more (domain.md §6). The account's own amounts come with its currency.
    """

    keep: UUID
    other: UUID
    choices: tuple[FieldChoice, ...]
    filled: tuple[str, ...]
    moves: Mapping[str, int]
    twins: Mapping[str, int]
    people_at_both: int
    hidden_months: tuple[Month, ...]
    keep_currency: str
    other_currency: str

    @property
    def currencies_differ(self) -> bool:
        """Whether the two count in different currencies."""
        return self.keep_currency != self.other_currency


def preview_merge(workspace: Workspace, keep_id: UUID, other_id: UUID) -> MergePreview:
    """What there is to decide before two accounts become one.

    Raises:
        NotFoundError: ``account.gone``.
        RuleError: ``account.merge_with_itself``.

    """
    with workspace.reading() as session:
        keep, other = both_accounts(session, keep_id, other_id)
        double = {
            str(kind.__tablename__): len(twins(session, kind, keep_id, other_id)) for kind in TWIN_KINDS
        }
        return MergePreview(
            keep=keep_id,
            other=other_id,
            choices=field_choices(keep, other),
            filled=filled_fields(keep, other),
            moves=count_references(session, other_id),
            twins={table: count for table, count in double.items() if count},
            people_at_both=len(places_at_both(session, keep_id, other_id)),
            hidden_months=_hidden_months(session, keep_id, other_id),
            keep_currency=keep.currency,
            other_currency=other.currency,
        )


def both_accounts(session: Session, keep_id: UUID, other_id: UUID) -> tuple[Account, Account]:
    """The account that stays and the one that goes; raises as ``preview_merge``."""
    keep, other = session.get(Account, keep_id), session.get(Account, other_id)
    if keep is None or other is None:
        raise NotFoundError("account.gone")
    if keep is other:
        raise RuleError("account.merge_with_itself")
    return keep, other


def places_at_both(session: Session, keep_id: UUID, other_id: UUID) -> list[tuple[UUID, UUID]]:
    """The places of people who are at both accounts now: the kept account's, and the other's."""
    rows = session.execute(
        select(Stakeholder.person_id, Stakeholder.account_id, Stakeholder.id)
        .where(
            Stakeholder.account_id.in_([keep_id, other_id]),
            Stakeholder.person_id.is_not(None),
            Stakeholder.left_on.is_(None),
        )
        .order_by(Stakeholder.id)
    ).all()
    mine: dict[UUID | None, UUID] = {}
    for row in rows:
        if row.account_id == keep_id:
            mine.setdefault(row.person_id, row.id)
    return [
        (mine[row.person_id], row.id) for row in rows if row.account_id == other_id and row.person_id in mine
    ]


def _hidden_months(session: Session, keep_id: UUID, other_id: UUID) -> tuple[Month, ...]:
    """The months of which one account has orders and the other totals."""
    facts = select(SalesFact.month, SalesFact.source).distinct()
    sources: list[dict[Month, SalesSource]] = [
        dict(iter(session.execute(facts.where(SalesFact.account_id == account))))
        for account in (keep_id, other_id)
    ]
    mine, theirs = sources
    return tuple(sorted(month for month, source in mine.items() if theirs.get(month, source) is not source))
