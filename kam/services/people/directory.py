"""Everybody across all accounts: a row for each place, found and sorted at each key typed (domain.md §3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from kam.core.text import sort_key, words
from kam.core.vocabulary import Attitude, BuyingRole, Circle
from kam.models import (
    Account,
    Colleague,
    ContactPoint,
    Interaction,
    Participant,
    Person,
    Rating,
    Setting,
    Stakeholder,
    StakeholderRole,
    WorkspaceProfile,
)
from kam.services.people.directory_rows import (
    NAMELESS,
    OVERDUE,
    STALE,
    WITHOUT_BIRTHDAY,
    WITHOUT_CONSENT,
    DirectoryRow,
    Entry,
    read_entries,
)
from kam.services.profile import read_profile
from kam.services.remembering import Part, remembered
from kam.store.workspace import Workspace

_EVERYBODY: Final = Part(
    "people's directory",
    (
        Account,
        Colleague,
        ContactPoint,
        Interaction,
        Participant,
        Person,
        Rating,
        Setting,
        Stakeholder,
        StakeholderRole,
        WorkspaceProfile,
    ),
)


class PeopleSort(Enum):
    """What the rows are sorted by; equals stand by name. What is not known comes last either way."""

    NAME = "name"
    ACCOUNT = "account"
    JOB_TITLE = "job_title"
    ROLE = "role"
    CIRCLE = "circle"
    INFLUENCE = "influence"
    ATTITUDE = "attitude"
    CONTACT = "contact"
    NEXT_CONTACT = "next_contact"
    BIRTHDAY = "birthday"


@dataclass(frozen=True, slots=True)
class PeopleQuery:
    """What is asked of the directory; what is not set does not narrow.

    Every word of ``text`` must begin a word of the name, title, department, account, e-mail or phone. Without
    ``left`` who left all clients is not shown; of who went from one to another both places are. ``attitudes``
    may contain None: not rated. ``birthday_within`` counts days from today, today being 0.
    """

    text: str = ""
    roles: frozenset[BuyingRole] = frozenset()
    attitudes: frozenset[Attitude | None] = frozenset()
    circles: frozenset[Circle | None] = frozenset()
    influence_from: int | None = None
    account_ids: frozenset[UUID] = frozenset()
    owner_ids: frozenset[UUID | None] = frozenset()
    birthday_within: int | None = None
    overdue: bool = False
    stale: bool = False
    nameless: bool = False
    without_consent: bool = False
    without_birthday: bool = False
    left: bool = False
    sort: PeopleSort = PeopleSort.NAME
    descending: bool = False
    by_account: bool = False
    """Whether the rows of one account stand together, the accounts by name."""


@dataclass(frozen=True, slots=True)
class PeopleCounts:
    """How many rows each switch would show, of those that the rest of the query finds."""

    overdue: int
    stale: int
    nameless: int
    without_consent: int
    without_birthday: int


@dataclass(frozen=True, slots=True)
class OwnerChoice:
    """One of us, or nobody, and for how many places they answer."""

    id: UUID | None
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Directory:
    """The rows that were asked for, how many people they are, and how many there are in all.

    ``account_totals`` says how many places each account has, shown or not. ``owners`` are those of us who
    answer for anybody, by name, nobody last.
    """

    rows: tuple[DirectoryRow, ...]
    people: int
    places_in_all: int
    people_in_all: int
    counts: PeopleCounts
    account_totals: Mapping[UUID, int]
    owners: tuple[OwnerChoice, ...]


@dataclass(slots=True)
class _Shelf:
    """Everybody, read once; each order is made when it is first asked for."""

    entries: list[Entry]
    people: int
    totals: Mapping[UUID, int]
    owners: tuple[OwnerChoice, ...]
    orders: dict[tuple[PeopleSort, bool, bool, bool], list[Entry]] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: list[Entry]) -> _Shelf:
        """The shelf of all entries, which come by name."""
        totals = Counter(entry.row.account_id for entry in entries)
        return cls(entries, _people_in(entries), MappingProxyType(totals), _owners(entries))

    def ordered(self, query: PeopleQuery) -> list[Entry]:
        """Everybody whom a query may show, in its order."""
        key = query.sort, query.descending, query.by_account, query.left
        if key not in self.orders:
            self.orders[key] = self._sorted(query)
        return self.orders[key]

    def _sorted(self, query: PeopleQuery) -> list[Entry]:
        value = _KEYS[query.sort]
        shown = [each for each in self.entries if query.left or each.row.left_on is None or each.row.moved]
        known = [entry for entry in shown if value(entry) is not None]
        unknown = [entry for entry in shown if value(entry) is None]
        known.sort(key=value, reverse=query.descending)
        found = [*known, *unknown]
        if query.by_account:
            accounts = sorted({(entry.account_key, entry.row.account_id) for entry in found})
            rank = {account: number for number, (_, account) in enumerate(accounts)}
            found.sort(key=lambda entry: rank[entry.row.account_id])
        return found


def read_directory(workspace: Workspace, query: PeopleQuery, *, as_of: datetime) -> Directory:
    """The rows of a query as of a moment. Call it in a thread that reads: the first call reads everybody.

    What was read is remembered until something about people or contacts changes, or the hour does.
    """
    with workspace.reading() as session:
        today = read_profile(session).today(as_of)
        shelf = remembered(
            workspace,
            session,
            _EVERYBODY,
            (today, as_of.replace(minute=0, second=0, microsecond=0)),
            lambda: _Shelf.of(read_entries(workspace, session, as_of)),
        )
    found = _narrowed(shelf.ordered(query), query)
    marked = Counter(entry.marks for entry in found)
    wanted = _wanted(query)
    if wanted:
        found = [entry for entry in found if entry.marks & wanted == wanted]
    return Directory(
        rows=tuple(entry.row for entry in found),
        people=_people_in(found),
        places_in_all=len(shelf.entries),
        people_in_all=shelf.people,
        counts=PeopleCounts(*(_having(marked, mark) for mark in _COUNTED)),
        account_totals=shelf.totals,
        owners=shelf.owners,
    )


_COUNTED: Final = (OVERDUE, STALE, NAMELESS, WITHOUT_CONSENT, WITHOUT_BIRTHDAY)


def _owners(entries: Iterable[Entry]) -> tuple[OwnerChoice, ...]:
    counted = Counter((entry.row.owner_id, entry.row.owner or "") for entry in entries)
    found = [OwnerChoice(owner, name, count) for (owner, name), count in counted.items()]
    return tuple(sorted(found, key=lambda each: (each.id is None, sort_key(each.name))))


def _people_in(entries: Iterable[Entry]) -> int:
    return len({entry.person for entry in entries} - {0})


def _having(marked: Mapping[int, int], mark: int) -> int:
    return sum(count for marks, count in marked.items() if marks & mark)


def _wanted(query: PeopleQuery) -> int:
    switches = (
        (query.overdue, OVERDUE),
        (query.stale, STALE),
        (query.nameless, NAMELESS),
        (query.without_consent, WITHOUT_CONSENT),
        (query.without_birthday, WITHOUT_BIRTHDAY),
    )
    return sum(mark for on, mark in switches if on)


def _narrowed(entries: list[Entry], query: PeopleQuery) -> list[Entry]:
    """One pass for each condition that is set: with 20,000 rows that is what keeps up with typing."""
    for word in words(query.text):
        beginning = f" {word}"
        entries = [entry for entry in entries if beginning in entry.text]
    for condition in _conditions(query):
        entries = [entry for entry in entries if condition(entry.row)]
    return entries


def _conditions(query: PeopleQuery) -> Iterable[Callable[[DirectoryRow], bool]]:
    if query.account_ids:
        yield lambda row: row.account_id in query.account_ids
    if query.roles:
        yield lambda row: not query.roles.isdisjoint(row.roles)
    if query.attitudes:
        yield lambda row: row.attitude in query.attitudes
    if query.circles:
        yield lambda row: row.circle in query.circles
    if (least := query.influence_from) is not None:
        yield lambda row: row.influence is not None and row.influence >= least
    if query.owner_ids:
        yield lambda row: row.owner_id in query.owner_ids
    if (days := query.birthday_within) is not None:
        yield lambda row: row.birthday_in is not None and row.birthday_in <= days


_KEYS: Final[Mapping[PeopleSort, Callable[[Entry], Any]]] = MappingProxyType(
    {
        PeopleSort.NAME: lambda entry: entry.name_key,
        PeopleSort.ACCOUNT: lambda entry: entry.account_key,
        PeopleSort.JOB_TITLE: lambda entry: entry.title_key or None,
        PeopleSort.ROLE: lambda entry: entry.role_rank,
        PeopleSort.CIRCLE: lambda entry: entry.row.circle,
        PeopleSort.INFLUENCE: lambda entry: entry.row.influence,
        PeopleSort.ATTITUDE: lambda entry: entry.row.attitude,
        PeopleSort.CONTACT: lambda entry: entry.row.contact_days,
        PeopleSort.NEXT_CONTACT: lambda entry: entry.row.next_contact_at,
        PeopleSort.BIRTHDAY: lambda entry: entry.row.birthday_in,
    }
)
