"""What stands on every page of a plan: the rule, whose plan it is and that it is internal, the footer."""

from __future__ import annotations

from datetime import date
from typing import Final

from kam.reports.content.plan import PlanHead
from kam.reports.fonts import Face
from kam.reports.kit import Kit
from kam.reports.pen import PAGE_HEIGHT, Pen
from kam.reports.plan.wording import version_name
from kam.reports.signs import chip, chip_width
from kam.reports.text import Style, emphasised, set_text

RULE: Final = 3.0
_UNDER_RULE: Final = 4.0


def document_name(kit: Kit) -> str:
    """What the document is called."""
    return kit.words.say("Account plan")


def today(kit: Kit, head: PlanHead) -> date:
    """The day of the data."""
    return kit.local(head.as_of).date()


def paint_tag(kit: Kit, pen: Pen, right: float, top: float) -> None:
    """«ВНУТРЕННИЙ» in black, flush right."""
    tag, style = kit.words.say("internal").upper(), Style(8.5, 11, Face.BOLD)
    chip(tag, style, height=12).paint(pen, right - chip_width(tag, style), top)


def paint_head(kit: Kit, pen: Pen, head: PlanHead, part: str) -> None:
    """The rule, then on one line that it is internal, whose plan it is, and which part."""
    look = kit.look
    pen.accent_rule(look.left, look.top, look.width, RULE)
    top = look.top + RULE + _UNDER_RULE
    tag, style = kit.words.say("internal").upper(), Style(7.5, look.small.leading, Face.BOLD)
    chip(tag, style, height=11).paint(pen, look.left, top)
    start = look.left + chip_width(tag, style) + 5
    right = look.left + look.width
    name = set_text(part, look.small, look.width * 0.42, 1)
    pen.text(right, top, name, right=right)
    said = f"{document_name(kit)} · {emphasised(head.account)}"
    room = right - name.width - 10 - start
    pen.text(start, top, set_text(said, look.small, room, 1))


def paint_foot(kit: Kit, pen: Pen, head: PlanHead, page: int, pages: int) -> None:
    """Which version, of which day, and the page."""
    look, words = kit.look, kit.words
    top = PAGE_HEIGHT - look.bottom
    right = look.left + look.width
    pen.line(look.left, top, right, top, 0.25)
    middle = top + 7
    number = words.say_in("page", "{page} / {pages}", page=page, pages=pages)
    width = pen.word(right, middle, number, look.tiny, align=1)
    as_of = words.say("data as of {date}", date=kit.formats.full_date(today(kit, head)))
    line = " · ".join(filter(None, (version_name(words, head), as_of, head.our_company)))
    made = set_text(line, look.tiny, look.width - width - 14, 1)
    pen.text(look.left, middle - look.tiny.leading / 2, made)
