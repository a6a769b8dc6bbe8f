"""Papers about the complaints of some days: their register, and what they teach."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.analysis.complaints.facts import Span
from kam.analysis.complaints.norms import NormFigure, NormFigures
from kam.analysis.complaints.slices import Slice
from kam.core.money import Money
from kam.core.periods import Month
from kam.core.vocabulary import Term
from kam.core.words import Words, words_for
from kam.models import Account, Colleague, Complaint, ProductLine
from kam.reports.content.complaints import (
    AgainLine,
    AtRiskLine,
    ComplaintRegister,
    CostLine,
    LearningPaper,
    MonthLine,
    NormLine,
    RegisterLine,
    RepeatLine,
    ShareLine,
    WorstLine,
)
from kam.reports.people_words import listed_name
from kam.services.briefs.names import split_name
from kam.services.complaints.learning import Learning, read_learning, usual_span
from kam.services.complaints.learning_facts import LearningGround, read_compensations, read_facts
from kam.services.complaints.paper import paper_head
from kam.services.complaints.query import ComplaintQuery
from kam.services.lists.hindsight import stages_then
from kam.services.profile import zone_of
from kam.store.workspace import Workspace


def collect_learning(
    workspace: Workspace,
    span: Span | None = None,
    query: ComplaintQuery | None = None,
    *,
    as_of: datetime,
    printed_at: datetime | None = None,
    language: str,
) -> LearningPaper:
    """What the complaints of a span teach, by name; without a span the last twelve months."""
    learnt = read_learning(workspace, span, query, as_of=as_of)
    words = words_for(language)
    currency = learnt.currency
    running = Month.of(as_of.astimezone(zone_of(workspace)).date())
    with workspace.reading() as session:
        chosen_by = chosen(session, query or ComplaintQuery(), words)
    return LearningPaper(
        head=paper_head(workspace, as_of=as_of, printed_at=printed_at),
        since=learnt.span.since,
        until=learnt.span.until,
        chosen_by=chosen_by,
        currency=currency,
        working_day=learnt.working_day,
        count=learnt.count,
        before=learnt.count_before,
        open=len(learnt.open),
        reopened=len(learnt.reopened),
        kinds=tuple(_share(each, _term(words, each.key)) for each in learnt.kinds),
        product_lines=tuple(
            _share(each, learnt.line_names.get(each.key, "") if each.key else "")
            for each in learnt.product_lines
        ),
        departments=tuple(_share(each, each.key or "") for each in learnt.departments),
        clients=tuple(_share(each, _client(learnt, each.key)) for each in learnt.clients),
        causes=tuple(_share(each, each.key or "") for each in learnt.causes),
        norms=_norms(learnt.norms, learnt.norms_before),
        months=tuple(
            MonthLine(each.month, each.count, _norms(each.norms, None), running=each.month == running)
            for each in learnt.months
        ),
        repeats=tuple(
            RepeatLine(
                each.cause, len(each.ids), len(each.returned), each.clients, each.first_on, each.last_on
            )
            for each in learnt.repeats
        ),
        again=tuple(
            AgainLine(
                _client(learnt, each.account_id),
                each.kind,
                learnt.line_names.get(each.product_line_id, "") if each.product_line_id else "",
                len(each.ids),
                len(each.returned),
            )
            for each in learnt.repeats_at_clients
        ),
        worst=tuple(
            WorstLine(
                account=_client(learnt, each.account_id),
                count=len(each.ids),
                before=each.before,
                weight=each.weight,
                course=each.course,
                open=len(each.open),
                missed=len(each.missed),
                reopened=len(each.reopened),
                cost=Money(each.cost, currency),
                months=each.months,
            )
            for each in learnt.worst
        ),
        cost=Money(learnt.cost.minor, currency),
        cost_before=None if learnt.cost_before is None else Money(learnt.cost_before, currency),
        cost_unknown=len(learnt.cost.unknown),
        costs=tuple(
            CostLine(each.kind, Money(each.minor, currency), len(each.ids)) for each in learnt.cost.lines
        ),
        at_risk=Money(learnt.at_risk.minor, currency),
        risks=tuple(
            AtRiskLine(
                _client(learnt, each.account_id),
                None if each.minor is None else Money(each.minor, currency),
                len(each.ids),
            )
            for each in learnt.at_risk.lines
        ),
    )


def _share(one: Slice[Any], name: str) -> ShareLine:
    return ShareLine(
        name=name,
        count=one.count,
        share=float(one.share),
        cumulative=float(one.cumulative),
        vital=one.vital,
        missed=len(one.missed),
        before=one.before,
    )


def _term(words: Words, term: Term | None) -> str:
    return words.of(term.label) if term is not None else ""


def _client(learnt: Learning, account_id: UUID | None) -> str:
    return learnt.account_names.get(account_id, "") if account_id else ""


def _norms(now: NormFigures, before: NormFigures | None) -> tuple[NormLine, ...]:
    earlier: Sequence[NormFigure | None] = before.all if before else (None,) * len(now.all)
    return tuple(_norm(one, then) for one, then in zip(now.all, earlier, strict=True))


def _norm(one: NormFigure, before: NormFigure | None) -> NormLine:
    share = None if before is None or before.share is None else float(before.share)
    return NormLine(one.clock, len(one.kept), len(one.kept) + len(one.missed), share, one.middle)


def collect_register(
    workspace: Workspace,
    span: Span | None = None,
    query: ComplaintQuery | None = None,
    *,
    as_of: datetime,
    printed_at: datetime | None = None,
    language: str,
) -> ComplaintRegister:
    """The complaints received in a span, oldest first; filters as in ``read_learning``."""
    with workspace.reading() as session:
        ground = LearningGround.of(session, query or ComplaintQuery(), as_of)
        span = span or usual_span(ground.today)
        lines = _lines(workspace, session, ground, span)
        chosen_by = chosen(session, query or ComplaintQuery(), words_for(language))
        currency = ground.profile.currency
    return ComplaintRegister(
        head=paper_head(workspace, as_of=as_of, printed_at=printed_at),
        since=span.since,
        until=span.until,
        chosen_by=chosen_by,
        currency=currency,
        lines=lines,
    )


def _lines(
    workspace: Workspace, session: Session, ground: LearningGround, span: Span
) -> tuple[RegisterLine, ...]:
    facts = read_facts(workspace, session, ground, span)
    costs: Counter[UUID] = Counter()
    for paid in read_compensations(session, ground, span):
        costs[paid.complaint_id] += paid.minor or 0
    moved = stages_then(session, ground.as_of)
    details = {
        row.id: row
        for row in session.execute(
            select(
                Complaint.id,
                Complaint.number,
                Complaint.summary,
                Complaint.stage,
                Complaint.amount_minor,
                Complaint.currency,
                Complaint.satisfaction,
                Account.name.label("account"),
                ProductLine.name.label("line"),
                Colleague.name.label("owner"),
            )
            .join(Account, Account.id == Complaint.account_id)
            .outerjoin(ProductLine, ProductLine.id == Complaint.product_line_id)
            .outerjoin(Colleague, Colleague.id == Complaint.owner_id)
            .where(
                Complaint.received_at >= ground.moment_of(span.since),
                Complaint.received_at <= ground.as_of,
            )
        )
    }
    found = []
    for fact in facts:
        row = details[fact.id]
        stage = moved.get(fact.id, row.stage)
        cost = costs[fact.id]
        known = row.amount_minor is not None and row.currency is not None
        found.append(
            RegisterLine(
                number=row.number,
                received_on=fact.received_on,
                account=row.account,
                summary=row.summary,
                kind=fact.kind,
                severity=fact.severity,
                product_line=row.line or "",
                department=fact.department,
                owner=listed_name(split_name(row.owner or "")),
                stage=stage,
                ended_on=fact.ended_on,
                response_kept=fact.first_response.kept,
                resolution_kept=fact.resolution.kept,
                amount=Money(row.amount_minor, row.currency) if known else None,
                cost=Money(cost, ground.profile.currency) if cost else None,
                satisfaction=row.satisfaction,
                root_cause=fact.cause,
            )
        )
    return tuple(found)


def chosen(session: Session, query: ComplaintQuery, words: Words) -> str:
    """What a paper's complaints were chosen by, in its language; empty for all of them."""
    parts: list[str] = []
    if query.mine:
        parts.append(words.say("my clients"))
    for entity, ids in (
        (Account, query.accounts),
        (ProductLine, query.product_lines),
        (Colleague, query.owners),
    ):
        if ids:
            names = session.scalars(select(entity.name).where(entity.id.in_(ids)).order_by(entity.name))
            parts += names
    terms: Iterable[Iterable[Term]] = (query.kinds, query.severities, query.channels)
    for several in terms:
        parts += sorted(words.of(each.label) for each in several)
    parts += sorted(query.departments)
    return words.say("Only: {list}.", list=", ".join(parts)) if parts else ""
