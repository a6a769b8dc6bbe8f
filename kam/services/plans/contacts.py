"""The communication plan on the calendar: each line becomes planned contacts at its interval, first shown.

A line begins so many days after its two people last spoke, tomorrow at the earliest, and goes on at its
interval until the plan ends. A day off gives way to the next working day, a full one to the next with room.
Where the two are to meet anyway around a day, nothing is planned for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import Enum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from kam.analysis.free_time import Span, best_start
from kam.analysis.working_days import next_working_day
from kam.core.changes import Area, Outcome
from kam.core.errors import RuleError
from kam.core.vocabulary import InteractionKind, InteractionStatus
from kam.models import CommunicationLine, Interaction, Participant, Plan, Stakeholder
from kam.services.calendar.period import days_of, plan_of, read_entries, working_calendar
from kam.services.calendar.rows import CalendarEntry
from kam.services.calendar.touches import without
from kam.services.lists.shared import colleague_names, stakeholder_names
from kam.services.meetings import MeetingPlan, add_meeting
from kam.services.people.finding import is_there
from kam.services.plans import records
from kam.services.plans.telling import lines_of
from kam.services.profile import Profile, read_profile
from kam.store.workspace import Workspace

AT_ONCE: Final = 500
"""So many contacts are planned in one step at most."""
MINUTES: Final = {InteractionKind.CALL: 30, InteractionKind.MEETING: 60}
_OTHERS_TAKE: Final = 60
_OFTEN_DAYS: Final = 30
"""Who speaks at least so often calls; who does so more seldom meets."""
_FARTHEST: Final = timedelta(days=3 * 366)
_A_DAY: Final = 2
_TRIED_DAYS: Final = 10
_USUAL: Final = time(10)


class NotPlanned(Enum):
    """Why nothing is planned for a line."""

    WITHOUT_INTERVAL = "without_interval"
    HAS_LEFT = "has_left"
    PLANNED_ALREADY = "planned_already"
    AFTER_THE_END = "after_the_end"


@dataclass(frozen=True, slots=True)
class PlannedContact:
    """A contact as it would be planned, by the clock of the workspace.

    ``wanted`` is the day by the interval; ``clashes`` where no free time was found around it.
    """

    line_id: UUID
    colleague_id: UUID
    colleague: str
    stakeholder_id: UUID
    stakeholder: str
    kind: InteractionKind
    subject: str
    starts: datetime
    minutes: int
    wanted: date
    clashes: bool = False

    @property
    def moved(self) -> bool:
        """Whether it is planned for another day than the interval asks."""
        return self.starts.date() != self.wanted


@dataclass(frozen=True, slots=True)
class ContactsPreview:
    """What the communication plan would put on the calendar, in order of time, and lines that add nothing."""

    plan_id: UUID
    until: date
    contacts: tuple[PlannedContact, ...] = ()
    left_out: Mapping[UUID, NotPlanned] = field(default_factory=lambda: MappingProxyType({}))


def preview_contacts(
    workspace: Workspace,
    plan_id: UUID,
    *,
    as_of: datetime,
    subject: str,
    until: date | None = None,
    kinds: Mapping[UUID, InteractionKind] = MappingProxyType({}),
) -> ContactsPreview:
    """What would be planned from tomorrow on until a day, the plan's last unless said otherwise.

    ``subject`` is what a contact is called whose line does not say what it is about; ``kinds`` chooses for a
    line what is planned, else who speaks every month or more often calls and others meet.

    Raises:
        RuleError: ``plan.too_many_contacts``, ``domain.calendar_without_hours``.
        NotFoundError: ``plan.gone``.

    """
    with workspace.reading() as session:
        plan = records.plan_of(session, plan_id)
        profile = read_profile(session)
        farthest = profile.today(as_of) + _FARTHEST
        ends = min(until or plan.ends_on, plan.ends_on, farthest)
        maker = _Maker(session, plan, profile, as_of, ends)
        found: list[PlannedContact] = []
        left_out: dict[UUID, NotPlanned] = {}
        wanted: list[tuple[date, CommunicationLine]] = []
        for line in lines_of(session, plan, CommunicationLine):
            days = maker.days_of_line(line)
            if isinstance(days, NotPlanned):
                left_out[line.id] = days
            else:
                wanted += [(day, line) for day in days]
        if len(wanted) > AT_ONCE:
            raise RuleError("plan.too_many_contacts", limit=AT_ONCE)
        for day, line in sorted(wanted, key=lambda each: (each[0], each[1].id)):
            found.append(maker.planned(line, day, kinds.get(line.id) or usual_kind(line.every_days), subject))
    found.sort(key=lambda each: (each.starts, each.line_id))
    return ContactsPreview(plan_id, ends, tuple(found), left_out)


def plan_contacts(
    workspace: Workspace, plan_id: UUID, contacts: Sequence[PlannedContact]
) -> Outcome[tuple[UUID, ...]]:
    """Plan contacts of a preview, all or those that were chosen, as one step; returns the meetings.

    Raises:
        RuleError: ``plan.closed``, ``plan.too_many_contacts``; as ``meetings.schedule_meeting``.
        NotFoundError: ``plan.gone``, ``stakeholder.gone``, ``colleague.gone``.

    """
    if len(contacts) > AT_ONCE:
        raise RuleError("plan.too_many_contacts", limit=AT_ONCE)
    with workspace.writing("plan.contacts_planned") as unit:
        plan = records.plan_of(unit, plan_id)
        records.must_take_facts(plan)
        made = [
            add_meeting(
                unit,
                MeetingPlan(
                    plan.account_id,
                    each.starts,
                    each.subject,
                    each.kind,
                    minutes=each.minutes,
                    stakeholder_ids=(each.stakeholder_id,),
                    colleague_ids=(each.colleague_id,),
                ),
            ).id
            for each in contacts
        ]
        return Outcome(tuple(made), Area.INTERACTIONS)


def usual_kind(every_days: int | None) -> InteractionKind:
    """How two people speak at an interval, unless something else is chosen."""
    often = every_days is not None and every_days <= _OFTEN_DAYS
    return InteractionKind.CALL if often else InteractionKind.MEETING


class _Maker:
    """Finds days and free time for contacts; what it has planned is taken for the next."""

    def __init__(self, session: Session, plan: Plan, profile: Profile, as_of: datetime, until: date) -> None:
        self._now = as_of.astimezone(profile.zone).replace(tzinfo=None)
        self._zone = profile.zone
        self._first = max(self._now.date() + timedelta(days=1), plan.starts_on)
        self._until = until
        last = max(until, self._first) + timedelta(days=_TRIED_DAYS * 3)
        self._calendar = working_calendar(session, profile, self._first, last)
        entries = read_entries(session, profile, self._first, last, as_of)
        self._entries: dict[date, list[CalendarEntry]] = defaultdict(list)
        for each in entries:
            for day in days_of(each.takes.start.date(), each.takes.end.date()):
                self._entries[day].append(each)
        self._free: dict[date, list[Span]] = {}
        self._taken: dict[date, int] = defaultdict(int)
        self._met, self._meeting = spoken(session, plan.id, as_of)
        self._ours = colleague_names(session)
        self._theirs = stakeholder_names(session, Stakeholder.account_id == plan.account_id)
        there = session.scalars(select(Stakeholder).where(Stakeholder.account_id == plan.account_id))
        self._here = {each.id for each in there if is_there(each, self._now.date())}

    def days_of_line(self, line: CommunicationLine) -> list[date] | NotPlanned:
        """The days on which two people should speak by their interval, or why there are none."""
        if line.stakeholder_id not in self._here:
            return NotPlanned.HAS_LEFT
        if line.every_days is None:
            return NotPlanned.WITHOUT_INTERVAL
        pair = (line.colleague_id, line.stakeholder_id)
        days = list(self._days(pair, timedelta(days=line.every_days)))
        if not days:
            return NotPlanned.AFTER_THE_END
        around = timedelta(days=line.every_days) / 2
        free = [day for day in days if all(abs(day - each) >= around for each in self._planned(pair))]
        return free or NotPlanned.PLANNED_ALREADY

    def planned(
        self, line: CommunicationLine, day: date, kind: InteractionKind, subject: str
    ) -> PlannedContact:
        """A contact for a day, at the first free time near ten o'clock that day or soon after."""
        minutes = MINUTES.get(kind, _OTHERS_TAKE)
        starts = self._starts(day, minutes)
        clashes = starts is None
        at = starts or datetime.combine(next_working_day(self._calendar, day), _USUAL)
        self._take(at, minutes)
        return PlannedContact(
            line_id=line.id,
            colleague_id=line.colleague_id,
            colleague=self._ours.get(line.colleague_id, ""),
            stakeholder_id=line.stakeholder_id,
            stakeholder=self._theirs.get(line.stakeholder_id, ""),
            kind=kind,
            subject=line.about or subject,
            starts=at,
            minutes=minutes,
            wanted=day,
            clashes=clashes,
        )

    def _days(self, pair: tuple[UUID, UUID], every: timedelta) -> Iterator[date]:
        met = self._met.get(pair)
        day = self._first
        if met is not None:
            day = max(day, met.astimezone(self._zone).date() + every)
        while day <= self._until:
            yield day
            day += every

    def _planned(self, pair: tuple[UUID, UUID]) -> list[date]:
        return [each.astimezone(self._zone).date() for each in self._meeting.get(pair, ())]

    def _starts(self, day: date, minutes: int) -> datetime | None:
        """The free time of a day nearest to ten, else of the working days that follow; none within reach."""
        tried = next_working_day(self._calendar, day)
        for _ in range(_TRIED_DAYS):
            if self._taken[tried] < _A_DAY and (found := best_start(self._free_on(tried), minutes, _USUAL)):
                return found
            tried = next_working_day(self._calendar, tried + timedelta(days=1))
        return None

    def _free_on(self, day: date) -> list[Span]:
        if day not in self._free:
            self._free[day] = list(plan_of(self._calendar, self._entries[day], day, self._now).free)
        return self._free[day]

    def _take(self, starts: datetime, minutes: int) -> None:
        day = starts.date()
        self._taken[day] += 1
        self._free[day] = without(self._free_on(day), Span(starts, starts + timedelta(minutes=minutes)))


