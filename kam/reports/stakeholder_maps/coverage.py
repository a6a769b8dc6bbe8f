"""The coverage matrix on paper: their people by ours, what each is to the other and shall become."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kam.core.vocabulary import Circle, RelationshipLevel
from kam.core.words import Words
from kam.reports.document import Document
from kam.reports.fonts import Face
from kam.reports.pen import BLACK, WHITE, Pen
from kam.reports.result import PaperResult
from kam.reports.stakeholder_maps.content import MapColleague, MapContent, MapFigure, MapLevel
from kam.reports.stakeholder_maps.glyphs import GLYPH, attitude_glyph, influence_bars, role_tag
from kam.reports.stakeholder_maps.sheet import (
    BOTTOM,
    LEFT,
    LIVE_HEIGHT,
    LIVE_WIDTH,
    RIGHT,
    SMALL,
    TINY,
    TOP,
    Sheets,
)
from kam.reports.text import Style, set_text

_NAMES: Final = 196.0
_CONTACT: Final = 58.0
_HEAD: Final = 30.0
_ROW: Final = 17.0
_GROUP: Final = 14.0
_SUMS: Final = 17.0
_LEAST_COLUMN: Final = 52.0
_MOST_COLUMN: Final = 96.0
_MOST_COLUMNS: Final = int((LIVE_WIDTH - _NAMES - _CONTACT) / _LEAST_COLUMN)
_RADIUS: Final = 4.6
_NAME: Final = Style(8.6, 10, Face.BOLD)


def draw_coverage(content: MapContent, *, words: Words) -> PaperResult:
    """Draw the matrix on as many pages as it needs; the same content gives the same bytes.

    Rows go on over pages under the same head; colleagues for whom there is no room stand on pages of their
    own, beside the names again.
    """
    paper = _CoveragePaper(content, words)
    pages = paper.draw()
    return PaperResult(paper.finish(), pages)


def append_coverage(content: MapContent, behind: Document, *, words: Words) -> int:
    """Draw the matrix behind the pages of another paper; on how many."""
    return _CoveragePaper(content, words, behind).draw()


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the matrix: a circle, or a person."""

    circle: Circle | None = None
    figure: MapFigure | None = None

    @property
    def height(self) -> float:
        """A circle's line is lower."""
        return _GROUP if self.figure is None else _ROW


