"""How the columns of a table stand: order, widths, which are shown; kept on this computer."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu

from kam.ui.local_settings import LocalSettings
from kam.ui.widgets.table.column import Column
from kam.ui.widgets.table.columns_menu import fill_columns_menu
from kam.ui.widgets.table.search import TypeAhead
from kam.ui.widgets.table.widths import ColumnState

if TYPE_CHECKING:
    from kam.ui.widgets.table.table import Table

_SETTLED: Final = 400
"""Milliseconds without another pull before widths are put away."""


class ColumnLayout(QObject):
    """Arranges a table's header and remembers what the user did to it."""

    rearranged = Signal()
    """Other columns are shown, or in another order."""

    def __init__(self, table: Table, local: LocalSettings | None, kept_as: str) -> None:
        super().__init__(table)
        self._table = table
        self._header = table.horizontalHeader()
        self._local = local if kept_as else None
        self._kept_as = kept_as
        self._numbers = {column.id: number for number, column in enumerate(table.columns)}
        self._arranging = False
        self._numbers_shown: list[int] = []
        self.search = TypeAhead()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLED)
        self._settle.timeout.connect(self.keep)
        kept = {} if self._local is None else self._local.page(kept_as).get("columns")
        self._state = ColumnState.of(kept, table.columns)
        self._header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._header.customContextMenuRequested.connect(self._open_menu)
        self._header.sectionResized.connect(self._pulled)
        self._header.sectionMoved.connect(self._moved)
        self._apply()

    @property
    def first(self) -> int:
        """The logical number of the column at the left."""
        return self._shown_numbers()[0]

    @property
    def last(self) -> int:
        """The logical number of the column at the right."""
        return self._shown_numbers()[-1]

    def shown(self) -> list[Column[Any]]:
        """The columns on view, from the left."""
        return [self._table.columns[number] for number in self._shown_numbers()]

    def is_shown(self, column_id: str) -> bool:
        """Whether a column is on view."""
        return column_id not in self._state.hidden

    def show_column(self, column_id: str, shown: bool) -> None:  # noqa: FBT001 - the signal's own argument
        """Show or hide a column; the first always stays."""
        if self._numbers[column_id] == 0 or self.is_shown(column_id) == shown:
            return
        if shown:
            self._state.hidden.remove(column_id)
        else:
            self._state.hidden.append(column_id)
        self._header.setSectionHidden(self._numbers[column_id], not shown)
        self._numbers_shown = []
        self.fit()
        self._settle.start()
        self.rearranged.emit()

    def arrange(self, column_ids: Sequence[str]) -> None:
        """Show these columns from the left and no others; the first always stays, unknown ones are let be."""
        known = [each for each in dict.fromkeys(column_ids) if each in self._numbers]
        first = self._table.columns[0].id
        shown = [first, *(each for each in known if each != first)]
        self._state.order = [*shown, *(each for each in self._state.order if each not in shown)]
        self._state.hidden = [each for each in self._state.order if each not in shown]
        self._apply()
        self.fit()
        self._settle.start()
        self.rearranged.emit()

    def restore_usual(self) -> None:
        """Widths, order and choice as they were at first."""
        self._state = ColumnState.usual(self._table.columns)
        self._apply()
        self.fit()
        self._settle.start()
        self.rearranged.emit()

    def keep(self) -> None:
        """Put the state away on this computer."""
        self._settle.stop()
        if self._local is not None:
            page = self._local.page(self._kept_as)
            self._local.keep_page(self._kept_as, page | {"columns": self._state.kept()})

    def fit(self) -> None:
        """Give the columns that stretch what width is left over."""
        columns = self.shown()
        stretching = [column for column in columns if column.stretch] or columns[-1:]
        spare = self._table.viewport().width() - sum(self._state.widths[column.id] for column in columns)
        share, rest = divmod(max(0, spare), len(stretching))
        self._arranging = True
        for column in columns:
            extra = 0
            if column in stretching:
                extra = share + (rest if column is stretching[-1] else 0)
            self._header.resizeSection(self._numbers[column.id], self._state.widths[column.id] + extra)
        self._arranging = False

    def span_until(self, occupied: Container[str]) -> tuple[int, int]:
        """From the left of the first column to the left of the first that is occupied, in the viewport."""
        numbers = self._shown_numbers()
        left = self._table.columnViewportPosition(numbers[0])
        for number in numbers:
            if self._table.columns[number].id in occupied:
                return left, self._table.columnViewportPosition(number)
        return left, self._table.columnViewportPosition(numbers[-1]) + self._table.columnWidth(numbers[-1])

    def _shown_numbers(self) -> list[int]:
        """Asked for every cell at every painting, hence remembered until something moves."""
        if not self._numbers_shown:
            header = self._header
            ordered = (header.logicalIndex(place) for place in range(header.count()))
            self._numbers_shown = [number for number in ordered if not header.isSectionHidden(number)]
        return self._numbers_shown

    def _apply(self) -> None:
        self._arranging = True
        for place, column_id in enumerate(self._state.order):
            self._header.moveSection(self._header.visualIndex(self._numbers[column_id]), place)
        for column_id, number in self._numbers.items():
            self._header.setSectionHidden(number, column_id in self._state.hidden and number != 0)
            self._header.resizeSection(number, self._state.widths[column_id])
        self._numbers_shown = []
        self._arranging = False

    def _pulled(self, number: int, before: int, width: int) -> None:
        if self._arranging or width == 0 or before == 0:
            return
        column = self._table.columns[number]
        self._state.widths[column.id] = max(width, column.least)
        self._settle.start()

    def _moved(self, *_: int) -> None:
        self._numbers_shown = []
        if not self._arranging:
            header = self._header
            ordered = (header.logicalIndex(place) for place in range(header.count()))
            self._state.order = [self._table.columns[number].id for number in ordered]
            self._settle.start()
            self._table.viewport().update()
            self.rearranged.emit()

    def _open_menu(self, at: QPoint) -> None:
        menu = QMenu(self._header)
        fill_columns_menu(menu, self._table)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._header.mapToGlobal(at))
