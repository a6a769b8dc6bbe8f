"""What the timeline is asked and what it answers: frozen values, safe on any thread (domain.md §4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, IntEnum
from uuid import UUID

from kam.core.money import Money
from kam.core.periods import Month
from kam.core.vocabulary import InteractionOutcome, Mood, RatingKind, Side
from kam.core.vocabulary.term import Term, label


class EntryKind(Term):
    """What an entry is about; the first nine are the kinds of interactions, by the same codes."""

    MEETING = "meeting", label("timeline kind", "Meetings")
    CALL = "call", label("timeline kind", "Calls")
    EMAIL = "email", label("timeline kind", "E-mails")
    MESSENGER = "messenger", label("timeline kind", "Messages")
    SITE_VISIT = "site_visit", label("timeline kind", "Site visits")
    EVENT = "event", label("timeline kind", "Events")
    BUSINESS_REVIEW = "business_review", label("timeline kind", "Business reviews")
    GIFT = "gift", label("timeline kind", "Gifts and attention")
    NOTE = "note", label("timeline kind", "Notes")
    COMPLAINT = "complaint", label("timeline kind", "Complaints")
    PROMISE = "promise", label("timeline kind", "Closed promises")
    PERSON = "person", label("timeline kind", "Joined and left")
    RATING = "rating", label("timeline kind", "Changed ratings")
    CONTRACT = "contract", label("timeline kind", "Contracts")
    SALES = "sales", label("timeline kind", "Months of sales")
    DOCUMENT = "document", label("timeline kind", "Documents")
    PAPER = "paper", label("timeline kind", "Printed papers")

    @property
    def is_contact(self) -> bool:
        """Whether it is an interaction, written down by a person; the others follow from records."""
        return self in CONTACTS


CONTACTS = frozenset(list(EntryKind)[:9])


class Source(IntEnum):
    """Which records an entry follows from. Of one moment the higher stands first."""

    INTERACTION = 1
    COMPLAINT = 2
    STAGE = 3
    PROMISE = 4
    JOINED = 5
    LEFT = 6
    RATING = 7
    CONTRACT_BEGAN = 8
    CONTRACT_ENDED = 9
    SALES = 10
    DOCUMENT = 11
    PAPER = 12


class Event(Enum):
    """What happened to the record that an entry follows from."""

    HELD = "held"
    PLANNED = "planned"
    WAITING = "waiting"
    """Planned and over; nobody has written down what came of it."""
    MISSED = "missed"
    CALLED_OFF = "called_off"
    RECEIVED = "received"
    CLOSED = "closed"
    REJECTED = "rejected"
    REOPENED = "reopened"
    KEPT = "kept"
    BROKEN = "broken"
    CANCELLED = "cancelled"
    JOINED = "joined"
    LEFT = "left"
    RATED = "rated"
    BEGAN = "began"
    ENDED = "ended"
    SOLD = "sold"
    ADDED = "added"
    PRINTED = "printed"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose timeline: an account's, a person's over all accounts, else everybody's.

    A place without a known person is asked by ``stakeholder_id``.
    """

    account_id: UUID | None = None
    person_id: UUID | None = None
    stakeholder_id: UUID | None = None

    @property
    def is_of_person(self) -> bool:
        """Whether it follows somebody."""
        return self.person_id is not None or self.stakeholder_id is not None

    @property
    def is_everybody(self) -> bool:
        """Whether nothing narrows it."""
        return self.account_id is None and not self.is_of_person


@dataclass(frozen=True, slots=True)
class TimelineFilters:
    """Conditions that all must hold. ``kinds`` None is all; months are whole, both included.

    ``people`` are places (stakeholders); ``text`` is asked of the search index.
    """

    kinds: frozenset[EntryKind] | None = None
    people: frozenset[UUID] = frozenset()
    colleagues: frozenset[UUID] = frozenset()
    with_files: bool = False
    first: Month | None = None
    last: Month | None = None
    text: str = ""

    def takes(self, kind: EntryKind) -> bool:
        """Whether entries of a kind are asked for."""
        return self.kinds is None or kind in self.kinds

    def spans(self, month: Month) -> bool:
        """Whether a month is in the period."""
        return (self.first is None or self.first <= month) and (self.last is None or month <= self.last)

    @property
    def narrows(self) -> bool:
        """Whether anything but kinds and period is asked."""
        return bool(self.people or self.colleagues or self.with_files or self.text.strip())

    @property
    def is_open(self) -> bool:
        """Whether nothing is asked at all."""
        return not self.narrows and self.kinds is None and self.first is None and self.last is None


