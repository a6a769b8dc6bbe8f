"""A month: weeks under each other, a line for each meeting; days are walked, meetings dragged to another."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from kam.core.vocabulary import InteractionStatus
from kam.services.calendar.rows import CalendarEntry, EntryState, Period
from kam.ui.calendar.geometry import weeks_of
from kam.ui.calendar.painting import style_of
from kam.ui.calendar.wording import CalendarWords, deadline_tone
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.glyphs import State, StateGlyph
from kam.ui.widgets.pieces import Line, Run, Spring, colour_of, paint_line
from kam.ui.widgets.tips import plain_tip

_HEAD: Final = 26
_NUMBER: Final = 22
_LINE: Final = 19
_WEEK: Final = 7
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_STEPS: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -_WEEK,
    Qt.Key.Key_Down: _WEEK,
}


class MonthView(QWidget):
    """Shows whole weeks. What a change means is the owner's."""

    opened = Signal(object)
    """The identity of a meeting."""
    day_wished = Signal(object)
    new_wished = Signal(object)
    """A day on which something is to be planned."""
    moved = Signal(object, object)
    """A ``CalendarEntry`` and the day it was dragged to."""
    menu_wished = Signal(object, object)
    left = Signal(object)
    """A day outside what is shown was walked to."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._words = CalendarWords(look)
        self._period: Period | None = None
        self._month = 0
        self._day: date | None = None
        self._pressed: tuple[QPointF, CalendarEntry] | None = None
        self._over: date | None = None
        self.lines: list[tuple[QRectF, CalendarEntry]] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(look.words.say("Meetings of the month"))
        look.theme.changed.connect(self.update)

    @property
    def day(self) -> date | None:
        """The day that is chosen."""
        return self._day

    def sizeHint(self) -> QSize:
        """Room for three lines a day."""
        return QSize(700, 520)

    def show_period(self, period: Period, month: date) -> None:
        """Show whole weeks around a month; days of other months are quiet."""
        self._period, self._month = period, month.month
        self._pressed = self._over = None
        if self._day is None or not period.first <= self._day <= period.last:
            today = period.now.date()
            self._day = today if today.month == month.month and today.year == month.year else month
        self.choose(self._day)

    def choose(self, day: date) -> None:
        """Choose a day."""
        self._day = day
        if self._period is not None:
            told = [self._look.formats.weekday_date(day)]
            told += [self._words.spoken(each) for each in self._period.on(day)]
            told += [self._words.due_spoken(each) for each in self._period.due(day)]
            self.setAccessibleDescription("; ".join(told))
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.update()

    # Geometry

    def _weeks(self) -> list[tuple[date, ...]]:
        return [] if self._period is None else weeks_of(self._period.first, self._period.last)

    def cell(self, day: date) -> QRectF:
        """Where a day lies."""
        weeks = self._weeks()
        width = self.width() / _WEEK
        height = (self.height() - _HEAD) / max(len(weeks), 1)
        for row, week in enumerate(weeks):
            if day in week:
                return QRectF(week.index(day) * width, _HEAD + row * height, width, height)
        return QRectF()

    def _day_at(self, at: QPointF) -> date | None:
        return next((day for week in self._weeks() for day in week if self.cell(day).contains(at)), None)

    def _entry_at(self, at: QPointF) -> CalendarEntry | None:
        return next((entry for place, entry in self.lines if place.contains(at)), None)

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Names of days, then each day with what is on it."""
        theme = self._look.theme
        self.lines = []
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), colour_of(theme, "page"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            weeks = self._weeks()
            for day in weeks[0] if weeks else ():
                cell = self.cell(day)
                box = QRectF(cell.left() + 8, 0, cell.width() - 8, _HEAD)
                paint_line(
                    painter, box, (Run(self._look.formats.weekday(day), Type.CAPTION, "text2"),), theme
                )
            for week in weeks:
                for day in week:
                    self._cell(painter, day)
            self._chosen(painter)

    def _cell(self, painter: QPainter, day: date) -> None:
        period, theme = self._period, self._look.theme
        if period is None:
            return
        cell = self.cell(day)
        plan = next(each for each in period.days if each.day == day)
        if not plan.hours:
            painter.fillRect(cell, colour_of(theme, "sunk"))
        painter.setPen(QPen(colour_of(theme, "line"), 1))
        painter.drawLine(cell.topLeft() + QPointF(0, 0.5), cell.topRight() + QPointF(0, 0.5))
        painter.drawLine(cell.topLeft() + QPointF(0.5, 0), cell.bottomLeft() + QPointF(0.5, 0))
        self._number(painter, cell, day)
        entries, due = period.on(day), period.due(day)
        room = int((cell.height() - _NUMBER - 2) // _LINE)
        shown = entries if len(entries) + bool(due) <= room else entries[: max(room - 1, 0)]
        top = cell.top() + _NUMBER
        for each in shown:
            place = QRectF(cell.left() + 4, top, cell.width() - 7, _LINE - 2)
            self._entry(painter, place, each)
            self.lines.append((place, each))
            top += _LINE
        rest = len(entries) - len(shown)
        if top + _LINE <= cell.bottom() + 1 and (line := self._rest(rest, day)):
            box = QRectF(cell.left() + 8, top, cell.width() - 12, _LINE - 2)
            paint_line(painter, box, line, theme)

    def _number(self, painter: QPainter, cell: QRectF, day: date) -> None:
        theme = self._look.theme
        today = self._period is not None and day == self._period.now.date()
        text = str(day.day)
        if day.day == 1:
            text = self._look.formats.day_month(day)
        other = day.month != self._month
        tone = "on_accent" if today else "text3" if other else "text"
        line = (Run(text, Type.COLUMN, tone),)
        if today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour_of(theme, "accent"))
            painter.drawRoundedRect(QRectF(cell.left() + 4, cell.top() + 3, 26, 18), 9, 9)
            paint_line(
                painter,
                QRectF(cell.left() + 4, cell.top() + 3, 26, 18),
                line,
                theme,
                Qt.AlignmentFlag.AlignHCenter,
            )
            return
        paint_line(painter, QRectF(cell.left() + 8, cell.top() + 3, cell.width() - 12, 18), line, theme)

    def _rest(self, hidden: int, day: date) -> Line:
        """How many more there are, and what is due."""
        period, words = self._period, self._look.words
        due = [] if period is None else period.due(day)
        found: list[Run | Spring | StateGlyph] = []
        if hidden:
            found.append(Run(words.say("{count} more", count=hidden), Type.CAPTION, "accent_text"))
        if due:
            tones = {deadline_tone(each) for each in due}
            if "red" in tones or "amber" in tones:
                state = State.POOR if "red" in tones else State.ATTENTION
                found.append(StateGlyph(state, silent=True, small=True))
            told = words.say_many("{count} due", "{count} due", len(due))
            found.append(Run(told, Type.CAPTION, "text2"))
        return tuple(found)

    def _entry(self, painter: QPainter, place: QRectF, entry: CalendarEntry) -> None:
        theme, style = self._look.theme, style_of(entry)
        painter.fillRect(
            QRectF(place.left(), place.top() + 2, 3, place.height() - 4), colour_of(theme, style.strip)
        )
        time = "" if entry.all_day else self._look.formats.clock(entry.starts.time())
        line: list[Run | Spring | StateGlyph] = [
            Run(time, Type.CAPTION, "text2"),
            Run(self._words.title(entry), Type.SECONDARY, style.ink, struck=style.struck, gap=5),
        ]
        if not time:
            line = line[1:]
        if entry.state in {EntryState.DONE, EntryState.WITHOUT_OUTCOME} and place.width() > 110:  # noqa: PLR2004
            state = State.GOOD if entry.state is EntryState.DONE else State.ATTENTION
            line += [Spring(), StateGlyph(state, silent=True, small=True)]
        paint_line(painter, place.adjusted(7, 0, -2, 0), tuple(line), theme)

    def _chosen(self, painter: QPainter) -> None:
        theme = self._look.theme
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._over is not None:
            pen = QPen(colour_of(theme, "accent"), 2)
            pen.setDashPattern([3, 3])
            painter.setPen(pen)
            painter.drawRect(self.cell(self._over).adjusted(2, 2, -2, -2))
        elif self._day is not None:
            tone = "accent" if self.hasFocus() else "line2"
            painter.setPen(QPen(colour_of(theme, tone), Size.FOCUS))
            painter.drawRect(self.cell(self._day).adjusted(1.5, 1.5, -1.5, -1.5))

    # Mouse and keyboard

    def event(self, event: QEvent) -> bool:
        """What is pointed at says itself whole."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = QPointF(event.pos())
            entry, day = self._entry_at(at), self._day_at(at)
            told = "" if entry is None else self._words.tooltip(entry)
            if entry is None and day is not None and self._period is not None:
                told = "\n".join(self._words.due_spoken(each) for each in self._period.due(day))
            QToolTip.showText(event.globalPos(), plain_tip(told), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the day; hold the meeting under the mouse."""
        day, entry = self._day_at(event.position()), self._entry_at(event.position())
        if day is not None:
            self.choose(day)
        if (
            entry is not None
            and entry.status is InteractionStatus.PLANNED
            and event.button() is Qt.MouseButton.LeftButton
        ):
            self._pressed = (event.position(), entry)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is held."""
        at = event.position()
        if self._pressed is None:
            hot = self._entry_at(at) is not None
            self.setCursor(Qt.CursorShape.PointingHandCursor if hot else Qt.CursorShape.ArrowCursor)
        elif (at - self._pressed[0]).manhattanLength() >= QApplication.startDragDistance():
            self._over = self._day_at(at)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go over a day."""
        pressed, over = self._pressed, self._over
        self._pressed = self._over = None
        self.update()
        if pressed is not None and over is not None and over != pressed[1].starts.date():
            self.moved.emit(pressed[1], over)
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a meeting, or plan on a day."""
        self._pressed = None
        entry, day = self._entry_at(event.position()), self._day_at(event.position())
        if entry is not None:
            self.opened.emit(entry.id)
        elif day is not None:
            self.new_wished.emit(day)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A menu about the meeting under the mouse."""
        entry = self._entry_at(QPointF(event.pos()))
        found: UUID | None = None if entry is None else entry.id
        self.menu_wished.emit(found, event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """It is elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk by days and weeks; Enter opens the day."""
        key = Qt.Key(event.key())
        if key in _STEPS and self._day is not None and self._period is not None:
            day = self._day + timedelta(days=_STEPS[key])
            if self._period.first <= day <= self._period.last:
                self.choose(day)
            else:
                self._day = day
                self.left.emit(day)
        elif key in _ENTER and self._day is not None:
            self.day_wished.emit(self._day)
        else:
            super().keyPressEvent(event)


def same_time(entry: CalendarEntry, day: date) -> datetime:
    """A meeting's hour on another day."""
    return datetime.combine(day, entry.starts.time())
