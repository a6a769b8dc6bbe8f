"""Promises and tasks of both sides: one ledger (domain.md §5)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column, validates

from kam.core.errors import RuleError
from kam.core.vocabulary import CommitmentKind, CommitmentStatus, InteractionKind, Side
from kam.models.base import Record
from kam.models.columns import LINE, audience_info, cleared, kept, owned, plain, term, written
from kam.models.types import LocalMoment


class Commitment(Record):
    """Something one side told the other it would do by a date, or a task of our own.

    Where an hour was promised, ``due_at`` is that hour of ``due_on`` in ``zone`` (none: the workspace's).
    """

    __tablename__ = "commitment"
    __table_args__ = (
        CheckConstraint("(status = 'open') = (closed_on IS NULL)", name="closed_has_date"),
        CheckConstraint("side = 'ours' OR promised_to_client", name="theirs_is_promised"),
        Index("ix_commitment_account_status", "account_id", "status"),
        Index("ix_commitment_due", "status", "due_on"),
        Index("ix_commitment_closed", "closed_on"),
    )

    account_id: Mapped[UUID] = owned("account", index=False)
    side: Mapped[Side] = term(Side, client=True)
    kind: Mapped[CommitmentKind] = term(CommitmentKind, default=CommitmentKind.PROMISE)
    text: Mapped[str] = written(LINE, client=True, search=True)
    promised_to_client: Mapped[bool] = plain(default=True)
    owner_colleague_id: Mapped[UUID | None] = kept("colleague")
    owner_stakeholder_id: Mapped[UUID | None] = cleared("stakeholder")
    made_on: Mapped[date] = plain(client=True)
    due_on: Mapped[date | None] = plain(client=True)
    due_at: Mapped[datetime | None] = mapped_column(LocalMoment, info=audience_info(client=True))
    zone: Mapped[str | None] = written(64, client=True)
    first_due_on: Mapped[date | None] = plain()
    status: Mapped[CommitmentStatus] = term(CommitmentStatus, client=True, default=CommitmentStatus.OPEN)
    closed_on: Mapped[date | None] = plain(client=True)
    proof: Mapped[str | None] = written(LINE, search=True)
    notes: Mapped[str | None] = written(LINE, search=True)

    interaction_id: Mapped[UUID | None] = cleared("interaction")
    objective_id: Mapped[UUID | None] = cleared("objective")
    initiative_id: Mapped[UUID | None] = cleared("initiative")
    complaint_id: Mapped[UUID | None] = cleared("complaint")
    scenario_run_id: Mapped[UUID | None] = cleared("scenario_run")

    @validates("text")
    def _text_is_written(self, _key: str, value: str) -> str:
        if not value or not value.strip():
            raise RuleError("domain.commitment_without_text")
        return value

    @validates("due_on")
    def _remember_first_due(self, _key: str, value: date | None) -> date | None:
        if self.first_due_on is None:
            self.first_due_on = value
        return value

    def is_late(self, today: date) -> bool:
        """Due today is not yet late; one without a date never is."""
        return self.status is CommitmentStatus.OPEN and self.due_on is not None and self.due_on < today

    def keep(self, on: date) -> None:
        """It was done. What is closed cannot be kept again."""
        self._close(CommitmentStatus.KEPT, on)

    def break_(self, on: date) -> None:
        """It will not be done."""
        self._close(CommitmentStatus.BROKEN, on)

    def cancel(self, on: date) -> None:
        """Nobody needs it any more."""
        self._close(CommitmentStatus.CANCELLED, on)

    def _close(self, status: CommitmentStatus, on: date) -> None:
        if self.status is not CommitmentStatus.OPEN:
            raise RuleError("domain.commitment_closed", text=self.text)
        self.status = status
        self.closed_on = on

    def reopen(self) -> None:
        """Closing it was a slip, or it turned out not to be done: it stands open with the dates it had."""
        self.status = CommitmentStatus.OPEN
        self.closed_on = None

    def shift(self, due_on: date, *, agreed: bool, on: date, reason: str | None = None) -> "CommitmentShift":
        """Move the due date, its hour with it; the shift remembers whether the other side agreed."""
        if self.status is not CommitmentStatus.OPEN:
            raise RuleError("domain.commitment_closed", text=self.text)
        shift = CommitmentShift(
            commitment_id=self.id,
            on=on,
            from_due_on=self.due_on,
            to_due_on=due_on,
            agreed=agreed,
            reason=reason,
        )
        self._move(due_on)
        return shift

    def correct_due(self, due_on: date) -> None:
        """The date was written down wrongly: this one was promised, and nothing was moved."""
        if self.first_due_on == self.due_on:
            self.first_due_on = due_on
        self._move(due_on)

    def _move(self, due_on: date) -> None:
        self.due_on = due_on
        if self.due_at is not None:
            self.due_at = datetime.combine(due_on, self.due_at.time())


class CommitmentShift(Record):
    """A due date was moved."""

    __tablename__ = "commitment_shift"

    commitment_id: Mapped[UUID] = owned("commitment")
    on: Mapped[date] = plain()
    from_due_on: Mapped[date | None] = plain()
    to_due_on: Mapped[date] = plain()
    agreed: Mapped[bool] = plain(default=False)
    reason: Mapped[str | None] = written(LINE, search=True)


class CommitmentReminder(Record):
    """The other side was reminded of its promise on a date, through a channel."""

    __tablename__ = "commitment_reminder"

    commitment_id: Mapped[UUID] = owned("commitment")
    on: Mapped[date] = plain()
    channel: Mapped[InteractionKind | None] = term(InteractionKind)
