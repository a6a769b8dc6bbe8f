"""The map of health and revenue for black ink: zones by hatch, dots and blank, bands by shape."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kam.analysis.health.portfolio_map import decimals_of
from kam.analysis.health.score import HealthBand
from kam.analysis.label_places import Box as Place
from kam.analysis.label_places import Labelled, lead_of, place_labels
from kam.core.money import minor_digits
from kam.core.vocabulary import Segment
from kam.reports.content.insight import ClientLine, InsightPaper
from kam.reports.fonts import Face
from kam.reports.kit import Box, Kit
from kam.reports.pen import BLACK, MM, OURS, WHITE, Pen, text_width
from kam.reports.text import Style

_HEIGHT: Final = 98 * MM
_LEFT: Final = 12 * MM
_BOTTOM: Final = 9 * MM
_WORDS: Final = 11.0
_AXIS: Final = Style(7, 8.4)
_NAME: Final = Style(7, 8.4)
_BOLD: Final = Style(7, 8.4, Face.BOLD)
_ZONE: Final = Style(7.5, 9, Face.BOLD)
_REACH: Final = {
    Segment.VIP: 3.6,
    Segment.STRATEGIC: 3.2,
    Segment.TYPICAL: 2.7,
    Segment.TAIL: 2.2,
    Segment.UNKNOWN: 2.2,
}
_STRONG: Final = frozenset({Segment.VIP, Segment.STRATEGIC})
_CUT: Final = (30 * MM, 20 * MM)
"""A long name is cut to such a width where its whole has no room."""
_BESIDE: Final = 1.5
_HATCH: Final = 10.0
_DOTS: Final = 8.0
_HAIR: Final = 0.2
_DASH: Final = (2.0, 1.4)
_QUIET: Final = (0.6, 2.4)
"""Lines to read a height by: no tail is taken for one."""
_END: Final = 1.3


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the plot stands on the page."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def right(self) -> float:
        return self.left + self.width


def map_box(kit: Kit, paper: InsightPaper) -> Box:
    """The map over the whole width."""

    def paint(pen: Pen, x: float, y: float) -> None:
        frame = _Frame(x + _LEFT, y + _WORDS, kit.look.width - _LEFT - 2, _HEIGHT - _WORDS - _BOTTOM)
        _Drawing(kit, paper, frame, pen).draw()

    return Box(_HEIGHT, paint)


class _Drawing:
    """Draws one map."""

    def __init__(self, kit: Kit, paper: InsightPaper, frame: _Frame, pen: Pen) -> None:
        self._kit = kit
        self._paper = paper
        self._frame = frame
        self._pen = pen

    def draw(self) -> None:
        """Zones, axes, tails, marks, names."""
        self._zones()
        self._sums()
        self._scores()
        lines, frame = self._paper.on_map, self._frame
        room = Place(frame.left, frame.top, frame.right, frame.bottom)
        places = place_labels(
            [self._labelled(line) for line in lines], room, borders=self._borders(), gap=2.0
        )
        for line in lines:
            self._tail(line)
        for line, place in zip(lines, places, strict=True):
            if place is not None:  # so that letters stand on white
                self._lead(line, place)
                self._pen.box(
                    place.left, place.top, place.right - place.left, place.bottom - place.top, fill=WHITE
                )
        for line in reversed(lines):
            self._mark(line)
        for line, place in zip(lines, places, strict=True):
            if place is not None:
                middle = (place.top + place.bottom) / 2
                text = _cut(line, place.right - place.left - _BESIDE)
                self._pen.word(place.left + _BESIDE / 2, middle, text, _style(line))

    def _borders(self) -> list[Place]:
        ends, frame = (self._paper.red_to + 0.5, self._paper.amber_to + 0.5), self._frame
        return [Place(self._x(end) - 0.5, frame.top, self._x(end) + 0.5, frame.bottom) for end in ends]

    def _lead(self, line: ClientLine, place: Place) -> None:
        x, y = self._x(line.score or 0), self._y(line.revenue.minor)
        if lead := lead_of(y, _REACH[line.segment] + 0.5, place):
            self._pen.line(x, lead[0], x, lead[1], 0.4)

    def _x(self, score: float) -> float:
        return self._frame.left + self._paper.axes.across(score) * self._frame.width

    def _y(self, revenue: int) -> float:
        return self._frame.bottom - self._paper.axes.up(revenue) * (self._frame.height - _NAME.leading / 2)

    # Grounds and axes

    def _zones(self) -> None:
        paper, axes, words = self._paper, self._paper.axes, self._kit.words
        first, last = paper.red_to + 0.5, paper.amber_to + 0.5
        ends = (
            (HealthBand.RED, axes.low, first, words.say(
                "{band}, up to {score}", band=words.of(HealthBand.RED.label), score=paper.red_to)),
            (HealthBand.AMBER, first, last, words.say(
                "{band}, {first}–{last}", band=words.of(HealthBand.AMBER.label),
                first=paper.red_to + 1, last=paper.amber_to)),
            (HealthBand.GREEN, last, axes.high, words.say(
                "{band}, from {score}", band=words.of(HealthBand.GREEN.label), score=paper.amber_to + 1)),
        )  # fmt: skip
        for band, low, high, text in ends:
            left, right = self._x(max(low, axes.low)), self._x(min(high, axes.high))
            if right - left < 1:
                continue
            self._ground(band, left, right)
            if right < self._frame.right - 1:
                self._pen.line(right, self._frame.top - _WORDS, right, self._frame.bottom, 0.6, (2, 2))
            if text_width(text, _ZONE) < right - left:
                self._pen.word(left + 2, self._frame.top - _WORDS / 2 - 1, text, _ZONE)

    def _ground(self, band: HealthBand, left: float, right: float) -> None:
        top, bottom = self._frame.top, self._frame.bottom
        if band is HealthBand.RED:
            for x1, y1, x2, y2 in _diagonals(left, top, right, bottom):
                self._pen.line(x1, y1, x2, y2, _HAIR)
        elif band is HealthBand.AMBER:
            y = top + _DOTS / 2
            while y < bottom:
                x = left + _DOTS / 2
                while x < right:
                    self._pen.circle(x, y, 0.35, fill=BLACK)
                    x += _DOTS
                y += _DOTS

    def _sums(self) -> None:
        frame, formats, currency = self._frame, self._kit.formats, self._paper.currency
        largest = self._paper.on_map[0].revenue.minor if self._paper.on_map else 0
        scale = formats.scale_for(largest, currency)
        for tick in self._paper.axes.ticks:
            y = self._y(tick)
            self._pen.line(frame.left, y, frame.right, y, _HAIR, _QUIET)
            figure = Decimal(tick).scaleb(-minor_digits(currency)) / scale.divisor
            self._pen.word(frame.left - 3, y, formats.number(figure, decimals_of(figure)), _AXIS, align=1.0)

    def _scores(self) -> None:
        frame, words = self._frame, self._kit.words
        self._pen.line(frame.left, frame.bottom, frame.right, frame.bottom, 0.8)
        for score in self._paper.axes.scores:
            self._pen.word(
                self._x(score), frame.bottom + 6, self._kit.formats.number(score), _AXIS, align=0.5
            )
        said = words.say(
            "square poor, diamond attention, circle good; the tail is a month ago: solid fell, dashed rose"
        )
        self._pen.word((frame.left + frame.right) / 2, frame.bottom + 17, said, _AXIS, align=0.5)

    # Clients

    def _labelled(self, line: ClientLine) -> Labelled:
        score = line.score or 0
        tail = self._x(line.before) if line.before is not None and line.before != score else None
        width = text_width(line.short, _style(line)) + _BESIDE
        at = self._x(score), self._y(line.revenue.minor)
        return Labelled(at[0], at[1], _REACH[line.segment] + 0.5, width, 8.4, tail, _CUT)

    def _tail(self, line: ClientLine) -> None:
        if line.score is None or line.before is None or line.score == line.before:
            return
        y, end = self._y(line.revenue.minor), self._x(line.before)
        self._pen.line(self._x(line.score), y, end, y, 1.0, _DASH if line.before < line.score else ())
        self._pen.circle(end, y, _END, weight=0.6, fill=WHITE)

    def _mark(self, line: ClientLine) -> None:
        """A black square, a grey diamond, a hollow circle."""
        x, y, reach = self._x(line.score or 0), self._y(line.revenue.minor), _REACH[line.segment]
        if line.band is HealthBand.RED:
            self._pen.box(x - reach, y - reach, 2 * reach, 2 * reach, fill=BLACK)
        elif line.band is HealthBand.AMBER:
            wide = reach * 1.25
            corners = ((x, y - wide), (x + wide, y), (x, y + wide), (x - wide, y))
            self._pen.shape(corners, weight=0.6, fill=OURS)
        else:
            self._pen.circle(x, y, reach, weight=1.0, fill=WHITE)


def _style(line: ClientLine) -> Style:
    return _BOLD if line.segment in _STRONG else _NAME


def _cut(line: ClientLine, room: float) -> str:
    """A name that ends in «…» where its room is too narrow."""
    style, text = _style(line), line.short
    if text_width(text, style) <= room + 0.01:
        return text
    while text and text_width(f"{text}…", style) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _diagonals(
    left: float, top: float, right: float, bottom: float
) -> Iterator[tuple[float, float, float, float]]:
    """Lines that rise to the right, cut to a rectangle."""
    total = left + top + _HATCH
    while total < right + bottom:
        x1, x2 = min(right, total - top), max(left, total - bottom)
        yield x1, total - x1, x2, total - x2
        total += _HATCH
