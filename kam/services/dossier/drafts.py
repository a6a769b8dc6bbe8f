"""The lines of a dossier as a form hands them over, one draft a kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from uuid import UUID

from kam.core.money import Money
from kam.core.vocabulary import AddressKind, TeamRole


@dataclass(frozen=True, slots=True)
class AddressDraft:
    """An address; at least its street or its city is known."""

    kind: AddressKind = AddressKind.LEGAL
    line: str | None = None
    city: str | None = None
    region: str | None = None
    postal_code: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class SpecialTermDraft:
    """Something agreed beside the contract."""

    what: str
    since: date | None = None
    until: date | None = None
    approved_by_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ContractDraft:
    """A contract. Its amount may be in any currency."""

    number: str | None = None
    subject: str | None = None
    amount: Money | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    renews_itself: bool = False
    notice_days: int | None = None
    sla: str | None = None
    renewal_talks_since: date | None = None


@dataclass(frozen=True, slots=True)
class UnitDraft:
    """A site or division; its name is unique at the account."""

    name: str
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class CompetitorDraft:
    """A competitor in a product line, by name: one that is not known yet is made."""

    competitor: str
    product_line_id: UUID | None = None
    share_percent: int | None = None
    strengths: str | None = None
    weaknesses: str | None = None
    threat: int | None = None
    seen_on: date | None = None


@dataclass(frozen=True, slots=True)
class TeamDraft:
    """A colleague of ours by name. One who is not known is made only where ``make_new`` says so."""

    colleague: str
    role: TeamRole = TeamRole.OTHER
    make_new: bool = False


Draft: TypeAlias = AddressDraft | SpecialTermDraft | ContractDraft | UnitDraft | CompetitorDraft | TeamDraft
