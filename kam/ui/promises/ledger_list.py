"""A ledger as a list: rows of two lines, ticked in place; the one that is chosen opens its commands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from kam.core.vocabulary import Side
from kam.services.commitments.rows import PromiseRow, SideLedger
from kam.ui.commitments.deeds import PromiseDeeds
from kam.ui.commitments.saying import about_line, due_line, moved_line
from kam.ui.desk import Desk
from kam.ui.look import Look
from kam.ui.promises.ledger_model import Heading, LedgerModel
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import Button, button, icon_button
from kam.ui.widgets.empty_state import EmptyState
from kam.ui.widgets.focus import paint_focus
from kam.ui.widgets.labels import ElidedLabel
from kam.ui.widgets.painted_list import Index, PaintedList
from kam.ui.widgets.pieces import Line, Run, colour_of, line_width, paint_line
from kam.ui.widgets.tick_box import paint_tick_box

HEADING: Final = 26
ROW: Final = 46
STRIP: Final = 36
HINT: Final = 18
_BOX: Final = 16
_LEFT: Final = 12
_TEXT: Final = 38
_RIGHT: Final = 12
_LEAST_WIDTH: Final = 280


class CommandStrip(QWidget):
    """The commands of the chosen promise, under its lines."""

    def __init__(self, look: Look, deeds: PromiseDeeds, parent: QWidget) -> None:
        super().__init__(parent)
        self._deeds = deeds
        self._row: PromiseRow | None = None
        words = look.words
        self.buttons: dict[str, Button] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, _RIGHT, 0)
        column.setSpacing(0)
        held = QHBoxLayout()
        held.setContentsMargins(0, 2, 0, 6)
        held.setSpacing(6)
        for code in ("keep", "shift", "remind", "warn"):
            deed = deeds[code]
            icon = "check" if code == "keep" else None
            self.buttons[code] = made = button(look, deed.text, icon=icon, compact=True)
            made.clicked.connect(partial(self._run, code))
            held.addWidget(made)
        self.more = icon_button(look, "ellipsis", words.say("More about this promise"), run=self._open_menu)
        held.addWidget(self.more)
        held.addStretch(1)
        column.addLayout(held)
        self.hint = ElidedLabel(
            words.say("Moving the date counts only if the client agrees"), Type.SECONDARY, "text2"
        )
        column.addWidget(self.hint)
        column.addStretch(1)
        self.hide()

    def show_row(self, row: PromiseRow) -> None:
        """Offer what fits a promise."""
        self._row = row
        for code, made in self.buttons.items():
            made.setVisible(self._deeds[code].fits([row]))
        self.hint.setVisible(has_hint(row))

    def _run(self, code: str, _checked: object = None) -> None:
        if self._row is not None:
            self._deeds[code].run([self._row])

    def _open_menu(self) -> None:
        if self._row is not None:
            self._deeds.open_menu([self._row], self.more.mapToGlobal(self.more.rect().bottomLeft()))


def has_hint(row: PromiseRow) -> bool:
    """Whether the strip says what a shift would be worth."""
    return row.is_late and row.side is Side.OURS and row.promised_to_client


class LedgerList(PaintedList):
    """One side. Space ticks, Enter opens, letters do the rest; Left and Right go to the other side."""

    chosen = Signal(list)
    """The promises that are selected."""
    sideways = Signal(int)
    """The keyboard wants to the other ledger: −1 left, +1 right."""

    def __init__(self, desk: Desk, deeds: PromiseDeeds, side: Side, name: str) -> None:
        super().__init__(name, _LEAST_WIDTH)
        self._look = desk.look
        self._deeds = deeds
        self._side = side
        self._restoring = False
        self._empty: EmptyState | None = None
        self.rows_model = LedgerModel(desk.look, desk.today(), self)
        self.setModel(self.rows_model)
        self.setItemDelegate(_LedgerDelegate(desk.look, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.strip = CommandStrip(desk.look, deeds, self.viewport())
        self.selectionModel().selectionChanged.connect(self._tell)
        self.selectionModel().currentChanged.connect(self._follow)
        self.customContextMenuRequested.connect(self._wish_menu)

    def show_ledger(self, ledger: SideLedger, today: date, empty: EmptyState) -> None:
        """Show the promises, keeping what was chosen; what is gone hands over to its neighbour."""
        ids = [row.id for row in self.selected_rows()]
        at, scroll = self.currentIndex().row(), self.verticalScrollBar().value()
        self._restoring = True
        self.rows_model.show_ledger(ledger, self._side, today)
        self.verticalScrollBar().setValue(scroll)
        found = [place for each in ids if (place := self.rows_model.place_of(each)).isValid()]
        if found:
            self._select(found)
        elif ids and at >= 0 and (place := self.rows_model.nearest(at)).isValid():
            self._select([place])
        self._restoring = False
        if self._empty is not None:
            self._empty.deleteLater()
        self._empty = empty
        empty.setParent(self.viewport())
        self._place_all()
        self._tell()

    def selected_rows(self) -> list[PromiseRow]:
        """The chosen promises from the top."""
        places = sorted(self.selectionModel().selectedIndexes(), key=lambda index: index.row())
        return [row for index in places if (row := self.rows_model.row_at(index)) is not None]

    def choose(self, promise: UUID) -> bool:
        """Choose a promise and show it; False where it is not here."""
        place = self.rows_model.place_of(promise)
        if place.isValid():
            self._select([place])
            self.scrollTo(place)
        return place.isValid()

    def choose_first(self) -> None:
        """Choose the first promise, where none is."""
        if not self.selected_rows() and (place := self.rows_model.nearest(0)).isValid():
            self._select([place])

    def let_go(self) -> None:
        """Choose none: the other side has the word."""
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())

    def is_open(self, index: Index) -> bool:
        """Whether a row shows its commands: the only one that is chosen."""
        return (
            index.row() == self.currentIndex().row()
            and self.selectionModel().isSelected(self.currentIndex())
            and len(self.selectionModel().selectedIndexes()) == 1
        )

    def box_in(self, rect: QRect) -> QRect:
        """Where the box to tick stands in a row."""
        return QRect(rect.left() + _LEFT, rect.top() + (ROW - _BOX) // 2, _BOX, _BOX)

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of deeds, of the other side, else those of lists."""
        self._by_keyboard = True
        key = event.key()
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right} and not event.modifiers():
            self.sideways.emit(-1 if key == Qt.Key.Key_Left else 1)
        elif key == Qt.Key.Key_Menu:
            self._wish_menu(self.visualRect(self.currentIndex()).bottomLeft())
        elif not self._deeds.take_key(event, self.selected_rows()):
            super().keyPressEvent(event)
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by the keyboard one is on a promise."""
        reason = Qt.FocusReason
        if event.reason() in {reason.TabFocusReason, reason.BacktabFocusReason, reason.OtherFocusReason}:
            self._by_keyboard = event.reason() is not reason.OtherFocusReason or self._by_keyboard
            self.choose_first()
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The box ticks; elsewhere the row is chosen."""
        self._by_keyboard = False
        index = self.indexAt(event.position().toPoint())
        row = self.rows_model.row_at(index)
        if row is not None and event.button() is Qt.MouseButton.LeftButton:
            box = self.box_in(self.visualRect(index)).adjusted(-8, -8, 6, 8)
            if box.contains(event.position().toPoint()):
                self._deeds["keep"].run([row])
                return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the promise."""
        row = self.rows_model.row_at(self.indexAt(event.position().toPoint()))
        if row is not None and event.button() is Qt.MouseButton.LeftButton:
            self._deeds["edit"].run([row])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tint the row under the mouse."""
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.row() != (self._hovered.row() if self._hovered.isValid() else -1):
            self._hovered = QPersistentModelIndex(index)
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        """The tint goes with the mouse."""
        if event.type() is QEvent.Type.Leave:
            self._hovered = QPersistentModelIndex()
            self.viewport().update()
        return super().viewportEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The commands move with their row."""
        super().scrollContentsBy(dx, dy)
        self._place_strip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The commands are as wide as their row."""
        super().resizeEvent(event)
        self._place_all()

    # Inside

    def _select(self, places: Sequence[QModelIndex]) -> None:
        flag = QItemSelectionModel.SelectionFlag
        chosen = QItemSelection()
        for place in places:
            chosen.select(place, place)
        self.selectionModel().setCurrentIndex(places[0], flag.NoUpdate)
        self.selectionModel().select(chosen, flag.ClearAndSelect)

    def _follow(self, *_: object) -> None:
        if not self._restoring:
            self._place_all()

    def _tell(self, *_: object) -> None:
        if not self._restoring:
            self._place_all()
            self.chosen.emit(self.selected_rows())

    def _place_all(self) -> None:
        """Lay the rows out anew: the one that is open is higher."""
        self.doItemsLayout()
        self._place_strip()
        if self._empty is not None:
            self._empty.setGeometry(self.viewport().rect())
            self._empty.setVisible(self.rows_model.rowCount() == 0)

    def _place_strip(self) -> None:
        index = self.currentIndex()
        row = self.rows_model.row_at(index)
        if row is None or not self.is_open(index):
            self.strip.hide()
            return
        self.strip.show_row(row)
        rect = self.visualRect(index)
        self.strip.setGeometry(_TEXT, rect.top() + ROW - 2, rect.width() - _TEXT, rect.height() - ROW + 1)
        self.strip.show()

    def _wish_menu(self, at: QPoint) -> None:
        row = self.rows_model.row_at(self.indexAt(at))
        if row is None:
            return
        chosen = self.selected_rows()
        rows = chosen if any(each.id == row.id for each in chosen) else [row]
        self._deeds.open_menu(rows, self.viewport().mapToGlobal(at))


