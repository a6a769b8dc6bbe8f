"""Dates of what repeats: a rule of iCalendar (RFC 5545, RRULE) narrowed to what can be kept and worked out.

A rule repeats by days, weeks, months or years, never oftener, and is kept as its text without ``COUNT``: the
last date stands in it instead, so that a series can be cut in two and still ends when it was to end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Final

from kam.core.errors import RuleError
from kam.core.vocabulary.term import Term, label

LONGEST_TEXT: Final = 200
MOST_DATES: Final = 400
"""More than a year of days."""

_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEK: Final = 7
_EVERYWHERE: Final = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY"})
_PARTS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "DAILY": _EVERYWHERE,
        "WEEKLY": _EVERYWHERE,
        "MONTHLY": _EVERYWHERE | {"BYMONTHDAY", "BYSETPOS"},
        "YEARLY": _EVERYWHERE | {"BYMONTH", "BYMONTHDAY", "BYSETPOS"},
    }
)
"""What each frequency may say. The rest is refused: a rule that never comes true would be sought for ages."""
_DAY: Final = re.compile(rf"([+-]?[1-9]\d?)?({'|'.join(_WEEKDAYS)})")
_NUMBERS: Final = re.compile(r"[+-]?\d{1,3}(?:,[+-]?\d{1,3})*")
_NUMBER: Final = re.compile(r"[1-9]\d{0,3}")
_UNTIL: Final = re.compile(r"(\d{8})(?:T\d{6}Z?)?")
_LARGEST_INTERVAL: Final = 100
_SHORTEST_MONTH: Final = 28
_QUARTER: Final = "3"


class Frequency(Term):
    """How often a meeting that we plan repeats."""

    WEEKLY = "weekly", label("repeats", "every week")
    FORTNIGHTLY = "fortnightly", label("repeats", "every two weeks")
    MONTHLY = "monthly", label("repeats", "every month")
    QUARTERLY = "quarterly", label("repeats", "every quarter")
    OTHER = "other", label("repeats", "by a rule of its own")


OFFERED: Final = (Frequency.WEEKLY, Frequency.FORTNIGHTLY, Frequency.MONTHLY, Frequency.QUARTERLY)
"""What can be chosen; any other rule came from another calendar."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule whose parts are known to be fine; ``until`` is its last possible date, itself included."""

    parts: tuple[tuple[str, str], ...]
    until: date | None = None

    def __str__(self) -> str:
        """As it is kept: without COUNT, the last date at the end."""
        said = [f"{name}={value}" for name, value in self.parts]
        if self.until is not None:
            said.append(f"UNTIL={self.until:%Y%m%d}")
        return ";".join(said)

    def part(self, name: str) -> str | None:
        """A part by its name."""
        return dict(self.parts).get(name)

    @property
    def frequency(self) -> Frequency:
        """Which of the frequencies it is."""
        every = self.part("INTERVAL") or "1"
        weekly_by_one_day = self.part("FREQ") == "WEEKLY" and "," not in (self.part("BYDAY") or "")
        if weekly_by_one_day:
            return {"1": Frequency.WEEKLY, "2": Frequency.FORTNIGHTLY}.get(every, Frequency.OTHER)
        if self.part("FREQ") == "MONTHLY" and self.part("BYDAY") is None:
            return {"1": Frequency.MONTHLY, _QUARTER: Frequency.QUARTERLY}.get(every, Frequency.OTHER)
        return Frequency.OTHER

    def ending(self, until: date | None) -> Rule:
        """The same with another last date."""
        return Rule(self.parts, until)

    def dates(self, first: date, last: date) -> list[date]:
        """The dates from ``first``, which always counts, until ``last``; at most ``MOST_DATES``."""
        from dateutil.rrule import rrulestr

        end = last if self.until is None else min(last, self.until)
        if end < first:
            return [first]
        text = ";".join(f"{name}={value}" for name, value in (*self.parts, ("UNTIL", f"{end:%Y%m%d}")))
        found = [first]
        for moment in rrulestr(text, dtstart=datetime.combine(first, time.min)):
            if moment.date() > end or len(found) >= MOST_DATES:
                break
            if moment.date() > first:
                found.append(moment.date())
        return found

    def moved(self, before: date, after: date) -> Rule:
        """The rule of a series whose date moved: the same weekday, day of the month or "second Tuesday"."""
        days = (after - before).days
        parts = dict(self.parts)
        if not days:
            return self
        if self.part("FREQ") == "WEEKLY" and (named := self.part("BYDAY")):
            parts["BYDAY"] = ",".join(_shifted(day, days) for day in named.split(","))
        elif self.part("FREQ") == "MONTHLY" and self.part("BYDAY"):
            parts.pop("BYSETPOS", None)
            parts["BYDAY"] = f"{(after.day - 1) // _WEEK + 1}{_WEEKDAYS[after.weekday()]}"
        elif self.part("FREQ") in {"MONTHLY", "YEARLY"}:
            for name in ("BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS"):
                parts.pop(name, None)
            if self.part("FREQ") == "MONTHLY":
                parts |= _day_of_month(after)
        return Rule(tuple(parts.items()), self.until)


