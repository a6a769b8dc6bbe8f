"""A row of the portfolio for every account, put together from what is remembered of the workspace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, TypeAlias
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

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
from kam.models import (
    Account,
    Address,
    Calendar,
    CalendarException,
    ClockPause,
    Complaint,
    CurrencyRate,
    Interaction,
    InteractionAccount,
    MonthlySales,
    OrderLine,
    Reclassification,
    Setting,
    StageChange,
    Stakeholder,
    WorkspaceProfile,
)
from kam.services.lists.shared import colleague_names
from kam.services.portfolio.moments import read_complaints, read_contacts, read_norms
from kam.services.portfolio.sales import DegreeRules, PortfolioSales, read_degrees, read_sales
from kam.services.portfolio.settings import PortfolioSettings
from kam.services.profile import Profile, read_profile
from kam.services.remembering import Part, newest_step, remembered
from kam.services.standing import Standing, standings
from kam.store.workspace import Workspace

_SALES: Final = Part(
    "portfolio.sales", (OrderLine, MonthlySales, CurrencyRate, WorkspaceProfile, Setting, Account)
)
_NORMS: Final = Part("portfolio.norms", (Stakeholder, Setting, Account))
_CONTACTS: Final = Part("portfolio.contacts", (Interaction, InteractionAccount, Account, WorkspaceProfile))
_COMPLAINTS: Final = Part(
    "portfolio.complaints",
    (
        Calendar, CalendarException, ClockPause, Complaint, Reclassification, Setting, StageChange,
        WorkspaceProfile,
    ),
)  # fmt: skip
_PLACES: Final = Part("portfolio.places", (Address, Account))
_DAY: Final = Part("portfolio.day", ())
_BOOK: Final = Part("portfolio.book", ())

_Columns: TypeAlias = Row[*tuple[Any, ...]]


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
    ``version`` is what an edit of this row must name.
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
class Book:
    """The whole portfolio as of a moment, by name."""

    as_of: datetime
    currency: str
    sales: PortfolioSales
    settings: PortfolioSettings
    whole: int
    """Everybody's revenue in minor units: what shares are of."""
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Computed:
    """The sales of the portfolio, and what follows from their evenness and rhythm."""

    sales: PortfolioSales
    xyz: Mapping[UUID, XyzClass]
    degrees: Mapping[UUID, DegreeVerdict]


def read_book(workspace: Workspace, session: Session, as_of: datetime) -> Book:
    """The portfolio as of a minute, computed anew only where something changed since."""
    minute = as_of.replace(second=0, microsecond=0)
    key = (minute, newest_step(session))
    return remembered(workspace, session, _BOOK, key, lambda: _Reader(workspace, session, minute).book())


def read_computed(workspace: Workspace, session: Session, profile: Profile, today: date) -> Computed:
    """The sales of all accounts and their degrees, remembered until sales or settings change."""
    return remembered(
        workspace, session, _SALES, today, lambda: _computed(workspace, session, profile, today)
    )


def _computed(workspace: Workspace, session: Session, profile: Profile, today: date) -> Computed:
    settings = PortfolioSettings.of(profile.settings)
    sales = read_sales(session, profile.currency, today)
    first = {
        account: (sales.months[-1] + 1) - standing.group_facts.months_since_first_purchase
        for account, standing in standings(workspace, session, today).items()
        if standing.group_facts.months_since_first_purchase is not None
    }
    rules = DegreeRules(settings.degrees, settings.rhythm)
    return Computed(
        sales,
        sales.xyz_classes(settings.variation),
        read_degrees(session, sales, first, rules, today),
    )


