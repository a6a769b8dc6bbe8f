"""Money is exact, and sums of different currencies never mix."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.core.money import Money, is_currency, minor_digits

MINOR = st.integers(-(10**15), 10**15)
CURRENCIES = st.sampled_from(["RUB", "EUR", "JPY", "KWD"])


@pytest.mark.parametrize(("currency", "digits"), [("RUB", 2), ("JPY", 0), ("KWD", 3), ("XXX", 2)])
def test_a_currency_has_the_minor_unit_of_iso_4217(currency: str, digits: int) -> None:
    assert minor_digits(currency) == digits


@pytest.mark.parametrize("code", ["RUB", "XAU"])
def test_a_currency_code_is_three_latin_capitals(code: str) -> None:
    assert is_currency(code)


@pytest.mark.parametrize("code", ["", "RU", "RUBL", "rub", "РУБ", "RU1", "RUB\n"])
def test_anything_else_is_not_a_currency_code(code: str) -> None:
    assert not is_currency(code)


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("1234.50", "RUB", 123450),
        (Decimal("-0.01"), "EUR", -1),
        (7, "USD", 700),
        ("0.125", "RUB", 12),
        ("0.135", "RUB", 14),
        ("2.5", "JPY", 2),
        ("1.2345", "KWD", 1234),
    ],
)
def test_an_amount_is_rounded_half_to_even_to_its_minor_unit(
    amount: Decimal | int | str, currency: str, minor: int
) -> None:
    assert Money.of(amount, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(-123450, "RUB"), "-1234.50"),
        (Money(5, "RUB"), "0.05"),
        (Money(1500, "JPY"), "1500"),
        (Money(1, "KWD"), "0.001"),
        (Money(123456789012345, "RUB"), "1234567890123.45"),
    ],
)
def test_files_get_a_plain_decimal(money: Money, text: str) -> None:
    assert money.plain() == text


@given(MINOR, CURRENCIES)
def test_a_sum_survives_its_plain_writing(minor: int, currency: str) -> None:
    money = Money(minor, currency)
    assert Money.of(money.plain(), currency) == money
    assert Money.of(money.amount, currency) == money


@given(MINOR, MINOR, CURRENCIES)
def test_sums_add_and_compare_as_their_amounts(first: int, second: int, currency: str) -> None:
    one, other = Money(first, currency), Money(second, currency)
    assert (one + other).amount == one.amount + other.amount
    assert (one - other) == one + -other
    assert (one < other) == (one.amount < other.amount)


@pytest.mark.parametrize("mix", [Money.__add__, Money.__sub__, Money.__lt__])
def test_different_currencies_do_not_mix(mix: object) -> None:
    assert callable(mix)
    with pytest.raises(ValueError, match="RUB and EUR do not mix"):
        mix(Money(1, "RUB"), Money(1, "EUR"))
