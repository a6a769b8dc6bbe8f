"""Pages of a paper about complaints: a header, sections that flow, a footer with the signs and the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from kam.core.words import Words
from kam.reports.complaints.look import CLOSER, OVER_FOOTER, REPORT
from kam.reports.content.complaints import PaperHead
from kam.reports.document import About, Document
from kam.reports.fonts import Face
from kam.reports.kit import Box, Kit, Look
from kam.reports.layout import Band, Section, band_height, flowed, paint_bands, spread
from kam.reports.logo import paint_logo, read_logo
from kam.reports.pen import MM, PAGE_HEIGHT, Pen, text_width
from kam.reports.result import PaperResult
from kam.reports.signs import LegendSign, chip, chip_width, framed_chip, legend, legend_width
from kam.reports.text import Style, emphasised, plain, set_text

_RULE: Final = 3.0
_LOGO_WIDTH: Final = 34 * MM
_LOGO_HEIGHT: Final = 9.5 * MM
_TAG: Final = Style(8.5, 11, Face.BOLD)
_SHORT: Final = 4
"""Of a paper with more pages one more or less is nothing."""
_COMPANY: Final = Style(11.5, 14, Face.BOLD)


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on every page: what the document is called, whose it is, how internal."""

    head: PaperHead
    name: str
    """What the document is, without the subject: «Отчёт 8D K-2026-0047»."""
    internal: bool
    subject: str = ""
    """What the document says of itself in its properties."""
    legend: tuple[tuple[LegendSign, str], ...] = ()
    dated: bool = True
    """The footer says as of when the data are; a letter has its own date."""


def letterhead(kit: Kit, paper: Paper, right: str = "") -> Box:
    """The rule, our logo and name; at the right end a framed note, before it that the paper is internal."""
    look = kit.look
    logo = read_logo(paper.head.our_logo)
    note = framed_chip(right, _TAG, height=13) if right else None
    note_width = text_width(right, _TAG) + 7 if right else 0.0

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.accent_rule(x, y, look.width, _RULE)
        top = y + _RULE + 6
        beside = paint_logo(pen, logo, x, top, _LOGO_WIDTH, _LOGO_HEIGHT)
        at = x + look.width
        middle = top + _LOGO_HEIGHT / 2 - _TAG.leading / 2
        if note is not None:
            at -= note_width
            note.paint(pen, at, middle)
            at -= 5
        if paper.internal:
            tag = kit.words.say("internal").upper()
            at -= chip_width(tag, _TAG)
            chip(tag, _TAG, height=13).paint(pen, at, middle)
        company = set_text(plain(paper.head.our_company), _COMPANY, at - 8 - x - beside, 2)
        pen.text(x + beside, top + (_LOGO_HEIGHT - company.height) / 2, company)

    return Box(_RULE + 6 + _LOGO_HEIGHT + 6, paint)


def running_head(kit: Kit, paper: Paper, right: str) -> Box:
    """The header of every further page: the document, and whose complaint it is."""
    look = kit.look

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.accent_rule(x, y, look.width, _RULE)
        start = x
        if paper.internal:
            tag, style = kit.words.say("internal").upper(), Style(7.5, look.small.leading, Face.BOLD)
            chip(tag, style, height=11).paint(pen, x, y + 7)
            start += chip_width(tag, style) + 5
        name = set_text(plain(right), look.small, look.width * 0.45, 1)
        pen.text(x + look.width, y + 7, name, right=x + look.width)
        room = x + look.width - name.width - 10 - start
        pen.text(start, y + 7, set_text(emphasised(paper.name), look.small, room, 1))

    return Box(24, paint)


def draw_pages(
    kit: Kit, paper: Paper, first: Box, later: Box, bands: Sequence[Band], content: object
) -> PaperResult:
    """Deal the sections out to pages and draw them. The same content gives the same bytes."""
    look, gap = kit.look, kit.look.least_gap
    whole = PAGE_HEIGHT - look.top - look.bottom - OVER_FOOTER
    rooms = (whole - first.height - gap, whole - later.height - gap)
    pages = _with_company(kit, flowed(kit, bands, rooms[0], rooms[1], gap), rooms[1])
    document = Document(_about(kit.words, paper), content)
    for number, page in enumerate(pages, start=1):
        top = first if number == 1 else later
        room = rooms[0] if number == 1 else rooms[1]
        wide = spread(partial(_used, kit, page), room, gap, look.most_gap)
        if number == 1:
            document.bookmark(paper.name, look.top)
        top.paint(document.pen, look.left, look.top)
        paint_bands(kit, document, page, look.top + top.height + gap, wide, {})
        paint_foot(kit, document.pen, paper, number, len(pages))
        document.end_page()
    return PaperResult(document.finish(), len(pages), standings=tuple(document.standings))


def _with_company(kit: Kit, pages: list[list[Band]], room: float) -> list[list[Band]]:
    """A short section that would have the last page to itself takes the one before it along."""
    if len(pages) < 2 or len(pages[-1]) != 1 or len(pages[-2]) < 2:  # noqa: PLR2004 - none to go along
        return pages
    before, last = pages[-2][-1], pages[-1][0]
    goes_on = any(section.rows_before for _, sections in last.columns for section in sections)
    both = _used(kit, (before, last), kit.look.least_gap)
    if not goes_on and both <= room / 3:
        pages[-2:] = [pages[-2][:-1], [before, last]]
    return pages


def fewest_pages(draw: Callable[[Look], PaperResult]) -> PaperResult:
    """Drawn as it should be; set closer where that saves a short paper a page."""
    drawn = draw(REPORT)
    if not 1 < drawn.pages <= _SHORT:
        return drawn
    closer = draw(CLOSER)
    return closer if closer.pages < drawn.pages else drawn


def _used(kit: Kit, bands: Sequence[Band], gap: float) -> float:
    heights = [band_height(kit, band, {}, gap) for band in bands]
    return sum(heights) + gap * max(len(heights) - 1, 0)


def full(section: Section, dx: float = 0.0) -> Band:
    """A section over the whole width, or from a place on."""
    return Band(((dx, (section,)),))


def paint_foot(kit: Kit, pen: Pen, paper: Paper, page: int, pages: int) -> None:
    """What the paper is and of which day, the signs, the page."""
    look, words = kit.look, kit.words
    top = PAGE_HEIGHT - look.bottom
    right = look.left + look.width
    pen.line(look.left, top, right, top, 0.25)
    middle = top + 7
    number = words.say_in("page", "{page} / {pages}", page=page, pages=pages)
    taken = pen.word(right, middle, number, look.tiny, align=1) + 16
    if paper.legend:
        wide = legend_width(paper.legend, [9.0] * len(paper.legend), look.tiny)
        legend(pen, right - taken - wide, middle, paper.legend, look.tiny)
        taken += wide + 10
    line = plain(paper.name)
    if paper.dated:
        as_of = words.say("data as of {date}", date=kit.formats.moment(kit.local(paper.head.as_of)))
        line = f"{line} · {as_of}"
    pen.text(look.left, middle - look.tiny.leading / 2, set_text(line, look.tiny, look.width - taken, 1))


def _about(words: Words, paper: Paper) -> About:
    return About(
        title=paper.name,
        language=words.language,
        printed_at=paper.head.printed_at,
        zone=paper.head.zone,
        author=paper.head.our_company,
        subject=words.say("Internal") if paper.internal else paper.subject,
    )
