"""The retention case: what a client's leaving would cost, and whether a concession is worth its price.

Over twelve months (domain.md §9). Without a concession the margin is kept with the chance of staying; with
it the margin less its cost is kept with a better chance. All amounts are minor units of one currency, all
chances and shares ratios.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from kam.analysis.health.churn import ChurnRisk
from kam.analysis.ratios import as_decimal
from kam.core.vocabulary import Term
from kam.core.vocabulary.term import label

_YEAR: Final = 365

LEAVING: Final[Mapping[ChurnRisk, Decimal]] = MappingProxyType(
    {ChurnRisk.LOW: Decimal("0.05"), ChurnRisk.MEDIUM: Decimal("0.20"), ChurnRisk.HIGH: Decimal("0.40")}
)
"""The chance of leaving within twelve months to begin with. Round figures, not measured ones: whoever knows
the client corrects them, and the verdict says from which chance on it turns."""


def leaving_then(leaving: Decimal) -> Decimal:
    """The chance in spite of a concession to begin with: half of what it is without, in thousandths."""
    return (leaving / 2).quantize(Decimal("0.001"))


class Assumption(Term):
    """What the case stands on."""

    MARGIN = "margin", label("assumption of a retention case", "the margin of twelve months")
    LEAVING = "leaving", label("assumption of a retention case", "the chance of leaving without a concession")
    LEAVING_THEN = (
        "leaving_then",
        label("assumption of a retention case", "the chance of leaving in spite of it"),
    )
    COST = "cost", label("assumption of a retention case", "the cost of the concession")


@dataclass(frozen=True, slots=True)
class Concession:
    """What is offered to make them stay.

    ``discount`` is a share of revenue, ``terms_days`` more days to pay, ``service`` a cost of twelve months.
    """

    discount: Decimal = Decimal(0)
    terms_days: int = 0
    service: int = 0


@dataclass(frozen=True, slots=True)
class RetentionCase:
    """What is known and assumed. ``capital`` is the yearly price of money, for longer terms.

    ``leaving`` is the chance of leaving within twelve months without a concession, ``leaving_then`` with it.
    """

    revenue: int
    margin: int
    leaving: Decimal
    leaving_then: Decimal
    concession: Concession
    capital: Decimal = Decimal("0.2")

    @property
    def cost(self) -> int:
        """What the concession costs over twelve months with a client who stays."""
        discount = Fraction(self.concession.discount) * self.revenue
        waiting = Fraction(self.capital) * self.revenue * self.concession.terms_days / _YEAR
        return round(discount + waiting) + self.concession.service

    @property
    def may_cost(self) -> int:
        """What a concession may cost at most before it is not worth it; nothing where it never is."""
        stays, stays_then = 1 - Fraction(self.leaving), 1 - Fraction(self.leaving_then)
        if not stays_then:
            return 0
        return max(0, int((stays_then - stays) * self.margin / stays_then))


@dataclass(frozen=True, slots=True)
class RetentionVerdict:
    """``at_stake`` is the margin that would probably be lost, ``gain`` what the concession brings on balance.

    ``break_even`` is the chance of leaving in spite of the concession at which it neither gains nor loses;
    None where it costs all the margin. ``worth_from`` is the chance of leaving without one from which on it
    gains; None where it would not even if they were sure to leave. ``decides`` is the assumption that turns
    the answer when it is wrong by the smallest share, ``by`` that share; None where no error up to the whole
    of it would.
    """

    at_stake: int
    cost: int
    gain: int
    break_even: Decimal | None
    worth_from: Decimal | None
    decides: Assumption | None
    by: Decimal | None

    @property
    def is_worth_it(self) -> bool:
        """Whether it gains anything."""
        return self.gain > 0


def judge(case: RetentionCase) -> RetentionVerdict:
    """Weigh a concession against what it saves."""
    cost = case.cost
    gain = _gain(case.margin, Fraction(cost), Fraction(case.leaving), Fraction(case.leaving_then))
    decides = _deciding(case, Fraction(cost))
    return RetentionVerdict(
        at_stake=max(0, round(Fraction(case.leaving) * case.margin)),
        cost=cost,
        gain=round(gain),
        break_even=_break_even(case.margin, cost, Fraction(case.leaving)),
        worth_from=_worth_from(case.margin, cost, Fraction(case.leaving_then)),
        decides=decides[0] if decides else None,
        by=as_decimal(decides[1]) if decides else None,
    )


def gain_at(case: RetentionCase, leaving: Decimal) -> int:
    """The gain if the chance of leaving without a concession were another one, all else as assumed."""
    return round(_gain(case.margin, Fraction(case.cost), Fraction(leaving), Fraction(case.leaving_then)))


def _gain(margin: int | Fraction, cost: Fraction, leaving: Fraction, then: Fraction) -> Fraction:
    return (1 - then) * (margin - cost) - (1 - leaving) * margin


def _break_even(margin: int, cost: int, leaving: Fraction) -> Decimal | None:
    if margin <= cost:
        return None
    found = 1 - (1 - leaving) * margin / Fraction(margin - cost)
    return as_decimal(found) if found >= 0 else None


def _worth_from(margin: int, cost: int, then: Fraction) -> Decimal | None:
    if margin <= 0:
        return None
    found = (then * (margin - cost) + cost) / margin
    return as_decimal(found) if found < 1 else None


def _deciding(case: RetentionCase, cost: Fraction) -> tuple[Assumption, Fraction] | None:
    """Each assumption alone, moved to where the gain is nothing: the shortest way decides."""
    margin, leaving, then = Fraction(case.margin), Fraction(case.leaving), Fraction(case.leaving_then)
    turning = {
        Assumption.MARGIN: _over((1 - then) * cost, leaving - then),
        Assumption.COST: _over((leaving - then) * margin, 1 - then),
        Assumption.LEAVING: _chance(_over(then * (margin - cost) + cost, margin)),
        Assumption.LEAVING_THEN: _chance(_over(leaving * margin - cost, margin - cost)),
    }
    known = {
        Assumption.MARGIN: margin,
        Assumption.COST: cost,
        Assumption.LEAVING: leaving,
        Assumption.LEAVING_THEN: then,
    }
    errors = {
        which: abs(place - known[which]) / known[which]
        for which, place in turning.items()
        if place is not None and known[which] > 0
    }
    near = {which: error for which, error in errors.items() if error <= 1}
    return min(near.items(), key=lambda each: each[1]) if near else None


def _over(part: Fraction, whole: Fraction) -> Fraction | None:
    return part / whole if whole > 0 and part >= 0 else None


def _chance(found: Fraction | None) -> Fraction | None:
    return found if found is not None and found <= 1 else None
