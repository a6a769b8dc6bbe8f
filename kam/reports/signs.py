"""Signs: drawn shapes that mean the same everywhere on paper, told apart by form and not by colour."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Final

from kam.core.vocabulary import Attitude, ClockState
from kam.reports.fonts import Face
from kam.reports.kit import Box
from kam.reports.pen import BLACK, MM, OURS, PALE, WHITE, Pen, text_width
from kam.reports.text import Style, clean, set_text

DASH: Final = (0.7 * MM, 0.5 * MM)
FINE_DASH: Final = (0.4 * MM, 0.35 * MM)
AXIS_WIDTH: Final = 20.2 * MM
AXIS_HEIGHT: Final = 15.5
BARS_WIDTH: Final = 8.4 * MM
_CHIP_PAD: Final = 2.6
_RING: Final = 4.6
_SMALL_RING: Final = 2.0
_STEPS: Final = 5
_AT_RISK_FROM: Final = 0.75


def chip(text: str, style: Style, *, height: float | None = None, width: float | None = None) -> Box:
    """White bold on black: this needs action."""
    return _chip(text, Style(style.size, style.leading, style.face.bolder), height, width, black=True)


def framed_chip(text: str, style: Style, *, height: float | None = None) -> Box:
    """A text in a thin frame: due today."""
    return _chip(text, Style(style.size, style.leading, Face.BOLD), height, None, black=False)


def _chip(text: str, style: Style, height: float | None, width: float | None, *, black: bool) -> Box:
    tall = height or style.size * 1.32
    wide = width or text_width(text, style) + 2 * _CHIP_PAD
    box_top = (style.leading - tall) / 2

    def paint(pen: Pen, x: float, y: float) -> None:
        if black:
            pen.box(x, y + box_top, wide, tall, fill=BLACK)
        else:
            pen.box(x + 0.5, y + box_top + 0.5, wide - 1, tall - 1, weight=1)
        pen.word(x + wide / 2, y + style.leading / 2, text, style, align=0.5, tone=WHITE if black else BLACK)

    return Box(style.leading, paint)


def chip_width(text: str, style: Style) -> float:
    """The width that a chip of this text takes."""
    return text_width(text, Style(style.size, style.leading, style.face.bolder)) + 2 * _CHIP_PAD


def missing_chip(text: str, style: Style, width: float) -> Box:
    """A dashed frame with italics: not known, or older than the norm."""
    slanted = style.italic()
    made = set_text(text, slanted, width - 2 * _CHIP_PAD, 1)
    tall = style.size * 1.32
    top = (style.leading - tall) / 2

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.box(x, y + top, made.width + 2 * _CHIP_PAD, tall, weight=0.6, dash=FINE_DASH)
        pen.text(x + _CHIP_PAD, y, made)

    return Box(style.leading, paint)


def missing_width(text: str, style: Style) -> float:
    """The width that a dashed chip of this text takes when nothing is cut."""
    return text_width(text, style.italic()) + 2 * _CHIP_PAD


def influence_bars(value: int | None) -> Box:
    """Five rising bars, filled up to the value; dashed when not rated."""
    width, step = 1.25 * MM, 1.72 * MM

    def paint(pen: Pen, x: float, y: float) -> None:
        if value is None:
            pen.box(x, y + 2, BARS_WIDTH, 9, weight=0.6, dash=FINE_DASH)
            pen.word(x + BARS_WIDTH / 2, y + 6.5, "?", Style(7.5, 9, Face.BOLD), align=0.5)
            return
        for number in range(1, _STEPS + 1):
            tall = 4.2 + 1.75 * (number - 1)
            filled = number <= value
            left = x + (number - 1) * step
            if filled:
                pen.box(left, y + 12 - tall, width, tall, fill=BLACK)
            else:
                pen.box(left + 0.25, y + 12.25 - tall, width - 0.5, tall - 0.5, weight=0.5)

    return Box(12, paint)


def squares(value: int | None, *, size: float = 5.4, gap: float = 0.8) -> Box:
    """Five equal squares, filled up to the value: threat, review marks. Dashed when not rated."""

    def paint(pen: Pen, x: float, y: float) -> None:
        if value is None:
            pen.box(x, y + 2, _STEPS * (size + gap) - gap, size, weight=0.6, dash=FINE_DASH)
            pen.word(
                x + (_STEPS * (size + gap) - gap) / 2,
                y + 2 + size / 2,
                "?",
                Style(7, 8, Face.BOLD),
                align=0.5,
            )
            return
        for number in range(_STEPS):
            left = x + number * (size + gap)
            if number < value:
                pen.box(left, y + 1.7, size, size + 1.4, fill=BLACK)
            else:
                pen.box(left + 0.25, y + 1.95, size - 0.5, size + 0.9, weight=0.5)

    return Box(10, paint)


def attitude_axis(
    attitude: Attitude | None, before: Attitude | None, target: Attitude | None, *, stale: bool = False
) -> Box:
    """The axis −2…+2 with where they stand, where they stood, and where we want them."""

    def place(value: int) -> float:
        return 1.8 * MM + (value + 2) * (AXIS_WIDTH - 1.8 * MM) / 4

    def paint(pen: Pen, x: float, y: float) -> None:
        middle = y + 5.2
        pen.line(x + place(-2), middle, x + place(2), middle, 0.6)
        for value in range(-2, 3):
            pen.line(x + place(value), middle - 2.2, x + place(value), middle + 2.2, 0.6)
        if target is not None:
            tip = x + place(target)
            # Under a mark the triangle is flat, so that it does not touch the words below.
            low, tall = (middle + _RING + 0.4, 2.7) if target == attitude else (middle + 2.8, 4.0)
            pen.shape([(tip, low), (tip - 2.4, low + tall), (tip + 2.4, low + tall)], fill=BLACK)
        if attitude is None:
            _unknown_mark(pen, x + place(0), middle)
            return
        here = x + place(attitude)
        if before is not None and before != attitude:
            _movement(pen, x + place(before), here, middle)
        _attitude_mark(pen, here, middle, attitude, stale=stale)

    return Box(AXIS_HEIGHT, paint)


def _movement(pen: Pen, start: float, end: float, middle: float) -> None:
    way = 1 if end > start else -1
    tip = end - way * (_RING + 0.3)
    pen.line(start + way * _SMALL_RING, middle, tip - way * 2.5, middle, 1.1)
    pen.circle(start, middle, _SMALL_RING, weight=0.8, fill=WHITE)
    pen.shape([(tip, middle), (tip - way * 3.6, middle - 2.3), (tip - way * 3.6, middle + 2.3)], fill=BLACK)


def _unknown_mark(pen: Pen, x: float, y: float) -> None:
    pen.box(x - _RING, y - _RING, 2 * _RING, 2 * _RING, weight=0.7, fill=WHITE, dash=FINE_DASH)
    pen.word(x, y, "?", Style(7.5, 9, Face.BOLD), align=0.5)


def _attitude_mark(pen: Pen, x: float, y: float, attitude: Attitude, *, stale: bool) -> None:
    """Against us a black square with a minus, neutral a ring, for us one with a plus; stale ones dashed."""
    dash = FINE_DASH if stale else ()
    weight = 0.8 if stale else 1.3
    if attitude < 0:
        if stale:
            pen.box(x - 4.2, y - 4.2, 8.4, 8.4, weight=weight, fill=WHITE, dash=dash)
        else:
            pen.box(x - 4.2, y - 4.2, 8.4, 8.4, fill=BLACK)
        _crossbar(pen, x, y, WHITE if not stale else BLACK)
        return
    pen.circle(x, y, _RING, weight=weight, fill=WHITE, dash=dash)
    if attitude > 0:
        _crossbar(pen, x, y, BLACK)
        pen.line(x, y - 2.4, x, y + 2.4, 1)


def _crossbar(pen: Pen, x: float, y: float, tone: float) -> None:
    pen.stroke([(x - 2.4, y), (x + 2.4, y)], 1.1, tone)


def clock_bar(state: ClockState, used: float, width: float, height: float = 9.0) -> Box:
    """A complaint's clock: how much of the norm is used, its state by the kind of fill, a tick at 75 %."""
    share = min(max(used, 0.0), 1.0)

    def paint(pen: Pen, x: float, y: float) -> None:
        top = y + 1
        filled = width * share
        if state is ClockState.MET:
            check(pen, x + 1, top, height - 1)
            return
        if state is ClockState.BREACHED:
            pen.box(x, top, width, height, fill=BLACK)
            return
        if state is ClockState.AT_RISK:
            pen.hatch(x, top, filled, height)
            pen.line(x + filled, top, x + filled, top + height, 0.5)
        else:
            pen.box(x, top, filled, height, fill=PALE if state is ClockState.PAUSED else OURS)
            pen.line(x + filled, top, x + filled, top + height, 0.5)
        if state is ClockState.PAUSED:
            for offset in (-2.2, 0.8):
                pen.box(x + width / 2 + offset, top + 1.6, 1.8, height - 3.2, fill=BLACK)
        weight = 1.2 if state is ClockState.AT_RISK else 0.8
        pen.box(x + weight / 2, top + weight / 2, width - weight, height - weight, weight=weight)
        tick = x + width * _AT_RISK_FROM
        pen.line(tick, top - 1.2, tick, top + height + 1.2, 0.9)

    return Box(height + 2.4, paint)


