"""Dates, and hours with them, inside running text: «акт до пятницы», "call back by 12 Dec, 3 pm".

What ``typed_dates`` reads where a date is asked for stands here among other words and figures, so a writing
must look like a date by itself: sums, per cents, numbers of orders, versions, telephones and years are none.
A stretch («на той неделе», «в декабре») is meant by its end; what begins with «до» or «к» by its beginning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import lru_cache
from typing import Final

from kam.core.calendar_words import WEEKDAY_NUMBERS
from kam.core.date_shapes import (
    BEFORE,
    DATE,
    LONG,
    MEASURE,
    NEEDS_CAPITAL,
    RELATIVE_TO,
    SHORT,
    SPEAKS_OF_OTHER,
    STRONG,
)
from kam.core.errors import UserError
from kam.core.stretches import STRETCH, Part, read_stretch, weekend_of, working_days_on
from kam.core.times_in_text import TIME, TimeInText, read_time
from kam.core.typed_dates import parse_date

_WEEK: Final = 7
_FRIDAY: Final = 4
_LOOK_BACK: Final = 32
"""Letters before a date that may say what it is."""


@dataclass(frozen=True, slots=True)
class DateInText:
    """A date where it stands, with the words before it that belong to it («до пятницы»).

    ``stretch`` says that a stretch was named, and the day is the one it is meant by.
    """

    start: int
    end: int
    day: date
    at: time | None = None
    until: time | None = None
    stretch: bool = False


def dates_in(text: str, today: date) -> tuple[DateInText, ...]:
    """Every date of a text in its order, none overlapping another; never raises.

    A weekday is the coming one, never today; a date without a year is the nearest ahead. An hour belongs to
    the date beside it; alone after «до», «к», "by", "at" it is one of today.
    """
    return _dates_in(text, today)


@lru_cache(maxsize=512)
def _dates_in(text: str, today: date) -> tuple[DateInText, ...]:
    low = _low(text)
    days = list(_days(low, text, today))
    return tuple(_with_times(low, days, today))


def _low(text: str) -> str:
    """Lower case, ё as е, every space a space: letter for letter, so that places stay what they are."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(each if len(each.lower()) != 1 else each.lower() for each in text)
    return low.translate(_SAME)


_SAME: Final = {ord("ё"): "е", 0x00A0: " ", 0x202F: " ", 0x2009: " ", ord("\t"): " ", ord("’"): "'"}


_NUMBERS: Final = {
    "один": 1, "одну": 1, "одного": 1, "два": 2, "две": 2, "двух": 2, "пару": 2, "три": 3, "трех": 3,
    "четыре": 4, "четырех": 4, "пять": 5, "пяти": 5, "шесть": 6, "семь": 7, "восемь": 8, "девять": 9,
    "десять": 10, "десяти": 10, "двенадцать": 12, "one": 1, "a": 1, "an": 1, "two": 2, "couple of": 2,
    "a couple of": 2, "three": 3, "a few": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12,
}  # fmt: skip


def _days(low: str, text: str, today: date) -> Iterator[DateInText]:
    """The dates without their hours."""
    at = 0
    while (match := DATE.search(low, at)) is not None:
        found = _read(match, low, text, today)
        at = match.end() if found is not None else max(match.start() + 1, _word_end(low, match.start()))
        if found is not None:
            at = max(at, found.end)
            yield found


def _word_end(low: str, start: int) -> int:
    end = start
    while end < len(low) and low[end].isalnum():
        end += 1
    return end


def _read(match: re.Match[str], low: str, text: str, today: date) -> DateInText | None:
    before = BEFORE.search(low, max(0, match.start() - _LOOK_BACK), match.start())
    head = low[max(0, match.start() - _LOOK_BACK) : match.start()]
    if (before is None and SPEAKS_OF_OTHER.search(head)) or (before and before["pre"] == "от"):
        return None
    way = next(name for name in _WAYS if match[name])
    try:
        found = _WAYS[way](_Found(match, before["pre"] if before else "", low, text, today))
    except (UserError, ValueError, OverflowError):
        return None
    if found is None:
        return None
    start = before.start("pre") if before else match.start()
    end = match.end()
    while end > start and low[end - 1] in " ,":
        end -= 1
    return replace(found, start=start, end=end)


