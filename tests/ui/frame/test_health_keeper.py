"""Health at the ends of months is kept by the window while nobody waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from kam.core.clock import FixedClock
from kam.jobs import Jobs, PoolThreads
from kam.services.health.keeping import keep_snapshots
from kam.services.health.snapshots import kept_moments
from kam.services.history import list_steps
from kam.store.workspace import Workspace
from kam.ui.desk import Desk
from kam.ui.frame.health_keeper import AT_ONCE, HealthKeeper
from tests.builders import Office

NEXT_MONTH = FixedClock(datetime(2026, 12, 2, 9, tzinfo=UTC))


def kept(workspace: Workspace) -> Mapping[UUID, set[date]]:
    with workspace.reading() as session:
        return {account: set(moments) for account, moments in kept_moments(session).items()}


def clients(office: Office, count: int) -> list[UUID]:
    return [office.account(f"Клиент {number:03}").id for number in range(count)]


def test_everybody_s_months_are_kept_in_several_goes_and_once(desk: Desk, office: Office) -> None:
    everybody = clients(office, AT_ONCE + 3)
    before, desk.workspace.changed = list_steps(desk.workspace), False
    keeper = HealthKeeper(replace(desk, clock=NEXT_MONTH), desk.hub)
    keeper.look()
    assert keeper.is_done
    assert kept(desk.workspace).keys() == set(everybody)
    assert {len(days) for days in kept(desk.workspace).values()} == {12}
    assert list_steps(desk.workspace) == before
    assert not desk.workspace.changed, "closing needs no backup for it"
    clients(office, 1)
    keeper.look()
    assert len(kept(desk.workspace)) == len(everybody), "once a month"


def test_clients_of_this_month_wait_for_its_end(desk: Desk, office: Office) -> None:
    clients(office, 2)
    keeper = HealthKeeper(desk, desk.hub)
    keeper.look()
    assert keeper.is_done
    assert kept(desk.workspace) == {}


def test_a_file_that_is_only_read_is_left_alone(desk: Desk, office: Office) -> None:
    clients(office, 1)
    with Workspace.open(office.workspace.path, office.clock, read_only=True) as read_only:
        keeper = HealthKeeper(replace(desk, workspace=read_only, clock=NEXT_MONTH), desk.hub)
        keeper.look()
        assert kept(read_only) == {}


def test_it_waits_until_nothing_else_is_asked_for(desk: Desk, office: Office, qtbot: QtBot) -> None:
    """A calm moment comes by itself, in threads; whoever closes meanwhile waits for one go at most."""
    clients(office, 2 * AT_ONCE)
    jobs = Jobs(PoolThreads())
    owner = QObject()
    keeper = HealthKeeper(replace(desk, jobs=jobs, clock=NEXT_MONTH), owner)
    keeper.look()
    qtbot.waitUntil(lambda: keeper.is_done, timeout=20_000)
    assert len(kept(desk.workspace)) == 2 * AT_ONCE
    jobs.finish()


def test_closing_in_the_midst_keeps_the_rest_for_the_next_time(desk: Desk, office: Office) -> None:
    clients(office, 3 * AT_ONCE)
    jobs = Jobs(PoolThreads())
    owner = QObject()
    HealthKeeper(replace(desk, jobs=jobs, clock=NEXT_MONTH), owner).look()
    jobs.finish()
    some = sum(len(days) for days in kept(desk.workspace).values())
    rest = keep_snapshots(desk.workspace, as_of=NEXT_MONTH.now())
    assert some + rest == 3 * AT_ONCE * 12
