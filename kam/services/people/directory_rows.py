"""The rows of the directory, read column by column: records of 20,000 people would be slow to make."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Final, TypeAlias, TypeVar, cast
from uuid import UUID

from sqlalchemy import LargeBinary, Row, case, func, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from kam.analysis.birthdays import birthday_after
from kam.analysis.map_checks import contact_standing
from kam.core.text import digits, sort_key, words
from kam.core.vocabulary import Attitude, BuyingRole, Circle, ContactKind, RatingKind
from kam.models import ContactPoint, Person, Rating, Stakeholder
from kam.services.briefs.settings import BriefSettings
from kam.services.lists.shared import account_names, colleague_names
from kam.services.people.names import NameParts
from kam.services.people.reading import ROLES_BY_WEIGHT, next_contacts, read_roles
from kam.services.people.touched import last_touched
from kam.services.profile import read_profile
from kam.store.workspace import Workspace

T = TypeVar("T")

_REACHED: Final = (ContactKind.PHONE, ContactKind.MOBILE, ContactKind.EMAIL)
_AT_ONCE: Final = 1_000
"""Rows in hand: all of them together would take as much memory again as what is made of them."""
_UNRATED: Final[tuple[int | None, bool]] = (None, False)
_Stored: TypeAlias = Row[*tuple[Any, ...]]
_PLACE: Final = (
    Stakeholder.id,
    Stakeholder.person_id,
    Stakeholder.account_id,
    Stakeholder.placeholder,
    Stakeholder.placeholder_since,
    Stakeholder.job_title,
    Stakeholder.department,
    Stakeholder.circle,
    Stakeholder.cadence_days,
    Stakeholder.owner_id,
    Stakeholder.since,
    Stakeholder.left_on,
)
_PERSON: Final = (
    Person.family_name,
    Person.given_name,
    Person.patronymic,
    Person.birthday,
    Person.birthday_year_known,
    Person.consent_on,
    Person.erased_on,
)


@dataclass(frozen=True, slots=True)
class DirectoryRow:
    """A person's place at an account; a placeholder has no ``person_id`` and no ``name``.

    ``label`` is what a narrow place says. ``left_on`` is set once they are gone; ``moved`` marks the places
    of somebody who went from one of our clients to another, the old one having ``left_on``. ``stale`` says
    that the attitude or the influence was rated too long ago. ``birthday_in`` counts days to the next
    birthday, today being 0. ``open_days`` is how long a placeholder has been waiting for a name.
    """

    id: UUID
    person_id: UUID | None
    account_id: UUID
    account: str
    name: NameParts
    label: str
    placeholder: str | None
    open_days: int | None
    job_title: str | None
    department: str | None
    roles: tuple[BuyingRole, ...]
    circle: Circle | None
    influence: int | None
    attitude: Attitude | None
    attitude_target: Attitude | None
    stale: bool
    owner_id: UUID | None
    owner: str | None
    contact_days: int | None
    contact_norm: int | None
    overdue: bool
    next_contact_id: UUID | None
    next_contact_at: datetime | None
    birthday: date | None
    birthday_year_known: bool
    birthday_in: int | None
    consent_on: date | None
    phone: str | None
    email: str | None
    since: date | None
    left_on: date | None
    moved: bool
    erased: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A row with what it is found and sorted by.

    ``text`` has every word after a space, ``marks`` what can be switched on; ``person`` is a number of the
    person's own, 0 for nobody: identities are slow to compare by the thousand.
    """

    row: DirectoryRow
    text: str
    name_key: str
    account_key: str
    title_key: str
    role_rank: int | None
    marks: int
    person: int


def read_entries(workspace: Workspace, session: Session, as_of: datetime) -> list[Entry]:
    """Every place at every account as of a moment, by name."""
    return sorted(
        _Reader(workspace, session, as_of).entries(), key=lambda entry: (entry.name_key, entry.row.id)
    )


OVERDUE, STALE, NAMELESS, WITHOUT_CONSENT, WITHOUT_BIRTHDAY = 1, 2, 4, 8, 16
"""The marks of an entry."""


