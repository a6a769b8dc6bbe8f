"""The eight steps of an 8D report: the number with its box at the left, the step at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from kam.reports.complaints.look import STEP
from kam.reports.fonts import Face
from kam.reports.kit import Box, Kit
from kam.reports.layout import HAIRLINE, RULE_WEIGHT, Section, heading_height
from kam.reports.pen import BLACK, MM, Pen
from kam.reports.signs import LegendSign, check, missing_chip
from kam.reports.text import Style, set_text

_SIGN: Final = Style(15, 18, Face.BOLD)
_HEADING: Final = Style(9.8, 12, Face.BOLD)
_BOX: Final = 3.9 * MM
_ROOM: Final = 33.0
"""The least height of a step: its number and its box."""


class Done(Enum):
    """How far a step or a measure is."""

    DONE = "done"
    HALF = "half"
    NOT_BEGUN = "not_begun"


def paint_state(pen: Pen, x: float, y: float, size: float, state: Done) -> None:
    """A box: ticked, half black, or empty."""
    pen.box(x + 0.45, y + 0.45, size - 0.9, size - 0.9, weight=0.9)
    if state is Done.DONE:
        inner = size * 0.62
        check(pen, x + (size - inner) / 2, y + (size - inner) / 2, inner, max(1.0, size / 8))
    elif state is Done.HALF:
        pen.shape(
            [(x + 0.6, y + 0.6), (x + 0.6, y + size - 0.6), (x + size - 0.6, y + size - 0.6)], fill=BLACK
        )


def state_box(state: Done, leading: float, size: float = 8.4) -> Box:
    """The same beside a line of text."""
    return Box(leading, lambda pen, x, y: paint_state(pen, x, y + (leading - size) / 2, size, state))


def sign_of(state: Done) -> LegendSign:
    """The same in the legend of the footer."""

    def paint(pen: Pen, x: float, middle: float) -> float:
        paint_state(pen, x, middle - 4, 8, state)
        return 9.0

    return paint


def all_done(states: Sequence[Done]) -> Done:
    """Done when each is, begun when any is."""
    if states and all(state is Done.DONE for state in states):
        return Done.DONE
    return Done.NOT_BEGUN if all(state is Done.NOT_BEGUN for state in states) else Done.HALF


@dataclass(frozen=True, slots=True)
class Step(Section):
    """A section with its number at the left; ``sign`` is D1 to D8."""

    sign: str = ""
    state: Done = Done.NOT_BEGUN

    def height(self, kit: Kit, shown: int | None = None) -> float:  # noqa: ARG002 - steps are never cut
        """Its height; the number and its box take some of their own."""
        body = heading_height(kit) + (self.head.height if self.head and self.rows else 0.0)
        return max(body + sum(row.height for row in self.rows), _ROOM)

    def paint(
        self,
        kit: Kit,
        pen: Pen,
        x: float,
        y: float,
        shown: int | None = None,  # noqa: ARG002 - as above
    ) -> None:
        """Draw it; ``x`` is where its body begins."""
        left = x - STEP
        pen.line(left, y + RULE_WEIGHT / 2, x + self.width, y + RULE_WEIGHT / 2, RULE_WEIGHT)
        pen.word(left, y + 4 + _SIGN.leading / 2, self.sign, _SIGN)
        paint_state(pen, left, y + 5 + _SIGN.leading, _BOX, self.state)
        self._paint_heading(kit, pen, x, y + RULE_WEIGHT + 1.9)
        at = y + heading_height(kit)
        if self.head and self.rows:
            self.head.paint(pen, x, at)
            at += self.head.height
        for number, row in enumerate(self.rows):
            row.paint(pen, x, at)
            at += row.height
            if self.ruled and number < len(self.rows) - 1:
                pen.line(x, at, x + self.width, at, HAIRLINE)

    def _paint_heading(self, kit: Kit, pen: Pen, x: float, top: float) -> None:
        look, heading = kit.look, self.heading
        middle = top + look.message.leading / 2
        note = pen.word(x + self.width, middle, heading.note, look.note, align=1.0) if heading.note else 0.0
        end = pen.word(x, middle, heading.label, _HEADING)
        room = self.width - end - note - 12
        style = Style(look.body.size, look.message.leading)
        if heading.missing:
            missing_chip(heading.missing, style, room).paint(pen, x + end + 6, top)
        elif heading.message:
            pen.text(x + end + 6, top, set_text(heading.message, style, room, 1))

    def split(
        self,
        kit: Kit,
        room: float,
        together: int = 1,
    ) -> tuple[Section | None, Section | None]:
        """As any section, but that one row may stand under its heading: steps are told by their numbers."""
        if self.height(kit) <= room:
            return self, None
        fitting = self.fitting(kit, room, together)
        if not fitting or room < _ROOM:
            return None, self
        heading = replace(self.heading, message=kit.words.say_in("heading", "continued"), note="")
        rest = replace(self, rows=self.rows[fitting:], rows_before=fitting, heading=heading)
        return replace(self, rows=self.rows[:fitting]), rest
