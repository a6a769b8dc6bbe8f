"""What the portfolio shows goes into a file as it is shown."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from kam.core.errors import UserError
from kam.core.periods import Month
from kam.core.vocabulary import InteractionStatus
from kam.core.words import words_for
from kam.exchange.tables_out import TableFormat
from kam.models import MonthlySales
from kam.services.portfolio.exporting import export_portfolio
from kam.services.portfolio.ordering import PortfolioColumn
from kam.services.portfolio.query import Grouping, PortfolioQuery
from kam.services.portfolio.reading import Portfolio, read_portfolio
from tests.builders import NOW, Office

COLUMNS = (
    PortfolioColumn.NAME,
    PortfolioColumn.CLASSES,
    PortfolioColumn.REVENUE,
    PortfolioColumn.CHANGE,
    PortfolioColumn.LAST_CONTACT,
    PortfolioColumn.STATUS,
)


def fill(office: Office) -> None:
    large = office.account("=Крупный", potential=5)
    office.account("Малый")
    office.add(
        MonthlySales(account_id=large.id, month=Month(2026, 10), revenue_minor=123_450, currency="RUB")
    )
    office.meeting(large, datetime(2026, 11, 13, 11), status=InteractionStatus.DONE)  # noqa: DTZ001


def read(office: Office, query: PortfolioQuery) -> Portfolio:
    return read_portfolio(office.workspace, query, as_of=NOW)


def lines(path: Path, delimiter: str = ";") -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def test_what_is_shown_is_written_in_its_order_and_language(office: Office, tmp_path: Path) -> None:
    fill(office)
    target = tmp_path / "клиенты.csv"
    export_portfolio(read(office, PortfolioQuery()), COLUMNS, target, TableFormat.CSV, words_for("ru"))
    assert lines(target) == [
        ["Клиент", "ABC·XYZ", "12 мес., RUB", "К пр. году", "Контакт", "Статус"],
        ["'=Крупный", "A", "1234,50", "", "2026-11-13", "потенциальный"],
        ["Малый", "", "0,00", "", "", "потенциальный"],
    ]


def test_groups_are_a_column_and_months_are_twelve(office: Office, tmp_path: Path) -> None:
    fill(office)
    target = tmp_path / "accounts.csv"
    query = PortfolioQuery(grouping=Grouping.SEGMENT)
    columns = (PortfolioColumn.NAME, PortfolioColumn.MONTHS)
    export_portfolio(read(office, query), columns, target, TableFormat.CSV, words_for("en"))
    head, first, second = lines(target, ",")
    assert head == ["Segment", "Account", *(f"{Month(2025, 11) + back}, RUB" for back in range(12))]
    assert (first[0], first[1], first[-1]) == ("VIP", "'=Крупный", "1234.50")
    assert second[0] == "not determined"


def test_a_workbook_replaces_what_was_there(office: Office, tmp_path: Path) -> None:
    fill(office)
    target = tmp_path / "accounts.xlsx"
    target.write_bytes(b"old")
    export_portfolio(
        read(office, PortfolioQuery(text="малый")),
        list(PortfolioColumn),
        target,
        TableFormat.XLSX,
        words_for("ru"),
    )
    rows = CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python()
    assert len(rows) == 2
    assert rows[1][0] == "Малый"
    assert list(tmp_path.glob(".kam-partial-*")) == []


def test_a_folder_that_is_not_there_is_said(office: Office, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        export_portfolio(
            read(office, PortfolioQuery()),
            COLUMNS,
            tmp_path / "nowhere" / "a.csv",
            TableFormat.CSV,
            words_for("ru"),
        )
