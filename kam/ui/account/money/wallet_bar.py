"""The wallet of a client as one bar: ours solid, competitors hatched, in-house dotted, unknown dashed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from kam.core.vocabulary import ServedBy
from kam.core.words import Words
from kam.services.money.spend import WalletPart
from kam.ui.account.money.saying import supplier_text
from kam.ui.look import Look
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Type
from kam.ui.widgets.patterns import dots
from kam.ui.widgets.pieces import font_for, text_width
from kam.ui.widgets.tips import plain_tip

_HEIGHT: Final = 26
_STEPS: Final = (6, 9, 5)
"""How far apart the diagonals of neighbouring competitors are, so that they differ."""
_PADDING: Final = 6


def paint_part(painter: QPainter, box: QRectF, part: WalletPart, number: int, theme: Theme) -> None:
    """Draw the ground of a part; ``number`` counts competitors, whose hatches lean this way and that."""
    inner = box.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if part.served_by is ServedBy.US:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("bar"))
        painter.drawRoundedRect(inner, 2, 2)
    else:
        pen = QPen(theme.colour("text2" if part.served_by is ServedBy.COMPETITOR else "edge"), 1)
        if part.served_by is ServedBy.UNKNOWN:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(theme.colour("page"))
        painter.drawRoundedRect(inner, 2, 2)
        path = QPainterPath()
        path.addRoundedRect(inner, 2, 2)
        painter.setClipPath(path)
        if part.served_by is ServedBy.COMPETITOR:
            _hatch(painter, inner, number, theme)
        elif part.served_by is ServedBy.IN_HOUSE:
            dots(painter, inner, theme.colour("text2"), 5)
    painter.restore()


def _hatch(painter: QPainter, box: QRectF, number: int, theme: Theme) -> None:
    """Diagonals; every second competitor's lean the other way."""
    painter.setPen(QPen(theme.colour("text2"), 1))
    step = _STEPS[number // 2 % len(_STEPS)]
    height, lean = box.height(), number % 2 == 0
    x = box.left() - height
    while x < box.right() + height:
        ends = (box.bottom(), box.top()) if lean else (box.top(), box.bottom())
        painter.drawLine(round(x), round(ends[0]), round(x + height), round(ends[1]))
        x += step


@dataclass(frozen=True, slots=True)
class PartGlyph:
    """A square of a part's ground, for the key."""

    part: WalletPart
    number: int

    @property
    def size(self) -> QSizeF:
        """12 × 12."""
        return QSizeF(12, 12)

    def say(self, words: Words) -> str:  # noqa: ARG002 - the word stands beside it
        """Nothing: the word stands beside it."""
        return ""

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw it."""
        paint_part(painter, box, self.part, self.number, theme)


def numbered(parts: Sequence[WalletPart]) -> list[tuple[WalletPart, int]]:
    """Each part with its number among the competitors."""
    rivals = [part for part in parts if part.served_by is ServedBy.COMPETITOR]
    return [(part, rivals.index(part) if part in rivals else 0) for part in parts]


class WalletBar(QWidget):
    """Parts as wide as their shares, each with its per cent where there is room."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._parts: tuple[WalletPart, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        self.setMouseTracking(True)
        look.theme.changed.connect(self.update)

    def show_parts(self, parts: Sequence[WalletPart]) -> None:
        """Show the parts in their order."""
        self._parts = tuple(parts)
        self.setAccessibleName("; ".join(self._told(part) for part in self._parts))
        self.update()

    def sizeHint(self) -> QSize:
        """A bar."""
        return QSize(240, _HEIGHT)

    def boxes(self) -> list[tuple[WalletPart, int, QRectF]]:
        """Where each part stands."""
        found, left = [], 0.0
        for part, number in numbered(self._parts):
            width = self.width() * float(part.share)
            found.append((part, number, QRectF(left, 0, max(width - 1, 2), _HEIGHT)))
            left += width
        return found

    def event(self, event: QEvent) -> bool:
        """The part pointed at says itself."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = event.pos().toPointF()
            told = next((self._told(part) for part, _, box in self.boxes() if box.contains(at)), "")
            QToolTip.showText(event.globalPos(), plain_tip(told), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the parts."""
        theme = self._look.theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for part, number, box in self.boxes():
                paint_part(painter, box, part, number, theme)
                text = self._look.formats.number(part.share * 100)
                width = text_width(theme.family, Type.COLUMN, text) + _PADDING
                if width > box.width():
                    continue
                plate = QRectF(0, 0, width, 16)
                plate.moveCenter(box.center())
                ours = part.served_by is ServedBy.US
                if not ours:
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(theme.colour("page"))
                    painter.drawRoundedRect(plate, 3, 3)
                painter.setPen(theme.colour("text"))
                painter.setFont(font_for(theme.family, Type.COLUMN))
                painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)

    def _told(self, part: WalletPart) -> str:
        return self._look.words.say(
            "{supplier}: {sum}, {share}",
            supplier=supplier_text(self._look, part),
            sum=self._look.formats.money(part.amount.minor, part.amount.currency),
            share=self._look.formats.percent(part.share),
        )
