"""When the sample plans are printed, and how their sums and texts are written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from kam.core.money import Money

ZONE = ZoneInfo("Europe/Moscow")

AS_OF = datetime(2026, 11, 23, 17, 40, tzinfo=ZONE)

PRINTED_AT = datetime(2026, 11, 23, 17, 42, tzinfo=ZONE)

Choice = Callable[[str, str], str]


def million(value: float) -> int:
    """Roubles in minor units."""
    return round(value * 100_000_000)


def roubles(value: float) -> Money:
    """So many millions."""
    return Money(million(value), "RUB")
