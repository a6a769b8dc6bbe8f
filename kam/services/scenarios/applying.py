"""Applying a scenario to a client: first a preview of dates and people, then one step that plans it all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kam.analysis.working_days import next_working_day
from kam.analysis.working_time import WorkCalendar
from kam.core.changes import Area, Outcome
from kam.core.field_errors import FieldError, refuse
from kam.core.vocabulary import BuyingRole, InteractionKind, InteractionStatus, RatingKind, Side
from kam.models import (
    Account,
    ChecklistItem,
    Commitment,
    Contract,
    Interaction,
    Participant,
    Rating,
    Record,
    ScenarioRun,
    Stakeholder,
    StakeholderRole,
)
from kam.services.commitments.shifting import calendar_from
from kam.services.lists.hindsight import GATHERINGS
from kam.services.lists.shared import stakeholder_names
from kam.services.people.finding import account_of, is_there
from kam.services.profile import Profile, read_profile
from kam.services.scenarios.templates import Step, Template, find_template
from kam.services.settings.preparation import checklist_of
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

MINUTES: Final = {
    InteractionKind.MEETING: 60,
    InteractionKind.CALL: 30,
    InteractionKind.SITE_VISIT: 120,
    InteractionKind.EVENT: 120,
    InteractionKind.BUSINESS_REVIEW: 90,
}
"""How long a contact takes that nobody gave a length; the others a quarter of an hour."""
_SHORT: Final = 15
_FIRST_HOUR: Final = time(10)
_SLOT: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Somebody:
    """One of the client's people who plays a role."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step with its date: the first working day from its own. ``starts`` is when a contact is planned for.

    ``people`` are those who play the role, the most influential first; the first of them is meant. A step
    whose day has passed is left out unless it is wished for: then it falls on today.
    """

    number: int
    step: Step
    day: date
    moved: bool
    past: bool
    starts: datetime | None
    people: tuple[Somebody, ...]

    @property
    def is_task(self) -> bool:
        """Whether it becomes a task of ours rather than a contact."""
        return self.step.channel is None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a scenario would become at a client."""

    account_id: UUID
    account: str
    template: Template
    start: date
    steps: tuple[PlannedStep, ...]

    @property
    def missing_roles(self) -> tuple[BuyingRole, ...]:
        """Roles that steps speak to and nobody at the client plays."""
        missing = (each.step.role for each in self.steps if each.step.role and not each.people)
        return tuple(dict.fromkeys(missing))


@dataclass(frozen=True, slots=True)
class Wish:
    """What was decided about a step: whether it is planned, and with whom (none: with nobody named)."""

    planned: bool = True
    person: UUID | None = None


def preview(
    workspace: Workspace,
    account_id: UUID,
    key: UUID | str,
    *,
    as_of: datetime,
    language: str,
    start: date | None = None,
) -> Preview:
    """The steps of a scenario with their dates and people; ``key`` is its id or its code.

    Without a start it is today; of one that counts back from a day, the end of the contract that ends first.

    Raises:
        NotFoundError: ``scenario.gone``, ``account.gone``.

    """
    with workspace.reading() as session:
        profile = read_profile(session)
        account = account_of(session, account_id)
        template = find_template(session, key, language)
        now = as_of.astimezone(profile.zone).replace(tzinfo=None)
        begins = start or _usual_start(session, account, template, now.date())
        steps = _Planner(session, account, now).plan(template, begins, {})
        return Preview(account_id, account.name, template, begins, tuple(steps))


def apply(
    workspace: Workspace,
    account_id: UUID,
    key: UUID | str,
    start: date,
    *,
    language: str,
    wishes: Mapping[int, Wish] | None = None,
) -> Outcome[UUID]:
    """Plan a scenario at a client as one step: tasks in the ledger, planned contacts. Returns the run.

    ``wishes`` decide about steps by number; a step without one is planned as the preview shows it.

    Raises:
        FieldErrors: ``steps``: ``scenario.without_steps`` where nothing would be planned.
        NotFoundError: ``scenario.gone``, ``account.gone``.

    """
    wishes = wishes or {}
    with workspace.writing("scenario.applied") as unit, unit.no_autoflush:
        profile = read_profile(unit)
        account = account_of(unit, account_id)
        template = find_template(unit, key, language)
        now = unit.now.astimezone(profile.zone).replace(tzinfo=None)
        today = now.date()
        planned = _Planner(unit, account, now).plan(template, start, wishes)
        chosen = [each for each in planned if _wish(each, wishes).planned]
        if not chosen:
            refuse([FieldError("steps", "scenario.without_steps")])
        run = ScenarioRun(
            account_id=account.id, scenario_id=template.id, name=template.name, started_on=min(start, today)
        )
        unit.add(run)
        owner = account.owner_id or profile.me
        for each in chosen:
            if each.is_task:
                unit.add(_task(run, each, owner, today))
            else:
                unit.add_all(_contact(unit, run, each, _wish(each, wishes).person, profile))
        return Outcome(run.id, Area.COMMITMENTS | Area.INTERACTIONS)


def _wish(each: PlannedStep, wishes: Mapping[int, Wish]) -> Wish:
    """What was decided, else what the preview shows: what lies ahead, with the first who plays the role."""
    usual = Wish(planned=not each.past, person=each.people[0].id if each.people else None)
    return wishes.get(each.number, usual)


def _usual_start(session: Session, account: Account, template: Template, today: date) -> date:
    days = [step.day for step in template.steps]
    if max(days) >= -min(days):
        return today
    ends = select(func.min(Contract.ends_on)).where(
        Contract.account_id == account.id, Contract.ends_on >= today
    )
    return session.scalar(ends) or today - timedelta(days=min(days))


