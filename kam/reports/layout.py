"""Sections of a paper, how they share a sheet, what is cut when it is full, and how they flow over many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from kam.reports.document import Document
from kam.reports.kit import Box, Kit
from kam.reports.pen import Pen
from kam.reports.signs import missing_chip, missing_width
from kam.reports.text import Style, set_text

RULE_WEIGHT: Final = 1.0
HAIRLINE: Final = 0.25
_AFTER_RULE: Final = 1.9
_AFTER_LABEL: Final = 6.0
_AFTER_HEADING: Final = 0.7
LEAST_ROWS_TOGETHER: Final = 2
_HALVINGS: Final = 10


class Part(StrEnum):
    """The sections of the papers, for bookmarks and cuts."""

    FRAME = "frame"
    ATTENDEES = "attendees"
    CHANGES = "changes"
    COMPLAINTS = "complaints"
    WE_PROMISED = "we_promised"
    THEY_PROMISED = "they_promised"
    MONEY = "money"
    PRODUCT_LINES = "product_lines"
    OPPORTUNITIES = "opportunities"
    COMPETITORS = "competitors"
    RISKS = "risks"
    ASKS = "asks"
    OBJECTIONS = "objections"
    QUESTIONS = "questions"
    OWN_QUESTIONS = "own_questions"
    UNKNOWN = "unknown"
    READINESS = "readiness"
    CAPTURE = "capture"
    AGENDA = "agenda"
    PROPOSALS = "proposals"
    DISCUSSION = "discussion"
    MEETINGS = "meetings"
    COMING = "coming"
    UNRECORDED = "unrecorded"
    SIGNALS = "signals"
    NOTES = "notes"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Cut:
    """What a sheet had no room for: so many of so many are shown in a section."""

    part: Part
    title: str
    """The section's heading in the paper's language."""
    shown: int
    total: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A label, one computed sentence, and a note at the right end."""

    label: str
    message: str = ""
    missing: str = ""
    """Stands in a dashed chip in place of the sentence; without what follows a colon where it is too long."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and rows. The number of rows shown is decided when the sheet is known."""

    part: Part
    heading: Heading
    width: float
    rows: tuple[Box, ...] = ()
    head: Box | None = None
    """The head of a table, repeated where the section goes on."""
    total: int = 0
    """How many items there are; more than ``rows`` when the document's own rule left some out."""
    ruled: bool = True
    """Hairlines between rows."""
    counted: bool = True
    """Rows are items, so that leaving some out is said at the heading."""
    rows_before: int = 0
    """Rows that stood on an earlier page."""
    tail: int = 1
    """So many of its last rows never stand apart: where it goes on overleaf, at least these go on."""
    within: tuple[Cut, ...] = ()
    """What a row that holds a table of its own leaves out of it, said there."""

    def height(self, kit: Kit, shown: int | None = None) -> float:
        """Its height with so many rows."""
        rows = self.rows if shown is None else self.rows[:shown]
        head = self.head.height if self.head and rows else 0.0
        return heading_height(kit) + head + sum(row.height for row in rows)

    def paint(self, kit: Kit, pen: Pen, x: float, y: float, shown: int | None = None) -> None:
        """Draw it with so many rows."""
        rows = self.rows if shown is None else self.rows[:shown]
        note = self.heading.note
        seen = self.rows_before + len(rows)
        if self.counted and self.rows and seen < self.total:
            cut = kit.words.say_in("cut", "{shown} of {total}", shown=seen, total=self.total)
            note = f"{cut} · {note}" if note else cut
        paint_heading(kit, pen, x, y, self.width, replace(self.heading, note=note))
        y += heading_height(kit)
        if self.head and rows:
            self.head.paint(pen, x, y)
            y += self.head.height
        for number, row in enumerate(rows):
            row.paint(pen, x, y)
            y += row.height
            if self.ruled and number < len(rows) - 1:
                pen.line(x, y, x + self.width, y, HAIRLINE)

    def split(
        self, kit: Kit, room: float, together: int = LEAST_ROWS_TOGETHER
    ) -> tuple[Section | None, Section | None]:
        """The part that fits into ``room`` and the rest. A heading stands with two rows, or ``together``."""
        if self.height(kit) <= room:
            return self, None
        fitting = self.fitting(kit, room, together)
        if fitting < min(together, len(self.rows)) or not fitting:
            return None, self
        rest = replace(
            self,
            rows=self.rows[fitting:],
            rows_before=self.rows_before + fitting,
            heading=replace(self.heading, message=kit.words.say_in("heading", "continued"), note=""),
        )
        # What is left goes on overleaf, so the first part is not a cut and must not say so.
        return replace(self, rows=self.rows[:fitting], counted=False), rest

    def fitting(self, kit: Kit, room: float, together: int) -> int:
        """How many rows stand within ``room`` when not all do.

        The last ones stay with each other, unless one row alone may stand under the heading: then every row
        that fits is taken, for there is no page with more room.
        """
        used = heading_height(kit) + (self.head.height if self.head else 0.0)
        count = 0
        for row in self.rows:
            used += row.height
            if used > room:
                break
            count += 1
        return max(min(count, len(self.rows) - self.tail), 0) if together > 1 else count


def heading_height(kit: Kit) -> float:
    """The height of a section's heading, rule included."""
    return RULE_WEIGHT + _AFTER_RULE + kit.look.message.leading + _AFTER_HEADING


