"""What covers a place while files are dragged over it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kam.ui.look import Look
from kam.ui.theme.icons import paint_icon
from kam.ui.theme.tokens import Size, Type

_SIGN: Final = 24
_PADDING: Final = 24
_WIDEST: Final = 520
_WRAPPED: Final = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


class DropVeil(QWidget):
    """Says what letting the files go here does; the drop itself goes to what is under it."""

    def __init__(self, look: Look, over: QWidget, text: str = "", icon: str = "upload") -> None:
        super().__init__(over)
        self._look = look
        self._icon = icon
        self.tell(text)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def tell(self, text: str, icon: str = "", *, welcome: bool = True) -> None:
        """Say something else; ``welcome`` where the files can be taken."""
        self._text = text
        self._icon = icon or self._icon
        self._is_welcome = welcome
        self.setAccessibleName(text)
        self.update()

    def show_over(self, place: QRect) -> None:
        """Cover a place."""
        self.setGeometry(place)
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """A tint with long dashes around it, and in the middle a card with an icon and the sentence."""
        theme = self._look.theme
        tone = "accent" if self._is_welcome else "edge"
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ground = QColor(theme.colour("accent_soft" if self._is_welcome else "sunk"))
            ground.setAlpha(215)
            painter.fillRect(self.rect(), ground)
            pen = QPen(theme.colour(tone), 2)
            pen.setDashPattern([4, 3])
            painter.setPen(pen)
            frame = QRectF(self.rect()).adjusted(12, 12, -12, -12)
            painter.drawRoundedRect(frame, Size.RADIUS_PANEL, Size.RADIUS_PANEL)
            self._card(painter, frame, QPen(theme.colour(tone), 1))

    def _card(self, painter: QPainter, frame: QRectF, edge: QPen) -> None:
        theme = self._look.theme
        painter.setFont(theme.font(Type.LEAD))
        room = QRectF(0, 0, min(_WIDEST, frame.width() - 4 * _PADDING), frame.height())
        text = painter.boundingRect(room, int(_WRAPPED), self._text)
        card = QRectF(0, 0, text.width() + 2 * _PADDING, text.height() + _SIGN + 12 + 2 * _PADDING)
        card.moveCenter(frame.center())
        painter.setPen(edge)
        painter.setBrush(theme.colour("page"))
        painter.drawRoundedRect(card, Size.RADIUS_PANEL, Size.RADIUS_PANEL)
        sign = QRectF(card.center().x() - _SIGN / 2, card.top() + _PADDING, _SIGN, _SIGN)
        colour = "accent_text" if self._is_welcome else "text2"
        paint_icon(painter, self._icon, sign, getattr(theme.colours, colour))
        text.moveCenter(card.center())
        text.moveTop(sign.bottom() + 12)
        painter.setPen(theme.colour("text"))
        painter.drawText(text, int(_WRAPPED), self._text)
