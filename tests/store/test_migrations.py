"""Upgrades: one transaction, nothing lost that was not meant to go, or the file as it was and a backup."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile, copytree
from textwrap import dedent

import pytest
from sqlalchemy import Connection

from kam.core.clock import FixedClock
from kam.core.errors import UserError
from kam.store.backup import list_backups, verify_seal
from kam.store.engine import sole_engine
from kam.store.files import recognise
from kam.store.migrate import UpgradeLossError, run_steps, upgrade
from kam.store.migrations import FOLDER, HEAD, revision_name
from kam.store.recovery import check
from kam.store.schema import build_schema, schema_of
from kam.store.workspace import Workspace
from tests.builders import Office
from tests.store.kit import ROOT, fingerprint, names, run

CLOCK = FixedClock(datetime(2026, 3, 9, 11, 0, tzinfo=UTC))
SAMPLES = sorted((ROOT / "tests" / "data").glob("schema_*.kam"))

# A program one step newer than this one: its constants are set before anything reads them.
_NEWER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
import kam.store.migrations as migrations
migrations.HEAD, migrations.FOLDER = migrations.HEAD + 1, Path(sys.argv[2])
from kam.core.clock import FixedClock
from kam.core.errors import UserError
from kam.store.workspace import Workspace
path, clock = Path(sys.argv[1]), FixedClock(datetime(2026, 3, 9, 11, 0, tzinfo=UTC))
"""


_REBUILD = """
with op.batch_alter_table("setting", recreate="always") as batch:
    batch.add_column(sa.Column("motto", sa.Text()))
"""


_MADE_ANEW = """
op.execute("DROP TABLE setting")
op.execute("CREATE TABLE setting (id BLOB NOT NULL PRIMARY KEY, version INTEGER, name TEXT, value TEXT)")
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workspace of the present schema with an account, a person, a meeting; and a trigger of old."""
    office = Office.at(tmp_path, name="a.kam")
    account = office.account("Альфа")
    office.meeting(account, None, office.stakeholder(account))
    office.workspace.changed = False
    office.workspace.close()
    with closing(sqlite3.connect(office.workspace.path)) as stock:
        stock.execute("CREATE TRIGGER watch AFTER DELETE ON setting BEGIN SELECT 1; END")
        stock.commit()
    return office.workspace.path


@pytest.fixture
def steps(tmp_path: Path) -> Callable[[str], Path]:
    """A folder of our steps and one more, whose ``upgrade`` has this body."""

    def write(body: str, *, declares: str = "") -> Path:
        folder = tmp_path / "steps"
        copytree(FOLDER / "versions", folder / "versions", dirs_exist_ok=True)
        lines = [
            "from alembic import op",
            "import sqlalchemy as sa",
            f"revision = '{revision_name(HEAD + 1)}'",
        ]
        lines += [f"down_revision = '{revision_name(HEAD)}'", declares, "def upgrade():"]
        lines += ["    " + line for line in dedent(body).strip().splitlines()]
        (folder / "versions" / "next.py").write_text("\n".join(lines), "utf-8")
        return folder

    return write


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Callable[[str], Connection]]:
    """Connections to empty files, in a transaction."""
    engines = []
    connections = []

    def make(name: str) -> Connection:
        file = tmp_path / name
        file.touch()
        engines.append(sole_engine(file))
        connections.append(engines[-1].connect())
        connections[-1].begin()
        return connections[-1]

    yield make
    for connection in connections:
        connection.close()
    for engine in engines:
        engine.dispose()


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as stock:
        return stock.execute(sql).fetchall()


def refused(path: Path, folder: Path) -> Exception:
    """Why the upgrade failed, having left the file as it was and a backup beside it."""
    before = fingerprint(path)[0]
    with pytest.raises(UserError) as caught:
        upgrade(path, CLOCK, folder=folder, head=HEAD + 1)
    assert caught.value.code == "store.upgrade_failed"
    assert fingerprint(path)[0] == before
    assert recognise(path).schema == HEAD
    assert names(path.parent) == {"a.kam", "a.kam.backups", "steps"}
    (kept,) = list_backups(path)
    assert caught.value.details["backup"] == str(kept.path)
    assert isinstance(caught.value.__cause__, Exception)
    return caught.value.__cause__


