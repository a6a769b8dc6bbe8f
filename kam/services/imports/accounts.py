"""Accounts from rows: known again by number or name, their holding and our colleague resolved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.ids import new_id
from kam.core.money import Money
from kam.core.text import same_name, sort_key
from kam.core.vocabulary import AccountStatus, AddressKind
from kam.exchange.cells import Bad, shown
from kam.exchange.rows import AccountRow
from kam.models import Account, Address
from kam.services.imports.answers import Way
from kam.services.imports.registers import (
    Register,
    account_register,
    read_colleagues,
    rows_by_id,
)
from kam.services.imports.staging import Staging, Values, differing

_PLAIN: Final = (
    "external_id", "name", "legal_name", "tax_number", "tax_reason_code", "registration_number", "status",
    "business_type", "industry", "site", "phone", "email", "potential", "deferral_days", "payment_form",
    "currency", "notes",
)  # fmt: skip
_COLUMNS: Final = (*_PLAIN, "name_key", "credit_limit_minor", "parent_id", "owner_id")
_ADDRESS: Final = {
    "address": "line", "city": "city", "region": "region", "postal_code": "postal_code", "country": "country"
}  # fmt: skip

_ALIKE: Final = "\0"
"""Stands before a name in the form in which it is alike; no text of ours holds it."""


def stage_accounts(session: Session, staging: Staging, rows: Iterable[AccountRow]) -> None:
    """Compare the rows with the accounts that are there; what differs is going to be written.

    An account is known again by the key of the plan. Its legal address takes the address fields.
    """
    stage = _Stage(session, staging)
    for row in rows:
        stage.take(row)
    stage.settle_parents()
    stage.finish()


@dataclass(slots=True)
class _Pending:
    """A row that can be taken, as far as it alone can tell."""

    row: AccountRow
    record: UUID
    is_new: bool
    values: Values


class _Stage:
    def __init__(self, session: Session, staging: Staging) -> None:
        self._staging = staging
        self._key = staging.plan.key
        columns = [getattr(Account, name) for name in ("id", *_COLUMNS, "annual_revenue_minor")]
        self._stored = rows_by_id(session, *columns)
        self._addresses = _legal_addresses(session)
        self._colleagues = read_colleagues(session)
        self._numbers = {
            stored["external_id"]: record
            for record, stored in self._stored.items()
            if stored["external_id"] is not None
        }
        self._by_key: dict[str, list[UUID]] = {}
        for record, stored in self._stored.items():
            if (text := stored[self._key]) is not None:
                self._remember(text, record)
        self._pending: dict[UUID, _Pending] = {}
        self._claimed: dict[str, int] = {}
        self._answered: dict[tuple[int, str], tuple[str, str, str]] = {}

    def take(self, row: AccountRow) -> None:
        """One row: which account it means, and what of it is new."""
        staging = self._staging
        text = getattr(row, self._key)
        found = self._known(text)
        if isinstance(found, Bad):
            staging.refuse(row.row, self._key, text, found)
            return
        if found is not None and (earlier := self._pending.get(found)) is not None:
            staging.refuse(row.row, self._key, text, Bad("import.same_record", {"first": earlier.row.row}))
            return
        record = found or new_id()
        values = self._values(row, found)
        faults = [
            *self._number_faults(row, found),
            *self._currency_faults(row, found),
            *self._owner_faults(row, values),
        ]
        if found is None and row.name is None:
            faults.append(("", text, Bad("import.no_name")))
        for name, value, bad in faults:
            staging.refuse(row.row, name, value, bad)
        if not faults:
            self._pending[record] = _Pending(row, record, found is None, values)
            if found is None:
                self._remember(text, record)
            if row.external_id is not None:
                self._claimed[row.external_id] = row.row

    def settle_parents(self) -> None:
        """Find the parent companies, which may stand further down in the file; refuse circles.

        A row that falls away may have been the parent of another: until none falls, all are looked at.
        """
        while True:
            before = len(self._pending)
            self._find_parents()
            self._refuse_circles()
            if len(self._pending) == before:
                return

    def finish(self) -> None:
        """Hand over what is new and what differs."""
        changes = self._staging.changes
        taken = {pending.row.row for pending in self._pending.values()}
        for (row, _), answered in self._answered.items():
            if row in taken:
                self._staging.settle(*answered)
        for pending in self._pending.values():
            address_differs = self._put_address(pending)
            if pending.is_new:
                changes.make(Account, {"id": pending.record, **self._whole(pending.values)})
                self._staging.count(is_new=True, is_changed=False)
                continue
            changed = differing(self._stored[pending.record], pending.values)
            changes.change(Account, pending.record, changed)
            self._staging.count(is_new=False, is_changed=bool(changed) or address_differs)

    def _remember(self, text: str, record: UUID) -> None:
        """An account's key; a name both as written and as it is alike."""
        self._by_key.setdefault(text, []).append(record)
        if self._key == "name":
            self._by_key.setdefault(_ALIKE + same_name(text), []).append(record)

    def _known(self, text: str) -> UUID | Bad | None:
        found = self._by_key.get(text)
        if found is None and self._key == "name":
            found = self._by_key.get(_ALIKE + same_name(text))
        if found and len(found) > 1:
            return Bad("import.several_accounts")
        return found[0] if found else None

    def _values(self, row: AccountRow, found: UUID | None) -> Values:
        """What the row says of the account itself; its key stays as it is written here."""
        values = {name: value for name in _PLAIN if (value := getattr(row, name)) is not None}
        if found is not None:
            del values[self._key]
        if "name" in values:
            values["name_key"] = sort_key(values["name"])
        if row.credit_limit is not None:
            known = self._stored[found]["currency"] if found else self._staging.setting.currency
            values["credit_limit_minor"] = Money.of(row.credit_limit, row.currency or known).minor
        return values

    def _number_faults(self, row: AccountRow, found: UUID | None) -> list[tuple[str, str, Bad]]:
        """An external number belongs to one account."""
        number = row.external_id
        if number is None:
            return []
        if (first := self._claimed.get(number)) is not None:
            return [("external_id", number, Bad("exchange.repeated_key", {"first": first}))]
        holder = self._numbers.get(number)
        if holder is None or holder == found:
            return []
        name = shown(self._stored[holder]["name"])
        return [("external_id", number, Bad("import.number_taken", {"holder": name}))]

    def _owner_faults(self, row: AccountRow, values: Values) -> list[tuple[str, str, Bad]]:
        """The colleague of ours whom the row names, put among its values."""
        owner = None if row.owner is None else self._meant(row, "owner", self._colleagues)
        if isinstance(owner, Bad):
            return [("owner", str(row.owner), owner)]
        if owner is not None:
            values["owner_id"] = owner
        return []

    def _currency_faults(self, row: AccountRow, found: UUID | None) -> list[tuple[str, str, Bad]]:
        """Amounts that are there would silently become amounts of another currency."""
        stored = self._stored.get(found) if found else None
        if stored is None or row.currency in (None, stored["currency"]):
            return []
        limit_stays = stored["credit_limit_minor"] is not None and row.credit_limit is None
        if limit_stays or stored["annual_revenue_minor"] is not None:
            known = {"stated": stored["currency"]}
            return [("currency", str(row.currency), Bad("import.currency_of_amounts", known))]
        return []

    def _meant(self, row: AccountRow, name: str, register: Register) -> UUID | Bad | None:
        """The record that a name means by itself or by what was decided; None to leave it out."""
        text: str = getattr(row, name)
        found = register.get(text)
        answer = self._staging.answer(name, text) if isinstance(found, Bad) else None
        if answer is None or not isinstance(found, Bad):
            return found
        record = answer.record if answer.way is Way.USE and answer.record in register.records else None
        if record is None and answer.way is not Way.LEAVE:
            return found
        self._answered[row.row, name] = (found.code, name, text)
        return record

    def _find_parents(self) -> None:
        register = account_register()
        for record, stored in self._stored.items():
            new = self._pending[record].values if record in self._pending else {}
            register.add(
                record, new.get("name", stored["name"]), new.get("external_id", stored["external_id"])
            )
        for pending in self._pending.values():
            if pending.is_new:
                register.add(pending.record, pending.values["name"], pending.values.get("external_id"))
        for pending in list(self._pending.values()):
            if pending.row.parent is None:
                continue
            parent = self._meant(pending.row, "parent", register)
            if isinstance(parent, Bad):
                self._drop(pending, parent)
            elif parent is not None:
                pending.values["parent_id"] = parent

    def _refuse_circles(self) -> None:
        parents = {record: stored["parent_id"] for record, stored in self._stored.items()}
        parents |= {
            p.record: p.values["parent_id"] for p in self._pending.values() if "parent_id" in p.values
        }
        for pending in list(self._pending.values()):
            if "parent_id" in pending.values and _is_in_circle(pending.record, parents):
                self._drop(pending, Bad("import.parent_circle"))

    def _drop(self, pending: _Pending, bad: Bad) -> None:
        self._staging.refuse(pending.row.row, "parent", pending.row.parent, bad)
        del self._pending[pending.record]

    def _whole(self, values: Values) -> Values:
        """All columns of a new account, those the file does not give with their defaults."""
        defaults: Values = dict.fromkeys(_COLUMNS)
        defaults |= {"status": AccountStatus.PROSPECT, "currency": self._staging.setting.currency}
        return defaults | values

    def _put_address(self, pending: _Pending) -> bool:
        """Whether the legal address is going to differ."""
        row = pending.row
        given = {name: getattr(row, field) for field, name in _ADDRESS.items()}
        if not any(given.values()):
            return False
        stored = self._addresses.get(pending.record)
        if stored is None:
            owner = {"id": new_id(), "account_id": pending.record, "kind": AddressKind.LEGAL}
            self._staging.changes.make(Address, {**owner, **given})
            return True
        changed = differing(stored, given)
        self._staging.changes.change(Address, stored["id"], changed)
        return bool(changed)


def _legal_addresses(session: Session) -> dict[UUID, Mapping[str, Any]]:
    """The legal address of each account; of several the one that was made first."""
    columns = [getattr(Address, name) for name in ("id", "account_id", *_ADDRESS.values())]
    query = select(*columns).where(Address.kind == AddressKind.LEGAL).order_by(Address.id.desc())
    return {row["account_id"]: dict(row) for row in session.execute(query).mappings()}


def _is_in_circle(record: UUID, parents: Mapping[UUID, UUID | None]) -> bool:
    """Whether the way up from an account comes back to it."""
    seen = {record}
    above = parents.get(record)
    while above is not None and above not in seen:
        seen.add(above)
        above = parents.get(above)
    return above == record
