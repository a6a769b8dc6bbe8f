"""Numbers as people write them: "1 234,56", "1,234.56", "(1,234)", "−5", "12 500 ₽"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from typing import Final, Literal, TypeAlias

from kam.core.money import CURRENCY_SIGNS
from kam.exchange.cells import Bad, Cell, trimmed
from kam.exchange.writings import Undecided, decide

DecimalMark: TypeAlias = Literal[".", ","]

LARGEST: Final = Decimal(10**13)
"""No price, quantity or limit reaches ten trillion; minor units of it still fit 64 bits."""

_LONGEST: Final = 64
_DASHES: Final = frozenset("-–—−")
_SIGN: Final = "|".join(re.escape(sign) for sign in sorted(CURRENCY_SIGNS, key=len, reverse=True))
_NUMBER: Final = re.compile(
    rf"""
    (?P<open>\()? \ * (?P<before>[-+–—−])? \ *
    (?: (?P<prefix>{_SIGN}) \.? \ * )?
    (?P<inner>[-+–—−])? \ *
    (?P<body>[0-9.,'’](?:[0-9.,'’ ]*[0-9.,'’])?) \ *
    (?: (?P<suffix>{_SIGN}) \.? \ * )?
    (?P<after>[-−])? (?P<close>\))?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PLAIN: Final = re.compile(r"[0-9]{1,30}(?:([.,])(?:[0-9]{1,2}|[0-9]{4,9}))?")
"""Digits with at most one mark, which can be nothing but the decimal one: most numbers of most files."""
_TRAILING_CURRENCY: Final = re.compile(rf"[\s,(\[]({_SIGN})\.?[)\]]?\Z", re.IGNORECASE)


def _body_pattern(mark: DecimalMark, other: DecimalMark) -> re.Pattern[str]:
    """Digits in a row or in threes, then a part after the mark; a group never begins with a zero."""
    return re.compile(
        rf"(?P<whole>[0-9]+|[1-9][0-9]{{0,2}}(?P<group>[ '’{other}])[0-9]{{3}}(?:(?P=group)[0-9]{{3}})*)?"
        rf"(?:{re.escape(mark)}(?P<part>[0-9]*))?"
    )


_BODIES: Final[dict[DecimalMark, re.Pattern[str]]] = {
    ".": _body_pattern(".", ","),
    ",": _body_pattern(",", "."),
}


def is_dash(text: str) -> bool:
    """Whether the cell holds only a dash, as people fill an empty one."""
    return trimmed(text) in _DASHES


def currency_of_sign(text: str) -> str | None:
    """The ISO code of a currency sign or word: ``₽`` and ``руб.`` are RUB; a bare ``$`` is USD."""
    return CURRENCY_SIGNS.get(trimmed(text).rstrip(".").casefold())


def currency_in_heading(heading: str) -> str | None:
    """The currency that a heading ends with: «Сумма, руб.» and "Revenue (USD)"."""
    found = _TRAILING_CURRENCY.search(trimmed(heading))
    return None if found is None else currency_of_sign(found[1])


def currency_in_amount(text: str) -> str | None:
    """The currency whose sign stands beside a number: "12 500 ₽"."""
    if text[:1].isdigit() and text[-1:].isdigit():
        return None
    found = _match(text)
    sign = found and (found["prefix"] or found["suffix"])
    return currency_of_sign(sign) if sign else None


def read_amount(text: str, mark: DecimalMark) -> Decimal | None:
    """The number that the text writes with this decimal mark, or None.

    Thousands may be apart by a space, an apostrophe or the other mark, in threes, the same throughout.
    Brackets or a minus, before or after, mean below zero; not two of them together.
    """
    if (plain := _PLAIN.fullmatch(text)) is not None:
        if plain[1] is None or plain[1] == ".":
            return Decimal(text) if plain[1] in (None, mark) else None
        return Decimal(text.replace(",", ".")) if mark == "," else None
    found = _match(text)
    if found is None:
        return None
    body = _BODIES[mark].fullmatch(found["body"])
    if body is None:
        return None
    whole = re.sub("[^0-9]", "", body["whole"] or "")
    digits = f"{whole or 0}.{body['part']}" if body["part"] else whole
    minus = _is_negative(found)
    if minus is None or not (whole or body["part"]):
        return None
    return -Decimal(digits) if minus else Decimal(digits)


def decide_amounts(values: list[str]) -> DecimalMark | Undecided:
    """The decimal mark of a column. "1,234" alone does not tell; beside "0,5" it does."""
    readers: dict[DecimalMark, Callable[[str], object]] = {
        mark: partial(read_amount, mark=mark) for mark in _BODIES
    }
    return decide(_telling(values), readers)


def _telling(values: list[str]) -> Iterator[str]:
    """The values without those that tell what an earlier one told: one plain number a mark is enough."""
    told: set[str | None] = set()
    for value in values:
        plain = _PLAIN.fullmatch(value)
        if plain is not None:
            if plain[1] in told:
                continue
            told.add(plain[1])
        yield value


def amount_of(cell: Cell, mark: DecimalMark) -> Decimal | Bad | None:
    """A cell as an exact number: a workbook's as it is, text by the column's mark; a dash is nothing."""
    number: Decimal | None = None
    if isinstance(cell, str):
        number = read_amount(cell, mark)
        if number is None and is_dash(cell):
            return None
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        number = Decimal(repr(cell))
    if number is None:
        return Bad("exchange.not_a_number")
    return number if number.is_finite() and abs(number) < LARGEST else Bad("exchange.number_too_large")


def _match(text: str) -> re.Match[str] | None:
    text = trimmed(text)
    return _NUMBER.fullmatch(text) if len(text) <= _LONGEST else None


def _is_negative(found: re.Match[str]) -> bool | None:
    """None when the signs contradict each other: two minuses, one bracket, two currencies."""
    if bool(found["open"]) != bool(found["close"]) or (found["prefix"] and found["suffix"]):
        return None
    signs = [sign for sign in (found["before"], found["inner"], found["after"], found["open"]) if sign]
    if len(signs) > 1:
        return None
    return bool(signs) and signs[0] != "+"
