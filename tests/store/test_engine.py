"""Connections: how paths become addresses, what every connection is set to, how failures are told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import Engine, column, select, table

from kam.core.errors import UserError
from kam.store.engine import Safety, connect, file_uri, reader_engine, sole_engine, writer_engine
from kam.store.faults import fault_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "plain.kam"
    made.touch()
    engine = sole_engine(made)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE parent (id INTEGER PRIMARY KEY) STRICT")
        connection.exec_driver_sql("CREATE TABLE child (p INTEGER REFERENCES parent (id)) STRICT")
    engine.dispose()
    return made


@pytest.fixture
def writer(path: Path) -> Iterator[Engine]:
    engine = writer_engine(path)
    engine.connect().close()  # it turns the log on
    yield engine
    engine.dispose()


@pytest.fixture
def reader(path: Path, writer: Engine) -> Iterator[Engine]:
    engine = reader_engine(path)
    yield engine
    engine.dispose()


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PurePosixPath("/home/ann/a.kam"), "file:///home/ann/a.kam"),
        (PurePosixPath("/x/what? 100%#1.kam"), "file:///x/what%3F%20100%25%231.kam"),
        (PurePosixPath("/x/я.kam"), "file:///x/%D1%8F.kam"),
        (PurePosixPath("/x/\udcff.kam"), "file:///x/%FF.kam"),
        (PureWindowsPath(r"C:\Users\Ann\a b.kam"), "file:///C:/Users/Ann/a%20b.kam"),
        (PureWindowsPath(r"\\server\share\a.kam"), "file:////server/share/a.kam"),
        (PureWindowsPath(r"\\?\C:\long\a.kam"), "file:////%3F/C:/long/a.kam"),
    ],
)
def test_any_path_becomes_an_address_that_means_it(path: PurePath, uri: str) -> None:
    assert file_uri(path) == uri
    assert file_uri(path, mode="ro") == f"{uri}?mode=ro"


@pytest.mark.parametrize(
    "name", ["a?b.kam", "a#b.kam", "100%.kam", "50%41.kam", "a b.kam", "Клиенты «2026».kam", "a&mode=ro.kam"]
)
def test_a_file_of_any_name_is_opened_and_no_other(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.touch()
    with closing(connect(file, "rw")) as connection:
        connection.execute("CREATE TABLE t (x TEXT) STRICT")
    assert file.stat().st_size > 0
    assert [found.name for found in tmp_path.iterdir()] == [name]


def test_the_writer_keeps_a_log_flushes_every_commit_and_enforces_keys(writer: Engine) -> None:
    with writer.connect() as connection:
        values = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "cell_size_check")
        }
    assert values == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
    }


def test_without_a_log_a_journal_that_outlives_its_commit_cannot_undo_it(path: Path) -> None:
    engine = writer_engine(path, Safety.JOURNAL)
    with engine.connect() as connection:
        values = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")
        ]
    engine.dispose()
    assert values == ["delete", 3]


def test_a_table_made_in_a_rolled_back_transaction_is_gone(writer: Engine) -> None:
    with writer.connect() as connection:
        transaction = connection.begin()
        connection.exec_driver_sql("CREATE TABLE half (x TEXT) STRICT")
        transaction.rollback()
    with writer.connect() as connection:
        found = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE name = 'half'").scalar()
    assert found == 0


def test_a_reader_sees_one_moment_however_long_it_reads(writer: Engine, reader: Engine) -> None:
    with reader.connect() as before:
        assert before.exec_driver_sql("SELECT count(*) FROM parent").scalar() == 0
        with writer.begin() as connection:
            connection.exec_driver_sql("INSERT INTO parent VALUES (1)")
        assert before.exec_driver_sql("SELECT count(*) FROM parent").scalar() == 0
    with reader.connect() as after:
        assert after.exec_driver_sql("SELECT count(*) FROM parent").scalar() == 1


def test_a_reader_cannot_write(reader: Engine) -> None:
    with pytest.raises(UserError) as refusal, reader.begin() as connection:
        connection.exec_driver_sql("INSERT INTO parent VALUES (1)")
    assert refusal.value.code == "store.read_only"


def test_a_full_disk_is_told_as_such(writer: Engine, path: Path) -> None:
    with writer.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(UserError) as failure, writer.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE much (x TEXT) STRICT")
    assert failure.value.code == "store.disk"
    assert failure.value.details == {"path": str(path)}


def test_a_failure_names_the_file_of_its_own_connection(tmp_path: Path) -> None:
    engines = []
    for name in ("one.kam", "other.kam"):
        made = tmp_path / name
        made.touch()
        engines.append(reader_engine(made))
    for engine, name in zip(engines, ("one.kam", "other.kam"), strict=True):
        with pytest.raises(UserError) as refusal, engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE t (x TEXT) STRICT")
        assert refusal.value.details == {"path": str(tmp_path / name)}
        engine.dispose()


def test_what_one_connection_has_asked_no_other_lays_out_again(path: Path, reader: Engine) -> None:
    asked = select(table("parent", column("id"))).where(column("id") < 5)
    other = reader_engine(path)
    with reader.connect() as one, other.connect() as two:
        assert one.execute(asked).context.compiled is two.execute(asked).context.compiled
    other.dispose()


def test_what_is_no_failure_of_the_file_passes_as_a_bug(writer: Engine) -> None:
    with pytest.raises(Exception, match="no such table") as bug, writer.connect() as connection:
        connection.exec_driver_sql("SELECT * FROM nowhere")
    assert not isinstance(bug.value, UserError)


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("disk I/O error", "store.disk"),
        ("database or disk is full", "store.disk"),
        ("database is locked", "store.busy"),
        ("database table is locked: sqlite_master", "store.busy"),
        ("database disk image is malformed", "store.damaged"),
        ("malformed database schema (t) - near", "store.damaged"),
        ("attempt to write a readonly database", "store.read_only"),
        ("unable to open database file", "store.cannot_open"),
    ],
)
def test_messages_of_sqlite_mean_something_to_the_user(message: str, code: str) -> None:
    fault = fault_of(driver.OperationalError(message), "a.kam")
    assert fault is not None
    assert fault.code == code


def test_malformed_json_in_a_query_of_ours_is_a_bug_and_no_damage() -> None:
    assert fault_of(driver.OperationalError("malformed JSON"), "a.kam") is None
    assert fault_of(ValueError("disk I/O error"), "a.kam") is None
