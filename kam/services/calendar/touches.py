"""Whom it is time to meet, and when that suits: contacts that wait too long become planned calls."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.analysis.free_time import Span, best_start, usual_time
from kam.analysis.map_checks import contact_standing
from kam.core.changes import Area, Outcome
from kam.core.vocabulary import AccountStatus, InteractionKind, InteractionStatus
from kam.models import Account, Interaction, Participant, Person, Stakeholder
from kam.services.calendar.period import days_of, plan_of, read_entries, working_calendar
from kam.services.calendar.rows import Touch
from kam.services.meetings import MeetingPlan, add_meeting
from kam.services.people.names import NameParts
from kam.services.people.reading import next_contacts, read_roles
from kam.services.people.touched import last_touched
from kam.services.portfolio.settings import PortfolioSettings
from kam.services.profile import Profile, read_profile
from kam.store.workspace import Workspace

CALL_MINUTES: Final = 30
SOON_DAYS: Final = 5
"""So many days before the norm somebody is named, not yet as overdue."""
_DAYS_AHEAD: Final = 21
_A_DAY: Final = 2
"""How many calls a day gets when they are spread."""
_NEVER: Final = 2
"""Who was never met stands where somebody at twice the norm stands."""
_LAST_MEETINGS: Final = 12
_CALLED: Final = (InteractionKind.CALL, InteractionKind.MEETING)


def read_touches(workspace: Workspace, *, as_of: datetime, at_most: int = 100) -> list[Touch]:
    """Who waits beyond the norm and has nothing planned, the longest first; then whose norm is near.

    Each has the free time that suits best, found for them alone.
    """
    with workspace.reading() as session:
        profile = read_profile(session)
        touches = waiting(workspace, session, profile, as_of)[:at_most]
        free = _free(session, profile, as_of)
        usual = _usual_times(session, profile, [each.id for each in touches], as_of)
    return [_suited(each, free, usual.get(each.id)) for each in touches]


def plan_touch(
    workspace: Workspace,
    stakeholder_id: UUID,
    starts: datetime,
    *,
    subject: str,
    minutes: int = CALL_MINUTES,
    kind: InteractionKind = InteractionKind.CALL,
) -> Outcome[UUID]:
    """Plan a call with somebody at a local time of the workspace; raises as ``schedule_meeting``."""
    with workspace.writing("touch.planned") as unit:
        place = unit.get_one(Stakeholder, stakeholder_id)
        plan = MeetingPlan(
            place.account_id, starts, subject, kind, minutes=minutes, stakeholder_ids=(place.id,)
        )
        return Outcome(add_meeting(unit, plan).id, Area.INTERACTIONS)


def spread_touches(
    workspace: Workspace, touches: Sequence[Touch], *, subject: str, as_of: datetime
) -> Outcome[list[UUID]]:
    """Plan a call with each of them in free time, at most two a day, in their order; one step.

    Who finds no room within three weeks is left; the answer names the calls planned.
    """
    with workspace.writing("touches.spread") as unit:
        profile = read_profile(unit)
        free = _free(unit, profile, as_of)
        taken: dict[date, int] = defaultdict(int)
        planned: list[UUID] = []
        for touch in touches:
            open_days = [span for span in free if taken[span.start.date()] < _A_DAY]
            starts = best_start(open_days, touch.minutes)
            if starts is None:
                break
            taken[starts.date()] += 1
            free = without(free, Span(starts, starts + timedelta(minutes=touch.minutes)))
            plan = MeetingPlan(
                touch.account_id,
                starts,
                subject,
                InteractionKind.CALL,
                minutes=touch.minutes,
                stakeholder_ids=(touch.id,),
            )
            planned.append(add_meeting(unit, plan).id)
        return Outcome(planned, Area.INTERACTIONS)


def without(free: Sequence[Span], taken: Span) -> list[Span]:
    """Free time without a stretch of it."""
    found: list[Span] = []
    for span in free:
        if not span.overlaps(taken):
            found.append(span)
            continue
        if span.start < taken.start:
            found.append(Span(span.start, taken.start))
        if taken.end < span.end:
            found.append(Span(taken.end, span.end))
    return found


def waiting(workspace: Workspace, session: Session, profile: Profile, as_of: datetime) -> list[Touch]:
    """Who waits beyond the norm, the longest first, then whose norm is near; without a time for a call."""
    day = profile.today(as_of)
    cadence = PortfolioSettings.of(profile.settings).cadence
    touched = last_touched(workspace, session, as_of, profile.zone)
    planned = next_contacts(session, as_of, profile.zone)
    roles = read_roles(session)
    rows = session.execute(
        select(Stakeholder, Person.family_name, Person.given_name, Account.name)
        .join(Person, Person.id == Stakeholder.person_id)
        .join(Account, Account.id == Stakeholder.account_id)
        .where(
            (Stakeholder.left_on.is_(None)) | (Stakeholder.left_on > day),
            Person.erased_on.is_(None),
            Account.status.not_in((AccountStatus.LOST, AccountStatus.DORMANT)),
        )
    )
    found: list[tuple[float, Touch]] = []
    for place, family, given, account in rows:
        if place.id in planned:
            continue
        met = touched.get(place.id.bytes)
        standing = contact_standing(
            cadence.norm(place.circle, place.cadence_days),
            touched_on=None if met is None else profile.today(met),
            since=place.since or day,
            as_of=day,
            placeholder=False,
        )
        if standing.norm is None:
            continue
        near = standing.days is not None and standing.days >= standing.norm - min(
            SOON_DAYS, standing.norm // 2
        )
        if not standing.overdue and not near:
            continue
        share = _NEVER if standing.days is None else standing.days / standing.norm
        touch = Touch(
            place.id,
            place.account_id,
            account,
            NameParts.of(family, given, "").brief,
            roles.get(place.id, (None,))[0],
            place.job_title,
            standing.days,
            standing.norm,
            standing.overdue,
            CALL_MINUTES,
        )
        found.append((share, touch))
    found.sort(key=lambda each: (not each[1].overdue, -each[0], each[1].name, each[1].id))
    return [touch for _, touch in found]


def _suited(touch: Touch, free: Sequence[Span], usual: time | None) -> Touch:
    starts = best_start(free, touch.minutes, usual)
    return replace(touch, starts=starts, usual=usual is not None and starts is not None)


def _free(session: Session, profile: Profile, as_of: datetime) -> list[Span]:
    """The free time of the coming three weeks, from tomorrow on: today is spoken for."""
    now = as_of.astimezone(profile.zone).replace(tzinfo=None)
    first = now.date() + timedelta(days=1)
    last = now.date() + timedelta(days=_DAYS_AHEAD)
    entries = read_entries(session, profile, first, last, as_of)
    calendar = working_calendar(session, profile, first, last)
    return [span for day in days_of(first, last) for span in plan_of(calendar, entries, day, now).free]


def _usual_times(
    session: Session, profile: Profile, places: Sequence[UUID], as_of: datetime
) -> dict[UUID, time]:
    """Around what hour each of them was met of late."""
    rows = session.execute(
        select(Participant.stakeholder_id, Interaction.starts_at)
        .join(Interaction, Interaction.id == Participant.interaction_id)
        .where(
            Participant.stakeholder_id.in_(places),
            Interaction.status == InteractionStatus.DONE,
            Interaction.kind.in_(_CALLED),
            Interaction.starts_at <= as_of,
        )
        .order_by(Interaction.starts_at.desc())
    )
    times: dict[UUID, list[time]] = defaultdict(list)
    for place, at in rows:
        if place is not None and len(times[place]) < _LAST_MEETINGS:
            times[place].append(at.astimezone(profile.zone).time())
    found = {place: usual_time(each) for place, each in times.items()}
    return {place: usual for place, usual in found.items() if usual is not None}
