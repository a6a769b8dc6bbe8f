"""Plan against fact (domain.md §6): targets of a period, month by month, and what was really bought."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from kam.analysis.ratios import ratio
from kam.core.money import Money
from kam.core.periods import Month

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class MonthPlan:
    """A month's target and what came; ``fact`` is None for a month that is not over."""

    month: Month
    plan: Money
    fact: Money | None


@dataclass(frozen=True, slots=True)
class PlanFact:
    """How a period stands: its full months so far against their targets, and the target of all of it.

    ``fact`` counts only the months that have a target, or a month without one would look like a success.
    ``to_go`` is what the whole period's target still asks for; nothing once it is reached.
    """

    months: tuple[MonthPlan, ...]
    plan: Money
    fact: Money
    plan_of_period: Money

    @property
    def done(self) -> Decimal | None:
        """Fact ÷ plan of the full months, a ratio; None where no full month has a target above nothing."""
        return ratio(self.fact.minor, self.plan.minor) if self.plan.minor > 0 else None

    @property
    def gap(self) -> Money:
        """Fact less plan of the full months; negative is behind."""
        return self.fact - self.plan

    @property
    def to_go(self) -> Money:
        """What is missing to the target of the whole period."""
        missing = self.plan_of_period - self.fact
        return missing if missing.minor > 0 else Money(0, missing.currency)


def plan_fact(
    targets: Mapping[Month, Money], facts: Mapping[Month, Money], first: Month, last: Month, through: Month
) -> PlanFact | None:
    """Plan and fact from ``first`` to ``last``, of which the months up to ``through`` are over.

    A month over and without a fact sold nothing. None when no month of the period has a target.
    """
    planned = [month for month in first.span(first.months_until(last) + 1) if month in targets]
    if not planned:
        return None
    nothing = Money(0, targets[planned[0]].currency)
    months = tuple(
        MonthPlan(month, targets[month], facts.get(month, nothing) if month <= through else None)
        for month in planned
    )
    return PlanFact(
        months=months,
        plan=sum((item.plan for item in months if item.fact is not None), nothing),
        fact=sum((item.fact for item in months if item.fact is not None), nothing),
        plan_of_period=sum((item.plan for item in months), nothing),
    )


def spread(total: Money, first: Month, months: int) -> dict[Month, Money]:
    """A target of a longer period laid on its months, equal to within a minor unit, summing to it exactly."""
    return {
        month: Money(
            total.minor * (at + 1) // months - total.minor * at // months,
            total.currency,
        )
        for at, month in enumerate(first.span(months))
    }


def spread_like(total: Money, shape: Mapping[Month, int], step: int = 1) -> dict[Month, Money]:
    """A target laid on months in proportion to a shape, summing to it exactly.

    ``shape`` says what each month weighs: what was bought a year before, or the same for all; what is below
    nothing weighs nothing, and where nothing weighs anything all months weigh the same. All months but the
    last that weighs anything get whole ``step``s of minor units, so that a year of 96 million does not become
    months with kopecks.
    """
    weights = {month: max(weight, 0) for month, weight in sorted(shape.items())}
    if not any(weights.values()):
        weights = dict.fromkeys(weights, 1)
    whole, last = sum(weights.values()), max((m for m, weight in weights.items() if weight), default=None)
    found: dict[Month, Money] = {}
    before = gone = 0
    for month, weight in weights.items():
        gone += weight
        until = total.minor if month == last else round(Fraction(total.minor * gone, whole * step)) * step
        found[month] = Money(until - before if weight else 0, total.currency)
        before = until if weight else before
    return found
