"""Dates as people type them, in Russian and in English: «12.3», «до пятницы», "in 3 days", "12 Dec 2026".

What is typed leaves something out: the year, or the month. Then the nearest date in the future is meant,
today among them; where the past is asked for (when something was seen), the nearest in the past.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kam.core.calendar_words import MONTH_NUMBERS, WEEKDAY_NUMBERS
from kam.core.errors import UserError
from kam.core.periods import MONTHS, Month
from kam.core.stretches import STRETCH, Part, read_stretch, working_days_on
from kam.core.text import fold

EARLIEST: Final = 1900
LATEST: Final = 2100

_LONGEST: Final = 60
_WEEK: Final = 7
_FRIDAY: Final = 4
_QUARTER: Final = 3
_HALF_A_YEAR: Final = 6
_YEARS_OF_ONE_FEBRUARY: Final = 8
_TWO_DIGITS: Final = 2
_PIVOT: Final = 69  # POSIX: 69–99 are 1969–1999, 00–68 are 2000–2068

_PREFIX: Final = re.compile(
    r"(?:(?:до|к|ко|по|на|в|во|с|со|от|не позднее|не позже|by|on|until|till|before|from|the|due)\s+)+"
)
_ENDING: Final = re.compile(r"(?:\s*числа|(?<=\d{4})\s*(?:года|год|г))?[\s.,;!]*\Z")
_NAMED_DAY: Final = re.compile(rf"(?:{'|'.join(WEEKDAY_NUMBERS)})[\s.,]+(?=\d)")

_FROM_TODAY: Final = {
    "сегодня": 0, "today": 0, "now": 0, "сейчас": 0,
    "завтра": 1, "tomorrow": 1,
    "послезавтра": 2, "day after tomorrow": 2,
    "вчера": -1, "yesterday": -1,
    "позавчера": -2, "day before yesterday": -2,
}  # fmt: skip
_NUMBERS: Final = {
    "a": 1, "an": 1, "one": 1, "один": 1, "одну": 1, "одна": 1,
    "two": 2, "два": 2, "две": 2, "пару": 2, "couple of": 2, "a couple of": 2,
    "three": 3, "три": 3, "four": 4, "четыре": 4, "five": 5, "пять": 5, "six": 6, "шесть": 6,
    "seven": 7, "семь": 7, "eight": 8, "восемь": 8, "nine": 9, "девять": 9, "ten": 10, "десять": 10,
    "twelve": 12, "двенадцать": 12, "fourteen": 14, "четырнадцать": 14,
}  # fmt: skip
_DAYS: Final = frozenset({"д", "дн", "день", "дня", "дней", "сутки", "суток", "d", "day", "days"})
_WEEKS: Final = frozenset({"н", "нед", "неделя", "неделю", "недели", "недель", "w", "wk", "week", "weeks"})
_MONTH_UNITS: Final = frozenset({"м", "мес", "месяц", "месяца", "месяцев", "m", "mo", "month", "months"})
_YEARS: Final = frozenset({"г", "год", "года", "лет", "y", "yr", "year", "years"})
_UNIT: Final = "|".join(sorted(_DAYS | _WEEKS | _MONTH_UNITS | _YEARS, key=len, reverse=True))
_COUNT: Final = "|".join([r"\d{1,4}", *sorted(_NUMBERS, key=len, reverse=True)])

_ISO: Final = re.compile(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})")
_COMPACT: Final = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_FIGURES: Final = re.compile(r"(\d{1,2})\s?([-./ ])\s?(\d{1,2})(?:\s?\2\s?(\d{4}|\d{2}))?")
_DAY_NAME: Final = re.compile(
    r"(\d{1,2})(?:-?(?:го|е|ое)|st|nd|rd|th)?[\s.\-/]*(?:of\s+)?([^\W\d_]+)[\s.,\-/]*(\d{4}|\d{2})?"
)
_NAME_DAY: Final = re.compile(r"([^\W\d_]+)\.?\s*(\d{1,2})(?:st|nd|rd|th)?(?:[\s,]+(\d{4}))?")
_DAY: Final = re.compile(r"(\d{1,2})(?:-?(?:го|е|ое)|st|nd|rd|th)?")
_WEEKDAY: Final = re.compile(
    r"(?P<which>(?:эт\w{1,2}|следующ\w{2,3}|ближайш\w{2,3}|this|next|coming)\s+)?(?P<day>[^\W\d_]+)"
)
_AHEAD: Final = re.compile(rf"(?:(?:через|спустя|in|within|after|\+)\s*)?({_COUNT})?\s*({_UNIT})")
_PLUS: Final = re.compile(rf"([+\-−])\s*(\d{{1,4}})\s*({_UNIT})?")
_AGO: Final = re.compile(rf"({_COUNT})?\s*({_UNIT})\s+(?:назад|ago)")
_END_OF: Final = re.compile(
    r"(?:конец|конца|концу|конце|end of|end)\s+(?:the\s+|this\s+)?"
    r"(недели|неделе|week|месяца|month|квартала|quarter|года|year)"
)
_NEXT: Final = re.compile(r"(?:следующ\w{2,3}|next)\s+(недел[яеюи]|week|месяце?|month|году?|year)")


@dataclass(frozen=True, slots=True)
class _Setting:
    """The day on which something is typed, and on which side of it what is left out lies."""

    today: date
    past: bool

    def nearest(self, choices: Iterable[date | None]) -> date | None:
        """The date nearest to today on the wanted side, today among them."""
        known = [day for day in choices if day is not None]
        if self.past:
            return max((day for day in known if day <= self.today), default=None)
        return min((day for day in known if day >= self.today), default=None)


def parse_date(text: str, today: date, language: str, *, past: bool = False) -> date:
    """The date that is meant by a text, in either language; ``language`` decides nothing but is kept open.

    Figures are day, month, year, as kam writes them in both languages; where only the other order gives a
    date, that is meant (11/25). A year of two digits is one of 1969–2068. A weekday is the coming one, never
    today. «До», "by" and the like before a date say nothing about it.

    Raises:
        UserError: ``typed.not_a_date``, ``typed.no_such_date`` (30 February), ``typed.date_too_far`` (beyond
            1900–2100).

    """
    del language  # both are understood whichever the window speaks
    body = _body(text)
    setting = _Setting(today, past)
    try:
        for pattern, read in _WAYS:
            match = pattern.fullmatch(body)
            if match is not None and (found := read(match, setting)) is not None:
                return _within(found, text)
    except _NoSuchDateError:
        raise UserError("typed.no_such_date", text=text.strip()) from None
    except OverflowError:
        raise UserError("typed.date_too_far", text=text.strip()) from None
    raise UserError("typed.not_a_date", text=text.strip()[:_LONGEST])


class _NoSuchDateError(Exception):
    """It is written as a date, but the calendar has none such."""


def _body(text: str) -> str:
    if len(text) > _LONGEST * 2:
        return ""
    body = _ENDING.sub("", fold(text))
    if len(body) > _LONGEST:
        return ""
    for before in (_PREFIX, _NAMED_DAY):
        stripped = before.match(body)
        body = body[stripped.end() :] if stripped and stripped.end() < len(body) else body
    return body


def _within(found: date, text: str) -> date:
    if not EARLIEST <= found.year <= LATEST:
        raise UserError("typed.date_too_far", text=text.strip())
    return found


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _whole(year: int, month: int, day: int) -> date:
    found = _date(year, month, day)
    if found is None:
        raise _NoSuchDateError
    return found


def _year(digits: str) -> int:
    number = int(digits)
    if len(digits) > _TWO_DIGITS:
        return number
    return number + (1900 if number >= _PIVOT else 2000)


def _yearless(month: int, day: int, setting: _Setting) -> date:
    """The nearest year in which there is such a date: 29 February may be eight years away."""
    year, step = setting.today.year, -1 if setting.past else 1
    years = (year + step * away for away in range(_YEARS_OF_ONE_FEBRUARY + 1))
    found = setting.nearest(_date(each, month, day) for each in years)
    if found is None:
        raise _NoSuchDateError
    return found


def _iso(match: re.Match[str], _setting: _Setting) -> date:
    *_, month, day = match.groups()
    return _whole(int(match[1]), int(month), int(day))


def _figures(match: re.Match[str], setting: _Setting) -> date:
    day, month = int(match[1]), int(match[3])
    if month > MONTHS >= day:
        day, month = month, day
    if match[4] is None:
        return _yearless(month, day, setting)
    return _whole(_year(match[4]), month, day)


def _named(day: str, name: str, year: str | None, setting: _Setting) -> date | None:
    month = MONTH_NUMBERS.get(name)
    if month is None:
        return None
    return _whole(_year(year), month, int(day)) if year else _yearless(month, int(day), setting)


def _day_name(match: re.Match[str], setting: _Setting) -> date | None:
    return _named(match[1], match[2], match[3], setting)


def _name_day(match: re.Match[str], setting: _Setting) -> date | None:
    return _named(match[2], match[1], match[3], setting)


def _day_alone(match: re.Match[str], setting: _Setting) -> date:
    """«15-го»: the nearest month that has such a day."""
    here, step = Month.of(setting.today), -1 if setting.past else 1
    months = (here + step * away for away in range(MONTHS))
    found = setting.nearest(_date(month.year, month.month, int(match[1])) for month in months)
    if found is None:
        raise _NoSuchDateError
    return found


def _from_today(match: re.Match[str], setting: _Setting) -> date | None:
    days = _FROM_TODAY.get(match[0])
    return None if days is None else setting.today + timedelta(days=days)


def _weekday(match: re.Match[str], setting: _Setting) -> date | None:
    """The coming one (or the last); "next" is that of the next week, "this" that of this week."""
    number = WEEKDAY_NUMBERS.get(match["day"])
    if number is None:
        return None
    monday = setting.today - timedelta(days=setting.today.weekday())
    which = (match["which"] or "").strip()
    if which.startswith(("следующ", "next")):
        return monday + timedelta(days=_WEEK + number)
    this = monday + timedelta(days=number)
    if which.startswith(("эт", "this")) and this >= setting.today:
        return this
    if setting.past:
        return setting.today - timedelta(days=(setting.today.weekday() - number) % _WEEK or _WEEK)
    return setting.today + timedelta(days=(number - setting.today.weekday()) % _WEEK or _WEEK)


def _moved(today: date, count: int, unit: str) -> date:
    """So many days, weeks, months or years on; a month keeps the day, or ends sooner where it is shorter."""
    if unit in _DAYS:
        return today + timedelta(days=count)
    if unit in _WEEKS:
        return today + timedelta(days=count * _WEEK)
    months = count if unit in _MONTH_UNITS else count * MONTHS
    try:
        month = Month.of(today) + months
    except ValueError as error:
        raise OverflowError from error
    return min(date(month.year, month.month, 1) + timedelta(days=today.day - 1), month.last_day)


def _count(text: str | None) -> int:
    if text is None:
        return 1
    return int(text) if text.isdecimal() else _NUMBERS[text]


def _ahead(match: re.Match[str], setting: _Setting) -> date | None:
    """«Через 2 недели», "in a week", «3 дня»; a unit without a number needs its preposition."""
    if match[1] is None and match[0] == match[2]:
        return None
    return _moved(setting.today, _count(match[1]), match[2])


def _half_a_year(_match: re.Match[str], setting: _Setting) -> date:
    return _moved(setting.today, _HALF_A_YEAR, "month")


def _plus(match: re.Match[str], setting: _Setting) -> date:
    count = int(match[2]) * (1 if match[1] == "+" else -1)
    return _moved(setting.today, count, match[3] or "day")


def _ago(match: re.Match[str], setting: _Setting) -> date:
    return _moved(setting.today, -_count(match[1]), match[2])


def _end_of(match: re.Match[str], setting: _Setting) -> date:
    """The end of a week is its Friday (its Sunday, once that has passed)."""
    unit, month = match[1], Month.of(setting.today)
    if unit.startswith(("недел", "week")):
        weekday = setting.today.weekday()
        return setting.today + timedelta(days=(_FRIDAY if weekday <= _FRIDAY else _WEEK - 1) - weekday)
    if unit.startswith(("квартал", "quarter")):
        return (month + (-month.month % _QUARTER)).last_day
    if unit.startswith(("год", "year")):
        return date(month.year, MONTHS, 31)
    return month.last_day


def _next(match: re.Match[str], setting: _Setting) -> date:
    """The first day of the next week, month or year."""
    unit = match[1]
    if unit.startswith(("недел", "week")):
        return setting.today + timedelta(days=_WEEK - setting.today.weekday())
    if unit.startswith(("месяц", "month")):
        return (Month.of(setting.today) + 1).first_day
    return date(setting.today.year + 1, 1, 1)


def _stretch(match: re.Match[str], setting: _Setting) -> date | None:
    """«Конец следующей недели», «середина декабря»; «та неделя» is its first day, a month alone none."""
    found = read_stretch(match, setting.today)
    if found is None or (found.part is Part.WHOLE and match["unit"] is None):
        return None
    return found.first if found.part is Part.WHOLE else found.by


def _working_days(match: re.Match[str], setting: _Setting) -> date:
    """«Через 3 рабочих дня»: weekdays, whatever the working calendar says."""
    return working_days_on(setting.today, int(match[1]))


_END_OF_DAY: Final = re.compile(r"(?:eod|cob)(?:\s+(?:on\s+)?(.+))?")


def _end_of_day(match: re.Match[str], setting: _Setting) -> date:
    """The day of «EOD Friday»; the hour is another field's business."""
    return parse_date(match[1] or "today", setting.today, "", past=setting.past)


_WORKING_DAYS: Final = re.compile(
    r"(?:(?:через|в течение|in|within)\s+)?(\d{1,3})\s+(?:рабоч\w{2,3}|working|business)\s+\w+"
)
_Reader = Callable[[re.Match[str], _Setting], date | None]
_WAYS: Final[tuple[tuple[re.Pattern[str], _Reader], ...]] = (
    (re.compile("|".join(_FROM_TODAY)), _from_today),
    (_ISO, _iso),
    (_COMPACT, _iso),
    (_FIGURES, _figures),
    (_DAY_NAME, _day_name),
    (_NAME_DAY, _name_day),
    (_DAY, _day_alone),
    (_AGO, _ago),
    (_PLUS, _plus),
    (_AHEAD, _ahead),
    (re.compile(r"(?:через|in)\s+(?:полгода|half a year)"), _half_a_year),
    (_END_OF, _end_of),
    (_NEXT, _next),
    (_WEEKDAY, _weekday),
    (STRETCH, _stretch),
    (_WORKING_DAYS, _working_days),
    (_END_OF_DAY, _end_of_day),
)
"""From the plainest writing to the loosest."""
