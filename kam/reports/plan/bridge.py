"""The bridge to the target: where today's revenue goes, part by part, drawn as steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from kam.core.money import minor_digits
from kam.reports.content.plan import GrowthLine, PlanPaper
from kam.reports.figures import Unit
from kam.reports.fonts import Face
from kam.reports.kit import Box, Kit
from kam.reports.layout import Heading, Part, Section
from kam.reports.pen import BLACK, MM, OURS, WHITE, Pen
from kam.reports.plan.columns import Column, tabled, unbroken
from kam.reports.text import Style

_HEIGHT: Final = 38 * MM
_MOST_STEPS: Final = 8
_COLUMN: Final = 0.66
_LABEL: Final = Style(8.5, 10, Face.BOLD)
_NAME: Final = Style(7.5, 8.8)
_NAME_LINES: Final = 3
_ONE_PLACE_BELOW: Final = 10
_BREAK_FROM: Final = 0.6
"""The axis is broken where the lowest level lies above this part of the highest."""
_KEPT: Final = 0.32
"""Of the height, what stays of the columns below the break."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A column or a step: from one level to another."""

    name: str
    start: int
    end: int
    whole: bool
    said: str


def bridge(kit: Kit, content: PlanPaper) -> Section:
    """Today's 12 months, each source of growth, and their sum; sources alone where sales are unknown."""
    words, growth = kit.words, content.money.growth
    name = words.say("Bridge to the target")
    width = kit.look.width
    if not growth:
        missing = words.say("no sources of growth written: where shall it come from?")
        return Section(Part.PLAN, Heading(name, missing=missing), width)
    total = sum(line.amount for line in growth)
    now = content.money.block.total
    if now is None:
        return _sources(kit, name, growth, total)
    unit = _unit(kit, now, growth)
    message = words.say("{unit} a year", unit=unit.name)
    box = _steps(kit, _made(kit, unit, now, growth), width)
    return Section(Part.PLAN, Heading(name, message), width, (box,), ruled=False, counted=False)


def _unit(kit: Kit, now: int, growth: Sequence[GrowthLine]) -> Unit:
    """The unit of all steps; to one place where a step is of one figure, so that the steps add up."""
    amounts = [line.amount for line in growth]
    unit = Unit.telling(kit, [now, now + sum(amounts), *amounts])
    ten = _ONE_PLACE_BELOW * unit.scale.divisor * 10 ** minor_digits(kit.currency)
    small = unit.scale.divisor > 1 and min(map(abs, amounts)) < ten
    return replace(unit, places=1) if small else unit


def _sources(kit: Kit, name: str, growth: Sequence[GrowthLine], total: int) -> Section:
    words = kit.words
    unit = Unit.of(kit, [line.amount for line in growth])
    heading = Heading(name, words.say("{total} in all; today’s revenue is unknown", total=kit.money(total)))
    columns = (Column(words.say_in("column", "source"), share=1), Column(unit.name, right=True, bold=True))
    rows = [(line.title, unit.figure(line.amount)) for line in growth]
    return tabled(kit, heading, columns, rows, kit.look.width)


def _made(kit: Kit, unit: Unit, now: int, growth: Sequence[GrowthLine]) -> list[_Step]:
    words = kit.words
    lines = list(growth)
    if len(lines) > _MOST_STEPS:
        rest = lines[_MOST_STEPS - 1 :]
        said = words.say_many("{count} other", "{count} others", len(rest))
        lines = [*lines[: _MOST_STEPS - 1], GrowthLine(said, sum(line.amount for line in rest))]
    steps = [_Step(words.say_in("bridge", "12 months to date"), 0, now, whole=True, said=unit.figure(now))]
    level = now
    for line in lines:
        said = unit.figure(line.amount)
        steps.append(
            _Step(
                line.title,
                level,
                level + line.amount,
                whole=False,
                said=f"+{said}" if line.amount > 0 else said,
            )
        )
        level += line.amount
    end = words.say_in("bridge", "with all sources")
    steps.append(_Step(end, 0, level, whole=True, said=unit.figure(level)))
    return steps


def _steps(kit: Kit, steps: Sequence[_Step], width: float) -> Box:
    step = width / len(steps)
    names = [unbroken(each.name, _NAME, step - 6, _NAME_LINES) for each in steps]
    foot = max(name.height for name in names) + 3
    levels = [level for each in steps for level in ((each.end,) if each.whole else (each.start, each.end))]
    scale = _Scale.of(levels, _HEIGHT - _LABEL.leading - 4)
    note = kit.words.say("the axis is broken") if scale.broken else ""
    tall = _HEIGHT + foot + (kit.look.tiny.leading if note else 0)

    def paint(pen: Pen, x: float, y: float) -> None:
        floor = y + _HEIGHT
        before: float | None = None
        for number, (each, name) in enumerate(zip(steps, names, strict=True)):
            left = x + number * step + step * (1 - _COLUMN) / 2
            wide = step * _COLUMN
            top, bottom = (
                floor - scale.at(max(each.start, each.end)),
                floor - scale.at(min(each.start, each.end)),
            )
            if each.whole:
                top, bottom = floor - scale.at(each.end), floor
            if before is not None:
                joint = floor - scale.at(each.end if each.whole else each.start)
                pen.line(before, joint, left, joint, 0.5)
            _column(pen, each, left, wide, top, bottom)
            if each.whole and scale.broken:
                _broken(pen, left, wide, floor - 14)
            label_at = bottom + 6 if each.end < each.start and not each.whole else top - 6
            pen.word(left + wide / 2, label_at, each.said, _LABEL, align=0.5)
            pen.text(x + number * step + (step - name.width) / 2, floor + 3, name)
            before = left + wide
        pen.line(x, floor, x + width, floor, 0.8)
        if note:
            pen.word(x, floor + foot + 4, note, kit.look.tiny)

    return Box(tall, paint)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Heights of levels; broken where steps would be lost beside the columns."""

    low: int
    high: int
    room: float
    broken: bool

    @classmethod
    def of(cls, levels: Sequence[int], room: float) -> _Scale:
        """The scale of some levels in a height."""
        low, high = min(levels), max([*levels, 1])
        broken = low > high * _BREAK_FROM and low < high
        return cls(low if broken else min(low, 0), high, room, broken)

    def at(self, level: int) -> float:
        """The height of a level above the floor."""
        kept = self.room * _KEPT if self.broken else 0.0
        span = max(self.high - self.low, 1)
        return max(kept + (self.room - kept) * (level - self.low) / span, 0.0)


def _column(pen: Pen, each: _Step, left: float, wide: float, top: float, bottom: float) -> None:
    tall = max(bottom - top, 0.8)
    if each.whole:
        pen.box(left, top, wide, tall, fill=OURS)
    elif each.end < each.start:
        pen.box(left, top, wide, tall, fill=BLACK)
    else:
        pen.box(left + 0.4, top, wide - 0.8, tall, weight=0.8, fill=WHITE)


def _broken(pen: Pen, left: float, wide: float, middle: float) -> None:
    """Two slanted lines with white between them: the column is longer than it is drawn."""
    pen.shape(
        [
            (left - 3, middle + 2),
            (left + wide + 3, middle - 4),
            (left + wide + 3, middle),
            (left - 3, middle + 6),
        ],
        fill=WHITE,
    )
    for drop in (0, 4):
        pen.line(left - 3, middle + 2 + drop, left + wide + 3, middle - 4 + drop, 0.7)
