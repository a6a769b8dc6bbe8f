"""The internal account plan as a PDF: cover, the plan on a page, and a chapter for every subject."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kam.core.formats import Formats
from kam.core.words import Words
from kam.reports.content.plan import PlanPaper
from kam.reports.document import About, Document
from kam.reports.kit import Kit
from kam.reports.plan import (
    client,
    completeness,
    governance,
    market,
    money,
    objectives,
    people,
    risks,
    summary,
)
from kam.reports.plan.chapters import Chapter, Page, bookmark_of, dealt_out, first_pages, paint_page
from kam.reports.plan.cover import Entry, paint_cover
from kam.reports.plan.frame import document_name, paint_foot, paint_head
from kam.reports.plan.look import PLAN
from kam.reports.result import PaperResult

_FRONT: Final = 2
"""The cover and the plan on a page."""


def draw_plan(content: PlanPaper, *, words: Words) -> PaperResult:
    """Draw the plan. The same content and words give the same bytes. Nothing is cut but on its first pages.

    What the cover and the summary have no room for is counted there and stands in its chapter.
    """
    kit = Kit(words, Formats(words.language), PLAN, content.currency, content.head.zone)
    chapters = _chapters(kit, content)
    pages = dealt_out(kit, chapters)
    total = _FRONT + len(pages)
    document = _document(kit, content)
    document.bookmark(words.say("Cover"), 0)
    paint_cover(kit, document, content, _entries(summary.chapter(kit, content), chapters, pages))
    paint_foot(kit, document.pen, content.head, 1, total)
    document.end_page()
    paint_head(kit, document.pen, content.head, summary.chapter(kit, content).name)
    summary.paint_summary(kit, document, content)
    paint_foot(kit, document.pen, content.head, 2, total)
    document.end_page()
    for number, page in enumerate(pages, start=_FRONT + 1):
        paint_head(kit, document.pen, content.head, page.pieces[0].chapter.name)
        paint_page(kit, document, page)
        paint_foot(kit, document.pen, content.head, number, total)
        document.end_page()
    return PaperResult(document.finish(), total)


def _chapters(kit: Kit, content: PlanPaper) -> list[Chapter]:
    """In the order of domain.md §11."""
    return [
        client.chapter(kit, content),
        people.chapter(kit, content),
        money.chapter(kit, content),
        market.growth_chapter(kit, content),
        market.rivals_chapter(kit, content),
        objectives.chapter(kit, content),
        risks.chapter(kit, content),
        governance.chapter(kit, content),
        completeness.chapter(kit, content),
    ]


def _entries(front: Chapter, chapters: Sequence[Chapter], pages: Sequence[Page]) -> list[Entry]:
    found = first_pages(pages, _FRONT)
    return [
        Entry(front.name, _FRONT, bookmark_of(front)),
        *(Entry(each.name, found[each.code], bookmark_of(each)) for each in chapters),
    ]


def _document(kit: Kit, content: PlanPaper) -> Document:
    head, words = content.head, kit.words
    about = About(
        title=words.say("{document} — {client}", document=document_name(kit), client=head.account),
        language=words.language,
        printed_at=head.printed_at,
        zone=head.zone,
        author=head.our_company,
        subject=words.say("Internal"),
    )
    return Document(about, content)
