"""Time zones by the names that every computer knows."""

from __future__ import annotations

from functools import cache
from typing import Final

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
