"""The rows of a dossier: plain data, safe on any thread (domain.md §2).

``version`` detects lost updates: hand it back when saving. That of a section of the account's own fields
changes with these fields alone; that of a line is the line's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from kam.analysis.completeness import WHY_IT_MATTERS, DossierItem
from kam.analysis.contracts import ContractState
from kam.analysis.freshness import Freshness
from kam.core.money import Money
from kam.core.vocabulary import (
    AccountStatus,
    AddressKind,
    BusinessType,
    DossierSection,
    PaymentForm,
    TeamRole,
    WhitespaceStage,
)
from kam.core.words import Label


@dataclass(frozen=True, slots=True)
class Verified:
    """When a section was last verified and by whom; ``days`` are those since. None = never."""

    on: date | None
    by: str | None
    days: int | None
    freshness: Freshness

    @property
    def stale(self) -> bool:
        """Verified once, but too long ago (180 days by default)."""
        return self.freshness is Freshness.OLD


@dataclass(frozen=True, slots=True)
class AddressLine:
    """An address of the client."""

    id: UUID
    version: int
    kind: AddressKind
    line: str | None
    city: str | None
    region: str | None
    postal_code: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class HoldingLine:
    """An account of the holding, the topmost parent first; ``depth`` is its distance from that one."""

    id: UUID
    name: str
    parent_id: UUID | None
    depth: int
    status: AccountStatus
    is_this: bool


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the client is."""

    verified: Verified
    version: int
    name: str
    legal_name: str | None
    tax_number: str | None
    tax_reason_code: str | None
    registration_number: str | None
    external_id: str | None
    site: str | None
    phones: tuple[str, ...]
    email: str | None
    has_logo: bool
    status: AccountStatus
    client_since: date | None
    owner_id: UUID | None
    owner: str | None
    parent_id: UUID | None
    addresses: tuple[AddressLine, ...]
    holding: tuple[HoldingLine, ...]
    """All of the holding, this account among them; empty for one that stands alone."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """What kind of business the client is and what moves it."""

    verified: Verified
    version: int
    industry: str | None
    business_type: BusinessType | None
    ownership: str | None
    founded: int | None
    headcount: int | None
    annual_revenue: Money | None
    potential: int | None
    business_lines: str | None
    earns_by: str | None
    their_customers: str | None
    market_position: str | None
    growth_plans: str | None
    pressures: str | None
    trusted_sources: str | None
    values: str | None
    notes: str | None


@dataclass(frozen=True, slots=True)
class SpecialTermLine:
    """Something agreed beside the contract. ``holds`` says whether it does today."""

    id: UUID
    version: int
    what: str
    since: date | None
    until: date | None
    approved_by_id: UUID | None
    approved_by: str | None
    holds: bool


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms we sell. ``discount`` is in per cent, exact to hundredths."""

    verified: Verified
    version: int
    currency: str
    payment_form: PaymentForm | None
    deferral_days: int | None
    credit_limit: Money | None
    discount: Decimal | None
    price_list: str | None
    special: tuple[SpecialTermLine, ...]


@dataclass(frozen=True, slots=True)
class ContractLine:
    """A contract and what its dates mean today.

    ``days_to_end`` and ``days_to_notice`` are negative once the day has passed. ``days_left`` counts to what
    comes next while the window of renewal is open, and is None otherwise, also once talks have begun.
    """

    id: UUID
    version: int
    number: str | None
    subject: str | None
    amount: Money | None
    starts_on: date | None
    ends_on: date | None
    renews_itself: bool
    notice_days: int | None
    sla: str | None
    renewal_talks_since: date | None
    state: ContractState
    notice_by: date | None
    days_to_end: int | None
    days_to_notice: int | None
    days_left: int | None
    documents: int


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A site or division; ``people`` counts those of ours who are known there."""

    id: UUID
    version: int
    name: str
    notes: str | None
    people: int


@dataclass(frozen=True, slots=True)
class CompetitorLine:
    """A competitor at the client in one product line. ``stale``: not seen for as long as a section may."""

    id: UUID
    version: int
    competitor_id: UUID
    competitor: str
    product_line_id: UUID | None
    product_line: str | None
    share_percent: int | None
    strengths: str | None
    weaknesses: str | None
    threat: int | None
    seen_on: date | None
    stale: bool


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A colleague of ours on the account."""

    id: UUID
    version: int
    colleague_id: UUID
    colleague: str
    job_title: str | None
    role: TeamRole


@dataclass(frozen=True, slots=True)
class WhitespaceLine:
    """How far a product line is won in a unit (``unit_id`` None: in the whole account)."""

    id: UUID
    version: int
    product_line_id: UUID
    unit_id: UUID | None
    stage: WhitespaceStage
    potential: Money | None
    competitor_id: UUID | None
    competitor: str | None
    on: date | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a row or column of the whitespace: a product line or a unit.

    The unit without an identity is the whole account.
    """

    id: UUID | None
    name: str


@dataclass(frozen=True, slots=True)
class Whitespace:
    """The matrix of product lines and units. A cell that is not there is unknown."""

    lines: tuple[Heading, ...]
    units: tuple[Heading, ...]
    cells: tuple[WhitespaceLine, ...]

    def cell(self, product_line_id: UUID | None, unit_id: UUID | None) -> WhitespaceLine | None:
        """What stands where a line and a unit cross."""
        wanted = (product_line_id, unit_id)
        return next((one for one in self.cells if (one.product_line_id, one.unit_id) == wanted), None)


@dataclass(frozen=True, slots=True)
class RingPart:
    """A section in the ring: how much of it is known (None: nothing is asked for), and how fresh it is."""

    section: DossierSection
    known: Decimal | None
    verified: Verified


@dataclass(frozen=True, slots=True)
class Missing:
    """Something not (wholly) known: what, whose, what it would add, why it matters, where to fill it.

    ``adds`` is a ratio of the whole (0.05 is +5 %). ``subjects`` names what exactly is missing where that can
    be told: people, competitors, contracts. ``field`` is one of the section's form, or its list.
    """

    item: DossierItem
    section: DossierSection
    field: str
    subjects: tuple[str, ...]
    adds: Decimal

    @property
    def what(self) -> Label:
        """What is missing."""
        return self.item.label

    @property
    def why(self) -> Label:
        """Why it matters."""
        return WHY_IT_MATTERS[self.item]


@dataclass(frozen=True, slots=True)
class CompletenessRow:
    """How complete our knowledge is: 0–100 per cent, the ring of sections, and what is missing."""

    percent: int
    ring: tuple[RingPart, ...]
    missing: tuple[Missing, ...]

    @property
    def fresh(self) -> int:
        """How many sections were verified lately."""
        return sum(part.verified.freshness is Freshness.FRESH for part in self.ring)

    @property
    def stale(self) -> int:
        """How many sections were verified too long ago."""
        return sum(part.verified.stale for part in self.ring)


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything we know about an account but its people, its money and what happened."""

    account_id: UUID
    on: date
    """The day to which days are counted."""
    completeness: CompletenessRow
    identity: Identity
    portrait: Portrait
    terms: Terms
    contracts: tuple[ContractLine, ...]
    units: tuple[UnitLine, ...]
    competitors: tuple[CompetitorLine, ...]
    team: tuple[TeamLine, ...]
    whitespace: Whitespace
    documents: int

    def verified(self, section: DossierSection) -> Verified:
        """When a section was last verified."""
        return next(part.verified for part in self.completeness.ring if part.section is section)
