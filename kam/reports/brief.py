"""The meeting brief, internal: on one page when it fits, on two otherwise, on as many as asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from kam.core.errors import UserError
from kam.core.formats import Formats
from kam.core.words import Words
from kam.reports.content import BriefContent
from kam.reports.kit import (
    EVERYTHING_LOOKS,
    ONE_PAGE_AT_ANY_PRICE,
    ONE_PAGE_LOOKS,
    TWO_PAGES_LOOKS,
    Kit,
    Look,
)
from kam.reports.more_pages import MorePages
from kam.reports.one_page import OnePage
from kam.reports.result import Fit, Pages, PaperResult

_ONE_PAGE_PEOPLE: Final = 6
"""With more of theirs than this the brief takes two pages."""


def draw_brief(content: BriefContent, *, words: Words, pages: Pages | str = Pages.AUTO) -> PaperResult:
    """Draw the internal brief. The same content, words and pages give the same bytes.

    Before anything is left out, cells are kept to two lines and rows set closer; then rows go in the order of
    paper.md. Raises ``UserError``, ``paper.one_page`` or ``paper.two_pages``, when what is never cut does not
    fit on the pages asked for.
    """
    wanted = Pages(pages)
    if wanted is Pages.ALL:
        flows = [MorePages(_kit(content, words, look), content).flow({}) for look in EVERYTHING_LOOKS]
        return min(flows, key=lambda flow: flow.total).draw()
    if wanted is Pages.ONE or (wanted is Pages.AUTO and len(content.attendees) <= _ONE_PAGE_PEOPLE):
        one = _on_one(content, words, at_any_price=wanted is Pages.ONE)
        if one is not None:
            return one
        if wanted is Pages.ONE:
            raise UserError("paper.one_page")
    two = _on_two(content, words)
    if two is not None:
        return two
    if wanted is Pages.TWO:
        raise UserError("paper.two_pages")
    more = MorePages(_kit(content, words, TWO_PAGES_LOOKS[-1]), content)
    return more.flow(more.least()).draw()


def _on_one(content: BriefContent, words: Words, *, at_any_price: bool) -> PaperResult | None:
    """One page; None when it is full."""

    def fit(look: Look) -> Fit | None:
        return OnePage(_kit(content, words, look), content).fit()

    found = _best(ONE_PAGE_LOOKS, fit)
    if found is None and at_any_price:
        found = fit(ONE_PAGE_AT_ANY_PRICE)
    return found.draw() if found else None


def _on_two(content: BriefContent, words: Words) -> PaperResult | None:
    """Two pages; None when they are full."""
    found = _best(TWO_PAGES_LOOKS, lambda look: MorePages(_kit(content, words, look), content).fit())
    return found.draw() if found else None


def _best(looks: Sequence[Look], fit: Callable[[Look], Fit | None]) -> Fit | None:
    """The roomiest look in which all is well; where there is none, the closest, cut.

    The closest is asked second, because it tells whether those between can do at all.
    """
    roomiest, *between, closest = looks
    found = fit(roomiest)
    if found is not None and found.comfortable:
        return found
    last = fit(closest)
    if last is None or not last.comfortable:
        return last
    for look in between:
        found = fit(look)
        if found is not None and found.comfortable:
            return found
    return last


def _kit(content: BriefContent, words: Words, look: Look) -> Kit:
    return Kit(words, Formats(words.language), look, content.currency, content.head.zone)
