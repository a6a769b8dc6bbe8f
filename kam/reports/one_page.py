"""The brief on one sheet: read in a lobby."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from kam.reports.content import BriefContent
from kam.reports.kit import Kit
from kam.reports.layout import Band, Part, Shown, bands_height, fitted, paint_bands, spread
from kam.reports.pen import PAGE_HEIGHT
from kam.reports.result import Fit, Pages, PaperResult
from kam.reports.sections import close, head, market, money, people, record, talk
from kam.reports.sheets import (
    OVER_FOOTER,
    cut_order,
    cuts_of,
    document_for,
    finished,
    full,
    joined,
    pair,
    rows_of,
    says_everything,
)


class OnePage:
    """The brief on one sheet: read in a lobby."""

    def __init__(self, kit: Kit, content: BriefContent) -> None:
        self.kit = kit
        self.content = content
        self.header = head.page_header(kit, content)
        self.frame = head.frame(kit, content)
        self.bands = self._bands()
        self.room = PAGE_HEIGHT - kit.look.top - kit.look.bottom - OVER_FOOTER

    def _bands(self) -> list[Band]:
        kit, content = self.kit, self.content
        day = head.meeting_day(kit, content.head)
        attendees = people.attendees(kit, content, day)
        attendees = replace(attendees, rows=(*attendees.rows, people.our_side(kit, content)), counted=False)
        column = kit.look.column
        talked_about = [
            pair(
                kit,
                [money.money(kit, content)],
                [market.opportunities(kit, content, day), market.competitors(kit, content, day)],
            ),
            pair(kit, [talk.risks(kit, content, day)], [talk.objections(kit, content)]),
            pair(kit, [talk.asks(kit, content)], [talk.questions(kit, content.questions, column)]),
        ]
        return [
            full(attendees),
            pair(kit, [record.changes(kit, content, day)], [record.complaints(kit, content, day)]),
            pair(kit, [record.we_promised(kit, content, day)], [record.they_promised(kit, content, day)]),
            *([joined(talked_about)] if kit.look.closed_up else talked_about),
            full(close.unknown_line(kit, content)),
            full(close.readiness(kit, content)),
        ]

    def _height(self, shown: Shown, gap: float | None = None, more_lines: int = 0) -> float:
        gap = self.kit.look.least_gap if gap is None else gap
        lines = shown.get(Part.CAPTURE, close.WRITING) + more_lines
        fixed = self.header.height + self.frame.height + close.capture(self.kit, self.content, lines).height
        return fixed + bands_height(self.kit, self.bands, shown, gap) + 3 * gap

    def fit(self) -> Fit | None:
        """How much of each section fits; None when it takes more than one page."""
        rows = {**rows_of(self.bands), Part.CAPTURE: close.WRITING}
        shown = fitted(self._height, self.room, cut_order(self.content), rows)
        if shown is None:
            return None
        return Fit(says_everything(shown, rows), partial(self._draw, shown))

    def _draw(self, shown: Mapping[Part, int]) -> PaperResult:
        """Draw it; spare height goes to the gaps, then to more lines to write on."""
        kit, look = self.kit, self.kit.look
        gap = spread(lambda gap: self._height(shown, gap), self.room, look.least_gap, look.most_gap)
        more_lines = int((self.room - self._height(shown, gap)) / look.writing_pitch)
        if more_lines:
            height = partial(self._height, shown, more_lines=more_lines)
            gap = spread(height, self.room, gap, gap + look.most_gap)
        document = document_for(kit, self.content, Pages.ONE)
        pen, x = document.pen, look.left
        self.header.paint(pen, x, look.top)
        y = look.top + self.header.height + gap
        document.bookmark(kit.words.say("Purpose"), y)
        self.frame.paint(pen, x, y)
        y += self.frame.height + gap
        y = paint_bands(kit, pen, self.bands, y, gap, shown, document.bookmark) + gap
        lines = shown.get(Part.CAPTURE, close.WRITING) + more_lines
        document.bookmark(kit.words.say("Outcome"), y)
        close.capture(kit, self.content, lines).paint(pen, x, y)
        head.footer(kit, self.content, pen, 1, 1)
        document.end_page()
        return finished(kit, document, self.content, 1, cuts_of(self.bands, shown))
