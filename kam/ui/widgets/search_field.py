"""The field one filters or searches with: an icon before, a key hint after, × when something is typed."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit

from kam.ui.look import Look
from kam.ui.theme.icons import paint_icon
from kam.ui.theme.tokens import Size
from kam.ui.widgets.buttons import icon_button, key_width, keys_text, paint_key
from kam.ui.widgets.labels import set_property


class SearchField(QLineEdit):
    """Typing searches at each key; Escape empties it."""

    searched = Signal(str)
    """What is typed now, without blanks around."""
    went_down = Signal()
    """Down was pressed: go to what was found."""

    def __init__(
        self, look: Look, placeholder: str, *, icon: str = "search", keys: str = "", compact: bool = True
    ) -> None:
        super().__init__()
        self._look = look
        self._icon = icon
        self._keys = keys_text(keys) if keys else ""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        set_property(self, "compact", compact)
        self._clear = icon_button(look, "x", look.words.say("Clear"), small=True, run=self._empty)
        self._clear.setParent(self)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Escape does the same
        self._clear.hide()
        trail = key_width(look.theme, self._keys) + 4 if self._keys else 0
        self.setTextMargins(Size.ICON + 4, 0, max(trail, 20), 0)
        self.textEdited.connect(self._tell)
        self.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties; Down goes to what was found."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self._empty()
        elif event.key() == Qt.Key.Key_Down:
            self.went_down.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon before and the key after."""
        super().paintEvent(event)
        theme, whole = self._look.theme, self.rect()
        middle = whole.height() / 2
        with QPainter(self) as painter:
            place = QRectF(8, middle - Size.ICON / 2, Size.ICON, Size.ICON)
            paint_icon(painter, self._icon, place, theme.colours.text2)
            if self._keys and not self.text():
                width = key_width(theme, self._keys)
                paint_key(
                    painter, QRect(whole.right() - width - 5, round(middle) - 9, width, 18), self._keys, theme
                )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cross stands at the right end."""
        super().resizeEvent(event)
        side = Size.TARGET
        self._clear.setGeometry(self.width() - side - 2, (self.height() - side) // 2, side, side)

    def _tell(self) -> None:
        self.searched.emit(self.text().strip())

    def _empty(self) -> None:
        self.clear()
        self._tell()
