"""Open opportunities and what they are worth by their probability (domain.md §6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING
from uuid import UUID

from kam.core.money import Money
from kam.core.vocabulary import OpportunityStage

if TYPE_CHECKING:
    from collections.abc import Iterable

_CLOSED = frozenset({OpportunityStage.WON, OpportunityStage.LOST})


@dataclass(frozen=True, slots=True)
class Deal:
    """An opportunity as its worth needs it; ``probability`` is in per cent. Unknown is None, never zero."""

    id: UUID
    stage: OpportunityStage
    amount: Money | None
    probability: int | None
    expected_on: date | None = None

    @property
    def weighted(self) -> Money | None:
        """Amount × probability, to the nearest minor unit, half to even; None when either is unknown."""
        if self.amount is None or self.probability is None:
            return None
        return Money(round(Fraction(self.amount.minor * self.probability, 100)), self.amount.currency)


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The open deals, the weightiest first, and their sums over those whose figures are known."""

    deals: tuple[Deal, ...]
    amount: Money
    weighted: Money
    without_figures: int


def pipeline(deals: Iterable[Deal], currency: str) -> Pipeline:
    """The pipeline of what is neither won nor lost.

    Deals without amount or probability come last and are counted apart. Raises ValueError for a deal in
    another currency.
    """
    nothing = Money(0, currency)
    found = [deal for deal in deals if deal.stage not in _CLOSED]
    found.sort(key=_weightiest_first)
    weighted = [deal.weighted for deal in found]
    return Pipeline(
        deals=tuple(found),
        amount=sum((deal.amount for deal in found if deal.amount is not None), nothing),
        weighted=sum((worth for worth in weighted if worth is not None), nothing),
        without_figures=weighted.count(None),
    )


def _weightiest_first(deal: Deal) -> tuple[bool, int, date, UUID]:
    worth = deal.weighted
    return worth is None, -(worth.minor if worth else 0), deal.expected_on or date.max, deal.id
