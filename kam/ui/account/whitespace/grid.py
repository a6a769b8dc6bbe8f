"""The whitespace matrix as a grid, typed in place by letter keys."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QStyledItemDelegate, QStyleOptionViewItem

from kam.core.money import Money
from kam.core.vocabulary import WhitespaceStage
from kam.services.dossier.rows import Whitespace
from kam.services.money.whitespace import WhitespaceFigures
from kam.ui.account.whitespace.model import GridModel, StageGlyph, cell_word, stage_word
from kam.ui.account.whitespace.typed_grid import TypedGrid
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.focus import paint_focus
from kam.ui.widgets.glyphs.shapes import filled
from kam.ui.widgets.pieces import Line, Run, line_width, paint_line, text_width

_Index = QModelIndex | QPersistentModelIndex

ROW: Final = 28
_NAMES: Final = 120
_LEAST: Final = 44
_SIGN: Final = 56
_HEAD_LINE: Final = 16
_SUMS: Final = 150
_SUMS_NARROW: Final = 104
_SIGN_ROOM: Final = 24
_FIGURES: Final = 84
"""Room for «20,2 из 26» behind a word."""
_SUMS_WIDE: Final = 700
_AMOUNT: Final = 76
_BAR: Final = 44
_BAR_HEIGHT: Final = 6
_DIGITS: Final = frozenset("123456789")


class WhitespaceGrid(TypedGrid):
    """Arrows walk, letters set, Enter opens the menu of a cell, Delete makes it unknown."""

    typed = Signal(object, str)
    """A cell (its index) and the letter that was typed over it."""
    menu_wished = Signal(object, object)
    """A cell and the place (global) for its menu."""
    cleared = Signal(object)
    """A cell is to be unknown again."""
    amount_typed = Signal(object, object)
    """A cell and the ``Money`` that all that is bought there comes to."""
    fitted = Signal()
    """Columns have other widths: words may or may not fit now."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, _Heads(look), row=ROW, least=_LEAST)
        self.grid = GridModel(look, self)
        self.setModel(self.grid)
        self.setItemDelegate(_CellDelegate(look, self))
        self.setAccessibleName(look.words.say("Whitespace: product lines by business units"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._wish_menu_at)
        self.doubleClicked.connect(self._wish_menu)

    def show_matrix(self, matrix: Whitespace, figures: WhitespaceFigures | None = None) -> None:
        """Show another matrix; the chosen cell stays."""
        self.grid.show_matrix(matrix, figures)
        self._fit()

    def has_words(self) -> bool:
        """Whether the cells have room for words beside their signs."""
        return self.grid.columnCount() < 2 or self.columnWidth(1) >= self._words_width()  # noqa: PLR2004

    def _words_width(self) -> int:
        words = (stage_word(stage, self.look.words) for stage in (*WhitespaceStage, None))
        lines = ((StageGlyph(None), Run(word)) for word in words)
        wanted = max(line_width(line, self.look.theme) for line in lines) + Size.GRID
        return wanted + (_FIGURES if self.grid.figures is not None else 0)

    def edit_amount(self, index: QModelIndex, begun: str = "") -> None:
        """Type what all that is bought in a cell comes to; ``begun`` is the figure that began it."""
        figures = self.grid.figures
        if figures is None or self.grid.place(index) is None:
            return
        figure = self.grid.figure(index)
        known = "" if figure is None or figure.whole is None else self.grid.sum_text(figure.whole)
        rect = self.visualRect(index)
        self.open_amount(
            index,
            rect.adjusted(max(0, rect.width() - _AMOUNT), 1, -2, -2),
            (figures.currency, self.grid.scale),
            known=known,
            begun=begun,
            name=self.look.words.say("All that is bought there a year"),
        )

    def take_amount(self, index: QModelIndex, money: Money) -> None:
        """A sum was typed over a cell."""
        self.amount_typed.emit(index, money)

    def sizeHint(self) -> QSize:
        """All rows, the head, and the bar below where the units do not fit."""
        bar = self.horizontalScrollBar().sizeHint().height() if self._overflows() else 0
        return QSize(320, self.horizontalHeader().sizeHint().height() + self.grid.rowCount() * ROW + bar)

    def minimumSizeHint(self) -> QSize:
        """Units scroll sideways where there is no room for them."""
        return QSize(200, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Units share what is left beside the names."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter sets the cell; nothing else of it reaches the window."""
        index = self.currentIndex()
        if self.grid.place(index) is None:
            super().keyPressEvent(event)
            return
        key, text = event.key(), event.text()
        plain = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        sums = self.grid.figures is not None
        if sums and (key == Qt.Key.Key_F2 or (plain and text in _DIGITS and text)):
            self.edit_amount(index, text if text in _DIGITS else "")
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Menu, Qt.Key.Key_F2}:
            self._wish_menu(index)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.cleared.emit(index)
        elif plain and text and text.isprintable() and not text.isspace():
            self.typed.emit(index, text)
        else:
            super().keyPressEvent(event)

    def _wish_menu(self, index: QModelIndex) -> None:
        if self.grid.place(index) is not None:
            place = self.visualRect(index).bottomLeft()
            self.menu_wished.emit(index, self.viewport().mapToGlobal(place))

    def _wish_menu_at(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if self.grid.place(index) is not None:
            self.setCurrentIndex(index)
            self.menu_wished.emit(index, self.viewport().mapToGlobal(at))

    def _overflows(self) -> bool:
        return self.horizontalHeader().length() > self.viewport().width()

    def _fit(self) -> None:
        units = len(self.grid.matrix.units)
        if units < 1:
            return
        sums = 0
        if self.grid.figures is not None:
            sums = _SUMS if self.viewport().width() >= _SUMS_WIDE else _SUMS_NARROW
        whole, family = self.viewport().width() - sums, self.look.theme.family
        wanted = max((text_width(family, Type.NAME, line.name) for line in self.grid.matrix.lines), default=0)
        names = max(_NAMES, round(wanted) + 2 * Size.PANEL_PADDING)
        if (whole - names) // units < self._words_width():
            has_room = (whole - _NAMES) // units >= self._words_width()
            names = _NAMES if has_room else min(names, max(_NAMES, whole - units * _SIGN))
        each = max(_LEAST, (whole - names) // units)
        self.setColumnWidth(0, max(_NAMES, whole - each * units))
        for number in range(1, units + 1):
            self.setColumnWidth(number, each)
        if sums:
            self.setColumnWidth(units + 1, sums)
        self.horizontalHeader().updateGeometry()
        self.updateGeometries()
        self.updateGeometry()
        self.fitted.emit()


class _Heads(QHeaderView):
    """Names of units in at most two lines: there is little width for them."""

    def __init__(self, look: Look) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._look = look

    def sizeHint(self) -> QSize:
        """One line, or two where a name needs them."""
        return QSize(super().sizeHint().width(), self._lines() * _HEAD_LINE + Size.GRID + 4)

    def _lines(self) -> int:
        names = (
            (str(self.model().headerData(number, Qt.Orientation.Horizontal) or ""), self.sectionSize(number))
            for number in range(1, self.count())
        )
        family = self._look.theme.family
        return max((len(_in_two(name, width - Size.GRID, family)) for name, width in names), default=1)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """Draw a name, each of its lines giving way by itself."""
        theme = self._look.theme
        text = str(self.model().headerData(logical, Qt.Orientation.Horizontal) or "")
        painter.fillRect(rect, theme.colour("page"))
        painter.setPen(QPen(theme.colour("line2"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        lines = _in_two(text, rect.width() - Size.GRID, theme.family)
        top = rect.center().y() - len(lines) * _HEAD_LINE / 2
        for number, each in enumerate(lines):
            place = QRectF(rect.left() + 4, top + number * _HEAD_LINE, rect.width() - 6, _HEAD_LINE)
            paint_line(painter, place, (Run(each, Type.COLUMN, "text2"),), theme)


def _in_two(text: str, width: float, family: str) -> list[str]:
    """A name broken at the blank after which it has room; the second line may be cut.

    A line break in the text is one in the head.
    """
    if "\n" in text:
        return text.split("\n")
    if text_width(family, Type.COLUMN, text) <= width or " " not in text:
        return [text]
    parts = text.split()
    first = parts.pop(0)
    while len(parts) > 1 and text_width(family, Type.COLUMN, f"{first} {parts[0]}") <= width:
        first = f"{first} {parts.pop(0)}"
    return [first, " ".join(parts)]


class _CellDelegate(QStyledItemDelegate):
    """Draws names and cells, the frame around the chosen one."""

    def __init__(self, look: Look, grid: WhitespaceGrid) -> None:
        super().__init__(grid)
        self._look = look
        self._grid = grid

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - Qt's signature
        """A row."""
        return QSize(_LEAST, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw a cell."""
        theme, model = self._look.theme, self._grid.grid
        rect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.row() < model.rowCount() - 1:
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if model.is_sum(index.column()):
            self._paint_sum(painter, rect, index)
            painter.restore()
            return
        first = index.column() == 0
        inside = rect.toRectF().adjusted(Size.PANEL_PADDING if first else 4, 0, -4, -1)
        align = Qt.AlignmentFlag.AlignLeft
        line: Line
        if first:
            line = (Run(str(index.data()), Type.NAME),)
        elif self._grid.has_words():
            cell = model.cell(index)
            stage = cell.stage if cell else None
            quiet = stage in {None, WhitespaceStage.CLOSED}
            word = cell_word(cell, self._look.words)
            if model.figures is not None and cell is not None and cell.competitor:
                word = cell.competitor
            line = (StageGlyph(stage), Run(word, tone="text2" if quiet else "text"))
            figure = self._figure(index)
            if figure:
                room = line_width(figure, theme)
                paint_line(painter, inside.adjusted(0, 0, -4, 0), figure, theme, Qt.AlignmentFlag.AlignRight)
                inside = inside.adjusted(0, 0, -room - Size.GRID, 0)
        else:
            cell = model.cell(index)
            line = (StageGlyph(cell.stage if cell else None),)
            inside = inside.adjusted(4, 0, 0, 0)
            figure = self._figure(index)
            if line_width(figure, theme) + _SIGN_ROOM > inside.width():
                figure = self._share(index)
            paint_line(painter, inside.adjusted(0, 0, -4, 0), figure, theme, Qt.AlignmentFlag.AlignRight)
        paint_line(painter, inside, line, theme, align)
        if self._grid.hasFocus() and index == self._grid.currentIndex():
            paint_focus(painter, rect.adjusted(1, 0, -1, -1), theme, Size.RADIUS_TAG)
        painter.restore()

    def _figure(self, index: _Index) -> Line:
        """«20,2 из 26»: ours in bold, all of it quiet; nothing where nothing is known or needed."""
        model, figure, cell = self._grid.grid, self._grid.grid.figure(index), self._grid.grid.cell(index)
        if figure is None or (not figure.ours and figure.whole is None):
            return ()
        if cell is not None and cell.stage is WhitespaceStage.CLOSED and not figure.ours:
            return ()
        words = self._look.words
        ours = Run(model.sum_text(figure.ours), Type.STRONG if figure.ours else Type.BODY)
        if figure.whole is None:
            return (ours,)
        return (ours, Run(words.say("of {sum}", sum=model.sum_text(figure.whole)), tone="text3", gap=4))

    def _share(self, index: _Index) -> Line:
        """Our part in per cent, where there is no room for the sums."""
        figure = self._grid.grid.figure(index)
        if figure is None or figure.share is None or not self._figure(index):
            return ()
        return (Run(self._look.formats.percent(figure.share), Type.SECONDARY, "text2"),)

    def _paint_sum(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        """A line's share as a bar and in per cent, and all that is bought of it."""
        theme, model = self._look.theme, self._grid.grid
        figure = model.figure(index)
        inside = rect.toRectF().adjusted(Size.GRID, 0, -Size.PANEL_PADDING, -1)
        share = figure.share if figure is not None else None
        if figure is None or figure.whole is None or share is None:
            dash = (Run("\u2014", tone="text3"),)
            paint_line(painter, inside, dash, theme, Qt.AlignmentFlag.AlignRight)
            return
        percent: Line = (Run(self._look.formats.percent(share)),)
        whole: Line = (Run(model.sum_text(figure.whole), tone="text2"),)
        paint_line(painter, inside, whole, theme, Qt.AlignmentFlag.AlignRight)
        if rect.width() < _SUMS:
            paint_line(painter, inside, percent, theme)
            return
        bar = QRectF(inside.left(), inside.center().y() - _BAR_HEIGHT / 2, _BAR, _BAR_HEIGHT)
        filled(painter, theme.colour("line"))
        painter.drawRoundedRect(bar, _BAR_HEIGHT / 2, _BAR_HEIGHT / 2)
        filled(painter, theme.colour("bar"))
        width = bar.width() * float(share)
        painter.drawRoundedRect(
            QRectF(bar.left(), bar.top(), width, bar.height()), _BAR_HEIGHT / 2, _BAR_HEIGHT / 2
        )
        place = QRectF(bar.right(), inside.top(), 44, inside.height())
        paint_line(painter, place, percent, theme, Qt.AlignmentFlag.AlignRight)
