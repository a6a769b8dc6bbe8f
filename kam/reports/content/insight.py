"""What the paper about the portfolio's health says: names resolved, everything reckoned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kam.analysis.health.churn import ChurnRisk
from kam.analysis.health.portfolio_map import MapAxes
from kam.analysis.health.score import HealthBand, HealthFactor
from kam.core.money import Money
from kam.core.vocabulary import SatisfactionDriver, Segment
from kam.reports.content.complaints import PaperHead


@dataclass(frozen=True, slots=True)
class ClientLine:
    """A client: health now and a month ago (None: not known), on which share of the weights it stands.

    ``factors`` are 0–100 of each factor that is known; ``reason`` is what moved it, in few words.
    """

    name: str
    short: str
    owner: str
    segment: Segment
    revenue: Money
    score: int | None
    before: int | None
    band: HealthBand | None
    known: Decimal | None
    risk: ChurnRisk | None
    is_inertia: bool
    reason: str
    factors: Mapping[HealthFactor, int]

    @property
    def change(self) -> int | None:
        """Points more than a month ago."""
        return None if self.score is None or self.before is None else self.score - self.before


@dataclass(frozen=True, slots=True)
class LossLine:
    """A factor: what it could bring, what is lost of it, and how much less than a month ago."""

    factor: HealthFactor
    weight: Decimal
    lost: Decimal
    change: Decimal | None
    clients: int


@dataclass(frozen=True, slots=True)
class MonthLine:
    """The weighted health at the end of a day, and of how many clients it is."""

    on: date
    score: Decimal | None
    clients: int


@dataclass(frozen=True, slots=True)
class DriverLine:
    """The mean 0–100 of the marks that name a driver."""

    driver: SatisfactionDriver
    mean: int
    count: int
    change: int | None


@dataclass(frozen=True, slots=True)
class InsightPaper:
    """The portfolio as of a day against the same day a month before; ``chosen_by`` says whose clients."""

    head: PaperHead
    on: date
    before: date
    chosen_by: str
    currency: str
    count: int
    revenue: Money
    revenue_change: Decimal | None
    score: Decimal | None
    change: Decimal | None
    missing: Decimal
    red: Money
    red_count: int
    one: Decimal | None
    three: Decimal | None
    five: Decimal | None
    limit: int
    red_to: int
    amber_to: int
    axes: MapAxes
    on_map: tuple[ClientLine, ...]
    """Who has a health and revenue, the greatest revenue first."""
    fell: tuple[ClientLine, ...]
    rose: tuple[ClientLine, ...]
    without_health: tuple[ClientLine, ...]
    without_revenue: tuple[ClientLine, ...]
    inertia: tuple[ClientLine, ...]
    clients: tuple[ClientLine, ...]
    losses: tuple[LossLine, ...]
    """The greatest loss first."""
    months: tuple[MonthLine, ...]
    nps: int | None
    nps_change: int | None
    answered: int
    asked: int
    marks: tuple[int, ...]
    """How many gave each mark from 0 to 10."""
    drivers: tuple[DriverLine, ...]
