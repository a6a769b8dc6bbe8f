"""The values of a source row become a typed row: names apart, lines numbered, signs and currencies set."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any, Final, Protocol

from kam.core.periods import Month
from kam.exchange.amounts import currency_in_amount, currency_in_heading
from kam.exchange.cells import Bad, Cell, shown
from kam.exchange.fields import PLACE, FieldType
from kam.exchange.names import split_name
from kam.exchange.planning import Form, Plan
from kam.exchange.rows import (
    AccountRow,
    ContractRow,
    PersonRow,
    ReceivableRow,
    Row,
    SalesLineRow,
    SalesTotalRow,
    TargetRow,
)

_DOLLARS: Final = frozenset(
    ["USD", "AUD", "CAD", "HKD", "NZD", "SGD", "TWD", "MXN", "ARS", "CLP", "COP", "BRL"]
)


_TOTALS_KEY: Final = frozenset(
    ["account", "unit", "product_line", "product", "month", "date", "order_number", "line_number"]
)


_KEPT_ONCE: Final[dict[Form, tuple[type[ReceivableRow | ContractRow], tuple[str, ...]]]] = {
    Form.RECEIVABLES: (ReceivableRow, ("account", "due_on")),
    Form.CONTRACTS: (ContractRow, ("account",)),
}
"""What a row makes, and by which fields besides the plan's key two rows are the same."""


class Builder(Protocol):
    """Builds the rows of one form. It remembers keys, so that each source row must pass through it once."""

    def build(self, number: int, cells: Sequence[Cell], values: Sequence[Any]) -> Sequence[Row] | Bad:
        """The rows that a source row holds, or what is wrong with it as a whole."""
        ...

    def skip(self, values: Sequence[Any]) -> None:
        """Take notice of a source row that cannot be taken."""
        ...


def builder_of(plan: Plan, texts: Mapping[int, Mapping[str, int]], defaults: Mapping[str, Any]) -> Builder:
    """The builder of the plan's form. ``texts`` are the different texts of each column of amounts."""
    shape = _Shape(plan, defaults)
    if plan.form is Form.PEOPLE:
        return _People(plan, shape)
    currencies = _Currencies(plan, texts)
    if plan.form in _KEPT_ONCE:
        make, key = _KEPT_ONCE[plan.form]
        return _OneEach(make, (*key, plan.key), shape, currencies)
    makers: dict[Form, Callable[[_Shape, _Currencies], Builder]] = {
        Form.ACCOUNTS: partial(_Accounts, plan),
        Form.ORDER_LINES: _OrderLines,
        Form.TARGETS: partial(_Targets, plan),
        Form.MONTHLY_TOTALS: partial(_MonthlyTotals, plan),
    }
    return makers[plan.form](shape, currencies)


class _Shape:
    """Which values a row has by name: those of the columns, in order, and the defaults of absent columns."""

    def __init__(self, plan: Plan, defaults: Mapping[str, Any]) -> None:
        self.names = tuple(column.field.name for column in plan.columns)
        self.constants = {name: value for name, value in defaults.items() if name not in self.names}

    def named(self, values: Sequence[Any]) -> dict[str, Any]:
        """The values by the names of their fields."""
        return {**self.constants, **dict(zip(self.names, values, strict=False))}


class _Currencies:
    """Which currency the amounts of a row are in.

    A sign in a cell («12 500 ₽») or in a heading («Сумма, руб.») states it; where the row's own currency or
    the mapping's says otherwise, the row is wrong. None: the file says nothing.
    """

    def __init__(self, plan: Plan, texts: Mapping[int, Mapping[str, int]]) -> None:
        self._stated = plan.currency
        amounts = {
            column.index: column.heading for column in plan.columns if column.field.holds is FieldType.AMOUNT
        }
        amounts |= {column.index: column.heading for column in plan.months}
        self._marks: dict[int, dict[str, str]] = {}
        self._headings: dict[int, str] = {}
        for index, heading in amounts.items():
            if (currency := currency_in_heading(heading)) is not None:
                self._headings[index] = currency
            marks = {
                text: mark for text in texts.get(index, ()) if (mark := currency_in_amount(text)) is not None
            }
            if marks:
                self._marks[index] = marks

    def of(self, cells: Sequence[Cell], own: str | None) -> str | Bad | None:
        """The currency of a row whose own column of currencies says ``own``."""
        stated = own or self._stated
        if not self._marks and not self._headings:
            return stated
        for index in self._headings.keys() | self._marks.keys():
            cell = cells[index]
            if cell == "":
                continue
            mark = self._headings.get(index)
            if isinstance(cell, str):
                mark = self._marks.get(index, {}).get(cell, mark)
            if mark is None or mark == stated or (mark == "USD" and stated in _DOLLARS):
                continue
            if stated is not None:
                return Bad("exchange.currencies_differ", {"value": mark, "stated": stated})
            stated = mark
        return stated


