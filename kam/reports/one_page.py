"""The brief on one sheet: read in a lobby."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from kam.core.vocabulary import BriefSection
from kam.reports.arranging import Row, dealt
from kam.reports.content import BriefContent
from kam.reports.kit import Kit
from kam.reports.layout import Band, Part, Section, Shown, bands_height, fitted, paint_bands, spread
from kam.reports.pen import PAGE_HEIGHT
from kam.reports.result import Fit, Pages, PaperResult
from kam.reports.sections import close, head, market, money, people, record, talk
from kam.reports.sheets import (
    OVER_FOOTER,
    closed_up,
    cut_order,
    cuts_of,
    document_for,
    finished,
    full,
    pair,
    rows_of,
    says_everything,
    side_by_side,
)

_WIDE: Final = (
    BriefSection.ATTENDEES,
    BriefSection.PROMISES,
    BriefSection.UNKNOWN,
    BriefSection.CHECKLIST,
)
_TOGETHER: Final = (
    (BriefSection.CHANGES, BriefSection.COMPLAINTS),
    (BriefSection.MONEY, BriefSection.OPPORTUNITIES, BriefSection.COMPETITORS),
    (BriefSection.RISKS, BriefSection.OBJECTIONS),
    (BriefSection.ASKS, BriefSection.QUESTIONS),
)
_TALKED_ABOUT: Final = frozenset(section for group in _TOGETHER[1:] for section in group)
"""What follows on in its column, whatever stands beside it, when the sheet is closed up."""


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
        """The sections in their order; what is not known stands last, or over the readiness that does."""
        order = self.content.arrangement.visible
        end = len(order) - int(order[-1:] == (BriefSection.CHECKLIST,))
        order = (*order[:end], BriefSection.UNKNOWN, *order[end:])
        return closed_up(self.kit, dealt(order, wide=_WIDE, together=_TOGETHER), self._band, _TALKED_ABOUT)

    def _band(self, row: Row) -> Band:
        kit, content = self.kit, self.content
        day = head.meeting_day(kit, content.head)
        match row.left:
            case (BriefSection.ATTENDEES,):
                attendees = people.attendees(kit, content, day)
                rows = (*attendees.rows, people.our_side(kit, content))
                return full(replace(attendees, rows=rows, counted=False))
            case (BriefSection.PROMISES,):
                ours, theirs = record.we_promised(kit, content, day), record.they_promised(kit, content, day)
                return pair(kit, [ours], [theirs])
            case (BriefSection.UNKNOWN,):
                return full(close.unknown_line(kit, content))
            case (BriefSection.CHECKLIST,):
                return full(close.readiness(kit, content))
        return side_by_side(kit, row, self._section)

    def _section(self, kit: Kit, section: BriefSection) -> Section:
        content = self.content
        day = head.meeting_day(kit, content.head)
        made: dict[BriefSection, Callable[[], Section]] = {
            BriefSection.CHANGES: lambda: record.changes(kit, content, day),
            BriefSection.COMPLAINTS: lambda: record.complaints(kit, content, day),
            BriefSection.MONEY: lambda: money.money(kit, content),
            BriefSection.OPPORTUNITIES: lambda: market.opportunities(kit, content, day),
            BriefSection.COMPETITORS: lambda: market.competitors(kit, content, day),
            BriefSection.RISKS: lambda: talk.risks(kit, content, day),
            BriefSection.OBJECTIONS: lambda: talk.objections(kit, content),
            BriefSection.ASKS: lambda: talk.asks(kit, content),
            BriefSection.QUESTIONS: lambda: talk.questions(kit, content.questions, kit.look.column),
        }
        return made[section]()

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
        document.stands(Part.FRAME, x, y, look.width, self.frame.height)
        self.frame.paint(pen, x, y)
        y += self.frame.height + gap
        y = paint_bands(kit, document, self.bands, y, gap, shown) + gap
        lines = shown.get(Part.CAPTURE, close.WRITING) + more_lines
        document.bookmark(kit.words.say("Outcome"), y)
        strip = close.capture(kit, self.content, lines)
        document.stands(Part.CAPTURE, x, y, look.width, strip.height)
        strip.paint(pen, x, y)
        head.footer(kit, self.content, pen, 1, 1)
        document.end_page()
        return finished(kit, document, self.content, 1, cuts_of(self.bands, shown))
