"""The workspace: one plain file when closed, one writer when open, everything acknowledged after a crash."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from kam.core.clock import FixedClock
from kam.core.errors import UserError
from kam.models import Account
from kam.store import atomic
from kam.store.backup import list_backups
from kam.store.files import APPLICATION_ID, has_log, left_open
from kam.store.keys import header_of
from kam.store.migrations import HEAD
from kam.store.workspace import Workspace
from tests.builders import Office
from tests.store.kit import another_tool, fingerprint, holding, names, run, start

CLOCK = FixedClock(datetime(2026, 3, 9, 11, 0, tzinfo=UTC))

pytestmark = pytest.mark.usefixtures("every_kind")

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="signals and links of POSIX")

_WRITES_UNTIL_KILLED = """
from kam.models import Account
w = Workspace.open(path, clock, log=len(sys.argv) < 3 or bool(sys.argv[2]))
for number in range(10**6):
    with w.writing("test.added") as unit:
        unit.add(Account(name=f"Client {number}"))
    print(number, flush=True)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "Клиенты 2026.kam"
    Workspace.create(made, CLOCK).close()
    return made


def account_names(session: Session) -> list[str]:
    return list(session.scalars(select(Account.name).order_by(Account.id)))


def add_account(workspace: Workspace, name: str) -> None:
    with workspace.writing("test.added") as unit:
        unit.add(Account(name=name))


def fail_half_way(workspace: Workspace) -> None:
    with workspace.writing("test.added") as unit:
        unit.add(Account(name="Half"))
        unit.flush()
        raise ZeroDivisionError


def fail_after_much(workspace: Workspace, is_untouched: Callable[[], bool]) -> None:
    with workspace.writing("test.added") as unit:
        unit.wire.exec_driver_sql("PRAGMA cache_size = 5")
        unit.add_all(Account(name=f"Client {number}") for number in range(2000))
        unit.flush()
        assert is_untouched()
        raise ZeroDivisionError


def refusal(path: Path, *, read_only: bool = False) -> UserError:
    with pytest.raises(UserError) as caught:
        Workspace.open(path, CLOCK, read_only=read_only)
    return caught.value


def test_a_new_workspace_says_in_its_header_what_it_is(path: Path) -> None:
    header = header_of(path)
    assert header.startswith(b"SQLite format 3\x00")
    assert header[68:72] == b".kam" == APPLICATION_ID.to_bytes(4, "big")
    assert int.from_bytes(header[60:64], "big") == HEAD


def test_what_was_written_is_there_when_it_is_opened_again(path: Path) -> None:
    with Workspace.open(path, CLOCK) as workspace:
        add_account(workspace, "Северогорский метизный завод")
    with Workspace.open(path, CLOCK) as workspace, workspace.reading() as session:
        assert account_names(session) == ["Северогорский метизный завод"]


def test_closing_leaves_one_plain_file_and_a_folder_of_backups(path: Path) -> None:
    workspace = Workspace.open(path, CLOCK)
    add_account(workspace, "Альфа")
    assert f"{path.name}-wal" in names(path.parent)
    workspace.close()
    workspace.close()
    assert names(path.parent) == {path.name, f"{path.name}.backups"}
    assert header_of(path)[18:20] == b"\x01\x01", "the header asks for no log"


def test_nothing_is_backed_up_when_nothing_was_changed(path: Path) -> None:
    with Workspace.open(path, CLOCK) as workspace, workspace.reading() as session:
        assert account_names(session) == []
    assert names(path.parent) == {path.name}


def test_stock_sqlite_reads_every_row_of_every_table(tmp_path: Path) -> None:
    office = Office.at(tmp_path)
    account = office.account("Альфа")
    office.meeting(account, None, office.stakeholder(account))
    with office.workspace.reading() as session:
        ours = {
            name: session.execute(text(f'SELECT * FROM "{name}"')).fetchall()
            for name in session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
        }
    office.workspace.close()
    with closing(another_tool(office.workspace.path)) as stock:
        theirs = {name: stock.execute(f'SELECT * FROM "{name}"').fetchall() for name in ours}
        assert stock.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert {name: [tuple(row) for row in rows] for name, rows in ours.items()} == theirs
    assert sum(map(len, theirs.values())) > 20