def test_the_steps_lead_to_the_schema_of_the_entities(empty: Callable[[str], Connection]) -> None:
    """When this fails, write a migration: scripts/schema_sample.py says how."""
    migrated, built = empty("migrated.kam"), empty("built.kam")
    run_steps(migrated, range(1, HEAD + 1))
    build_schema(built)
    assert schema_of(migrated) == schema_of(built)
    for stamp in ("SELECT version_num FROM alembic_version", "PRAGMA user_version", "PRAGMA application_id"):
        ours, theirs = (one.exec_driver_sql(stamp).scalar() for one in (migrated, built))
        assert ours == theirs


def test_every_step_up_to_the_newest_is_there_and_they_stand_in_one_row() -> None:
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(FOLDER))
    (head,) = scripts.get_heads()
    chain = [script.revision for script in scripts.walk_revisions()]
    assert head == revision_name(HEAD)
    assert chain == [revision_name(number) for number in range(HEAD, 0, -1)]


def test_no_step_imports_the_entities() -> None:
    helper = "kam.store.migrations.scripts"
    for step in (*(FOLDER / "versions").glob("*.py"), FOLDER / "scripts.py"):
        assert "kam." not in step.read_text("utf-8").replace(f"from {helper} import run_script\n", "")


def test_every_table_is_strict_but_those_of_the_index(empty: Callable[[str], Connection]) -> None:
    connection = empty("built.kam")
    build_schema(connection)
    listed = connection.exec_driver_sql(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict"
    )
    assert [name for (name,) in listed if name != "sqlite_schema"] == []


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.stem for sample in SAMPLES])
def test_a_file_of_every_schema_opens_with_all_its_rows_and_the_schema_of_today(
    tmp_path: Path, sample: Path, empty: Callable[[str], Connection]
) -> None:
    path = tmp_path / "old.kam"
    copyfile(sample, path)
    accounts = rows(path, "SELECT id, name FROM account")
    assert accounts
    Workspace.open(path, CLOCK).close()
    assert rows(path, "SELECT id, name FROM account") == accounts
    assert recognise(path).schema == HEAD
    assert check(path).findings == ()
    built = empty("built.kam")
    build_schema(built)
    with Workspace.open(path, CLOCK, read_only=True) as workspace, workspace.reading() as session:
        assert schema_of(session.connection()) == schema_of(built)


def test_a_file_of_the_first_schema_that_has_drafts_already_opens_too(tmp_path: Path) -> None:
    path = tmp_path / "between.kam"
    copyfile(SAMPLES[0], path)
    with closing(sqlite3.connect(path)) as stock, closing(sqlite3.connect(SAMPLES[1])) as newer, stock:
        assert not stock.execute("SELECT 1 FROM sqlite_master WHERE name = 'draft'").fetchone()
        stock.execute(newer.execute("SELECT sql FROM sqlite_master WHERE name = 'draft'").fetchone()[0])
        stock.execute("INSERT INTO draft VALUES ('meeting', '{}', 0)")
    Workspace.open(path, CLOCK).close()
    assert rows(path, 'SELECT "key" FROM draft') == [("meeting",)]
    assert check(path).findings == ()


def test_an_older_file_without_a_table_that_a_step_changes_is_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / "office.kam"
    copyfile(SAMPLES[0], path)
    with closing(sqlite3.connect(path)) as stock:
        stock.execute("DROP TABLE rating")
        stock.commit()
    with pytest.raises(UserError) as refusal:
        Workspace.open(path, CLOCK)
    assert refusal.value.code == "store.damaged"


