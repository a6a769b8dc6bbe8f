"""What a crash left beside a file: finished where it belongs to the file, refused where it does not."""

from __future__ import annotations

import shutil
import struct
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from kam.core.clock import FixedClock
from kam.core.errors import UserError
from kam.core.sentences import SENTENCES
from kam.models import Account
from kam.store import keys
from kam.store.backup import backup_folder
from kam.store.engine import connect
from kam.store.files import left_journal, left_open
from kam.store.interrupted import KEPT
from kam.store.rollback_journal import Belongs, belongs_to
from kam.store.workspace import Workspace
from tests.store.kit import PASSPHRASE, ask_for_a_log, fingerprint, foreign_hand, names, run, start

CLOCK = FixedClock(datetime(2026, 3, 9, 11, 0, tzinfo=UTC))

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX"),
    pytest.mark.usefixtures("every_kind"),
]

_COMMIT_CUT_SHORT = """
import os, signal
from contextlib import closing
from kam.store.engine import connect
connection = connect(path, "rw")
connection.execute("PRAGMA cache_size = 5")  # so small that pages go to the file before the commit
connection.execute("BEGIN IMMEDIATE")
if sys.argv[2] == "with the first page":
    connection.execute("PRAGMA user_version = 1")
for number in range(300):
    connection.execute("UPDATE account SET name = 'Half ' || ? WHERE name = 'Client ' || ?", (number, number))
os.kill(os.getpid(), signal.SIGKILL)
"""
PAGES = pytest.mark.parametrize("pages", ["with the first page", "without the first page"])


def made(folder: Path, name: str = "a.kam", count: int = 300) -> Path:
    path = folder / name
    with Workspace.create(path, CLOCK) as workspace, workspace.writing("test.added") as unit:
        unit.add_all(Account(name=f"Client {number}") for number in range(count))
    shutil.rmtree(backup_folder(path))
    return path


def crash(path: Path, pages: str = "with the first page") -> Path:
    """Die in the middle of a commit, part of it being in the file; the journal that mends it."""
    before = path.read_bytes()
    start(_COMMIT_CUT_SHORT, path, pages).communicate(timeout=60)
    assert left_journal(path)
    assert path.read_bytes() != before
    return path.with_name(f"{path.name}-journal")


def journal_of_all(other: Path, journal: Path, sector: int = 512, page_size: int = 4096) -> None:
    """A journal as SQLite writes it before a step that touches every page of a database."""
    content = other.read_bytes()
    pages = [content[at : at + page_size] for at in range(0, len(content), page_size)]
    magic = bytes.fromhex("d9d505f920a163d7")
    head = struct.pack(">8sIIIII", magic, len(pages), 0, len(pages), sector, page_size)
    records = b"".join(
        struct.pack(">I", number) + page + struct.pack(">I", sum(page[page_size - 200 : 0 : -200]))
        for number, page in enumerate(pages, start=1)
    )
    journal.write_bytes(head.ljust(sector, b"\0") + records)


def account_names(path: Path) -> set[str]:
    with Workspace.open(path, CLOCK, read_only=True) as workspace, workspace.reading() as session:
        return set(session.scalars(select(Account.name)))


def everything(path: Path) -> dict[str, list[object]]:
    """What stands in each table."""
    with closing(connect(path, "ro", immutable=True)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in tables}


def refused(path: Path) -> UserError:
    """Why the file is refused in every way of opening it, it and its journal having stayed as they were."""
    journal = path.with_name(f"{path.name}-journal")
    before = fingerprint(path), fingerprint(journal), names(path.parent)
    errors = []
    for way in ({"read_only": True}, {"log": True}, {"log": False}):
        with pytest.raises(UserError) as caught:
            Workspace.open(path, CLOCK, **way)
        errors.append(caught.value)
        assert (fingerprint(path), fingerprint(journal), names(path.parent)) == before
    assert len({error.code for error in errors}) == 1
    assert SENTENCES[errors[0].code].text.format_map(errors[0].details)
    return errors[0]


@PAGES
@pytest.mark.parametrize("read_only", [False, True])
def test_a_commit_that_a_crash_cut_short_never_was(
    tmp_path: Path, pages: str, read_only: bool, every_kind: str
) -> None:
    path = made(tmp_path)
    before, said = path.read_bytes(), everything(path)
    crash(path, pages)
    with Workspace.open(path, CLOCK, read_only=read_only, log=False):
        pass
    assert everything(path) == said
    assert len(path.read_bytes()) == len(before)
    assert path.read_bytes() == before or every_kind == "encrypted", "a page is encrypted anew each time"
    assert names(tmp_path) - {"a.kam.lock"} == {"a.kam", "a.kam.backups"}


