"""Signs of people that survive grey: attitude as glyph and strip, influence as bars, age as a clock."""

from __future__ import annotations

from typing import Final

from kam.core.vocabulary import Attitude, BuyingRole
from kam.core.words import Label, Words, label
from kam.reports.fonts import Face
from kam.reports.pen import BLACK, PAGE_HEIGHT, WHITE, Pen, text_width
from kam.reports.text import Style

GLYPH: Final = 8.0
BARS: Final = 17.0
"""Width of the five bars of influence."""
TAG: Final = Style(6.6, 8, Face.BOLD)
_HALF: Final = GLYPH / 2
_STEPS: Final = 5
_TAGS: Final[dict[BuyingRole, Label]] = {
    BuyingRole.DECIDER: label("role tag", "DECIDER"),
    BuyingRole.INFLUENCER: label("role tag", "INFL."),
    BuyingRole.APPROVER: label("role tag", "APPR."),
    BuyingRole.EXECUTIVE_SPONSOR: label("role tag", "SPONSOR"),
    BuyingRole.BUYER: label("role tag", "BUYER"),
    BuyingRole.COACH: label("role tag", "COACH"),
    BuyingRole.GATEKEEPER: label("role tag", "GATE"),
    BuyingRole.INITIATOR: label("role tag", "INIT."),
    BuyingRole.USER: label("role tag", "USER"),
}


def attitude_glyph(pen: Pen, x: float, middle: float, attitude: Attitude) -> None:
    """Two triangles up, one, a ring, a hollow one down, two down; ``x`` is its left edge."""
    centre = x + _HALF
    match attitude:
        case Attitude.CHAMPION:
            _triangle(pen, centre, middle - 2.1, up=True)
            _triangle(pen, centre, middle + 2.1, up=True)
        case Attitude.SUPPORTER:
            pen.shape([(x, middle + 3), (centre, middle - 3.4), (x + GLYPH, middle + 3)], fill=BLACK)
        case Attitude.NEUTRAL:
            pen.circle(centre, middle, 3.1, weight=1.1, fill=WHITE)
        case Attitude.SCEPTIC:
            corners = [(x + 0.6, middle - 2.7), (centre, middle + 3), (x + GLYPH - 0.6, middle - 2.7)]
            pen.shape(corners, weight=1.1, fill=WHITE)
        case Attitude.OPPONENT:
            _triangle(pen, centre, middle - 2.1, up=False)
            _triangle(pen, centre, middle + 2.1, up=False)


def _triangle(pen: Pen, centre: float, middle: float, *, up: bool) -> None:
    tip = -2.1 if up else 2.1
    pen.shape(
        [(centre - 3.4, middle - tip), (centre, middle + tip), (centre + 3.4, middle - tip)], fill=BLACK
    )


def influence_bars(pen: Pen, x: float, bottom: float, value: int | None) -> None:
    """Five rising bars, filled up to the value; a question mark when not rated."""
    if value is None:
        pen.word(x + BARS, bottom - 3.6, "?", Style(8, 9, Face.BOLD), align=1)
        return
    for number in range(_STEPS):
        tall = 3 + 1.6 * number
        left = x + number * 3.5
        if number < value:
            pen.box(left, bottom - tall, 2.7, tall, fill=BLACK)
        else:
            pen.box(left + 0.2, bottom - tall + 0.2, 2.3, tall - 0.4, weight=0.35)


def strip(pen: Pen, x: float, y: float, width: float, height: float, attitude: Attitude | None) -> None:
    """The edge of a card: solid, level stripes, empty, wide diagonals, close diagonals."""
    if attitude is Attitude.CHAMPION:
        pen.box(x, y, width, height, fill=BLACK)
        return
    canvas = pen.canvas
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(x, PAGE_HEIGHT - y - height, width, height)
    canvas.clipPath(clip, stroke=0, fill=0)
    match attitude:
        case Attitude.SUPPORTER:
            for number in range(int(height / 2.6) + 1):
                pen.line(x, y + 1.3 + number * 2.6, x + width, y + 1.3 + number * 2.6, 1.1)
        case Attitude.SCEPTIC:
            _diagonals(pen, x, y, width, height, step=4.6, weight=0.8)
        case Attitude.OPPONENT:
            _diagonals(pen, x, y, width, height, step=2.4, weight=1.1)
    canvas.restoreState()
    pen.line(x + width, y, x + width, y + height, 0.4)


def _diagonals(
    pen: Pen, x: float, y: float, width: float, height: float, *, step: float, weight: float
) -> None:
    start = y
    while start < y + height + width:
        pen.line(x, start, x + width, start - width, weight)
        start += step


def clock(pen: Pen, x: float, middle: float, size: float = 7.0) -> None:
    """A rating that has grown old; ``x`` is its left edge."""
    centre, radius = x + size / 2, size / 2 - 0.4
    pen.circle(centre, middle, radius, weight=0.7, fill=WHITE)
    pen.stroke([(centre, middle - radius + 1), (centre, middle), (centre + radius - 1.2, middle + 0.8)], 0.7)


def role_tag(pen: Pen, right: float, top: float, words: Words, role: BuyingRole) -> float:
    """The tag of a role, flush right; black for who decides, bold frame for who influences. Its width."""
    text = words.of(_TAGS[role])
    width = tag_width(words, role)
    left = right - width
    if role is BuyingRole.DECIDER:
        pen.box(left, top, width, 10, fill=BLACK)
    else:
        weight = 1.2 if role is BuyingRole.INFLUENCER else 0.5
        pen.box(left + weight / 2, top + weight / 2, width - weight, 10 - weight, weight=weight, fill=WHITE)
    tone = WHITE if role is BuyingRole.DECIDER else BLACK
    pen.word(left + width / 2, top + 5, text, TAG, align=0.5, tone=tone)
    return width


def tag_width(words: Words, role: BuyingRole) -> float:
    """How wide the tag of a role is."""
    return text_width(words.of(_TAGS[role]), TAG) + 6
