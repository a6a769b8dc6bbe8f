"""The whole content of an account plan as plain data: written, reviewed, compared, frozen and printed.

Rules that hold for every field:

- People and colleagues are identities. Their names are looked up when they are shown, so that a version that
  was frozen years ago holds no name of somebody who has been erased since.
- A line keeps its identity from when it is begun, in every version: that is how two versions are compared.
- Text is what a person typed; None means that nothing was written. An unknown figure is None, not zero.
- Money is in minor units with its currency beside it.
- Lists come in the order in which they are read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from kam.core.money import Money
from kam.core.vocabulary import (
    CommitmentStatus,
    InitiativeStatus,
    ObjectiveKind,
    ObjectiveStatus,
    RelationshipStrategy,
    RiskStatus,
    Side,
    SwotKind,
)


@dataclass(frozen=True, slots=True)
class PlanText:
    """What the plan says in sentences: ambition, the client's situation, and the charter."""

    ambition: str | None = None
    client_goals: str | None = None
    client_pressures: str | None = None
    client_initiatives: str | None = None
    field_of_play: str | None = None
    value_we_bring: str | None = None
    how_client_gains: str | None = None
    what_we_gain: str | None = None


@dataclass(frozen=True, slots=True)
class PlanSwot:
    """A line of a quadrant; ``weight`` is 1–3."""

    id: UUID
    kind: SwotKind
    text: str
    evidence: str | None = None
    weight: int = 2


@dataclass(frozen=True, slots=True)
class PlanMeasurement:
    """The value of an objective's measure on a date."""

    id: UUID
    on: date
    value: Decimal
    note: str | None = None


@dataclass(frozen=True, slots=True)
class PlanObjective:
    """What shall be reached.

    ``current`` is the latest measurement; where ``from_sales`` it is what the client has bought from the
    plan's first day, in units of the currency, up to ``current_on``, and no measurement is asked for.
    """

    id: UUID
    kind: ObjectiveKind
    title: str
    client_wording: str | None = None
    measure: str | None = None
    unit: str | None = None
    baseline: Decimal | None = None
    target: Decimal | None = None
    current: Decimal | None = None
    current_on: date | None = None
    from_sales: bool = False
    due_on: date | None = None
    status: ObjectiveStatus = ObjectiveStatus.OPEN
    outcome: str | None = None
    owner_id: UUID | None = None
    measurements: tuple[PlanMeasurement, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanMilestone:
    """A date that an initiative must meet."""

    id: UUID
    title: str
    due_on: date
    passed_on: date | None = None


@dataclass(frozen=True, slots=True)
class PlanInitiative:
    """Work under an objective; ``progress`` in per cent, ``after`` what must have ended before it ends."""

    id: UUID
    objective_id: UUID
    title: str
    owner_id: UUID | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    progress: int = 0
    status: InitiativeStatus = InitiativeStatus.PLANNED
    milestones: tuple[PlanMilestone, ...] = ()
    after: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanAction:
    """A commitment of the ledger that serves an objective; it has at most one owner, ours or theirs."""

    id: UUID
    objective_id: UUID
    text: str
    side: Side
    colleague_id: UUID | None = None
    stakeholder_id: UUID | None = None
    due_on: date | None = None
    status: CommitmentStatus = CommitmentStatus.OPEN
    closed_on: date | None = None
    promised_to_client: bool = False


@dataclass(frozen=True, slots=True)
class PlanRisk:
    """What may go wrong: probability × impact, each 1–5."""

    id: UUID
    title: str
    consequence: str | None = None
    probability: int | None = None
    impact: int | None = None
    at_stake: Money | None = None
    response: str | None = None
    owner_id: UUID | None = None
    status: RiskStatus = RiskStatus.OPEN

    @property
    def weight(self) -> int:
        """Probability × impact, 0 while either is unknown."""
        return (self.probability or 0) * (self.impact or 0)


@dataclass(frozen=True, slots=True)
class PlanContact:
    """A line of the communication plan: who of ours meets whom of theirs, every how many days, about what."""

    id: UUID
    colleague_id: UUID
    stakeholder_id: UUID
    every_days: int | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class PlanBudget:
    """What the plan costs us: planned and spent."""

    id: UUID
    title: str
    amount: Money
    spent: Money | None = None


@dataclass(frozen=True, slots=True)
class PlanGrowth:
    """A part of the way from today's revenue to the target."""

    id: UUID
    title: str
    amount: Money
    opportunity_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class PlanDecisionLine:
    """A decision needed from management, or taken (``decided_on``); ``review_id`` says in which review."""

    id: UUID
    text: str
    review_id: UUID | None = None
    needed_by: date | None = None
    amount: Money | None = None
    effort: str | None = None
    decided_on: date | None = None
    decided_by: str | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class PlanReview:
    """A review (QBR): four ratings 1–5 and what was said; attendees are those of its interaction."""

    id: UUID
    on: date
    interaction_id: UUID | None = None
    results: int | None = None
    relations: int | None = None
    delivery: int | None = None
    outlook: int | None = None
    notes: str | None = None
    our_ids: tuple[UUID, ...] = ()
    """Colleagues who took part."""
    their_ids: tuple[UUID, ...] = ()
    """Stakeholders who took part."""

    @property
    def rating(self) -> Decimal | None:
        """The mean of the questions that were answered, 1–5; None where none was."""
        given = [each for each in (self.results, self.relations, self.delivery, self.outlook) if each]
        return Decimal(sum(given)) / len(given) if given else None


@dataclass(frozen=True, slots=True)
class PlanContent:
    """A plan of one account for one period, all of it."""

    id: UUID
    account_id: UUID
    title: str
    starts_on: date
    ends_on: date
    strategy: RelationshipStrategy | None = None
    owner_id: UUID | None = None
    previous_id: UUID | None = None
    text: PlanText = PlanText()
    swot: tuple[PlanSwot, ...] = ()
    objectives: tuple[PlanObjective, ...] = ()
    initiatives: tuple[PlanInitiative, ...] = ()
    actions: tuple[PlanAction, ...] = ()
    growth: tuple[PlanGrowth, ...] = ()
    risks: tuple[PlanRisk, ...] = ()
    contacts: tuple[PlanContact, ...] = ()
    budget: tuple[PlanBudget, ...] = ()
    decisions: tuple[PlanDecisionLine, ...] = ()
    reviews: tuple[PlanReview, ...] = ()

    def objective(self, objective_id: UUID) -> PlanObjective | None:
        """One of the objectives."""
        return next((each for each in self.objectives if each.id == objective_id), None)

    def initiatives_of(self, objective_id: UUID) -> tuple[PlanInitiative, ...]:
        """The work under an objective."""
        return tuple(each for each in self.initiatives if each.objective_id == objective_id)

    def actions_of(self, objective_id: UUID) -> tuple[PlanAction, ...]:
        """The commitments that serve an objective."""
        return tuple(each for each in self.actions if each.objective_id == objective_id)
