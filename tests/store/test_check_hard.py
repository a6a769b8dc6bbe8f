"""Checking a workspace that cannot be written to, and values of a kind that its columns cannot hold."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from kam.core.clock import FixedClock
from kam.core.errors import UserError
from kam.core.sentences import SENTENCES
from kam.models import RetentionCase, SurveyRound
from kam.store.recovery import check
from kam.store.workspace import Workspace
from tests.builders import NOW, Office
from tests.store.kit import fingerprint, run

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")

CHECKED_BY_WHO_MAY_NOT_WRITE: Final = """
import os
from kam.store.recovery import check
if os.getuid() == 0:  # root is stopped by no permission
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
try:
    path.open("r+b")
except PermissionError:
    print([finding.code for finding in check(path).findings])
"""

DATA: Final = Path(__file__).parents[1] / "data"
FORGETTING: Final = (
    "INSERT INTO search_word (search_word, rowid, tokens)"
    " SELECT 'delete', rowid, tokens FROM search_document WHERE kind = 'commitment'"
)
"""The index forgets the words of the commitments and keeps their rows."""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office.at(tmp_path)
    account = made.account("Ромашка")
    made.meeting(account, None, made.stakeholder(account))
    made.promise(account, "Прислать договор")
    return made


@pytest.fixture
def path(office: Office) -> Path:
    """The closed workspace."""
    office.workspace.close()
    return office.workspace.path


def change(path: Path, *statements: str) -> None:
    """Let stock SQLite change something behind our back."""
    with closing(sqlite3.connect(path)) as stock:
        for statement in statements:
            stock.execute(statement)
        stock.commit()


def findings(path: Path) -> list[str]:
    report = check(path)
    for finding in report.findings:
        assert SENTENCES[finding.code].text.format_map(finding.details)
    return [finding.code for finding in report.findings]


@contextmanager
def read_only(path: Path) -> Iterator[Path]:
    """A copy of the file which everybody may read and nobody may write, and a folder like that."""
    with TemporaryDirectory() as folder:  # whose parents everybody may enter
        copy = Path(folder, path.name)
        copy.write_bytes(path.read_bytes())
        copy.chmod(0o444)
        copy.parent.chmod(0o555)
        yield copy
        copy.parent.chmod(0o755)


@posix_only
def test_a_sound_file_on_a_disk_that_cannot_be_written_is_sound(path: Path) -> None:
    with read_only(path) as copy:
        before = fingerprint(copy)
        assert run(CHECKED_BY_WHO_MAY_NOT_WRITE, copy) == ["[]"]
        assert fingerprint(copy) == before


@posix_only
def test_a_torn_index_is_found_where_nothing_can_be_written(path: Path) -> None:
    change(path, "DELETE FROM search_word_data WHERE id = (SELECT max(id) FROM search_word_data)")
    with read_only(path) as copy:
        assert run(CHECKED_BY_WHO_MAY_NOT_WRITE, copy) != ["[]"]


@posix_only
def test_an_index_of_other_words_is_found_where_nothing_can_be_written(path: Path) -> None:
    """Each half is in order by itself; only comparing them shows that the index finds other words."""
    change(path, FORGETTING)
    with read_only(path) as copy:
        assert run(CHECKED_BY_WHO_MAY_NOT_WRITE, copy) == ["['check.search_torn']"]


def test_an_index_that_forgot_a_word_is_torn(path: Path) -> None:
    change(path, FORGETTING)
    assert findings(path) == ["check.search_torn"]


def test_a_workspace_that_is_being_written_to_can_be_checked(office: Office) -> None:
    with office.workspace.writer_engine.begin() as connection:
        connection.exec_driver_sql("UPDATE account SET name = 'Not yet'")
        assert findings(office.workspace.path) == []


@pytest.mark.parametrize("sample", sorted(DATA.glob("schema_*.kam")), ids=lambda sample: sample.stem)
def test_a_workspace_of_an_older_program_is_sound(sample: Path, tmp_path: Path) -> None:
    assert findings(Path(copyfile(sample, tmp_path / "a.kam"))) == []


@pytest.mark.parametrize(
    "table", ["health_snapshot", "retention_case", "survey_answer", "survey_round", "search_document", "step"]
)
def test_a_table_that_is_gone_is_named(path: Path, table: str) -> None:
    change(path, f'DROP TABLE "{table}"')
    found = check(path).findings
    assert [(each.code, each.details["table"]) for each in found] == [("check.table", table)]


def test_columns_that_are_gone_are_named(path: Path) -> None:
    change(path, "ALTER TABLE retention_case RENAME COLUMN note TO remark")
    (found,) = check(path).findings
    assert (found.code, dict(found.details)) == (
        "check.columns",
        {"table": "retention_case", "columns": "note"},
    )


def test_a_table_of_somebody_else_is_no_damage(path: Path) -> None:
    change(path, "CREATE TABLE mine (a)", "ALTER TABLE health_snapshot ADD COLUMN mine TEXT")
    assert findings(path) == []


def test_what_reads_a_table_that_is_gone_names_damage(path: Path) -> None:
    change(path, "DROP TABLE retention_case", "ALTER TABLE survey_round RENAME COLUMN title TO name")
    with Workspace.open(path, FixedClock(NOW), read_only=True) as workspace:
        for entity in (RetentionCase, SurveyRound):
            with workspace.reading() as session, pytest.raises(UserError, match=r"store\.damaged"):
                session.scalars(select(entity)).all()


@pytest.mark.parametrize("asked", ["SELECT * FROM nowhere", "SELECT dream FROM account"])
def test_a_query_of_ours_that_is_wrong_names_no_damage(path: Path, asked: str) -> None:
    with Workspace.open(path, FixedClock(NOW), read_only=True) as workspace, workspace.reading() as session:
        with pytest.raises(DBAPIError, match="no such") as bug:
            session.execute(text(asked))
        assert not isinstance(bug.value, UserError)
        assert session.scalars(select(RetentionCase)).all() == []  # and may go on


WRONG_VALUES = [
    ("account", "name", 7),
    ("account", "id", b"short"),
    ("commitment", "text", b"\xd0\x9f"),
    ("interaction", "starts_at", "soon"),
    ("commitment", "made_on", "yesterday"),
    ("participant", "task", 5),
    ("stakeholder", "account_id", 5),
]


@pytest.mark.parametrize(("table", "column", "value"), WRONG_VALUES)
def test_a_value_of_a_wrong_kind_is_damage_to_who_makes_the_index_anew(
    path: Path, table: str, column: str, value: object
) -> None:
    change(path, "UPDATE search_state SET recipe = 'older'")
    put_wrong(path, table, column, value)
    with pytest.raises(UserError, match=r"store\.damaged_value"):
        Workspace.open(path, FixedClock(NOW))


@pytest.mark.parametrize(("table", "column", "value"), WRONG_VALUES)
def test_a_value_of_a_wrong_kind_is_a_finding(path: Path, table: str, column: str, value: object) -> None:
    put_wrong(path, table, column, value)
    assert findings(path)


def put_wrong(path: Path, table: str, column: str, value: object) -> None:
    """Put a value where STRICT forbids it, as a flipped byte does."""
    with closing(sqlite3.connect(path)) as stock:
        (rules,) = stock.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    rewrite(path, table, rules[: rules.rindex(")") + 1].replace(" TEXT", " BLOB"))
    with closing(sqlite3.connect(path)) as stock:
        stock.execute("PRAGMA ignore_check_constraints = ON")
        stock.execute(f'UPDATE "{table}" SET "{column}" = ?', (value,))
        stock.commit()
    rewrite(path, table, rules)


def rewrite(path: Path, table: str, rules: str) -> None:
    with closing(sqlite3.connect(path)) as stock:
        stock.execute("PRAGMA writable_schema = ON")
        stock.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (rules, table))
        stock.commit()
