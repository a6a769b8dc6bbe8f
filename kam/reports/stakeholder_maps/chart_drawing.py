"""The drawing of an org chart in its own measure: cards, lines between them, and what the signs mean."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from kam.analysis.chart_parts import OrgChart, PlacedCard, Point
from kam.analysis.tie_curves import Area, TieCurve, area_of, on_curve, place_word, tie_between
from kam.core.vocabulary import Attitude, LineKind
from kam.core.words import Words
from kam.reports.fonts import Face
from kam.reports.pen import BLACK, WHITE, Pen, text_width
from kam.reports.stakeholder_maps.content import MapContent, MapFigure
from kam.reports.stakeholder_maps.glyphs import (
    BARS,
    GLYPH,
    attitude_glyph,
    clock,
    influence_bars,
    role_tag,
    strip,
    tag_width,
)
from kam.reports.stakeholder_maps.paging import ChartPage
from kam.reports.text import Style, set_text

CARD_WIDTH: Final = 132.0
CARD_HEIGHT: Final = 56.0
LEAST_SCALE: Final = 0.68
"""Below this a name is smaller than 6.7 points."""
SIGNS: Final = Style(7, 8.4)
_STRIP: Final = 7.0
_NAME: Final = Style(9.8, 11.5, Face.BOLD)
_LONG_NAME: Final = Style(8.2, 11.5, Face.BOLD)
_TITLE: Final = Style(7.8, 9)
_WORD: Final = Style(8.2, 10)
_DASHES: Final = {LineKind.INFLUENCES: (4.0, 2.4), LineKind.INFORMAL: (0.9, 1.9)}
_STEPS: Final = 24
_STRONG: Final = 4


class ChartDrawing:
    """Draws the charts of one client's people."""

    def __init__(self, content: MapContent, words: Words, goes_on: Callable[[int], str]) -> None:
        """With ``goes_on``, which says where a folded branch stands."""
        self._content = content
        self._words = words
        self._goes_on = goes_on
        self._figures = {each.id: each for each in content.people}

    def called(self, figure: MapFigure) -> str:
        """A name, or that it is not known."""
        return figure.name or self._words.say("Name unknown")

    def branches(self, page: ChartPage) -> str:
        """Whose branches a page shows; nothing for the top of the chart."""
        return ", ".join(self.called(self._figures[branch]) for branch in page.branches)

    def paint(self, pen: Pen, page: ChartPage) -> None:
        """Draw a chart with its upper left corner at the origin."""
        chart = page.chart
        placed = {card.id: card for card in chart.cards}
        for line in chart.connectors:
            pen.stroke(line.points, 0.8)
        curves = [
            (tie.kind, tie_between(placed[tie.from_id], placed[tie.to_id], sag=16))
            for tie in self._content.ties
            if tie.from_id in placed and tie.to_id in placed
        ]
        for kind, curve in curves:  # behind the cards: a line may pass many
            _tie(pen, kind, curve)
        self._apart(pen, chart)
        for card in chart.cards:
            self._card(pen, card, self._figures[card.id], page.goes_on.get(card.id))
        self._words_of_ties(pen, curves, [area_of(card) for card in chart.cards])

    def _apart(self, pen: Pen, chart: OrgChart) -> None:
        """A line over those without any superior or report, so that nobody takes them for reports."""
        loose = [card.y for card in chart.cards if card.loose]
        if not loose or len(loose) == len(chart.cards):
            return
        said = self._words.say("superior not known")
        y = min(loose) - 12
        width = pen.word(0, y, said, _TITLE.italic()) + 6
        pen.line(width, y, max(chart.width, width), y, 0.5, dash=(2, 2))

    def _card(self, pen: Pen, card: PlacedCard, figure: MapFigure, goes_on: int | None) -> None:
        x, y = card.x, card.y
        vacant = not figure.name
        weight = _outline(figure.influence)
        pen.box(
            x,
            y,
            CARD_WIDTH,
            CARD_HEIGHT,
            weight=0.8 if vacant else weight,
            fill=WHITE,
            dash=(3, 2) if vacant else (),
        )
        if not vacant:
            strip(pen, x + weight / 2, y + weight / 2, _STRIP, CARD_HEIGHT - weight, figure.attitude)
        left, right = x + _STRIP + 6, x + CARD_WIDTH - 6
        room = right - left
        if figure.role is not None:
            role_tag(pen, right, y + 5, self._words, figure.role)
            room -= tag_width(self._words, figure.role) + 4
        name = self.called(figure)
        style = _NAME if text_width(name, _NAME) <= room else _LONG_NAME
        pen.text(left, y + 4.5, set_text(name, style, room, 1))
        pen.text(left, y + 18, set_text(figure.title, _TITLE, right - left, 2))
        self._standing(pen, figure, left, right, y + CARD_HEIGHT - 10)
        if goes_on:
            said = self._goes_on(goes_on)
            width = text_width(said, SIGNS.bold()) + 8
            pen.line(card.middle, y + CARD_HEIGHT, card.middle, y + CARD_HEIGHT + 6, 0.8)
            pen.box(card.middle - width / 2, y + CARD_HEIGHT + 6, width, 11, weight=0.6, fill=WHITE)
            pen.word(card.middle, y + CARD_HEIGHT + 11.5, said, SIGNS.bold(), align=0.5)

    def _standing(self, pen: Pen, figure: MapFigure, left: float, right: float, middle: float) -> None:
        """The last line of a card: attitude in sign and word, or how long a name is missing; influence."""
        influence_bars(pen, right - BARS, middle + 5, figure.influence)
        if figure.open_days is not None:
            said = self._words.say("name needed")
            if figure.open_days:
                said = self._words.say("name needed, {days} d", days=figure.open_days)
            pen.word(left, middle, said, Style(_WORD.size, _WORD.leading, Face.ITALIC))
            return
        if figure.attitude is None:
            pen.word(left, middle, self._words.say("not rated"), _WORD.italic())
            return
        attitude_glyph(pen, left, middle, figure.attitude)
        word = self._words.of(figure.attitude.label)
        end = left + GLYPH + 4
        end += pen.word(end, middle, word, _WORD.italic() if figure.stale else _WORD)
        if figure.stale:
            clock(pen, end + 4, middle)

    def _words_of_ties(
        self, pen: Pen, curves: Sequence[tuple[LineKind, TieCurve]], taken: list[Area]
    ) -> None:
        """What each line means, on it, beside the cards and each other."""
        for kind, curve in curves:
            said = self._words.of(kind.label)
            width = text_width(said, SIGNS) + 8
            area = place_word(curve, width, 11, taken)
            taken.append(area)
            pen.box(area[0], area[1], width, 11, weight=0.5, fill=WHITE)
            pen.word(area[0] + width / 2, area[1] + 5.5, said, SIGNS, align=0.5)

    def legend(self, pen: Pen, x: float, middle: float, gap: float = 12.0) -> None:
        """What the signs mean, on one line, ``gap`` points apart."""
        words = self._words
        for attitude in reversed(Attitude):
            strip(pen, x, middle - 5, _STRIP, 10, attitude)
            pen.box(x, middle - 5, _STRIP, 10, weight=0.4)
            attitude_glyph(pen, x + _STRIP + 3, middle, attitude)
            x += _STRIP + GLYPH + 7
            x += pen.word(x, middle, words.of(attitude.label), SIGNS) + gap
        influence_bars(pen, x, middle + 4, 3)
        x += BARS + 4
        x += pen.word(x, middle, words.say("influence 1–5, a thick frame from 4"), SIGNS) + gap
        clock(pen, x, middle)
        pen.word(x + 11, middle, words.say("rated long ago"), SIGNS)


