"""Tens of thousands of complaints as lean facts: the driver's own values, turned into ours by hand."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.analysis.complaints.facts import Compensated, ComplaintFact, Span, Timing
from kam.analysis.complaints.timing import Life, Ruler, StillStanding, Yardstick, attempts_of, timings_of
from kam.analysis.working_time import WorkCalendar
from kam.core.vocabulary import Channel, CompensationKind, ComplaintKind, ComplaintStage, Severity
from kam.models import (
    Calendar,
    CalendarException,
    ClockPause,
    Complaint,
    Reclassification,
    Setting,
    StageChange,
    WorkspaceProfile,
)
from kam.models.complaint import ENDED_STAGES
from kam.services.commitments.named import identity
from kam.services.complaint_courses import clocks_of
from kam.services.complaints.filtering import with_leaves
from kam.services.complaints.query import ComplaintQuery
from kam.services.complaints.terms import terms_of
from kam.services.lists.hindsight import stages_then
from kam.services.profile import Profile, read_profile
from kam.services.rates import Exchange
from kam.services.remembering import Part, remembered
from kam.services.settings_in_force import complaint_norms
from kam.services.working_calendar import read_calendar
from kam.store.workspace import Workspace

_ROWS: Final = """
    SELECT c.id, c.account_id, c.kind, c.severity, c.channel, c.received_at, c.stage, c.product_line_id,
           c.department, c.root_cause, c.answer_sent_at, c.norms, c.calendar
    FROM complaint AS c
    WHERE {which}
    ORDER BY c.received_at, c.id
"""
_REACHED: Final = """
    SELECT s.complaint_id,
           min(CASE WHEN s.stage IN ('acknowledged', 'response_offered', 'decided', 'closed', 'rejected')
               THEN s.at END),
           min(CASE WHEN s.stage IN ('response_offered', 'decided', 'closed', 'rejected') THEN s.at END),
           min(CASE WHEN s.stage IN ('decided', 'closed', 'rejected') THEN s.at END),
           max(s.stage = 'reopened'),
           max(s.at)
    FROM stage_change AS s
    WHERE s.at <= ? AND s.complaint_id IN (SELECT c.id FROM complaint AS c WHERE {which})
    GROUP BY s.complaint_id
"""
_AGAIN: Final = """
    SELECT s.complaint_id, s.stage, s.at FROM stage_change AS s
    WHERE s.at <= ? AND s.complaint_id IN (
        SELECT r.complaint_id FROM stage_change AS r WHERE r.stage = 'reopened')
    ORDER BY s.at, s.id
"""
_PAUSES: Final = "SELECT complaint_id, since, until FROM clock_pause"
_CORRECTED: Final = "SELECT DISTINCT complaint_id FROM reclassification WHERE at <= ?"
_COMPENSATIONS: Final = """
    SELECT m.complaint_id, m.kind, m.amount_minor, m.currency, m."on", c.received_at
    FROM compensation AS m JOIN complaint AS c ON c.id = m.complaint_id
    WHERE {which} AND m.approved_by_id IS NOT NULL AND (m."on" IS NULL OR m."on" <= ?)
    ORDER BY m.id
"""
_OPEN: Final = """
    SELECT c.id, c.account_id FROM complaint AS c
    WHERE {which} AND (c.stage NOT IN ('closed', 'rejected') OR c.id IN (
        SELECT s.complaint_id FROM stage_change AS s WHERE s.at > ?))
    ORDER BY c.received_at, c.id
