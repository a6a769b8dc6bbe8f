"""The end of the brief: what we do not know, what is still to prepare, and the strip that is written on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kam.core.vocabulary import BriefSection, BuyingRole, ChecklistCode
from kam.core.words import Label, label
from kam.reports.content import AttendeeCard, BriefContent, ChecklistLine, Unknown, UnknownKind
from kam.reports.kit import Box, Kit, beside
from kam.reports.layout import LEAST_ROWS_TOGETHER, Heading, Part, Section
from kam.reports.pen import MM, Pen, text_width
from kam.reports.people_words import initials
from kam.reports.signs import check, checkbox, writing_boxes
from kam.reports.text import set_text
from kam.reports.unknown_words import GAPS, unknown_reason, unknown_sentence

LEAST_WRITING: Final = 2
WRITING: Final = 3
_NEVER_CUT: Final = 40
_ITEMS_SHOWN: Final = 30
_CHECKED: Final[dict[ChecklistCode, Label]] = {
    ChecklistCode.PURPOSE: label("checked on paper", "purpose"),
    ChecklistCode.ATTENDEES: label("checked on paper", "attendees"),
    ChecklistCode.PROMISES: label("checked on paper", "promises"),
    ChecklistCode.COMPLAINTS: label("checked on paper", "complaints"),
    ChecklistCode.NUMBERS: label("checked on paper", "numbers"),
    ChecklistCode.OFFER: label("checked on paper", "limits"),
    ChecklistCode.QUESTIONS: label("checked on paper", "questions"),
    ChecklistCode.PRODUCT_FACTS: label("checked on paper", "product facts"),
    ChecklistCode.BRIEF_PRINTED: label("checked on paper", "brief printed"),
    ChecklistCode.LOGISTICS: label("checked on paper", "logistics"),
}


def all_unknowns(kit: Kit, content: BriefContent) -> list[Unknown]:
    """What the service found, and every section of this paper that is empty: why it matters, whom to ask.

    Empty sections follow, because what somebody noted as a gap is nearer to the meeting.
    """
    words = kit.words
    ask = _whom_to_ask(content.attendees)
    order = next((one for one in content.unknowns if one.kind is UnknownKind.DECISION_ORDER), None)
    nobody_decides = (
        bool(content.attendees)
        and not any(BuyingRole.DECIDER in card.roles for card in content.attendees)
        and not any(one.role is BuyingRole.DECIDER for one in content.absent)
    )
    money, shows = content.money, content.arrangement.shows
    empty = (
        (
            not content.purpose,
            words.say("what we want from the meeting: without it nobody can tell whether it went well"),
            "",
        ),
        (not content.attendees, words.say("who comes: one cannot prepare for people one does not know"), ""),
        (
            nobody_decides,
            words.say("who decides: without them no agreement holds"),
            order.ask if order else ask,
        ),
        (
            shows(BriefSection.MONEY) and not money.months and money.total is None,
            words.say("what they buy from us: without figures neither growth nor fall is seen"),
            "",
        ),
        (
            shows(BriefSection.MONEY) and money.wallet is None,
            words.say("what they spend in our category: without it our share is a guess"),
            ask,
        ),
        (
            shows(BriefSection.COMPETITORS) and not content.competitors,
            words.say("who else supplies them: a lost order goes there"),
            ask,
        ),
        (
            shows(BriefSection.OPPORTUNITIES) and not content.opportunities,
            words.say("where we could grow: otherwise the meeting brings nothing new"),
            ask,
        ),
        (
            shows(BriefSection.ASKS) and not content.asks,
            words.say("what we ask and where our limit is: without a limit concessions are made on the spot"),
            "",
        ),
    )
    # Who decides is asked once, with the reason.
    unknowns = [one for one in content.unknowns if not nobody_decides or one is not order]
    for is_empty, what, whom in empty:
        if is_empty:
            unknowns.append(Unknown(UnknownKind.TEXT, what, ask=whom))
    return unknowns


def _whom_to_ask(attendees: Sequence[AttendeeCard]) -> str:
    """The friendliest of those who come; nobody when nobody is for us."""
    friends = [card for card in attendees if card.attitude is not None and card.attitude > 0 and card.name]
    best = max(friends, key=lambda card: card.attitude or 0, default=None)
    return best.name.family if best else ""


def unknown_line(kit: Kit, content: BriefContent) -> Section:
    """One page: all on a line or two, never cut."""
    words, look = kit.words, kit.look
    name = words.say("Not known")
    unknowns = all_unknowns(kit, content)
    if not unknowns:
        return Section(Part.UNKNOWN, Heading(name, words.say("no gaps found")), look.width)
    parts = []
    for one in unknowns:
        what = unknown_sentence(kit, one)
        parts.append(words.say("{what} ({whom})", what=what, whom=one.ask) if one.ask else what)
    text = " · ".join(parts)
    indent = text_width(name.upper(), look.label) + 9
    first = set_text(text, look.body, look.width - indent, _NEVER_CUT)

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.line(x, y + 0.5, x + look.width, y + 0.5, 1)
        pen.word(x, y + 3 + look.body.leading / 2, name.upper(), look.label)
        pen.text(x + indent, y + 3, first)

    return _own(Part.UNKNOWN, name, look.width, Box(first.height + 3.6, paint))


def unknown_table(kit: Kit, content: BriefContent, *, reasons: bool) -> Section:
    """Two pages: a line each, with whom to ask; with ``reasons`` also why it matters."""
    words, width = kit.words, kit.look.column
    unknowns = all_unknowns(kit, content)
    name = words.say("Not known")
    if not unknowns:
        return Section(Part.UNKNOWN, Heading(name, words.say("no gaps found")), width)
    asked = any(one.ask for one in unknowns)
    note = words.say("whom to ask") if asked else ""
    heading = Heading(name, words.count(GAPS, len(unknowns)), note=note)
    ask_width = width * 0.21 if asked else 0.0
    said = unknown_reason if reasons else unknown_sentence
    rows = tuple(
        beside(
            [
                (0.0, kit.text(said(kit, one), width - ask_width - 6)),
                (width - ask_width, kit.text(one.ask, ask_width, lines=1)),
            ],
            kit.look.row_pad,
        )
        for one in unknowns
    )
    return Section(Part.UNKNOWN, heading, width, rows, total=len(rows))


def _own(part: Part, name: str, width: float, box: Box) -> Section:
    """A section that draws its own heading in its one row."""
    return Inline(part, Heading(name), width, (box,), counted=False, ruled=False)


class Inline(Section):
    """A section whose label stands on the line of its text, so that it has no heading of its own."""

    __slots__ = ()

    def height(self, kit: Kit, shown: int | None = None) -> float:  # noqa: ARG002 - it has no heading
        """The rows alone."""
        rows = self.rows if shown is None else self.rows[:shown]
        return sum(row.height for row in rows)

    def paint(
        self,
        kit: Kit,  # noqa: ARG002 - it has no heading
        pen: Pen,
        x: float,
        y: float,
        shown: int | None = None,
    ) -> None:
        """The rows alone."""
        for row in self.rows if shown is None else self.rows[:shown]:
            row.paint(pen, x, y)
            y += row.height

    def split(
        self,
        kit: Kit,
        room: float,
        together: int = LEAST_ROWS_TOGETHER,  # noqa: ARG002 - it never parts
    ) -> tuple[Section | None, Section | None]:
        """It stays together."""
        return (self, None) if self.height(kit) <= room else (None, self)


def readiness(kit: Kit, content: BriefContent) -> Section:
    """How much of the checklist is done, what is left to do, and (while there is room) what is done."""
    words, look = kit.words, kit.look
    name = words.say("Readiness")
    if not content.checklist:
        return Section(Part.READINESS, Heading(name, missing=words.say("no checklist")), look.width)
    done = [line for line in content.checklist if line.done]
    left = [line for line in content.checklist if not line.done]
    rows = [_left(kit, name, left, len(done), len(content.checklist))]
    if done:
        rows.append(_done(kit, done))
    return Inline(Part.READINESS, Heading(name), look.width, tuple(rows), counted=False, ruled=False)


def checklist_word(kit: Kit, line: ChecklistLine, *, done: bool) -> str:
    """An item's name: its own text, or the short word for what is done, or the item in full."""
    if line.text:
        return line.text
    marked = _CHECKED.get(line.code) if done else None
    return kit.words.of(marked or line.code.label)


