"""What may go wrong: the matrix of probability and impact, and each risk with our response."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kam.core.vocabulary import RiskStatus
from kam.reports.content.plan import PlanPaper, PlanRiskLine
from kam.reports.fonts import Face
from kam.reports.kit import Box, Kit
from kam.reports.layout import Band, Heading, Part, Section
from kam.reports.pen import BLACK, MM, PAGE_HEIGHT, PALE, WHITE, Pen, text_width
from kam.reports.plan.briefly import as_brief, whole_width
from kam.reports.plan.chapters import Chapter
from kam.reports.plan.columns import Cell, Column, named, table, tabled
from kam.reports.plan.wording import money
from kam.reports.sections.record import complaints
from kam.reports.sheets import full
from kam.reports.text import Style, emphasised

HEAVY: Final = 12
"""Probability × impact from which a risk stands in black."""
_DEGREES: Final = 5
_AXIS: Final = 32.0
_CELL_HEIGHT: Final = 9 * MM
_FOOT: Final = 24.0
_CHIP: Final = 11.0
_NUMBER: Final = Style(7.5, 9, Face.BOLD)


def chapter(kit: Kit, content: PlanPaper) -> Chapter:
    """The matrix with its numbers, the list, and the record of complaints."""
    words = kit.words
    bands: list[Band] = []
    if content.risks:
        bands.append(full(_matrix(kit, content.risks)))
    bands.append(full(_risks(kit, content)))
    bands += [full(each) for each in _complaints(kit, content)]
    return Chapter("risks", words.say("Risks and complaints"), _title(kit, content), tuple(bands))


def _open(lines: Sequence[PlanRiskLine]) -> list[PlanRiskLine]:
    return [each for each in lines if each.status is RiskStatus.OPEN]


def _title(kit: Kit, content: PlanPaper) -> str:
    words = kit.words
    running = _open(content.risks)
    if not content.risks:
        return words.say("No risks are written down yet")
    if not running:
        return words.say("No risk is open any more")
    worst = running[0]
    if not worst.weight:
        return words.say("Risks are named but not weighed yet")
    return words.say(
        "Heaviest risk: {title} ({probability} × {impact})",
        title=worst.title,
        probability=worst.probability,
        impact=worst.impact,
    )


def _matrix(kit: Kit, lines: Sequence[PlanRiskLine]) -> Section:
    """Rows of probability, columns of impact; open risks by their number in the list below."""
    words = kit.words
    heading = Heading(words.say("Risk matrix"), words.say("probability × impact, numbers as in the list"))
    return Section(Part.PLAN, heading, kit.look.width, (_grid(kit, lines),), ruled=False, counted=False)


def _grid(kit: Kit, lines: Sequence[PlanRiskLine]) -> Box:
    words, width = kit.words, kit.look.width
    cell = (width - _AXIS) / _DEGREES
    tall = _CELL_HEIGHT * _DEGREES + _FOOT
    placed: dict[tuple[int, int], list[int]] = {}
    for number, line in enumerate(lines, start=1):
        if line.status is RiskStatus.OPEN and line.probability and line.impact:
            placed.setdefault((line.probability, line.impact), []).append(number)

    def paint(pen: Pen, x: float, y: float) -> None:
        y += 3
        for probability in range(_DEGREES, 0, -1):
            top = y + (_DEGREES - probability) * _CELL_HEIGHT
            pen.word(x + 23, top + _CELL_HEIGHT / 2, str(probability), kit.look.small.bold())
            for impact in range(1, _DEGREES + 1):
                left = x + _AXIS + (impact - 1) * cell
                if probability * impact >= HEAVY:
                    pen.box(left, top, cell, _CELL_HEIGHT, fill=PALE)
                pen.box(left, top, cell, _CELL_HEIGHT, weight=0.35)
                here = placed.get((probability, impact), [])
                _numbers(pen, here, left, top, cell, heavy=probability * impact >= HEAVY)
        floor = y + _DEGREES * _CELL_HEIGHT
        for impact in range(1, _DEGREES + 1):
            middle = x + _AXIS + (impact - 0.5) * cell
            pen.word(middle, floor + 6, str(impact), kit.look.small.bold(), align=0.5)
        pen.word(x + _AXIS, floor + 15, words.say("impact →"), kit.look.small)
        _upright(pen, x + 7, y + _DEGREES * _CELL_HEIGHT / 2, words.say("probability →"), kit.look.small)

    return Box(tall, paint)


def _numbers(pen: Pen, numbers: Sequence[int], x: float, y: float, wide: float, *, heavy: bool) -> None:
    """The risks of a cell as small chips in rows; who has no room is counted."""
    step = 17.0
    most = max(int((wide - 4) / step), 1) * 2
    shown = [str(each) for each in numbers[:most]]
    if len(numbers) > most:
        shown = [*shown[:-1], f"+{len(numbers) - most + 1}"]
    in_row = max(most // 2, 1)
    for place, said in enumerate(shown):
        left, top = x + 4 + place % in_row * step, y + 3 + place // in_row * (_CHIP + 2)
        if heavy:
            pen.box(left, top, step - 2, _CHIP, fill=BLACK)
        else:
            pen.box(left + 0.4, top + 0.4, step - 2.8, _CHIP - 0.8, weight=0.8, fill=WHITE)
        tone = WHITE if heavy else BLACK
        pen.word(left + (step - 2) / 2, top + _CHIP / 2, said, _NUMBER, align=0.5, tone=tone)


def _upright(pen: Pen, x: float, middle: float, said: str, style: Style) -> None:
    """A word that is read from below."""
    canvas = pen.canvas
    canvas.saveState()
    canvas.translate(x, PAGE_HEIGHT - middle)
    canvas.rotate(90)
    canvas.translate(0, -PAGE_HEIGHT)
    pen.word(0, 0, said, style, align=0.5)
    canvas.restoreState()


def _risks(kit: Kit, content: PlanPaper) -> Section:
    words, lines = kit.words, content.risks
    name = words.say("Risks and responses")
    if not lines:
        heading = Heading(name, missing=words.say("none written: what may go wrong?"))
        return Section(Part.PLAN, heading, kit.look.width)
    running = _open(lines)
    message = words.say_many("{count} open", "{count} open", len(running))
    silent = sum(not each.response for each in running)
    if silent:
        message = words.say_many(
            "{open}, {count} without a response", "{open}, {count} without a response", silent, open=message
        )
    columns = (
        Column(words.say_in("plan table", "no."), width=16.0, bold=True),
        Column(words.say_in("column", "p × i"), width=46.0),
        Column(words.say_in("column", "risk and consequence"), share=0.5),
        Column(words.say_in("column", "our response"), share=0.5),
        Column(words.say_in("column", "at stake"), right=True),
        Column(words.say_in("column", "answers")),
    )
    rows = [_risk(kit, number, line) for number, line in enumerate(lines, start=1)]
    return tabled(kit, Heading(name, message), columns, rows, kit.look.width, total=len(rows))


def _risk(kit: Kit, number: int, line: PlanRiskLine) -> tuple[Cell, ...]:
    words = kit.words
    state = "" if line.status is RiskStatus.OPEN else words.of(line.status.label)
    under = ". ".join(filter(None, (state, line.consequence)))
    missing = words.say("none yet") if line.status is RiskStatus.OPEN else "—"
    return (
        str(number),
        weight_box(kit, line),
        named(kit, line.title, under, bold=line.weight >= HEAVY),
        line.response or emphasised(missing),
        "" if line.at_stake is None else money(kit.formats, line.at_stake),
        line.owner or "—",
    )


def weight_box(kit: Kit, line: PlanRiskLine) -> Box:
    """The product, on black from twelve, and its factors: «12 3×4»."""
    style = Style(9.5, kit.look.body.leading, Face.BOLD)
    said = str(line.weight) if line.weight else "?"

    def paint(pen: Pen, x: float, y: float) -> None:
        middle = y + style.leading / 2
        wide = text_width(said, style) + 5
        if line.weight >= HEAVY:
            pen.box(x, middle - 6, wide, 12, fill=BLACK)
            pen.word(x + wide / 2, middle, said, style, align=0.5, tone=WHITE)
        else:
            pen.word(x, middle, said, style)
        if line.weight:
            pen.word(x + wide + 2, middle, f"{line.probability}×{line.impact}", kit.look.small)

    return Box(style.leading, paint)


def _complaints(kit: Kit, content: PlanPaper) -> list[Section]:
    """What is open, by its clock; and the year by kinds."""
    day = kit.local(content.head.as_of).date()
    found = [complaints(whole_width(kit), as_brief(content), day)]
    year = content.complaints.year
    if year is None or not year.received:
        return found
    words = kit.words
    parts = [
        words.say_many("{count} received", "{count} received", year.received),
        words.say("{count} answered in time", count=year.answered_in_time),
        words.say("{count} closed", count=year.closed),
    ]
    if year.median_days is not None:
        parts.append(words.say_many("median {count} day", "median {count} days", year.median_days))
    if year.amount is not None:
        parts.append(words.say("{amount} at stake", amount=kit.money(year.amount)))
    columns = (
        Column(words.say_in("column", "kind"), share=0.3),
        Column("", share=0.6),
        Column("", right=True, bold=True),
    )
    most = max([count for _, count in year.kinds] or [1])
    rows = [(words.of(kind), _count_bar(count, most), str(count)) for kind, count in year.kinds]
    _, made = table(kit, columns, rows, kit.look.width)
    heading = Heading(words.say("Complaints in 12 months"), ", ".join(parts))
    found.append(Section(Part.PLAN, heading, kit.look.width, made, ruled=False, counted=False))
    return found


def _count_bar(count: int, most: int) -> Box:
    """So many equal squares; a bar where there are too many to count."""
    square, gap, whole = 7.0, 1.5, 260.0

    def paint(pen: Pen, x: float, y: float) -> None:
        if most * (square + gap) > whole:
            pen.box(x, y + 2, whole * count / most, square, fill=BLACK)
            return
        for number in range(count):
            pen.box(x + number * (square + gap), y + 2, square, square, fill=BLACK)

    return Box(11, paint)
