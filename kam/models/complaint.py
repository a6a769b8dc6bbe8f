"""Complaints: their stages, clocks' pauses and cure (domain.md §8)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped

from kam.core.errors import RuleError
from kam.core.vocabulary import (
    Attitude,
    Channel,
    CompensationKind,
    ComplaintKind,
    ComplaintStage,
    Severity,
    WhyBranch,
)
from kam.models.base import Record
from kam.models.columns import (
    LINE,
    NOTE,
    SHORT,
    cleared,
    currency,
    kept,
    money,
    owned,
    plain,
    scale,
    term,
    whole,
    written,
)

ENDED_STAGES = frozenset({ComplaintStage.CLOSED, ComplaintStage.REJECTED})


class Complaint(Record):
    """A client tells us that something was not as agreed. Its stage now is the last ``StageChange``.

    ``norms`` and ``calendar`` are those in force, kept as JSON with the complaint so that a change of
    settings does not rewrite what was promised. Channel and severity are the present ones; how they came
    about is told by ``Reclassification``.
    """

    __tablename__ = "complaint"
    __table_args__ = (
        CheckConstraint("stage <> 'rejected' OR rejection_reason IS NOT NULL", name="rejected_has_reason"),
        Index("ix_complaint_account_stage", "account_id", "stage"),
        Index("ix_complaint_received", "received_at"),
    )

    account_id: Mapped[UUID] = owned("account", index=False)
    number: Mapped[str] = written(SHORT, client=True, search=True, unique=True)
    unit_id: Mapped[UUID | None] = cleared("business_unit")
    raised_by_id: Mapped[UUID | None] = cleared("stakeholder")
    channel: Mapped[Channel] = term(Channel)
    received_at: Mapped[datetime] = plain(client=True)
    kind: Mapped[ComplaintKind] = term(ComplaintKind, client=True)
    severity: Mapped[Severity] = term(Severity, default=Severity.NORMAL)
    stage: Mapped[ComplaintStage] = term(ComplaintStage, client=True, default=ComplaintStage.RECEIVED)
    product_line_id: Mapped[UUID | None] = kept("product_line")
    department: Mapped[str | None] = written(200, search=True)
    summary: Mapped[str] = written(LINE, client=True, search=True)
    description: Mapped[str | None] = written(NOTE, search=True)
    remedy_sought: Mapped[str | None] = written(LINE, search=True)
    amount_minor: Mapped[int | None] = money()
    currency: Mapped[str | None] = currency(client=False)
    order_number: Mapped[str | None] = written(SHORT, search=True)
    owner_id: Mapped[UUID | None] = cleared("colleague")

    containment: Mapped[str | None] = written(NOTE, search=True)
    root_cause: Mapped[str | None] = written(NOTE, search=True)
    escape_cause: Mapped[str | None] = written(NOTE, search=True)
    agreed_line: Mapped[str | None] = written(LINE, search=True)
    client_status: Mapped[str | None] = written(LINE, client=True, search=True)
    rejection_reason: Mapped[str | None] = written(LINE, search=True)

    norms: Mapped[str | None] = written(NOTE)
    calendar: Mapped[str | None] = written(NOTE)
    answer_sent_at: Mapped[datetime | None] = plain()
    summary_sent_on: Mapped[date | None] = plain()
    closing_reason: Mapped[str | None] = written(LINE)
    satisfaction: Mapped[int | None] = whole(1, 5)
    attitude_before: Mapped[Attitude | None] = scale(Attitude)
    attitude_after: Mapped[Attitude | None] = scale(Attitude)

    def is_open(self) -> bool:
        """Neither closed nor rejected."""
        return self.stage not in ENDED_STAGES

    def move_to(self, stage: ComplaintStage, *, at: datetime, by_id: UUID | None = None) -> "StageChange":
        """Go to another stage; what has ended can only be reopened, a rejection needs its reason.

        A decision that was told and that the client does not accept can be reopened, too.
        """
        settled = self.stage in ENDED_STAGES | {ComplaintStage.DECIDED}
        if not self.is_open() and stage is not ComplaintStage.REOPENED:
            raise RuleError("domain.complaint_ended", number=self.number)
        if not settled and stage is ComplaintStage.REOPENED:
            raise RuleError("domain.complaint_open", number=self.number)
        if stage is ComplaintStage.REJECTED and not (self.rejection_reason or "").strip():
            raise RuleError("domain.rejected_without_reason", number=self.number)
        self.stage = stage
        return StageChange(complaint_id=self.id, stage=stage, at=at, by_id=by_id)

    def reclassify(
        self,
        *,
        at: datetime,
        channel: Channel | None = None,
        severity: Severity | None = None,
        by_id: UUID | None = None,
    ) -> "Reclassification":
        """Correct the channel or severity; open clocks count by the new ones from receipt on."""
        change = Reclassification(
            complaint_id=self.id,
            at=at,
            from_channel=self.channel,
            from_severity=self.severity,
            channel=channel or self.channel,
            severity=severity or self.severity,
            by_id=by_id,
        )
        self.channel, self.severity = change.channel, change.severity
        return change


class StageChange(Record):
    """A complaint reached a stage at a moment, moved by whom: a fact of its own."""

    __tablename__ = "stage_change"
    __table_args__ = (Index("ix_stage_change_when", "at"),)

    complaint_id: Mapped[UUID] = owned("complaint")
    stage: Mapped[ComplaintStage] = term(ComplaintStage, client=True)
    at: Mapped[datetime] = plain(client=True)
    by_id: Mapped[UUID | None] = kept("colleague")
    note: Mapped[str | None] = written(LINE, search=True)


class Reclassification(Record):
    """A complaint's channel or severity was corrected at a moment: a fact of its own."""

    __tablename__ = "reclassification"

    complaint_id: Mapped[UUID] = owned("complaint")
    at: Mapped[datetime] = plain()
    from_channel: Mapped[Channel] = term(Channel)
    from_severity: Mapped[Severity] = term(Severity)
    channel: Mapped[Channel] = term(Channel)
    severity: Mapped[Severity] = term(Severity)
    by_id: Mapped[UUID | None] = kept("colleague")
    note: Mapped[str | None] = written(LINE)


