"""The influence × attitude grid on paper, with the checks of the map beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kam.analysis.explanation import Reason
from kam.analysis.influence_grid import (
    COLUMNS,
    ROWS,
    GridPerson,
    GridPlace,
    GridZone,
    InfluenceGrid,
    place_on_grid,
)
from kam.analysis.map_review import CheckState, ReviewedCheck
from kam.core.vocabulary import BuyingRole, ScaleTerm, Term
from kam.core.words import Words
from kam.reports.document import Document
from kam.reports.fonts import Face
from kam.reports.pen import BLACK, PAGE_HEIGHT, WHITE, Pen, text_width
from kam.reports.result import PaperResult
from kam.reports.signs import check as tick
from kam.reports.stakeholder_maps.content import MapContent
from kam.reports.stakeholder_maps.glyphs import (
    GLYPH,
    attitude_glyph,
    clock,
    influence_bars,
    role_tag,
)
from kam.reports.stakeholder_maps.sheet import BOTTOM, LEFT, LIVE_HEIGHT, RIGHT, SMALL, TINY, TOP, Sheets
from kam.reports.text import Style, set_text

_SIDE: Final = 206.0
"""Width of the column of checks."""
_AXIS: Final = 34.0
_HEAD: Final = 20.0
_FOOT: Final = 26.0
"""Room for those who are not rated."""
_CHIP: Final = 16.0
_LANE: Final = 21.0
_LEAST_LANE: Final = 12.5
_LOW_ROW: Final = 32.0
"""A row lower than this has its number beside the bars."""
_GRID_LEFT: Final = LEFT + _AXIS
_GRID_WIDTH: Final = RIGHT - _SIDE - 14 - _GRID_LEFT
_CELL: Final = _GRID_WIDTH / len(COLUMNS)
_NAME: Final = Style(8.4, 10, Face.BOLD)
_CHECK: Final = Style(9, 11, Face.BOLD)
_ZONES: Final = {
    GridZone.CONVINCE: (0, 1),
    GridZone.KEEP: (3, 1),
    GridZone.WATCH: (0, 4),
    GridZone.INVOLVE: (3, 4),
}
"""The column where a corner begins and the row at whose foot its word stands."""
_MOST_CHECK_LINES: Final = 3


def draw_grid(content: MapContent, *, words: Words) -> PaperResult:
    """Draw the grid, on one page where that stays readable; the same content gives the same bytes.

    Arrows to targets are left out where they would make the lanes too low; if that is not enough, the most
    influential stand on the first page and the rest on further ones.
    """
    paper = _GridPaper(content, words)
    pages = paper.draw(_pages(_placed(content)))
    return PaperResult(paper.finish(), pages)


def append_grid(content: MapContent, behind: Document, *, words: Words) -> int:
    """Draw the grid behind the pages of another paper; on how many."""
    return _GridPaper(content, words, behind).draw(_pages(_placed(content)))


def _placed(content: MapContent) -> list[GridPerson]:
    return [GridPerson(each.id, each.attitude, each.influence, each.target) for each in content.people]


def _pages(people: Sequence[GridPerson]) -> list[InfluenceGrid]:
    """The grids of the pages; those who are not rated wait on the first."""
    whole = place_on_grid(people)
    if _is_readable(whole):
        return [whole]
    bare = place_on_grid(people, targets=False, least_lanes=1)
    if _is_readable(bare):
        return [bare]
    rated = [each for each in people if each.id not in bare.unrated]
    rated.sort(key=lambda person: -(person.influence or 0))
    pages: list[list[GridPerson]] = [[]]
    for person in rated:
        if not _is_readable(place_on_grid([*pages[-1], person], targets=False, least_lanes=1)):
            pages.append([])
        pages[-1].append(person)
    first, *others = (place_on_grid(page, targets=False, least_lanes=1) for page in pages)
    return [replace(first, unrated=bare.unrated), *others]


def _is_readable(grid: InfluenceGrid) -> bool:
    return _lane_height(grid) >= _LEAST_LANE


def _lane_height(grid: InfluenceGrid) -> float:
    room = LIVE_HEIGHT - _HEAD - _FOOT
    return min(_LANE, room / sum(grid.lanes))


class _GridPaper:
    """Draws the pages of one grid."""

    def __init__(self, content: MapContent, words: Words, behind: Document | None = None) -> None:
        self._content = content
        self._words = words
        self._figures = {each.id: each for each in content.people}
        self._sheets = Sheets(words, content.head, words.say("Influence and attitude"), content, behind)

    def draw(self, grids: Sequence[InfluenceGrid]) -> int:
        """Draw the pages; how many."""
        for number, grid in enumerate(grids, start=1):
            self._measure(grid)
            with self._sheets.page(number, len(grids)) as pen:
                self._axes(pen)
                self._zones(pen)
                for place in grid.places:
                    if place.target_column is not None:
                        self._aim(pen, place, place.target_column)
                for place in grid.places:
                    self._chip(pen, place)
                self._unrated(pen)
                if number == 1:
                    self._checks(pen)
                self._legend(pen)
        return len(grids)

    def finish(self) -> bytes:
        """The file."""
        return self._sheets.finish()

    def _measure(self, grid: InfluenceGrid) -> None:
        self._grid = grid
        self._lane = _lane_height(grid)
        spare = LIVE_HEIGHT - _HEAD - _FOOT - self._lane * sum(grid.lanes)
        air = max(spare, 0) / len(ROWS)
        self._heights = [lanes * self._lane + air for lanes in grid.lanes]
        self._tops = [TOP + _HEAD + sum(self._heights[:row]) for row in range(len(ROWS))]

    def _axes(self, pen: Pen) -> None:
        for number, attitude in enumerate(COLUMNS):
            x = _GRID_LEFT + number * _CELL
            attitude_glyph(pen, x + 2, TOP + 8, attitude)
            pen.word(x + GLYPH + 6, TOP + 8, self._words.of(attitude.label), SMALL.bold())
            value = self._sheets.formats.signed(int(attitude))
            pen.word(x + _CELL - 4, TOP + 8, value, SMALL, align=1)
        for number, influence in enumerate(ROWS):
            top = self._tops[number]
            if self._heights[number] < _LOW_ROW:
                pen.word(LEFT + 3, top + 7, str(influence), SMALL.bold(), align=0.5)
                influence_bars(pen, LEFT + 10, top + 11, influence)
                continue
            influence_bars(pen, LEFT + 4, top + 15, influence)
            pen.word(LEFT + 12, top + 24, str(influence), SMALL.bold(), align=0.5)
        bottom = self._bottom
        for number in range(len(COLUMNS) + 1):
            x = _GRID_LEFT + number * _CELL
            pen.line(x, self._tops[0], x, bottom, 0.7 if number in {2, 3} else 0.4)
        for top in (*self._tops, bottom):
            pen.line(_GRID_LEFT, top, _GRID_LEFT + _GRID_WIDTH, top, 0.4)

    @property
    def _bottom(self) -> float:
        return self._tops[-1] + self._heights[-1]

    def _zones(self, pen: Pen) -> None:
        """A sparse hatch where people must be convinced, dots where they must be kept, and the four words."""
        height = self._tops[2] - self._tops[0]
        _sparse_hatch(pen, _GRID_LEFT, self._tops[0], 2 * _CELL, height)
        _sparse_dots(pen, _GRID_LEFT + 3 * _CELL, self._tops[0], 2 * _CELL, height)
        for zone, (column, row) in _ZONES.items():
            said = self._words.of(zone.label)
            y = self._tops[row] + self._heights[row] - 7
            width = text_width(said, TINY.bold()) + 6
            at_left = column == 0
            x = _GRID_LEFT + 3 if at_left else _GRID_LEFT + _GRID_WIDTH - 3 - width
            pen.box(x, y - 5, width, 10, fill=WHITE)
            pen.word(x + 3, y, said, TINY.bold())

    def _place(self, place: GridPlace) -> tuple[float, float]:
        x = _GRID_LEFT + place.column * _CELL + 3
        return x, self._tops[place.row] + 3 + place.lane * self._lane

    def _chip(self, pen: Pen, place: GridPlace) -> None:
        figure = self._figures[place.id]
        x, y = self._place(place)
        tall = min(_CHIP, self._lane - 2)
        width = _CELL - 8
        decides = figure.role is BuyingRole.DECIDER
        _pill(pen, x, y, width, tall, weight=1.5 if decides else 0.7, dashed=figure.stale)
        end = x + width - 6
        if figure.role is not None:
            end -= role_tag(pen, end, y + tall / 2 - 5, self._words, figure.role) + 3
        if figure.stale:
            clock(pen, end - 7, y + tall / 2)
            end -= 10
        made = set_text(figure.name or figure.title, _NAME, end - x - 8, 1)
        pen.text(x + 7, y + tall / 2 - _NAME.leading / 2, made)

    def _aim(self, pen: Pen, place: GridPlace, column: int) -> None:
        """A dashed arrow along the lane to a dashed ring with the initials."""
        figure = self._figures[place.id]
        x, y = self._place(place)
        tall = min(_CHIP, self._lane - 2)
        middle, radius = y + tall / 2, min(7.5, tall / 2)
        centre = _GRID_LEFT + (column + 0.5) * _CELL
        forward = column > place.column
        start = x + _CELL - 8 if forward else x
        tip = centre - radius - 1 if forward else centre + radius + 1
        way = 1 if forward else -1
        pen.line(start + way, middle, tip - way * 5, middle, 0.9, dash=(3, 2))
        pen.shape([(tip, middle), (tip - way * 6, middle - 2.6), (tip - way * 6, middle + 2.6)], fill=BLACK)
        pen.circle(centre, middle, radius, weight=0.7, fill=WHITE, dash=(1.8, 1.4))
        pen.word(centre, middle, figure.initials, Style(6, 7, Face.BOLD), align=0.5)

    def _unrated(self, pen: Pen) -> None:
        if not self._grid.unrated:
            return
        names = ", ".join(
            self._figures[each].name or self._figures[each].title for each in self._grid.unrated
        )
        said = self._words.say("Not rated: {count}. {names}", count=len(self._grid.unrated), names=names)
        pen.text(LEFT, self._bottom + 4, set_text(said, SMALL, _GRID_LEFT + _GRID_WIDTH - LEFT, 2))

    def _checks(self, pen: Pen) -> None:
        if not self._content.checks:
            return
        x, y = RIGHT - _SIDE, TOP
        failed = sum(check.state is not CheckState.PASSED for check in self._content.checks)
        title = self._words.say("Checks of the map")
        pen.word(x, y + 6, title, Style(11, 13, Face.BOLD))
        y += 15
        said = self._words.say(
            "not passed: {failed} of {count}", failed=failed, count=len(self._content.checks)
        )
        pen.word(x, y + 4, said, SMALL)
        y += 14
        limit = BOTTOM - 46
        for check in self._content.checks:
            y = self._check(pen, check, x, y, limit)
        self._scale(pen, x, BOTTOM - 28)

    def _check(self, pen: Pen, check: ReviewedCheck, x: float, y: float, limit: float) -> float:
        heading = set_text(self._words.of(check.heading.label), _CHECK, _SIDE - 16, 1)
        text = "; ".join(self._said(reason) for reason in check.reasons)
        ground = set_text(text, SMALL, _SIDE - 16, _MOST_CHECK_LINES)
        if y + heading.height + ground.height > limit:
            return y
        pen.line(x, y - 2.5, x + _SIDE, y - 2.5, 0.25)
        _mark(pen, x, y + 5.5, check.state)
        pen.text(x + 16, y, heading)
        pen.text(x + 16, y + heading.height, ground)
        return y + heading.height + ground.height + 6

    def _said(self, reason: Reason) -> str:
        places = {
            name: self._words.of(value.label) if isinstance(value, (Term, ScaleTerm)) else value
            for name, value in reason.places.items()
        }
        return self._words.of(reason.code.label, **places)

    def _scale(self, pen: Pen, x: float, y: float) -> None:
        """The attitude of the client by influence: now filled, before hollow, on −2…+2."""
        content, formats = self._content, self._sheets.formats
        if content.attitude is None:
            return
        pen.line(x, y - 14, x + _SIDE, y - 14, 0.25)
        pen.word(x, y - 6, self._words.say("Attitude by influence"), SMALL)
        value = formats.signed(content.attitude, 1)
        pen.word(x + _SIDE, y - 6, value, _CHECK, align=1)
        left, right, middle = x + 8, x + _SIDE - 8, y + 8
        pen.line(left, middle, right, middle, 0.6)
        for number in range(-2, 3):
            place = left + (number + 2) / 4 * (right - left)
            pen.line(place, middle - 3, place, middle + 3, 0.6)
            pen.word(place, middle + 10, formats.signed(number), TINY, align=0.5)
        for value_on, fill in ((content.attitude_before, WHITE), (content.attitude, BLACK)):
            if value_on is not None:
                place = left + float(value_on + 2) / 4 * (right - left)
                diamond = [(place, middle - 5), (place + 4, middle), (place, middle + 5), (place - 4, middle)]
                pen.shape(diamond, weight=0.8, fill=fill)

    def _legend(self, pen: Pen) -> None:
        words, middle, x = self._words, BOTTOM + 14, LEFT
        pen.line(LEFT, middle - 9, RIGHT, middle - 9, 0.25)
        _pill(pen, x, middle - 4.5, 18, 9, weight=0.7, dashed=True)
        x += 22 + pen.word(x + 22, middle, words.say("rated long ago"), TINY) + 14
        if any(place.target_column is not None for place in self._grid.places):
            pen.line(x, middle, x + 14, middle, 0.9, dash=(3, 2))
            pen.circle(x + 20, middle, 4.5, weight=0.7, dash=(1.8, 1.4))
            x += 28 + pen.word(x + 28, middle, words.say("where we want them"), TINY) + 14
        pen.shape([(x + 4, middle - 5), (x + 8, middle), (x + 4, middle + 5), (x, middle)], fill=BLACK)
        x += 12 + pen.word(x + 12, middle, words.say("attitude now"), TINY) + 14
        pen.shape([(x + 4, middle - 5), (x + 8, middle), (x + 4, middle + 5), (x, middle)], weight=0.8)
        pen.word(x + 12, middle, words.say("90 days ago"), TINY)


def _pill(pen: Pen, x: float, y: float, width: float, height: float, *, weight: float, dashed: bool) -> None:
    canvas = pen.canvas
    canvas.setLineWidth(weight)
    canvas.setStrokeGray(BLACK)
    canvas.setFillGray(WHITE)
    canvas.setDash([2.2, 1.6] if dashed else [])
    canvas.roundRect(x, PAGE_HEIGHT - y - height, width, height, height / 2, stroke=1, fill=1)
    canvas.setDash([])


def _mark(pen: Pen, x: float, middle: float, state: CheckState) -> None:
    """A black square with a cross, a diamond with an exclamation mark, a ring with a tick."""
    centre = x + 5
    match state:
        case CheckState.FAILED:
            pen.box(x, middle - 5, 10, 10, fill=BLACK)
            pen.stroke([(x + 2.8, middle - 2.2), (x + 7.2, middle + 2.2)], 1.2, WHITE)
            pen.stroke([(x + 2.8, middle + 2.2), (x + 7.2, middle - 2.2)], 1.2, WHITE)
        case CheckState.WARNING:
            corners = [(centre, middle - 6), (centre + 6, middle), (centre, middle + 6), (centre - 6, middle)]
            pen.shape(corners, weight=0.9, fill=WHITE)
            pen.word(centre, middle, "!", Style(8.5, 10, Face.BOLD), align=0.5)
        case CheckState.PASSED:
            pen.circle(centre, middle, 5, weight=0.8, fill=WHITE)
            tick(pen, x + 2.4, middle - 2.6, 5.2, 1.1)


def _sparse_hatch(pen: Pen, x: float, y: float, width: float, height: float, step: float = 12.0) -> None:
    canvas = pen.canvas
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(x, PAGE_HEIGHT - y - height, width, height)
    canvas.clipPath(clip, stroke=0, fill=0)
    start = x - height
    while start < x + width:
        pen.line(start, y + height, start + height, y, 0.2)
        start += step
    canvas.restoreState()


def _sparse_dots(pen: Pen, x: float, y: float, width: float, height: float, step: float = 9.0) -> None:
    for row in range(int(height / step)):
        for column in range(int(width / step)):
            pen.circle(x + (column + 0.5) * step, y + (row + 0.5) * step, 0.35, fill=BLACK)
