"""Dates and months as people write them, in Russian and in English, and in which order a column has them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from typing import Final

from kam.core.calendar_words import MONTH_NUMBERS
from kam.core.periods import Month
from kam.core.text import fold
from kam.exchange.amounts import is_dash
from kam.exchange.cells import Bad, Cell
from kam.exchange.writings import Undecided, decide


class DateOrder(StrEnum):
    """In which order a date in figures is written."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"
    YEAR_FIRST = "ymd"


EARLIEST: Final = 1900
LATEST: Final = 2100

_LONGEST: Final = 48
_CENTURY: Final = 100
_PIVOT: Final = 69
"""POSIX: years 69–99 are 1969–1999, 00–68 are 2000–2068."""
_TIME: Final = re.compile(
    r"(?:,? +|(?<=[0-9])t)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?: ?[ap]m)?"
    r"(?: ?z|[+-][0-9]{2}:?[0-9]{2})?\Z"
)
_YEAR_WORD: Final = re.compile(r"(?<=[0-9]) ?(?:г|года|год|г\.)\Z")
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})([-./])([0-9]{1,2})\2([0-9]{1,2})")
_COMPACT: Final = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
_FIGURES: Final = re.compile(r"([0-9]{1,2})([-./])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_DAY_WORD_YEAR: Final = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th|-?го)?[ .\-/]*([^\W\d_]+)[ .,\-/]*([0-9]{4}|[0-9]{2})"
)
_WORD_DAY_YEAR: Final = re.compile(r"([^\W\d_]+)\.? *([0-9]{1,2})(?:st|nd|rd|th)?,? +([0-9]{4}|[0-9]{2})")
_WORD_YEAR: Final = re.compile(r"([^\W\d_]+)[ .,'\-/]*([0-9]{4}|[0-9]{2})")
_YEAR_MONTH: Final = re.compile(r"([0-9]{4})(?:[-./](?=[0-9]{1,2}\Z)|(?=[0-9]{2}\Z))([0-9]{1,2})")
_MONTH_YEAR: Final = re.compile(r"([0-9]{1,2})[-./]([0-9]{4})")


def read_date(text: str, order: DateOrder, *, dots_by_order: bool = False) -> date | None:
    """The date that the text writes, or None; an hour after it is passed over.

    Figures apart by slashes or hyphens are read in the given order. Apart by dots they are day, month, year
    in every country that writes so, unless ``dots_by_order`` (the mapping has said the order).
    A year of two digits is one of 1969–2068.
    """
    found = _parts(text, order, dots_by_order=dots_by_order)
    return None if found is None else _date(*found)


def read_month(text: str, order: DateOrder, *, dots_by_order: bool = False) -> Month | None:
    """The month that the text writes («апрель 2026», "2026-04", "04.2026", "Apr-26"), or that of its date."""
    body = _body(text)
    if match := _YEAR_MONTH.fullmatch(body):
        return _month(int(match[1]), int(match[2]))
    if match := _MONTH_YEAR.fullmatch(body):
        return _month(int(match[2]), int(match[1]))
    if (match := _WORD_YEAR.fullmatch(body)) and match[1] in MONTH_NUMBERS:
        return _month(_year(match[2]), MONTH_NUMBERS[match[1]])
    day = read_date(text, order, dots_by_order=dots_by_order)
    return None if day is None else Month.of(day)


def decide_dates(values: list[str]) -> DateOrder | Undecided:
    """The order of a column's dates: 13/04/97 tells, 03/04/97 alone does not, 03.04.1997 need not."""
    return decide(values, _readers(read_date))


def decide_months(values: list[str]) -> DateOrder | Undecided:
    """The order of the dates in a column of months; months in words or as 2026-04 have nothing to decide."""
    return decide(values, _readers(read_month))


def date_of(
    cell: Cell, order: DateOrder, *, settled: bool = False, whole_year: bool = False
) -> date | Bad | None:
    """A cell as a date: a workbook's date as it is, text by the column's order; a dash is nothing.

    ``whole_year`` refuses years of two digits, where no century can be told (birthdays).
    """
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return cell if EARLIEST <= cell.year <= LATEST else Bad("exchange.no_such_date")
    if not isinstance(cell, str):
        return Bad("exchange.not_a_date")
    if is_dash(cell):
        return None
    return _written_date(cell, order, settled=settled, whole_year=whole_year)


def month_of(cell: Cell, order: DateOrder, *, settled: bool = False) -> Month | Bad | None:
    """A cell as a month: a workbook's date gives its month, text by the column's order; a dash is nothing."""
    if isinstance(cell, date):
        return Month.of(cell) if EARLIEST <= cell.year <= LATEST else Bad("exchange.no_such_date")
    if not isinstance(cell, str):
        return Bad("exchange.not_a_month")
    if is_dash(cell):
        return None
    return read_month(cell, order, dots_by_order=settled) or Bad("exchange.not_a_month")


def _written_date(text: str, order: DateOrder, *, settled: bool, whole_year: bool) -> date | Bad:
    found = _parts(text, order, dots_by_order=settled)
    if found is None:
        return Bad("exchange.not_a_date")
    if whole_year and str(found[0]) not in text:
        return Bad("exchange.year_of_two_digits")
    return _date(*found) or Bad("exchange.no_such_date")


def _readers(read: Callable[..., object]) -> dict[DateOrder, Callable[[str], object]]:
    return {order: partial(read, order=order) for order in (DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST)}


def _body(text: str) -> str:
    """The text to be matched: folded, without the hour and «г.»; empty when it is too long for a date."""
    if len(text) > _LONGEST * 2:
        return ""
    body = _TIME.sub("", fold(text))
    return _YEAR_WORD.sub("", body.rstrip(" .,")) if len(body) <= _LONGEST else ""


def _parts(text: str, order: DateOrder, *, dots_by_order: bool) -> tuple[int, int, int] | None:
    """Year, month and day as written, whether or not there is such a date."""
    body = _body(text)
    if match := _YEAR_FIRST.fullmatch(body):
        return int(match[1]), int(match[3]), int(match[4])
    if match := _COMPACT.fullmatch(body):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _FIGURES.fullmatch(body):
        by_order = match[2] != "." or dots_by_order
        return _ordered(match[1], match[3], match[4], order if by_order else DateOrder.DAY_FIRST)
    if (match := _DAY_WORD_YEAR.fullmatch(body)) and match[2] in MONTH_NUMBERS:
        return _year(match[3]), MONTH_NUMBERS[match[2]], int(match[1])
    if (match := _WORD_DAY_YEAR.fullmatch(body)) and match[1] in MONTH_NUMBERS:
        return _year(match[3]), MONTH_NUMBERS[match[1]], int(match[2])
    return None


def _ordered(first: str, second: str, third: str, order: DateOrder) -> tuple[int, int, int] | None:
    if order is DateOrder.DAY_FIRST:
        return _year(third), int(second), int(first)
    if order is DateOrder.MONTH_FIRST:
        return _year(third), int(first), int(second)
    return None if len(third) > len("26") else (_year(first), int(second), int(third))


def _year(digits: str) -> int:
    number = int(digits)
    if len(digits) > len("26"):
        return number
    return number + (1900 if number >= _PIVOT else 2000)


def _date(year: int, month: int, day: int) -> date | None:
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(year: int, month: int) -> Month | None:
    day = _date(year, month, 1)
    return None if day is None else Month.of(day)
