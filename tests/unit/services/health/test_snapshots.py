"""Health at the ends of months, kept as it was judged then, outside the journal."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from kam.analysis.health.score import HealthFactor
from kam.core.clock import FixedClock
from kam.core.periods import Month
from kam.models import Account, MonthlySales
from kam.services.accounts.merging import merge_accounts
from kam.services.demo import write_demo
from kam.services.files import check_workspace
from kam.services.health.book import read_health
from kam.services.health.keeping import keep_snapshots, pending_snapshots
from kam.services.health.rows import HealthMoment
from kam.services.health.snapshots import kept_moments, read_factors
from kam.services.history import list_steps, undo_step
from kam.services.settings import HealthPage, save_health_page
from kam.services.soundness import inner_faults
from kam.store.workspace import Workspace
from tests.builders import NOW, Office

NEXT_MONTH = datetime(2026, 12, 2, 9, tzinfo=UTC)
ENDS = tuple((Month(2025, 11) + number).last_day for number in range(12))


def client(office: Office, name: str = "Альфа") -> Account:
    """A client of three years whose sales fall."""
    account = office.account(name)
    office.add_all(
        *(
            MonthlySales(
                account_id=account.id,
                month=Month(2023, 11) + number,
                revenue_minor=(90 - 2 * number) * 100_000,
                currency="RUB",
            )
            for number in range(36)
        )
    )
    return account


def kept(office: Office, account: Account) -> Mapping[date, HealthMoment]:
    with office.workspace.reading() as session:
        found = kept_moments(session, account_id=account.id)
        assert found.get(account.id) == kept_moments(session).get(account.id)
    return found.get(account.id, {})


def scores(office: Office, account: Account) -> list[int | None]:
    return [kept(office, account)[day].score for day in sorted(kept(office, account))]


def test_the_ends_of_the_last_twelve_whole_months_are_kept_once(office: Office) -> None:
    account = client(office)
    assert keep_snapshots(office.workspace, as_of=NOW) == len(ENDS)
    assert sorted(kept(office, account)) == list(ENDS)
    assert len(set(scores(office, account))) > 1, "each is judged as of its own day"
    assert keep_snapshots(office.workspace, as_of=NOW) == 0
    assert keep_snapshots(office.workspace, as_of=NEXT_MONTH) == 1
    assert max(kept(office, account)) == date(2026, 11, 30)


def test_what_was_kept_is_what_was_judged_then(office: Office) -> None:
    account = client(office)
    keep_snapshots(office.workspace, as_of=NOW)
    trend = {each.on: each for each in read_health(office.workspace, account.id, as_of=NOW).trend}
    assert kept(office, account) == {day: trend[day] for day in ENDS}
    with closing(sqlite3.connect(office.workspace.path)) as stock:
        row = stock.execute(
            "SELECT score, known_permille, risk, factors FROM health_snapshot ORDER BY taken_on DESC"
        ).fetchone()
    factors = read_factors(row[3])
    assert row[0] == sum(points for _, points in factors.values())
    assert 0 < row[1] < 1000
    assert row[2] in {"low", "medium", "high"}
    assert HealthFactor.REVENUE.value in factors


def test_other_weights_do_not_change_what_was_kept(office: Office) -> None:
    account = client(office)
    keep_snapshots(office.workspace, as_of=NOW)
    before = kept(office, account)
    now = read_health(office.workspace, account.id, as_of=NOW)
    usual = HealthPage()
    weights = {**usual.weights, HealthFactor.REVENUE: 1, HealthFactor.COMPLAINTS: 50}
    save_health_page(office.workspace, replace(usual, weights=weights, red_to=10, amber_to=20))
    assert keep_snapshots(office.workspace, as_of=NOW) == 0
    assert kept(office, account) == before
    then = read_health(office.workspace, account.id, as_of=NOW)
    assert then.trend[:-1] == now.trend[:-1]
    assert then.score != now.score, "what is judged now follows the settings at once"


def test_keeping_is_no_step_and_wishes_for_no_backup(office: Office) -> None:
    client(office)
    before, office.workspace.changed = list_steps(office.workspace), False
    keep_snapshots(office.workspace, as_of=NOW)
    assert list_steps(office.workspace) == before
    assert not office.workspace.changed
    assert office.workspace.close() is None
    assert check_workspace(office.workspace.path, office.clock).is_sound
    assert inner_faults(office.workspace.path) == []


def test_whose_past_still_comes_in_is_kept_from_the_next_month_on(office: Office) -> None:
    account = client(office)
    assert pending_snapshots(office.workspace, as_of=NOW) is None
    pending = pending_snapshots(office.workspace, as_of=NEXT_MONTH)
    assert pending is not None
    rows = pending.judged(0, 10)
    assert [row[2] for row in rows] == [*map(str, ENDS[1:]), "2026-11-30"]
    assert {row[0] for row in rows} == {account.id.bytes}
    assert pending.judged(1, 10) == []


def test_of_a_client_of_whom_nothing_is_known_that_is_kept(office: Office) -> None:
    account = office.account("Неизвестный")
    keep_snapshots(office.workspace, as_of=NOW)
    assert set(scores(office, account)) == {None}
    assert pending_snapshots(office.workspace, as_of=NOW, newcomers=True) is None


def test_a_client_who_was_deleted_and_comes_back_has_their_trend(office: Office) -> None:
    account = client(office)
    keep_snapshots(office.workspace, as_of=NOW)
    before = kept(office, account)
    office.remove(account)
    assert keep_snapshots(office.workspace, as_of=NEXT_MONTH) == 0
    undo_step(office.workspace)
    assert kept(office, account) == before
    assert read_health(office.workspace, account.id, as_of=NOW).trend[0] == before[ENDS[0]]


def test_two_clients_made_one_keep_the_trend_of_the_one_that_stays(office: Office) -> None:
    keep, other = client(office, "Альфа"), office.account("Alpha")
    keep_snapshots(office.workspace, as_of=NOW)
    before = kept(office, keep), kept(office, other)
    merge_accounts(office.workspace, keep.id, other.id, {})
    assert kept(office, keep) == before[0]
    assert keep_snapshots(office.workspace, as_of=NEXT_MONTH) == 1
    undo_step(office.workspace)
    assert kept(office, other) == before[1]


@pytest.mark.parametrize("keeps", [True, False])
def test_a_file_that_is_open_for_reading_alone_stays_as_it_is(office: Office, keeps: bool) -> None:
    account = client(office)
    if keeps:
        keep_snapshots(office.workspace, as_of=NOW)
    office.workspace.close()
    content = office.workspace.path.read_bytes()
    with Workspace.open(office.workspace.path, office.clock, read_only=True) as read_only:
        assert keep_snapshots(read_only, as_of=NEXT_MONTH) == 0
        assert read_health(read_only, account.id, as_of=NOW).score is not None
    assert office.workspace.path.read_bytes() == content


def test_damaged_factors_are_found_by_the_check(office: Office) -> None:
    client(office)
    keep_snapshots(office.workspace, as_of=NOW)
    office.workspace.close()
    with closing(sqlite3.connect(office.workspace.path)) as stock, stock:
        stock.execute("UPDATE health_snapshot SET factors = '{\"revenue\":1}' WHERE month = '2026-10'")
    (fault,) = inner_faults(office.workspace.path)
    assert fault.details == {"table": "health_snapshot", "column": "factors", "count": 1}


def test_an_encrypted_file_keeps_them_too(tmp_path: Path) -> None:
    from kam.store.keys import unlock
    from kam.store.sealing import seal

    office = Office.at(tmp_path)
    account = client(office)
    keep_snapshots(office.workspace, as_of=NOW)
    before = kept(office, account)
    office.workspace.close()
    path, clock = office.workspace.path, FixedClock(NOW)
    seal(path, clock, "длинная парольная фраза")
    unlock(path, "длинная парольная фраза")
    with Workspace.open(path, clock) as sealed:
        office.workspace = sealed
        assert kept(office, account) == before
        assert keep_snapshots(sealed, as_of=NEXT_MONTH) == 1


def test_the_demo_comes_with_a_year_that_moves(tmp_path: Path) -> None:
    clock = FixedClock(NOW)
    write_demo(tmp_path / "demo.kam", language="ru", clock=clock)
    with Workspace.open(tmp_path / "demo.kam", clock, read_only=True) as demo, demo.reading() as session:
        kept_of_all = kept_moments(session)
        accounts = set(session.scalars(select(Account.id)))
    assert kept_of_all.keys() == accounts
    assert {len(moments) for moments in kept_of_all.values()} == {12}
    courses = [{each.score for each in moments.values()} for moments in kept_of_all.values()]
    assert sum(len(course) > 3 for course in courses) > len(accounts) / 2
