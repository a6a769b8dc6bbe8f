"""Reading of a day, a week or a month: meetings, what is due, free time, and whom the time goes to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from kam.analysis.birthdays import birthday_after
from kam.analysis.free_time import Span, free_spans
from kam.analysis.working_time import WorkCalendar
from kam.core.vocabulary import CommitmentStatus, InteractionStatus
from kam.models import (
    Account,
    ChecklistItem,
    Colleague,
    Commitment,
    Interaction,
    Participant,
    Person,
    Stakeholder,
)
from kam.services.calendar.rows import (
    CalendarEntry,
    DayPlan,
    Deadline,
    DeadlineKind,
    EntryState,
    Period,
    TimeShare,
)
from kam.services.complaint_courses import clocks_of
from kam.services.lists.hindsight import GATHERINGS, open_complaints
from kam.services.lists.shared import account_names
from kam.services.people.names import NameParts, colleague_short
from kam.services.profile import Profile, read_profile
from kam.services.working_calendar import norms_from, read_calendar
from kam.store.workspace import Workspace

LEAST_FREE: Final = timedelta(minutes=30)
_LONGEST: Final = timedelta(days=14)
"""What began earlier than that before a period is not looked for in it."""


def read_period(workspace: Workspace, first: date, last: date, *, as_of: datetime) -> Period:
    """The days from ``first`` to ``last``, both included."""
    with workspace.reading() as session:
        profile = read_profile(session)
        entries = read_entries(session, profile, first, last, as_of)
        calendar = read_calendar(session, profile.zone, range(first.year - 1, last.year + 2))
        now = as_of.astimezone(profile.zone).replace(tzinfo=None)
        return Period(
            first=first,
            last=last,
            now=now,
            days=tuple(plan_of(calendar, entries, day, now) for day in days_of(first, last)),
            entries=entries,
            deadlines=tuple(_Deadlines(session, profile, calendar, as_of).between(first, last)),
            shares=_shares(entries),
            meetings=sum(each.takes_place and not each.internal for each in entries),
            travel_minutes=sum(_travel(each) for each in entries),
        )


def days_of(first: date, last: date) -> list[date]:
    """The days of a period."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def plan_of(calendar: WorkCalendar, entries: Iterable[CalendarEntry], day: date, now: datetime) -> DayPlan:
    """The working hours of a day and what of them is free."""
    hours = tuple(
        Span(datetime.combine(day, span.start), _end_of(day, span.end)) for span in calendar.hours_on(day)
    )
    around = Span(datetime.combine(day, time.min), datetime.combine(day + timedelta(days=1), time.min))
    there = [each for each in entries if each.takes_place and each.takes.overlaps(around)]
    free = free_spans(hours, (each.takes for each in there), since=now, at_least=LEAST_FREE)
    return DayPlan(day, hours, tuple(free), len(there))


def _end_of(day: date, end: time) -> datetime:
    return datetime.combine(day + timedelta(days=1) if end == time.min else day, end)


def read_entries(
    session: Session, profile: Profile, first: date, last: date, as_of: datetime
) -> tuple[CalendarEntry, ...]:
    """What takes time in a period, in order: whatever is planned, and what was done together.

    Letters and notes take none: they stand in the timeline.
    """
    begins, ends = _midnight(first, profile.zone), _midnight(last + timedelta(days=1), profile.zone)
    found = list(
        session.scalars(
            select(Interaction)
            .where(
                Interaction.starts_at >= begins - _LONGEST,
                Interaction.starts_at < ends,
                or_(Interaction.status == InteractionStatus.PLANNED, Interaction.kind.in_(GATHERINGS)),
            )
            .order_by(Interaction.starts_at, Interaction.id)
        )
    )
    rows = [row for row in found if row.starts_at >= begins or row.ends_at > begins]
    return entries_of(session, profile, rows, as_of)


def entries_of(
    session: Session, profile: Profile, rows: Sequence[Interaction], as_of: datetime
) -> tuple[CalendarEntry, ...]:
    """Some meetings as the calendar shows them, in their order."""
    told = _Told(session, rows)
    return tuple(told.entry(row, profile.zone, as_of) for row in rows)


