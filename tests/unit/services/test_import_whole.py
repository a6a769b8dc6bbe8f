"""An import as a whole: prepared by reading only, written as one step, told while it runs."""

from __future__ import annotations

import gc
import io
from pathlib import Path

import pytest

from kam.cli.context import Context
from kam.cli.importing import _progress
from kam.core.changes import Area
from kam.core.clock import FixedClock
from kam.core.errors import ConflictError, UserError
from kam.core.words import words_for
from kam.models import Account
from kam.services.files import open_workspace
from kam.services.history import StepKind, list_steps
from kam.services.imports import Kind, carry_out, import_file, prepare_import
from tests.bringing import DATA, Desk
from tests.builders import NOW, Office


@pytest.fixture
def desk(office: Office, tmp_path: Path) -> Desk:
    return Desk(office, tmp_path)


def test_an_import_is_one_step_that_says_where_it_came_from(desk: Desk) -> None:
    report = desk.bring("accounts", DATA / "clients.csv")
    newest = list_steps(desk.office.workspace)[0]
    assert (newest.label, newest.kind, newest.undoable) == ("accounts.imported", StepKind.IMPORT, True)
    assert newest.created == 6  # three accounts and their addresses
    assert report.source == "clients.csv"
    assert report.changed == Area.ACCOUNTS


def test_a_dry_run_needs_no_right_to_write(desk: Desk) -> None:
    with open_workspace(desk.office.workspace.path, desk.office.clock) as reader:
        report = import_file(reader, DATA / "clients.csv", Kind.ACCOUNTS, dry_run=True)
        assert (report.added, report.recorded, report.changed) == (3, False, Area.NONE)
        with pytest.raises(UserError, match=r"store\.read_only"):
            import_file(reader, DATA / "clients.csv", Kind.ACCOUNTS)


def test_what_was_prepared_before_another_change_is_not_written(desk: Desk) -> None:
    workspace = desk.office.workspace
    prepared = prepare_import(workspace, DATA / "clients.csv", Kind.ACCOUNTS)
    desk.office.account("Meanwhile")
    with pytest.raises(ConflictError, match=r"import\.overtaken"):
        carry_out(workspace, prepared)
    assert desk.all(Account, "name") == ["Meanwhile"]


def test_progress_is_told_and_may_stop_the_import(desk: Desk) -> None:
    told: list[tuple[int, int | None]] = []
    import_file(
        desk.office.workspace,
        DATA / "clients.csv",
        Kind.ACCOUNTS,
        progress=lambda done, total: told.append((done, total)),
    )
    assert told[-1] == (3, 3)

    def stop(_done: int, _total: int | None) -> None:
        raise KeyboardInterrupt

    before = desk.content()
    with pytest.raises(KeyboardInterrupt):
        import_file(desk.office.workspace, DATA / "people.csv", Kind.PEOPLE, progress=stop)
    assert desk.content() == before
    assert gc.isenabled()


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("rows", "expected"), [(1_000, ""), (50_000, "\rReading: row 50000 of 50000\r" + " " * 27 + "\r")]
)
def test_only_a_long_file_shows_how_far_it_has_come(rows: int, expected: str) -> None:
    terminal = _Terminal()
    context = Context(words_for("en"), FixedClock(NOW), io.StringIO(), terminal)
    with _progress(context) as progress:
        assert progress is not None
        progress(rows, rows)
    assert terminal.getvalue() == expected


def test_nothing_but_a_terminal_is_shown_progress() -> None:
    with _progress(Context(words_for("en"), FixedClock(NOW), io.StringIO(), io.StringIO())) as progress:
        assert progress is None
