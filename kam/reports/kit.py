"""What every section is drawn with: the words, the formats, and the measures of the sheet at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from kam.core.formats import Formats, zone_of
from kam.core.words import Words
from kam.reports.fonts import Face
from kam.reports.pen import MM, PAGE_WIDTH, Pen
from kam.reports.text import SetText, Style, longest_word, set_text

NEVER_CUT: Final = 40
"""So many lines are as good as no limit, and yet shorter than a page, because rows do not split."""

_ENDLESS: Final = 100_000.0

Paint = Callable[[Pen, float, float], None]


@dataclass(frozen=True, slots=True)
class Look:
    """The measures of one kind of sheet (paper.md), in points unless a name says otherwise."""

    left: float
    right: float
    top: float
    bottom: float
    gutter: float
    least_gap: float
    most_gap: float
    body: Style
    small: Style
    tiny: Style
    label: Style
    message: Style
    note: Style
    client: Style
    purpose: Style
    first: Style
    person: Style
    question: Style
    row_pad: float
    cell_lines: int
    """The most lines of a table cell; what goes beyond ends in an ellipsis."""
    extra_lines: int
    """The most lines of what only two pages bring: evidence, a personal win."""
    chart_height: float
    spacious: bool
    """Room for what one page leaves out: evidence, personal wins, who decides beyond a limit."""
    writing_pitch: float
    closed_up: bool = False
    """Sections follow one another in their column and need not begin beside a neighbour."""
    unlimited: bool = False
    """Nothing is cut for want of room, so cells take as many lines as they need."""
    columns: int = 2
    """How many sections of one column stand side by side."""

    @property
    def width(self) -> float:
        """The live width."""
        return PAGE_WIDTH - self.left - self.right

    @property
    def column(self) -> float:
        """The width of one of the columns."""
        return (self.width - self.gutter * (self.columns - 1)) / self.columns


ONE_PAGE: Final = Look(
    left=12 * MM,
    right=12 * MM,
    top=8 * MM,
    bottom=10 * MM,
    gutter=4 * MM,
    least_gap=1.7 * MM,
    most_gap=4.2 * MM,
    body=Style(8.5, 10.4),
    small=Style(7.5, 9),
    tiny=Style(7, 8.4),
    label=Style(8, 10, Face.BOLD),
    message=Style(9, 11),
    note=Style(7.5, 9),
    client=Style(18, 21, Face.BOLD),
    purpose=Style(10, 11.8),
    first=Style(10, 12),
    person=Style(10.5, 11.6),
    question=Style(9, 12.6),
    row_pad=0.8,
    cell_lines=2,
    extra_lines=0,
    chart_height=23.8 * MM,
    spacious=False,
    writing_pitch=6.4 * MM,
)
TWO_PAGES: Final = Look(
    left=12 * MM,
    right=12 * MM,
    top=8 * MM,
    bottom=10 * MM,
    gutter=5 * MM,
    least_gap=2.5 * MM,
    most_gap=5 * MM,
    body=Style(9.2, 11.4),
    small=Style(7.5, 9),
    tiny=Style(7, 8.4),
    label=Style(8.5, 11, Face.BOLD),
    message=Style(10, 12),
    note=Style(8, 10),
    client=Style(20, 24, Face.BOLD),
    purpose=Style(11, 13.2),
    first=Style(11, 13.2),
    person=Style(10.5, 12),
    question=Style(10, 12),
    row_pad=1.6,
    cell_lines=3,
    extra_lines=2,
    chart_height=34 * MM,
    spacious=True,
    writing_pitch=7.4 * MM,
)
CUSTOMER: Final = Look(
    left=15 * MM,
    right=15 * MM,
    top=11 * MM,
    bottom=12 * MM,
    gutter=6 * MM,
    least_gap=3 * MM,
    most_gap=6 * MM,
    body=Style(9.5, 12),
    small=Style(8, 10),
    tiny=Style(7, 8.4),
    label=Style(8.5, 11, Face.BOLD),
    message=Style(10, 12),
    note=Style(8, 10),
    client=Style(22, 27, Face.BOLD),
    purpose=Style(10.5, 13),
    first=Style(10.5, 13),
    person=Style(9.5, 12),
    question=Style(9.5, 12),
    row_pad=2.4,
    cell_lines=3,
    extra_lines=0,
    chart_height=31 * MM,
    spacious=True,
    writing_pitch=7.4 * MM,
)

ONE_PAGE_LOOKS: Final = (
    replace(ONE_PAGE, cell_lines=4),
    replace(ONE_PAGE, cell_lines=3),
    ONE_PAGE,
    replace(ONE_PAGE, row_pad=0.45),
    replace(ONE_PAGE, row_pad=0.45, closed_up=True),
)
"""From cells that end when they have said everything to rows that stand as close as can still be read."""
ONE_PAGE_AT_ANY_PRICE: Final = replace(
    ONE_PAGE_LOOKS[-1], cell_lines=1, row_pad=0.2, chart_height=21.5 * MM, least_gap=1.5 * MM
)
"""When one page is demanded and cutting rows was not enough: a line for each cell."""
TWO_PAGES_LOOKS: Final = (
    replace(TWO_PAGES, cell_lines=4),
    replace(TWO_PAGES, cell_lines=2, row_pad=1.2),
    replace(
        TWO_PAGES,
        body=Style(9, 10.8),
        row_pad=0.8,
        cell_lines=2,
        extra_lines=1,
        chart_height=29 * MM,
        least_gap=2.2 * MM,
        closed_up=True,
    ),
)
EVERYTHING_LOOKS: Final = tuple(
    replace(look, unlimited=True) for look in (TWO_PAGES, replace(TWO_PAGES_LOOKS[-1], extra_lines=2))
)
"""Nothing is cut; rows stand closer where that saves a page."""
CUSTOMER_LOOKS: Final = (
    CUSTOMER,
    replace(CUSTOMER, row_pad=1.5),
    replace(CUSTOMER, body=Style(9.5, 11.4), row_pad=1.1, chart_height=28 * MM, least_gap=2.6 * MM),
    replace(
        CUSTOMER,
        body=Style(9.5, 11),
        row_pad=0.7,
        cell_lines=2,
        chart_height=25 * MM,
        least_gap=2.2 * MM,
        writing_pitch=6.4 * MM,
    ),
)


@dataclass(frozen=True, slots=True)
class Box:
    """Something of a known height that can be painted with its top left corner at a place."""

    height: float
    paint: Paint


@dataclass(frozen=True, slots=True)
class Kit:
    """Words, formats and measures together, and the shorthands that sections use."""

    words: Words
    formats: Formats
    look: Look
    currency: str
    zone: str

    def set(self, text: str, width: float, style: Style | None = None, lines: int | None = None) -> SetText:
        """A text set in the body's style; at most a cell's number of lines unless said otherwise."""
        return set_text(text, style or self.look.body, width, self.at_most(lines or self.look.cell_lines))

    def at_most(self, lines: int) -> int:
        """A limit of lines, lifted where nothing is cut for want of room."""
        return NEVER_CUT if self.look.unlimited else lines

    def text(self, text: str, width: float, style: Style | None = None, lines: int | None = None) -> Box:
        """A set text as a box."""
        return text_box(self.set(text, width, style, lines))

    def whole(self, text: str, width: float, style: Style | None = None) -> Box:
        """A text that is never cut: names, roles, limits, late promises."""
        return text_box(set_text(text, style or self.look.body, width, NEVER_CUT))

    def widest(self, texts: Iterable[str], style: Style | None = None) -> float:
        """The width in points that the widest of some short texts takes on one line."""
        style = style or self.look.body
        return max((set_text(text, style, _ENDLESS).width for text in texts), default=0.0)

    def right(self, text: str, width: float, style: Style | None = None) -> Box:
        """A text flush right in a cell of a width, on one line."""
        made = self.set(text, width, style, 1)
        return Box(made.height, lambda pen, x, y: pen.text(x, y, made, right=x + width))

    def local(self, moment: datetime) -> datetime:
        """A moment in the zone of the document."""
        return moment.astimezone(zone_of(self.zone))

    def money(self, minor: int) -> str:
        """A sum in the document's currency."""
        return self.formats.money(minor, self.currency)

    def near(self, day: date, now: date) -> str:
        """A date beside the day of the meeting."""
        return self.formats.near(day, now)

    def widest_word(self, texts: Iterable[str], style: Style | None = None) -> float:
        """The width in points below which a word of these texts would have to be broken."""
        style = style or self.look.body
        return max((longest_word(text, style) for text in texts), default=0.0)


