"""What both 8D reports are made of: steps, the boxes for a mark, the lines to sign on, the legend."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from kam.reports.complaints.look import STEP
from kam.reports.complaints.steps import Done, Step, sign_of
from kam.reports.complaints.wording import day_of
from kam.reports.kit import Box, Kit
from kam.reports.layout import Heading, Part
from kam.reports.pen import MM, Pen
from kam.reports.signs import LegendSign
from kam.reports.text import plain, set_text

_MARKS: Final = 5
_SIGN_ROOM: Final = 10 * MM


def note(kit: Kit, as_of: datetime, *, final: bool) -> str:
    """Of which day the report is, and whether it is the last."""
    day = kit.formats.full_date(day_of(kit, as_of))
    if final:
        return kit.words.say("Final report, {date}", date=day)
    return kit.words.say("Interim report, {date}", date=day)


def body_width(kit: Kit) -> float:
    """What is left of the page beside the numbers."""
    return kit.look.width - STEP


def step(
    kit: Kit,
    number: int,
    heading: Heading,
    rows: Sequence[Box],
    state: Done,
    *,
    head: Box | None = None,
    ruled: bool = True,
    tail: int = 1,
) -> Step:
    """A step, D1 to D8; the last ``tail`` of its rows stay on one page."""
    return Step(
        Part.COMPLAINTS,
        heading,
        body_width(kit),
        tuple(rows),
        head,
        ruled=ruled,
        counted=False,
        tail=tail,
        sign=f"D{number}",
        state=state,
    )


def marks(kit: Kit) -> Box:
    """Five boxes for the client's mark, at the right."""
    look = kit.look
    said = set_text(kit.words.say("How was it solved:"), look.body, 200, 1)

    def paint(pen: Pen, x: float, y: float) -> None:
        at = x + body_width(kit) - _MARKS * 24
        pen.text(at - said.width - 6, y, said)
        for number in range(1, _MARKS + 1):
            pen.box(at + 0.4, y + look.body.leading / 2 - 4, 8, 8, weight=0.8)
            pen.word(at + 11, y + look.body.leading / 2, str(number), look.body)
            at += 24

    return Box(look.body.leading + 2, paint)


def signatures(kit: Kit, ours: str, who: str, client: str, whom: str) -> Box:
    """A line for each side to sign on."""
    look = kit.look
    half = body_width(kit) * 0.48
    sides = [
        set_text(said, look.body, half * 0.66, 4)
        for said in (_side(ours or kit.words.say("us"), who), _side(client, whom))
    ]
    room = max(_SIGN_ROOM, *(made.height + 4 for made in sides))

    def paint(pen: Pen, x: float, y: float) -> None:
        for place, made in zip((x, x + body_width(kit) - half), sides, strict=True):
            bottom = y + room
            pen.text(place, bottom - made.height, made)
            pen.line(place + made.width + 4, bottom, place + half, bottom, 0.4)

    return Box(room + 3, paint)


def _side(company: str, name: str) -> str:
    return f"{plain(company)}: {plain(name)}" if name else plain(company)


def legend_of_steps(kit: Kit) -> tuple[tuple[LegendSign, str], ...]:
    """What the boxes mean."""
    words = kit.words
    return (
        (sign_of(Done.DONE), words.say_in("8D", "done")),
        (sign_of(Done.HALF), words.say_in("8D", "under way")),
        (sign_of(Done.NOT_BEGUN), words.say_in("8D", "not begun")),
    )
