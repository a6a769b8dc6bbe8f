"""Order and visibility of a brief's sections on paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.core.vocabulary import BriefSection
from kam.core.words import Words, words_for
from kam.reports.arranging import dealt
from kam.reports.brief import draw_brief
from kam.reports.content import ALWAYS_SHOWN, USUAL_ORDER, Arrangement, BriefContent
from kam.reports.layout import Part
from tests.unit.reports import crowded, samples
from tests.unit.reports.conftest import Paper

Read = Callable[[bytes], Paper]
S = BriefSection


def arranged(content: BriefContent, arrangement: Arrangement) -> BriefContent:
    return replace(content, arrangement=arrangement)


@pytest.mark.parametrize("pages", ["1", "2", "all"])
@pytest.mark.parametrize(
    ("section", "heading"),
    [
        (S.COMPETITORS, "КОНКУРЕНТЫ"),
        (S.MONEY, "ДЕНЬГИ"),
        (S.CHANGES, "ИЗМЕНИЛОСЬ"),
        (S.CHECKLIST, "ГОТОВНОСТЬ"),
    ],
)
def test_a_hidden_section_leaves_no_trace(
    read: Read, russian: Words, pages: str, section: BriefSection, heading: str
) -> None:
    content = samples.brief_ru()
    assert heading in read(draw_brief(content, words=russian, pages=pages).pdf).text()
    hidden = arranged(content, Arrangement().showing(section, on=False))
    assert heading not in read(draw_brief(hidden, words=russian, pages=pages).pdf).text()


def test_what_is_hidden_is_not_named_among_what_we_do_not_know(read: Read, russian: Words) -> None:
    content = samples.thin()
    said = "Кто ещё их снабжает"
    assert said in read(draw_brief(content, words=russian).pdf).text().replace("\n", " ")
    hidden = arranged(content, Arrangement().showing(S.COMPETITORS, on=False))
    assert said not in read(draw_brief(hidden, words=russian).pdf).text().replace("\n", " ")


@pytest.mark.parametrize("section", sorted(ALWAYS_SHOWN))
def test_what_a_brief_is_never_without_cannot_be_hidden(section: BriefSection) -> None:
    assert Arrangement().showing(section, on=False) == Arrangement()


@pytest.mark.parametrize("pages", ["1", "all"])
def test_sections_stand_in_the_order_wished_for(russian: Words, pages: str) -> None:
    wished = Arrangement().moved(S.ASKS, 1).moved(S.CHANGES, 11)
    standings = draw_brief(arranged(samples.brief_ru(), wished), words=russian, pages=pages).standings
    first = {Part(each.code): (each.page, round(each.y), each.x) for each in reversed(standings)}
    assert first[Part.ATTENDEES] < first[Part.ASKS] < first[Part.COMPLAINTS] < first[Part.CHANGES]
    assert first[Part.FRAME] == min(first.values())
    assert first[Part.CAPTURE] == max(first.values())


@pytest.mark.parametrize("pages", ["1", "2", "all"])
def test_any_order_says_everything_that_the_usual_order_says(read: Read, russian: Words, pages: str) -> None:
    turned = Arrangement(tuple(reversed(USUAL_ORDER)))
    result = draw_brief(arranged(samples.brief_ru(), turned), words=russian, pages=pages)
    text = read(result.pdf).text()
    for card in samples.brief_ru().attendees:
        assert card.name.family in text
    parts = {each.code for each in result.standings}
    usual = {each.code for each in draw_brief(samples.brief_ru(), words=russian, pages=pages).standings}
    assert parts == usual


def test_the_same_arrangement_gives_the_same_bytes(russian: Words) -> None:
    content = arranged(crowded.brief(), Arrangement().moved(S.RISKS, 0).showing(S.MONEY, on=False))
    assert draw_brief(content, words=russian).pdf == draw_brief(content, words=russian).pdf


@given(order=st.permutations(USUAL_ORDER), hidden=st.sets(st.sampled_from(BriefSection)))
def test_every_arrangement_has_each_section_once(
    order: list[BriefSection], hidden: set[BriefSection]
) -> None:
    half = Arrangement.of(order[:5], hidden)
    assert sorted(half.order) == sorted(USUAL_ORDER)
    assert list(half.order) != order[:5]
    assert not {*half.hidden} & ALWAYS_SHOWN
    whole = Arrangement.of(order, hidden)
    assert whole.order == tuple(order)
    assert set(whole.visible) == set(order) - hidden | {S.ATTENDEES}


@given(order=st.permutations(USUAL_ORDER), wide=st.sets(st.sampled_from(USUAL_ORDER)))
def test_sections_are_dealt_in_their_order_each_once(
    order: list[BriefSection], wide: set[BriefSection]
) -> None:
    rows = dealt(order, wide=wide, together=((S.MONEY, S.OPPORTUNITIES, S.COMPETITORS), (S.RISKS, S.ASKS)))
    assert [section for row in rows for section in row.sections] == order
    assert all(not row.right for row in rows if set(row.sections) & wide)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("section", USUAL_ORDER)
def test_any_section_may_come_first_on_any_number_of_pages(language: str, section: BriefSection) -> None:
    content = arranged(samples.brief_ru(), Arrangement().moved(section, 0))
    for pages in ("auto", "2"):
        assert draw_brief(content, words=words_for(language), pages=pages).pages <= 2
