"""Sums and numbers as people type them."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.core.errors import UserError
from kam.core.formats import Formats, Scale, Target
from kam.core.money import Money, minor_digits
from kam.core.sentences import SENTENCES
from kam.core.typed_money import MoneyUnit, parse_count, parse_money, parse_money_unit, parse_percent
from kam.core.words import words_for


@pytest.mark.parametrize(
    ("text", "language", "rubles"),
    [
        ("14 000 000", "ru", "14000000"),
        ("14 000 000,50 ₽", "ru", "14000000.50"),
        ("14\u00a0000\u202f000 руб.", "ru", "14000000"),
        ("1,2 млн", "ru", "1200000"),
        ("1,234 млн", "ru", "1234000"),
        ("1.2 млн руб", "ru", "1200000"),
        ("84.2M", "en", "84200000"),
        ("₽84.2m", "en", "84200000"),
        ("12к", "ru", "12000"),
        ("12 тыс.", "ru", "12000"),
        ("500 т.р.", "ru", "500000"),
        ("2 млрд", "ru", "2000000000"),
        ("1.5bn", "en", "1500000000"),
        ("1,234", "en", "1234"),
        ("1,234,567.89", "en", "1234567.89"),
        ("1.234.567,89", "ru", "1234567.89"),
        ("1'234'567", "en", "1234567"),
        ("12,5", "ru", "12.5"),
        ("12.5", "ru", "12.5"),
        (",5", "ru", "0.5"),
        ("0,500", "ru", "0.5"),
        ("-5", "ru", "-5"),
        ("−5 000 ₽", "ru", "-5000"),
        ("100 RUB", "en", "100"),
        ("12.", "ru", "12"),
    ],
)
def test_what_people_type_is_understood_exactly(text: str, language: str, rubles: str) -> None:
    assert parse_money(text, "RUB", language) == Money.of(rubles, "RUB")


@pytest.mark.parametrize(
    ("text", "currency", "language", "code"),
    [
        ("", "RUB", "ru", "typed.not_money"),
        ("много", "RUB", "ru", "typed.not_money"),
        ("12 34", "RUB", "ru", "typed.not_money"),
        ("1 000,000,000", "RUB", "ru", "typed.not_money"),
        ("--5", "RUB", "ru", "typed.not_money"),
        (".", "RUB", "ru", "typed.not_money"),
        ("₽5$", "RUB", "ru", "typed.not_money"),
        ("1" * 90, "RUB", "ru", "typed.not_money"),
        ("1,234", "RUB", "ru", "typed.ambiguous_number"),
        ("1.234", "RUB", "en", "typed.ambiguous_number"),
        ("1.230", "RUB", "ru", "typed.ambiguous_number"),
        ("1,2345", "RUB", "ru", "field.too_fine"),
        ("12,50", "JPY", "ru", "field.too_fine"),
        ("$5", "RUB", "en", "field.other_currency"),
        ("5 eur", "RUB", "en", "field.other_currency"),
        ("100 трлн", "RUB", "ru", "field.too_large"),
    ],
)
def test_what_is_no_amount_is_said_in_a_sentence(text: str, currency: str, language: str, code: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_money(text, currency, language)
    assert refused.value.code == code
    assert SENTENCES[code].text.format_map(refused.value.details)


def test_how_many_decimal_places_are_kept_is_said_right_for_one_and_for_more() -> None:
    for language, wrong in (("en", "1 decimal places"), ("ru", "1 знаков")):
        said = words_for(language).of(SENTENCES["field.too_fine"], places=1)
        assert "1" in said
        assert wrong not in said


def test_three_decimals_are_read_where_the_currency_has_them() -> None:
    assert parse_money("1,234", "KWD", "ru") == Money(1234, "KWD")
    assert parse_money("1,234", "KWD", "en") == Money(1_234_000, "KWD"), "thousands in English"


def test_a_dollar_sign_stands_for_any_dollar() -> None:
    assert parse_money("$5", "CAD", "en") == Money(500, "CAD")
    assert parse_money("¥5", "JPY", "en") == Money(5, "JPY")


@given(
    st.integers(-(10**12), 10**12),
    st.sampled_from(["RUB", "USD", "JPY", "KZT", "SEK"]),
    st.sampled_from(["ru", "en"]),
    st.sampled_from([Target.WINDOW, Target.PAPER]),
)
def test_every_sum_that_kam_writes_in_full_is_read_again(
    minor: int, currency: str, language: str, target: Target
) -> None:
    digits = minor_digits(currency)
    text = Formats(language, target).money(minor, currency, Scale(1, ""), digits)
    assert parse_money(text, currency, language) == Money(minor, currency)


@given(st.text(max_size=50) | st.text("0123456789., млнк₽$-'", max_size=16), st.sampled_from(["ru", "en"]))
def test_any_text_gives_a_value_or_a_sentence(text: str, language: str) -> None:
    for read in (
        lambda: parse_money(text, "RUB", language),
        lambda: parse_percent(text, language),
        lambda: parse_count(text, language),
    ):
        with suppress(UserError):
            read()


@pytest.mark.parametrize(
    ("text", "percent"), [("8,5 %", "8.5"), ("8.5", "8.5"), ("100%", "100"), ("−2", "-2"), (".25", "0.25")]
)
def test_per_cent_take_either_mark(text: str, percent: str) -> None:
    assert parse_percent(text, "ru") == Decimal(percent)


@pytest.mark.parametrize("text", ["", "%", "8,5,5", "восемь", "1e3", "8.55555"])
def test_what_is_no_per_cent_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        parse_percent(text, "en")


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("1 140", "ru", 1140),
        ("1,140", "en", 1140),
        ("1,2 тыс", "ru", 1200),
        ("12к", "ru", 12_000),
        ("45 дней", "ru", 45),
        ("1 140 чел.", "ru", 1140),
        ("30 days", "en", 30),
        ("-3", "en", -3),
    ],
)
def test_a_count_is_whole(text: str, language: str, count: int) -> None:
    assert parse_count(text, language) == count


@pytest.mark.parametrize("text", ["", "1,5", "1,140", "1.000", "5 ₽", "пять", "1 14", "999 трлн"])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_count(text, "ru")
    assert SENTENCES[refused.value.code].text.format_map(refused.value.details)


@pytest.mark.parametrize(
    ("text", "currency", "expected"),
    [
        ("₽", "RUB", MoneyUnit("RUB")),
        ("руб.", "RUB", MoneyUnit("RUB")),
        ("т.р.", "RUB", MoneyUnit("RUB", 1000)),
        ("тыс. руб.", "RUB", MoneyUnit("RUB", 1000)),
        ("млн ₽", "RUB", MoneyUnit("RUB", 10**6)),
        ("млн ₽ в год", "RUB", MoneyUnit("RUB", 10**6)),
        ("млрд", "RUB", MoneyUnit("RUB", 10**9)),
        ("£m", "GBP", MoneyUnit("GBP", 10**6)),
        ("USD", "RUB", MoneyUnit("USD")),
        ("$", "CAD", MoneyUnit("CAD")),
        ("$", "RUB", MoneyUnit("USD")),
        ("EUR k/year", "RUB", MoneyUnit("EUR", 1000)),
        ("EUR/year", "RUB", MoneyUnit("EUR")),
    ],
)
def test_a_unit_of_money_is_told_from_its_name(text: str, currency: str, expected: MoneyUnit) -> None:
    assert parse_money_unit(text, currency) == expected


@pytest.mark.parametrize("text", ["", "%", "шт", "шт.", "pcs", "мин", "т", "м", "m", "из 4", "people", "₽ ₽"])
def test_another_unit_is_no_money(text: str) -> None:
    assert parse_money_unit(text, "RUB") is None


@given(text=st.text(max_size=30))
def test_any_text_is_a_unit_of_money_or_none(text: str) -> None:
    unit = parse_money_unit(text, "RUB")
    assert unit is None or unit.times >= 1