class _Told:
    """What entries say beside what their meetings keep, read for all of them at once."""

    def __init__(self, session: Session, rows: Sequence[Interaction]) -> None:
        ids = [row.id for row in rows]
        accounts = {row.account_id for row in rows}
        named = select(Account.id, Account.name).where(Account.id.in_(accounts))
        self._accounts = {row.id: row.name for row in session.execute(named)}
        self._people, self._internal = _people(session, ids)
        self._ready = _readiness(session, ids)

    def entry(self, row: Interaction, zone: ZoneInfo, as_of: datetime) -> CalendarEntry:
        """A meeting as the calendar shows it."""
        done, to_do = self._ready.get(row.id, (0, 0))
        return CalendarEntry(
            id=row.id,
            version=row.version,
            account_id=row.account_id,
            account=self._accounts[row.account_id],
            subject=row.subject,
            kind=row.kind,
            status=row.status,
            state=_state(row, as_of),
            starts=row.starts_at.astimezone(zone).replace(tzinfo=None),
            starts_at=row.starts_at,
            minutes=row.minutes,
            travel_minutes=row.travel_minutes,
            place=row.place,
            people=self._people.get(row.id, ()),
            internal=row.id in self._internal,
            ready=done,
            to_do=to_do,
            repeats=row.repeats is not None or row.repeat_of_id is not None,
        )


def _state(row: Interaction, as_of: datetime) -> EntryState:
    """What is planned and over waits for its outcome."""
    if row.status is InteractionStatus.PLANNED:
        over = row.ends_at <= as_of and row.starts_at < as_of
        return EntryState.WITHOUT_OUTCOME if over else EntryState.PLANNED
    return EntryState(row.status.value)


def _people(session: Session, ids: Sequence[UUID]) -> tuple[dict[UUID, tuple[str, ...]], set[UUID]]:
    """Who of theirs takes part, by family name, and which meetings are among ourselves.

    Among ourselves is where nobody of theirs is named, and one of us besides me.
    """
    rows = session.execute(
        select(
            Participant.interaction_id,
            Participant.stakeholder_id,
            Participant.guest,
            Person.family_name,
            Person.given_name,
            Stakeholder.placeholder,
            Colleague.name,
            Colleague.is_me,
        )
        .outerjoin(Stakeholder, Stakeholder.id == Participant.stakeholder_id)
        .outerjoin(Person, Person.id == Stakeholder.person_id)
        .outerjoin(Colleague, Colleague.id == Participant.colleague_id)
        .where(Participant.interaction_id.in_(ids))
        .order_by(Participant.position, Participant.id)
    )
    theirs: dict[UUID, list[str]] = defaultdict(list)
    ours: dict[UUID, list[str]] = defaultdict(list)
    for row in rows:
        if row.stakeholder_id is not None:
            name = NameParts.of(row.family_name, row.given_name, "").brief
            theirs[row.interaction_id].append(name or row.placeholder or "")
        elif row.guest is not None:
            theirs[row.interaction_id].append(row.guest)
        elif not row.is_me:
            ours[row.interaction_id].append(colleague_short(row.name))
    internal = ours.keys() - theirs.keys()
    named = {**{each: ours[each] for each in internal}, **theirs}
    return {meeting: tuple(filter(None, names)) for meeting, names in named.items()}, set(internal)


def _readiness(session: Session, ids: Sequence[UUID]) -> dict[UUID, tuple[int, int]]:
    """How many points of the checklist are done, and of how many."""
    done = func.sum(case((ChecklistItem.done, 1), else_=0))
    rows = session.execute(
        select(ChecklistItem.interaction_id, done, func.count())
        .where(ChecklistItem.interaction_id.in_(ids))
        .group_by(ChecklistItem.interaction_id)
    )
    return {meeting: (int(ticked), count) for meeting, ticked, count in rows}


