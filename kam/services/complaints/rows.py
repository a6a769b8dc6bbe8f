"""Complaints as they are shown: plain data, safe on any thread.

Moments are aware and in the workspace's zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from kam.core.money import Money
from kam.core.vocabulary import (
    Attitude,
    Channel,
    ClockKind,
    ClockState,
    CommitmentKind,
    CommitmentStatus,
    CompensationKind,
    ComplaintKind,
    ComplaintStage,
    Direction,
    InteractionKind,
    InteractionStatus,
    NormUnit,
    Severity,
    WhyBranch,
)
from kam.services.documents.rows import DocumentRow


class ClockView(NamedTuple):
    """How one clock stands; as ``ClockReading``, with local moments.

    ``allowed``, ``used``, ``left`` and ``over`` are time of the norm's own kind: working hours where
    ``in_working_time``, of which a working day has ``working_day``. ``share`` passes 1 when the norm is
    overrun. ``due_at`` and ``at_risk_at`` are None while the clock is paused.
    """

    kind: ClockKind
    state: ClockState
    norm_amount: int
    norm_unit: NormUnit
    in_working_time: bool
    working_day: timedelta
    allowed: timedelta
    used: timedelta
    left: timedelta
    over: timedelta
    share: float
    risk_share: float
    """From which share on it is at risk: 0.75."""
    started_at: datetime
    at_risk_at: datetime | None
    due_at: datetime | None
    stopped_at: datetime | None
    paused_since: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it still waits."""
        return self.stopped_at is None


