"""Who is there already: likely the same person before one is added, and everybody who stands there twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.analysis.same_people import KnownPerson, PeopleIndex, SameBecause, reasons
from kam.core.vocabulary import ContactKind
from kam.exchange.names import split_name
from kam.models import Account, ContactPoint, Person, Stakeholder
from kam.services.lists.shared import account_names
from kam.services.people.forms import reach_key
from kam.services.people.names import NameParts
from kam.services.remembering import Part, recalled, remembered
from kam.store.workspace import Workspace

_SOURCES: Final = (Account, Person, ContactPoint, Stakeholder)
_WHO: Final = Part("people who may be the same", _SOURCES)
_TWICE: Final = Part("people who stand there twice", _SOURCES)
_CALLED: Final = (ContactKind.PHONE, ContactKind.MOBILE)
_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class LikelyPerson:
    """Somebody who is there already: who, where they work, and what speaks for it."""

    person_id: UUID
    name: NameParts
    places: tuple[str, ...]
    because: SameBecause


@dataclass(frozen=True, slots=True)
class DuplicateRow:
    """Two records of what may be one person, the older one first.

    ``reasons`` is all that speaks for it, the surest first; ``shared`` are the addresses and phones that both
    have, as they are written.
    """

    one: LikelyPerson
    other: LikelyPerson
    because: SameBecause
    reasons: tuple[SameBecause, ...] = ()
    shared: tuple[str, ...] = ()

    @property
    def id(self) -> frozenset[UUID]:
        """The two, whichever comes first."""
        return frozenset((self.one.person_id, self.other.person_id))


@dataclass(frozen=True, slots=True)
class _Register:
    """Everybody as they are recognised; ``written`` has the addresses and phones as people write them."""

    index: PeopleIndex
    names: dict[UUID, NameParts]
    places: dict[UUID, tuple[str, ...]]
    written: dict[str, str]


def likely_same_person(
    workspace: Workspace,
    name: str | NameParts,
    *,
    email: str | None = None,
    phone: str | None = None,
    account_id: UUID | None = None,
    but: UUID | None = None,
) -> tuple[LikelyPerson, ...]:
    """Who of those who are there a new person may be, the surest first, at most ten.

    A name is compared by its sound in either alphabet, in parts or in one line as people write it. ``but`` is
    never among them: the person whose form is being filled in.
    """
    parts = name if isinstance(name, NameParts) else _parts(name)
    wanted = KnownPerson(
        id=but,
        family=parts.family,
        given=parts.given,
        patronymic=parts.patronymic,
        emails=_compared([(ContactKind.EMAIL, email)]),
        phones=_compared([(ContactKind.PHONE, phone)]),
        accounts=frozenset() if account_id is None else frozenset([account_id]),
    )
    with workspace.reading() as session:
        known = remembered(workspace, session, _WHO, None, lambda: _register(session))
    return tuple(
        _likely(known, each.id, because) for each, because in known.index.like(wanted)[:_SHOWN] if each.id
    )


def list_duplicates(workspace: Workspace) -> tuple[DuplicateRow, ...]:
    """Everybody who seems to stand there twice, the surest first; also who was told apart.

    The pairs are remembered, the register of everybody is not: only who adds a person needs it again.
    """

    def compare_all() -> tuple[DuplicateRow, ...]:
        known = recalled(workspace, session, _WHO, None)
        return tuple(_pairs(_register(session) if known is None else known.value))

    with workspace.reading() as session:
        return remembered(workspace, session, _TWICE, None, compare_all)


def _pairs(known: _Register) -> Iterator[DuplicateRow]:
    for one, other, because in known.index.pairs():
        if one.id is None or other.id is None:
            continue
        both = sorted(one.emails & other.emails) + sorted(one.phones & other.phones)
        yield DuplicateRow(
            _likely(known, one.id, because),
            _likely(known, other.id, because),
            because,
            reasons(one, other),
            tuple(known.written[each] for each in both),
        )


def _likely(known: _Register, person_id: UUID, because: SameBecause) -> LikelyPerson:
    return LikelyPerson(person_id, known.names[person_id], known.places.get(person_id, ()), because)


def _parts(name: str) -> NameParts:
    parts = split_name(name)
    return NameParts(parts.family, parts.given, parts.patronymic)


def _compared(reach: Iterable[tuple[ContactKind, str | None]]) -> frozenset[str]:
    keys = (reach_key(kind, value) for kind, value in reach if value)
    return frozenset(key for key in keys if key)


def _register(session: Session) -> _Register:
    """Everybody who was not erased, read column by column: with 20,000 people records would be slow."""
    reach: dict[UUID, list[tuple[ContactKind, str]]] = defaultdict(list)
    written: dict[str, str] = {}
    for person, kind, value in session.execute(
        select(ContactPoint.person_id, ContactPoint.kind, ContactPoint.value)
    ):
        reach[person].append((kind, value))
        if kind is ContactKind.EMAIL or kind in _CALLED:
            written[reach_key(kind, value)] = value
    called = account_names(session)
    accounts: dict[UUID, list[UUID]] = defaultdict(list)
    for holder, account in session.execute(
        select(Stakeholder.person_id, Stakeholder.account_id)
        .where(Stakeholder.person_id.is_not(None))
        .order_by(Stakeholder.left_on.is_not(None), Stakeholder.id)
    ):
        if holder is not None:
            accounts[holder].append(account)
    people = []
    names: dict[UUID, NameParts] = {}
    query = select(Person.id, Person.family_name, Person.given_name, Person.patronymic)
    for row in session.execute(query.where(Person.erased_on.is_(None)).order_by(Person.id)):
        parts = names[row.id] = NameParts.of(row.family_name, row.given_name, row.patronymic)
        points = reach.get(row.id, ())
        people.append(
            KnownPerson(
                row.id,
                parts.family,
                parts.given,
                parts.patronymic,
                _compared(point for point in points if point[0] is ContactKind.EMAIL),
                _compared(point for point in points if point[0] in _CALLED),
                frozenset(accounts.get(row.id, ())),
            )
        )
    places = {person: tuple(called[each] for each in theirs) for person, theirs in accounts.items()}
    return _Register(PeopleIndex(people), names, places, written)
