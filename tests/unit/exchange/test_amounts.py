"""Numbers in Russian and English writing, decided for the column as a whole."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.exchange.amounts import (
    DecimalMark,
    amount_of,
    currency_in_amount,
    currency_in_heading,
    decide_amounts,
    read_amount,
)
from kam.exchange.cells import Bad
from kam.exchange.writings import Undecided

RUSSIAN = [
    ("1 234,56", "1234.56"),
    ("1\u00a0234,56", "1234.56"),
    ("1\u202f234\u202f567,8", "1234567.8"),
    ("12 500 ₽", "12500"),
    ("1 234,5 руб.", "1234.5"),
    ("-5,0", "-5.0"),
    ("−5", "-5"),
    ("(1 234,00)", "-1234.00"),
    ("1.234,56", "1234.56"),
    (",5", "0.5"),
    ("007", "7"),
]
ENGLISH = [
    ("1,234.56", "1234.56"),
    ("1,234,567", "1234567"),
    ("$1,234.50", "1234.50"),
    ("-$5.25", "-5.25"),
    ("(1,234.00)", "-1234.00"),
    ("1'234.5", "1234.5"),
    ("12.5 EUR", "12.5"),
    ("5-", "-5"),
    ("+3", "3"),
    ("5.", "5"),
]
NO_NUMBERS = [
    "", "abc", "1,23,456", "12 34", "1 234 56", "1.2.3", "--5", "(-5)", "(5", "5)", "12%", "1e5", "1/2", ".",
    ",", "$5€", "=1+1", "1" * 100, "٣", "½", "NaN", "inf", "0x10",
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), RUSSIAN)
def test_a_number_in_russian_writing_is_read(text: str, value: str) -> None:
    assert read_amount(text, ",") == Decimal(value)


@pytest.mark.parametrize(("text", "value"), ENGLISH)
def test_a_number_in_english_writing_is_read(text: str, value: str) -> None:
    assert read_amount(text, ".") == Decimal(value)


@pytest.mark.parametrize("text", NO_NUMBERS)
@pytest.mark.parametrize("mark", [".", ","])
def test_what_is_no_number_is_not_read_as_one(text: str, mark: DecimalMark) -> None:
    assert read_amount(text, mark) is None


@pytest.mark.parametrize(
    ("values", "mark"),
    [
        (["1,234", "0,5"], ","),
        (["1,234", "12,3456"], ","),
        (["1,234", "1 234,5"], ","),
        (["1.234.567", "1.234"], ","),
        (["1,234", "1,234.5"], "."),
        (["1.234", "1,234,567"], "."),
        (["0.123"], "."),
        (["0,123"], ","),
        (["1,5", "not a number", ""], ","),
    ],
)
def test_one_value_tells_the_writing_of_the_whole_column(values: list[str], mark: str) -> None:
    assert decide_amounts(values) == mark


@pytest.mark.parametrize("values", [["1,234"], ["1.234", "5", "12.000"], ["(1,234)"], ["$1,234", "7 000"]])
def test_a_column_that_does_not_tell_is_not_guessed(values: list[str]) -> None:
    undecided = decide_amounts(values)
    assert isinstance(undecided, Undecided)
    assert not undecided.mixed
    assert undecided.examples[0] in values


def test_a_column_in_two_writings_is_named_with_a_value_of_each() -> None:
    assert decide_amounts(["7", "1,5", "2.5"]) == Undecided(mixed=True, examples=("1,5", "2.5"))


@pytest.mark.parametrize("values", [[], ["1", "20", "300"], ["1 000", "12 345"], ["text"]])
def test_a_column_without_marks_needs_no_decision(values: list[str]) -> None:
    assert decide_amounts(values) == "."


def test_numbers_of_a_workbook_pass_as_they_are() -> None:
    assert amount_of(1234.5, ",") == Decimal("1234.5")
    assert amount_of(0.1, ",") == Decimal("0.1")
    assert amount_of(7, ",") == Decimal(7)


def test_a_truth_value_is_no_number() -> None:
    assert amount_of(True, ".") == Bad("exchange.not_a_number")


@pytest.mark.parametrize("cell", [1e300, float("inf"), "99999999999999"])
def test_a_number_beyond_any_price_is_refused(cell: float | str) -> None:
    assert amount_of(cell, ".") == Bad("exchange.number_too_large")


@pytest.mark.parametrize("dash", ["-", "–", "—", " − "])
def test_a_dash_is_an_empty_cell(dash: str) -> None:
    assert amount_of(dash, ".") is None


@pytest.mark.parametrize(
    ("heading", "currency"),
    [
        ("Сумма, руб.", "RUB"),
        ("Выручка (₽)", "RUB"),
        ("Revenue USD", "USD"),
        ("Цена, $", "USD"),
        ("Сумма", None),
    ],
)
def test_a_heading_may_state_the_currency(heading: str, currency: str | None) -> None:
    assert currency_in_heading(heading) == currency


def test_a_cell_may_state_the_currency() -> None:
    assert currency_in_amount("12 500 ₽") == "RUB"
    assert currency_in_amount("€ 5") == "EUR"
    assert currency_in_amount("5") is None


def written(number: Decimal, *, russian: bool) -> str:
    english = f"{number:,}"
    return english.translate(str.maketrans(",.", "\u00a0,")) if russian else english


NUMBERS = st.decimals(min_value=-(10**12), max_value=10**12, places=2)


@given(st.lists(NUMBERS, min_size=1), st.booleans())
def test_what_is_written_in_one_way_is_read_back(numbers: list[Decimal], russian: bool) -> None:
    texts = [written(number, russian=russian) for number in numbers]
    mark = decide_amounts(texts)
    assert mark == ("," if russian else ".")
    assert [read_amount(text, mark) for text in texts] == numbers


@given(st.text(alphabet="0123456789.,'() -−+₽$руб", max_size=80))
def test_any_text_is_a_number_or_is_not(text: str) -> None:
    for value in (amount_of(text, "."), amount_of(text, ",")):
        assert value is None or isinstance(value, Bad | Decimal)
