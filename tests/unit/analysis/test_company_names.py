"""When two names mean one company."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.company_names import ALIKE_FROM, compared, is_same_script, likeness


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ООО «Волгометиз»", "Волгометиз"),
        ("Волгометиз ООО", 'ПАО "ВОЛГОМЕТИЗ"'),
        ("Общество с ограниченной ответственностью «Заря»", "ООО Заря"),
        ("ООО «Волгометиз»", "Volgometiz LLC"),
        ("АО «Северсталь-Метиз»", "Severstal Metiz, JSC"),
        ("Яндекс", "Yandex"),
        ("Чистый дом", "Chistyj Dom Ltd."),
        ("Щукинский", "Schukinsky"),
        ("Хлебозавод № 5", "Khlebozavod 5"),
        ("ТД «Инструмент-Центр»", "Инструмент Центр"),
        ("Волго Метиз", "Волгометиз"),
        ("Ёлка", "елка"),
        ("Метиз Волга", "Волга Метиз"),
        ("Сбербанк", "Cбербанк"),
    ],
)
def test_form_quotes_order_and_alphabet_do_not_count(one: str, other: str) -> None:
    assert likeness(compared(one), compared(other)) == 100


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Волгомитиз", "Волгометиз"),
        ("Молкомбинат Заречный", "Молочный комбинат Заречный"),
        ("Волгометиз", "Волгометиз-Трейд"),
        ("Фармстандарт", "Pharmstandard"),
    ],
)
def test_slips_of_the_keys_and_parts_of_a_name_are_alike(one: str, other: str) -> None:
    assert ALIKE_FROM <= likeness(compared(one), compared(other)) < 100


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Завод № 1", "Завод № 2"),
        ("Школа 11", "Школа 1"),
        ("Ока", "Кама"),
        ("ООО", "ООО Ромашка"),
        ("Молкомбинат Заречный", "Молкомбинат Дальний"),
    ],
)
def test_different_companies_stay_different(one: str, other: str) -> None:
    assert likeness(compared(one), compared(other)) < ALIKE_FROM


def test_a_name_that_is_nothing_but_a_form_keeps_it() -> None:
    assert compared("ООО").own == ("ооо",)
    assert likeness(compared("АО"), compared("АО")) == 100


def test_it_is_told_whether_an_alphabet_lies_between() -> None:
    assert is_same_script(compared("ООО «Заря»"), compared("ЗАРЯ"))
    assert not is_same_script(compared("Заря"), compared("Zarya"))


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_mutual_and_a_name_is_wholly_like_itself(one: str, other: str) -> None:
    first, second = compared(one), compared(other)
    assert likeness(first, second) == likeness(second, first)
    assert 0 <= likeness(first, second) <= 100
    if first.latin:
        assert likeness(first, first) == 100
