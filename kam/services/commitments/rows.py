"""The ledger as it is shown: plain data, safe on any thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from kam.analysis.promises import Ageing, KeptRate
from kam.core.vocabulary import CommitmentKind, CommitmentStatus, InteractionKind, Side, Term
from kam.core.words import label

if TYPE_CHECKING:
    from collections.abc import Mapping


class OriginKind(Term):
    """Where a promise comes from."""

    INTERACTION = "interaction", label("origin", "conversation")
    COMPLAINT = "complaint", label("origin", "complaint")
    OBJECTIVE = "objective", label("origin", "objective of the plan")
    SCENARIO = "scenario", label("origin", "touch scenario")


@dataclass(frozen=True, slots=True)
class Origin:
    """The record a promise comes from: its number, title or subject; of a conversation its kind and day."""

    kind: OriginKind
    id: UUID
    name: str
    on: date | None = None
    interaction: InteractionKind | None = None


class PromiseRow(NamedTuple):
    """A promise or task of the ledger; a tuple, because thousands are made at every change.

    ``owner_id`` is one of us for ours and one of the client's people for theirs; ``due_at`` is the promised
    hour where we work. ``days_late`` is 0 for one that is late by hours, too.
    """

    id: UUID
    account_id: UUID
    account: str
    side: Side
    kind: CommitmentKind
    text: str
    promised_to_client: bool
    status: CommitmentStatus
    owner_id: UUID | None
    owner: str
    owner_full: str
    owner_left: bool
    made_on: date
    due_on: date | None
    due_at: datetime | None
    first_due_on: date | None
    shifts: int
    agreed_shifts: int
    reminded_on: date | None
    ageing: Ageing
    days_late: int
    closed_on: date | None
    in_time: bool
    origin: Origin | None

    @property
    def is_late(self) -> bool:
        """Whether its date has passed."""
        return self.ageing.is_late

    @property
    def is_open(self) -> bool:
        """Whether it is still owed."""
        return self.status is CommitmentStatus.OPEN


@dataclass(frozen=True, slots=True)
class RateRow:
    """The kept rate of somebody over 12 months, and the one of a year before."""

    now: KeptRate
    before: KeptRate

    @property
    def points(self) -> int | None:
        """The change in percentage points, rounded; None where one of the two is not known."""
        now, before = self.now.rate, self.before.rate
        return None if now is None or before is None else round((now - before) * 100)


@dataclass(frozen=True, slots=True)
class AccountRates:
    """How a client and we keep our word to each other."""

    id: UUID
    name: str
    ours: KeptRate
    theirs: KeptRate


@dataclass(frozen=True, slots=True)
class PersonRate:
    """How somebody keeps their word, one of us or of theirs; ``late`` counts what they owe too long."""

    id: UUID
    name: str
    rate: KeptRate
    late: int


@dataclass(frozen=True, slots=True)
class SideLedger:
    """The open promises of a side as the query chose them, the latest late first.

    ``hidden_tasks`` are open internal tasks that the condition "promised to the client" leaves out.
    """

    rows: tuple[PromiseRow, ...]
    hidden_tasks: int = 0

    @property
    def ageing(self) -> Mapping[Ageing, int]:
        """How many stand where, in the order of ageing."""
        counts = dict.fromkeys(Ageing, 0)
        for row in self.rows:
            counts[row.ageing] += 1
        return MappingProxyType(counts)

    @property
    def days_late(self) -> int:
        """The days of all late ones together."""
        return sum(row.days_late for row in self.rows)

    @property
    def orphans(self) -> tuple[PromiseRow, ...]:
        """Those whose owner has left."""
        return tuple(row for row in self.rows if row.owner_left)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The open promises of both sides. ``in_all`` counts them before filters."""

    day: date
    ours: SideLedger
    theirs: SideLedger
    in_all: int
    counts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """How many each switch would show, by its name in the query."""

    def of(self, side: Side) -> SideLedger:
        """One side."""
        return self.ours if side is Side.OURS else self.theirs


@dataclass(frozen=True, slots=True)
class Rates:
    """How well both sides keep their word over 12 months: in all, by client, by who answers."""

    ours: RateRow
    theirs: RateRow
    by_account: tuple[AccountRates, ...] = ()
    by_colleague: tuple[PersonRate, ...] = ()
    by_person: tuple[PersonRate, ...] = ()

    def of(self, side: Side) -> RateRow:
        """One side."""
        return self.ours if side is Side.OURS else self.theirs
