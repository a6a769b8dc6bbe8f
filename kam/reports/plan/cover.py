"""The cover of a plan: whose it is, in which version, what it aims at, who has to agree, what is inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from kam.core.money import Money
from kam.core.vocabulary import Segment
from kam.reports.content.plan import ObjectiveLine, PlanApproval, PlanPaper
from kam.reports.document import Document
from kam.reports.figures import Unit
from kam.reports.fonts import Face
from kam.reports.kit import Box, Kit, beside, stacked
from kam.reports.layout import HAIRLINE, Heading, Part, Section
from kam.reports.pen import PAGE_HEIGHT, Pen, text_width
from kam.reports.plan.changes import change_lines
from kam.reports.plan.columns import Cell, Column, tabled, two_lines
from kam.reports.plan.completeness import change_mark, counted
from kam.reports.plan.frame import RULE, document_name, paint_tag, today
from kam.reports.plan.governance import cost
from kam.reports.plan.logo import LOGO_HEIGHT, paint_logo, read_logo
from kam.reports.plan.look import AMBITION, CLIENT, KEY_BEFORE, KEY_FIGURE, KIND, PERIOD
from kam.reports.plan.wording import answer, figure, own_title, period, version_name
from kam.reports.signs import check, checkbox, missing_chip, missing_width
from kam.reports.text import Style, emphasised, set_text

_KEY_FIGURES: Final = 4
_ROW: Final = 14.5
_LEAST_GAP: Final = 9.0
_ARROW: Final = 17.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents, and where it leads."""

    name: str
    page: int
    key: str


@dataclass(frozen=True, slots=True)
class _Room:
    """How much the cover says where it is full."""

    ambition: int
    changes: int
    decisions: int
    approvals: int


_ROOMS: Final = (
    _Room(5, 6, 4, 9),
    _Room(4, 5, 3, 8),
    _Room(3, 4, 2, 7),
    _Room(2, 3, 1, 6),
    _Room(2, 2, 0, 5),
)


def paint_cover(kit: Kit, document: Document, content: PlanPaper, entries: Sequence[Entry]) -> None:
    """Draw the cover; what it has no room for stands inside."""
    look, pen = kit.look, document.pen
    pen.accent_rule(look.left, look.top, look.width, RULE)
    _paint_company(kit, pen, content)
    top = look.top + RULE + 6 + LOGO_HEIGHT
    foot = _foot(kit, content)
    room = PAGE_HEIGHT - look.bottom - 8 - foot.height - top
    blocks: list[Box] = []
    for measure in _ROOMS:
        blocks = _blocks(kit, document, content, entries, measure)
        if sum(block.height for block in blocks) + _LEAST_GAP * len(blocks) <= room:
            break
    gap = max((room - sum(block.height for block in blocks)) / (len(blocks) + 1), 4.0)
    y = top + gap
    for block in blocks:
        block.paint(pen, look.left, y)
        y += block.height + gap
    foot.paint(pen, look.left, PAGE_HEIGHT - look.bottom - 8 - foot.height)


def _paint_company(kit: Kit, pen: Pen, content: PlanPaper) -> None:
    look, top = kit.look, kit.look.top + RULE + 6
    at = look.left + paint_logo(pen, read_logo(content.head.our_logo), look.left, top)
    made = set_text(emphasised(content.head.our_company), Style(11.5, 14), look.width * 0.6, 2)
    pen.text(at, top + (LOGO_HEIGHT - made.height) / 2, made)
    paint_tag(kit, pen, look.left + look.width, top + LOGO_HEIGHT / 2 - 6)


def _blocks(
    kit: Kit, document: Document, content: PlanPaper, entries: Sequence[Entry], room: _Room
) -> list[Box]:
    blocks = [_title(kit, content)]
    if content.text.ambition:
        blocks.append(_ambition(kit, content.text.ambition, room.ambition))
    if content.objectives:
        blocks.append(_key_figures(kit, content))
    blocks.append(_changes_and_contents(kit, document, content, entries, room.changes))
    if content.needed:
        blocks.append(_decisions(kit, content, room.decisions))
    blocks.append(_approvals(kit, content, room.approvals))
    return blocks


