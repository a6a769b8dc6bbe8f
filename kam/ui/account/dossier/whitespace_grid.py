"""The whitespace matrix as a grid: product lines by units, typed in place by letter keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    QSizeF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from kam.core.telling import Teller
from kam.core.vocabulary import WhitespaceStage
from kam.core.words import Words, label
from kam.services.dossier.rows import Heading, Whitespace, WhitespaceLine
from kam.ui.look import Look
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.focus import paint_focus
from kam.ui.widgets.glyphs.shapes import filled
from kam.ui.widgets.pieces import Line, Run, line_width, paint_line, text_width

_Index = QModelIndex | QPersistentModelIndex

ROW: Final = 28
_NAMES: Final = 120
_LEAST: Final = 44
_SHORT_NOTE: Final = 14
_SIGN: Final = 56
_HEAD_LINE: Final = 16


@dataclass(frozen=True, slots=True)
class StageGlyph:
    """How far a line is won: disc ours, half disc in part, plus potential, square competitor, dash closed."""

    stage: WhitespaceStage | None
    silent: bool = True

    @property
    def size(self) -> QSizeF:
        """12 × 12."""
        return QSizeF(12, 12)

    def say(self, words: Words) -> str:
        """The stage's word, where none stands beside it."""
        return "" if self.silent else stage_word(self.stage, words)

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw it."""
        middle = box.center()
        if self.stage is WhitespaceStage.WON:
            filled(painter, theme.colour("green"))
            painter.drawEllipse(middle, 4.5, 4.5)
        elif self.stage is WhitespaceStage.CURRENT:
            painter.setPen(QPen(theme.colour("green"), 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, 4.2, 4.2)
            painter.setBrush(theme.colour("green"))
            painter.drawPie(QRectF(middle.x() - 4.2, middle.y() - 4.2, 8.4, 8.4), 90 * 16, -180 * 16)
        elif self.stage is WhitespaceStage.COMPETITOR:
            filled(painter, theme.colour("red"))
            painter.drawRoundedRect(QRectF(middle.x() - 4.5, middle.y() - 4.5, 9, 9), 1, 1)
        elif self.stage is WhitespaceStage.POTENTIAL:
            painter.setPen(QPen(theme.colour("accent"), 1.8))
            painter.drawLine(QPointF(middle.x() - 4, middle.y()), QPointF(middle.x() + 4, middle.y()))
            painter.drawLine(QPointF(middle.x(), middle.y() - 4), QPointF(middle.x(), middle.y() + 4))
        elif self.stage is WhitespaceStage.CLOSED:
            painter.setPen(QPen(theme.colour("edge"), 1.4))
            painter.drawLine(QPointF(middle.x() - 5, middle.y()), QPointF(middle.x() + 5, middle.y()))
        else:
            paint_line(painter, box, (Run("?", Type.NAME, "text3"),), theme, Qt.AlignmentFlag.AlignHCenter)


UNKNOWN: Final = label("whitespace stage", "unknown")


def stage_word(stage: WhitespaceStage | None, words: Words) -> str:
    """The word of a stage; an empty cell is unknown."""
    return words.of(UNKNOWN if stage is None else stage.label)


class GridModel(QAbstractTableModel):
    """Product lines by units; the first column names the line."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self.matrix = Whitespace((), (), ())

    def show_matrix(self, matrix: Whitespace) -> None:
        """Show another matrix; of the same lines and units only the cells change."""
        same = (matrix.lines, matrix.units) == (self.matrix.lines, self.matrix.units)
        if not same:
            self.beginResetModel()
        self.matrix = matrix
        if not same:
            self.endResetModel()
        elif matrix.lines:
            self.dataChanged.emit(self.index(0, 1), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def rowCount(self, parent: _Index | None = None) -> int:
        """The product lines."""
        return 0 if parent is not None and parent.isValid() else len(self.matrix.lines)

    def columnCount(self, parent: _Index | None = None) -> int:
        """The units, and the names of lines before them."""
        return 0 if parent is not None and parent.isValid() else len(self.matrix.units) + 1

    def place(self, index: _Index) -> tuple[Heading, Heading] | None:
        """The line and the unit of a cell; None for a name."""
        if not index.isValid() or index.column() == 0:
            return None
        return self.matrix.lines[index.row()], self.matrix.units[index.column() - 1]

    def cell(self, index: _Index) -> WhitespaceLine | None:
        """What is known in a cell."""
        place = self.place(index)
        return None if place is None else self.matrix.cell(place[0].id, place[1].id)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Names cannot be chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.place(index) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The word of a cell; all about it in the tooltip and for a screen reader."""
        if not index.isValid():
            return None
        place = self.place(index)
        if place is None:
            name = self.matrix.lines[index.row()].name
            return name if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole} else None
        cell = self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_word(cell, self._look.words)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(self.told(index))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "; ".join(self.told(index))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The names of the units."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        return self.unit_name(self.matrix.units[section - 1]) if section else ""

    def unit_name(self, unit: Heading) -> str:
        """The name of a unit; the one without an identity is the whole account."""
        return unit.name if unit.id is not None else self._look.words.say("Whole client")

    def told(self, index: _Index) -> list[str]:
        """Everything about a cell."""
        place, words = self.place(index), self._look.words
        if place is None:
            return []
        cell = self.cell(index)
        lines = [f"{place[0].name}, {self.unit_name(place[1])}: {cell_word(cell, words)}"]
        if cell is None:
            return lines
        teller = Teller(words, self._look.formats)
        if cell.competitor:
            lines.append(words.say("competitor: {name}", name=cell.competitor))
        if cell.potential is not None:
            lines.append(words.say("could be {sum} a year", sum=teller.shown(cell.potential)))
        if cell.note:
            lines.append(cell.note)
        if cell.on is not None:
            lines.append(words.say("as of {date}", date=self._look.formats.full_date(cell.on)))
        return lines


def cell_word(cell: WhitespaceLine | None, words: Words) -> str:
    """What a cell says; a closed one says why, where that is short."""
    if cell is None:
        return stage_word(None, words)
    if cell.stage is WhitespaceStage.CLOSED and cell.note and len(cell.note) <= _SHORT_NOTE:
        return cell.note
    return stage_word(cell.stage, words)


class WhitespaceGrid(QTableView):
    """Arrows walk, letters set, Enter opens the menu of a cell, Delete makes it unknown."""

    typed = Signal(object, str)
    """A cell (its index) and the letter that was typed over it."""
    menu_wished = Signal(object, object)
    """A cell and the place (global) for its menu."""
    cleared = Signal(object)
    """A cell is to be unknown again."""
    fitted = Signal()
    """Columns have other widths: words may or may not fit now."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.grid = GridModel(look, self)
        self.setModel(self.grid)
        self.setItemDelegate(_CellDelegate(look, self))
        self.setAccessibleName(look.words.say("Whitespace: product lines by business units"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(ROW)
        self.verticalHeader().setDefaultSectionSize(ROW)
        head = _Heads(look)
        self.setHorizontalHeader(head)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setMinimumSectionSize(_LEAST)
        self.customContextMenuRequested.connect(self._wish_menu_at)
        self.doubleClicked.connect(self._wish_menu)

    def show_matrix(self, matrix: Whitespace) -> None:
        """Show another matrix; the chosen cell stays."""
        self.grid.show_matrix(matrix)
        self._fit()

    def has_words(self) -> bool:
        """Whether the cells have room for words beside their signs."""
        return self.grid.columnCount() < 2 or self.columnWidth(1) >= self._words_width()  # noqa: PLR2004

    def _words_width(self) -> int:
        words = (stage_word(stage, self.look.words) for stage in (*WhitespaceStage, None))
        lines = ((StageGlyph(None), Run(word)) for word in words)
        return max(line_width(line, self.look.theme) for line in lines) + Size.GRID

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

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by Tab one stands in the first cell."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.grid.rowCount() and self.grid.columnCount() > 1:
            self.setCurrentIndex(self.grid.index(0, 1))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The frame goes with the keyboard."""
        super().focusOutEvent(event)
        self.viewport().update()

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
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Menu, Qt.Key.Key_F2}:
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
        units = self.grid.columnCount() - 1
        if units < 1:
            return
        whole, family = self.viewport().width(), self.look.theme.family
        wanted = max((text_width(family, Type.NAME, line.name) for line in self.grid.matrix.lines), default=0)
        names = max(_NAMES, round(wanted) + 2 * Size.PANEL_PADDING)
        if (whole - names) // units < self._words_width():
            has_room = (whole - _NAMES) // units >= self._words_width()
            names = _NAMES if has_room else min(names, max(_NAMES, whole - units * _SIGN))
        each = max(_LEAST, (whole - names) // units)
        self.setColumnWidth(0, max(_NAMES, whole - each * units))
        for number in range(1, units + 1):
            self.setColumnWidth(number, each)
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
    """A name broken at the blank after which it has room; the second line may be cut."""
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
            line = (
                StageGlyph(stage),
                Run(cell_word(cell, self._look.words), tone="text2" if quiet else "text"),
            )
        else:
            cell = model.cell(index)
            line = (StageGlyph(cell.stage if cell else None),)
            inside = inside.adjusted(4, 0, 0, 0)
        paint_line(painter, inside, line, theme, align)
        if self._grid.hasFocus() and index == self._grid.currentIndex():
            paint_focus(painter, rect.adjusted(1, 0, -1, -1), theme, Size.RADIUS_TAG)
        painter.restore()
