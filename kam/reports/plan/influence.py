"""Influence and attitude on paper: rows of influence, columns of attitude, arrows to the targets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from kam.analysis.influence_grid import COLUMNS, ROWS, GridPerson, GridPlace, InfluenceGrid, place_on_grid
from kam.core.vocabulary import BuyingRole
from kam.reports.fonts import Face
from kam.reports.kit import Box, Kit
from kam.reports.layout import Heading, Part, Section
from kam.reports.pen import BLACK, PALE, WHITE, Pen
from kam.reports.stakeholder_maps.content import MapContent, MapFigure
from kam.reports.stakeholder_maps.glyphs import GLYPH, attitude_glyph, clock, influence_bars
from kam.reports.text import Style, set_text

_AXIS: Final = 30.0
_HEAD: Final = 15.0
_LANE: Final = 16.0
_PILL: Final = 13.0
_PAD: Final = 3.0
_MOST_LANES: Final = 32
"""So many people of one row are drawn; who comes after them is counted."""
_NAME: Final = Style(8.2, 10, Face.BOLD)
_INITIALS: Final = Style(5.6, 7, Face.BOLD)


def influence(kit: Kit, people: MapContent) -> Section:
    """The grid; rows without anybody stay low."""
    words = kit.words
    placed = [GridPerson(each.id, each.attitude, each.influence, each.target) for each in people.people]
    grid = place_on_grid(placed, least_lanes=1)
    figures = {each.id: each for each in people.people}
    unrated = [figures[each].name or figures[each].title for each in grid.unrated]
    message = words.say("first those on grey: strong and not for us")
    heading = Heading(words.say("Influence and attitude"), message)
    rows = [_Row(kit, grid, figures, number).box() for number in range(len(ROWS))]
    if unrated:
        said = words.say("Not rated: {count}. {names}", count=len(unrated), names=", ".join(unrated))
        rows.append(_text(kit, said))
    return Section(Part.PLAN, heading, kit.look.width, tuple(rows), _head(kit), ruled=False, counted=False)


def _text(kit: Kit, said: str) -> Box:
    made = set_text(said, kit.look.small, kit.look.width, kit.at_most(4))
    return Box(made.height + 4, lambda pen, x, y: pen.text(x, y + 4, made))


def _cell(kit: Kit) -> float:
    return (kit.look.width - _AXIS) / len(COLUMNS)


def _head(kit: Kit) -> Box:
    def paint(pen: Pen, x: float, y: float) -> None:
        middle = y + _HEAD / 2
        for number, attitude in enumerate(COLUMNS):
            left = x + _AXIS + number * _cell(kit)
            attitude_glyph(pen, left + 2, middle, attitude)
            pen.word(left + GLYPH + 5, middle, kit.words.of(attitude.label), kit.look.small.bold())
            value = kit.formats.signed(int(attitude))
            pen.word(left + _cell(kit) - 3, middle, value, kit.look.small, align=1)
        pen.line(x + _AXIS, y + _HEAD, x + kit.look.width, y + _HEAD, 0.6)

    return Box(_HEAD, paint)


class _Row:
    """One degree of influence: everybody who has it."""

    def __init__(self, kit: Kit, grid: InfluenceGrid, figures: Mapping[UUID, MapFigure], row: int) -> None:
        self._kit = kit
        self._figures = figures
        self._row = row
        self._lanes = min(grid.lanes[row], _MOST_LANES)
        here = [place for place in grid.places if place.row == row]
        self._places = [place for place in here if place.lane < self._lanes]
        self._beyond = len(here) - len(self._places)

    def box(self) -> Box:
        """The row with its frame."""
        rest = _LANE if self._beyond else 0.0
        return Box(max(self._lanes * _LANE, 20) + 2 * _PAD + rest, self._paint)

    def _paint(self, pen: Pen, x: float, y: float) -> None:
        kit, cell = self._kit, _cell(self._kit)
        tall = self.box().height
        left, right = x + _AXIS, x + kit.look.width
        if self._row < 2:  # noqa: PLR2004 - influence 4 and 5
            pen.box(left, y, 2 * cell, tall, fill=PALE)
        influence_bars(pen, x + 2, y + 13, ROWS[self._row])
        pen.word(x + 23, y + 9, str(ROWS[self._row]), kit.look.small.bold())
        for number in range(len(COLUMNS) + 1):
            pen.line(left + number * cell, y, left + number * cell, y + tall, 0.35)
        pen.line(left, y + tall, right, y + tall, 0.35)
        for place in self._places:
            if place.target_column is not None:
                self._aim(pen, place, place.target_column, left, y)
        for place in self._places:
            self._pill(pen, place, left, y)
        if self._beyond:
            said = kit.words.say_many("{count} more person", "{count} more people", self._beyond)
            pen.word(left + 4, y + tall - _LANE / 2, said, kit.look.small.italic())

    def _middle(self, place: GridPlace, top: float) -> float:
        return top + _PAD + (place.lane + 0.5) * _LANE

    def _pill(self, pen: Pen, place: GridPlace, left: float, top: float) -> None:
        figure = self._figures[place.id]
        x, wide, middle = (
            left + place.column * _cell(self._kit) + 3,
            _cell(self._kit) - 6,
            self._middle(place, top),
        )
        weight = 1.4 if figure.role is BuyingRole.DECIDER else 0.6
        dash = (2.2, 1.6) if figure.stale or not figure.name else ()
        pen.box(x, middle - _PILL / 2, wide, _PILL, weight=weight, fill=WHITE, dash=dash)
        room = wide - 8
        if figure.stale:
            clock(pen, x + wide - 10, middle)
            room -= 10
        style = _NAME if figure.name else _NAME.italic()
        made = set_text(figure.name or figure.title, style, room, 1)
        pen.text(x + 4, middle - style.leading / 2, made)

    def _aim(self, pen: Pen, place: GridPlace, column: int, left: float, top: float) -> None:
        """A dashed arrow along the lane to a dashed ring with the initials."""
        figure, cell, middle = self._figures[place.id], _cell(self._kit), self._middle(place, top)
        way = 1 if column > place.column else -1
        edge = left + (place.column + (1 if way > 0 else 0)) * cell - way * 3
        centre, radius = left + (column + 0.5) * cell, 6.0
        tip = centre - way * (radius + 1)
        pen.line(edge, middle, tip - way * 4, middle, 0.8, dash=(3, 2))
        pen.shape([(tip, middle), (tip - way * 5, middle - 2.3), (tip - way * 5, middle + 2.3)], fill=BLACK)
        pen.circle(centre, middle, radius, weight=0.7, fill=WHITE, dash=(1.8, 1.4))
        pen.word(centre, middle, figure.initials[:2], _INITIALS, align=0.5)
