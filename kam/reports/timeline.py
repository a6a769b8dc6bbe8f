"""The paper of a timeline: months under each other, a line or a few for each entry; internal, A4 portrait."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from kam.core.formats import Formats, zone_of
from kam.core.words import Words
from kam.reports.content.timeline import TimelineContent, TimelineLine, TimelineMonth
from kam.reports.document import About, Document
from kam.reports.fonts import Face
from kam.reports.kit import Box
from kam.reports.pen import MM, PAGE_HEIGHT, PAGE_WIDTH, Pen, text_width
from kam.reports.result import PaperResult
from kam.reports.text import SetText, Style, set_text

_LEFT: Final = 18 * MM
_RIGHT: Final = PAGE_WIDTH - 14 * MM
_TOP: Final = 19 * MM
_BOTTOM: Final = PAGE_HEIGHT - 16 * MM
_DAY: Final = 15 * MM
_PEOPLE: Final = 38 * MM
_GAP: Final = 8.0
_LINES: Final = 5
_TITLE: Final = Style(16, 19, Face.BOLD)
_MONTH: Final = Style(10.5, 13, Face.BOLD)
_BODY: Final = Style(9, 11.2)
_SMALL: Final = Style(8, 10)
_TINY: Final = Style(7, 8.4)


def draw_timeline(content: TimelineContent, *, words: Words) -> PaperResult:
    """Draw it on as many pages as it takes; the same content gives the same bytes."""
    paper = _Paper(content, words)
    pages = list(_paged(paper.pieces(), _BOTTOM - _TOP))
    for number, page in enumerate(pages, start=1):
        paper.draw(page, number, len(pages))
    return PaperResult(paper.document.finish(), len(pages))


@dataclass(frozen=True, slots=True)
class _Piece:
    """Something that is not broken over two pages; a heading never ends one."""

    box: Box
    is_heading: bool = False
    bookmark: str = ""


def _paged(pieces: Sequence[_Piece], room: float) -> Iterator[list[_Piece]]:
    """The pieces of each page; an empty paper has one page."""
    page: list[_Piece] = []
    used = 0.0
    for number, piece in enumerate(pieces):
        wanted = piece.box.height
        if piece.is_heading and number + 1 < len(pieces):
            wanted += pieces[number + 1].box.height
        if page and used + wanted > room:
            yield page
            page, used = [], 0.0
        page.append(piece)
        used += piece.box.height
    yield page


class _Paper:
    def __init__(self, content: TimelineContent, words: Words) -> None:
        self._content = content
        self._words = words
        self._title = words.say_in("paper", "Timeline")
        self.document = Document(
            About(
                title=words.say("{document} — {client}", document=self._title, client=content.title),
                language=words.language,
                printed_at=content.printed_at,
                zone=content.zone,
                author=content.our_company,
                subject=words.say("Internal"),
            ),
            content,
        )

    def pieces(self) -> list[_Piece]:
        """Everything between head and foot."""
        found: list[_Piece] = []
        if self._content.conditions:
            text = set_text("; ".join(self._content.conditions), _SMALL, _RIGHT - _LEFT, 3)
            found.append(_Piece(Box(text.height + 6, partial(_paint_text, text))))
        if not self._content.months:
            text = set_text(self._words.say("No entry fits."), _BODY, _RIGHT - _LEFT, 1)
            found.append(_Piece(Box(text.height + 6, partial(_paint_text, text))))
        for month in self._content.months:
            found.append(self._month(month))
            found += [self._line(line) for line in month.lines]
        if self._content.left_out:
            older = self._words.say_many(
                "{count} older entry is not on this paper.",
                "{count} older entries are not on this paper.",
                self._content.left_out,
            )
            text = set_text(older, _SMALL.italic(), _RIGHT - _LEFT, 2)
            found.append(_Piece(Box(text.height + 8, partial(_paint_text, text, dy=8))))
        return found

    def draw(self, page: Sequence[_Piece], number: int, pages: int) -> None:
        """One page."""
        self._paint_head()
        if number == 1:
            self.document.bookmark(self._title, 0)
        y = _TOP
        for piece in page:
            if piece.bookmark:
                self.document.bookmark(piece.bookmark, y, level=1)
            piece.box.paint(self.document.pen, _LEFT, y)
            y += piece.box.height
        self._paint_foot(number, pages)
        self.document.end_page()

    def _month(self, month: TimelineMonth) -> _Piece:
        counted = set_text(month.counted, _SMALL, (_RIGHT - _LEFT) / 2, 1)
        title = set_text(month.title, _MONTH, _RIGHT - _LEFT - counted.width - _GAP, 1)

        def paint(pen: Pen, x: float, y: float) -> None:
            pen.text(x, y + 9, title)
            pen.text(x + title.width + _GAP, y + 11.5, counted)
            pen.line(x, y + 24, _RIGHT, y + 24, 0.8)

        return _Piece(Box(27, paint), is_heading=True, bookmark=month.title)

    def _line(self, line: TimelineLine) -> _Piece:
        room = _RIGHT - _LEFT - _DAY - _PEOPLE - _GAP
        day = set_text(line.day, _SMALL, _DAY, 1)
        text = f"**{line.headline}** {line.detail}".strip() if line.headline else line.detail
        body = set_text(text, _BODY, room, _LINES)
        side = ", ".join(part for part in (line.outcome, line.people) if part)
        people = set_text(side, _SMALL, _PEOPLE, _LINES)
        height = max(body.height, people.height + 1) + 6

        def paint(pen: Pen, x: float, y: float) -> None:
            pen.text(x, y + 3.8, day)
            pen.text(x + _DAY, y + 3, body)
            pen.text(x + _DAY + room + _GAP, y + 3.8, people)
            pen.line(x + _DAY, y + height, _RIGHT, y + height, 0.25)

        return _Piece(Box(height, paint))

    def _paint_head(self) -> None:
        pen, words = self.document.pen, self._words
        tag = words.say("internal").upper()
        wide = text_width(tag, _TINY.bold()) + 6
        pen.box(_RIGHT - wide + 0.5, 9 * MM + 0.5, wide - 1, 11, weight=1)
        pen.word(_RIGHT - wide / 2, 9 * MM + 6, tag, _TINY.bold(), align=0.5)
        part = set_text(self._title, _BODY, 90, 1)
        title = set_text(self._content.title, _TITLE, _RIGHT - _LEFT - wide - part.width - 22, 1)
        pen.text(_LEFT, 8 * MM, title)
        pen.text(_LEFT + title.width + 10, 8 * MM + 6, part)
        pen.accent_rule(_LEFT, 8 * MM + _TITLE.leading + 3, _RIGHT - _LEFT, 1.2)

    def _paint_foot(self, number: int, pages: int) -> None:
        pen, words, content = self.document.pen, self._words, self._content
        top = PAGE_HEIGHT - 11 * MM
        pen.line(_LEFT, top, _RIGHT, top, 0.25)
        page = words.say_in("page", "{page} / {pages}", page=number, pages=pages)
        width = pen.word(_RIGHT, top + 7, page, _TINY, align=1)
        day = Formats(words.language).full_date(content.as_of.astimezone(zone_of(content.zone)).date())
        parts = (content.our_company, words.say("data as of {date}", date=day))
        line = set_text(" · ".join(part for part in parts if part), _TINY, _RIGHT - _LEFT - width - 20, 1)
        pen.text(_LEFT, top + 7 - _TINY.leading / 2, line)


def _paint_text(text: SetText, pen: Pen, x: float, y: float, dy: float = 0.0) -> None:
    pen.text(x, y + dy, text)
