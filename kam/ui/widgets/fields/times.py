"""Editors of times of day and of the days of a week."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import time
from typing import Any, Final

from PySide6.QtCore import QLocale, Qt, QTime
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QPushButton, QTimeEdit

from kam.ui.look import Look
from kam.ui.theme.tokens import Size
from kam.ui.widgets.fields.editor import Editor
from kam.ui.widgets.fields.typed import Plain
from kam.ui.widgets.labels import set_property

WIDTH: Final = 80
_DAY_WIDTH: Final = 36
_WEEK: Final = range(7)


class _TimeEdit(QTimeEdit):
    """Turns with the wheel only while it has the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class TimeEditor(Editor):
    """A time of day in hours and minutes."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.edit = _TimeEdit()
        self.edit.setDisplayFormat("HH:mm")
        self.edit.setFixedSize(WIDTH, Size.CONTROL_COMPACT)
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.edit.setFont(look.theme.font(tabular=True))
        self._setting = False
        self.edit.timeChanged.connect(self._tell)
        self._hold(self.edit, 0)
        set_property(self.edit, "compact", True)

    def value(self) -> time:
        """The time."""
        now = self.edit.time()
        return time(now.hour(), now.minute())

    def set_value(self, value: Any) -> None:
        """Show a time."""
        self._setting = True
        self.edit.setTime(QTime() if value is None else QTime(value.hour, value.minute))
        self._setting = False

    def said(self, value: Any) -> str:
        """The time in figures."""
        return "" if value is None else self.look.formats.clock(value)

    def typed(self) -> Plain:
        """The time as text."""
        return self.value().isoformat()

    def retype(self, typed: object) -> None:
        """Show it again."""
        with suppress(ValueError):
            self.set_value(time.fromisoformat(str(typed)))

    def _tell(self) -> None:
        if not self._setting:
            self.changed.emit()


class WeekdaysEditor(Editor):
    """Which days of a week, Monday = 0, each a button that is on or off."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.row.setSpacing(Size.HALF)
        locale = QLocale(look.words.language)
        self.days: list[QPushButton] = []
        for day in _WEEK:
            made = QPushButton(self._short(day))
            made.setProperty("kind", "toggle")
            made.setCheckable(True)
            made.setFixedSize(_DAY_WIDTH, Size.CONTROL_COMPACT)
            made.setAccessibleName(locale.standaloneDayName(day + 1, QLocale.FormatType.LongFormat))
            made.clicked.connect(lambda _: self.changed.emit())
            self.row.addWidget(made)
            self.days.append(made)
        self.setFocusProxy(self.days[0])

    def value(self) -> frozenset[int]:
        """The days that are on."""
        return frozenset(day for day in _WEEK if self.days[day].isChecked())

    def set_value(self, value: Any) -> None:
        """Turn these days on."""
        for day in _WEEK:
            self.days[day].setChecked(day in (value or ()))

    def typed(self) -> Plain:
        """The days by number."""
        return sorted(self.value())

    def retype(self, typed: object) -> None:
        """Turn them on again."""
        self.set_value(typed if isinstance(typed, list) else ())

    def said(self, value: Any) -> str:
        """The days, neighbours as a range: «пн–пт»."""
        spans = _spans(sorted(value or ()))
        dash = self.look.formats.range_dash
        return ", ".join(
            self._short(first) if first == last else f"{self._short(first)}{dash}{self._short(last)}"
            for first, last in spans
        )

    def set_wrong(self, *, wrong: bool) -> None:
        """Mark all of them."""
        for made in self.days:
            set_property(made, "state", "wrong" if wrong else "")

    def _short(self, day: int) -> str:
        locale = QLocale(self.look.words.language)
        return locale.standaloneDayName(day + 1, QLocale.FormatType.ShortFormat)


def _spans(days: Iterable[int]) -> list[tuple[int, int]]:
    """Neighbouring numbers together: 0 1 2 4 is (0, 2) and (4, 4)."""
    found: list[tuple[int, int]] = []
    for day in days:
        if found and found[-1][1] == day - 1:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found
