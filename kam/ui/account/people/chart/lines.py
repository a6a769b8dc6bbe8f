"""The lines of the org chart: who reports to whom, and what ties people beside that."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from kam.analysis.chart_parts import Connector, PlacedCard, Point
from kam.analysis.tie_curves import Area, TieCurve, area_of, on_curve, place_word, tie_between
from kam.core.vocabulary import LineKind
from kam.services.people.rows import RelationRow
from kam.ui.account.people.chart.strokes import Strokes
from kam.ui.look import Look
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Type
from kam.ui.widgets.pieces import colour_of, font_for, text_width

TIE_KINDS: Final = (LineKind.INFLUENCES, LineKind.CONFLICTS, LineKind.INFORMAL)
"""The lines that can be switched on and off, in the order of their switches."""
_TONES: Final = {
    LineKind.INFLUENCES: "accent",
    LineKind.CONFLICTS: "red",
    LineKind.INFORMAL: "text2",
}
_WORD_TONES: Final = {**_TONES, LineKind.INFLUENCES: "accent_text"}
_DASHES: Final[dict[LineKind, Sequence[float]]] = {
    LineKind.INFLUENCES: [4.0, 2.6],
    LineKind.INFORMAL: [1.2, 2.0],
}
_DASHES_FROM_AFAR: Final = {
    LineKind.INFLUENCES: [6.0, 3.0],
    LineKind.CONFLICTS: [8.0, 2.0, 1.0, 2.0, 1.0, 2.0],
    LineKind.INFORMAL: [1.0, 3.0],
}
_WEIGHT: Final = 1.6
_STEPS: Final = 40
_ARROW: Final = 9.0
_WORD_HEIGHT: Final = 18.0
_ASIDE: Final = 48.0
"""How far from the middle of a card a line may leave it."""


@dataclass(frozen=True, slots=True)
class DrawnTie:
    """A line between two, ready to draw: its curve, the place of its word, the tip of its arrow."""

    row: RelationRow
    strokes: Strokes
    word: QRectF
    arrow: QPolygonF | None
    reach: QRectF
    """All that it covers."""


class TieLayout:
    """Finds the ways of the lines between people whose cards are shown, and room for their words."""

    def __init__(self, look: Look, cards: dict[UUID, PlacedCard]) -> None:
        self._look = look
        self._cards = cards

    def lay_out(self, relations: Iterable[RelationRow]) -> tuple[DrawnTie, ...]:
        """Every line both of whose ends are shown; words stand beside cards and beside each other."""
        shown = [
            (row, self._curve(self._cards[row.from_id], self._cards[row.to_id]))
            for row in relations
            if row.from_id in self._cards and row.to_id in self._cards
        ]
        taken: list[Area] = [area_of(card) for card in self._cards.values()]
        made = []
        for row, curve in shown:
            width = text_width(self._look.theme.family, Type.CAPTION, self.word(row.kind)) + 12
            area = place_word(curve, width, _WORD_HEIGHT, _near(curve, taken))
            taken.append(area)
            box = QRectF(QPointF(area[0], area[1]), QPointF(area[2], area[3]))
            made.append(_drawn(row, curve, box))
        return tuple(made)

    def _curve(self, one: PlacedCard, other: PlacedCard) -> TieCurve:
        return _aside(tie_between(one, other), one, other)

    def word(self, kind: LineKind) -> str:
        """The word on a line."""
        return tie_word(kind, self._look)


def tie_word(kind: LineKind, look: Look) -> str:
    """What stands on a line: «влияет», «конфликт», «неформально»."""
    words = look.words
    if kind is LineKind.CONFLICTS:
        return words.say_in("line between people", "conflict")
    if kind is LineKind.INFORMAL:
        return words.say_in("line between people", "informally")
    return words.of(kind.label)


def tie_switch(kind: LineKind, look: Look) -> str:
    """What the switch of a kind of lines says: «влияет», «конфликтует», «неформально»."""
    return look.words.of(kind.label) if kind is LineKind.CONFLICTS else tie_word(kind, look)


def _aside(curve: TieCurve, one: PlacedCard, other: PlacedCard) -> TieCurve:
    """The same line leaving and entering beside the middle of a card, where the reporting lines are."""
    start = _shifted(curve.start, one, curve.end)
    end = _shifted(curve.end, other, curve.start)
    if (start, end) == (curve.start, curve.end):
        return curve
    moved = ((start[0] - curve.start[0]) + (end[0] - curve.end[0])) / 2
    control = curve.control[0] + moved, curve.control[1]
    return TieCurve(start, control, end, curve.word)


def _shifted(point: Point, card: PlacedCard, towards: Point) -> Point:
    if abs(point[0] - card.middle) > 1:
        return point
    away = max(-_ASIDE, min(_ASIDE, (towards[0] - card.middle) / 3))
    if abs(away) < _ASIDE / 2:
        away = _ASIDE / 2 if away >= 0 else -_ASIDE / 2
    return point[0] + away, point[1]


def _near(curve: TieCurve, areas: Sequence[Area]) -> list[Area]:
    """The areas that the word of a curve could meet."""
    xs, ys = zip(curve.start, curve.control, curve.end, strict=True)
    left, right, top, bottom = min(xs) - 60, max(xs) + 60, min(ys) - 20, max(ys) + 20
    return [
        each for each in areas if each[0] < right and each[2] > left and each[1] < bottom and each[3] > top
    ]


def _drawn(row: RelationRow, curve: TieCurve, word: QRectF) -> DrawnTie:
    points = [QPointF(*on_curve(curve, step / _STEPS)) for step in range(_STEPS + 1)]
    arrow = _arrow(points) if row.kind is LineKind.INFLUENCES else None
    reach = QPolygonF(points).boundingRect().united(word).adjusted(-_ARROW, -_ARROW, _ARROW, _ARROW)
    kind = row.kind
    strokes = Strokes(curve, _WEIGHT, dashes=_DASHES.get(kind, ()), zigzag=kind is LineKind.CONFLICTS)
    return DrawnTie(row, strokes, word, arrow, reach)


def _arrow(points: Sequence[QPointF]) -> QPolygonF:
    tip, before = points[-1], points[-3]
    along = tip - before
    length = math.hypot(along.x(), along.y()) or 1.0
    unit = along / length
    foot = tip - unit * _ARROW
    across = QPointF(-unit.y(), unit.x()) * (_ARROW * 0.5)
    return QPolygonF([tip, foot + across, foot - across])


def paint_tie_from_afar(painter: QPainter, tie: DrawnTie, scale: float, theme: Theme) -> None:
    """Draw a line as thin as the screen can, told by its dashes: corners and arrow would not be seen."""
    kind = tie.row.kind
    painter.fillPath(tie.strokes.from_afar(scale, _DASHES_FROM_AFAR[kind]), colour_of(theme, _TONES[kind]))


def paint_tie(painter: QPainter, tie: DrawnTie, area: QRectF, theme: Theme) -> None:
    """Draw what of a line meets an area; its word is drawn over the cards."""
    colour = colour_of(theme, _TONES[tie.row.kind])
    for path in tie.strokes.within(area):
        painter.fillPath(path, colour)
    if tie.arrow is not None and tie.arrow.boundingRect().intersects(area):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(tie.arrow)


def paint_word(painter: QPainter, tie: DrawnTie, text: str, theme: Theme) -> None:
    """Draw the word of a line in its pill."""
    box = tie.word
    painter.setPen(QPen(colour_of(theme, _TONES[tie.row.kind]), 1))
    painter.setBrush(colour_of(theme, "page"))
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    painter.setFont(font_for(theme.family, Type.CAPTION))
    painter.setPen(colour_of(theme, _WORD_TONES[tie.row.kind]))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


@dataclass(frozen=True, slots=True)
class DrawnConnector:
    """A reporting line on whole pixels, and all that it covers."""

    points: QPolygonF
    reach: QRectF


def drawn_connectors(connectors: Iterable[Connector]) -> tuple[DrawnConnector, ...]:
    """The reporting lines, ready to draw."""
    made = []
    for line in connectors:
        points = QPolygonF([QPointF(round(x) + 0.5, round(y) + 0.5) for x, y in line.points])
        made.append(DrawnConnector(points, points.boundingRect().adjusted(-1, -1, 1, 1)))
    return tuple(made)


def paint_connectors(
    painter: QPainter, connectors: Iterable[DrawnConnector], area: QRectF, theme: Theme
) -> None:
    """Draw the reporting lines that cross an area."""
    painter.setPen(QPen(colour_of(theme, "edge"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for line in connectors:
        if line.reach.intersects(area):
            painter.drawPolyline(line.points)