def check(pen: Pen, x: float, y: float, size: float, weight: float = 1.3) -> None:
    """A tick in a square of a size."""
    pen.stroke([(x, y + size * 0.55), (x + size * 0.36, y + size * 0.92), (x + size, y + size * 0.1)], weight)


def checkbox(size: float = 8.0, *, leading: float | None = None) -> Box:
    """An empty box to tick by hand."""
    drop = ((leading or size) - size) / 2
    return Box(
        leading or size,
        lambda pen, x, y: pen.box(x + 0.4, y + drop + 0.4, size - 0.8, size - 0.8, weight=0.8),
    )


def writing_boxes(pen: Pen, x: float, middle: float, count: int = 5, size: float = 8.6) -> float:
    """A row of joined boxes for a mark by hand; returns its width."""
    for number in range(count):
        pen.box(x + number * size, middle - size / 2, size, size, weight=0.7)
    return count * size


def warning(size: float = 11.0) -> Box:
    """A black triangle with an exclamation mark: look here first."""

    def paint(pen: Pen, x: float, y: float) -> None:
        tall = size * 0.9
        pen.shape([(x + size / 2, y), (x + size, y + tall), (x, y + tall)], weight=0.8, fill=BLACK)
        pen.box(x + size / 2 - 0.65, y + tall * 0.36, 1.3, tall * 0.3, fill=WHITE)
        pen.box(x + size / 2 - 0.65, y + tall * 0.76, 1.3, 1.4, fill=WHITE)

    return Box(size, paint)


