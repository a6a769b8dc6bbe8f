"""Chapters of a plan and how they are dealt out to pages: a sentence at the head, sections below it.

A chapter begins a page of its own, unless enough of it fits under the one before. What does not fit goes on
overleaf under the same sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from kam.reports.document import Document
from kam.reports.kit import Box, Kit
from kam.reports.layout import Band, band_height, bands_height, flowed, spread
from kam.reports.pen import PAGE_HEIGHT
from kam.reports.text import Style, set_text

HEAD: Final = 26.0
"""Rule and running head of a page, in points."""
OVER_FOOTER: Final = 6.0
_UNDER_TITLE: Final = 4.0
_SHARED: Final = 0.42
"""A chapter that would be parted begins under another only where so much of a page is left."""
_NEARLY_EMPTY: Final = 0.6
"""The part of a page that is left; a page is not turned for a few lines."""
_TITLE_LINES: Final = 2


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the document; ``title`` is the sentence at its head, ``name`` how the contents call it."""

    code: str
    name: str
    title: str
    bands: tuple[Band, ...]
    fresh: bool = False
    """It begins a page of its own in any case."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What one page shows of a chapter."""

    chapter: Chapter
    bands: tuple[Band, ...]
    begins: bool


@dataclass(slots=True)
class Page:
    """One page: pieces of chapters, one under the other."""

    pieces: list[Piece] = field(default_factory=list)


def room_of(kit: Kit) -> float:
    """The height between the running head and the footer."""
    return PAGE_HEIGHT - kit.look.top - HEAD - kit.look.bottom - OVER_FOOTER


def title_box(kit: Kit, chapter: Chapter, *, begins: bool = True) -> Box:
    """The sentence of a chapter; overleaf it says that it goes on."""
    title = chapter.title
    if not begins:
        title = kit.words.say_in("chapter", "{title} (continued)", title=chapter.title)
    style: Style = kit.look.client
    made = set_text(title, style, kit.look.width, _TITLE_LINES)
    return Box(made.height + _UNDER_TITLE, lambda pen, x, y: pen.text(x, y, made))


def dealt_out(kit: Kit, chapters: Sequence[Chapter]) -> list[Page]:
    """The pages of some chapters."""
    gap, room = kit.look.least_gap, room_of(kit)
    pages: list[Page] = []
    left = 0.0
    for chapter in chapters:
        title = title_box(kit, chapter).height + gap
        body = bands_height(kit, chapter.bands, {}, gap)
        shared = left - 2 * gap - title
        later = room - title_box(kit, chapter, begins=False).height - gap
        dealt = flowed(kit, chapter.bands, room - title, later, gap)
        joined = False
        if pages and not chapter.fresh and (body <= shared or shared >= _SHARED * room):
            under = flowed(kit, chapter.bands, shared, later, gap)
            # It begins under another only where that saves a page, or where it is parted in any case and
            # the page would stay nearly empty.
            saved = len(dealt) - len(under) + 1
            fills = len(dealt) > 1 and left > _NEARLY_EMPTY * room
            joined = bool(under[0]) and (saved > 0 or (saved == 0 and fills))
            dealt = under if joined else dealt
        for number, bands in enumerate(dealt):
            piece = Piece(chapter, tuple(bands), begins=number == 0)
            if number == 0 and joined:
                pages[-1].pieces.append(piece)
            else:
                pages.append(Page([piece]))
        left = room - _height(kit, pages[-1], gap)
    return pages


def _height(kit: Kit, page: Page, gap: float) -> float:
    """The height of everything on a page with ``gap`` between its parts, twice that between chapters."""
    used = 2 * gap * (len(page.pieces) - 1)
    for piece in page.pieces:
        used += title_box(kit, piece.chapter, begins=piece.begins).height + gap
        used += bands_height(kit, piece.bands, {}, gap)
    return used


def first_pages(pages: Sequence[Page], before: int) -> dict[str, int]:
    """On which page of the document each chapter begins; ``before`` pages stand before these."""
    return {
        piece.chapter.code: number
        for number, page in enumerate(pages, start=before + 1)
        for piece in page.pieces
        if piece.begins
    }


def paint_page(kit: Kit, document: Document, page: Page) -> None:
    """Draw what stands between the running head and the footer, with its bookmarks."""
    look, room = kit.look, room_of(kit)
    gap = spread(lambda gap: _height(kit, page, gap), room, look.least_gap, look.most_gap)
    y = look.top + HEAD
    for number, piece in enumerate(page.pieces):
        if number:
            y += gap
        title = title_box(kit, piece.chapter, begins=piece.begins)
        if piece.begins:
            document.bookmark(piece.chapter.name, y, key=bookmark_of(piece.chapter))
        title.paint(document.pen, look.left, y)
        y += title.height + gap
        y = _paint_bands(kit, document, piece.bands, y, gap)


def bookmark_of(chapter: Chapter) -> str:
    """The key by which the contents lead to a chapter."""
    return f"chapter-{chapter.code}"


def _paint_bands(kit: Kit, document: Document, bands: Sequence[Band], y: float, gap: float) -> float:
    for band in bands:
        for dx, sections in band.columns:
            at = y
            for section in sections:
                if not section.rows_before and section.heading.label:
                    document.bookmark(section.heading.label, at, level=1)
                section.paint(kit, document.pen, kit.look.left + dx, at)
                at += section.height(kit) + gap
        y += band_height(kit, band, {}, gap) + gap
    return y