@dataclass(frozen=True, slots=True)
class _Found:
    """A writing that may be a date: what matched, the preposition before it, the whole text, today."""

    match: re.Match[str]
    before: str
    low: str
    text: str
    today: date

    def day(self, day: date, *, stretch: bool = False) -> DateInText:
        return DateInText(0, 0, day, stretch=stretch)

    def typed(self, words: str) -> date:
        return parse_date(words, self.today, "")

    def is_capital(self, name: str) -> bool:
        return self.text[self.match.start(name)].isupper()


def _word(found: _Found) -> DateInText | None:
    words = found.match["word"].removeprefix("the ")
    if words.startswith("сегодняшн"):
        return found.day(found.today) if found.before in STRONG else None
    if words.startswith("завтрашн"):
        return found.day(found.today + timedelta(days=1))
    day = found.today if words == "tonight" else found.typed(words)
    return replace(found.day(day), at=time(18) if words == "tonight" else None)


def _weekday(found: _Found) -> DateInText | None:
    """A weekday; of a week that is named beside it, that week's."""
    words = found.match["weekday"] or found.match["short"]
    name = words.split()[-1]
    if not (_says_a_day(found, words, name) if found.match["weekday"] else _abbreviates(found, words, name)):
        return None
    number = WEEKDAY_NUMBERS[name]
    monday = found.today - timedelta(days=found.today.weekday())
    week = found.match["week"] or found.match["week2"]
    if week:
        return found.day(monday + timedelta(days=number + (0 if "эт" in week or "this" in week else _WEEK)))
    if words.startswith(("прошл", "last")):
        return found.day(monday + timedelta(days=number - _WEEK))
    if words.startswith(("ту ", "тот ")):
        return found.day(monday + timedelta(days=number + _WEEK))
    return found.day(found.typed(words))


def _says_a_day(found: _Found, words: str, name: str) -> bool:
    """«Среда» is also an environment: without a word before it, it is no day."""
    if name == "среде":
        return found.before == "к"
    return not name.startswith("сред") or bool(found.before) or words != name


def _abbreviates(found: _Found, words: str, name: str) -> bool:
    """«Пт», "Fri" want a word before them; a date that follows says it all and takes the weekday in."""
    if found.match["after"] is not None or (not found.before and words == name):
        return False
    return name not in NEEDS_CAPITAL or found.text[found.match.end("short") - len(name)].isupper()


def _iso(found: _Found) -> DateInText:
    return found.day(found.typed(found.match["iso"]))


def _figures(found: _Found) -> DateInText | None:
    """«27.11», «27.11.2026», «27/11»; a slash without a year needs a word before it."""
    body, end = found.match["figures"], found.match.end()
    if MEASURE.match(found.low, end):
        return None
    parts = re.split(r"[./]", body)
    whole = len(parts) == 3  # noqa: PLR2004 - day, month, year
    if not whole and found.match["sign"] == "/" and not found.before:
        return None
    if not whole and found.before in {"на", "в", "по", "for", "in"} and len(parts[0]) == 1:
        return None
    return found.day(found.typed(body))


def _day_month(found: _Found) -> DateInText | None:
    name = found.match["month"] or found.match["month2"]
    group = "month" if found.match["month"] else "month2"
    if name in NEEDS_CAPITAL and not found.is_capital(group):
        return None
    body = (found.match["daymonth"] or found.match["monthday"]).strip()
    body = re.sub(r"\A\d{1,2}(?:-?го)?\s?(?:[-–—]|по|и|to|and)\s?(?=\d)", "", body)
    body = re.sub(r"(?<=\w\s)\d{1,2}\s?[-–]\s?(?=\d)", "", body)
    body = re.sub(r"-?(?:му|ому)(?=\s)", "", body)
    return found.day(found.typed(body))


def _ordinal(found: _Found) -> DateInText:
    return found.day(found.typed(f"{''.join(filter(str.isdigit, found.match['ordinal']))}-го"))


