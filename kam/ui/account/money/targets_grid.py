"""The grid of targets: a month is typed in place, the year's sum is spread; what came stands below."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem

from kam.core.money import Money
from kam.ui.account.money.saying import BEHIND
from kam.ui.account.money.targets_model import YEAR, TargetsModel
from kam.ui.account.whitespace.typed_grid import TypedGrid
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.focus import paint_focus
from kam.ui.widgets.pieces import Line, Run, paint_line

_Index = QModelIndex | QPersistentModelIndex
_ROW: Final = 44
_NAMES: Final = 148
_YEAR: Final = 96
_LEAST: Final = 56
_HEAD: Final = 30
_DIGITS: Final = frozenset("0123456789-−")
"""What begins a sum; one below nothing is typed, too, and refused in words."""


class TargetsGrid(TypedGrid):
    """Arrows walk; figures, Enter or F2 type over a cell; Delete takes its target away."""

    typed = Signal(object, object)
    """A cell and the ``Money`` it is to hold (None: nothing)."""
    spread_wished = Signal(object)
    """The cell of a year's sum."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, _Months(look), row=_ROW, least=_LEAST)
        self.targets = TargetsModel(look, self)
        self.setModel(self.targets)
        self.setItemDelegate(_Cells(look, self))
        self.setAccessibleName(look.words.say("Targets by month and product line"))
        self.doubleClicked.connect(self._begin)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Months share what is left beside names and sums."""
        super().resizeEvent(event)
        whole = self.viewport().width()
        each = max(_LEAST, (whole - _NAMES - _YEAR) // (YEAR - 1))
        for number in range(1, YEAR):
            self.setColumnWidth(number, each)
        self.setColumnWidth(YEAR, max(_YEAR, 0))
        self.setColumnWidth(0, max(_NAMES, whole - each * (YEAR - 1) - _YEAR))

    def type_over(self, index: QModelIndex, begun: str = "") -> None:
        """Type over a month; over a year's sum ask how it is spread."""
        table = self.targets.table
        if table is None or index.column() == 0 or not index.isValid():
            return
        if index.column() == YEAR:
            self.spread_wished.emit(index)
            return
        rect = self.visualRect(index)
        self.open_amount(
            index,
            rect.adjusted(1, 2, -2, -rect.height() // 2 + 4),
            (table.currency, self.targets.scale),
            known=self.targets.text(self.targets.target_of(index)),
            begun=begun,
            name="; ".join(self.targets.told(index)[:1]),
        )

    def _begin(self, index: QModelIndex) -> None:
        self.type_over(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Figures begin a target."""
        index, key, text = self.currentIndex(), event.key(), event.text()
        chosen = index.isValid() and index.column() > 0
        plain = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if chosen and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self.type_over(index)
        elif chosen and plain and text and text in _DIGITS:
            self.type_over(index, text)
        elif chosen and key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            if self.targets.target_of(index) is not None:
                self.typed.emit(index, None)
        else:
            super().keyPressEvent(event)

    def take_amount(self, index: QModelIndex, money: Money) -> None:
        """A target was typed: on to the next month."""
        self.typed.emit(index, money)
        following = self.targets.index(index.row(), index.column() + 1)
        if 0 < index.column() < YEAR - 1:
            self.setCurrentIndex(following)


class _Months(QHeaderView):
    """The months at the right of their columns, as the figures are."""

    def __init__(self, look: Look) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._look = look

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(super().sizeHint().width(), _HEAD)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """Draw a month."""
        theme = self._look.theme
        text = str(self.model().headerData(logical, Qt.Orientation.Horizontal) or "")
        painter.fillRect(rect, theme.colour("page"))
        painter.setPen(QPen(theme.colour("line2"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        left = Size.PAGE_MARGIN if logical == 0 else 4
        place = rect.toRectF().adjusted(left, 0, -_RIGHT, 0)
        align = Qt.AlignmentFlag.AlignLeft if logical == 0 else Qt.AlignmentFlag.AlignRight
        paint_line(painter, place, (Run(text, Type.COLUMN, "text2"),), theme, align)


_RIGHT: Final = 10


class _Cells(QStyledItemDelegate):
    """The target above, what came and its per cent below."""

    def __init__(self, look: Look, grid: TargetsGrid) -> None:
        super().__init__(grid)
        self._look = look
        self._grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw a cell."""
        theme, model, rect = self._look.theme, self._grid.targets, option.rect
        row = model.row_of(index)
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.row() == 0 or index.column() == YEAR:
            painter.fillRect(rect, theme.colour("sunk"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if index.column() == 0:
            role = Type.STRONG if index.row() == 0 else Type.NAME
            place = rect.toRectF().adjusted(Size.PAGE_MARGIN, 0, -4, 0)
            paint_line(painter, place, (Run(model.name(row), role),), theme)
        else:
            box = rect.toRectF().adjusted(4, 3, -_RIGHT, -3)
            half = box.height() / 2
            align = Qt.AlignmentFlag.AlignRight
            above, below = self._lines(index)
            paint_line(painter, QRectF(box.left(), box.top(), box.width(), half), above, theme, align)
            paint_line(painter, QRectF(box.left(), box.top() + half, box.width(), half), below, theme, align)
        if self._grid.hasFocus() and index == self._grid.currentIndex():
            paint_focus(painter, rect.adjusted(1, 1, -1, -1), theme, Size.RADIUS_TAG)
        painter.restore()

    def _lines(self, index: _Index) -> tuple[Line, Line]:
        model = self._grid.targets
        target = model.target_of(index)
        strong = Type.STRONG if index.row() == 0 or index.column() == YEAR else Type.NAME
        lines = model.of_lines(index)
        if target is not None:
            above: Line = (Run(model.text(target), strong),)
        elif lines is not None:
            above = (Run(model.text(lines), Type.BODY, "text3"),)
        else:
            above = (Run("\u00b7", tone="text3"),)
        fact, done = model.fact(index), model.done(index)
        if not fact and done is None:
            return above, ()
        below: list[Run] = [Run(model.text(fact), Type.CAPTION, "text3")]
        if done is not None:
            tone = "red" if done < BEHIND else "text2"
            below.append(Run(self._look.formats.percent(done), Type.CAPTION, tone, gap=5))
        return above, tuple(below)
