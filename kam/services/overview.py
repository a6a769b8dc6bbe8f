"""An account at a glance: who, figures, next meeting, promises, complaints, people (one screen, one read)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

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
    Commitment,
    CompetitorPresence,
    Complaint,
    Contract,
    Interaction,
    Opportunity,
    Person,
    Rating,
    SalesFact,
    Stakeholder,
    StakeholderRole,
)
from kam.models.complaint import ENDED_STAGES
from kam.models.opportunity import CLOSED_STAGES
from kam.services.lists.shared import colleague_names
from kam.services.profile import Profile, read_profile
from kam.services.revenue import Exchange
from kam.services.standing import Standing, standing_of
from kam.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable

LINES = 6
YEAR = 12

T = TypeVar("T")


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
    """What the first look at an account needs. ``change`` is a ratio less one, None without a year before."""

    id: UUID
    account_id: UUID
    account: str
    status: AccountStatus
    segment: Segment
    potential: int | None
    industry: str | None
    owner: str | None
    revenue_12m: Money
    change: Decimal | None
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
    """Everything the overview of an account shows, at most six lines a panel.

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
        people, in_all = self._people()
        owners = colleague_names(self._session)
        return AccountOverview(
            id=account.id,
            account_id=account.id,
            account=account.name,
            status=account.status,
            segment=self._standing.segment,
            potential=account.potential,
            industry=account.industry,
            owner=None if account.owner_id is None else owners.get(account.owner_id),
            revenue_12m=Money(now, self._profile.currency),
            change=ratio(now - before, before) if before > 0 else None,
            contract_ends_on=self._contract_end(),
            months=months,
            next_meetings=self._meetings(InteractionStatus.PLANNED),
            recent=self._meetings(InteractionStatus.DONE),
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

    def _meetings(self, status: InteractionStatus) -> tuple[MeetingLine, ...]:
        planned = status is InteractionStatus.PLANNED
        moment = Interaction.starts_at
        query = select(Interaction.id, Interaction.kind, Interaction.subject, moment).where(
            Interaction.account_id == self._account.id, Interaction.status == status
        )
        if planned:
            query = query.where(moment >= self._as_of - timedelta(hours=1)).order_by(moment)
        else:
            query = query.where(moment <= self._as_of).order_by(moment.desc())
        zone = self._profile.zone
        rows = self._session.execute(query.limit(LINES))
        return tuple(
            MeetingLine(row.id, row.kind, row.subject, row.starts_at.astimezone(zone)) for row in rows
        )

    def _promises(self) -> tuple[PromiseLine, ...]:
        query = (
            select(Commitment)
            .where(Commitment.account_id == self._account.id, Commitment.status == CommitmentStatus.OPEN)
            .order_by(Commitment.due_on.is_(None), Commitment.due_on, Commitment.id)
        )
        found = [
            PromiseLine(each.id, each.side, each.text, each.due_on, each.is_late(self._today))
            for each in self._session.scalars(query)
        ]
        return (*_first(found, Side.OURS), *_first(found, Side.THEIRS))

    def _complaints(self) -> tuple[ComplaintLine, ...]:
        query = (
            select(
                Complaint.id,
                Complaint.number,
                Complaint.summary,
                Complaint.severity,
                Complaint.stage,
                Complaint.received_at,
            )
            .where(Complaint.account_id == self._account.id, Complaint.stage.not_in(ENDED_STAGES))
            .order_by(Complaint.received_at.desc())
            .limit(LINES)
        )
        return tuple(ComplaintLine(*row) for row in self._session.execute(query))

    def _people(self) -> tuple[tuple[PersonLine, ...], int]:
        here = (Stakeholder.account_id == self._account.id) & Stakeholder.left_on.is_(None)
        places = self._session.scalars(select(Stakeholder).where(here)).all()
        named = select(Person).join(Stakeholder, Stakeholder.person_id == Person.id).where(here)
        persons = {person.id: person for person in self._session.scalars(named)}
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
                name=_name(place, persons),
                job_title=place.job_title,
                roles=tuple(sorted(roles.get(place.id, ()))),
                influence=ratings.get((place.id, RatingKind.INFLUENCE)),
                attitude=_attitude(ratings.get((place.id, RatingKind.ATTITUDE))),
            )
            for place in places
        ]
        lines.sort(key=lambda line: (-(line.influence or 0), line.name))
        return tuple(lines[:LINES]), len(lines)

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


def _name(place: Stakeholder, persons: dict[UUID, Person]) -> str:
    person = None if place.person_id is None else persons.get(place.person_id)
    return place.placeholder or "" if person is None else person.full_name


def _attitude(value: int | None) -> Attitude | None:
    return None if value is None else Attitude.of(value)
