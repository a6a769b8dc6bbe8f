"""Opportunities of one account as its table and board show them, with what they come to (domain.md §6)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.analysis.pipeline import Deal, pipeline
from kam.core.money import Money
from kam.core.text import sort_key
from kam.core.vocabulary import OpportunityKind, OpportunityStage
from kam.models import (
    Account,
    BusinessUnit,
    Colleague,
    Competitor,
    Opportunity,
    OpportunityMove,
    OpportunityPerson,
    ProductLine,
    Stakeholder,
)
from kam.services.lists.shared import stakeholder_names
from kam.services.money.rows import Heading
from kam.services.money.stages import CLOSED
from kam.services.people.finding import account_of
from kam.services.profile import read_profile
from kam.services.rates import Exchange
from kam.store.workspace import Workspace

_Moves: TypeAlias = dict[UUID, tuple["MoveRow", ...]]


@dataclass(frozen=True, slots=True)
class MoveRow:
    """An opportunity went from one stage to another."""

    on: date
    from_stage: OpportunityStage
    to_stage: OpportunityStage
    by: str | None


@dataclass(frozen=True, slots=True)
class DealRow:
    """An opportunity. ``amount`` is as it was written, ``worth`` the same in the account's currency.

    ``since`` is the day on which it came to its stage, None where nobody recorded it; ``overdue`` that it is
    open and was expected before today.
    """

    id: UUID
    version: int
    title: str
    next_step: str | None
    kind: OpportunityKind
    stage: OpportunityStage
    line_id: UUID | None
    line: str
    unit_id: UUID | None
    unit: str
    amount: Money | None
    worth: Money | None
    probability: int | None
    weighted: Money | None
    expected_on: date | None
    overdue: bool
    competitor_id: UUID | None
    competitor: str
    owner_id: UUID | None
    owner: str
    people: tuple[Heading, ...]
    reason_lost: str | None
    closed_on: date | None
    notes: str | None
    since: date | None
    moves: tuple[MoveRow, ...]
    """From the newest to the oldest."""
    currency: str
    """In which a sum that is not known yet would be written."""

    @property
    def is_open(self) -> bool:
        """Neither won nor lost."""
        return self.stage not in CLOSED


@dataclass(frozen=True, slots=True)
class Deals:
    """All opportunities of an account: the open ones by weight, then the closed ones, the newest first.

    ``amount`` and ``weighted`` sum the open ones whose figures are known; ``without_figures`` counts others.
    """

    account_id: UUID
    currency: str
    today: date
    rows: tuple[DealRow, ...]
    amount: Money
    weighted: Money
    without_figures: int
    missing_rates: tuple[str, ...]

    @property
    def open(self) -> tuple[DealRow, ...]:
        """Those neither won nor lost."""
        return tuple(row for row in self.rows if row.is_open)

    def of(self, stage: OpportunityStage) -> tuple[DealRow, ...]:
        """Those of a stage."""
        return tuple(row for row in self.rows if row.stage is stage)


@dataclass(frozen=True, slots=True)
class Choices:
    """What an opportunity or a spend can name: lines, units, competitors, those of us and of them."""

    currency: str
    lines: tuple[Heading, ...]
    units: tuple[Heading, ...]
    competitors: tuple[Heading, ...]
    ours: tuple[Heading, ...]
    theirs: tuple[Heading, ...]


def read_deals(workspace: Workspace, account_id: UUID, *, as_of: datetime) -> Deals:
    """All opportunities of an account as they are recorded now, their dates seen from a moment.

    Raises:
        NotFoundError: ``account.gone``.

    """
    with workspace.reading() as session:
        account = account_of(session, account_id)
        profile = read_profile(session)
        exchange = Exchange(session, profile.currency, account.currency)
        rows = tuple(_rows(session, account, exchange, profile.today(as_of)))
        found = pipeline(
            (Deal(row.id, row.stage, row.worth, row.probability, row.expected_on) for row in rows),
            account.currency,
        )
        place = {deal.id: number for number, deal in enumerate(found.deals)}
        ordered = sorted(
            rows,
            key=lambda row: (
                place.get(row.id, len(place)),
                -(row.closed_on or date.min).toordinal(),
                sort_key(row.title),
            ),
        )
        return Deals(
            account_id=account_id,
            currency=account.currency,
            today=profile.today(as_of),
            rows=tuple(ordered),
            amount=found.amount,
            weighted=found.weighted,
            without_figures=found.without_figures,
            missing_rates=tuple(sorted(exchange.missing)),
        )


def read_choices(workspace: Workspace, account_id: UUID, *, as_of: datetime) -> Choices:
    """What can be named in forms about an account's money; raises NotFoundError ``account.gone``."""
    with workspace.reading() as session:
        account = account_of(session, account_id)
        day = read_profile(session).today(as_of)
        products = session.scalars(select(ProductLine)).all()
        branches = {one.parent_id for one in products if one.parent_id is not None}
        lines = [
            Heading(one.id, one.name)
            for one in products
            if one.id not in branches and (one.retired_on is None or one.retired_on > day)
        ]
        units = session.execute(
            select(BusinessUnit.id, BusinessUnit.name).where(BusinessUnit.account_id == account_id)
        )
        rivals = session.execute(select(Competitor.id, Competitor.name))
        ours = session.execute(
            select(Colleague.id, Colleague.name).where(
                (Colleague.left_on.is_(None)) | (Colleague.left_on >= day)
            )
        )
        theirs = stakeholder_names(
            session,
            Stakeholder.account_id == account_id,
            (Stakeholder.left_on.is_(None)) | (Stakeholder.left_on >= day),
        )
        return Choices(
            currency=account.currency,
            lines=_by_name(lines),
            units=_by_name([Heading(row.id, row.name) for row in units]),
            competitors=_by_name([Heading(row.id, row.name) for row in rivals]),
            ours=_by_name([Heading(row.id, row.name) for row in ours]),
            theirs=_by_name([Heading(each, name) for each, name in theirs.items()]),
        )


