"""XLSX (and the older XLS): bytes to rows, through calamine."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kam.core.errors import UserError
from kam.core.text import fold
from kam.exchange.cells import Cell, quoted_names, shown
from kam.exchange.old_workbook import check_old_workbook
from kam.exchange.sheet_area import check_parts
from kam.exchange.workbook_encoding import in_utf8

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

ZIP: Final = b"PK\x03\x04"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class SpreadsheetGrid:
    """The rows of one sheet. Cells are text, numbers, dates and truth values; a formula is its last value."""

    sheet: CalamineSheet
    name: str

    def __iter__(self) -> Iterator[tuple[int, list[Cell]]]:
        """Each row with the number that the spreadsheet shows; blank rows come as rows of empty cells."""
        with _calamine_errors():
            yield from enumerate(self.sheet.iter_rows(), start=1)


def is_spreadsheet(data: bytes) -> bool:
    """Whether the bytes are a workbook's, whatever the file is called."""
    return data.startswith((ZIP, OLE))


def open_spreadsheet(data: bytes, sheet: str | None = None) -> SpreadsheetGrid:
    """The sheet of that name, or the only one that has anything in it.

    :raises UserError: ``exchange.workbook_damaged``, ``exchange.workbook_locked`` (a password),
        ``exchange.file_too_large``, ``exchange.empty_file``, ``exchange.several_sheets``,
        ``exchange.no_such_sheet``.
    """
    if sheet is not None:
        with _workbook(data) as workbook:
            return _sheet_named(workbook, sheet)
    filled = filled_sheets(data)
    if len(filled) > 1:
        raise UserError("exchange.several_sheets", sheets=quoted_names([grid.name for grid in filled]))
    return filled[0]


def filled_sheets(data: bytes) -> tuple[SpreadsheetGrid, ...]:
    """The visible sheets that have anything in them, as the workbook orders them.

    :raises UserError: as :func:`open_spreadsheet`, several sheets apart.
    """
    with _workbook(data) as workbook:
        from python_calamine import SheetVisibleEnum

        visible = [each.name for each in workbook.sheets_metadata if each.visible is SheetVisibleEnum.Visible]
        grids = [SpreadsheetGrid(workbook.get_sheet_by_name(name), name) for name in visible]
    filled = tuple(grid for grid in grids if grid.sheet.height)
    if not filled:
        raise UserError("exchange.empty_file")
    return filled


@contextmanager
def _workbook(data: bytes) -> Iterator[CalamineWorkbook]:
    data = _checked(data)
    with _calamine_errors():
        from python_calamine import CalamineWorkbook

        yield CalamineWorkbook.from_filelike(io.BytesIO(data))


def _sheet_named(workbook: CalamineWorkbook, wanted: str) -> SpreadsheetGrid:
    names = workbook.sheet_names
    for name in names:
        if fold(name) == fold(wanted):
            return SpreadsheetGrid(workbook.get_sheet_by_name(name), name)
    raise UserError("exchange.no_such_sheet", sheet=shown(wanted), sheets=quoted_names(names))


def _checked(data: bytes) -> bytes:
    """The workbook as calamine reads it.

    Refused is what a password closes, what is no workbook, and what would fill the memory when laid out.
    """
    if data.startswith(ZIP):
        data = in_utf8(data)
        check_parts(data)
    elif _ENCRYPTED in data:
        raise UserError("exchange.workbook_locked")
    else:
        check_old_workbook(data)
    return data


@contextmanager
def _calamine_errors() -> Iterator[None]:
    """Whatever calamine makes of a broken workbook becomes a sentence.

    Its Rust code may also panic on hostile bytes, which arrives as ``pyo3_runtime.PanicException``: a
    BaseException that cannot be imported, therefore told by its name.
    """
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError:
        raise UserError("exchange.workbook_locked") from None
    except (CalamineError, OSError, ValueError):
        raise UserError("exchange.workbook_damaged") from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise UserError("exchange.workbook_damaged") from None
