"""The board and the table of complaints (ui.md, Complaints)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, func, select
from sqlalchemy.orm import Session

from kam.analysis.complaint_clocks import urgency
from kam.core.money import Money
from kam.core.text import sort_key
from kam.core.vocabulary import ClockState, ComplaintKind, ComplaintStage, Severity
from kam.models import Account, Colleague, Complaint, ProductLine, StageChange, Stakeholder
from kam.models.complaint import ENDED_STAGES
from kam.services.complaints.clock_views import view_of, working_day_of
from kam.services.complaints.filtering import filters
from kam.services.complaints.query import ComplaintQuery, ComplaintSort, ComplaintStanding
from kam.services.complaints.rows import Board, BoardColumn, ComplaintCard, ComplaintTable
from kam.services.complaints.standing import SHOWN, Standing, read_standing
from kam.services.lists.shared import among, stakeholder_names
from kam.services.profile import Profile, read_profile
from kam.store.workspace import Workspace

ENDED_DAYS: Final = 90
"""Of ended complaints those of so many days are on the board."""
SHOWN_ENDED: Final = 50
"""So many of them are read for each column; all are counted."""
_COLUMNS: Final = (
    ComplaintStage.RECEIVED,
    ComplaintStage.REOPENED,
    ComplaintStage.ACKNOWLEDGED,
    ComplaintStage.ASSESSED,
    ComplaintStage.INVESTIGATING,
    ComplaintStage.RESPONSE_OFFERED,
    ComplaintStage.DECIDED,
    ComplaintStage.CLOSED,
    ComplaintStage.REJECTED,
)


def read_board(workspace: Workspace, query: ComplaintQuery, *, as_of: datetime) -> Board:
    """Every stage with its complaints, as they stand at a moment."""
    with workspace.reading() as session:
        reader = _Reader(workspace, session, query, as_of)
        found = reader.open_rows()
        columns: dict[ComplaintStage, list[Row[Any]]] = defaultdict(list)
        for row in found:
            columns[reader.stage(row)].append(row)
        ended, totals = reader.ended_of_board()
        for row in ended:
            columns[row.stage].append(row)
        cards = {card.id: card for card in reader.cards([*found, *ended])}
        states = [card.clock.state for row in found if (card := cards[row.id]).clock is not None]
        return Board(
            columns=tuple(
                BoardColumn(
                    stage,
                    tuple(cards[row.id] for row in columns[stage]),
                    totals.get(stage, 0) if stage in ENDED_STAGES else len(columns[stage]),
                )
                for stage in _COLUMNS
                if stage is not ComplaintStage.REOPENED or columns[stage]
            ),
            open=len(found),
            breached=states.count(ClockState.BREACHED),
            at_risk=states.count(ClockState.AT_RISK),
            in_all=len(reader.standing.complaints),
            read_at=as_of.astimezone(reader.profile.zone),
        )


def read_table(
    workspace: Workspace,
    query: ComplaintQuery,
    *,
    as_of: datetime,
    limit: int | None = None,
    offset: int = 0,
) -> ComplaintTable:
    """The complaints of a query in its order; of an ended one there is no clock."""
    with workspace.reading() as session:
        reader = _Reader(workspace, session, query, as_of)
        rows: list[Row[Any]] = []
        if query.standing is not ComplaintStanding.ENDED:
            rows += reader.open_rows()
        if query.standing is not ComplaintStanding.OPEN and not query.states:
            rows += reader.ended_rows()
        if query.stages:
            rows = [row for row in rows if reader.stage(row) in query.stages]
        rows = reader.in_order(rows)
        end = None if limit is None else offset + limit
        return ComplaintTable(tuple(reader.cards(rows[offset:end])), len(rows))


class _Reader:
    """Reads the rows of one query."""

    def __init__(
        self, workspace: Workspace, session: Session, query: ComplaintQuery, as_of: datetime
    ) -> None:
        self.profile: Profile = read_profile(session)
        self.standing: Standing = read_standing(workspace, session, as_of)
        self._session = session
        self._query = query
        self._as_of = as_of
        self._stages = {each.complaint.id: each.stage for each in self.standing.complaints}
        self._clocks = self.standing.pressing(as_of)
        self._filters = tuple(filters(session, query, self.profile))
        self._where: tuple[ColumnElement[bool], ...] = (Complaint.received_at <= as_of, *self._filters)

    def stage(self, row: Row[Any]) -> ComplaintStage:
        """The stage a complaint had reached by then."""
        found: ComplaintStage = self._stages.get(row.id, row.stage)
        return found

    def open_rows(self) -> list[Row[Any]]:
        """The open ones that fit, the most urgent first; those whose clocks have all stopped stand last."""
        rows = [each.complaint for each in self.standing.complaints]
        if self._filters:
            fitting = set(
                self._session.scalars(
                    select(Complaint.id).where(*self._where, *among(Complaint.id, self._stages))
                )
            )
            rows = [row for row in rows if row.id in fitting]
        found = [row for row in rows if self._has_state(row.id)]
        return sorted(found, key=self._urgency)

    def _has_state(self, complaint_id: UUID) -> bool:
        if not self._query.states:
            return True
        clock = self._clocks.get(complaint_id)
        return clock is not None and clock.state in self._query.states

    def _urgency(self, row: Row[Any]) -> tuple[Any, ...]:
        clock = self._clocks.get(row.id)
        return (clock is None, urgency(clock) if clock else (), row.received_at, row.number)

    def ended_rows(self) -> list[Row[Any]]:
        """All ended ones that fit."""
        ended = select(*SHOWN).where(Complaint.stage.in_(ENDED_STAGES), *self._where)
        rows = self._session.execute(ended.order_by(Complaint.received_at.desc(), Complaint.number)).all()
        return [row for row in rows if row.id not in self._stages]

    def ended_of_board(self) -> tuple[list[Row[Any]], dict[ComplaintStage, int]]:
        """The latest ended ones of some days, the last first, and how many there are of each stage."""
        if self._query.states:
            return [], {}
        since = self._as_of - timedelta(days=ENDED_DAYS)
        ended = and_(
            StageChange.at > since,
            StageChange.at <= self._as_of,
            StageChange.stage.in_(ENDED_STAGES),
            StageChange.stage == Complaint.stage,
        )
        joined = select(Complaint.stage, func.count(Complaint.id.distinct())).join(
            StageChange, StageChange.complaint_id == Complaint.id
        )
        counts = joined.where(ended, *self._where).group_by(Complaint.stage)
        totals = {row[0]: row[1] for row in self._session.execute(counts)}
        rows: list[Row[Any]] = []
        for stage in totals:
            latest = (
                select(*SHOWN)
                .join(StageChange, StageChange.complaint_id == Complaint.id)
                .where(ended, Complaint.stage == stage, *self._where)
                .group_by(Complaint.id)
                .order_by(func.max(StageChange.at).desc(), Complaint.id)
                .limit(SHOWN_ENDED)
            )
            rows += [row for row in self._session.execute(latest) if row.id not in self._stages]
        return rows, totals

    def in_order(self, rows: list[Row[Any]]) -> list[Row[Any]]:
        """By the sort of the query; of equals the order in which they came."""
        query = self._query
        if query.sort is ComplaintSort.URGENCY:
            return rows[::-1] if query.descending else rows
        keys = _keys(self, rows)
        known = [row for row in rows if keys[query.sort](row) is not None]
        unknown = [row for row in rows if keys[query.sort](row) is None]
        return sorted(known, key=keys[query.sort], reverse=query.descending) + unknown

    def names(self, entity: Any, ids: Iterable[UUID | None]) -> dict[UUID, str]:
        """The names of these accounts, colleagues or product lines."""
        wanted = {each for each in ids if each is not None}
        query = select(entity.id, entity.name).where(*among(entity.id, wanted))
        return {row.id: row.name for row in self._session.execute(query)} if wanted else {}

    def cards(self, rows: Sequence[Row[Any]]) -> list[ComplaintCard]:
        """The rows as cards."""
        zone, today = self.profile.zone, self.profile.today(self._as_of)
        accounts = self.names(Account, (row.account_id for row in rows))
        owners = self.names(Colleague, (row.owner_id for row in rows))
        lines = self.names(ProductLine, (row.product_line_id for row in rows))
        raisers = {row.raised_by_id for row in rows if row.raised_by_id is not None}
        people = stakeholder_names(self._session, *among(Stakeholder.id, raisers)) if raisers else {}
        since = self._since([row.id for row in rows])
        open_ = {each.complaint.id: each for each in self.standing.complaints}
        found = []
        for row in rows:
            stage = self.stage(row)
            clock = self._clocks.get(row.id)
            reached = since.get(row.id, row.received_at).astimezone(zone)
            received = row.received_at.astimezone(zone)
            end = reached.date() if stage in ENDED_STAGES else today
            view = None
            if clock is not None and stage not in ENDED_STAGES:
                terms = open_[row.id]
                view = view_of(clock, working_day_of(terms.calendar), zone, terms.risk_percent)
            card = ComplaintCard(
                id=row.id,
                account_id=row.account_id,
                account=accounts[row.account_id],
                number=row.number,
                summary=row.summary,
                kind=row.kind,
                severity=row.severity,
                channel=row.channel,
                stage=stage,
                received_at=received,
                stage_since=reached,
                age_days=max((end - received.date()).days, 0),
                clock=view,
                amount=_money(row),
                owner_id=row.owner_id,
                owner=owners.get(row.owner_id, ""),
                raised_by_id=row.raised_by_id,
                raised_by=people.get(row.raised_by_id, ""),
                product_line=lines.get(row.product_line_id, ""),
                department=row.department or "",
                satisfaction=row.satisfaction,
            )
            found.append(card)
        return found

    def _since(self, ids: list[UUID]) -> dict[UUID, datetime]:
        """When each came to its stage."""
        query = (
            select(StageChange.complaint_id, func.max(StageChange.at))
            .where(StageChange.at <= self._as_of, *among(StageChange.complaint_id, ids))
            .group_by(StageChange.complaint_id)
        )
        return {row[0]: row[1] for row in self._session.execute(query)}


Key = Callable[[Row[Any]], Any]


def _keys(reader: _Reader, rows: Sequence[Row[Any]]) -> dict[ComplaintSort, Key]:
    kinds, severities, stages = list(ComplaintKind), list(Severity), list(_COLUMNS)
    accounts = reader.names(Account, (row.account_id for row in rows))
    owners = reader.names(Colleague, (row.owner_id for row in rows))
    return {
        ComplaintSort.NUMBER: lambda row: _natural(row.number),
        ComplaintSort.ACCOUNT: lambda row: sort_key(accounts[row.account_id]),
        ComplaintSort.SUMMARY: lambda row: sort_key(row.summary),
        ComplaintSort.KIND: lambda row: kinds.index(row.kind),
        ComplaintSort.SEVERITY: lambda row: severities.index(row.severity),
        ComplaintSort.STAGE: lambda row: stages.index(reader.stage(row)),
        ComplaintSort.RECEIVED: lambda row: row.received_at,
        ComplaintSort.AMOUNT: lambda row: row.amount_minor,
        ComplaintSort.OWNER: lambda row: sort_key(owners[row.owner_id]) if row.owner_id in owners else None,
        ComplaintSort.SATISFACTION: lambda row: row.satisfaction,
    }


def _natural(number: str) -> list[tuple[int, int, str]]:
    """K-2 before K-10."""
    parts = re.findall(r"\d+|\D+", number)
    return [(0, int(part), "") if part.isdigit() else (1, 0, part.casefold()) for part in parts]


def _money(row: Row[Any]) -> Money | None:
    known = row.amount_minor is not None and row.currency is not None
    return Money(row.amount_minor, row.currency) if known else None