def _outline(influence: int | None) -> float:
    if influence is None or influence < _STRONG:
        return 0.6
    return 1.1 if influence == _STRONG else 1.9


def _tie(pen: Pen, kind: LineKind, curve: TieCurve) -> None:
    points = [on_curve(curve, number / _STEPS) for number in range(_STEPS + 1)]
    pen.canvas.setDash(list(_DASHES.get(kind, ())))
    pen.stroke(_zigzag(points) if kind is LineKind.CONFLICTS else points, 1.1)
    pen.canvas.setDash([])
    if kind is LineKind.INFLUENCES:
        _arrowhead(pen, points[-3], points[-1])


def _zigzag(points: list[Point], reach: float = 2.6, step: float = 4.0) -> list[Point]:
    """A jagged line along a smooth one."""
    found = [points[0]]
    side, gone = 1, 0.0
    for (x1, y1), (x2, y2) in pairwise(points):
        length = math.hypot(x2 - x1, y2 - y1)
        walked = step - gone
        while length and walked <= length:
            share = walked / length
            normal = (-(y2 - y1) / length, (x2 - x1) / length)
            place = x1 + (x2 - x1) * share, y1 + (y2 - y1) * share
            found.append((place[0] + side * reach * normal[0], place[1] + side * reach * normal[1]))
            side, walked = -side, walked + step
        gone = length - (walked - step)
    return [*found, points[-1]]


def _arrowhead(pen: Pen, before: Point, tip: Point, size: float = 6.0) -> None:
    length = math.hypot(tip[0] - before[0], tip[1] - before[1]) or 1
    along = ((tip[0] - before[0]) / length, (tip[1] - before[1]) / length)
    foot = (tip[0] - along[0] * size, tip[1] - along[1] * size)
    across = (-along[1] * size * 0.45, along[0] * size * 0.45)
    pen.shape(
        [tip, (foot[0] + across[0], foot[1] + across[1]), (foot[0] - across[0], foot[1] - across[1])],
        fill=BLACK,
    )
