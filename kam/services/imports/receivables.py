"""Receivables from rows: what is still to be paid of a document by a date, as the list of debts stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from kam.core.ids import new_id
from kam.exchange.cells import Bad
from kam.exchange.rows import ReceivableRow
from kam.models import Receivable
from kam.services.imports.answers import Missing
from kam.services.imports.registers import UNKNOWN_ACCOUNT, Accounts, rows_by_id
from kam.services.imports.sales import minor_of
from kam.services.imports.staging import Bounds, Rows, Staging, Values, differing

_COLUMNS: Final = ("id", "account_id", "document", "due_on", "amount_minor", "currency", "as_of")

Key = tuple[UUID, str, date]


def stage_receivables(session: Session, staging: Staging, rows: Rows[ReceivableRow]) -> None:
    """Compare the rows with the receivables that are there; what differs is going to be written.

    A list of debts is a state, not a record of events: who has paid stands in it no more. So the documents
    that the file no longer has go, by default those of the accounts that it names, but only where every row
    was understood: one that was not might be among them. Without a date of its own the list is of today.
    """
    stage = _Stage(session, staging)
    for row in rows:
        stage.take(row)
    understood = not rows.bad_rows and all(each.code == UNKNOWN_ACCOUNT for each in staging.problems)
    if understood and not rows.passed_over:
        stage.remove_missing(staging.answers.missing)


class _Stage:
    def __init__(self, session: Session, staging: Staging) -> None:
        self._staging = staging
        self._accounts = Accounts(session, staging)
        self._bounds = Bounds(staging, "amount")
        stored = rows_by_id(session, *(getattr(Receivable, name) for name in _COLUMNS))
        self._stored: dict[Key, Mapping[str, Any]] = {
            (row["account_id"], row["document"], row["due_on"]): row for row in stored.values()
        }
        self._taken: dict[Key, int] = {}

    def take(self, row: ReceivableRow) -> None:
        """One row: whose debt it is, and what of it is new."""
        staging = self._staging
        account = self._accounts.get(row.account)
        if isinstance(account, Bad):
            staging.refuse(row.row, "account", row.account, account)
            return
        key = (account, row.document, row.due_on)
        if (first := self._taken.get(key)) is not None:
            staging.refuse(row.row, "document", row.document, Bad("import.same_record", {"first": first}))
            return
        if not self._bounds.hold(row.row, row.amount):
            return
        self._taken[key] = row.row
        self._accounts.take(row.account, account)
        staging.add_up(row.amount, row.currency, None)
        self._put(key, row)

    def remove_missing(self, missing: Missing) -> None:
        """Take away what the file no longer has."""
        named = {account for account, _, _ in self._taken}
        absent = [(key[0] in named, row["id"]) for key, row in self._stored.items() if key not in self._taken]
        of_named = [record for is_named, record in absent if is_named]
        self._staging.missing = len(of_named), len(absent) - len(of_named)
        gone = {
            Missing.KEEP: [],
            Missing.OF_NAMED: of_named,
            Missing.ALL: [record for _, record in absent],
        }[missing]
        if gone:
            self._staging.changes.remove(Receivable, gone)
            self._staging.removed += len(gone)

    def _put(self, key: Key, row: ReceivableRow) -> None:
        """A new day of the same debt is written, but does not count as a change."""
        staging, stored = self._staging, self._stored.get(key)
        known = staging.setting.currency if stored is None else stored["currency"]
        currency = row.currency or known
        values: Values = {
            "amount_minor": minor_of(row.amount, currency),
            "currency": currency,
            "as_of": row.as_of or staging.setting.today,
        }
        if stored is None:
            account, document, due_on = key
            made = {"id": new_id(), "account_id": account, "document": document, "due_on": due_on}
            staging.changes.make(Receivable, made | values)
            staging.count(is_new=True, is_changed=False)
            return
        changed = differing(stored, values)
        staging.changes.change(Receivable, stored["id"], changed)
        staging.count(is_new=False, is_changed=bool(changed.keys() - {"as_of"}))
