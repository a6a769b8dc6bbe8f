"""Sales come as order lines or as monthly totals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kam.core.errors import AmbiguousError, UserError
from kam.core.periods import Month
from kam.exchange.fields import Kind
from kam.exchange.parse import read_rows
from kam.exchange.planning import Form, open_table, plan_import
from kam.exchange.rows import SalesLineRow, SalesTotalRow
from tests.tables import Bring, WriteBook

ORDERS = (
    "OrderID,CustomerID,OrderDate,CategoryName,ProductName,Quantity,LineTotal\n"
    "10248,VINET,1996-07-04,Dairy,Queso,12,168.0\n"
    "10248,VINET,1996-07-04,Grains,Mee,10,98.0\n"
    "10249,TOMSP,1996-07-05,Produce,Tofu,9,167.4\n"
    "10248,VINET,1996-07-04,Dairy,Mozzarella,5,174.0\n"
)


def test_order_lines_are_recognised_and_numbered_by_their_place_in_the_order(bring: Bring) -> None:
    found = bring("sales", ORDERS)
    assert found.rows[0] == SalesLineRow(
        2, "VINET", date(1996, 7, 4), "10248", 1, Decimal(168), "Queso", "Dairy", quantity=Decimal(12)
    )
    assert list(zip(found.all("order_number"), found.all("line_number"), strict=True)) == [
        ("10248", 1), ("10248", 2), ("10249", 1), ("10248", 3),
    ]  # fmt: skip


def test_a_bad_line_keeps_its_place_so_that_the_others_keep_their_numbers(bring: Bring) -> None:
    mended = bring("sales", ORDERS)
    found = bring("sales", ORDERS.replace("98.0", "ninety"))
    assert found.faults == [(3, "LineTotal", "exchange.not_a_number")]
    assert found.rows == [row for row in mended.rows if row != mended.rows[1]]
    short = bring("sales", ORDERS.replace("10248,VINET,1996-07-04,Grains,Mee,10,98.0", "10248,VINET"))
    assert short.rows == found.rows


def test_a_column_of_line_numbers_is_part_of_the_key(bring: Bring) -> None:
    found = bring(
        "sales",
        "Дата;Документ;Стр.;Контрагент;Номенклатура;Сумма\n"
        "01.10.2026;РТ-1;2;Заря;Лента;10,50\n01.10.2026;РТ-1;1;Заря;Круг;20,00\n01.10.2026;РТ-1;2;Заря;Плёнка;1,00\n",
    )
    assert found.all("line_number") == [2, 1]
    assert found.faults == [(4, "", "exchange.repeated_key")]


def test_a_return_is_below_zero_however_it_is_written(bring: Bring) -> None:
    found = bring(
        "sales",
        "Client,Order,Date,Quantity,Revenue,Cost,Return\n"
        "A,1,2026-01-05,2,10.5,7,yes\nA,2,2026-01-05,-2,-10.5,-7,да\nA,3,2026-01-05,2,10.5,,нет\nA,4,2026-01-05,1,-3,,\n",
    )
    assert found.all("revenue") == [Decimal("-10.5"), Decimal("-10.5"), Decimal("10.5"), Decimal(-3)]
    assert found.all("quantity") == [-2, -2, 2, 1]
    assert found.all("cost") == [-7, -7, None, None]
    assert found.all("is_return") == [True, True, False, False]


def test_monthly_totals_are_told_by_their_month(bring: Bring) -> None:
    found = bring(
        "sales",
        "Клиент;Месяц;Группа товаров;Выручка\nЗаря;март 2026;Лента;1 000,50\nЗаря;2026-04;;2 000,00\n",
    )
    assert found.rows == [
        SalesTotalRow(2, "Заря", Month(2026, 3), Decimal("1000.50"), "Лента"),
        SalesTotalRow(3, "Заря", Month(2026, 4), Decimal(2000)),
    ]


def test_sales_by_date_without_orders_fall_into_their_months(bring: Bring) -> None:
    found = bring(
        "sales", "Client,Date,Product,Amount\nA,2026-01-05,x,1.5\nA,2026-01-31,x,2\nA,2026-01-31,y,3\n"
    )
    assert found.all("month") == [Month(2026, 1)] * 3
    assert found.all("revenue") == [Decimal("1.5"), 2, 3]


def test_the_very_same_total_twice_is_refused_not_added(bring: Bring) -> None:
    found = bring("sales", "Client,Month,Amount\nA,2026-01,1\nA,2026-01,1\nB,2026-01,1\n")
    assert found.faults == [(3, "", "exchange.repeated_key")]
    assert found.all("account") == ["A", "B"]


def test_months_in_columns_become_a_total_each(bring: Bring) -> None:
    found = bring(
        "sales", "Клиент;Категория;янв 2026;фев 2026;Итого\nЗаря;Лента;10,5;;10,5\nЛуч;Круг;0;7,25;7,25\n"
    )
    assert found.rows == [
        SalesTotalRow(2, "Заря", Month(2026, 1), Decimal("10.5"), "Лента"),
        SalesTotalRow(3, "Луч", Month(2026, 1), Decimal(0), "Круг"),
        SalesTotalRow(3, "Луч", Month(2026, 2), Decimal("7.25"), "Круг"),
    ]
    assert found.unused == ("Итого",)


def test_months_in_columns_may_be_mapped(bring: Bring) -> None:
    found = bring(
        "sales", "Kunde,2026-01,2026-02\nA,1,x\nB,3,4\n", 'months = "revenue"\n[columns]\nKunde = "account"'
    )
    assert found.all("revenue") == [3, 4]
    assert found.faults == [(2, "2026-02", "exchange.not_a_number")]
    with pytest.raises(UserError, match=r"exchange\.no_month_columns"):
        bring("sales", "Kunde,Sum\nA,1\n", 'months = "revenue"\n[columns]\nKunde = "account"')


def test_a_month_twice_in_the_headings_is_refused(bring: Bring) -> None:
    with pytest.raises(UserError, match=r"exchange\.two_columns"):
        bring("sales", "Client,2026-01,январь 2026\nA,1,2\n")


def test_the_months_of_a_workbook_may_be_real_dates(workbook: WriteBook) -> None:
    path = workbook(S=[["Клиент", date(2026, 1, 1), date(2026, 2, 1)], ["Заря", 10.5, 7]])
    table = open_table(path, Kind.SALES)
    plan = plan_import(table, Kind.SALES)
    assert plan.form is Form.MONTHLY_TOTALS
    rows = list(read_rows(table, plan))
    assert rows == [
        SalesTotalRow(2, "Заря", Month(2026, 1), Decimal("10.5")),
        SalesTotalRow(2, "Заря", Month(2026, 2), Decimal(7)),
    ]


def test_dates_that_may_be_two_are_asked_about(bring: Bring) -> None:
    text = "Client,Order,Date,Amount\nA,1,03/04/97,5\nA,2,05/05/97,5\n"
    with pytest.raises(AmbiguousError) as caught:
        bring("sales", text)
    details = caught.value.details
    assert caught.value.code == "exchange.ambiguous_dates"
    assert (details["column"], details["row"]) == ("Date", 2)
    assert (details["one"], details["two"]) == (date(1997, 4, 3), date(1997, 3, 4))
    assert bring("sales", text, '[formats]\ndate_order = "mdy"').all("date") == [
        date(1997, 3, 4),
        date(1997, 5, 5),
    ]
    with pytest.raises(AmbiguousError, match=r"exchange\.mixed_dates"):
        bring("sales", text.replace("03/04", "13/04").replace("05/05", "05/13"))


def test_several_columns_to_be_asked_about_are_all_named(bring: Bring) -> None:
    with pytest.raises(AmbiguousError) as caught:
        bring("sales", 'Client,Order,Date,Amount,Cost\nA,1,03/04/97,"1,234","5,678"\n')
    assert caught.value.details["candidates"] == ("Date", "Amount", "Cost")


def test_a_key_may_turn_orders_into_monthly_totals(bring: Bring) -> None:
    found = bring("sales", ORDERS, 'key = "month"')
    assert found.all("month") == [Month(1996, 7)] * 4
    assert isinstance(found.rows[0], SalesTotalRow)


@pytest.mark.parametrize(
    ("header", "cells", "mapping", "currencies"),
    [
        ("Amount", ["5", "6"], "", [None, None]),
        ("Сумма, руб.", ["5", "6"], "", ["RUB", "RUB"]),
        ("Amount", ["$5", "€ 6"], "", ["USD", "EUR"]),
        ("Amount", ["$5", "6"], '[formats]\ncurrency = "CAD"', ["CAD", "CAD"]),
        ("Amount", ["5", "6 ₽"], '[formats]\ncurrency = "RUB"', ["RUB", "RUB"]),
        ("Amount,Currency", ["5,USD", "6,rub"], "", ["USD", "RUB"]),
    ],
)
def test_the_currency_is_what_the_file_states(
    bring: Bring, header: str, cells: list[str], mapping: str, currencies: list[str | None]
) -> None:
    rows = "".join(f"A;{number};2026-01-05;{cell.replace(',', ';')}\n" for number, cell in enumerate(cells))
    heading = header.replace(",Currency", ";Currency")
    found = bring("sales", f"Client;Order;Date;{heading}\n{rows}", mapping)
    assert found.all("currency") == currencies


def test_an_amount_in_another_currency_than_stated_is_a_problem(bring: Bring) -> None:
    found = bring("sales", "Client,Order,Date,Amount\nA,1,2026-01-05,€5\n", '[formats]\ncurrency = "RUB"')
    assert found.faults == [(2, "", "exchange.currencies_differ")]


def test_a_missing_amount_is_a_problem_and_an_unknown_cost_is_not(bring: Bring) -> None:
    found = bring("sales", "Client,Order,Date,Amount,Cost\nA,1,2026-01-05,,1\nA,2,2026-01-05,5,—\n")
    assert found.faults == [(2, "Amount", "exchange.missing")]
    assert found.all("cost") == [None]


AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


@given(st.lists(st.tuples(st.integers(1, 5), AMOUNTS), min_size=1, max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_line_comes_in_once_with_its_amount(bring: Bring, lines: list[tuple[int, Decimal]]) -> None:
    text = "".join(f"A;{order};2026-01-05;{amount:f}\n" for order, amount in lines)
    found = bring("sales", f"Client;Order;Date;Amount\n{text}", '[formats]\ndecimal = "."')
    assert found.all("revenue") == [amount for _order, amount in lines]
    keys = list(zip(found.all("order_number"), found.all("line_number"), strict=True))
    assert len(set(keys)) == len(lines)
