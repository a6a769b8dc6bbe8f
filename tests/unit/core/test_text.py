"""Folding, sorting and codes: one form for every way of writing the same thing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.core.text import as_sentences, digits, fold, latin_shapes, sort_key, unmix, words

any_text = st.text(st.characters())  # lone surrogates, private-use and unassigned characters too


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ёлка", "ЕЛКА"),
        ("е\u0308лка", "ёлка"),
        ("ИЙ", "ий"),
        ("и\u0306од", "йод"),
        ("Straße", "STRASSE"),
        ("Café", "cafe"),
        ("Ｆｕｌｌ　ｗｉｄｔｈ", "full width"),
        ("по\u00adставка", "поставка"),
        ("10\u202f000", "10 000"),
        ("  много \n пробелов\t", "много пробелов"),
        ("٣٤", "34"),
        ("ﬁnance", "finance"),
    ],
)
def test_two_ways_of_writing_fold_to_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("мой", "мои"), ("край", "краи"), ("рейс", "реис")])
def test_short_i_is_a_letter_of_its_own(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_folded_text_keeps_its_signs() -> None:
    assert fold("ООО «Ёлочка» — №5") == "ооо «елочка» — №5"


@given(any_text)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(any_text)
def test_folded_text_can_be_stored_anywhere(text: str) -> None:
    folded = fold(text)
    folded.encode("utf-8")
    assert not any(unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"} for character in folded)


@given(st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюя АБВЁЙЯ«»-1289"))
def test_case_and_yo_never_matter(text: str) -> None:
    assert fold(text) == fold(text.upper()) == fold(text.replace("ё", "е").replace("Ё", "Е"))


def test_words_are_runs_of_letters_and_digits() -> None:
    assert words("Поставка: 10 шт. (К-2026/001), Ёж_и") == [
        "поставка", "10", "шт", "к", "2026", "001", "еж", "и",
    ]  # fmt: skip


def test_names_sort_by_their_letters_and_not_by_quotes() -> None:
    names = ["«Яхонт»", "Ёлка", "Елена", "Жар-птица", "«Азбука»", "ёж", "1С-Сервис", "Zeta"]
    assert sorted(names, key=sort_key) == [
        "1С-Сервис", "Zeta", "«Азбука»", "ёж", "Елена", "Ёлка", "Жар-птица", "«Яхонт»",
    ]  # fmt: skip


def test_a_name_of_signs_alone_still_has_a_place() -> None:
    assert sort_key("!!!") == "!!!"
    assert sort_key("") == ""


@given(any_text)
def test_a_sort_key_fits_its_column_and_can_be_stored(text: str) -> None:
    key = sort_key(text)
    key.encode("utf-8")
    assert len(key) <= 2 * len(text)
    assert "\x00" not in key


def test_latin_shapes_leave_letters_that_look_like_none() -> None:
    assert latin_shapes("хлор") == "xлop"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("cбербанк", "сбербанк"),
        ("pocнефть", "роснефть"),
        ("webсайт", "webсайт"),
        ("bank", "bank"),
        ("банк", "банк"),
    ],
)
def test_a_word_in_two_alphabets_is_the_word_that_is_read(typed: str, read: str) -> None:
    assert unmix(typed) == read


def test_digits_of_a_phone() -> None:
    assert digits("+7 (495) 123-45-67 доб. ٨") == "749512345678"


def test_parts_become_sentences_with_a_stop_between_them_and_never_two() -> None:
    assert as_sentences(["Потерян союзник: Самарина И. А.", "", "Договор кончается"]) == (
        "Потерян союзник: Самарина И. А. Договор кончается"
    )
    assert as_sentences(["Известно, кто решает", "Союзника нет"]) == "Известно, кто решает. Союзника нет"
    assert as_sentences([]) == ""
