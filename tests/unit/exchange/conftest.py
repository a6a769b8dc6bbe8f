"""How these tests bring a file in: write it down, plan it, read its rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from kam.exchange.fields import Kind
from kam.exchange.mapping import parse_mapping
from kam.exchange.parse import read_rows
from kam.exchange.planning import open_table, plan_import
from tests.tables import Bring, Brought, WriteBook


@pytest.fixture
def bring(tmp_path: Path) -> Bring:
    """Reads a text as a file."""

    def brought(kind: str, text: str | bytes, mapping: str | None = None) -> Brought:
        path = tmp_path / "source.csv"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        stated = None if mapping is None else parse_mapping(f'kind = "{kind}"\n{mapping}')
        table = open_table(path, Kind(kind), stated)
        return Brought(read_rows(table, plan_import(table, Kind(kind), stated)))

    return brought


@pytest.fixture
def workbook(tmp_path: Path) -> WriteBook:
    """Writes an XLSX file."""

    def written(**sheets: list[list[object]]) -> Path:
        import xlsxwriter

        path = tmp_path / "source.xlsx"
        book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "default_date_format": "dd.mm.yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                sheet.write_row(number, 0, cells)
        book.close()
        return path

    return written
