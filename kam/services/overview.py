"""An account at a glance: who, figures, next meeting, promises, complaints, people (one screen, one read)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from kam.analysis.health.churn import ChurnRisk
from kam.analysis.ratios import ratio
from kam.core.errors import NotFoundError
from kam.core.money import Money
from kam.core.periods import Month, last_full_month, trailing_months
from kam.core.vocabulary import (
    AccountStatus,
    Attitude,
    BuyingRole,
    CommitmentStatus,
    ComplaintStage,
    InteractionKind,
    InteractionStatus,
    RatingKind,
    Segment,
    Severity,
    Side,
)
from kam.models import (
    Account,
    Address,
    Commitment,
    CompetitorPresence,
    Contract,
    Interaction,
    Opportunity,
    Rating,
    SalesFact,
    Stakeholder,
    StakeholderRole,
)
from kam.models.opportunity import CLOSED_STAGES
from kam.services.health.book import health_row
from kam.services.lists.hindsight import lay_ahead, open_complaints, promises_then
from kam.services.lists.people import NO_REACH, reach_of_people
from kam.services.lists.shared import colleague_names, stakeholder_names
from kam.services.profile import Profile, read_profile
from kam.services.rates import Exchange
from kam.services.revenue import known_months, year_before_known
from kam.services.standing import Standing, standing_of
from kam.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable

LINES = 6
YEAR = 12


@dataclass(frozen=True, slots=True)
class MonthRevenue:
    """Revenue of a month and of the same month a year before."""

    month: Month
    revenue: Money
    year_before: Money


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """An open promise."""

    id: UUID
    side: Side
    text: str
    due_on: date | None
    late: bool


@dataclass(frozen=True, slots=True)
class ComplaintLine:
    """An open complaint."""

    id: UUID
    number: str
    summary: str
    severity: Severity
    stage: ComplaintStage
    received_at: datetime


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A stakeholder who is still there."""

    id: UUID
    name: str
    job_title: str | None
    roles: tuple[BuyingRole, ...]
    influence: int | None
    attitude: Attitude | None
    phone: str | None
    email: str | None


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """An interaction, past or planned."""

    id: UUID
    kind: InteractionKind
    subject: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class OpportunityLine:
    """An open opportunity."""

    id: UUID
    title: str
    amount: Money | None
    probability: int | None
    expected_on: date | None


@dataclass(frozen=True, slots=True)
class AccountOverview:
    """What the first look at an account needs.

    ``change`` is a ratio less one, None without a year before all of whose months are known. ``health`` is
    0–100 and ``health_change`` the points more than a month before, None where that is not known.
    """

    id: UUID
    account_id: UUID
    account: str
    status: AccountStatus
    segment: Segment
    potential: int | None
    industry: str | None
    tax_number: str | None
    city: str | None
    owner: str | None
    revenue_12m: Money
    change: Decimal | None
    health: int | None
    health_change: int | None
    churn_risk: ChurnRisk
    contract_ends_on: date | None
    months: tuple[MonthRevenue, ...]
    next_meetings: tuple[MeetingLine, ...]
    recent: tuple[MeetingLine, ...]
    promises: tuple[PromiseLine, ...]
    complaints: tuple[ComplaintLine, ...]
    people: tuple[PersonLine, ...]
    people_in_all: int
    opportunities: tuple[OpportunityLine, ...]
    competitors: int


def account_overview(workspace: Workspace, account_id: UUID, *, as_of: datetime) -> AccountOverview:
    """Everything the overview of an account shows as of a moment, at most six lines a panel.

    Promises, complaints, meetings, people and ratings are those of that moment; opportunities, the contract
    and what has no date of its own are as recorded now.

    Raises:
        NotFoundError: ``account.gone``.

    """
    with workspace.reading() as session:
        account = session.get(Account, account_id)
        if account is None:
            raise NotFoundError("account.gone")
        return _Overview(workspace, session, account, as_of).whole()


