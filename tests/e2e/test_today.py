"""``kam today``: the day as text, as JSON and on paper."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.conftest import Kam


def a_day(kam: Kam, file: Path) -> None:
    table = file.with_name("clients.csv")
    table.write_text("Name\nAlfreds\n", "utf-8")
    assert kam("import", file, table, "--kind", "accounts").code == 0
    kam("schedule", file, "--account", "Alfreds", "--when", "2026-11-24T10:00", "--subject", "Contract")


def test_it_tells_meetings_and_says_when_there_is_nothing(kam: Kam, file: Path) -> None:
    ran = kam("today", file)
    assert ran.code == 0
    assert "Monday 23 November 2026" in ran.out
    a_day(kam, file)
    assert "Tue 24 November, 10:00 Alfreds" in kam("today", file).out
    assert "Contract" not in kam("today", file, "--days", "1").out


def test_json_has_every_column_with_codes(kam: Kam, file: Path) -> None:
    a_day(kam, file)
    told = kam("today", file, "--json").json()
    assert set(told) >= {"day", "meetings", "unrecorded", "promises", "complaints", "signals", "put_off"}
    (meeting,) = told["meetings"]
    assert (meeting["subject"], meeting["kind"], meeting["starts"]) == (
        "Contract",
        "meeting",
        "2026-11-24T10:00:00",
    )
    assert told["meetings_in_all"] == 1


def test_it_writes_one_page_and_nothing_into_the_workspace(kam: Kam, file: Path, tmp_path: Path) -> None:
    a_day(kam, file)
    before = file.read_bytes()
    ran = kam("today", file, "-o", tmp_path / "day.pdf", "--lang", "ru")
    assert (ran.code, ran.out.strip()) == (0, f"1 page in {tmp_path / 'day.pdf'}")
    assert (tmp_path / "day.pdf").read_bytes().startswith(b"%PDF")
    assert file.read_bytes() == before


def test_it_does_not_write_over_something_else(kam: Kam, file: Path) -> None:
    before = file.read_bytes()
    assert kam("today", file, "-o", file).code == 1
    assert file.read_bytes() == before