def _left(kit: Kit, name: str, left: Sequence[ChecklistLine], done: int, total: int) -> Box:
    words, look = kit.words, kit.look
    style = look.body
    lead = words.say("**{done} of {total}**, left:", done=done, total=total)
    if not left:
        lead = words.say("**{done} of {total}**: all done", done=done, total=total)
    start = text_width(name.upper(), look.label) + 6
    said = set_text(lead, look.message, look.width - start, 1)
    names = [checklist_word(kit, line, done=False) for line in left[:_ITEMS_SHOWN]]
    if len(left) > _ITEMS_SHOWN:
        names.append(words.say_in("checklist", "and {count} more", count=len(left) - _ITEMS_SHOWN))
    items = [set_text(item, style, look.width * 0.6, 1) for item in names]
    places: list[tuple[float, int]] = []
    at, row = start + said.width + 6, 0
    for item in items:
        if at + item.width + 11 > look.width:
            at, row = 0.0, row + 1
        places.append((at, row))
        at += item.width + 11 + 12
    leading = look.message.leading + 2
    box = checkbox(8.2, leading=look.message.leading)

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.line(x, y + 0.5, x + look.width, y + 0.5, 1)
        top = y + 2.8
        pen.word(x, top + look.message.leading / 2, name.upper(), look.label)
        pen.text(x + start, top, said)
        for item, (dx, line) in zip(items, places, strict=True):
            item_top = top + line * leading
            box.paint(pen, x + dx, item_top)
            pen.text(x + dx + 11, item_top + (look.message.leading - style.leading) / 2, item)

    return Box(2.8 + row * leading + look.message.leading, paint)


