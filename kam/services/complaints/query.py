"""Which complaints are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, Final
from uuid import UUID

from kam.core.vocabulary import Channel, ClockState, ComplaintKind, ComplaintStage, Severity
from kam.services.query_json import Reader, day, differing, known, member, set_of


class ComplaintStanding(Enum):
    """Whether open complaints are asked for, or those that have ended."""

    OPEN = "open"
    ENDED = "ended"
    ALL = "all"


class ComplaintSort(Enum):
    """What the rows of the table are sorted by; urgency is the order of the board."""

    URGENCY = "urgency"
    NUMBER = "number"
    ACCOUNT = "account"
    SUMMARY = "summary"
    KIND = "kind"
    SEVERITY = "severity"
    STAGE = "stage"
    RECEIVED = "received"
    AMOUNT = "amount"
    OWNER = "owner"
    SATISFACTION = "satisfaction"


@dataclass(frozen=True, slots=True)
class ComplaintQuery:
    """The conditions on complaints; all must hold, of several values one.

    ``mine`` are the clients I lead; ``owners`` whoever answers for the complaint. ``since`` and ``until`` are
    days of receipt, both included. ``states`` ask for open complaints whose pressing clock stands so.
    ``ids`` are those behind a figure; where they are given, nobody else is shown. A board heeds everything
    but ``standing``, ``stages`` and the order: it shows every stage.
    """

    text: str = ""
    accounts: frozenset[UUID] = frozenset()
    kinds: frozenset[ComplaintKind] = frozenset()
    severities: frozenset[Severity] = frozenset()
    channels: frozenset[Channel] = frozenset()
    stages: frozenset[ComplaintStage] = frozenset()
    states: frozenset[ClockState] = frozenset()
    product_lines: frozenset[UUID] = frozenset()
    departments: frozenset[str] = frozenset()
    owners: frozenset[UUID] = frozenset()
    people: frozenset[UUID] = frozenset()
    ids: frozenset[UUID] = frozenset()
    since: date | None = None
    until: date | None = None
    mine: bool = False
    standing: ComplaintStanding = ComplaintStanding.OPEN
    sort: ComplaintSort = ComplaintSort.URGENCY
    descending: bool = False


def conditions(query: ComplaintQuery) -> list[str]:
    """The names of the conditions that leave something out, beside open and ended."""
    several = (
        "accounts", "kinds", "severities", "channels", "stages", "states",
        "product_lines", "departments", "owners", "people", "ids", "since", "until", "mine",
    )  # fmt: skip
    return [name for name in ("text", *several) if getattr(query, name)]


def as_json(query: ComplaintQuery) -> dict[str, Any]:
    """What of a query differs from the usual one, in values that JSON knows."""
    return differing(query, ComplaintQuery())


def from_json(stored: Mapping[str, Any]) -> ComplaintQuery:
    """The query of a saved view; what a later version wrote is left out."""
    return ComplaintQuery(**known(stored, ComplaintQuery(), _READERS))


_READERS: Final[Mapping[str, Reader]] = {
    "accounts": set_of(UUID),
    "kinds": set_of(ComplaintKind.of),
    "severities": set_of(Severity.of),
    "channels": set_of(Channel.of),
    "stages": set_of(ComplaintStage.of),
    "states": set_of(ClockState.of),
    "product_lines": set_of(UUID),
    "departments": set_of(str),
    "owners": set_of(UUID),
    "people": set_of(UUID),
    "ids": set_of(UUID),
    "since": day,
    "until": day,
    "standing": member(ComplaintStanding),
    "sort": member(ComplaintSort),
}
