"""A chosen file: read from the disk once, looked at in different ways until it is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kam.core.errors import UserError
from kam.exchange.cells import Cell, shown, squeezed
from kam.exchange.delimited import likely_encoding, open_delimited
from kam.exchange.guessing import Guess, guess, headings_of
from kam.exchange.mapping import Formats
from kam.exchange.planning import Form
from kam.exchange.recognition import HEADER_ROWS
from kam.exchange.spreadsheet import SpreadsheetGrid, filled_sheets
from kam.exchange.tables import Grid, Table, bytes_of, is_workbook, table_of


class FileKind(StrEnum):
    """What the file is."""

    CSV = "csv"
    WORKBOOK = "workbook"


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row of the file as it stands there: its number and what its cells show."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class SourceFile:
    """A file in memory. What is checked is what is written, whatever becomes of the file on the disk."""

    path: Path
    kind: FileKind
    size: int
    _data: bytes
    _sheets: tuple[SpreadsheetGrid, ...] = ()

    @property
    def name(self) -> str:
        """What the file is called."""
        return self.path.name

    @property
    def sheets(self) -> tuple[str, ...]:
        """The sheets of a workbook that have anything in them."""
        return tuple(sheet.name for sheet in self._sheets)

    def grid(self, formats: Formats) -> tuple[Grid, bool]:
        """The rows, and whether it is certain in which encoding they are written."""
        if self.kind is FileKind.WORKBOOK:
            return next((each for each in self._sheets if each.name == formats.sheet), self._sheets[0]), True
        try:
            return open_delimited(self._data, formats.encoding, formats.delimiter), True
        except UserError as error:
            if error.code != "exchange.encoding_unclear":
                raise
            return open_delimited(self._data, likely_encoding(self._data), formats.delimiter), False

    def guess(self, formats: Formats, form: Form | None = None) -> tuple[Guess, str | None]:
        """What the file brings, and in a workbook the sheet with the most of it.

        The sheet and the form that are stated are taken.
        """
        forms = tuple(Form) if form is None else (form,)
        if self.kind is FileKind.CSV:
            return guess(self.grid(formats)[0], self.path.stem, forms), None
        wanted = [each for each in self._sheets if each.name == formats.sheet] or self._sheets
        found = [(guess(sheet, f"{self.path.stem} {sheet.name}", forms), sheet.name) for sheet in wanted]
        return max(found, key=lambda each: each[0].points)

    def table(self, formats: Formats, header_row: int) -> Table:
        """The rows below the headings.

        Raises:
            UserError: ``exchange.no_such_row``, or the text cannot be read in the stated encoding.

        """
        return table_of(self.grid(formats)[0], header_row, self.name)

    def row_with(self, headings: frozenset[str], formats: Formats) -> int | None:
        """The row near the top that has all of some squeezed headings."""
        for number, cells in self.grid(formats)[0]:
            if number > HEADER_ROWS:
                break
            if headings <= {squeezed(heading) for heading in headings_of(cells)}:
                return number
        return None


def open_source(path: Path) -> SourceFile:
    """Read a file that somebody chose.

    Raises:
        UserError: it cannot be read, is empty, damaged, closed by a password or no table at all.

    """
    data = bytes_of(path)
    if is_workbook(data, path):
        return SourceFile(path, FileKind.WORKBOOK, len(data), b"", filled_sheets(data))
    found = SourceFile(path, FileKind.CSV, len(data), data)
    found.grid(Formats())
    return found


def source_row(number: int, cells: Sequence[Cell], width: int) -> SourceRow:
    """A row as it is shown beside its headings."""
    said = [shown(cell) for cell in cells[:width]]
    return SourceRow(number, tuple(said + [""] * (width - len(said))))
