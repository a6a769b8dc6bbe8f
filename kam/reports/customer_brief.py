"""The customer-safe brief: a document of its own, built from what the client may see and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from kam.core.errors import UserError
from kam.core.formats import Formats
from kam.core.vocabulary import BriefSection
from kam.core.words import Words
from kam.reports.content import CustomerBriefContent
from kam.reports.document import About, Document
from kam.reports.kit import CUSTOMER, CUSTOMER_LOOKS, Box, Kit, Look
from kam.reports.layout import (
    Band,
    CutStep,
    Part,
    Section,
    Shown,
    band_height,
    bands_height,
    fitted,
    flowed,
    paint_bands,
    spread,
)
from kam.reports.pen import PAGE_HEIGHT
from kam.reports.result import Pages, PaperResult
from kam.reports.sections import customer, customer_head, customer_money

_LEAST_LINES: Final = 3
_LINES: Final = 4
_MOST_LINES: Final = 12
_OVER_FOOTER: Final = 7.0
"""Points between the last frame and the footer's rule."""


def draw_customer_brief(
    content: CustomerBriefContent, *, words: Words, pages: Pages | str = Pages.AUTO
) -> PaperResult:
    """Draw the brief that is handed to the client. The same content, words and pages give the same bytes.

    Nothing is cut silently or aloud: what does not fit on one page flows on. Raises ``UserError``,
    ``paper.client_one_page`` or ``paper.client_two_pages``, when it needs more than asked for.
    """
    wanted = Pages(pages)
    formats = Formats(words.language)

    def paper(look: Look) -> _Paper:
        return _Paper(Kit(words, formats, look, content.currency, content.head.zone), content)

    if wanted is not Pages.TWO:
        for look in CUSTOMER_LOOKS:
            one = paper(look)
            shown = one.shown()
            if shown is not None:
                return one.draw_one(shown)
        if wanted is Pages.ONE:
            raise UserError("paper.client_one_page")
    result = paper(CUSTOMER).draw_flowing()
    if wanted is Pages.TWO and result.pages > 2:  # noqa: PLR2004
        raise UserError("paper.client_two_pages")
    return result


_Maker = Callable[[Kit, CustomerBriefContent, float], Section | None]
_Pair = tuple[_Maker, _Maker | None]


def _in_order(order: Sequence[BriefSection]) -> list[_Pair]:
    """What stands side by side, from the top down; what is said first is the agenda, whatever was moved.

    A pair stands where the first of its two does; who takes part stands apart from the agenda where others
    were put before.
    """
    first: _Pair = (customer.agenda, customer.attendees)
    rest: dict[BriefSection, _Pair] = {
        BriefSection.MONEY: (customer_money.bought, None),
        BriefSection.PROMISES: (customer.our_obligations, customer.their_obligations),
        BriefSection.COMPLAINTS: (customer.complaints, None),
        BriefSection.ASKS: (customer.proposals, customer.discussion),
    }
    if not order:
        return [first, *rest.values()]
    if order.index(BriefSection.QUESTIONS) < order.index(BriefSection.ASKS):
        del rest[BriefSection.ASKS]
        rest[BriefSection.QUESTIONS] = (customer.discussion, customer.proposals)
    rest[BriefSection.ATTENDEES] = (customer.attendees, None)
    placed = [section for section in order if section in rest]
    if placed[0] is BriefSection.ATTENDEES:
        return [first, *(rest[section] for section in placed[1:])]
    return [(customer.agenda, None), *(rest[section] for section in placed)]


