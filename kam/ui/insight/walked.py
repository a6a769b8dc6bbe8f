"""A drawing of several things that is walked by the keyboard and answers when one of them is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from kam.ui.look import Look
from kam.ui.theme.tokens import Size
from kam.ui.widgets.focus import paint_focus
from kam.ui.widgets.pieces import colour_of

_STEPS: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


class Walked(QWidget):
    """Arrows walk, Enter or a click asks what is behind a part; each part says itself."""

    asked = Signal(int)
    """The number of a part."""
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

    def show_told(self, told: Sequence[str]) -> None:
        """What each part says; as many parts as there are."""
        self._told = tuple(told)
        self._at = min(self._at, max(len(self._told) - 1, 0))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self._told else Qt.FocusPolicy.NoFocus)
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

    def global_place(self, number: int) -> QRectF:
        """Where a part stands on the screen: what is behind it opens there."""
        box = self.box(number)
        corner = self.mapToGlobal(box.topLeft())
        return QRectF(corner.x(), corner.y(), box.width(), box.height())

    def event(self, event: QEvent) -> bool:
        """The part under the mouse says itself."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._part_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), self._told[number] if number >= 0 else "", self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, and ask."""
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if step and self._told:
            self._at = min(max(self._at + step, 0), len(self._told) - 1)
            self._tell()
            self.update()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self._told:
            self.asked.emit(self._at)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask what is under the mouse."""
        number = self._part_at(event.position().x(), event.position().y())
        if number >= 0 and event.button() is Qt.MouseButton.LeftButton:
            self._at = number
            self._tell()
            self.asked.emit(number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tint what is pointed at."""
        self._hovered = self._part_at(event.position().x(), event.position().y())
        hand = self.answers and self._hovered >= 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
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
            if 0 <= self._hovered < len(self._told):
                painter.fillRect(self.box(self._hovered), colour_of(self._look.theme, "hover"))
            if self._told:
                self.paint_parts(painter)
            if self.hasFocus() and self._told:
                paint_focus(painter, self.box(self._at).toRect(), self._look.theme, Size.RADIUS_TAG)

    def _part_at(self, x: float, y: float) -> int:
        return next((at for at in range(len(self._told)) if self.box(at).contains(x, y)), -1)

    def _tell(self) -> None:
        here = self._told[self._at] if self._told else ""
        self.setAccessibleName(f"{self._name}. {here}" if here else self._name)
