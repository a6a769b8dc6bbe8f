"""The portfolio put together: all rows, or one, from what is remembered of the workspace."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, TypeVar
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from kam.core.errors import NotFoundError
from kam.models import (
    Account,
    Address,
    Calendar,
    CalendarException,
    ClientSpend,
    ClockPause,
    Colleague,
    Complaint,
    CurrencyRate,
    Interaction,
    InteractionAccount,
    MonthlySales,
    OrderLine,
    Override,
    Reclassification,
    StageChange,
    Stakeholder,
    SupplierShare,
)
from kam.services.lists.shared import colleague_names
from kam.services.portfolio.moments import (
    OpenComplaints,
    read_complaints,
    read_contacts,
    read_norms,
)
from kam.services.portfolio.rows import Computed, Entry, PortfolioRow, RowMaker, RowParts
from kam.services.portfolio.sales import DegreeRules, PortfolioSales, read_degrees, read_sales
from kam.services.portfolio.settings import PortfolioSettings
from kam.services.profile import Profile, read_profile
from kam.services.remembering import Part, newest_step, recalled, remembered
from kam.services.standing import standings
from kam.services.working_calendar import NORMS_SETTING
from kam.store.workspace import Workspace

T = TypeVar("T")

_SALES: Final = Part("portfolio.sales", (OrderLine, MonthlySales, CurrencyRate))
_NORMS: Final = Part("portfolio.norms", (Stakeholder,))
_CONTACTS: Final = Part("portfolio.contacts", (Interaction, InteractionAccount))
_COMPLAINTS: Final = Part(
    "portfolio.complaints",
    (Calendar, CalendarException, ClockPause, Complaint, Reclassification, StageChange),
)
_CITIES: Final = Part("portfolio.cities", (Address,))
_DAY: Final = Part(
    "portfolio.day",
    (
        Account, Address, ClientSpend, Colleague, CurrencyRate, Interaction, InteractionAccount,
        MonthlySales, OrderLine, Override, Stakeholder, SupplierShare,
    ),
)  # fmt: skip
_BOOK: Final = Part("portfolio.book", ())
ACCOUNT_COLUMNS: Final = (
    Account.id, Account.version, Account.name, Account.name_key, Account.legal_name, Account.external_id,
    Account.tax_number, Account.status, Account.business_type, Account.industry, Account.owner_id,
    Account.parent_id,
)  # fmt: skip


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


def read_book(workspace: Workspace, session: Session, as_of: datetime) -> Book:
    """The portfolio as of a minute, computed anew only where something changed since."""
    minute = as_of.replace(second=0, microsecond=0)
    key = (minute, newest_step(session))
    return remembered(
        workspace, session, _BOOK, key, lambda: _reader(workspace, session, minute).book(minute)
    )


def read_row(workspace: Workspace, session: Session, account_id: UUID, as_of: datetime) -> PortfolioRow:
    """One account's row as of a moment. What is not remembered is read of this account alone.

    Raises:
        NotFoundError: ``account.gone``.

    """
    return _reader(workspace, session, as_of).row(account_id, as_of)


def read_computed(workspace: Workspace, session: Session, profile: Profile, today: date) -> Computed:
    """The sales of all accounts and their degrees, remembered until sales or settings change."""
    return _Reader(workspace, session, profile, today).computed()


def _reader(workspace: Workspace, session: Session, as_of: datetime) -> _Reader:
    profile = read_profile(session)
    return _Reader(workspace, session, profile, profile.today(as_of))


class _Reader:
    """Reads the parts of the rows, each remembered by itself."""

    def __init__(self, workspace: Workspace, session: Session, profile: Profile, today: date) -> None:
        self._workspace = workspace
        self._session = session
        self._profile = profile
        self._today = today
        self._settings = PortfolioSettings.of(profile.settings)
        self._key = (today, profile.currency, str(profile.zone), self._settings)

    def book(self, as_of: datetime) -> Book:
        """A row for each account, by name: those of the day, and what the hour changes of them."""
        complaints = self._complaints(as_of)
        parts = self._parts()
        maker = RowMaker(parts)
        of_day = self._remembered(_DAY, self._key, lambda: self._entries(maker))
        entries = list(of_day.values())
        places = {account: number for number, account in enumerate(of_day)}
        for account in parts.contacts.coming.keys() | complaints.keys():
            if (number := places.get(account)) is not None:
                row = maker.at_this_hour(entries[number].row, complaints.get(account), as_of)
                entries[number] = replace(entries[number], row=row)
        return Book(
            as_of=as_of,
            currency=self._profile.currency,
            sales=parts.computed.sales,
            settings=self._settings,
            whole=next((each.group_facts.portfolio_revenue.minor for each in parts.standings.values()), 0),
            entries=tuple(entries),
        )

    def row(self, account_id: UUID, as_of: datetime) -> PortfolioRow:
        """The row of one account."""
        account = self._session.execute(select(*ACCOUNT_COLUMNS).where(Account.id == account_id)).first()
        if account is None:
            raise NotFoundError("account.gone")
        names = self._names(
            select(Account.id, Account.name, Account.name_key).where(Account.id == account.parent_id)
        )
        maker = RowMaker(self._parts(account_id))
        complaints = read_complaints(self._session, self._profile, as_of, account_id)
        return maker.at_this_hour(maker.entry(account, names).row, complaints.get(account_id), as_of)

    def computed(self, account_id: UUID | None = None) -> Computed:
        """Sales and degrees of everybody; of one account alone where nobody asked for everybody's yet."""
        return self._part(_SALES, self._computed, account_id)

    def _parts(self, account_id: UUID | None = None) -> RowParts:
        session, profile, today = self._session, self._profile, self._today
        return RowParts(
            profile=profile,
            today=today,
            standings=standings(self._workspace, session, today),
            computed=self.computed(account_id),
            contacts=self._part(
                _CONTACTS, lambda one: read_contacts(session, profile, today, one), account_id
            ),
            norms=self._part(
                _NORMS, lambda one: read_norms(session, self._settings.cadence, today, one), account_id
            ),
            cities=self._part(_CITIES, lambda one: _cities(session, one), account_id),
            owners=colleague_names(session),
        )

    def _part(self, part: Part, read: Callable[[UUID | None], T], account_id: UUID | None) -> T:
        """What is remembered of everybody; if nothing is, of everybody or of one account as asked."""
        if account_id is None:
            return self._remembered(part, self._key, lambda: read(None))
        kept = recalled(self._workspace, self._session, part, self._key)
        return read(account_id) if kept is None else kept.value

    def _remembered(self, part: Part, key: Hashable, compute: Callable[[], T]) -> T:
        return remembered(self._workspace, self._session, part, key, compute)

    def _complaints(self, as_of: datetime) -> dict[UUID, OpenComplaints]:
        profile = self._profile
        norms = json.dumps(profile.settings.get(NORMS_SETTING), sort_keys=True)
        return self._remembered(
            _COMPLAINTS,
            (as_of, str(profile.zone), norms),
            lambda: read_complaints(self._session, profile, as_of),
        )

    def _computed(self, account_id: UUID | None) -> Computed:
        settings = self._settings
        sales = read_sales(self._session, self._profile.currency, self._today, account_id)
        everybody = standings(self._workspace, self._session, self._today)
        asked = everybody if account_id is None else {account_id: everybody[account_id]}
        first = {
            account: (sales.months[-1] + 1) - since
            for account, standing in asked.items()
            if (since := standing.group_facts.months_since_first_purchase) is not None
        }
        rules = DegreeRules(settings.degrees, settings.rhythm)
        return Computed(
            sales,
            sales.xyz_classes(settings.variation),
            read_degrees(self._session, sales, first, rules, self._today),
        )

    def _entries(self, maker: RowMaker) -> dict[UUID, Entry]:
        """The accounts by name, without what changes with the hour."""
        accounts = self._session.execute(
            select(*ACCOUNT_COLUMNS).order_by(Account.name_key, Account.id)
        ).all()
        names = {account.id: (account.name, account.name_key) for account in accounts}
        return {account.id: maker.entry(account, names) for account in accounts}

    def _names(self, query: Select[UUID, str, str]) -> dict[UUID, tuple[str, str]]:
        return {row.id: (row.name, row.name_key) for row in self._session.execute(query)}


def _cities(session: Session, account_id: UUID | None) -> dict[UUID, str]:
    """The city of each account's first address that has one."""
    query = select(Address.account_id, Address.city).where(Address.city.is_not(None))
    if account_id is not None:
        query = query.where(Address.account_id == account_id)
    return {account: city for account, city in session.execute(query.order_by(Address.id.desc())) if city}
