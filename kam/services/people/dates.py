"""The days of people that want a word from us: each person once, the next birthday first (domain.md §3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from kam.analysis.birthdays import birthday_after
from kam.core.vocabulary import Attitude, BuyingRole
from kam.services.people.directory import Directory, PeopleQuery, PeopleSort, read_directory
from kam.services.people.directory_rows import DirectoryRow
from kam.services.people.names import NameParts
from kam.services.profile import read_profile
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class BirthdayRow:
    """A person and their next birthday. ``turns`` is None where nobody knows the year.

    ``on`` is the day it is kept; for 29 February that is the 28th in a year without a 29th. ``places`` are
    those that the query found, the weightiest first.
    """

    person_id: UUID
    name: NameParts
    birthday: date
    year_known: bool
    on: date
    days: int
    turns: int | None
    places: tuple[DirectoryRow, ...]

    @property
    def id(self) -> UUID:
        """The place that stands for the person."""
        return self.places[0].id

    @property
    def first(self) -> DirectoryRow:
        """The weightiest of the places."""
        return self.places[0]

    @property
    def is_moved(self) -> bool:
        """Whether it is kept a day early, since the year has no 29 February."""
        return (self.birthday.month, self.birthday.day) != (self.on.month, self.on.day)


@dataclass(frozen=True, slots=True)
class Birthdays:
    """The birthdays of whom a query finds, from ``day`` on, and how many it finds without one."""

    day: date
    rows: tuple[BirthdayRow, ...]
    without: int
    directory: Directory


def read_birthdays(workspace: Workspace, query: PeopleQuery, *, as_of: datetime) -> Birthdays:
    """The birthdays of whom a query finds. Call it in a thread that reads."""
    asked = replace(
        query, sort=PeopleSort.BIRTHDAY, descending=False, by_account=False, without_birthday=False
    )
    directory = read_directory(workspace, asked, as_of=as_of)
    with workspace.reading() as session:
        day = read_profile(session).today(as_of)
    found: dict[UUID, list[DirectoryRow]] = {}
    without: set[UUID] = set()
    for row in directory.rows:
        if row.person_id is None or row.erased:
            continue
        if row.birthday is None:
            without.add(row.person_id)
        else:
            found.setdefault(row.person_id, []).append(row)
    rows = tuple(_row(person, places, day) for person, places in found.items())
    return Birthdays(day, rows, len(without), directory)


def _row(person: UUID, places: Sequence[DirectoryRow], day: date) -> BirthdayRow:
    places = tuple(sorted(places, key=_weight))
    birthday = places[0].birthday
    on = birthday_after(birthday, day)
    assert birthday is not None and on is not None  # noqa: PT018, S101 - only such rows were gathered
    known = places[0].birthday_year_known
    return BirthdayRow(
        person,
        places[0].name,
        birthday,
        known,
        on,
        (on - day).days,
        on.year - birthday.year if known else None,
        places,
    )


def _weight(row: DirectoryRow) -> tuple[bool, bool, int, int]:
    """Where they are still there, decide, weigh most and like us best."""
    return (
        row.left_on is not None,
        BuyingRole.DECIDER not in row.roles,
        -(row.influence or 0),
        -int(row.attitude if row.attitude is not None else Attitude.OPPONENT),
    )