class _Deadlines:
    """Reads what is due: clocks of complaints, promises of both sides, birthdays."""

    def __init__(self, session: Session, profile: Profile, calendar: WorkCalendar, as_of: datetime) -> None:
        self._session = session
        self._profile = profile
        self._calendar = calendar
        self._as_of = as_of
        self._today = profile.today(as_of)
        self._names = account_names(session)

    def between(self, first: date, last: date) -> list[Deadline]:
        """By the day; of one day clocks first, then promises by their hour, then birthdays."""
        found = [*self._clocks(), *self._promises(first, last), *self._birthdays(first, last)]
        order = (DeadlineKind.COMPLAINT, DeadlineKind.PROMISE, DeadlineKind.BIRTHDAY)
        latest = datetime.max  # noqa: DTZ901 - only to sort by
        return sorted(
            (each for each in found if first <= each.on <= last),
            key=lambda each: (each.on, order.index(each.kind), each.at or latest, each.text, each.id),
        )

    def _promises(self, first: date, last: date) -> list[Deadline]:
        rows = self._session.scalars(
            select(Commitment).where(
                Commitment.status == CommitmentStatus.OPEN,
                Commitment.due_on >= first,
                Commitment.due_on <= last,
            )
        )
        return [
            Deadline(
                id=each.id,
                kind=DeadlineKind.PROMISE,
                account_id=each.account_id,
                account=self._names[each.account_id],
                on=each.due_on,
                text=each.text,
                at=each.due_at,
                side=each.side,
                late_days=max((self._today - each.due_on).days, 0),
            )
            for each in rows
            if each.due_on is not None
        ]

    def _clocks(self) -> list[Deadline]:
        complaints = [each for each, _ in open_complaints(self._session, self._as_of)]
        if not complaints:
            return []
        norms = norms_from(self._profile.settings)
        clocks = clocks_of(self._session, complaints, norms, self._calendar, self._as_of)
        found = []
        for each in complaints:
            pressing = clocks[each.id].pressing
            if pressing is None or pressing.due_at is None:
                continue
            due = pressing.due_at.astimezone(self._profile.zone).replace(tzinfo=None)
            found.append(
                Deadline(
                    id=each.id,
                    kind=DeadlineKind.COMPLAINT,
                    account_id=each.account_id,
                    account=self._names[each.account_id],
                    on=due.date(),
                    text=each.number,
                    at=due,
                    late_days=max((self._today - due.date()).days, 0),
                    clock=pressing.state,
                )
            )
        return found

    def _birthdays(self, first: date, last: date) -> list[Deadline]:
        """Those of people who are there; each person once."""
        rows = self._session.execute(
            select(
                Stakeholder.id,
                Stakeholder.account_id,
                Person.id.label("person"),
                Person.family_name,
                Person.given_name,
                Person.birthday,
                Person.birthday_year_known,
            )
            .join(Person, Person.id == Stakeholder.person_id)
            .where(
                Person.birthday.is_not(None),
                Person.erased_on.is_(None),
                or_(Stakeholder.left_on.is_(None), Stakeholder.left_on >= first),
            )
            .order_by(Stakeholder.id)
        )
        found: dict[UUID, Deadline] = {}
        for row in rows:
            on = birthday_after(row.birthday, first)
            if on is None or on > last or row.person in found:
                continue
            found[row.person] = Deadline(
                id=row.id,
                kind=DeadlineKind.BIRTHDAY,
                account_id=row.account_id,
                account=self._names[row.account_id],
                on=on,
                text=NameParts.of(row.family_name, row.given_name, "").brief,
                turns=on.year - row.birthday.year if row.birthday_year_known else None,
            )
        return list(found.values())


def _shares(entries: Iterable[CalendarEntry]) -> tuple[TimeShare, ...]:
    """Whom the time goes to, the most first."""
    minutes: dict[UUID, int] = defaultdict(int)
    names: dict[UUID, str] = {}
    for each in entries:
        if each.takes_place and not each.all_day and each.minutes:
            minutes[each.account_id] += each.minutes
            names[each.account_id] = each.account
    rows = (TimeShare(account, names[account], total) for account, total in minutes.items())
    return tuple(sorted(rows, key=lambda row: (-row.minutes, row.account)))


def _travel(entry: CalendarEntry) -> int:
    """Minutes on the way, there and back."""
    return 2 * (entry.travel_minutes or 0) if entry.takes_place else 0


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def working_calendar(session: Session, profile: Profile, first: date, last: date) -> WorkCalendar:
    """The working calendar of the years that a period touches."""
    return read_calendar(session, profile.zone, range(first.year - 1, last.year + 2))


def day_of_meeting(workspace: Workspace, meeting_id: UUID) -> date | None:
    """The day of a meeting where the workspace lives; None where it is gone."""
    with workspace.reading() as session:
        meeting = session.get(Interaction, meeting_id)
        return None if meeting is None else read_profile(session).today(meeting.starts_at)