class _LedgerDelegate(QStyledItemDelegate):
    """Paints headings and rows."""

    def __init__(self, look: Look, view: LedgerList) -> None:
        super().__init__(view)
        self._look = look
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's signature
        """A heading, a row, or a row with its commands."""
        row = self._view.rows_model.row_at(index)
        width = self._view.viewport().width()
        if row is None:
            return QSize(width, HEADING)
        if not self._view.is_open(index):
            return QSize(width, ROW)
        return QSize(width, ROW + STRIP + (HINT + 8 if has_hint(row) else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a line."""
        line, rect = self._view.rows_model.line_at(index), QRect(option.rect)
        painter.save()
        if isinstance(line, Heading):
            self._paint_heading(painter, rect, line)
        elif line is not None:
            self._paint_row(painter, rect, line, index)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, line: Heading) -> None:
        theme = self._look.theme
        painter.fillRect(rect, colour_of(theme, "sunk"))
        self._hairline(painter, rect)
        inner = rect.adjusted(_LEFT, 0, -_RIGHT, -1).toRectF()
        tone = "red" if line.late else "text"
        title = Run(line.title, Type.STRONG, tone)
        count = Run(self._look.formats.number(line.count), Type.SECONDARY, "text3", gap=8)
        paint_line(painter, inner, (title, count), theme)
        if line.note:
            note = (Run(line.note, Type.SECONDARY, "text2"),)
            paint_line(painter, inner, note, theme, Qt.AlignmentFlag.AlignRight)

    def _paint_row(self, painter: QPainter, rect: QRect, row: PromiseRow, index: Index) -> None:
        theme, view = self._look.theme, self._view
        selected = view.selectionModel().isSelected(view.rows_model.index(index.row()))
        ground = "sel" if selected else "hover" if view.is_hovered(index) else "page"
        painter.fillRect(rect, colour_of(theme, ground))
        self._hairline(painter, rect)
        if selected:
            bar = QRect(rect.left(), rect.top(), Size.SELECTION_BAR, rect.height())
            painter.fillRect(bar, colour_of(theme, "accent"))
        paint_tick_box(painter, view.box_in(rect).toRectF(), theme, hinted=view.is_hovered(index))
        today, look = view.rows_model.today, self._look
        text = (Run(row.text, Type.NAME),)
        self._paint_pair(painter, rect, 4, text, due_line(row, today, look))
        self._paint_pair(painter, rect, 23, about_line(row, look), moved_line(row, today, look))
        if view.shows_focus(index):
            paint_focus(painter, rect, theme, Size.RADIUS_TAG)

    def _paint_pair(self, painter: QPainter, rect: QRect, top: int, left: Line, right: Line) -> None:
        """What stands at the left gives way to what stands at the right."""
        theme = self._look.theme
        width = line_width(right, theme)
        box = QRect(rect.right() - _RIGHT - width, rect.top() + top, width + 1, 19)
        paint_line(painter, box.toRectF(), right, theme, Qt.AlignmentFlag.AlignRight)
        room = QRect(rect.left() + _TEXT, rect.top() + top, box.left() - rect.left() - _TEXT - 10, 19)
        paint_line(painter, room.toRectF(), left, theme)

    def _hairline(self, painter: QPainter, rect: QRect) -> None:
        low = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(low, colour_of(self._look.theme, "line"))
