"""The ground of the grid: axes, cells, and the zones that say what to do with the people in them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from kam.analysis.influence_grid import COLUMNS, ROWS, GridZone
from kam.ui.look import Look
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Type
from kam.ui.widgets.glyphs import AttitudeGlyph, InfluenceGlyph
from kam.ui.widgets.patterns import dots, hatch
from kam.ui.widgets.pieces import Run, Spring, colour_of, font_for, paint_line, text_width

_LEFT: Final = 64.0
_HEAD: Final = 40.0
_HATCH: Final = 16
_DOTS: Final = 12
_TITLE_WITHIN: Final = 400.0
"""The name of the upright axis stands in the upper part of a long grid, where it is seen."""
_STRONG_ROWS: Final = 2
"""Influence 5 and 4."""


class GridGround:
    """Draws cells of a width between given tops."""

    def __init__(self, look: Look, column: float, tops: tuple[float, ...]) -> None:
        self._look = look
        self._column = column
        self._tops = tops

    def paint(self, painter: QPainter, theme: Theme, area: QRectF) -> None:
        """Zones, cells, axes."""
        right = self._x(len(COLUMNS))
        strong = self._tops[_STRONG_ROWS]
        top, bottom = self._tops[0], self._tops[-1]
        convince = QRectF(QPointF(self._x(0), top), QPointF(self._x(2), strong))
        keep = QRectF(QPointF(self._x(3), top), QPointF(right, strong))
        hatch(painter, convince, QPen(colour_of(theme, "line"), 1), _HATCH)
        dots(painter, keep.intersected(area), colour_of(theme, "line2"), _DOTS)
        painter.setPen(QPen(colour_of(theme, "line"), 1))
        for number in range(len(COLUMNS) + 1):
            x = round(self._x(number)) + 0.5
            painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        for y in self._tops:
            painter.drawLine(QPointF(self._x(0), round(y) + 0.5), QPointF(right, round(y) + 0.5))
        painter.setPen(QPen(colour_of(theme, "line2"), 1))
        for number in (2, 3):
            x = round(self._x(number)) + 0.5
            painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        self.paint_head(painter, theme)
        self._paint_rows(painter, theme)
        weak = QRectF(QPointF(self._x(0), strong), QPointF(right, bottom))
        self._zone(painter, theme, convince, GridZone.CONVINCE)
        self._zone(painter, theme, keep, GridZone.KEEP, at_right=True)
        self._zone(painter, theme, weak, GridZone.WATCH)
        self._zone(painter, theme, weak, GridZone.INVOLVE, at_right=True)

    def paint_aimed(self, painter: QPainter, theme: Theme, column: int, row: int) -> None:
        """The cell over which somebody is held."""
        box = QRectF(
            QPointF(self._x(column), self._tops[row]), QPointF(self._x(column + 1), self._tops[row + 1])
        )
        painter.setPen(QPen(colour_of(theme, "accent"), 2))
        painter.setBrush(colour_of(theme, "accent_soft"))
        painter.drawRect(box.adjusted(1, 1, -1, -1))

    def _x(self, column: int) -> float:
        return _LEFT + column * self._column

    def paint_head(self, painter: QPainter, theme: Theme) -> None:
        """What the columns are."""
        words, formats = self._look.words, self._look.formats
        for number, attitude in enumerate(COLUMNS):
            place = QRectF(self._x(number) + 10, 0, self._column - 20, _HEAD - 4)
            word = Run(words.of(attitude.label), Type.NAME)
            figure = Run(formats.signed(int(attitude)), Type.BODY, "text2")
            paint_line(painter, place, (AttitudeGlyph(attitude, silent=True), word, Spring(), figure), theme)

    def _paint_rows(self, painter: QPainter, theme: Theme) -> None:
        for number, influence in enumerate(ROWS):
            middle = (self._tops[number] + self._tops[number + 1]) / 2
            bars = QRectF(_LEFT - 40, middle - 20, 28, 16)
            paint_line(painter, bars, (InfluenceGlyph(influence),), theme)
            painter.setFont(font_for(theme.family, Type.STRONG))
            painter.setPen(colour_of(theme, "text"))
            below = QRectF(_LEFT - 44, middle - 2, 34, 20)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(influence))
        painter.save()
        painter.setFont(font_for(theme.family, Type.SECONDARY))
        painter.setPen(colour_of(theme, "text2"))
        painter.translate(8, self._tops[0] + min(self._tops[-1] - self._tops[0], _TITLE_WITHIN) / 2)
        painter.rotate(-90)
        title = self._look.words.say("Influence on the decision")
        painter.drawText(QRectF(-150, -10, 300, 20), Qt.AlignmentFlag.AlignCenter, title)
        painter.restore()

    def _zone(
        self, painter: QPainter, theme: Theme, box: QRectF, zone: GridZone, *, at_right: bool = False
    ) -> None:
        """The word of a zone at the foot of its corner, on a ground of its own over the pattern."""
        text = self._look.words.of(zone.label)
        width = text_width(theme.family, Type.CAPTION, text) + 8
        x = box.right() - width - 6 if at_right else box.left() + 6
        place = QRectF(x, box.bottom() - 21, width, 16)
        painter.fillRect(place, colour_of(theme, "page"))
        painter.setFont(font_for(theme.family, Type.CAPTION))
        painter.setPen(colour_of(theme, "text2"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