def test_an_existing_file_is_never_created_over(path: Path) -> None:
    before = fingerprint(path)
    with pytest.raises(UserError) as caught:
        Workspace.create(path, CLOCK)
    assert caught.value.code == "store.exists"
    assert fingerprint(path) == before
    assert names(path.parent) == {path.name}


def test_creating_in_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        Workspace.create(tmp_path / "nowhere" / "a.kam", CLOCK)
    assert caught.value.code == "store.folder_missing"


def test_a_new_workspace_takes_nothing_from_the_log_of_a_deleted_one(tmp_path: Path, path: Path) -> None:
    workspace = Workspace.open(path, CLOCK)
    add_account(workspace, "Gone")
    log = (tmp_path / f"{path.name}-wal").read_bytes()
    workspace.close()
    new = tmp_path / "new.kam"
    (tmp_path / "new.kam-wal").write_bytes(log)
    with Workspace.create(new, CLOCK) as workspace, workspace.reading() as session:
        assert account_names(session) == []


def test_a_failing_step_leaves_no_trace(path: Path) -> None:
    with Workspace.open(path, CLOCK) as workspace:
        with pytest.raises(ZeroDivisionError):
            fail_half_way(workspace)
        assert not workspace.changed
        with workspace.reading() as session:
            assert account_names(session) == []


@pytest.mark.parametrize("log", [False, True])
def test_reading_does_not_wait_for_writing(path: Path, log: bool) -> None:
    with Workspace.open(path, CLOCK, log=log) as workspace, workspace.writing("test.added") as unit:
        unit.add(Account(name="New"))
        unit.flush()
        with workspace.reading() as session:
            assert account_names(session) == []


def test_without_a_log_the_file_is_not_touched_before_the_commit(path: Path) -> None:
    """Not even by a step that is larger than what SQLite likes to keep in memory."""
    before = fingerprint(path)
    with Workspace.open(path, CLOCK, log=False) as workspace:
        with pytest.raises(ZeroDivisionError):
            fail_after_much(workspace, lambda: fingerprint(path) == before)
        assert fingerprint(path) == before
    assert fingerprint(path) == before
    assert names(path.parent) == {path.name}


def test_without_a_log_a_step_is_saved_and_backed_up(path: Path) -> None:
    with Workspace.open(path, CLOCK, log=False) as workspace:
        add_account(workspace, "Альфа")
        assert names(path.parent) == {path.name, f"{path.name}.lock"}
    assert len(list_backups(path)) == 1
    with Workspace.open(path, CLOCK, read_only=True) as workspace, workspace.reading() as session:
        assert account_names(session) == ["Альфа"]


def test_a_new_file_is_there_with_its_first_step_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "new.kam"

    def begin(workspace: Workspace) -> None:
        add_account(workspace, "First")
        assert not path.exists()

    def fail(workspace: Workspace) -> None:
        add_account(workspace, "First")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Workspace.create(path, CLOCK, fail)
    assert names(tmp_path) == set()
    with Workspace.create(path, CLOCK, begin) as workspace, workspace.reading() as session:
        assert account_names(session) == ["First"]
    assert names(tmp_path) == {"new.kam", "new.kam.backups"}


@pytest.mark.parametrize("known", [True, False], ids=["in one move", "by claiming the name"])
def test_a_finished_file_never_takes_the_place_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    if not known:
        monkeypatch.setattr(atomic, "_moved_to_free", lambda *_: False)
    target = tmp_path / "a.kam"
    with atomic.written_aside(tmp_path) as partial:
        partial.write_text("first", "utf-8")
        atomic.put_in_free_place(partial, target)
    with atomic.written_aside(tmp_path) as partial:
        partial.write_text("second", "utf-8")
        with pytest.raises(UserError) as caught:
            atomic.put_in_free_place(partial, target)
    assert caught.value.code == "store.exists"
    assert target.read_text("utf-8") == "first"
    assert names(tmp_path) == {"a.kam"}


def test_opened_for_reading_it_cannot_be_written(path: Path) -> None:
    before = fingerprint(path)
    with Workspace.open(path, CLOCK, read_only=True) as workspace:
        assert workspace.read_only
        with pytest.raises(UserError) as caught:
            add_account(workspace, "No")
        assert caught.value.code == "store.read_only"
    assert fingerprint(path) == before
    assert names(path.parent) == {path.name}