Pair = tuple[UUID, UUID]
"""One of us, one of the client's people."""


def spoken(
    session: Session, plan_id: UUID, as_of: datetime
) -> tuple[dict[Pair, datetime], dict[Pair, list[datetime]]]:
    """When the pairs of a communication plan last spoke, and when they are to."""
    ours, theirs = aliased(Participant), aliased(Participant)
    rows = session.execute(
        select(ours.colleague_id, theirs.stakeholder_id, Interaction.status, Interaction.starts_at)
        .join(ours, ours.interaction_id == Interaction.id)
        .join(theirs, theirs.interaction_id == Interaction.id)
        .where(
            ours.colleague_id.in_(
                select(CommunicationLine.colleague_id).where(CommunicationLine.plan_id == plan_id)
            ),
            theirs.stakeholder_id.in_(
                select(CommunicationLine.stakeholder_id).where(CommunicationLine.plan_id == plan_id)
            ),
            Interaction.status.in_((InteractionStatus.DONE, InteractionStatus.PLANNED)),
        )
    )
    met: dict[Pair, datetime] = {}
    ahead: dict[Pair, list[datetime]] = defaultdict(list)
    for colleague_id, stakeholder_id, status, starts_at in rows:
        if colleague_id is None or stakeholder_id is None:
            continue
        pair = (colleague_id, stakeholder_id)
        if status is InteractionStatus.PLANNED:
            ahead[pair].append(starts_at)
        elif starts_at <= as_of:
            met[pair] = max(starts_at, met.get(pair, starts_at))
    return met, ahead
