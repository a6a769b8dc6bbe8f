"""Dated ratings of one stakeholder and kind: what holds on a date, and which way it went (domain.md §3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol
from uuid import UUID

from kam.analysis.ratios import quotient

if TYPE_CHECKING:
    from collections.abc import Iterable


_ID_BITS: Final = 128


@dataclass(frozen=True, slots=True)
class Rated:
    """A value of a scale on a date."""

    on: date
    value: int


@dataclass(frozen=True, slots=True)
class RatingTrend:
    """Where a rating stands and where it stood at an earlier date; None before the first rating."""

    now: Rated
    before: Rated | None

    @property
    def change(self) -> int:
        """How many steps it went up (negative: down); a first rating is no change."""
        return self.now.value - self.before.value if self.before is not None else 0


def rating_on(ratings: Iterable[Rated], day: date) -> Rated | None:
    """The rating in force on a date: the last given on or before it; of one date the one that comes last."""
    held: Rated | None = None
    for rating in ratings:
        if rating.on <= day and (held is None or rating.on >= held.on):
            held = rating
    return held


def rating_trend(ratings: Iterable[Rated], since: date, as_of: date) -> RatingTrend | None:
    """The rating of ``as_of`` against that of ``since`` (the last meeting); None when it was never rated.

    Where the first rating is younger than ``since`` there is nothing to compare with.
    """
    known = list(ratings)
    now = rating_on(known, as_of)
    return RatingTrend(now, rating_on(known, since)) if now is not None else None


class Weighed(Protocol):
    """Somebody's attitude (−2…+2) and influence (1…5) on a date; None where never rated by then."""

    @property
    def id(self) -> UUID:
        """Who it is."""

    @property
    def attitude(self) -> int | None:
        """Towards us."""

    @property
    def influence(self) -> int | None:
        """On what is decided."""


class WeighedPerson(NamedTuple):
    """Of whom nothing else is asked."""

    id: UUID
    attitude: int | None
    influence: int | None


@dataclass(frozen=True, slots=True)
class WeightedAttitude:
    """The attitude of a client towards us: Σ attitude × influence ÷ Σ influence, −2…+2 to a hundredth.

    ``parts`` are those who count, the heaviest first: the answer to "why?". ``unrated`` says how many lack
    one of the two ratings and count neither way.
    """

    value: Decimal
    parts: tuple[Weighed, ...]
    unrated: int


def weighted_attitude(people: Iterable[Weighed]) -> WeightedAttitude | None:
    """The attitude of several people by their influence; None when nobody has both ratings."""
    rated: list[tuple[int, Weighed]] = []
    total = weight = unrated = 0
    for person in people:
        attitude, influence = person.attitude, person.influence
        if attitude is None or influence is None:
            unrated += 1
        else:
            weight += influence
            total += attitude * influence
            rated.append((person.id.int - (influence << _ID_BITS), person))
    if not weight:
        return None
    rated.sort(key=itemgetter(0))  # the heaviest first, of equal ones by their identity
    parts = tuple([person for _, person in rated])
    return WeightedAttitude(quotient(total, weight, 2), parts, unrated)
