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
from kam.store.journal import chunks
from kam.store.workspace import Workspace

_SOURCES: Final = (Account, Person, ContactPoint, Stakeholder)
_WHO: Final = Part("people who may be the same", _SOURCES)
_TWICE: Final = Part("people who stand there twice", _SOURCES)
_REACHED: Final = (ContactKind.EMAIL, ContactKind.PHONE, ContactKind.MOBILE)
_NOTHING: Final[frozenset[str]] = frozenset()
_SHOWN: Final = 10
_AT_ONCE: Final = 1_000
"""Rows in hand: all of them together would take as much memory again as what is made of them."""


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
    """Everybody as they are recognised, and what is said of them."""

    index: PeopleIndex
    names: dict[UUID, NameParts]
    places: dict[UUID, tuple[str, ...]]


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
        return tuple(_pairs(session, _register(session) if known is None else known.value))

    with workspace.reading() as session:
        return remembered(workspace, session, _TWICE, None, compare_all)


def _pairs(session: Session, known: _Register) -> Iterator[DuplicateRow]:
    pairs = known.index.pairs()
    written = _written(session, {each.id for one, other, _ in pairs for each in (one, other) if each.id})
    for one, other, because in pairs:
        if one.id is None or other.id is None:
            continue
        both = sorted(one.emails & other.emails) + sorted(one.phones & other.phones)
        yield DuplicateRow(
            _likely(known, one.id, because),
            _likely(known, other.id, because),
            because,
            reasons(one, other),
            tuple(written[each] for each in both),
        )


def _written(session: Session, people: Iterable[UUID]) -> dict[str, str]:
    """The addresses and phones of some as people write them, by what is compared of them."""
    query = select(ContactPoint.kind, ContactPoint.value).where(ContactPoint.kind.in_(_REACHED))
    return {
        reach_key(kind, value): value
        for part in chunks(people)
        for kind, value in session.execute(query.where(ContactPoint.person_id.in_(part)))
    }


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
    emails, phones = _reach(session)
    called = account_names(session)
    same = {each: each for each in called}
    accounts: dict[UUID, list[UUID]] = defaultdict(list)
    for holder, account in session.execute(
        select(Stakeholder.person_id, Stakeholder.account_id)
        .where(Stakeholder.person_id.is_not(None))
        .order_by(Stakeholder.left_on.is_not(None), Stakeholder.id)
        .execution_options(yield_per=_AT_ONCE)
    ):
        if holder is not None:
            accounts[holder].append(same[account])
    people = []
    names: dict[UUID, NameParts] = {}
    alike: dict[frozenset[UUID], frozenset[UUID]] = {}
    query = select(Person.id, Person.family_name, Person.given_name, Person.patronymic)
    found = query.where(Person.erased_on.is_(None)).order_by(Person.id)
    for row in session.execute(found.execution_options(yield_per=_AT_ONCE)):
        parts = names[row.id] = NameParts.of(row.family_name, row.given_name, row.patronymic)
        theirs = frozenset(accounts.get(row.id, ()))
        people.append(
            KnownPerson(
                row.id,
                parts.family,
                parts.given,
                parts.patronymic,
                emails.get(row.id, _NOTHING),
                phones.get(row.id, _NOTHING),
                alike.setdefault(theirs, theirs),  # many work for the same client alone
            )
        )
    places = {person: tuple(called[each] for each in theirs) for person, theirs in accounts.items()}
    return _Register(PeopleIndex(people), names, places)


def _reach(session: Session) -> tuple[dict[UUID, frozenset[str]], dict[UUID, frozenset[str]]]:
    """What is compared of the addresses and of the phones of each person."""
    emails: dict[UUID, frozenset[str]] = {}
    phones: dict[UUID, frozenset[str]] = {}
    query = select(ContactPoint.person_id, ContactPoint.kind, ContactPoint.value).where(
        ContactPoint.kind.in_(_REACHED)
    )
    for person, kind, value in session.execute(query.execution_options(yield_per=_AT_ONCE)):
        if key := reach_key(kind, value):
            of = emails if kind is ContactKind.EMAIL else phones
            of[person] = of.get(person, _NOTHING) | {key}
    return emails, phones