class _Planner:
    """Puts the steps of a scenario on working days, and contacts at the first free half hour from ten on."""

    def __init__(self, session: Session, account: Account, now: datetime) -> None:
        self._session = session
        self._now = now
        self._today = now.date()
        self._calendar = calendar_from(session, self._today)
        self._people = people_by_role(session, account.id, self._today)
        self._busy: dict[date, list[tuple[datetime, datetime]]] = {}

    def plan(self, template: Template, start: date, wishes: Mapping[int, Wish]) -> list[PlannedStep]:
        """All steps; those that are not planned take no time of anybody."""
        found = []
        for number, step in enumerate(template.steps):
            made = self._dated(number, step, start + timedelta(days=step.day))
            if not made.is_task and _wish(made, wishes).planned:
                made = replace(made, starts=self._starts(made))
            found.append(made)
        return found

    def _dated(self, number: int, step: Step, wanted: date) -> PlannedStep:
        day = next_working_day(self._calendar, max(wanted, self._today))
        return PlannedStep(
            number=number,
            step=step,
            day=day,
            moved=day != wanted,
            past=wanted < self._today,
            starts=None,
            people=self._people.get(step.role, ()) if step.role else (),
        )

    def _starts(self, each: PlannedStep) -> datetime:
        """The first free time of the day that is long enough; of a full day its first."""
        length = timedelta(minutes=minutes_of(each.step.channel))
        taken = self._busy.setdefault(each.day, _planned_then(self._session, each.day))
        times = list(_half_hours(self._calendar, each.day, length))
        free = (
            at
            for at in times
            if at > self._now and all(at + length <= since or at >= until for since, until in taken)
        )
        usual = times[0] if times else datetime.combine(each.day, _FIRST_HOUR)
        starts = next(free, usual)
        taken.append((starts, starts + length))
        return starts


def minutes_of(channel: InteractionKind | None) -> int:
    """How long a contact usually takes."""
    return MINUTES.get(channel, _SHORT) if channel is not None else 0


def _half_hours(calendar: WorkCalendar, day: date, length: timedelta) -> Iterator[datetime]:
    """The half hours of a working day from ten on at which something of a length still fits."""
    for span in calendar.hours_on(day):
        at = datetime.combine(day, max(span.start, _FIRST_HOUR))
        ends = datetime.combine(day, time()) + timedelta(microseconds=span.end_offset)
        while at + length <= ends:
            yield at
            at += _SLOT


def _planned_then(session: Session, day: date) -> list[tuple[datetime, datetime]]:
    """From when until when something is planned on a day, by the clock on the wall."""
    begins = datetime.combine(day, time())
    rows = session.execute(
        select(Interaction.starts_local, Interaction.minutes).where(
            Interaction.status == InteractionStatus.PLANNED,
            Interaction.starts_local >= begins,
            Interaction.starts_local < begins + timedelta(days=1),
        )
    )
    return [(row.starts_local, row.starts_local + timedelta(minutes=row.minutes or 0)) for row in rows]


def people_by_role(session: Session, account_id: UUID, day: date) -> dict[BuyingRole, tuple[Somebody, ...]]:
    """Who of the client plays each role and is still there, the most influential first."""
    places = session.scalars(select(Stakeholder).where(Stakeholder.account_id == account_id)).all()
    here = {place.id for place in places if is_there(place, day)}
    names = stakeholder_names(session, Stakeholder.account_id == account_id)
    rated = select(Rating.stakeholder_id, Rating.value).where(
        Rating.stakeholder_id.in_(here), Rating.kind == RatingKind.INFLUENCE, Rating.on <= day
    )
    influence = {
        row.stakeholder_id: row.value for row in session.execute(rated.order_by(Rating.on, Rating.id))
    }
    found: dict[BuyingRole, list[UUID]] = {}
    roles = select(StakeholderRole.role, StakeholderRole.stakeholder_id)
    for row in session.execute(roles.where(StakeholderRole.stakeholder_id.in_(here))):
        found.setdefault(row.role, []).append(row.stakeholder_id)
    return {
        role: tuple(
            Somebody(each, names[each])
            for each in sorted(ids, key=lambda place: (-influence.get(place, 0), names[place]))
        )
        for role, ids in found.items()
    }


def _task(run: ScenarioRun, each: PlannedStep, owner: UUID | None, today: date) -> Commitment:
    """A task of ours: it was promised to nobody."""
    return Commitment(
        account_id=run.account_id,
        side=Side.OURS,
        text=each.step.text,
        promised_to_client=False,
        owner_colleague_id=owner,
        made_on=today,
        due_on=each.day,
        scenario_run_id=run.id,
    )


def _contact(
    unit: UnitOfWork, run: ScenarioRun, each: PlannedStep, person: UUID | None, profile: Profile
) -> list[Record]:
    """A planned contact with whoever is meant and me; what people gather for begins with the checklist."""
    made = Interaction(
        account_id=run.account_id,
        kind=each.step.channel,
        subject=each.step.text,
        minutes=minutes_of(each.step.channel),
        scenario_run_id=run.id,
    )
    made.schedule(each.starts or datetime.combine(each.day, _FIRST_HOUR), profile.zone.key)
    there: list[Record] = []
    if person is not None:
        there.append(Participant(interaction_id=made.id, stakeholder_id=person, position=0))
    if profile.me is not None:
        there.append(Participant(interaction_id=made.id, colleague_id=profile.me, position=len(there)))
    checklist: Sequence[ChecklistItem] = ()
    if made.kind in GATHERINGS:
        checklist = [
            ChecklistItem(interaction_id=made.id, position=number, code=entry.code, text=entry.text)
            for number, entry in enumerate(checklist_of(unit))
        ]
    return [made, *there, *checklist]
