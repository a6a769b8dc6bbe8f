"""The editor of a date: typed as people say it, or picked in a small calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget

from kam.core.errors import UserError
from kam.core.typed_dates import parse_date
from kam.ui.look import Look
from kam.ui.widgets.buttons import icon_button
from kam.ui.widgets.fields.editor import Editor


class _DateLine(QLineEdit):
    """A line in which Up and Down go by days and Alt+Down opens the calendar."""

    left = Signal()
    stepped = Signal(int)
    opened = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard left."""
        super().focusOutEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up is a day later, as in a list of days."""
        key = event.key()
        if key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.opened.emit()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.stepped.emit(1 if key == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)


class DateEditor(Editor):
    """Understands «12.3», «до пятницы», "in 3 days"; shows under it what it understood."""

    has_notes = True

    def __init__(
        self, look: Look, today: Callable[[], date], *, past: bool = False, placeholder: str = ""
    ) -> None:
        """``past`` means the nearest date before today where the year is left out."""
        super().__init__(look)
        self._today = today
        self._past = past
        self.line = _DateLine()
        self.line.setPlaceholderText(placeholder)
        self.line.setMinimumWidth(100)
        self._hold(self.line)
        words = look.words
        self.opener = icon_button(look, "calendar", words.say("Choose a date"), run=self.open_calendar)
        self.row.setSpacing(2)
        self.row.addWidget(self.opener)
        self.calendar: CalendarPopup | None = None
        self.line.textEdited.connect(self.changed)
        self.line.left.connect(self.settle)
        self.line.stepped.connect(self._step)
        self.line.opened.connect(self.open_calendar)

    def value(self) -> date | None:
        """The date."""
        text = self.line.text().strip()
        if not text:
            return None
        return parse_date(text, self._today(), self.look.words.language, past=self._past)

    def set_value(self, value: Any) -> None:
        """Show a date."""
        self.line.setText(self.said(value))

    def said(self, value: Any) -> str:
        """The date in figures."""
        return "" if value is None else self.look.formats.full_date(value)

    def note(self) -> str:
        """The date with its weekday; the year where it is not this one."""
        understood = self._understood()
        if understood is None or self.line.text() == self.said(understood):
            return ""
        formats = self.look.formats
        if understood.year == self._today().year:
            return formats.weekday_date(understood)
        return formats.long_date(understood)

    def settle(self) -> None:
        """Write the date in figures."""
        understood = self._understood()
        if understood is not None:
            self.set_value(understood)

    def open_calendar(self) -> None:
        """Open the small calendar under the line, at its date."""
        if self.calendar is None:
            self.calendar = CalendarPopup(self.look, self)
            self.calendar.picked.connect(self._pick)
        self.calendar.open_at(
            self.mapToGlobal(QPoint(0, self.height() + 2)), self._understood() or self._today()
        )

    def _understood(self) -> date | None:
        try:
            return self.value()
        except UserError:
            return None

    def _step(self, days: int) -> None:
        start = self._understood()
        self._pick(self._today() if start is None else start + timedelta(days=days))

    def _pick(self, day: date) -> None:
        self.set_value(day)
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)
        self.changed.emit()


class CalendarPopup(QFrame):
    """A month to pick a day from; weeks begin on Monday, Escape closes."""

    picked = Signal(object)
    """The day."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._look = look
        self.setProperty("role", "floating")
        self.month = QCalendarWidget()
        self.month.setLocale(QLocale(look.words.language))
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.month.setGridVisible(False)
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.month.setAccessibleName(look.words.say("Choose a date"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.month)
        self.month.clicked.connect(self._take)
        self.month.activated.connect(self._take)

    def open_at(self, place: QPoint, day: date) -> None:
        """Open at a place of the screen, the day chosen."""
        self._dress()
        self.month.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        screen = self.screen().availableGeometry()
        self.move(
            min(place.x(), screen.right() - self.width()), min(place.y(), screen.bottom() - self.height())
        )
        self.show()
        self.month.setFocus()

    def _dress(self) -> None:
        """Arrows and weekends in the colours of the theme that is on."""
        for name, icon in (
            ("qt_calendar_prevmonth", "chevron-left"),
            ("qt_calendar_nextmonth", "chevron-right"),
        ):
            arrow = self.month.findChild(QToolButton, name)
            if arrow is not None:
                arrow.setIcon(self._look.theme.icon(icon))
        weekend = QTextCharFormat()
        weekend.setForeground(self._look.theme.colour("text2"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.month.setWeekdayTextFormat(day, weekend)

    def _take(self, chosen: QDate) -> None:
        self.close()
        self.picked.emit(date(chosen.year(), chosen.month(), chosen.day()))
