"""A client's people on paper."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pypdfium2
import pytest

from kam.analysis.chart_parts import ChartCard, OrgChart
from kam.analysis.explanation import Reason
from kam.analysis.map_review import CheckState, MapAction, MapGround, MapHeading, MapTopic, ReviewedCheck
from kam.core.vocabulary import Attitude, BuyingRole, Circle, LineKind, RelationshipLevel
from kam.core.words import words_for
from kam.reports.result import PaperResult
from kam.reports.stakeholder_maps.chart import draw_org_chart
from kam.reports.stakeholder_maps.content import (
    MapColleague,
    MapContent,
    MapFigure,
    MapHead,
    MapLevel,
    MapTie,
)
from kam.reports.stakeholder_maps.coverage import draw_coverage
from kam.reports.stakeholder_maps.grid import draw_grid
from kam.reports.stakeholder_maps.paging import ChartPage, chart_pages

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
HEAD = MapHead("Волгометиз", "Корунд-Пак", NOW, NOW, "Europe/Moscow")
RUSSIAN = words_for("ru")


def figure(number: int, name: str, boss: int | None = None, **facts: object) -> MapFigure:
    return MapFigure(
        UUID(int=number),
        name,
        initials=name[:1],
        boss=None if boss is None else UUID(int=boss),
        **facts,  # type: ignore[arg-type]
    )


PEOPLE = (
    figure(
        1,
        "Зимин А.",
        title="Генеральный директор",
        role=BuyingRole.APPROVER,
        attitude=Attitude.NEUTRAL,
        influence=5,
        stale=True,
        target=Attitude.SUPPORTER,
    ),
    figure(
        2,
        "Фомина А.",
        1,
        title="Помощник директора",
        assistant=True,
        attitude=Attitude.SUPPORTER,
        influence=2,
    ),
    figure(3, "Соболева И.", 1, role=BuyingRole.DECIDER, attitude=Attitude.SUPPORTER, influence=5),
    figure(4, "Рожков Д.", 3, attitude=Attitude.OPPONENT, influence=3),
    figure(5, "Шубина О.", 3, attitude=Attitude.CHAMPION, influence=4),
    figure(6, "", 1, title="Служба безопасности", influence=2, open_days=64),
)
CHECK = ReviewedCheck(
    MapTopic.DECIDER,
    CheckState.PASSED,
    MapTopic.DECIDER,
    (Reason.of(MapGround.DECIDER_IS, name="Соболева", influence=5, attitude=Attitude.SUPPORTER),),
)
FAILED = ReviewedCheck(
    MapTopic.CHAMPION,
    CheckState.WARNING,
    MapHeading.CHAMPION,
    (Reason.of(MapGround.NOBODY_FOR_US),),
    (),
    MapAction.SET_TARGET,
)
CONTENT = MapContent(
    HEAD,
    PEOPLE,
    (
        MapTie(UUID(int=5), UUID(int=3), LineKind.INFLUENCES),
        MapTie(UUID(int=4), UUID(int=5), LineKind.CONFLICTS),
    ),
    (FAILED, CHECK),
    Decimal("0.24"),
    Decimal("0.60"),
)


def texts(paper: PaperResult) -> list[str]:
    document = pypdfium2.PdfDocument(paper.pdf)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return [" ".join(page.split()) for page in pages]


def company(size: int, breadth: int) -> tuple[MapFigure, ...]:
    dice = random.Random(7)
    return tuple(
        figure(
            n + 1,
            f"Имярек{n}",
            None if n == 0 else dice.randint(max(0, (n - 1) // breadth - 2), (n - 1) // breadth) + 1,
            attitude=dice.choice(list(Attitude)),
            influence=dice.randint(1, 5),
            target=Attitude.CHAMPION,
        )
        for n in range(size)
    )


def test_the_chart_says_who_decides_how_they_stand_and_whose_name_is_missing() -> None:
    paper = draw_org_chart(CONTENT, words=RUSSIAN)
    text = texts(paper)[0]
    for said in (
        "Волгометиз",
        "ВНУТРЕННИЙ",
        "Соболева И.",
        "ЛПР",
        "УТВ",
        "союзник",
        "Имя неизвестно",
        "нужно имя, 64 дн.",
        "влияет",
        "конфликтует",
        "24.11.2026",
    ):
        assert said in text
    assert paper.pages == 1


def test_the_sheet_lies_across() -> None:
    for paper in (draw_org_chart(CONTENT, words=RUSSIAN), draw_grid(CONTENT, words=RUSSIAN)):
        document = pypdfium2.PdfDocument(paper.pdf)
        width, height = document[0].get_size()
        document.close()
        assert (round(width), round(height)) == (842, 595)


def test_the_grid_shows_people_checks_and_the_weighted_attitude() -> None:
    text = texts(draw_grid(CONTENT, words=RUSSIAN))[0]
    for said in (
        "Соболева И.",
        "Переубедить",
        "Беречь",
        "не пройдены 1 из 2",
        "Союзника нет",
        "Соболева, влияние 5 из 5, сторонник",
        "+0,2",
        "Не оценено: 1. Служба безопасности",
    ):
        assert said in text


def test_both_languages_are_spoken() -> None:
    english = words_for("en")
    assert "DECIDER" in texts(draw_org_chart(CONTENT, words=english))[0]
    assert "Checks of the map" in texts(draw_grid(CONTENT, words=english))[0]


def test_the_same_content_gives_the_same_bytes() -> None:
    for draw in (draw_org_chart, draw_grid, draw_coverage):
        assert draw(CONTENT, words=RUSSIAN).pdf == draw(CONTENT, words=RUSSIAN).pdf


def test_nothing_on_paper_is_told_by_colour() -> None:
    """All but the rule at the head is black, white or grey: the papers survive any printer."""
    for draw in (draw_org_chart, draw_grid, draw_coverage):
        paper = draw(CONTENT, words=RUSSIAN)
        document = pypdfium2.PdfDocument(paper.pdf)
        picture = document[0].render(scale=0.5)
        rows = [
            bytes(picture.buffer)[y * picture.stride :][: picture.width * picture.n_channels]
            for y in range(40, picture.height)
        ]
        channels = picture.n_channels
        document.close()
        assert all(row[::channels] == row[1::channels] == row[2::channels] for row in rows)
        assert any(0 in row for row in rows)


def test_an_empty_map_says_so() -> None:
    assert "На схеме пока никого нет." in texts(draw_org_chart(MapContent(HEAD, ()), words=RUSSIAN))[0]
    assert draw_grid(MapContent(HEAD, ()), words=RUSSIAN).pages == 1


@pytest.mark.parametrize(("size", "breadth"), [(40, 4), (60, 59), (120, 3)])
def test_a_big_chart_goes_on_over_pages_and_loses_nobody(size: int, breadth: int) -> None:
    people = company(size, breadth)
    paper = draw_org_chart(MapContent(HEAD, people), words=RUSSIAN)
    pages = texts(paper)
    assert paper.pages == len(pages) > 1
    said = " ".join(pages).split()
    assert {each.name for each in people} <= set(said)
    assert "дальше: стр. 2" in pages[0] or breadth == size - 1


def test_a_crowded_grid_goes_on_over_pages_the_most_influential_first() -> None:
    people = company(200, 4)
    pages = texts(draw_grid(MapContent(HEAD, people), words=RUSSIAN))
    assert len(pages) > 1
    said = Counter(" ".join(pages).split())
    assert all(said[each.name] == 1 for each in people)
    strongest = {each.name for each in people if each.influence == 5}
    assert strongest <= set(pages[0].split())


def fits(chart: OrgChart) -> bool:
    return chart.width <= 600 and chart.height <= 500


def pages_of(cards: list[ChartCard]) -> Iterator[ChartPage]:
    yield from chart_pages(cards, fits)


def card(number: int, boss: int | None) -> ChartCard:
    return ChartCard(UUID(int=number), None if boss is None else UUID(int=boss), 100, 50)


def test_a_folded_card_says_the_page_on_which_it_stands_at_the_head() -> None:
    cards = [card(1, None), *(card(n, 1) for n in (2, 3, 4)), *(card(10 + n, 2 + n % 3) for n in range(12))]
    pages = list(pages_of(cards))
    assert pages[0].branches == ()
    assert set(pages[0].goes_on) == {UUID(int=n) for n in (2, 3, 4)}
    for who, number in pages[0].goes_on.items():
        assert who in pages[number - 1].branches
        on_page = pages[number - 1].chart.card(who)
        assert on_page is not None
        assert on_page.level == 0
    assert all(fits(page.chart) for page in pages)


def test_who_has_too_many_reports_for_a_page_stands_on_several() -> None:
    pages = list(pages_of([card(1, None), *(card(n, 1) for n in range(2, 20))]))
    assert len(pages) > 1
    assert all(page.chart.card(UUID(int=1)) is not None for page in pages)
    seen = [each.id for page in pages for each in page.chart.cards if each.id != UUID(int=1)]
    assert sorted(seen) == [UUID(int=n) for n in range(2, 20)]


def test_people_without_any_line_share_a_page() -> None:
    pages = list(pages_of([card(n, None) for n in range(60)]))
    assert sorted(each.id.int for page in pages for each in page.chart.cards) == list(range(60))
    assert all(fits(page.chart) for page in pages)


def matrix(people: int, ours: int) -> MapContent:
    colleagues = tuple(MapColleague(UUID(int=1000 + n), f"Наш{n}", "сервис") for n in range(ours))
    level = MapLevel(colleagues[0].id, RelationshipLevel.SUPPLIER, target=RelationshipLevel.PROBLEM_SOLVER)
    figures = tuple(
        figure(
            n + 1,
            f"Имярек{n}",
            circle=Circle.CORE if n % 2 else None,
            influence=n % 5 + 1,
            levels=(level,) if n == 0 else (),
            owner=colleagues[-1].id if n else None,
            contact_days=52,
            contact_norm=21,
            overdue=True,
        )
        for n in range(people)
    )
    return MapContent(HEAD, figures, colleagues=colleagues)


def test_the_coverage_says_who_is_what_to_whom_and_where_it_is_thin() -> None:
    paper = draw_coverage(matrix(4, 3), words=RUSSIAN)
    (text,) = texts(paper)
    for said in ("Наш0", "Имярек0", "Круг 1", "Круг не указан", "52 из 21", "1 · 1", "никто не отвечает"):
        assert said in text


@pytest.mark.parametrize(("people", "ours"), [(60, 4), (12, 25), (70, 23)])
def test_a_big_coverage_goes_on_over_pages_and_loses_nobody(people: int, ours: int) -> None:
    pages = texts(draw_coverage(matrix(people, ours), words=RUSSIAN))
    assert len(pages) > 1
    said = set(" ".join(pages).split())
    assert {f"Имярек{n}" for n in range(people)} | {f"Наш{n}" for n in range(ours)} <= said
    assert all("Круг" in page for page in pages), "a circle that goes on is named on each page"


def test_an_empty_coverage_says_so() -> None:
    assert "На схеме пока никого нет." in texts(draw_coverage(MapContent(HEAD, ()), words=RUSSIAN))[0]