class _Reader:
    """Everything the rows need, each part remembered by itself."""

    def __init__(self, workspace: Workspace, session: Session, as_of: datetime) -> None:
        self._workspace = workspace
        self._session = session
        self._as_of = as_of
        profile = self._profile = read_profile(session)
        today = self._today = profile.today(as_of)
        self._settings = PortfolioSettings.of(profile.settings)
        self._standings = standings(workspace, session, today)
        self._computed = read_computed(workspace, session, profile, today)
        self._contacts = remembered(
            workspace, session, _CONTACTS, today, lambda: read_contacts(session, profile, today)
        )
        self._complaints = remembered(
            workspace, session, _COMPLAINTS, as_of, lambda: read_complaints(session, profile, as_of)
        )
        self._norms = remembered(
            workspace, session, _NORMS, today, lambda: read_norms(session, self._settings.cadence, today)
        )
        self._cities = remembered(workspace, session, _PLACES, None, lambda: _cities(session))
        self._owners = colleague_names(session)
        self._owner_keys = {each: sort_key(name) for each, name in self._owners.items()}

    def book(self) -> Book:
        """A row for each account, by name: those of the day, and what the hour changes of them."""
        key = (self._today, newest_step(self._session))
        of_day = remembered(self._workspace, self._session, _DAY, key, self._entries)
        entries = list(of_day.values())
        places = {account: number for number, account in enumerate(of_day)}
        for account in self._contacts.coming.keys() | self._complaints.keys():
            number = places[account]
            entries[number] = replace(entries[number], row=self._at_this_hour(entries[number].row))
        whole = next((each.group_facts.portfolio_revenue.minor for each in self._standings.values()), 0)
        return Book(
            self._as_of,
            self._profile.currency,
            self._computed.sales,
            self._settings,
            whole,
            tuple(entries),
        )

    def _entries(self) -> dict[UUID, Entry]:
        """The accounts by name, without what changes with the hour."""
        columns = (
            Account.id, Account.version, Account.name, Account.name_key, Account.legal_name,
            Account.external_id, Account.tax_number, Account.status, Account.business_type,
            Account.industry, Account.owner_id, Account.parent_id,
        )  # fmt: skip
        accounts = self._session.execute(select(*columns).order_by(Account.name_key, Account.id)).all()
        names = {account.id: (account.name, account.name_key) for account in accounts}
        return {account.id: self._entry(account, names) for account in accounts}

    def _at_this_hour(self, row: PortfolioRow) -> PortfolioRow:
        complaints = self._complaints.get(row.id)
        meeting = self._contacts.next_meeting(row.id, self._as_of)
        contact = self._contacts.last_contact(row.id, self._as_of, self._profile.zone)
        days = None if contact is None else (self._today - contact).days
        return replace(
            row,
            open_complaints=complaints.count if complaints else 0,
            worst_clock=complaints.worst if complaints else None,
            next_meeting=meeting.at.astimezone(self._profile.zone) if meeting else None,
            next_meeting_id=meeting.id if meeting else None,
            last_contact_on=contact,
            last_contact_days=days,
            contact_overdue=_is_overdue(days, row.contact_norm_days),
        )

    def _entry(self, account: _Columns, names: Mapping[UUID, tuple[str, str]]) -> Entry:
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

    def _row(self, account: _Columns, names: Mapping[UUID, tuple[str, str]]) -> PortfolioRow:
        key = account.id
        standing = self._standings[key]
        sales = self._computed.sales.of(key)
        contact = self._contacts.before.get(key)
        days = None if contact is None else (self._today - contact).days
        norm = self._norms.get(key)
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
            city=self._cities.get(key),
            owner_id=account.owner_id,
            owner=self._owners.get(account.owner_id) if account.owner_id else None,
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
            margin_12m=None if sales.margin is None else Money(sales.margin, self._profile.currency),
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
        return self._computed.xyz.get(account)

    def _degree(self, standing: Standing, account: UUID) -> RelationshipDegree:
        if (set_by_hand := standing.by_hand.get(Overridden.RELATIONSHIP_DEGREE)) is not None:
            return RelationshipDegree.of(set_by_hand.value)
        verdict = self._computed.degrees.get(account)
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


def _cities(session: Session) -> dict[UUID, str]:
    """The city of each account's first address that has one."""
    rows = session.execute(
        select(Address.account_id, Address.city).where(Address.city.is_not(None)).order_by(Address.id.desc())
    )
    return {account: city for account, city in rows if city}
