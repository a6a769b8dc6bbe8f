"""A workbook written in UTF-16 is read like any other."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter

from kam.core.errors import UserError
from kam.exchange.spreadsheet import open_spreadsheet
from kam.exchange.workbook_encoding import in_utf8

ROWS = [["Клиент", "Сумма"], ["Верфь «Стрежень» 🚢", 12.5], ["Zoë & Söhne", 7.0]]
SHEET = "xl/worksheets/sheet1.xml"
Recode = Callable[[str], bytes]


def parts() -> dict[str, bytes]:
    """A workbook as it is usually written."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("Продажи")
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
    with zipfile.ZipFile(target) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(contents: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return target.getvalue()


def said(text: str) -> str:
    return text.replace('encoding="UTF-8"', "encoding = 'UTF-16'")


WRITTEN: dict[str, Recode] = {
    "little-endian": lambda text: said(text).encode("utf-16"),
    "big-endian": lambda text: b"\xfe\xff" + said(text).encode("utf-16-be"),
    "little-endian without a mark": lambda text: said(text).encode("utf-16-le"),
    "big-endian without a mark": lambda text: said(text).encode("utf-16-be"),
    "silent about it": lambda text: text.replace(' encoding="UTF-8"', "").encode("utf-16"),
}


@pytest.mark.parametrize("recode", WRITTEN.values(), ids=WRITTEN)
@pytest.mark.parametrize("which", ["the sheet", "strings", "all parts"])
def test_its_cells_are_read(recode: Recode, which: str) -> None:
    contents = parts()
    for name, content in contents.items():
        if which == "all parts" or (which == "the sheet" and name == SHEET) or (which in name.casefold()):
            contents[name] = recode(content.decode())
    grid = open_spreadsheet(packed(contents))
    assert grid.name == "Продажи"
    assert [cells for _number, cells in grid] == ROWS


def test_a_long_text_is_read_whole() -> None:
    """The pieces in which a part is read end anywhere: in a character, too."""
    contents = parts()
    long = "🚢" * 30_000
    cells = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{long}</t></is></c></row>' for n in range(1, 41)
    )
    text = f'<?xml version="1.0"?>\n<worksheet><sheetData>{cells}</sheetData></worksheet> '
    contents[SHEET] = text.encode("utf-16")
    assert {cells[0] for _number, cells in open_spreadsheet(packed(contents))} == {long}


def test_a_usual_workbook_is_passed_on_as_it_is() -> None:
    data = packed(parts())
    assert in_utf8(data) is data


def test_an_empty_one_is_still_empty() -> None:
    contents = parts()
    contents[SHEET] = "<?xml version='1.0'?><worksheet><sheetData/></worksheet>".encode("utf-16")
    with pytest.raises(UserError, match=r"exchange\.empty_file"):
        open_spreadsheet(packed(contents))


@pytest.mark.parametrize(
    "content",
    [
        "<?xml version='1.0'?><worksheet><sheetData/></worksheet>".encode("utf-16")[:-1],
        b"\xff\xfe<\x00\x00\xd8<\x00",
    ],
    ids=["cut off", "half a pair"],
)
def test_a_broken_one_is_refused(content: bytes) -> None:
    with pytest.raises(UserError, match=r"exchange\.workbook_damaged"):
        open_spreadsheet(packed({**parts(), SHEET: content}))


def test_cells_too_far_apart_are_refused_in_it_too() -> None:
    far = '<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row>'
    text = f"<?xml version='1.0'?><worksheet><sheetData>{far}</sheetData></worksheet>"
    with pytest.raises(UserError, match=r"exchange\.file_too_large"):
        open_spreadsheet(packed({**parts(), SHEET: text.encode("utf-16")}))


def test_more_than_memory_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kam.exchange.workbook_encoding.LARGEST_UNPACKED", 100_000)
    contents = parts()
    contents[SHEET] = ("<?xml version='1.0'?>" + " " * 200_000).encode("utf-16")
    with pytest.raises(UserError, match=r"exchange\.file_too_large"):
        open_spreadsheet(packed(contents))


def test_a_part_that_is_there_twice_is_refused() -> None:
    contents = {**parts(), SHEET: parts()[SHEET].decode().encode("utf-16")}
    data = bytearray(packed({**contents, "xl/worksheets/sheetX.xml": contents[SHEET]}))
    twice = bytes(data).replace(b"sheetX.xml", b"sheet1.xml")
    with pytest.raises(UserError, match=r"exchange\.workbook_damaged"):
        open_spreadsheet(twice)


def test_a_part_that_is_longer_than_it_says_is_refused() -> None:
    contents = {**parts(), SHEET: parts()[SHEET].decode().encode("utf-16")}
    data = bytearray(packed(contents))
    entry = data.rindex(SHEET.encode()) - 46  # in the directory at the end; its size stands 24 bytes in
    size = int.from_bytes(data[entry + 24 : entry + 28], "little")
    assert size == len(contents[SHEET])
    data[entry + 24 : entry + 28] = (size - 2).to_bytes(4, "little")
    with pytest.raises(UserError, match=r"exchange\.workbook_damaged"):
        open_spreadsheet(bytes(data))
