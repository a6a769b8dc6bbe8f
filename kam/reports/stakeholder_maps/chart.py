"""The org chart on paper: cards with attitude, influence and role, and the lines between them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import Final

from kam.analysis.chart_parts import ChartCard, ChartGaps, OrgChart, PlacedCard, Point
from kam.analysis.org_chart import lay_out
from kam.analysis.tie_curves import Area, TieCurve, area_of, on_curve, place_word, tie_between
from kam.core.vocabulary import Attitude, LineKind
from kam.core.words import Words
from kam.reports.document import Document
from kam.reports.fonts import Face
from kam.reports.pen import BLACK, WHITE, Pen, text_width
from kam.reports.result import PaperResult
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
from kam.reports.stakeholder_maps.paging import ChartPage, chart_pages
from kam.reports.stakeholder_maps.sheet import (
    BOTTOM,
    LEFT,
    LIVE_HEIGHT,
    LIVE_WIDTH,
    RIGHT,
    TINY,
    TOP,
    Sheets,
)
from kam.reports.text import Style, set_text

_WIDTH: Final = 132.0
_HEIGHT: Final = 56.0
_STRIP: Final = 7.0
_GAPS: Final = ChartGaps(beside=10, below=40, between_trees=20, assistant=22, row_width=LIVE_WIDTH)
_NAME: Final = Style(9.8, 11.5, Face.BOLD)
_LONG_NAME: Final = Style(8.2, 11.5, Face.BOLD)
_TITLE: Final = Style(7.8, 9)
_WORD: Final = Style(8.2, 10)
_LEAST_SCALE: Final = 0.68
"""Below this a name is smaller than 6.7 points."""
_LARGEST_SCALE: Final = 1.1
_DASHES: Final = {LineKind.INFLUENCES: (4.0, 2.4), LineKind.INFORMAL: (0.9, 1.9)}
_STEPS: Final = 24
_STRONG: Final = 4


def draw_org_chart(content: MapContent, *, words: Words) -> PaperResult:
    """Draw the chart on as many pages as stay readable; the same content gives the same bytes."""
    paper = _ChartPaper(content, words)
    pages = paper.draw(_pages(content))
    return PaperResult(paper.finish(), pages)


def append_org_chart(content: MapContent, behind: Document, *, words: Words) -> int:
    """Draw the chart behind the pages of another paper; on how many."""
    return _ChartPaper(content, words, behind).draw(_pages(content))


def _pages(content: MapContent) -> list[ChartPage]:
    cards = [ChartCard(each.id, each.boss, _WIDTH, _HEIGHT, each.assistant) for each in content.people]
    arrange = partial(lay_out, gaps=_GAPS)
    return chart_pages(cards, lambda chart: _scale(chart) >= _LEAST_SCALE, arrange)


def _scale(chart: OrgChart) -> float:
    room = min(LIVE_WIDTH / max(chart.width, 1), LIVE_HEIGHT / max(chart.height, 1))
    return min(room, _LARGEST_SCALE)


class _ChartPaper:
    """Draws the pages of one chart."""

    def __init__(self, content: MapContent, words: Words, behind: Document | None = None) -> None:
        self._content = content
        self._words = words
        self._figures = {each.id: each for each in content.people}
        self._sheets = Sheets(words, content.head, words.say("Org chart"), content, behind)

    def draw(self, pages: list[ChartPage]) -> int:
        """Draw the pages; how many."""
        for number, page in enumerate(pages, start=1):
            branches = ", ".join(self._called(self._figures[branch]) for branch in page.branches)
            with self._sheets.page(number, len(pages), branches) as pen:
                self._paint(pen, page)
                self._legend(pen)
        return len(pages)

    def finish(self) -> bytes:
        """The file."""
        return self._sheets.finish()

    def _paint(self, pen: Pen, page: ChartPage) -> None:
        chart = page.chart
        scale = _scale(chart)
        x = LEFT + (LIVE_WIDTH - chart.width * scale) / 2
        placed = {card.id: card for card in chart.cards}
        if not chart.cards:
            nobody = self._words.say("Nobody is on the map yet.")
            pen.text(LEFT, TOP, set_text(nobody, _WORD, LIVE_WIDTH, 2))
        with self._sheets.scaled(x, TOP, scale):
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

    def _called(self, figure: MapFigure) -> str:
        return figure.name or self._words.say("Name unknown")

    def _card(self, pen: Pen, card: PlacedCard, figure: MapFigure, goes_on: int | None) -> None:
        x, y = card.x, card.y
        vacant = not figure.name
        weight = _outline(figure.influence)
        pen.box(
            x, y, _WIDTH, _HEIGHT, weight=0.8 if vacant else weight, fill=WHITE, dash=(3, 2) if vacant else ()
        )
        if not vacant:
            strip(pen, x + weight / 2, y + weight / 2, _STRIP, _HEIGHT - weight, figure.attitude)
        left, right = x + _STRIP + 6, x + _WIDTH - 6
        room = right - left
        if figure.role is not None:
            role_tag(pen, right, y + 5, self._words, figure.role)
            room -= tag_width(self._words, figure.role) + 4
        name = self._called(figure)
        style = _NAME if text_width(name, _NAME) <= room else _LONG_NAME
        pen.text(left, y + 4.5, set_text(name, style, room, 1))
        pen.text(left, y + 18, set_text(figure.title, _TITLE, right - left, 2))
        self._standing(pen, figure, left, right, y + _HEIGHT - 10)
        if goes_on:
            said = self._words.say("goes on: page {page}", page=goes_on)
            width = text_width(said, TINY.bold()) + 8
            pen.line(card.middle, y + _HEIGHT, card.middle, y + _HEIGHT + 6, 0.8)
            pen.box(card.middle - width / 2, y + _HEIGHT + 6, width, 11, weight=0.6, fill=WHITE)
            pen.word(card.middle, y + _HEIGHT + 11.5, said, TINY.bold(), align=0.5)

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
            width = text_width(said, TINY) + 8
            area = place_word(curve, width, 11, taken)
            taken.append(area)
            pen.box(area[0], area[1], width, 11, weight=0.5, fill=WHITE)
            pen.word(area[0] + width / 2, area[1] + 5.5, said, TINY, align=0.5)

    def _legend(self, pen: Pen) -> None:
        """What the signs mean, on one line under the chart."""
        words, middle, x = self._words, BOTTOM + 14, LEFT
        pen.line(LEFT, middle - 9, RIGHT, middle - 9, 0.25)
        for attitude in reversed(Attitude):
            strip(pen, x, middle - 5, _STRIP, 10, attitude)
            pen.box(x, middle - 5, _STRIP, 10, weight=0.4)
            attitude_glyph(pen, x + _STRIP + 3, middle, attitude)
            x += _STRIP + GLYPH + 7
            x += pen.word(x, middle, words.of(attitude.label), TINY) + 12
        influence_bars(pen, x, middle + 4, 3)
        x += BARS + 4
        x += pen.word(x, middle, words.say("influence 1–5, a thick frame from 4"), TINY) + 12
        clock(pen, x, middle)
        pen.word(x + 11, middle, words.say("rated long ago"), TINY)


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
