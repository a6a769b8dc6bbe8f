"""Files that are not what they should be: a clear sentence, never a trace, and not a byte changed."""

from __future__ import annotations

import os
import random
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree
from typing import Final

import pytest
from sqlalchemy import text

from kam.core.clock import FixedClock
from kam.core.errors import UserError
from kam.core.sentences import SENTENCES
from kam.store.backup import backup_now
from kam.store.files import recognise
from kam.store.migrations import HEAD
from kam.store.recovery import check
from kam.store.workspace import Workspace
from tests.builders import Office
from tests.store.kit import fingerprint, names, start

CLOCK: Final = FixedClock(datetime(2026, 3, 9, 11, 0, tzinfo=UTC))
HEADER: Final = 100


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a sound workspace with something in it."""
    office = Office.at(tmp_path_factory.mktemp("whole"))
    for number in range(5):
        account = office.account(f"Client {number}")
        office.meeting(account, None, office.stakeholder(account))
        office.promise(account, f"Send offer {number}")
    office.workspace.close()
    return office.workspace.path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, whole: bytes) -> Path:
    made = tmp_path / "a.kam"
    made.write_bytes(whole)
    return made


def refused(path: Path) -> str:
    """The code with which the file is refused in both ways of opening it, having stayed as it was."""
    before, beside = fingerprint(path), names(path.parent)
    codes = set()
    for read_only in (False, True):
        with pytest.raises(UserError) as caught:
            Workspace.open(path, CLOCK, read_only=read_only)
        codes.add(caught.value.code)
        says_something(caught.value)
        assert fingerprint(path) == before
        assert names(path.parent) == beside
    (code,) = codes
    return code


def says_something(error: UserError) -> None:
    """Its sentence is there and can be filled."""
    assert SENTENCES[error.code].text.format_map(error.details)


def read_everything(path: Path) -> None:
    with Workspace.open(path, CLOCK) as workspace, workspace.reading() as session:
        for name in session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all():
            session.execute(text(f'SELECT * FROM "{name}"')).fetchall()


def test_the_sound_file_opens_and_is_found_sound(path: Path) -> None:
    before = fingerprint(path)
    read_everything(path)
    report = check(path)
    assert report.is_sound
    assert (report.schema, report.size) == (HEAD, before[1])


def test_checking_changes_nothing(path: Path) -> None:
    before = fingerprint(path)
    check(path)
    assert fingerprint(path) == before
    assert names(path.parent) == {path.name}


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    for read_only in (False, True):
        with pytest.raises(UserError) as caught:
            Workspace.open(tmp_path / "none.kam", CLOCK, read_only=read_only)
        assert caught.value.code == "store.missing"
    assert names(tmp_path) == set()


@pytest.mark.parametrize("name", ["zero\0.kam", "x" * 300 + ".kam"])
def test_a_name_that_cannot_be_one_is_refused(tmp_path: Path, name: str) -> None:
    for opened in (Workspace.open, Workspace.create):
        with pytest.raises(UserError) as caught:
            opened(tmp_path / name, CLOCK)
        says_something(caught.value)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        Workspace.open(tmp_path, CLOCK)
    assert caught.value.code == "store.is_a_folder"
    assert names(tmp_path) == set()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.kam")
    with pytest.raises(UserError) as caught:
        Workspace.open(tmp_path / "pipe.kam", CLOCK)
    assert caught.value.code == "store.not_a_workspace"


@pytest.mark.parametrize(
    "content",
    [
        b"A",
        b"SQLite",
        b"%PDF-1.7\n",
        b"PK\x03\x04" + bytes(3000),
        b"\x00" * 8192,
        "Имя;Телефон\n".encode("cp1251"),
    ],
)
def test_a_file_of_another_kind_is_not_a_workspace(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.kam"
    path.write_bytes(content)
    assert refused(path) in {"store.not_a_workspace", "store.damaged"}
    assert (refused(path) == "store.damaged") == (content == b"SQLite")


def test_an_empty_file_is_called_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.kam"
    path.touch()
    assert refused(path) == "store.empty"


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_a_database_of_another_program_is_refused(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as stock:
        stock.execute(f"PRAGMA journal_mode = {mode}")
        stock.execute("CREATE TABLE step (seq INTEGER)")
        stock.execute("PRAGMA user_version = 1")
        stock.commit()
    assert refused(path) == "store.foreign"


def test_a_database_that_another_program_has_open_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as stock:
        stock.execute("PRAGMA journal_mode = wal")
        stock.execute("CREATE TABLE t (x)")
        stock.commit()
        assert refused(path) == "store.foreign"
        stock.execute("INSERT INTO t VALUES (1)")
        stock.commit()


def test_a_workspace_of_a_newer_kam_is_refused_and_says_so(path: Path) -> None:
    with closing(sqlite3.connect(path)) as stock:
        stock.execute(f"PRAGMA user_version = {HEAD + 1}")
        stock.execute("CREATE TABLE of_the_future (x TEXT)")
        stock.commit()
    with pytest.raises(UserError) as caught:
        recognise(path)
    assert (caught.value.details["found"], caught.value.details["known"]) == (HEAD + 1, HEAD)
    assert refused(path) == "store.newer"


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_newer_workspace_left_by_a_crash_is_refused_before_its_log_is_touched(path: Path) -> None:
    process = start(
        f"""
w = Workspace.open(path, clock)
with w.writer_engine.begin() as c:
    c.exec_driver_sql("PRAGMA user_version = {HEAD + 1}")
