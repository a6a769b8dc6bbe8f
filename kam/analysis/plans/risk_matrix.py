"""Risks by probability × impact, 5 × 5, the heaviest first (domain.md §7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType
from typing import Final

from kam.analysis.plans.content import PlanRisk
from kam.core.vocabulary import RiskStatus

SIDE: Final = 5


class RiskLevel(IntEnum):
    """How much attention a weight asks for."""

    LOW = 0
    MEDIUM = 1
    HIGH = 2


@dataclass(frozen=True, slots=True)
class RiskBands:
    """From which product of probability and impact on a risk is medium, and high."""

    medium: int = 8
    high: int = 15

    def level(self, weight: int) -> RiskLevel:
        """The level of a weight, 1–25."""
        if weight >= self.high:
            return RiskLevel.HIGH
        return RiskLevel.MEDIUM if weight >= self.medium else RiskLevel.LOW


@dataclass(frozen=True, slots=True)
class PlacedRisk:
    """A rated risk: its number in the list and in the matrix, from 1."""

    number: int
    risk: PlanRisk
    level: RiskLevel


@dataclass(frozen=True, slots=True)
class RiskMatrix:
    """Open risks, the heaviest first; ``unrated`` have no place in the matrix yet.

    ``levels`` says of each (probability, impact) what it asks for: the colours of the empty matrix.
    """

    ranked: tuple[PlacedRisk, ...]
    unrated: tuple[PlanRisk, ...]
    levels: Mapping[tuple[int, int], RiskLevel]

    def at(self, probability: int, impact: int) -> tuple[PlacedRisk, ...]:
        """Who stands in a cell."""
        place = (probability, impact)
        return tuple(each for each in self.ranked if (each.risk.probability, each.risk.impact) == place)

    def count(self, level: RiskLevel) -> int:
        """How many are of a level."""
        return sum(each.level is level for each in self.ranked)

    @property
    def top(self) -> PlacedRisk | None:
        """The heaviest."""
        return self.ranked[0] if self.ranked else None


def risk_matrix(risks: Iterable[PlanRisk], bands: RiskBands = RiskBands()) -> RiskMatrix:
    """The open risks in their cells. Of equal weight the one with the greater impact comes first."""
    opened = [risk for risk in risks if risk.status is RiskStatus.OPEN]
    rated = sorted((risk for risk in opened if risk.weight), key=lambda risk: (-risk.weight, -_impact(risk)))
    return RiskMatrix(
        ranked=tuple(
            PlacedRisk(number, risk, bands.level(risk.weight)) for number, risk in enumerate(rated, start=1)
        ),
        unrated=tuple(risk for risk in opened if not risk.weight),
        levels=MappingProxyType(
            {
                (probability, impact): bands.level(probability * impact)
                for probability in range(1, SIDE + 1)
                for impact in range(1, SIDE + 1)
            }
        ),
    )


def _impact(risk: PlanRisk) -> int:
    return risk.impact or 0
