"""What order lines and monthly totals have in common: accounts, lines, units, and one source a month."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from kam.core.money import minor_digits
from kam.core.periods import Month
from kam.core.vocabulary import AccountStatus, SalesSource
from kam.exchange.cells import Bad
from kam.exchange.rows import SalesLineRow, SalesTotalRow
from kam.models import Account, MonthlySales, OrderLine, SalesFact
from kam.models.sales import NO_ID
from kam.services.imports.registers import Accounts, BusinessUnits, ProductLines
from kam.services.imports.staging import MOST, Staging

_SUMMED: Final = ("revenue", "cost", "quantity")
_NONE: Final = Decimal(0)
_ONE: Final = Decimal(1)
_THOUSANDTH: Final = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Place:
    """Whose sale it is, and of what."""

    account: UUID
    product_line: UUID | None
    unit: UUID | None


class SalesStage:
    """The account, product line and unit of each row; refuses what has no single answer."""

    def __init__(self, session: Session, staging: Staging, other: SalesSource) -> None:
        self._staging = staging
        self._session = session
        self._other = other
        self._accounts = Accounts(session, staging)
        self._lines = ProductLines(session, staging)
        self._units = BusinessUnits(session, staging)
        self._places: dict[tuple[str, str | None, str | None], Place] = {}
        self._taken = _months_with(session, other)
        orders = other is SalesSource.ORDERS
        self._clash = "import.month_has_orders" if orders else "import.month_has_totals"
        self._sums = dict.fromkeys(_SUMMED, _NONE)
        self._this_month = Month.of(staging.setting.today)
        prospects = select(Account.id).where(Account.status == AccountStatus.PROSPECT)
        self._prospects = set(session.scalars(prospects))
        self._replaced: set[tuple[UUID, Month]] = set()

    def place_of(self, row: SalesLineRow | SalesTotalRow) -> Place | None:
        """Whose sale a row is; None when it had to be refused. ``take`` it, when nothing else is against it.

        An unknown product line or unit is made, but only for a row that is taken.
        """
        key = (row.account, row.product_line, row.unit)
        place = self._places.get(key)
        if place is None:
            account = self._resolved(row)
            if account is None:
                return None
        else:
            account = place.account
        if not (self._is_small(row) and self._has_room(row, account)):
            return None
        if place is None:
            line = None if row.product_line is None else self._lines.find_or_make(row.product_line)
            unit = None if row.unit is None else self._units.find_or_make(account, row.unit)
            place = self._places[key] = Place(account, line, unit)
        return place

    def take(self, row: SalesLineRow | SalesTotalRow, place: Place) -> None:
        """The row counts: what follows for its account, its month and the sums of the file."""
        month, account = _month_of(row), place.account
        if self._accounts.take(row.account, account):
            self._prospects.add(account)
        self._note_purchase(row, account)
        if month > self._this_month:  # most probably of another: day and month change places easily
            self._staging.note_future(row.row, month)
        if self._staging.answers.replaces_source and month in self._taken.get(account, ()):
            self._replaced.add((account, month))
            self._staging.settle(self._clash, "month", str(month))
        self._staging.add_up(row.revenue, row.currency, month)

    def finish(self) -> None:
        """Take away what came from the other source in months whose place the file takes."""
        for account, month in sorted(self._replaced):
            if self._other is SalesSource.ORDERS:
                entity: type[OrderLine | MonthlySales] = OrderLine
                on: ColumnElement[bool] = OrderLine.on.between(month.first_day, month.last_day)
            else:
                entity, on = MonthlySales, MonthlySales.month == month
            found = list(self._session.scalars(select(entity.id).where(entity.account_id == account, on)))
            self._staging.changes.remove(entity, found)
            self._staging.removed += len(found)

    def _note_purchase(self, row: SalesLineRow | SalesTotalRow, account: UUID) -> None:
        """Who buys is no prospect any more: the account becomes active in the same step."""
        if account in self._prospects and row.revenue > 0:
            self._prospects.remove(account)
            self._staging.changes.change(Account, account, {"status": AccountStatus.ACTIVE})

    def _resolved(self, row: SalesLineRow | SalesTotalRow) -> UUID | None:
        """The account of a row whose every name means one thing, or one that can be made."""
        account = self._accounts.get(row.account)
        found = {"account": account}
        if row.product_line is not None:
            found["product_line"] = self._lines.find(row.product_line) or NO_ID
        if row.unit is not None and not isinstance(account, Bad):
            found["unit"] = self._units.find(account, row.unit) or NO_ID
        faults = [(name, meant) for name, meant in found.items() if isinstance(meant, Bad)]
        for name, fault in faults:
            self._staging.refuse(row.row, name, getattr(row, name), fault)
        return None if faults or isinstance(account, Bad) else account

    def _has_room(self, row: SalesLineRow | SalesTotalRow, account: UUID) -> bool:
        """Whether the month of the account does not come from the other source already (domain.md §6)."""
        if account not in self._taken:
            return True
        month = _month_of(row)
        if month not in self._taken[account]:
            return True
        self._staging.note_clash(row.account, month)
        if self._staging.answers.replaces_source:
            return True
        name = "month" if "month" in self._staging.plan.fields else "date"
        self._staging.refuse(row.row, name, month, Bad(self._clash, {"month": month}))
        return False

    def _is_small(self, row: SalesLineRow | SalesTotalRow) -> bool:
        """Whether the sums of the whole file still fit; a row that is refused does not count."""
        for name in _SUMMED:
            number = getattr(row, name)
            if number is not None and self._sums[name] + abs(number) > MOST:
                self._staging.refuse(row.row, name, number, Bad("exchange.number_too_large"))
                return False
        for name in _SUMMED:
            self._sums[name] += abs(getattr(row, name) or _NONE)
        return True


def _month_of(row: SalesLineRow | SalesTotalRow) -> Month:
    return row.month if isinstance(row, SalesTotalRow) else Month.of(row.date)


def minor_of(amount: Decimal, currency: str) -> int:
    """Whole minor units, rounded half to even as ``Money.of``."""
    return int((amount * _scale(currency)).quantize(_ONE, ROUND_HALF_EVEN))


def thousandths(quantity: Decimal) -> Decimal:
    """A quantity as it is stored: to three decimals."""
    return quantity.quantize(_THOUSANDTH, ROUND_HALF_EVEN)


@cache
def _scale(currency: str) -> Decimal:
    return Decimal(10) ** minor_digits(currency)


def _months_with(session: Session, source: SalesSource) -> dict[UUID, set[Month]]:
    """The months of each account whose sales come from a source."""
    query = select(SalesFact.account_id, SalesFact.month).where(SalesFact.source == source).distinct()
    found: dict[UUID, set[Month]] = {}
    for account, month in session.execute(query):
        found.setdefault(account, set()).add(month)
    return found