def _title(kit: Kit, content: PlanPaper) -> Box:
    """The kind of document, the client, the period and what the client is to us, the version in a frame."""
    head, words, width = content.head, kit.words, kit.look.width
    about = [period(words, kit.formats, head)]
    if head.segment not in {None, Segment.UNKNOWN}:
        about.append(words.of(head.segment.label) if head.segment else "")
    if head.group is not None:
        about.append(words.of(head.group.label))
    title = own_title(head.title, document_name(kit), head.account)
    lines = [
        set_text(document_name(kit), KIND, width, 1),
        set_text(head.account, CLIENT, width, 3),
        *([set_text(title, KIND, width, 2)] if title else []),
        set_text(" · ".join(filter(None, about)), PERIOD, width, 2),
    ]
    version = version_name(words, head)
    style = Style(11, 20, Face.BOLD)
    framed = text_width(version, style) + 14
    when = head.approved_on or head.submitted_on or today(kit, head)
    by = words.say("KAM {name}", name=head.owner) if head.owner else ""
    beside_it = " · ".join(filter(None, (kit.formats.full_date(when), by)))
    tall = sum(line.height for line in lines) + 3 * len(lines)

    def paint(pen: Pen, x: float, y: float) -> None:
        for line in lines:
            pen.text(x, y, line)
            y += line.height + 3
        pen.box(x + 0.6, y + 3, framed, 18, weight=1.1)
        pen.word(x + 0.6 + framed / 2, y + 12, version, style, align=0.5)
        said = set_text(beside_it, kit.look.body, width - framed - 14, 1)
        pen.text(x + framed + 12, y + 12 - said.style.leading / 2, said)

    return Box(tall + 22, paint)


def _ambition(kit: Kit, text: str, lines: int) -> Box:
    made = set_text(text, AMBITION, kit.look.width - 14, lines)

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.box(x, y, 3, made.height, fill=0.0)
        pen.text(x + 14, y, made)

    return Box(made.height, paint)


def _key_figures(kit: Kit, content: PlanPaper) -> Box:
    """The first objectives: from where to where, by when."""
    lines = content.objectives[:_KEY_FIGURES]
    gap = 12.0
    width = (kit.look.width - gap * (_KEY_FIGURES - 1)) / _KEY_FIGURES
    made = [_key_figure(kit, content, line, width) for line in lines]
    return beside([(number * (width + gap), box) for number, box in enumerate(made)], 0)


def _key_figure(kit: Kit, content: PlanPaper, line: ObjectiveLine, width: float) -> Box:
    words, look = kit.words, kit.look
    name = set_text(line.title, look.small, width, 2)
    before, target, unit = _from_to(kit, content, line)
    due = words.say("by {date}", date=kit.formats.full_date(line.due_on)) if line.due_on else ""
    note = ", ".join(filter(None, (unit, due)))
    big, small = KEY_FIGURE, KEY_BEFORE
    while text_width(before, small) + _ARROW + text_width(target, big) > width and big.size > look.body.size:
        big = Style(big.size - 1, big.leading, big.face)
        small = Style(min(small.size, big.size), small.leading)

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.line(x, y + 0.5, x + width, y + 0.5, 1)
        pen.text(x, y + 4, name)
        middle = y + 6 + 2 * look.small.leading + 11
        at = x + pen.word(x, middle, before, small) + 4
        pen.line(at, middle, at + 7, middle, 1.1)
        pen.shape([(at + 10, middle), (at + 5.5, middle - 2.6), (at + 5.5, middle + 2.6)], fill=0.0)
        pen.word(at + _ARROW - 4, middle, target, big)
        pen.text(x, middle + 17 - look.small.leading / 2, set_text(note, look.small, width, 1))

    return Box(6 + 2 * look.small.leading + 34, paint)


