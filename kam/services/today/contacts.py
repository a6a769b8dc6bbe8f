"""Whom nobody has met for too long: of each client the one who waits longest, and how many more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import LargeBinary, or_, select, type_coerce
from sqlalchemy.orm import Session

from kam.analysis.map_checks import contact_standing
from kam.analysis.signals import Signal, SignalKind
from kam.core.vocabulary import AccountStatus
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
_NEVER: Final = 2.0
"""Who was never met stands where somebody at twice the norm stands."""


class _Waiting(NamedTuple):
    """Somebody who waits; ordered by how much longer than the norm, then by name."""

    order: float
    person: str
    place: bytes
    row: Any
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
    day = profile.today(as_of)
    cadence = PortfolioSettings.of(profile.settings).cadence
    touched = last_touched(workspace, session, as_of, profile.zone)
    planned = {place.bytes for place in next_contacts(session, as_of, profile.zone)}
    found: list[_Waiting] = []
    for row in _people(session, day):
        if row.place in planned:
            continue
        met = touched.get(row.place)
        standing = contact_standing(
            cadence.norm(row.circle, row.cadence_days),
            touched_on=None if met is None else met.astimezone(profile.zone).date(),
            since=row.since or day,
            as_of=day,
            placeholder=False,
        )
        if standing.norm is None or not standing.overdue:
            continue
        share = _NEVER if standing.days is None else standing.days / standing.norm
        person = NameParts.of(row.family_name, row.given_name, "").brief
        found.append(_Waiting(-share, person, row.place, row, standing.days, standing.norm))
    found.sort(key=itemgetter(0, 1, 2))
    return tuple(_of_each_client(found, day))


def _people(session: Session, day: date) -> Sequence[Any]:
    """Whoever is there, of clients that are."""
    return session.execute(
        select(
            type_coerce(Stakeholder.id, LargeBinary).label("place"),
            Stakeholder.circle,
            Stakeholder.cadence_days,
            Stakeholder.since,
            Stakeholder.job_title,
            Person.family_name,
            Person.given_name,
            Stakeholder.account_id,
            Account.name,
        )
        .join(Person, Person.id == Stakeholder.person_id)
        .join(Account, Account.id == Stakeholder.account_id)
        .where(
            or_(Stakeholder.left_on.is_(None), Stakeholder.left_on > day),
            Person.erased_on.is_(None),
            Account.status.not_in(_GONE),
        )
    ).all()


def _of_each_client(waiting: Iterable[_Waiting], day: date) -> Iterable[Signal]:
    """Of each client the first, and how many more there are."""
    first: dict[UUID, _Waiting] = {}
    more: Counter[UUID] = Counter()
    for each in waiting:
        if first.setdefault(each.row.account_id, each) is not each:
            more[each.row.account_id] += 1
    for account_id, each in first.items():
        late = each.norm if each.days is None else each.days - each.norm
        yield Signal(
            SignalKind.CONTACT_OVERDUE,
            UUID(bytes=each.place),
            account_id,
            each.row.name,
            day - timedelta(days=max(late - 1, 0)),
            person=each.person,
            job_title=each.row.job_title or "",
            days=each.days,
            limit=each.norm,
            more=more[account_id],
        )
