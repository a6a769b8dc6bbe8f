"""Dates and months in Russian and English writing, their order decided for the column as a whole."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.core.periods import Month
from kam.exchange.calendars import (
    DateOrder,
    date_of,
    decide_dates,
    decide_months,
    month_of,
    read_date,
    read_month,
)
from kam.exchange.cells import Bad
from kam.exchange.writings import Undecided

THIRD_OF_APRIL = [
    "2026-04-03", "2026/04/03", "2026.04.03", "20260403", "2026-04-03T10:30:00Z", "2026-04-03 00:00:00",
    "03.04.2026", "3.4.2026", "03.04.26", "03.04.2026 10:15", "3 апреля 2026", "3 апреля 2026 г.",
    "3 апр. 2026 года", "3-апр-26", "Apr 3, 2026", "April 3rd, 2026", "3 April 2026", "3-Apr-26",
    "3 Apr. 2026", " 3\u00a0апреля\u00a02026 ", "03 АПРЕЛЯ 2026",
]  # fmt: skip
APRIL = [
    "2026-04", "2026/04", "2026.4", "202604", "04.2026", "4/2026", "апрель 2026", "Апрель 2026 г.", "апр.26",
    "апр 2026", "April 2026", "Apr-26", "Apr 2026", "2026-04-01", "15.04.2026",
]  # fmt: skip


@pytest.mark.parametrize("text", THIRD_OF_APRIL)
@pytest.mark.parametrize("order", [DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST])
def test_a_date_that_tells_itself_is_read_in_any_order(text: str, order: DateOrder) -> None:
    assert read_date(text, order) == date(2026, 4, 3)


def test_figures_apart_by_slashes_are_read_in_their_order() -> None:
    assert read_date("03/04/97", DateOrder.DAY_FIRST) == date(1997, 4, 3)
    assert read_date("03/04/97", DateOrder.MONTH_FIRST) == date(1997, 3, 4)
    assert read_date("97-04-03", DateOrder.YEAR_FIRST) == date(1997, 4, 3)


def test_a_stated_order_holds_for_dots_too() -> None:
    assert read_date("04.03.2026", DateOrder.MONTH_FIRST, dots_by_order=True) == date(2026, 4, 3)


@pytest.mark.parametrize(
    ("text", "year"), [("01.01.69", 1969), ("01.01.99", 1999), ("01.01.00", 2000), ("01.01.68", 2068)]
)
def test_a_year_of_two_digits_is_one_of_1969_to_2068(text: str, year: int) -> None:
    assert read_date(text, DateOrder.DAY_FIRST) == date(year, 1, 1)


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["03/04/97", "13/04/97"], DateOrder.DAY_FIRST),
        (["03/04/97", "04/13/97"], DateOrder.MONTH_FIRST),
        (["03.04.1997"], DateOrder.DAY_FIRST),
        (["05/05/97"], DateOrder.DAY_FIRST),
        (["2026-04-03", "3 апреля 2026"], DateOrder.DAY_FIRST),
        (["31/09/97", "04/13/97"], DateOrder.MONTH_FIRST),
    ],
)
def test_one_date_tells_the_order_of_the_whole_column(values: list[str], order: DateOrder) -> None:
    assert decide_dates(values) == order


def test_a_column_of_dates_that_does_not_tell_is_not_guessed() -> None:
    assert decide_dates(["03/04/97", "05/05/97"]) == Undecided(mixed=False, examples=("03/04/97",))


def test_a_column_of_dates_in_two_orders_is_named_with_a_date_of_each() -> None:
    assert decide_dates(["13/04/97", "04/13/97"]) == Undecided(mixed=True, examples=("13/04/97", "04/13/97"))


@pytest.mark.parametrize(
    "text", ["31.09.2026", "29.02.2025", "00.01.2026", "01.13.2026", "2026-02-30", "1.1.1492"]
)
def test_a_date_that_does_not_exist_is_named_as_such(text: str) -> None:
    assert date_of(text, DateOrder.DAY_FIRST) == Bad("exchange.no_such_date")


@pytest.mark.parametrize(
    "text", ["soon", "03042026", "3 мартобря 2026", "45000", "=TODAY()", "1.2", "1" * 200]
)
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    assert date_of(text, DateOrder.DAY_FIRST) == Bad("exchange.not_a_date")


def test_dates_of_a_workbook_pass_as_they_are() -> None:
    assert date_of(datetime(2026, 4, 3, 10, 30), DateOrder.DAY_FIRST) == date(2026, 4, 3)  # noqa: DTZ001 - as Excel has it
    assert date_of(date(2026, 4, 3), DateOrder.DAY_FIRST) == date(2026, 4, 3)
    assert month_of(date(2026, 4, 3), DateOrder.DAY_FIRST) == Month(2026, 4)


@pytest.mark.parametrize("cell", [45000.0, True, time(10, 30)])
def test_other_cells_of_a_workbook_are_no_dates(cell: float | time) -> None:
    assert date_of(cell, DateOrder.DAY_FIRST) == Bad("exchange.not_a_date")


def test_a_birthday_needs_its_century() -> None:
    two_digits = date_of("12.03.55", DateOrder.DAY_FIRST, whole_year=True)
    assert two_digits == Bad("exchange.year_of_two_digits")
    assert date_of("12.03.1955", DateOrder.DAY_FIRST, whole_year=True) == date(1955, 3, 12)


def test_a_dash_is_no_date() -> None:
    assert date_of("—", DateOrder.DAY_FIRST) is None
    assert month_of("-", DateOrder.DAY_FIRST) is None


@pytest.mark.parametrize("text", APRIL)
def test_a_month_is_read_however_it_is_written(text: str) -> None:
    assert read_month(text, DateOrder.DAY_FIRST) == Month(2026, 4)


@pytest.mark.parametrize("text", ["2026", "13.2026", "2026-13", "20261", "апреля", "Q1 2026", "1234.05"])
def test_what_is_no_month_is_not_read_as_one(text: str) -> None:
    assert month_of(text, DateOrder.DAY_FIRST) == Bad("exchange.not_a_month")


def test_months_given_as_dates_may_need_an_order() -> None:
    assert decide_months(["01/04/2026", "01/05/2026"]) == Undecided(mixed=False, examples=("01/04/2026",))
    assert decide_months(["апрель 2026", "2026-05"]) == DateOrder.DAY_FIRST


WRITINGS = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%B %d, %Y", "%d %b %Y"]


@given(st.lists(st.dates(date(1900, 1, 1), date(2100, 12, 31)), min_size=1), st.sampled_from(WRITINGS))
def test_dates_written_in_one_way_are_read_back_or_asked_about(days: list[date], writing: str) -> None:
    texts = [day.strftime(writing) for day in days]
    order = decide_dates(texts)
    if isinstance(order, Undecided):
        assert not order.mixed
        assert all(day.day <= 12 for day in days)
    else:
        assert [read_date(text, order) for text in texts] == days


@given(st.text(alphabet="0123456789./- :tzapрмяг,", max_size=60))
def test_any_text_is_a_date_or_is_not(text: str) -> None:
    for order in DateOrder:
        assert isinstance(date_of(text, order), Bad | date | None)
        assert isinstance(month_of(text, order), Bad | Month | None)
