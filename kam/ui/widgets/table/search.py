"""Finding a row by typing its first letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, QItemSelectionModel

from kam.ui.widgets.table.column import Group

if TYPE_CHECKING:
    from kam.ui.widgets.table.table import Table

_PAUSE: Final = 1000
"""Milliseconds after which letters begin a new word."""
_QUOTES: Final = "«„“\"'"


class TypeAhead:
    """Gathers letters typed in quick succession; case, quotes and ё make no difference."""

    def __init__(self) -> None:
        self._typed = ""
        self._since = QElapsedTimer()

    def type(self, letters: str, table: Table) -> None:
        """Go to the next row whose first column begins with what was typed so far."""
        fresh = not self._since.isValid() or self._since.hasExpired(_PAUSE)
        self._since.start()
        self._typed = _plain(letters) if fresh else self._typed + _plain(letters)
        model = table.rows_model
        count, current = model.rowCount(), max(0, table.currentIndex().row())
        start = current + 1 if fresh and table.currentIndex().isValid() else current
        column = table.columns[table.layout_of_columns.first]
        for step in range(count):
            index = model.index((start + step) % count, 0)
            row = model.line_at(index)
            text = row.name if isinstance(row, Group) else column.text(row)
            if _plain(text).startswith(self._typed):
                flag = QItemSelectionModel.SelectionFlag
                table.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
                table.scrollTo(index)
                return


def _plain(text: str) -> str:
    return text.lstrip(_QUOTES).casefold().replace("ё", "е")
