"""Account plans (domain.md §7)."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kam.core.errors import RuleError
from kam.core.vocabulary import (
    ApprovalAnswer,
    InitiativeStatus,
    ObjectiveKind,
    ObjectiveStatus,
    PlanStatus,
    RelationshipStrategy,
    RiskStatus,
    SwotKind,
)
from kam.models.base import Record
from kam.models.columns import (
    LINE,
    NOTE,
    audience_info,
    cleared,
    currency,
    kept,
    money,
    owned,
    plain,
    term,
    whole,
    written,
)


class Plan(Record):
    """Where an account goes in a period, and why both sides gain."""

    __tablename__ = "plan"
    __table_args__ = (CheckConstraint("starts_on <= ends_on", name="dates"),)

    account_id: Mapped[UUID] = owned("account")
    title: Mapped[str] = written(LINE, client=True, search=True)
    starts_on: Mapped[date] = plain(client=True)
    ends_on: Mapped[date] = plain(client=True)
    status: Mapped[PlanStatus] = term(PlanStatus, default=PlanStatus.DRAFT)
    strategy: Mapped[RelationshipStrategy | None] = term(RelationshipStrategy)
    ambition: Mapped[str | None] = written(NOTE, search=True)
    client_goals: Mapped[str | None] = written(NOTE, client=True, search=True)
    client_pressures: Mapped[str | None] = written(NOTE, search=True)
    client_initiatives: Mapped[str | None] = written(NOTE, client=True, search=True)
    field_of_play: Mapped[str | None] = written(NOTE, client=True, search=True)
    value_we_bring: Mapped[str | None] = written(NOTE, client=True, search=True)
    how_client_gains: Mapped[str | None] = written(NOTE, client=True, search=True)
    what_we_gain: Mapped[str | None] = written(NOTE, search=True)
    owner_id: Mapped[UUID | None] = cleared("colleague")
    previous_id: Mapped[UUID | None] = cleared("plan")
    closed_on: Mapped[date | None] = plain()


class PlanVersion(Record):
    """The whole content of a plan as it stood when it was submitted; people as references."""

    __tablename__ = "plan_version"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    plan_id: Mapped[UUID] = owned("plan")
    number: Mapped[int] = whole(1, 10_000)
    submitted_at: Mapped[datetime] = plain()
    submitted_by_id: Mapped[UUID | None] = kept("colleague")
    approved_at: Mapped[datetime | None] = plain()
    content: Mapped[bytes] = mapped_column(LargeBinary, info=audience_info())


class Approval(Record):
    """An approver's answer to a version."""

    __tablename__ = "approval"
    __table_args__ = (
        UniqueConstraint("plan_version_id", "approver_id"),
        CheckConstraint('(answer IS NULL) = ("on" IS NULL)', name="answered_has_date"),
    )

    plan_version_id: Mapped[UUID] = owned("plan_version")
    approver_id: Mapped[UUID] = kept("colleague")
    answer: Mapped[ApprovalAnswer | None] = term(ApprovalAnswer)
    comment: Mapped[str | None] = written(NOTE, search=True)
    on: Mapped[date | None] = plain()


class PlanDecision(Record):
    """A decision needed from management, or taken in a review."""

    __tablename__ = "plan_decision"

    plan_id: Mapped[UUID] = owned("plan")
    review_id: Mapped[UUID | None] = cleared("review")
    text: Mapped[str] = written(LINE, search=True)
    needed_by: Mapped[date | None] = plain()
    amount_minor: Mapped[int | None] = money()
    currency: Mapped[str | None] = currency(client=False)
    effort: Mapped[str | None] = written(200)
    decided_on: Mapped[date | None] = plain()
    decided_by: Mapped[str | None] = written(200)
    outcome: Mapped[str | None] = written(LINE)


class Objective(Record):
    """What shall be reached: measure, unit, baseline, target and due date."""

    __tablename__ = "objective"

    plan_id: Mapped[UUID] = owned("plan")
    position: Mapped[int] = whole(0, 10_000, default=0)
    kind: Mapped[ObjectiveKind] = term(ObjectiveKind)
    title: Mapped[str] = written(LINE, search=True)
    client_wording: Mapped[str | None] = written(LINE, client=True, search=True)
    measure: Mapped[str | None] = written(200)
    unit: Mapped[str | None] = written(40)
    baseline: Mapped[Decimal | None] = plain()
    target: Mapped[Decimal | None] = plain()
    due_on: Mapped[date | None] = plain()
    status: Mapped[ObjectiveStatus] = term(ObjectiveStatus, default=ObjectiveStatus.OPEN)
    outcome: Mapped[str | None] = written(NOTE, search=True)
    owner_id: Mapped[UUID | None] = cleared("colleague")


class Measurement(Record):
    """The value of an objective's measure on a date: a fact of its own."""

    __tablename__ = "measurement"

    objective_id: Mapped[UUID] = owned("objective")
    on: Mapped[date] = plain()
    value: Mapped[Decimal] = plain()
    note: Mapped[str | None] = written(LINE, search=True)


