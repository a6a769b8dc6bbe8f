"""Which promises are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final
from uuid import UUID

from kam.core.vocabulary import CommitmentKind, CommitmentStatus, Side
from kam.services.query_json import Reader, differing, known, member, set_of


class PromiseSort(Enum):
    """What rows are sorted by in the table and in the list of closed ones."""

    TEXT = "text"
    ACCOUNT = "account"
    SIDE = "side"
    OWNER = "owner"
    DUE = "due"
    LATE = "late"
    SHIFTS = "shifts"
    MADE = "made"
    CLOSED = "closed"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class PromiseQuery:
    """The conditions on promises; all must hold, of several values one.

    ``owners`` are colleagues of ours: they answer for what we promised, and at the clients they lead for what
    was promised to us. ``mine`` are the clients I lead. Without ``promised`` internal tasks are shown, too.
    ``people`` are places of the client's people. ``statuses`` choose among the closed ones alone.
    """

    text: str = ""
    accounts: frozenset[UUID] = frozenset()
    owners: frozenset[UUID] = frozenset()
    people: frozenset[UUID] = frozenset()
    kinds: frozenset[CommitmentKind] = frozenset()
    statuses: frozenset[CommitmentStatus] = frozenset()
    sides: frozenset[Side] = frozenset()
    mine: bool = False
    promised: bool = True
    shifted: bool = False
    late: bool = False
    undated: bool = False
    orphaned: bool = False
    sort: PromiseSort = PromiseSort.DUE
    descending: bool = False


SWITCHES: Final = ("promised", "shifted", "mine", "late", "undated", "orphaned")
"""The conditions that are on or off."""


def conditions(query: PromiseQuery) -> list[str]:
    """The names of the conditions that leave something out."""
    several = ("accounts", "owners", "people", "kinds", "sides")
    named = [name for name in ("text", *several) if getattr(query, name)]
    return named + [name for name in SWITCHES if getattr(query, name)]


def as_json(query: PromiseQuery) -> dict[str, Any]:
    """What of a query differs from the usual one, in values that JSON knows."""
    return differing(query, PromiseQuery())


def from_json(stored: Mapping[str, Any]) -> PromiseQuery:
    """The query of a saved view; what a later version wrote is left out."""
    return PromiseQuery(**known(stored, PromiseQuery(), _READERS))


_READERS: Final[Mapping[str, Reader]] = {
    "accounts": set_of(UUID),
    "owners": set_of(UUID),
    "people": set_of(UUID),
    "kinds": set_of(CommitmentKind.of),
    "statuses": set_of(CommitmentStatus.of),
    "sides": set_of(Side.of),
    "sort": member(PromiseSort),
}
