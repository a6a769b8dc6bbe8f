"""Chips of a filter bar: conditions on and off, and the way to one more."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy

from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.pieces import Line, Run, line_width, paint_line

_PADDING = 10
_CROSS = 24
"""The part at the right end where a chip is taken off."""


class _Chip(QAbstractButton):
    """A rounded button, drawn from pieces."""

    def __init__(self, look: Look, text: str) -> None:
        super().__init__()
        self._look = look
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(Size.CHIP)
        self.setAccessibleName(text)

    def line(self) -> Line:
        """What the chip shows."""
        return (Run(self.text(), Type.SECONDARY),)

    def sizeHint(self) -> QSize:
        """As wide as its line."""
        return QSize(line_width(self.line(), self._look.theme) + 2 * _PADDING + 2, Size.CHIP)

    def minimumSizeHint(self) -> QSize:
        """May be cut where the bar is narrow."""
        return QSize(min(60, self.sizeHint().width()), Size.CHIP)

    def _frame(self) -> tuple[str, str, bool]:
        """Ground, border, dashed."""
        return "page", "line2", False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw frame and line."""
        theme = self._look.theme
        ground, border, dashed = self._frame()
        if self.underMouse() and ground == "page":
            ground = "hover"
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            width = Size.FOCUS if self.hasFocus() else 1
            pen = QPen(theme.colour("accent" if self.hasFocus() else border), width)
            if dashed and not self.hasFocus():
                pen.setDashPattern([3, 3])
            painter.setPen(pen)
            painter.setBrush(theme.colour(ground))
            inset = width / 2
            frame = self.rect().toRectF().adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(frame, frame.height() / 2, frame.height() / 2)
            place = self.rect().toRectF().adjusted(_PADDING, 0, -_PADDING, 0)
            paint_line(painter, place, self.line(), theme)


class FilterChip(_Chip):
    """A condition. On, it is tinted and ends in ×: the cross (or Delete) takes it off, a click opens it.

    A click on an idle one turns it on; what that means is the owner's business.
    """

    removed = Signal()

    def __init__(self, look: Look, text: str, *, on: bool = False, count: str = "", code: str = "") -> None:
        self.is_on = on
        self.count = count
        self.code = code
        super().__init__(look, text)
        self._name()

    def set_on(self, *, on: bool) -> None:
        """Turn the condition on or off."""
        self.is_on = on
        self._name()
        self.updateGeometry()
        self.update()

    def set_text(self, text: str, count: str = "") -> None:
        """Say the condition anew."""
        self.setText(text)
        self.count = count
        self._name()
        self.updateGeometry()
        self.update()

    def line(self) -> Line:
        """Its words; × when on, the count when off."""
        if self.is_on:
            cross = IconGlyph("x", "accent_text", 12)
            return (Run(self.text(), Type.SECONDARY, "accent_text"), cross)
        words = Run(self.text(), Type.SECONDARY)
        return (words, Run(self.count, Type.SECONDARY, "text3")) if self.count else (words,)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The cross takes the condition off."""
        cross = QRect(self.width() - _CROSS - 4, 0, _CROSS + 4, self.height())
        if self.is_on and cross.contains(event.position().toPoint()):
            self.setDown(False)
            self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Backspace take the condition off."""
        if self.is_on and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def _frame(self) -> tuple[str, str, bool]:
        return ("accent_soft", "accent", False) if self.is_on else ("page", "line2", False)

    def _name(self) -> None:
        say = self._look.words.say
        text = f"{self.text()} {self.count}".strip()
        self.setAccessibleName(text)
        self.setAccessibleDescription(say("Condition is on; Delete takes it off") if self.is_on else "")


class AddChip(_Chip):
    """The dashed chip that adds a condition; opens a menu where it has one."""

    def __init__(self, look: Look, text: str, menu: QMenu | None = None) -> None:
        super().__init__(look, text)
        if menu is not None:
            menu.setParent(self, menu.windowFlags())
            self.clicked.connect(lambda: menu.popup(self.mapToGlobal(self.rect().bottomLeft())))

    def line(self) -> Line:
        """A plus and its words."""
        return (IconGlyph("plus", "text2", 12), Run(self.text(), Type.SECONDARY, "text2"))

    def _frame(self) -> tuple[str, str, bool]:
        return "page", "edge", True


class ToggleChip(_Chip):
    """One of several that may be on together: working days, roles."""

    def __init__(self, look: Look, text: str, *, on: bool = False, code: str = "") -> None:
        self.code = code
        super().__init__(look, text)
        self.setCheckable(True)
        self.setChecked(on)

    def line(self) -> Line:
        """Its word, with a check when on."""
        if self.isChecked():
            return (IconGlyph("check", "accent_text", 12), Run(self.text(), Type.SECONDARY, "accent_text"))
        return (Run(self.text(), Type.SECONDARY),)

    def checkStateSet(self) -> None:
        """A check mark takes room."""
        super().checkStateSet()
        self.updateGeometry()

    def nextCheckState(self) -> None:
        """A check mark takes room."""
        super().nextCheckState()
        self.updateGeometry()

    def _frame(self) -> tuple[str, str, bool]:
        return ("accent_soft", "accent", False) if self.isChecked() else ("page", "line2", False)
