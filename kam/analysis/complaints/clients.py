"""The clients who complain most and worst, and whether it gets better."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from kam.core.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    from kam.analysis.complaints.facts import ComplaintFact, Span

WEIGHTS: Final = {Severity.CRITICAL: 8, Severity.HIGH: 4, Severity.NORMAL: 2, Severity.LOW: 1}
"""What a complaint weighs: each step of severity doubles it."""


class Course(Enum):
    """Where it is going, by the weight of this span against the one before."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    UNKNOWN = "unknown"
    """There is no span before."""


@dataclass(frozen=True, slots=True)
class WorstClient:
    """One client's complaints of a span. ``months`` counts them month by month."""

    account_id: UUID
    ids: tuple[UUID, ...]
    weight: int
    weight_before: int | None
    before: int | None
    open: tuple[UUID, ...]
    missed: tuple[UUID, ...]
    reopened: tuple[UUID, ...]
    months: tuple[int, ...]
    cost: int

    @property
    def course(self) -> Course:
        """Better or worse than in the span before."""
        if self.weight_before is None:
            return Course.UNKNOWN
        if self.weight == self.weight_before:
            return Course.SAME
        return Course.WORSE if self.weight > self.weight_before else Course.BETTER


def worst_clients(
    facts: Iterable[ComplaintFact],
    span: Span,
    *,
    before: Iterable[ComplaintFact] | None = None,
    costs: Mapping[UUID, int] | None = None,
    most: int | None = None,
) -> tuple[WorstClient, ...]:
    """Clients by the weight of their complaints, the worst first; of equal ones who complained more often.

    ``costs`` is what each complaint cost, in minor units.
    """
    groups: dict[UUID, list[ComplaintFact]] = defaultdict(list)
    for fact in facts:
        groups[fact.account_id].append(fact)
    weights: Counter[UUID] = Counter()
    counts: Counter[UUID] = Counter()
    for fact in before or ():
        weights[fact.account_id] += WEIGHTS[fact.severity]
        counts[fact.account_id] += 1
    weighed = [
        (sum([WEIGHTS[fact.severity] for fact in members]), account, members)
        for account, members in groups.items()
    ]
    weighed.sort(key=lambda one: (-one[0], -len(one[2])))
    months = [(month.year, month.month) for month in span.months()]
    compared = before is not None
    return tuple(
        WorstClient(
            account_id=account,
            ids=tuple([fact.id for fact in members]),
            weight=weight,
            weight_before=weights[account] if compared else None,
            before=counts[account] if compared else None,
            open=tuple([fact.id for fact in members if fact.ended_on is None]),
            missed=tuple([fact.id for fact in members if fact.missed]),
            reopened=tuple([fact.id for fact in members if fact.reopened]),
            months=_counted(members, months),
            cost=sum((costs or {}).get(fact.id, 0) for fact in members),
        )
        for weight, account, members in weighed[:most]
    )


def _counted(members: Sequence[ComplaintFact], months: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    seen = Counter([(fact.received_on.year, fact.received_on.month) for fact in members])
    return tuple([seen[month] for month in months])
