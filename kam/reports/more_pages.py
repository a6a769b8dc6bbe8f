"""The brief on two sheets, the second of which folds, and on as many as there is to say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Final

from kam.core.vocabulary import BriefSection
from kam.reports.arranging import Row, dealt
from kam.reports.content import Arrangement, BriefContent, QuestionLine
from kam.reports.document import Document
from kam.reports.kit import Kit
from kam.reports.layout import (
    Band,
    Cut,
    CutStep,
    Part,
    Section,
    Shown,
    bands_height,
    fitted,
    flowed,
    paint_bands,
    spread,
)
from kam.reports.pen import MM, PAGE_HEIGHT
from kam.reports.result import Fit, Pages, PaperResult
from kam.reports.sections import close, head, market, money, people, record, talk
from kam.reports.sections.client_half import (
    FOLD,
    PROMISE_LINES,
    fitting_questions,
    fold_marks,
    least_height,
    paint_client_half,
    sayable,
    wanted_height,
)
from kam.reports.sections.product_lines import product_lines
from kam.reports.sheets import (
    OVER_FOOTER,
    closed_up,
    cut_order,
    cuts_of,
    document_for,
    finished,
    full,
    limited,
    pair,
    rows_of,
    says_everything,
    side_by_side,
)

_OVER_FOLD: Final = 3 * MM
_UNDER_FOLD: Final = 5 * MM
_OVER_RULE: Final = 1 * MM
_CARDS_ON_TWO: Final = 6
_LEAST_ON_FIRST: Final = 2
"""Bands that always stand on the first page: attendees, changes and complaints."""


_USUAL: Final = (
    BriefSection.ATTENDEES,
    BriefSection.CHANGES,
    BriefSection.COMPLAINTS,
    BriefSection.PROMISES,
    BriefSection.MONEY,
    BriefSection.CHECKLIST,
    BriefSection.OPPORTUNITIES,
    BriefSection.COMPETITORS,
    BriefSection.RISKS,
    BriefSection.ASKS,
    BriefSection.OBJECTIONS,
    BriefSection.QUESTIONS,
)
"""The usual order as paper.md has it on two pages: readiness ends the first."""
_FIRST: Final = frozenset(_USUAL[: _USUAL.index(BriefSection.CHECKLIST) + 1])
_ABOUT: Final = frozenset(
    {BriefSection.OPPORTUNITIES, BriefSection.COMPETITORS, BriefSection.RISKS, BriefSection.UNKNOWN}
)
_IN_A_COLUMN: Final = _ABOUT | {BriefSection.CHANGES, BriefSection.COMPLAINTS}
_TOGETHER: Final = (
    (BriefSection.CHANGES, BriefSection.COMPLAINTS),
    (BriefSection.OPPORTUNITIES, BriefSection.COMPETITORS),
    (BriefSection.RISKS, BriefSection.UNKNOWN),
)


def _rows(arrangement: Arrangement) -> tuple[list[Row], list[Row]]:
    """The rows of the first page and of the rest; with another order so many rows as usually stand first.

    What is not known stands beside the risks, without them last of what takes a column.
    """
    order = arrangement.visible
    if arrangement.is_usual_order:
        order = tuple(section for section in _USUAL if section in order)
    place = max((n for n, section in enumerate(order, start=1) if section in _ABOUT), default=len(order))
    if BriefSection.RISKS in order:
        place = order.index(BriefSection.RISKS) + 1
    order = (*order[:place], BriefSection.UNKNOWN, *order[place:])
    wide = frozenset(order) - _IN_A_COLUMN
    rows = dealt(order, wide=wide, together=_TOGETHER)
    first = max(sum(1 for row in rows if row.left[0] in _FIRST), 1)
    return rows[:first], rows[first:]


@dataclass(frozen=True, slots=True)
class _Two:
    """What two pages show of each section, and where the second is folded."""

    first_bands: Sequence[Band]
    second_bands: Sequence[Band]
    first: dict[Part, int]
    second: dict[Part, int]
    fold: float
    """Points from the head of the page."""

    def says_as_much_as(self, other: _Two) -> bool:
        """Whether it cuts the same as another."""
        return self.first == other.first and self.second == other.second


@dataclass(frozen=True, slots=True)
class Flow:
    """Pages as many as it takes, not yet drawn."""

    sheets: MorePages
    pages: Sequence[Sequence[Band]]
    """The bands on each internal page."""
    client_pages: Sequence[int]
    """How many questions stand on each of the client's pages."""
    fold: float | None
    """Where the last internal page is folded; None when the client's part has pages of its own."""
    total: int
    cuts: tuple[Cut, ...]

    def draw(self) -> PaperResult:
        """Draw them."""
        return self.sheets.draw_flow(self)


