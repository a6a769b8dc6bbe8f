"""Where the words beside a bar of the Gantt stand: clear of today, of arrows and of the edges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

from PySide6.QtCore import QRectF

from kam.analysis.plans.gantt import GanttArrow, GanttRow
from kam.ui.look import Look

Stretch: TypeAlias = tuple[float, float]
"""From one place to another, the left one first."""

_FARTHEST: Final = 72.0
"""Words that stand farther from their bar would be taken for another's."""
GAP: Final = 6.0
HALF_A_LINE: Final = 3.0


@dataclass(frozen=True, slots=True)
class GanttNote:
    """Words beside a bar; no words are the tick of what is done."""

    row: int
    text: str
    place: QRectF
    late: bool = False


def wordings(look: Look, row: GanttRow) -> list[str]:
    """What is said beside a row's bar, shorter and shorter: how far it is, and the next date."""
    words, formats = look.words, look.formats
    ahead = next((each for each in row.milestones if not each.passed), None)
    if row.bar is None:
        return [] if ahead is None else [formats.near(ahead.on, ahead.on)]
    share = formats.percent(Decimal(row.bar.progress) / 100)
    if row.bar.late_days > 0 and not row.bar.ended:
        return [words.say("−{days} d, {share}", days=row.bar.late_days, share=share), share]
    if ahead is None:
        return [share]
    told = words.say(
        "{share}, {milestone} {day}",
        share=share,
        milestone=ahead.title,
        day=formats.near(ahead.on, ahead.on),
    )
    return [told, share]


def crossings(arrows: Iterable[GanttArrow], row: int) -> Iterator[tuple[float, float]]:
    """The days of the axis that arrows take in a row: out of a bar, into one, or passing by."""
    for arrow in arrows:
        (start, up), (turn, _), _, (end, down) = arrow.corners
        if row == up:
            yield start, turn
        elif row == down:
            yield end, turn
        elif min(up, down) < row < max(up, down):
            yield turn, turn


def place_note(
    bar: Stretch, widths: Sequence[float], taken: Sequence[Stretch], room: Stretch
) -> tuple[int, float] | None:
    """Which of several wordings, the longest first, and where it begins; None where none has room.

    At the right of the bar or else at its left, past what is taken there as long as it stays near. Where
    nothing is clear of everything the shortest wording goes where it has room at all.
    """
    for number, width in enumerate(widths):
        for start in (_right(bar, width, taken), _left(bar, width, taken)):
            if start is not None and room[0] <= start and start + width <= room[1]:
                return number, start
    last = len(widths) - 1
    for start in (bar[1] + GAP, bar[0] - GAP - widths[last]):
        if room[0] <= start and start + widths[last] <= room[1]:
            return last, start
    return None


def _right(bar: Stretch, width: float, taken: Sequence[Stretch]) -> float | None:
    start = bar[1] + GAP
    for low, high in sorted(taken):
        if low < start + width and high > start:
            start = high + GAP
    return start if start - bar[1] <= _FARTHEST else None


def _left(bar: Stretch, width: float, taken: Sequence[Stretch]) -> float | None:
    end = bar[0] - GAP
    for low, high in sorted(taken, key=lambda each: -each[1]):
        if low < end and high > end - width:
            end = low - GAP
    return end - width if bar[0] - end <= _FARTHEST else None
