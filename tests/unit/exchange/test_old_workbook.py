"""Workbooks of Excel 97: read, and refused where their cells would fill the memory."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.core.errors import UserError
from kam.exchange.old_workbook import check_old_workbook
from kam.exchange.spreadsheet import OLE, open_spreadsheet

FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR, SMALL, SHORT = 512, 64, 4096
TOO_LARGE = "exchange.file_too_large"
DAMAGED = "exchange.workbook_damaged"


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def label(row: int, column: int, text: str) -> bytes:
    return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 0) + text.encode("latin-1"))


def number(row: int, column: int, value: float) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def many(row: int, column: int, count: int) -> bytes:
    cells = struct.pack("<HI", 0, 6) * count
    return record(0x00BD, struct.pack("<HH", row, column) + cells + struct.pack("<H", column + count - 1))


def dimensions(top: int, bottom: int, left: int, right: int) -> bytes:
    return record(0x0200, struct.pack("<IIHHH", top, bottom, left, right, 0))


def begin(kind: int) -> bytes:
    return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0))


def workbook(*records: bytes) -> bytes:
    """The stream of a workbook with one sheet «S»."""
    bound = struct.pack("<IBBBB", 0, 0, 0, 1, 0) + b"S"
    start = len(begin(5) + record(0x0085, bound) + record(0x000A))
    bound = struct.pack("<I", start) + bound[4:]
    return begin(5) + record(0x0085, bound) + record(0x000A) + begin(16) + b"".join(records) + record(0x000A)


def entry(name: str, kind: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text) + 2, kind, 1, FREE, FREE, 1 if kind == 5 else FREE)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def chained(first: int, count: int) -> list[int]:
    return [*range(first + 1, first + count), END] if count else []


def sectors(content: bytes, size: int = SECTOR) -> int:
    return -(-len(content) // size)


def compound(stream: bytes) -> bytes:
    """A compound file: table, directory, table of small sectors, then the stream itself."""
    small = len(stream) < SHORT
    size = sectors(stream, SMALL) * SMALL if small else len(stream)
    count = sectors(stream)
    table = [TABLE, END, END, *chained(3, count)]
    small_table = chained(0, sectors(stream, SMALL)) if small else []
    root = entry("Root Entry", 5, 3 if small else END, size if small else 0)
    body = entry("Workbook", 2, 0 if small else 3, len(stream))
    header = OLE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, SHORT, 2 if small else END, int(small), END, 0, 0)
    header += struct.pack("<108I", *[FREE] * 108)
    return header + b"".join(
        [
            _numbers(table),
            (root + body).ljust(SECTOR, b"\0"),
            _numbers(small_table),
            stream.ljust(count * SECTOR, b"\0"),
        ]
    )


def _numbers(listed: Iterable[int]) -> bytes:
    found = list(listed)
    assert len(found) <= SECTOR // 4
    return struct.pack("<128I", *found, *[FREE] * (128 - len(found)))


def code_of(data: bytes) -> str:
    with pytest.raises(UserError) as caught:
        check_old_workbook(data)
    return caught.value.code


FILLING = record(0x01B6, bytes(SHORT))


@pytest.mark.parametrize("filling", [b"", FILLING], ids=["small sectors", "whole sectors"])
def test_an_old_workbook_is_read(filling: bytes) -> None:
    sheet = workbook(
        dimensions(0, 2, 0, 2), label(0, 0, "ID"), label(0, 1, "Sum"), number(1, 1, 12.5), filling
    )
    grid = open_spreadsheet(compound(sheet))
    assert grid.name == "S"
    assert list(grid) == [(1, ["ID", "Sum"]), (2, ["", 12.5])]


@pytest.mark.parametrize("filling", [b"", FILLING], ids=["small sectors", "whole sectors"])
@pytest.mark.parametrize(
    "far",
    [number(65535, 65535, 1), label(65535, 65535, "x"), many(65535, 60000, 200)],
    ids=["number", "text", "many"],
)
def test_two_cells_at_the_ends_of_an_old_sheet_do_not_fill_the_memory(far: bytes, filling: bytes) -> None:
    assert code_of(compound(workbook(label(0, 0, "ID"), far, filling))) == TOO_LARGE


def test_the_last_cells_that_excel_97_has_are_no_reason_to_refuse() -> None:
    check_old_workbook(compound(workbook(dimensions(0, 65536, 0, 256), number(65535, 255, 1))))


def test_many_numbers_reach_as_far_as_the_last_of_them() -> None:
    check_old_workbook(compound(workbook(number(65535, 0, 1), many(0, 0, 500))))
    assert code_of(compound(workbook(number(65535, 0, 1), many(0, 0, 900)))) == TOO_LARGE


@pytest.mark.parametrize(
    ("claim", "code"),
    [((0, 0xFFFFFF, 0, 0xFFFF), TOO_LARGE), ((9, 2, 0, 3), DAMAGED), ((0, 2, 5, 3), DAMAGED)],
)
def test_a_claim_that_would_fill_the_memory_is_refused(claim: tuple[int, int, int, int], code: str) -> None:
    assert code_of(compound(workbook(dimensions(*claim), label(0, 0, "ID")))) == code


def test_the_claim_of_an_empty_sheet_is_left_alone() -> None:
    check_old_workbook(compound(workbook(dimensions(0, 0, 0, 0))))


def test_a_chain_that_bites_its_tail_is_damaged() -> None:
    data = bytearray(compound(workbook(label(0, 0, "ID"), FILLING)))
    struct.pack_into("<I", data, SECTOR + 4 * 4, 3)
    assert code_of(bytes(data)) == DAMAGED


def test_another_compound_file_is_no_workbook() -> None:
    name, other = "Workbook".encode("utf-16-le"), "WordDocs".encode("utf-16-le")
    assert code_of(compound(workbook()).replace(name, other)) == DAMAGED


@given(st.integers(0, 3000), st.binary(min_size=1, max_size=8))
def test_an_old_workbook_with_changed_bytes_is_read_or_refused_with_a_sentence(
    place: int, noise: bytes
) -> None:
    data = bytearray(compound(workbook(dimensions(0, 1, 0, 2), label(0, 0, "ID"), number(0, 1, 1.5))))
    place = 8 + place % (len(data) - 8)
    data[place : place + len(noise)] = noise
    with suppress(UserError):
        list(open_spreadsheet(bytes(data)))