class ComplaintCard(NamedTuple):
    """A complaint on the board and in the table; a tuple, because thousands are made at every change.

    ``clock`` is the pressing one: the worst that still runs; None when all have stopped. ``age_days`` counts
    from the day of receipt until today, of an ended one until the day it ended.
    """

    id: UUID
    account_id: UUID
    account: str
    number: str
    summary: str
    kind: ComplaintKind
    severity: Severity
    channel: Channel
    stage: ComplaintStage
    received_at: datetime
    stage_since: datetime
    age_days: int
    clock: ClockView | None
    amount: Money | None
    owner_id: UUID | None
    owner: str
    raised_by_id: UUID | None
    raised_by: str
    product_line: str
    department: str
    satisfaction: int | None

    @property
    def is_open(self) -> bool:
        """Neither closed nor rejected."""
        return self.stage not in {ComplaintStage.CLOSED, ComplaintStage.REJECTED}


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """A stage and its complaints: open ones by urgency, ended ones the latest first.

    ``total`` counts all there are, also those beyond what is shown; of ended ones the last 90 days are read.
    """

    stage: ComplaintStage
    cards: tuple[ComplaintCard, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Board:
    """Every stage from received to closed and rejected; *reopened* only where somebody stands there.

    ``in_all`` counts the open ones before filters.
    """

    columns: tuple[BoardColumn, ...]
    open: int
    breached: int
    at_risk: int
    in_all: int
    read_at: datetime

    def column(self, stage: ComplaintStage) -> BoardColumn | None:
        """The column of a stage."""
        return next((each for each in self.columns if each.stage is stage), None)


@dataclass(frozen=True, slots=True)
class ComplaintTable:
    """The rows that were asked for, in their order, and how many fit the query in all."""

    rows: tuple[ComplaintCard, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody or something to choose by name."""

    id: UUID
    name: str
    detail: str = ""
    """Of a person the post, of a product line the branch it belongs to."""
    attitude: Attitude | None = None
    """Of a person of the client: how they stand to us now."""


@dataclass(frozen=True, slots=True)
class ComplaintChoices:
    """What can be chosen in the forms of a complaint. Without an account there are no people and units."""

    account_id: UUID | None
    account: str
    currency: str
    people: tuple[Named, ...]
    units: tuple[Named, ...]
    product_lines: tuple[Named, ...]
    colleagues: tuple[Named, ...]
    me: UUID | None
    departments: tuple[str, ...]
    """Those that answered for complaints before, the most frequent first."""
    now: datetime
    """The workspace's wall clock."""


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage the complaint reached, when and moved by whom; ``left_at`` is None for the present one."""

    id: UUID
    stage: ComplaintStage
    at: datetime
    by: str
    note: str
    left_at: datetime | None


@dataclass(frozen=True, slots=True)
class PauseRow:
    """The client owed an answer from then on; ``until`` is None while they still do."""

    id: UUID
    since: datetime
    until: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class ReclassificationRow:
    """Channel or severity were corrected."""

    id: UUID
    at: datetime
    from_channel: Channel
    channel: Channel
    from_severity: Severity
    severity: Severity
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A contact that belongs to the complaint: a letter, a call, a meeting. ``text`` is what was noted."""

    id: UUID
    kind: InteractionKind
    status: InteractionStatus
    direction: Direction | None
    subject: str
    at: datetime
    text: str
    people: tuple[str, ...]
    files: int


@dataclass(frozen=True, slots=True)
class WhyRow:
    """One of the whys and its answer."""

    id: UUID
    branch: WhyBranch
    depth: int
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class IsIsNotRow:
    """What the problem is and what it is not."""

    id: UUID
    question: str
    holds: str
    does_not_hold: str


@dataclass(frozen=True, slots=True)
class ActionRow:
    """A measure: a commitment of the ledger with kind and proof. ``id`` opens it there."""

    id: UUID
    version: int
    kind: CommitmentKind
    text: str
    owner_id: UUID | None
    owner: str
    due_on: date | None
    status: CommitmentStatus
    closed_on: date | None
    is_late: bool
    proof: str
    promised_to_client: bool


@dataclass(frozen=True, slots=True)
class CompensationRow:
    """What makes good; not approved while ``approved_by`` is empty."""

    id: UUID
    version: int
    kind: CompensationKind
    amount: Money | None
    on: date | None
    approved_by_id: UUID | None
    approved_by: str
    note: str


@dataclass(frozen=True, slots=True)
class SimilarRow:
    """A complaint that resembles another one: ``score`` from 0 to 1, and by what."""

    id: UUID
    account_id: UUID
    account: str
    number: str
    summary: str
    kind: ComplaintKind
    stage: ComplaintStage
    received_on: date
    root_cause: str
    score: float
    by_text: bool
    same_client: bool
    same_line: bool


@dataclass(frozen=True, slots=True)
class StageNeed:
    """A field that a stage asks for: its name in ``StageMove``, whether it must be there, what is known.

    ``value`` is what stands in the complaint already (a text, a severity, an identity), None where nothing.
    """

    field: str
    required: bool
    value: object = None

    @property
    def is_met(self) -> bool:
        """Whether nothing has to be asked."""
        return not self.required or self.value not in (None, "")


@dataclass(frozen=True, slots=True)
class NextStage:
    """A stage the complaint can go to now, and what it asks for; ``usual`` is the next one of its life."""

    stage: ComplaintStage
    needs: tuple[StageNeed, ...]
    usual: bool

    @property
    def is_ready(self) -> bool:
        """Whether nothing has to be asked."""
        return all(need.is_met for need in self.needs)


@dataclass(frozen=True, slots=True)
class ComplaintRecord:
    """Everything about one complaint. ``version`` is handed back with changes of its fields."""

    id: UUID
    version: int
    number: str
    account_id: UUID
    account: str
    unit_id: UUID | None
    unit: str
    raised_by_id: UUID | None
    raised_by: str
    raised_by_post: str
    channel: Channel
    received_at: datetime
    kind: ComplaintKind
    severity: Severity
    stage: ComplaintStage
    product_line_id: UUID | None
    product_line: str
    department: str
    summary: str
    description: str
    remedy_sought: str
    amount: Money | None
    currency: str
    """Of the sums of this complaint."""
    order_number: str
    owner_id: UUID | None
    owner: str

    containment: str
    root_cause: str
    escape_cause: str
    agreed_line: str
    client_status: str
    rejection_reason: str

    answer_sent_at: datetime | None
    summary_sent_on: date | None
    closing_reason: str
    satisfaction: int | None
    attitude_before: Attitude | None
    attitude_after: Attitude | None
    attitude_now: Attitude | None
    """How whoever raised it stands to us now, by their last rating."""

    clocks: tuple[ClockView, ...]
    earlier_clocks: tuple[ClockView, ...]
    pressing: ClockView | None
    stages: tuple[StageRow, ...]
    pauses: tuple[PauseRow, ...]
    paused: PauseRow | None
    reclassifications: tuple[ReclassificationRow, ...]
    letters: tuple[LetterRow, ...]
    causes: tuple[WhyRow, ...]
    escapes: tuple[WhyRow, ...]
    is_is_not: tuple[IsIsNotRow, ...]
    actions: tuple[ActionRow, ...]
    compensations: tuple[CompensationRow, ...]
    compensation_total: Money | None
    """What is approved, in the complaint's currency; None where nothing is."""
    documents: tuple[DocumentRow, ...]
    similar: tuple[SimilarRow, ...]
    next_stages: tuple[NextStage, ...]
    read_at: datetime

    @property
    def is_open(self) -> bool:
        """Neither closed nor rejected."""
        return self.stage not in {ComplaintStage.CLOSED, ComplaintStage.REJECTED}

    @property
    def age_days(self) -> int:
        """Days since the day of receipt, until it ended."""
        end = self.read_at if self.is_open or not self.stages else self.stages[-1].at
        return (end.date() - self.received_at.date()).days

    def actions_of(self, kind: CommitmentKind) -> tuple[ActionRow, ...]:
        """The measures of one kind."""
        return tuple(each for each in self.actions if each.kind is kind)
