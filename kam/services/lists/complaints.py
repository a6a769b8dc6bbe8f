"""Complaints with their clocks (domain.md §8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from kam.analysis.complaint_clocks import ComplaintClocks
from kam.core.money import Money
from kam.core.vocabulary import Channel, ClockKind, ClockState, ComplaintKind, ComplaintStage, Severity
from kam.models import Complaint, ProductLine
from kam.models.complaint import ENDED_STAGES
from kam.services.complaint_courses import clocks_of
from kam.services.lists.hindsight import stages_then
from kam.services.lists.shared import account_names, stakeholder_names
from kam.services.profile import read_profile
from kam.services.working_calendar import norms_from, read_calendar
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ComplaintRow:
    """One complaint and its pressing clock: the worst that still runs, None when all have stopped."""

    id: UUID
    account_id: UUID
    account: str
    number: str
    summary: str
    kind: ComplaintKind
    severity: Severity
    channel: Channel
    stage: ComplaintStage
    received_at: datetime
    raised_by: str | None
    product_line: str | None
    amount: Money | None
    satisfaction: int | None
    clock: ClockKind | None
    clock_state: ClockState | None
    clock_due_at: datetime | None


def list_complaints(
    workspace: Workspace, *, as_of: datetime, account_id: UUID | None = None
) -> list[ComplaintRow]:
    """Every complaint received by a moment, at the stage it had reached by then.

    The open ones stand by the urgency of their clock, then the ended ones, latest first.
    """
    with workspace.reading() as session:
        profile = read_profile(session)
        query = select(Complaint).where(Complaint.received_at <= as_of)
        if account_id is not None:
            query = query.where(Complaint.account_id == account_id)
        complaints = session.scalars(query).all()
        stages = {each.id: each.stage for each in complaints} | stages_then(session, as_of, account_id)
        years = range(min((each.received_at.year for each in complaints), default=as_of.year), as_of.year + 2)
        clocks = clocks_of(
            session,
            complaints,
            norms_from(profile.settings),
            read_calendar(session, profile.zone, years),
            as_of,
        )
        names, people = account_names(session), stakeholder_names(session)
        lines = {row.id: row.name for row in session.execute(select(ProductLine.id, ProductLine.name))}
        rows = [
            _row(
                each,
                stages[each.id],
                clocks[each.id],
                names=names,
                people=people,
                lines=lines,
                zone=profile.zone,
            )
            for each in complaints
        ]
    return sorted(rows, key=_order)


def _row(
    complaint: Complaint,
    stage: ComplaintStage,
    clocks: ComplaintClocks,
    *,
    names: dict[UUID, str],
    people: dict[UUID, str],
    lines: dict[UUID, str],
    zone: ZoneInfo,
) -> ComplaintRow:
    clock = None if stage in ENDED_STAGES else clocks.pressing
    amount = complaint.amount_minor
    return ComplaintRow(
        id=complaint.id,
        account_id=complaint.account_id,
        account=names[complaint.account_id],
        number=complaint.number,
        summary=complaint.summary,
        kind=complaint.kind,
        severity=complaint.severity,
        channel=complaint.channel,
        stage=stage,
        received_at=complaint.received_at.astimezone(zone),
        raised_by=None if complaint.raised_by_id is None else people.get(complaint.raised_by_id),
        product_line=None if complaint.product_line_id is None else lines.get(complaint.product_line_id),
        amount=None if amount is None or complaint.currency is None else Money(amount, complaint.currency),
        satisfaction=complaint.satisfaction,
        clock=clock.kind if clock else None,
        clock_state=clock.state if clock else None,
        clock_due_at=clock.due_at.astimezone(zone) if clock and clock.due_at else None,
    )


_WORST = (
    ClockState.BREACHED,
    ClockState.AT_RISK,
    ClockState.ON_TRACK,
    ClockState.PAUSED,
    ClockState.MET,
    None,
)


def _order(row: ComplaintRow) -> tuple[bool, int, float, UUID]:
    ended = row.stage in ENDED_STAGES
    moment = row.clock_due_at or row.received_at
    return ended, _WORST.index(row.clock_state), -moment.timestamp() if ended else moment.timestamp(), row.id