def _done(kit: Kit, done: Sequence[ChecklistLine]) -> Box:
    """Ticks and short words, spread over the width; in as many lines as they need."""
    look = kit.look
    items = [
        set_text(checklist_word(kit, line, done=True), look.body, look.width / 3, 1)
        for line in done[:_ITEMS_SHOWN]
    ]
    lines: list[list[int]] = [[]]
    used = 0.0
    for number, item in enumerate(items):
        wide = item.width + 11
        if lines[-1] and used + wide + 12 > look.width:
            lines.append([])
            used = 0.0
        lines[-1].append(number)
        used += wide + 12
    leading = look.body.leading + 2.5

    def paint(pen: Pen, x: float, y: float) -> None:
        for index, line in enumerate(lines):
            taken = sum(items[number].width + 11 for number in line)
            even = (look.width - taken) / max(len(line) - 1, 1)
            gap = even if len(line) > 1 and (index == 0 and even < 40) else 14.0  # noqa: PLR2004 - no yawning gaps
            at = x
            top = y + 1.5 + index * leading
            for number in line:
                check(pen, at, top + look.body.leading / 2 - 3.6, 7.4)
                pen.text(at + 11, top, items[number])
                at += items[number].width + 11 + gap

    return Box(len(lines) * leading + 1, paint)


def capture(kit: Kit, content: BriefContent, lines: int) -> Box:
    """The framed strip for the minutes after: promises of both sides, outcome, next step, mood."""
    words, look = kit.words, kit.look
    pad = 5.2
    column = (look.width - look.gutter) / 2
    label_height = look.body.leading + 1.6
    row = look.body.leading + 3.8
    height = 3 + label_height + lines * look.writing_pitch + 2 * row + 2.5
    halves = (
        (0.0, words.say("We promise"), column - pad),
        (column + look.gutter, words.say("They promise"), column - pad),
    )

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.box(x + 0.6, y + 0.6, look.width - 1.2, height - 1.2, weight=1.2)
        for dx, name, wide in halves:
            left = x + dx + (pad if not dx else 0)
            used = pen.word(left, y + 3 + label_height / 2, name, look.body.bold())
            pen.word(left + used + 4, y + 3 + label_height / 2, words.say("who, what, by when"), look.small)
            for number in range(1, lines + 1):
                level = y + 1 + label_height + number * look.writing_pitch
                pen.line(left, level, left + wide, level, 0.4)
        top = y + 3 + label_height + lines * look.writing_pitch + 1
        outcome_row(kit, pen, x + pad, top + row / 2, look.width - 2 * pad)
        mood_row(kit, content, pen, x + pad, top + row * 1.5, look.width - 2 * pad)

    return Box(height, paint)


def outcome_row(kit: Kit, pen: Pen, x: float, middle: float, width: float) -> None:
    """Outcome in three boxes, and a line for the next step and its date."""
    words, look = kit.words, kit.look
    at = x + pen.word(x, middle, words.say("Outcome"), look.body.bold()) + 7
    for name in (
        words.say_in("outcome on paper", "advance"),
        words.say_in("outcome on paper", "no advance"),
        words.say_in("outcome on paper", "no result"),
    ):
        pen.box(at + 0.4, middle - 4.4, 8.8, 8.8, weight=0.8)
        at += 12.5
        at += pen.word(at, middle, name, look.body) + 8
    half = x + (width + look.gutter) / 2
    start = max(half, at + 8)
    used = pen.word(start, middle, words.say("Next step and date"), look.body.bold())
    pen.line(start + used + 4, middle + 4, x + width, middle + 4, 0.4)


def mood_row(kit: Kit, content: BriefContent, pen: Pen, x: float, middle: float, width: float) -> None:
    """Five boxes from minus to plus for the meeting, and for as many of theirs as fit, by initials."""
    words, look = kit.words, kit.look
    people = [initials(card.name) for card in content.attendees if card.name]
    names = [words.say_in("mood", "overall"), *people]
    lead = text_width(words.say("Mood"), look.body.bold()) + 7
    ends = 4 + text_width("−", look.body) + 3 + 5 * 8.6 + 3 + text_width("+", look.body)
    widths = [text_width(name, look.body.bold()) + ends for name in names]
    while len(widths) > 1 and lead + sum(widths) + 8 * (len(widths) - 1) > width:
        widths.pop()
    pen.word(x, middle, words.say("Mood"), look.body.bold())
    gap = (width - lead - sum(widths)) / max(len(widths) - 1, 1)
    gap = min(gap, 16 * MM)
    at = x + lead
    for number, wide in enumerate(widths):
        style = look.body.bold() if number else look.body
        place = at + pen.word(at, middle, names[number], style) + 4
        place += pen.word(place, middle, "−", look.body) + 3
        place += writing_boxes(pen, place, middle) + 3
        pen.word(place, middle, "+", look.body)
        at += wide + gap
