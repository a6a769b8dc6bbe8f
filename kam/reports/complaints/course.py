"""How far a complaint has come: its clock as a bar, its stages as dots with dates and norms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kam.core.vocabulary import ClockKind, ClockState, ComplaintStage
from kam.core.words import Label, label
from kam.reports.complaints.wording import norm, short_moment, standing
from kam.reports.content.complaints import ClockLine, ComplaintPaper, CustomerComplaintPaper
from kam.reports.fonts import Face
from kam.reports.kit import Box, Kit, blank, stacked
from kam.reports.pen import BLACK, MM, WHITE, Pen
from kam.reports.phrases import duration
from kam.reports.signs import FINE_DASH, check, clock_bar
from kam.reports.text import SetText, Style, emphasised, set_text

WAY: Final[tuple[ComplaintStage, ...]] = (
    ComplaintStage.RECEIVED,
    ComplaintStage.ACKNOWLEDGED,
    ComplaintStage.ASSESSED,
    ComplaintStage.INVESTIGATING,
    ComplaintStage.RESPONSE_OFFERED,
    ComplaintStage.DECIDED,
    ComplaintStage.CLOSED,
)
_LABEL: Final = 29 * MM
_BAR: Final = 76 * MM
_STOPS: Final = {
    ClockKind.ACKNOWLEDGEMENT: ComplaintStage.ACKNOWLEDGED,
    ClockKind.FIRST_RESPONSE: ComplaintStage.RESPONSE_OFFERED,
    ClockKind.RESOLUTION: ComplaintStage.DECIDED,
}
_SHORT: Final[dict[ComplaintStage, Label]] = {
    ComplaintStage.RESPONSE_OFFERED: label("stage on paper", "offered"),
    ComplaintStage.DECIDED: label("stage on paper", "told"),
}
"""Under a dot there is no room for the whole name."""
_NAME: Final = Style(8.2, 9.8, Face.BOLD)
_NOTE: Final = Style(7.6, 9.2)
_CHECK: Final = 5.5


@dataclass(frozen=True, slots=True)
class Reached:
    """A stage and when the complaint came to it, in the order of its life."""

    stage: ComplaintStage
    at: datetime


@dataclass(frozen=True, slots=True)
class _Stop:
    """A dot on the line: its name, when it was reached, a note under it and whether that note is a tick."""

    name: str
    when: str
    note: str = ""
    kept: bool | None = None


def course(kit: Kit, content: ComplaintPaper) -> Box:
    """The pressing clock and the stages of our own paper."""
    reached = [Reached(each.stage, each.at) for each in content.stages]
    dots = stages(kit, content.stage, reached, content.clocks)
    if content.pressing is None:
        return dots
    return stacked([_clock(kit, content.pressing), blank(5), dots])


def customer_course(kit: Kit, content: CustomerComplaintPaper) -> Box:
    """The stages alone: clocks are our own affair."""
    reached = [Reached(each.stage, each.at) for each in content.stages]
    return stages(kit, content.stage, reached, ())


def _clock(kit: Kit, clock: ClockLine) -> Box:
    look, words = kit.look, kit.words
    bar = clock_bar(clock.state, clock.share, _BAR, 10)
    said = kit.text(standing(words, clock), look.width - _LABEL - _BAR - 10, look.purpose, 2)
    name = kit.text(words.say("Stages and clock"), _LABEL, look.body.bold(), 2)

    def paint(pen: Pen, x: float, y: float) -> None:
        name.paint(pen, x, y + 1)
        bar.paint(pen, x + _LABEL, y)
        said.paint(pen, x + _LABEL + _BAR + 10, y)

    return Box(max(bar.height, said.height, name.height), paint)


def stages(kit: Kit, stage: ComplaintStage, reached: Sequence[Reached], clocks: Sequence[ClockLine]) -> Box:
    """Stages on a line: passed filled, the present one ringed, those ahead hollow on a dashed line."""
    way, present = _way(stage, reached)
    dates = {each.stage: each.at for each in reached}
    placed = {_place(clock, way[: present + 1], dates): clock for clock in clocks}
    stops = [
        _stop(kit, one, dates, placed.get(one), ahead=number > present) for number, one in enumerate(way)
    ]
    width = kit.look.width
    step = width / len(way)
    notes = any(stop.note for stop in stops)
    height = 14 + _NAME.leading + _NOTE.leading * (3 if notes else 1)

    def paint(pen: Pen, x: float, y: float) -> None:
        middle, centres = y + 6, [x + step * (number + 0.5) for number in range(len(way))]
        last = len(way) - 1
        pen.line(centres[0], middle, centres[min(present, last)], middle, 1.4)
        if present < last:
            pen.line(centres[present], middle, centres[last], middle, 0.7, FINE_DASH)
        for number, (centre, stop) in enumerate(zip(centres, stops, strict=True)):
            _dot(pen, centre, middle, passed=number < present, here=number == present, ended=present == last)
            _words(pen, centre, y + 14, step - 3, stop)

    return Box(height, paint)


def _way(stage: ComplaintStage, reached: Sequence[Reached]) -> tuple[list[ComplaintStage], int]:
    """The stages on the line, and where on it the complaint stands.

    What was rejected ends there; what was reopened stands there until it goes on, after which it is at the
    stage it came to.
    """
    if stage is ComplaintStage.REJECTED:
        passed = {each.stage for each in reached}
        way = [one for one in WAY if one in passed and one is not ComplaintStage.CLOSED]
        way = way or [ComplaintStage.RECEIVED]
        return [*way, ComplaintStage.REJECTED], len(way)
    if stage is ComplaintStage.REOPENED:
        again: list[ComplaintStage] = [*WAY[:3], ComplaintStage.REOPENED, *WAY[4:]]
        return again, again.index(stage)
    return list(WAY), WAY.index(stage)


def _place(
    clock: ClockLine, passed: Sequence[ComplaintStage], dates: dict[ComplaintStage, datetime]
) -> ComplaintStage:
    """Under which dot a clock is told: where it stopped, and while it runs, where it will."""
    own = _STOPS[clock.kind]
    if clock.stopped_at is None or dates.get(own) == clock.stopped_at:
        return own
    before = [one for one in passed if one in dates and dates[one] <= clock.stopped_at]
    return before[-1] if before else own


def _stop(
    kit: Kit,
    stage: ComplaintStage,
    dates: dict[ComplaintStage, datetime],
    clock: ClockLine | None,
    *,
    ahead: bool,
) -> _Stop:
    words = kit.words
    name = words.of(_SHORT.get(stage, stage.label))
    when = short_moment(kit, dates[stage]) if stage in dates and not ahead else ""
    if clock is None:
        return _Stop(name, when)
    if clock.stopped_at is not None:
        took = words.say(
            "{time} of {norm}", time=duration(words, clock.used), norm=duration(words, clock.allowed)
        )
        return _Stop(name, when, took, kept=clock.state is ClockState.MET)
    if clock.due_at is not None:
        due = words.say("by {moment}", moment=short_moment(kit, clock.due_at))
        return _Stop(name, when or due, norm(words, clock))
    return _Stop(name, when, norm(words, clock))


def _dot(pen: Pen, x: float, middle: float, *, passed: bool, here: bool, ended: bool) -> None:
    if passed or (here and ended):
        pen.circle(x, middle, 4.4, fill=BLACK)
    elif here:
        pen.circle(x, middle, 5.2, weight=1.4, fill=WHITE)
        pen.circle(x, middle, 2, fill=BLACK)
    else:
        pen.circle(x, middle, 4.2, weight=0.9, fill=WHITE)


def _words(pen: Pen, centre: float, top: float, width: float, stop: _Stop) -> None:
    note = emphasised(stop.note) if stop.kept is False else stop.note
    for text, style, lines in ((stop.name, _NAME, 1), (stop.when, _NOTE, 1), (note, _NOTE, 2)):
        ticked = text is note and stop.kept
        room = width - (_CHECK + 3 if ticked else 0)
        made = set_text(text, style, room, lines)
        if not made.lines:
            continue
        shift = (_CHECK + 3) / 2 if ticked else 0.0
        for line in made.lines:
            one = SetText((line,), style)
            pen.text(centre - line.width / 2 + shift, top, one)
            if ticked and line is made.lines[0]:
                check(pen, centre - line.width / 2 - shift, top + 1.5, _CHECK, 1.1)
            top += style.leading
