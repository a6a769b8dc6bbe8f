"""The day on one page: what is taken along in the morning, with room to write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from kam.core.formats import Formats
from kam.core.words import Words
from kam.reports.content.day import DayContent
from kam.reports.content.promises import CommitmentLine
from kam.reports.document import About, Document
from kam.reports.fonts import Face
from kam.reports.kit import ONE_PAGE_AT_ANY_PRICE, ONE_PAGE_LOOKS, Box, Kit, Look
from kam.reports.layout import (
    Band,
    CutStep,
    Heading,
    Part,
    Section,
    Shown,
    bands_height,
    fitted,
    heading_height,
    paint_bands,
    paint_heading,
    spread,
)
from kam.reports.pen import PAGE_HEIGHT, Pen
from kam.reports.result import PaperResult
from kam.reports.sections.day import (
    URGENT,
    clocks_section,
    coming_section,
    meetings_section,
    promises_section,
    signals_section,
    unrecorded_section,
)
from kam.reports.sections.head import TOP_RULE
from kam.reports.sheets import OVER_FOOTER, cuts_of, full, rows_of
from kam.reports.signs import chip, chip_width
from kam.reports.text import Style, plain, set_text

_LEAST_LINES: Final = 4
"""So many lines to write on there are at least."""


def draw_day(content: DayContent, *, words: Words) -> PaperResult:
    """Draw the sheet: one page, whatever the day. The same content and words give the same bytes.

    Rows are set closer before any is left out; what is left out is said at its heading. Never cut below a few
    rows are meetings of the day, late promises and clocks at risk or breached.
    """
    for look in ONE_PAGE_LOOKS:
        sheet = _Sheet(_kit(content, words, look), content)
        if sheet.height({}) <= sheet.room:
            return sheet.draw({})
    sheet = _Sheet(_kit(content, words, ONE_PAGE_LOOKS[-1]), content)
    shown = sheet.fit()
    if shown is None:
        sheet = _Sheet(_kit(content, words, ONE_PAGE_AT_ANY_PRICE), content)
        shown = sheet.fit() or sheet.least()
    return sheet.draw(shown)


def _kit(content: DayContent, words: Words, look: Look) -> Kit:
    return Kit(words, Formats(words.language), look, content.currency, content.zone)


class _Sheet:
    """The sheet in one look."""

    def __init__(self, kit: Kit, content: DayContent) -> None:
        self.kit = kit
        self.content = content
        self.header = _header(kit, content)
        self.bands = list(_bands(kit, content))
        self.room = PAGE_HEIGHT - kit.look.top - kit.look.bottom - OVER_FOOTER

    def height(self, shown: Shown, gap: float | None = None) -> float:
        """How high it is with so many rows and the fewest lines to write on."""
        gap = self.kit.look.least_gap if gap is None else gap
        notes = heading_height(self.kit) + _LEAST_LINES * self.kit.look.writing_pitch
        return self.header.height + bands_height(self.kit, self.bands, shown, gap) + notes + 2 * gap

    def fit(self) -> dict[Part, int] | None:
        """How many rows of each section fit."""
        return fitted(self.height, self.room, self._order(), rows_of(self.bands))

    def least(self) -> dict[Part, int]:
        """As few rows as there may be."""
        rows = rows_of(self.bands)
        return {step.part: min(step.least, rows.get(step.part, 0)) for step in self._order()}

    def _order(self) -> Sequence[CutStep]:
        content = self.content
        urgent = sum(each.clock.state in URGENT for each in content.clocks)
        ours, theirs = (_urgent(lines) for lines in (content.ours, content.theirs))
        return (
            CutStep(Part.SIGNALS, max(2, min(content.new_signals, 4))),
            CutStep(Part.COMING, 3),
            CutStep(Part.THEY_PROMISED, max(3, min(theirs, 10))),
            CutStep(Part.WE_PROMISED, max(3, min(ours, 10))),
            CutStep(Part.COMPLAINTS, max(1, min(urgent, 5))),
            CutStep(Part.UNRECORDED, 2),
            CutStep(Part.MEETINGS, 6),
            CutStep(Part.THEY_PROMISED, 3),
            CutStep(Part.WE_PROMISED, 3),
            CutStep(Part.SIGNALS, 1),
            CutStep(Part.COMPLAINTS, 1),
            CutStep(Part.COMING, 1),
            CutStep(Part.UNRECORDED, 1),
            CutStep(Part.MEETINGS, 3),
        )

    def draw(self, shown: Mapping[Part, int]) -> PaperResult:
        """Draw it; what height is left takes lines to write on."""
        kit, look = self.kit, self.kit.look
        gap = spread(lambda gap: self.height(shown, gap), self.room, look.least_gap, look.most_gap)
        content = self.content
        about = About(
            title=_title(kit, content),
            language=kit.words.language,
            printed_at=content.printed_at,
            zone=content.zone,
            author=content.company,
            subject=kit.words.say("Internal"),
        )
        document = Document(about, content)
        pen, x = document.pen, look.left
        self.header.paint(pen, x, look.top)
        y = look.top + self.header.height + gap
        y = paint_bands(kit, document, self.bands, y, gap, shown) + gap
        self._notes(document, y)
        _footer(kit, content, pen)
        document.end_page()
        return PaperResult(document.finish(), 1, tuple(cuts_of(self.bands, shown)), tuple(document.standings))

    def _notes(self, document: Document, y: float) -> None:
        kit, look = self.kit, self.kit.look
        heading = Heading(kit.words.say("Notes"))
        document.bookmark(heading.label, y)
        paint_heading(kit, document.pen, look.left, y, look.width, heading)
        top = y + heading_height(kit)
        bottom = PAGE_HEIGHT - look.bottom - OVER_FOOTER
        for number in range(1, int((bottom - top) / look.writing_pitch) + 1):
            level = top + number * look.writing_pitch
            document.pen.line(look.left, level, look.left + look.width, level, 0.4)


def _urgent(lines: Iterable[CommitmentLine]) -> int:
    """How many promises are late or due today."""
    return sum(line.days_late > 0 or line.due_today for line in lines)


def _title(kit: Kit, content: DayContent) -> str:
    return kit.words.say("Day of {date}", date=kit.formats.long_date(content.day))


def _header(kit: Kit, content: DayContent) -> Box:
    """Audience, whose day, moment of the data; the day; what of it is free."""
    look, words = kit.look, kit.words
    width = look.width
    day = kit.formats.weekday_long(content.day)
    title = set_text(f"**{day[:1].upper()}{day[1:]}**", look.client, width * 0.66, 1)
    free = ""
    if content.free is not None:
        free = words.say("free {hours}", hours=kit.formats.time_range(*content.free))
    tag_style = Style(7.5, look.small.leading, Face.BOLD)
    name = words.say("Plan of the day")
    if content.whose:
        name = words.say("Plan of the day: the clients of {name}", name=content.whose)

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.accent_rule(x, y, width, TOP_RULE)
        top = y + TOP_RULE + 3.4
        tag = words.say("internal").upper()
        chip(tag, tag_style, height=11).paint(pen, x, top)
        start = x + chip_width(tag, tag_style) + 5
        as_of = words.say("Data as of {moment}", moment=kit.formats.moment(kit.local(content.as_of)))
        used = pen.word(x + width, top + look.small.leading / 2, as_of, look.small, align=1.0)
        pen.text(start, top, set_text(plain(name), look.small, width - (start - x) - used - 10, 1))
        top += look.small.leading + 2
        pen.text(x, top, title)
        pen.word(x + width, top + look.client.leading / 2, free, look.message, align=1.0)

    return Box(TOP_RULE + 3.4 + look.small.leading + 2 + title.height, paint)


def _footer(kit: Kit, content: DayContent, pen: Pen) -> None:
    look, words = kit.look, kit.words
    top = PAGE_HEIGHT - look.bottom
    pen.line(look.left, top, look.left + look.width, top, 0.25)
    printed = kit.formats.moment(kit.local(content.printed_at))
    pen.word(look.left, top + 6.5, words.say("kam · day · printed {moment}", moment=printed), look.tiny)
    right = look.left + look.width
    pen.word(right, top + 6.5, words.say("black — needs action"), look.tiny, align=1.0)


def _bands(kit: Kit, content: DayContent) -> Iterable[Band]:
    yield full(meetings_section(kit, content))
    if content.coming or content.unrecorded:
        sides = [
            section
            for section in (coming_section(kit, content), unrecorded_section(kit, content))
            if section.rows
        ]
        yield _pair(kit, sides)
    yield _pair(kit, [promises_section(kit, content, ours=True), promises_section(kit, content, ours=False)])
    yield _pair(kit, [clocks_section(kit, content), signals_section(kit, content)])


def _pair(kit: Kit, sections: Sequence[Section]) -> Band:
    """Two sections side by side; one alone takes the left column."""
    step = kit.look.column + kit.look.gutter
    return Band(tuple((number * step, (section,)) for number, section in enumerate(sections)))