class _Accounts:
    """Clients; two rows of one key are refused."""

    def __init__(self, plan: Plan, shape: _Shape, currencies: _Currencies) -> None:
        self._key = plan.key
        self._shape = shape
        self._currencies = currencies
        self._seen: dict[str, int] = {}

    def build(self, number: int, cells: Sequence[Cell], values: Sequence[Any]) -> Sequence[Row] | Bad:
        """One account."""
        named = self._shape.named(values)
        currency = self._currencies.of(cells, named.get("currency"))
        if isinstance(currency, Bad):
            return currency
        key = named[self._key]
        if (first := self._seen.setdefault(key, number)) != number:
            return Bad("exchange.repeated_key", {"value": shown(key), "first": first})
        return (AccountRow(number, **{**named, "currency": currency}),)

    def skip(self, values: Sequence[Any]) -> None:
        """A row that cannot be taken leaves its key to a later one."""


class _People:
    """People; the same person of the same account twice is refused."""

    def __init__(self, plan: Plan, shape: _Shape) -> None:
        self._key = plan.key
        self._shape = shape
        self._seen: dict[tuple[str, ...], int] = {}

    def build(
        self,
        number: int,
        cells: Sequence[Cell],  # noqa: ARG002 - the others look for currencies there
        values: Sequence[Any],
    ) -> Sequence[Row] | Bad:
        """One person, the name taken apart; parts in columns of their own stand before a full name's."""
        named = self._shape.named(values)
        if (full := named.pop("full_name", None)) is not None:
            parts = split_name(full)
            for part in ("family", "given", "patronymic"):
                name = part if part == "patronymic" else f"{part}_name"
                named[name] = named.get(name) or getattr(parts, part) or None
        names = [named.get(part) or "" for part in ("family_name", "given_name", "patronymic")]
        if not any(names):
            return Bad("exchange.nameless")
        if (longest := max(map(len, names))) > PLACE:
            return Bad("exchange.too_long", {"value": shown(full or ""), "length": longest, "limit": PLACE})
        key = (named["account"], *names) if self._key == "full_name" else (named[self._key],)
        if (first := self._seen.setdefault(key, number)) != number:
            return Bad("exchange.repeated_key", {"value": shown(" ".join(filter(None, key))), "first": first})
        return (PersonRow(number, **named),)

    def skip(self, values: Sequence[Any]) -> None:
        """A row that cannot be taken leaves its key to a later one."""


class _OrderLines:
    """Lines of orders, known again by the order's number and the line's.

    Where the file has no line numbers, a line's number is its position among the lines of its order in the
    file, from 1: a file that repeats whole orders in the same sequence adds nothing twice. Rows that cannot
    be taken count too, so that the others keep their numbers when they are mended. (A file that begins in
    the middle of an order would number it anew; such a file needs a column of line numbers.)

    A line that is marked as a return is below zero, however the file writes it.
    """

    def __init__(self, shape: _Shape, currencies: _Currencies) -> None:
        self._shape = shape
        self._currencies = currencies
        self._order_at = shape.names.index("order_number") if "order_number" in shape.names else None
        self._has_lines = "line_number" in shape.names
        self._lines: dict[str, int] = {}
        self._seen: dict[tuple[str, int], int] = {}

    def build(self, number: int, cells: Sequence[Cell], values: Sequence[Any]) -> Sequence[Row] | Bad:
        """One line."""
        named = self._shape.named(values)
        order = named["order_number"]
        if not self._has_lines:
            named["line_number"] = self._lines[order] = self._lines.get(order, 0) + 1
        elif (first := self._seen.setdefault((order, named["line_number"]), number)) != number:
            return Bad(
                "exchange.repeated_key", {"value": _written((order, named["line_number"])), "first": first}
            )
        currency = self._currencies.of(cells, named.get("currency"))
        if isinstance(currency, Bad):
            return currency
        named["currency"] = currency
        named.pop("month", None)
        if _is_return(named):
            _turn_negative(named)
        return (SalesLineRow(number, **named),)

    def skip(self, values: Sequence[Any]) -> None:
        """A row that cannot be taken still has its place in its order."""
        order = (
            values[self._order_at] if self._order_at is not None and self._order_at < len(values) else None
        )
        if isinstance(order, str):
            self._lines[order] = self._lines.get(order, 0) + 1