class _Paper:
    """The customer's document."""

    def __init__(self, kit: Kit, content: CustomerBriefContent) -> None:
        self.kit = kit
        self.content = content
        self.header = customer_head.header(kit, content)
        self.bands = self._bands()
        self.room = PAGE_HEIGHT - kit.look.top - kit.look.bottom - _OVER_FOOTER

    def _bands(self) -> list[Band]:
        """Two sections side by side; one whose neighbour has nothing to say takes the whole width."""
        kit, content, look = self.kit, self.content, self.kit.look
        bands: list[Band] = []
        for left, right in _in_order(content.order):
            first = left(kit, content, look.column if right else look.width)
            second = right(kit, content, look.column) if right else None
            if first and second:
                bands.append(Band(((0.0, (first,)), (look.column + look.gutter, (second,)))))
                continue
            alone = left(kit, content, look.width) if first else None
            if right and second:
                alone = right(kit, content, look.width)
            if alone:
                bands.append(Band(((0.0, (alone,)),)))
        return bands

    def _agreed(self, lines: int) -> Box:
        return customer_head.agreed(self.kit, self.content, lines)

    def _height(self, shown: Shown, gap: float | None = None) -> float:
        gap = self.kit.look.least_gap if gap is None else gap
        lines = shown.get(Part.CAPTURE, _LINES)
        fixed = self.header.height + self._agreed(lines).height
        return fixed + bands_height(self.kit, self.bands, {}, gap) + 2 * gap

    def shown(self) -> dict[Part, int] | None:
        """How many lines to write on fit under everything else; None when one page is not enough."""
        return fitted(self._height, self.room, (CutStep(Part.CAPTURE, _LEAST_LINES),), {Part.CAPTURE: _LINES})

    def draw_one(self, shown: Shown) -> PaperResult:
        """Draw it on one page."""
        kit, look = self.kit, self.kit.look
        gap = spread(lambda gap: self._height(shown, gap), self.room, look.least_gap, look.most_gap)
        spare = self.room - self._height(shown, gap)
        more_lines = int(spare / look.writing_pitch)
        lines = min(shown.get(Part.CAPTURE, _LINES) + more_lines, _MOST_LINES)
        document = self._document(Pages.ONE)
        self.header.paint(document.pen, look.left, look.top)
        y = look.top + self.header.height + gap
        y = paint_bands(kit, document, self.bands, y, gap, {})
        self._paint_agreed(document, lines, under=y + (gap if self.bands else 0.0))
        customer_head.footer(kit, self.content, document.pen, 1, 1)
        document.end_page()
        return PaperResult(document.finish(), 1, standings=tuple(document.standings))

    def _paint_agreed(self, document: Document, lines: int, under: float) -> None:
        """At the foot of the page, or under the last section where the page would stay empty between."""
        box = self._agreed(lines)
        top = PAGE_HEIGHT - self.kit.look.bottom - _OVER_FOOTER - box.height
        if lines == _MOST_LINES:
            top = min(top, under)
        document.bookmark(self.kit.words.say("Agreed"), top)
        document.stands(Part.CAPTURE, self.kit.look.left, top, self.kit.look.width, box.height)
        box.paint(document.pen, self.kit.look.left, top)

    def draw_flowing(self) -> PaperResult:
        """Draw it on as many pages as it takes; what is agreed stands at the foot of the last."""
        kit, look = self.kit, self.kit.look
        gap = (look.least_gap + look.most_gap) / 2
        small = customer_head.second_header(kit, self.content)
        first_room = self.room - self.header.height - gap
        room = self.room - small.height - gap
        pages = flowed(kit, self.bands, first_room, room, gap)
        used = sum(band_height(kit, band, {}, gap) + gap for band in pages[-1])
        left = (first_room if len(pages) == 1 else room) - used
        if self._agreed(_LEAST_LINES).height > left:
            pages.append([])
            left = room
        lines = max(_LEAST_LINES, int((left - self._agreed(0).height) / look.writing_pitch))
        lines = min(lines, _MOST_LINES)
        document = self._document(Pages.ALL)
        for number, page in enumerate(pages):
            top_box = self.header if number == 0 else small
            top_box.paint(document.pen, look.left, look.top)
            y = look.top + top_box.height + gap
            y = paint_bands(kit, document, page, y, gap, {})
            if number == len(pages) - 1:
                self._paint_agreed(document, lines, under=y + (gap if page else 0.0))
            customer_head.footer(kit, self.content, document.pen, number + 1, len(pages))
            document.end_page()
        return PaperResult(document.finish(), len(pages), standings=tuple(document.standings))

    def _document(self, extra: object) -> Document:
        head, words = self.content.head, self.kit.words
        about = About(
            title=customer_head.title(self.kit, self.content),
            language=words.language,
            printed_at=head.printed_at,
            zone=head.zone,
            author=head.our_company,
            subject=head.client,
        )
        return Document(about, (self.content, extra))
