"""What outlives a refresh of a table: selection, current row and scroll, held by the keys of rows."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel

from kam.ui.widgets.table.column import Group

if TYPE_CHECKING:
    from kam.ui.widgets.table.table import Table


class Selection:
    """Reads and sets what is selected in a table by the keys of rows."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._keys: set[Hashable] = set()
        self._current: Hashable | None = None
        self._scroll = (0, 0)

    def rows(self) -> list[Any]:
        """The selected rows from the top; read by spans, so that ten thousand are nothing."""
        shown = self._table.rows_model.shown()
        chosen = self._table.selectionModel().selection()
        spans = [chosen.at(number) for number in range(chosen.count())]
        numbers = {number for span in spans for number in range(span.top(), span.bottom() + 1)}
        return [shown[number] for number in sorted(numbers) if not isinstance(shown[number], Group)]

    def select(self, keys: set[Hashable]) -> None:
        """Select the rows of these keys and no others."""
        model, flag = self._table.rows_model, QItemSelectionModel.SelectionFlag
        chosen = QItemSelection()
        last = model.columnCount() - 1
        start: int | None = None
        for number, row in enumerate((*model.shown(), None)):
            if row is not None and not isinstance(row, Group) and model.key(row) in keys:
                start = number if start is None else start
            elif start is not None:
                chosen.select(model.index(start, 0), model.index(number - 1, last))
                start = None
        self._table.selectionModel().select(chosen, flag.ClearAndSelect | flag.Rows)

    def go_to(self, key: Hashable) -> bool:
        """Put the keyboard on the row of a key without selecting; False where it is not shown."""
        at = self._table.rows_model.number_of(key)
        if at is None:
            return False
        index = self._table.rows_model.index(at, 0)
        self._table.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        return True

    def remember(self) -> None:
        """Note what is about to be shown anew."""
        key, current = self._table.rows_model.key, self._table.current_row()
        self._keys = {key(row) for row in self.rows()}
        self._current = None if current is None else key(current)
        self._scroll = (self._table.verticalScrollBar().value(), self._table.horizontalScrollBar().value())

    def restore(self) -> None:
        """Bring it back, as far as the rows are still there."""
        if self._keys:
            self.select(self._keys)
        if self._current is not None:
            self.go_to(self._current)
        self._table.updateGeometries()
        self._table.verticalScrollBar().setValue(self._scroll[0])
        self._table.horizontalScrollBar().setValue(self._scroll[1])
