"""A brief drawn from what was collected and what is being typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from kam.core.vocabulary import BriefSection
from kam.core.words import words_for
from kam.reports.content import Arrangement
from kam.reports.layout import Part as PaperPart
from kam.services.preparing.parts import Part
from kam.services.preparing.reading import BriefWish, Collected
from kam.services.preparing.typed import with_typed, with_typed_for_client

if TYPE_CHECKING:
    from kam.reports.result import PaperResult

_SECTIONS = {
    PaperPart.FRAME: BriefSection.PURPOSE,
    PaperPart.ATTENDEES: BriefSection.ATTENDEES,
    PaperPart.CHANGES: BriefSection.CHANGES,
    PaperPart.COMPLAINTS: BriefSection.COMPLAINTS,
    PaperPart.WE_PROMISED: BriefSection.PROMISES,
    PaperPart.THEY_PROMISED: BriefSection.PROMISES,
    PaperPart.MONEY: BriefSection.MONEY,
    PaperPart.PRODUCT_LINES: BriefSection.MONEY,
    PaperPart.OPPORTUNITIES: BriefSection.OPPORTUNITIES,
    PaperPart.COMPETITORS: BriefSection.COMPETITORS,
    PaperPart.RISKS: BriefSection.RISKS,
    PaperPart.ASKS: BriefSection.ASKS,
    PaperPart.OBJECTIONS: BriefSection.OBJECTIONS,
    PaperPart.QUESTIONS: BriefSection.QUESTIONS,
    PaperPart.OWN_QUESTIONS: BriefSection.QUESTIONS,
    PaperPart.UNKNOWN: BriefSection.UNKNOWN,
    PaperPart.READINESS: BriefSection.CHECKLIST,
    PaperPart.CAPTURE: BriefSection.CAPTURE,
    PaperPart.AGENDA: BriefSection.AGENDA,
    PaperPart.PROPOSALS: BriefSection.ASKS,
    PaperPart.DISCUSSION: BriefSection.QUESTIONS,
}


def section_of(code: str) -> BriefSection | None:
    """The section that a part of the paper belongs to, by the code with which the paper says where it is."""
    try:
        return _SECTIONS.get(PaperPart(code))
    except ValueError:
        return None


def draw(
    collected: Collected, wish: BriefWish, typed: Iterable[Part] = (), arrangement: Arrangement | None = None
) -> PaperResult:
    """Draw a brief with what is typed and not saved yet; ``arrangement`` is one that is not saved yet.

    Raises:
        UserError: ``paper.…`` when it needs more pages than wished for.

    """
    words = words_for(wish.language)
    arranged = arrangement or collected.arrangement
    if collected.clients is not None:
        from kam.reports.customer_brief import draw_customer_brief

        safe = with_typed_for_client(collected.clients, typed, arranged)
        return draw_customer_brief(safe, words=words, pages=wish.pages)
    if collected.ours is None:
        message = "nothing was collected"
        raise ValueError(message)
    from kam.reports.brief import draw_brief

    content = replace(with_typed(collected.ours, typed), arrangement=arranged)
    return draw_brief(content, words=words, pages=wish.pages)