def _ahead(found: _Found) -> DateInText | None:
    if RELATIVE_TO.match(found.low, found.match.end()):
        return None
    count = found.match["count"] or found.match["count2"]
    unit = found.match["unit"] or found.match["unit2"]
    if count is None and found.match["ahead"].startswith(("in ", "after ")):
        return None
    if found.match["ahead"] and found.match["ahead"].startswith("after ") and unit[0] not in "dwm":
        return None
    return found.day(_moved(found.today, count, unit, working=bool(found.match["working"])))


def _moved(today: date, count: str | None, unit: str, *, working: bool = False, sign: int = 1) -> date:
    if count in {"полторы", "полтора"}:
        days = 10 if unit.startswith("нед") else 45
        return today + timedelta(days=days * sign)
    number = 1 if count is None else int(count) if count.isdecimal() else _NUMBERS[count]
    if working:
        return working_days_on(today, number)
    if unit.startswith("fortnight"):
        return today + timedelta(days=2 * _WEEK * number * sign)
    if unit in {"дн", "нед", "мес", "суток", "сутки"} or sign < 0:
        unit = {"дн": "дней", "нед": "недель", "мес": "месяцев"}.get(unit, unit)
    ending = " назад" if sign < 0 else ""
    unit = {"недель": "недель", "недели": "недели"}.get(unit, unit)
    return parse_date(f"{number} {unit}{ending}", today, "")


def _ago(found: _Found) -> DateInText:
    return found.day(_moved(found.today, found.match["count3"], found.match["unit3"], sign=-1))


def _half(found: _Found) -> DateInText:
    return found.day(found.typed("через полгода"))


def _after_next(found: _Found) -> DateInText:
    monday = found.today - timedelta(days=found.today.weekday())
    return found.day(monday + timedelta(days=2 * _WEEK + _FRIDAY), stretch=True)


def _weekend(found: _Found) -> DateInText:
    away = (found.match["which_end"] or "").startswith(("следующ", "next"))
    stretch = weekend_of(found.today, int(away))
    by = stretch.first - timedelta(days=1) if found.before in STRONG else stretch.by
    return found.day(by, stretch=True)


def _on_week(found: _Found) -> DateInText | None:
    return _stretch_called("этой неделе", found)


def _new_year(found: _Found) -> DateInText | None:
    eve = "eve" in found.match["newyear"]
    if not (eve or found.before in STRONG or found.before in {"после", "after"}):
        return None
    day = date(found.today.year, 12, 31)
    return found.day(day if found.before not in {"после", "after"} else day + timedelta(days=1))


_STRETCHES: Final = {
    "eow": "end of week", "eom": "end of month", "eoq": "end of quarter", "eoy": "end of year",
}  # fmt: skip


def _acronym(found: _Found) -> DateInText | None:
    words = found.match["acronym"]
    if words in {"eod", "cob"}:
        day = found.today + timedelta(days=found.match["of_day"] == "tomorrow")
        return replace(found.day(day), at=time(18)) if found.match["of_day"] != "next " else None
    return _stretch_called(_STRETCHES[words], found)


def _stretch_called(words: str, found: _Found) -> DateInText | None:
    match = STRETCH.match(words)
    stretch = read_stretch(match, found.today) if match else None
    return None if stretch is None else found.day(stretch.by, stretch=True)


def _stretch(found: _Found) -> DateInText | None:
    """A stretch is meant by its end; after «до» and the like by its beginning, where no part was named."""
    match = STRETCH.match(found.low, found.match.start("stretch"))
    stretch = read_stretch(match, found.today) if match else None
    if match is None or stretch is None or (match["unit"] and match["which"] is None and not match["part"]):
        return None
    month = match["month"]
    if month and match["part"] is None and not found.before:
        return None
    if month in NEEDS_CAPITAL and not found.text[match.start("month")].isupper():
        return None
    first = {Part.WHOLE: STRONG | _SINCE, Part.BEGINNING: STRONG}.get(stretch.part, frozenset())
    if found.before in first:
        return found.day(stretch.first)
    return found.day(stretch.by, stretch=True)


