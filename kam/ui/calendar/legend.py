"""What the drawings of the calendar mean, and what the period sums to."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from kam.services.calendar.rows import Period
from kam.ui.calendar.painting import Style, paint_sample
from kam.ui.calendar.wording import CalendarWords
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.labels import ElidedLabel
from kam.ui.widgets.pieces import text_width

HEIGHT = 32
_SAMPLE = 16


class Legend(QFrame):
    """Samples at the left as far as there is room, sums at the right."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedHeight(HEIGHT)
        self.setProperty("role", "pagefoot")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(16)
        self.sums = ElidedLabel("", Type.SECONDARY, "text2")
        row.addWidget(_Samples(look), 1)
        row.addWidget(self.sums)

    def show_period(self, period: Period) -> None:
        """What it sums to."""
        words = self._look.words
        told = words.say_many("{count} meeting", "{count} meetings", period.meetings)
        if period.travel_minutes:
            way = CalendarWords(self._look).duration(period.travel_minutes)
            told = words.say("{meetings}, {time} on the way", meetings=told, time=way)
        self.sums.setText(told)


class _Samples(QWidget):
    """A small block and its word for each state."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        words = look.words
        self._samples: tuple[tuple[str, Style | None], ...] = (
            (words.say_in("legend", "planned"), Style("page", "accent", "accent")),
            (words.say_in("legend", "done"), Style("window", "edge", "text3")),
            (words.say_in("legend", "no outcome"), Style("page", "amber_fill", "amber_fill", dashed=True)),
            (words.say_in("legend", "cancelled"), Style("page", "edge", "edge", dashed=True, struck=True)),
            (words.say_in("legend", "internal"), Style("page", "line2", "edge")),
            (words.say_in("legend", "way"), None),
        )
        self.setAccessibleName(", ".join(text for text, _ in self._samples))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """All of them."""
        return QSize(520, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """What has no room is left out."""
        return QSize(120, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """One after another."""
        theme, x = self._look.theme, 0.0
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(theme.font(Type.SECONDARY))
            for text, style in self._samples:
                width = text_width(theme.family, Type.SECONDARY, text)
                if x + _SAMPLE + 6 + width > self.width():
                    break
                paint_sample(painter, QRectF(x, (HEIGHT - 13) / 2, _SAMPLE, 13), style, theme)
                painter.setPen(theme.colour("text2"))
                painter.drawText(QRectF(x + _SAMPLE + 6, 0, width + 4, HEIGHT), 0x80, text)
                x += _SAMPLE + 6 + width + 16
