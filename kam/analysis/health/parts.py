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
from kam.analysis.health.scale import whole_points
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
        TrustReason.REPEATED_OF_LINE: TrustReason.REPEATED,
    }
)
"""Two answers to one question."""
_CHANGED_FROM: Final[Mapping[Term, Term]] = MappingProxyType(
    {PeopleReason.NO_CHAMPION: PeopleReason.CHAMPION, PeopleReason.ATTITUDE: PeopleReason.ATTITUDE}
)
"""What an answer must have been before for its change to have words."""


def part_points(factor: WeighedFactor) -> tuple[int, ...]:
    """The points of health that each part brings or takes; together the points of the factor.

    What only takes takes as many as its end would bring, from all that the factor could have.
    """
    parts = factor.found.parts
    taken = [-gain if part.most == 0 else 0 for part, gain in zip(parts, part_gains(factor), strict=True)]
    score = sum(part.points for part in parts if part.most > 0)
    ratio = Fraction(factor.points - sum(taken), score) if score else Fraction(0)
    brought = whole_points([part.points * ratio if part.most > 0 else Fraction(0) for part in parts])
    return tuple(map(int.__add__, brought, taken))


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
    """What moved a factor most; the reason is None where no single part did.

    ``before`` is the answer that the same question had before, None where it was not asked.
    """

    cause: Cause
    reason: Reason | None = None
    before: Reason | None = None

    @property
    def changed(self) -> bool:
        """Whether it may be told as a change: only who had a champion lost one, only what was rated fell."""
        needed = None if self.reason is None else _CHANGED_FROM.get(self.reason.code)
        return needed is None or (self.before is not None and self.before.code is needed)


def main_cause(moved: Moved) -> MainCause:
    """Of all parts the one that moved most in the direction in which the factor moved.

    What rose is told by points that came, what fell by points that are missing: where the first rating leaves
    fewer points to the decider, it is not the decider who pulls down.
    """
    before, now = moved.before, moved.now
    if before is None or now is None:
        return MainCause(Cause.NO_LONGER_KNOWN if now is None else Cause.NOW_KNOWN)
    sign = 1 if moved.points > 0 else -1
    earlier, later = _by_question(before.parts), _by_question(now.parts)
    measure = _points if sign > 0 else _missing
    shifts = {key: measure(later.get(key)) - measure(earlier.get(key)) for key in [*later, *earlier]}
    key = max(shifts, key=lambda each: shifts[each], default=None)
    if key is None or shifts[key] <= 0 or sign * (now.score - before.score) <= 0:
        return MainCause(Cause.WEIGHT)
    if key in later:
        before_it = earlier.get(key)
        return MainCause(Cause.PART, later[key].reason, None if before_it is None else before_it.reason)
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
        return family, part.reason.places.get("kind"), part.reason.places.get("line")
    return family


def _points(part: Part | None) -> int:
    return part.points if part is not None else 0


def _missing(part: Part | None) -> int:
    return part.most - part.points if part is not None else 0
