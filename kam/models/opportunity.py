"""Opportunities (domain.md §6)."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from kam.core.errors import RuleError
from kam.core.vocabulary import OpportunityKind, OpportunityStage
from kam.models.base import Record
from kam.models.columns import LINE, NOTE, cleared, currency, kept, money, owned, plain, term, whole, written

CLOSED_STAGES = frozenset({OpportunityStage.WON, OpportunityStage.LOST})


class Opportunity(Record):
    """A deal that may come: amount a year, probability in per cent, stage, expected date."""

    __tablename__ = "opportunity"
    __table_args__ = (
        CheckConstraint("stage <> 'lost' OR reason_lost IS NOT NULL", name="lost_has_reason"),
        CheckConstraint("(stage IN ('won', 'lost')) = (closed_on IS NOT NULL)", name="closed_has_date"),
    )

    account_id: Mapped[UUID] = owned("account")
    title: Mapped[str] = written(LINE, search=True)
    next_step: Mapped[str | None] = written(LINE, search=True)
    product_line_id: Mapped[UUID | None] = kept("product_line")
    unit_id: Mapped[UUID | None] = cleared("business_unit")
    kind: Mapped[OpportunityKind] = term(OpportunityKind, default=OpportunityKind.NEW)
    stage: Mapped[OpportunityStage] = term(OpportunityStage, default=OpportunityStage.IDEA)
    amount_minor: Mapped[int | None] = money()
    currency: Mapped[str | None] = currency(client=False)
    probability: Mapped[int | None] = whole(0, 100)
    expected_on: Mapped[date | None] = plain()
    competitor_id: Mapped[UUID | None] = kept("competitor")
    owner_id: Mapped[UUID | None] = cleared("colleague")
    reason_lost: Mapped[str | None] = written(LINE, search=True)
    closed_on: Mapped[date | None] = plain()
    notes: Mapped[str | None] = written(NOTE, search=True)

    def is_open(self) -> bool:
        """Neither won nor lost."""
        return self.stage not in CLOSED_STAGES

    def move_to(self, stage: OpportunityStage, *, on: date, by_id: UUID | None = None) -> "OpportunityMove":
        """Go to another stage, also back from an ended one; what is lost needs its reason."""
        if stage is OpportunityStage.LOST and not (self.reason_lost or "").strip():
            raise RuleError("domain.lost_without_reason", title=self.title)
        move = OpportunityMove(
            opportunity_id=self.id, on=on, from_stage=self.stage, to_stage=stage, by_id=by_id
        )
        self.stage = stage
        self.closed_on = on if stage in CLOSED_STAGES else None
        return move

    def win(self, on: date) -> "OpportunityMove":
        """It came."""
        self.probability = 100
        return self.move_to(OpportunityStage.WON, on=on)

    def lose(self, reason: str, on: date) -> "OpportunityMove":
        """It did not come; the reason is what we learn."""
        if not reason.strip():
            raise RuleError("domain.lost_without_reason", title=self.title)
        self.probability, self.reason_lost = 0, reason
        return self.move_to(OpportunityStage.LOST, on=on)


class OpportunityMove(Record):
    """An opportunity went from one stage to another on a date: a fact of its own."""

    __tablename__ = "opportunity_move"

    opportunity_id: Mapped[UUID] = owned("opportunity")
    on: Mapped[date] = plain()
    from_stage: Mapped[OpportunityStage] = term(OpportunityStage)
    to_stage: Mapped[OpportunityStage] = term(OpportunityStage)
    by_id: Mapped[UUID | None] = kept("colleague")


class OpportunityPerson(Record):
    """A stakeholder who matters for an opportunity."""

    __tablename__ = "opportunity_person"
    __table_args__ = (UniqueConstraint("opportunity_id", "stakeholder_id"),)

    opportunity_id: Mapped[UUID] = owned("opportunity")
    stakeholder_id: Mapped[UUID] = owned("stakeholder")
