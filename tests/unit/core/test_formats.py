"""Dates, numbers and money, written."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.core.formats import MINUS, NARROW_NO_BREAK, NO_BREAK, Formats, Scale, Target
from kam.core.periods import Month

RU = Formats("ru")
EN = Formats("en")
DAY = date(2026, 11, 24)
MOMENT = datetime(2026, 11, 24, 10, 0)  # noqa: DTZ001 - comes in as it is to be shown


def said(text: str) -> str:
    return text.replace(NO_BREAK, " ")


def test_the_head_of_a_meeting() -> None:
    assert said(RU.weekday_moment(MOMENT)) == "вт 24 ноября, 10:00"
    assert EN.weekday_moment(MOMENT) == "Tue 24 November, 10:00"
    assert RU.time_range(MOMENT, MOMENT.replace(hour=11)) == "10:00–11:00"


def test_dates_in_their_lengths() -> None:
    assert (RU.day_month(DAY), EN.day_month(DAY)) == ("24.11", "24 Nov")
    assert (RU.full_date(DAY), EN.full_date(DAY)) == ("24.11.2026", "24 Nov 2026")
    assert (RU.long_date(DAY), EN.long_date(DAY)) == ("24 ноября 2026", "24 November 2026")
    assert (RU.month_short_year(DAY), EN.month_year(DAY)) == ("11.26", "Nov 2026")
    assert EN.day_month(date(2026, 9, 20)) == "20 Sep"
    assert EN.weekday_date(date(2026, 9, 20)) == "Sun 20 September"


def test_months() -> None:
    first, last = Month(2026, 1), Month(2026, 10)
    assert (RU.month_range(first, last), EN.month_range(first, last)) == ("янв–окт", "Jan–Oct")
    assert RU.month_range(Month(2026, 9), last, long=True) == "сентябрь–октябрь"
    assert RU.month_range(last, last, long=True) == "октябрь"
    assert "".join(RU.month_initial(month) for month in Month(2025, 11).span(12)) == "НДЯФМАМИИАСО"


@pytest.mark.parametrize(
    ("minor", "russian", "english"),
    [
        (8_420_000_000, "84,2 млн ₽", "₽84.2m"),
        (22_200_000_000, "222 млн ₽", "₽222m"),
        (64_000_000, "640 тыс. ₽", "₽640k"),
        (600_000_000, "6 млн ₽", "₽6m"),
        (130_000_000_000, "1,3 млрд ₽", "₽1.3bn"),
        (95_000, "950 ₽", "₽950"),
        (0, "0 ₽", "₽0"),
        (-79_000_000, "−790 тыс. ₽", "−₽790k"),
    ],
)
def test_sums_are_as_short_as_they_can_be_said(minor: int, russian: str, english: str) -> None:
    assert said(RU.money(minor, "RUB")) == russian
    assert said(EN.money(minor, "RUB")) == english


def test_a_currency_without_a_sign_shows_its_code() -> None:
    assert said(EN.money(1_234_500, "CHF")) == "CHF 12.3k"


def test_a_currency_without_minor_units() -> None:
    assert EN.money(84_200_000, "JPY") == "¥84.2m"


def test_a_sum_in_a_given_unit() -> None:
    assert RU.scaled(80_000_000, "RUB", Scale(10**6, "млн")) == "0,8"
    assert RU.scaled(1_800_000_000, "RUB", Scale(10**6, "млн"), 1) == "18,0"


def test_shares_and_changes_carry_their_signs() -> None:
    assert said(RU.percent(Decimal("0.94"))) == "94 %"
    assert EN.percent(Decimal("0.214"), 1) == "21.4%"
    assert said(RU.change(Decimal("0.06"))) == "+6 %"
    assert EN.change(Decimal("-0.1")) == f"{MINUS}10%"
    assert EN.change(Decimal("0.001")) == "0%"
    assert RU.signed(-2) == f"{MINUS}2"
    assert RU.signed(0) == "0"


def test_spaces_follow_the_target() -> None:
    assert Formats("ru", Target.WINDOW).number(1_234_567) == f"1{NARROW_NO_BREAK}234{NARROW_NO_BREAK}567"
    assert RU.number(1_234_567) == f"1{NO_BREAK}234{NO_BREAK}567"
    plain = Formats("ru", Target.PLAIN)
    assert plain.number(Decimal("-1234567.5"), 1) == "-1234567.5"
    assert plain.money(-123_450, "RUB") == "-1234.50"
    assert plain.full_date(DAY) == "2026-11-24"


def test_a_far_date_is_said_with_its_year() -> None:
    assert RU.near(date(2026, 9, 20), DAY) == "20.09"
    assert RU.near(date(2025, 4, 1), DAY) == "04.2025"


def test_an_unknown_language_is_written_as_english() -> None:
    assert Formats("xx").day_month(DAY) == "24 Nov"


@given(st.integers(min_value=-(10**17), max_value=10**17))
def test_no_narrow_space_reaches_paper(minor: int) -> None:
    for formats in (RU, EN):
        assert NARROW_NO_BREAK not in formats.money(minor, "RUB")


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_a_sum_in_a_file_is_exact(minor: int) -> None:
    assert Decimal(Formats("ru", Target.PLAIN).money(minor, "RUB")) * 100 == minor


def test_importing_formats_does_not_load_babel() -> None:
    code = "import sys, kam.core.formats; print('babel' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


def test_a_bare_number_is_read_by_the_spreadsheet_of_the_language() -> None:
    assert RU.bare(Decimal("-1234567.50")) == "-1234567,50"
    assert EN.bare(Decimal("1E+3")) == "1000"
