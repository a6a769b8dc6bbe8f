"""The landscape sheet: its head, its foot, and a pen that draws on it to any scale."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from kam.core.formats import Formats, zone_of
from kam.core.words import Words
from kam.reports.document import About, Document
from kam.reports.fonts import Face
from kam.reports.pen import MM, PAGE_HEIGHT, PAGE_WIDTH, Pen, text_width
from kam.reports.stakeholder_maps.content import MapHead
from kam.reports.text import Style, set_text

WIDTH: Final = PAGE_HEIGHT
HEIGHT: Final = PAGE_WIDTH
LEFT: Final = 12 * MM
RIGHT: Final = WIDTH - 12 * MM
TOP: Final = 24 * MM
"""Where the drawing begins, under the head."""
BOTTOM: Final = HEIGHT - 20 * MM
"""Where it ends, above the legend."""
LIVE_WIDTH: Final = RIGHT - LEFT
LIVE_HEIGHT: Final = BOTTOM - TOP
TITLE: Final = Style(16, 19, Face.BOLD)
BODY: Final = Style(9, 11)
SMALL: Final = Style(8, 10)
TINY: Final = Style(7, 8.4)


class Sheets:
    """Landscape pages: of a document of their own, or behind the pages of another.

    Behind another's they have their own numbers, and one entry of its outline leads to them all.
    """

    def __init__(  # whose they are, what they are called, and what they stand behind
        self, words: Words, head: MapHead, title: str, content: object, behind: Document | None = None
    ) -> None:
        self.words = words
        self.formats = Formats(words.language)
        self._head = head
        self._title = title
        self._is_appended = behind is not None
        if behind is None:
            about = About(
                title=words.say("{document} — {client}", document=title, client=head.account),
                language=words.language,
                printed_at=head.printed_at,
                zone=head.zone,
                author=head.our_company,
                subject=words.say("Internal"),
            )
            behind = Document(about, content)
        self._document = behind
        self._document.pen.canvas.setPageSize((WIDTH, HEIGHT))

    @property
    def pen(self) -> Pen:
        """Draws on the current page, in points from its upper left corner."""
        return self._document.pen

    @contextmanager
    def page(self, number: int, pages: int, subtitle: str = "") -> Iterator[Pen]:
        """One page with its head and foot; what is drawn within stands between them."""
        self.pen.canvas.translate(0, HEIGHT - PAGE_HEIGHT)  # the pen counts from the head of a portrait page
        self._paint_head(subtitle)
        self._bookmark(number, subtitle)
        yield self.pen
        self._paint_foot(number, pages)
        self._document.end_page()

    def finish(self) -> bytes:
        """The file."""
        return self._document.finish()

    def _bookmark(self, number: int, subtitle: str) -> None:
        """The paper by its name, its parts by theirs: below it where it stands behind another."""
        if not self._is_appended:
            self._document.bookmark(subtitle or self._title, 0)
            return
        if number == 1:
            self._document.bookmark(self._title, 0)
        if subtitle:
            self._document.bookmark(subtitle, 0, level=1)

    def _paint_head(self, subtitle: str) -> None:
        pen, words = self.pen, self.words
        tag = words.say("internal").upper()
        tag_width = text_width(tag, TINY.bold()) + 6
        pen.box(RIGHT - tag_width + 0.5, 9 * MM + 0.5, tag_width - 1, 11, weight=1)
        pen.word(RIGHT - tag_width / 2, 9 * MM + 6, tag, TINY.bold(), align=0.5)
        room = LIVE_WIDTH - tag_width - 12
        said = f"{self._title}: {subtitle}" if subtitle else self._title
        part = set_text(said, BODY, room * 0.45, 1)
        client = set_text(self._head.account, TITLE, room - part.width - 12, 1)
        pen.text(LEFT, 8 * MM, client)
        pen.text(LEFT + client.width + 10, 8 * MM + 6, part)
        pen.accent_rule(LEFT, 8 * MM + TITLE.leading + 3, LIVE_WIDTH, 1.2)

    def _paint_foot(self, number: int, pages: int) -> None:
        pen, words = self.pen, self.words
        top = HEIGHT - 10 * MM
        pen.line(LEFT, top, RIGHT, top, 0.25)
        middle = top + 7
        width = 0.0
        if pages > 1 or not self._is_appended:  # the only page behind another's needs no number
            page = words.say_in("page", "{page} / {pages}", page=number, pages=pages)
            width = pen.word(RIGHT, middle, page, TINY, align=1)
        day = self._head.as_of.astimezone(zone_of(self._head.zone)).date()
        parts = (self._head.our_company, words.say("data as of {date}", date=self.formats.full_date(day)))
        line = " · ".join(part for part in parts if part)
        pen.text(LEFT, middle - TINY.leading / 2, set_text(line, TINY, LIVE_WIDTH - width - 20, 1))
