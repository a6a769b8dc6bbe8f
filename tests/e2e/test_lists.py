"""``kam list``, ``kam show`` and ``kam search`` on a workspace with sales, meetings, promises and people."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kam.core.clock import FixedClock
from kam.core.periods import Month
from kam.core.vocabulary import CommitmentStatus, ContactKind, InteractionStatus
from kam.models import Account, Address, ContactPoint, MonthlySales
from tests.builders import NOW, Office

if TYPE_CHECKING:
    from tests.e2e.conftest import Kam

FIRST = Month(2026, 8)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Two clients: one with sales, meetings, promises and eight people; one with a promise alone."""
    office = Office.at(tmp_path)
    client = office.account("Alfreds", tax_number="DE 812", industry="foods")
    office.add(Address(account_id=client.id, city="Berlin"))
    _sell(office, client, {FIRST: 120_000, FIRST + 1: 1_234_550, FIRST + 2: 99_900})
    office.meeting(client, datetime(2026, 9, 10, 10), subject="Prices", status=InteractionStatus.DONE)  # noqa: DTZ001
    office.meeting(client, subject="Contract", purpose="Agree the frame for next year")
    office.promise(
        client,
        "Samples",
        due=date(2026, 9, 1),
        made_on=date(2026, 8, 20),
        status=CommitmentStatus.KEPT,
        closed_on=date(2026, 9, 20),
    )
    office.promise(client, "Forecast", due=date(2026, 12, 1))
    office.promise(office.account("Bottom-Dollar"), "Price list")
    first = office.stakeholder(client, "Maria", "Anders", influence=5)
    assert first.person_id is not None
    office.add(ContactPoint(person_id=first.person_id, kind=ContactKind.PHONE, value="030-0074321"))
    office.add(ContactPoint(person_id=first.person_id, kind=ContactKind.EMAIL, value="maria@alfreds.example"))
    for number in range(7):
        office.stakeholder(client, "Person", f"No {number}")
    office.workspace.close()
    return tmp_path / "office.kam"


def _sell(office: Office, client: Account, months: dict[Month, int]) -> None:
    for month, minor in months.items():
        office.add(MonthlySales(account_id=client.id, month=month, revenue_minor=minor, currency="RUB"))


def test_sales_as_of_a_day_end_with_its_month(kam: Kam, office: Path) -> None:
    rows = kam("list", office, "sales", "--as-of", "2026-09-02", "--json").json()
    assert [row["month"] for row in rows] == ["2026-08", "2026-09"]
    assert len(kam("list", office, "sales", "--json").json()) == 3


def test_promises_as_of_a_day_are_those_of_that_day(kam: Kam, office: Path) -> None:
    (row,) = kam("list", office, "commitments", "--as-of", "2026-09-02", "--json").json()
    assert (row["text"], row["status"], row["closed_on"], row["late"]) == ("Samples", "open", None, True)


def test_an_account_as_of_a_day_shows_what_was_ahead_then(kam: Kam, office: Path) -> None:
    shown = kam("show", office, "Alfreds", "--as-of", "2026-09-02").out
    assert "Prices" in shown
    assert "Samples" in shown
    assert "Forecast" not in shown
    now = kam("show", office, "Alfreds").out
    assert "Prices" not in now
    assert "Samples" not in now
    assert "Forecast" in now


def test_meetings_can_be_the_planned_ones_alone_at_any_moment(kam: Kam, office: Path) -> None:
    now = kam("list", office, "meetings", "--planned", "--json").json()
    assert [row["subject"] for row in now] == ["Contract"]
    then = kam("list", office, "meetings", "--planned", "--as-of", "2026-09-02", "--json").json()
    assert [row["subject"] for row in then] == ["Prices", "Contract"]


def test_planned_with_another_list_is_wrong_usage(kam: Kam, office: Path) -> None:
    ran = kam("list", office, "people", "--planned")
    assert ran.code == 2
    assert "--planned goes only with the list of meetings." in ran.errors


@pytest.mark.parametrize("what", ["accounts", "people", "meetings", "sales", "commitments"])
def test_a_list_can_be_of_one_account(kam: Kam, office: Path, what: str) -> None:
    rows = kam("list", office, what, "--account", "alfr", "--json").json()
    assert {row["account"] for row in rows} == {"Alfreds"}


