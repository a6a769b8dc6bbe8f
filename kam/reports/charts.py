"""Charts for paper: columns against last year, plan against fact, the client's wallet. Made for black ink."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kam.core.vocabulary import ServedBy
from kam.reports.fonts import Face
from kam.reports.kit import Box
from kam.reports.pen import BLACK, OURS, WHITE, Pen, text_width
from kam.reports.signs import FINE_DASH
from kam.reports.text import Style

_COLUMN_SHARE: Final = 0.62
_TELLING: Final = 10
"""A last month of less than a tenth of the largest says less than the largest."""
_LABEL: Final = Style(8, 9.5, Face.BOLD)
_AXIS: Final = Style(7, 8.4)


@dataclass(frozen=True, slots=True)
class Column:
    """A month of the chart: heights in any one unit, None = no data."""

    initial: str
    value: int | None
    before: int | None
    plan: int | None = None
    partial: bool = False
    label: str = ""


def labelled_columns(values: Sequence[int | None]) -> set[int]:
    """The largest month and the last one; of two neighbours too close to be read, one.

    That is the last, unless next to nothing was bought in it.
    """
    known = [number for number, value in enumerate(values) if value is not None]
    if not known:
        return set()
    largest = max(known, key=lambda number: (values[number] or 0, number))
    last = known[-1]
    if last - largest != 1:
        return {largest, last}
    small = (values[last] or 0) * _TELLING < (values[largest] or 0)
    return {largest if small else last}


def columns(
    months: Sequence[Column], width: float, height: float, *, mark_falls: bool = True, plan: bool = False
) -> Box:
    """Columns from zero, last year as a stepped line with a white edge, a month below it in black.

    A month that has not ended is hollow and never black: it cannot be compared. A month without data has
    a dash in place of its column.
    """
    figures = [
        figure for month in months for figure in (month.value, month.before, month.plan if plan else None)
    ]
    top_figure = max([figure for figure in figures if figure is not None] or [0]) or 1
    labels = _LABEL.leading
    base = height - _AXIS.leading - 1.5
    unit = (base - labels) / top_figure
    step = width / max(len(months), 1)

    def paint(pen: Pen, x: float, y: float) -> None:
        floor = y + base
        for number, month in enumerate(months):
            left = x + step * number + step * (1 - _COLUMN_SHARE) / 2
            _column(pen, left, floor, step * _COLUMN_SHARE, month, unit, mark_falls=mark_falls)
            pen.word(
                left + step * _COLUMN_SHARE / 2,
                floor + 1.5 + _AXIS.leading / 2,
                month.initial,
                _AXIS,
                align=0.5,
            )
        pen.line(x, floor, x + width, floor, 0.8)
        _stepped(pen, x, floor, step, months, unit)
        for number, month in enumerate(months):
            centre = x + step * (number + 0.5)
            if plan and month.plan is not None:
                pen.circle(centre, floor - max(month.plan * unit, 0), 1.9, weight=0.7, fill=WHITE)
            if month.label:
                # The label is wider than its column: it must clear the line of last year beside it as well.
                near = months[max(number - 1, 0) : number + 2]
                highest = max(month.value or 0, (month.plan or 0) if plan else 0)
                highest = max(highest, *(one.before or 0 for one in near))
                above = floor - highest * unit - labels / 2 - (2 if plan else 0.5)
                half = text_width(month.label, _LABEL) / 2
                centre = min(max(centre, x + half), x + width - half)
                pen.word(centre, above, month.label, _LABEL, align=0.5)

    return Box(height, paint)


def _column(
    pen: Pen, left: float, floor: float, width: float, month: Column, unit: float, *, mark_falls: bool
) -> None:
    if month.value is None:
        pen.line(left + width * 0.2, floor - 2.5, left + width * 0.8, floor - 2.5, 0.8)
        return
    tall = month.value * unit
    top = floor - max(tall, 0)
    if month.partial:
        pen.box(left + 0.3, top, width - 0.6, abs(tall), weight=0.6, dash=FINE_DASH)
        return
    fell = mark_falls and month.before is not None and month.value < month.before
    pen.box(left, top, width, abs(tall), fill=BLACK if fell else OURS)


def _stepped(pen: Pen, x: float, floor: float, step: float, months: Sequence[Column], unit: float) -> None:
    """Last year's line, broken where a month is not known; drawn twice for its white edge."""
    runs: list[list[tuple[float, float]]] = []
    open_run = False
    for number, month in enumerate(months):
        if month.before is None:
            open_run = False
            continue
        y = floor - max(month.before * unit, 0)
        if not open_run:
            runs.append([])
        runs[-1] += [(x + step * number, y), (x + step * (number + 1), y)]
        open_run = True
    for weight, tone in ((3.2, WHITE), (1.5, BLACK)):
        for run in runs:
            pen.stroke(run, weight, tone)


def bullet(fact: int, plan: int, width: float, height: float = 9.0) -> Box:
    """A grey bar for the fact within the frame of the year so far, a heavy tick for the plan."""
    most = max(fact, plan, 1) * 1.06

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.box(x + 0.4, y + 1.4, width - 0.8, height - 0.8, weight=0.8)
        pen.box(x + 0.4, y + 1.4, (width - 0.8) * max(fact, 0) / most, height - 0.8, fill=OURS, weight=0.8)
        tick = x + width * plan / most
        pen.line(tick, y, tick, y + height + 2, 1.8)

    return Box(height + 2, paint)


def wallet_bar(parts: Sequence[tuple[ServedBy, int]], width: float, height: float = 10.0) -> Box:
    """Who serves the client's need: us grey, competitors hatched, in-house dotted, unknown dashed."""
    total = sum(amount for _, amount in parts) or 1

    def paint(pen: Pen, x: float, y: float) -> None:
        at = x
        for by, amount in parts:
            wide = width * amount / total
            if by is ServedBy.US:
                pen.box(at, y, wide, height, fill=OURS, weight=0.6)
            elif by is ServedBy.COMPETITOR:
                pen.hatch(at, y, wide, height)
                pen.box(at, y, wide, height, weight=0.6)
            elif by is ServedBy.IN_HOUSE:
                pen.dots(at, y, wide, height)
                pen.box(at, y, wide, height, weight=0.6)
            elif by is ServedBy.NOT_NEEDED:
                pen.box(at, y, wide, height, weight=0.6)
                pen.line(at + wide / 2 - 2, y + height / 2, at + wide / 2 + 2, y + height / 2, 0.8)
            else:
                pen.box(at + 0.6, y, max(wide - 0.6, 0.6), height, weight=0.7, dash=FINE_DASH)
            at += wide

    return Box(height, paint)


def share_bar(value: int, most: int, width: float, height: float = 8.0) -> Box:
    """A plain grey bar from zero."""
    wide = width * max(value, 0) / max(most, 1)
    return Box(height, lambda pen, x, y: pen.box(x, y, wide, height, fill=OURS))