def test_the_bytes_that_a_crash_left_are_kept_with_the_backups(tmp_path: Path) -> None:
    path = made(tmp_path)
    journal = crash(path)
    file, beside = path.read_bytes(), journal.read_bytes()
    account_names(path)
    (kept,) = backup_folder(path).glob("*.before-recovery")
    assert kept.read_bytes() == file
    assert kept.with_name(f"{kept.name}-journal").read_bytes() == beside
    assert len(names(kept.parent)) == 2


def test_the_log_that_a_crash_left_is_kept_with_the_backups(tmp_path: Path) -> None:
    path = made(tmp_path)
    log = left_log(path).read_bytes()
    assert "Last" in account_names(path)
    (kept,) = backup_folder(path).glob("*.before-recovery")
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == log


def test_of_what_crashes_left_the_last_few_are_kept(tmp_path: Path) -> None:
    path = made(tmp_path)
    for _ in range(KEPT + 2):
        crash(path)
        account_names(path)
    assert len(names(backup_folder(path))) == 2 * KEPT


def test_what_a_crash_left_is_kept_though_a_clock_that_was_ahead_dated_the_others_later(
    tmp_path: Path,
) -> None:
    path = made(tmp_path)
    for year in (2040, 2041, 2042, 2026):
        crash(path)
        before = path.read_bytes()
        Workspace.open(path, FixedClock(datetime(year, 3, 9, tzinfo=UTC))).close()
    (kept,) = backup_folder(path).glob("2026*.before-recovery")
    assert kept.read_bytes() == before
    assert len(names(backup_folder(path))) == 2 * KEPT


@PAGES
def test_a_journal_of_another_workspace_does_not_touch_this_one(tmp_path: Path, pages: str) -> None:
    path = made(tmp_path)
    other = made(tmp_path, "other.kam", count=900)
    shutil.copyfile(crash(other, pages), tmp_path / "a.kam-journal")
    shutil.rmtree(tmp_path / "other.kam.backups", ignore_errors=True)
    error = refused(path)
    assert error.code == "store.foreign_journal"
    assert error.details["journal"] == str(tmp_path / "a.kam-journal")
    (tmp_path / "a.kam-journal").unlink()
    assert len(account_names(path)) == 300


def test_a_journal_that_holds_another_workspace_whole_does_not_replace_this_one(tmp_path: Path) -> None:
    """Rolled back it would give a sound file: the other one."""
    path = made(tmp_path)
    journal_of_all(made(tmp_path, "other.kam", count=100), tmp_path / "a.kam-journal")
    assert refused(path).code == "store.foreign_journal"
    with foreign_hand(path) as stock:
        assert stock.execute("SELECT count(*) FROM account").fetchone() == (100,), "SQLite believes it"


def test_a_journal_that_holds_an_earlier_state_whole_does_not_bring_it_back(tmp_path: Path) -> None:
    """Only the count of steps tells."""
    path = made(tmp_path)
    shutil.copyfile(path, tmp_path / "yesterday")
    for number in range(3):
        with Workspace.open(path, CLOCK, log=False) as workspace, workspace.writing("test.added") as unit:
            unit.add(Account(name=f"New {number}"))
    journal_of_all(tmp_path / "yesterday", tmp_path / "a.kam-journal")
    assert refused(path).code == "store.foreign_journal"


def test_a_journal_of_a_database_with_other_pages_does_not_touch_this_one(tmp_path: Path) -> None:
    path = made(tmp_path)
    journal = bytearray(crash(made(tmp_path, "other.kam")).read_bytes())
    journal[24:28] = (1024).to_bytes(4, "big")
    (tmp_path / "a.kam-journal").write_bytes(journal)
    assert refused(path).code == "store.foreign_journal"


def test_a_journal_that_outlived_its_file_does_not_touch_the_older_copy_put_in_its_place(
    tmp_path: Path,
) -> None:
    path = made(tmp_path)
    yesterday = path.read_bytes()
    for number in range(3):
        with Workspace.open(path, CLOCK, log=False) as workspace, workspace.writing("test.added") as unit:
            unit.add(Account(name=f"New {number}"))
    crash(path)
    path.write_bytes(yesterday)
    assert refused(path).code == "store.foreign_journal"


