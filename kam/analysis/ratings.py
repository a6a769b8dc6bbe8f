"""Dated ratings of one stakeholder and kind: what holds on a date, and which way it went (domain.md §3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


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
