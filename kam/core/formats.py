"""Dates, numbers and money in a language, for the place where they are going to be read.

The target decides the spaces and signs: paper takes U+00A0 (its typeface lacks U+202F), the window U+202F
between groups of figures, files and the clipboard plain ASCII numbers (architecture, decision 9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from kam.core.money import minor_digits
from kam.core.periods import Month

NO_BREAK: Final = "\u00a0"
NARROW_NO_BREAK: Final = "\u202f"
MINUS: Final = "\u2212"
RANGE_DASH: Final = "\u2013"

_LOCALES: Final = {"ru": "ru_RU", "en": "en_GB"}
_SYMBOLS: Final = {
    "RUB": "₽",
    "USD": "$",
    "EUR": "€",
    "GBP": "£",
    "JPY": "¥",
    "CNY": "¥",
    "KZT": "₸",
    "INR": "₹",
}
_UNITS: Final = {
    "ru": ((10**9, "млрд"), (10**6, "млн"), (10**3, "тыс.")),
    "en": ((10**9, "bn"), (10**6, "m"), (10**3, "k")),
}
_SHORT_FROM: Final = 10_000
_DAYS_MONTHS: Final = {"ru": "dd.MM", "en": "d MMM"}
_DATES: Final = {"ru": "dd.MM.yyyy", "en": "d MMM yyyy"}
_SHORT_DATES: Final = {"ru": "dd.MM.yy", "en": "d MMM yy"}
_MONTH_YEARS: Final = {"ru": "MM.yyyy", "en": "MMM yyyy"}
_MONTH_SHORT_YEARS: Final = {"ru": "MM.yy", "en": "MMM yy"}

_HALF_A_YEAR: Final = 183
_NO_DECIMALS_FROM: Final = 100
_UNGROUPED_FIGURES: Final = 4


class Target(StrEnum):
    """Where the text goes."""

    PAPER = "paper"
    WINDOW = "window"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Scale:
    """The unit in which sums are shown: how many major units make one, and its name."""

    divisor: int
    name: str


@cache
def zone_of(name: str) -> tzinfo:
    """The zone of an IANA name; raises ``zoneinfo.ZoneInfoNotFoundError`` for an unknown one."""
    return ZoneInfo(name)


class Formats:
    """Writes values in one language for one target. Dates and moments come in as they are to be shown."""

    def __init__(self, language: str, target: Target = Target.PAPER) -> None:
        self.language = language if language in _LOCALES else "en"
        self.target = target
        self._locale = _LOCALES[self.language]
        self._minus = "-" if target is Target.PLAIN else MINUS
        self._space = " " if target is Target.PLAIN else NO_BREAK
        self._decimal_point = "." if target is Target.PLAIN or self.language == "en" else ","

    # Dates and moments

    def full_date(self, day: date) -> str:
        """A whole date: «23.11.2026», "23 Nov 2026"; ISO in files."""
        if self.target is Target.PLAIN:
            return day.isoformat()
        return self._pattern(day, _DATES[self.language])

    def short_date(self, day: date) -> str:
        """A whole date where there is little room: «23.11.26», "23 Nov 26"."""
        return self._pattern(day, _SHORT_DATES[self.language])

    def day_month(self, day: date) -> str:
        """A date of a year that goes without saying: «20.11», "20 Nov"."""
        return self._pattern(day, _DAYS_MONTHS[self.language])

    def near(self, day: date, now: date) -> str:
        """A date beside another: the year is said only when it lies half a year or more away."""
        if abs((day - now).days) < _HALF_A_YEAR:
            return self.day_month(day)
        return self.month_year(day)

    def long_date(self, day: date) -> str:
        """«24 ноября 2026», "24 November 2026"."""
        return self._pattern(day, "d MMMM yyyy")

    def day_and_month(self, day: date) -> str:
        """«24 ноября», "24 November"."""
        return self._pattern(day, "d MMMM")

    def weekday(self, day: date) -> str:
        """«вт», "Tue"."""
        return self._pattern(day, "EEE")

    @property
    def first_weekday(self) -> int:
        """The day on which weeks begin here, Monday being 0."""
        from babel import Locale  # keeps Babel out of the start-up

        return int(Locale.parse(self._locale).first_week_day)

    def weekday_date(self, day: date) -> str:
        """«вт 24 ноября», "Tue 24 November"."""
        return self._pattern(day, "EEE d MMMM")

    def weekday_long(self, day: date) -> str:
        """«среда 25 ноября», "Wednesday 25 November"."""
        return self._pattern(day, "EEEE d MMMM")

    def weekday_full_date(self, day: date) -> str:
        """«вторник, 24 ноября 2026 г.», "Tuesday 24 November 2026"."""
        return self._pattern(day, "EEEE, d MMMM yyyy 'г.'" if self.language == "ru" else "EEEE d MMMM yyyy")

    def weekday_short(self, day: date) -> str:
        """A day of the week ahead: «ср, 25», "Wed 25"."""
        return self._pattern(day, "EEE, d" if self.language == "ru" else "EEE d")

    def weekday_moment(self, moment: datetime) -> str:
        """«вт 24 ноября, 10:00», "Tue 24 November, 10:00"."""
        return f"{self.weekday_date(moment.date())}, {self.clock(moment.time())}"

    def moment(self, moment: datetime) -> str:
        """«23.11.2026, 17:42», "23 Nov 2026, 17:42"."""
        return f"{self.full_date(moment.date())}, {self.clock(moment.time())}"

    def clock(self, at: time) -> str:
        """The hour by 24: «10:00»."""
        return f"{at.hour:02d}:{at.minute:02d}"

    def time_range(self, start: datetime, end: datetime) -> str:
        """«10:00–11:00»."""
        return f"{self.clock(start.time())}{self.range_dash}{self.clock(end.time())}"

    def month_year(self, day: date) -> str:
        """A month of a year: «04.2025», "Apr 2025"."""
        return self._pattern(day, _MONTH_YEARS[self.language])

    def month_short_year(self, day: date) -> str:
        """A month of a year where there is little room: «08.26», "Aug 26"."""
        return self._pattern(day, _MONTH_SHORT_YEARS[self.language])

    def long_month(self, month: Month) -> str:
        """«ноябрь 2025», "November 2025"."""
        return self._pattern(month.first_day, "LLLL yyyy")

    def month_name(self, month: Month) -> str:
        """«сентябрь», "September"."""
        return self._pattern(month.first_day, "LLLL")

    def month_abbreviation(self, month: Month) -> str:
        """«янв», "Jan"."""
        return self._pattern(month.first_day, "LLL").rstrip(".")[:3]

    def month_initial(self, month: Month) -> str:
        """The one letter under a column: «Н», "N"."""
        return self._pattern(month.first_day, "LLLLL").upper()

    def month_range(self, first: Month, last: Month, *, long: bool = False) -> str:
        """«янв–окт», or «сентябрь–октябрь» when long; one month stands alone."""
        name = self.month_name if long else self.month_abbreviation
        if first == last:
            return name(first)
        return f"{name(first)}{self.range_dash}{name(last)}"

    # Numbers

    @property
    def range_dash(self) -> str:
        """The dash between the ends of a range."""
        return "-" if self.target is Target.PLAIN else RANGE_DASH

    def number(self, value: Decimal | int, decimals: int = 0) -> str:
        """A number with grouped figures and exactly ``decimals`` places, rounded half to even."""
        rounded = Decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN)
        if not rounded:
            rounded = abs(rounded)
        whole, _, fraction = f"{abs(rounded):f}".partition(".")
        text = self._grouped(whole) + (self._decimal_point + fraction if fraction else "")
        return (self._minus if rounded < 0 else "") + text

    def bare(self, value: Decimal) -> str:
        """A number as a spreadsheet of this language reads it: no groups, its own decimal sign: 1234,5."""
        return f"{value:f}".replace(".", self._decimal_point)

    def tidy(self, value: Decimal | int, decimals: int = 1) -> str:
        """A number with at most ``decimals`` places; zeros at the end are left out: 18, 0,8."""
        rounded = Decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN)
        places = decimals if rounded % 1 else 0
        text = self.number(rounded, places)
        return text.rstrip("0") if places > 1 else text

    def signed(self, value: Decimal | int, decimals: int = 0) -> str:
        """A number with its sign said: +4, −2; zero has none."""
        text = self.number(value, decimals)
        return f"+{text}" if Decimal(value) > 0 and text.strip("0,.") else text

    def percent(self, share: Decimal, decimals: int = 0) -> str:
        """A share of one as percent: «94 %», "94%"."""
        return self._with_percent(self.number(share * 100, decimals))

    def change(self, share: Decimal, decimals: int = 0) -> str:
        """A change as percent with its sign: «+6 %», "−10%"."""
        return self._with_percent(self.signed(share * 100, decimals))

    def points(self, percent: int) -> str:
        """Whole percent that come as a number already: «40 %»."""
        return self._with_percent(self.number(percent))

    # Money

    def symbol(self, currency: str) -> str:
        """The sign of a currency, or its code where it has none of its own."""
        return _SYMBOLS.get(currency, currency)

    def scale_for(self, minor: int, currency: str) -> Scale:
        """The unit in which a sum reads best: millions from a million, thousands from ten thousand."""
        major = abs(minor) // 10 ** minor_digits(currency)
        if major >= _SHORT_FROM:
            for divisor, name in _UNITS[self.language]:
                if major >= divisor:
                    return Scale(divisor, name)
        return Scale(1, "")

    def scaled(self, minor: int, currency: str, scale: Scale, decimals: int | None = None) -> str:
        """A sum in a given unit, without the unit: «84,2». Decimals by size unless they are given."""
        value = Decimal(minor).scaleb(-minor_digits(currency)) / scale.divisor
        if decimals is not None:
            return self.number(value, decimals)
        if scale.divisor == 1 or abs(value) >= _NO_DECIMALS_FROM:
            return self.number(value)
        return self.tidy(value, 1 if abs(value) >= 1 else 2)

    def unit(self, currency: str, scale: Scale) -> str:
        """The unit as it stands at the head of a column: «млн ₽», "₽m"."""
        if self.language == "ru":
            return self._space.join(filter(None, (scale.name, self.symbol(currency))))
        return self.symbol(currency) + scale.name

    def money(
        self, minor: int, currency: str, scale: Scale | None = None, decimals: int | None = None
    ) -> str:
        """A sum as short as it can be said: «84,2 млн ₽», "₽84.2m", "$950"; in files exact and plain."""
        if self.target is Target.PLAIN:
            digits = minor_digits(currency)
            return f"{Decimal(minor).scaleb(-digits):.{digits}f}"
        scale = scale or self.scale_for(minor, currency)
        figure = self.scaled(minor, currency, scale, decimals)
        symbol = self.symbol(currency)
        if self.language == "ru":
            return self._space.join(filter(None, (figure, scale.name, symbol)))
        sign, figure = (self._minus, figure[1:]) if figure.startswith(self._minus) else ("", figure)
        gap = self._space if len(symbol) > 1 else ""
        return f"{sign}{symbol}{gap}{figure}{scale.name}"

    # Inside

    def _with_percent(self, figure: str) -> str:
        return f"{figure}{self._space}%" if self.language == "ru" else f"{figure}%"

    def _grouped(self, whole: str) -> str:
        if self.target is Target.PLAIN:
            return whole
        if self.language == "en":
            return f"{int(whole):,}"
        if len(whole) <= _UNGROUPED_FIGURES:
            return whole
        space = NARROW_NO_BREAK if self.target is Target.WINDOW else NO_BREAK
        return f"{int(whole):,}".replace(",", space)

    def _pattern(self, day: date, pattern: str) -> str:
        return _written(day, pattern, self._locale, self.target)


@cache
def _written(day: date, pattern: str, locale: str, target: Target) -> str:
    from babel.dates import format_date  # keeps Babel out of the start-up

    text: str = format_date(day, pattern, locale=locale)
    text = re.sub(r"\bSept\b", "Sep", text)  # three letters like every other month
    if target is Target.PAPER:
        return text.replace(NARROW_NO_BREAK, NO_BREAK)
    return text if target is Target.WINDOW else text.replace(NARROW_NO_BREAK, " ").replace(NO_BREAK, " ")
