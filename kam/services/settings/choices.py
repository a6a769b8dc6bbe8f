"""What the settings offer to choose from: currencies and time zones by their names in a language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from kam.core.text import sort_key
from kam.core.zones import is_zone, zone_names

_CONTINENTS: Final = frozenset(
    {
        "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian",
        "Pacific",
    }
)  # fmt: skip
_FIRST: Final = ("RUB", "USD", "EUR", "CNY", "KZT", "BYN", "GBP", "AED", "TRY", "INR")
"""What a KAM here most often counts in stands first; the rest follows by name."""


@dataclass(frozen=True, slots=True)
class ZoneChoice:
    """A time zone: its name in the database, its city in a language, how far it is from UTC at a moment."""

    name: str
    city: str
    offset: timedelta


@cache
def currency_choices(language: str) -> tuple[tuple[str, str], ...]:
    """The currencies of today: code and name."""
    from babel import Locale
    from babel.numbers import list_currencies

    from kam.core.money import is_currency

    names = Locale.parse(language).currencies
    current = {code for code in list_currencies() if is_currency(code) and code in names and _is_used(code)}
    rest = sorted(current.difference(_FIRST), key=lambda code: sort_key(names[code]))
    return tuple((code, names[code]) for code in (*_FIRST, *rest))


def zone_choices(language: str, at: datetime) -> tuple[ZoneChoice, ...]:
    """The zones of cities, from west to east; of several names of one clock the usual one."""
    found = [ZoneChoice(name, city, _offset(name, at)) for name, city in _cities(language)]
    return tuple(sorted(found, key=lambda each: (each.offset, sort_key(each.city), each.name)))


def zone_city(name: str, language: str) -> str:
    """The city of a zone, or its name where none is known."""
    from babel.dates import get_timezone_location

    if not is_zone(name) or "/" not in name:
        return name
    return str(get_timezone_location(ZoneInfo(name), locale=language, return_city=True))


@cache
def _cities(language: str) -> tuple[tuple[str, str], ...]:
    from babel.core import get_global

    others = get_global("zone_aliases")
    names = [
        name for name in sorted(zone_names()) if name.split("/")[0] in _CONTINENTS and name not in others
    ]
    return tuple((name, zone_city(name, language)) for name in names)


@cache
def _is_used(code: str) -> bool:
    """Whether some country pays with it now: the old ones and those of funds and metals are left out."""
    from babel.core import get_global

    return any(
        each[0] == code and each[2] is None and each[3]
        for history in get_global("territory_currencies").values()
        for each in history
    )


def _offset(name: str, at: datetime) -> timedelta:
    return at.astimezone(ZoneInfo(name)).utcoffset() or timedelta(0)
