"""What is typed is taken as meant, or refused in a sentence; the help speaks the user's language."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kam.cli.command import build_parser
from kam.cli.screen import window_arguments
from kam.core.words import words_for

if TYPE_CHECKING:
    from tests.e2e.conftest import Kam

SCHEDULE = ("--account", "alfreds", "--when", "2026-11-24T10:00")
COMMANDS = "new open demo check backup restore import list show search schedule brief history undo redo"


@pytest.fixture
def client(kam: Kam, file: Path) -> Path:
    """The workspace with one account."""
    table = file.with_name("clients.csv")
    table.write_text("Name\nAlfreds Futterkiste\n", "utf-8")
    assert kam("import", file, table, "--kind", "accounts").code == 0
    return file


# --- numbers of steps -------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["undo", "redo"])
@pytest.mark.parametrize("number", ["0", "7", str(2**63), "99999999999999999999", "9" * 500])
def test_a_step_that_no_history_has_is_said_not_to_be_there(
    kam: Kam, client: Path, command: str, number: str
) -> None:
    ran = kam(command, client, number)
    assert (ran.code, ran.out) == (1, "")
    assert ran.errors == f"There is no step {number}; kam history lists them.\n"


@pytest.mark.parametrize("number", ["abc", "1.5", "-3", "٣", "9" * 5000])
def test_what_is_no_number_of_a_step_is_wrong_usage(kam: Kam, client: Path, number: str) -> None:
    ran = kam("undo", client, number)
    assert ran.code == 2
    assert "is not the number of a step" in ran.errors


def test_minutes_are_a_whole_number(kam: Kam, client: Path) -> None:
    ran = kam("schedule", client, *SCHEDULE, "--minutes", "an hour")
    assert ran.code == 2
    assert "“an hour” is not a whole number." in ran.errors


# --- empty texts ------------------------------------------------------------------------------------

TEXTS = [
    "account",
    "with",
    "ours",
    "guest",
    "question",
    "client-question",
    "agenda",
    "subject",
    "place",
    "purpose",
    "best",
    "minimum",
    "client-purpose",
    "zone",
]


@pytest.mark.parametrize("option", TEXTS)
def test_a_meeting_is_not_planned_with_an_empty_text(kam: Kam, file: Path, option: str) -> None:
    for empty in ("", "  ", "\t\n"):
        ran = kam("schedule", file, *SCHEDULE, f"--{option}", empty)
        assert ran.code == 2
        assert f"--{option}: it is empty; write something or leave it out." in ran.errors
    assert kam("list", file, "meetings", "--json").json() == []


@pytest.mark.parametrize("option", ["--zone", "--currency", "--country"])
def test_a_workspace_is_not_begun_with_an_empty_word(kam: Kam, tmp_path: Path, option: str) -> None:
    ran = kam("new", tmp_path / "x.kam", "--company", "A", "--me", "B", option, "")
    assert ran.code == 2
    assert list(tmp_path.iterdir()) == []


FILES: list[tuple[str, tuple[str, ...]]] = [
    ("WORKSPACE", ("new", "", "--company", "A", "--me", "B")),
    *[("WORKSPACE", (command, "")) for command in "open demo check backup restore history undo redo".split()],  # noqa: SIM905
    ("WORKSPACE", ("list", "", "accounts")),
    ("WORKSPACE", ("show", "", "alfreds")),
    ("WORKSPACE", ("search", "", "alfreds")),
    ("WORKSPACE", ("schedule", "", *SCHEDULE)),
    ("WORKSPACE", ("import", "", "x.csv", "--kind", "sales")),
    ("SOURCE", ("import", "x.kam", "", "--kind", "sales")),
    ("--mapping", ("import", "x.kam", "x.csv", "--kind", "sales", "--mapping", "")),
    ("--backup", ("restore", "x.kam", "--backup", "")),
    ("-o/--output", ("brief", "x.kam", "--account", "alfreds", "-o", "")),
]


@pytest.mark.parametrize(("place", "call"), FILES, ids=[f"{call[0]} {place}" for place, call in FILES])
def test_an_empty_name_of_a_file_is_said_to_be_empty(
    kam: Kam, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, call: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = kam(*call)
    assert (ran.code, ran.out) == (2, "")
    assert ran.errors.endswith(f"{place}: the name of the file is empty.\n")
    monkeypatch.setenv("KAM_LANG", "ru")
    assert kam(*call).errors.endswith(": имя файла пустое.\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "call",
    [
        ("show", "x.kam", ""),
        ("list", "x.kam", "people", "--account", ""),
        ("brief", "x.kam", "--account", " "),
    ],
)
def test_an_account_is_not_looked_for_without_a_word(kam: Kam, call: tuple[str, ...]) -> None:
    ran = kam(*call, *(("-o", "x.pdf") if call[0] == "brief" else ()))
    assert ran.code == 2
    assert "it is empty; write something or leave it out." in ran.errors


def test_the_window_is_not_opened_on_a_file_without_a_name() -> None:
    assert window_arguments([""]) is None
    assert window_arguments(["--demo", ""]) is None
    assert window_arguments(["x.kam"]) == ["x.kam"]


# --- words in another encoding ----------------------------------------------------------------------

NOT_UTF8 = "\u0412\u0441\u0442\udcf0\udce5\udcf7\udce0"  # half of it came as Windows-1251


@pytest.mark.parametrize("option", ["subject", "purpose", "question"])
def test_no_part_of_a_text_is_lost_because_the_terminal_speaks_another_encoding(
    kam: Kam, client: Path, option: str
) -> None:
    ran = kam("schedule", client, *SCHEDULE, f"--{option}", NOT_UTF8)
    assert ran.code == 2
    assert "cannot be read: set the terminal to UTF-8." in ran.errors
    assert kam("list", client, "meetings", "--json").json() == []


def test_a_search_for_what_cannot_be_read_is_not_a_search_for_the_rest(kam: Kam, client: Path) -> None:
    assert kam("search", client, f"alfreds {NOT_UTF8}").code == 2


# --- names of papers --------------------------------------------------------------------------------


def test_a_paper_may_bear_its_workspace_s_name(kam: Kam, client: Path) -> None:
    paper = client.with_name(f"{client.name}.pdf")
    kam("schedule", client, *SCHEDULE)
    assert kam("brief", client, "--account", "alfreds", "-o", paper).code == 0
    assert paper.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("ending", ["-wal", "-journal", ".lock", ""])
def test_no_paper_stands_where_something_of_a_workspace_does(kam: Kam, client: Path, ending: str) -> None:
    kam("schedule", client, *SCHEDULE)
    for owner in (client, client.with_name("next.kam")):
        taken = owner.with_name(f"{owner.name}{ending}")
        before = taken.read_bytes() if taken.exists() else None
        ran = kam("brief", client, "--account", "alfreds", "-o", taken)
        assert ran.code == 1
        assert (taken.read_bytes() if taken.exists() else None) == before


# --- time zones -------------------------------------------------------------------------------------


@pytest.mark.parametrize("zone", ["localtime", "posixrules", "Factory", "europe/moscow", "Europe", "../UTC"])
def test_a_zone_that_means_another_time_elsewhere_is_refused(
    kam: Kam, client: Path, tmp_path: Path, zone: str
) -> None:
    said = f"There is no time zone “{zone}”; write it as Europe/Moscow.\n"
    ran = kam("schedule", client, *SCHEDULE, "--zone", zone)
    assert (ran.code, ran.errors) == (1, said)
    path = tmp_path / "new.kam"
    ran = kam("new", path, "--company", "A", "--me", "B", "--zone", zone)
    assert (ran.code, ran.errors) == (1, said)
    assert not path.exists()


def test_a_time_that_clocks_skip_is_refused_in_one_sentence(
    kam: Kam, client: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    skipped = ("--account", "alfreds", "--when", "2027-03-28T02:30", "--zone", "Europe/Berlin")
    ran = kam("schedule", client, *skipped)
    assert (ran.code, ran.out) == (1, "")
    assert ran.errors == (
        "28 Mar 2027, 02:30 does not exist in Europe/Berlin: clocks there are put forward over it."
        " Choose another time.\n"
    )
    monkeypatch.setenv("KAM_LANG", "ru")
    assert kam("schedule", client, *skipped).errors == (
        "В поясе Europe/Berlin нет времени 28.03.2027, 02:30: часы там как раз переводят вперёд."
        " Выберите другое время.\n"
    )
    assert kam("list", client, "meetings", "--json").json() == []
    assert kam("schedule", client, *skipped[:-1], "Europe/Moscow").code == 0


def test_the_workspaces_own_zone_skips_times_too(kam: Kam, tmp_path: Path) -> None:
    path = tmp_path / "berlin.kam"
    assert kam("new", path, "--company", "A", "--me", "B", "--zone", "Europe/Berlin").code == 0
    (tmp_path / "clients.csv").write_text("Name\nAlfreds\n", "utf-8")
    assert kam("import", path, tmp_path / "clients.csv", "--kind", "accounts").code == 0
    refused = kam("schedule", path, "--account", "alfreds", "--when", "2027-03-28T02:30")
    assert (refused.code, "02:30 does not exist in Europe/Berlin" in refused.errors) == (1, True)


def test_of_a_time_that_comes_twice_the_first_is_meant(kam: Kam, client: Path) -> None:
    twice = ("--account", "alfreds", "--when", "2027-10-31T02:30", "--zone", "Europe/Berlin")
    assert kam("schedule", client, *twice).code == 0
    (meeting,) = kam("list", client, "meetings", "--json").json()
    assert meeting["starts_at"] == "2027-10-31T02:30:00+02:00"


# --- the same meeting twice -------------------------------------------------------------------------


def test_the_same_meeting_is_not_planned_twice(kam: Kam, client: Path) -> None:
    made = kam("schedule", client, *SCHEDULE, "--subject", "Prices of 2027", "--json").json()["id"]
    ran = kam("schedule", client, *SCHEDULE, "--subject", "PRICES of 2027")
    assert (ran.code, ran.out) == (1, "")
    assert ran.errors == (
        f"“Prices of 2027” is planned with this account for that moment already; its id is {made}.\n"
    )
    assert len(kam("list", client, "meetings", "--json").json()) == 1


def test_another_meeting_at_the_same_moment_is_planned_and_told(kam: Kam, client: Path) -> None:
    first = kam("schedule", client, *SCHEDULE, "--subject", "Prices", "--json").json()
    assert first["planned_then"] == []
    elsewhere = ("--when", "2026-11-24T09:00", "--zone", "Europe/Berlin")  # two hours behind Moscow
    earlier = kam("schedule", client, "--account", "alfreds", *elsewhere)
    assert len(earlier.out.splitlines()) == 1
    same = ("--when", "2026-11-24T08:00", "--zone", "Europe/Berlin")
    ran = kam("schedule", client, "--account", "alfreds", *same, "--subject", "Logistics")
    assert ran.code == 0
    told = f"At the same time another one is planned with this account: “Prices” ({first['id']})."
    assert ran.out.splitlines()[1:] == [told]
    third = kam("schedule", client, *SCHEDULE, "--subject", "Quality", "--json").json()
    assert len(third["planned_then"]) == 2


def test_a_meeting_taken_back_may_be_planned_again(kam: Kam, client: Path) -> None:
    assert kam("schedule", client, *SCHEDULE).code == 0
    assert kam("undo", client).code == 0
    assert kam("schedule", client, *SCHEDULE).code == 0


# --- the help ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS.split())
def test_the_russian_help_names_what_to_type_in_russian(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        build_parser(words_for("ru")).parse_args([command, "--help"])
    shown = capsys.readouterr().out
    assert "ФАЙЛ.kam" in shown
    assert set(re.findall(r"\b[A-Z][A-Z-]+\b", shown)) <= {
        "ID",
        "CSV",
        "XLSX",
        "PDF",
        "JSON",
        "RUB",
        "USD",
        "EUR",
        "RU",
    }


def test_wrong_usage_names_the_place_in_russian(kam: Kam, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAM_LANG", "ru")
    ran = kam("undo", "x.kam", "abc")
    assert "Неверный вызов: ШАГ: «abc» — не номер шага" in ran.errors


# --- papers -----------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
@pytest.mark.parametrize("mask", [0o022, 0o027, 0o077, 0o002])
def test_a_paper_is_as_open_as_the_users_mask_says(kam: Kam, client: Path, mask: int) -> None:
    assert kam("schedule", client, *SCHEDULE).code == 0
    paper = client.with_name("x.pdf")
    before = os.umask(mask)
    try:
        assert kam("brief", client, "--account", "alfreds", "-o", paper).code == 0
    finally:
        os.umask(before)
    assert stat.S_IMODE(paper.stat().st_mode) == 0o666 & ~mask


@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
def test_a_paper_printed_anew_stays_as_closed_as_its_owner_made_it(kam: Kam, client: Path) -> None:
    assert kam("schedule", client, *SCHEDULE).code == 0
    paper = client.with_name("x.pdf")
    for _ in range(2):
        assert kam("brief", client, "--account", "alfreds", "-o", paper).code == 0
        paper.chmod(0o600)
    assert stat.S_IMODE(paper.stat().st_mode) == 0o600
    assert kam("brief", client, "--account", "alfreds", "-o", paper).code == 0
    assert stat.S_IMODE(paper.stat().st_mode) == 0o600
    assert list(client.parent.glob(".paper-*")) == []


# --- the checkout -----------------------------------------------------------------------------------

SCRIPTS = sorted(
    path.name
    for path in (Path(__file__).parents[2] / "scripts").iterdir()
    if path.is_file() and not path.suffix
)


@pytest.mark.skipif(sys.platform == "win32", reason="scripts of a POSIX shell")
@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_finds_its_checkout_through_a_link(tmp_path: Path, script: str) -> None:
    """Traced with an empty home of its own: what matters is the root that it finds."""
    root = Path(__file__).parents[2]
    checkout = tmp_path / "checkout"
    (checkout / "scripts").mkdir(parents=True)
    source = (root / "scripts" / script).read_text("utf-8")
    (checkout / "scripts" / script).write_text(source, "utf-8")
    (checkout / "scripts" / script).chmod(0o755)
    finding = (root / "scripts" / "setup.sh").read_text("utf-8").partition("venv=")[0]
    (checkout / "scripts" / "setup.sh").write_text(f'{finding}\necho "$root"\nexit 0\n', "utf-8")
    (tmp_path / "bin").mkdir()
    first, second = tmp_path / "bin" / "first", tmp_path / "bin" / "second"
    first.symlink_to(Path("..") / "checkout" / "scripts" / script)
    second.symlink_to("first")
    ran = subprocess.run([second], capture_output=True, text=True, check=False)
    assert (ran.stdout, ran.stderr) == (f"{checkout}\n", "")
