"""However a workbook is written, cells too far apart are refused before they fill the memory."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from kam.core.errors import UserError
from kam.exchange.sheet_area import LARGEST_AREA, MOST_COLUMNS, MOST_ROWS, check_parts
from kam.exchange.spreadsheet import open_spreadsheet

SHEET = "xl/worksheets/sheet1.xml"
FIRST = '<row r="1"><c r="A1" t="inlineStr"><is><t>ID</t></is></c></row>'
TOO_LARGE = "exchange.file_too_large"
DAMAGED = "exchange.workbook_damaged"


def written() -> dict[str, bytes]:
    """The parts of a usual workbook."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        book.add_worksheet("S").write_row(0, 0, ["ID", "Name"])
    with zipfile.ZipFile(target) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def sheet(rows: str, before: str = "") -> bytes:
    return f'<worksheet xmlns="x">{before}<sheetData>{rows}</sheetData></worksheet>'.encode()


def book(content: bytes) -> bytes:
    return packed({**written(), SHEET: content})


def code_of(data: bytes) -> str:
    with pytest.raises(UserError) as caught:
        check_parts(data)
    return caught.value.code


@pytest.mark.parametrize(
    "far",
    [
        '<row r="1048576"><c r="XFD1048576"/></row>',
        "<row r='1048576'><c r='XFD1048576'/></row>",
        '<row r = "1048576"><c r\n=\t"XFD1048576"/></row>',
        '<row r="1048576"><c s="1" t="r" r="XFD1048576"/></row>',
        '<row r="1048576"><c r="xfd1048576"/></row>',
        '<x:row xmlns:x="x" r="1048576"><x:c r="XFD1048576"/></x:row>',
        '<row r="1048000"/>' + "<row/>" * 100 + '<row><c r="XFC1048101"/><c/></row>',
        '<row r="2"><c r="XFD2"/><c r="A1048576"/></row>',
    ],
    ids=[
        "usual",
        "apostrophes",
        "spaces",
        "attributes",
        "lower case",
        "prefix",
        "no reference",
        "rows apart",
    ],
)
def test_two_cells_at_the_ends_of_a_sheet_do_not_fill_the_memory(far: str) -> None:
    assert code_of(book(sheet(FIRST + far))) == TOO_LARGE


@pytest.mark.parametrize(
    "beyond",
    [
        f'<row r="{MOST_ROWS + 1}"/>',
        '<row r="4000000000"><c><v>1</v></c></row>',
        '<row r="2"><c r="XFD40000000"><v>1</v></c></row>',
        '<row r="2"><c r="A18446744073709551617"/></row>',
        '<row r="2"><c r="XFE2"/></row>',
        '<row r="2"><c r="ZZZZZZZ2"/></row>',
        '<row r="2"><c r="XFD2"/><c/></row>',
        '<row r="1048576"/><row/>',
        '<row r="-1"/>',
        '<row r=""/>',
        '<row r="2"><c r="2"/></row>',
        '<row r="2"><c r="B"/></row>',
        '<row r="2"><c r="$B$2"/></row>',
    ],
)
def test_no_cell_lies_beyond_the_last_row_and_column_of_excel(beyond: str) -> None:
    assert code_of(book(sheet(FIRST + beyond))) == DAMAGED


@pytest.mark.parametrize("claim", ["A1:XFD1048577", "A1:ZZZZZ9", "A1:C4294967295"])
def test_no_sheet_claims_more_than_excel_has(claim: str) -> None:
    assert code_of(book(sheet(FIRST, f'<dimension ref="{claim}"/>'))) == DAMAGED


@pytest.mark.parametrize("claim", ["A1", "A1:XFD1048576", "", "A:C"])
def test_a_claim_that_fills_no_memory_is_left_alone(claim: str) -> None:
    check_parts(book(sheet(FIRST, f'<dimension ref="{claim}"/>')))


def test_a_sheet_may_lie_under_any_name() -> None:
    far = sheet(FIRST + '<row r="1048576"><c r="XFD1048576"/></row>')
    assert code_of(packed({**written(), "xl/worksheets/sheet1.dat": far})) == TOO_LARGE


def test_text_that_looks_like_a_reference_is_text() -> None:
    cell = '<c r="A2" t="inlineStr"><is><t> r="XFD1048576" </t></is></c>'
    hidden = '<!-- <row r="9999999"/> --><![CDATA[<row r="9999999"/>]]>'
    grid = open_spreadsheet(book(sheet(f'{FIRST}{hidden}<row r="2">{cell}</row>')))
    assert [[str(cell).strip() for cell in cells] for _number, cells in grid] == [["ID"], ['r="XFD1048576"']]


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE worksheet [<!ENTITY a "b">]>' + sheet(FIRST),
        b"<!DOCTYPE worksheet>" + sheet(FIRST),
        b"title" + sheet(FIRST),
        sheet(FIRST)[:-9],
        sheet('<row r="1" r="2"/>'),
    ],
    ids=["entity", "document type", "text before", "cut off", "attribute twice"],
)
def test_what_excel_never_writes_is_damaged(content: bytes) -> None:
    assert code_of(book(content)) == DAMAGED


def test_a_byte_order_mark_and_cells_without_references_are_usual() -> None:
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
    grid = open_spreadsheet(book(b'\xef\xbb\xbf<?xml version="1.0" encoding="UTF-8"?>' + sheet(rows)))
    assert list(grid) == [(1, [1.0, 2.0]), (2, [3.0, ""])]


@pytest.mark.parametrize("count", ["4000000000", "18446744073709551616", "+4000000000", "many"])
def test_no_more_strings_are_promised_than_fit_into_their_part(count: str) -> None:
    strings = f'<x><sst a=">" uniqueCount="{count}"><si><t>a</t></si></sst></x>'.encode()
    assert code_of(packed({**written(), "xl/sharedStrings.xml": strings})) == DAMAGED


@pytest.mark.parametrize("true_sum", [False, True])
def test_the_sizes_that_an_archive_states_are_not_believed(true_sum: bool) -> None:
    shown = b" " * 100
    hidden = shown + sheet(FIRST + '<row r="1048576"><c r="XFD1048576"/></row>')
    data = bytearray(book(hidden))
    entry = data.rindex(SHEET.encode()) - 46
    assert data[entry : entry + 4] == b"PK\x01\x02"
    struct.pack_into("<I", data, entry + 24, len(shown))
    if not true_sum:
        struct.pack_into("<I", data, entry + 16, zlib.crc32(shown))
    assert code_of(bytes(data)) == DAMAGED


def test_a_part_that_swells_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kam.exchange.sheet_area.LARGEST_UNPACKED", 100_000)
    assert code_of(packed({**written(), "xl/media/image1.png": b"\0" * 200_000})) == TOO_LARGE


@given(st.integers(1, MOST_ROWS), st.integers(0, MOST_COLUMNS - 1))
def test_a_sheet_is_refused_for_the_rectangle_it_spans_and_for_nothing_else(row: int, column: int) -> None:
    from xlsxwriter.utility import xl_rowcol_to_cell

    data = book(sheet(f'<row r="{row}"><c r="{xl_rowcol_to_cell(row - 1, column)}"/></row>'))
    if row * (column + 1) > LARGEST_AREA:
        assert code_of(data) == TOO_LARGE
    else:
        check_parts(data)