class _MonthlyTotals:
    """Totals of months, or sales by date that fall into them.

    Rows of one account, unit, month and product line add up where a product or a date tells them apart; the
    very same key twice is refused, for adding it might double what was sold.
    """

    def __init__(self, plan: Plan, shape: _Shape, currencies: _Currencies) -> None:
        self._shape = shape
        self._currencies = currencies
        self._months = [column.month for column in plan.months]
        self._month_field = plan.month_field
        self._key_at = [place for place, name in enumerate(shape.names) if name in _TOTALS_KEY]
        self._seen: dict[tuple[Any, ...], int] = {}

    def build(self, number: int, cells: Sequence[Cell], values: Sequence[Any]) -> Sequence[Row] | Bad:
        """One total, or one for each month column that is filled."""
        named = self._shape.named(values)
        key = tuple([values[place] for place in self._key_at])
        if (first := self._seen.setdefault(key, number)) != number:
            return Bad("exchange.repeated_key", {"value": _written(key), "first": first})
        currency = self._currencies.of(cells, named.get("currency"))
        if isinstance(currency, Bad):
            return currency
        named["currency"] = currency
        date = named.pop("date", None)
        if not self._months:
            named["month"] = named.get("month") or Month.of(date)
            return (self._total(number, named),)
        totals = values[len(self._shape.names) :]
        return [
            self._total(number, {"revenue": Decimal(0), **named, "month": month, self._month_field: total})
            for month, total in zip(self._months, totals, strict=True)
            if total is not None
        ]

    def skip(self, values: Sequence[Any]) -> None:
        """A row that cannot be taken leaves its key to a later one."""

    @staticmethod
    def _total(number: int, named: dict[str, Any]) -> SalesTotalRow:
        if _is_return(named):
            _turn_negative(named)
        for name in ("is_return", "product", "order_number", "line_number"):
            named.pop(name, None)
        return SalesTotalRow(number, **named)


class _Targets:
    """Targets of months, in rows or in columns of months; the very same key twice is refused."""

    def __init__(self, plan: Plan, shape: _Shape, currencies: _Currencies) -> None:
        self._shape = shape
        self._currencies = currencies
        self._months = [column.month for column in plan.months]
        self._seen: dict[tuple[Any, ...], int] = {}

    def build(self, number: int, cells: Sequence[Cell], values: Sequence[Any]) -> Sequence[Row] | Bad:
        """One target, or one for each month column that is filled."""
        named = self._shape.named(values)
        key = tuple(named.get(name) for name in ("account", "product_line", "measure", "month"))
        if (first := self._seen.setdefault(key, number)) != number:
            return Bad("exchange.repeated_key", {"value": _written(key), "first": first})
        currency = self._currencies.of(cells, named.get("currency"))
        if isinstance(currency, Bad):
            return currency
        named["currency"] = currency
        if not self._months:
            return (TargetRow(number, **named),)
        amounts = values[len(self._shape.names) :]
        return [
            TargetRow(number, **{**named, "month": month, "amount": amount})
            for month, amount in zip(self._months, amounts, strict=True)
            if amount is not None
        ]

    def skip(self, values: Sequence[Any]) -> None:
        """A row that cannot be taken leaves its key to a later one."""


class _OneEach:
    """Records of one row each, with an amount; two rows of one key are refused."""

    def __init__(
        self,
        make: type[ReceivableRow | ContractRow],
        key: tuple[str, ...],
        shape: _Shape,
        currencies: _Currencies,
    ) -> None:
        self._make = make
        self._key = key
        self._shape = shape
        self._currencies = currencies
        self._seen: dict[tuple[Any, ...], int] = {}

    def build(self, number: int, cells: Sequence[Cell], values: Sequence[Any]) -> Sequence[Row] | Bad:
        """One record."""
        named = self._shape.named(values)
        key = tuple(named[name] for name in self._key)
        if (first := self._seen.setdefault(key, number)) != number:
            return Bad("exchange.repeated_key", {"value": _written(key), "first": first})
        currency = self._currencies.of(cells, named.get("currency"))
        if isinstance(currency, Bad):
            return currency
        return (self._make(number, **{**named, "currency": currency}),)

    def skip(self, values: Sequence[Any]) -> None:
        """A row that cannot be taken leaves its key to a later one."""


def _is_return(named: dict[str, Any]) -> bool:
    """Whether the row is marked as a return; an empty mark says no."""
    marked = bool(named.get("is_return"))
    named["is_return"] = marked
    return marked


def _turn_negative(named: dict[str, Any]) -> None:
    for name in ("quantity", "revenue", "cost"):
        if named.get(name) is not None:
            named[name] = -abs(named[name])


def _written(key: tuple[Any, ...]) -> str:
    return shown(" / ".join(str(part) for part in key if part is not None))