class _CoveragePaper:
    """Draws the pages of one matrix."""

    def __init__(self, content: MapContent, words: Words, behind: Document | None = None) -> None:
        self._content = content
        self._words = words
        self._sheets = Sheets(words, content.head, words.say("Coverage"), content, behind)

    def draw(self) -> int:
        """Draw the pages; how many."""
        ours = self._content.colleagues
        parts = [ours[at : at + _MOST_COLUMNS] for at in range(0, len(ours), _MOST_COLUMNS)] or [ours]
        sheets = [(part, lines) for part in parts for lines in _pages(self._content.people)]
        for number, (part, lines) in enumerate(sheets, start=1):
            with self._sheets.page(number, len(sheets)) as pen:
                self._paint(pen, part, lines)
                self._legend(pen)
        return len(sheets)

    def finish(self) -> bytes:
        """The file."""
        return self._sheets.finish()

    def _paint(self, pen: Pen, ours: Sequence[MapColleague], lines: Sequence[_Line]) -> None:
        room = (LIVE_WIDTH - _NAMES - _CONTACT) / max(1, len(ours))
        column = min(room, _MOST_COLUMN)
        right = LEFT + _NAMES + column * len(ours) + _CONTACT
        if not lines:
            nobody = self._words.say("Nobody is on the map yet.")
            pen.text(LEFT, TOP, set_text(nobody, SMALL, LIVE_WIDTH, 2))
            return
        self._head(pen, ours, column, right)
        y = TOP + _HEAD
        for line in lines:
            if line.figure is None:
                self._circle(pen, line.circle, y)
            else:
                self._row(pen, line.figure, ours, column, y)
            y += line.height
            pen.line(LEFT, y, right, y, 0.25)
        self._sums(pen, ours, column, y)
        bottom = y + _SUMS
        for number in range(len(ours) + 1):
            x = LEFT + _NAMES + number * column
            pen.line(x, TOP, x, bottom, 0.7 if number == 0 else 0.25)
        pen.line(LEFT, y, right, y, 0.7)

    def _head(self, pen: Pen, ours: Sequence[MapColleague], column: float, right: float) -> None:
        words = self._words
        for number, each in enumerate(ours):
            x = LEFT + _NAMES + number * column
            name = set_text(each.name, _NAME, column - 4, 1)
            pen.text(x + (column - name.width) / 2, TOP + 3, name)
            part = set_text(each.part, TINY, column - 4, 1)
            pen.text(x + (column - part.width) / 2, TOP + 15, part)
        middle = TOP + _HEAD - 8
        pen.word(LEFT, middle, words.say("Person of the client"), SMALL)
        pen.word(LEFT + _NAMES - 4, middle, words.say("Att., influence"), SMALL, align=1)
        pen.word(right, middle, words.say("Contact, d"), SMALL, align=1)
        pen.line(LEFT, TOP + _HEAD, right, TOP + _HEAD, 0.7)

    def _circle(self, pen: Pen, circle: Circle | None, y: float) -> None:
        words, middle = self._words, y + _GROUP / 2
        if circle is None:
            pen.word(LEFT, middle, words.say("Circle not set"), SMALL.bold())
            return
        width = pen.word(LEFT, middle, words.say("Circle {number}", number=int(circle)), SMALL.bold())
        pen.word(LEFT + width + 6, middle, words.of(circle.label), SMALL)

    def _row(
        self, pen: Pen, figure: MapFigure, ours: Sequence[MapColleague], column: float, y: float
    ) -> None:
        middle = y + _ROW / 2
        end = LEFT + _NAMES - 4
        influence_bars(pen, end - 17, middle + 5, figure.influence)
        if figure.attitude is not None:
            attitude_glyph(pen, end - 17 - GLYPH - 5, middle, figure.attitude)
        end -= 17 + GLYPH + 10
        if figure.owner is None:
            end = self._unanswered(pen, end, middle)
        if figure.role is not None:
            end -= role_tag(pen, end, middle - 5, self._words, figure.role) + 3
        name = set_text(figure.name or figure.title, _NAME, end - LEFT - 3, 1)
        pen.text(LEFT, middle - _NAME.leading / 2, name)
        levels = {each.colleague: each for each in figure.levels}
        for number, each in enumerate(ours):
            x = LEFT + _NAMES + number * column
            if figure.owner == each.id:
                pen.box(x + 2.5, y + 2, column - 5, _ROW - 4, weight=1)
            if each.id in levels:
                self._level(pen, levels[each.id], x + column / 2, middle)
        right = LEFT + _NAMES + len(ours) * column + _CONTACT
        pen.word(right, middle, self._contact(figure), SMALL.bold() if figure.overdue else SMALL, align=1)

    def _unanswered(self, pen: Pen, end: float, middle: float) -> float:
        """A black square with a cross: nobody of ours answers."""
        x = end - 8
        pen.box(x, middle - 4, 8, 8, fill=BLACK)
        pen.stroke([(x + 2.2, middle - 1.8), (x + 5.8, middle + 1.8)], 1, WHITE)
        pen.stroke([(x + 2.2, middle + 1.8), (x + 5.8, middle - 1.8)], 1, WHITE)
        return x - 3

    def _level(self, pen: Pen, level: MapLevel, centre: float, middle: float) -> None:
        """A quartered circle and its number; with a target an arrow and a dashed one."""
        aims = level.target is not None and level.target > level.level
        x = centre - (27 if aims else 9)
        quarters(pen, x + _RADIUS, middle, level.level, dashed=level.stale)
        pen.word(x + 2 * _RADIUS + 3, middle, str(int(level.level)), SMALL.bold())
        if level.target is None or not aims:
            return
        x += 2 * _RADIUS + 12
        pen.line(x, middle, x + 8, middle, 0.7)
        pen.shape([(x + 10, middle), (x + 6.5, middle - 2.2), (x + 6.5, middle + 2.2)], fill=BLACK)
        x += 14
        quarters(pen, x + _RADIUS, middle, level.target, dashed=True)
        pen.word(x + 2 * _RADIUS + 3, middle, str(int(level.target)), SMALL)

    def _contact(self, figure: MapFigure) -> str:
        words = self._words
        if not figure.name:
            return words.say_in("contact", "unknown")
        if figure.contact_days is None:
            return words.say_in("contact", "none")
        if figure.contact_norm is None:
            return str(figure.contact_days)
        return words.say("{days} of {norm}", days=figure.contact_days, norm=figure.contact_norm)

    def _sums(self, pen: Pen, ours: Sequence[MapColleague], column: float, y: float) -> None:
        """Of everybody, not of the page: how many each of us knows, and how many targets are ahead."""
        middle = y + _SUMS / 2
        pen.word(LEFT, middle, self._words.say("Known · short of the target"), SMALL)
        for number, each in enumerate(ours):
            levels = [one for who in self._content.people for one in who.levels if one.colleague == each.id]
            known = sum(one.level > RelationshipLevel.NONE for one in levels)
            short = sum(one.target is not None and one.target > one.level for one in levels)
            said = f"{known} · {short}" if short else str(known)
            pen.word(LEFT + _NAMES + (number + 0.5) * column, middle, said, SMALL.bold(), align=0.5)

    def _legend(self, pen: Pen) -> None:
        words, middle, x = self._words, BOTTOM + 14, LEFT
        pen.line(LEFT, middle - 9, RIGHT, middle - 9, 0.25)
        for level in RelationshipLevel:
            quarters(pen, x + _RADIUS, middle, level)
            text = words.say("{number} {name}", number=int(level), name=words.of(level.label))
            x += 2 * _RADIUS + 4
            x += pen.word(x, middle, text, TINY) + 12
        quarters(pen, x + _RADIUS, middle, RelationshipLevel.CREDIBLE_SOURCE, dashed=True)
        x += 2 * _RADIUS + 4
        x += pen.word(x, middle, words.say("target, or rated long ago"), TINY) + 12
        pen.box(x, middle - 4, 14, 8, weight=1)
        x += 18
        x += pen.word(x, middle, words.say("answers"), TINY) + 12
        self._unanswered(pen, x + 8, middle)
        pen.word(x + 12, middle, words.say("nobody answers"), TINY)


