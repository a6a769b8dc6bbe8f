"""How far an import has come: file, columns, check, writing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kam.ui.look import Look
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.glyphs.shapes import tick
from kam.ui.widgets.pieces import colour_of, font_for, text_width

_DISC: Final = 20
_LINE: Final = 24
_GAP: Final = 8


class Step(IntEnum):
    """Where the import stands."""

    FILE = 0
    COLUMNS = 1
    CHECK = 2
    WRITING = 3


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A step as it is drawn."""

    text: str
    step: Step
    now: Step

    @property
    def is_done(self) -> bool:
        """Whether it lies behind."""
        return self.step < self.now

    @property
    def is_now(self) -> bool:
        """Whether it is going on."""
        return self.step is self.now

    @property
    def role(self) -> Type:
        """How its word is set."""
        return Type.STRONG if self.is_now else Type.BODY


class StepsBar(QWidget):
    """Discs with a tick behind us, a number before us, and the words."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        words = look.words
        self._texts: Sequence[str] = (
            words.say_in("import step", "File"),
            words.say_in("import step", "Columns"),
            words.say_in("import step", "Check"),
            words.say_in("import step", "Writing"),
        )
        self._now = Step.FILE
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(Size.CONTROL)
        self._name()

    @property
    def now(self) -> Step:
        """Where the import stands."""
        return self._now

    def show_step(self, now: Step) -> None:
        """Another step."""
        if now is not self._now:
            self._now = now
            self._name()
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """All four beside each other, the widest word counted bold so that nothing moves."""
        family = self._look.theme.family
        words = sum(text_width(family, Type.STRONG, text) for text in self._texts)
        steps = len(self._texts)
        return QSize(round(words + steps * (_DISC + _GAP) + (steps - 1) * (_LINE + 2 * _GAP)), Size.CONTROL)

    def minimumSizeHint(self) -> QSize:
        """It is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw them."""
        theme = self._look.theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            x, middle = 0.0, self.height() / 2
            for number, text in enumerate(self._texts):
                drawn = _Drawn(text, Step(number), self._now)
                if number:
                    painter.setPen(QPen(colour_of(theme, "line2"), 1))
                    painter.drawLine(round(x + _GAP), round(middle), round(x + _GAP + _LINE), round(middle))
                    x += _LINE + 2 * _GAP
                _paint_disc(painter, QRectF(x, middle - _DISC / 2, _DISC, _DISC), drawn, theme)
                x += _DISC + _GAP
                width = text_width(theme.family, drawn.role, text)
                painter.setFont(font_for(theme.family, drawn.role))
                painter.setPen(colour_of(theme, "text" if drawn.is_now else "text2"))
                place = QRectF(x, 0, width + 2, self.height())
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
                x += width

    def _name(self) -> None:
        words = self._look.words
        text = words.say(
            "Step {number} of {count}: {step}",
            number=self._now + 1,
            count=len(self._texts),
            step=self._texts[self._now],
        )
        self.setAccessibleName(text)


def _paint_disc(painter: QPainter, place: QRectF, drawn: _Drawn, theme: Theme) -> None:
    """A filled disc with a tick or a number, or a ring with a number."""
    filled = drawn.is_done or drawn.is_now
    if filled:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour_of(theme, "green" if drawn.is_done else "accent"))
        painter.drawEllipse(place)
    else:
        painter.setPen(QPen(colour_of(theme, "edge"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(place.adjusted(0.5, 0.5, -0.5, -0.5))
    if drawn.is_done:
        tick(painter, place.adjusted(3, 3, -3, -3), colour_of(theme, "page"), 1.8)
        return
    painter.setFont(font_for(theme.family, Type.COLUMN))
    painter.setPen(colour_of(theme, "on_accent" if filled else "text2"))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(drawn.step + 1))
