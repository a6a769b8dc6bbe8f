"""The hours of one day or of a week: meetings that are dragged, made longer, walked and opened."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
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

from kam.core.vocabulary import InteractionStatus
from kam.services.calendar.rows import CalendarEntry, Period
from kam.ui.calendar.geometry import GUTTER, STEP, Block, minutes_at, moment_at
from kam.ui.calendar.hours_canvas import HoursCanvas, Plan
from kam.ui.look import Look
from kam.ui.widgets.tips import plain_tip

_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_NEW_MINUTES: Final = 60


class HoursField(HoursCanvas):
    """Takes mouse and keyboard. What a change means is the owner's."""

    opened = Signal(object)
    """The identity of a meeting."""
    chosen = Signal(object)
    """The meeting that has the keyboard or was clicked; None for none."""
    planned = Signal(object)
    """A ``Plan`` that was let go: moved, made longer, or new."""
    cancel_wished = Signal(object)
    menu_wished = Signal(object, object)
    """A meeting, or None for free time, and the place (global) for a menu."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._pressed: tuple[QPointF, Plan] | None = None
        self.setMouseTracking(True)

    def show_period(self, period: Period) -> None:
        """Show a period; whatever is held is let go of."""
        self._pressed = None
        super().show_period(period)

    # Mouse

    def event(self, event: QEvent) -> bool:
        """What is pointed at says itself whole."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            block = self._block_at(QPointF(event.pos()))
            if block is None:
                QToolTip.hideText()
            else:
                told = plain_tip(self._words.tooltip(block.entry))
                QToolTip.showText(event.globalPos(), told, self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is pressed; hold it, its lower edge, or the beginning of something new."""
        at = event.position()
        block = self._block_at(at)
        self._choose_and_tell(None if block is None else block.entry)
        if event.button() is not Qt.MouseButton.LeftButton or self._columns is None:
            return
        here = moment_at(self._columns, at)
        if block is None:
            if at.x() >= GUTTER:
                begun = datetime.combine(here.date(), time.min) + timedelta(minutes=minutes_at(at.y() - 5))
                self._pressed = (at, Plan(None, begun, _NEW_MINUTES, begun))
        elif _moves(block.entry):
            entry = block.entry
            plan = Plan(entry, entry.starts, entry.minutes or 30, here, lengthens=block.is_edge(at))
            self._pressed = (at, plan)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is held; otherwise show what can be held."""
        at = event.position()
        if self._pressed is None or self._columns is None:
            self._show_grip(at)
            return
        begun, plan = self._pressed
        far = (at - begun).manhattanLength() >= QApplication.startDragDistance()
        if self._plan is None and not far:
            return
        self._plan = self._dragged_to(plan, at)
        self.update()

    def _dragged_to(self, plan: Plan, at: QPointF) -> Plan:
        assert self._columns is not None  # noqa: S101 - asked before
        here = moment_at(self._columns, at)
        if plan.entry is None and plan.anchor is not None:
            end = datetime.combine(plan.anchor.date(), here.time())
            first, last = min(plan.anchor, end), max(plan.anchor, end)
            return replace(plan, starts=first, minutes=max((last - first) // timedelta(minutes=1), STEP))
        if plan.lengthens and plan.entry is not None:
            end = datetime.combine(plan.starts.date(), here.time())
            return replace(plan, minutes=max((end - plan.starts) // timedelta(minutes=1), STEP))
        if plan.entry is None or plan.anchor is None:
            return plan
        return replace(plan, starts=_within_day(plan.entry.starts + (here - plan.anchor), here))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: tell what it became."""
        plan = self._plan
        self._pressed = None
        if plan is None or self._touch is not None:
            return
        self._plan = None
        self.update()
        if event.button() is Qt.MouseButton.LeftButton:
            self._tell(plan)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what is there; on free time begin something new."""
        self._pressed = None
        block = self._block_at(event.position())
        if block is not None:
            self.opened.emit(block.entry.id)
        elif self._columns is not None and event.position().x() >= GUTTER:
            self.planned.emit(Plan(None, _half(moment_at(self._columns, event.position())), _NEW_MINUTES))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A menu about the meeting under the mouse, or the chosen one."""
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            block = self._block_at(QPointF(event.pos()))
            self._choose_and_tell(None if block is None else block.entry)
            self.menu_wished.emit(self._current, event.globalPos())
        elif (block := self.block_of(self._current)) is not None:
            self.menu_wished.emit(self._current, self.mapToGlobal(_below(block)))

    def _show_grip(self, at: QPointF) -> None:
        block = self._block_at(at)
        shape = Qt.CursorShape.ArrowCursor
        if block is not None:
            edge = block.is_edge(at) and _moves(block.entry)
            shape = Qt.CursorShape.SizeVerCursor if edge else Qt.CursorShape.PointingHandCursor
        self.setCursor(shape)

    def _block_at(self, at: QPointF) -> Block | None:
        return next((block for block in reversed(self.blocks) if block.place.contains(at)), None)

    # Keyboard

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by Tab begins at the first meeting that lies ahead."""
        super().focusInEvent(event)
        self._by_keyboard = event.reason() in {
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        }
        if self._by_keyboard and self.current is None:
            self._choose_and_tell(self._first())
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was moved by keys and not confirmed stays where it was."""
        super().focusOutEvent(event)
        if self._pressed is None and self._touch is None:
            self._plan = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk; with Ctrl they move, with Shift too they lengthen; Enter opens, Delete cancels."""
        key = Qt.Key(event.key())
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key in _ARROWS and control:
            self._shift(*_ARROWS[key], lengthens=bool(shift))
        elif key in _ARROWS:
            self._walk(*_ARROWS[key])
        elif key == Qt.Key.Key_Escape and (self._plan is not None or self._pressed is not None):
            self._pressed = self._plan = self._touch = None
            self.update()
        elif key in _ENTER and self._plan is not None:
            self._confirm()
        elif key in _ENTER and self._current is not None:
            self.opened.emit(self._current)
        elif key == Qt.Key.Key_Delete and self._current is not None:
            self.cancel_wished.emit(self._current)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Letting go of Ctrl lets go of what was moved by arrows."""
        if event.key() == Qt.Key.Key_Control and not event.isAutoRepeat() and self._pressed is None:
            self._confirm()
        super().keyReleaseEvent(event)

    def _confirm(self) -> None:
        plan = self._plan
        if plan is not None and plan.entry is not None:
            self._plan = None
            self.update()
            self._tell(plan)

    def _tell(self, plan: Plan) -> None:
        entry = plan.entry
        unchanged = entry is not None and (plan.starts, plan.minutes) == (entry.starts, entry.minutes or 30)
        if not unchanged:
            self.planned.emit(plan)

    def _shift(self, days: int, steps: int, *, lengthens: bool) -> None:
        """Move the chosen meeting by a day or a quarter of an hour, or change its length."""
        entry = self.current
        if entry is None or not _moves(entry) or self._pressed is not None:
            return
        plan = self._plan or Plan(entry, entry.starts, entry.minutes or 30)
        if lengthens:
            plan = replace(plan, minutes=max(plan.minutes + steps * STEP, STEP))
        else:
            moved = plan.starts + timedelta(days=days, minutes=steps * STEP)
            plan = replace(plan, starts=moved)
        if self._columns is not None and self._columns.of(plan.starts.date()) is not None:
            self._plan = plan
            self.setAccessibleDescription(", ".join(text for text, _ in self._reasons(plan)))
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
            self.update()

    def _walk(self, days: int, along: int) -> None:
        entry = self.current
        ordered = [block.entry for block in self.blocks]
        if entry is None or entry not in ordered:
            self._choose_and_tell(self._first())
        elif along:
            at = ordered.index(entry) + along
            if 0 <= at < len(ordered):
                self._choose_and_tell(ordered[at])
        else:
            beside = [e for e in ordered if (e.starts.date() > entry.starts.date()) == (days > 0)]
            beside = [e for e in beside if e.starts.date() != entry.starts.date()]
            near = min(
                beside,
                key=lambda e: (
                    abs((e.starts.date() - entry.starts.date()).days),
                    abs(_clock(e.starts) - _clock(entry.starts)),
                ),
                default=None,
            )
            if near is not None:
                self._choose_and_tell(near)

    def _first(self) -> CalendarEntry | None:
        """The next meeting, else the first there is."""
        ordered = [block.entry for block in self.blocks]
        now = None if self._period is None else self._period.now
        return next(
            (each for each in ordered if now is not None and each.ends > now), ordered[0] if ordered else None
        )

    def _choose_and_tell(self, entry: CalendarEntry | None) -> None:
        meeting = None if entry is None else entry.id
        if meeting != self._current:
            self.choose(meeting)
            self.chosen.emit(meeting)


def _moves(entry: CalendarEntry) -> bool:
    return entry.status is InteractionStatus.PLANNED


def _clock(moment: datetime) -> timedelta:
    return timedelta(hours=moment.hour, minutes=moment.minute)


def _within_day(moment: datetime, day: datetime) -> datetime:
    """A time moved along with the mouse stays in the day the mouse is over."""
    midnight = datetime.combine(day.date(), time.min)
    return max(midnight, min(moment, midnight + timedelta(days=1, minutes=-STEP)))


def _half(moment: datetime) -> datetime:
    return moment - timedelta(minutes=moment.minute % 30)


def _below(block: Block) -> QPoint:
    return block.place.bottomLeft().toPoint()
