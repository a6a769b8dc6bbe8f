"""Complaints by whatever they have in common, most first: each slice a step of a Pareto curve."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from kam.analysis.ratios import ratio

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence
    from uuid import UUID

    from kam.analysis.complaints.facts import ComplaintFact

VITAL_PERCENT: Final = 80
"""The few that bring eighty of a hundred complaints."""

KeyT = TypeVar("KeyT", bound="Hashable")


@dataclass(frozen=True, slots=True)
class Slice(Generic[KeyT]):
    """Complaints with something in common; ``key`` None gathers those of which it is not known.

    ``cumulative`` is the share of this slice and of all before it. ``vital`` marks the few that bring 80 %:
    those before which less was reached; what is not known never is one of them. ``before`` counts the span
    before, None where there is nothing to compare with.
    """

    key: KeyT | None
    ids: tuple[UUID, ...]
    share: Decimal
    cumulative: Decimal
    vital: bool
    missed: tuple[UUID, ...] = ()
    before: int | None = None

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.ids)


def sliced(
    facts: Sequence[ComplaintFact],
    key: Callable[[ComplaintFact], KeyT | None],
    *,
    before: Iterable[ComplaintFact] | None = None,
) -> tuple[Slice[KeyT], ...]:
    """Complaints by a key, the most numerous first, what is not known last; equal ones as they first came."""
    groups: dict[KeyT | None, tuple[list[UUID], list[UUID]]] = defaultdict(lambda: ([], []))
    for fact in facts:
        ids, missed = groups[key(fact)]
        ids.append(fact.id)
        if fact.missed:
            missed.append(fact.id)
    earlier = None if before is None else Counter(map(key, before))
    ordered = sorted(groups.items(), key=lambda item: (item[0] is None, -len(item[1][0])))
    slices, passed, total = [], 0, len(facts)
    for name, (ids, missed) in ordered:
        reached = passed + len(ids)
        slices.append(
            Slice(
                key=name,
                ids=tuple(ids),
                share=ratio(len(ids), total) or Decimal(0),
                cumulative=ratio(reached, total) or Decimal(0),
                vital=name is not None and passed * 100 < total * VITAL_PERCENT,
                missed=tuple(missed),
                before=None if earlier is None else earlier[name],
            )
        )
        passed = reached
    return tuple(slices)
