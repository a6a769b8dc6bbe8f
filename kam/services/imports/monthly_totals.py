"""Monthly totals from rows: those of one account, month, product line and unit add up to one record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.ids import new_id
from kam.core.periods import Month
from kam.core.vocabulary import SalesSource
from kam.exchange.cells import Bad
from kam.exchange.rows import SalesTotalRow
from kam.models import MonthlySales
from kam.models.sales import NO_ID
from kam.services.imports.sales import SalesStage, minor_of, thousandths
from kam.services.imports.staging import Staging, Values, differing
from kam.store.journal import chunks

_ACCOUNTS_AT_ONCE: Final = 500
_COLUMNS: Final = (
    "id", "account_id", "month", "product_line_key", "unit_key", "quantity", "revenue_minor", "cost_minor",
    "currency",
)  # fmt: skip

Key = tuple[UUID, Month, UUID, UUID]


@dataclass(slots=True)
class _Total:
    """What the rows of one record add up to. The cost is unknown as soon as one part of it is."""

    first_row: int
    currency: str | None
    revenue: Decimal
    quantity: Decimal | None
    cost: Decimal | None

    def add(self, row: SalesTotalRow) -> None:
        """One row more."""
        self.revenue += row.revenue
        if row.quantity is not None:
            self.quantity = row.quantity + (self.quantity or 0)
        self.cost = None if row.cost is None or self.cost is None else self.cost + row.cost


def stage_monthly_totals(session: Session, staging: Staging, rows: Iterable[SalesTotalRow]) -> None:
    """Add the rows up and compare them with the totals that are there; what differs is going to be written.

    A total of the file takes the place of the stored one, it is never added to it. Totals of other months
    and product lines stay.
    """
    stage = SalesStage(session, staging, SalesSource.ORDERS)
    totals = _add_up(staging, stage, rows)
    stored = _stored_totals(session, totals)
    for key, total in totals.items():
        _put_total(staging, key, total, stored.get(key))
    stage.finish()


def _add_up(staging: Staging, stage: SalesStage, rows: Iterable[SalesTotalRow]) -> dict[Key, _Total]:
    totals: dict[Key, _Total] = {}
    for row in rows:
        place = stage.place_of(row)
        if place is None:
            continue
        key = (place.account, row.month, place.product_line or NO_ID, place.unit or NO_ID)
        total = totals.get(key)
        if total is None:
            totals[key] = _Total(row.row, row.currency, row.revenue, row.quantity, row.cost)
        elif total.currency == row.currency:
            total.add(row)
        else:
            details = {"first": total.first_row, "currency": total.currency or staging.setting.currency}
            staging.refuse(row.row, "currency", row.currency or "", Bad("import.two_currencies", details))
            continue
        stage.take(row, place)
    return totals


def _put_total(staging: Staging, key: Key, total: _Total, stored: Mapping[str, Any] | None) -> None:
    account, month, line, unit = key
    known = staging.setting.currency if stored is None else stored["currency"]
    currency = total.currency or known
    values: Values = {
        "quantity": None if total.quantity is None else thousandths(total.quantity),
        "revenue_minor": minor_of(total.revenue, currency),
        "cost_minor": None if total.cost is None else minor_of(total.cost, currency),
        "currency": currency,
    }
    if stored is None:
        staging.changes.make(
            MonthlySales,
            {
                "id": new_id(),
                "account_id": account,
                "month": month,
                "product_line_id": None if line == NO_ID else line,
                "product_line_key": line,
                "unit_id": None if unit == NO_ID else unit,
                "unit_key": unit,
                **values,
            },
        )
        staging.count(is_new=True, is_changed=False)
        return
    if not _brings_revenue(staging):
        del values["revenue_minor"]
    changed = differing(stored, values)
    staging.changes.change(MonthlySales, stored["id"], changed)
    staging.count(is_new=False, is_changed=bool(changed))


def _brings_revenue(staging: Staging) -> bool:
    """Whether revenue is in the file: columns of months may hold quantities alone."""
    plan = staging.plan
    return not plan.months or plan.month_field == "revenue" or "revenue" in plan.fields


def _stored_totals(session: Session, keys: Iterable[Key]) -> dict[Key, Mapping[str, Any]]:
    """The totals that are there of the accounts and between the first and the last month of some keys."""
    wanted = list(keys)
    if not wanted:
        return {}
    first, last = min(key[1] for key in wanted), max(key[1] for key in wanted)
    query = select(*(getattr(MonthlySales, name) for name in _COLUMNS))
    found: dict[Key, Mapping[str, Any]] = {}
    for accounts in chunks({key[0]: None for key in wanted}, _ACCOUNTS_AT_ONCE):
        these = query.where(MonthlySales.account_id.in_(accounts), MonthlySales.month.between(first, last))
        for row in session.execute(these).mappings():
            key = (row["account_id"], row["month"], row["product_line_key"], row["unit_key"])
            found[key] = dict(row)
    return found