"""
_HAS_ENDED: Final = "c.stage IN ('closed', 'rejected')"
_IS_OPEN: Final = "c.stage NOT IN ('closed', 'rejected')"
_ENDED_FACTS: Final = Part(
    "complaints.ended",
    (
        Calendar, CalendarException, ClockPause, Complaint, Reclassification, Setting, StageChange,
        WorkspaceProfile,
    ),
)  # fmt: skip
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_MILLION: Final = 1_000_000
_KINDS: Final = {each.value: each for each in ComplaintKind}
_STAGES: Final = {each.value: each for each in ComplaintStage}
_SEVERITIES: Final = {each.value: each for each in Severity}
_CHANNELS: Final = {each.value: each for each in Channel}
_COMPENSATION_KINDS: Final = {each.value: each for each in CompensationKind}
_ENDED: Final = frozenset(stage.value for stage in ENDED_STAGES)
_FREE_OF_COST: Final = frozenset({CompensationKind.EXPLANATION})
_NOWHERE: Final = (None, None, None, None, 0, None)


@dataclass(frozen=True, slots=True)
class Which:
    """Which complaints are read: a condition on the table ``c``, and its values."""

    sql: str
    values: tuple[Any, ...]


@dataclass
class LearningGround:
    """What the reading of facts starts from: the moment, the filters, norms and calendar in force."""

    session: Session
    profile: Profile
    query: ComplaintQuery
    as_of: datetime
    first_received: date | None
    _yardsticks: dict[tuple[str | None, str | None], Yardstick | None] = field(default_factory=dict)

    @classmethod
    def of(cls, session: Session, query: ComplaintQuery, as_of: datetime) -> LearningGround:
        """The ground as of a moment; a product line means those below it, too."""
        profile = read_profile(session)
        if query.product_lines:
            query = replace(query, product_lines=frozenset(with_leaves(session, query.product_lines)))
        first = session.connection().exec_driver_sql("SELECT min(received_at) FROM complaint").scalar()
        first_on = None if first is None else (_EPOCH + first * _MICROSECOND).astimezone(profile.zone).date()
        return cls(session, profile, query, as_of.astimezone(UTC), first_on)

    @property
    def today(self) -> date:
        """The date where we work."""
        return self.profile.today(self.as_of)

    @property
    def at(self) -> int:
        """The moment as it is stored."""
        return (self.as_of - _EPOCH) // _MICROSECOND

    @property
    def working_day(self) -> timedelta:
        """The hours of a working day, by the calendar in force."""
        return self.calendar.working_day if any(self.calendar.weekly) else timedelta(0)

    @cached_property
    def calendar(self) -> WorkCalendar:
        """The calendar in force over the lives of all complaints and a year ahead."""
        return read_calendar(self.session, self.profile.zone, self.years)

    @property
    def years(self) -> range:
        """Years that the clocks of any complaint can run in."""
        first = self.first_received or self.today
        return range(first.year, self.today.year + 2)

    def day_of(self, instant: int) -> date:
        """The date of an instant where we work, of those between the first complaint and the data."""
        return self._days[bisect_right(self._midnights, instant) - 1]

    @cached_property
    def _days(self) -> list[date]:
        first = (self.first_received or self.today) - timedelta(days=1)
        return [first + timedelta(days=number) for number in range((self.today - first).days + 2)]

    @cached_property
    def _midnights(self) -> list[int]:
        return [self.instant_of(day) for day in self._days]

    def moment_of(self, day: date) -> datetime:
        """When a date begins where we work."""
        return datetime.combine(day, time(), self.profile.zone)

    def instant_of(self, day: date) -> int:
        """The same as it is stored."""
        return (self.moment_of(day) - _EPOCH) // _MICROSECOND

    def which(self, span: Span | None = None, *besides: str) -> Which:
        """The complaints of the filters, received in a span and by the moment of the data."""
        query, sql, values = self.query, ["c.received_at <= ?", *besides], [self.at]
        parts: list[Any] = []
        if span is not None:
            sql.append("c.received_at >= ? AND c.received_at < ?")
            parts += [self.instant_of(span.since), self.instant_of(span.until + timedelta(days=1))]
        columns: tuple[tuple[str, Iterable[Any]], ...] = (
            ("account_id", (each.bytes for each in query.accounts)),
            ("kind", (each.value for each in query.kinds)),
            ("severity", (each.value for each in query.severities)),
            ("channel", (each.value for each in query.channels)),
            ("product_line_id", (each.bytes for each in query.product_lines)),
            ("department", query.departments),
            ("owner_id", (each.bytes for each in query.owners)),
            ("raised_by_id", (each.bytes for each in query.people)),
        )
        for column, wanted in columns:
            listed = sorted(wanted)
            if listed:
                sql.append(f"c.{column} IN ({', '.join('?' * len(listed))})")
                parts += listed
        if query.mine:
            sql.append("c.account_id IN (SELECT a.id FROM account AS a WHERE a.owner_id = ?)")
            parts.append(self.profile.me.bytes if self.profile.me else b"")
        return Which(" AND ".join(sql), (*values, *parts))

    def yardstick(self, norms: str | None, calendar: str | None) -> Yardstick | None:
        """What complaints with these kept texts are measured with; None where terms changed meanwhile."""
        key = (norms, calendar)
        if key not in self._yardsticks:
            kept = Complaint(norms=norms, calendar=calendar)
            terms = terms_of(kept, complaint_norms(self.session), self.calendar, self.as_of)
            usable = not terms.former and any(terms.calendar.weekly)
            ruler = _ruler(terms.calendar) if usable else None
            self._yardsticks[key] = Yardstick(terms.norms, terms.calendar, ruler) if ruler else None
        return self._yardsticks[key]


@lru_cache(maxsize=64)
def _ruler(calendar: WorkCalendar) -> Ruler:
    return Ruler(calendar)


def read_facts(
    workspace: Workspace, session: Session, ground: LearningGround, span: Span
) -> list[ComplaintFact]:
    """The complaints of the filters that were received in a span, oldest first.

    What has ended changes no more, so it is remembered until the journal names a table it follows from.
    """
    if stages_then(session, ground.as_of):
        return _read(session, ground, ground.which(span))
    ended, running = (ground.which(span, standing) for standing in (_HAS_ENDED, _IS_OPEN))
    key = (span, ended.sql, ended.values[1:], ground.profile.zone.key)
    done = remembered(workspace, session, _ENDED_FACTS, key, lambda: _read(session, ground, ended))
    return sorted([*done, *_read(session, ground, running)], key=attrgetter("received_on"))


def _read(session: Session, ground: LearningGround, which: Which) -> list[ComplaintFact]:
    connection = session.connection()
    found = connection.exec_driver_sql(_ROWS.format(which=which.sql), which.values).fetchall()
    reached = {
        row[0]: row
        for row in connection.exec_driver_sql(
            _REACHED.format(which=which.sql), (ground.at, *which.values)
        ).fetchall()
    }
    again: dict[bytes, list[tuple[ComplaintStage, int]]] = defaultdict(list)
    if any(row[4] for row in reached.values()):
        for row in connection.exec_driver_sql(_AGAIN, (ground.at,)).fetchall():
            again[row[0]].append((_STAGES[row[1]], row[2]))
    pauses: dict[bytes, list[StillStanding]] = defaultdict(list)
    for row in connection.exec_driver_sql(_PAUSES).fetchall():
        pauses[row[0]].append((row[1], row[2]))
    corrected = {row[0] for row in connection.exec_driver_sql(_CORRECTED, (ground.at,))}
    return _Maker(session, ground, reached, again, pauses, corrected).facts(found)


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes facts of rows: nearly all of them by yardsticks, the others by the exact clocks."""

    _session: Session
    _ground: LearningGround
    _reached: dict[bytes, Any]
    _again: dict[bytes, list[tuple[ComplaintStage, int]]]
    _pauses: dict[bytes, list[StillStanding]]
    _corrected: set[bytes]

    def facts(self, rows: Sequence[Any]) -> list[ComplaintFact]:
        """All of them, in the order of the rows."""
        ground = self._ground
        moved = {key.bytes: stage for key, stage in stages_then(self._session, ground.as_of).items()}
        measured = [ground.yardstick(row[11], row[12]) for row in rows]
        exact = self._exact(
            [
                row[0]
                for row, by in zip(rows, measured, strict=True)
                if by is None or row[0] in self._corrected
            ]
        )
        day_of, made = ground.day_of, []
        for row, yardstick in zip(rows, measured, strict=True):
            key = row[0]
            reached = self._reached.get(key, _NOWHERE)
            stage = moved[key].value if key in moved else row[6]
            ended = None
            if stage in _ENDED:
                last = reached[5] if reached[5] is not None else row[5]
                ended = day_of(last)
            timings = exact.get(key) or self._timings(row, reached, yardstick)
            made.append(
                ComplaintFact(
                    identity(key),
                    identity(row[1]),
                    _KINDS[row[2]],
                    _SEVERITIES[row[3]],
                    day_of(row[5]),
                    ended,
                    None if row[7] is None else identity(row[7]),
                    (row[8] or "").strip(),
                    (row[9] or "").strip(),
                    bool(reached[4]),
                    *timings,
                )
            )
        return made

    def _timings(self, row: Any, reached: Any, yardstick: Yardstick | None) -> tuple[Timing, Timing, Timing]:
        """What stops a clock stops the lesser ones, too: an answer of substance also acknowledges."""
        at = self._ground.at
        acknowledged, answered, resolved = reached[1], reached[2], reached[3]
        sent = row[10]
        if sent is not None and sent <= at:
            answered = sent if answered is None else min(answered, sent)
            acknowledged = answered if acknowledged is None else min(acknowledged, answered)
        if yardstick is None:
            return _UNKNOWN
        attempts: Sequence[tuple[int, int | None]] = ((row[5], resolved),)
        if reached[4]:
            attempts = attempts_of(row[5], self._again[row[0]])
        return yardstick.timings(
            _CHANNELS[row[4]],
            _SEVERITIES[row[3]],
            Life(row[5], acknowledged, answered, attempts),
            at=at,
            pauses=self._pauses.get(row[0], ()),
        )

    def _exact(self, keys: Sequence[bytes]) -> dict[bytes, tuple[Timing, Timing, Timing]]:
        """The clocks of those that were corrected, or whose norms were changed meanwhile."""
        ground, found = self._ground, {}
        norms = complaint_norms(self._session)
        for start in range(0, len(keys), _AT_ONCE):
            ids = [UUID(bytes=key) for key in keys[start : start + _AT_ONCE]]
            complaints = self._session.scalars(select(Complaint).where(Complaint.id.in_(ids))).all()
            if not any(ground.calendar.weekly):
                continue
            clocks = clocks_of(self._session, complaints, norms, ground.calendar, ground.as_of)
            found.update({key.bytes: timings_of(read) for key, read in clocks.items()})
        return found


