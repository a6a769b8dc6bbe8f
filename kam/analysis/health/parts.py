"""Points of health down to the single part: where they come from, what moved them, what would bring more.

The points of a factor's parts add up to the factor's points exactly, as those of the factors add up to the
score.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from kam.analysis.explanation import Reason
from kam.analysis.health.people import PeopleReason
from kam.analysis.health.scale import FULL, whole_points
from kam.analysis.health.score import FactorScore, Health, HealthFactor, Moved, Part, WeighedFactor
from kam.analysis.health.trust import TrustReason
from kam.core.vocabulary import Term

_FAMILY: Final[Mapping[Term, Term]] = MappingProxyType(
    {
        PeopleReason.NO_DECIDER: PeopleReason.DECIDER,
        PeopleReason.NO_CHAMPION: PeopleReason.CHAMPION,
        PeopleReason.NEGLECTED: PeopleReason.IN_TOUCH,
        TrustReason.NO_COMPLAINTS: TrustReason.START,
        TrustReason.BREACHED: TrustReason.OPEN,
    }
)
"""Two answers to one question."""


def part_points(factor: WeighedFactor) -> tuple[int, ...]:
    """The points of health that each part brings or takes; together the points of the factor."""
    score = factor.found.score
    ratio = Fraction(factor.points, score) if score else Fraction(factor.points + factor.gain, FULL)
    return tuple(whole_points([part.points * ratio for part in factor.found.parts]))


def part_gains(factor: WeighedFactor) -> tuple[int, ...]:
    """The points of health that each part could still bring; together the gain of the factor."""
    lost = [part.most - part.points for part in factor.found.parts]
    ratio = Fraction(factor.gain, sum(lost)) if sum(lost) else Fraction(0)
    return tuple(whole_points([each * ratio for each in lost]))


@dataclass(frozen=True, slots=True)
class Raise:
    """What would raise health by so many points if nothing of it were missing."""

    factor: HealthFactor
    part: Part
    gain: int


def raises(health: Health) -> tuple[Raise, ...]:
    """What would raise it most, the most first; what would bring less than a point is not among them."""
    found = [
        Raise(factor.factor, part, gain)
        for factor in health.pulls_down
        for part, gain in zip(factor.found.parts, part_gains(factor), strict=True)
        if gain > 0
    ]
    return tuple(sorted(found, key=lambda each: -each.gain))


def heaviest_loss(found: FactorScore) -> Part:
    """The part of a factor from which most is missing; of equal ones the first."""
    return max(found.parts, key=lambda part: part.most - part.points)


class Cause(Enum):
    """Why a factor moved."""

    PART = auto()
    """A part of it has other points now."""
    ENDED = auto()
    """A part that was is no more: a complaint was closed."""
    NOW_KNOWN = auto()
    NO_LONGER_KNOWN = auto()
    WEIGHT = auto()
    """The factor stands as it stood; others became known or unknown, and its share is another."""


@dataclass(frozen=True, slots=True)
class MainCause:
    """What moved a factor most; the reason is None where no single part did."""

    cause: Cause
    reason: Reason | None = None


def main_cause(moved: Moved) -> MainCause:
    """Of all parts the one that moved most in the direction in which the factor moved."""
    before, now = moved.before, moved.now
    if before is None or now is None:
        return MainCause(Cause.NO_LONGER_KNOWN if now is None else Cause.NOW_KNOWN)
    sign = 1 if moved.points > 0 else -1
    earlier, later = _by_question(before.parts), _by_question(now.parts)
    shifts = {key: sign * (_points(later.get(key)) - _points(earlier.get(key))) for key in [*later, *earlier]}
    key = max(shifts, key=lambda each: shifts[each], default=None)
    if key is None or shifts[key] <= 0 or sign * (now.score - before.score) <= 0:
        return MainCause(Cause.WEIGHT)
    if key in later:
        return MainCause(Cause.PART, later[key].reason)
    return MainCause(Cause.ENDED, earlier[key].reason)


def _by_question(parts: Iterable[Part]) -> dict[Hashable, Part]:
    return {_question(part): part for part in parts}


def _question(part: Part) -> Hashable:
    """What two parts of different days answer alike: the same complaint, the same cause, the same measure."""
    code = part.reason.code
    family = _FAMILY.get(code, code)
    if family is TrustReason.OPEN:
        return family, part.records
    if family is TrustReason.REPEATED:
        return family, part.reason.places.get("kind")
    return family


def _points(part: Part | None) -> int:
    return part.points if part is not None else 0
