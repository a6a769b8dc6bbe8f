"""How a cell becomes the value of a field: one reader per column, made once its writing is decided."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any, Final, TypeAlias

from kam.core.money import is_currency
from kam.core.vocabulary import Term
from kam.exchange.amounts import DecimalMark, amount_of, currency_of_sign
from kam.exchange.calendars import DateOrder, date_of, month_of
from kam.exchange.cells import Bad, Cell, has_control, is_blank, line_of, note_of, text_of, trimmed
from kam.exchange.fields import Field, FieldType
from kam.exchange.vocabularies import flag_of, term_of, terms_of

Reader: TypeAlias = Callable[[Cell], Any]
"""Gives the value, None for an empty cell, or :class:`Bad`."""

_CURRENCY_WORDS: Final = {
    "рубль": "RUB", "рубли": "RUB", "российский рубль": "RUB", "доллар": "USD", "доллары": "USD",
    "доллар сша": "USD", "евро": "EUR", "юань": "CNY", "тенге": "KZT",
}  # fmt: skip


def reader_of(
    field: Field, mark: DecimalMark = ".", order: DateOrder = DateOrder.DAY_FIRST, *, settled: bool = False
) -> Reader:
    """The reader of a field whose column writes numbers with ``mark`` and dates in ``order``.

    ``settled`` says that the mapping has stated the order, so that it holds for dates with dots too.
    """
    vocabulary = field.vocabulary or Term
    readers: dict[FieldType, Reader] = {
        FieldType.LINE: partial(_line, field=field),
        FieldType.NOTE: partial(_note, field=field),
        FieldType.AMOUNT: partial(_amount, field=field, mark=mark),
        FieldType.WHOLE: partial(_whole, field=field, mark=mark),
        FieldType.DATE: partial(date_of, order=order, settled=settled, whole_year=field.whole_year),
        FieldType.MONTH: partial(month_of, order=order, settled=settled),
        FieldType.FLAG: flag_of,
        FieldType.TERM: partial(term_of, vocabulary=vocabulary),
        FieldType.TERMS: partial(terms_of, vocabulary=vocabulary),
        FieldType.CURRENCY: currency_of,
    }
    return partial(_unless_blank, read=readers[field.holds])


def currency_of(cell: Cell) -> str | Bad:
    """The ISO 4217 code that a cell names by code, sign or word."""
    text = trimmed(text_of(cell))
    if is_currency(text.upper()) and text.isascii():
        return "RUB" if text.upper() == "RUR" else text.upper()
    named = currency_of_sign(text) or _CURRENCY_WORDS.get(text.casefold())
    return named or Bad("exchange.not_a_currency")


def _unless_blank(cell: Cell, read: Reader) -> Any:
    if is_blank(cell):
        return None
    if isinstance(cell, str) and has_control(cell):
        return Bad("exchange.control_character")
    return read(cell)


def _line(cell: Cell, field: Field) -> str | Bad | None:
    return _bounded(line_of(cell), field)


def _note(cell: Cell, field: Field) -> str | Bad | None:
    return _bounded(note_of(cell), field)


def _bounded(text: str | Bad, field: Field) -> str | Bad | None:
    if isinstance(text, str) and len(text) > field.longest:
        return Bad("exchange.too_long", {"length": len(text), "limit": field.longest})
    return text or None


def _amount(cell: Cell, field: Field, mark: DecimalMark) -> Decimal | Bad | None:
    number = amount_of(cell, mark)
    return _within(number, field) if isinstance(number, Decimal) else number


def _whole(cell: Cell, field: Field, mark: DecimalMark) -> int | Bad | None:
    number = amount_of(cell, mark)
    if not isinstance(number, Decimal):
        return number
    if number != number.to_integral_value():
        return Bad("exchange.not_whole")
    bounded = _within(number, field)
    return bounded if isinstance(bounded, Bad) else int(bounded)


def _within(number: Decimal, field: Field) -> Decimal | Bad:
    if (field.low is not None and number < field.low) or (field.high is not None and number > field.high):
        if field.high is None:
            return Bad("exchange.too_small", {"low": field.low})
        return Bad("exchange.out_of_range", {"low": field.low, "high": field.high})
    return number
