"""The top and the foot of the customer's document, and what is signed at its end."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from kam.reports.content import CustomerBriefContent, ObligationState
from kam.reports.fonts import Face
from kam.reports.kit import Box, Kit
from kam.reports.logo import paint_logo, read_logo
from kam.reports.pen import MM, PAGE_HEIGHT, Pen, text_width
from kam.reports.signs import LegendSign, check, legend, legend_width
from kam.reports.text import Style, emphasised, plain, set_text

_LOGO_WIDTH: Final = 34 * MM
_LOGO_HEIGHT: Final = 10 * MM


def title(kit: Kit, content: CustomerBriefContent) -> str:
    """The subject, or that it is a meeting of the two companies."""
    return plain(content.head.subject) or kit.words.say("Meeting")


def _when(kit: Kit, content: CustomerBriefContent) -> str:
    head = content.head
    if head.starts_at is None:
        return ""
    start = kit.local(head.starts_at)
    day = kit.formats.long_date(start.date())
    if not head.minutes:
        return f"{day}, {kit.formats.clock(start.time())}"
    return f"{day}, {kit.formats.time_range(start, start + timedelta(minutes=head.minutes))}"


def header(kit: Kit, content: CustomerBriefContent) -> Box:
    """Our company with its logo, the time and place; the subject, both companies and the purpose."""
    head, look, words = content.head, kit.look, kit.words
    width = look.width
    place = set_text(head.place, look.message, width * 0.45, 2)
    name = set_text(emphasised(title(kit, content)), look.client, width, 2)
    both = words.say("{client} and {company}", client=head.client, company=head.our_company)
    companies = set_text(both if head.our_company else head.client, look.purpose, width, 2)
    label = words.say("Purpose").upper()
    indent = text_width(label, look.label) + 6
    purpose = set_text(emphasised(head.purpose), look.purpose, width - indent, 3) if head.purpose else None
    top_height = max(look.message.leading + 2 + place.height, _LOGO_HEIGHT)
    logo = read_logo(head.our_logo)

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.accent_rule(x, y, width, 3)
        top = y + 3 + 8
        logo_width = paint_logo(pen, logo, x, top, _LOGO_WIDTH, _LOGO_HEIGHT)
        company = set_text(emphasised(head.our_company), Style(11.5, 14), width * 0.4, 2)
        pen.text(x + logo_width, top + (_LOGO_HEIGHT - company.height) / 2, company)
        when = Style(look.message.size + 0.5, look.message.leading + 1, Face.BOLD)
        pen.word(x + width, top + when.leading / 2, _when(kit, content), when, align=1.0)
        pen.text(x, top + when.leading, place, right=x + width)
        at = top + top_height + 5
        pen.text(x, at, name)
        at += name.height + 1
        pen.text(x, at, companies)
        if purpose:
            at += companies.height
            pen.word(x, at + look.purpose.leading / 2, label, look.label)
            pen.text(x + indent, at, purpose)

    height = 11 + top_height + 6 + name.height + companies.height + (purpose.height if purpose else 0.0)
    return Box(height, paint)


def second_header(kit: Kit, content: CustomerBriefContent) -> Box:
    """The header of every further page."""
    look = kit.look

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.accent_rule(x, y, look.width, 3)
        when = pen.word(x + look.width, y + 14, _when(kit, content), look.small, align=1.0)
        line = set_text(emphasised(title(kit, content)), look.small, look.width - when - 10, 1)
        pen.text(x, y + 14 - look.small.leading / 2, line)

    return Box(24, paint)


def agreed(kit: Kit, content: CustomerBriefContent, lines: int) -> Box:
    """A framed table to write on: what was agreed, who, by when; and two places to sign."""
    look, words = kit.look, kit.words
    pad = 7.0
    head_height = look.message.leading + 5
    sign_height = 12 * MM
    height = head_height + lines * look.writing_pitch + sign_height
    who, by_when = look.width * 0.608, look.width * 0.842

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.box(x + 0.5, y + 0.5, look.width - 1, height - 1, weight=1)
        middle = y + head_height / 2
        pen.word(x + pad, middle, words.say("Agreed").upper(), look.label)
        pen.word(x + who, middle, words.say_in("column", "who"), look.small)
        pen.word(x + by_when, middle, words.say_in("column", "by when"), look.small)
        for number in range(lines + 1):
            level = y + head_height + number * look.writing_pitch
            pen.line(x + pad, level, x + look.width - pad, level, 0.5 if not number else 0.4)
        bottom = y + head_height + lines * look.writing_pitch
        for place in (who, by_when):
            pen.line(x + place - 0.5, y + head_height, x + place - 0.5, bottom, 0.25)
        _signatures(kit, content, pen, x + pad, bottom + sign_height * 0.55, look.width - 2 * pad)

    return Box(height, paint)


def _signatures(
    kit: Kit, content: CustomerBriefContent, pen: Pen, x: float, middle: float, width: float
) -> None:
    look, words = kit.look, kit.words
    half = width * 0.49
    for at, name in ((x, content.head.client), (x + width - half, content.head.our_company)):
        said = words.say("For {company}", company=name) if name else words.say("For us")
        text = set_text(said, look.body, half * 0.62, 2)
        pen.text(at, middle + look.body.leading / 2 - text.height, text)
        pen.line(at + text.width + 4, middle + 5, at + half - (10 if at == x else 0), middle + 5, 0.4)


def footer(kit: Kit, content: CustomerBriefContent, pen: Pen, page: int, pages: int) -> None:
    """Our company and the meeting, the signs, the page."""
    look, words, head = kit.look, kit.words, content.head
    top = PAGE_HEIGHT - look.bottom
    right = look.left + look.width
    pen.line(look.left, top, right, top, 0.25)
    middle = top + 7
    number = words.say_in("page", "{page} / {pages}", page=page, pages=pages)
    number_width = pen.word(right, middle, number, look.tiny, align=1.0)
    as_of = kit.formats.full_date(kit.local(head.as_of).date())
    meeting = ""
    if head.starts_at is not None:
        day = kit.formats.full_date(kit.local(head.starts_at).date())
        meeting = words.say("for the meeting of {date}", date=day)
    line = " · ".join(
        filter(None, (plain(head.our_company), meeting, words.say("data as of {date}", date=as_of)))
    )
    entries = _legend(kit, content)
    room = look.width - number_width - 20
    widths = [8.0] * len(entries)
    signs = legend_width(entries, widths, look.tiny) if entries else 0.0
    pen.text(look.left, middle - look.tiny.leading / 2, set_text(line, look.tiny, room - signs - 10, 1))
    if entries and signs < room * 0.6:
        legend(pen, right - number_width - 20 - signs, middle, entries, look.tiny)


def _legend(kit: Kit, content: CustomerBriefContent) -> list[tuple[LegendSign, str]]:
    words = kit.words
    obligations = (*content.our_obligations, *content.their_obligations)
    if not obligations:
        return []
    entries: list[tuple[LegendSign, str]] = [
        (_sign_check, words.say_in("obligation", "kept")),
        (_sign_ring, words.say_in("obligation", "in progress")),
    ]
    if content.mark_late and any(one.state is ObligationState.LATE for one in obligations):
        entries.append((_sign_disc, words.say_in("obligation", "past its date")))
    return entries


def _sign_check(pen: Pen, x: float, middle: float) -> float:
    check(pen, x, middle - 3.2, 7, 1.2)
    return 8.0


def _sign_ring(pen: Pen, x: float, middle: float) -> float:
    pen.circle(x + 4, middle, 3.2, weight=0.9)
    return 8.0


def _sign_disc(pen: Pen, x: float, middle: float) -> float:
    pen.circle(x + 4, middle, 3.5, fill=0.0)
    return 8.0
