"""Sales by account, month and product line (domain.md §6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from kam.core.money import Money
from kam.core.periods import Month
from kam.core.vocabulary import SalesSource
from kam.models import BusinessUnit, ProductLine, SalesFact
from kam.models.sales import NO_ID
from kam.services.lists.shared import account_names
from kam.services.profile import read_profile
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SalesRow:
    """Sales of a month; cost is None where any part of it is unknown."""

    id: str
    account_id: UUID
    account: str
    month: Month
    product_line: str | None
    unit: str | None
    source: SalesSource
    quantity: Decimal | None
    revenue: Money
    cost: Money | None


def list_sales(
    workspace: Workspace, *, account_id: UUID | None = None, as_of: datetime | None = None
) -> list[SalesRow]:
    """All sales facts, or those of months that had begun by a moment, by account, month and product line.

    A fact has no identity of its own: ``id`` names account, month, product line and unit.
    """
    with workspace.reading() as session:
        names = account_names(session)
        lines = {row.id: row.name for row in session.execute(select(ProductLine.id, ProductLine.name))}
        units = {row.id: row.name for row in session.execute(select(BusinessUnit.id, BusinessUnit.name))}
        query = select(SalesFact).order_by(SalesFact.account_id, SalesFact.month)
        if account_id is not None:
            query = query.where(SalesFact.account_id == account_id)
        if as_of is not None:
            query = query.where(SalesFact.month <= Month.of(read_profile(session).today(as_of)))
        rows = [
            SalesRow(
                id=_key(fact),
                account_id=fact.account_id,
                account=names[fact.account_id],
                month=fact.month,
                product_line=lines.get(fact.product_line_id),
                unit=units.get(fact.unit_id),
                source=fact.source,
                quantity=fact.quantity,
                revenue=Money(fact.revenue_minor, fact.currency),
                cost=None if fact.cost_minor is None else Money(fact.cost_minor, fact.currency),
            )
            for fact in session.scalars(query)
        ]
    return sorted(rows, key=lambda row: (row.account, row.month, row.product_line or "", row.id))


def _key(fact: SalesFact) -> str:
    parts = [str(fact.account_id), str(fact.month)]
    parts += [str(part) for part in (fact.product_line_id, fact.unit_id) if part != NO_ID]
    return ":".join([*parts, fact.currency])
