"""Finding at each key: hits with their matched words marked, and what tells one person from another."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.text import fold, words
from kam.core.vocabulary import AccountStatus, Attitude, FoundKind, RatingKind
from kam.models import Account, Rating, Stakeholder
from kam.store.search import Hit, find
from kam.store.search_excerpts import Excerpt, Found, describe
from kam.store.workspace import Workspace

Marks = tuple[tuple[int, int], ...]

_PEOPLE = frozenset({FoundKind.PERSON, FoundKind.STAKEHOLDER})


@dataclass(frozen=True, slots=True)
class PaletteHit:
    """A hit as one line: its title, the passage when the words stand there, with the places of the words.

    ``place_id`` and ``account_id`` of a person are those of where they work now. ``status`` is an
    account's, ``attitude`` a person's.
    """

    id: UUID
    what: FoundKind
    title: str
    title_marks: Marks
    passage: str | None
    passage_marks: Marks
    account_id: UUID | None
    account: str | None
    place_id: UUID | None = None
    job_title: str | None = None
    attitude: Attitude | None = None
    status: AccountStatus | None = None


def palette_hits(
    workspace: Workspace,
    text: str,
    *,
    kinds: Collection[FoundKind] | None = None,
    limit: int = 24,
) -> list[PaletteHit]:
    """What a text finds: accounts, then people, then the rest, newest first. Any text is legal."""
    with workspace.reading() as session:
        connection = session.connection()
        hits = find(connection, text, limit=limit, kinds=kinds)
        found = describe(connection, hits, text)
        places = _places(session, [hit.record_id for hit in hits if hit.kind == FoundKind.PERSON])
        attitudes = _attitudes(session, [place.id for place in places.values()])
        accounts = _accounts(session, hits, places)
        typed = words(text)
        return [_row(each, places, attitudes, accounts, typed) for each in found]


def _row(
    found: Found,
    places: dict[UUID, Stakeholder],
    attitudes: dict[UUID, Attitude],
    accounts: dict[UUID, tuple[str, AccountStatus]],
    typed: Sequence[str],
) -> PaletteHit:
    hit = found.hit
    what = FoundKind.of(hit.kind)
    place = places.get(hit.record_id)
    account_id = place.account_id if place is not None else hit.account_id
    name, status = accounts.get(account_id, (None, None)) if account_id is not None else (None, None)
    return PaletteHit(
        id=hit.record_id,
        what=what,
        title=found.title.text,
        title_marks=_as_typed(found.title, typed),
        passage=found.excerpt.text if found.excerpt else None,
        passage_marks=_as_typed(found.excerpt, typed) if found.excerpt else (),
        account_id=account_id,
        account=name,
        place_id=place.id if place is not None else hit.record_id if what in _PEOPLE else None,
        job_title=place.job_title if place is not None else None,
        attitude=attitudes.get(place.id) if place is not None else None,
        status=status if what is FoundKind.ACCOUNT else None,
    )


def _as_typed(found: Excerpt, typed: Sequence[str]) -> Marks:
    """Of a word that begins as typed that beginning is marked; a word found in another form is, whole."""
    marks = []
    for start, end in found.ranges:
        word = fold(found.text[start:end])
        same = len(word) == end - start
        length = max((len(each) for each in typed if word.startswith(each)), default=0)
        marks.append((start, start + length if same and length else end))
    return tuple(marks)


def _places(session: Session, people: list[UUID]) -> dict[UUID, Stakeholder]:
    """Where each person works: the newest place they have not left, else the last one they had."""
    query = (
        select(Stakeholder)
        .where(Stakeholder.person_id.in_(people))
        .order_by(Stakeholder.left_on.is_(None), Stakeholder.since, Stakeholder.id)
    )
    return {each.person_id: each for each in session.scalars(query) if each.person_id is not None}


def _attitudes(session: Session, places: list[UUID]) -> dict[UUID, Attitude]:
    query = (
        select(Rating.stakeholder_id, Rating.value)
        .where(Rating.stakeholder_id.in_(places), Rating.kind == RatingKind.ATTITUDE)
        .order_by(Rating.on, Rating.id)
    )
    return {row.stakeholder_id: Attitude.of(row.value) for row in session.execute(query)}


def _accounts(
    session: Session, hits: list[Hit], places: dict[UUID, Stakeholder]
) -> dict[UUID, tuple[str, AccountStatus]]:
    wanted = {hit.account_id for hit in hits if hit.account_id} | {p.account_id for p in places.values()}
    query = select(Account.id, Account.name, Account.status).where(Account.id.in_(wanted))
    return {row.id: (row.name, row.status) for row in session.execute(query)}
