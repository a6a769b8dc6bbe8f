"""The grid of answers: a figure is typed where the keyboard stands; Tab goes on, Enter to the next person."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from kam.analysis.satisfaction import SPAN
from kam.core.vocabulary import CommitmentStatus, SatisfactionDriver
from kam.services.surveys.drafts import AnswerChanges
from kam.services.surveys.rows import AnswerRow
from kam.ui.look import Look
from kam.ui.satisfaction.cell_editors import DOWN, ON, CellLine, DriverBox
from kam.ui.satisfaction.grid_model import (
    ACCOUNT,
    BEFORE,
    CARE,
    COMMENT,
    DRIVER,
    NAME,
    SCORE,
    TYPED,
    AnswersModel,
    Index,
)
from kam.ui.satisfaction.saying import name_text, score_run
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.focus import paint_focus
from kam.ui.widgets.pieces import Line, Run, paint_line

_ROW: Final = 36
_HEAD: Final = 30
_WIDTHS: Final = {BEFORE: 80, SCORE: 104, DRIVER: 212, CARE: 132}
_SHARES: Final = {NAME: 0.34, ACCOUNT: 0.24, COMMENT: 0.42}
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2})
_RIGHT: Final = frozenset({BEFORE})
_DASHES: Final = frozenset("-–—−")
"""What says that no answer will come."""


class AnswersGrid(QTableView):
    """Arrows walk; typing begins a cell; Delete takes an answer back, a dash says that none will come."""

    typed = Signal(object, object)
    """An ``AnswerRow`` and its ``AnswerChanges``."""
    menu_wished = Signal(object, object)
    """The chosen rows, and where on the screen."""
    selected = Signal(list)
    """The chosen rows."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.line: CellLine | None = None
        self.box: DriverBox | None = None
        self.answers = AnswersModel(look, self)
        self.setModel(self.answers)
        self.setItemDelegate(_Cells(look, self))
        self.setAccessibleName(look.words.say("Answers of the survey"))
        self._dress()
        self.doubleClicked.connect(self.type_over)
        self.selectionModel().selectionChanged.connect(self._tell_selection)
        self.answers.modelReset.connect(self._tell_selection)
        self.answers.dataChanged.connect(self._tell_selection)

    def show_rows(self, rows: tuple[AnswerRow, ...]) -> None:
        """Show answers; who has the keyboard keeps it."""
        self.answers.show_rows(rows)

    def chosen(self) -> list[AnswerRow]:
        """The chosen rows, from the top."""
        numbers = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        return [self.answers.rows[number] for number in numbers if number < len(self.answers.rows)]

    def take_focus(self) -> None:
        """The keyboard goes to the first score that is waited for."""
        rows = self.answers.rows
        if rows and not self.currentIndex().isValid():
            first = next((number for number, row in enumerate(rows) if row.score is None), 0)
            self.setCurrentIndex(self.answers.index(first, SCORE))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def type_over(self, index: QModelIndex, begun: str = "") -> None:
        """Lay an editor over a cell; ``begun`` is the letter that began it."""
        row = self.answers.row_of(index)
        if row is None or index.column() not in TYPED:
            return
        self._end()
        place = self.visualRect(index).adjusted(2, 3, -2, -4)
        name = f"{name_text(self.look, row)}, {self.answers.headings[index.column()]}"
        if index.column() == DRIVER:
            box = DriverBox(self.look, row.driver, self.viewport())
            box.setAccessibleName(name)
            box.taken.connect(lambda driver, way: self._take_driver(index, driver, way))
            box.left.connect(self._give_up)
            box.place(place)
            if begun.isdigit() and int(begun) < box.count():
                box.setCurrentIndex(int(begun))
            self.box = box
            box.show()
            box.setFocus()
            return
        line = CellLine(begun or self.answers.raw(row, index.column()), self.viewport())
        line.setAccessibleName(name)
        line.taken.connect(lambda text, way: self._take_line(index, text, way))
        line.left.connect(self._give_up)
        line.place(place)
        self.line = line
        line.show()
        line.setFocus()
        if not begun:
            line.selectAll()

    def refuse(self, sentence: str) -> None:
        """Say of the cell that was typed last what cannot be."""
        index = self.currentIndex()
        if self.line is None and index.isValid():
            self.type_over(index)
        if self.line is not None:
            self.line.show_fault(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and figures begin a cell."""
        index, key, text = self.currentIndex(), event.key(), event.text()
        typed_in = index.isValid() and index.column() in TYPED
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if typed_in and key in _ENTER:
            self.type_over(index)
        elif typed_in and key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._clear(index)
        elif typed_in and not held and text and text.isprintable() and not text.isspace():
            self._begin(index, text)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A menu about the chosen rows; by the mouse about the row under it."""
        index = self.indexAt(event.pos())
        if index.isValid() and self.answers.row_of(index) not in self.chosen():
            self.setCurrentIndex(index)
        if rows := self.chosen():
            self.menu_wished.emit(rows, event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names, clients and comments share what is left beside the others."""
        super().resizeEvent(event)
        left = max(self.viewport().width() - sum(_WIDTHS.values()), 360)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        for column, share in _SHARES.items():
            self.setColumnWidth(column, int(left * share))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by Tab one stands in the first score that is waited for."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.answers.rows:
            self.take_focus()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes with the keyboard."""
        super().focusOutEvent(event)
        self.viewport().update()

    # Inside

    def _dress(self) -> None:
        self.setTabKeyNavigation(False)  # it would keep Tab within the grid for good
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(_ROW)
        head = _Head(self.look)
        self.setHorizontalHeader(head)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setHighlightSections(False)
        head.setSectionsClickable(False)

    def _begin(self, index: QModelIndex, text: str) -> None:
        """A score begins with a figure or a dash, a comment with anything."""
        if index.column() == SCORE and text in _DASHES:
            self._emit(index, AnswerChanges(silent=True))
            self._go(index, DOWN)
        elif index.column() != SCORE or text.isdigit():
            self.type_over(index, text)

    def _clear(self, index: QModelIndex) -> None:
        row = self.answers.row_of(index)
        if row is None:
            return
        if index.column() == SCORE and row.round_id is not None:
            self._emit(index, AnswerChanges(score=None))
        elif index.column() == DRIVER:
            self._emit(index, AnswerChanges(driver=None))
        elif index.column() == COMMENT:
            self._emit(index, AnswerChanges(comment=None))

    def _take_line(self, index: QModelIndex, text: str, way: str) -> None:
        row = self.answers.row_of(index)
        if row is None or self.line is None:
            self._end()
            return
        if index.column() == COMMENT:
            self._end()
            if text.strip() != row.comment:
                self._emit(index, AnswerChanges(comment=text.strip() or None))
            self._go(index, way)
            return
        changes = self._score(row, text)
        if isinstance(changes, str):
            if way:
                self.line.show_fault(changes)
            else:
                self._end()  # whoever clicks elsewhere gives up what says nothing
            return
        raw = self.answers.raw(row, SCORE)
        self._end()
        if text.strip() != raw:
            self._emit(index, changes)
        self._go(index, way)

    def _score(self, row: AnswerRow, text: str) -> AnswerChanges | str:
        """What a typed score says, or why it says nothing."""
        text = text.strip()
        if text in _DASHES:
            return AnswerChanges(silent=True)
        if not text:
            return AnswerChanges(score=None)
        low, high = SPAN[row.measure]
        if text.isdigit() and low <= int(text) <= high:
            return AnswerChanges(score=int(text))
        return self.look.words.say("From {low} to {high}; a dash for no answer", low=low, high=high)

    def _take_driver(self, index: QModelIndex, driver: SatisfactionDriver | None, way: str) -> None:
        row = self.answers.row_of(index)
        self._end()
        if row is not None and row.driver is not driver:
            self._emit(index, AnswerChanges(driver=driver))
        self._go(index, way)

    def _emit(self, index: QModelIndex, changes: AnswerChanges) -> None:
        row = self.answers.row_of(index)
        if row is not None:
            self.typed.emit(row, changes)

    def _go(self, index: QModelIndex, way: str) -> None:
        """On to the next cell, or down to the next person; nowhere where one has gone already."""
        if way == DOWN:
            self._stand(min(index.row() + 1, self.answers.rowCount() - 1), index.column())
        elif way == ON:
            self.focusNextPrevChild(True)
        if way:
            self.setFocus()

    def focusNextPrevChild(self, onwards: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Tab goes through the cells that are typed into, and out of the grid at its ends."""
        index = self.currentIndex()
        cells = [(row, column) for row in range(self.answers.rowCount()) for column in TYPED]
        here = (index.row(), index.column())
        beyond = [cell for cell in cells if (cell > here if onwards else cell < here)]
        if not index.isValid() or not beyond:
            return super().focusNextPrevChild(onwards)
        self._stand(*(beyond[0] if onwards else beyond[-1]))
        return True

    def _stand(self, row: int, column: int) -> None:
        self.setCurrentIndex(self.answers.index(row, column))

    def _give_up(self) -> None:
        self._end()
        self.setFocus()

    def _end(self) -> None:
        line, box = self.line, self.box
        self.line = self.box = None
        for each in (line, box):
            if each is not None:
                each.go()

    def _tell_selection(self, *_: object) -> None:
        self.selected.emit(self.chosen())


class _Head(QHeaderView):
    """The headings, over their cells."""

    def __init__(self, look: Look) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._look = look

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(super().sizeHint().width(), _HEAD)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """Draw a heading."""
        theme = self._look.theme
        painter.fillRect(rect, theme.colour("page"))
        painter.setPen(QPen(theme.colour("line2"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        text = str(self.model().headerData(logical, Qt.Orientation.Horizontal) or "")
        align = Qt.AlignmentFlag.AlignRight if logical in _RIGHT else Qt.AlignmentFlag.AlignLeft
        paint_line(painter, _inner(rect, logical), (Run(text, Type.COLUMN, "text2"),), theme, align)


class _Cells(QStyledItemDelegate):
    """Who, what they said before and now, why, and what follows."""

    def __init__(self, look: Look, grid: AnswersGrid) -> None:
        super().__init__(grid)
        self._look = look
        self._grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell."""
        theme, rect = self._look.theme, option.rect
        row = self._grid.answers.row_of(index)
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._grid.selectionModel().isSelected(self._grid.answers.index(index.row(), index.column())):
            painter.fillRect(rect, theme.colour("sel"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if index.column() in TYPED:
            painter.setPen(QPen(theme.colour("line2"), 1))
            field = rect.toRectF().adjusted(4.5, 4.5, -3.5, -5.5)
            painter.setBrush(theme.colour("field"))
            painter.drawRoundedRect(field, Size.RADIUS_TAG, Size.RADIUS_TAG)
        align = Qt.AlignmentFlag.AlignRight if index.column() in _RIGHT else Qt.AlignmentFlag.AlignLeft
        paint_line(painter, _inner(rect, index.column()), self._line(row, index.column()), theme, align)
        if self._grid.hasFocus() and index == self._grid.currentIndex():
            paint_focus(painter, rect.adjusted(2, 2, -2, -3), theme, Size.RADIUS_TAG)
        painter.restore()

    def _line(self, row: AnswerRow, column: int) -> Line:
        look = self._look
        if column == NAME:
            name = Run(name_text(look, row), Type.NAME)
            return (name, Run(row.job_title, Type.SECONDARY, "text2", gap=8)) if row.job_title else (name,)
        if column == SCORE:
            return (score_run(look, row, Type.STRONG),)
        if column == CARE:
            return self._care(row)
        tone = "text3" if column == BEFORE else "text2" if column == ACCOUNT else "text"
        return (Run(self._grid.answers.text(row, column), Type.BODY, tone),)

    def _care(self, row: AnswerRow) -> Line:
        look, words = self._look, self._look.words
        if row.promise is None:
            text = words.say_in("survey", "none yet") if row.needs_promise else ""
            return (Run(text, Type.SECONDARY, "amber"),)
        promise = row.promise
        if promise.status is CommitmentStatus.OPEN and promise.due_on is not None:
            text = words.say_in("promise", "by {date}", date=look.formats.short_date(promise.due_on))
            return (Run(text, Type.SECONDARY, "text"),)
        return (Run(words.of(promise.status.label), Type.SECONDARY, "text2"),)


def _inner(rect: QRect, column: int) -> QRectF:
    """A cell without its paddings; the first begins at the margin of the page."""
    left = Size.PAGE_MARGIN if column == NAME else 12
    return QRectF(rect.adjusted(left, 0, -10, 0))
