"""How an event of another calendar is written: as a new meeting, into a known one, or off the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from kam.analysis.recurrence import Rule, read_rule
from kam.core.errors import RuleError, UserError
from kam.core.vocabulary import InteractionKind, InteractionStatus
from kam.exchange.calendar_in import CalendarEvent, Invited
from kam.models import Interaction, InteractionAccount, Participant
from kam.services.calendar.series import (
    Series,
    begin_series,
    close_rule,
    date_of,
    put_at,
    remove_from,
    reschedule,
    series_of,
    write_occurrences,
)
from kam.services.meetings import MeetingPlan, add_meeting
from kam.store.unit_of_work import UnitOfWork

MOST_MEETINGS: Final = 2_000
"""Meetings that one file may bring."""
_DAY: Final = 24 * 60
_LONGEST_GUEST: Final = 300
_SHOWN: Final = (
    "subject",
    "starts_local",
    "zone",
    "minutes",
    "place",
    "status",
    "client_purpose",
    "logistics",
    "repeats",
)


@dataclass(frozen=True, slots=True)
class Known:
    """Whom an event invites: people of clients, each with their places; colleagues; those nobody knows.

    A place is its identity and its account. ``names`` are those of the people.
    """

    people: tuple[tuple[tuple[UUID, UUID], ...], ...]
    colleagues: tuple[UUID, ...]
    strangers: tuple[Invited, ...]
    names: tuple[str, ...]

    def at(self, account: UUID) -> list[tuple[UUID, UUID]]:
        """As whom each comes to a meeting with an account: from there, else from their first client."""
        return [next((place for place in places if place[1] == account), places[0]) for places in self.people]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file. ``new`` are the meetings planned (a series is one), by identity."""

    new: tuple[UUID, ...]
    changed: int
    same: int
    cancelled: int
    left: int
    unreadable: int