def left_log(path: Path, name: str = "Last") -> Path:
    """The log of a program that died after a step."""
    code = "w = Workspace.open(path, clock)\nfrom kam.models import Account\nimport os, signal\n"
    code += f"with w.writing('test.added') as unit:\n    unit.add(Account(name={name!r}))\n"
    start(code + "os.kill(os.getpid(), signal.SIGKILL)", path).communicate(timeout=60)
    return path.with_name(f"{path.name}-wal")


def test_a_log_of_another_workspace_does_not_touch_this_one(tmp_path: Path) -> None:
    path = made(tmp_path)
    log = left_log(made(tmp_path, "other.kam"))
    shutil.copyfile(log, tmp_path / "a.kam-wal")
    before = fingerprint(path)
    with pytest.raises(UserError) as caught:
        Workspace.open(path, CLOCK)
    assert caught.value.code in {"store.foreign_journal", "store.damaged"}
    assert fingerprint(path) == before
    assert (tmp_path / "a.kam-wal").read_bytes() == log.read_bytes()


def test_a_log_that_holds_another_workspace_whole_does_not_replace_this_one(tmp_path: Path) -> None:
    path = made(tmp_path)
    other = made(tmp_path, "other.kam", count=100)
    ask_for_a_log(path)
    with foreign_hand(other) as stock:
        stock.execute("PRAGMA journal_mode = WAL")
        stock.execute("VACUUM")
        shutil.copyfile(tmp_path / "other.kam-wal", tmp_path / "a.kam-wal")
    before = fingerprint(path)
    with pytest.raises(UserError) as caught:
        Workspace.open(path, CLOCK)
    assert caught.value.code == "store.foreign_journal"
    assert caught.value.details["journal"] == str(tmp_path / "a.kam-wal")
    assert fingerprint(path) == before
    with foreign_hand(path) as stock:
        assert stock.execute("SELECT count(*) FROM account").fetchone() == (100,), "SQLite believes it"


def test_a_damaged_file_with_its_own_journal_is_refused_as_damaged(tmp_path: Path) -> None:
    path = made(tmp_path)
    crash(path)
    content = bytearray(path.read_bytes())
    half = len(content) // 2
    content[half : half + 64 * 4096] = bytes(64 * 4096)
    path.write_bytes(content)
    assert refused(path).code == "store.damaged"


@pytest.mark.parametrize("content", [b"notes of mine", b"\xd9\xd5\x05\xf9", b"\xd9\xd5\x05\xf9" * 999])
def test_a_journal_that_says_nothing_changes_nothing(tmp_path: Path, content: bytes) -> None:
    """A crash of the computer before the journal was on the disk; the file was not touched then."""
    path = made(tmp_path)
    before = path.read_bytes()
    path.with_name("a.kam-journal").write_bytes(content)
    assert len(account_names(path)) == 300
    assert path.read_bytes() == before
    kept = [file.read_bytes() for file in backup_folder(path).glob("*.before-recovery-journal")]
    assert kept == [content]


def test_a_journal_that_is_over_is_left_alone(tmp_path: Path) -> None:
    path = made(tmp_path)
    path.with_name("a.kam-journal").write_bytes(bytes(4096))
    assert not left_open(path)
    assert len(account_names(path)) == 300
    assert names(tmp_path) == {"a.kam", "a.kam-journal"}


def test_a_journal_belongs_to_the_file_before_and_after_its_first_page_was_written(
    tmp_path: Path, every_kind: str
) -> None:
    """The states are one commit apart from each other; the crash comes in the one after the second."""
    path = made(tmp_path)
    states = []
    for _ in range(4):
        with foreign_hand(path) as connection:
            connection.execute("UPDATE account SET version = version + 1")
        states.append(path.read_bytes())
    path.write_bytes(states[1])
    journal = crash(path)
    told = []
    for state in states:
        path.write_bytes(state)
        told.append(belongs_to(journal, path))
    beside = Belongs.NO if every_kind == "plain" else Belongs.PERHAPS
    after = Belongs.YES if every_kind == "plain" else Belongs.PERHAPS
    assert told == [beside, Belongs.YES, after, beside]


