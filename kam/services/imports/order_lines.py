"""Order lines from rows: known again by the number of the order and of the line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.ids import new_id
from kam.core.vocabulary import SalesSource
from kam.exchange.cells import Bad
from kam.exchange.rows import SalesLineRow
from kam.models import OrderLine
from kam.services.imports.sales import Place, SalesStage, minor_of, thousandths
from kam.services.imports.staging import Staging, Values, differing
from kam.store.journal import chunks

_BATCH: Final = 5_000
_ORDERS_AT_ONCE: Final = 500
_COLUMNS: Final = (
    "id", "order_number", "line_number", "account_id", "unit_id", "product_line_id", "on", "product",
    "quantity", "revenue_minor", "cost_minor", "currency", "is_return",
)  # fmt: skip

Line = tuple[str, int]


def stage_order_lines(session: Session, staging: Staging, rows: Iterable[SalesLineRow]) -> None:
    """Compare the rows with the order lines that are there; what differs is going to be written.

    A line is known again by order and line number. Lines that the file no longer has stay. Where a stored
    line of that number is of another year, the numbers have begun anew: the row is refused, or it would
    overwrite what was sold then.
    """
    stage = SalesStage(session, staging, SalesSource.TOTALS)
    any_stored = session.execute(select(OrderLine.id).limit(1)).first() is not None
    for batch in chunks(rows, _BATCH):
        stored = _stored_lines(session, batch) if any_stored else {}
        for row in batch:
            place = stage.place_of(row)
            if place is None:
                continue
            if _put_line(staging, row, place, stored.get((row.order_number, row.line_number))):
                stage.take(row, place)
    stage.finish()


def _put_line(staging: Staging, row: SalesLineRow, place: Place, stored: Mapping[str, Any] | None) -> bool:
    """Whether the line is taken: made, changed or found unchanged."""
    if stored is not None and stored["on"].year != row.date.year:
        bad = Bad("import.order_of_other_year", {"year": str(stored["on"].year)})
        staging.refuse(row.row, "order_number", row.order_number, bad)
        return False
    known = staging.setting.currency if stored is None else stored["currency"]
    currency = row.currency or known
    values: Values = {
        "account_id": place.account,
        "unit_id": place.unit,
        "product_line_id": place.product_line,
        "on": row.date,
        "product": row.product,
        "quantity": None if row.quantity is None else thousandths(row.quantity),
        "revenue_minor": minor_of(row.revenue, currency),
        "cost_minor": None if row.cost is None else minor_of(row.cost, currency),
        "currency": currency,
        "is_return": row.is_return,
    }
    if stored is None:
        key = {"id": new_id(), "order_number": row.order_number, "line_number": row.line_number}
        staging.changes.make(OrderLine, key | values)
        staging.count(is_new=True, is_changed=False)
        return True
    if "is_return" not in staging.plan.fields:
        del values["is_return"]
    changed = differing(stored, values)
    staging.changes.change(OrderLine, stored["id"], changed)
    staging.count(is_new=False, is_changed=bool(changed))
    return True


def _stored_lines(session: Session, rows: Sequence[SalesLineRow]) -> dict[Line, Mapping[str, Any]]:
    """The lines that are there of the orders in some rows."""
    query = select(*(getattr(OrderLine, name) for name in _COLUMNS))
    found: dict[Line, Mapping[str, Any]] = {}
    for orders in chunks(dict.fromkeys(row.order_number for row in rows), _ORDERS_AT_ONCE):
        for line in session.execute(query.where(OrderLine.order_number.in_(orders))).mappings():
            found[line["order_number"], line["line_number"]] = dict(line)
    return found