def paint_heading(kit: Kit, pen: Pen, x: float, y: float, width: float, heading: Heading) -> None:
    """A rule, a label in bold capitals, its sentence, and a note at the right end."""
    look = kit.look
    pen.line(x, y + RULE_WEIGHT / 2, x + width, y + RULE_WEIGHT / 2, RULE_WEIGHT)
    middle = y + RULE_WEIGHT + _AFTER_RULE + look.message.leading / 2
    note_width = pen.word(x + width, middle, heading.note, look.note, align=1.0) if heading.note else 0.0
    start = pen.word(x, middle, heading.label.upper(), look.label)
    start += _AFTER_LABEL if start else 0.0
    room = width - start - note_width - (_AFTER_LABEL if note_width else 0.0)
    style = Style(look.body.size, look.message.leading)
    top = middle - look.message.leading / 2
    if heading.missing:
        missing = heading.missing
        if missing_width(missing, style) > room:
            missing = missing.partition(":")[0]
        missing_chip(missing, style, room).paint(pen, x + start, top)
    elif heading.message:
        pen.text(x + start, top, set_text(heading.message, look.message, room, 1))


@dataclass(frozen=True, slots=True)
class Band:
    """Columns that begin at the same height: (distance from the left, sections one under the other)."""

    columns: tuple[tuple[float, tuple[Section, ...]], ...]

    @property
    def sections(self) -> Iterator[Section]:
        """All its sections, column by column."""
        return (section for _, sections in self.columns for section in sections)


Shown = Mapping[Part, int]


def band_height(kit: Kit, band: Band, shown: Shown, gap: float) -> float:
    """The height of the tallest column; sections in one column stand ``gap`` apart."""
    return max(
        (
            sum(section.height(kit, shown.get(section.part)) for section in sections)
            + gap * (len(sections) - 1)
            for _, sections in band.columns
        ),
        default=0.0,
    )


def bands_height(kit: Kit, bands: Sequence[Band], shown: Shown, gap: float) -> float:
    """The height of bands one under the other with ``gap`` between them."""
    heights = [band_height(kit, band, shown, gap) for band in bands]
    return sum(heights) + gap * max(len(heights) - 1, 0)


def spread(height_at: Callable[[float], float], room: float, least: float, most: float) -> float:
    """The gap between sections with which they take up ``room``, from ``least`` to ``most``.

    Searched for, because a gap inside a column counts only where that column is the tallest.
    """
    if height_at(most) <= room:
        return most
    low, high = least, most
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if height_at(middle) <= room else (low, middle)
    return low


@dataclass(frozen=True, slots=True)
class CutStep:
    """One line of the order in which a sheet is cut: a section may lose rows down to ``least``."""

    part: Part
    least: int


def fitted(
    height: Callable[[Shown], float], room: float, order: Sequence[CutStep], rows: Mapping[Part, int]
) -> dict[Part, int] | None:
    """How many rows of each section to show so that all fits into ``room``; None when it cannot.

    Rows go one at a time in the order given. What turns out not to have helped, because the other column was
    the taller one, comes back, the last cut first.
    """
    shown: dict[Part, int] = {}
    cuts: list[Part] = []
    for step in order:
        while height(shown) > room and shown.get(step.part, rows.get(step.part, 0)) > step.least:
            shown[step.part] = shown.get(step.part, rows[step.part]) - 1
            cuts.append(step.part)
    if height(shown) > room:
        return None
    for part in reversed(cuts):
        shown[part] += 1
        if height(shown) > room:
            shown[part] -= 1
    return shown


def paint_bands(
    kit: Kit, document: Document, bands: Sequence[Band], top: float, gap: float, shown: Shown
) -> float:
    """Draw bands one under the other, with their bookmarks; returns the place below the last."""
    y = top
    for band in bands:
        for dx, sections in band.columns:
            at = y
            for section in sections:
                if not section.rows_before:
                    document.bookmark(section.heading.label, at)
                left, height = kit.look.left + dx, section.height(kit, shown.get(section.part))
                document.stands(section.part, left, at, section.width, height)
                section.paint(kit, document.pen, left, at, shown.get(section.part))
                at += height + gap
        y += band_height(kit, band, shown, gap) + gap
    return y - gap if bands else y


def split_band(
    kit: Kit, band: Band, room: float, gap: float, *, together: int = LEAST_ROWS_TOGETHER
) -> tuple[Band | None, Band | None]:
    """The part of a band that fits into ``room``, column by column, and the rest for the next page."""
    fitting: list[tuple[float, tuple[Section, ...]]] = []
    rest: list[tuple[float, tuple[Section, ...]]] = []
    for dx, sections in band.columns:
        used = 0.0
        here: list[Section] = []
        later: list[Section] = []
        for section in sections:
            first, second = section.split(kit, room - used, together) if not later else (None, section)
            if first:
                here.append(first)
                used += first.height(kit) + gap
            if second:
                later.append(second)
        if here:
            fitting.append((dx, tuple(here)))
        if later:
            rest.append((dx, tuple(later)))
    return (Band(tuple(fitting)) if fitting else None), (Band(tuple(rest)) if rest else None)


def flowed(kit: Kit, bands: Sequence[Band], first_room: float, room: float, gap: float) -> list[list[Band]]:
    """Bands dealt out to pages: what does not fit goes on overleaf with its heading said again."""
    pages: list[list[Band]] = [[]]
    left = first_room
    queue = list(bands)
    while queue:
        band = queue.pop(0)
        space = left - (gap if pages[-1] else 0.0)
        here, later = split_band(kit, band, space, gap)
        if here is None and not pages[-1] and left >= room:
            # Two of its rows are taller than a page: they stand alone.
            here, later = split_band(kit, band, space, gap, together=1)
            if here is None:
                here, later = band, None
        if here is not None:
            pages[-1].append(here)
            left = space - band_height(kit, here, {}, gap)
        if later is not None:
            queue.insert(0, later)
            pages.append([])
            left = room
    return pages