class _Overview:
    """Reads the panels of one account."""

    def __init__(self, workspace: Workspace, session: Session, account: Account, as_of: datetime) -> None:
        self._workspace = workspace
        self._session = session
        self._account = account
        self._as_of = as_of
        self._profile: Profile = read_profile(session)
        self._today = self._profile.today(as_of)
        self._standing: Standing = standing_of(workspace, session, account.id, self._today)

    def whole(self) -> AccountOverview:
        """All panels."""
        account = self._account
        months = self._months()
        now = sum(each.revenue.minor for each in months)
        before = sum(each.year_before.minor for each in months)
        comparable = year_before_known(known_months(self._session), last_full_month(self._today))
        people, in_all = self._people()
        owners = colleague_names(self._session)
        health = health_row(self._workspace, self._session, account.id, self._as_of)
        return AccountOverview(
            id=account.id,
            account_id=account.id,
            account=account.name,
            status=account.status,
            segment=self._standing.segment,
            potential=account.potential,
            industry=account.industry,
            tax_number=account.tax_number,
            city=self._city(),
            owner=None if account.owner_id is None else owners.get(account.owner_id),
            revenue_12m=Money(now, self._profile.currency),
            change=ratio(now - before, before) if before > 0 and comparable else None,
            health=health.score,
            health_change=health.change,
            churn_risk=health.churn.risk,
            contract_ends_on=self._contract_end(),
            months=months,
            next_meetings=self._next_meetings(),
            recent=self._recent(),
            promises=self._promises(),
            complaints=self._complaints(),
            people=people,
            people_in_all=in_all,
            opportunities=self._opportunities(),
            competitors=self._count_competitors(),
        )

    def _months(self) -> tuple[MonthRevenue, ...]:
        last = last_full_month(self._today)
        exchange = Exchange.read(self._session, self._profile.currency)
        sums: dict[Month, int] = {}
        rows = self._session.execute(
            select(SalesFact.month, SalesFact.currency, func.sum(SalesFact.revenue_minor))
            .where(
                SalesFact.account_id == self._account.id,
                SalesFact.month > last - 2 * YEAR,
                SalesFact.month <= last,
            )
            .group_by(SalesFact.month, SalesFact.currency)
        )
        for month, currency, minor in rows:
            converted = exchange.convert(Money(minor, currency), month)
            sums[month] = sums.get(month, 0) + (converted.minor if converted else 0)
        currency = self._profile.currency
        return tuple(
            MonthRevenue(
                month, Money(sums.get(month, 0), currency), Money(sums.get(month - YEAR, 0), currency)
            )
            for month in trailing_months(last, YEAR)
        )

    def _next_meetings(self) -> tuple[MeetingLine, ...]:
        """What is planned; what began within the last hour may still run."""
        ahead = lay_ahead(self._as_of, since=self._as_of - timedelta(hours=1))
        return self._meetings(ahead, Interaction.starts_at.asc())

    def _recent(self) -> tuple[MeetingLine, ...]:
        done = and_(Interaction.status == InteractionStatus.DONE, Interaction.starts_at <= self._as_of)
        return self._meetings(done, Interaction.starts_at.desc())

    def _meetings(
        self, which: ColumnElement[bool], order: ColumnElement[datetime]
    ) -> tuple[MeetingLine, ...]:
        query = (
            select(Interaction.id, Interaction.kind, Interaction.subject, Interaction.starts_at)
            .where(Interaction.account_id == self._account.id, which)
            .order_by(order)
            .limit(LINES)
        )
        zone = self._profile.zone
        rows = self._session.execute(query)
        return tuple(
            MeetingLine(row.id, row.kind, row.subject, row.starts_at.astimezone(zone)) for row in rows
        )

    def _promises(self) -> tuple[PromiseLine, ...]:
        query = select(Commitment).where(
            Commitment.account_id == self._account.id,
            or_(Commitment.status == CommitmentStatus.OPEN, Commitment.closed_on > self._today),
        )
        commitments = self._session.scalars(query).all()
        standing = promises_then(self._session, commitments, self._today, self._account.id)
        found = [
            PromiseLine(each.id, each.side, each.text, then.due_on, then.is_late(self._today))
            for each in commitments
            if (then := standing.get(each.id)) is not None
        ]
        found.sort(key=lambda line: (line.due_on or date.max, line.id))
        return (*_first(found, Side.OURS), *_first(found, Side.THEIRS))

    def _complaints(self) -> tuple[ComplaintLine, ...]:
        return tuple(
            ComplaintLine(
                each.id,
                each.number,
                each.summary,
                each.severity,
                stage,
                each.received_at,
            )
            for each, stage in open_complaints(self._session, self._as_of, self._account.id)[:LINES]
        )

    def _people(self) -> tuple[tuple[PersonLine, ...], int]:
        here = and_(
            Stakeholder.account_id == self._account.id,
            or_(Stakeholder.left_on.is_(None), Stakeholder.left_on > self._today),
        )
        places = self._session.scalars(select(Stakeholder).where(here)).all()
        names = stakeholder_names(self._session, here)
        persons = [place.person_id for place in places if place.person_id is not None]
        reach = reach_of_people(self._session, persons)
        ids = [place.id for place in places]
        ratings = {
            (row.stakeholder_id, row.kind): row.value
            for row in self._session.execute(
                select(Rating.stakeholder_id, Rating.kind, Rating.value)
                .where(
                    Rating.stakeholder_id.in_(ids), Rating.on <= self._today, Rating.colleague_id.is_(None)
                )
                .order_by(Rating.on, Rating.id)
            )
        }
        roles: dict[UUID, list[BuyingRole]] = {}
        for owner, role in self._session.execute(
            select(StakeholderRole.stakeholder_id, StakeholderRole.role).where(
                StakeholderRole.stakeholder_id.in_(ids)
            )
        ):
            roles.setdefault(owner, []).append(role)
        lines = [
            PersonLine(
                id=place.id,
                name=names[place.id],
                job_title=place.job_title,
                roles=tuple(sorted(roles.get(place.id, ()))),
                influence=ratings.get((place.id, RatingKind.INFLUENCE)),
                attitude=_attitude(ratings.get((place.id, RatingKind.ATTITUDE))),
                phone=(reached := reach.get(place.person_id or place.id, NO_REACH)).phone,
                email=reached.email,
            )
            for place in places
        ]
        lines.sort(key=lambda line: (-(line.influence or 0), line.name))
        return tuple(lines[:LINES]), len(lines)

    def _city(self) -> str | None:
        query = select(Address.city).where(Address.account_id == self._account.id, Address.city.is_not(None))
        return self._session.scalar(query.order_by(Address.id).limit(1))

    def _opportunities(self) -> tuple[OpportunityLine, ...]:
        query = (
            select(Opportunity)
            .where(Opportunity.account_id == self._account.id, Opportunity.stage.not_in(CLOSED_STAGES))
            .order_by(Opportunity.amount_minor.desc(), Opportunity.id)
            .limit(LINES)
        )
        return tuple(
            OpportunityLine(
                each.id,
                each.title,
                None
                if each.amount_minor is None or each.currency is None
                else Money(each.amount_minor, each.currency),
                each.probability,
                each.expected_on,
            )
            for each in self._session.scalars(query)
        )

    def _contract_end(self) -> date | None:
        query = select(func.min(Contract.ends_on)).where(
            Contract.account_id == self._account.id, Contract.ends_on >= self._today
        )
        return self._session.scalar(query)

    def _count_competitors(self) -> int:
        query = select(func.count(CompetitorPresence.competitor_id.distinct())).where(
            CompetitorPresence.account_id == self._account.id
        )
        return self._session.scalar(query) or 0


def _first(lines: Iterable[PromiseLine], side: Side) -> list[PromiseLine]:
    return [line for line in lines if line.side is side][:LINES]


def _attitude(value: int | None) -> Attitude | None:
    return None if value is None else Attitude.of(value)