print("upgraded", flush=True)
sys.stdin.read()
""",
        path,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "upgraded\n"
    process.kill()
    process.communicate(timeout=30)
    log = path.with_name(f"{path.name}-wal")
    before = fingerprint(path), fingerprint(log)
    with pytest.raises(UserError) as caught:
        Workspace.open(path, CLOCK)
    assert caught.value.code == "store.newer"
    assert (fingerprint(path), fingerprint(log)) == before


@pytest.mark.parametrize(
    "sql", ["DROP TABLE alembic_version", "UPDATE alembic_version SET version_num = '9'"]
)
def test_a_stamp_that_contradicts_itself_is_damage(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as stock:
        stock.execute(sql)
        stock.commit()
    assert refused(path) == "store.damaged"


@pytest.mark.parametrize("power", range(21))
def test_a_truncated_workspace_is_refused(tmp_path: Path, whole: bytes, power: int) -> None:
    path = tmp_path / "a.kam"
    assert 2**power < len(whole)
    path.write_bytes(whole[: 2**power])
    assert refused(path) == "store.damaged"


@pytest.mark.parametrize("missing", [1, 511, 4096])
def test_a_workspace_without_its_last_bytes_is_refused(tmp_path: Path, whole: bytes, missing: int) -> None:
    path = tmp_path / "a.kam"
    path.write_bytes(whole[:-missing])
    assert refused(path) == "store.damaged"


@pytest.mark.parametrize(
    ("seed", "step", "count"),
    [(1, 4, 25), pytest.param(2, 1, 150, marks=pytest.mark.slow)],
    ids=["some", "many"],
)
def test_a_flipped_bit_never_ends_in_a_trace(
    tmp_path: Path, whole: bytes, seed: int, step: int, count: int
) -> None:
    """It opens, or is refused unchanged; reading, checking and backing up end in a sentence, too."""
    chance = random.Random(seed)
    codes: dict[str, int] = {}
    for number, at in enumerate(
        [*range(0, HEADER, step), *(chance.randrange(len(whole)) for _ in range(count))]
    ):
        path = tmp_path / str(number) / "a.kam"
        path.parent.mkdir()
        content = bytearray(whole)
        content[at] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        code = _outcome(path)
        codes[code] = codes.get(code, 0) + 1
        rmtree(path.parent)
    assert codes["opened"] > 10
    assert codes["store.damaged"] > 5


def test_a_flipped_bit_in_the_text_of_a_rule_is_found(path: Path) -> None:
    content = path.read_bytes()
    at = content.index(b"length(", content.index(b"CONSTRAINT ck_account_"))
    path.write_bytes(content[: at + 1] + b"a" + content[at + 2 :])
    assert [finding.code for finding in check(path).findings] == ["check.page"]
    with pytest.raises(UserError) as caught:
        backup_now(path, CLOCK)
    assert caught.value.code == "store.backup_unsound"


def _outcome(path: Path) -> str:
    before = fingerprint(path)
    try:
        recognise(path)
        Workspace.open(path, CLOCK).close()
    except UserError as error:
        says_something(error)
        assert fingerprint(path) == before
        assert names(path.parent) == {path.name}
        return error.code
    for use in (read_everything, check, lambda found: backup_now(found, CLOCK)):
        try:
            use(path)
        except UserError as error:
            says_something(error)
    return "opened"


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_damaged_file_left_by_a_crash_is_refused_with_its_log_untouched(path: Path) -> None:
    with closing(sqlite3.connect(path)) as stock:
        (root,) = stock.execute("SELECT rootpage FROM sqlite_master WHERE name = 'person'").fetchone()
    process = start(
        """
w = Workspace.open(path, clock)
with w.writer_engine.begin() as c:
    c.exec_driver_sql("DELETE FROM commitment")
print("written", flush=True)
sys.stdin.read()
""",
        path,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "written\n"
    process.kill()
    process.communicate(timeout=30)
    at = (root - 1) * 4096
    content = bytearray(path.read_bytes())
    content[at : at + 8] = b"\xff" * 8
    path.write_bytes(content)
    log = path.with_name(f"{path.name}-wal")
    before = fingerprint(path), fingerprint(log)
    with pytest.raises(UserError) as caught:
        Workspace.open(path, CLOCK)
    assert caught.value.code == "store.damaged"
    assert (fingerprint(path), fingerprint(log)) == before


def spoiled(path: Path, *statements: str) -> list[str]:
    """What checking finds after stock SQLite changed something behind our back."""
    with closing(sqlite3.connect(path)) as stock:
        stock.execute("PRAGMA foreign_keys = OFF")
        stock.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            stock.execute(statement)
        stock.commit()
    report = check(path)
    for finding in report.findings:
        assert SENTENCES[finding.code].text.format_map(finding.details)
    return [finding.code for finding in report.findings]


def test_checking_finds_what_refers_to_nothing(path: Path) -> None:
    assert "check.reference" in spoiled(path, "DELETE FROM account WHERE name = 'Client 1'")


def test_checking_finds_values_that_break_a_rule(path: Path) -> None:
    assert spoiled(path, "UPDATE account SET id = x'00' WHERE name = 'Client 1'")[0] == "check.page"


def test_checking_finds_a_broken_history(path: Path) -> None:
    assert spoiled(
        path, "DELETE FROM step WHERE seq = 3", "UPDATE change SET image = x'ffff' WHERE step_seq = 4"
    ) == [
        "check.journal",
        "check.image",
    ]


def test_checking_finds_a_document_that_is_not_what_was_kept(path: Path) -> None:
    codes = spoiled(
        path,
        "INSERT INTO document (id, version, account_id, name, kind, sha256, size)"
        " SELECT randomblob(16), 1, id, 'contract.pdf', 'other', randomblob(32), 3 FROM account LIMIT 1",
    )
    assert "check.document" in codes


def test_checking_finds_an_index_that_lost_a_record(path: Path) -> None:
    assert "check.search" in spoiled(path, "UPDATE account SET name = 'Renamed' WHERE name = 'Client 1'")