@pytest.mark.parametrize("what", ["complaints", "plans"])
def test_a_list_of_an_account_without_any_is_empty(kam: Kam, office: Path, what: str) -> None:
    assert kam("list", office, what, "--account", "Alfreds", "--json").json() == []


def test_an_account_that_nobody_knows_is_said(kam: Kam, office: Path) -> None:
    ran = kam("list", office, "sales", "--account", "Nobody")
    assert ran.code == 1
    assert "Nobody" in ran.errors


def test_a_list_stops_after_so_many_rows(kam: Kam, office: Path) -> None:
    assert len(kam("list", office, "people", "--limit", 3, "--json").json()) == 3


@pytest.mark.parametrize("command", [("list", "people"), ("search", "contract"), ("history",)])
@pytest.mark.parametrize("limit", ["0", "-1", "many", "1.5", "9" * 5000])
def test_a_limit_below_one_is_wrong_usage(
    kam: Kam, office: Path, command: tuple[str, ...], limit: str
) -> None:
    ran = kam(command[0], office, *command[1:], f"--limit={limit}")
    assert ran.code == 2
    assert "is not a whole number of at least 1." in ran.errors


def test_money_stands_to_the_right_with_the_same_decimals(kam: Kam, office: Path) -> None:
    heading, *lines = kam("list", office, "sales").out.splitlines()
    assert heading.endswith("  Revenue")
    assert [line.split()[-1] for line in lines] == ["₽1,200.00", "₽12,345.50", "₽999.00"]
    assert len({len(line) for line in lines}) == 1


def test_numbers_stand_to_the_right_and_words_to_the_left(kam: Kam, office: Path) -> None:
    heading, first, second = kam("list", office, "accounts").out.splitlines()
    end = heading.index("Complaints") + len("Complaints")
    assert (first[end - 2 : end], second[end - 2 : end]) == (" 0", " 0")
    assert heading.startswith("Account ")
    assert first.startswith("Alfreds ")


def test_search_shows_the_passage_that_has_the_words(kam: Kam, office: Path) -> None:
    shown = kam("search", office, "frame").out
    assert "Contract" in shown
    assert "Agree the frame for next year" in shown


def test_show_tells_where_they_are_how_to_reach_them_and_how_many_more_there_are(
    kam: Kam, office: Path
) -> None:
    lines = kam("show", office, "Alfreds").out.splitlines()
    assert lines[1].endswith("foods · Berlin · tax number DE 812")
    assert "Maria Anders  030-0074321  maria@alfreds.example" in lines
    assert lines[-1].startswith("People shown: 6 of 8; ")
    few = kam("show", office, "Bottom").out
    assert "People shown" not in few


def test_two_months_of_sales_make_no_change_on_the_year_before(kam: Kam, office: Path) -> None:
    clock = FixedClock(NOW.replace(year=2027, month=10))
    assert "on the year before" not in kam("show", office, "Alfreds", now=clock).out
    (row,) = kam("list", office, "accounts", "--account", "Alfreds", "--json", now=clock).json()
    assert row["change"] is None


def test_show_tells_health_as_the_list_does_also_of_a_past_day(kam: Kam, office: Path) -> None:
    for then in ((), ("--as-of", "2026-09-02")):
        (row,) = kam("list", office, "accounts", "--account", "Alfreds", "--json", *then).json()
        shown = kam("show", office, "Alfreds", "--json", *then).json()
        assert row["health"] is not None
        names = ("health", "health_change", "churn_risk")
        assert [shown[name] for name in names] == [row[name] for name in names]
        line = next(
            each for each in kam("show", office, "Alfreds", *then).out.splitlines() if "Health" in each
        )
        assert line.startswith(f"Health {row['health']}, ")
        assert line.endswith("risk of leaving low")


def test_show_says_no_health_where_nothing_is_known(kam: Kam, office: Path) -> None:
    (row,) = kam("list", office, "accounts", "--account", "Bottom", "--json").json()
    assert row["health"] is None
    assert "Health" not in kam("show", office, "Bottom").out
