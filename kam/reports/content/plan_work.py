"""The work of an account plan on paper: objectives, risks, complaints, governance, what is missing.

The rules for text, money and unknown values are those of ``plan.py``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kam.core.money import Money
from kam.core.vocabulary import (
    CommitmentStatus,
    InitiativeStatus,
    ObjectiveKind,
    ObjectiveStatus,
    RiskStatus,
    Side,
    TeamRole,
)
from kam.core.words import Label
from kam.reports.content.plan_parts import PlanDecision
from kam.reports.content.promises import ComplaintLine


@dataclass(frozen=True, slots=True)
class MeasurementLine:
    """The value of a measure on a date."""

    on: date
    value: Decimal
    note: str = ""


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """A date that an initiative must meet."""

    title: str
    due_on: date
    passed_on: date | None = None


@dataclass(frozen=True, slots=True)
class InitiativeLine:
    """Work under an objective. ``number`` counts through the plan; ``after`` are numbers of others."""

    number: int
    title: str
    owner: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    progress: int = 0
    """Per cent."""
    status: InitiativeStatus = InitiativeStatus.PLANNED
    behind: bool = False
    """Less is done than the days that have passed ask for."""
    milestones: tuple[MilestoneLine, ...] = ()
    after: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionLine:
    """A commitment of the ledger that serves an objective."""

    text: str
    side: Side = Side.OURS
    owner: str = ""
    due_on: date | None = None
    days_late: int = 0
    """Whole days by which an open one is late; 0 = not late."""
    status: CommitmentStatus = CommitmentStatus.OPEN
    closed_on: date | None = None
    promised_to_client: bool = False


@dataclass(frozen=True, slots=True)
class ObjectiveLine:
    """What shall be reached. ``number`` is its place in the plan, from 1."""

    number: int
    kind: ObjectiveKind
    title: str
    client_wording: str = ""
    measure: str = ""
    unit: str = ""
    is_money: bool = False
    """The figures are whole units of the plan's currency: revenue read from sales."""
    baseline: Decimal | None = None
    current: Decimal | None = None
    current_on: date | None = None
    target: Decimal | None = None
    due_on: date | None = None
    progress: Decimal | None = None
    """The share of the way from baseline to target that is done, 0…1; None = cannot be told."""
    expected: Decimal | None = None
    """The share that should be done by the day of the data, 0…1; None = cannot be told."""
    behind: bool = False
    status: ObjectiveStatus = ObjectiveStatus.OPEN
    owner: str = ""
    outcome: str = ""
    measurements: tuple[MeasurementLine, ...] = ()
    initiatives: tuple[InitiativeLine, ...] = ()
    actions: tuple[ActionLine, ...] = ()
    """Open ones first, late before those and longest first; then what is closed."""


@dataclass(frozen=True, slots=True)
class PlanRiskLine:
    """What may go wrong; heaviest first, unrated last, closed ones after open ones."""

    title: str
    consequence: str = ""
    probability: int | None = None
    impact: int | None = None
    at_stake: Money | None = None
    response: str = ""
    owner: str = ""
    status: RiskStatus = RiskStatus.OPEN

    @property
    def weight(self) -> int:
        """Probability × impact, 0 while either is unknown."""
        return (self.probability or 0) * (self.impact or 0)


@dataclass(frozen=True, slots=True)
class ComplaintsOfYear:
    """Complaints received in the 12 months up to the data, and how they were answered."""

    received: int
    answered_in_time: int = 0
    closed: int = 0
    median_days: int | None = None
    """Median number of days from receipt to close; None = none was closed."""
    amount: int | None = None
    """Amount at stake of those received, where known."""
    kinds: tuple[tuple[Label, int], ...] = ()
    """How many of each kind, most first."""


@dataclass(frozen=True, slots=True)
class PlanComplaints:
    """The complaints record. ``open`` as in the brief; None of a year = nothing was ever received."""

    open: tuple[ComplaintLine, ...] = ()
    year: ComplaintsOfYear | None = None


@dataclass(frozen=True, slots=True)
class TeamMember:
    """One of ours on the account."""

    name: str
    role: TeamRole | None = None
    role_text: str = ""
    """Shown instead of ``role`` where the team says it in its own words."""


@dataclass(frozen=True, slots=True)
class ContactPlanLine:
    """Who of ours meets whom of theirs, how often, about what, and when they last did."""

    colleague: str
    stakeholder: str
    title: str = ""
    """What the stakeholder is."""
    every_days: int | None = None
    about: str = ""
    last_on: date | None = None
    next_on: date | None = None
    """The next planned meeting of the two."""


@dataclass(frozen=True, slots=True)
class ComingLine:
    """A planned meeting or review with the client after the day of the data."""

    on: date
    text: str
    is_review: bool = False


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A review (QBR), latest first: four ratings 1–5, who was there, what was said."""

    on: date
    results: int | None = None
    relations: int | None = None
    delivery: int | None = None
    outlook: int | None = None
    notes: str = ""
    ours: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()
    decisions: tuple[PlanDecision, ...] = ()

    @property
    def rating(self) -> Decimal | None:
        """The mean of the questions that were answered; None where none was."""
        given = [each for each in (self.results, self.relations, self.delivery, self.outlook) if each]
        return Decimal(sum(given)) / len(given) if given else None


@dataclass(frozen=True, slots=True)
class PlanBudgetLine:
    """What the plan costs us."""

    title: str
    amount: Money
    spent: Money | None = None


@dataclass(frozen=True, slots=True)
class CompletenessLine:
    """How complete a section of the plan is, in per cent, and what is missing, in the paper's language."""

    section: Label
    percent: int
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A contradiction that the program found in the plan, as a sentence in the paper's language."""

    text: str
    serious: bool = False


@dataclass(frozen=True, slots=True)
class PlanCompleteness:
    """What is missing: in the plan by section, in the dossier behind it, and what contradicts itself."""

    percent: int | None = None
    """Of the plan; None = not reckoned."""
    sections: tuple[CompletenessLine, ...] = ()
    findings: tuple[FindingLine, ...] = ()
    dossier_percent: int | None = None
    dossier_missing: tuple[str, ...] = ()
    """The heaviest gaps of the dossier, in the paper's language."""
    dossier_stale: tuple[str, ...] = field(default=())
    """Sections of the dossier verified longer ago than the norm."""