def test_opening_twice_in_one_program_is_refused(path: Path) -> None:
    with Workspace.open(path, CLOCK) as workspace:
        error = refusal(path)
        assert (error.code, error.details["pid"]) == ("store.locked", os.getpid())
        add_account(workspace, "Still writable")
    with Workspace.open(path, CLOCK) as workspace, workspace.reading() as session:
        assert account_names(session) == ["Still writable"]


@pytest.mark.slow
def test_while_another_program_writes_one_may_read_and_is_told_who_writes(path: Path) -> None:
    with holding(path) as window:
        error = refusal(path)
        assert (error.code, error.details["pid"]) == ("store.locked", window.pid)
        with Workspace.open(path, CLOCK, read_only=True) as workspace, workspace.reading() as session:
            assert account_names(session) == []
    assert names(path.parent) == {path.name}


@pytest.mark.slow
def test_a_reader_who_stays_longest_leaves_one_plain_file(path: Path) -> None:
    workspace = Workspace.open(path, CLOCK)
    add_account(workspace, "Альфа")
    ready = "w = Workspace.open(path, clock, read_only=True)\nwith w.reading() as s:\n    s.connection()"
    wait = "\n    print('reading', flush=True)\n    sys.stdin.read()\nw.close()"
    reader = start(ready + ".exec_driver_sql('SELECT count(*) FROM account')" + wait, path)
    assert reader.stdout is not None
    assert reader.stdout.readline() == "reading\n"
    workspace.close()
    _, complaint = reader.communicate(timeout=60)
    assert complaint == ""
    assert names(path.parent) == {path.name, f"{path.name}.backups"}
    with Workspace.open(path, CLOCK, read_only=True) as workspace, workspace.reading() as session:
        assert account_names(session) == ["Альфа"]


@pytest.mark.slow
@posix_only
@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("log", [False, True])
def test_everything_acknowledged_survives_a_killed_program(path: Path, read_only: bool, log: bool) -> None:
    process = start(_WRITES_UNTIL_KILLED, path, "with a log" if log else "")
    assert process.stdout is not None
    acknowledged = [int(process.stdout.readline()) for _ in range(20)]
    process.kill()
    rest, _ = process.communicate(timeout=30)
    acknowledged += [int(line) for line in rest.split("\n")[:-1]]
    assert names(path.parent) >= {path.name, f"{path.name}.lock"} | ({f"{path.name}-wal"} if log else set())
    with Workspace.open(path, CLOCK, read_only=read_only) as workspace, workspace.reading() as session:
        found = account_names(session)
    assert found[: len(acknowledged)] == [f"Client {number}" for number in acknowledged]
    assert len(found) - len(acknowledged) in {0, 1}, "at most the one whose word was on its way"
    assert not has_log(path)
    assert not left_open(path)


@posix_only
def test_the_log_of_a_killed_program_counts_even_when_its_index_is_lost(path: Path) -> None:
    process = start(_WRITES_UNTIL_KILLED, path)
    assert process.stdout is not None
    assert process.stdout.readline() == "0\n"
    process.kill()
    process.communicate(timeout=30)
    path.with_name(f"{path.name}-shm").unlink()
    with Workspace.open(path, CLOCK) as workspace, workspace.reading() as session:
        assert account_names(session)[0] == "Client 0"


@posix_only
def test_the_backup_folder_and_the_lock_belong_to_the_real_file(tmp_path: Path, path: Path) -> None:
    elsewhere = tmp_path / "desk"
    elsewhere.mkdir()
    link = elsewhere / "link.kam"
    link.symlink_to(path)
    with Workspace.open(link, CLOCK) as workspace:
        add_account(workspace, "Альфа")
        assert refusal(path).code == "store.locked"
    assert names(elsewhere) == {"link.kam"}
    assert len(list_backups(link)) == len(list_backups(path)) == 1


@posix_only
def test_a_file_with_two_names_is_not_written(tmp_path: Path, path: Path) -> None:
    (tmp_path / "other.kam").hardlink_to(path)
    assert refusal(path).code == "store.two_names"
    with Workspace.open(path, CLOCK, read_only=True) as workspace, workspace.reading() as session:
        assert account_names(session) == []