@dataclass(frozen=True, slots=True, order=True)
class EntryKey:
    """Where an entry stands: the newest moment first, then the higher source, then the higher id.

    ``moment`` is microseconds from 1970 UTC; what has only a date stands at the midnight that begins it.
    """

    moment: int
    source: Source
    id: UUID


@dataclass(frozen=True, slots=True)
class EntryId:
    """Which entry it is, wherever it stands. ``month`` tells months of sales of one account apart."""

    source: Source
    id: UUID
    month: Month | None = None


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody in an entry. ``initials`` are empty for a place without a name."""

    initials: str
    name: str
    ours: bool = False
    stakeholder_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class RatingStep:
    """A rating that changed."""

    kind: RatingKind
    before: int
    after: int
    colleague: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the timeline. ``at`` is local time where the workspace lives; without an hour, midnight.

    ``title`` is what the record says itself, ``note`` its first words about the matter.
    """

    key: EntryKey
    kind: EntryKind
    event: Event
    account_id: UUID
    account: str
    at: datetime
    has_hour: bool
    title: str
    note: str = ""
    minutes: int | None = None
    place: str | None = None
    outcome: InteractionOutcome | None = None
    mood: Mood | None = None
    files: int = 0
    faces: tuple[Face, ...] = ()
    side: Side | None = None
    rating: RatingStep | None = None
    amount: Money | None = None
    follow_up_sent_on: date | None = None
    ready: tuple[int, int] | None = None
    """Of what is planned: how much of its preparation is done, of how much."""
    about: UUID | None = None
    """The record it is about where the entry is not named by it: the complaint, meeting or place."""

    @property
    def id(self) -> EntryId:
        """Which entry it is."""
        month = Month.of(self.at.date()) if self.key.source is Source.SALES else None
        return EntryId(self.key.source, self.key.id, month)

    @property
    def interaction_id(self) -> UUID | None:
        """The interaction that it is."""
        return self.key.id if self.key.source is Source.INTERACTION else None


@dataclass(frozen=True, slots=True)
class MonthCount:
    """How many entries a month has, and how many of them are shown."""

    month: Month
    total: int
    shown: int


@dataclass(frozen=True, slots=True)
class PersonCount:
    """A person of the account: how long ago the last contact was, and how many entries there are.

    ``days`` None is never; ``overdue`` by the cadence norm in force.
    """

    stakeholder_id: UUID
    person_id: UUID | None
    name: str
    initials: str
    days: int | None
    overdue: bool
    count: int


@dataclass(frozen=True, slots=True)
class Named:
    """Something to choose by name: one of us, an account."""

    id: UUID
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class TimelineHead:
    """What stands around the list: months newest first, counts, what lies ahead.

    ``months`` holds those with entries, shown or not; ``bars`` all entries that the filters let through,
    whatever the period.
    """

    title: str
    months: tuple[MonthCount, ...]
    bars: dict[Month, int]
    kinds: dict[EntryKind, int]
    people: tuple[PersonCount, ...]
    colleagues: tuple[Named, ...]
    accounts: tuple[Named, ...]
    ahead: tuple[Entry, ...]
    ahead_in_all: int
    today: date
    our_company: str

    @property
    def total(self) -> int:
        """How many entries there are."""
        return sum(each.total for each in self.months)

    @property
    def shown(self) -> int:
        """How many the filters let through."""
        return sum(each.shown for each in self.months)


class LinkKind(Enum):
    """What an entry is tied to."""

    PROMISE = "promise"
    RATING = "rating"
    COMPLAINT = "complaint"
    OPPORTUNITY = "opportunity"
    OBJECTIVE = "objective"
    MEETING = "meeting"
    PERSON = "person"


class LinkState(Enum):
    """How it stands."""

    OPEN = "open"
    LATE = "late"
    DONE = "done"
    BROKEN = "broken"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Something born from an entry, or that it belongs to. ``on`` is when it is due or was closed."""

    kind: LinkKind
    id: UUID
    text: str
    state: LinkState = LinkState.NONE
    side: Side | None = None
    on: date | None = None
    days: int | None = None
    rating: RatingStep | None = None
    stakeholder_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class FileRow:
    """A document that hangs on an entry."""

    id: UUID
    name: str
    size: int
    is_image: bool
    risky: bool


@dataclass(frozen=True, slots=True)
class EntryDetails:
    """An entry opened in place. Texts are Markdown as it was typed."""

    entry: Entry
    text: str = ""
    learned: str = ""
    purpose: str = ""
    competitors: str = ""
    faces: tuple[Face, ...] = ()
    links: tuple[LinkRow, ...] = ()
    files: tuple[FileRow, ...] = ()
    other_accounts: tuple[Named, ...] = ()
