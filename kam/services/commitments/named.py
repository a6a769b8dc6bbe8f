"""The names in lines of promises, each read and put together once: many promises name the same few."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection

from kam.core.vocabulary import InteractionKind
from kam.models.types import stored_id
from kam.services.commitments.rows import Origin, OriginKind
from kam.services.people.names import NameParts, colleague_short

_NAMES: Final = "SELECT t.id, {columns} FROM {table} WHERE t.id IN ({ids})"
_AT_ONCE: Final = 500
_PLACES: Final = "stakeholder AS t LEFT JOIN person AS p ON p.id = t.person_id"
_PLACE: Final = "t.left_on, t.placeholder, p.family_name, p.given_name, p.patronymic"
_CONTACTS: Final = {each.value: each for each in InteractionKind}
_ORIGINS: Final = (
    ("complaint AS t", "t.number"),
    ("objective AS t", "t.title"),
    ("scenario_run AS t", "t.name"),
    ("interaction AS t", "t.subject, t.kind, t.starts_local"),
)
"""Where a promise may come from; what says most stands first."""
_KINDS: Final = (OriginKind.COMPLAINT, OriginKind.OBJECTIVE, OriginKind.SCENARIO, OriginKind.INTERACTION)


@dataclass(frozen=True, slots=True)
class Owner:
    """Who answers for a promise: by family name, and whole."""

    id: UUID | None
    short: str
    full: str
    left_on: date | None


NOBODY: Final = Owner(None, "", "", None)


@dataclass(frozen=True, slots=True)
class Named:
    """What the ids of some promises are called, by id as it is stored."""

    accounts: Mapping[bytes, str]
    colleagues: Mapping[bytes, Owner]
    places: Mapping[bytes, Owner]
    origins: tuple[Mapping[bytes, Origin], ...]

    def origin(self, ids: Sequence[bytes | None]) -> Origin | None:
        """Where a promise comes from, of the ids of a complaint, an objective, a run and an interaction."""
        for known, id_ in zip(self.origins, ids, strict=True):
            if id_ is not None:
                return known[id_]
        return None


@lru_cache(maxsize=50_000)
def identity(stored: bytes) -> UUID:
    """An id of ours, made once: the same few clients and people come again and again."""
    return stored_id(stored)


def read_named(connection: Connection, rows: Sequence[Any]) -> Named:
    """The names in lines of promises (1 account, 13 colleague, 14 place, 15 to 18 origins)."""

    def read(number: int, table: str, columns: str) -> Iterator[Any]:
        ids = list({row[number] for row in rows if row[number] is not None})
        for start in range(0, len(ids), _AT_ONCE):
            part = tuple(ids[start : start + _AT_ONCE])
            query = _NAMES.format(columns=columns, table=table, ids=", ".join("?" * len(part)))
            yield from connection.exec_driver_sql(query, part)

    return Named(
        accounts={row[0]: row[1] for row in read(1, "account AS t", "t.name")},
        colleagues={row[0]: _colleague(*row) for row in read(13, "colleague AS t", "t.name, t.left_on")},
        places={row[0]: _place(*row) for row in read(14, _PLACES, _PLACE)},
        origins=tuple(
            {row[0]: _origin(kind, *row) for row in read(number, *origin)}
            for number, (kind, origin) in enumerate(zip(_KINDS, _ORIGINS, strict=True), 15)
        ),
    )


@lru_cache(maxsize=1_000)
def _colleague(id_: bytes, name: str, left_on: str | None) -> Owner:
    return Owner(identity(id_), colleague_short(name), name, _day(left_on))


@lru_cache(maxsize=20_000)
def _place(id_: bytes, left_on: str | None, placeholder: str | None, *names: str | None) -> Owner:
    name = NameParts.of(*names)
    short, full = (name.brief, name.full) if name else (placeholder or "", placeholder or "")
    return Owner(identity(id_), short, full, _day(left_on))


def _origin(kind: OriginKind, id_: bytes, name: str, *of_contact: str) -> Origin:
    if not of_contact:
        return Origin(kind, identity(id_), name)
    contact, starts_local = of_contact
    return Origin(kind, identity(id_), name, date.fromisoformat(starts_local[:10]), _CONTACTS[contact])


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