def _by_name(found: list[Heading]) -> tuple[Heading, ...]:
    return tuple(sorted(found, key=lambda one: (sort_key(one.name), one.id)))


def _rows(session: Session, account: Account, exchange: Exchange, today: date) -> list[DealRow]:
    records = session.scalars(
        select(Opportunity).where(Opportunity.account_id == account.id).order_by(Opportunity.id)
    ).all()
    names = _Names.read(session, account.id)
    moves = _moves(session, account.id, names.colleagues)
    people = _people(session, account.id)
    return [
        _row(one, account, exchange, today, names, moves.get(one.id, ()), people.get(one.id, ()))
        for one in records
    ]


@dataclass(frozen=True)
class _Names:
    lines: dict[UUID, str]
    units: dict[UUID, str]
    competitors: dict[UUID, str]
    colleagues: dict[UUID, str]

    @classmethod
    def read(cls, session: Session, account_id: UUID) -> _Names:
        units = select(BusinessUnit.id, BusinessUnit.name).where(BusinessUnit.account_id == account_id)
        return cls(
            lines={row.id: row.name for row in session.execute(select(ProductLine.id, ProductLine.name))},
            units={row.id: row.name for row in session.execute(units)},
            competitors={row.id: row.name for row in session.execute(select(Competitor.id, Competitor.name))},
            colleagues={row.id: row.name for row in session.execute(select(Colleague.id, Colleague.name))},
        )


def _moves(session: Session, account_id: UUID, colleagues: dict[UUID, str]) -> _Moves:
    found: dict[UUID, list[MoveRow]] = defaultdict(list)
    rows = session.scalars(
        select(OpportunityMove)
        .join(Opportunity, Opportunity.id == OpportunityMove.opportunity_id)
        .where(Opportunity.account_id == account_id)
        .order_by(OpportunityMove.on.desc(), OpportunityMove.id.desc())
    )
    for row in rows:
        by = colleagues.get(row.by_id) if row.by_id else None
        found[row.opportunity_id].append(MoveRow(row.on, row.from_stage, row.to_stage, by))
    return {key: tuple(rows) for key, rows in found.items()}


def _people(session: Session, account_id: UUID) -> dict[UUID, tuple[Heading, ...]]:
    rows = session.execute(
        select(OpportunityPerson.opportunity_id, OpportunityPerson.stakeholder_id)
        .join(Opportunity, Opportunity.id == OpportunityPerson.opportunity_id)
        .where(Opportunity.account_id == account_id)
    ).all()
    if not rows:
        return {}
    names = stakeholder_names(session, Stakeholder.id.in_({row.stakeholder_id for row in rows}))
    found: dict[UUID, list[Heading]] = defaultdict(list)
    for row in rows:
        found[row.opportunity_id].append(Heading(row.stakeholder_id, names.get(row.stakeholder_id, "")))
    return {key: _by_name(headings) for key, headings in found.items()}


def _row(  # noqa: PLR0917 - the parts of one row
    one: Opportunity,
    account: Account,
    exchange: Exchange,
    today: date,
    names: _Names,
    moves: tuple[MoveRow, ...],
    people: tuple[Heading, ...],
) -> DealRow:
    currency = one.currency or account.currency
    amount = None if one.amount_minor is None else Money(one.amount_minor, currency)
    minor = exchange.known(one.amount_minor, currency, one.closed_on or today)
    worth = None if minor is None else Money(minor, account.currency)
    here = next((move.on for move in moves if move.to_stage is one.stage), None)
    return DealRow(
        id=one.id,
        version=one.version,
        title=one.title,
        next_step=one.next_step,
        kind=one.kind,
        stage=one.stage,
        line_id=one.product_line_id,
        line=names.lines.get(one.product_line_id, "") if one.product_line_id else "",
        unit_id=one.unit_id,
        unit=names.units.get(one.unit_id, "") if one.unit_id else "",
        amount=amount,
        worth=worth,
        probability=one.probability,
        weighted=Deal(one.id, one.stage, worth, one.probability).weighted,
        expected_on=one.expected_on,
        overdue=one.is_open() and one.expected_on is not None and one.expected_on < today,
        competitor_id=one.competitor_id,
        competitor=names.competitors.get(one.competitor_id, "") if one.competitor_id else "",
        owner_id=one.owner_id,
        owner=names.colleagues.get(one.owner_id, "") if one.owner_id else "",
        people=people,
        reason_lost=one.reason_lost,
        closed_on=one.closed_on,
        notes=one.notes,
        since=here,
        moves=moves,
        currency=currency,
    )
