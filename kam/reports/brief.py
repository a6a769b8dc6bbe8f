"""The meeting brief, internal: on one page when it fits, on two otherwise, on as many as asked for."""

from __future__ import annotations

from typing import Final

from kam.core.errors import UserError
from kam.core.formats import Formats
from kam.core.words import Words
from kam.reports.content import BriefContent
from kam.reports.kit import EVERYTHING, ONE_PAGE, TWO_PAGES, Kit, Look
from kam.reports.more_pages import MorePages
from kam.reports.one_page import OnePage
from kam.reports.result import Pages, PaperResult

_ONE_PAGE_PEOPLE: Final = 6
"""With more of theirs than this the brief takes two pages."""


def draw_brief(content: BriefContent, *, words: Words, pages: Pages | str = Pages.AUTO) -> PaperResult:
    """Draw the internal brief. The same content, words and pages give the same bytes.

    Raises ``UserError("paper.too_much")`` when what is never cut does not fit on the pages asked for.
    """
    wanted = Pages(pages)
    if wanted is Pages.ONE or (wanted is Pages.AUTO and len(content.attendees) <= _ONE_PAGE_PEOPLE):
        one = OnePage(_kit(content, words, ONE_PAGE), content)
        shown = one.shown()
        if shown is not None:
            return one.draw(shown)
        if wanted is Pages.ONE:
            raise UserError("paper.too_much", pages=1)
    if wanted is Pages.ALL:
        return MorePages(_kit(content, words, EVERYTHING), content).draw_flowing({})
    more = MorePages(_kit(content, words, TWO_PAGES), content)
    two = more.fit_two()
    if two is not None:
        return more.draw_two(two)
    if wanted is Pages.TWO:
        raise UserError("paper.too_much", pages=2)
    return more.draw_flowing(more.least())


def _kit(content: BriefContent, words: Words, look: Look) -> Kit:
    return Kit(words, Formats(words.language), look, content.currency, content.head.zone)
