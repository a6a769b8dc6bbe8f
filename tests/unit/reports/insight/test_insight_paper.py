"""The health of the portfolio on paper and as a workbook: whole, in both languages, the same each time."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from kam.analysis.health.churn import ChurnRisk
from kam.analysis.health.portfolio import PortfolioClient, portfolio_health
from kam.analysis.health.portfolio_map import axes_of
from kam.analysis.health.score import HealthBand
from kam.core.money import Money
from kam.core.vocabulary import SatisfactionDriver
from kam.core.words import Words, words_for
from kam.reports.content.complaints import PaperHead
from kam.reports.content.insight import ClientLine, DriverLine, InsightPaper, LossLine, MonthLine
from kam.reports.insight.pdf import draw_insight
from kam.reports.insight.xlsx import insight_workbook
from tests.insight import BEFORE, TODAY, five

NOW = datetime(2026, 11, 24, 6, 12, tzinfo=UTC)


def line(client: PortfolioClient) -> ClientLine:
    health = client.health
    return ClientLine(
        name=client.name,
        short=client.name,
        owner="Марина Белова",
        segment=client.segment,
        revenue=Money(client.revenue, "RUB"),
        score=health.score if health else None,
        before=client.month_ago.score if client.month_ago else None,
        band=health.band if health else None,
        known=health.known if health else None,
        risk=ChurnRisk.LOW if health else None,
        is_inertia=client.is_inertia,
        reason="К-0041 просрочена",
        factors={each.factor: each.found.score for each in health.factors} if health else {},
    )


def sample() -> InsightPaper:
    found = portfolio_health(five())
    red = found.bands[HealthBand.RED]
    return InsightPaper(
        head=PaperHead("ООО «Корунд-Пак»", NOW, NOW, "Europe/Moscow"),
        on=TODAY,
        before=BEFORE,
        chosen_by="",
        currency="RUB",
        count=6,
        revenue=Money(sum(each.revenue for each in five()), "RUB"),
        revenue_change=Decimal("0.06"),
        score=found.score,
        change=found.change,
        missing=found.missing,
        red=Money(found.revenue_of(HealthBand.RED), "RUB"),
        red_count=len(red),
        one=Decimal("0.427"),
        three=Decimal("0.981"),
        five=Decimal(1),
        limit=20,
        red_to=50,
        amber_to=75,
        axes=axes_of(found.weighed),
        on_map=tuple(map(line, found.weighed)),
        fell=tuple(line(each.client) for each in found.fell),
        rose=tuple(line(each.client) for each in found.rose),
        without_health=tuple(map(line, found.without_health)),
        without_revenue=tuple(map(line, found.without_revenue)),
        inertia=tuple(map(line, found.inertia)),
        clients=tuple(map(line, five())),
        losses=tuple(
            LossLine(each.factor, each.weight, each.lost, each.change, len(each.clients))
            for each in found.losses
        ),
        months=tuple(MonthLine(each.on, each.score, each.clients) for each in found.months),
        nps=0,
        nps_change=None,
        answered=2,
        asked=3,
        marks=(0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0),
        drivers=(DriverLine(SatisfactionDriver.QUALITY, 90, 1, 12),),
    )


@pytest.fixture(params=["ru", "en"])
def words(request: pytest.FixtureRequest) -> Words:
    return words_for(request.param)


def test_everybody_is_on_the_paper(read: Callable[[bytes], Any], words: Words) -> None:
    drawn = draw_insight(sample(), words=words)
    paper = read(drawn.pdf)
    text = paper.text()
    for client in five():
        assert client.name in text
    assert drawn.pages == 2


def test_the_same_portfolio_gives_the_same_bytes(words: Words) -> None:
    assert draw_insight(sample(), words=words).pdf == draw_insight(sample(), words=words).pdf
    assert insight_workbook(sample(), words=words) == insight_workbook(sample(), words=words)


def test_a_portfolio_of_nothing_is_a_page(words: Words) -> None:
    bare = replace(
        sample(), count=0, score=None, change=None, on_map=(), fell=(), rose=(), without_health=(),
        without_revenue=(), inertia=(), clients=(), losses=(), months=(), nps=None, answered=0, asked=0,
        marks=(0,) * 11, drivers=(), one=None, three=None, five=None, axes=axes_of([]),
    )  # fmt: skip
    assert draw_insight(bare, words=words).pages == 1
    assert insight_workbook(bare, words=words)


def test_a_thousand_clients_fit_and_say_how_many_are_left_out(
    read: Callable[[bytes], Any],
) -> None:
    one = line(five()[0])
    many = tuple(replace(one, name=f"Client {at}", short=f"Client {at}") for at in range(1000))
    drawn = draw_insight(replace(sample(), on_map=many, fell=many, clients=many), words=words_for("en"))
    assert drawn.pages <= 3
    assert "12 of 1000" in read(drawn.pdf).text()


def test_the_workbook_has_everybody_and_totals(words: Words) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(insight_workbook(sample(), words=words)))
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    texts = {str(cell) for row in rows for cell in row}
    assert {client.name for client in five()} <= texts
    assert len(book.sheet_names) == 8


@pytest.mark.parametrize("year", [1900, 2999])
def test_a_workbook_of_any_year_that_a_command_takes_is_written(year: int) -> None:
    paper = sample()
    long_away = replace(paper, head=replace(paper.head, printed_at=NOW.replace(year=year)))
    assert insight_workbook(long_away, words=words_for("en"))
