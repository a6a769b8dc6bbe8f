"""Health in an account plan, as plain typed data.

The rules for text, money and unknown values are those of ``plan.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kam.analysis.health.churn import ChurnRisk
from kam.analysis.health.score import HealthBand, HealthFactor


@dataclass(frozen=True, slots=True)
class HealthFactorLine:
    """A factor of health: its points of those it could bring; what they stand on, in the paper's language."""

    factor: HealthFactor
    points: int
    most: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class HealthMonth:
    """The score at the end of a month, or on the day of the data; None where nothing was known."""

    on: date
    score: int | None


@dataclass(frozen=True, slots=True)
class PlanHealth:
    """The health of the relationship on the day of the data, and whether the client may leave."""

    score: int
    band: HealthBand
    known: Decimal
    """The share of the weights that the score stands on."""
    change: int | None = None
    """Within a month."""
    factors: tuple[HealthFactorLine, ...] = ()
    unknown: tuple[HealthFactor, ...] = ()
    raises: tuple[tuple[str, int], ...] = ()
    """What would raise it most, in the paper's language, and by how many points."""
    trend: tuple[HealthMonth, ...] = ()
    risk: ChurnRisk = ChurnRisk.LOW
    reasons: tuple[str, ...] = ()
    """What speaks for leaving, the gravest first, in the paper's language."""
    is_inertia: bool = False