@pytest.mark.slow
@posix_only
def test_a_full_disk_ends_the_step_in_a_sentence_and_keeps_what_was_there(path: Path) -> None:
    """The limit on the size of files makes writing fail as some full disks do: as an I/O error."""
    lines = run(
        """
import resource
from kam.core.errors import UserError
from kam.models import Account
w = Workspace.open(path, clock)
with w.writing("test.added") as unit:
    unit.add(Account(name="Before"))
size = path.with_name(path.name + "-wal").stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 1000, resource.RLIM_INFINITY))
try:
    with w.writing("test.added") as unit:
        unit.add(Account(name="Too much"))
except UserError as error:
    print(error.code)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
w.close()
""",
        path,
    )
    assert lines == ["store.disk"]
    with Workspace.open(path, CLOCK) as workspace, workspace.reading() as session:
        assert account_names(session) == ["Before"]


NOBODY = """
import os
from kam.core.errors import UserError
if os.getuid() == 0:  # root is stopped by no permission
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
"""


@pytest.fixture
def open_to_all(path: Path) -> Iterator[Path]:
    """The workspace in a folder that everybody may enter; those of the tests are shut to others."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # others are to get in
        moved = Path(folder) / path.name
        shutil.copy(path, moved)
        moved.chmod(0o644)
        yield moved
        Path(folder).chmod(0o755)  # it is to be swept


@pytest.mark.slow
@posix_only
def test_in_a_folder_that_may_not_be_written_it_can_still_be_read(open_to_all: Path) -> None:
    code = f"""{NOBODY}
try:
    Workspace.open(path, clock)
except UserError as error:
    print(error.code)
try:
    Workspace.create(path.with_name("new.kam"), clock)
except UserError as error:
    print(error.code)
try:
    Workspace.open(path.with_name("letter.txt"), clock)
except UserError as error:
    print(error.code)
with Workspace.open(path, clock, read_only=True) as w, w.reading() as session:
    print(session.connection().exec_driver_sql("SELECT count(*) FROM account").scalar())
"""
    open_to_all.with_name("letter.txt").write_text("Dear Ann", "utf-8")
    open_to_all.parent.chmod(0o555)
    told = run(code, open_to_all)
    assert told == [*["store.folder_closed"] * 2, "store.not_a_workspace", "0"]


@posix_only
def test_a_folder_into_which_nobody_may_look_is_closed_and_not_missing(open_to_all: Path) -> None:
    code = f"""{NOBODY}
try:
    Workspace.create(path.parent / "inner" / "new.kam", clock)
except UserError as error:
    print(error.code)
"""
    (open_to_all.parent / "inner").mkdir()
    open_to_all.parent.chmod(0o600)
    assert run(code, open_to_all) == ["store.folder_closed"]


def test_a_failed_backup_does_not_hide_that_the_changes_are_safe(path: Path) -> None:
    path.with_name(f"{path.name}.backups").write_text("a file where the folder should be", "utf-8")
    workspace = Workspace.open(path, CLOCK)
    add_account(workspace, "Альфа")
    with pytest.raises(UserError) as caught:
        workspace.close()
    assert caught.value.code == "store.backup_failed"
    with Workspace.open(path, CLOCK) as workspace, workspace.reading() as session:
        assert account_names(session) == ["Альфа"]


def test_a_failing_close_does_not_hide_the_error_before_it(path: Path) -> None:
    path.with_name(f"{path.name}.backups").write_text("a file where the folder should be", "utf-8")
    workspace = Workspace.open(path, CLOCK)
    add_account(workspace, "Альфа")
    with pytest.raises(ZeroDivisionError) as caught, workspace:
        fail_half_way(workspace)
    assert "store.backup_failed" in caught.value.__notes__[0]


def test_an_index_made_by_another_recipe_is_made_anew_on_opening(path: Path) -> None:
    with Workspace.open(path, CLOCK) as workspace:
        add_account(workspace, "Альфа")
    with closing(another_tool(path)) as stock:
        stock.execute("UPDATE search_state SET recipe = 'older'")
        stock.execute("UPDATE search_document SET tokens = 'stale'")
        stock.commit()
    with Workspace.open(path, CLOCK) as workspace, workspace.reading() as session:
        assert session.scalars(text("SELECT count(*) FROM search_document WHERE tokens = 'stale'")).one() == 0
        assert session.scalars(text("SELECT count(*) FROM search_document")).one() == 1
