"""Today at a glance: one reading of what needs one now, of the clients asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import false, select
from sqlalchemy.orm import Session

from kam.analysis.complaint_clocks import ClockReading, ComplaintClocks, urgency
from kam.analysis.signals import Signal, in_order
from kam.core.vocabulary import ChecklistCode, Side
from kam.models import Account, ChecklistItem, Complaint
from kam.services.calendar.period import plan_of, read_entries, working_calendar
from kam.services.calendar.rows import CalendarEntry, EntryState
from kam.services.commitments.facts import OPEN, read_rows
from kam.services.commitments.query import PromiseSort
from kam.services.commitments.rates import kept_cells, total
from kam.services.commitments.reading import in_order as promises_in_order
from kam.services.commitments.rows import PromiseRow
from kam.services.complaint_courses import clocks_of
from kam.services.lists.hindsight import open_complaints
from kam.services.profile import Profile, read_profile
from kam.services.today.putting_off import COMPLAINT, MEETING, PROMISE, Quiet
from kam.services.today.rows import (
    ClockGroup,
    ClockItem,
    MeetingItem,
    PromiseGroup,
    Today,
    TodayQuery,
    Whose,
)
from kam.services.today.signals import read_signals
from kam.services.working_calendar import norms_from, read_calendar
from kam.store.workspace import Workspace

UNRECORDED_DAYS: Final = 30
"""A meeting without an outcome is asked about for so long."""
WEEK_OF_ALL: Final = TodayQuery()
_SUNDAY: Final = 6
_YEAR: Final = timedelta(days=365)


def read_today(
    workspace: Workspace, query: TodayQuery = WEEK_OF_ALL, *, as_of: datetime, more: Iterable[Signal] = ()
) -> Today:
    """Everything that needs one but what is put off. ``more``: signals that were read apart."""
    with workspace.reading() as session:
        return _Reader(workspace, session, query, as_of).today(more)


class _Reader:
    """Reads the columns of one moment."""

    def __init__(self, workspace: Workspace, session: Session, query: TodayQuery, as_of: datetime) -> None:
        self._workspace = workspace
        self._session = session
        self._query = query
        self._as_of = as_of
        self._profile: Profile = read_profile(session)
        self._day = self._profile.today(as_of)
        self._now = as_of.astimezone(self._profile.zone).replace(tzinfo=None)
        self._quiet = Quiet(session, as_of)
        self._names = self._accounts()

    def today(self, more: Iterable[Signal]) -> Today:
        """All columns."""
        last = self._day + timedelta(days=self._query.days - 1)
        entries = self._entries(self._day - timedelta(days=UNRECORDED_DAYS), last)
        ahead = [each for each in entries if each.state is EntryState.PLANNED and each.ends > self._now]
        cells = kept_cells(self._workspace, self._session, self._profile, self._as_of)
        ours, theirs = (
            total(cells, side, lambda cell: self._whole or UUID(bytes=cell.account) in self._names)
            for side in (Side.OURS, Side.THEIRS)
        )
        clocks, in_time = self._clocks()
        found = read_signals(self._session, self._profile, self._as_of, self._names)
        signals = in_order(self._heard([*found, *more]), self._day)
        calendar = working_calendar(self._session, self._profile, self._day, self._day)
        return Today(
            day=self._day,
            now=self._now,
            days=self._query.days,
            meetings=self._meetings(ahead),
            unrecorded=self._unrecorded(entries),
            free=plan_of(calendar, self._every_entry, self._day, self._now).longest_free,
            promises=self._promises(last),
            our_rate=ours.row.now,
            their_rate=theirs.row.now,
            clocks=clocks,
            answered_in_time=in_time,
            new_signals=tuple(each for each in signals if each.is_new(self._day)),
            signals=tuple(each for each in signals if not each.is_new(self._day)),
            put_off=self._quiet.rows(),
        )

    @property
    def _whole(self) -> bool:
        return self._query.whose is Whose.ALL

    def _accounts(self) -> dict[UUID, str]:
        """The clients asked for, by name."""
        query = select(Account.id, Account.name)
        if self._query.whose is Whose.MINE:
            query = query.where(Account.owner_id == self._profile.me)
        elif self._query.whose is Whose.COLLEAGUE:
            query = query.where(Account.owner_id == self._query.colleague_id)
        return {row.id: row.name for row in self._session.execute(query)}

    # Meetings

    def _entries(self, first: date, last: date) -> list[CalendarEntry]:
        self._every_entry = read_entries(self._session, self._profile, first, last, self._as_of)
        return [each for each in self._every_entry if each.account_id in self._names]

    def _meetings(self, ahead: Sequence[CalendarEntry]) -> tuple[tuple[date, tuple[MeetingItem, ...]], ...]:
        shown = [each for each in ahead if not self._quiet.hides(MEETING, each.id)]
        lacks = self._lacks([each.id for each in shown])
        found: dict[date, list[MeetingItem]] = defaultdict(list)
        upcoming = next((each.id for each in shown if not each.internal), None)
        for each in shown:
            codes, own = lacks.get(each.id, ((), ()))
            until = each.starts - self._now if each.starts > self._now else None
            item = MeetingItem(each, codes, own, is_next=each.id == upcoming, until=until)
            found[max(each.starts.date(), self._day)].append(item)
        return tuple((day, tuple(items)) for day, items in sorted(found.items()))

    def _lacks(self, ids: Sequence[UUID]) -> dict[UUID, tuple[tuple[ChecklistCode, ...], tuple[str, ...]]]:
        rows = self._session.execute(
            select(ChecklistItem.interaction_id, ChecklistItem.code, ChecklistItem.text)
            .where(ChecklistItem.interaction_id.in_(ids), ChecklistItem.done == false())
            .order_by(ChecklistItem.position, ChecklistItem.id)
        )
        codes: dict[UUID, list[ChecklistCode]] = defaultdict(list)
        own: dict[UUID, list[str]] = defaultdict(list)
        for meeting, code, text in rows:
            if code is ChecklistCode.CUSTOM:
                own[meeting].append(text or "")
            else:
                codes[meeting].append(code)
        return {each: (tuple(codes[each]), tuple(own[each])) for each in ids}

    def _unrecorded(self, entries: Sequence[CalendarEntry]) -> tuple[CalendarEntry, ...]:
        """What is over and nobody wrote down, the latest first."""
        open_ones = [
            each
            for each in entries
            if each.state is EntryState.WITHOUT_OUTCOME and not self._quiet.hides(MEETING, each.id)
        ]
        return tuple(sorted(open_ones, key=lambda each: each.starts_at, reverse=True))

    # Promises

    def _promises(self, last: date) -> tuple[tuple[PromiseGroup, tuple[PromiseRow, ...]], ...]:
        at = self._as_of.astimezone(self._profile.zone)
        rows = read_rows(self._session, OPEN, at, self._profile.zone)
        groups: dict[PromiseGroup, list[PromiseRow]] = defaultdict(list)
        for row in rows:
            if row.account_id not in self._names or self._quiet.hides(PROMISE, row.id):
                continue
            group = self._group_of(row, last)
            if group is not None:
                groups[group].append(row)
        return tuple(
            (group, promises_in_order(groups[group], PromiseSort.DUE))
            for group in PromiseGroup
            if groups[group]
        )

    def _group_of(self, row: PromiseRow, last: date) -> PromiseGroup | None:
        if row.is_late:
            return PromiseGroup.LATE
        if row.due_on is None:
            return None
        if row.due_on <= self._day:
            return PromiseGroup.TODAY
        sunday = self._day + timedelta(days=_SUNDAY - self._day.weekday())
        if row.due_on > last:
            return None
        return PromiseGroup.WEEK if row.due_on <= sunday else PromiseGroup.LATER

    # Complaints

    def _clocks(self) -> tuple[tuple[tuple[ClockGroup, tuple[ClockItem, ...]], ...], float | None]:
        session, profile = self._session, self._profile
        standing = [
            each for each, _ in open_complaints(session, self._as_of) if each.account_id in self._names
        ]
        answered = session.scalars(
            select(Complaint).where(
                Complaint.answer_sent_at > self._as_of - _YEAR, Complaint.answer_sent_at <= self._as_of
            )
        ).all()
        answered = [each for each in answered if each.account_id in self._names]
        every = {each.id: each for each in (*standing, *answered)}
        years = range(
            min((each.received_at.year for each in every.values()), default=self._day.year),
            self._day.year + 2,
        )
        calendar = read_calendar(session, profile.zone, years)
        clocks = clocks_of(session, list(every.values()), norms_from(profile.settings), calendar, self._as_of)
        groups: dict[ClockGroup, list[tuple[ClockReading, ClockItem]]] = defaultdict(list)
        for each in standing:
            pressing = clocks[each.id].pressing
            if pressing is not None and not self._quiet.hides(COMPLAINT, each.id):
                item = self._clock_item(each, pressing)
                groups[item.group].append((pressing, item))
        return (
            tuple(
                (group, tuple(item for _, item in sorted(groups[group], key=lambda pair: urgency(pair[0]))))
                for group in ClockGroup
                if groups[group]
            ),
            _in_time(clocks[each.id] for each in answered if each.id in clocks),
        )

    def _clock_item(self, complaint: Complaint, clock: ClockReading) -> ClockItem:
        due = None if clock.due_at is None else clock.due_at.astimezone(self._profile.zone)
        paused = clock.paused_since
        return ClockItem(
            id=complaint.id,
            account_id=complaint.account_id,
            account=self._names[complaint.account_id],
            number=complaint.number,
            summary=complaint.summary,
            severity=complaint.severity,
            clock=clock.kind,
            group=ClockGroup.of(clock.state),
            left=clock.remaining,
            over=clock.over_by,
            in_working_time=clock.in_working_time,
            used=float(clock.used_share),
            due=None if due is None else due.replace(tzinfo=None),
            paused_days=None if paused is None else (self._as_of - paused).days,
        )

    # Signals

    def _heard(self, signals: Iterable[Signal]) -> list[Signal]:
        return [
            each
            for each in signals
            if each.account_id in self._names
            and not self._quiet.hides(each.kind.value, each.about, each.since)
        ]


def _in_time(clocks: Iterable[ComplaintClocks]) -> float | None:
    """The share of first answers that met their norm."""
    met = [clock.first_response.over_by == timedelta(0) for clock in clocks]
    return sum(met) / len(met) if met else None
