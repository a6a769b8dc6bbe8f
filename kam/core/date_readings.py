"""What each way of writing a date in running text means: a weekday, figures, «через неделю», a stretch.

``dates_in_text`` finds the writings; here is said which of them are a date at all, and which one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Final

from kam.core.calendar_words import WEEKDAY_NUMBERS
from kam.core.date_shapes import MEASURE, NEEDS_CAPITAL, RELATIVE_TO, SPOKEN, STRONG
from kam.core.stretches import STRETCH, Part, read_stretch, weekend_of, working_days_on
from kam.core.typed_dates import parse_date

_WEEK: Final = 7
_QUARTER: Final = 3
_FRIDAY: Final = 4
_NUMBERS: Final = {
    "один": 1, "одну": 1, "одного": 1, "два": 2, "две": 2, "двух": 2, "пару": 2, "три": 3, "трех": 3,
    "четыре": 4, "четырех": 4, "пять": 5, "пяти": 5, "шесть": 6, "семь": 7, "восемь": 8, "девять": 9,
    "десять": 10, "десяти": 10, "двенадцать": 12, "one": 1, "a": 1, "an": 1, "two": 2, "couple of": 2,
    "a couple of": 2, "three": 3, "a few": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12,
}  # fmt: skip


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


@dataclass(frozen=True, slots=True)
class Found:
    """A writing that may be a date: what matched, the preposition before it, the whole text, today."""

    match: re.Match[str]
    before: str
    low: str
    text: str
    today: date

    def day(self, day: date, *, stretch: bool = False) -> DateInText:
        """A date that is meant; where it stands is told later."""
        return DateInText(0, 0, day, stretch=stretch)

    def typed(self, words: str) -> date:
        """What these words mean where a date is asked for."""
        return parse_date(words, self.today, "")

    def is_capital(self, name: str) -> bool:
        """Whether a group of the match begins with a capital."""
        return self.text[self.match.start(name)].isupper()


def _word(found: Found) -> DateInText | None:
    words = found.match["word"].removeprefix("the ")
    if words.startswith("сегодняшн"):
        return found.day(found.today) if found.before in STRONG else None
    if words.startswith("завтрашн"):
        return found.day(found.today + timedelta(days=1))
    day = found.today if words == "tonight" else found.typed(words)
    return replace(found.day(day), at=time(18) if words == "tonight" else None)


def _weekday(found: Found) -> DateInText | None:
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


def _weeks_on(found: Found) -> DateInText:
    """So many weeks after the coming weekday: "a week from Monday" is one, like "Monday week"."""
    name = found.match["weeks_day"] or found.match["day_week"]
    weeks = _NUMBERS[found.match["weeks"] or "one"]
    return found.day(found.typed(name) + timedelta(days=_WEEK * weeks))


def _spoken(found: Found) -> DateInText:
    """«Двадцать пятого мая»."""
    *tens, day = found.match.string[found.match.start("spoken") : found.match.start("month3")].split()
    number = SPOKEN[day] + sum(_TENS[each] for each in tens)
    return found.day(
        found.typed(f"{number} {found.low[found.match.start('month3') : found.match.end()]}".strip())
    )


_TENS: Final = {"двадцать": 20, "тридцать": 30}


def _says_a_day(found: Found, words: str, name: str) -> bool:
    """«Среда» is also an environment: without a word before it, it is no day."""
    if name == "среде":
        return found.before == "к"
    return not name.startswith("сред") or bool(found.before) or words != name


def _abbreviates(found: Found, words: str, name: str) -> bool:
    """«Пт», "Fri" want a word before them; a date that follows says it all and takes the weekday in."""
    if found.match["after"] is not None or (not found.before and words == name):
        return False
    return name not in NEEDS_CAPITAL or found.text[found.match.end("short") - len(name)].isupper()


def _iso(found: Found) -> DateInText:
    return found.day(found.typed(found.match["iso"]))


def _figures(found: Found) -> DateInText | None:
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


def _day_month(found: Found) -> DateInText | None:
    name = found.match["month"] or found.match["month2"]
    group = "month" if found.match["month"] else "month2"
    if name in NEEDS_CAPITAL and not found.is_capital(group):
        return None
    body = (found.match["daymonth"] or found.match["monthday"]).strip()
    body = re.sub(r"\A\d{1,2}(?:-?го)?\s?(?:[-–—]|по|и|to|and)\s?(?=\d)", "", body)
    body = re.sub(r"(?<=\w\s)\d{1,2}\s?[-–]\s?(?=\d)", "", body)
    body = re.sub(r"-?(?:му|ому)(?=\s)", "", body)
    return found.day(found.typed(body))


def _ordinal(found: Found) -> DateInText:
    return found.day(found.typed(f"{''.join(filter(str.isdigit, found.match['ordinal']))}-го"))


def _ahead(found: Found) -> DateInText | None:
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
    if unit.startswith(("квартал", "quarter")):
        number, unit = number * _QUARTER, "months" if unit.startswith("q") else "месяцев"
    if unit.startswith("fortnight"):
        return today + timedelta(days=2 * _WEEK * number * sign)
    if unit in {"дн", "нед", "мес", "суток", "сутки"} or sign < 0:
        unit = {"дн": "дней", "нед": "недель", "мес": "месяцев"}.get(unit, unit)
    ending = " назад" if sign < 0 else ""
    unit = {"недель": "недель", "недели": "недели"}.get(unit, unit)
    return parse_date(f"{number} {unit}{ending}", today, "")


def _ago(found: Found) -> DateInText:
    return found.day(_moved(found.today, found.match["count3"], found.match["unit3"], sign=-1))


def _half(found: Found) -> DateInText:
    return found.day(found.typed("через полгода"))


def _after_next(found: Found) -> DateInText:
    monday = found.today - timedelta(days=found.today.weekday())
    return found.day(monday + timedelta(days=2 * _WEEK + _FRIDAY), stretch=True)


def _weekend(found: Found) -> DateInText:
    away = (found.match["which_end"] or "").startswith(("следующ", "next"))
    stretch = weekend_of(found.today, int(away))
    by = stretch.first - timedelta(days=1) if found.before in STRONG else stretch.by
    return found.day(by, stretch=True)


def _on_week(found: Found) -> DateInText | None:
    return _stretch_called("этой неделе", found)


def _new_year(found: Found) -> DateInText | None:
    eve = "eve" in found.match["newyear"]
    if not (eve or found.before in STRONG or found.before in {"после", "after"}):
        return None
    day = date(found.today.year, 12, 31)
    return found.day(day if found.before not in {"после", "after"} else day + timedelta(days=1))


_STRETCHES: Final = {
    "eow": "end of week", "eom": "end of month", "eoq": "end of quarter", "eoy": "end of year",
}  # fmt: skip


def _acronym(found: Found) -> DateInText | None:
    words = found.match["acronym"]
    if words in {"eod", "cob"}:
        day = found.today + timedelta(days=found.match["of_day"] == "tomorrow")
        return replace(found.day(day), at=time(18)) if found.match["of_day"] != "next " else None
    return _stretch_called(_STRETCHES[words], found)


def _stretch_called(words: str, found: Found) -> DateInText | None:
    match = STRETCH.match(words)
    stretch = read_stretch(match, found.today) if match else None
    return None if stretch is None else found.day(stretch.by, stretch=True)


def _stretch(found: Found) -> DateInText | None:
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

WAYS: Final[dict[str, Callable[[Found], DateInText | None]]] = {
    "word": _word,
    "weeks_on": _weeks_on,
    "spoken": _spoken,
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
