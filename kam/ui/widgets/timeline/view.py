"""The list on view: folds months, opens entries in place, walked by mouse and keyboard."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QListView, QWidget

from kam.core.periods import Month
from kam.services.timeline.rows import Entry, EntryId
from kam.ui.look import Look
from kam.ui.theme.tokens import Size
from kam.ui.widgets.focus import tab_through
from kam.ui.widgets.timeline.delegate import ROW, TEXT, TimelineDelegate
from kam.ui.widgets.timeline.model import Below, Heading, TimelineModel

_MARGIN: Final = 8
_Index = QModelIndex | QPersistentModelIndex


class TimelineView(QListView):
    """Shows a ``TimelineModel``. An open entry's details are a widget that lies over the rows kept for it."""

    opened = Signal(object)
    """An ``Entry`` was opened in place: its owner reads its details and hands them to ``show_details``."""
    closed = Signal()
    """What was open is closed."""
    typed = Signal(str)
    """A letter was typed: somebody means to filter."""
    deletion_wished = Signal(object)
    """Delete was pressed on an ``Entry``."""
    menu_wished = Signal(object, object)
    """An ``Entry`` and where on the screen its menu is wished."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self.timeline = TimelineModel(look, self)
        self.hovered_row = -1
        self._details: QWidget | None = None
        self._ahead: Sequence[Entry] = ()
        self.setModel(self.timeline)
        self.setItemDelegate(TimelineDelegate(look, self.timeline.words, self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("ground", "page")
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_for_menu)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(ROW)
        self.timeline.modelReset.connect(self._begun_anew)
        for change in (self.timeline.rowsInserted, self.timeline.rowsRemoved, self.timeline.dataChanged):
            change.connect(lambda *_: self._place_details())
        self.timeline.open_moved.connect(self._measure_details)
        look.theme.changed.connect(self.viewport().update)

    # What is shown

    def ahead(self) -> Sequence[Entry]:
        """What lies ahead, for the head over it."""
        return self._ahead

    def set_ahead(self, entries: Sequence[Entry]) -> None:
        """Tell what lies ahead."""
        self._ahead = entries

    def open_row(self, row: int) -> None:
        """Open the entry in a row, or close it where it is open."""
        if row == self.timeline.open_row:
            self.close_details()
            return
        self._drop_details()
        entry = self.timeline.open(row)
        if entry is None:
            self.timeline.close()
            return
        self._go(self.timeline.open_row)
        self.opened.emit(entry)

    def open_id(self, wanted: EntryId) -> bool:
        """Open an entry that is on view; whether it was."""
        row = self.timeline.row_of(wanted)
        if row >= 0 and row != self.timeline.open_row:
            self.open_row(row)
        return row >= 0

    def close_details(self) -> None:
        """Close what is open."""
        row = self.timeline.open_row
        self._drop_details()
        self.timeline.close()
        if row >= 0:
            self._go(row)
        self.closed.emit()

    def show_details(self, details: QWidget) -> None:
        """Lay the details of the open entry below it."""
        self._drop_details()
        self._details = details
        details.setParent(self.viewport())
        details.installEventFilter(self)
        tab_through(self, *(each for each in details.findChildren(QWidget) if each.focusPolicy()))
        details.show()
        self._measure_details()
        below = self.timeline.open_row + self.timeline.rows_below
        self.scrollTo(self.timeline.index(below))
        self.scrollTo(self.timeline.index(self.timeline.open_row))

    @property
    def details(self) -> QWidget | None:
        """What is laid over the rows of the open entry."""
        return self._details

    def go_to_month(self, month: Month) -> None:
        """Put a month at the top."""
        row = self.timeline.row_of_month(month)
        if row >= 0:
            self._go(row)
            self.scrollTo(self.timeline.index(row), QAbstractItemView.ScrollHint.PositionAtTop)

    def current_entry(self) -> Entry | None:
        """The entry the keyboard is on."""
        item = self.timeline.item(self.currentIndex().row())
        return item if isinstance(item, Entry) else None

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A month folds, an entry opens."""
        index = self.indexAt(event.position().toPoint())
        if event.button() is not Qt.MouseButton.LeftButton or not index.isValid():
            super().mousePressEvent(event)
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._go(index.row())
        self._act(index.row())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what is pointed at."""
        self._hover(self.indexAt(event.position().toPoint()).row())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is."""
        self._hover(-1)
        super().leaveEvent(event)

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter opens, Right and Left unfold and fold, letters filter."""
        row = self.currentIndex().row()
        page = max(1, self.viewport().height() // ROW - 1)
        walks: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Down: partial(self._walk, row, 1),
            Qt.Key.Key_Up: partial(self._walk, row, -1),
            Qt.Key.Key_PageDown: partial(self._walk, row, page),
            Qt.Key.Key_PageUp: partial(self._walk, row, -page),
            Qt.Key.Key_Home: partial(self._walk, 0, 0),
            Qt.Key.Key_End: partial(self._walk, self.timeline.rowCount() - 1, 0),
            Qt.Key.Key_Return: partial(self._act, row),
            Qt.Key.Key_Enter: partial(self._act, row),
            Qt.Key.Key_Space: partial(self._act, row),
            Qt.Key.Key_Right: partial(self._unfold, row),
            Qt.Key.Key_Left: partial(self._fold, row),
        }
        if event.key() in walks:
            walks[event.key()]()
        elif event.key() == Qt.Key.Key_Escape and self.timeline.open_entry is not None:
            self.close_details()
        elif event.key() == Qt.Key.Key_Delete and (entry := self.current_entry()) is not None:
            self.deletion_wished.emit(entry)
        elif event.key() == Qt.Key.Key_Menu:
            self._ask_for_menu(self.visualRect(self.currentIndex()).center())
        elif event.text().strip() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self.typed.emit(event.text())
        elif event.matches(QKeySequence.StandardKey.Copy) and (entry := self.current_entry()) is not None:
            self._copy(entry)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard begins at the first row."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.timeline.rowCount():
            self._go(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes."""
        super().focusOutEvent(event)
        self.viewport().update()

    # Inside

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Details are as wide as the list."""
        super().resizeEvent(event)
        self._measure_details()

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]
        """Details that grow or shrink take more or less room."""
        if watched is self._details and event.type() is QEvent.Type.LayoutRequest:
            self._measure_details()
        return super().eventFilter(watched, event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Details scroll with their entry."""
        super().scrollContentsBy(dx, dy)
        self._place_details()

    def _copy(self, entry: Entry) -> None:
        from PySide6.QtGui import QGuiApplication

        QGuiApplication.clipboard().setText(self.timeline.words.said(entry))

    def _act(self, row: int) -> None:
        if isinstance(self.timeline.item(row), Heading):
            self.timeline.fold(row)
            self._go(row)
        else:
            self.open_row(row)

    def _unfold(self, row: int) -> None:
        item = self.timeline.item(row)
        if (isinstance(item, Heading) and item.folded) or (
            isinstance(item, Entry) and row != self.timeline.open_row
        ):
            self._act(row)

    def _fold(self, row: int) -> None:
        """Close the entry or the month; from an entry go to its month."""
        item = self.timeline.item(row)
        if isinstance(item, Heading):
            if not item.folded:
                self._act(row)
        elif row >= 0 and row == self.timeline.open_row:
            self.close_details()
        else:
            while row > 0 and not isinstance(self.timeline.item(row), Heading):
                row -= 1
            self._go(row)

    def _walk(self, row: int, steps: int) -> None:
        """Go on by so many rows; details are passed over."""
        last = self.timeline.rowCount() - 1
        if last < 0:
            return
        target = min(max(0, row + steps), last)
        way = -1 if steps < 0 or (steps == 0 and target == last) else 1
        while 0 < target < last and isinstance(self.timeline.item(target), Below):
            target += way
        while target > 0 and isinstance(self.timeline.item(target), Below):
            target -= 1
        self._go(target)

    def _go(self, row: int) -> None:
        index = self.timeline.index(row)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)
        self.viewport().update()

    def _hover(self, row: int) -> None:
        if row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()

    def _ask_for_menu(self, at: QPoint) -> None:
        row = self.indexAt(at).row()
        item = self.timeline.item(row)
        if isinstance(item, Entry):
            self._go(row)
            self.menu_wished.emit(item, self.viewport().mapToGlobal(at))

    def _begun_anew(self) -> None:
        """The details stay where their entry is still shown, and wait for its place otherwise."""
        self.hovered_row = -1
        self._measure_details()

    def _measure_details(self) -> None:
        """Keep as many rows as the details are high."""
        details = self._details
        if details is None or self.timeline.open_row < 0:
            self._place_details()
            return
        width = self._details_width()
        high = details.heightForWidth(width) if details.hasHeightForWidth() else details.sizeHint().height()
        self.timeline.give_room(math.ceil((high + 2 * _MARGIN) / ROW))
        self._place_details()

    def _details_width(self) -> int:
        return self.viewport().width() - TEXT - Size.PAGE_MARGIN + _MARGIN

    def _place_details(self) -> None:
        details = self._details
        if details is None:
            return
        row, rows = self.timeline.open_row, self.timeline.rows_below
        details.setVisible(row >= 0 and rows > 0)
        if row < 0 or not rows:
            return
        top = self.visualRect(self.timeline.index(row)).bottom() + 1 + _MARGIN
        place = QRect(TEXT - _MARGIN, top, self._details_width(), rows * ROW - 2 * _MARGIN)
        if details.geometry() != place:
            details.setGeometry(place)

    def _drop_details(self) -> None:
        if self._details is not None:
            self._details.removeEventFilter(self)
            focused = QApplication.focusWidget()
            if focused is not None and self._details.isAncestorOf(focused):
                self.setFocus()
            self._details.hide()
            self._details.deleteLater()
            self._details = None
