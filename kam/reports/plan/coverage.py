"""Who of ours is what to whom of theirs, in a table that goes on overleaf."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kam.core.vocabulary import Circle, RelationshipLevel
from kam.reports.fonts import Face
from kam.reports.kit import Box, Kit, stacked
from kam.reports.layout import Heading, Part, Section
from kam.reports.pen import PALE, Pen
from kam.reports.signs import chip, chip_width
from kam.reports.stakeholder_maps.content import MapColleague, MapContent, MapFigure, MapLevel
from kam.reports.stakeholder_maps.coverage import quarters
from kam.reports.text import SetText, Style, set_text

_NAMES: Final = 144.0
_CONTACT: Final = 54.0
_LEAST_COLUMN: Final = 43.0
_MOST_COLUMN: Final = 92.0
_HEAD: Final = 15.0
"""The height of the head without what is under the names."""
_PART_LINES: Final = 2
_ROW: Final = 16.5
_GAP: Final = 2
"""A target so many levels ahead is shaded."""
_NAME: Final = Style(9, 11)
_NAME_LINES: Final = 3
_LEGEND: Final = 13.0


def coverage(kit: Kit, people: MapContent) -> Iterator[Section]:
    """The matrix; colleagues for whom there is no room beside the others follow in a second one."""
    words, ours = kit.words, people.colleagues
    label = words.say_in("plan heading", "Who of ours knows whom")
    if not ours:
        missing = words.say("nobody of ours is assigned: who knows whom?")
        yield Section(Part.PLAN, Heading(label, missing=missing), kit.look.width)
        return
    most = int((kit.look.width - _NAMES - _CONTACT) / _LEAST_COLUMN)
    parts = [ours[at : at + most] for at in range(0, len(ours), most)]
    for number, part in enumerate(parts, start=1):
        message = words.say("level 0–4 → target; contact in days")
        note = (
            words.say("part {number} of {total}", number=number, total=len(parts)) if len(parts) > 1 else ""
        )
        table = _Table(kit, part)
        *before, last = (table.row(each) for each in _ordered(people.people))
        rows = (*before, stacked([last, _legend(kit)]))  # a page never begins with the legend
        heading = Heading(label, message, note=note)
        yield Section(Part.PLAN, heading, kit.look.width, rows, table.head(), ruled=False, counted=False)


def _ordered(people: Sequence[MapFigure]) -> list[MapFigure]:
    """Circle by circle, the most influential first; who has no circle comes last."""
    return sorted(
        people,
        key=lambda each: (each.circle or Circle.OUTER + 1, -(each.influence or 0), each.name or each.title),
    )


class _Table:
    """A table of some colleagues."""

    def __init__(self, kit: Kit, ours: Sequence[MapColleague]) -> None:
        self._kit = kit
        self._ours = ours
        self._column = min((kit.look.width - _NAMES - _CONTACT) / len(ours), _MOST_COLUMN)
        self._width = _NAMES + self._column * len(ours) + _CONTACT

    def head(self) -> Box:
        """The names of ours, and their part in the account."""
        kit, column = self._kit, self._column
        small = kit.look.small
        heads = [
            (
                set_text(each.name, small.bold(), column - 4, 1),
                set_text(each.part, kit.look.tiny, column - 2, _PART_LINES),
            )
            for each in self._ours
        ]
        tall = _HEAD + max((part.height for _, part in heads), default=0.0)

        def paint(pen: Pen, x: float, y: float) -> None:
            for number, (name, part) in enumerate(heads):
                left = x + _NAMES + number * column
                pen.text(left + (column - name.width) / 2, y + 1, name)
                top = y + 11
                for line in part.lines:
                    pen.text(left + (column - line.width) / 2, top, SetText((line,), part.style))
                    top += part.style.leading
            pen.word(x + self._width, y + tall - 8, kit.words.say_in("column", "contact"), small, align=1)
            pen.line(x, y + tall - 1, x + self._width, y + tall - 1, 0.5)

        return Box(tall, paint)

    def row(self, figure: MapFigure) -> Box:
        """Somebody of theirs, and what each of ours is to them."""
        levels = {each.colleague: each for each in figure.levels}
        style = _NAME if figure.name else _NAME.italic()
        name = set_text(figure.name or figure.title, style, _NAMES - 24, _NAME_LINES)
        tall = max(name.height + 4, _ROW)

        def paint(pen: Pen, x: float, y: float) -> None:
            middle = y + tall / 2
            pen.text(x, middle - name.height / 2, name)
            if figure.circle is not None:
                circle = self._kit.words.say_in("coverage", "c. {number}", number=int(figure.circle))
                pen.word(x + _NAMES - 6, middle, circle, self._kit.look.tiny, align=1)
            for number, each in enumerate(self._ours):
                left = x + _NAMES + number * self._column
                self._level(
                    pen, levels.get(each.id), left, middle - _ROW / 2, answers=figure.owner == each.id
                )
            self._contact(pen, figure, x + self._width, middle)
            pen.line(x, y + tall, x + self._width, y + tall, 0.25)

        return Box(tall, paint)

    def _level(self, pen: Pen, level: MapLevel | None, left: float, y: float, *, answers: bool) -> None:
        column, middle = self._column, y + _ROW / 2
        if level is not None and level.target is not None and level.target - level.level >= _GAP:
            pen.box(left + 1, y + 0.5, column - 2, _ROW - 1, fill=PALE)
        if answers:
            pen.box(left + 2.5, y + 2, column - 5, _ROW - 4, weight=0.9)
        if level is None:
            return
        x = left + column / 2 - 14
        quarters(pen, x, middle, level.level, dashed=level.stale)
        if level.target is None or level.target <= level.level:
            return
        pen.word(x + 8, middle, f"→{int(level.target)}", self._kit.look.small)

    def _contact(self, pen: Pen, figure: MapFigure, right: float, middle: float) -> None:
        words, style = self._kit.words, self._kit.look.small
        if not figure.name:
            pen.word(right, middle, words.say_in("contact", "unknown"), style.italic(), align=1)
            return
        said = words.say_in("contact", "none") if figure.contact_days is None else str(figure.contact_days)
        if figure.contact_days is not None and figure.contact_norm is not None:
            said = words.say("{days} of {norm}", days=figure.contact_days, norm=figure.contact_norm)
        if not figure.overdue:
            pen.word(right, middle, said, style, align=1)
            return
        bold = Style(style.size, style.leading, Face.BOLD)
        mark = chip(said, bold, height=11)
        mark.paint(pen, right - chip_width(said, bold), middle - bold.leading / 2)


def _legend(kit: Kit) -> Box:
    words, style = kit.words, kit.look.tiny

    def paint(pen: Pen, x: float, y: float) -> None:
        middle = y + _LEGEND / 2 + 2
        for level in RelationshipLevel:
            quarters(pen, x + 5, middle, level)
            x += 13
            x += pen.word(x, middle, words.of(level.label), style) + 8
        quarters(pen, x + 5, middle, RelationshipLevel.CREDIBLE_SOURCE, dashed=True)
        x += 13
        x += pen.word(x, middle, words.say("rated long ago"), style) + 8
        pen.box(x, middle - 4, 12, 8, weight=0.9)
        pen.word(x + 15, middle, words.say("answers"), style)

    return Box(_LEGEND, paint)