class MorePages:
    """The brief on two sheets, and the same content flowing over as many as it takes."""

    def __init__(self, kit: Kit, content: BriefContent) -> None:
        self.kit = kit
        self.content = content
        self.header = head.page_header(kit, content)
        self.second_header = head.second_header(kit, content)
        self.frame = head.frame(kit, content)
        self.room = PAGE_HEIGHT - kit.look.top - kit.look.bottom - OVER_FOOTER
        first, second = _rows(content.arrangement)
        self._second_rows_of_sections = second
        self.first_bands = self._bands(first, reasons=False)
        self.second_bands = self._second_bands(reasons=kit.look.unlimited)
        self.questions = sayable(content) if content.arrangement.shows(BriefSection.QUESTIONS) else ()

    def _bands(self, rows: Sequence[Row], *, reasons: bool) -> list[Band]:
        """The bands of some rows; ``reasons``: with why it matters what is not known."""
        section = partial(self._section, reasons=reasons)
        found: list[Band] = []
        for in_columns, some in groupby(rows, key=lambda row: bool(row.right)):
            if in_columns:
                found += closed_up(
                    self.kit, list(some), partial(side_by_side, self.kit, section=section), _ABOUT
                )
            else:
                found += [band for row in some for band in self._bands_of(row, section)]
        return found

    def _bands_of(self, row: Row, section: Callable[[Kit, BriefSection], Section]) -> list[Band]:
        """What takes the whole width."""
        kit, content = self.kit, self.content
        day = head.meeting_day(kit, content.head)
        if row.left[0] is BriefSection.QUESTIONS:
            return self._questions_inside()
        if row.left[0] in _IN_A_COLUMN:
            return [side_by_side(kit, row, section)]
        found: list[Band] = []
        match row.left[0]:
            case BriefSection.ATTENDEES:
                attendees = people.attendees(kit, content, day, cards=self._cards())
                absent = people.absent_deciders(kit, content, day)
                more = tuple(box for box in (absent, people.our_side(kit, content)) if box is not None)
                found.append(full(replace(attendees, rows=attendees.rows + more, counted=False)))
            case BriefSection.PROMISES:
                ours, theirs = record.we_promised(kit, content, day), record.they_promised(kit, content, day)
                found.append(pair(kit, [ours], [theirs]))
            case BriefSection.MONEY:
                lines = product_lines(kit, content)
                found += [full(money.money(kit, content)), *([full(lines)] if lines else [])]
            case BriefSection.CHECKLIST:
                found.append(full(close.readiness(kit, content)))
            case BriefSection.ASKS:
                found.append(full(talk.asks(kit, content)))
            case BriefSection.OBJECTIONS:
                found.append(full(talk.objections(kit, content)))
        return found

    def _section(self, kit: Kit, section: BriefSection, *, reasons: bool) -> Section:
        """What takes a column."""
        content = self.content
        day = head.meeting_day(kit, content.head)
        limit = None if kit.look.unlimited else market.TOP_OPPORTUNITIES
        made: dict[BriefSection, Callable[[], Section]] = {
            BriefSection.CHANGES: lambda: record.changes(kit, content, day),
            BriefSection.COMPLAINTS: lambda: record.complaints(kit, content, day),
            BriefSection.OPPORTUNITIES: lambda: market.opportunities(kit, content, day, limit=limit),
            BriefSection.COMPETITORS: lambda: market.competitors(kit, content, day),
            BriefSection.RISKS: lambda: talk.risks(kit, content, day),
            BriefSection.UNKNOWN: lambda: close.unknown_table(kit, content, reasons=reasons),
        }
        return made[section]()

    def _cards(self) -> int:
        """A card each while there is room for all; otherwise as on one page, a line from the fifth on."""
        count = len(self.content.attendees)
        return count if self.kit.look.unlimited or count <= _CARDS_ON_TWO else people.CARDS

    def _second_bands(self, *, reasons: bool) -> list[Band]:
        return self._bands(self._second_rows_of_sections, reasons=reasons)

    def _questions_inside(self) -> list[Band]:
        """Those not to be read by the client, and that there are none at all: below the fold he may read."""
        kit, content = self.kit, self.content
        inside = [question for question in content.questions if question.internal]
        if inside:
            return [full(talk.questions(kit, inside, kit.look.width, inside=True))]
        return [] if content.questions else [full(talk.questions(kit, (), kit.look.width))]

    def _order(self) -> tuple[CutStep, ...]:
        """As on one page; in the last resort also complaints with clocks neither at risk nor breached."""
        urgent = record.urgent_count(self.content.complaints)
        return (
            *cut_order(self.content),
            CutStep(Part.COMPLAINTS, min(max(urgent, 1), len(self.content.complaints))),
        )

    def _first_height(self, bands: Sequence[Band], shown: Shown, gap: float) -> float:
        fixed = self.header.height + self.frame.height
        return fixed + bands_height(self.kit, bands, shown, gap) + 2 * gap

    def _further_height(self, bands: Sequence[Band], shown: Shown, gap: float) -> float:
        return self.second_header.height + bands_height(self.kit, bands, shown, gap) + gap

    def _over(self, fold: float) -> float:
        """The height between the head of a page and a fold."""
        return fold - _OVER_FOLD - self.kit.look.top

    def _below(self, fold: float) -> float:
        """The height between a fold and the footer."""
        return PAGE_HEIGHT - self.kit.look.bottom - _OVER_RULE - fold - _UNDER_FOLD

    def _fold_below(self, height: float) -> float:
        """The fold of a page whose internal part is so high: the middle, or lower where it must."""
        return max(FOLD, self.kit.look.top + height + _OVER_FOLD)

    def fit(self) -> Fit | None:
        """What two pages show; None when what is never cut needs more.

        Why it matters what is not known is said where that costs nothing else.
        """
        two = self._two(self.second_bands)
        if two is None:
            return None
        telling = self._two(self._second_bands(reasons=True))
        drawn = telling if telling is not None and self._costs_nothing(telling, two) else two
        return Fit(self._comfortable(two), partial(self._draw_two, drawn))

    def _costs_nothing(self, telling: _Two, two: _Two) -> bool:
        """Whether it cuts nothing more, and leaves below the fold as much as before or all that is wanted."""
        lower = telling.fold > two.fold
        roomy = self._below(telling.fold) >= wanted_height(self.kit, self.questions)
        return telling.says_as_much_as(two) and (not lower or roomy)

    def _comfortable(self, two: _Two) -> bool:
        """Whether nothing is left out and the fold is in the middle."""
        return (
            two.fold == FOLD
            and says_everything(two.first, rows_of(two.first_bands))
            and says_everything(two.second, self._second_rows(two.second_bands))
        )

    def _two(self, second_bands: Sequence[Band]) -> _Two | None:
        """How two pages hold it with these bands on the second.

        Readiness, money and promises go overleaf, in this order, when the first page cannot hold them.
        """
        for kept in range(len(self.first_bands), min(_LEAST_ON_FIRST, len(self.first_bands)) - 1, -1):
            here = self.first_bands[:kept]
            overleaf = [*self.first_bands[kept:], *second_bands]
            first, second = self._first_shown(here), self._second_shown(overleaf)
            if first is not None and second is not None:
                fold = self._fold(overleaf, second, self.kit.look.least_gap)
                return _Two(here, overleaf, first, second, fold)
        return None

    def _first_shown(self, bands: Sequence[Band]) -> dict[Part, int] | None:
        gap = self.kit.look.least_gap
        return fitted(
            lambda shown: self._first_height(bands, shown, gap), self.room, self._order(), rows_of(bands)
        )

    def _second_shown(self, bands: Sequence[Band]) -> dict[Part, int] | None:
        gap = self.kit.look.least_gap
        return fitted(
            lambda shown: -self._left_below(bands, shown, gap), 0.0, self._order(), self._second_rows(bands)
        )

    def _second_rows(self, bands: Sequence[Band]) -> dict[Part, int]:
        """The rows of its sections, and with them what stands below the fold."""
        below = {Part.QUESTIONS: len(self.questions), Part.CAPTURE: PROMISE_LINES}
        return {**rows_of(bands), **below}

    def _left_below(self, bands: Sequence[Band], shown: Shown, gap: float) -> float:
        """The height that remains on page two under everything; below nought when it is too full."""
        fold = self._fold_below(self._further_height(bands, shown, gap))
        questions = self.questions[: shown.get(Part.QUESTIONS, len(self.questions))]
        return self._below(fold) - least_height(self.kit, questions, shown.get(Part.CAPTURE, PROMISE_LINES))

    def _fold(self, bands: Sequence[Band], shown: Shown, gap: float) -> float:
        """The middle of the sheet when the internal part fits above it.

        Otherwise it gives the internal part air only as long as below there is all the room wanted.
        """
        least = self._fold_below(self._further_height(bands, shown, gap))
        if least <= FOLD:
            return FOLD
        questions = self.questions[: shown.get(Part.QUESTIONS, len(self.questions))]
        spare = self._below(least) - wanted_height(self.kit, questions)
        most = self._fold_below(self._further_height(bands, shown, self.kit.look.most_gap))
        return least + min(max(spare, 0.0), most - least)

    def least(self) -> dict[Part, int]:
        """Every section cut as far as the order allows."""
        rows = rows_of([*self.first_bands, *self.second_bands])
        return {
            step.part: min(step.least, rows.get(step.part, 0)) for step in self._order() if step.part in rows
        }

    def _draw_two(self, two: _Two) -> PaperResult:
        """Draw two pages: the second folds so that its lower part may lie on the table."""
        kit = self.kit
        document = document_for(kit, self.content, Pages.TWO)
        self._draw_first(document, two.first_bands, two.first, pages=2)
        document.end_page()
        self._draw_internal_top(document, two.second_bands, two.second, self._over(two.fold))
        shown = two.second.get(Part.QUESTIONS, len(self.questions))
        self._draw_below_fold(document, two.fold + _UNDER_FOLD, self.questions[:shown], len(self.questions))
        fold_marks(kit, document.pen, two.fold)
        head.footer(kit, self.content, document.pen, 2, 2, internal=False)
        document.end_page()
        cuts = [*cuts_of(two.first_bands, two.first), *cuts_of(two.second_bands, two.second)]
        if shown < len(self.questions):
            cuts.append(Cut(Part.QUESTIONS, kit.words.say("Questions"), shown, len(self.questions)))
        return finished(kit, document, self.content, 2, cuts)

    def _draw_first(self, document: Document, bands: Sequence[Band], shown: Shown, pages: int) -> None:
        kit, look = self.kit, self.kit.look
        height = partial(self._first_height, bands, shown)
        gap = spread(height, self.room, look.least_gap, look.most_gap * 1.6)
        y = look.top
        self.header.paint(document.pen, look.left, y)
        y += self.header.height + gap
        document.bookmark(kit.words.say("Purpose"), y)
        document.stands(Part.FRAME, look.left, y, look.width, self.frame.height)
        self.frame.paint(document.pen, look.left, y)
        y += self.frame.height + gap
        paint_bands(kit, document, bands, y, gap, shown)
        head.footer(kit, self.content, document.pen, 1, pages)

    def _draw_internal_top(
        self, document: Document, bands: Sequence[Band], shown: Shown, room: float
    ) -> None:
        kit, look = self.kit, self.kit.look
        gap = spread(partial(self._further_height, bands, shown), room, look.least_gap, look.most_gap)
        self.second_header.paint(document.pen, look.left, look.top)
        y = look.top + self.second_header.height + gap
        paint_bands(kit, document, bands, y, gap, shown)

    def _draw_below_fold(
        self, document: Document, top: float, lines: Sequence[QuestionLine], total: int
    ) -> None:
        paint_client_half(self.kit, self.content, document, top, lines, total)

    def flow(self, shown: Shown) -> Flow:
        """As many pages as it takes: the internal ones first, then what the client may see."""
        kit, gap = self.kit, self.kit.look.least_gap
        bands = [limited(band, shown) for band in (*self.first_bands, *self.second_bands)]
        first_room = self.room - self.header.height - self.frame.height - 2 * gap
        room = self.room - self.second_header.height - gap
        pages = flowed(kit, bands, first_room, room, gap)
        fold = self._fold_below(self._further_height(pages[-1], {}, gap))
        folds = len(pages) > 1 and self._below(fold) >= least_height(kit, self.questions)
        client_pages = self._question_pages(self._below(fold) if folds else self.room)
        total = len(pages) + len(client_pages) - int(folds)
        cuts = tuple(cuts_of(bands, {}))
        return Flow(self, pages, client_pages, fold if folds else None, total, cuts)

    def draw_flow(self, flow: Flow) -> PaperResult:
        """Draw such pages."""
        kit, look = self.kit, self.kit.look
        document = document_for(kit, self.content, (flow.total, flow.cuts))
        for number, page in enumerate(flow.pages):
            folded = flow.fold is not None and number == len(flow.pages) - 1
            if number == 0:
                self._draw_first(document, page, {}, flow.total)
            else:
                over = self._over(flow.fold) if flow.fold is not None and folded else self.room
                self._draw_internal_top(document, page, {}, over)
            if folded:
                continue
            if number:
                head.footer(kit, self.content, document.pen, number + 1, flow.total)
            document.end_page()
        start = 0
        before = len(flow.pages) - int(flow.fold is not None)
        for number, count in enumerate(flow.client_pages):
            fold = flow.fold if number == 0 else None
            top = look.top if fold is None else fold + _UNDER_FOLD
            self._draw_below_fold(document, top, self.questions[start : start + count], count)
            if fold is not None:
                fold_marks(kit, document.pen, fold)
            page_number = before + number + 1
            head.footer(kit, self.content, document.pen, page_number, flow.total, internal=False)
            document.end_page()
            start += count
        return finished(kit, document, self.content, flow.total, flow.cuts)

    def _question_pages(self, room: float) -> list[int]:
        """How many sayable questions stand on each of the client's pages; at least one page, for writing."""
        counts: list[int] = []
        left = self.questions
        while True:
            count = fitting_questions(self.kit, left, room)
            counts.append(count)
            left = left[count:]
            if not left or (not count and room == self.room):
                return counts
            room = self.room
