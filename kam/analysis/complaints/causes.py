"""Causes: those that brought complaints, and those that came back after they had been cured."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from kam.analysis.complaints.slices import sliced
from kam.core.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from uuid import UUID

    from kam.analysis.complaints.facts import ComplaintFact
    from kam.analysis.complaints.slices import Slice
    from kam.core.vocabulary import ComplaintKind

_SIGNS: Final = re.compile(r"[^\w%]+")
_OFTEN: Final = 2


@lru_cache(maxsize=4096)
def same_cause(written: str) -> str:
    """The form in which two written causes are one: without case, ё and signs between the words."""
    return _SIGNS.sub(" ", fold(written)).strip()


def pareto_of_causes(
    facts: Sequence[ComplaintFact], before: Iterable[ComplaintFact] | None = None
) -> tuple[Slice[str], ...]:
    """Complaints by root cause, called as it was written first; without a known cause last, under None."""
    earlier = None if before is None else list(before)
    names: dict[str, str] = {}
    for fact in (*(earlier or ()), *facts):
        if fact.cause:
            names.setdefault(same_cause(fact.cause), fact.cause.strip())
    return sliced(facts, lambda fact: names.get(same_cause(fact.cause)), before=earlier)


@dataclass(frozen=True, slots=True)
class RepeatCause:
    """A root cause with more than one complaint, oldest first.

    ``returned`` came when an earlier one of the same cause had already ended: its cure did not hold.
    """

    cause: str
    ids: tuple[UUID, ...]
    returned: tuple[UUID, ...]
    clients: int
    first_on: date
    last_on: date


def repeat_causes(facts: Iterable[ComplaintFact]) -> tuple[RepeatCause, ...]:
    """Causes that brought two complaints or more: those that returned most first, then the most frequent."""
    groups: dict[str, list[ComplaintFact]] = defaultdict(list)
    for fact in _oldest_first(facts):
        if cause := same_cause(fact.cause):
            groups[cause].append(fact)
    found = [_repeat(members) for members in groups.values() if len(members) >= _OFTEN]
    return tuple(sorted(found, key=lambda one: (-len(one.returned), -len(one.ids), one.cause)))


def _oldest_first(facts: Iterable[ComplaintFact]) -> list[ComplaintFact]:
    return sorted(facts, key=attrgetter("received_on"))


def _repeat(ordered: list[ComplaintFact]) -> RepeatCause:
    return RepeatCause(
        cause=ordered[0].cause.strip(),
        ids=tuple([fact.id for fact in ordered]),
        returned=_returned(ordered),
        clients=len({fact.account_id for fact in ordered}),
        first_on=ordered[0].received_on,
        last_on=ordered[-1].received_on,
    )


@dataclass(frozen=True, slots=True)
class RepeatAtClient:
    """The same client complained of the same again: one kind, one product line; oldest first."""

    account_id: UUID
    kind: ComplaintKind
    product_line_id: UUID | None
    ids: tuple[UUID, ...]
    returned: tuple[UUID, ...]


def repeats_at_clients(facts: Iterable[ComplaintFact]) -> tuple[RepeatAtClient, ...]:
    """Clients who complained twice or more of the same, most often first.

    Without a known product line nothing says that it was the same, so those are left out.
    """
    groups: dict[tuple[UUID, ComplaintKind, UUID], list[ComplaintFact]] = defaultdict(list)
    for fact in _oldest_first(facts):
        if fact.product_line_id is not None:
            groups[fact.account_id, fact.kind, fact.product_line_id].append(fact)
    found = []
    for (account, kind, line), members in groups.items():
        if len(members) >= _OFTEN:
            ids = tuple([fact.id for fact in members])
            found.append(RepeatAtClient(account, kind, line, ids, _returned(members)))
    return tuple(sorted(found, key=lambda one: (-len(one.ids), -len(one.returned))))


def _returned(ordered: list[ComplaintFact]) -> tuple[UUID, ...]:
    """Those received after the day on which an earlier one of them had ended."""
    found: list[UUID] = []
    first_end: date | None = None
    for fact in ordered:
        if first_end is not None and fact.received_on > first_end:
            found.append(fact.id)
        if fact.ended_on is not None and (first_end is None or fact.ended_on < first_end):
            first_end = fact.ended_on
    return tuple(found)
