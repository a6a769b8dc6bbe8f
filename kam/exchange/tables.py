"""A table read from a file: headings and numbered rows of raw cells, whatever the format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from kam.core.errors import UserError
from kam.exchange.cells import Cell, is_blank, line_of, shown, text_of
from kam.exchange.delimited import DelimitedGrid, open_delimited
from kam.exchange.mapping import Formats
from kam.exchange.sources import read_whole
from kam.exchange.spreadsheet import SpreadsheetGrid, is_spreadsheet, open_spreadsheet

LARGEST_FILE: Final = 512 * 1024 * 1024

_WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xls"})


class Grid(Protocol):
    """Rows of cells that can be gone through again and again."""

    def __iter__(self) -> Iterator[tuple[int, list[Cell]]]:
        """Each row with its number in the source."""
        ...


@dataclass(frozen=True, slots=True)
class Table:
    """Headings, and the rows below them."""

    source: str
    grid: Grid
    header_row: int
    header: tuple[str, ...]

    @property
    def sheet(self) -> str | None:
        """The sheet it was read from, in a workbook."""
        return self.grid.name if isinstance(self.grid, SpreadsheetGrid) else None

    @property
    def encoding(self) -> str | None:
        """The encoding it is written in, for CSV."""
        return self.grid.encoding if isinstance(self.grid, DelimitedGrid) else None

    @property
    def delimiter(self) -> str | None:
        """What stands between its cells, for CSV."""
        return self.grid.delimiter if isinstance(self.grid, DelimitedGrid) else None

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Each row below the headings that has anything in it, with its number in the source."""
        for number, cells in self.grid:
            if number > self.header_row and not all(map(is_blank, cells)):
                yield number, cells


def open_grid(path: Path, formats: Formats | None = None) -> Grid:
    """The rows of a CSV file or of a sheet of a workbook; which it is, its first bytes tell.

    :raises UserError: the file cannot be read, is empty or damaged, or its encoding or sheet must be stated.
    """
    formats = formats or Formats()
    data = bytes_of(path)
    if is_workbook(data, path):
        return open_spreadsheet(data, formats.sheet)
    return open_delimited(data, formats.encoding, formats.delimiter)


def is_workbook(data: bytes, path: Path) -> bool:
    """Whether a file is a workbook: its first bytes tell.

    :raises UserError: ``exchange.workbook_damaged`` where it only calls itself one.
    """
    if is_spreadsheet(data):
        return True
    if path.suffix.casefold() in _WORKBOOKS:
        raise UserError("exchange.workbook_damaged")
    return False


def table_of(grid: Grid, header_row: int, source: str = "") -> Table:
    """The table whose headings stand in that row of the grid.

    :raises UserError: ``exchange.no_such_row`` when the grid ends before it.
    """
    for number, cells in grid:
        if number == header_row:
            return Table(source, grid, header_row, tuple(_heading(cell) for cell in cells))
    raise UserError("exchange.no_such_row", row=header_row)


def _heading(cell: Cell) -> str:
    """The heading as one line; a month in an Excel heading stays readable as a date."""
    line = line_of(cell)
    return line if isinstance(line, str) else shown(text_of(cell))


def bytes_of(path: Path) -> bytes:
    """The whole file, which must hold something.

    :raises UserError: ``exchange.empty_file`` and what :func:`read_whole` raises.
    """
    data = read_whole(path, LARGEST_FILE)
    if not data.strip(b"\x00\r\n\t "):
        raise UserError("exchange.empty_file")
    return data
