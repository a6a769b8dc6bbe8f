"""Dates, and hours with them, inside running text: «акт до пятницы», "call back by 12 Dec, 3 pm".

What ``typed_dates`` reads where a date is asked for stands here among other words and figures, so a writing
must look like a date by itself: sums, per cents, numbers of orders, versions, telephones and years are none.
A stretch («на той неделе», «в декабре») is meant by its end; what begins with «до» or «к» by its beginning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from kam.core.date_readings import WAYS, DateInText, Found
from kam.core.date_shapes import BEFORE, DATE, LONG, SHORT, SPEAKS_OF_OTHER
from kam.core.errors import UserError
from kam.core.times_in_text import TIME, TimeInText, read_time

_LOOK_BACK: Final = 32
"""Letters before a date that may say what it is."""


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
    way = next(name for name in WAYS if match[name])
    try:
        found = WAYS[way](Found(match, before["pre"] if before else "", low, text, today))
    except (UserError, ValueError, OverflowError):
        return None
    if found is None:
        return None
    start = before.start("pre") if before else match.start()
    end = match.end()
    while end > start and low[end - 1] in " ,":
        end -= 1
    return replace(found, start=start, end=end)


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
        if last is None or not _GAP.match(low[last.end : day.start]):
            found.append(day)
        elif (weekday := _of_that_week(low, last, day)) is not None:
            found[-1] = DateInText(last.start, day.end, weekday, last.at or day.at)
        elif last.day == day.day or _is_acronym(low, last):
            found[-1] = replace(day, start=last.start, at=last.at or day.at)
        else:
            found.append(day)
    return found


_A_WEEK: Final = re.compile(
    r"(?:на\s+)?(?:той|этой|следующей)\s+неделе|(?:(?:early|late)\s+)?(?:next|this)\s+week"
    r"|(?:через|in)\s+(?:\w+\s+)?(?:недел[юиь]|weeks?)\Z"
)
_A_WEEKDAY: Final = re.compile(rf"(?:(?:в|во|к|до|on|by)\s+)?(?:{LONG}|{SHORT})\.?\Z")


def _of_that_week(low: str, one: DateInText, other: DateInText) -> date | None:
    """«на следующей неделе во вторник», «в пятницу через неделю»: the weekday of the week beside it."""
    if "," in low[one.end : other.start]:
        return None  # «в среду созвон в десять, через неделю отчёт» names two days
    for week, weekday in ((one, other), (other, one)):
        if _A_WEEK.match(low[week.start : week.end]) and _A_WEEKDAY.match(low[weekday.start : weekday.end]):
            return week.day + timedelta(days=weekday.day.weekday() - week.day.weekday())
    return None


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
