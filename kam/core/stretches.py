"""Weeks, months, quarters and years named in words: «на той неделе», «конец квартала», "mid December".

A stretch has a first and a last day; the last day of a week is its Friday, as people at work mean it (its
Sunday once that has passed).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Final

from kam.core.calendar_words import MONTH_NUMBERS
from kam.core.periods import MONTHS, Month

_WEEK: Final = 7
_FRIDAY: Final = 4
_SUNDAY: Final = 6
_QUARTER: Final = 3
_MIDDLE_OF_MONTH: Final = 15
_BEGINNING_OF_MONTH: Final = 5

_ABBREVIATION: Final = 3
_SHORT_NAMES: Final = frozenset({"may", "май", "мая", "мае", "маю"})
NAMED_MONTH: Final = "|".join(
    sorted(
        (name for name in MONTH_NUMBERS if len(name) > _ABBREVIATION or name in _SHORT_NAMES),
        key=len,
        reverse=True,
    )
)
"""A month called by its name; abbreviations need a day beside them."""

_PARTS: Final = (
    r"(?P<part>конец|конц[ауе]|середин[аеуы]|начал[оаеу]|перв\w{2,3} половин\w|втор\w{2,3} половин\w"
    r"|(?:the )?(?:end|middle|beginning|start|first half|second half) of|end|mid|early|late)[\s-]+(?:the\s+)?"
)
_WHICH: Final = (
    r"(?P<which>эт\w{1,3}|текущ\w{2,3}|следующ\w{2,3}|будущ\w{2,3}|ближайш\w{2,3}|т(?:ой|ому|ого|ом|у)"
    r"|прошл\w{2,3}|this|the next|next|coming|current|the coming|last)\s+"
)
_UNIT: Final = r"(?P<unit>недел[яеюи]|месяц[аеу]?|квартал[аеу]?|год[ау]?|week|month|quarter|year)"
_ORDER: Final = r"(?P<order>[1-4]|i{1,3}|iv|перв\w{2,3}|втор\w{2,3}|треть\w{1,3}|четверт\w{2,3})(?:-\w{1,2})?"
_YEAR: Final = r"(?:\s+(?P<{name}>20\d\d)(?:\s*(?:года|году|г\.?)(?!\w))?)?"

STRETCH: Final = re.compile(
    rf"(?:{_PARTS})?(?:(?:{_WHICH})?{_UNIT}|(?P<month>{NAMED_MONTH}){_YEAR.format(name='year')}"
    rf"|{_ORDER}\s+квартал\w{{0,2}}{_YEAR.format(name='quarter_year')}"
    rf"|q(?P<q>[1-4]){_YEAR.format(name='q_year')})(?!\w)"
)
"""A stretch in folded text; a bare unit («неделя») needs a part or a word before it, see ``read_stretch``."""
_ORDERS: Final = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4,
                  "пер": 1, "вто": 2, "тре": 3, "чет": 4}  # fmt: skip


class Part(Enum):
    """Which part of a stretch is meant."""

    WHOLE = "whole"
    BEGINNING = "beginning"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Stretch:
    """From the first to the last day, and which part of it was named; ``by`` is the day it is meant by."""

    first: date
    last: date
    part: Part
    by: date


def read_stretch(match: re.Match[str], today: date) -> Stretch | None:
    """What a match of ``STRETCH`` means on a day; None for a unit that says nothing («неделя»).

    A month without a year is the one that is not over yet.
    """
    part = _part(match["part"])
    if match["month"]:
        return _of_months(_named_month(match, today), 1, part)
    order = match["order"] or match["q"]
    if order:
        number = _ORDERS[order[:3]]
        year = match["quarter_year"] or match["q_year"]
        first = Month(int(year) if year else today.year, (number - 1) * _QUARTER + 1)
        if not year and (first + (_QUARTER - 1)).last_day < today:
            first += MONTHS
        return _of_months(first, _QUARTER, part)
    if part is Part.WHOLE and match["which"] is None:
        return None
    return _of_unit(match["unit"], _away(match["which"]), part, today)


def _part(text: str | None) -> Part:
    if text is None:
        return Part.WHOLE
    if text.startswith(("кон", "втор")) or "end" in text or "second" in text or text == "late":
        return Part.END
    if text.startswith(("сер", "пер")) or "mid" in text or "first" in text:
        return Part.MIDDLE
    return Part.BEGINNING


def _away(which: str | None) -> int:
    word = (which or "").removeprefix("the ")
    if word.startswith(("следующ", "будущ", "next", "той", "тому", "того", "том", "ту")):
        return 1
    return -1 if word.startswith(("прошл", "last")) else 0


def _named_month(match: re.Match[str], today: date) -> Month:
    number = MONTH_NUMBERS[match["month"]]
    if match["year"]:
        return Month(int(match["year"]), number)
    return Month(today.year + (number < today.month), number)


def _of_unit(unit: str, away: int, part: Part, today: date) -> Stretch:
    if unit.startswith(("недел", "week")):
        return _of_week(today, away, part)
    here = Month.of(today)
    if unit.startswith(("месяц", "month")):
        return _of_months(here + away, 1, part)
    if unit.startswith(("квартал", "quarter")):
        return _of_months(here + (-((here.month - 1) % _QUARTER) + away * _QUARTER), _QUARTER, part)
    return _of_months(Month(today.year + away, 1), MONTHS, part)


def _of_week(today: date, away: int, part: Part) -> Stretch:
    monday = today + timedelta(days=away * _WEEK - today.weekday())
    friday, sunday = monday + timedelta(days=_FRIDAY), monday + timedelta(days=_SUNDAY)
    last = sunday if friday < today <= sunday else friday
    days = {Part.BEGINNING: monday + timedelta(days=1), Part.MIDDLE: monday + timedelta(days=2)}
    by = days.get(part, last)
    return Stretch(monday, last, part, by if away or by >= today else last)


def _of_months(first: Month, months: int, part: Part) -> Stretch:
    last = first + (months - 1)
    if part is Part.BEGINNING:
        by = first.first_day + timedelta(days=_BEGINNING_OF_MONTH - 1) if months == 1 else first.last_day
    elif part is Part.MIDDLE:
        half = first + (months // 2 - (months == MONTHS))
        by = half.last_day if months == MONTHS else half.first_day + timedelta(days=_MIDDLE_OF_MONTH - 1)
    else:
        by = last.last_day
    return Stretch(first.first_day, last.last_day, part, by)


def weekend_of(today: date, away: int = 0) -> Stretch:
    """Saturday and Sunday of this week, or of one further on."""
    saturday = today + timedelta(days=away * _WEEK + _FRIDAY + 1 - today.weekday())
    sunday = saturday + timedelta(days=1)
    return Stretch(saturday, sunday, Part.WHOLE, sunday)


def working_days_on(today: date, count: int) -> date:
    """So many weekdays, Monday to Friday, after a day; holidays are the calendar's business, not a text's."""
    weeks, rest = divmod(count, _FRIDAY + 1)
    day = today + timedelta(days=weeks * _WEEK)
    while day.weekday() > _FRIDAY and rest == 0 and count:
        day -= timedelta(days=1)
    while rest:
        day += timedelta(days=1)
        rest -= day.weekday() <= _FRIDAY
    return day
