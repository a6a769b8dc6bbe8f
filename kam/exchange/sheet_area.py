"""How far the cells of an XLSX workbook reach, found out before calamine sees it.

calamine lays a sheet out as the rectangle that its cells span; two cells far apart, or a promise of four
thousand million strings, would end the process for want of memory. So every part is unpacked and counted
here first, and a sheet is walked through as calamine walks through it: by elements, whatever their prefix,
their quotation marks and their spaces, with and without references.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from copy import copy
from typing import Final
from xml.parsers import expat

from kam.core.errors import UserError

LARGEST_AREA: Final = 50_000_000
"""Cells in the rectangle of one sheet: some gigabytes of memory."""
MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384
"""Excel's own limits: no row and no column of a workbook has a higher number."""

LARGEST_UNPACKED: Final = 1 << 30
"""Bytes of all parts of a workbook together."""
_CHUNK: Final = 1 << 20
_SHEET: Final = b"sheetData"
"""Cells stand in an element of this name; calamine knows no other, in whichever part it is led to."""
_STRINGS: Final = "xl/sharedstrings.xml"
_SHORTEST_STRING: Final = len("<si/>")
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
FAULTS: Final = (
    zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, OSError, ValueError, RuntimeError
)  # fmt: skip
"""What broken archives and broken parts raise when they are read."""
_REFERENCE: Final = re.compile(r"([A-Za-z]+)([0-9]+)")
_DIGITS: Final = "0123456789"
_VALUES: Final = frozenset({"v", "f", "is", "t"})
"""What stands inside a cell: most elements of most sheets."""


def check_area(rows: int, columns: int) -> None:
    """Refuse a sheet whose cells span a rectangle of so many rows and columns, if memory could not hold it.

    :raises UserError: ``exchange.file_too_large``.
    """
    if rows * columns > LARGEST_AREA:
        raise UserError("exchange.file_too_large")


def check_parts(data: bytes) -> None:
    """Refuse an archive that is no XLSX workbook, and one that would fill the memory.

    What the archive says of the sizes of its parts is not believed: they are unpacked and measured.

    :raises UserError: ``exchange.workbook_damaged``, ``exchange.file_too_large``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if not any(entry.filename.casefold() == "xl/workbook.xml" for entry in entries):
                raise UserError("exchange.workbook_damaged")
            left = LARGEST_UNPACKED
            for entry in entries:
                size, has_cells = _look_through(archive, entry, left)
                left -= size
                if has_cells or entry.filename.casefold() == _STRINGS:
                    _Walk(size).through(chunks(archive, entry))
    except FAULTS:
        raise UserError("exchange.workbook_damaged") from None


def _look_through(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> tuple[int, bool]:
    """The unpacked size of a part, and whether it may hold cells."""
    size, has_cells, tail = 0, False, b""
    for chunk in chunks(archive, entry):
        size += len(chunk)
        if size > most:
            raise UserError("exchange.file_too_large")
        has_cells = has_cells or _SHEET in tail + chunk
        tail = chunk[-len(_SHEET) :]
    if size != entry.file_size:
        raise zipfile.BadZipFile
    return size, has_cells


def chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part, unpacked to its true end, which may lie beyond the size that the archive states."""
    whole = copy(entry)
    whole.file_size = LARGEST_UNPACKED + _CHUNK
    with archive.open(whole) as part:
        while chunk := part.read(_CHUNK):
            yield chunk


class _Columns(dict[str, int]):
    """The number of a column by its letters: ``A`` is 1, ``AA`` is 27."""

    def __missing__(self, letters: str) -> int:
        if not (letters.isascii() and letters.isalpha()) or len(letters) > len("XFD"):
            raise UserError("exchange.workbook_damaged")
        number = 0
        for letter in letters.upper():
            number = number * 26 + ord(letter) - ord("A") + 1
        if number > MOST_COLUMNS:
            raise UserError("exchange.workbook_damaged")
        self[letters] = number
        return number


class _Walk:
    """One part of a workbook, element by element; raises where it reaches too far.

    A row or a cell without a reference follows the one before it. The bytes are read as Latin-1, whatever
    the part says of its encoding: names and references are ASCII, the text does not matter, and calamine
    too finds the elements byte by byte. Nothing that Excel writes declares a document type or entities.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._columns = _Columns()
        self._row = 0
        self._row_digits = ""
        self._column = 0
        self._last_row = 0
        self._last_column = 0

    def through(self, chunks: Iterator[bytes]) -> None:
        """Walk through the part."""
        parser = expat.ParserCreate("iso-8859-1")
        parser.ordered_attributes = True
        parser.StartElementHandler = self._element
        parser.StartDoctypeDeclHandler = self._document_type
        first = True
        for chunk in chunks:
            parser.Parse(chunk.removeprefix(_BYTE_ORDER_MARK) if first else chunk)
            first = False
        parser.Parse(b"", True)  # noqa: FBT003 - it has no name: this is the end

    def _element(self, name: str, attributes: list[str]) -> None:
        if name in _VALUES:
            return
        name = name.rpartition(":")[2]
        if name == "c":
            self._cell(_attribute(attributes, "r"))
        elif name == "row":
            self._next_row(_attribute(attributes, "r"))
        elif name == "dimension":
            self._dimension(_attribute(attributes, "ref"))
        elif name == "sst":
            self._strings(_attribute(attributes, "uniqueCount"))

    @staticmethod
    def _document_type(*_declared: object) -> None:
        raise UserError("exchange.workbook_damaged")

    def _next_row(self, digits: str | None) -> None:
        if digits is None:
            self._row += 1
            self._row_digits = str(self._row)
        else:
            self._row = _row_number(digits)
            self._row_digits = digits
        self._column = 0
        self._reach_row(self._row)

    def _cell(self, reference: str | None) -> None:
        if reference is None:
            self._column += 1
        else:
            letters = reference.rstrip(_DIGITS)
            self._column = self._columns[letters]
            digits = reference[len(letters) :]
            if digits != self._row_digits:
                self._reach_row(_row_number(digits))
        if self._column > self._last_column:
            if self._column > MOST_COLUMNS:
                raise UserError("exchange.workbook_damaged")
            self._last_column = self._column
            check_area(self._last_row, self._last_column)

    def _reach_row(self, row: int) -> None:
        if row > MOST_ROWS:
            raise UserError("exchange.workbook_damaged")
        if row > self._last_row:
            self._last_row = row
            check_area(self._last_row, self._last_column)

    def _dimension(self, claim: str | None) -> None:
        """What the sheet says of itself has bounds as well; a whole empty sheet is a usual claim."""
        for letters, digits in _REFERENCE.findall(claim or ""):
            if self._columns[letters] and _row_number(digits) > MOST_ROWS:
                raise UserError("exchange.workbook_damaged")

    def _strings(self, count: str | None) -> None:
        """Room is made for as many strings as the part promises: no more than fit into it."""
        if count is not None and int(count) > self._size // _SHORTEST_STRING:
            raise UserError("exchange.workbook_damaged")


def _attribute(attributes: list[str], name: str) -> str | None:
    """The value of an attribute, from names and values in turn."""
    if attributes and attributes[0] == name:
        return attributes[1]
    return dict(zip(attributes[::2], attributes[1::2], strict=True)).get(name)


def _row_number(digits: str) -> int:
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > len("1048576"):
        raise UserError("exchange.workbook_damaged")
    return int(digits)
