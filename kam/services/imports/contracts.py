"""Contracts from rows: known again within the account by their number, or by their subject."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from kam.core.ids import new_id
from kam.core.text import same_name
from kam.exchange.cells import Bad
from kam.exchange.rows import ContractRow
from kam.models import Contract
from kam.services.imports.registers import Accounts, rows_by_id
from kam.services.imports.sales import minor_of
from kam.services.imports.staging import Bounds, Staging, Values, differing

_PLAIN: Final = (
    "number", "subject", "starts_on", "ends_on", "renews_itself", "notice_days", "sla", "renewal_talks_since"
)  # fmt: skip
_COLUMNS: Final = ("id", "account_id", *_PLAIN, "amount_minor", "currency")

Key = tuple[UUID, str]


def stage_contracts(session: Session, staging: Staging, rows: Iterable[ContractRow]) -> None:
    """Compare the rows with the contracts that are there; what differs is going to be written.

    What the file does not say of a contract stays, and so do contracts that it does not name.
    """
    stage = _Stage(session, staging)
    for row in rows:
        stage.take(row)


class _Stage:
    def __init__(self, session: Session, staging: Staging) -> None:
        self._staging = staging
        self._key = staging.plan.key
        self._accounts = Accounts(session, staging)
        self._bounds = Bounds(staging, "amount")
        self._stored: dict[Key, list[Mapping[str, Any]]] = {}
        for row in rows_by_id(session, *(getattr(Contract, name) for name in _COLUMNS)).values():
            if (text := row[self._key]) is not None:
                self._stored.setdefault((row["account_id"], same_name(text)), []).append(row)
        self._taken: dict[Key, int] = {}

    def take(self, row: ContractRow) -> None:
        """One row: which contract it means, and what of it is new."""
        staging, text = self._staging, getattr(row, self._key)
        account = self._accounts.get(row.account)
        if isinstance(account, Bad):
            staging.refuse(row.row, "account", row.account, account)
            return
        key = (account, same_name(text))
        stored = self._stored.get(key, [])
        fault: Bad | None = None
        if (first := self._taken.get(key)) is not None:
            fault = Bad("import.same_record", {"first": first})
        elif len(stored) > 1:
            fault = Bad("import.several_contracts")
        if fault is not None:
            staging.refuse(row.row, self._key, text, fault)
            return
        known = stored[0] if stored else {}
        if not self._dates_follow(row, known) or not self._bounds.hold(row.row, row.amount):
            return
        self._taken[key] = row.row
        self._accounts.take(row.account, account)
        if row.amount is not None:
            staging.add_up(row.amount, row.currency, None)
        self._put(account, row, known)

    def _dates_follow(self, row: ContractRow, known: Mapping[str, Any]) -> bool:
        """A contract does not end before it begins, what is stored of it counted in."""
        starts = row.starts_on or known.get("starts_on")
        ends = row.ends_on or known.get("ends_on")
        if starts is None or ends is None or starts <= ends:
            return True
        bad = Bad("import.ends_before_start", {"starts": starts, "ends": ends})
        self._staging.refuse(row.row, "ends_on" if row.ends_on else "starts_on", ends, bad)
        return False

    def _put(self, account: UUID, row: ContractRow, known: Mapping[str, Any]) -> None:
        staging = self._staging
        values: Values = {name: getattr(row, name) for name in _PLAIN}
        if row.amount is not None:
            currency = row.currency or known.get("currency") or staging.setting.currency
            values |= {"amount_minor": minor_of(row.amount, currency), "currency": currency}
        if not known:
            empty: Values = {"amount_minor": None, "currency": None}
            made = {"id": new_id(), "account_id": account, **empty, **values}
            staging.changes.make(Contract, made | {"renews_itself": bool(row.renews_itself)})
            staging.count(is_new=True, is_changed=False)
            return
        del values[self._key]  # it stays as it is written here
        changed = differing(known, values)
        staging.changes.change(Contract, known["id"], changed)
        staging.count(is_new=False, is_changed=bool(changed))
