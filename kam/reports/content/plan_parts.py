"""The pieces of an account plan on paper: its head, portrait, money, whitespace and SWOT.

The rules for text, money and unknown values are those of ``plan.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from typing import TypeAlias

from kam.core.money import Money
from kam.core.periods import Month
from kam.core.vocabulary import (
    AccountStatus,
    ApprovalAnswer,
    KeyGroup,
    OpportunityKind,
    OpportunityStage,
    PlanStatus,
    RelationshipStrategy,
    ScaleTerm,
    Segment,
    ServedBy,
    SwotKind,
    Term,
    WhitespaceStage,
)
from kam.core.words import Label
from kam.reports.content.money import WalletShare


@dataclass(frozen=True, slots=True)
class PlanHead:
    """Whose plan, for when, in which version, as of when."""

    account: str
    title: str
    starts_on: date
    ends_on: date
    as_of: datetime
    """The moment of the data, with zone; days are counted to it."""
    printed_at: datetime
    """The moment of printing, with zone; the document's own dates come from it."""
    zone: str = "UTC"
    """IANA zone in which every moment is shown."""
    status: PlanStatus = PlanStatus.DRAFT
    """Of the version that is printed: an older version that was returned stays returned."""
    version: int | None = None
    """None = the plan as it stands now, not submitted since it was last changed."""
    submitted_on: date | None = None
    approved_on: date | None = None
    strategy: RelationshipStrategy | None = None
    owner: str = ""
    """Who of ours answers for the plan."""
    segment: Segment | None = None
    group: KeyGroup | None = None
    account_status: AccountStatus | None = None
    our_company: str = ""
    """Our company's name; the document's author. May be empty."""
    our_logo: bytes | None = None
    """PNG or JPEG; None = the name alone."""

    @property
    def is_version(self) -> bool:
        """Whether what is printed was frozen."""
        return self.version is not None


@dataclass(frozen=True, slots=True)
class PlanApproval:
    """Who answers for, or decides on, the version: the author first, then the approvers."""

    name: str
    role: str = ""
    """What they are with us: their job title or their part in the account, in the paper's language."""
    is_author: bool = False
    answer: ApprovalAnswer | None = None
    """None = not answered yet (the author does not answer)."""
    on: date | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class PlanDecision:
    """A decision needed from management, or taken (``decided_on``)."""

    text: str
    needed_by: date | None = None
    amount: Money | None = None
    effort: str = ""
    decided_on: date | None = None
    decided_by: str = ""
    outcome: str = ""
    review_on: date | None = None
    """The day of the review in which it was taken."""

    @property
    def is_needed(self) -> bool:
        """Not taken yet."""
        return self.decided_on is None


class PlanChangeSort(StrEnum):
    """What happened to something since the version before."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


PlanValue: TypeAlias = str | int | Decimal | date | Money | Term | ScaleTerm | None
"""A value before or after; None = nothing there."""


@dataclass(frozen=True, slots=True)
class PlanChange:
    """Something that changed since the version before; ``field`` and ``before`` speak when CHANGED."""

    sort: PlanChangeSort
    section: Label
    """Of what sort it is: an objective, a risk."""
    subject: str = ""
    """Which one: the title of the line. Empty for what the plan has once, as its ambition."""
    field: Label | None = None
    before: PlanValue = None
    after: PlanValue = None
    """What it is now; of a measurement that was added, its value and day."""
    happened: bool = False
    """It came with the work, undecided: a value measured, a step done, money spent, a review held."""


@dataclass(frozen=True, slots=True)
class PlanFactLine:
    """A line of the portrait: a name and a value, both in the paper's language."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class PlanPortrait:
    """What the client is, from the dossier; only what is known."""

    facts: tuple[PlanFactLine, ...] = ()
    verified_on: date | None = None
    stale: bool = False
    """Verified longer ago than the norm."""


@dataclass(frozen=True, slots=True)
class GrowthLine:
    """A part of the way from today's revenue to the target, a loss below zero."""

    title: str
    amount: int
    from_opportunity: bool = False


@dataclass(frozen=True, slots=True)
class GrowthWay:
    """From where to where growth leads: baseline and target of the objective that asks for most."""

    before: int
    target: int


@dataclass(frozen=True, slots=True)
class TargetGap:
    """target − booked − weighted pipeline over the plan's period; below zero = more than the target."""

    target: int
    booked: int
    weighted: int
    gap: int


class NoQuarter(Enum):
    """Why open opportunities stand in none of the quarters that are shown."""

    OVERDUE = "overdue"
    """They should have come before the first of them."""
    LATER = "later"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class ForecastQuarter:
    """What may come in a quarter, by amount × probability, or what stands in none of them."""

    first: Month | None
    """Its first month; None = no quarter, for the reason that ``apart`` gives."""
    weighted: int
    amount: int
    count: int
    apart: NoQuarter = NoQuarter.UNDATED


@dataclass(frozen=True, slots=True)
class SupplierLine:
    """Who serves the client's spend, largest first; ``name`` is a competitor's, else empty."""

    by: ServedBy
    amount: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class WhitespaceField:
    """A product line at a unit of the client. Everything unknown = an empty place."""

    stage: WhitespaceStage | None = None
    ours: int | None = None
    """What the client buys from us here in a year."""
    total: int | None = None
    """What the client spends here in a year."""
    shares: tuple[WalletShare, ...] = ()
    """Who serves that spend; sums to ``total``. Empty = not known."""
    potential: int | None = None
    """What we could still win, as the matrix says."""
    competitor: str = ""
    rank: int | None = None
    """1…3: where we go first."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class WhitespaceRow:
    """A product line: a field for every unit, in the units' order, and who serves the whole line."""

    line: str
    fields: tuple[WhitespaceField, ...]
    total: int | None = None
    shares: tuple[WalletShare, ...] = ()


@dataclass(frozen=True, slots=True)
class WhitespaceMatrix:
    """Product lines by units. An empty unit name stands for the account as a whole."""

    units: tuple[str, ...] = ()
    rows: tuple[WhitespaceRow, ...] = ()
    year: int | None = None
    """The year of the client's spend."""
    checked_on: date | None = None
    """When the spend or a cell was last written down."""


@dataclass(frozen=True, slots=True)
class PlanOpportunity:
    """An opportunity; open ones by weighted amount, largest first. ``weighted`` is amount × probability."""

    title: str
    kind: OpportunityKind = OpportunityKind.NEW
    stage: OpportunityStage = OpportunityStage.IDEA
    amount: int | None = None
    """Minor units of the plan's currency a year."""
    probability: int | None = None
    weighted: int | None = None
    expected_on: date | None = None
    late: bool = False
    """Expected on a day that has passed."""
    product_line: str = ""
    unit: str = ""
    competitor: str = ""
    owner: str = ""
    next_step: str = ""
    rank: int | None = None
    """The number of its whitespace field, where we go first."""


@dataclass(frozen=True, slots=True)
class SwotLine:
    """A line of a quadrant; ``weight`` is 1–3. Heaviest first within a quadrant."""

    kind: SwotKind
    text: str
    evidence: str = ""
    weight: int = 2
