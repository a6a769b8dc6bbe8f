"""The heads of the days with what is due above the hours: promises, clocks, birthdays, whole days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from kam.services.calendar.rows import CalendarEntry, Deadline, Period
from kam.ui.calendar.geometry import GUTTER, Columns, columns_of
from kam.ui.calendar.wording import CalendarWords
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.pieces import Line, Run, colour_of, paint_line
from kam.ui.widgets.tips import plain_tip

_HEAD: Final = 44
_CHIP: Final = 20
_GAP: Final = 2
_MOST: Final = 3
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


@dataclass(frozen=True, slots=True)
class Chip:
    """Something due, or a meeting of whole days, and where it stands; ``more`` hides so many others."""

    place: QRectF
    due: Deadline | CalendarEntry | None
    day: date
    more: int = 0


class DayHeads(QWidget):
    """Shows them. Chips are walked by arrows and opened by Enter; a head opens its day."""

    opened = Signal(object)
    """A ``Deadline`` or a ``CalendarEntry``."""
    day_wished = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._words = CalendarWords(look)
        self._period: Period | None = None
        self._columns: Columns | None = None
        self._current = -1
        self.most = _MOST
        self.chips: list[Chip] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(look.words.say("What is due on these days"))
        look.theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As high as the fullest day wants."""
        return QSize(700, self._height())

    def show_period(self, period: Period) -> None:
        """Show a period."""
        self._period = period
        self._current = -1
        self._lay_out()
        self.setFixedHeight(self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange everything anew."""
        super().resizeEvent(event)
        self._lay_out()

    def _due(self, day: date) -> list[Deadline | CalendarEntry]:
        if self._period is None:
            return []
        whole = [each for each in self._period.entries if each.all_day and _covers(each, day)]
        return [*whole, *self._period.due(day)]

    def _height(self) -> int:
        if self._period is None:
            return _HEAD
        fullest = max((min(len(self._due(day.day)), self.most) for day in self._period.days), default=0)
        return _HEAD + (fullest * (_CHIP + _GAP) + 8 if fullest else 0)

    def _lay_out(self) -> None:
        self.chips = []
        if self._period is None or self.width() <= GUTTER:
            return
        self._columns = columns_of(self._period.days, self.width())
        for day in self._columns.days:
            sides = self._columns.of(day)
            due = self._due(day)
            if sides is None:
                continue
            shown = due if len(due) <= self.most else due[: self.most - 1]
            left, width = sides[0] + 3, sides[1] - sides[0] - 6
            for number in range(min(len(due), self.most)):
                place = QRectF(left, _HEAD + 4 + number * (_CHIP + _GAP), width, _CHIP)
                if number < len(shown):
                    self.chips.append(Chip(place, shown[number], day))
                else:
                    self.chips.append(Chip(place, None, day, len(due) - len(shown)))
        self.update()

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Heads and chips."""
        theme = self._look.theme
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), colour_of(theme, "page"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._period is None or self._columns is None:
                return
            for day in self._columns.days:
                self._head(painter, day)
            if self.chips:
                box = QRectF(0, _HEAD + 4, GUTTER - 7, _CHIP)
                text = (Run(self._look.words.say("due"), Type.CAPTION, "text2"),)
                paint_line(painter, box, text, theme, Qt.AlignmentFlag.AlignRight)
            for number, chip in enumerate(self.chips):
                self._chip(painter, chip, chosen=self.hasFocus() and number == self._current)
            painter.setPen(QPen(colour_of(theme, "line2"), 1))
            painter.drawLine(QPointF(0, self.height() - 0.5), QPointF(self.width(), self.height() - 0.5))

    def _head(self, painter: QPainter, day: date) -> None:
        theme, formats = self._look.theme, self._look.formats
        sides = self._columns.of(day) if self._columns else None
        if sides is None or self._period is None:
            return
        today = day == self._period.now.date()
        plan = next(each for each in self._period.days if each.day == day)
        whole = QRectF(sides[0], 0, sides[1] - sides[0], self.height())
        if not plan.hours:
            painter.fillRect(whole, colour_of(theme, "sunk"))
        if today:
            painter.fillRect(QRectF(whole.left(), 0, whole.width(), _HEAD), colour_of(theme, "accent_soft"))
            painter.fillRect(QRectF(whole.left(), 0, whole.width(), 3), colour_of(theme, "accent"))
        painter.setPen(QPen(colour_of(theme, "line"), 1))
        painter.drawLine(QPointF(sides[0] + 0.5, 0), QPointF(sides[0] + 0.5, self.height()))
        painter.drawLine(QPointF(GUTTER, _HEAD - 0.5), QPointF(self.width(), _HEAD - 0.5))
        name = formats.weekday(day)
        tone = "accent_text" if today else "text2"
        if today and whole.width() > 90:  # noqa: PLR2004 - pixels
            name = self._look.words.say("today, {weekday}", weekday=name)
        box = whole.adjusted(8, 6, -4, 0)
        paint_line(painter, QRectF(box.left(), 5, box.width(), 16), (Run(name, Type.CAPTION, tone),), theme)
        number = (Run(str(day.day), Type.STRONG, "accent_text" if today else "text"),)
        paint_line(painter, QRectF(box.left(), 20, box.width(), 20), number, theme)

    def _chip(self, painter: QPainter, chip: Chip, *, chosen: bool) -> None:
        theme = self._look.theme
        line, tone = self._told(chip)
        if chip.due is not None:
            border = tone or "line2"
            ground = f"{tone}_soft" if tone else "page"
            pen = QPen(colour_of(theme, border if not tone else ground), 1)
            painter.setPen(pen)
            painter.setBrush(colour_of(theme, ground))
            radius = Size.RADIUS_TAG
            painter.drawRoundedRect(chip.place.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        paint_line(painter, chip.place.adjusted(6, 0, -4, 0), line, theme)
        if chosen:
            painter.setPen(QPen(colour_of(theme, "accent"), Size.FOCUS))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(chip.place.adjusted(1, 1, -1, -1), Size.RADIUS_TAG, Size.RADIUS_TAG)

    def _told(self, chip: Chip) -> tuple[Line, str]:
        if isinstance(chip.due, Deadline):
            return self._words.deadline(chip.due)
        if chip.due is not None:
            icon = IconGlyph("flag", "text2", 12)
            return (icon, Run(self._words.title(chip.due), Type.CAPTION, gap=5)), ""
        return (Run(self._look.words.say("{count} more", count=chip.more), Type.CAPTION, "accent_text"),), ""

    def _spoken(self, chip: Chip) -> str:
        day = self._look.formats.weekday_date(chip.day)
        if isinstance(chip.due, Deadline):
            return f"{day}: {self._words.due_spoken(chip.due)}"
        if chip.due is not None:
            return self._words.spoken(chip.due)
        return f"{day}: {self._look.words.say('{count} more', count=chip.more)}"

    # Mouse and keyboard

    def event(self, event: QEvent) -> bool:
        """What is pointed at says itself whole."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            chip = self._chip_at(QPointF(event.pos()))
            if chip is not None:
                QToolTip.showText(event.globalPos(), plain_tip(self._spoken(chip)), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open what is pressed; a head opens its day."""
        chip = self._chip_at(event.position())
        if chip is not None:
            self._current = self.chips.index(chip)
            self._open(chip)
        elif self._columns is not None and event.position().y() < _HEAD and event.position().x() > GUTTER:
            self.day_wished.emit(self._columns.day_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what can be pressed."""
        at = event.position()
        hot = self._chip_at(at) is not None or (at.y() < _HEAD and at.x() > GUTTER)
        self.setCursor(Qt.CursorShape.PointingHandCursor if hot else Qt.CursorShape.ArrowCursor)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The first chip, where there is any."""
        super().focusInEvent(event)
        self._go(max(self._current, 0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No chip is chosen any more."""
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter opens."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        if event.key() in step:
            self._go(self._current + step[Qt.Key(event.key())])
        elif event.key() in _ENTER and 0 <= self._current < len(self.chips):
            self._open(self.chips[self._current])
        else:
            super().keyPressEvent(event)

    def _go(self, number: int) -> None:
        if self.chips:
            self._current = max(0, min(number, len(self.chips) - 1))
            self.setAccessibleDescription(self._spoken(self.chips[self._current]))
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.update()

    def _open(self, chip: Chip) -> None:
        if chip.due is None:
            self.day_wished.emit(chip.day)
        else:
            self.opened.emit(chip.due)

    def _chip_at(self, at: QPointF) -> Chip | None:
        return next((chip for chip in self.chips if chip.place.contains(at)), None)


def _covers(entry: CalendarEntry, day: date) -> bool:
    return entry.starts.date() <= day < entry.ends.date()
