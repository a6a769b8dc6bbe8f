"""The demo as a workspace file: what an evaluator sees first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kam.analysis.plans.findings import FindingCode
from kam.core.clock import FixedClock
from kam.core.errors import ConflictError, UserError
from kam.core.vocabulary import ClockState, PlanStatus, Segment
from kam.models import Account, Commitment, Plan, Step
from kam.services.accounts.pins import pinned
from kam.services.demo import DemoSummary, ensure_demo, write_demo
from kam.services.documents import document_bytes, list_documents
from kam.services.finding import find_account
from kam.services.lists.accounts import list_accounts
from kam.services.lists.commitments import list_commitments
from kam.services.lists.complaints import list_complaints
from kam.services.plans.checking import check_plan
from kam.services.plans.comparing import compare_versions
from kam.services.plans.reading import PlanReading, read_plan
from kam.services.plans.versions import VersionState, read_version, version_state
from kam.services.portfolio.ordering import PortfolioColumn
from kam.services.portfolio.query_json import from_json
from kam.services.portfolio.reading import PortfolioQuery, read_portfolio
from kam.services.views import saved_views
from kam.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Row

    from tests.e2e.conftest import Kam

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
A_SATURDAY = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
LATE_IN_THE_EVENING = datetime(2026, 11, 23, 20, 30, tzinfo=UTC)
NEW_YEARS_EVE = datetime(2026, 12, 31, 12, 0, tzinfo=UTC)
A_HOLIDAY = datetime(2027, 1, 3, 12, 0, tzinfo=UTC)


def written(path: Path, language: str = "en", now: datetime = MONDAY) -> DemoSummary:
    return write_demo(path, language=language, clock=FixedClock(now)).value


def content(path: Path) -> dict[str, list[Row[tuple[object, ...]]]]:
    """Every table of the file but what tells when it was written."""
    tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%STRICT%' ORDER BY name"
    with (
        Workspace.open(path, FixedClock(MONDAY), read_only=True) as workspace,
        workspace.reader_engine.connect() as connection,
    ):
        return {
            name: sorted(connection.exec_driver_sql(f'SELECT * FROM "{name}"').all(), key=repr)
            for (name,) in connection.exec_driver_sql(tables).all()
            if name != "step"
        }


def edit(path: Path) -> None:
    with Workspace.open(path, FixedClock(MONDAY)) as workspace, workspace.writing("account.changed") as unit:
        account = unit.query(Account).first()
        assert account is not None
        account.notes = "seen with my own eyes"


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_demo_is_one_step_of_the_journal(tmp_path: Path, language: str) -> None:
    summary = written(tmp_path / "demo.kam", language)
    with Workspace.open(summary.path, FixedClock(MONDAY)) as workspace, workspace.reading() as session:
        assert [step.label for step in session.query(Step)] == ["demo.created"]
    assert summary.accounts >= 14
    assert summary.people > 60
    assert summary.interactions > 300
    assert summary.next_meeting_at - MONDAY < timedelta(days=2)


def test_the_same_day_makes_the_same_demo(tmp_path: Path) -> None:
    first, second = tmp_path / "first.kam", tmp_path / "second.kam"
    written(first)
    written(second, now=MONDAY + timedelta(hours=3))
    assert content(first) == content(second)


def test_the_segments_are_those_of_a_real_portfolio(tmp_path: Path) -> None:
    summary = written(tmp_path / "demo.kam", "ru")
    with Workspace.open(summary.path, FixedClock(MONDAY)) as workspace:
        rows = list_accounts(workspace, as_of=MONDAY)
    assert {row.segment for row in rows} == set(Segment)
    assert max(rows, key=lambda row: row.revenue_12m.minor).account == summary.next_meeting_account


@pytest.mark.parametrize(
    ("language", "now"),
    [("ru", A_SATURDAY), ("en", LATE_IN_THE_EVENING), ("ru", NEW_YEARS_EVE), ("en", A_HOLIDAY)],
)
def test_the_next_meetings_client_has_a_clock_at_risk_and_one_paused_at_any_hour(
    tmp_path: Path, language: str, now: datetime
) -> None:
    summary = written(tmp_path / "demo.kam", language, now)
    with Workspace.open(summary.path, FixedClock(now)) as workspace:
        for moment in (now, summary.next_meeting_at):
            states = {
                row.clock_state
                for row in list_complaints(workspace, as_of=moment)
                if row.account == summary.next_meeting_account
            }
            assert states >= {ClockState.AT_RISK, ClockState.PAUSED}
        others = list_complaints(workspace, as_of=now)
        assert ClockState.BREACHED in {row.clock_state for row in others}


def test_a_demo_that_nobody_edited_moves_with_today(tmp_path: Path) -> None:
    path = tmp_path / "demo.kam"
    before = written(path)
    assert ensure_demo(path, "en", FixedClock(MONDAY + timedelta(hours=5))) is None
    tomorrow = ensure_demo(path, "en", FixedClock(MONDAY + timedelta(days=1)))
    assert tomorrow is not None
    assert tomorrow.next_meeting_at == before.next_meeting_at + timedelta(days=1)


@pytest.mark.slow
def test_a_demo_in_another_language_takes_its_place(tmp_path: Path) -> None:
    path = tmp_path / "demo.kam"
    written(path, "en")
    summary = ensure_demo(path, "ru", FixedClock(MONDAY))
    assert summary is not None
    assert summary.language == "ru"


def test_an_edited_demo_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "demo.kam"
    written(path)
    edit(path)
    kept = path.read_bytes()
    assert ensure_demo(path, "en", FixedClock(MONDAY + timedelta(days=9))) is None
    with pytest.raises(ConflictError) as refused:
        written(path, now=MONDAY + timedelta(days=9))
    assert refused.value.code == "demo.exists"
    assert path.read_bytes() == kept


def test_a_workspace_of_the_user_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "mine.kam"
    with Workspace.create(path, FixedClock(MONDAY)) as workspace, workspace.writing("account.made") as unit:
        unit.add(Account(name="Mine"))
    assert ensure_demo(path, "en", FixedClock(MONDAY)) is None
    with pytest.raises(ConflictError):
        written(path)


def test_a_file_that_is_no_workspace_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "notes.kam"
    path.write_text("my notes", encoding="utf-8")
    with pytest.raises(UserError):
        written(path)
    assert path.read_text(encoding="utf-8") == "my notes"


def test_promises_are_late_and_due_on_both_sides(tmp_path: Path) -> None:
    summary = written(tmp_path / "demo.kam")
    with Workspace.open(summary.path, FixedClock(MONDAY)) as workspace:
        rows = list_commitments(workspace, today=MONDAY.date())
        with workspace.reading() as session:
            assert session.query(Commitment).count() == len(rows)
    assert {row.side for row in rows if row.late} == {row.side for row in rows}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_window_of_the_demo_is_arranged(tmp_path: Path, language: str) -> None:
    summary = written(tmp_path / "demo.kam", language)
    with Workspace.open(summary.path, FixedClock(MONDAY)) as workspace:
        pins = [one.name for one in pinned(workspace)]
        assert pins[0] == summary.next_meeting_account
        assert len(pins) == 3
        queries = [from_json(view.content["query"]) for view in saved_views(workspace)]
        assert len(queries) == 2
        everybody = len(read_portfolio(workspace, PortfolioQuery(), as_of=MONDAY).rows)
        for query in queries:
            assert 3 <= len(read_portfolio(workspace, query, as_of=MONDAY).rows) < everybody
        for view in saved_views(workspace):
            assert set(view.content["columns"]) <= {column.value for column in PortfolioColumn}


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_documents_of_the_demo_open(tmp_path: Path, language: str) -> None:
    summary = written(tmp_path / "demo.kam", language)
    with Workspace.open(summary.path, FixedClock(MONDAY)) as workspace:
        account = find_account(workspace, summary.next_meeting_account).id
        heads = {document_bytes(workspace, one.id)[:5] for one in list_documents(workspace, account)}
    assert heads == {b"%PDF-", b"\x89PNG\r"}


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("now", [MONDAY, NEW_YEARS_EVE, datetime(2027, 5, 7, 8, 0, tzinfo=UTC)], ids=str)
def test_the_brief_of_the_next_meeting_fits_one_page(
    tmp_path: Path, kam: Callable[..., Any], language: str, now: datetime
) -> None:
    summary = written(tmp_path / "demo.kam", language, now)
    ran = kam(
        *("brief", summary.path, "--meeting", summary.next_meeting, "--lang", language),
        *("-o", tmp_path / "brief.pdf"),
        now=FixedClock(now),
    )
    assert ran.code == 0, ran.errors
    assert "1 page" in ran.out


@pytest.mark.parametrize("year", [1950, 1970, 2000, 2023])
def test_a_clock_that_stands_in_the_past_is_said(kam: Kam, tmp_path: Path, year: int) -> None:
    """A computer whose battery is empty; the story names years that would lie ahead."""
    clock = FixedClock(datetime(year, 3, 15, 9, tzinfo=UTC))
    for command in (("demo",), ("open", "--demo")):
        ran = kam(*command, tmp_path / "demo.kam", now=clock)
        assert (ran.code, ran.out) == (1, "")
        assert f"clock says 15 Mar {year}, too early for the demo's story." in ran.errors
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_the_first_day_of_the_story_is_early_enough(kam: Kam, tmp_path: Path) -> None:
    clock = FixedClock(datetime(2024, 1, 1, 12, tzinfo=UTC))
    for language in ("ru", "en"):
        assert kam("demo", tmp_path / f"{language}.kam", "--lang", language, now=clock).code == 0


def read_plans(workspace: Workspace, now: datetime) -> list[PlanReading]:
    with workspace.reading() as session:
        plans = [plan.id for plan in session.query(Plan)]
    return [read_plan(workspace, plan, as_of=now) for plan in plans]


def states(plan: PlanReading) -> list[VersionState]:
    """What became of each version, the first first."""
    return [
        version_state(version, plan.status, is_latest=version is plan.versions[0])
        for version in reversed(plan.versions)
    ]


@pytest.mark.slow
@pytest.mark.parametrize(("language", "now"), [("ru", MONDAY), ("en", NEW_YEARS_EVE), ("en", A_HOLIDAY)])
def test_where_a_plan_stands_follows_from_its_versions(tmp_path: Path, language: str, now: datetime) -> None:
    summary = written(tmp_path / "demo.kam", language, now)
    with Workspace.open(summary.path, FixedClock(now)) as workspace:
        plans = read_plans(workspace, now)
    stands = {
        PlanStatus.DRAFT: None,
        PlanStatus.SUBMITTED: VersionState.SUBMITTED,
        PlanStatus.APPROVED: VersionState.APPROVED,
    }
    assert {plan.status for plan in plans} == set(stands)
    for plan in plans:
        assert next(reversed(states(plan)), None) is stands[plan.status], plan.content.title
        assert all(version.submitted_at < now for version in plan.versions)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_plan_of_the_main_client_was_returned_once_and_rewritten(tmp_path: Path, language: str) -> None:
    summary = written(tmp_path / "demo.kam", language)
    with Workspace.open(summary.path, FixedClock(MONDAY)) as workspace:
        client = find_account(workspace, summary.next_meeting_account).id
        (plan,) = (one for one in read_plans(workspace, MONDAY) if one.content.account_id == client)
        assert states(plan) == [VersionState.RETURNED, VersionState.APPROVED, VersionState.APPROVED]
        first, second, third = (read_version(workspace, plan.content.id, number) for number in (1, 2, 3))
        rewritten = compare_versions(workspace, plan.content.id, 1, 2, as_of=MONDAY).changes
    assert len(rewritten.sections) >= 5
    assert first.objectives[0].target != second.objectives[0].target
    assert not second.reviews
    assert len(third.reviews) == 2
    told = {one.id: (one.title, one.target, one.owner_id) for one in plan.content.objectives}
    assert {one.id: (one.title, one.target, one.owner_id) for one in third.objectives} == told


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_plan_of_the_main_client_is_full_and_a_check_of_it_finds_something(
    tmp_path: Path, language: str
) -> None:
    summary = written(tmp_path / "demo.kam", language)
    with Workspace.open(summary.path, FixedClock(MONDAY)) as workspace:
        client = find_account(workspace, summary.next_meeting_account).id
        (plan,) = (one for one in read_plans(workspace, MONDAY) if one.content.account_id == client)
        found = {one.code for one in check_plan(workspace, plan.content.id, as_of=MONDAY).findings}
    content = plan.content
    assert all((content.objectives, content.initiatives, content.actions, content.growth, content.budget))
    assert any(one.after for one in content.initiatives)
    assert all(one.our_ids and one.their_ids for one in content.reviews)
    assert found >= {
        FindingCode.DECIDER_WITHOUT_CONTACT,
        FindingCode.RISK_WITHOUT_RESPONSE,
        FindingCode.INITIATIVE_LATE,
    }
    assert FindingCode.GROWTH_SHORT not in found
