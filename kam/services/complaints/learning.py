"""What the complaints of some days teach (domain.md §8, Analytics). Every figure names its complaints."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kam.analysis.complaints.causes import (
    RepeatAtClient,
    RepeatCause,
    pareto_of_causes,
    repeat_causes,
    repeats_at_clients,
)
from kam.analysis.complaints.clients import WorstClient, worst_clients
from kam.analysis.complaints.cost import CostFigures, MoneyAtRisk, cost_figures, money_at_risk
from kam.analysis.complaints.facts import ComplaintFact, Span
from kam.analysis.complaints.norms import MonthFigures, NormFigures, by_month, norm_figures
from kam.analysis.complaints.slices import Slice, sliced
from kam.core.periods import MONTHS, Month, last_full_month
from kam.core.vocabulary import ComplaintKind, Severity
from kam.models import Account, ProductLine, SalesFact
from kam.services.complaints.learning_facts import (
    LearningGround,
    read_compensations,
    read_facts,
    read_open,
)
from kam.services.complaints.query import ComplaintQuery
from kam.services.rates import Exchange
from kam.store.workspace import Workspace

MOST_CLIENTS: Final = 20
"""How many of the worst clients are told."""


@dataclass(frozen=True, slots=True)
class Learning:
    """The figures of the complaints received in a span, against the span before.

    Sums are minor units of ``currency``. Slices stand in the order of a Pareto curve. ``worst`` are the
    twenty worst clients. ``at_risk`` heeds the filters but not the span: it tells of what is open now.
    ``before`` is None where the span begins before the first complaint was received.
    """

    span: Span
    before: Span | None
    as_of: datetime
    currency: str
    working_day: timedelta
    """The working hours that one working day of a norm stands for."""
    ids: tuple[UUID, ...]
    count_before: int | None
    open: tuple[UUID, ...]
    """Those of the span that are open."""
    reopened: tuple[UUID, ...]
    kinds: tuple[Slice[ComplaintKind], ...]
    severities: tuple[Slice[Severity], ...]
    product_lines: tuple[Slice[UUID], ...]
    departments: tuple[Slice[str], ...]
    clients: tuple[Slice[UUID], ...]
    causes: tuple[Slice[str], ...]
    months: tuple[MonthFigures, ...]
    norms: NormFigures
    norms_before: NormFigures | None
    repeats: tuple[RepeatCause, ...]
    repeats_at_clients: tuple[RepeatAtClient, ...]
    worst: tuple[WorstClient, ...]
    cost: CostFigures
    cost_before: int | None
    at_risk: MoneyAtRisk
    account_names: Mapping[UUID, str]
    line_names: Mapping[UUID, str]

    @property
    def count(self) -> int:
        """How many complaints were received."""
        return len(self.ids)


def usual_span(today: date) -> Span:
    """Eleven full months and the running one."""
    return Span((Month.of(today) - (MONTHS - 1)).first_day, today)


def read_learning(
    workspace: Workspace,
    span: Span | None = None,
    query: ComplaintQuery | None = None,
    *,
    as_of: datetime,
) -> Learning:
    """The figures of a span of days of receipt; without one the last twelve months.

    Of the query it heeds clients, kinds, severities, channels, product lines, departments, owners, people
    and ``mine``: whatever else it asks for is no matter of the figures.
    """
    with workspace.reading() as session:
        ground = LearningGround.of(session, query or ComplaintQuery(), as_of)
        span = span or usual_span(ground.today)
        return _learning(workspace, session, ground, span)


def _learning(workspace: Workspace, session: Session, ground: LearningGround, span: Span) -> Learning:
    before = span.before if _is_known(ground, span.before) else None
    whole = Span(before.since if before else span.since, span.until)
    both = read_facts(workspace, session, ground, whole)
    facts = [fact for fact in both if fact.received_on >= span.since]
    earlier = None if before is None else [fact for fact in both if fact.received_on < span.since]
    paid = read_compensations(session, ground, whole)
    current = {fact.id for fact in facts}
    cost = cost_figures(one for one in paid if one.complaint_id in current)
    costs: Counter[UUID] = Counter()
    for one in paid:
        costs[one.complaint_id] += one.minor or 0
    open_now = read_open(session, ground)
    return Learning(
        span=span,
        before=before,
        as_of=ground.as_of,
        currency=ground.profile.currency,
        working_day=ground.working_day,
        ids=tuple([fact.id for fact in facts]),
        count_before=None if earlier is None else len(earlier),
        open=tuple([fact.id for fact in facts if fact.ended_on is None]),
        reopened=tuple([fact.id for fact in facts if fact.reopened]),
        kinds=sliced(facts, lambda fact: fact.kind, before=earlier),
        severities=sliced(facts, lambda fact: fact.severity, before=earlier),
        product_lines=sliced(facts, lambda fact: fact.product_line_id, before=earlier),
        departments=sliced(facts, lambda fact: fact.department or None, before=earlier),
        clients=sliced(facts, lambda fact: fact.account_id, before=earlier),
        causes=pareto_of_causes(facts, earlier),
        months=by_month(facts, span),
        norms=norm_figures(facts),
        norms_before=None if earlier is None else norm_figures(earlier),
        repeats=repeat_causes(facts),
        repeats_at_clients=repeats_at_clients(facts),
        worst=worst_clients(facts, span, before=earlier, costs=costs, most=MOST_CLIENTS),
        cost=cost,
        cost_before=None if earlier is None else sum(costs[fact.id] for fact in earlier),
        at_risk=money_at_risk(open_now, revenue_of(session, ground, open_now)),
        account_names=_names(session, facts, open_now),
        line_names={row.id: row.name for row in session.execute(select(ProductLine.id, ProductLine.name))},
    )


def _is_known(ground: LearningGround, before: Span) -> bool:
    """Whether complaints were kept at all in a span: with nothing to compare, nothing got worse."""
    return ground.first_received is not None and ground.first_received <= before.since + timedelta(
        days=before.days // 2
    )


def revenue_of(session: Session, ground: LearningGround, accounts: Mapping[UUID, object]) -> dict[UUID, int]:
    """What some accounts bought in the last twelve full months, in minor units of our currency."""
    last = last_full_month(ground.today)
    exchange = Exchange.read(session, ground.profile.currency)
    query = (
        select(SalesFact.account_id, SalesFact.month, SalesFact.currency, func.sum(SalesFact.revenue_minor))
        .where(
            SalesFact.month.between(last - (MONTHS - 1), last),
            SalesFact.account_id.in_(list(accounts)),
        )
        .group_by(SalesFact.account_id, SalesFact.month, SalesFact.currency)
    )
    found: dict[UUID, int] = defaultdict(int)
    for account, month, currency, minor in session.execute(query):
        found[account] += exchange.of_month(minor, currency, month) or 0
    return dict(found)


def _names(session: Session, facts: list[ComplaintFact], open_now: Mapping[UUID, object]) -> dict[UUID, str]:
    wanted = {fact.account_id for fact in facts} | open_now.keys()
    rows = session.execute(select(Account.id, Account.name))
    return {row.id: row.name for row in rows if row.id in wanted}
