"""The portfolio: accounts with what is computed of them (domain.md §2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from kam.analysis.health.churn import ChurnRisk
from kam.analysis.ratios import ratio
from kam.core.money import Money
from kam.core.text import sort_key
from kam.core.vocabulary import (
    AbcClass,
    AccountStatus,
    BusinessType,
    InteractionStatus,
    KeyGroup,
    Segment,
)
from kam.models import Account, Address, Interaction
from kam.services.health.book import health_row, read_health_book
from kam.services.health.rows import HealthRow
from kam.services.lists.hindsight import lay_ahead, open_complaints
from kam.services.lists.shared import colleague_names
from kam.services.profile import read_profile
from kam.services.standing import standings
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One line of the portfolio.

    ``revenue_12m`` is of the last 12 full months in the workspace's currency, ``change`` its ratio to the
    year before less one (0.06 is +6 %), None where there was none or not all of that year is known.
    ``segment`` and ``key_group`` are as overridden by hand, where they are. ``health`` is 0–100 and
    ``health_change`` the points more than a month before, None where that is not known.
    """

    id: UUID
    account_id: UUID
    account: str
    external_id: str | None
    name: str
    legal_name: str | None
    tax_number: str | None
    status: AccountStatus
    business_type: BusinessType | None
    industry: str | None
    city: str | None
    country: str | None
    owner: str | None
    parent_id: UUID | None
    potential: int | None
    abc: AbcClass | None
    segment: Segment
    key_group: KeyGroup | None
    revenue_12m: Money
    change: Decimal | None
    open_complaints: int
    next_meeting_at: datetime | None
    last_contact_at: datetime | None
    health: int | None
    health_change: int | None
    churn_risk: ChurnRisk


def list_accounts(
    workspace: Workspace, *, as_of: datetime, account_id: UUID | None = None
) -> list[AccountRow]:
    """Every account as seen at a moment, the largest revenue first, then by name."""
    with workspace.reading() as session:
        rows = _Portfolio(workspace, session, as_of, account_id).rows(account_id)
    return sorted(rows, key=lambda row: (-row.revenue_12m.minor, sort_key(row.name), row.id))


def _health(
    workspace: Workspace, session: Session, as_of: datetime, account_id: UUID | None
) -> Mapping[UUID, HealthRow]:
    """The health of everybody, or of the one."""
    if account_id is not None:
        return {account_id: health_row(workspace, session, account_id, as_of)}
    return read_health_book(workspace, session, as_of, trends=False).rows


class _Portfolio:
    """Everything the list needs, each read once for all accounts."""

    def __init__(
        self, workspace: Workspace, session: Session, as_of: datetime, account_id: UUID | None
    ) -> None:
        self._session = session
        self._health = _health(workspace, session, as_of, account_id)
        profile = read_profile(session)
        self._zone = profile.zone
        self._standings = standings(workspace, session, profile.today(as_of))
        self._owners = colleague_names(session)
        self._complaints = Counter(each.account_id for each, _ in open_complaints(session, as_of))
        self._next, self._last = self._contacts(as_of)
        addresses = session.scalars(select(Address).order_by(Address.id.desc()))
        self._addresses = {each.account_id: each for each in addresses}

    def rows(self, account_id: UUID | None) -> list[AccountRow]:
        """A row for each account, or for the one."""
        query = select(Account)
        if account_id is not None:
            query = query.where(Account.id == account_id)
        return [self._row(account) for account in self._session.scalars(query)]

    def _row(self, account: Account) -> AccountRow:
        standing = self._standings[account.id]
        now = standing.revenue.minor
        before = standing.revenue_before.minor if standing.revenue_before else 0
        address = self._addresses.get(account.id)
        health = self._health[account.id]
        return AccountRow(
            id=account.id,
            account_id=account.id,
            account=account.name,
            external_id=account.external_id,
            name=account.name,
            legal_name=account.legal_name,
            tax_number=account.tax_number,
            status=account.status,
            business_type=account.business_type,
            industry=account.industry,
            city=address.city if address else None,
            country=address.country if address else None,
            owner=None if account.owner_id is None else self._owners.get(account.owner_id),
            parent_id=account.parent_id,
            potential=account.potential,
            abc=standing.abc,
            segment=standing.segment,
            key_group=standing.key_group,
            revenue_12m=standing.revenue,
            change=ratio(now - before, before) if before > 0 else None,
            open_complaints=self._complaints[account.id],
            next_meeting_at=self._next.get(account.id),
            last_contact_at=self._last.get(account.id),
            health=health.score,
            health_change=health.change,
            churn_risk=health.churn.risk,
        )

    def _contacts(self, as_of: datetime) -> tuple[dict[UUID, datetime], dict[UUID, datetime]]:
        """When each account is met next, and when there was contact last."""
        planned = (
            select(Interaction.account_id, func.min(Interaction.starts_at))
            .where(lay_ahead(as_of, since=as_of))
            .group_by(Interaction.account_id)
        )
        done = (
            select(Interaction.account_id, func.max(Interaction.starts_at))
            .where(Interaction.status == InteractionStatus.DONE, Interaction.starts_at <= as_of)
            .group_by(Interaction.account_id)
        )
        next_met, last_met = self._session.execute(planned), self._session.execute(done)
        return self._moments(next_met), self._moments(last_met)

    def _moments(self, rows: Iterable[Row[UUID, datetime]]) -> dict[UUID, datetime]:
        return {row[0]: row[1].astimezone(self._zone) for row in rows}
