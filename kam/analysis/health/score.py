"""Health 0–100: a weighted mean of the factors that are known (domain.md §9).

A factor without data is left out and its weight shared, so ``known`` says on how much of the whole the
score stands. Every point belongs to a factor: the points of the factors add up to the score exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple
from uuid import UUID

from kam.analysis.explanation import Reason
from kam.analysis.health.scale import FULL, whole_parts
from kam.analysis.ratios import Percent, as_decimal, share
from kam.core.vocabulary import Term
from kam.core.vocabulary.term import label


class HealthFactor(Term):
    """What health is made of, in the order in which it is told."""

    REVENUE = "revenue", label("health factor", "Revenue trend")
    RHYTHM = "rhythm", label("health factor", "Order rhythm")
    WALLET = "wallet", label("health factor", "Share of wallet")
    PEOPLE = "people", label("health factor", "People")
    CONTACT = "contact", label("health factor", "Contact")
    COMPLAINTS = "complaints", label("health factor", "Complaints")
    SATISFACTION = "satisfaction", label("health factor", "Satisfaction")
    PROMISES = "promises", label("health factor", "Our promises kept")


class HealthBand(Term):
    """How a score is to be taken."""

    RED = "red", label("health band", "poor")
    AMBER = "amber", label("health band", "attention")
    GREEN = "green", label("health band", "good")


WEIGHTS: Final[Mapping[HealthFactor, int]] = MappingProxyType(
    {
        HealthFactor.REVENUE: 20,
        HealthFactor.RHYTHM: 10,
        HealthFactor.WALLET: 10,
        HealthFactor.PEOPLE: 20,
        HealthFactor.CONTACT: 10,
        HealthFactor.COMPLAINTS: 15,
        HealthFactor.SATISFACTION: 10,
        HealthFactor.PROMISES: 5,
    }
)
"""The weights of domain.md §9."""


@dataclass(frozen=True)
class HealthSettings:
    """Weights and bands. Up to ``red_to`` is red, up to ``amber_to`` amber, the rest green.

    What stands on less than ``least_known`` per cent of the weights is never green: silence is no health.
    A fall by ``signal_fall`` points within a month is a signal.
    """

    weights: Mapping[HealthFactor, int] = field(default_factory=lambda: WEIGHTS)
    red_to: int = 50
    amber_to: int = 75
    least_known: Percent = 50
    signal_fall: int = 5

    @cached_property
    def counted(self) -> tuple[tuple[HealthFactor, int], ...]:
        """The factors that weigh anything, with their weights, in the order in which they are told."""
        weights = ((factor, self.weights.get(factor, 0)) for factor in HealthFactor)
        return tuple((factor, weight) for factor, weight in weights if weight > 0)

    @cached_property
    def whole(self) -> int:
        """What they weigh together."""
        return sum(weight for _, weight in self.counted)

    def band(self, score: int, known: Decimal) -> HealthBand:
        """The band of a score that stands on a share of the weights."""
        if score <= self.red_to:
            return HealthBand.RED
        if score <= self.amber_to or Fraction(known) < share(self.least_known):
            return HealthBand.AMBER
        return HealthBand.GREEN


class Part(NamedTuple):
    """One reason for a factor's score: its points of the factor's 100, the records behind it and their date.

    ``most`` is what it could have brought; the difference is what is to be gained.
    """

    reason: Reason
    points: int
    most: int
    on: date | None = None
    records: tuple[UUID, ...] = ()


class FactorScore(NamedTuple):
    """A factor that is known: 0–100, the exact sum of its parts, and the date of its latest evidence."""

    factor: HealthFactor
    parts: tuple[Part, ...]

    @property
    def score(self) -> int:
        """The sum of the parts."""
        parts = self.parts
        return parts[0].points if len(parts) == 1 else sum([part.points for part in parts])

    @property
    def on(self) -> date | None:
        """The date of the latest evidence."""
        return max((part.on for part in self.parts if part.on is not None), default=None)


class WeighedFactor(NamedTuple):
    """A factor within health: its points of the score, and how many more it could bring."""

    found: FactorScore
    weight: int
    points: int
    gain: int

    @property
    def factor(self) -> HealthFactor:
        """Which one."""
        return self.found.factor


@dataclass(frozen=True, slots=True)
class Health:
    """A score with everything it is made of. ``known`` is the share of the weights that it stands on."""

    score: int
    band: HealthBand
    known: Decimal
    factors: tuple[WeighedFactor, ...]
    unknown: tuple[HealthFactor, ...]

    @property
    def pulls_down(self) -> tuple[WeighedFactor, ...]:
        """What would raise it most, the most first; what has all its points is not among them."""
        losing = [each for each in self.factors if each.gain > 0]
        return tuple(sorted(losing, key=lambda each: (-each.gain, -each.weight)))


@dataclass(frozen=True, slots=True)
class Moved:
    """By how many points of health a factor moved between two moments; one side may not have been known."""

    factor: HealthFactor
    points: int
    before: FactorScore | None
    now: FactorScore | None


def health_of(
    found: Iterable[FactorScore | None], settings: HealthSettings = HealthSettings()
) -> Health | None:
    """Weigh the factors; None when nothing is known, or all that is known has no weight."""
    scores = {each.factor: each for each in found if each is not None}
    known: list[FactorScore] = []
    weights: list[int] = []
    unknown: list[HealthFactor] = []
    earned: list[int] = []
    missed: list[int] = []
    weight = 0
    for factor, own in settings.counted:
        of_factor = scores.get(factor)
        if of_factor is None:
            unknown.append(factor)
            continue
        known.append(of_factor)
        weights.append(own)
        weight += own
        score = of_factor.score
        earned.append(own * score)
        missed.append(own * (FULL - score))
    if not weight:
        return None
    points, gains = whole_parts(earned, weight), whole_parts(missed, weight)
    score = sum(points)
    part = _part_of(weight, settings.whole)
    return Health(
        score=score,
        band=settings.band(score, part),
        known=part,
        factors=tuple(map(WeighedFactor, known, weights, points, gains)),
        unknown=tuple(unknown),
    )


@lru_cache
def _part_of(weight: int, whole: int) -> Decimal:
    return as_decimal(Fraction(weight, whole))


def what_moved(before: Health, now: Health) -> tuple[Moved, ...]:
    """What made the difference between two scores, the greatest first; together it is the difference.

    A factor that was not known before moves the others' shares as well: each tells its own change.
    """
    earlier = {each.factor: each for each in before.factors}
    later = {each.factor: each for each in now.factors}
    moved = [
        Moved(
            factor,
            _points(later.get(factor)) - _points(earlier.get(factor)),
            _found(earlier.get(factor)),
            _found(later.get(factor)),
        )
        for factor in HealthFactor
    ]
    return tuple(sorted((each for each in moved if each.points), key=lambda each: -abs(each.points)))


def _points(factor: WeighedFactor | None) -> int:
    return factor.points if factor is not None else 0


def _found(factor: WeighedFactor | None) -> FactorScore | None:
    return factor.found if factor is not None else None
