"""A line of text that grows as it is typed, for what is printed as one paragraph."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from kam.ui.look import Look
from kam.ui.theme.tokens import Size
from kam.ui.widgets.fields import Editor
from kam.ui.widgets.fields.typed import Plain

_MOST: Final = 6


class GrowingEditor(Editor):
    """Text without line ends: Enter goes on, Backspace in an empty one lets go."""

    entered = Signal()
    """Enter was pressed."""
    emptied = Signal()
    """Backspace was pressed where nothing is left."""
    left = Signal()
    """The keyboard went elsewhere."""

    def __init__(self, look: Look, *, placeholder: str = "") -> None:
        super().__init__(look)
        self.area = _Growing(self)
        self.area.setPlaceholderText(placeholder)
        self._setting = False
        self.area.textChanged.connect(self._tell)
        self._hold(self.area)

    def value(self) -> str | None:
        """The text, blanks around it dropped."""
        return " ".join(self.area.toPlainText().split()) or None

    def set_value(self, value: Any) -> None:
        """Show a text; the same text leaves the cursor where it is."""
        text = "" if value is None else str(value)
        if text != self.area.toPlainText():
            self._setting = True
            self.area.setPlainText(text)
            self._setting = False

    def typed(self) -> Plain:
        """What stands in it."""
        return self.area.toPlainText()

    def retype(self, typed: object) -> None:
        """Put that back."""
        self.set_value(typed)

    def _tell(self) -> None:
        if not self._setting:
            self.changed.emit()


class _Growing(QPlainTextEdit):
    """As high as its text, up to a few lines."""

    def __init__(self, owner: GrowingEditor) -> None:
        super().__init__()
        self._owner = owner
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())
        self._grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Backspace may mean the line as a whole."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._owner.entered.emit()
        elif event.key() == Qt.Key.Key_Backspace and not self.toPlainText():
            self._owner.emptied.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the keyboard went elsewhere; not for a menu over it."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._owner.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps otherwise."""
        super().resizeEvent(event)
        self._grow()

    def sizeHint(self) -> QSize:
        """Its lines and the frame."""
        return QSize(160, self.minimumHeight())

    def _grow(self) -> None:
        lines = min(max(round(self.document().size().height()), 1), _MOST)
        line = self.fontMetrics().lineSpacing()
        high = max(Size.CONTROL, lines * line + 2 * Size.GRID - 1)
        more = round(self.document().size().height()) > _MOST
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if more else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        if high != self.minimumHeight():
            self.setFixedHeight(high)
