"""A column of Today as a list: arrows walk it, Space does, S puts off, Enter and a click open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from kam.services.today import MeetingItem
from kam.ui.look import Look
from kam.ui.theme.tokens import Size
from kam.ui.today.day_model import DayModel
from kam.ui.today.day_painting import DayPainter
from kam.ui.today.lines import DayLine, Entry, Heading, Remark
from kam.ui.widgets.buttons import Kind, button, icon_button
from kam.ui.widgets.painted_list import Index, PaintedList

_SNOOZE_KEYS: Final = "sы"
_ROOM: Final = 2 * Size.TARGET + 6
"""What the two buttons of a hovered line take."""
_LEAST_WIDTH: Final = 160


@dataclass(frozen=True, slots=True)
class Deeds:
    """What can be done with an entry, as its page does it."""

    open: Callable[[Entry], None]
    do: Callable[[Entry], None]
    """Its own deed: a promise is kept, a meeting recorded; of the others they are opened."""
    menu: Callable[[Entry, QPoint], None]
    """Put off and whatever else, at a place of the screen."""
    prepare: Callable[[MeetingItem], None]
    brief: Callable[[MeetingItem], None]
    record: Callable[[MeetingItem], None]


class _Hover(QWidget):
    """What the mouse can do with the line it is over; the keyboard has keys for it."""

    def __init__(
        self, look: Look, parent: QWidget, snooze: Callable[[], None], go: Callable[[], None]
    ) -> None:
        super().__init__(parent)
        words = look.words
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.snooze = icon_button(look, "alarm-clock", words.say("Put off…"), small=True, run=snooze)
        self.open = icon_button(look, "arrow-right", words.say_in("button", "Open"), small=True, run=go)
        for each in (self.snooze, self.open):
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(each)
        self.hide()


class _Strip(QWidget):
    """The buttons of the next meeting."""

    def __init__(self, look: Look, parent: QWidget, deeds: Deeds) -> None:
        super().__init__(parent)
        self._item: MeetingItem | None = None
        words = look.words
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.prepare = button(look, words.say_in("button", "Prepare"), kind=Kind.PRIMARY, compact=True)
        self.brief = button(look, words.say_in("button", "Brief"), compact=True)
        self.record = button(look, words.say_in("button", "Record"), compact=True)
        for made, deed in (
            (self.prepare, deeds.prepare),
            (self.brief, deeds.brief),
            (self.record, deeds.record),
        ):
            made.clicked.connect(lambda _=False, run=deed: self._run(run))
            row.addWidget(made)
        row.addStretch(1)
        self.hide()

    def show_meeting(self, item: MeetingItem) -> None:
        """Offer what fits a meeting."""
        self._item = item

    def _run(self, deed: Callable[[MeetingItem], None]) -> None:
        if self._item is not None:
            deed(self._item)


class DayList(PaintedList):
    """One column."""

    sideways = Signal(int)
    """The keyboard wants to another column: −1 left, +1 right."""

    def __init__(self, look: Look, name: str, deeds: Deeds) -> None:
        super().__init__(name, _LEAST_WIDTH)
        self._look = look
        self._deeds = deeds
        self.painter = DayPainter(look)
        self.lines = DayModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(_DayDelegate(look, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.hover = _Hover(look, self.viewport(), self._snooze_hovered, self._open_hovered)
        self.strip = _Strip(look, self.viewport(), deeds)
        self.customContextMenuRequested.connect(self._wish_menu)
        look.theme.changed.connect(self.viewport().update)

    def show_lines(self, lines: Sequence[DayLine]) -> None:
        """Show other lines, keeping the place; what is gone hands over to its neighbour."""
        current, at = self.lines.entry_at(self.currentIndex()), self.currentIndex().row()
        scroll = self.verticalScrollBar().value()
        if self.lines.show_lines(lines):
            self._hovered = QPersistentModelIndex()
            self.hover.hide()
            if current is not None:
                place = self.lines.place_of(current.line)
                self.setCurrentIndex(place if place.isValid() else self.lines.nearest(at))
            self.doItemsLayout()
            self.verticalScrollBar().setValue(scroll)
        self._place_strip()
        self.viewport().update()

    def set_compact(self, *, compact: bool) -> None:
        """Closer rows where the window is low."""
        if compact != self.painter.compact:
            self.painter.compact = compact
            self.doItemsLayout()
            self._place_strip()

    def current_entry(self) -> Entry | None:
        """The entry that the keyboard is on."""
        return self.lines.entry_at(self.currentIndex())

    def choose_first(self) -> None:
        """Put the keyboard on the first entry, where it is on none."""
        if self.current_entry() is None and (place := self.lines.nearest(0)).isValid():
            self.setCurrentIndex(place)

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space does, S puts off, Enter opens, Left and Right change the column; the rest as in lists."""
        self._by_keyboard = True
        entry, key = self.current_entry(), event.key()
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        )
        if plain and key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.sideways.emit(-1 if key == Qt.Key.Key_Left else 1)
        elif entry is None or not plain:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self._deeds.do(entry)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._deeds.open(entry)
        elif key == Qt.Key.Key_Menu or (event.text() and event.text().lower() in _SNOOZE_KEYS):
            self._menu_under(self.currentIndex())
        else:
            super().keyPressEvent(event)
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by the keyboard one is on an entry."""
        reason = Qt.FocusReason
        if event.reason() in {reason.TabFocusReason, reason.BacktabFocusReason, reason.OtherFocusReason}:
            self._by_keyboard = True
            self.choose_first()
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes with the keyboard."""
        super().focusOutEvent(event)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Chosen on the way down, done on the way up."""
        self._by_keyboard = False
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a box ticks, on a button records, elsewhere opens."""
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        entry = self.lines.entry_at(index)
        if entry is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        if index.row() != self.currentIndex().row():
            return  # pressed on another line
        if entry.promise is not None and self._box_of(index).contains(at):
            self._deeds.do(entry)
        else:
            self._deeds.open(entry)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what can be done with the line under the mouse."""
        super().mouseMoveEvent(event)
        self._hover_over(self.indexAt(event.position().toPoint()))

    def viewportEvent(self, event: QEvent) -> bool:
        """The tint goes with the mouse; a tooltip says whole what is cut."""
        if event.type() is QEvent.Type.Leave:
            self._hover_over(QModelIndex())
        return super().viewportEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Buttons move with their line."""
        super().scrollContentsBy(dx, dy)
        self._place_strip()
        self._place_hover()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sentences break anew."""
        super().resizeEvent(event)
        self.doItemsLayout()
        self._place_strip()
        self._place_hover()

    # Inside

    def _box_of(self, index: QModelIndex) -> QRect:
        """Where a click ticks: larger than the box that is drawn."""
        return self.painter.box(self.visualRect(index)).adjusted(-12, -8, 6, 8)

    def _hover_over(self, index: QModelIndex) -> None:
        row = index.row() if self.lines.entry_at(index) is not None else -1
        if row != (self._hovered.row() if self._hovered.isValid() else -1):
            self._hovered = QPersistentModelIndex(index) if row >= 0 else QPersistentModelIndex()
            self._place_hover()
            self.viewport().update()
        hand = Qt.CursorShape.PointingHandCursor if row >= 0 else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(hand)

    def inset_of(self, entry: Entry, index: Index) -> int:
        """What the buttons of a hovered line take of it."""
        return _ROOM if self.is_hovered(index) and entry.record is None and entry.facts is None else 0

    def _place_hover(self) -> None:
        index = self.lines.index(self._hovered.row()) if self._hovered.isValid() else QModelIndex()
        entry = self.lines.entry_at(index)
        if entry is None or not self.inset_of(entry, index):
            self.hover.hide()
            return
        self.hover.setGeometry(self.painter.hover_room(self.visualRect(index), _ROOM))
        self.hover.show()

    def _place_strip(self) -> None:
        index = self.lines.next_meeting()
        entry = self.lines.entry_at(index)
        if entry is None or entry.facts is None:
            self.strip.hide()
            return
        self.strip.show_meeting(entry.facts.item)
        self.strip.setGeometry(self.painter.strip(entry, self.visualRect(index)))
        self.strip.show()

    def _snooze_hovered(self) -> None:
        entry = self.lines.entry_at(self._hovered)
        if entry is not None:
            self._deeds.menu(entry, self.hover.mapToGlobal(self.hover.rect().bottomLeft()))

    def _open_hovered(self) -> None:
        entry = self.lines.entry_at(self._hovered)
        if entry is not None:
            self._deeds.open(entry)

    def _menu_under(self, index: QModelIndex) -> None:
        entry = self.lines.entry_at(index)
        if entry is not None:
            rect = self.visualRect(index)
            self._deeds.menu(entry, self.viewport().mapToGlobal(rect.bottomLeft() + QPoint(Size.GRID, 0)))

    def _wish_menu(self, at: QPoint) -> None:
        entry = self.lines.entry_at(self.indexAt(at))
        if entry is not None:
            self._deeds.menu(entry, self.viewport().mapToGlobal(at))


class _DayDelegate(QStyledItemDelegate):
    """Measures and draws lines."""

    def __init__(self, look: Look, view: DayList) -> None:
        super().__init__(view)
        self._look = look
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's signature
        """As high as what it says."""
        width = self._view.viewport().width()
        line = self._view.lines.line_at(index)
        return QSize(width, 0 if line is None else self._view.painter.height(line, width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a line."""
        view, rect = self._view, QRect(option.rect)
        line = view.lines.line_at(index)
        painter.save()
        if isinstance(line, Heading):
            view.painter.paint_heading(painter, rect, line)
        elif isinstance(line, Remark):
            view.painter.paint_remark(painter, rect, line)
        elif line is not None:
            view.painter.paint_entry(
                painter,
                rect,
                line,
                hovered=view.is_hovered(index),
                focused=view.shows_focus(index),
                inset=view.inset_of(line, index),
            )
        painter.restore()