_AT_ONCE: Final = 500
_UNKNOWN: Final = (Timing(None, None),) * 3


def read_compensations(session: Session, ground: LearningGround, span: Span) -> list[Compensated]:
    """What was approved by the day of the data for the complaints of a span, in the workspace's currency.

    A sum that nobody wrote down is not known, but for an explanation, which costs nothing.
    """
    exchange, which = Exchange.read(session, ground.profile.currency), ground.which(span)
    zone, found = ground.profile.zone, []
    rows = session.connection().exec_driver_sql(
        _COMPENSATIONS.format(which=which.sql), (*which.values, ground.today.isoformat())
    )
    for row in rows.fetchall():
        kind = _COMPENSATION_KINDS[row[1]]
        if row[2] is None and kind in _FREE_OF_COST:
            continue
        on = date.fromisoformat(row[4]) if row[4] else datetime.fromtimestamp(row[5] // _MILLION, zone).date()
        found.append(Compensated(identity(row[0]), kind, exchange.known(row[2], row[3], on)))
    return found


def read_open(session: Session, ground: LearningGround) -> dict[UUID, tuple[UUID, ...]]:
    """The complaints of the filters that were open at the moment of the data, by client."""
    which = ground.which()
    moved = stages_then(session, ground.as_of)
    found: dict[UUID, list[UUID]] = defaultdict(list)
    rows = session.connection().exec_driver_sql(_OPEN.format(which=which.sql), (*which.values, ground.at))
    for row in rows:
        complaint = identity(row[0])
        if moved.get(complaint, ComplaintStage.RECEIVED) not in ENDED_STAGES:
            found[identity(row[1])].append(complaint)
    return {account: tuple(ids) for account, ids in found.items()}