def _from_to(kit: Kit, content: PlanPaper, line: ObjectiveLine) -> tuple[str, str, str]:
    """Where it is, where it shall be, and in what: a unit that both share is said once."""
    start = line.current if line.current is not None else line.baseline
    if line.is_money and start is not None and line.target is not None:
        sums = [Money.of(value, content.currency).minor for value in (start, line.target)]
        unit = Unit.of(kit, sums)
        scaled = [kit.formats.scaled(value, content.currency, unit.scale) for value in sums]
        return scaled[0], scaled[1], unit.name
    before = figure(kit.formats, line, start, content.currency)
    return before, figure(kit.formats, line, line.target, content.currency), line.unit


def _changes_and_contents(
    kit: Kit, document: Document, content: PlanPaper, entries: Sequence[Entry], most: int
) -> Box:
    contents = _contents(kit, document, entries)
    right = kit.look.column + kit.look.gutter
    if content.previous_version is None:
        return beside([(right, contents), (0.0, _first_version(kit))], 0)
    return beside([(0.0, _changes(kit, content, content.previous_version, most)), (right, contents)], 0)


def _first_version(kit: Kit) -> Box:
    """Where there is nothing to compare with: how far the objectives are."""
    words = kit.words
    said = words.say("nothing was submitted before")
    heading = Heading(words.say("First version"), said)
    return _boxed(kit, Section(Part.PLAN, heading, kit.look.column))


def _boxed(kit: Kit, section: Section) -> Box:
    return Box(section.height(kit), lambda pen, x, y: section.paint(kit, pen, x, y))


def _changes(kit: Kit, content: PlanPaper, version: int, most: int) -> Box:
    words = kit.words
    name = words.say("Changes since version {number}", number=version)
    lines = change_lines(words, kit.formats, content.changes)
    if not lines:
        return _boxed(kit, Section(Part.PLAN, Heading(name, words.say("none")), kit.look.column))
    rows = []
    for each in lines[:most]:
        said = kit_lines(kit, each.said(words), kit.look.column - 14, 2)
        rows.append(beside([(0.0, change_mark(each.sort)), (14.0, said)], 1.3))
    note = counted(kit, content.changes) if len(lines) > most else ""
    section = Section(Part.PLAN, Heading(name, note), kit.look.column, tuple(rows), counted=False)
    return _boxed(kit, section)


def kit_lines(kit: Kit, text: str, width: float, lines: int) -> Box:
    """A text of so many lines at most, whatever else the paper may leave whole."""
    made = set_text(text, kit.look.body, width, lines)
    return Box(made.height, lambda pen, x, y: pen.text(x, y, made))


def _contents(kit: Kit, document: Document, entries: Sequence[Entry]) -> Box:
    width = kit.look.column
    heading = Section(Part.PLAN, Heading(kit.words.say("Contents")), width)

    def row(entry: Entry, *, last: bool) -> Box:
        made = set_text(entry.name, kit.look.body, width - 24, 1)

        def paint(pen: Pen, x: float, y: float) -> None:
            pen.text(x, y + (_ROW - made.height) / 2, made)
            pen.word(x + width, y + _ROW / 2, str(entry.page), kit.look.body, align=1)
            if not last:
                pen.line(x, y + _ROW, x + width, y + _ROW, HAIRLINE)
            document.link(entry.key, x, y, width, _ROW)

        return Box(_ROW, paint)

    rows = [row(each, last=each is entries[-1]) for each in entries]
    return stacked([_boxed(kit, heading), *rows])


def _decisions(kit: Kit, content: PlanPaper, most: int) -> Box:
    """The decisions needed from management: what, for how much, by when."""
    words, day = kit.words, today(kit, content.head)
    needed = content.needed
    heading = Heading(words.say("Decisions needed"), str(len(needed)))
    columns = (
        Column("", width=10.0),
        Column("", share=1),
        Column("", share=0.5, right=True, bold=True),
        Column("", right=True),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            checkbox(8, leading=kit.look.body.leading),
            partial(kit_lines, kit, each.text, lines=1),
            cost(kit, each),
            words.say("by {date}", date=kit.near(each.needed_by, day)) if each.needed_by else "",
        )
        for each in needed[:most]
    ]
    section = tabled(kit, heading, columns, rows, kit.look.width)
    return _boxed(kit, Section(section.part, heading, section.width, section.rows, total=len(needed)))