_SINCE: Final = frozenset({"с", "со", "from"})

_WAYS: Final[dict[str, Callable[[_Found], DateInText | None]]] = {
    "word": _word,
    "weekday": _weekday,
    "short": _weekday,
    "iso": _iso,
    "figures": _figures,
    "daymonth": _day_month,
    "monthday": _day_month,
    "ordinal": _ordinal,
    "ahead": _ahead,
    "fromnow": _ahead,
    "ago": _ago,
    "half": _half,
    "after_next": _after_next,
    "weekend": _weekend,
    "on_week": _on_week,
    "newyear": _new_year,
    "acronym": _acronym,
    "stretch": _stretch,
}


_GAP: Final = re.compile(r"[\s,]*(?:\bon\b|\bof\b|\bв\b|\bво\b)?[\s,]*\Z")
_NEAR: Final = 6
_WEEKDAY_GAP: Final = re.compile(r"(?:(?<=\W)|\A)(?:(?:в|во|на|до|к|с|on|by)\s+)?"
                                 rf"(?:{LONG}|{SHORT})\.?,?\s*\Z")  # fmt: skip


def _with_times(low: str, days: list[DateInText], today: date) -> Iterator[DateInText]:
    """Give each date the hour beside it and the weekday before it; hours alone are of today."""
    times = [time_ for match in TIME.finditer(low) if (time_ := read_time(match)) is not None]
    days = _joined(low, days)
    taken: set[int] = set()
    whole: list[DateInText] = []
    for each in days:
        day = _with_weekday(low, each)
        while whole and whole[-1].end > day.start:  # a weekday that the figures contradict: they count
            day = replace(day, start=min(whole.pop().start, day.start))
        for number, hour in enumerate(times):
            if number not in taken and (joined := _beside(low, day, hour)) is not None:
                taken.add(number)
                day = joined
        whole.append(day)
    for number, hour in enumerate(times):
        if number in taken or not hour.alone or any(_touch(hour, day) for day in whole):
            continue
        whole.append(DateInText(hour.start, hour.end, today, hour.at, hour.until))
    yield from sorted(whole, key=lambda each: each.start)


def _touch(hour: TimeInText, day: DateInText) -> bool:
    return hour.start < day.end and day.start < hour.end


def _joined(low: str, days: list[DateInText]) -> list[DateInText]:
    """«в пятницу, 27 ноября» is one date, said twice; "EOD Friday" is Friday's end."""
    found: list[DateInText] = []
    for day in days:
        last = found[-1] if found else None
        near = last is not None and _GAP.match(low[last.end : day.start])
        if near and last is not None and (last.day == day.day or _is_acronym(low, last)):
            found[-1] = replace(day, start=last.start, at=last.at or day.at)
        else:
            found.append(day)
    return found


def _is_acronym(low: str, day: DateInText) -> bool:
    return low[day.start : day.end].endswith(("eod", "cob"))


def _with_weekday(low: str, day: DateInText) -> DateInText:
    """The name of a weekday before figures belongs to them: «пт 27.11», "Fri, 27 Nov"."""
    if not low[day.start].isdigit():
        return day
    found = _WEEKDAY_GAP.search(low, max(0, day.start - 24), day.start)
    return replace(day, start=found.start()) if found else day


def _beside(low: str, day: DateInText, hour: TimeInText) -> DateInText | None:
    if day.at is not None and day.at != hour.at:
        return None
    if _touch(hour, day):
        if hour.start >= day.start and hour.end <= day.end:
            return None
        return replace(day, start=min(day.start, hour.start), end=max(day.end, hour.end), at=hour.at)
    if 0 <= hour.start - day.end <= _NEAR and _GAP.match(low[day.end : hour.start]):
        return replace(day, end=hour.end, at=hour.at, until=hour.until)
    if 0 <= day.start - hour.end <= _NEAR and _GAP.match(low[hour.end : day.start]):
        return replace(day, start=hour.start, at=hour.at, until=hour.until)
    return None
