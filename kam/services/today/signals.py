"""Signals read from the workspace, of all clients: what is remembered serves whoever's are looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from kam.analysis.birthdays import birthday_after
from kam.analysis.contracts import ContractTerm
from kam.analysis.freshness import Freshness, section_freshness
from kam.analysis.signals import BIRTHDAY_DAYS, LEFT_DAYS, Signal, SignalKind, contract_signal
from kam.core.vocabulary import AccountStatus, Attitude, BuyingRole, RatingKind
from kam.models import (
    Account,
    Contract,
    Person,
    Rating,
    SectionCheck,
    Setting,
    Stakeholder,
    StakeholderRole,
)
from kam.services.lists.shared import account_names
from kam.services.people.names import NameParts
from kam.services.profile import Profile
from kam.services.remembering import Part, remembered
from kam.services.settings_in_force import contract_settings, freshness_settings
from kam.store.workspace import Workspace

GONE: Final = (AccountStatus.LOST, AccountStatus.DORMANT)
_LONGEST_NOTICE: Final = timedelta(days=3650)
_SIGNALS: Final = Part(
    "today.signals",
    (Account, Contract, Person, Rating, SectionCheck, Setting, Stakeholder, StakeholderRole),
)


def read_signals(workspace: Workspace, session: Session, profile: Profile, as_of: datetime) -> list[Signal]:
    """Every signal that is read at once: of all clients, remembered until what they follow from changes."""
    day = profile.today(as_of)

    def compute() -> list[Signal]:
        names = account_names(session)
        return [
            *_champions_left(session, day, names),
            *_contracts(session, day, names),
            *_stale(session, day, names),
            *_birthdays(session, day, names),
        ]

    return remembered(workspace, session, _SIGNALS, day, compute)


def _champions_left(session: Session, day: date, names: dict[UUID, str]) -> Iterator[Signal]:
    """Who was for us and left within a month without a successor; an open place is nobody yet."""
    heir = aliased(Stakeholder)
    succeeded = exists().where(heir.id == Stakeholder.successor_id, heir.person_id.is_not(None))
    attitude = (
        select(Rating.value)
        .where(Rating.stakeholder_id == Stakeholder.id, Rating.kind == RatingKind.ATTITUDE)
        .order_by(Rating.on.desc(), Rating.id.desc())
        .limit(1)
        .correlate(Stakeholder)
        .scalar_subquery()
    )
    coach = exists().where(
        StakeholderRole.stakeholder_id == Stakeholder.id, StakeholderRole.role == BuyingRole.COACH
    )
    rows = session.execute(
        select(Stakeholder, Person.family_name, Person.given_name)
        .join(Person, Person.id == Stakeholder.person_id)
        .where(
            Stakeholder.left_on > day - timedelta(days=LEFT_DAYS),
            Stakeholder.left_on <= day,
            ~succeeded,
            or_(coach, attitude >= int(Attitude.CHAMPION)),
        )
    )
    for place, family, given in rows:
        if place.left_on is not None and place.account_id in names:
            yield Signal(
                SignalKind.CHAMPION_LEFT,
                place.id,
                place.account_id,
                names[place.account_id],
                place.left_on,
                person=NameParts.of(family, given, "").brief,
                job_title=place.job_title or "",
                days=(day - place.left_on).days,
            )


def _contracts(session: Session, day: date, names: dict[UUID, str]) -> Iterator[Signal]:
    settings = contract_settings(session)
    ahead = timedelta(days=settings.days_before_end) + _LONGEST_NOTICE
    rows = session.scalars(
        select(Contract).where(
            Contract.ends_on >= day,
            Contract.ends_on <= day + ahead,
            Contract.renewal_talks_since.is_(None),
        )
    )
    for each in rows:
        term = ContractTerm(each.id, each.ends_on, each.notice_days, each.renews_itself, each.starts_on)
        name = each.number or each.subject or ""
        signal = contract_signal(
            term,
            day,
            settings,
            account_id=each.account_id,
            account=names.get(each.account_id, ""),
            name=name,
        )
        if signal is not None:
            yield signal


def _stale(session: Session, day: date, names: dict[UUID, str]) -> Iterator[Signal]:
    """Of each client the section that was verified longest ago, and how many more are out of date.

    What was never verified is no news: the dossier's completeness tells of it.
    """
    settings = freshness_settings(session)
    newest = (
        select(SectionCheck.account_id, SectionCheck.section, func.max(SectionCheck.on).label("on"))
        .group_by(SectionCheck.account_id, SectionCheck.section)
        .subquery()
    )
    rows = session.execute(
        select(newest.c.account_id, newest.c.section, newest.c.on)
        .join(Account, Account.id == newest.c.account_id)
        .where(Account.status.not_in(GONE))
        .order_by(newest.c.on)
    )
    first: dict[UUID, Signal] = {}
    for account_id, section, on in rows:
        if section_freshness(on, day, settings) is not Freshness.OLD or account_id not in names:
            continue
        if (there := first.get(account_id)) is not None:
            first[account_id] = replace(there, more=there.more + 1)
            continue
        first[account_id] = Signal(
            SignalKind.STALE_DOSSIER,
            account_id,
            account_id,
            names[account_id],
            on + timedelta(days=settings.section_days + 1),
            section=section,
            days=(day - on).days,
        )
    yield from first.values()


def _birthdays(session: Session, day: date, names: dict[UUID, str]) -> Iterator[Signal]:
    """Of people who are there, each once."""
    near = [(day + timedelta(days=ahead)).strftime("%m-%d") for ahead in range(BIRTHDAY_DAYS + 1)]
    if "02-28" in near:
        near.append("02-29")
    rows = session.execute(
        select(Stakeholder, Person)
        .join(Person, Person.id == Stakeholder.person_id)
        .where(
            func.strftime("%m-%d", Person.birthday).in_(near),
            Person.erased_on.is_(None),
            or_(Stakeholder.left_on.is_(None), Stakeholder.left_on > day),
        )
        .order_by(Stakeholder.id)
    )
    told: set[UUID] = set()
    for place, person in rows:
        on = birthday_after(person.birthday, day)
        if on is None or (on - day).days > BIRTHDAY_DAYS or person.id in told:
            continue
        if place.account_id not in names:
            continue
        told.add(person.id)
        yield Signal(
            SignalKind.BIRTHDAY,
            place.id,
            place.account_id,
            names[place.account_id],
            on - timedelta(days=BIRTHDAY_DAYS),
            person=NameParts.of(person.family_name, person.given_name, "").brief,
            job_title=place.job_title or "",
            days=(on - day).days,
            until=on,
            turns=on.year - person.birthday.year if person.birthday_year_known and person.birthday else None,
        )
