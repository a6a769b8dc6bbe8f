"""The paper of a timeline as a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kam.core.words import words_for
from kam.reports.content.timeline import TimelineContent

if TYPE_CHECKING:
    from kam.reports.result import PaperResult


def timeline_paper(content: TimelineContent, language: str) -> PaperResult:
    """Draw it in a language; reportlab is loaded only now."""
    from kam.reports.timeline import draw_timeline

    return draw_timeline(content, words=words_for(language))