def _approvals(kit: Kit, content: PlanPaper, most: int) -> Box:
    """Who agrees: role, name, answer, date, and a place to sign."""
    words = kit.words
    name = words.say("Approval")
    if not content.approvals:
        heading = Heading(name, missing=words.say("not submitted yet"))
        return _boxed(kit, Section(Part.PLAN, heading, kit.look.width))
    columns = (
        Column(words.say_in("column", "role"), share=0.3),
        Column(words.say_in("column", "who"), share=0.22),
        Column(words.say_in("column", "decision"), share=0.3),
        Column(words.say_in("column", "date"), width=60.0),
        Column(words.say_in("column", "signature"), share=0.18),
    )
    rows = [_approval(kit, each) for each in content.approvals[:most]]
    section = tabled(kit, Heading(name), columns, rows, kit.look.width)
    box = _boxed(kit, section)
    rest = content.approvals[most:]
    if not rest:
        return box
    names = ", ".join(each.name for each in rest)
    also = set_text(words.say("Also asked: {names}", names=names), kit.look.small, kit.look.width, 2)
    return stacked([box, Box(also.height, lambda pen, x, y: pen.text(x, y, also))], 2)


def _approval(kit: Kit, each: PlanApproval) -> tuple[Cell, ...]:
    words = kit.words
    said = answer(words, each)
    role = words.say("{role}, author", role=each.role) if each.is_author and each.role else each.role
    if each.is_author and not role:
        role = words.say("Author")
    decided: Cell = _open_answer(kit)
    if said:
        decided = _given(kit, said, each.comment)
    return (
        lambda width: kit_lines(kit, role, width, 3),
        lambda width: kit_lines(kit, each.name, width, 2),
        decided,
        kit.formats.full_date(each.on) if each.on else "",
        "",
    )


def _given(kit: Kit, said: str, comment: str) -> Box:
    made = two_lines(kit, said, "", kit.look.width * 0.22, bold=False)
    note = set_text(comment, kit.look.small, kit.look.width * 0.24, 1)

    def paint(pen: Pen, x: float, y: float) -> None:
        check(pen, x, y + 2, 7.5)
        made.paint(pen, x + 12, y)
        pen.text(x + 12, y + made.height, note)

    return Box(made.height + (note.height if comment else 0), paint)


def _open_answer(kit: Kit) -> Box:
    """Boxes to tick by hand."""
    words, style = kit.words, kit.look.body
    choices = (
        words.say_in("approval choice", "yes"),
        words.say_in("approval choice", "with edits"),
        words.say_in("approval choice", "no"),
    )
    box = checkbox(8.5, leading=style.leading)

    def paint(pen: Pen, x: float, y: float) -> None:
        for said in choices:
            box.paint(pen, x, y)
            x += 11
            x += pen.word(x, y + style.leading / 2, said, style) + 7

    return Box(style.leading, paint)


def _foot(kit: Kit, content: PlanPaper) -> Box:
    """How complete plan and dossier are, and what has grown old."""
    words, found, look = kit.words, content.completeness, kit.look
    parts = []
    if found.percent is not None:
        parts.append(words.say("Plan complete **{share}**", share=kit.formats.points(found.percent)))
    if found.dossier_percent is not None:
        said = words.say("dossier **{share}**", share=kit.formats.points(found.dossier_percent))
        if found.dossier_missing:
            missing = ", ".join(found.dossier_missing[:3])
            said = words.say("{share}, not known: {what}", share=said, what=missing)
        parts.append(said)
    stale = ""
    if found.dossier_stale:
        stale = words.say_many("{count} section is old", "{count} sections are old", len(found.dossier_stale))
    room = look.width - (missing_width(stale, look.body) + 12 if stale else 0)
    made = set_text("; ".join(parts), look.body, room, 2)

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.line(x, y, x + look.width, y, 0.5)
        pen.text(x, y + 5, made)
        if stale:
            wide = missing_width(stale, look.body)
            missing_chip(stale, look.body, wide + 1).paint(pen, x + look.width - wide, y + 5)

    return Box(
        made.height + 6 if parts or stale else 0.0, paint if parts or stale else lambda _p, _x, _y: None
    )