class GrowthSource(Record):
    """A part of the way from today's revenue to the target."""

    __tablename__ = "growth_source"

    plan_id: Mapped[UUID] = owned("plan")
    title: Mapped[str] = written(LINE, search=True)
    amount_minor: Mapped[int] = money()
    currency: Mapped[str] = currency(client=False)
    opportunity_id: Mapped[UUID | None] = cleared("opportunity")


class Initiative(Record):
    """Work under an objective, with owner, dates and progress in per cent."""

    __tablename__ = "initiative"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR starts_on IS NULL OR starts_on <= ends_on", name="dates"),
    )

    objective_id: Mapped[UUID] = owned("objective")
    title: Mapped[str] = written(LINE, search=True)
    owner_id: Mapped[UUID | None] = cleared("colleague")
    starts_on: Mapped[date | None] = plain()
    ends_on: Mapped[date | None] = plain()
    progress: Mapped[int] = whole(0, 100, default=0)
    status: Mapped[InitiativeStatus] = term(InitiativeStatus, default=InitiativeStatus.PLANNED)


class Milestone(Record):
    """A date that an initiative must meet."""

    __tablename__ = "milestone"

    initiative_id: Mapped[UUID] = owned("initiative")
    title: Mapped[str] = written(LINE, search=True)
    due_on: Mapped[date] = plain()
    passed_on: Mapped[date | None] = plain()


class Dependency(Record):
    """An initiative cannot end before another has."""

    __tablename__ = "dependency"
    __table_args__ = (
        UniqueConstraint("before_id", "after_id"),
        CheckConstraint("before_id <> after_id", name="two_initiatives"),
    )

    before_id: Mapped[UUID] = owned("initiative")
    after_id: Mapped[UUID] = owned("initiative")


class SwotItem(Record):
    """One line of a quadrant, with its evidence and weight."""

    __tablename__ = "swot_item"

    plan_id: Mapped[UUID] = owned("plan")
    kind: Mapped[SwotKind] = term(SwotKind)
    text: Mapped[str] = written(LINE, search=True)
    evidence: Mapped[str | None] = written(LINE, search=True)
    weight: Mapped[int] = whole(1, 3, default=2)


class Risk(Record):
    """What may go wrong: probability × impact, each 1–5. A plan's, or the account's alone."""

    __tablename__ = "risk"

    account_id: Mapped[UUID] = owned("account")
    plan_id: Mapped[UUID | None] = owned("plan")
    title: Mapped[str] = written(LINE, search=True)
    consequence: Mapped[str | None] = written(LINE, search=True)
    probability: Mapped[int | None] = whole(1, 5)
    impact: Mapped[int | None] = whole(1, 5)
    at_stake_minor: Mapped[int | None] = money()
    currency: Mapped[str | None] = currency(client=False)
    response: Mapped[str | None] = written(LINE, search=True)
    owner_id: Mapped[UUID | None] = cleared("colleague")
    status: Mapped[RiskStatus] = term(RiskStatus, default=RiskStatus.OPEN)

    @property
    def weight(self) -> int:
        """Probability × impact, 0 while either is unknown."""
        return (self.probability or 0) * (self.impact or 0)


class BudgetLine(Record):
    """What the plan costs us."""

    __tablename__ = "budget_line"

    plan_id: Mapped[UUID] = owned("plan")
    title: Mapped[str] = written(LINE, search=True)
    amount_minor: Mapped[int] = money()
    currency: Mapped[str] = currency(client=False)
    spent_minor: Mapped[int | None] = money()


class CommunicationLine(Record):
    """Who of ours meets whom of theirs, how often, about what."""

    __tablename__ = "communication_line"

    plan_id: Mapped[UUID] = owned("plan")
    colleague_id: Mapped[UUID] = kept("colleague")
    stakeholder_id: Mapped[UUID] = owned("stakeholder")
    every_days: Mapped[int | None] = whole(1, 3650)
    about: Mapped[str | None] = written(LINE, search=True)


class Review(Record):
    """A review of the plan (QBR) with a rating by four questions, each 1–5."""

    __tablename__ = "review"

    plan_id: Mapped[UUID] = owned("plan")
    on: Mapped[date] = plain()
    interaction_id: Mapped[UUID | None] = cleared("interaction")
    results: Mapped[int | None] = whole(1, 5)
    relations: Mapped[int | None] = whole(1, 5)
    delivery: Mapped[int | None] = whole(1, 5)
    outlook: Mapped[int | None] = whole(1, 5)
    notes: Mapped[str | None] = written(NOTE, search=True)

    def check(self) -> None:
        """A review without any rating or word is no review."""
        ratings = (self.results, self.relations, self.delivery, self.outlook)
        if not (self.notes or "").strip() and all(rating is None for rating in ratings):
            raise RuleError("domain.empty_review")
