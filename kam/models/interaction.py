"""Interactions, planned and done (domain.md §4)."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kam.core.errors import RuleError
from kam.core.vocabulary import (
    Direction,
    InteractionKind,
    InteractionOutcome,
    InteractionStatus,
    Mood,
)
from kam.core.zones import moment_of
from kam.models.base import Record
from kam.models.columns import (
    LINE,
    NOTE,
    audience_info,
    cleared,
    kept,
    one_where_set,
    owned,
    plain,
    scale,
    term,
    whole,
    written,
)
from kam.models.types import LocalMoment


class Interaction(Record):
    """A contact with the client. What is planned is a local time in a zone; ``starts_at`` follows from it.

    One that comes of a calendar or a letter keeps that one's own name for it as ``external_id``. An
    occurrence of a series says which date of it it stands for, also when it was moved or cancelled.
    ``travel_minutes`` is the way there: who leaves later comes late.
    """

    __tablename__ = "interaction"
    __table_args__ = (
        Index("ix_interaction_starts", "account_id", "status", "starts_at"),
        # a timeline, and whoever asks when everybody was met, read it alone
        Index("ix_interaction_when", "starts_at", "id", "kind", "account_id", "status"),
        one_where_set("interaction", "external_id"),
    )

    external_id: Mapped[str | None] = written(LINE)
    account_id: Mapped[UUID] = owned("account", index=False)
    kind: Mapped[InteractionKind] = term(InteractionKind, client=True)
    status: Mapped[InteractionStatus] = term(InteractionStatus, default=InteractionStatus.PLANNED)
    subject: Mapped[str] = written(LINE, client=True, search=True)
    starts_local: Mapped[datetime] = mapped_column(LocalMoment, info=audience_info(client=True))
    zone: Mapped[str] = written(64, client=True)
    starts_at: Mapped[datetime] = plain(client=True)
    minutes: Mapped[int | None] = whole(0, 100_000, client=True)
    place: Mapped[str | None] = written(LINE, client=True, search=True)
    direction: Mapped[Direction | None] = term(Direction)

    purpose: Mapped[str | None] = written(LINE, search=True)
    best_outcome: Mapped[str | None] = written(LINE, search=True)
    minimum_outcome: Mapped[str | None] = written(LINE, search=True)
    client_purpose: Mapped[str | None] = written(LINE, client=True, search=True)
    logistics: Mapped[str | None] = written(LINE, search=True)

    notes: Mapped[str | None] = written(NOTE, search=True)
    outcome: Mapped[InteractionOutcome | None] = term(InteractionOutcome)
    mood: Mapped[Mood | None] = scale(Mood)
    learned: Mapped[str | None] = written(NOTE, search=True)
    competitor_mentions: Mapped[str | None] = written(LINE, search=True)
    follow_up_sent_on: Mapped[date | None] = plain()

    repeats: Mapped[str | None] = written(200)
    repeat_of_id: Mapped[UUID | None] = cleared("interaction")
    occurrence_on: Mapped[date | None] = plain()
    opportunity_id: Mapped[UUID | None] = cleared("opportunity")
    complaint_id: Mapped[UUID | None] = cleared("complaint")
    objective_id: Mapped[UUID | None] = cleared("objective")
    travel_minutes: Mapped[int | None] = whole(0, 1440)
    scenario_run_id: Mapped[UUID | None] = cleared("scenario_run")

    def schedule(self, local: datetime, zone: str) -> None:
        """Put it at a wall-clock time in a zone; the moment in UTC follows.

        Of a time that comes twice, when clocks are put back, the first is meant.

        Raises:
            RuleError: ``domain.time_skipped`` for a time that clocks there skip when they are put forward.

        """
        moment = moment_of(local, zone)
        if moment is None:
            raise RuleError("domain.time_skipped", time=local, zone=zone)
        self.starts_local = local
        self.zone = zone
        self.starts_at = moment

    @property
    def leave_at(self) -> datetime | None:
        """When to set out; None where the way is not known."""
        return (
            None if self.travel_minutes is None else self.starts_at - timedelta(minutes=self.travel_minutes)
        )

    @property
    def ends_at(self) -> datetime:
        """When it ends; without a duration, when it starts."""
        return self.starts_at + timedelta(minutes=self.minutes or 0)

    def finish(self, outcome: InteractionOutcome | None, *, now: datetime) -> None:
        """Mark it done. What lies ahead cannot be done yet."""
        if self.starts_at > now:
            raise RuleError("domain.done_in_future", subject=self.subject)
        self.status = InteractionStatus.DONE
        self.outcome = outcome


class InteractionAccount(Record):
    """A further account that an interaction concerns."""

    __tablename__ = "interaction_account"
    __table_args__ = (UniqueConstraint("interaction_id", "account_id"),)

    interaction_id: Mapped[UUID] = owned("interaction")
    account_id: Mapped[UUID] = owned("account")


class Participant(Record):
    """Who takes part: a stakeholder, a colleague of ours, or a guest named in words. Exactly one of them."""

    __tablename__ = "participant"
    __table_args__ = (
        # each way they suffice for who was met
        Index("ix_participant_interaction_id", "interaction_id", "stakeholder_id"),
        Index("ix_participant_stakeholder_id", "stakeholder_id", "interaction_id"),
        CheckConstraint(
            "CASE WHEN stakeholder_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN colleague_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN guest IS NULL THEN 0 ELSE 1 END = 1",
            name="one_of_three",
        ),
    )

    interaction_id: Mapped[UUID] = owned("interaction", index=False)
    stakeholder_id: Mapped[UUID | None] = owned("stakeholder", index=False)
    colleague_id: Mapped[UUID | None] = kept("colleague")
    guest: Mapped[str | None] = written(300, client=True, search=True)
    task: Mapped[str | None] = written(LINE, search=True)
    position: Mapped[int] = whole(0, 10_000, default=0)
