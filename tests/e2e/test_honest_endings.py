"""However a command ends, what it says last is true of the data."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy.engine.default import DefaultDialect

from kam.core.clock import FixedClock
from kam.core.errors import UserError
from kam.store.lock import WorkspaceLock
from tests.builders import NOW

if TYPE_CHECKING:
    from tests.e2e.conftest import Kam, Ran

ROOT = Path(__file__).parents[2]
UNTOUCHED = "Stopped. Nothing was changed."
TOO_LATE = "Ctrl-C came too late"
SCHEDULE = ("--account", "alfreds", "--when", "2026-11-24T10:00")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and descriptors of POSIX")


@dataclass
class PressingClock(FixedClock):
    """A clock at which Ctrl-C is pressed whenever it is asked, from the so-many-th time on."""

    moment: datetime = NOW
    first: int = 1
    again: bool = False
    asked: int = 0

    def now(self) -> datetime:
        """The moment it was set to, after the key."""
        self.asked += 1
        if self.asked == self.first or (self.again and self.asked > self.first):
            signal.raise_signal(signal.SIGINT)
        return super().now()


@pytest.fixture
def client(kam: Kam, file: Path) -> Path:
    """The workspace with one account."""
    table = file.with_name("clients.csv")
    table.write_text("Name\nAlfreds Futterkiste\n", "utf-8")
    assert kam("import", file, table, "--kind", "accounts").code == 0
    return file


def steps(path: Path) -> int:
    """How many steps its journal has, as stock SQLite reads it."""
    with closing(sqlite3.connect(path)) as stock:
        return int(stock.execute("SELECT count(*) FROM step").fetchone()[0])


def look(path: Path) -> object:
    """What lasts of a file: its journal's length, its bytes if it is none of ours, None where it is not."""
    if not path.exists():
        return None
    return steps(path) if path.suffix == ".kam" else path.read_bytes()


def prepared(kam: Kam, file: Path, command: str) -> tuple[list[object], Path]:
    """A command, and the file that it changes."""
    folder = file.parent
    match command:
        case "schedule":
            return ["schedule", file, *SCHEDULE], file
        case "undo":
            return ["undo", file], file
        case "import":
            table = folder / "more.csv"
            table.write_text("Name\nBerglunds\n", "utf-8")
            return ["import", file, table, "--kind", "accounts"], file
        case "new":
            return ["new", folder / "new.kam", "--company", "A", "--me", "B"], folder / "new.kam"
        case "brief":
            assert kam("schedule", file, *SCHEDULE).code == 0
            return ["brief", file, "--account", "alfreds", "-o", folder / "x.pdf"], folder / "x.pdf"
        case _:
            kam("backup", file)
            newest = kam("restore", file, "--json").json()[0]["path"]
            assert kam("schedule", file, *SCHEDULE).code == 0
            return ["restore", file, "--backup", newest], file


@pytest.mark.parametrize("again", [False, True], ids=["once", "impatiently"])
@pytest.mark.parametrize("command", ["schedule", "undo", "import", "new", "brief", "restore"])
def test_ctrl_c_at_every_look_at_the_clock_is_answered_with_the_truth(
    kam: Kam, client: Path, command: str, *, again: bool
) -> None:
    """The key comes before, between and after everything that lasts: opening, the step, the backup."""
    kept = client.read_bytes()
    heard: set[str] = set()
    for first in range(1, 30):
        client.write_bytes(kept)
        for left in (client.with_name("new.kam"), client.with_name("x.pdf")):
            left.unlink(missing_ok=True)
        arguments, target = prepared(kam, client, command)
        before = look(target)
        clock = PressingClock(first=first, again=again)
        ran = kam(*arguments, now=clock)
        if clock.asked < first:
            break
        _is_true(ran, changed=look(target) != before)
        heard.add(ran.errors.split(":")[0].strip())
    assert clock.asked < first
    assert heard <= {UNTOUCHED, TOO_LATE}
    assert heard


def _is_true(ran: Ran, *, changed: bool) -> None:
    assert ran.code == 130
    assert len(ran.errors.strip().splitlines()) == 1
    assert (UNTOUCHED in ran.errors) == (not changed)
    assert (TOO_LATE in ran.errors) == changed


