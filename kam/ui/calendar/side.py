"""At the right of the calendar: the month, whom it is time to meet, where the time goes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kam.services.calendar.rows import Period, TimeShare, Touch
from kam.ui.calendar.mini_month import MiniMonth
from kam.ui.calendar.wording import CalendarWords
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import Kind, button
from kam.ui.widgets.focus import paint_focus, tab_in_reading_order
from kam.ui.widgets.glyphs import State, StateGlyph
from kam.ui.widgets.labels import ElidedLabel, label, rule
from kam.ui.widgets.panels import clear
from kam.ui.widgets.pieces import Line, Run, Spring, colour_of, line_width, paint_line

_WIDTH: Final = 272
_ROW: Final = 46
_SHARES: Final = 5
_SHARE_ROW: Final = 22
_GRIP: Final = 5


class TouchRow(QAbstractButton):
    """Somebody whom it is time to meet: pressed to propose a time, dragged onto a day."""

    dragged = Signal(object, object)
    """The ``Touch`` and where the mouse is (global)."""
    dropped = Signal(object)

    def __init__(self, look: Look, touch: Touch) -> None:
        super().__init__()
        self._look = look
        self.touch = touch
        self._words = CalendarWords(look)
        self._pressed: QPointF | None = None
        self._dragging = False
        self.setCheckable(True)
        self.setFixedHeight(_ROW)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        words = self._words
        late = look.words.say("overdue") if touch.overdue else ""
        told = (touch.name, words.who(touch), f"{words.waited(touch)} {words.norm(touch)}", late)
        self.setAccessibleName(", ".join(part for part in told if part))
        look.theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """The grip, the name and the days, under it where they are and the norm."""
        theme, touch, words = self._look.theme, self.touch, self._words
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.isChecked():
                painter.fillRect(self.rect(), colour_of(theme, "sel"))
                painter.fillRect(0, 0, Size.SELECTION_BAR, self.height(), colour_of(theme, "accent"))
            elif self.underMouse():
                painter.fillRect(self.rect(), colour_of(theme, "hover"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour_of(theme, "edge"))
            for row in range(3):
                for column in range(2):
                    painter.drawEllipse(QPointF(13 + column * _GRIP, 17 + row * _GRIP), 1.2, 1.2)
            tone = "amber" if touch.overdue else "text2"
            mark = (StateGlyph(State.ATTENTION, silent=True, small=True),) if touch.overdue else ()
            upper: Line = (
                Run(touch.name, Type.NAME),
                Spring(),
                *mark,
                Run(words.waited(touch), Type.STRONG if touch.overdue else Type.BODY, tone, gap=4),
            )
            norm: Line = (Run(words.norm(touch), Type.CAPTION, "text2"),)
            left, width, aside = 28.0, self.width() - 40.0, line_width(norm, theme)
            paint_line(painter, QRectF(left, 4, width, 20), upper, theme)
            who = (Run(words.who(touch), Type.SECONDARY, "text2"),)
            paint_line(painter, QRectF(left, 23, width - aside - 8, 18), who, theme)
            paint_line(painter, QRectF(left + width - aside, 23, aside + 1.0, 18), norm, theme)
            painter.setPen(QPen(colour_of(theme, "line"), 1))
            painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
            if self.hasFocus():
                paint_focus(painter, self.rect(), theme, Size.RADIUS_TAG)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Hold it."""
        self._pressed = event.position()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it."""
        super().mouseMoveEvent(event)
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        far = (event.position() - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if far or self._dragging:
            self._dragging = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.dragged.emit(self.touch, event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let it go over a day; without dragging it is pressed."""
        dragging, self._dragging, self._pressed = self._dragging, False, None
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        if dragging:
            self.setDown(False)
            self.dropped.emit(self.touch)
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does; Escape drops what is dragged."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """No longer."""
        super().leaveEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """None of its own."""
        event.ignore()


class Touches(QFrame):
    """The list with its deeds: plan the chosen one where it suits, or all over free time."""

    proposed = Signal(object)
    """The ``Touch`` that was pressed, None when it is let go of."""
    plan_wished = Signal(object)
    spread_wished = Signal()
    dragged = Signal(object, object)
    dropped = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._words = CalendarWords(look)
        words = look.words
        self.count = label("", tone="text2")
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 6)
        head.setSpacing(6)
        head.addWidget(label(words.say("Time to meet"), Type.STRONG))
        head.addWidget(self.count)
        self._hint = ElidedLabel(words.say("drag onto a day"), Type.CAPTION, "text2")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._hint, 1)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        holder = QWidget()
        whole = QVBoxLayout(holder)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._rows)
        whole.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidget(holder)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setMinimumHeight(2 * _ROW)
        self.plan = button(look, words.say("Plan a call"), kind=Kind.PLAIN, icon="phone", compact=True)
        self.plan.clicked.connect(self._plan)
        self.spread = button(look, words.say("Spread over days"), icon="sparkles", compact=True)
        self.spread.clicked.connect(self.spread_wished)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 8, 12, 10)
        foot.setSpacing(6)
        foot.addWidget(self.plan)
        foot.addWidget(self.spread)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(rule())
        column.addWidget(self.area, 1)
        column.addLayout(foot)
        self.rows: list[TouchRow] = []
        self._chosen: UUID | None = None

    @property
    def chosen(self) -> Touch | None:
        """Who is chosen."""
        return next((row.touch for row in self.rows if row.isChecked()), None)

    def show_touches(self, touches: Sequence[Touch]) -> None:
        """Show them; the chosen one stays so."""
        clear(self._rows)
        self.rows = []
        for touch in touches:
            row = TouchRow(self._look, touch)
            row.setChecked(touch.id == self._chosen)
            row.clicked.connect(lambda _=False, row=row: self._choose(row))
            row.dragged.connect(self.dragged)
            row.dropped.connect(self.dropped)
            self._rows.addWidget(row)
            self.rows.append(row)
        if not touches:
            text = self._look.words.say("Everybody was met within their norm, or a contact is planned.")
            empty = label(text, Type.SECONDARY, "text2", wraps=True)
            empty.setContentsMargins(12, 10, 12, 10)
            self._rows.addWidget(empty)
        self.count.setText(self._look.formats.number(len(touches)) if touches else "")
        self._hint.setVisible(bool(touches))
        tab_in_reading_order(self)
        self.spread.setVisible(any(touch.overdue for touch in touches))
        self._offer()

    def let_go(self) -> None:
        """Nobody is chosen any more."""
        for row in self.rows:
            row.setChecked(False)
        self._chosen = None
        self._offer()

    def _choose(self, row: TouchRow) -> None:
        on = row.isChecked()
        for other in self.rows:
            other.setChecked(on and other is row)
        self._chosen = row.touch.id if on else None
        self._offer()
        self.proposed.emit(row.touch if on else None)

    def _offer(self) -> None:
        """The button says when."""
        touch = self.chosen
        self.plan.setVisible(touch is not None and touch.starts is not None)
        if touch is not None and touch.starts is not None:
            formats = self._look.formats
            when = f"{formats.weekday(touch.starts.date())} {formats.day_month(touch.starts.date())}"
            clock = formats.clock(touch.starts.time())
            text = self._look.words.say("Call on {day}, {time}", day=when, time=clock)
            self.plan.setText(text)

    def _plan(self) -> None:
        if (touch := self.chosen) is not None:
            self.plan_wished.emit(touch)


class Shares(QWidget):
    """Where the time goes: a bar of hours for each client."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._shares: tuple[TimeShare, ...] = ()
        self.setAccessibleName(look.words.say("Where the time goes"))
        look.theme.changed.connect(self.update)

    def show_shares(self, shares: Sequence[TimeShare]) -> None:
        """Show the first five."""
        self._shares = tuple(shares[:_SHARES])
        words = CalendarWords(self._look)
        self.setAccessibleDescription(
            "; ".join(f"{each.account}: {words.duration(each.minutes)}" for each in self._shares)
        )
        self.setFixedHeight(max(len(self._shares), 1) * _SHARE_ROW)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Names, bars, hours."""
        theme, formats = self._look.theme, self._look.formats
        most = max((each.minutes for each in self._shares), default=1)
        with QPainter(self) as painter:
            if not self._shares:
                line = (Run(self._look.words.say("nothing planned"), Type.SECONDARY, "text2"),)
                paint_line(painter, QRectF(12, 0, self.width() - 24, _SHARE_ROW), line, theme)
            for number, each in enumerate(self._shares):
                top = number * _SHARE_ROW
                name = (Run(_short(each.account), Type.SECONDARY),)
                paint_line(painter, QRectF(12, top, 110, _SHARE_ROW), name, theme)
                room = self.width() - 128 - 48
                width = max(room * each.minutes / most, 2)
                painter.fillRect(QRectF(128, top + 7, width, 8), colour_of(theme, "bar"))
                hours = formats.tidy(_hours(each.minutes))
                place = QRectF(128 + width + 7, top, 44, _SHARE_ROW)
                paint_line(painter, place, (Run(hours, Type.SECONDARY, "text2"),), theme)


class Side(QFrame):
    """All three, from the top."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        words = look.words
        self.setFixedWidth(_WIDTH)
        self.setProperty("role", "side")
        self.month = MiniMonth(look)
        self.touches = Touches(look)
        self.shares = Shares(look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.month)
        column.addWidget(rule())
        column.addWidget(self.touches, 1)
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 8)
        foot.setSpacing(4)
        foot.addWidget(rule())
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 12, 0)
        self._title = label(words.say("Where the time goes"), Type.STRONG)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(label(words.say("hours"), Type.CAPTION, "text2"))
        foot.addLayout(head)
        foot.addWidget(self.shares)
        column.addWidget(self._foot)

    def show_period(self, period: Period) -> None:
        """Where its time goes."""
        self.shares.show_shares(period.shares)

    def is_over(self, at: QPoint) -> bool:
        """Whether a place of the screen lies on it."""
        return self.rect().contains(self.mapFromGlobal(at))


def _short(account: str) -> str:
    first, quote, rest = account.partition("«")
    return f"«{rest}" if quote and rest.endswith("»") else account or first


def _hours(minutes: int) -> Decimal:
    return Decimal(minutes) / 60
