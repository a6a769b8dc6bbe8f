"""Time zones by the names that every computer knows."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

_NO_PLACES: Final = frozenset({"Factory", "localtime", "posixrules"})
"""Names in a computer's zone folder that mean its own setting, or none: elsewhere they mean another time."""


def is_zone(name: str) -> bool:
    """Whether it is an IANA zone such as ``Europe/Moscow``, written exactly as there.

    Only the names of the tzdata that comes along count: a workspace moves between computers, and a computer's
    own folder has others, too.
    """
    return name in zone_names()


@cache
def zone_names() -> frozenset[str]:
    """All of them."""
    from importlib.resources import files

    return frozenset(files("tzdata").joinpath("zones").read_text("utf-8").split()) - _NO_PLACES


def moment_of(local: datetime, zone: str) -> datetime | None:
    """The moment of a wall-clock time in a zone, in UTC; None where that place's clocks skip the time.

    When clocks are put back, an hour comes twice: the first time is meant.
    """
    there = ZoneInfo(zone)
    moment = local.replace(tzinfo=there, fold=0).astimezone(UTC)
    shown = moment.astimezone(there).replace(tzinfo=None, fold=0)
    return moment if shown == local.replace(fold=0) else None
