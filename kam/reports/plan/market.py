"""Where we can grow and against whom: whitespace, opportunities, competitors, strengths and weaknesses."""

from __future__ import annotations

from typing import Final

from kam.core.vocabulary import SwotKind
from kam.core.words import Label, PluralLabel, label, plural
from kam.reports.content.plan import PlanOpportunity, PlanPaper, SwotLine
from kam.reports.figures import Unit
from kam.reports.fonts import Face
from kam.reports.kit import Box, Kit, beside
from kam.reports.layout import Heading, Part, Section
from kam.reports.pen import BLACK, WHITE, Pen
from kam.reports.plan.briefly import as_brief, whole_width
from kam.reports.plan.chapters import Chapter
from kam.reports.plan.columns import Cell, Column, named, tabled, two_lines
from kam.reports.plan.whitespace import whitespace
from kam.reports.sections.market import competitors
from kam.reports.sheets import full, pair
from kam.reports.text import Style

_MARK: Final = 13.0
_WEIGHT: Final = 20.0
_HEAVIEST: Final = 3
_QUADRANTS: Final[dict[SwotKind, tuple[Label, Label]]] = {
    SwotKind.STRENGTH: (label("SWOT heading", "Strengths"), label("SWOT missing", "none written")),
    SwotKind.WEAKNESS: (label("SWOT heading", "Weaknesses"), label("SWOT missing", "none written")),
    SwotKind.OPPORTUNITY: (label("SWOT heading", "Openings"), label("SWOT missing", "none written")),
    SwotKind.THREAT: (label("SWOT heading", "Threats"), label("SWOT missing", "none written")),
}
_OPEN: Final[PluralLabel] = plural("{count} open", "{count} open")


def growth_chapter(kit: Kit, content: PlanPaper) -> Chapter:
    """The whitespace matrix, and the opportunities one by one."""
    words = kit.words
    bands = (*(full(each) for each in whitespace(kit, content)), full(_opportunities(kit, content)))
    name = words.say("Whitespace and opportunities")
    return Chapter("growth", name, _growth_title(kit, content), bands, fresh=bool(content.whitespace.rows))


def _growth_title(kit: Kit, content: PlanPaper) -> str:
    words = kit.words
    first = sorted(
        (
            (field.rank, row.line, unit)
            for row in content.whitespace.rows
            for field, unit in zip(row.fields, content.whitespace.units, strict=False)
            if field.rank is not None
        ),
    )
    if first:
        _, line, unit = first[0]
        what = f"{line}, {unit}" if unit else line
        return words.say("Where we go first: {what}", what=what)
    if content.opportunities:
        return words.say("Nearest opportunity: {what}", what=content.opportunities[0].title)
    return words.say("No opportunities are recorded yet")


def _opportunities(kit: Kit, content: PlanPaper) -> Section:
    words, lines = kit.words, content.opportunities
    name = words.say("Opportunities")
    if not lines:
        heading = Heading(name, missing=words.say("none recorded: where could we grow?"))
        return Section(Part.PLAN, heading, kit.look.width)
    amounts = [line.amount for line in lines if line.amount is not None]
    weighted = sum(line.weighted or 0 for line in lines)
    message = words.count(_OPEN, len(lines))
    if amounts:
        message = words.say(
            "{open}, {amount} in all, {weighted} weighted",
            open=message,
            amount=kit.money(sum(amounts)),
            weighted=kit.money(weighted),
        )
    unit = Unit.telling(kit, [*amounts, *(line.weighted for line in lines)])
    columns = (
        Column("", width=_MARK),
        Column(words.say_in("column", "opportunity"), share=1),
        Column(words.say_in("column", "kind"), style=kit.look.small),
        Column(words.say_in("column", "{unit} a year", unit=unit.name), right=True),
        Column(words.say_in("column", "chance"), right=True),
        Column(words.say_in("column", "weighted"), right=True, bold=True),
        Column(words.say_in("column", "stage"), style=kit.look.small),
        Column(words.say_in("column", "against"), style=kit.look.small),
        Column(words.say_in("column", "by when"), right=True),
    )
    rows = [_opportunity(kit, content, unit, line) for line in lines]
    return tabled(kit, Heading(name, message), columns, rows, kit.look.width, total=len(rows))


