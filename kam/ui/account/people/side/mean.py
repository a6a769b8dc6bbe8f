"""The attitude of a whole client, weighted by influence, on a scale from −2 to +2: now, and as it was."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kam.services.people.rows import StakeholderMap
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.labels import ElidedLabel, WhyLabel, label
from kam.ui.widgets.pieces import colour_of, font_for
from kam.ui.widgets.side_frame import MARGIN

_INSET: Final = 14.0
_MIDDLE: Final = 12.0
_LOW, _HIGH = -2, 2


class _Scale(QWidget):
    """The scale with a filled diamond where the client stands and a hollow one where it stood."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._now: Decimal | None = None
        self._before: Decimal | None = None
        self.setFixedHeight(36)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_values(self, now: Decimal, before: Decimal | None) -> None:
        """Show where the client stands, and stood."""
        self._now, self._before = now, before
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Line, steps, figures, diamonds."""
        theme = self._look.theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour_of(theme, "edge"), 1.2))
            left, right = self._x(Decimal(_LOW)), self._x(Decimal(_HIGH))
            painter.drawLine(QPointF(left, _MIDDLE), QPointF(right, _MIDDLE))
            painter.setFont(font_for(theme.family, Type.CAPTION))
            for step in range(_LOW, _HIGH + 1):
                x = self._x(Decimal(step))
                painter.setPen(QPen(colour_of(theme, "edge"), 1.2))
                painter.drawLine(QPointF(x, _MIDDLE - 4), QPointF(x, _MIDDLE + 4))
                painter.setPen(colour_of(theme, "text2"))
                place = QRectF(x - 20, _MIDDLE + 8, 40, 14)
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._look.formats.signed(step))
            if self._before is not None and self._before != self._now:
                painter.setPen(QPen(colour_of(theme, "text2"), 1.3))
                painter.setBrush(colour_of(theme, "page"))
                painter.drawPolygon(_diamond(self._x(self._before)))
            if self._now is not None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour_of(theme, "text"))
                painter.drawPolygon(_diamond(self._x(self._now)))

    def _x(self, value: Decimal) -> float:
        share = float((value - _LOW) / (_HIGH - _LOW))
        return round(_INSET + share * (self.width() - 2 * _INSET)) + 0.5


def _diamond(x: float, reach: float = 6.5) -> QPolygonF:
    corners = ((0, -reach), (reach, 0), (0, reach), (-reach, 0))
    return QPolygonF([QPointF(x + dx, _MIDDLE + dy) for dx, dy in corners])


class MeanScale(QWidget):
    """The figure, its scale, and how it was."""

    asked = Signal()
    """Why is it so?"""

    def __init__(self, look: Look, found: StakeholderMap) -> None:
        super().__init__()
        words, formats = look.words, look.formats
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 10, MARGIN, 12)
        column.setSpacing(2)
        now, before = found.attitude, found.attitude_before
        if now is None:
            column.addWidget(
                label(words.say("Nobody has both ratings yet: rate attitude and influence."), wraps=True)
            )
            return
        row = QHBoxLayout()
        row.addWidget(ElidedLabel(words.say("Attitude weighted by influence"), tone="text2"), 1)
        figure = formats.signed(now.value, 1)
        self.value = WhyLabel(look, figure)
        self.value.asked.connect(self.asked)
        row.addWidget(self.value)
        column.addLayout(row)
        scale = _Scale(look)
        scale.show_values(now.value, None if before is None else before.value)
        scale.setAccessibleName(words.say("Attitude weighted by influence"))
        scale.setAccessibleDescription(figure)
        column.addWidget(scale)
        if before is not None:
            then = formats.signed(before.value, 1)
            day = formats.near(found.before, found.day)
            said = words.say("was {value} on {date}", value=then, date=day)
            column.addWidget(label(said, Type.SECONDARY, "text2"))
