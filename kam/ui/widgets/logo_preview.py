"""A logo as it stands on paper."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from kam.ui.look import Look
from kam.ui.theme.tokens import Size

_HEIGHT: Final = 120
_MARGIN: Final = 16


class LogoPreview(QWidget):
    """The picture on white paper, as it will be printed, whatever the theme."""

    def __init__(self, look: Look, *, height: int = _HEIGHT, margin: int = _MARGIN) -> None:
        super().__init__()
        self._look = look
        self._margin = margin
        self.picture = QPixmap()
        self.setMinimumHeight(height)

    def show_picture(self, content: bytes | None) -> None:
        """Show a picture's bytes."""
        self.picture = QPixmap()
        if content is not None:
            self.picture.loadFromData(content)
        size = self.picture.size()
        words = self._look.words
        self.setAccessibleName(
            words.say("Logo, {width} × {height} pixels", width=size.width(), height=size.height())
        )
        self.update()

    def sizeHint(self) -> QSize:
        """A strip of paper."""
        return QSize(240, self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw it in the middle, never larger than it is."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setPen(self._look.theme.colour("line2"))
            painter.setBrush(Qt.GlobalColor.white)
            frame = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(frame, Size.RADIUS, Size.RADIUS)
            if self.picture.isNull():
                return
            room = self.rect().adjusted(self._margin, self._margin, -self._margin, -self._margin)
            size = self.picture.size()
            if size.width() > room.width() or size.height() > room.height():
                size.scale(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = room
            place.setSize(size)
            place.moveCenter(self.rect().center())
            painter.drawPixmap(place, self.picture)
