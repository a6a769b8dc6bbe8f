"""The work of a plan on a calendar: walked, opened, moved and made longer by mouse and keyboard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip

from kam.analysis.plans.gantt import GanttRow, RowKind
from kam.ui.account.plan.gantt_canvas import GanttCanvas, Span
from kam.ui.look import Look
from kam.ui.widgets.tips import plain_tip

_EDGE: Final = 5
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_WALK: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_MOVE: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_PROGRESS: Final = {Qt.Key.Key_Plus: 10, Qt.Key.Key_Equal: 10, Qt.Key.Key_Minus: -10}
"""Per cent more or less; the key of plus without Shift, too."""


class Grip(Enum):
    """What of a bar is held."""

    WHOLE = "whole"
    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Hold:
    """A bar that is held by the mouse: where it was taken, and how it lay then."""

    at: QPointF
    grip: Grip
    span: Span


class GanttChart(GanttCanvas):
    """Takes mouse and keyboard. What a change means is the owner's."""

    opened = Signal(object)
    """The identity of an initiative that is to be changed."""
    dated = Signal(object)
    """A ``Span``: an initiative and the days it was moved to."""
    advanced = Signal(object, int)
    """The identity of an initiative of which so many per cent more are done, or less."""
    menu_wished = Signal(object, QPoint)
    """The identity of an initiative and the place (global) for a menu about it."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._hold: Hold | None = None
        self._writable = False
        self.setAccessibleName(look.words.say("Initiatives on the calendar"))
        self.viewport().setMouseTracking(True)

    def set_writable(self, *, writable: bool) -> None:
        """Whether bars can be moved."""
        self._writable = writable

    def current(self) -> GanttRow | None:
        """The initiative that the keyboard is on."""
        return None if self._current is None else self.rows[self._current]

    def choose(self, number: int | None) -> None:
        """Put the keyboard on a row, and show it."""
        self._let_go()
        self._current = number
        if number is not None:
            place = self._row_rect(number)
            bar = self.verticalScrollBar()
            if place.top() < self._calendar().top():
                bar.setValue(bar.value() - round(self._calendar().top() - place.top()))
            elif place.bottom() > self.viewport().height():
                bar.setValue(bar.value() + round(place.bottom() - self.viewport().height()))
            self.setAccessibleDescription(self.told(self.rows[number]))
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.viewport().update()

    def told(self, row: GanttRow) -> str:
        """A row in words: title, who answers, days, how far."""
        words, formats = self._look.words, self._look.formats
        parts = [row.title or words.say("Reviews with the client")]
        if row.owner_id is not None and row.owner_id in self._owners:
            parts.append(self._owners[row.owner_id])
        if row.bar is not None:
            first, last = formats.short_date(row.bar.starts_on), formats.short_date(row.bar.ends_on)
            parts += [words.say("{first} to {last}", first=first, last=last), self.note_of(row)]
        for each in row.milestones:
            day = formats.short_date(each.on)
            parts.append(
                words.say("milestone {title}, {day}", title=each.title, day=day) if each.title else day
            )
        return ", ".join(part for part in parts if part)

    # Mouse

    def viewportEvent(self, event: QEvent) -> bool:
        """What is pointed at says itself whole."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._row_at(event.pos().y())
            if number is None or self.rows[number].kind is RowKind.OBJECTIVE:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), plain_tip(self.told(self.rows[number])), self)
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is pressed, and hold its bar or the end of it."""
        number = self._row_at(event.position().y())
        walked = number is not None and self.rows[number].kind is RowKind.INITIATIVE
        self.choose(number if walked else None)
        if event.button() is Qt.MouseButton.LeftButton:
            self._hold = self._held_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is held; otherwise show what can be held."""
        at, held = event.position(), self._hold
        if held is None:
            self._show_grip(self._held_at(at))
            return
        if self._span is None and (at - held.at).manhattanLength() < QApplication.startDragDistance():
            return
        days = round(self._day_at(at.x()) - self._day_at(held.at.x()))
        self._span = _moved(held.span, held.grip, days)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: tell what it became."""
        held, self._hold = self._hold, None
        if event.button() is Qt.MouseButton.LeftButton and held is not None:
            self._tell(held.span)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Open what is there."""
        self._hold = None
        self._open()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A menu about the initiative under the mouse, or the chosen one."""
        row = self.current()
        if row is not None:
            self.menu_wished.emit(row.id, event.globalPos())

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk; with Shift they move a bar by a day, with Ctrl+Shift its end; Enter saves or opens.

        Plus and minus say that more is done, or less.
        """
        key, held = event.key(), event.modifiers()
        if key in _WALK and not held:
            self._walk(_WALK[Qt.Key(key)])
        elif key in _MOVE and held & Qt.KeyboardModifier.ShiftModifier:
            ends = bool(held & Qt.KeyboardModifier.ControlModifier)
            self._shift(Grip.END if ends else Grip.WHOLE, _MOVE[Qt.Key(key)])
        elif key in _PROGRESS and (row := self.current()) is not None and row.id is not None:
            self.advanced.emit(row.id, _PROGRESS[Qt.Key(key)])
        elif key in _ENTER:
            row = self.current()
            if self._span is not None and row is not None and (now := _span_of(row)) is not None:
                self._tell(now)
            else:
                self._open()
        elif key == Qt.Key.Key_Escape and self._span is not None:
            self._let_go()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by the keyboard one is on an initiative."""
        super().focusInEvent(event)
        if self._current is None and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self._walk(1)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was being moved by keys stays where it was."""
        super().focusOutEvent(event)
        if self._hold is None:
            self._let_go()

    # Inside

    def _walk(self, by: int) -> None:
        """To the next initiative up or down."""
        at = -1 if self._current is None else self._current
        found = [n for n, row in enumerate(self.rows) if row.kind is RowKind.INITIATIVE]
        ahead = [n for n in found if n > at] if by > 0 else [n for n in reversed(found) if n < at]
        if ahead:
            self.choose(ahead[0])

    def _shift(self, grip: Grip, days: int) -> None:
        row = self.current()
        span = self._span or (None if row is None else _span_of(row))
        if span is not None and self._writable:
            self._span = _moved(span, grip, days)
            formats = self._look.formats
            first, last = formats.short_date(self._span.starts_on), formats.short_date(self._span.ends_on)
            self.setAccessibleDescription(self._look.words.say("{first} to {last}", first=first, last=last))
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
            self.viewport().update()

    def _tell(self, before: Span) -> None:
        """Tell of the days something was moved to; until they are read anew it is shown there."""
        if self._span is not None and self._span != before:
            self.dated.emit(self._span)
        elif self._span is not None:
            self._let_go()

    def _let_go(self) -> None:
        self._span = None
        self.viewport().update()

    def _open(self) -> None:
        row = self.current()
        if row is not None and row.id is not None:
            self.opened.emit(row.id)

    def _held_at(self, at: QPointF) -> Hold | None:
        """What a press at a place would hold."""
        number = self._row_at(at.y())
        if not self._writable or number is None or (bar := self.rows[number].bar) is None or bar.ended:
            return None
        span, place = _span_of(self.rows[number]), self._bar_rect(number, bar)
        if span is None or not place.adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE).contains(at):
            return None
        return Hold(at, _grip(place, at), span)

    def _show_grip(self, hold: Hold | None) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if hold is not None:
            whole = hold.grip is Grip.WHOLE
            shape = Qt.CursorShape.OpenHandCursor if whole else Qt.CursorShape.SizeHorCursor
        self.viewport().setCursor(shape)


def _grip(place: QRectF, at: QPointF) -> Grip:
    if place.width() < 4 * _EDGE:
        return Grip.WHOLE
    if at.x() <= place.left() + _EDGE:
        return Grip.START
    return Grip.END if at.x() >= place.right() - _EDGE else Grip.WHOLE


def _span_of(row: GanttRow) -> Span | None:
    if row.bar is None or row.id is None:
        return None
    return Span(row.id, row.bar.starts_on, row.bar.ends_on)


def _moved(span: Span, grip: Grip, days: int) -> Span:
    """Both ends or one of them so many days later; a bar keeps at least a day."""
    by = timedelta(days=days)
    match grip:
        case Grip.WHOLE:
            return replace(span, starts_on=_later(span.starts_on, by), ends_on=_later(span.ends_on, by))
        case Grip.START:
            return replace(span, starts_on=min(_later(span.starts_on, by), span.ends_on))
        case Grip.END:
            return replace(span, ends_on=max(_later(span.ends_on, by), span.starts_on))


def _later(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return day
