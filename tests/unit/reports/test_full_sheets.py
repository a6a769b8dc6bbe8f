"""Papers with almost too much to say: what gives way, what stays, and where the sheet folds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from kam.core.errors import UserError
from kam.core.vocabulary import ClockState
from kam.core.words import Words
from kam.reports.brief import draw_brief
from kam.reports.content import PersonName, QuestionLine, Unknown, UnknownKind
from kam.reports.customer_brief import draw_customer_brief
from kam.reports.layout import Part
from kam.reports.pen import MM
from kam.reports.people_words import full_name
from tests.unit.reports import crowded, samples
from tests.unit.reports.conftest import Paper

Read = Callable[[bytes], Paper]
FOLD = 148.5 * MM
FOLD_WORDS = "согните назад"


def test_a_crowded_meeting_takes_two_pages_and_not_three(russian: Words, english: Words) -> None:
    for words in (russian, english):
        assert draw_brief(crowded.brief(), words=words).pages == 2


def test_a_crowded_meeting_fits_on_one_page_when_that_is_demanded(russian: Words) -> None:
    assert draw_brief(crowded.brief(), words=russian, pages="1").pages == 1


@pytest.mark.parametrize("pages", ["auto", "1", "2"])
def test_complaints_stay_as_long_as_anything_else_can_go(read: Read, russian: Words, pages: str) -> None:
    result = draw_brief(crowded.brief(), words=russian, pages=pages)
    assert Part.COMPLAINTS not in {cut.part for cut in result.cuts}
    text = read(result.pdf).text()
    assert "К-2026-0047" in text
    assert "К-2026-0045" in text


def test_rows_stand_closer_before_one_is_left_out(russian: Words) -> None:
    """The meeting of the pictures shows what the picture shows: all risks and objections, two competitors."""
    cuts = {cut.part: cut.shown for cut in draw_brief(samples.brief_ru(), words=russian, pages="1").cuts}
    assert Part.RISKS not in cuts
    assert Part.OBJECTIONS not in cuts
    assert cuts[Part.COMPETITORS] == 2


@pytest.mark.parametrize("pages", ["1", "2", "all"])
def test_long_names_are_printed_whole(read: Read, russian: Words, pages: str) -> None:
    text = read(draw_brief(crowded.brief(), words=russian, pages=pages).pdf).text()
    for name in crowded.LONG_NAMES:
        assert full_name(name) in text


def test_long_names_are_printed_whole_from_the_fifth_on(read: Read, russian: Words) -> None:
    rich = crowded.brief()
    many = replace(rich, attendees=(*samples.brief_ru().attendees, *rich.attendees))
    text = read(draw_brief(many, words=russian).pdf).text()
    for name in crowded.LONG_NAMES:
        assert full_name(name) in text


def test_twenty_attendees_still_take_two_pages(read: Read, russian: Words) -> None:
    rich = samples.brief_ru()
    people = tuple(
        replace(card, name=PersonName(f"Фамилия{number}", "Ирина", "Сергеевна"))
        for number, card in enumerate(rich.attendees * 5)
    )
    result = draw_brief(replace(rich, attendees=people), words=russian)
    text = read(result.pdf).text()
    assert result.pages == 2
    for number in range(20):
        assert f"Ирина Сергеевна Фамилия{number}" in text


def test_a_place_whose_person_is_unknown_keeps_its_whole_title(read: Read, russian: Words) -> None:
    rich = samples.brief_ru()
    title = "финансовый директор, выходит на смену Гавриловой"
    unknown = replace(rich.attendees[0], name=PersonName(), title=title, is_placeholder=True)
    text = read(draw_brief(replace(rich, attendees=(unknown,)), words=russian).pdf).text()
    assert title in text
    assert "имя неизвестно" in text


def test_the_sheet_folds_in_the_middle_while_the_internal_part_fits_there(read: Read, russian: Words) -> None:
    paper = read(draw_brief(samples.brief_ru(), words=russian, pages="2").pdf)
    assert abs(paper.place(1, FOLD_WORDS).top - FOLD) < 4 * MM


def test_the_fold_moves_down_for_a_large_internal_part_and_nothing_internal_is_below_it(
    read: Read, russian: Words
) -> None:
    marker = "МЕТКА"
    rich = crowded.brief()
    marked = replace(
        rich,
        risks=tuple(replace(risk, response=marker) for risk in rich.risks),
        questions=(*rich.questions, QuestionLine(f"{marker}?", internal=True)),
    )
    paper = read(draw_brief(marked, words=russian, pages="2").pdf)
    fold = paper.place(1, FOLD_WORDS)
    assert fold.top > FOLD + 10 * MM
    below = paper.text_below(1, fold.bottom)
    assert marker not in below
    assert "Гаврилова" not in below
    for question in rich.questions:
        assert (question.text.replace(" ", "") in below) is not question.internal


@pytest.mark.parametrize("pages", ["1", "2", "all"])
def test_nothing_leaves_a_crowded_sheet(read: Read, russian: Words, pages: str) -> None:
    paper = read(draw_brief(crowded.brief(), words=russian, pages=pages).pdf)
    for number in range(paper.pages):
        for glyph in paper.glyphs(number):
            assert glyph.left > 10 * MM
            assert glyph.right < 200 * MM
            assert glyph.bottom < 293 * MM


def test_every_product_line_is_named_in_full_where_nothing_is_cut(read: Read, russian: Words) -> None:
    result = draw_brief(crowded.brief(), words=russian, pages="all")
    text = read(result.pdf).text()
    for name in crowded.PRODUCT_LINES:
        assert name in text
    assert result.cuts == ()


def test_very_many_product_lines_get_a_table_of_their_own(read: Read, russian: Words) -> None:
    rich = crowded.brief()
    lines = tuple(replace(rich.money.lines[0], name=f"Линейка {number:03}") for number in range(90))
    result = draw_brief(replace(rich, money=replace(rich.money, lines=lines)), words=russian, pages="all")
    text = read(result.pdf).text()
    for number in range(90):
        assert f"Линейка {number:03}" in text


def test_product_lines_that_find_no_room_are_counted_among_the_cuts(read: Read, russian: Words) -> None:
    rich = crowded.brief()
    lines = tuple(replace(rich.money.lines[0], name=f"Линейка {number}") for number in range(30))
    result = draw_brief(replace(rich, money=replace(rich.money, lines=lines)), words=russian, pages="2")
    cut = next(cut for cut in result.cuts if cut.part is Part.PRODUCT_LINES)
    assert cut.total == 30
    assert f"{cut.shown} из 30" in read(result.pdf).text(0)


def test_what_is_not_known_begins_with_a_capital(read: Read, russian: Words) -> None:
    content = replace(
        samples.brief_ru(),
        unknowns=(
            Unknown(UnknownKind.TEXT, "кто считает бюджет"),
            Unknown(UnknownKind.ATTITUDE, "Крутов"),
        ),
    )
    for pages in ("1", "2"):
        text = read(draw_brief(content, words=russian, pages=pages).pdf).text()
        assert "Кто считает бюджет" in text
        assert "Как к нам относится Крутов" in text


@pytest.mark.parametrize("pages", ["1", "2"])
def test_the_heads_of_the_attendees_table_stand_apart_in_english(
    read: Read, english: Words, pages: str
) -> None:
    paper = read(draw_brief(samples.brief_en(), words=english, pages=pages).pdf)
    assert paper.place(0, "Influence").right + 1.5 * MM < paper.place(0, "Attitude, target").left


def test_an_english_date_stands_clear_of_what_changed(read: Read, english: Words) -> None:
    paper = read(draw_brief(samples.brief_en(), words=english).pdf)
    assert paper.place(0, "19 Nov").right + 2 * MM < paper.place(0, "Safin: attitude").left


def test_a_clock_long_overdue_does_not_run_into_the_text_beside_it(read: Read, russian: Words) -> None:
    rich = samples.brief_ru()
    complaint = rich.complaints[0]
    assert complaint.clock is not None
    clock = replace(complaint.clock, state=ClockState.BREACHED, left=-timedelta(hours=113, minutes=50))
    paper = read(draw_brief(replace(rich, complaints=(replace(complaint, clock=clock),)), words=russian).pdf)
    assert paper.place(0, "сверх 113 ч").right + 2 * MM < paper.place(0, "Коррозия").left


def test_a_heading_too_narrow_for_its_question_says_only_what_is_missing(read: Read, english: Words) -> None:
    bare = replace(samples.brief_en(), objections=(), asks=())
    text = read(draw_brief(bare, words=english).pdf).text()
    assert "none prepared" in text
    assert "neither asks nor offers" in text
    assert "say…" not in text
    assert "what…" not in text


def test_sums_of_hundreds_have_no_places(read: Read, english: Words) -> None:
    lines = tuple(
        replace(line, amount=amount)
        for line, amount in zip(samples.brief_en().opportunities, (29_000_000, 6_000_000), strict=False)
    )
    text = read(draw_brief(replace(samples.brief_en(), opportunities=lines), words=english).pdf).text()
    assert "£290k" in text
    assert "£60k" in text


def test_a_brief_refused_for_want_of_room_says_how_to_print_it(russian: Words) -> None:
    crowd = replace(samples.brief_ru(), attendees=samples.brief_ru().attendees * 12)
    for pages, code in (("1", "paper.one_page"), ("2", "paper.two_pages")):
        with pytest.raises(UserError) as refused:
            draw_brief(crowd, words=russian, pages=pages)
        assert refused.value.code == code


def test_a_crowded_copy_for_the_client_keeps_to_one_page_with_room_to_write(
    read: Read, russian: Words
) -> None:
    result = draw_customer_brief(crowded.customer(), words=russian)
    text = read(result.pdf).text()
    assert result.pages == 1
    for name in crowded.PRODUCT_LINES:
        assert name in text
    assert "ДОГОВОРИЛИСЬ" in text


def test_the_smallest_of_very_many_products_are_summed_up_for_the_client(read: Read, russian: Words) -> None:
    """Thirteen lines become eleven and the rest together, so that the parts sum to the whole."""
    plain = samples.customer_ru()
    lines = crowded.bought_lines(*(f"Линейка {number}" for number in range(13)))
    content = replace(plain, bought=replace(plain.bought, lines=lines))
    text = read(draw_customer_brief(content, words=russian).pdf).text()
    assert "Линейка 10" in text
    assert "Линейка 11" not in text
    assert "Прочее" in text


def test_a_section_alone_in_the_clients_copy_takes_the_whole_width(read: Read, russian: Words) -> None:
    plain = samples.customer_ru()
    alone = replace(plain, their_obligations=(), agenda=(), discussion=())
    paper = read(draw_customer_brief(alone, words=russian).pdf)
    assert paper.place(0, "20.11").right > 180 * MM
