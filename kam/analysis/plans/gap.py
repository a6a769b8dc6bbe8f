"""The gap line: the target, less what is booked, less what the open deals are worth (domain.md §6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kam.analysis.pipeline import Deal, pipeline
from kam.core.money import Money


@dataclass(frozen=True, slots=True)
class GapPart:
    """What one deal brings to the line, by its probability."""

    deal_id: UUID
    weighted: Money


@dataclass(frozen=True, slots=True)
class GapLine:
    """The way to the target: what is booked, then the deals of the period, the weightiest first.

    ``later`` are deals that come after the period, ``unknown`` those without a date, sum or probability: none
    of them is in the line.
    """

    target: Money
    booked: Money
    parts: tuple[GapPart, ...]
    later: tuple[UUID, ...] = ()
    unknown: tuple[UUID, ...] = ()

    @property
    def weighted(self) -> Money:
        """The deals of the period together."""
        return sum((part.weighted for part in self.parts), Money(0, self.target.currency))

    @property
    def expected(self) -> Money:
        """Where it leads: booked and weighted deals."""
        return self.booked + self.weighted

    @property
    def gap(self) -> Money:
        """Target − booked − weighted deals; what is over the target is below zero."""
        return self.target - self.expected

    @property
    def missing(self) -> Money:
        """What is not covered; nothing once the target is."""
        return Money(max(self.gap.minor, 0), self.target.currency)

    @property
    def surplus(self) -> Money:
        """What goes beyond the target."""
        return Money(max(-self.gap.minor, 0), self.target.currency)


def gap_line(target: Money, booked: Money, deals: Iterable[Deal], *, until: date) -> GapLine:
    """The line to a target that is due on ``until``.

    An open deal that should have come by now still counts: it was not lost. Raises ValueError for mixed
    currencies.
    """
    found = pipeline(deals, target.currency).deals
    parts: list[GapPart] = []
    later: list[UUID] = []
    unknown: list[UUID] = []
    for deal in found:
        if deal.weighted is None or deal.expected_on is None:
            unknown.append(deal.id)
        elif deal.expected_on > until:
            later.append(deal.id)
        else:
            parts.append(GapPart(deal.id, deal.weighted))
    return GapLine(target, booked + Money(0, target.currency), tuple(parts), tuple(later), tuple(unknown))
