"""``kam backtest`` and ``kam retention`` as a user runs them, from tables that were imported."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest

if TYPE_CHECKING:
    from tests.e2e.conftest import Kam


@pytest.fixture
def office(kam: Kam, tmp_path: Path) -> Path:
    """Two clients: one orders every ten days for two years, the other stopped in March 2026."""
    path = tmp_path / "office.kam"
    told = ("--company", "Acme", "--me", "Mary Smith", "--lang", "en", "--currency", "USD")
    assert kam("new", path, *told, "--zone", "Europe/Moscow").code == 0
    accounts, sales = tmp_path / "accounts.csv", tmp_path / "sales.csv"
    accounts.write_text("Name\nStaying\nGone\n", "utf-8")
    lines = ["Order;Account;Date;Revenue;Cost"]
    first = date(2024, 11, 1)
    for each in range(73):
        day = first + timedelta(days=10 * each)
        lines.append(f"S-{each};Staying;{day};1000;700")
        if day < date(2026, 3, 1):
            lines.append(f"G-{each};Gone;{day};2000;1400")
    sales.write_text("\n".join(lines), "utf-8")
    assert kam("import", path, accounts, "--kind", "accounts").code == 0
    done = kam("import", path, sales, "--kind", "sales", "--mapping", mapping(tmp_path))
    assert done.code == 0, done.errors + done.out
    return path


def mapping(folder: Path) -> Path:
    """Which column is which."""
    path = folder / "sales.toml"
    path.write_text(
        'kind = "sales"\nkey = "order_number"\n[columns]\nOrder = "order_number"\nAccount = "account"\n'
        'Date = "date"\nRevenue = "revenue"\nCost = "cost"\n[formats]\ndelimiter = ";"\ndecimal = "."\n'
        'currency = "USD"\n',
        "utf-8",
    )
    return path


def test_the_alarm_is_measured_beside_the_plain_rule_and_chance(kam: Kam, office: Path) -> None:
    told = kam("backtest", office)
    rows = kam("backtest", office, "--json").json()["rows"]
    alarm, high, plain = rows[:3]
    assert told.code == 0
    assert "Churn risk medium or high" in told.out
    assert "No order for 90 days" in told.out
    assert told.out.count("as many at random") == 6
    assert alarm["true_positives"] >= plain["true_positives"] > 0
    assert alarm["false_positives"] == plain["false_positives"] == 0
    assert alarm["precision"] == "1.000000"
    for row in (alarm, high, plain):
        counted = ("true_positives", "false_positives", "false_negatives", "true_negatives")
        assert sum(row[each] for each in counted) == row["cases"]
        assert row["by_chance"]["recall"] is not None


def test_of_the_last_months_and_of_what_was_known_then(kam: Kam, office: Path) -> None:
    assert len(kam("backtest", office, "--months", "2", "--json").json()["days"]) == 2
    before = kam("backtest", office, "--as-of", "2025-12-31", "--json").json()
    assert before["days"][-1] == "2025-08-31"
    assert before["rows"][0]["stopped"] == 0
    short = kam("backtest", office, "--as-of", "2025-01-15")
    assert short.code == 0
    assert "too little history" in short.out


def test_a_retention_case_is_judged_kept_printed_and_listed(kam: Kam, office: Path, tmp_path: Path) -> None:
    case = ("--account", "Gone", "--leaving", "40", "--discount", "5", "--terms", "30")
    page = tmp_path / "case.pdf"
    told = kam("retention", office, *case, "--save", "-o", page, "--note", "They ask for more.")
    assert told.code == 0
    assert told.out.startswith("Gone: ")
    assert "It hangs on" in told.out
    [kept] = kam("retention", office, "--list", "--json").json()
    assert kept["account"] == "Gone"
    assert kept["case"]["leaving"] == "0.40"
    assert kept["case"]["leaving_then"] == "0.20"
    assert kept["note"] == "They ask for more."
    document = pypdfium2.PdfDocument(page)
    assert len(document) == 1
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert "They ask for more." in text
    assert "Gone" in kam("retention", office, "--list").out
    assert kam("undo", office).code == 0
    assert kam("retention", office, "--list", "--json").json() == []


def test_nothing_is_kept_unless_asked_for(kam: Kam, office: Path) -> None:
    judged = kam("retention", office, "--account", "Gone", "--json").json()
    assert judged["verdict"]["cost"] == 0
    assert kam("retention", office, "--list", "--json").json() == []


def test_refusals_name_the_option(kam: Kam, office: Path) -> None:
    wrong = kam("retention", office, "--account", "Gone", "--leaving", "120")
    assert wrong.code == 1
    assert "--leaving: A share lies between 0 and 100" in wrong.errors
    worse = kam("retention", office, "--account", "Gone", "--leaving", "10", "--leaving-then", "20", "--save")
    assert worse.code == 1
    assert "--leaving-then: " in worse.errors
    assert kam("retention", office).code == 2
    assert kam("retention", office, "--list", "--save").code == 2
    assert kam("retention", office, "--account", "Gone", "--margin", "many").code == 1


def test_a_note_that_does_not_fit_is_told_and_nothing_is_written(
    kam: Kam, office: Path, tmp_path: Path
) -> None:
    page = tmp_path / "case.pdf"
    wrong = kam("retention", office, "--account", "Gone", "--note", "x" * 20_001, "--save", "-o", page)
    assert (wrong.code, wrong.out) == (1, "")
    assert "The text is 20001 characters long; at most 20000 fit." in wrong.errors
    assert not page.exists()


def test_the_cases_of_a_past_day_are_those_kept_by_then(kam: Kam, office: Path) -> None:
    assert kam("retention", office, "--account", "Gone", "--as-of", "2026-09-01", "--save").code == 0
    listed = ("retention", office, "--list", "--json", "--as-of")
    assert [row["made_on"] for row in kam(*listed, "2026-09-01").json()] == ["2026-09-01"]
    assert kam(*listed, "2026-08-31").json() == []
