"""The matrix as a drawing: on the window, in a file, always the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from kam.analysis.segments import POTENTIAL_SCALE
from kam.analysis.short_names import short_name
from kam.core.text import with_capital
from kam.core.vocabulary import AbcClass, Segment
from kam.services.health.rows import HealthBook, HealthRow
from kam.services.portfolio.matrix import Bubble, Matrix
from kam.ui.accounts.matrix.geometry import FIGURE_FROM, FieldLayout, Spot
from kam.ui.accounts.money import MoneyScale
from kam.ui.health.pieces import band_glyph, health_line
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.patterns import dots, hatch
from kam.ui.widgets.pieces import Line, Run, colour_of, paint_line, said, text_width

_DOTS: Final = 10
_HATCH: Final = 12
_BORDER: Final = 1.5
_DASHES: Final = (2.5, 2.5)
_AFTER_SIGN: Final = 4.0
_SIGN: Final = 8 + _AFTER_SIGN
"""The room of the sign of health before a name."""
_MIDDLE: Final = Qt.AlignmentFlag.AlignHCenter
_GROUNDED: Final = frozenset({Segment.VIP, Segment.STRATEGIC, Segment.TAIL})
"""Zones whose ground would run through the letters of a name."""


@dataclass(frozen=True, slots=True)
class FieldPainter:
    """Draws a matrix that was laid out."""

    look: Look
    matrix: Matrix
    layout: FieldLayout
    money: MoneyScale
    health: HealthBook | None = None

    def paint(self, painter: QPainter) -> None:
        """Heads, grounds, borders, bubbles."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._column_heads(painter)
        self._row_heads(painter)
        self._grounds(painter)
        self._borders(painter)
        self._titles(painter)
        for spot in self.layout.spots:
            self.bubble(painter, spot)
        for more in self.layout.more:
            text = self.look.words.say("and {count} more", count=self.look.formats.number(more.count))
            self._line(painter, more.place, (Run(text, Type.CAPTION, "text2"),), _MIDDLE)

    def bubble(self, painter: QPainter, spot: Spot, *, chosen: bool = False) -> None:
        """A bubble with its figure and name; a dashed one where its size is not known."""
        theme = self.look.theme
        known = spot.bubble.size is not None
        pen = QPen(colour_of(theme, "accent" if chosen else "bar" if known else "edge"), 2 if chosen else 1)
        if not known:
            pen.setDashPattern(_DASHES)
        painter.setPen(pen)
        painter.setBrush(colour_of(theme, "accent_soft" if known else "page"))
        painter.drawEllipse(spot.centre, spot.radius, spot.radius)
        if chosen:
            painter.setPen(QPen(colour_of(theme, "accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(spot.centre, spot.radius + 3, spot.radius + 3)
        inside = QRectF(spot.centre.x() - 40, spot.centre.y() - 9, 80, 18)
        if spot.bubble.size is None:
            self._line(painter, inside, (Run("?", Type.SECONDARY, "text2"),), _MIDDLE)
        elif spot.radius >= FIGURE_FROM:
            self._line(painter, inside, (Run(self.money.figure(spot.bubble.size), Type.COLUMN),), _MIDDLE)
        if spot.label_width:
            self._name(painter, spot, strong=chosen)

    def _name(self, painter: QPainter, spot: Spot, *, strong: bool) -> None:
        theme = self.look.theme
        place = spot.label
        if spot.bubble.segment in _GROUNDED:
            painter.fillRect(place.adjusted(0, 1, 0, -1), colour_of(theme, "page"))
        tone = "accent_text" if strong else "text"
        align = Qt.AlignmentFlag.AlignLeft if spot.aside else _MIDDLE
        line = named(spot.bubble, self.health, Run(short_name(spot.bubble.name), Type.COLUMN, tone))
        self._line(painter, place, line, align)

    # What lies under them

    def _column_heads(self, painter: QPainter) -> None:
        words, frame = self.look.words, self.layout.frame
        ends = {POTENTIAL_SCALE[0]: words.say("low"), POTENTIAL_SCALE[-1]: words.say("high")}
        for potential in POTENTIAL_SCALE:
            column = self.layout.column(potential)
            place = QRectF(column.left(), frame.top() - 28, column.width(), 20)
            line: Line = (Run(self.look.formats.number(potential), Type.STRONG),)
            if potential in ends:
                line = (*line, Run(ends[potential], Type.CAPTION, "text2", gap=10))
            self._line(painter, place, line, _MIDDLE)
        corner = QRectF(frame.left() - 72, frame.top() - 28, 68, 20)
        name = (Run(words.say("Potential"), Type.CAPTION, "text2"),)
        self._line(painter, corner, name, Qt.AlignmentFlag.AlignRight)

    def _row_heads(self, painter: QPainter) -> None:
        """A–C, and up to which share each reaches."""
        words, whole = self.look.words, self.layout.frame.left() - 8
        ends = {AbcClass.A: self.matrix.a_percent, AbcClass.B: self.matrix.b_percent, AbcClass.C: 100}
        for abc in AbcClass:
            middle = self.layout.row(abc).center().y()
            name = (Run(words.of(abc.label), Type.FIGURE),)
            self._line(painter, QRectF(0, middle - 22, whole, 24), name, _MIDDLE)
            percent = self.look.formats.points(int(ends[abc]))
            reach = (Run(words.say("to {percent}", percent=percent), Type.CAPTION, "text2"),)
            self._line(painter, QRectF(0, middle + 3, whole, 16), reach, _MIDDLE)

    def _grounds(self, painter: QPainter) -> None:
        theme = self.look.theme
        painter.fillRect(self.layout.frame, colour_of(theme, "page"))
        for area in self.layout.areas:
            if area.segment is Segment.TAIL:
                painter.fillRect(area.place, colour_of(theme, "sunk"))
            elif area.segment is Segment.VIP:
                dots(painter, area.place, colour_of(theme, "line2"), _DOTS, 1.5)
            elif area.segment is Segment.STRATEGIC:
                hatch(painter, area.place, QPen(colour_of(theme, "line"), 1), _HATCH)

    def _borders(self, painter: QPainter) -> None:
        """Hairlines between cells of one segment, a border where it changes."""
        theme, layout = self.look.theme, self.layout
        thin, thick = QPen(colour_of(theme, "line"), 1), QPen(colour_of(theme, "edge"), _BORDER)
        for area in layout.areas:
            for other in layout.areas:
                side = _shared(area.place, other.place)
                if side is not None and area.segment is other.segment:
                    painter.setPen(thin)
                    painter.drawLine(side)
        painter.setPen(thick)
        for area in layout.areas:
            for other in layout.areas:
                side = _shared(area.place, other.place)
                if side is not None and area.segment is not other.segment:
                    painter.drawLine(side)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(layout.frame)

    def _titles(self, painter: QPainter) -> None:
        """Each zone by name, with how many it has and what they bring."""
        words, formats = self.look.words, self.look.formats
        sums = {each.segment: each for each in self.matrix.sums}
        for segment, place in self.layout.titles.items():
            found = sums[segment]
            name = words.of(segment.label)
            told = formats.number(found.count)
            if found.count:
                told = f"{told} · {formats.money(found.revenue, self.matrix.currency)}"
            line = (
                Run(with_capital(name), Type.STRONG),
                Run(told, Type.SECONDARY, "text2", gap=8),
            )
            self._line(painter, place.adjusted(10, 2, -6, 0), line)

    def _line(
        self,
        painter: QPainter,
        place: QRectF,
        line: Line,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        paint_line(painter, place, line, self.look.theme, align)


def name_width(look: Look, name: str) -> float:
    """How wide a name is on the field, with the sign of its health before it."""
    return text_width(look.theme.family, Type.COLUMN, short_name(name)) + _SIGN


def named(bubble: Bubble, health: HealthBook | None, name: Run, *, small: bool = True) -> Line:
    """A name after the sign of its health; alone where that is not read yet, or of several accounts."""
    row = health_of(bubble, health)
    return (name,) if row is None else (band_glyph(row.band, small=small), replace(name, gap=_AFTER_SIGN))


def health_of(bubble: Bubble, health: HealthBook | None) -> HealthRow | None:
    """What is known of the health of a bubble."""
    return health.rows.get(bubble.id) if health is not None and bubble.is_alone else None


def described(bubble: Bubble, look: Look, money: MoneyScale, health: HealthBook | None = None) -> str:
    """A bubble in words, for a screen reader."""
    words = look.words
    parts = [bubble.name, words.of(bubble.segment.label)]
    if bubble.abc is not None:
        parts.append(words.say("class {abc}", abc=words.of(bubble.abc.label)))
    if bubble.potential is not None:
        parts.append(words.say("potential {potential}", potential=bubble.potential))
    parts.append(words.say("revenue {sum}", sum=money.whole(bubble.revenue)))
    margin = words.say("margin unknown")
    if bubble.margin is not None:
        margin = words.say("margin {sum}", sum=money.whole(bubble.margin))
    parts.append(margin)
    row = health_of(bubble, health)
    if row is not None:
        parts.append(words.say("health {value}", value=said(health_line(look.formats, row), words)))
    return ", ".join(parts)


def _shared(one: QRectF, other: QRectF) -> QLineF | None:
    """The side that two places share, the second at the right of the first or under it."""
    if one.right() == other.left():
        top, bottom = max(one.top(), other.top()), min(one.bottom(), other.bottom())
        return QLineF(one.right(), top, one.right(), bottom) if top < bottom else None
    if one.bottom() == other.top():
        left, right = max(one.left(), other.left()), min(one.right(), other.right())
        return QLineF(left, one.bottom(), right, one.bottom()) if left < right else None
    return None
