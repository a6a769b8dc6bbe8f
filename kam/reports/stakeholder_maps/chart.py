"""The org chart on paper: cards with attitude, influence and role, and the lines between them."""

from __future__ import annotations

from functools import partial
from typing import Final

from kam.analysis.chart_parts import ChartCard, ChartGaps, OrgChart
from kam.analysis.org_chart import lay_out
from kam.core.words import Words
from kam.reports.document import Document
from kam.reports.pen import Pen
from kam.reports.result import PaperResult
from kam.reports.stakeholder_maps.chart_drawing import CARD_HEIGHT, CARD_WIDTH, LEAST_SCALE, ChartDrawing
from kam.reports.stakeholder_maps.content import MapContent
from kam.reports.stakeholder_maps.paging import ChartPage, chart_pages
from kam.reports.stakeholder_maps.sheet import (
    BOTTOM,
    LEFT,
    LIVE_HEIGHT,
    LIVE_WIDTH,
    RIGHT,
    TOP,
    Sheets,
)
from kam.reports.text import Style, set_text

_GAPS: Final = ChartGaps(beside=10, below=40, between_trees=20, assistant=22, row_width=LIVE_WIDTH)
_NOBODY: Final = Style(8.2, 10)
_LARGEST_SCALE: Final = 1.1


def draw_org_chart(content: MapContent, *, words: Words) -> PaperResult:
    """Draw the chart on as many pages as stay readable; the same content gives the same bytes."""
    paper = _ChartPaper(content, words)
    pages = paper.draw(_pages(content))
    return PaperResult(paper.finish(), pages)


def append_org_chart(content: MapContent, behind: Document, *, words: Words) -> int:
    """Draw the chart behind the pages of another paper; on how many."""
    return _ChartPaper(content, words, behind).draw(_pages(content))


def _pages(content: MapContent) -> list[ChartPage]:
    cards = [
        ChartCard(each.id, each.boss, CARD_WIDTH, CARD_HEIGHT, each.assistant) for each in content.people
    ]
    arrange = partial(lay_out, gaps=_GAPS)
    return chart_pages(cards, lambda chart: _scale(chart) >= LEAST_SCALE, arrange)


def _scale(chart: OrgChart) -> float:
    room = min(LIVE_WIDTH / max(chart.width, 1), LIVE_HEIGHT / max(chart.height, 1))
    return min(room, _LARGEST_SCALE)


class _ChartPaper:
    """Draws the pages of one chart."""

    def __init__(self, content: MapContent, words: Words, behind: Document | None = None) -> None:
        self._words = words
        self._drawing = ChartDrawing(
            content, words, lambda page: words.say("goes on: page {page}", page=page)
        )
        self._sheets = Sheets(words, content.head, words.say("Org chart"), content, behind)

    def draw(self, pages: list[ChartPage]) -> int:
        """Draw the pages; how many."""
        for number, page in enumerate(pages, start=1):
            with self._sheets.page(number, len(pages), self._drawing.branches(page)) as pen:
                self._paint(pen, page)
                pen.line(LEFT, BOTTOM + 5, RIGHT, BOTTOM + 5, 0.25)
                self._drawing.legend(pen, LEFT, BOTTOM + 14)
        return len(pages)

    def finish(self) -> bytes:
        """The file."""
        return self._sheets.finish()

    def _paint(self, pen: Pen, page: ChartPage) -> None:
        chart = page.chart
        scale = _scale(chart)
        if not chart.cards:
            nobody = self._words.say("Nobody is on the map yet.")
            pen.text(LEFT, TOP, set_text(nobody, _NOBODY, LIVE_WIDTH, 2))
        with pen.scaled(LEFT + (LIVE_WIDTH - chart.width * scale) / 2, TOP, scale):
            self._drawing.paint(pen, page)