def marks_of(row: DirectoryRow) -> int:
    """What can be switched on and holds of a row."""
    known = row.person_id is not None and not row.erased
    lacks_consent = known and row.consent_on is None
    lacks_birthday = known and row.birthday is None
    return (
        OVERDUE * row.overdue
        | STALE * row.stale
        | NAMELESS * (row.person_id is None)
        | WITHOUT_CONSENT * lacks_consent
        | WITHOUT_BIRTHDAY * lacks_birthday
    )


class _Reader:
    """Reads what the rows need, each kind of record once for everybody."""

    def __init__(self, workspace: Workspace, session: Session, as_of: datetime) -> None:
        self._session = session
        self._numbers: dict[UUID, int] = {}
        self._words = cache(words)  # titles, departments and accounts come again and again
        self._same: dict[Any, Any] = {}
        profile = read_profile(session)
        self._settings = BriefSettings.of(profile.settings)
        self._day = profile.today(as_of)
        self._accounts = account_names(session)
        self._account_keys = {key: sort_key(name) for key, name in self._accounts.items()}
        self._colleagues = colleague_names(session)
        self._roles = read_roles(session)
        self._influence = self._latest(RatingKind.INFLUENCE, Rating.value)
        self._attitude = self._latest(RatingKind.ATTITUDE, Rating.value)
        self._target = self._latest(RatingKind.ATTITUDE, Rating.target)
        self._zone = profile.zone
        self._touched = last_touched(workspace, session, as_of, profile.zone)
        self._next = next_contacts(session, as_of, profile.zone)
        self._reach = self._reached()

    def entries(self) -> list[Entry]:
        """An entry for each place."""
        query = select(*_PLACE, *_PERSON).outerjoin(Person, Person.id == Stakeholder.person_id)
        moved = self._moved()
        rows = self._session.execute(query.execution_options(yield_per=_AT_ONCE))
        return [self._entry(row, moved=row.person_id in moved) for row in rows]

    def _one(self, value: T) -> T:
        """The one object for all equal values: by the ten thousand, copies fill the memory."""
        return cast("T", self._same.setdefault(value, value))

    def _moved(self) -> set[UUID]:
        """Who left one account and is at another now."""
        gone = case((Stakeholder.left_on < self._day, 1), else_=0)
        some_places_only = func.max(gone) > func.min(gone)
        person = Stakeholder.person_id
        query = select(person).where(person.is_not(None)).group_by(person).having(some_places_only)
        return {each for each in self._session.scalars(query) if each is not None}

    def _is_gone(self, row: _Stored) -> bool:
        return row.left_on is not None and row.left_on < self._day

    def _latest(self, kind: RatingKind, what: InstrumentedAttribute[Any]) -> dict[bytes, tuple[int, bool]]:
        """The last known number of a kind of rating for each place, and whether it is too old."""
        place, numbered = Rating.stakeholder_id, func.row_number()
        oldest = self._day - timedelta(days=self._settings.freshness.rating_days)
        newest_first = numbered.over(partition_by=place, order_by=(Rating.on.desc(), Rating.id.desc()))
        ranked = (
            select(
                type_coerce(place, LargeBinary).label("place"),
                what.label("number"),
                (Rating.on < oldest).label("old"),
                newest_first.label("rank"),
            )
            .where(Rating.kind == kind, Rating.on <= self._day, what.is_not(None))
            .subquery()
        )
        rows = self._session.execute(
            select(ranked.c.place, ranked.c.number, ranked.c.old).where(ranked.c.rank == 1)
        )
        return {row[0]: (row[1], bool(row[2])) for row in rows}

    def _reached(self) -> dict[ContactKind, dict[bytes, str]]:
        """The ways to reach people, by kind and person; the preferred one where there are several."""
        query = select(
            type_coerce(ContactPoint.person_id, LargeBinary), ContactPoint.kind, ContactPoint.value
        )
        ordered = query.where(ContactPoint.kind.in_(_REACHED)).order_by(
            ContactPoint.preferred, ContactPoint.id
        )
        found: dict[ContactKind, dict[bytes, str]] = {kind: {} for kind in _REACHED}
        for person, kind, value in self._session.execute(ordered.execution_options(yield_per=_AT_ONCE)):
            found[kind][person] = value
        return found

    def _reach_of(self, person: UUID | None, *kinds: ContactKind) -> str | None:
        """The first of some kinds by which somebody is reached."""
        if person is None:
            return None
        found = (self._reach[kind].get(person.bytes) for kind in kinds)
        return next((value for value in found if value), None)

    def _entry(self, row: _Stored, *, moved: bool) -> Entry:
        name = NameParts.of(*map(self._one, (row.family_name, row.given_name, row.patronymic)))
        shown = self._row(row, name, moved=moved)
        said = (
            name.full,
            row.placeholder or "",
            row.job_title or "",
            row.department or "",
            shown.account,
            shown.email or "",
        )
        number = digits(shown.phone or "")
        text = [word for part in said for word in self._words(part)]
        rank = ROLES_BY_WEIGHT.index(shown.roles[0]) if shown.roles else None
        return Entry(
            row=shown,
            text=" " + " ".join([*text, number, number[1:], number[-7:]]),
            name_key=sort_key(f"{name.family} {name.given} {name.patronymic}" if name else shown.label),
            account_key=self._account_keys[row.account_id],
            title_key=self._one(" ".join(self._words(row.job_title or ""))),
            role_rank=rank,
            marks=marks_of(shown),
            person=0
            if row.person_id is None
            else self._numbers.setdefault(row.person_id, len(self._numbers) + 1),
        )

    def _row(self, row: _Stored, name: NameParts, *, moved: bool) -> DirectoryRow:
        key = row.id.bytes
        influence, influence_old = self._influence.get(key, _UNRATED)
        attitude, attitude_old = self._attitude.get(key, _UNRATED)
        target, _ = self._target.get(key, _UNRATED)
        opened = row.placeholder_since or row.since or self._day
        nameless, gone = row.person_id is None, self._is_gone(row)
        met = self._touched.get(key)
        standing = contact_standing(
            self._settings.cadence.norm(row.circle, row.cadence_days),
            touched_on=None if met is None else met.astimezone(self._zone).date(),
            since=opened,
            as_of=self._day,
            placeholder=nameless,
        )
        ahead = self._next.get(row.id)
        return DirectoryRow(
            id=row.id,
            person_id=row.person_id,
            account_id=self._one(row.account_id),
            account=self._accounts[row.account_id],
            name=name,
            label=name.brief or row.job_title or row.placeholder or "",
            placeholder=self._one(row.placeholder),
            open_days=(self._day - opened).days if nameless else None,
            job_title=self._one(row.job_title),
            department=self._one(row.department),
            roles=self._one(self._roles.get(row.id, ())),
            circle=row.circle,
            influence=influence,
            attitude=None if attitude is None else Attitude.of(attitude),
            attitude_target=None if target is None else Attitude.of(target),
            stale=(influence_old or attitude_old) and not gone,
            owner_id=self._one(row.owner_id),
            owner=None if row.owner_id is None else self._colleagues.get(row.owner_id),
            contact_days=standing.days,
            contact_norm=standing.norm,
            overdue=standing.overdue and not gone,
            next_contact_id=ahead.id if ahead else None,
            next_contact_at=ahead.at if ahead else None,
            birthday=row.birthday,
            birthday_year_known=row.birthday_year_known is not False,
            birthday_in=next_birthday(row.birthday, self._day),
            consent_on=row.consent_on,
            phone=self._reach_of(row.person_id, ContactKind.PHONE, ContactKind.MOBILE),
            email=self._reach_of(row.person_id, ContactKind.EMAIL),
            since=row.since,
            left_on=row.left_on if gone else None,
            moved=moved,
            erased=row.erased_on is not None,
        )


def next_birthday(birthday: date | None, day: date) -> int | None:
    """Days from a day to the next birthday; one of 29 February is kept on the 28th where there is no 29th."""
    then = birthday_after(birthday, day)
    return None if then is None else (then - day).days
