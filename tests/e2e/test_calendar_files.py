"""Calendar files on the command line: what is planned goes out, what comes in is planned."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.e2e.conftest import Kam

INVITATION = """BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VEVENT
UID:contract-2027
SUMMARY:Contract 2027
ORGANIZER:mailto:maria@alfreds.example
DTSTART;TZID=Russian Standard Time:20261201T100000
DURATION:PT45M
END:VEVENT
END:VCALENDAR
"""


def account(kam: Kam, file: Path, folder: Path) -> None:
    table = folder / "accounts.csv"
    table.write_text("Name\nAlfreds\n", "utf-8")
    assert kam("import", file, table, "--kind", "accounts").code == 0


def test_what_comes_in_is_planned_and_goes_out_again(kam: Kam, file: Path, tmp_path: Path) -> None:
    account(kam, file, tmp_path)
    invitation = tmp_path / "invite.ics"
    invitation.write_text(INVITATION, "utf-8")
    looked = kam("invitations", file, invitation, "--dry-run", "--json").json()
    assert [(each["subject"], each["standing"]) for each in looked] == [("Contract 2027", "new")]
    assert kam("invitations", file, invitation).out.startswith("Planned: 0")
    assert kam("invitations", file, invitation, "--account", "Alfreds", "--json").json()["new"] == 1
    assert kam("invitations", file, invitation, "--account", "Alfreds", "--json").json()["same"] == 1
    out = tmp_path / "out.ics"
    assert kam("calendar", file, "--output", out).out == f"1 meeting is in {out}.\n"
    text = out.read_text("utf-8")
    assert "SUMMARY:Contract 2027" in text
    assert "DTSTART;TZID=Europe/Moscow:20261201T100000" in text
    assert kam("undo", file).code == 0
    assert kam("calendar", file, "--output", out).out.startswith("0 meetings")


def test_a_calendar_is_not_written_over_something_else(kam: Kam, file: Path, tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("dear")
    ran = kam("calendar", file, "--output", other)
    assert ran.code == 1
    assert other.read_text() == "dear"


def test_a_file_that_is_no_calendar_is_refused_in_one_sentence(kam: Kam, file: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.ics"
    wrong.write_bytes(b"\x00\x01")
    ran = kam("invitations", file, wrong)
    assert ran.code == 1
    assert ran.errors.strip().endswith("This is no calendar file, or a damaged one.")
    assert kam("invitations", file, tmp_path / "missing.ics").code == 1


def test_a_day_beyond_every_calendar_is_wrong_usage(kam: Kam, file: Path, tmp_path: Path) -> None:
    for day in ("9999-12-31", "0001-01-01", "tomorrow"):
        refused = kam("calendar", file, "--from", day, "--output", tmp_path / "out.ics")
        assert (refused.code, "is not a date like" in refused.errors) == (2, True)