def rule_of(frequency: Frequency, first: date, until: date | None = None) -> Rule:
    """The rule of an ``OFFERED`` frequency. Monthly on the 31st is the last day of a shorter month."""
    if frequency in {Frequency.WEEKLY, Frequency.FORTNIGHTLY}:
        every = {"INTERVAL": "2"} if frequency is Frequency.FORTNIGHTLY else {}
        return Rule(tuple({"FREQ": "WEEKLY", **every}.items()), until)
    every = {"INTERVAL": _QUARTER} if frequency is Frequency.QUARTERLY else {}
    return Rule(tuple({"FREQ": "MONTHLY", **every, **_day_of_month(first)}.items()), until)


def read_rule(text: str, first: date) -> Rule:
    """A rule as it is written in a calendar, for a series that begins on ``first``.

    Raises:
        RuleError: ``calendar.rule_not_understood`` for what is no rule, or one that repeats by the hour or
            says what cannot be kept.

    """
    body = text.strip().upper().removeprefix("RRULE:")
    parts: dict[str, str] = {}
    for piece in body.rstrip(";").split(";"):
        name, equals, value = piece.partition("=")
        if not equals or not value or name in parts:
            raise _not_understood(text)
        parts[name] = value
    allowed = _PARTS.get(parts.get("FREQ", ""))
    if allowed is None or len(body) > LONGEST_TEXT or not parts.keys() <= allowed:
        raise _not_understood(text)
    if not all(_is_fine(name, value, parts["FREQ"]) for name, value in parts.items()):
        raise _not_understood(text)
    until = _until(parts.pop("UNTIL", None), text)
    count = parts.pop("COUNT", None)
    rule = Rule(tuple(parts.items()), until)
    return rule if count is None else rule.ending(_last_of(rule, first, int(count)))


def _is_fine(name: str, value: str, frequency: str) -> bool:
    if name == "INTERVAL":
        return bool(_NUMBER.fullmatch(value)) and int(value) <= _LARGEST_INTERVAL
    if name == "COUNT":
        return bool(_NUMBER.fullmatch(value))
    if name == "WKST":
        return value in _WEEKDAYS
    if name == "BYDAY":
        days = [_DAY.fullmatch(each) for each in value.split(",")]
        counted = frequency in {"MONTHLY", "YEARLY"}
        return all(day is not None and (counted or day[1] is None) for day in days)
    if name in {"BYMONTH", "BYMONTHDAY", "BYSETPOS"}:
        return bool(_NUMBERS.fullmatch(value)) and all(_in_range(name, int(n)) for n in value.split(","))
    return True


def _in_range(name: str, number: int) -> bool:
    if name == "BYMONTH":
        return 1 <= number <= 12  # noqa: PLR2004 - months
    return number != 0 and abs(number) <= {"BYMONTHDAY": 31, "BYSETPOS": 366}[name]


def _until(value: str | None, text: str) -> date | None:
    if value is None:
        return None
    match = _UNTIL.fullmatch(value)
    try:
        return datetime.strptime(match[1], "%Y%m%d").date() if match else _refuse(text)  # noqa: DTZ007
    except ValueError:
        return _refuse(text)


def _refuse(text: str) -> date:
    raise _not_understood(text)


def _not_understood(text: str) -> RuleError:
    return RuleError("calendar.rule_not_understood", rule=text.strip()[:LONGEST_TEXT])


def _last_of(rule: Rule, first: date, count: int) -> date:
    """The last of so many dates; a series of more than ``MOST_DATES`` ends with those."""
    years = min(date.max.year - first.year, 100)
    dates = rule.dates(first, first.replace(year=first.year + years, day=min(first.day, _SHORTEST_MONTH)))
    return dates[min(count, len(dates)) - 1]


def _day_of_month(day: date) -> dict[str, str]:
    """Nothing for a day that every month has; else that day, or the last before it in a shorter month."""
    if day.day <= _SHORTEST_MONTH:
        return {}
    return {
        "BYMONTHDAY": ",".join(str(each) for each in range(_SHORTEST_MONTH, day.day + 1)),
        "BYSETPOS": "-1",
    }


def _shifted(day: str, days: int) -> str:
    return _WEEKDAYS[(_WEEKDAYS.index(day) + days) % _WEEK]


def a_year_after(day: date) -> date:
    """How far ahead a series is written."""
    return day + timedelta(days=366)
