"""Replays the alarm of leaving over the history of a workspace (domain.md §9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from kam.analysis.health.backtest import (
    Alarm,
    Buyers,
    Figures,
    days_to_replay,
    figures,
    known_to,
    replay,
)
from kam.analysis.health.churn import ChurnRisk
from kam.services.health.book import read_measures
from kam.services.health.buying import bought_by
from kam.services.health.facts import read_facts
from kam.services.health.judging import Judge
from kam.services.profile import read_profile
from kam.services.revenue import known_months
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class AlarmFigures:
    """How good one alarm was among some buyers."""

    buyers: Buyers
    alarm: Alarm
    found: Figures


@dataclass(frozen=True, slots=True)
class Backtest:
    """What replaying found. Without a month to judge ``days`` and ``rows`` are empty.

    ``first`` and ``known_to`` are the first sale and the end of the last month that is known as a whole;
    ``accounts`` counts those that were judged at least once.
    """

    first: date | None
    known_to: date | None
    days: tuple[date, ...]
    accounts: int
    rows: tuple[AlarmFigures, ...]


def run_backtest(workspace: Workspace, *, as_of: datetime, months: int | None = None) -> Backtest:
    """Judge every client at the ends of months with what was known then, and compare with what came.

    Of what is known by ``as_of`` alone; of the months that can be judged the last ``months``.
    """
    with workspace.reading() as session:
        return _run(session, as_of, months)


def _run(session: Session, as_of: datetime, months: int | None) -> Backtest:
    profile, known = read_profile(session), known_months(session)
    if known is None:
        return Backtest(None, None, (), 0, ())
    since = known.first.first_day
    facts = read_facts(session, profile, as_of=as_of, since=since)
    measures = read_measures(session, profile, as_of, since)
    bought = bought_by(facts)
    every = [day for days in bought.values() for day in days]
    whole = known_to(every, profile.today(as_of))
    if whole is None:
        return Backtest(None, None, (), 0, ())
    first = min(every)
    days = days_to_replay(first, whole, months)
    judges = {account: Judge(each, measures) for account, each in facts.items()}

    def risk_at(account: UUID, day: date) -> ChurnRisk:
        return judges[account].on(day).churn.risk

    cases = replay(bought, days, risk_at)
    rows = tuple(
        AlarmFigures(buyers, alarm, figures(cases, alarm, buyers)) for buyers in Buyers for alarm in Alarm
    )
    accounts = len({each.account_id for each in cases})
    return Backtest(first, whole, days, accounts, rows if cases else ())
