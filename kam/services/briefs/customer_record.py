"""What the client's copy says of purchases, promises and complaints, read through the gate of ``released``.

The calculations of the internal brief are used for dates and counts alone: when our next answer to a
complaint is due, and how many complaints were answered in time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import or_, true

from kam.analysis.complaint_clocks import ComplaintClocks
from kam.core.periods import Month
from kam.core.vocabulary import ClockState, CommitmentStatus, Side
from kam.models import (
    Colleague,
    Commitment,
    Complaint,
    Person,
    ProductLine,
    SalesFact,
    Stakeholder,
)
from kam.reports.content import (
    Bought,
    BoughtLine,
    BoughtMonth,
    ComplaintRecord,
    CustomerComplaint,
    Obligation,
    ObligationState,
)
from kam.services.briefs.complaints import Complaints
from kam.services.briefs.money.sales import Sales, month_figures, totals
from kam.services.briefs.names import short_name, split_name
from kam.services.briefs.promises import Ledger
from kam.services.briefs.released import for_client, person_name, rows
from kam.services.briefs.scene import Scene

_KEPT_LATELY: Final = timedelta(days=30)
_STATES: Final = {CommitmentStatus.KEPT: ObligationState.KEPT, CommitmentStatus.OPEN: ObligationState.OPEN}
_ORDER: Final = list(ObligationState)


def obligations(
    scene: Scene, ledger: Ledger, side: Side, *, besides: AbstractSet[UUID] = frozenset()
) -> tuple[Obligation, ...]:
    """Promises between the companies: late, open, and those kept since the last meeting."""
    shown = _kept_lately(scene, ledger, side) | {promise.id for promise in ledger.open(side)}
    return in_order(obligations_by_id(scene, ledger, side, shown - besides).values())


def obligations_by_id(scene: Scene, ledger: Ledger, side: Side, shown: set[UUID]) -> dict[UUID, Obligation]:
    """Those of some promises of a side that are promises between the companies and neither broken nor off."""
    promises = {promise.id: promise for promise in ledger.promises if promise.status in _STATES}
    found = rows(
        scene,
        for_client(Commitment.id, Commitment.text)
        .where(
            Commitment.id.in_(shown & promises.keys()),
            Commitment.promised_to_client == true(),
            Commitment.side == side,
        )
        .order_by(Commitment.id),
    )
    owners = _owners(scene, shown)
    return {
        row.id: Obligation(
            text=row.text,
            owner=owners.get(row.id, ""),
            due_on=promises[row.id].due_on,
            state=_state(scene, promises[row.id].status, promises[row.id].due_on),
        )
        for row in found
    }


def in_order(lines: Iterable[Obligation]) -> tuple[Obligation, ...]:
    """Late ones first, then open ones, then kept ones, each by date."""
    return tuple(
        sorted(lines, key=lambda line: (_ORDER.index(line.state), line.due_on or date.max, line.text))
    )


def _kept_lately(scene: Scene, ledger: Ledger, side: Side) -> set[UUID]:
    last = scene.last
    since = last.on if last else scene.known_on - _KEPT_LATELY
    return {
        promise.id
        for promise in ledger.promises
        if promise.side is side
        and promise.status is CommitmentStatus.KEPT
        and promise.closed_on is not None
        and promise.closed_on > since
    }


def _state(scene: Scene, status: CommitmentStatus, due_on: date | None) -> ObligationState:
    state = _STATES[status]
    late = state is ObligationState.OPEN and due_on is not None and due_on < scene.day
    return ObligationState.LATE if late else state


def _owners(scene: Scene, commitments: Iterable[UUID]) -> dict[UUID, str]:
    """Who answers for it, by family name; a place whose person is unknown by its job title."""
    keys = list(commitments)
    ours = rows(
        scene,
        for_client(Commitment.id, Colleague.name)
        .join(Colleague, Colleague.id == Commitment.owner_colleague_id)
        .where(Commitment.id.in_(keys)),
    )
    theirs = rows(
        scene,
        for_client(
            Commitment.id, Person.family_name, Person.given_name, Person.patronymic, Stakeholder.job_title
        )
        .join(Stakeholder, Stakeholder.id == Commitment.owner_stakeholder_id)
        .outerjoin(Person, Person.id == Stakeholder.person_id)
        .where(Commitment.id.in_(keys)),
    )
    return {row.id: short_name(person_name(row), row.job_title or "") for row in theirs} | {
        row.id: short_name(split_name(row.name)) for row in ours
    }


def open_complaints(scene: Scene, complaints: Complaints) -> tuple[CustomerComplaint, ...]:
    """Open complaints by stage, oldest first."""
    files = {file.complaint.id: file for file in complaints.open}
    found = rows(
        scene,
        for_client(
            Complaint.id,
            Complaint.number,
            Complaint.summary,
            Complaint.received_at,
            Complaint.client_status,
        )
        .where(Complaint.id.in_(files))
        .order_by(Complaint.received_at, Complaint.id),
    )
    steps = _next_steps(scene, files)
    return tuple(
        CustomerComplaint(
            number=row.number,
            summary=row.summary,
            received_on=scene.local_date(row.received_at),
            stage=files[row.id].stage,
            answer_due_at=_answer_due(scene, complaints.clocks(files[row.id])),
            next_step=row.client_status or "",
            next_on=steps.get(row.id),
        )
        for row in found
    )


def _answer_due(scene: Scene, clocks: ComplaintClocks) -> datetime | None:
    """When our next answer is due; not said of a deadline that has passed, nor while we wait for them."""
    reading = clocks.pressing
    if reading is None or reading.due_at is None or reading.state is ClockState.BREACHED:
        return None
    return reading.due_at.astimezone(scene.zone)


def _next_steps(scene: Scene, complaints: Iterable[UUID]) -> dict[UUID, date]:
    """The earliest date on which something promised to the client for a complaint is due."""
    found = rows(
        scene,
        for_client(Commitment.complaint_id, Commitment.due_on)
        .where(
            Commitment.complaint_id.in_(list(complaints)),
            Commitment.promised_to_client == true(),
            Commitment.side == Side.OURS,
            Commitment.made_on <= scene.known_on,
            or_(Commitment.closed_on.is_(None), Commitment.closed_on > scene.known_on),
            Commitment.due_on >= scene.day,
        )
        .order_by(Commitment.due_on.desc()),
    )
    return {row.complaint_id: row.due_on for row in found}


def complaint_record(scene: Scene, complaints: Complaints) -> ComplaintRecord | None:
    """Complaints of the year of the meeting and how many were answered in time; None without any."""
    year = scene.day.year
    files = [file for file in complaints.files if scene.local_date(file.complaint.received_at).year == year]
    if not files:
        return None
    in_time = sum(complaints.clocks(file).first_response.state is ClockState.MET for file in files)
    return ComplaintRecord(year, len(files), in_time)


def bought(scene: Scene, sales: Sales) -> Bought:
    """The twelve months and the product lines, by revenue alone."""
    figures = month_figures(sales, {})
    total, before = totals(figures)
    return Bought(
        months=tuple(BoughtMonth(one.month, one.revenue, one.year_before) for one in figures),
        total=total,
        total_before=before,
        lines=_bought_lines(scene, sales) if figures else (),
    )


def _bought_lines(scene: Scene, sales: Sales) -> tuple[BoughtLine, ...]:
    found = rows(scene, for_client(ProductLine.id, ProductLine.name))
    now, before = _revenue(scene, sales.year), _revenue(scene, sales.year_before)
    complete = all(sales.is_known(month) for month in sales.year_before)
    lines = [
        BoughtLine(row.name, now[row.id], before.get(row.id, 0) if complete else None)
        for row in found
        if row.id in now
    ]
    return tuple(sorted(lines, key=lambda line: (-line.bought, line.name)))


def _revenue(scene: Scene, months: list[Month]) -> dict[UUID, int]:
    found = rows(
        scene,
        for_client(
            SalesFact.product_line_id, SalesFact.month, SalesFact.currency, SalesFact.revenue_minor
        ).where(SalesFact.account_id == scene.account.id, SalesFact.month.between(months[0], months[-1])),
    )
    sums: dict[UUID, int] = defaultdict(int)
    for row in found:
        converted = scene.exchange.of_month(row.revenue_minor, row.currency, row.month)
        sums[row.product_line_id] += converted or 0
    return dict(sums)
