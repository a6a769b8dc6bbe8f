"""Knowing records again by what a file calls them: a number, a tax number, else a name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.ids import new_id
from kam.core.text import same_name, sort_key
from kam.core.vocabulary import AccountStatus
from kam.exchange.cells import Bad
from kam.models import Account, BusinessUnit, Colleague, ProductLine
from kam.services.imports.answers import Way
from kam.services.imports.staging import Staging, Values

UNKNOWN_ACCOUNT: Final = "import.unknown_account"


def same_tax_number(text: str) -> str:
    """The form in which two tax numbers are one: without case, spaces and the zeros that a spreadsheet drops.

    Their lengths are fixed (ИНН: ten or twelve figures), so that no two of them differ by such zeros alone.
    """
    return "".join(text.split()).casefold().lstrip("0")


class Register:
    """Records by number, tax number and name, in this order.

    A number is compared as written, a tax number as ``same_tax_number``; a name as written, then as
    ``same_name``.

    ``several`` and ``unknown`` are the codes of what is wrong with a text that fits several records, or none.
    """

    def __init__(self, several: str, unknown: str = "") -> None:
        self._several = several
        self._unknown = unknown
        self._numbers: dict[str, UUID] = {}
        self._tax_numbers: dict[str, list[UUID]] = {}
        self._names: dict[str, list[UUID]] = {}
        self._alike: dict[str, list[UUID]] = {}
        self._known: dict[str, UUID | Bad | None] = {}

    def add(
        self, record: UUID, name: str | None, number: str | None = None, tax_number: str | None = None
    ) -> None:
        """A record that can be found from now on."""
        self._known.clear()
        if number is not None:
            self._numbers[number] = record
        if tax_number is not None:
            self._tax_numbers.setdefault(same_tax_number(tax_number), []).append(record)
        if name is not None:
            self._names.setdefault(name, []).append(record)
            self._alike.setdefault(same_name(name), []).append(record)

    def find(self, text: str) -> UUID | Bad | None:
        """The one record that the text means; None when there is none, Bad when there are several."""
        if text not in self._known:
            self._known[text] = self._look_up(text)
        return self._known[text]

    def get(self, text: str) -> UUID | Bad:
        """The one record that the text means; Bad also when there is none."""
        return self.find(text) or Bad(self._unknown)

    @property
    def records(self) -> frozenset[UUID]:
        """All records that can be found."""
        return frozenset(record for found in self._names.values() for record in found)

    def _look_up(self, text: str) -> UUID | Bad | None:
        if (numbered := self._numbers.get(text)) is not None:
            return numbered
        found = (
            self._tax_numbers.get(same_tax_number(text))
            or self._names.get(text)
            or self._alike.get(same_name(text))
            or []
        )
        if len(found) > 1:
            return Bad(self._several)
        return found[0] if found else None


def account_register() -> Register:
    """An empty register of accounts."""
    return Register("import.several_accounts", UNKNOWN_ACCOUNT)


def read_accounts(session: Session) -> Register:
    """All accounts by external number, tax number and name."""
    register = account_register()
    columns = (Account.id, Account.name, Account.external_id, Account.tax_number)
    for row in session.execute(select(*columns)):
        register.add(row.id, row.name, row.external_id, row.tax_number)
    return register


class Accounts:
    """The accounts that the rows of a file name; an unknown one means what was decided about it."""

    def __init__(self, session: Session, staging: Staging) -> None:
        self._staging = staging
        self._register = read_accounts(session)
        self._has_answers = any(name == "account" for name, _ in staging.answers.names)
        self._records = self._register.records if self._has_answers else frozenset()
        self._reserved: dict[str, UUID] = {}
        self._made: set[UUID] = set()

    def get(self, text: str) -> UUID | Bad:
        """The account that the text means. One that is to be made has its identity already."""
        found = self._register.get(text)
        if not isinstance(found, Bad) or not self._has_answers:
            return found
        answer = self._staging.answer("account", text)
        if answer is not None and answer.way is Way.USE and answer.record in self._records:
            return answer.record
        if answer is not None and answer.way is Way.CREATE and found.code == UNKNOWN_ACCOUNT:
            return self._reserved.setdefault(same_name(text), new_id())
        return found

    def take(self, text: str, account: UUID) -> bool:
        """A row of the account is taken; True when the account is made now."""
        if not self._has_answers or not isinstance(fault := self._register.get(text), Bad):
            return False
        self._staging.settle(fault.code, "account", text)
        if account in self._made or account not in self._reserved.values():
            return False
        self._made.add(account)
        self._staging.changes.make(Account, {"id": account, **new_account(text, self._staging)})
        self._staging.created_accounts.append(text)
        return True


def new_account(name: str, staging: Staging) -> Values:
    """An account of which nothing but the name is known."""
    return {
        "name": name,
        "name_key": sort_key(name),
        "status": AccountStatus.PROSPECT,
        "currency": staging.setting.currency,
    }


def read_colleagues(session: Session) -> Register:
    """All of us by name."""
    register = Register("import.several_colleagues", "import.unknown_colleague")
    for row in session.execute(select(Colleague.id, Colleague.name)):
        register.add(row.id, row.name)
    return register


def read_product_lines(session: Session) -> Register:
    """All product lines by number and name."""
    register = Register("import.several_product_lines")
    query = select(ProductLine.id, ProductLine.name, ProductLine.external_id)
    numbers: set[str] = set()
    for row in session.execute(query):
        # External numbers of product lines are not unique: the first one holds.
        number = None if row.external_id in numbers else row.external_id
        register.add(row.id, row.name, number)
        numbers.add(row.external_id)
    return register


class ProductLines:
    """Product lines by number and name; one that is not known is going to be made."""

    def __init__(self, session: Session, staging: Staging) -> None:
        self._staging = staging
        self._register = read_product_lines(session)

    def find(self, name: str) -> UUID | Bad | None:
        """The product line; None when it would have to be made, Bad when several are called so."""
        return self._register.find(name)

    def find_or_make(self, name: str) -> UUID:
        """The product line of a name that does not mean several, made where it is not known."""
        found = self.find(name)
        if isinstance(found, UUID):
            return found
        record = new_id()
        row = {"id": record, "name": name, "name_key": sort_key(name)}
        self._staging.changes.make(ProductLine, row)
        self._staging.created_product_lines.append(name)
        self._register.add(record, name)
        return record


class BusinessUnits:
    """Business units of the accounts by name; one that is not known is going to be made."""

    def __init__(self, session: Session, staging: Staging) -> None:
        self._staging = staging
        self._registers: dict[UUID, Register] = {}
        query = select(BusinessUnit.id, BusinessUnit.account_id, BusinessUnit.name)
        for row in session.execute(query):
            self._of(row.account_id).add(row.id, row.name)

    def find(self, account: UUID, name: str) -> UUID | Bad | None:
        """The unit; None when it would have to be made, Bad when the account has several of that name."""
        return self._of(account).find(name)

    def find_or_make(self, account: UUID, name: str) -> UUID:
        """The unit of a name that does not mean several, made where it is not known."""
        found = self.find(account, name)
        if isinstance(found, UUID):
            return found
        record = new_id()
        self._staging.changes.make(BusinessUnit, {"id": record, "account_id": account, "name": name})
        self._staging.created_units.append(name)
        self._of(account).add(record, name)
        return record

    def _of(self, account: UUID) -> Register:
        register = self._registers.get(account)
        if register is None:
            register = self._registers[account] = Register("import.several_units")
        return register


def rows_by_id(session: Session, *columns: Any) -> dict[UUID, Mapping[str, Any]]:
    """Some columns of all records of a table, the ``id`` among them, in the order of their making."""
    found = session.execute(select(*columns).order_by(columns[0])).mappings()
    return {row["id"]: dict(row) for row in found}
