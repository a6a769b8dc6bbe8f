"""The day on paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from kam.services.today import TodayQuery
from kam.ui.desk import Desk
from kam.ui.paper_out import Paper, PaperOut

if TYPE_CHECKING:
    from kam.reports.result import PaperResult


def day_paper(desk: Desk, page: QWidget, query: Callable[[], TodayQuery]) -> PaperOut:
    """Draws what the page looks at now."""
    words = desk.look.words

    def paper() -> Paper:
        day = desk.look.formats.full_date(desk.today())
        name = words.say("Day {date}", date=day)
        return Paper(words.say("Plan of the day"), name, partial(_drawn, desk, query()))

    return PaperOut(desk, page, paper)


def _drawn(desk: Desk, query: TodayQuery) -> PaperResult:
    from kam.services.profile import paper_language
    from kam.services.today.paper import day_pdf

    language = paper_language(desk.workspace)
    return day_pdf(desk.workspace, query, as_of=desk.now(), language=language)
