"""The plan on one page: what management reads when it reads nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from kam.core.vocabulary import Circle, CommitmentStatus, ObjectiveKind, RelationshipStrategy, RiskStatus
from kam.reports.content.plan import ObjectiveLine, PlanPaper
from kam.reports.document import Document
from kam.reports.figures import Unit
from kam.reports.kit import Box, Kit, beside
from kam.reports.layout import Band, Heading, Part, Section, band_height, spread
from kam.reports.pen import Pen, text_width
from kam.reports.plan.chapters import HEAD, Chapter, bookmark_of, room_of, title_box
from kam.reports.plan.columns import Cell, Column, tabled
from kam.reports.plan.frame import today
from kam.reports.plan.governance import cost
from kam.reports.plan.money import growth_bars
from kam.reports.plan.objectives import BAR, progress_bar, standing, state
from kam.reports.plan.risks import weight_box
from kam.reports.plan.wording import figure
from kam.reports.sheets import full, pair
from kam.reports.signs import AXIS_WIDTH, attitude_axis, check, checkbox
from kam.reports.stakeholder_maps.content import MapFigure
from kam.reports.text import SetText, emphasised, set_text

_SOON: Final = 90
_STRATEGY_HEIGHT: Final = 22.0
_FRAME_PAD: Final = 8.0


@dataclass(frozen=True, slots=True)
class _Room:
    """How many rows each section shows, and how many lines a text takes."""

    objectives: int
    people: int
    risks: int
    soon: int
    decisions: int
    lines: int
    text: int


_ROOMS: Final = (
    _Room(8, 9, 6, 7, 6, 2, 7),
    _Room(7, 8, 5, 6, 5, 2, 5),
    _Room(7, 8, 5, 6, 5, 2, 4),
    _Room(7, 8, 5, 5, 4, 2, 4),
    _Room(6, 8, 4, 5, 4, 2, 4),
    _Room(6, 7, 4, 5, 4, 2, 4),
    _Room(5, 6, 4, 5, 3, 1, 3),
    _Room(4, 4, 3, 3, 2, 1, 2),
    _Room(3, 3, 2, 2, 1, 1, 1),
)


def chapter(kit: Kit, content: PlanPaper) -> Chapter:
    """The page as a chapter without sections of its own, for contents and bookmarks."""
    return Chapter("summary", kit.words.say("Plan on a page"), _sentence(kit, content), ())


def _sentence(kit: Kit, content: PlanPaper) -> str:
    """«84,2 → 96 млн ₽ к 31.12.2027; 3 в графике, 1 отстаёт»."""
    words = kit.words
    money = next((each for each in content.objectives if _tells(each)), None)
    said = standing(kit, content.objectives)
    if money is None:
        return words.say("Objectives: {standing}", standing=said) if said else content.head.title
    now = money.current if money.current is not None else money.baseline
    start, target = (figure(kit.formats, money, each, content.currency) for each in (now, money.target))
    if money.is_money or not money.unit:
        line = words.say("{title}: {now} → {target}", title=money.title, now=start, target=target)
    else:
        line = words.say(
            "{title}: {now} → {target}, {unit}", title=money.title, now=start, target=target, unit=money.unit
        )
    return words.say("{line}; objectives: {standing}", line=line, standing=said) if said else line


def _tells(line: ObjectiveLine) -> bool:
    return (
        line.kind is ObjectiveKind.REVENUE
        and line.target is not None
        and (line.current or line.baseline) is not None
    )


def paint_summary(kit: Kit, document: Document, content: PlanPaper) -> None:
    """Draw the page; what it has no room for is counted and stands further on."""
    look, named = kit.look, chapter(kit, content)
    title = title_box(kit, named)
    room = room_of(kit) - title.height
    y = look.top + HEAD
    document.bookmark(named.name, y, key=bookmark_of(named))
    title.paint(document.pen, look.left, y)
    blocks: list[Box] = []
    for measure in _ROOMS:
        small = replace(kit, look=replace(look, unlimited=False, cell_lines=measure.lines, row_pad=1.9))
        blocks = _blocks(small, content, measure)
        if _height(blocks, look.least_gap) <= room:
            break
    gap = spread(lambda gap: _height(blocks, gap), room, 6.0, look.most_gap)
    y += title.height + gap
    for block in blocks:
        block.paint(document.pen, look.left, y)
        y += block.height + gap


def _height(blocks: Sequence[Box], gap: float) -> float:
    return sum(block.height for block in blocks) + gap * len(blocks)


def _blocks(kit: Kit, content: PlanPaper, room: _Room) -> list[Box]:
    growth, people = _growth(kit, content, room), _people(kit, content, room)
    risks, soon = _risks(kit, content, room), _soon(kit, content, room)
    return [
        _strategy(kit, content),
        _band(kit, full(_objectives(kit, content, room))),
        _band(kit, full(_matters(kit, content, room))),
        _band(kit, pair(kit, [growth], [people])),
        _band(kit, pair(kit, [risks], [soon])),
        _decisions(kit, content, room),
    ]


def _band(kit: Kit, band: Band) -> Box:
    def paint(pen: Pen, x: float, y: float) -> None:
        for dx, sections in band.columns:
            for section in sections:
                section.paint(kit, pen, x + dx, y)

    return Box(band_height(kit, band, {}, 0.0), paint)


def _strategy(kit: Kit, content: PlanPaper) -> Box:
    """Four fields, the chosen one in a heavy frame with a tick."""
    words, style = kit.words, kit.look.body
    said = words.say("Relationship strategy")
    left = text_width(said, style.bold()) + 14
    width = (kit.look.width - left) / len(RelationshipStrategy)

    def paint(pen: Pen, x: float, y: float) -> None:
        middle = y + _STRATEGY_HEIGHT / 2
        pen.word(x, middle, said, style.bold())
        for number, strategy in enumerate(RelationshipStrategy):
            at = x + left + number * width
            pen.box(at, y, width, _STRATEGY_HEIGHT, weight=0.5)
            if strategy is not content.head.strategy:
                pen.word(at + width / 2, middle, words.of(strategy.label), style, align=0.5)
        for number, strategy in enumerate(RelationshipStrategy):
            if strategy is content.head.strategy:
                at = x + left + number * width
                pen.box(at, y, width, _STRATEGY_HEIGHT, weight=2)
                wide = pen.word(at + width / 2 + 6, middle, words.of(strategy.label), style.bold(), align=0.5)
                check(pen, at + width / 2 - wide / 2 - 8, middle - 4, 8)

    return Box(_STRATEGY_HEIGHT, paint)


def _objectives(kit: Kit, content: PlanPaper, room: _Room) -> Section:
    words = kit.words
    name = words.say("Objectives")
    lines = content.objectives
    if not lines:
        heading = Heading(name, missing=words.say("none set: what shall be reached?"))
        return Section(Part.PLAN, heading, kit.look.width)
    columns = (
        Column("", share=1),
        Column(words.say_in("column", "was"), right=True),
        Column(words.say_in("column", "now"), right=True, bold=True),
        Column(words.say_in("column", "target"), right=True, bold=True),
        Column(words.say_in("column", "▮ due by today"), width=BAR),
        Column("", width=52.0),
    )
    rows: list[tuple[Cell, ...]] = []
    for line in lines[: room.objectives]:
        values = [
            figure(kit.formats, line, each, content.currency)
            for each in (line.baseline, line.current, line.target)
        ]
        said = f"{line.number}. {line.title}"
        rows.append((said, *values, progress_bar(line, BAR, 8), state(kit, line)))
    return tabled(kit, Heading(name, standing(kit, lines)), columns, rows, kit.look.width, total=len(lines))


def _matters(kit: Kit, content: PlanPaper, room: _Room) -> Section:
    """What the client wants, what we bring, how the client gains: side by side, whole further on."""
    words, text = kit.words, content.text
    name = words.say("What matters to the client")
    heads = (
        (words.say_in("column", "their goals"), text.client_goals),
        (words.say_in("column", "what we bring"), text.value_we_bring),
        (words.say_in("column", "how they gain"), text.how_client_gains),
    )
    if not any(body for _, body in heads):
        heading = Heading(name, missing=words.say("not written: ask the client"))
        return Section(Part.PLAN, heading, kit.look.width)
    gap = kit.look.gutter
    width = (kit.look.width - 2 * gap) / 3
    cells: list[tuple[float, Box]] = []
    for number, (head, body) in enumerate(heads):
        top = set_text(head, kit.look.small, width, 1)
        made = set_text(" ".join((body or "—").split()), kit.look.body, width, room.text)
        cells.append((number * (width + gap), _captioned(top, made)))
    return Section(Part.PLAN, Heading(name), kit.look.width, (beside(cells, 1.5),), counted=False)


def _captioned(top: SetText, made: SetText) -> Box:
    def paint(pen: Pen, x: float, y: float) -> None:
        pen.text(x, y, top)
        pen.text(x, y + top.height + 2, made)

    return Box(top.height + 2 + made.height, paint)


def _growth(kit: Kit, content: PlanPaper, room: _Room) -> Section:
    words, width, lines = kit.words, kit.look.column, content.money.growth
    name = words.say("Sources of growth")
    if not lines:
        return Section(Part.PLAN, Heading(name, missing=words.say("none written")), width)
    total = sum(line.amount for line in lines)
    unit = Unit.of(kit, [total, *(line.amount for line in lines)])
    shown = lines[: room.people]
    bars = growth_bars([line.amount for line in shown], width * 0.28)
    columns = (Column("", share=1), Column("", right=True, bold=True), Column("", width=width * 0.28))
    rows: list[tuple[Cell, ...]] = [
        (line.title, _signed(unit, line.amount), bar) for line, bar in zip(shown, bars, strict=True)
    ]
    heading = Heading(name, words.say("{total} in all", total=unit.money(total)))
    section = tabled(kit, heading, columns, rows, width)
    return Section(Part.PLAN, heading, width, section.rows, total=len(lines))


def _signed(unit: Unit, amount: int) -> str:
    said = unit.figure(amount)
    return f"+{said}" if amount > 0 else said


def _people(kit: Kit, content: PlanPaper, room: _Room) -> Section:
    words, width = kit.words, kit.look.column
    name = words.say("Circle {number}", number=1)
    people = content.people.people if content.people else ()
    core = sorted(
        (each for each in people if each.circle is Circle.CORE), key=lambda each: -(each.influence or 0)
    )
    if not core:
        return Section(Part.PLAN, Heading(name, missing=words.say("not marked on the map")), width)
    silent = sum(each.contact_days is None for each in core)
    message = words.say_many(
        "no contact with {count} of {total}", "no contact with {count} of {total}", silent, total=len(core)
    )
    if not silent:
        message = words.say("in touch with all {total}", total=len(core))
    columns = (Column("", share=1), Column("", width=AXIS_WIDTH), Column("", right=True))
    rows = [
        (
            _called(kit, each),
            attitude_axis(each.attitude, None, each.target, stale=each.stale),
            _contact(kit, each),
        )
        for each in core[: room.people]
    ]
    heading = Heading(name, message)
    section = tabled(kit, heading, columns, rows, width)
    return Section(Part.PLAN, heading, width, section.rows, total=len(core))


def _called(kit: Kit, each: MapFigure) -> Box:
    said = emphasised(each.name)
    text = f"{said}, {each.title}" if said and each.title else said or each.title
    made = set_text(text, kit.look.body, kit.look.column - AXIS_WIDTH - 52, kit.look.cell_lines)
    return Box(made.height, lambda pen, x, y: pen.text(x, y, made))


def _contact(kit: Kit, each: MapFigure) -> str:
    words = kit.words
    if each.contact_days is None:
        return emphasised(words.say_in("contact", "none"))
    said = words.say_in("narrow", "{count} days", count=each.contact_days)
    return emphasised(said) if each.overdue else said


def _risks(kit: Kit, content: PlanPaper, room: _Room) -> Section:
    words, width = kit.words, kit.look.column
    name = words.say("Main risks")
    running = [each for each in content.risks if each.status is RiskStatus.OPEN]
    if not running:
        return Section(Part.PLAN, Heading(name, missing=words.say("none written")), width)
    columns = (Column("", width=44.0), Column("", share=1))
    rows: list[tuple[Cell, ...]] = []
    for each in running[: room.risks]:
        title = emphasised(each.title)
        text = words.say("{risk}: {response}", risk=title, response=each.response) if each.response else title
        rows.append((weight_box(kit, each), text))
    heading = Heading(name, words.say("probability × impact"))
    section = tabled(kit, heading, columns, rows, width)
    return Section(Part.PLAN, heading, width, section.rows, total=len(running))


def _soon(kit: Kit, content: PlanPaper, room: _Room) -> Section:
    words, width, day = kit.words, kit.look.column, today(kit, content.head)
    name = words.say("Next 90 days")
    lines = coming(content, day)
    if not lines:
        return Section(Part.PLAN, Heading(name, missing=words.say("nothing planned")), width)
    rows = [(kit.near(on, day), text) for on, text in lines[: room.soon]]
    section = tabled(kit, Heading(name), (Column(bold=True), Column(share=1)), rows, width)
    return Section(Part.PLAN, Heading(name), width, section.rows, total=len(lines))


def coming(content: PlanPaper, day: date) -> list[tuple[date, str]]:
    """Milestones not passed, open actions and planned meetings from today on for ninety days, by date."""
    found = [(each.on, each.text) for each in content.coming]
    found += [
        (milestone.due_on, f"{line.title}: {milestone.title}")
        for line in content.initiatives
        for milestone in line.milestones
        if milestone.passed_on is None
    ]
    found += [
        (action.due_on, action.text)
        for action in content.actions
        if action.due_on is not None and action.status is CommitmentStatus.OPEN
    ]
    last = day + timedelta(days=_SOON)
    return sorted({each for each in found if day <= each[0] <= last})


def _decisions(kit: Kit, content: PlanPaper, room: _Room) -> Box:
    """A frame, because it is read and answered: what, for how much, by when."""
    words, look, day = kit.words, kit.look, today(kit, content.head)
    needed = content.needed
    inner = look.width - 2 * _FRAME_PAD
    label = words.say("Decisions needed").upper()
    columns = (
        Column("", width=11.0),
        Column("", share=1),
        Column("", share=0.5, right=True, bold=True),
        Column("", right=True),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            checkbox(8.5, leading=look.body.leading),
            each.text,
            cost(kit, each),
            words.say("by {date}", date=kit.near(each.needed_by, day)) if each.needed_by else "",
        )
        for each in needed[: room.decisions]
    ]
    made = tabled(kit, Heading(label), columns, rows, inner).rows
    head = look.message.leading + 3
    tall = head + sum(row.height for row in made) + _FRAME_PAD
    none = words.say("none") if not needed else ""
    cut = ""
    if len(made) < len(needed):
        cut = words.say_in("cut", "{shown} of {total}", shown=len(made), total=len(needed))

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.box(x + 0.6, y + 0.6, look.width - 1.2, tall - 1.2, weight=1.2)
        middle = y + 4 + look.message.leading / 2
        wide = pen.word(x + _FRAME_PAD, middle, label, look.label)
        pen.word(x + _FRAME_PAD + wide + 6, middle, none, look.body)
        pen.word(x + look.width - _FRAME_PAD, middle, cut, look.note, align=1)
        at = y + head
        for number, row in enumerate(made):
            row.paint(pen, x + _FRAME_PAD, at)
            at += row.height
            if number < len(made) - 1:
                pen.line(x + _FRAME_PAD, at, x + look.width - _FRAME_PAD, at, 0.25)

    return Box(tall, paint)
