"""A row of the portfolio: everything that is shown of one account, put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Row

from kam.analysis.ratios import ratio
from kam.analysis.rhythm import DegreeVerdict
from kam.core.money import Money
from kam.core.text import fold, sort_key
from kam.core.vocabulary import (
    AbcClass,
    AccountStatus,
    BusinessType,
    ClockState,
    KeyGroup,
    Overridden,
    RelationshipDegree,
    Segment,
    XyzClass,
)
from kam.services.portfolio.moments import Contacts, OpenComplaints
from kam.services.portfolio.sales import PortfolioSales
from kam.services.profile import Profile
from kam.services.standing import Standing

AccountColumns: TypeAlias = Row[*tuple[Any, ...]]
"""What is read of an account itself."""


@dataclass(frozen=True, slots=True)
class PortfolioRow:
    """One account as the portfolio shows it: plain data, safe on any thread.

    ``months`` are minor units of ``revenue_12m.currency`` for the 12 full months, oldest first; ``change`` is
    the ratio to the year before less one (0.06 is +6 %), None where there was none or not all of that year is
    known; ``share`` is a ratio of everybody's revenue. ``margin_12m`` is None as long as a cost is unknown.
    What is set by hand says so: ``by_hand`` names the computed values that are. ``worst_clock`` is that of
    the open complaints, None when none runs. ``next_meeting`` is in the workspace's zone.
    ``contact_norm_days`` is the tightest cadence of the people there, ``contact_overdue`` that the last
    contact with anybody lies longer back; who was never contacted has no days and is not overdue.
    ``version`` is what an edit of this row must name. Where the row is not whole, its figures, what is judged
    by them, its city, complaints and last contact are not read yet.
    """

    id: UUID
    version: int
    name: str
    legal_name: str | None
    external_id: str | None
    tax_number: str | None
    status: AccountStatus
    business_type: BusinessType | None
    industry: str | None
    city: str | None
    owner_id: UUID | None
    owner: str | None
    parent_id: UUID | None
    parent: str | None
    potential: int | None
    segment: Segment
    key_group: KeyGroup | None
    abc: AbcClass | None
    xyz: XyzClass | None
    degree: RelationshipDegree
    by_hand: frozenset[Overridden]
    revenue_12m: Money
    revenue_before: Money | None
    months: tuple[int, ...]
    change: Decimal | None
    share: Decimal | None
    margin_12m: Money | None
    wallet_share: Decimal | None
    open_complaints: int
    worst_clock: ClockState | None
    next_meeting: datetime | None
    next_meeting_id: UUID | None
    last_contact_on: date | None
    last_contact_days: int | None
    contact_norm_days: int | None
    contact_overdue: bool
    is_whole: bool = True

    @property
    def segment_by_hand(self) -> bool:
        """Whether the segment was set by hand."""
        return Overridden.SEGMENT in self.by_hand


@dataclass(frozen=True, slots=True)
class Entry:
    """A row and what it is found and sorted by."""

    row: PortfolioRow
    name_key: str
    owner_key: str
    city_key: str
    industry_key: str
    parent_key: str
    haystack: str


@dataclass(frozen=True, slots=True)
class Computed:
    """The sales of the portfolio, and what follows from their evenness and rhythm."""

    sales: PortfolioSales
    xyz: Mapping[UUID, XyzClass]
    degrees: Mapping[UUID, DegreeVerdict]


@dataclass(frozen=True, slots=True)
class RowParts:
    """What rows are put together from, of all accounts or of those that are asked for."""

    profile: Profile
    today: date
    standings: Mapping[UUID, Standing]
    computed: Computed
    contacts: Contacts
    norms: Mapping[UUID, int]
    cities: Mapping[UUID, str]
    owners: Mapping[UUID, str]


class RowMaker:
    """Puts rows together."""

    def __init__(self, parts: RowParts) -> None:
        self._parts = parts
        self._owner_keys = {each: sort_key(name) for each, name in parts.owners.items()}

    def at_this_hour(
        self, row: PortfolioRow, complaints: OpenComplaints | None, as_of: datetime
    ) -> PortfolioRow:
        """The row with what the hour changes of it."""
        zone = self._parts.profile.zone
        meeting = self._parts.contacts.next_meeting(row.id, as_of)
        contact = self._parts.contacts.last_contact(row.id, as_of, zone)
        days = None if contact is None else (self._parts.today - contact).days
        return replace(
            row,
            open_complaints=complaints.count if complaints else 0,
            worst_clock=complaints.worst if complaints else None,
            next_meeting=meeting.at.astimezone(zone) if meeting else None,
            next_meeting_id=meeting.id if meeting else None,
            last_contact_on=contact,
            last_contact_days=days,
            contact_overdue=_is_overdue(days, row.contact_norm_days),
        )

    def entry(self, account: AccountColumns, names: Mapping[UUID, tuple[str, str]]) -> Entry:
        """An account's row of the day, without complaints and what lies in the day itself.

        ``names`` are names and sort keys of the accounts, parents among them.
        """
        row = self._row(account, names)
        texts = (row.name, row.legal_name, row.external_id, row.tax_number, row.city, row.industry)
        return Entry(
            row=row,
            name_key=account.name_key,
            owner_key=self._owner_keys.get(row.owner_id, "") if row.owner_id else "",
            city_key=sort_key(row.city) if row.city else "",
            industry_key=sort_key(row.industry) if row.industry else "",
            parent_key=names[row.parent_id][1] if row.parent_id else "",
            haystack=fold("\n".join(text for text in texts if text)),
        )

    def _row(self, account: AccountColumns, names: Mapping[UUID, tuple[str, str]]) -> PortfolioRow:
        key = account.id
        standing = self._parts.standings[key]
        sales = self._parts.computed.sales.of(key)
        contact = self._parts.contacts.before.get(key)
        days = None if contact is None else (self._parts.today - contact).days
        norm = self._parts.norms.get(key)
        return PortfolioRow(
            id=key,
            version=account.version,
            name=account.name,
            legal_name=account.legal_name,
            external_id=account.external_id,
            tax_number=account.tax_number,
            status=account.status,
            business_type=account.business_type,
            industry=account.industry,
            city=self._parts.cities.get(key),
            owner_id=account.owner_id,
            owner=self._parts.owners.get(account.owner_id) if account.owner_id else None,
            parent_id=account.parent_id,
            parent=names[account.parent_id][0] if account.parent_id else None,
            potential=standing.potential,
            segment=standing.segment,
            key_group=standing.key_group,
            abc=standing.abc,
            xyz=self._xyz(standing, key),
            degree=self._degree(standing, key),
            by_hand=frozenset(standing.by_hand),
            revenue_12m=standing.revenue,
            revenue_before=standing.revenue_before,
            months=sales.months,
            change=change_of(standing.revenue, standing.revenue_before),
            share=standing.share,
            margin_12m=None if sales.margin is None else Money(sales.margin, self._parts.profile.currency),
            wallet_share=_wallet_share(standing),
            open_complaints=0,
            worst_clock=None,
            next_meeting=None,
            next_meeting_id=None,
            last_contact_on=contact,
            last_contact_days=days,
            contact_norm_days=norm,
            contact_overdue=_is_overdue(days, norm),
        )

    def _xyz(self, standing: Standing, account: UUID) -> XyzClass | None:
        if (set_by_hand := standing.by_hand.get(Overridden.XYZ)) is not None:
            return XyzClass.of(set_by_hand.value)
        return self._parts.computed.xyz.get(account)

    def _degree(self, standing: Standing, account: UUID) -> RelationshipDegree:
        if (set_by_hand := standing.by_hand.get(Overridden.RELATIONSHIP_DEGREE)) is not None:
            return RelationshipDegree.of(set_by_hand.value)
        verdict = self._parts.computed.degrees.get(account)
        return verdict.degree if verdict else RelationshipDegree.NOT_YET


def change_of(now: Money, before: Money | None) -> Decimal | None:
    """The ratio of a year to the one before less one; None where that is not known or brought nothing."""
    if before is None or before.minor <= 0:
        return None
    return ratio(now.minor - before.minor, before.minor)


def _is_overdue(days: int | None, norm: int | None) -> bool:
    """On the day of the norm the contact is not overdue yet."""
    return norm is not None and days is not None and days > norm


def _wallet_share(standing: Standing) -> Decimal | None:
    facts = standing.group_facts
    if facts.spend is None or facts.our_part is None:
        return None
    return ratio(facts.our_part.minor, facts.spend.minor)