class Writer:
    """Writes events into an open step and counts what became of them."""

    def __init__(self, unit: UnitOfWork, zone: ZoneInfo, as_of: datetime, untitled: str) -> None:
        self._unit = unit
        self._untitled = untitled
        self._zone = zone
        self._as_of = as_of
        self._today = as_of.astimezone(zone).date()
        self._new: list[UUID] = []
        self._changed = self._same = self._cancelled = self._left = 0
        self._written = 0

    def taken(self, unreadable: int) -> Taken:
        """What became of all of them."""
        return Taken(tuple(self._new), self._changed, self._same, self._cancelled, self._left, unreadable)

    def take(
        self, group: Sequence[CalendarEvent], head: Interaction | None, account: UUID | None, known: Known
    ) -> None:
        """Write the events of one name."""
        if head is not None:
            before = self._image(head)
            cancelled = self._follow(group, head, known)
            self._unit.flush()
            self._cancelled += cancelled
            changed = before != self._image(head)
            self._changed += changed and not cancelled
            self._same += not changed and not cancelled
            return
        try:
            planned = None if account is None else self._plan(group, account, known)
        except RuleError as error:
            if error.code != "meeting.planned_already":
                raise
            self._same += (
                1  # sent twice under two names: one meeting of that subject at that moment is enough
            )
            return
        if planned is None:
            self._left += 1
        else:
            self._new.append(planned.id)

    # New

    def _plan(self, group: Sequence[CalendarEvent], account: UUID, known: Known) -> Interaction | None:
        """Plan a meeting or a series from its first date that is not over; None where all is over."""
        alive = [each for each in group if not each.cancelled]
        if not alive:
            return None
        main = alive[0]
        rule = self._rule(main)
        dates = self._dates(main, rule)
        if not dates:
            return None
        first = replace(main, starts=datetime.combine(dates[0], main.starts.time()))
        meeting = self._same_planned(first, account) or add_meeting(
            self._unit, self._as_plan(first, account, known)
        )
        meeting.external_id = main.uid
        self._fill(meeting, first)
        self._invite(meeting, account, known)
        if rule is not None and main.instead_of is None:
            begin_series(self._unit, meeting, rule)
            self._leave_out(meeting, group)
        self._count_written(meeting)
        return meeting

    def _dates(self, event: CalendarEvent, rule: Rule | None) -> list[date]:
        """The dates of an event that are not over today, as far as a year ahead."""
        if rule is None:
            return [event.starts.date()] if event.ends_at >= self._as_of else []
        begun = event.starts.date()
        horizon = max(begun, self._today).replace(day=1)
        dates = rule.dates(begun, horizon.replace(year=horizon.year + 2))
        return [day for day in dates if day >= self._today and day not in event.without]

    def _same_planned(self, event: CalendarEvent, account: UUID) -> Interaction | None:
        """A meeting with the client that was planned by hand for the same moment: it is this one."""
        moment = event.starts.replace(tzinfo=ZoneInfo(event.zone))
        return self._unit.scalars(
            select(Interaction).where(
                Interaction.account_id == account,
                Interaction.status == InteractionStatus.PLANNED,
                Interaction.external_id.is_(None),
                Interaction.repeat_of_id.is_(None),
                Interaction.repeats.is_(None),
                Interaction.starts_at == moment,
            )
        ).first()

    def _as_plan(self, event: CalendarEvent, account: UUID, known: Known) -> MeetingPlan:
        places = known.at(account)
        whole_days = event.minutes % _DAY == 0 and event.minutes > 0
        return MeetingPlan(
            account,
            event.starts,
            event.subject or self._untitled,
            InteractionKind.EVENT if whole_days else InteractionKind.MEETING,
            zone=event.zone,
            minutes=event.minutes,
            place=event.place,
            client_purpose=event.words,
            logistics=event.link,
            stakeholder_ids=tuple(place for place, of in places if of == account),
        )

    # Known

    def _follow(self, group: Sequence[CalendarEvent], head: Interaction, known: Known) -> bool:
        """Let a known meeting or series follow the file; whether it was called off."""
        main = group[0]
        if main.instead_of is None:
            if main.cancelled:
                return self._call_off(head)
            self._follow_main(main, head)
            self._invite_all(head, known)
        series = series_of(self._unit, head)
        if series is not None:
            self._leave_out(series.head, group)
        elif main.instead_of is not None and main.cancelled:
            return self._call_off(head)
        return bool(group) and all(each.cancelled for each in group)

    def _follow_main(self, event: CalendarEvent, head: Interaction) -> None:
        rule = self._rule(event)
        series = series_of(self._unit, head)
        if series is None:
            if head.status is InteractionStatus.CANCELLED:
                head.status = InteractionStatus.PLANNED
            if head.status is InteractionStatus.PLANNED:
                self._fill(head, event)
                self._put(head, event.starts, event.zone)
                if rule is not None and head.repeat_of_id is None:
                    begin_series(self._unit, head, rule)
            return
        for row in series.rows:
            pending = row.status is InteractionStatus.PLANNED and row.starts_at > self._as_of
            if pending and row.starts_local.date() == date_of(row):
                self._fill(row, event)
        self._follow_rule(event, series, rule)

    def _follow_rule(self, event: CalendarEvent, series: Series, rule: Rule | None) -> None:
        """Another rule, day or hour: the dates ahead move; what stands alike is left alone."""
        if rule is None:
            gone = [row for row in series.ahead(self._as_of) if row.id != series.head.id]
            close_rule(self._unit, series, date_of(series.head))
            remove_from(self._unit, series, gone)
            self._put(series.head, event.starts, event.zone)
            return
        head = series.head
        expected = rule.dates(event.starts.date(), max(date_of(head), event.starts.date()))
        fits = date_of(head) in expected or date_of(head) in event.without
        usual = [row.starts_local.time() for row in series.rows]
        same_hour = max(set(usual), key=usual.count) == event.starts.time()
        if fits and same_hour and str(rule) == str(series.rule):
            return
        dates = self._dates(event, rule)
        if dates:
            target = datetime.combine(dates[0], event.starts.time())
            reschedule(self._unit, series, head, target, rule)

    def _call_off(self, head: Interaction) -> bool:
        series = series_of(self._unit, head)
        rows = [head] if series is None else [head, *series.ahead(self._as_of)]
        off = [row for row in rows if row.status is InteractionStatus.PLANNED]
        for row in off:
            row.status = InteractionStatus.CANCELLED
        if series is not None:
            close_rule(self._unit, series, date_of(series.rows[-1]))
        return bool(off)

    # Dates of a series

    def _leave_out(self, head: Interaction, group: Sequence[CalendarEvent]) -> None:
        """What the file says of single dates: left out, called off, moved."""
        self._unit.flush()
        series = series_of(self._unit, head)
        if series is None:
            return
        main = group[0]
        by_date = {date_of(row): row for row in series.rows}
        gone = [
            row
            for day, row in by_date.items()
            if day in main.without and row.status is InteractionStatus.PLANNED
        ]
        for each in group:
            if each.instead_of is not None:
                self._one_date(head, by_date.get(each.instead_of), each)
        if gone:
            remove_from(self._unit, series, gone)

    def _one_date(self, head: Interaction, row: Interaction | None, event: CalendarEvent) -> None:
        if row is None:
            on = event.instead_of
            if on is None or event.cancelled or on < self._today or head.repeats is None:
                return
            row = write_occurrences(self._unit, head, [on])[0]
        if row.status is InteractionStatus.DONE:
            return
        if event.cancelled:
            row.status = InteractionStatus.CANCELLED
            return
        row.status = InteractionStatus.PLANNED
        self._fill(row, event)
        self._put(row, event.starts, event.zone)

    # Fields and people

    def _fill(self, row: Interaction, event: CalendarEvent) -> None:
        """What the invitation says; what it does not say stays."""
        told = {
            "subject": event.subject,
            "minutes": event.minutes,
            "place": event.place,
            "client_purpose": event.words,
        }
        for name, value in told.items():
            if value not in {None, ""} and value != getattr(row, name):
                setattr(row, name, value)
        if event.link is not None and row.logistics is None and event.link != event.place:
            row.logistics = event.link

    def _put(self, row: Interaction, local: datetime, zone: str) -> None:
        if (row.starts_local, row.zone) != (local, zone):
            row.zone = zone
            put_at(row, local)

    def _invite_all(self, head: Interaction, known: Known) -> None:
        series = series_of(self._unit, head)
        rows = [head] if series is None else series.ahead(self._as_of)
        for row in rows:
            self._invite(row, row.account_id, known)

    def _invite(self, row: Interaction, account: UUID, known: Known) -> None:
        """Add whom the invitation names and who is not there yet; nobody is taken off."""
        there = list(self._unit.scalars(select(Participant).where(Participant.interaction_id == row.id)))
        taking = {each.stakeholder_id or each.colleague_id or (each.guest or "").casefold() for each in there}
        places = known.at(account)
        wanted = [Participant(stakeholder_id=place) for place, _ in places]
        wanted += [Participant(colleague_id=each) for each in known.colleagues]
        wanted += [Participant(guest=_guest(each)) for each in known.strangers]
        position = max((each.position for each in there), default=-1)
        for each in wanted:
            key = each.stakeholder_id or each.colleague_id or (each.guest or "").casefold()
            if key in taking:
                continue
            taking.add(key)
            position += 1
            each.interaction_id, each.position = row.id, position
            self._unit.add(each)
        self._also(row, {of for _, of in places})

    def _also(self, row: Interaction, accounts: set[UUID]) -> None:
        known = set(
            self._unit.scalars(
                select(InteractionAccount.account_id).where(InteractionAccount.interaction_id == row.id)
            )
        )
        self._unit.add_all(
            InteractionAccount(interaction_id=row.id, account_id=each)
            for each in accounts - known - {row.account_id}
        )

    # Inside

    def _rule(self, event: CalendarEvent) -> Rule | None:
        """The rule of an event; one that cannot be kept leaves the event alone, once."""
        if event.rule is None:
            return None
        try:
            return read_rule(event.rule, event.starts.date())
        except RuleError:
            return None

    def _count_written(self, meeting: Interaction) -> None:
        series = series_of(self._unit, meeting)
        self._written += 1 if series is None else len(series.rows)
        if self._written > MOST_MEETINGS:
            raise UserError("calendar.too_much", limit=MOST_MEETINGS)

    def _image(self, head: Interaction) -> object:
        """What would differ if anything did."""
        self._unit.flush()
        series = series_of(self._unit, head)
        rows = [head] if series is None else list(series.rows)
        ids = [row.id for row in rows]
        people = self._unit.execute(
            select(
                Participant.interaction_id,
                Participant.stakeholder_id,
                Participant.colleague_id,
                Participant.guest,
            )
            .where(Participant.interaction_id.in_(ids))
            .order_by(Participant.id)
        )
        shown = [(row.id, *(getattr(row, name) for name in _SHOWN)) for row in rows]
        return shown, [tuple(each) for each in people]


def _guest(each: Invited) -> str:
    """«Пётр Лунёв, lunev@example.ru»."""
    said = f"{each.name}, {each.address}" if each.name else each.address
    return said[:_LONGEST_GUEST]
