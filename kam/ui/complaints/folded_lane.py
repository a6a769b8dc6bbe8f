"""A lane that is folded to a narrow upright strip: complaints that have ended."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from kam.core.vocabulary import ComplaintStage
from kam.ui.complaints.saying import stage_text
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.focus import paint_focus
from kam.ui.widgets.pieces import colour_of, font_for

_WIDTH: Final = 36
_HEAD: Final = 34


class FoldedLane(QAbstractButton):
    """Shows its stage upright and how many are there; a press unfolds it, a card may be let go on it."""

    unfolded = Signal()

    def __init__(self, look: Look, stage: ComplaintStage, note: str) -> None:
        super().__init__()
        self._look = look
        self.stage = stage
        self._note = note
        self._count = ""
        self._is_target = False
        self._is_open = False
        self._number = 0
        self.setFixedWidth(_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self.unfolded)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """How many have ended so."""
        self._number = count
        self._count = self._look.formats.number(count)
        words = self._look.words
        told = words.say("{stage}: {count}", stage=self._text(), count=self._count)
        self.setAccessibleName(told)
        hides = self._is_open
        self.setToolTip(
            words.say("{lane}. Fold them", lane=told) if hides else words.say("{lane}. Show them", lane=told)
        )
        self.update()

    def set_open(self, *, open_: bool) -> None:
        """The lane stands beside its strip, or is folded into it."""
        self._is_open = open_
        self.show_count(self._number)

    def set_target(self, *, on: bool) -> None:
        """Show that the card would come here."""
        self._is_target = on
        self.update()

    def sizeHint(self) -> QSize:
        """Narrow."""
        return QSize(_WIDTH, 160)

    def _text(self) -> str:
        name = stage_text(self._look, self.stage)
        return f"{name}, {self._note}" if self._note else name

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """The strip, the count, the words from the bottom up."""
        theme = self._look.theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            if self._is_target:
                painter.setPen(QPen(colour_of(theme, "accent"), 2, Qt.PenStyle.DashLine))
            painter.setBrush(colour_of(theme, "hover" if self.underMouse() else "window"))
            frame = self.rect().toRectF().adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(frame, Size.RADIUS_PANEL, Size.RADIUS_PANEL)
            painter.setPen(colour_of(theme, "text"))
            painter.setFont(font_for(theme.family, Type.STRONG))
            painter.drawText(QRectF(0, 0, _WIDTH, _HEAD), Qt.AlignmentFlag.AlignCenter, self._count)
            painter.save()
            painter.translate(_WIDTH / 2, _HEAD + 4)
            painter.rotate(90)
            painter.setPen(colour_of(theme, "text2"))
            painter.setFont(font_for(theme.family, Type.SECONDARY))
            room = QRectF(0, -10, self.height() - _HEAD - 12, 20)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._text())
            painter.restore()
            if self.hasFocus():
                paint_focus(painter, self.rect(), theme, Size.RADIUS_PANEL)
