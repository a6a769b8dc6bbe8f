"""The axes of the map of health and revenue: which scores, which sums, where a client stands between them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kam.analysis.health.portfolio import PortfolioClient
from kam.analysis.health.scale import FULL

_STEP: Final = 10
_LEAST_SPAN: Final = 30
_MARGIN: Final = 2
_THREE: Final = 3
_LEAST_RATIO: Final = 10
"""The axis of revenue spans at least a tenfold."""


@dataclass(frozen=True, slots=True)
class MapAxes:
    """Scores from ``low`` to ``high``, sums (minor units) from ``least`` to ``most`` by their logarithm."""

    low: int
    high: int
    least: int
    most: int
    ticks: tuple[int, ...]
    """Round sums between ``least`` and ``most``: 1 and 3 of each decade, or 1 alone where they are many."""

    @property
    def scores(self) -> tuple[int, ...]:
        """The tens on the axis of scores."""
        first = -(-self.low // _STEP) * _STEP
        return tuple(range(first, self.high + 1, _STEP))

    def across(self, score: float) -> float:
        """Where a score stands, from 0 at the left to 1."""
        return (score - self.low) / (self.high - self.low)

    def up(self, revenue: int) -> float:
        """Where a sum stands, from 0 at the bottom to 1."""
        low, high = math.log(self.least), math.log(self.most)
        return (math.log(max(revenue, 1)) - low) / (high - low)


def decimals_of(figure: Decimal) -> int:
    """How many decimals a round figure at an axis needs: 3 none, 0.3 one, 0.003 three."""
    return max(0, -figure.adjusted())


def axes_of(clients: Sequence[PortfolioClient], *, most_ticks: int = 7) -> MapAxes:
    """Axes that hold all clients, where they are now and where they were a month ago."""
    scores = [each.score for client in clients for each in (client.health, client.month_ago) if each]
    low, high = _score_span(scores)
    sums = [client.revenue for client in clients if client.revenue > 0] or [1, _LEAST_RATIO]
    least, most = _round_down(min(sums)), _round_up(max(sums))
    most = max(most, least * _LEAST_RATIO)
    return MapAxes(low, high, least, most, _ticks(least, most, most_ticks))


def _score_span(scores: Iterable[int]) -> tuple[int, int]:
    known = list(scores) or [0, FULL]
    low = max(0, (min(known) - _MARGIN) // 5 * 5)
    high = min(FULL, -(-(max(known) + _MARGIN) // 5) * 5)
    spare = max(0, _LEAST_SPAN - (high - low))
    low = max(0, low - -(-spare // 2) // 5 * 5)
    high = min(FULL, max(high, low + _LEAST_SPAN))
    return min(low, high - _LEAST_SPAN), high


def _round_down(amount: int) -> int:
    """The largest of 1, 3, 10, 30… below a sum, so that its mark does not stand on the axis."""
    decade = 1
    while decade * 10 < amount:
        decade *= 10
    found = decade * _THREE if decade * _THREE < amount else decade
    return max(1, found)


def _round_up(amount: int) -> int:
    """The smallest of 1, 3, 10, 30… above a sum."""
    decade = 1
    while decade * 10 <= amount:
        decade *= 10
    return decade * _THREE if amount < decade * _THREE else decade * 10


def _ticks(least: int, most: int, count: int) -> tuple[int, ...]:
    decades = [10**power for power in range(len(str(most)))]
    both = sorted({each * part for each in decades for part in (1, _THREE)})
    found = [each for each in both if least <= each <= most]
    if len(found) > count:
        found = [each for each in found if str(each)[0] == "1"]
    while len(found) > count:
        found = found[::2]
    return tuple(found)