def quarters(pen: Pen, x: float, y: float, level: RelationshipLevel, *, dashed: bool = False) -> None:
    """A circle by its centre with as many black quarters as the level has, from the top clockwise."""
    steps = 8
    if level is RelationshipLevel.TRUSTED_ADVISER:
        pen.circle(x, y, _RADIUS, fill=BLACK)
    elif level:
        ends = [
            math.radians(90 * int(level) * step / (steps * int(level)))
            for step in range(steps * int(level) + 1)
        ]
        rim = [(x + _RADIUS * math.sin(turn), y - _RADIUS * math.cos(turn)) for turn in ends]
        pen.shape([(x, y), *rim], fill=BLACK)
    pen.circle(x, y, _RADIUS, weight=0.7, dash=(1.5, 1.2) if dashed else ())


def _pages(people: Sequence[MapFigure]) -> list[list[_Line]]:
    """The lines of each page; a circle that goes on is named again."""
    pages: list[list[_Line]] = [[]]
    room = LIVE_HEIGHT - _HEAD - _SUMS
    for line in _lines(people):
        used = sum(each.height for each in pages[-1])
        needed = line.height + (_ROW if line.figure is None else 0)  # a circle never ends a page
        if used + needed > room:
            pages.append([])
            if line.figure is not None:
                pages[-1].append(_Line(line.figure.circle))
        pages[-1].append(line)
    return pages


def _lines(people: Sequence[MapFigure]) -> Iterator[_Line]:
    """Circle by circle, the most influential first; who has no circle comes last."""
    for circle in (*Circle, None):
        here = [each for each in people if each.circle is circle]
        here.sort(key=lambda each: (-(each.influence or 0), each.name or each.title))
        if here:
            yield _Line(circle)
        for figure in here:
            yield _Line(figure=figure)
