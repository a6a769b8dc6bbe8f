"""Targets from rows: one for an account, month, measure and product line (or none)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.ids import new_id
from kam.core.periods import Month
from kam.core.vocabulary import TargetMeasure
from kam.exchange.cells import Bad
from kam.exchange.rows import TargetRow
from kam.models import Target
from kam.services.imports.registers import Accounts, ProductLines
from kam.services.imports.sales import minor_of
from kam.services.imports.staging import Bounds, Staging, Values, differing
from kam.store.journal import chunks

_ACCOUNTS_AT_ONCE: Final = 500
_COLUMNS: Final = ("id", "account_id", "month", "product_line_id", "measure", "amount_minor", "currency")

Key = tuple[UUID, Month, TargetMeasure, UUID | None]


def stage_targets(session: Session, staging: Staging, rows: Iterable[TargetRow]) -> None:
    """Compare the rows with the targets that are there; what differs is going to be written.

    A target of the file takes the place of the stored one of its key; those of other months, measures and
    product lines stay. Without a measure it is one of revenue.
    """
    taken = _take(session, staging, rows)
    stored = _stored_targets(session, taken)
    for key, row in taken.items():
        _put_target(staging, key, row, stored.get(key))


def _take(session: Session, staging: Staging, rows: Iterable[TargetRow]) -> dict[Key, TargetRow]:
    """The rows by what they are about; refused are unknown names and a second row of one key."""
    accounts, lines = Accounts(session, staging), ProductLines(session, staging)
    bounds = Bounds(staging, "amount")
    taken: dict[Key, TargetRow] = {}
    for row in rows:
        account = accounts.get(row.account)
        line = None if row.product_line is None else lines.find(row.product_line)
        if isinstance(account, Bad):
            staging.refuse(row.row, "account", row.account, account)
        if isinstance(line, Bad):
            staging.refuse(row.row, "product_line", row.product_line, line)
        if isinstance(account, Bad) or isinstance(line, Bad) or not bounds.hold(row.row, row.amount):
            continue
        if row.product_line is not None and line is None:
            line = lines.find_or_make(row.product_line)
        key = (account, row.month, row.measure or TargetMeasure.REVENUE, line)
        if (first := taken.get(key)) is not None:
            staging.refuse(row.row, "", "", Bad("import.same_record", {"first": first.row}))
            continue
        taken[key] = row
        accounts.take(row.account, account)
        if key[2] is TargetMeasure.REVENUE:
            staging.add_up(row.amount, row.currency, row.month)
    return taken


def _put_target(staging: Staging, key: Key, row: TargetRow, stored: Mapping[str, Any] | None) -> None:
    account, month, measure, line = key
    known = staging.setting.currency if stored is None else stored["currency"]
    currency = row.currency or known
    values: Values = {"amount_minor": minor_of(row.amount, currency), "currency": currency}
    if stored is None:
        whose = {"id": new_id(), "account_id": account, "month": month}
        staging.changes.make(Target, {**whose, "product_line_id": line, "measure": measure, **values})
        staging.count(is_new=True, is_changed=False)
        return
    changed = differing(stored, values)
    staging.changes.change(Target, stored["id"], changed)
    staging.count(is_new=False, is_changed=bool(changed))


def _stored_targets(session: Session, keys: Iterable[Key]) -> dict[Key, Mapping[str, Any]]:
    """The targets that are there of the accounts and between the first and the last month of some keys."""
    wanted = list(keys)
    if not wanted:
        return {}
    first, last = min(key[1] for key in wanted), max(key[1] for key in wanted)
    query = select(*(getattr(Target, name) for name in _COLUMNS)).where(Target.month.between(first, last))
    found: dict[Key, Mapping[str, Any]] = {}
    for accounts in chunks({key[0]: None for key in wanted}, _ACCOUNTS_AT_ONCE):
        for row in session.execute(query.where(Target.account_id.in_(accounts))).mappings():
            found[row["account_id"], row["month"], row["measure"], row["product_line_id"]] = dict(row)
    return found
