"""Replaying the history of a workspace: nothing is known before it happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from kam.analysis.health.backtest import Alarm, Buyers
from kam.analysis.health.churn import Churn, ChurnReason, ChurnRisk
from kam.core.clock import FixedClock
from kam.core.periods import Month
from kam.models import MonthlySales, OrderLine
from kam.services.demo import write_demo
from kam.services.files import Workspace, open_workspace
from kam.services.health.backtest import Backtest, run_backtest
from kam.services.health.book import read_measures
from kam.services.health.facts import read_facts
from kam.services.health.judging import Judge
from kam.services.profile import read_profile
from tests.builders import NOW, Office

FIRST = Month(2025, 1)


def sells(office: Office, account: UUID, days: Sequence[date]) -> None:
    office.add_all(
        *(
            OrderLine(
                account_id=account,
                order_number=f"{account}-{day}",
                line_number=1,
                on=day,
                currency="RUB",
                revenue_minor=100_000_00,
            )
            for day in days
        )
    )


def every(days: int, count: int, start: date = FIRST.first_day) -> list[date]:
    return [start + timedelta(days=days * each) for each in range(count)]


def found_in(backtest: Backtest, alarm: Alarm, buyers: Buyers = Buyers.ALL) -> tuple[int, int, int, int]:
    [row] = [each.found for each in backtest.rows if (each.alarm, each.buyers) == (alarm, buyers)]
    return row.right, row.false, row.missed, row.quiet


def test_who_stops_is_told_from_who_goes_on(office: Office) -> None:
    """One orders every ten days until the end of June, the other goes on to the end of December."""
    gone, staying = office.account("Gone").id, office.account("Staying").id
    sells(office, gone, every(10, 18))
    sells(office, staying, every(10, 37))  # the last one on 27 December: December is not over
    found = run_backtest(office.workspace, as_of=NOW)
    assert (found.first, found.known_to) == (date(2025, 1, 1), date(2025, 11, 30))
    assert found.accounts == 2
    right, false, missed, quiet = found_in(found, Alarm.RISK)
    assert right >= 2
    assert false == 0
    assert right + false + missed + quiet == 2 * len(found.days)


def test_without_sales_there_is_nothing_to_judge(office: Office) -> None:
    office.account()
    assert run_backtest(office.workspace, as_of=NOW) == Backtest(None, None, (), 0, ())


def test_of_half_a_year_nothing_is_judged_and_the_last_months_alone_may_be(office: Office) -> None:
    sells(office, office.account().id, every(7, 60))
    assert run_backtest(office.workspace, as_of=at_end(date(2025, 5, 20))).rows == ()
    assert len(run_backtest(office.workspace, as_of=NOW, months=2).days) == 2


def test_what_happened_after_the_moment_changes_nothing(office: Office) -> None:
    account = office.account().id
    sells(office, account, every(10, 18))
    moment = at_end(date(2025, 12, 31))
    sells(office, office.account("Other").id, every(10, 37))
    before = run_backtest(office.workspace, as_of=moment)
    sells(office, account, every(9, 20, date(2026, 1, 5)))
    assert run_backtest(office.workspace, as_of=moment) == before


def at_end(day: date) -> datetime:
    return datetime.combine(day, time(20, 59, 59), UTC)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portfolio of two years with people, promises and complaints."""
    path = tmp_path_factory.mktemp("demo") / "demo.kam"
    write_demo(path, language="en", clock=FixedClock(NOW))
    return path


def risks(workspace: Workspace, day: date, as_of: datetime) -> dict[str, Churn]:
    with workspace.reading() as session:
        profile = read_profile(session)
        since = Month(2024, 6).first_day
        facts = read_facts(session, profile, as_of=as_of, since=since)
        measures = read_measures(session, profile, as_of, since)
        return {each.name: Judge(each, measures).on(day).churn for each in facts.values()}


@pytest.mark.parametrize("month", [Month(2025, 12), Month(2026, 3), Month(2026, 7)])
def test_an_alarm_of_a_past_day_is_what_it_was_on_that_day(demo: Path, month: Month) -> None:
    """Judged from all that is known today, and from what was known when that day ended."""
    day = month.last_day
    with open_workspace(demo, FixedClock(NOW)) as workspace:
        later, then = risks(workspace, day, NOW), risks(workspace, day, at_end(day))
    told = {name: churn for name, churn in later.items() if churn != then.get(name)}
    assert told == {}


def test_who_is_known_by_sums_of_months_falls_silent_too(office: Office) -> None:
    account = office.account().id
    for month in Month(2025, 1).span(10):
        office.add(MonthlySales(account_id=account, month=month, currency="RUB", revenue_minor=500_000_00))
    other = office.account("Other").id
    for month in Month(2025, 1).span(15):
        office.add(MonthlySales(account_id=other, month=month, currency="RUB", revenue_minor=500_000_00))
    with office.workspace.reading() as session:
        profile, since = read_profile(session), date(2025, 1, 1)
        facts = read_facts(session, profile, as_of=NOW, since=since)
        judge = Judge(facts[account], read_measures(session, profile, NOW, since))
        still, silent = judge.on(date(2025, 11, 30)).churn, judge.on(date(2026, 1, 31)).churn
    assert ChurnReason.SILENT not in {each.reason.code for each in still.signs}
    assert ChurnReason.SILENT in {each.reason.code for each in silent.signs}
    assert silent.risk is not ChurnRisk.LOW