@pytest.mark.parametrize("sample", SAMPLES[:3], ids=[sample.stem for sample in SAMPLES[:3]])
def test_a_supplier_s_part_below_nought_counts_as_nothing_and_stays_in_the_backup(
    tmp_path: Path, sample: Path
) -> None:
    path = tmp_path / "negative.kam"
    copyfile(sample, path)
    with closing(sqlite3.connect(path)) as stock, stock:
        (account,) = stock.execute("SELECT id FROM account").fetchone()
        spend = bytes(16)
        stock.execute(
            "INSERT INTO client_spend (id, version, account_id, year, total_minor, currency)"
            " VALUES (?, 1, ?, 2025, 900, 'RUB')",
            (spend, account),
        )
        for number, amount in enumerate((-5, 0, 700, -(2**63))):
            stock.execute(
                "INSERT INTO supplier_share VALUES (?, 1, ?, 'us', NULL, ?)",
                (bytes([number] * 16), spend, amount),
            )
    Workspace.open(path, CLOCK).close()
    assert rows(path, "SELECT amount_minor FROM supplier_share ORDER BY id") == [(0,), (0,), (700,), (0,)]
    assert check(path).findings == ()
    (kept,) = list_backups(path)
    assert rows(kept.path, "SELECT min(amount_minor), max(amount_minor) FROM supplier_share") == [
        (-(2**63), 700)
    ]


def test_there_is_a_sample_of_every_schema() -> None:
    assert [sample.name for sample in SAMPLES] == [
        f"schema_{revision_name(number)}.kam" for number in range(1, HEAD + 1)
    ]


def test_a_step_is_taken_with_a_sealed_backup_of_the_file_before(
    path: Path, steps: Callable[[str], Path]
) -> None:
    folder = steps("""
        op.add_column("account", sa.Column("motto", sa.Text()))
        op.execute("CREATE TABLE mascot (name TEXT NOT NULL) STRICT")
        op.execute("UPDATE account SET motto = name")
    """)
    backup = upgrade(path, CLOCK, folder=folder, head=HEAD + 1)
    assert rows(path, "SELECT motto FROM account") == [("Альфа",)]
    assert rows(path, "PRAGMA user_version") == [(HEAD + 1,)]
    assert rows(path, "SELECT version_num FROM alembic_version") == [(revision_name(HEAD + 1),)]
    verify_seal(backup.path)
    assert recognise(backup.path).schema == HEAD


def test_rebuilding_a_parent_keeps_its_children(path: Path, steps: Callable[[str], Path]) -> None:
    """With keys enforced, dropping the old table on the way would take them along."""
    before = rows(path, "SELECT count(*) FROM stakeholder"), rows(path, "SELECT count(*) FROM interaction")
    folder = steps("""
        with op.batch_alter_table("account", recreate="always") as batch:
            batch.add_column(sa.Column("motto", sa.Text()))
    """)
    upgrade(path, CLOCK, folder=folder, head=HEAD + 1)
    after = rows(path, "SELECT count(*) FROM stakeholder"), rows(path, "SELECT count(*) FROM interaction")
    assert after == before
    assert rows(path, "PRAGMA foreign_key_check") == []


def test_a_step_that_fails_half_way_is_taken_back_whole(path: Path, steps: Callable[[str], Path]) -> None:
    folder = steps("""
        op.execute("CREATE TABLE mascot (name TEXT) STRICT")
        op.execute("UPDATE account SET name = 'lost'")
        raise RuntimeError("half way")
    """)
    assert str(refused(path, folder)) == "half way"


@pytest.mark.parametrize(
    ("body", "loss"),
    [
        ("op.execute('DELETE FROM participant')", "table participant: 1 rows became 0"),
        ("op.execute('DROP TABLE survey_answer')", "table survey_answer: 0 rows became none"),
        ("op.execute('DROP TRIGGER watch')", "watch of table setting is gone"),
        ("op.execute('DROP INDEX ix_person_name_key')", "ix_person_name_key of table person is gone"),
        ("op.execute('CREATE TABLE mascot (name TEXT)')", "table mascot is not STRICT"),
        (_REBUILD, "watch of table setting is gone"),
        (_MADE_ANEW, "ck_setting_id_bytes of table setting is gone; "),
        (_MADE_ANEW, "table setting is no longer STRICT"),
        (
            'op.execute("UPDATE participant SET stakeholder_id = randomblob(16)")',
            "table participant refers to what is not there in stakeholder",
        ),
    ],
    ids=["rows", "table", "trigger", "index", "lax table", "rebuilt", "rule", "strict", "reference"],
)
def test_a_step_that_loses_something_in_silence_is_taken_back(
    path: Path, steps: Callable[[str], Path], body: str, loss: str
) -> None:
    reason = refused(path, steps(body))
    assert isinstance(reason, UpgradeLossError)
    assert loss in str(reason)


