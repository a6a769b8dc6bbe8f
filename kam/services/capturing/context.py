"""What is known before a capture is typed: people, open promises, meetings that wait for their outcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.analysis.capture.matching import OpenPromise
from kam.analysis.capture.names import KnownName, Names, Who
from kam.core.text import fold
from kam.core.vocabulary import (
    Attitude,
    CommitmentStatus,
    ContactKind,
    InteractionKind,
    InteractionStatus,
    RatingKind,
)
from kam.models import (
    Account,
    Colleague,
    Commitment,
    Competitor,
    ContactPoint,
    Interaction,
    Participant,
    Person,
    Rating,
    Stakeholder,
)
from kam.services.capturing.rows import (
    AccountChoice,
    CaptureColleague,
    CaptureContext,
    CapturePerson,
    WaitingMeeting,
)
from kam.services.people.finding import account_of
from kam.services.people.names import NameParts, colleague_short
from kam.services.profile import read_profile
from kam.store.workspace import Workspace

_WAITS_FOR: Final = timedelta(days=60)
"""A meeting that was planned for longer ago is marked missed in the calendar, not captured."""
_SOON: Final = timedelta(hours=12)
"""Who comes early records early."""
_LAST_KINDS: Final = 5
_MOST_ACCOUNTS: Final = 20_000


def read_context(
    workspace: Workspace, account_id: UUID, *, as_of: datetime, meeting_id: UUID | None = None
) -> CaptureContext:
    """What a capture about an account begins with.

    ``meeting_id`` is among the waiting meetings whenever it was planned for.

    Raises:
        NotFoundError: ``account.gone``.

    """
    with workspace.reading() as session:
        account = account_of(session, account_id)
        today = read_profile(session).today(as_of)
        people = tuple(_people(session, account_id, today))
        colleagues = tuple(_colleagues(session, today))
        return CaptureContext(
            account_id=account.id,
            account=account.name,
            status=account.status,
            today=today,
            people=people,
            colleagues=colleagues,
            waiting=tuple(_waiting(session, account_id, as_of, meeting_id)),
            last_kinds=tuple(_last_kinds(session, account_id)),
            promises=tuple(_promises(session, account_id)),
            names=Names(_names(session, account_id, people, colleagues)),
        )


def account_choices(workspace: Workspace) -> list[AccountChoice]:
    """Every account by name, for choosing one by typing."""
    with workspace.reading() as session:
        rows = session.execute(
            select(Account.id, Account.name, Account.status).order_by(Account.name_key).limit(_MOST_ACCOUNTS)
        )
        return [AccountChoice(*row) for row in rows]


def account_of_meeting(workspace: Workspace, meeting_id: UUID) -> UUID | None:
    """The account of a meeting; None where it is gone."""
    with workspace.reading() as session:
        return session.scalars(select(Interaction.account_id).where(Interaction.id == meeting_id)).first()


def account_of_address(workspace: Workspace, addresses: Sequence[str]) -> UUID | None:
    """The account where somebody with one of these e-mail addresses works, by the first that is known."""
    wanted = {fold(each): number for number, each in reversed(list(enumerate(addresses)))}
    with workspace.reading() as session:
        rows = session.execute(
            select(ContactPoint.value, Stakeholder.account_id)
            .join(Stakeholder, Stakeholder.person_id == ContactPoint.person_id)
            .where(ContactPoint.kind == ContactKind.EMAIL, Stakeholder.left_on.is_(None))
        )
        found = [(wanted[fold(row.value)], row.account_id) for row in rows if fold(row.value) in wanted]
    return min(found, key=lambda each: each[0])[1] if found else None


def letter_is_here(workspace: Workspace, external_id: str) -> UUID | None:
    """The interaction that keeps a letter already; None where none does."""
    with workspace.reading() as session:
        return session.scalars(select(Interaction.id).where(Interaction.external_id == external_id)).first()


def _people(session: Session, account_id: UUID, today: date) -> Iterator[CapturePerson]:
    places = session.scalars(
        select(Stakeholder)
        .outerjoin(Person, Person.id == Stakeholder.person_id)
        .where(
            Stakeholder.account_id == account_id,
            Stakeholder.left_on.is_(None) | (Stakeholder.left_on >= today),
        )
        .order_by(Stakeholder.circle, Person.name_key, Stakeholder.id)
    ).all()
    people = {
        each.id: each
        for each in session.scalars(
            select(Person).where(Person.id.in_([place.person_id for place in places if place.person_id]))
        )
    }
    attitudes = _attitudes(session, [place.id for place in places])
    emails = _emails(session, list(people))
    for place in places:
        person = people.get(place.person_id) if place.person_id else None
        name = NameParts()
        if person is not None:
            name = NameParts.of(person.family_name, person.given_name, person.patronymic)
        yield CapturePerson(
            id=place.id,
            name=name,
            placeholder=place.placeholder or "",
            job_title=place.job_title,
            attitude=attitudes.get(place.id),
            emails=tuple(emails.get(place.person_id, ())) if place.person_id else (),
        )


def _attitudes(session: Session, places: Sequence[UUID]) -> dict[UUID, Attitude]:
    query = (
        select(Rating.stakeholder_id, Rating.value)
        .where(Rating.stakeholder_id.in_(places), Rating.kind == RatingKind.ATTITUDE)
        .order_by(Rating.on, Rating.id)
    )
    return {row.stakeholder_id: Attitude.of(row.value) for row in session.execute(query)}


def _emails(session: Session, people: Sequence[UUID]) -> dict[UUID, list[str]]:
    query = select(ContactPoint.person_id, ContactPoint.value).where(
        ContactPoint.kind == ContactKind.EMAIL, ContactPoint.person_id.in_(people)
    )
    found: dict[UUID, list[str]] = {}
    for row in session.execute(query):
        found.setdefault(row.person_id, []).append(fold(row.value))
    return found


def _colleagues(session: Session, today: date) -> Iterator[CaptureColleague]:
    query = select(Colleague).order_by(Colleague.is_me.desc(), Colleague.name, Colleague.id)
    for each in session.scalars(query):
        if each.left_on is None or each.left_on >= today:
            yield CaptureColleague(each.id, each.name, each.is_me, fold(each.email or ""))


def _waiting(
    session: Session, account_id: UUID, as_of: datetime, meeting_id: UUID | None
) -> Iterator[WaitingMeeting]:
    """The planned ones that have begun, the latest first."""
    rows = session.scalars(
        select(Interaction)
        .where(
            Interaction.account_id == account_id,
            Interaction.status.in_([InteractionStatus.PLANNED, InteractionStatus.MISSED]),
            (
                (Interaction.status == InteractionStatus.PLANNED)
                & Interaction.starts_at.between(as_of - _WAITS_FOR, as_of + _SOON)
            )
            | (Interaction.id == meeting_id),
        )
        .order_by(Interaction.starts_at.desc(), Interaction.id)
    ).all()
    people: dict[UUID, list[Participant]] = {each.id: [] for each in rows}
    for one in session.scalars(
        select(Participant)
        .where(Participant.interaction_id.in_(list(people)))
        .order_by(Participant.position, Participant.id)
    ):
        people[one.interaction_id].append(one)
    for each in rows:
        there = people[each.id]
        yield WaitingMeeting(
            id=each.id,
            kind=each.kind,
            subject=each.subject,
            starts_local=each.starts_local,
            zone=each.zone,
            minutes=each.minutes,
            place=each.place,
            stakeholder_ids=tuple(one.stakeholder_id for one in there if one.stakeholder_id),
            colleague_ids=tuple(one.colleague_id for one in there if one.colleague_id),
            guests=tuple(one.guest for one in there if one.guest),
        )


def _last_kinds(session: Session, account_id: UUID) -> list[InteractionKind]:
    query = (
        select(Interaction.kind)
        .where(Interaction.account_id == account_id, Interaction.status == InteractionStatus.DONE)
        .order_by(Interaction.starts_at.desc())
        .limit(_LAST_KINDS)
    )
    return list(session.scalars(query))


def _promises(session: Session, account_id: UUID) -> Iterator[OpenPromise]:
    query = select(Commitment).where(
        Commitment.account_id == account_id, Commitment.status == CommitmentStatus.OPEN
    )
    for each in session.scalars(query.order_by(Commitment.due_on, Commitment.id)):
        owner = each.owner_colleague_id or each.owner_stakeholder_id
        yield OpenPromise(each.id, each.side, each.text, each.due_on, owner)


def _names(
    session: Session,
    account_id: UUID,
    people: Sequence[CapturePerson],
    colleagues: Sequence[CaptureColleague],
) -> Iterator[KnownName]:
    """Those at the table first: of two written alike they are meant."""
    for each in people:
        if each.name:
            name = each.name
            yield KnownName(Who.STAKEHOLDER, each.id, name.brief, name.family, name.given, name.patronymic)
    for one in colleagues:
        family = colleague_short(one.name)
        rest = [word for word in one.name.split() if word != family]
        yield KnownName(Who.COLLEAGUE, one.id, family, family, *rest[:2])
    for row in session.execute(select(Competitor.id, Competitor.name).order_by(Competitor.name_key)):
        yield KnownName(Who.COMPETITOR, row.id, row.name)
    for row in session.execute(
        select(Account.id, Account.name)
        .where(Account.id != account_id)
        .order_by(Account.name_key)
        .limit(_MOST_ACCOUNTS)
    ):
        yield KnownName(Who.ACCOUNT, row.id, row.name)
