"""A drawing of several things that is walked by the keyboard and answers when one of them is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from kam.ui.look import Look
from kam.ui.theme.tokens import Size
from kam.ui.widgets.focus import paint_focus
from kam.ui.widgets.pieces import colour_of
from kam.ui.widgets.tips import plain_tip

ACROSS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
DOWN: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ASKING: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class Walked(QWidget):
    """Arrows, Home and End walk, Enter or a click asks what is behind a part; each part says itself.

    Keys and clicks that mean nothing here are left to whoever it stands in.
    """

    asked = Signal(object)
    """What is ``behind`` a part."""
    steps: Mapping[Qt.Key, int] = ACROSS | DOWN
    """The keys that walk by one."""
    walks = True
    """Whether keyboard and mouse are shown where they are; a chart that only tells is passed by."""
    answers = True
    """Whether anything is behind its parts."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self._name = name
        self._told: tuple[str, ...] = ()
        self._at = 0
        self._hovered = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)

    def box(self, number: int) -> QRectF:
        """Where a part stands."""
        raise NotImplementedError

    def paint_parts(self, painter: QPainter) -> None:
        """Draw everything."""
        raise NotImplementedError

    def behind(self, number: int) -> object:
        """What is asked for by a part: its number unless said otherwise; None where there is nothing."""
        return number

    def ring(self, number: int) -> QRect:
        """Where the ring around a part stands."""
        return self.box(number).toRect()

    def paint_ground(self, painter: QPainter) -> None:
        """Under everything: the tint of what is pointed at."""
        if self.walks and 0 <= self._hovered < len(self._told):
            painter.fillRect(self.box(self._hovered), colour_of(self._look.theme, "hover"))

    def walk_to(self, number: int) -> None:
        """Let the keyboard be at a part."""
        self._at = number
        self._tell()
        self.update()

    def show_told(self, told: Sequence[str]) -> None:
        """What each part says; as many parts as there are."""
        self._told = tuple(told)
        self._at = min(self._at, max(len(self._told) - 1, 0))
        walked = self.walks and self._told
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if walked else Qt.FocusPolicy.NoFocus)
        self._tell()
        self.update()

    def begin_at(self, number: int) -> None:
        """Where the keyboard is when it comes, before the parts are shown."""
        self._at = max(number, 0)

    @property
    def told(self) -> tuple[str, ...]:
        """What each part says."""
        return self._told

    @property
    def hovered(self) -> int:
        """The part under the mouse, −1 for none."""
        return self._hovered

    def event(self, event: QEvent) -> bool:
        """The part under the mouse says itself."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._part_at(event.pos().x(), event.pos().y())
            told = plain_tip(self._told[number]) if number >= 0 else ""
            QToolTip.showText(event.globalPos(), told, self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, and ask."""
        key = Qt.Key(event.key())
        if (number := self._led_to(key)) is not None:
            self.walk_to(number)
        elif key not in _ASKING or not self._ask(self._at):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask what is under the mouse."""
        number = self._part_at(event.position().x(), event.position().y())
        if self.walks and number >= 0 and event.button() is Qt.MouseButton.LeftButton:
            self.walk_to(number)
            self._ask(number)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tint what is pointed at; a hand where something is behind it."""
        before, self._hovered = self._hovered, self._part_at(event.position().x(), event.position().y())
        hand = self._behind(self._hovered) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
        if self._hovered != before:
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """The tint goes with the mouse."""
        super().leaveEvent(event)
        self._hovered = -1
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where one is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes with the focus."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """The tint, the parts, the ring."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.paint_ground(painter)
            if self._told:
                self.paint_parts(painter)
            if self.hasFocus() and self._told:
                paint_focus(painter, self.ring(self._at), self._look.theme, Size.RADIUS_TAG)

    def _part_at(self, x: float, y: float) -> int:
        return next((at for at in range(len(self._told)) if self.box(at).contains(x, y)), -1)

    def _led_to(self, key: Qt.Key) -> int | None:
        """Where a key leads, None where nowhere; who is at none begins at the end that is walked from."""
        last = len(self._told) - 1
        if last < 0 or not self.walks:
            return None
        if key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            return 0 if key is Qt.Key.Key_Home else last
        if (step := self.steps.get(key)) is None:
            return None
        here = self._at if self._at >= 0 else (-1 if step > 0 else last + 1)
        return min(max(here + step, 0), last)

    def _behind(self, number: int) -> object:
        return self.behind(number) if self.answers and 0 <= number < len(self._told) else None

    def _ask(self, number: int) -> bool:
        """Whether anything is behind a part, which is then asked for."""
        behind = self._behind(number)
        if behind is not None:
            self.asked.emit(behind)
        return behind is not None

    def _tell(self) -> None:
        here = self._told[self._at] if self.walks and 0 <= self._at < len(self._told) else ""
        self.setAccessibleName(f"{self._name}. {here}" if here else self._name)
