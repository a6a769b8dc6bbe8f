"""Damage among the rows is said to be damage, whichever command meets it; a mistake of ours stays one."""

from __future__ import annotations

import os
import random
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kam.cli import main
from kam.core.clock import FixedClock
from tests.builders import NOW

if TYPE_CHECKING:
    from tests.e2e.conftest import Kam, Ran

DAMAGED = "is damaged: something stored in it cannot be right."
STUMBLED = "stumbled"
LISTS = ("accounts", "people", "meetings", "sales", "commitments", "complaints", "plans")

SPOILING = [
    ("meetings", "UPDATE interaction SET account_id = zeroblob(16)"),
    (
        "sales",
        "UPDATE monthly_sales SET account_id = zeroblob(16) WHERE id = (SELECT max(id) FROM monthly_sales)",
    ),
    (
        "sales",
        "UPDATE sales_fact SET product_line_id = randomblob(16)",
    ),
    ("plans", "UPDATE plan SET account_id = zeroblob(16)"),
    ("commitments", "UPDATE commitment SET account_id = zeroblob(16)"),
    ("complaints", "UPDATE complaint SET account_id = zeroblob(16)"),
    ("people", "UPDATE stakeholder SET account_id = zeroblob(16)"),
    ("people", "UPDATE stakeholder SET person_id = zeroblob(16)"),
    ("accounts", "UPDATE override SET value = 'friend'"),
    ("accounts", "UPDATE setting SET value = '{'"),
    ("accounts", "UPDATE workspace SET zone = 'Mars/Olympus'"),
    ("complaints", "UPDATE calendar SET holidays = '[1'"),
    ("meetings", "UPDATE interaction SET zone = 'Mars/Olympus'"),
    ("meetings", "UPDATE interaction SET status = 'dreamt'"),
    ("history", "UPDATE step SET kind = 'dreamt'"),
    ("history", "UPDATE change SET step_seq = 99"),
    ("history", "UPDATE step SET reverses = 98 WHERE seq = 1"),
]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The demo, which has a bit of everything, and a setting that was changed."""
    path = tmp_path_factory.mktemp("demo") / "demo.kam"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KAM_LANG", "en")
        assert main(["demo", str(path), "--lang", "en"], clock=FixedClock(NOW)) == 0
    with closing(sqlite3.connect(path)) as stock:
        stock.execute("INSERT INTO setting VALUES (randomblob(16), 1, 'anything', '1')")
        stock.commit()
    return path.read_bytes()


@pytest.fixture
def file(demo: bytes, tmp_path: Path) -> Path:
    """A copy of the demo."""
    path = tmp_path / "office.kam"
    path.write_bytes(demo)
    return path


@pytest.fixture(autouse=True)
def no_debugging(kam: Kam, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KAM_DEBUG")


def spoil(path: Path, statement: str) -> None:
    """Change rows behind our back, against every rule."""
    with closing(sqlite3.connect(path)) as stock:
        stock.execute("PRAGMA foreign_keys = OFF")
        stock.execute("PRAGMA ignore_check_constraints = ON")
        assert stock.execute(statement).rowcount > 0
        stock.commit()


def run(kam: Kam, file: Path, what: str) -> Ran:
    """A list, or a command that takes nothing but the workspace."""
    return kam("list", file, what) if what in LISTS else kam(what, file)


@pytest.mark.parametrize(("what", "statement"), SPOILING, ids=[each[1][7:48] for each in SPOILING])
def test_spoiled_rows_are_read_or_said_to_be_damage(kam: Kam, file: Path, what: str, statement: str) -> None:
    spoil(file, statement)
    ran = run(kam, file, what)
    assert STUMBLED not in ran.errors
    assert ran.code == 0 or "damaged" in ran.errors
    checked = kam("check", file)
    assert checked.code == 1
    assert checked.out.strip()


@pytest.mark.parametrize(
    ("what", "statement"),
    [
        (
            "sales",
            "UPDATE sales_fact SET account_id = randomblob(16)",
        ),
        ("meetings", "UPDATE interaction SET account_id = zeroblob(16)"),
        ("plans", "UPDATE plan SET account_id = zeroblob(16)"),
        ("meetings", "UPDATE interaction SET zone = 'Mars/Olympus'"),
        ("accounts", "UPDATE setting SET value = '{'"),
    ],
)
def test_a_command_that_cannot_go_on_names_the_file_and_the_way_out(
    kam: Kam, file: Path, what: str, statement: str
) -> None:
    spoil(file, statement)
    before = file.read_bytes()
    ran = run(kam, file, what)
    assert (ran.code, ran.out) == (1, "")
    assert ran.errors.strip().endswith("kam check says what; restore it from a backup (kam restore).")
    assert DAMAGED in ran.errors
    assert str(file) in ran.errors
    assert file.read_bytes() == before


def test_a_mistake_of_ours_on_a_sound_file_stays_one(
    kam: Kam, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise KeyError(0)

    monkeypatch.setattr("kam.services.history.list_steps", fail)
    ran = kam("history", file)
    assert ran.code == 1
    assert "kam stumbled over a mistake of its own. Your data is as it was." in ran.errors
    assert "damaged" not in ran.errors


def test_looking_for_damage_never_fails_itself(
    kam: Kam, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is nothing to look at, or the looking breaks: the first failure is told all the same."""

    def fail(*_arguments: object, **_options: object) -> None:
        raise KeyError(0)

    monkeypatch.setattr("kam.services.files.open_workspace", fail)
    ran = kam("history", tmp_path / "nowhere.kam")
    assert STUMBLED in ran.errors
    monkeypatch.setattr("kam.services.files.is_damaged", fail)
    ran = kam("history", tmp_path / "nowhere.kam")
    assert STUMBLED in ran.errors


