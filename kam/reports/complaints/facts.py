"""The head of a complaint's paper: its title, and what is known of it in two columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kam.reports.kit import Box, Kit
from kam.reports.layout import HAIRLINE
from kam.reports.pen import MM, Pen
from kam.reports.text import set_text

_NAME: Final = 24 * MM
_PAD: Final = 1.8
_LINES: Final = 8


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and a value; without a value it is left out."""

    name: str
    value: str


def title(kit: Kit, name: str, summary: str, right: str = "") -> Box:
    """The document's name, large; by when it is answered at its right; what it is about, under it."""
    look = kit.look
    note = set_text(right, look.purpose, look.width * 0.5, 1)
    made = set_text(name, look.client, look.width - note.width - 10, 2)
    about = set_text(summary, look.purpose, look.width, 6)

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.text(x, y, made)
        pen.text(x, y + made.height - look.purpose.leading - 3, note, right=x + look.width)
        pen.text(x, y + made.height + 2, about)

    return Box(made.height + 2 + about.height + 5, paint)


def facts_table(kit: Kit, facts: Sequence[Fact]) -> Box:
    """Facts two by two, a hairline under each row; the unknown ones are left out."""
    look = kit.look
    known = [fact for fact in facts if fact.value.strip()]
    column = (look.width - look.gutter) / 2
    rows = [known[at : at + 2] for at in range(0, len(known), 2)]
    made = [
        [
            (
                set_text(fact.name, look.small, _NAME - 4, 2),
                set_text(fact.value, look.body, column - _NAME, _LINES),
            )
            for fact in row
        ]
        for row in rows
    ]
    heights = [max(max(name.height, value.height) for name, value in row) + 2 * _PAD for row in made]

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.line(x, y, x + look.width, y, 0.5)
        for number, (row, height) in enumerate(zip(made, heights, strict=True)):
            for place, (name, value) in zip((x, x + column + look.gutter), row, strict=False):
                pen.text(place, y + _PAD + 0.8, name)
                pen.text(place + _NAME, y + _PAD, value)
                if number < len(made) - 1:
                    pen.line(place, y + height, place + column, y + height, HAIRLINE)
            y += height

    return Box(sum(heights) + 1, paint)
