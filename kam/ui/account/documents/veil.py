"""What covers the tab while files are dragged over it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.pieces import Run, paint_line


class DropVeil(QWidget):
    """Says that the files may be let go here; the drop itself goes to what is under it."""

    def __init__(self, look: Look, over: QWidget) -> None:
        super().__init__(over)
        self._look = look
        self._text = look.words.say("Let go to keep the files with this client")
        self.setAccessibleName(self._text)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_over(self, place: QRect) -> None:
        """Cover a place."""
        self.setGeometry(place)
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """A tint, long dashes, an icon and a sentence."""
        theme = self._look.theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ground = QColor(theme.colour("accent_soft"))
            ground.setAlpha(235)
            painter.fillRect(self.rect(), ground)
            pen = QPen(theme.colour("accent"), 2)
            pen.setDashPattern([4, 3])
            painter.setPen(pen)
            frame = QRectF(self.rect()).adjusted(12, 12, -12, -12)
            painter.drawRoundedRect(frame, Size.RADIUS_PANEL, Size.RADIUS_PANEL)
            line = (IconGlyph("upload", "accent_text", 18), Run(self._text, Type.LEAD, "accent_text", gap=10))
            paint_line(painter, frame, line, theme, Qt.AlignmentFlag.AlignHCenter)