@pytest.mark.parametrize(
    ("seed", "files"), [(1, 4), pytest.param(2, 80, marks=[pytest.mark.slow, pytest.mark.timeout(900)])]
)
def test_flipped_bytes_never_pass_for_a_mistake_of_ours(
    kam: Kam, file: Path, demo: bytes, seed: int, files: int
) -> None:
    chance = random.Random(seed)
    commands: list[tuple[object, ...]] = [("list", file, what) for what in LISTS]
    commands += [("history", file), ("check", file), ("search", file, "price"), ("undo", file)]
    commands += [("show", file, "Halden"), ("open", file)]
    for _ in range(files):
        content = bytearray(demo)
        for at in chance.sample(range(len(content)), chance.choice([1, 3, 30])):
            content[at] ^= chance.randrange(1, 256)
        for command in chance.sample(commands, 4):
            for left in file.parent.glob("office.kam-*"):
                left.unlink()
            file.write_bytes(content)
            assert STUMBLED not in kam(*command).errors


@pytest.mark.parametrize(
    ("seed", "columns"), [(1, 6), pytest.param(2, 120, marks=[pytest.mark.slow, pytest.mark.timeout(900)])]
)
def test_no_value_of_any_column_passes_for_a_mistake_of_ours(
    kam: Kam, file: Path, demo: bytes, seed: int, columns: int
) -> None:
    """Whatever stands in a column: another kind of text, a number out of range, an id of nobody."""
    chance = random.Random(seed)
    spoiled: dict[str, list[bytes] | list[str] | list[int]] = {
        "BLOB": [os.urandom(16), b"abc"],
        "TEXT": ["", "zz%", "[1"],
        "INTEGER": [-1, 7, 2**62],
    }
    for table, column, kind in chance.sample(all_columns(file), columns):
        file.write_bytes(demo)
        with closing(sqlite3.connect(file)) as stock:
            stock.execute("PRAGMA ignore_check_constraints = ON")
            value: object = chance.choice(spoiled[kind])
            stock.execute(f'UPDATE OR IGNORE "{table}" SET "{column}" = ?', (value,))
            stock.commit()
        for what in chance.sample([*LISTS, "history", "check", "open"], 4):
            assert STUMBLED not in run(kam, file, what).errors, (table, column, value, what)


def all_columns(path: Path) -> list[tuple[str, str, str]]:
    """Every column of a record's table that has rows, with its kind."""
    found: list[tuple[str, str, str]] = []
    with closing(sqlite3.connect(path)) as stock:
        tables = [row[0] for row in stock.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%STRICT%'")]
        for table in tables:
            if stock.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]:
                found += [(table, row[1], row[2]) for row in stock.execute(f'PRAGMA table_info("{table}")')]
    return [each for each in found if each[2] in {"BLOB", "TEXT", "INTEGER"}]