def test_ctrl_c_within_the_commit_finds_the_step_saved(
    kam: Kam, client: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The very moment between SQLite's answer and our knowing of it."""
    commit: Callable[[Any, Any], None] = DefaultDialect.do_commit
    before = steps(client)

    def commit_and_press(dialect: Any, connection: Any) -> None:
        commit(dialect, connection)
        if connection.execute("SELECT count(*) FROM step").fetchone()[0] > before:
            signal.raise_signal(signal.SIGINT)

    with monkeypatch.context() as patch:
        patch.setattr(DefaultDialect, "do_commit", commit_and_press)
        ran = kam("schedule", client, *SCHEDULE)
    assert steps(client) == before + 1
    _is_true(ran, changed=True)


def test_impatience_does_not_disturb_the_clearing_away(
    kam: Kam, client: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key is pressed again while the lock is given back: nothing stays beside the workspace."""
    release = WorkspaceLock.release

    def press_and_release(lock: WorkspaceLock) -> None:
        signal.raise_signal(signal.SIGINT)
        release(lock)

    beside = sorted(client.parent.iterdir())
    before = steps(client)
    with monkeypatch.context() as patch:
        patch.setattr(WorkspaceLock, "release", press_and_release)
        ran = kam("schedule", client, *SCHEDULE, now=PressingClock(first=2))
    _is_true(ran, changed=False)
    assert steps(client) == before
    assert sorted(client.parent.iterdir()) == beside


def test_what_came_too_late_says_how_to_take_it_back(
    kam: Kam, client: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = steps(client)
    with pressing_when_closed(monkeypatch):
        ran = kam("schedule", client, *SCHEDULE)
    assert ran.out.startswith("Planned. The meeting's id is")
    assert f"step {before + 1}, “Meeting planned”, is saved; kam undo takes it back." in ran.errors
    assert kam("undo", client).out == "Undone: Meeting planned.\n"


@contextmanager
def pressing_when_closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Press Ctrl-C when the workspace makes its backup."""
    from kam.store.backup import backup_now

    def press(*arguments: Any, **options: Any) -> Any:
        signal.raise_signal(signal.SIGINT)
        return backup_now(*arguments, **options)

    with monkeypatch.context() as patch:
        patch.setattr("kam.store.workspace.backup_now", press)
        yield


@pytest.mark.parametrize(
    ("seed", "runs"), [(1, 5), pytest.param(2, 60, marks=[pytest.mark.slow, pytest.mark.timeout(600)])]
)
def test_ctrl_c_at_any_moment_of_a_real_process(client: Path, seed: int, runs: int) -> None:
    kept, chance = client.read_bytes(), random.Random(seed)
    began = time.monotonic()
    start("schedule", client, *SCHEDULE).communicate(timeout=60)
    whole = time.monotonic() - began
    for _ in range(runs):
        client.write_bytes(kept)
        rmtree(client.with_name("office.kam.backups"), ignore_errors=True)
        before = steps(client)
        process = start("schedule", client, *SCHEDULE)
        time.sleep(chance.uniform(0.3, 1.0) * whole)
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=60)
        saved = steps(client) > before
        assert "Traceback" not in errors
        assert len(errors.splitlines()) <= 1
        assert (UNTOUCHED in errors) <= (not saved)
        assert (TOO_LATE in errors) <= saved
        assert ("Planned." in out) == saved
        assert process.returncode in ({0, 130, -signal.SIGINT} if saved else {130, -signal.SIGINT})


def start(*arguments: object, **options: Any) -> subprocess.Popen[str]:
    """Run ``kam`` as a process of its own, in English."""
    environment = {**os.environ, "KAM_LANG": "en", "PYTHONPATH": str(ROOT)}
    environment.pop("KAM_DEBUG", None)
    command = [sys.executable, "-P", "-m", "kam", *map(str, arguments)]
    streams: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    process: subprocess.Popen[str] = subprocess.Popen(command, text=True, env=environment, **streams)
    return process


@pytest.mark.slow
def test_where_ctrl_c_is_switched_off_it_stays_off(client: Path) -> None:
    """As in the background of a shell."""
    before = steps(client)
    process = start("schedule", client, *SCHEDULE, preexec_fn=_deaf)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    out, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, "")
    assert "Planned." in out
    assert steps(client) == before + 1


def _deaf() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


# --- the output --------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["schedule", "list", "help"])
def test_an_output_that_takes_nothing_is_said_with_what_was_saved(client: Path, command: str) -> None:
    """An output that refuses every byte, as a full disk does: a file open for reading only."""
    before = steps(client)
    arguments = {
        "schedule": ("schedule", client, *SCHEDULE),
        "list": ("list", client, "accounts"),
        "help": ("--help",),
    }[command]
    with client.open("rb") as nowhere:
        process = start(*arguments, stdout=nowhere)
        _, errors = process.communicate(timeout=60)
    told = errors.splitlines()
    assert process.returncode == 1
    assert told[0].startswith("The output could not be written to the end")
    if command == "schedule":
        assert steps(client) == before + 1
        assert told[1:] == [
            f"Step {before + 1}, “Meeting planned”, was saved before; kam undo takes it back."
        ]
    else:
        assert told[1:] == []


