"""A small month: its week numbers, today, the days that are shown; a day is clicked or walked to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kam.core.periods import Month
from kam.core.text import with_capital
from kam.ui.calendar.geometry import weeks_of
from kam.ui.calendar.week import week_of
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import icon_button
from kam.ui.widgets.labels import label
from kam.ui.widgets.pieces import Run, colour_of, paint_line

_ROW: Final = 22
_NUMBERS: Final = 24
_WEEK: Final = 7
_STEPS: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -_WEEK,
    Qt.Key.Key_Down: _WEEK,
}


class MiniMonth(QWidget):
    """Its head turns the months; the days below go there."""

    day_wished = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        words = look.words
        self.days = _Days(look)
        self.head = label("", Type.STRONG)
        self.earlier = icon_button(look, "chevron-left", words.say("Month before"), small=True)
        self.later = icon_button(look, "chevron-right", words.say("Month after"), small=True)
        self.earlier.clicked.connect(lambda: self._turn(-1))
        self.later.clicked.connect(lambda: self._turn(1))
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(0)
        row.addWidget(self.head)
        row.addStretch(1)
        row.addWidget(self.earlier)
        row.addWidget(self.later)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 8)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.days)
        self.days.day_wished.connect(self.day_wished)

    def show_days(self, first: date, last: date, anchor: date, today: date) -> None:
        """Show the month of a day, with the days that the page shows."""
        self.days.show_days(first, last, anchor, today)
        self._name()

    def _turn(self, months: int) -> None:
        self.days.turn(months)
        self._name()

    def _name(self) -> None:
        self.head.setText(with_capital(self._look.formats.long_month(self.days.month)))


class _Days(QWidget):
    """The days of a month in weeks."""

    day_wished = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._today = date.min
        self._shown = (date.min, date.min)
        self._cursor = date.min
        self.month = Month(2000, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(look.words.say("Choose a day"))
        look.theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Six weeks and the names of the days."""
        return QSize(248, _ROW * 7)

    def show_days(self, first: date, last: date, anchor: date, today: date) -> None:
        self._shown, self._today, self._cursor = (first, last), today, anchor
        self.month = Month.of(anchor)
        self._say()

    def turn(self, months: int) -> None:
        self.month = self.month + months
        self.update()

    def _weeks(self) -> list[tuple[date, ...]]:
        first, _ = week_of(self.month.first_day, self._look.formats.first_weekday)
        return weeks_of(first, first + timedelta(days=6 * _WEEK - 1))

    def _cell(self, row: int, column: int) -> QRectF:
        width = (self.width() - _NUMBERS - 20) / _WEEK
        return QRectF(12 + _NUMBERS + column * width, (row + 1) * _ROW, width, _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Names, numbers of weeks, days."""
        theme, formats = self._look.theme, self._look.formats
        middle = Qt.AlignmentFlag.AlignHCenter
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            weeks = self._weeks()
            for column, day in enumerate(weeks[0]):
                box = self._cell(-1, column)
                paint_line(painter, box, (Run(formats.weekday(day), Type.CAPTION, "text2"),), theme, middle)
            for row, week in enumerate(weeks):
                self._week_ground(painter, row, week)
                number = (Run(str(week[3].isocalendar().week), Type.CAPTION, "text3"),)
                paint_line(painter, QRectF(8, (row + 1) * _ROW, _NUMBERS, _ROW), number, theme, middle)
                for column, day in enumerate(week):
                    self._day(painter, self._cell(row, column), day)

    def _week_ground(self, painter: QPainter, row: int, week: tuple[date, ...]) -> None:
        """The days that the page shows."""
        shown = [column for column, day in enumerate(week) if self._shown[0] <= day <= self._shown[1]]
        if shown:
            left, right = self._cell(row, shown[0]).left(), self._cell(row, shown[-1]).right()
            box = QRectF(left, (row + 1) * _ROW + 1, right - left, _ROW - 2)
            painter.fillRect(box, colour_of(self._look.theme, "accent_soft"))

    def _day(self, painter: QPainter, cell: QRectF, day: date) -> None:
        theme = self._look.theme
        tone = "text" if Month.of(day) == self.month else "text3"
        if day == self._today:
            tone = "on_accent"
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour_of(theme, "accent"))
            painter.drawRoundedRect(cell.adjusted(1, 1, -1, -1), (_ROW - 2) / 2, (_ROW - 2) / 2)
        if day == self._cursor and self.hasFocus():
            painter.setPen(QPen(colour_of(theme, "accent"), Size.FOCUS))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cell.adjusted(1, 1, -1, -1), Size.RADIUS_TAG, Size.RADIUS_TAG)
        paint_line(
            painter, cell, (Run(str(day.day), Type.SECONDARY, tone),), theme, Qt.AlignmentFlag.AlignHCenter
        )

    def day_at(self, at: QPointF) -> date | None:
        """The day at a place."""
        for row, week in enumerate(self._weeks()):
            for column, day in enumerate(week):
                if self._cell(row, column).contains(at):
                    return day
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the day."""
        day = self.day_at(event.position())
        if day is not None:
            self._cursor = day
            self.day_wished.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter goes there."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._cursor += timedelta(days=_STEPS[key])
            self.month = Month.of(self._cursor)
            self._say()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.day_wished.emit(self._cursor)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """It is elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def _say(self) -> None:
        self.setAccessibleDescription(self._look.formats.weekday_date(self._cursor))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.update()
