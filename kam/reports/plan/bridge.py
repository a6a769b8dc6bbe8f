"""The bridge to the target: where today's revenue goes, part by part, drawn as steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from kam.core.money import minor_digits
from kam.reports.content.plan import GrowthLine, PlanMoney, PlanPaper
from kam.reports.figures import Unit
from kam.reports.fonts import Face
from kam.reports.kit import Box, Kit
from kam.reports.layout import Heading, Part, Section
from kam.reports.pen import BLACK, MM, OURS, WHITE, Pen
from kam.reports.plan.columns import Column, tabled, unbroken
from kam.reports.text import SetText, Style, set_text

_HEIGHT: Final = 38 * MM
_MOST_STEPS: Final = 8
_COLUMN: Final = 0.66
_LABEL: Final = Style(8.5, 10, Face.BOLD)
_NAME: Final = Style(7.5, 8.8)
_NAME_LINES: Final = 4
_LEAST_NAME: Final = 6.5
"""Points; a word that is longer still breaks (paper.md: the smallest on paper)."""
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
    """From the baseline over each source of growth to the target.

    Where no objective says from where to where: today's 12 months, the sources and their sum; where the sales
    are not known either, the sources alone.
    """
    words, growth = kit.words, content.money.growth
    name = words.say("Bridge to the target")
    width = kit.look.width
    if not growth:
        missing = words.say("no sources of growth written: where shall it come from?")
        return Section(Part.PLAN, Heading(name, missing=missing), width)
    total = sum(line.amount for line in growth)
    way, now = content.money.way, content.money.block.total
    start = now if way is None else way.before
    if start is None:
        return _sources(kit, name, growth, total)
    unit = _unit(kit, [start, start + total, *([way.target] if way else [])], growth)
    message = words.say("{unit} a year", unit=unit.name)
    if way is not None and start + total < way.target:
        missing = unit.money(way.target - start - total)
        message = words.say("{unit} a year; {amount} come from nowhere yet", unit=unit.name, amount=missing)
    box = _steps(kit, _made(kit, unit, content.money, start), width)
    return Section(Part.PLAN, Heading(name, message), width, (box,), ruled=False, counted=False)


def _unit(kit: Kit, levels: Sequence[int], growth: Sequence[GrowthLine]) -> Unit:
    """The unit of all steps; to one place where a step is of one figure, so that the steps add up."""
    amounts = [line.amount for line in growth]
    unit = Unit.telling(kit, [*levels, *amounts])
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


def _made(kit: Kit, unit: Unit, money: PlanMoney, start: int) -> list[_Step]:
    words, way = kit.words, money.way
    lines = list(money.growth)
    if len(lines) > _MOST_STEPS:
        rest = lines[_MOST_STEPS - 1 :]
        said = words.say_many("{count} other", "{count} others", len(rest))
        lines = [*lines[: _MOST_STEPS - 1], GrowthLine(said, sum(line.amount for line in rest))]
    begin = words.say_in("bridge", "12 months to date") if way is None else words.say_in("bridge", "baseline")
    steps = [_Step(begin, 0, start, whole=True, said=unit.figure(start))]
    level = start
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
    if way is None or unit.figure(level) != unit.figure(way.target):
        end = words.say_in("bridge", "with all sources")
        steps.append(_Step(end, 0, level, whole=True, said=unit.figure(level)))
    if way is not None:
        end = words.say_in("bridge", "target")
        steps.append(_Step(end, 0, way.target, whole=True, said=unit.figure(way.target)))
    return steps


def _steps(kit: Kit, steps: Sequence[_Step], width: float) -> Box:
    step = width / len(steps)
    names = _names([each.name for each in steps], step - 1)
    foot = max(name.height for name in names) + 3
    levels = [level for each in steps for level in ((each.end,) if each.whole else (each.start, each.end))]
    scale = _Scale.of(levels, _HEIGHT - _LABEL.leading - 4)
    note = kit.words.say("the axis is broken") if scale.broken else ""
    tall = _HEIGHT + foot + (kit.look.tiny.leading if note else 0)

    def paint(pen: Pen, x: float, y: float) -> None:
        floor = y + _HEIGHT
        before: float | None = None
        after_whole = False
        for number, (each, name) in enumerate(zip(steps, names, strict=True)):
            left = x + number * step + step * (1 - _COLUMN) / 2
            wide = step * _COLUMN
            top, bottom = (
                floor - scale.at(max(each.start, each.end)),
                floor - scale.at(min(each.start, each.end)),
            )
            if each.whole:
                top, bottom = floor - scale.at(each.end), floor
            if before is not None and not (each.whole and after_whole):
                joint = floor - scale.at(each.end if each.whole else each.start)
                pen.line(before, joint, left, joint, 0.5)
            _column(pen, each, left, wide, top, bottom)
            if each.whole and scale.broken:
                _broken(pen, left, wide, floor - 14)
            label_at = bottom + 6 if each.end < each.start and not each.whole else top - 6
            pen.word(left + wide / 2, label_at, each.said, _LABEL, align=0.5)
            pen.text(x + number * step + (step - name.width) / 2, floor + 3, name)
            before, after_whole = left + wide, each.whole
        pen.line(x, floor, x + width, floor, 0.8)
        if note:
            pen.word(x, floor + foot + 4, note, kit.look.tiny)

    return Box(tall, paint)


def _names(names: Sequence[str], width: float) -> list[SetText]:
    """The names under the steps: all of one size, the largest in which no word of them breaks."""
    size = min(unbroken(name, _NAME, width, 1, _LEAST_NAME).style.size for name in names)
    return [set_text(name, Style(size, _NAME.leading), width, _NAME_LINES) for name in names]


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