def stage_dots(passed: int, total: int, width: float) -> Box:
    """Stages on a line: those passed filled, the present one ringed, those ahead hollow."""

    def paint(pen: Pen, x: float, y: float) -> None:
        middle, radius = y + 5, 3.6
        step = (width - 2 * radius) / (total - 1)
        pen.line(x + radius, middle, x + width - radius, middle, 0.6)
        for number in range(total):
            centre = x + radius + number * step
            if number < passed:
                pen.circle(centre, middle, radius - 0.2, fill=BLACK)
            elif number == passed:
                pen.circle(centre, middle, radius + 0.8, weight=1.3, fill=WHITE)
                pen.circle(centre, middle, 1.5, fill=BLACK)
            else:
                pen.circle(centre, middle, radius - 0.4, weight=0.8, fill=WHITE)

    return Box(10, paint)


def state_dot(pen: Pen, x: float, middle: float, *, late: bool, kept: bool, size: float = 7.6) -> None:
    """A promise as the client sees it: a tick kept, a ring open, a black disc past its date."""
    if kept:
        check(pen, x, middle - size / 2, size, 1.2)
    elif late:
        pen.circle(x + size / 2, middle, size / 2 - 0.3, fill=BLACK)
    else:
        pen.circle(x + size / 2, middle, size / 2 - 0.7, weight=0.9)


LegendSign = Callable[[Pen, float, float], float]


def legend(
    pen: Pen, x: float, middle: float, entries: Sequence[tuple[LegendSign, str]], style: Style
) -> None:
    """Signs with their meanings, side by side."""
    for sign, meaning in entries:
        x += sign(pen, x, middle) + 2.6
        x += pen.word(x, middle, meaning, style) + 5.2


def legend_width(entries: Sequence[tuple[LegendSign, str]], widths: Sequence[float], style: Style) -> float:
    """The width that a legend takes; ``widths`` are those of its signs."""
    texts = sum(text_width(clean(meaning), style) for _, meaning in entries)
    return texts + math.fsum(widths) + len(entries) * 7.8 - 5.2


def sign_movement(pen: Pen, x: float, middle: float) -> float:
    """Was, became."""
    pen.circle(x + 2.4, middle, 2.1, weight=0.8)
    pen.line(x + 4.5, middle, x + 9.5, middle, 1)
    pen.shape([(x + 12, middle), (x + 8.6, middle - 2.1), (x + 8.6, middle + 2.1)], fill=BLACK)
    return 12.0


def sign_target(pen: Pen, x: float, middle: float) -> float:
    """Target."""
    pen.shape([(x + 2.8, middle - 2.6), (x, middle + 2.4), (x + 5.6, middle + 2.4)], fill=BLACK)
    return 5.6


def sign_black(pen: Pen, x: float, middle: float) -> float:
    """A black fill."""
    pen.box(x, middle - 3, 6, 6, fill=BLACK)
    return 6.0


def sign_ours(pen: Pen, x: float, middle: float) -> float:
    """A grey fill: ours."""
    pen.box(x, middle - 3, 6, 6, fill=OURS)
    return 6.0


def sign_hatch(pen: Pen, x: float, middle: float) -> float:
    """A hatched fill."""
    pen.hatch(x, middle - 3, 12, 6)
    pen.box(x + 0.25, middle - 2.75, 11.5, 5.5, weight=0.5)
    return 12.0


def sign_dashed(pen: Pen, x: float, middle: float) -> float:
    """A dashed frame."""
    pen.box(x + 0.3, middle - 3, 11.4, 6, weight=0.7, dash=FINE_DASH)
    return 12.0


def sign_step(pen: Pen, x: float, middle: float) -> float:
    """The stepped line of last year."""
    pen.line(x, middle, x + 13, middle, 1.5)
    return 13.0


def sign_ring(pen: Pen, x: float, middle: float) -> float:
    """The small ring of the plan."""
    pen.circle(x + 2.2, middle, 1.8, weight=0.7)
    return 4.4
