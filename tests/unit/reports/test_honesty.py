"""What the paper says of things that are not known: neither more than is known, nor to the wrong reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from kam.core.vocabulary import AskOrOfferKind, BuyingRole
from kam.core.words import Words
from kam.reports.brief import draw_brief
from kam.reports.charts import labelled_columns
from kam.reports.content import (
    AskOrOfferLine,
    AttendeeCard,
    PersonName,
    ProductLineFigure,
    QuestionLine,
    Unknown,
    UnknownKind,
)
from kam.reports.customer_brief import draw_customer_brief
from tests.unit.reports import samples
from tests.unit.reports.conftest import Paper

Read = Callable[[bytes], Paper]
KRUTOV = AttendeeCard(PersonName("Крутов", "Павел"), "генеральный директор")
FOLD_WORDS = "согните назад"
PROMPT = "что хотим узнать?"


def test_below_the_fold_there_is_no_prompt_to_write_questions(read: Read, russian: Words) -> None:
    own = replace(samples.thin(), questions=(QuestionLine("Кому ещё звонили?", internal=True),))
    paper = read(draw_brief(own, words=russian, pages="2").pdf)
    below = paper.text_below(1, paper.place(1, FOLD_WORDS).bottom)
    assert "Кому ещё звонили?" in paper.text(1)
    assert PROMPT not in paper.text()
    assert "ВОПРОСЫ" not in below
    assert "ОБЕЩАЕММЫ" in below


def test_missing_questions_are_asked_for_above_the_fold(read: Read, russian: Words) -> None:
    paper = read(draw_brief(samples.thin(), words=russian, pages="2").pdf)
    assert paper.place(1, PROMPT).bottom < paper.place(1, FOLD_WORDS).top


@pytest.mark.parametrize(
    ("attendees", "said"),
    [
        ((KRUTOV,), "роли неизвестны"),
        ((KRUTOV, replace(KRUTOV, roles=(BuyingRole.USER,))), "роли известны не у всех"),
        ((replace(KRUTOV, roles=(BuyingRole.USER,)),), "ЛПР за столом не будет"),
    ],
)
def test_nobody_is_said_not_to_decide_whose_role_is_unknown(
    read: Read, russian: Words, attendees: tuple[AttendeeCard, ...], said: str
) -> None:
    content = replace(samples.thin(), attendees=attendees)
    assert said in read(draw_brief(content, words=russian).pdf).text()


def test_a_guest_in_words_has_a_name(read: Read, russian: Words) -> None:
    guest = AttendeeCard(PersonName(), "Улла Брандт", is_guest=True)
    text = read(draw_brief(replace(samples.thin(), attendees=(guest,)), words=russian).pdf).text()
    assert "Улла Брандт" in text
    assert "имя неизвестно" not in text


def test_an_incomplete_year_before_is_said_and_gives_no_empty_columns(read: Read, russian: Words) -> None:
    lines = (ProductLineFigure("Крепёж", 40_000_000_00), ProductLineFigure("Метизы", 20_000_000_00))
    broken = replace(samples.money_ru(), total_before=None, lines=lines)
    content = replace(samples.brief_ru(), money=broken)
    text = read(draw_brief(content, words=russian, pages="2").pdf).text()
    assert "за 12 месяцев; прошлый год неполный" in text
    assert "к году" not in text

    customer = samples.customer_ru()
    unknown = tuple(replace(line, year_before=None) for line in customer.bought.lines)
    bought = replace(customer.bought, total_before=None, lines=unknown)
    text = read(draw_customer_brief(replace(customer, bought=bought), words=russian).pdf).text()
    assert "прошлый год неполный" in text
    assert "к году" not in text


def test_what_is_computed_as_unknown_says_why_it_matters(read: Read, russian: Words) -> None:
    unknowns = (Unknown(UnknownKind.ATTITUDE, "Крутов", ask="Левашова"),)
    text = read(draw_brief(replace(samples.thin(), unknowns=unknowns), words=russian, pages="2").pdf).text()
    assert "неясно, ждать помощи или помех" in text


def test_who_decides_is_asked_once(read: Read, russian: Words) -> None:
    unknowns = (Unknown(UnknownKind.DECISION_ORDER, ask="Крутов"),)
    content = replace(samples.thin(), attendees=(KRUTOV,), unknowns=unknowns)
    text = read(draw_brief(content, words=russian, pages="1").pdf).text()
    assert "Кто принимает решение" in text
    assert "в каком порядке решает" not in text


@pytest.mark.parametrize(
    ("what", "said"),
    [("Объём на год", "объём на год"), ("CIP в цехе", "CIP в цехе"), ("3 станции", "3 станции")],
)
def test_what_is_asked_follows_its_verb(read: Read, russian: Words, what: str, said: str) -> None:
    content = replace(samples.thin(), asks=(AskOrOfferLine(AskOrOfferKind.ASK, what, "да", "нет"),))
    assert f"Просим {said}" in read(draw_brief(content, words=russian, pages="1").pdf).text()


def test_small_product_lines_are_told_in_a_smaller_unit(read: Read, english: Words) -> None:
    lines = (ProductLineFigure("Cartridges", 1_240_000_00), ProductLineFigure("Skids", 150_000_00))
    money = replace(samples.money_ru(), lines=lines)
    content = replace(samples.brief_en(), money=money)
    text = read(draw_brief(content, words=english, pages="2").pdf).text()
    assert "1,240" in text
    assert "150" in text


def test_the_largest_column_is_labelled_next_to_an_empty_last_one() -> None:
    assert labelled_columns([5, 0, 300, 0]) == {2}
    assert labelled_columns([5, 0, 300, 200]) == {3}
    assert labelled_columns([300, 0, 5, 0]) == {0, 3}
    assert labelled_columns([None, None]) == set()