class ClockPause(Record):
    """The clocks stand still while the client owes an answer."""

    __tablename__ = "clock_pause"
    __table_args__ = (CheckConstraint("until IS NULL OR since <= until", name="dates"),)

    complaint_id: Mapped[UUID] = owned("complaint")
    since: Mapped[datetime] = plain()
    until: Mapped[datetime | None] = plain()
    reason: Mapped[str] = written(LINE, search=True)


class Why(Record):
    """One question of the five whys and its answer, for the cause or for the escape.

    Two may share a depth for a moment while they change places, so no key holds them apart.
    """

    __tablename__ = "why"

    complaint_id: Mapped[UUID] = owned("complaint")
    branch: Mapped[WhyBranch] = term(WhyBranch, default=WhyBranch.CAUSE)
    depth: Mapped[int] = whole(1, 10)
    question: Mapped[str | None] = written(LINE, search=True)
    answer: Mapped[str] = written(LINE, search=True)


class IsIsNot(Record):
    """What the problem is and what it is not."""

    __tablename__ = "is_is_not"

    complaint_id: Mapped[UUID] = owned("complaint")
    question: Mapped[str] = written(200, search=True)
    holds: Mapped[str | None] = written(LINE, search=True)
    does_not_hold: Mapped[str | None] = written(LINE, search=True)


class Compensation(Record):
    """What made good, and who approved its cost."""

    __tablename__ = "compensation"

    complaint_id: Mapped[UUID] = owned("complaint")
    kind: Mapped[CompensationKind] = term(CompensationKind)
    amount_minor: Mapped[int | None] = money()
    currency: Mapped[str | None] = currency(client=False)
    approved_by_id: Mapped[UUID | None] = kept("colleague")
    on: Mapped[date | None] = plain()
    note: Mapped[str | None] = written(LINE, search=True)