def _opportunity(kit: Kit, content: PlanPaper, unit: Unit, line: PlanOpportunity) -> tuple[Cell, ...]:
    words, today = kit.words, kit.local(content.head.as_of).date()
    where = ", ".join(filter(None, (line.product_line, line.unit)))
    step = words.say("next: {step}", step=line.next_step) if line.next_step else ""
    under = "; ".join(filter(None, (where, step, line.owner)))
    due = kit.near(line.expected_on, today) if line.expected_on else "—"
    return (
        _rank(line.rank),
        named(kit, line.title, under),
        words.of(line.kind.label),
        "—" if line.amount is None else unit.figure(line.amount),
        "—" if line.probability is None else kit.formats.points(line.probability),
        "—" if line.weighted is None else unit.figure(line.weighted),
        words.of(line.stage.label),
        line.competitor,
        f"**{due} !**" if line.late else due,
    )


def _rank(rank: int | None) -> Box:
    """A white figure on black: the field of the matrix that it stands for."""
    if rank is None:
        return Box(0.0, lambda _pen, _x, _y: None)

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.box(x, y + 0.5, 10, 11, fill=BLACK)
        pen.word(x + 5, y + 6, str(rank), Style(8, 9, Face.BOLD), align=0.5, tone=WHITE)

    return Box(11.5, paint)


def rivals_chapter(kit: Kit, content: PlanPaper) -> Chapter:
    """Competitors at the account, and the four quadrants."""
    words = kit.words
    day = kit.local(content.head.as_of).date()
    bands = (
        full(competitors(whole_width(kit), as_brief(content), day)),
        pair(
            kit,
            [_quadrant(kit, content, SwotKind.STRENGTH)],
            [_quadrant(kit, content, SwotKind.WEAKNESS)],
        ),
        pair(
            kit,
            [_quadrant(kit, content, SwotKind.OPPORTUNITY)],
            [_quadrant(kit, content, SwotKind.THREAT)],
        ),
    )
    name = words.say("Competitors and SWOT")
    return Chapter("rivals", name, _rivals_title(kit, content), bands)


def _rivals_title(kit: Kit, content: PlanPaper) -> str:
    words = kit.words
    threats = [each for each in content.quadrant(SwotKind.THREAT) if each.weight == _HEAVIEST]
    rivals = [each for each in content.competitors if each.threat is not None]
    if rivals and threats:
        return words.say(
            "Strongest rival: {name}; main threat: {threat}", name=rivals[0].name, threat=threats[0].text
        )
    if rivals:
        return words.say("Strongest rival: {name}", name=rivals[0].name)
    if threats:
        return words.say("Main threat: {threat}", threat=threats[0].text)
    if content.competitors or content.swot:
        return words.say("Who stands against us, and what we stand on")
    return words.say("Competitors, strengths and weaknesses are not written down yet")


def _quadrant(kit: Kit, content: PlanPaper, kind: SwotKind) -> Section:
    words, lines = kit.words, content.quadrant(kind)
    name, missing = (words.of(each) for each in _QUADRANTS[kind])
    heading = Heading(name) if lines else Heading(name, missing=missing)
    rows = tuple(_swot(kit, line) for line in lines)
    return Section(Part.PLAN, heading, kit.look.column, rows, total=len(rows))


def _swot(kit: Kit, line: SwotLine) -> Box:
    """Its weight as squares, what it is, and how we know."""
    width = kit.look.column - _WEIGHT
    heavy = line.weight == _HEAVIEST
    boxes = two_lines(kit, line.text, line.evidence, width, bold=heavy)
    return beside([(0.0, _weight(line.weight)), (_WEIGHT, boxes)], kit.look.row_pad)


def _weight(weight: int) -> Box:
    def paint(pen: Pen, x: float, y: float) -> None:
        for number in range(_HEAVIEST):
            left = x + number * 5
            if number < weight:
                pen.box(left, y + 3.5, 4, 5.5, fill=BLACK)
            else:
                pen.box(left + 0.2, y + 3.7, 3.6, 5.1, weight=0.4)

    return Box(11, paint)
