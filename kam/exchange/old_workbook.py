"""How far the cells of an XLS workbook of Excel 97 reach, found out before calamine sees it.

The workbook is a stream of records in a compound file ([MS-CFB], [MS-XLS]). calamine makes room for the
rectangle that each sheet's DIMENSIONS record claims and lays out the one that its cells span.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from kam.core.errors import UserError
from kam.exchange.sheet_area import check_area

_END_OF_CHAIN: Final = 0xFFFFFFFA
"""From here on the numbers of sectors have other meanings: free, end of a chain, part of the table."""
_HEADER_SECTORS: Final = 109
_ENTRY: Final = 128
_MINI_SHIFT: Final = 6

_END: Final = 0x000A
_BOUND_SHEET: Final = 0x0085
_DIMENSIONS: Final = 0x0200
_MANY_NUMBERS: Final = 0x00BD
_FRAME_OF_MANY: Final = 6
_BYTES_OF_ONE: Final = 6
"""A MULRK record: its row, first and last column, and between them six bytes for each cell."""
_CELLS: Final = frozenset(
    [0x0002, 0x0003, 0x0004, 0x0005, 0x0006, 0x0206, 0x0406, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205,
     0x027E]
)  # fmt: skip
"""FORMULA, MULRK, RSTRING, LABELSST, NUMBER, LABEL, BOOLERR, RK: each begins with its row and column."""


def check_old_workbook(data: bytes) -> None:
    """Refuse a compound file without a workbook, and a sheet that would fill the memory.

    :raises UserError: ``exchange.workbook_damaged``, ``exchange.file_too_large``.
    """
    try:
        stream = _CompoundFile(data).stream(("Workbook", "Book"))
        starts = [
            struct.unpack_from("<I", stream, at)[0]
            for kind, at, _length in _records(stream, 0)
            if kind == _BOUND_SHEET
        ]
        for start in starts:
            _check_sheet(stream, start)
    except (struct.error, IndexError, ValueError):
        raise UserError("exchange.workbook_damaged") from None


def _check_sheet(stream: bytes, start: int) -> None:
    last_row = last_column = 0
    for kind, at, length in _records(stream, start):
        if kind in _CELLS:
            row, column = struct.unpack_from("<HH", stream, at)
            if kind == _MANY_NUMBERS:
                column += max(length - _FRAME_OF_MANY, 0) // _BYTES_OF_ONE
            if row >= last_row or column >= last_column:
                last_row, last_column = max(last_row, row + 1), max(last_column, column + 1)
                check_area(last_row, last_column)
        elif kind == _DIMENSIONS:
            _check_claim(stream, at, length)


def _check_claim(stream: bytes, at: int, length: int) -> None:
    """A DIMENSIONS record: the first row and the one after the last, then columns alike."""
    form = "<HHHH" if length < struct.calcsize("<IIHH") else "<IIHH"
    top, bottom, left, right = struct.unpack_from(form, stream, at)
    if bottom and right:
        if top > bottom or left > right:
            raise UserError("exchange.workbook_damaged")
        check_area(bottom, right)


def _records(stream: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """The kind of each record up to the end of its part, where its content begins, and its length."""
    at = start
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _END:
            return
        yield kind, at + 4, length
        at += 4 + length


class _CompoundFile:
    """Streams by name, as they lie scattered over the sectors of a compound file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        (self._shift,) = struct.unpack_from("<H", data, 0x1E)
        if self._shift not in (9, 12):
            raise ValueError
        first_directory, _, self._cutoff, first_mini, _, first_more, _ = struct.unpack_from(
            "<IIIIIII", data, 0x30
        )
        self._table: tuple[int, ...] = ()
        self._table = self._numbers(b"".join(map(self._sector, self._table_sectors(first_more))))
        self._directory = self._chained(first_directory)
        self._mini_table = self._numbers(self._chained(first_mini))

    def stream(self, names: tuple[str, ...]) -> bytes:
        """The first stream of the first name that there is."""
        entries = [self._directory[at : at + _ENTRY] for at in range(0, len(self._directory), _ENTRY)]
        for wanted in names:
            for entry in entries:
                (length,) = struct.unpack_from("<H", entry, 64)
                if entry[: max(length - 2, 0)].decode("utf-16-le", "replace") == wanted:
                    return self._content(entry, entries[0])
        raise ValueError

    def _content(self, entry: bytes, root: bytes) -> bytes:
        """A stream; a short one lies in small sectors inside the stream of the root."""
        start, size = struct.unpack_from("<II", entry, 116)
        if size >= self._cutoff:
            return self._chained(start)[:size]
        small = self._chained(*struct.unpack_from("<I", root, 116))
        step = 1 << _MINI_SHIFT
        numbers = _chain(start, self._mini_table)
        return b"".join(small[number * step : (number + 1) * step] for number in numbers)[:size]

    def _table_sectors(self, more: int) -> list[int]:
        """The sectors of the table that says which sector follows which: from the header, then chained."""
        listed = list(struct.unpack_from(f"<{_HEADER_SECTORS}I", self._data, 0x4C))
        seen: set[int] = set()
        while more < _END_OF_CHAIN and more not in seen:
            seen.add(more)
            *numbers, more = self._numbers(self._sector(more))
            listed += numbers
        return [number for number in listed if number < _END_OF_CHAIN]

    def _chained(self, start: int) -> bytes:
        return b"".join(map(self._sector, _chain(start, self._table)))

    def _sector(self, number: int) -> bytes:
        at = (number + 1) << self._shift
        return self._data[at : at + (1 << self._shift)]

    @staticmethod
    def _numbers(content: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _chain(start: int, table: tuple[int, ...]) -> Iterator[int]:
    """The sectors of a stream in order. A chain that bites its tail is damaged."""
    left = len(table)
    while start < _END_OF_CHAIN:
        if not left:
            raise ValueError
        left -= 1
        yield start
        start = table[start]