def text_box(text: SetText) -> Box:
    """A set text as a box."""
    return Box(text.height, lambda pen, x, y: pen.text(x, y, text))


def beside(cells: Sequence[tuple[float, Box]], pad: float, *, below: float = 0.0) -> Box:
    """Boxes side by side, each at its distance from the left, all hung from the same line."""
    height = max((box.height for _, box in cells), default=0.0) + 2 * pad + below

    def paint(pen: Pen, x: float, y: float) -> None:
        for dx, box in cells:
            box.paint(pen, x + dx, y + pad)

    return Box(height, paint)


def stacked(boxes: Sequence[Box], gap: float = 0.0) -> Box:
    """Boxes one under the other."""
    height = sum(box.height for box in boxes) + gap * max(len(boxes) - 1, 0)

    def paint(pen: Pen, x: float, y: float) -> None:
        for box in boxes:
            box.paint(pen, x, y)
            y += box.height + gap

    return Box(height, paint)


def shifted(box: Box, dx: float, dy: float, height: float | None = None) -> Box:
    """A box moved within its place, whose height may be given anew."""
    return Box(box.height if height is None else height, lambda pen, x, y: box.paint(pen, x + dx, y + dy))


def blank(height: float) -> Box:
    """An empty place."""
    return Box(height, lambda _pen, _x, _y: None)
