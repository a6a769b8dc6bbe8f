"""Workbooks: one sheet becomes a table; broken, locked and hostile ones are refused."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.core.errors import UserError
from kam.exchange.mapping import Formats
from kam.exchange.spreadsheet import OLE, open_spreadsheet
from kam.exchange.tables import open_grid, table_of
from tests.tables import WriteBook


def code_of(data: bytes) -> str:
    with pytest.raises(UserError) as caught:
        list(open_spreadsheet(data))
    return caught.value.code


def packed(**entries: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in entries.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return target.getvalue()


def test_a_sheet_is_read_with_its_types(workbook: WriteBook) -> None:
    path = workbook(Sales=[["Дата", "Сумма", "Да", "Текст"], [date(2026, 4, 3), 12.5, True, "=1+1"]])
    table = table_of(open_grid(path), 1)
    assert table.header == ("Дата", "Сумма", "Да", "Текст")
    assert list(table.rows()) == [(2, [date(2026, 4, 3), 12.5, True, "=1+1"])]
    assert table.sheet == "Sales"
    assert table.encoding is None
    assert table.delimiter is None


def test_what_a_file_is_its_bytes_tell_and_not_its_name(workbook: WriteBook, tmp_path: Path) -> None:
    disguised = tmp_path / "table.csv"
    disguised.write_bytes(workbook(One=[["a", "b"], [1, 2]]).read_bytes())
    assert table_of(open_grid(disguised), 1).header == ("a", "b")


def test_the_only_sheet_with_content_is_taken(workbook: WriteBook) -> None:
    path = workbook(Empty=[], Full=[["a"], [1]])
    assert table_of(open_grid(path), 1).sheet == "Full"


def test_several_sheets_are_asked_about(workbook: WriteBook) -> None:
    path = workbook(Реализация=[["a"], [1]], Возвраты=[["b"], [2]])
    with pytest.raises(UserError) as caught:
        open_grid(path)
    assert caught.value.code == "exchange.several_sheets"
    assert caught.value.details["sheets"] == "«Реализация», «Возвраты»"
    assert table_of(open_grid(path, Formats(sheet="возвраты")), 1).header == ("b",)


def test_a_sheet_that_does_not_exist_is_named_with_those_that_do(workbook: WriteBook) -> None:
    with pytest.raises(UserError) as caught:
        open_grid(workbook(One=[["a"]]), Formats(sheet="Two"))
    assert (caught.value.code, caught.value.details["sheets"]) == ("exchange.no_such_sheet", "«One»")


def test_titles_above_the_headings_are_stepped_over(workbook: WriteBook) -> None:
    path = workbook(S=[["Отчёт о продажах"], [], ["a", "b"], [1, datetime(2026, 1, 2, 3, 4)]])  # noqa: DTZ001
    table = table_of(open_grid(path), 3)
    assert table.header == ("a", "b")
    assert [number for number, _cells in table.rows()] == [4]


def test_a_workbook_without_content_is_empty(workbook: WriteBook) -> None:
    assert code_of(workbook(S=[]).read_bytes()) == "exchange.empty_file"


@pytest.mark.parametrize("length", [10, 600, 3000, -40])
def test_a_truncated_workbook_is_damaged(workbook: WriteBook, length: int) -> None:
    data = workbook(S=[["a"] * 5] * 50).read_bytes()
    assert code_of(data[:length]) == "exchange.workbook_damaged"


def test_a_text_named_xlsx_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "source.xlsx"
    path.write_text("id,name\n1,Acme\n")
    with pytest.raises(UserError, match=r"exchange\.workbook_damaged"):
        open_grid(path)


def test_another_archive_is_no_workbook() -> None:
    assert code_of(packed(readme="hello")) == "exchange.workbook_damaged"


def test_a_workbook_behind_a_password_is_named_as_such() -> None:
    locked = OLE + b"\x00" * 1000 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 1000
    assert code_of(locked) == "exchange.workbook_locked"


def test_rubbish_that_begins_like_an_old_workbook_is_damaged() -> None:
    assert code_of(OLE + b"rubbish" * 500) == "exchange.workbook_damaged"


@given(st.integers(0, 5000), st.binary(min_size=1, max_size=8))
def test_a_workbook_with_changed_bytes_is_read_or_refused_with_a_sentence(place: int, noise: bytes) -> None:
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        book.add_worksheet("S").write_row(0, 0, ["Дата", 1.5, "Ромашка"])
    data = bytearray(target.getvalue())
    place %= len(data)
    data[place : place + len(noise)] = noise
    with suppress(UserError):
        list(open_spreadsheet(bytes(data)))
