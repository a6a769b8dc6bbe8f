"""What the page of all plans shows to management: a line an account (domain.md §7, §10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kam.analysis.health.score import HealthBand
from kam.core.money import Money
from kam.core.vocabulary import KeyGroup, PlanStatus, RelationshipStrategy, Segment
from kam.reports.content.brief import Health


@dataclass(frozen=True, slots=True)
class PortfolioRisk:
    """The heaviest open risk of a plan."""

    title: str
    probability: int | None = None
    impact: int | None = None
    response: str = ""


@dataclass(frozen=True, slots=True)
class PortfolioLine:
    """An account and its plan. ``status`` None = it has no plan, and everything of the plan is unknown."""

    account: str
    segment: Segment | None = None
    group: KeyGroup | None = None
    owner: str = ""
    status: PlanStatus | None = None
    version: int | None = None
    ends_on: date | None = None
    strategy: RelationshipStrategy | None = None
    ambition: str = ""
    fact: Money | None = None
    """Bought from the first day of the targets' period up to the last whole month."""
    plan: Money | None = None
    """The targets of the same months; None = none set."""
    gap: Money | None = None
    """target − booked − weighted pipeline over the fiscal year; below zero = more than the target."""
    objectives: int = 0
    behind: int = 0
    """How many of the objectives are behind."""
    late_actions: int = 0
    risk: PortfolioRisk | None = None
    next_review_on: date | None = None
    review_overdue: bool = False
    """No review is planned though the last one is longer ago than the norm, or the planned day has passed."""
    unknown: int = 0
    """Of how many objectives nobody knows how far they are."""
    health: Health | None = None
    """None = nothing is known of it."""
    band: HealthBand | None = None


@dataclass(frozen=True, slots=True)
class PlanPortfolio:
    """Everything the page shows; lines in the order in which they are to be read."""

    our_company: str
    as_of: datetime
    printed_at: datetime
    zone: str
    lines: tuple[PortfolioLine, ...] = ()
    chosen_by: str = ""
    """What the lines were chosen by, in the paper's language; empty = every account with a plan."""
