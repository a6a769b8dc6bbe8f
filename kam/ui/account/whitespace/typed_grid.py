"""A grid whose cells are typed over: names at the left, sums in the cells, nothing of it selected."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QModelIndex, QRect
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from kam.core.formats import Scale
from kam.core.money import Money
from kam.ui.account.whitespace.amount_line import AmountLine
from kam.ui.look import Look

_NAMES: Final = 0
"""The column of the names."""


class TypedGrid(QTableView):
    """Arrows walk from cell to cell; a sum is typed in a line that lies over its cell."""

    def __init__(self, look: Look, head: QHeaderView, *, row: int, least: int) -> None:
        """Rows are ``row`` high, columns at least ``least`` wide."""
        super().__init__()
        self.look = look
        self.amount: AmountLine | None = None
        """The line that is being typed into."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(row)
        rows.setDefaultSectionSize(row)
        self.setHorizontalHeader(head)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setMinimumSectionSize(least)

    def take_amount(self, index: QModelIndex, money: Money) -> None:
        """A sum was typed over a cell."""
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC

    def open_amount(
        self, index: QModelIndex, place: QRect, unit: tuple[str, Scale], *, known: str, begun: str, name: str
    ) -> None:
        """Lay a line over a cell; ``begun`` is the figure that began it, else all that is known is chosen."""
        line = AmountLine(self.look, *unit, begun or known, self.viewport())
        line.setAccessibleName(name)
        line.setGeometry(place)
        line.taken.connect(lambda money: self._take(index, money))
        line.left.connect(self._end)
        self.amount = line
        line.show()
        line.setFocus()
        if not begun:
            line.selectAll()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by Tab one stands in the first cell."""
        super().focusInEvent(event)
        model: Any = self.model()
        if not self.currentIndex().isValid() and model.rowCount() and model.columnCount() > _NAMES + 1:
            self.setCurrentIndex(model.index(0, _NAMES + 1))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The frame goes with the keyboard."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _take(self, index: QModelIndex, money: Money) -> None:
        self._end()
        self.take_amount(index, money)

    def _end(self) -> None:
        line, self.amount = self.amount, None
        if line is not None:
            line.hide()
            line.deleteLater()
            self.setFocus()
