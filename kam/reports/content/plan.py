"""Everything an account plan shows on paper, in all four formats, as plain typed data (domain.md §7, §11).

Rules that hold for every field:

- Identities are resolved: people and colleagues come as names, references as titles. A version that was
  frozen years ago is printed with the names that are known now, or that nobody is named.
- Text is what a person typed, raw: not escaped, not cut, not marked up. ``**word**`` prints bold on PDF;
  nothing else in a text is markup. An empty text means that nothing was written.
- None means unknown, never zero.
- Sums are minor units of ``currency``, except where a field says ``Money``; shares are fractions of one.
- Days are counted to ``head.as_of``.
- Lists come in the order in which they are to be read and uncut; the paper cuts and says so.
- The language of the paper is that of the words handed to the drawing. Where a field says "in the paper's
  language", the collector was handed the same words.

The customer's copy is another document with types of its own: ``customer_plan.py``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kam.analysis.plans.content import PlanText
from kam.core.vocabulary import SwotKind
from kam.reports.content.customer_plan import (
    CustomerContact,
    CustomerMeeting,
    CustomerObjective,
    CustomerPlanHead,
    CustomerPlanPaper,
)
from kam.reports.content.money import CompetitorLine, MoneyBlock
from kam.reports.content.plan_health import HealthFactorLine, HealthMonth, PlanHealth
from kam.reports.content.plan_parts import (
    ForecastQuarter,
    GrowthLine,
    GrowthWay,
    NoQuarter,
    PlanApproval,
    PlanChange,
    PlanChangeSort,
    PlanDecision,
    PlanFactLine,
    PlanHead,
    PlanOpportunity,
    PlanPortrait,
    PlanValue,
    SupplierLine,
    SwotLine,
    TargetGap,
    WhitespaceField,
    WhitespaceMatrix,
    WhitespaceRow,
)
from kam.reports.content.plan_work import (
    ActionLine,
    ComingLine,
    ComplaintsOfYear,
    CompletenessLine,
    ContactPlanLine,
    FindingLine,
    InitiativeLine,
    MeasurementLine,
    MilestoneLine,
    ObjectiveLine,
    PlanBudgetLine,
    PlanComplaints,
    PlanCompleteness,
    PlanRiskLine,
    ReviewLine,
    TeamMember,
)
from kam.reports.stakeholder_maps.content import MapContent

__all__ = [
    "ActionLine",
    "ComingLine",
    "ComplaintsOfYear",
    "CompletenessLine",
    "ContactPlanLine",
    "CustomerContact",
    "CustomerMeeting",
    "CustomerObjective",
    "CustomerPlanHead",
    "CustomerPlanPaper",
    "FindingLine",
    "ForecastQuarter",
    "GrowthLine",
    "GrowthWay",
    "HealthFactorLine",
    "HealthMonth",
    "InitiativeLine",
    "MeasurementLine",
    "MilestoneLine",
    "NoQuarter",
    "ObjectiveLine",
    "PlanApproval",
    "PlanBudgetLine",
    "PlanChange",
    "PlanChangeSort",
    "PlanComplaints",
    "PlanCompleteness",
    "PlanDecision",
    "PlanFactLine",
    "PlanHead",
    "PlanHealth",
    "PlanMoney",
    "PlanOpportunity",
    "PlanPaper",
    "PlanPortrait",
    "PlanRiskLine",
    "PlanText",
    "PlanValue",
    "ReviewLine",
    "SupplierLine",
    "SwotLine",
    "TargetGap",
    "TeamMember",
    "WhitespaceField",
    "WhitespaceMatrix",
    "WhitespaceRow",
]


@dataclass(frozen=True, slots=True)
class PlanMoney:
    """The money behind the plan. ``block`` is that of the brief: 12 months, plan and fact, wallet, lines."""

    block: MoneyBlock = field(default_factory=MoneyBlock)
    gap: TargetGap | None = None
    """None = no target is set for the period."""
    forecast: tuple[ForecastQuarter, ...] = ()
    growth: tuple[GrowthLine, ...] = ()
    way: GrowthWay | None = None
    """None = no revenue objective with baseline and target in ``currency``."""
    suppliers: tuple[SupplierLine, ...] = ()
    """Who serves ``block.wallet``, by name; sums to its total."""


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """Everything the internal plan shows."""

    head: PlanHead
    currency: str
    """ISO 4217 code of every sum that is not a ``Money``."""
    text: PlanText = field(default_factory=PlanText)
    approvals: tuple[PlanApproval, ...] = ()
    decisions: tuple[PlanDecision, ...] = ()
    """Needed ones first, by date; then what was decided outside a review."""
    previous_version: int | None = None
    """The number of the version that ``changes`` compare with; None = this is the first."""
    changes: tuple[PlanChange, ...] = ()
    portrait: PlanPortrait = field(default_factory=PlanPortrait)
    people: MapContent | None = None
    """The relationship map, matrix, coverage and checks; None = nobody is on the map."""
    money: PlanMoney = field(default_factory=PlanMoney)
    whitespace: WhitespaceMatrix = field(default_factory=WhitespaceMatrix)
    opportunities: tuple[PlanOpportunity, ...] = ()
    competitors: tuple[CompetitorLine, ...] = ()
    swot: tuple[SwotLine, ...] = ()
    objectives: tuple[ObjectiveLine, ...] = ()
    risks: tuple[PlanRiskLine, ...] = ()
    complaints: PlanComplaints = field(default_factory=PlanComplaints)
    team: tuple[TeamMember, ...] = ()
    contacts: tuple[ContactPlanLine, ...] = ()
    coming: tuple[ComingLine, ...] = ()
    """Planned meetings and reviews after the day of the data, soonest first."""
    reviews: tuple[ReviewLine, ...] = ()
    budget: tuple[PlanBudgetLine, ...] = ()
    health: PlanHealth | None = None
    """None = nothing is known of it."""
    completeness: PlanCompleteness = field(default_factory=PlanCompleteness)

    def quadrant(self, kind: SwotKind) -> tuple[SwotLine, ...]:
        """The lines of one quadrant."""
        return tuple(each for each in self.swot if each.kind is kind)

    @property
    def needed(self) -> tuple[PlanDecision, ...]:
        """The decisions that management has still to take."""
        return tuple(each for each in self.decisions if each.is_needed)

    @property
    def initiatives(self) -> tuple[InitiativeLine, ...]:
        """The work under all objectives."""
        return tuple(each for objective in self.objectives for each in objective.initiatives)

    @property
    def actions(self) -> tuple[ActionLine, ...]:
        """The actions under all objectives."""
        return tuple(each for objective in self.objectives for each in objective.actions)
