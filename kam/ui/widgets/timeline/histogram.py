"""How much happened in each month, and the period that is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from kam.core.periods import Month, trailing_months
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.focus import paint_focus
from kam.ui.widgets.pieces import Run, paint_line

MONTHS: Final = 24
_BARS: Final = 52
_LABELS: Final = 20
_GAP: Final = 2.0


class Histogram(QWidget):
    """Two years of months. A click takes one, a drag several; arrows walk, with Shift they widen."""

    chosen = Signal(object, object)
    """The first and the last ``Month`` of the period; None twice is the whole history."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._months: tuple[Month, ...] = ()
        self._counts: Mapping[Month, int] = {}
        self._first: Month | None = None
        self._last: Month | None = None
        self._anchor: int | None = None
        self._cursor = MONTHS - 1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_BARS + _LABELS)
        self.setAccessibleName(look.words.say("Entries by month"))

    def show_counts(self, counts: Mapping[Month, int], last: Month) -> None:
        """Show the two years that end with a month."""
        self._months, self._counts = tuple(trailing_months(last, MONTHS)), counts
        self._tell()
        self.update()

    def show_period(self, first: Month | None, last: Month | None) -> None:
        """Mark the period; None is no end."""
        self._first, self._last = first, last
        self._tell()
        self.update()

    def sizeHint(self) -> QSize:
        """As the column gives."""
        return QSize(240, _BARS + _LABELS)

    def event(self, event: QEvent) -> bool:
        """The month pointed at says itself."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._months:
            month = self._months[self._at(event.pos().x())]
            QToolTip.showText(event.globalPos(), self._said(month), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a period."""
        if self._months and event.button() is Qt.MouseButton.LeftButton:
            self._anchor = self._cursor = self._at(event.position().x())
            month = self._months[self._anchor]
            if self._first == self._last == month:
                self._anchor = None
                self.chosen.emit(None, None)
            else:
                self._choose()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Widen it."""
        if self._anchor is not None and event.buttons() & Qt.MouseButton.LeftButton:
            at = self._at(event.position().x())
            if at != self._cursor:
                self._cursor = at
                self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, widen, choose, or let go."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if steps is not None and self._months:
            self._cursor = min(max(0, self._cursor + steps), MONTHS - 1)
            if self._anchor is None or not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._anchor = self._cursor
            self._choose()
        elif event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Delete} and self._first is not None:
            self._anchor = None
            self.chosen.emit(None, None)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Columns, the period's frame, the months at the ends."""
        if not self._months:
            return
        theme = self._look.theme
        highest = max((self._counts.get(month, 0) for month in self._months), default=0) or 1
        step = self.width() / MONTHS
        with QPainter(self) as painter:
            painter.setPen(Qt.PenStyle.NoPen)
            for number, month in enumerate(self._months):
                count = self._counts.get(month, 0)
                high = max(2.0, (_BARS - 8) * count / highest) if count else 1.0
                tone = "accent" if self._in(month) and self._first is not None else "line2"
                painter.setBrush(theme.colour(tone))
                painter.drawRect(QRectF(number * step + _GAP / 2, _BARS - 2 - high, step - _GAP, high))
            self._paint_frame(painter, step)
            self._paint_labels(painter)
            if self.hasFocus():
                paint_focus(painter, self.rect(), theme, Size.RADIUS_TAG)

    def _paint_frame(self, painter: QPainter, step: float) -> None:
        inside = [number for number, month in enumerate(self._months) if self._in(month)]
        if self._first is None or not inside:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.theme.colour("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        left, right = inside[0] * step, (inside[-1] + 1) * step
        painter.drawRoundedRect(QRectF(left + 1, 1, right - left - 2, _BARS - 2), 3, 3)

    def _paint_labels(self, painter: QPainter) -> None:
        place = QRectF(2, _BARS, self.width() - 4, _LABELS)
        ends = (
            (self._months[0], Qt.AlignmentFlag.AlignLeft),
            (self._months[-1], Qt.AlignmentFlag.AlignRight),
        )
        for month, side in ends:
            run = Run(self._short(month), Type.CAPTION, "text2")
            paint_line(painter, place, (run,), self._look.theme, side)
        if self._first is not None and self._last is not None:
            text = self._short(self._first)
            if self._last != self._first:
                text = f"{text} – {self._short(self._last)}"
            run = Run(text, Type.CAPTION, "accent_text")
            paint_line(painter, place, (run,), self._look.theme, Qt.AlignmentFlag.AlignHCenter)

    # Inside

    def _choose(self) -> None:
        if self._anchor is not None:
            first, last = sorted((self._anchor, self._cursor))
            self.chosen.emit(self._months[first], self._months[last])

    def _in(self, month: Month) -> bool:
        return (self._first is None or self._first <= month) and (self._last is None or month <= self._last)

    def _at(self, x: float) -> int:
        return min(max(0, int(x * MONTHS / max(1, self.width()))), MONTHS - 1)

    def _short(self, month: Month) -> str:
        return f"{self._look.formats.month_abbreviation(month)} {month.year}"

    def _said(self, month: Month) -> str:
        words = self._look.words
        count = words.say_many("{count} entry", "{count} entries", self._counts.get(month, 0))
        return words.say("{month}: {what}", month=self._look.formats.long_month(month), what=count)

    def _tell(self) -> None:
        """The period in words, for a screen reader."""
        words = self._look.words
        if self._first is None or self._last is None:
            self.setAccessibleDescription(words.say("The whole history"))
            return
        long = self._look.formats.long_month
        self.setAccessibleDescription(
            words.say("From {first} to {last}", first=long(self._first), last=long(self._last))
        )
