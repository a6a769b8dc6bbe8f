"""What the form of a meeting shows, and who can be asked to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.analysis.recurrence import Frequency
from kam.core.vocabulary import InteractionKind, InteractionStatus
from kam.models import Account, Colleague, Interaction, Participant, Person, Stakeholder
from kam.services.calendar.series import meeting_of, series_of
from kam.services.people.finding import is_there
from kam.services.people.names import NameParts
from kam.services.profile import read_profile
from kam.store.workspace import Workspace

TEXTS: Final = (
    "subject",
    "place",
    "purpose",
    "best_outcome",
    "minimum_outcome",
    "client_purpose",
    "logistics",
)
"""The fields of text, called as their columns are."""


@dataclass(frozen=True, slots=True)
class MeetingValues:
    """What is typed into the form. ``zone`` None is the workspace's; ``repeats`` with ``repeats_until``."""

    account_id: UUID | None = None
    subject: str | None = None
    kind: InteractionKind = InteractionKind.MEETING
    day: date | None = None
    starts: time | None = None
    minutes: int | None = 60
    zone: str | None = None
    place: str | None = None
    travel_minutes: int | None = None
    purpose: str | None = None
    best_outcome: str | None = None
    minimum_outcome: str | None = None
    client_purpose: str | None = None
    logistics: str | None = None
    stakeholder_ids: tuple[UUID, ...] = ()
    colleague_ids: tuple[UUID, ...] = ()
    guests: tuple[str, ...] = ()
    repeats: Frequency | None = None
    repeats_until: date | None = None


@dataclass(frozen=True, slots=True)
class Choosable:
    """Somebody who can be asked to a meeting: of theirs, or one of us."""

    id: UUID
    name: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class MeetingForm:
    """The form as it is filled. ``id`` is None for a new one."""

    id: UUID | None
    version: int
    account: str
    status: InteractionStatus
    values: MeetingValues
    people: tuple[Choosable, ...]
    colleagues: tuple[Choosable, ...]
    accounts: tuple[Choosable, ...]
    workspace_zone: str
    in_series: bool = False


def new_meeting_form(
    workspace: Workspace, as_of: datetime, values: MeetingValues = MeetingValues()
) -> MeetingForm:
    """An empty form, or one filled with what is known already."""
    with workspace.reading() as session:
        return _form(session, as_of, values)


def meeting_form(workspace: Workspace, meeting_id: UUID, as_of: datetime) -> MeetingForm:
    """The form of a meeting; NotFoundError ``brief.meeting_gone``."""
    with workspace.reading() as session:
        meeting = meeting_of(session, meeting_id)
        return _form(session, as_of, values_of(session, meeting), meeting)


def _form(
    session: Session, as_of: datetime, values: MeetingValues, meeting: Interaction | None = None
) -> MeetingForm:
    profile = read_profile(session)
    today = profile.today(as_of)
    account = None if values.account_id is None else session.get(Account, values.account_id)
    series = None if meeting is None else series_of(session, meeting)
    return MeetingForm(
        id=None if meeting is None else meeting.id,
        version=0 if meeting is None else meeting.version,
        account="" if account is None else account.name,
        status=InteractionStatus.PLANNED if meeting is None else meeting.status,
        values=values,
        people=() if account is None else people_of(session, account.id, today, values.stakeholder_ids),
        colleagues=_colleagues(session, today, values.colleague_ids),
        accounts=tuple(
            Choosable(row.id, row.name)
            for row in session.execute(select(Account.id, Account.name).order_by(Account.name_key))
        ),
        workspace_zone=profile.zone.key,
        in_series=series is not None,
    )


def people_at(workspace: Workspace, account_id: UUID, as_of: datetime) -> tuple[Choosable, ...]:
    """Who can be asked to a meeting at an account."""
    with workspace.reading() as session:
        return people_of(session, account_id, read_profile(session).today(as_of), ())


def people_of(session: Session, account_id: UUID, day: date, also: Iterable[UUID]) -> tuple[Choosable, ...]:
    """The people of an account who are there on a day, and those named, by name."""
    wanted = set(also)
    rows = session.execute(
        select(Stakeholder, Person)
        .outerjoin(Person, Person.id == Stakeholder.person_id)
        .where(Stakeholder.account_id == account_id)
    )
    found = [
        Choosable(place.id, _called(place, person), place.job_title or "")
        for place, person in rows
        if is_there(place, day) or place.id in wanted
    ]
    return tuple(sorted(found, key=lambda each: each.name.casefold()))


def _called(place: Stakeholder, person: Person | None) -> str:
    name = "" if person is None else NameParts.of(person.family_name, person.given_name, "").listed
    return name or place.placeholder or place.job_title or ""


def _colleagues(session: Session, day: date, also: Iterable[UUID]) -> tuple[Choosable, ...]:
    wanted = set(also)
    rows = session.scalars(select(Colleague).order_by(Colleague.is_me.desc(), Colleague.name))
    return tuple(
        Choosable(each.id, each.name, each.job_title or "")
        for each in rows
        if each.left_on is None or each.left_on >= day or each.id in wanted
    )


def values_of(session: Session, meeting: Interaction) -> MeetingValues:
    """A meeting as the form shows it."""
    people = list(
        session.scalars(
            select(Participant)
            .where(Participant.interaction_id == meeting.id)
            .order_by(Participant.position, Participant.id)
        )
    )
    series = series_of(session, meeting)
    own_zone = None if meeting.zone == read_profile(session).zone.key else meeting.zone
    return MeetingValues(
        account_id=meeting.account_id,
        kind=meeting.kind,
        minutes=meeting.minutes,
        travel_minutes=meeting.travel_minutes,
        **{name: getattr(meeting, name) for name in TEXTS},
        day=meeting.starts_local.date(),
        starts=meeting.starts_local.time(),
        zone=own_zone,
        stakeholder_ids=tuple(each.stakeholder_id for each in people if each.stakeholder_id),
        colleague_ids=tuple(each.colleague_id for each in people if each.colleague_id),
        guests=tuple(each.guest for each in people if each.guest),
        repeats=None if series is None else series.rule.frequency,
        repeats_until=None if series is None else series.rule.until,
    )
