"""Reads complaints as cards: what the board and the table share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, func, select
from sqlalchemy.orm import Session

from kam.analysis.complaint_clocks import urgency
from kam.core.money import Money
from kam.core.vocabulary import ComplaintStage
from kam.models import Account, Colleague, Complaint, ProductLine, StageChange, Stakeholder
from kam.models.complaint import ENDED_STAGES
from kam.services.complaints.clock_views import view_of, working_day_of
from kam.services.complaints.filtering import filters
from kam.services.complaints.query import ComplaintQuery
from kam.services.complaints.rows import ComplaintCard
from kam.services.complaints.standing import SHOWN, Standing, read_standing
from kam.services.lists.shared import among, stakeholder_names
from kam.services.profile import Profile, read_profile
from kam.store.workspace import Workspace

ENDED_DAYS: Final = 90
"""Of ended complaints those of so many days are on the board."""
SHOWN_ENDED: Final = 50
"""So many of them are read for each column; all are counted."""


class Reader:
    """Reads the complaints of one query: the open ones with their clocks, the ended ones of the board."""

    def __init__(
        self, workspace: Workspace, session: Session, query: ComplaintQuery, as_of: datetime
    ) -> None:
        self.profile: Profile = read_profile(session)
        self.standing: Standing = read_standing(workspace, session, as_of)
        self.session = session
        self.query = query
        self._as_of = as_of
        self.stages = {each.complaint.id: each.stage for each in self.standing.complaints}
        self._clocks = self.standing.pressing(as_of)
        self._filters = tuple(filters(session, query, self.profile))
        self.where: tuple[ColumnElement[bool], ...] = (Complaint.received_at <= as_of, *self._filters)

    def stage(self, row: Row[Any]) -> ComplaintStage:
        """The stage a complaint had reached by then."""
        found: ComplaintStage = self.stages.get(row.id, row.stage)
        return found

    def open_rows(self) -> list[Row[Any]]:
        """The open ones that fit, the most urgent first; those whose clocks have all stopped stand last."""
        rows = [each.complaint for each in self.standing.complaints]
        if self._filters:
            fitting = set(
                self.session.scalars(
                    select(Complaint.id).where(*self.where, *among(Complaint.id, self.stages))
                )
            )
            rows = [row for row in rows if row.id in fitting]
        found = [row for row in rows if self._has_state(row.id)]
        return sorted(found, key=self._urgency)

    def _has_state(self, complaint_id: UUID) -> bool:
        if not self.query.states:
            return True
        clock = self._clocks.get(complaint_id)
        return clock is not None and clock.state in self.query.states

    def _urgency(self, row: Row[Any]) -> tuple[Any, ...]:
        clock = self._clocks.get(row.id)
        return (clock is None, urgency(clock) if clock else (), row.received_at, row.number)

    def ended_of_board(self) -> tuple[list[Row[Any]], dict[ComplaintStage, int]]:
        """The latest ended ones of some days, the last first, and how many there are of each stage."""
        if self.query.states:
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
        counts = joined.where(ended, *self.where).group_by(Complaint.stage)
        totals = {row[0]: row[1] for row in self.session.execute(counts)}
        rows: list[Row[Any]] = []
        for stage in totals:
            latest = (
                select(*SHOWN)
                .join(StageChange, StageChange.complaint_id == Complaint.id)
                .where(ended, Complaint.stage == stage, *self.where)
                .group_by(Complaint.id)
                .order_by(func.max(StageChange.at).desc(), Complaint.id)
                .limit(SHOWN_ENDED)
            )
            rows += [row for row in self.session.execute(latest) if row.id not in self.stages]
        return rows, totals

    def names(self, entity: Any, ids: Iterable[UUID | None]) -> dict[UUID, str]:
        """The names of these accounts, colleagues or product lines."""
        wanted = {each for each in ids if each is not None}
        query = select(entity.id, entity.name).where(*among(entity.id, wanted))
        return {row.id: row.name for row in self.session.execute(query)} if wanted else {}

    def cards(self, rows: Sequence[Row[Any]]) -> list[ComplaintCard]:
        """The rows as cards."""
        zone, today = self.profile.zone, self.profile.today(self._as_of)
        accounts = self.names(Account, (row.account_id for row in rows))
        owners = self.names(Colleague, (row.owner_id for row in rows))
        lines = self.names(ProductLine, (row.product_line_id for row in rows))
        raisers = {row.raised_by_id for row in rows if row.raised_by_id is not None}
        people = stakeholder_names(self.session, *among(Stakeholder.id, raisers)) if raisers else {}
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
        return {row[0]: row[1] for row in self.session.execute(query)}


def _money(row: Row[Any]) -> Money | None:
    known = row.amount_minor is not None and row.currency is not None
    return Money(row.amount_minor, row.currency) if known else None