def step_cut_short(path: Path) -> tuple[bytes, bytes, bytes]:
    """The file before a step and after it, and the journal that takes it back as long as it lies there.

    SQLite leaves the journal of a commit as it was and makes its beginning void: that is put right here.
    """
    before = path.read_bytes()
    journal = path.with_name("a.kam-journal")
    with foreign_hand(path) as connection:
        connection.execute("PRAGMA cache_spill = OFF")
        connection.execute("PRAGMA journal_mode = PERSIST")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE account SET name = name || ' and more of it'")
        head = journal.read_bytes()[8:28]
        connection.execute("COMMIT")
        kept = journal.read_bytes()
        sector = int.from_bytes(head[12:16], "big")
        count = (len(kept) - sector) // (4 + 4096 + 4)
    journal.unlink()
    magic = bytes.fromhex("d9d505f920a163d7")
    whole = magic + count.to_bytes(4, "big") + head[4:].ljust(sector - 12, b"\0") + kept[sector:]
    return before, path.read_bytes(), whole


@pytest.mark.parametrize("written", [1, 2, 0.5, None], ids=["first page", "two", "half", "all"])
def test_a_step_that_reached_the_file_in_part_is_taken_back(tmp_path: Path, written: float | None) -> None:
    path = made(tmp_path)
    said = everything(path)
    before, after, journal = step_cut_short(path)
    changed = [at for at in range(0, len(before), 4096) if before[at : at + 4096] != after[at : at + 4096]]
    assert changed[0] == 0
    assert len(changed) > 5
    count = (
        len(changed) if written is None else max(1, int(written if written >= 1 else len(changed) * written))
    )
    content = bytearray(before)
    for at in changed[:count]:
        content[at : at + 4096] = after[at : at + 4096]
    path.write_bytes(content)
    path.with_name("a.kam-journal").write_bytes(journal)
    assert len(account_names(path)) == 300
    assert everything(path) == said


_AS_NOBODY = """
import os
if os.getuid() == 0:  # root is stopped by no permission
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
from kam.core.errors import UserError
try:
    with Workspace.open(path, clock, read_only=True) as w, w.reading() as session:
        print(session.connection().exec_driver_sql("SELECT count(*) FROM account").scalar())
except UserError as error:
    print(error.code)
"""


def seen_where_nothing_can_be_written(path: Path) -> list[str]:
    """What one finds who may read the folder and its files, and write nothing."""
    parents = [path.parent, *path.parent.parents]
    closed = [folder for folder in parents if str(folder).startswith("/tmp/") and folder != Path("/tmp")]  # noqa: S108
    for folder in closed:
        folder.chmod(0o755)
    for file in path.parent.iterdir():
        if file.is_file():
            file.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        return run(_AS_NOBODY, path)
    finally:
        path.parent.chmod(0o755)  # those above it stay as they are: other tests may stand in them just now


def test_what_a_crash_left_where_nothing_can_be_written_is_not_called_read_only(tmp_path: Path) -> None:
    path = made(tmp_path)
    crash(path)
    before = fingerprint(path)
    assert seen_where_nothing_can_be_written(path) == ["store.unfinished"]
    assert fingerprint(path) == before


def test_a_file_that_asks_for_a_log_can_be_read_where_none_can_be_made(tmp_path: Path) -> None:
    path = made(tmp_path)
    ask_for_a_log(path)
    assert seen_where_nothing_can_be_written(path) == ["300"]
    assert names(tmp_path) == {"a.kam"}


def test_a_first_page_torn_while_the_log_was_brought_in_is_mended_by_the_log(
    tmp_path: Path, every_kind: str
) -> None:
    """The passphrase is asked for first, of a file whose first page fits no key."""
    path = made(tmp_path)
    code = "w = Workspace.open(path, clock)\nfrom kam.models import Account\nimport os, signal\n"
    code += "with w.writing('test.added') as unit:\n"
    code += "    unit.add_all(Account(name=f'New {number}') for number in range(300))\n"
    start(code + "os.kill(os.getpid(), signal.SIGKILL)", path).communicate(timeout=60)
    content = bytearray(path.read_bytes())
    content[2048:4096] = bytes(2048)
    path.write_bytes(content)
    if every_kind == "encrypted":
        keys.forget(path)
        keys.unlock(path, PASSPHRASE)
    assert len(account_names(path)) == 600
