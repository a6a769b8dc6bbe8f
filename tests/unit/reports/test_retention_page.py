"""The page of a retention case: read back, on one page, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pypdfium2
import pytest

from kam.analysis.health.churn import ChurnRisk
from kam.analysis.health.retention import Concession, RetentionCase, judge
from kam.core.words import words_for
from kam.reports.content.complaints import PaperHead
from kam.reports.content.retention import RetentionPaper
from kam.reports.retention.page import draw_retention
from tests.builders import NOW

CASE = RetentionCase(
    revenue=47_600_000_00,
    margin=15_100_000_00,
    leaving=Decimal("0.4"),
    leaving_then=Decimal("0.15"),
    concession=Concession(discount=Decimal("0.025"), terms_days=30, service=150_000_00),
)


def paper(case: RetentionCase = CASE, note: str | None = "They ask for 45 days.") -> RetentionPaper:
    return RetentionPaper(
        head=PaperHead("Acme", NOW, NOW, "Europe/Moscow"),
        account="Brewery of Amber",
        made_on=date(2026, 11, 22),
        currency="RUB",
        case=case,
        verdict=judge(case),
        risk=ChurnRisk.HIGH,
        signs=("Complaint K-1 is open past its norm",),
        note=note,
    )


def text_of(content: RetentionPaper, language: str = "en") -> tuple[str, int]:
    drawn = draw_retention(content, words=words_for(language))
    document = pypdfium2.PdfDocument(drawn.pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    pages = len(document)
    document.close()
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split()), pages


def test_the_page_says_the_answer_and_everything_it_stands_on() -> None:
    text, pages = text_of(paper())
    assert pages == 1
    for said in (
        "INTERNAL",
        "Brewery of Amber",
        "Worth it",
        "₽2m more than it costs",
        "worth it from 26.9%",
        "assumed: 40%",
        "costs ₽1.2m",
        "costs ₽782k, money at 20% a year",
        "32% of revenue",
        "Without a concession: 60% of ₽15.1m = ₽9.1m",
        "It hangs on the chance of leaving without a concession",
        "Risk of leaving within three months: high",
        "Complaint K-1 is open past its norm",
        "They ask for 45 days.",
    ):
        assert said in text


def test_in_russian_it_says_the_same() -> None:
    text, pages = text_of(paper(), "ru")
    assert pages == 1
    for said in ("ВНУТРЕННИЙ", "Расчёт удержания", "Уступка оправдана", "оправдана от 26,9 %", "30 дней"):
        assert said in text


@pytest.mark.parametrize(
    "case",
    [
        replace(CASE, concession=Concession(service=20_000_000_00)),
        replace(CASE, revenue=0, margin=0),
        replace(CASE, margin=-5_000_00),
        replace(CASE, leaving=Decimal(0), leaving_then=Decimal(0)),
        replace(CASE, leaving=Decimal(1), leaving_then=Decimal(0), concession=Concession()),
        replace(CASE, leaving=Decimal("0.02"), leaving_then=Decimal("0.01")),
    ],
    ids=[
        "dearer than the margin",
        "nothing bought",
        "a loss",
        "nobody leaves",
        "sure to leave",
        "at the edge",
    ],
)
def test_cases_at_the_edge_are_drawn_on_one_page_too(case: RetentionCase) -> None:
    _, pages = text_of(paper(case, None))
    assert pages == 1


def test_the_same_case_gives_the_same_bytes() -> None:
    words = words_for("ru")
    assert draw_retention(paper(), words=words).pdf == draw_retention(paper(), words=words).pdf