def test_a_step_may_take_away_what_it_declares(path: Path, steps: Callable[..., Path]) -> None:
    body = """
        op.execute("DELETE FROM participant")
        op.execute("DROP TRIGGER watch")
        op.execute("DROP TABLE why")
    """
    folder = steps(body, declares="CHANGES_ROWS = {'participant'}\nDROPS = {'watch', 'why'}")
    upgrade(path, CLOCK, folder=folder, head=HEAD + 1)
    assert rows(path, "SELECT count(*) FROM participant") == [(0,)]


@pytest.mark.slow
@pytest.mark.parametrize("read_only", [False, True])
def test_opening_an_older_file_upgrades_it(path: Path, steps: Callable[[str], Path], read_only: bool) -> None:
    folder = steps("op.add_column('account', sa.Column('motto', sa.Text()))")
    code = f"""{_NEWER}
with Workspace.open(path, clock, read_only={read_only}) as w, w.reading() as session:
    print(session.connection().exec_driver_sql("SELECT name, motto FROM account").all())
"""
    assert run(code, path, folder, bare=True) == ["[('Альфа', None)]"]
    assert len(list_backups(path)) == 1
    assert rows(path, "PRAGMA user_version") == [(HEAD + 1,)]


def test_an_older_file_that_the_older_program_has_open_is_not_upgraded(
    path: Path, steps: Callable[[str], Path]
) -> None:
    folder = steps("op.add_column('account', sa.Column('motto', sa.Text()))")
    code = f"""{_NEWER}
for read_only in (False, True):
    try:
        Workspace.open(path, clock, read_only=read_only)
    except UserError as error:
        print(error.code)
"""
    with Workspace.open(path, CLOCK):
        assert run(code, path, folder, bare=True) == ["store.locked", "store.older"]
    assert rows(path, "PRAGMA user_version") == [(HEAD,)]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("read_only", [False, True])
def test_a_program_killed_during_an_upgrade_leaves_the_older_file(
    path: Path, steps: Callable[[str], Path], read_only: bool
) -> None:
    """The pages are forced to the disk before, so that the next opening has something to roll back."""
    before = rows(path, "SELECT * FROM account")
    folder = steps("""
        import os, signal
        op.get_bind().exec_driver_sql("PRAGMA cache_size = 1")
        op.execute("CREATE TABLE much (x TEXT NOT NULL) STRICT")
        for number in range(300):
            op.get_bind().exec_driver_sql("INSERT INTO much VALUES (hex(randomblob(2000)))")
        op.execute("UPDATE account SET name = 'lost'")
        os.kill(os.getpid(), signal.SIGKILL)
    """)
    size = path.stat().st_size
    with pytest.raises(AssertionError):
        run(f"{_NEWER}\nWorkspace.open(path, clock)", path, folder, bare=True)
    assert path.stat().st_size > size, "the upgrade had reached the file"
    assert "a.kam-journal" in names(path.parent)
    Workspace.open(path, CLOCK, read_only=read_only).close()
    assert rows(path, "SELECT * FROM account") == before
    assert path.stat().st_size == size
    assert check(path).is_sound
    assert names(path.parent) == {"a.kam", "a.kam.backups", "steps"}


@pytest.mark.slow
def test_opening_a_file_of_today_does_not_even_import_alembic(path: Path) -> None:
    code = "Workspace.open(path, clock).close()\nprint('alembic' in sys.modules)"
    assert run(code, path) == ["False"]
