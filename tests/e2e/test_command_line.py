"""The command line: what it says, what it returns, what it refuses."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from kam.cli.command import build_parser
from kam.core.words import words_for

if TYPE_CHECKING:
    from tests.e2e.conftest import Kam

COMMANDS = (
    *("new", "open", "demo", "check", "backup", "restore", "import", "list", "show", "search", "schedule"),
    *("brief", "calendar", "invitations", "history", "undo", "redo"),
)
LISTS = ("accounts", "people", "meetings", "sales", "commitments", "complaints", "plans")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_command_explains_itself(
    command: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        build_parser(words_for(language)).parse_args([command, "--help"])
    assert left.value.code == 0
    shown = capsys.readouterr().out
    assert command in shown
    assert ("Вызов:" in shown) == (language == "ru")


def test_without_a_command_it_shows_what_there_is(kam: Kam) -> None:
    ran = kam()
    assert ran.code == 0
    assert all(command in ran.out for command in COMMANDS)


@pytest.mark.parametrize(
    "arguments", [("list",), ("nonsense",), ("list", "x.kam", "dragons"), ("brief", "x.kam", "-o", "x.pdf")]
)
def test_wrong_usage_ends_with_2(kam: Kam, arguments: tuple[str, ...]) -> None:
    ran = kam(*arguments)
    assert ran.code == 2
    assert "Wrong usage" in ran.errors
    assert not ran.out


@pytest.mark.parametrize("what", LISTS)
def test_an_empty_workspace_lists_nothing(kam: Kam, file: Path, what: str) -> None:
    assert kam("list", file, what, "--json").json() == []
    assert kam("list", file, what).out.strip() == "There is nothing here yet."


def test_a_new_workspace_is_one_plain_file_of_ours(kam: Kam, file: Path) -> None:
    ran = kam("check", file)
    assert ran.code == 0
    assert sorted(path.name for path in file.parent.glob("office.kam-*")) == []
    connection = sqlite3.connect(file)
    try:
        assert connection.execute("SELECT company FROM workspace").fetchall() == [("Acme Packaging",)]
    finally:
        connection.close()


def test_a_second_workspace_never_takes_the_place_of_the_first(kam: Kam, file: Path) -> None:
    before = file.read_bytes()
    ran = kam("new", file, "--company", "Other", "--me", "Me")
    assert ran.code == 1
    assert len(ran.errors.strip().splitlines()) == 1
    assert file.read_bytes() == before


@pytest.mark.parametrize("option", [("--currency", "rubles"), ("--zone", "Mars/Olympus")])
def test_a_wrong_beginning_makes_no_file(kam: Kam, tmp_path: Path, option: tuple[str, str]) -> None:
    path = tmp_path / "wrong.kam"
    ran = kam("new", path, "--company", "Acme", "--me", "Me", *option)
    assert ran.code == 1
    assert option[1] in ran.errors
    assert list(tmp_path.iterdir()) == []


def test_a_missing_workspace_is_said_in_one_sentence(kam: Kam, tmp_path: Path) -> None:
    ran = kam("list", tmp_path / "nowhere.kam", "accounts")
    assert ran.code == 1
    assert len(ran.errors.strip().splitlines()) == 1
    assert "nowhere.kam" in ran.errors
    assert list(tmp_path.iterdir()) == []


def test_what_it_was_made_with_cannot_be_undone(kam: Kam, file: Path) -> None:
    ran = kam("undo", file)
    assert ran.code == 1
    assert ran.errors.strip()


def test_the_whole_program_runs_as_a_process_in_a_pipe(file: Path) -> None:
    command = [sys.executable, "-m", "kam", "list", str(file), "accounts", "--json"]
    environment = {"PYTHONIOENCODING": "ascii", "LANG": "C", "PATH": ""}
    ran = subprocess.run(
        command, capture_output=True, check=False, env=environment, cwd=Path(__file__).parents[2]
    )
    assert ran.returncode == 0
    assert ran.stdout.decode("utf-8").strip() == "[]"
    assert ran.stderr == b""


def test_a_meeting_is_planned_listed_undone_and_planned_again(kam: Kam, file: Path, tmp_path: Path) -> None:
    table = tmp_path / "clients.csv"
    table.write_text("CustomerID,CompanyName\nALFKI,Alfreds Futterkiste\n", "utf-8")
    mapping = tmp_path / "clients.toml"
    mapping.write_text(
        'kind = "accounts"\nkey = "external_id"\n'
        '[columns]\nCustomerID = "external_id"\nCompanyName = "name"\n',
        "utf-8",
    )
    assert kam("import", file, table, "--kind", "accounts", "--mapping", mapping).code == 0
    call = (
        "schedule",
        file,
        "--account",
        "alfreds",
        "--when",
        "2026-11-24T10:00",
        "--purpose",
        "Agree on volumes",
    )
    made = kam(*call, "--guest", "Maria Anders", "--json")
    assert made.code == 0, made.errors
    meetings = kam("list", file, "meetings", "--json").json()
    assert [meeting["id"] for meeting in meetings] == [made.json()["id"]]
    assert meetings[0]["starts_at"] == "2026-11-24T10:00:00+03:00"
    assert meetings[0]["theirs"] == "Maria Anders"
    assert meetings[0]["ours"] == "Mary Smith"
    assert meetings[0]["account"] == "Alfreds Futterkiste"
    assert kam("undo", file).code == 0
    assert kam("list", file, "meetings", "--json").json() == []
    assert kam("redo", file).code == 0
    assert kam("list", file, "meetings", "--json").json() == meetings
    history = kam("history", file, "--json").json()
    assert [step["label"] for step in history[:3]] == ["meeting.planned"] * 3


def test_a_backup_brings_back_what_was_there(kam: Kam, file: Path) -> None:
    assert kam("backup", file).code == 0
    newest = kam("restore", file, "--json").json()[0]["path"]
    file.write_bytes(b"")
    restored = kam("restore", file, "--backup", newest)
    assert restored.code == 0, restored.errors
    assert kam("check", file).code == 0


def test_a_beginning_that_a_rule_refuses_leaves_no_file(kam: Kam, tmp_path: Path) -> None:
    path = tmp_path / "long.kam"
    ran = kam("new", path, "--company", "Ж" * 301, "--me", "Me")
    assert ran.code == 1
    assert list(tmp_path.iterdir()) == []


def clients(kam: Kam, file: Path) -> None:
    table = file.with_name("clients.csv")
    table.write_text("Name\nAlfreds Futterkiste\n", "utf-8")
    assert kam("import", file, table, "--kind", "accounts").code == 0


def text_of(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_an_internal_purpose_never_becomes_the_clients_title(kam: Kam, file: Path, tmp_path: Path) -> None:
    clients(kam, file)
    purpose = "Squeeze them to eight per cent"
    call = ("schedule", file, "--account", "alfreds", "--when", "2026-11-24T10:00", "--purpose", purpose)
    assert kam(*call, "--agenda", "Results, 15", "--client-question", "Volumes of 2027").code == 0
    paper = tmp_path / "client.pdf"
    assert kam("brief", file, "--account", "alfreds", "--customer-safe", "-o", paper).code == 0
    shown = text_of(paper)
    assert purpose not in shown
    assert "Volumes of 2027" in shown
    assert "Results" in shown


@pytest.mark.parametrize("name", ["office.kam", "notes.csv", "new.kam", "office.kam.backups", "folder"])
def test_a_brief_never_takes_the_place_of_something_else(kam: Kam, file: Path, name: str) -> None:
    clients(kam, file)
    kam("schedule", file, "--account", "alfreds", "--when", "2026-11-24T10:00")
    target = file.with_name(name)
    if name == "notes.csv":
        target.write_text("a;b\n", "utf-8")
    elif name == "folder":
        target.mkdir()
    before = target.read_bytes() if target.is_file() else None
    ran = kam("brief", file, "--account", "alfreds", "-o", target)
    assert ran.code == 1
    assert len(ran.errors.strip().splitlines()) == 1
    assert (target.read_bytes() if target.is_file() else None) == before


def test_a_date_means_the_workspaces_day(kam: Kam, tmp_path: Path) -> None:
    path = tmp_path / "ny.kam"
    kam("new", path, "--company", "Acme", "--me", "Me", "--lang", "en", "--zone", "America/New_York")
    clients(kam, path)
    kam("schedule", path, "--account", "alfreds", "--when", "2026-11-26T10:00")
    paper = tmp_path / "brief.pdf"
    assert kam("brief", path, "--account", "alfreds", "--as-of", "2026-11-24", "-o", paper).code == 0
    assert "24 Nov 2026, 23:59" in text_of(paper)


def test_the_ends_of_the_calendar_are_said(kam: Kam, file: Path, tmp_path: Path) -> None:
    clients(kam, file)
    for moment in ("0001-01-01", "9999-12-31"):
        ran = kam("brief", file, "--account", "alfreds", "--as-of", moment, "-o", tmp_path / "x.pdf")
        assert ran.code == 1
        assert len(ran.errors.strip().splitlines()) == 1


def test_history_says_which_step_was_undone_and_which_redone(kam: Kam, file: Path) -> None:
    clients(kam, file)
    assert kam("undo", file).code == 0
    assert kam("redo", file).code == 0
    shown = kam("history", file).out
    assert "Redone: step 2, Accounts imported" in shown
    assert "Undone: step 2, Accounts imported" in shown


def test_a_backup_is_restored_by_its_name(kam: Kam, file: Path) -> None:
    clients(kam, file)
    name = kam("restore", file).out.split()[-1]
    assert kam("restore", file, "--backup", name).code == 0


def test_a_workspace_without_names_is_not_begun(kam: Kam, tmp_path: Path) -> None:
    assert kam("new", tmp_path / "x.kam", "--company", " ", "--me", "").code == 1
    assert list(tmp_path.iterdir()) == []
