"""Whom nobody has met for too long: of each client the one who waits longest, and how many more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import Integer, LargeBinary, Text, or_, select, type_coerce
from sqlalchemy.orm import Session

from kam.analysis.map_checks import contact_standing
from kam.analysis.signals import Signal, SignalKind
from kam.core.vocabulary import AccountStatus, Circle
from kam.models import Account, Interaction, Participant, Person, Setting, Stakeholder
from kam.services.people.names import NameParts
from kam.services.people.reading import next_contacts
from kam.services.people.touched import last_touched
from kam.services.portfolio.settings import PortfolioSettings
from kam.services.profile import Profile
from kam.services.remembering import Part, remembered
from kam.store.workspace import Workspace

_CONTACTS: Final = Part("today.contacts", (Account, Interaction, Participant, Person, Setting, Stakeholder))
_GONE: Final = (AccountStatus.LOST, AccountStatus.DORMANT)
_AT_ONCE: Final = 1_000
_NEVER: Final = 2.0
"""Who was never met stands where somebody at twice the norm stands."""


class _Waiting(NamedTuple):
    """Somebody who waits; ordered by how much longer than the norm, then by name."""

    order: float
    person: str
    place: bytes
    account: bytes
    account_name: str
    job_title: str
    days: int | None
    norm: int


def read_overdue_contacts(
    workspace: Workspace, session: Session, profile: Profile, as_of: datetime
) -> tuple[Signal, ...]:
    """A signal for each client somebody of which waits beyond the norm with nothing planned.

    Remembered for the day until people or contacts change; of very many contacts the first time takes long.
    """
    key = (profile.today(as_of), str(profile.zone))
    return remembered(workspace, session, _CONTACTS, key, lambda: _read(workspace, session, profile, as_of))


def _read(workspace: Workspace, session: Session, profile: Profile, as_of: datetime) -> tuple[Signal, ...]:
    """Of each client the one who waits longest, and how many more there are."""
    first: dict[bytes, _Waiting] = {}
    count: Counter[bytes] = Counter()
    for each in _waiting(workspace, session, profile, as_of):
        first[each.account] = min(first.get(each.account, each), each)
        count[each.account] += 1
    day = profile.today(as_of)
    return tuple(_signal(each, day, count[each.account] - 1) for each in sorted(first.values()))


def _waiting(workspace: Workspace, session: Session, profile: Profile, as_of: datetime) -> Iterator[_Waiting]:
    """Everybody who waits beyond the norm with nothing planned."""
    day = profile.today(as_of)
    cadence = PortfolioSettings.of(profile.settings).cadence
    norms = {None: None} | {int(circle): cadence.norm(circle) for circle in Circle}
    touched = last_touched(workspace, session, as_of, profile.zone)
    planned = {place.bytes for place in next_contacts(session, as_of, profile.zone)}
    for row in _people(session, day):
        if row.place in planned:
            continue
        met = touched.get(row.place)
        standing = contact_standing(
            norms[row.circle] if row.cadence_days is None else row.cadence_days,
            touched_on=None if met is None else met.astimezone(profile.zone).date(),
            since=day if row.since is None else date.fromisoformat(row.since),
            as_of=day,
            placeholder=False,
        )
        if standing.norm is None or not standing.overdue:
            continue
        share = _NEVER if standing.days is None else standing.days / standing.norm
        person = NameParts.of(row.family_name, row.given_name, "").brief
        yield _Waiting(
            -share,
            person,
            row.place,
            row.account,
            row.name,
            row.job_title or "",
            standing.days,
            standing.norm,
        )


def _people(session: Session, day: date) -> Iterator[Any]:
    """Whoever is there, of clients that are, in the driver's own values: most of them are only counted."""
    query = (
        select(
            type_coerce(Stakeholder.id, LargeBinary).label("place"),
            type_coerce(Stakeholder.circle, Integer).label("circle"),
            Stakeholder.cadence_days,
            type_coerce(Stakeholder.since, Text).label("since"),
            Stakeholder.job_title,
            Person.family_name,
            Person.given_name,
            type_coerce(Stakeholder.account_id, LargeBinary).label("account"),
            Account.name,
        )
        .join(Person, Person.id == Stakeholder.person_id)
        .join(Account, Account.id == Stakeholder.account_id)
        .where(
            or_(Stakeholder.left_on.is_(None), Stakeholder.left_on > day),
            Person.erased_on.is_(None),
            Account.status.not_in(_GONE),
        )
    )
    return iter(session.execute(query.execution_options(yield_per=_AT_ONCE)))


def _signal(each: _Waiting, day: date, more: int) -> Signal:
    late = each.norm if each.days is None else each.days - each.norm
    return Signal(
        SignalKind.CONTACT_OVERDUE,
        UUID(bytes=each.place),
        UUID(bytes=each.account),
        each.account_name,
        day - timedelta(days=max(late - 1, 0)),
        person=each.person,
        job_title=each.job_title,
        days=each.days,
        limit=each.norm,
        more=more,
    )