def test_a_reader_that_has_gone_is_no_failure(client: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = start("history", client, stdout=writing)
    os.close(writing)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, "")


# --- mistakes of our own -----------------------------------------------------------------------------


@pytest.fixture
def no_debugging(kam: Kam, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KAM_DEBUG")


def failing(*_arguments: object, **_options: object) -> None:
    """A mistake of ours."""
    message = "a mistake"
    raise RuntimeError(message)


@pytest.mark.parametrize("where", ["before", "after"])
def test_a_mistake_of_ours_never_denies_a_saved_step(
    kam: Kam, client: Path, monkeypatch: pytest.MonkeyPatch, no_debugging: None, where: str
) -> None:
    before = steps(client)
    place = (
        "kam.services.meetings.schedule_meeting" if where == "before" else "kam.store.workspace.backup_now"
    )
    with monkeypatch.context() as patch:
        patch.setattr(place, failing)
        ran = kam("schedule", client, *SCHEDULE)
    assert ran.code == 1
    assert "kam stumbled over a mistake of its own." in ran.errors
    saved = steps(client) == before + 1
    assert saved == (where == "after")
    assert ("Your data is as it was." in ran.errors) == (not saved)
    assert ("“Meeting planned”, was saved before" in ran.errors) == saved


BACKED_UP: dict[str, Callable[[Path], tuple[object, ...]]] = {
    "schedule": lambda file: ("schedule", file, *SCHEDULE),
    "schedule as JSON": lambda file: ("schedule", file, *SCHEDULE, "--json"),
    "import": lambda file: ("import", file, file.with_name("more.csv"), "--kind", "accounts"),
    "undo": lambda file: ("undo", file),
    "new": lambda file: ("new", file.with_name("new.kam"), "--company", "A", "--me", "B"),
    "demo": lambda file: ("demo", file.with_name("demo.kam")),
}


@pytest.mark.parametrize("command", list(BACKED_UP))
def test_a_step_whose_backup_failed_is_done_with_a_warning(kam: Kam, client: Path, command: str) -> None:
    call = BACKED_UP[command](client)
    path = Path(str(call[1]))
    folder = path.with_name(f"{path.name}.backups")
    client.with_name("more.csv").write_text("Name\nBlauer See\n", "utf-8")
    if folder.exists():
        rmtree(folder)
    folder.write_text("in the way", "utf-8")
    before = steps(path) if path.exists() else 0
    ran = kam(*call)
    assert (ran.code, steps(path)) == (0, before + 1)
    assert ran.errors == f"Your changes to “{path}” are saved, but no backup could be made in “{folder}”.\n"
    assert ran.out
    if "--json" in call:
        assert ran.json()["id"] == kam("list", client, "meetings", "--json").json()[0]["id"]


def test_reading_makes_no_backup_and_warns_of_none(kam: Kam, client: Path) -> None:
    rmtree(client.with_name("office.kam.backups"))
    client.with_name("office.kam.backups").write_text("in the way", "utf-8")
    assert (kam("list", client, "accounts").code, kam("list", client, "accounts").errors) == (0, "")
    assert kam("backup", client).code == 1, "here the backup is what was asked for"


def test_a_step_in_a_workspace_that_proves_damaged_is_saved_but_no_success(
    kam: Kam, client: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = steps(client)

    def damaged(*_anything: object) -> None:
        raise UserError("store.backup_unsound", path=str(client))

    with monkeypatch.context() as patch:
        patch.setattr("kam.store.workspace.backup_now", damaged)
        ran = kam("schedule", client, *SCHEDULE)
    assert (ran.code, steps(client)) == (1, before + 1)
    assert "are saved, but there is no backup of them: the file is damaged" in ran.errors
    assert len(ran.errors.splitlines()) == 1


# --- the folder --------------------------------------------------------------------------------------

IN_A_GONE_FOLDER: dict[str, Callable[[Path], tuple[object, ...]]] = {
    "brief": lambda file: ("brief", file, "--account", "alfreds", "-o", "x.pdf"),
    "list": lambda _file: ("list", "office.kam", "accounts"),
    "new": lambda _file: ("new", "new.kam", "--company", "A", "--me", "B"),
}


@pytest.mark.parametrize("command", list(IN_A_GONE_FOLDER))
def test_a_folder_that_is_gone_is_said_in_one_sentence(client: Path, tmp_path: Path, command: str) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()

    def leave() -> None:
        os.chdir(gone)
        gone.rmdir()

    process = start(*IN_A_GONE_FOLDER[command](client), preexec_fn=leave)
    out, errors = process.communicate(timeout=60)
    assert (process.returncode, out) == (1, "")
    assert errors == "The folder you are in does not exist any more; go to another one (cd) and try again.\n"
