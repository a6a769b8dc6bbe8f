"""The top and the foot of the internal brief: what is read in five seconds, and what the signs mean."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from kam.core.vocabulary import KeyGroup, Segment
from kam.reports.content import BriefContent, BriefHead
from kam.reports.fonts import Face
from kam.reports.kit import Box, Kit, stacked, text_box
from kam.reports.pen import PAGE_HEIGHT, Pen, text_width
from kam.reports.phrases import days, first_sentence, minutes_long
from kam.reports.signs import (
    LegendSign,
    chip,
    chip_width,
    legend,
    legend_width,
    missing_chip,
    sign_black,
    sign_dashed,
    sign_hatch,
    sign_movement,
    sign_target,
    warning,
)
from kam.reports.text import Style, emphasised, set_text

TOP_RULE: Final = 3.0
_FRAME: Final = (0.335, 0.355, 0.31)
_CELL_PAD: Final = 5.2
_FIRST_SHOWN: Final = {False: 3, True: 4}


def meeting_day(kit: Kit, head: BriefHead) -> date:
    """The day to which everything on the paper is counted: the meeting's, else the data's."""
    return kit.local(head.starts_at or head.as_of).date()


def document_name(kit: Kit, head: BriefHead) -> str:
    """«Бриф к встрече «Годовой контракт 2027»»."""
    if head.starts_at is None and not head.subject:
        return kit.words.say("Account brief")
    if not head.subject:
        return kit.words.say("Meeting brief")
    return kit.words.say("Meeting brief “{subject}”", subject=head.subject)


def page_header(kit: Kit, content: BriefContent) -> Box:
    """Audience, meeting, moment of the data; client and time; what the client is to us, and the place."""
    head, look, words = content.head, kit.look, kit.words
    width = look.width
    title_width = width * 0.62
    when = kit.formats.weekday_moment(kit.local(head.starts_at)) if head.starts_at else ""
    when_width = text_width(when, look.client)
    client = set_text(emphasised(head.account), look.client, max(width - when_width - 14, title_width), 2)
    about = _standing(kit, head)
    where = _where(kit, head)
    where_width = min(text_width(where, look.message), width * 0.45)
    line_height = look.small.leading + 2
    standing = set_text(about, look.message, width - where_width - 12, 2)

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.accent_rule(x, y, width, TOP_RULE)
        top = y + TOP_RULE + 3.4
        _first_line(kit, pen, x, top, head)
        top += line_height
        pen.text(x, top, client)
        if when:
            pen.word(x + width, top + look.client.leading / 2, when, look.client, align=1.0)
        else:
            made = missing_chip(words.say("no date set"), look.message, 90)
            gap = text_width(words.say("no date set"), look.message.italic()) + 6
            made.paint(pen, x + width - gap, top + 5)
        top += client.height
        pen.text(x, top, standing)
        pen.text(x, top, set_text(where, look.message, where_width + 1, 1), right=x + width)

    height = TOP_RULE + 3.4 + line_height + client.height + max(standing.height, look.message.leading)
    return Box(height, paint)


def _first_line(kit: Kit, pen: Pen, x: float, top: float, head: BriefHead) -> None:
    look, words = kit.look, kit.words
    tag = words.say("internal").upper()
    style = Style(7.5, look.small.leading, Face.BOLD)
    chip(tag, style, height=11).paint(pen, x, top)
    start = x + chip_width(tag, style) + 5
    as_of = words.say(
        "Data as of {moment}. Days and hours are counted to the start of the meeting",
        moment=kit.formats.moment(kit.local(head.as_of)),
    )
    if head.starts_at is None:
        as_of = words.say("Data as of {moment}", moment=kit.formats.moment(kit.local(head.as_of)))
    as_of_width = text_width(as_of, look.small)
    pen.word(x + look.width, top + look.small.leading / 2, as_of, look.small, align=1.0)
    room = look.width - (start - x) - as_of_width - 10
    pen.text(start, top, set_text(document_name(kit, head), look.small, room, 1))


def _standing(kit: Kit, head: BriefHead) -> str:
    words = kit.words
    parts: list[str] = []
    if head.segment not in {None, Segment.UNKNOWN}:
        parts.append(_term(kit, head.segment))
    if head.group is not None:
        parts.append(_term(kit, head.group))
    if head.status is not None:
        parts.append(words.of(head.status.label))
    if head.health is not None:
        parts.append(_health(kit, head))
    if head.contract_ends_on is not None:
        parts.append(_contract(kit, head, head.contract_ends_on))
    return " · ".join(parts)


def _term(kit: Kit, term: Segment | KeyGroup | None) -> str:
    return kit.words.of(term.label) if term else ""


def _health(kit: Kit, head: BriefHead) -> str:
    health = head.health
    if health is None or not health.change:
        return kit.words.say("health **{score}**", score=health.score if health else "")
    if health.change < 0:
        return kit.words.say("health **{score} ▼ {fall}**", score=health.score, fall=-health.change)
    return kit.words.say("health **{score} △ {rise}**", score=health.score, rise=health.change)


def _contract(kit: Kit, head: BriefHead, ends_on: date) -> str:
    left = (ends_on - meeting_day(kit, head)).days
    when = kit.near(ends_on, meeting_day(kit, head))
    if left < 0:
        return kit.words.say("contract ended **{date}**", date=when)
    if left < _NEAR_END:
        return kit.words.say("contract until **{date}**, {days}", date=when, days=days(kit.words, left))
    return kit.words.say("contract until **{date}**", date=kit.formats.full_date(ends_on))


_NEAR_END: Final = 90


def _where(kit: Kit, head: BriefHead) -> str:
    length = minutes_long(kit.words, head.minutes) if head.minutes else ""
    return " · ".join(filter(None, (length, head.place)))


def frame(kit: Kit, content: BriefContent) -> Box:
    """The framed purpose, best outcome and minimum, and under them the line "First"."""
    look, words = kit.look, kit.words
    lines = 4 if look.spacious else 3
    texts = (
        (words.say("Purpose"), emphasised(content.purpose), words.say("no purpose set")),
        (words.say("Best outcome"), content.best_outcome, words.say("no best outcome set")),
        (words.say("Minimum"), content.minimum_outcome, words.say("no minimum set")),
    )
    cells: list[tuple[float, Box]] = []
    at = 0.0
    label = Style(look.label.size - 0.5, look.label.leading, Face.BOLD)
    for (name, text, missing), share in zip(texts, _FRAME, strict=True):
        room = look.width * share - 2 * _CELL_PAD
        body = (
            kit.text(text, room, look.purpose, lines)
            if text.strip()
            else missing_chip(missing, look.purpose, room)
        )
        cells.append((at, stacked([text_box(set_text(name.upper(), label, room, 1)), body])))
        at += look.width * share
    cell_height = max(box.height for _, box in cells) + 2 * 3.4
    first = _first_line_text(kit, content)
    height = cell_height + (first.height + 2 * 3.2 if first else 0.0)

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.box(x + 0.6, y + 0.6, look.width - 1.2, height - 1.2, weight=1.2)
        for number, (dx, box) in enumerate(cells):
            box.paint(pen, x + dx + _CELL_PAD, y + 3.4)
            if number:
                pen.line(x + dx, y + 0.6, x + dx, y + cell_height, 0.5)
        if first:
            pen.line(x, y + cell_height, x + look.width, y + cell_height, 0.5)
            first.paint(pen, x + _CELL_PAD, y + cell_height + 3.2)

    return Box(height, paint)


def _first_line_text(kit: Kit, content: BriefContent) -> Box | None:
    if not content.first:
        return None
    look = kit.look
    day = meeting_day(kit, content.head)
    things = [first_sentence(kit, thing, day) for thing in content.first[: _FIRST_SHOWN[look.spacious]]]
    text = kit.words.say("**First:** {things}", things=" · ".join(things))
    made = set_text(text, look.first, look.width - 2 * _CELL_PAD - 17, 3 if look.spacious else 2)
    mark = warning(look.first.size + 0.5)

    def paint(pen: Pen, x: float, y: float) -> None:
        mark.paint(pen, x, y + (look.first.leading - mark.height) / 2 + 0.6)
        pen.text(x + 17, y, made)

    return Box(made.height, paint)


def second_header(kit: Kit, content: BriefContent) -> Box:
    """The header of every further page: audience, client, meeting, time."""
    head, look = content.head, kit.look
    style = Style(7.5, look.small.leading, Face.BOLD)

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.accent_rule(x, y, look.width, TOP_RULE)
        top = y + TOP_RULE + 4
        tag = kit.words.say("internal").upper()
        chip(tag, style, height=11).paint(pen, x, top)
        start = x + chip_width(tag, style) + 5
        when = kit.formats.weekday_moment(kit.local(head.starts_at)) if head.starts_at else ""
        when_width = pen.word(x + look.width, top + look.small.leading / 2, when, look.small, align=1.0)
        name = emphasised(head.account)
        if head.subject:
            name = kit.words.say("{client} · “{subject}”", client=name, subject=head.subject)
        pen.text(start, top, set_text(name, look.small, look.width - (start - x) - when_width - 10, 1))

    return Box(TOP_RULE + 6 + look.small.leading, paint)


def footer(
    kit: Kit, content: BriefContent, pen: Pen, page: int, pages: int, *, internal: bool = True
) -> None:
    """Document and moment of printing, the signs, the page; below a fold the page number alone."""
    look, words, head = kit.look, kit.words, content.head
    top = PAGE_HEIGHT - look.bottom
    pen.line(look.left, top, look.left + look.width, top, 0.25)
    middle = top + 6.5
    number = words.say_in("page", "{page} / {pages}", page=page, pages=pages)
    right = look.left + look.width
    number_width = pen.word(right, middle, number, look.tiny, align=1.0)
    if not internal:
        return
    printed = kit.formats.moment(kit.local(head.printed_at))
    name = words.say("kam · brief · printed {moment}", moment=printed)
    left_width = pen.word(look.left, middle, name, look.tiny)
    entries: list[tuple[LegendSign, str, float]] = [
        (sign_movement, words.say("was, became"), 12.0),
        (sign_target, words.say("target"), 5.6),
        (sign_black, words.say("black — needs action"), 6.0),
        (sign_hatch, words.say("at risk, a competitor’s"), 12.0),
        (sign_dashed, words.say("older than 90 days"), 12.0),
    ]
    room = look.width - left_width - number_width - 2 * 14
    while entries:
        shown = [(sign, meaning) for sign, meaning, _ in entries]
        width = legend_width(shown, [wide for _, _, wide in entries], look.tiny)
        if width <= room:
            legend(pen, right - number_width - 14 - width, middle, shown, look.tiny)
            return
        entries.pop()


def meeting_end(kit: Kit, head: BriefHead) -> str:
    """«24 ноября 2026, 10:00–11:00»."""
    if head.starts_at is None:
        return ""
    start = kit.local(head.starts_at)
    day = kit.formats.long_date(start.date())
    if not head.minutes:
        return f"{day}, {kit.formats.clock(start.time())}"
    return f"{day}, {kit.formats.time_range(start, start + timedelta(minutes=head.minutes))}"
