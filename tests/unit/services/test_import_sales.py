"""Sales come in as order lines or as monthly totals and become sales facts, once."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kam.core.money import Money
from kam.core.periods import Month
from kam.core.vocabulary import AccountStatus
from kam.models import Account, BusinessUnit, MonthlySales, OrderLine, ProductLine
from kam.services.history import redo_step, undo_step
from kam.services.imports import FutureSales
from kam.services.imports.sales import minor_of
from kam.services.lists.sales import list_sales
from tests.bringing import DATA, Desk
from tests.builders import Office

LINES = """
key = "order_number"
[columns]
OrderID = "order_number"
CustomerID = "account"
OrderDate = "date"
Category = "product_line"
Product = "product"
Quantity = "quantity"
Total = "revenue"
"""
TOTALS = '[columns]\nA = "account"\nM = "month"\nL = "product_line"\nR = "revenue"\n'


@pytest.fixture
def desk(office: Office, tmp_path: Path) -> Desk:
    made = Desk(office, tmp_path)
    made.bring("accounts", DATA / "clients.csv")
    return made


def facts(desk: Desk) -> list[tuple[str, str, str | None, str]]:
    rows = list_sales(desk.office.workspace)
    return [(row.account, str(row.month), row.product_line, row.revenue.plain()) for row in rows]


def in_order(*rows: tuple[str, str, str | None, str]) -> list[tuple[str, str, str | None, str]]:
    return sorted(rows)


def test_order_lines_become_sales_facts(desk: Desk) -> None:
    report = desk.bring("sales", DATA / "lines.csv", LINES)
    assert (report.added, report.rows) == (4, 4)
    assert report.created_product_lines == ("Крепёж", "Инструмент")
    assert desk.all(ProductLine, "name", "name_key") == [("Крепёж", "крепеж"), ("Инструмент", "инструмент")]
    assert desk.all(OrderLine, "order_number", "line_number", "product", "quantity", "revenue_minor") == [
        ("1001", 1, "Болт М8", Decimal(100), 125_050),
        ("1001", 2, "Гайка М8", Decimal(100), 34_025),
        ("1002", 1, "Ключ 17", Decimal(5), 210_000),
        ("1003", 1, "Ключ 19", Decimal(2), 89_999),
    ]
    assert sorted(facts(desk)) == in_order(
        ("ООО «Метиз»", "2026-09", "Крепёж", "1590.75"),
        ("ООО «Метиз»", "2026-10", "Инструмент", "899.99"),
        ("Ёлка & Ко", "2026-09", "Инструмент", "2100.00"),
    )


def test_monthly_totals_become_sales_facts(desk: Desk) -> None:
    report = desk.bring("sales", DATA / "totals.csv")
    assert (report.added, report.form) == (3, "monthly_totals")
    assert sorted(facts(desk)) == in_order(
        ("ООО «Метиз»", "2026-09", "Крепёж", "1000.10"),
        ("ООО «Метиз»", "2026-10", "Крепёж", "2000.20"),
        ("Ёлка & Ко", "2026-09", "Инструмент", "500.00"),
    )
    assert desk.all(MonthlySales, "cost_minor") == [70_000, None, 45_050]


@pytest.mark.parametrize(("file", "mapping"), [("lines.csv", LINES), ("totals.csv", None)])
def test_a_second_import_adds_nothing(desk: Desk, file: str, mapping: str | None) -> None:
    first = desk.bring("sales", DATA / file, mapping)
    before = desk.content()
    again = desk.bring("sales", DATA / file, mapping)
    assert (again.added, again.updated, again.unchanged) == (0, 0, first.added)
    assert again.created_product_lines == ()
    assert not again.recorded
    assert desk.content() == before


@pytest.mark.parametrize(("file", "mapping"), [("lines.csv", LINES), ("totals.csv", None)])
def test_one_undo_takes_all_of_it_back(desk: Desk, file: str, mapping: str | None) -> None:
    before = desk.content()
    desk.bring("sales", DATA / file, mapping)
    after = desk.content()
    undo_step(desk.office.workspace)
    assert desk.content() == before
    redo_step(desk.office.workspace)
    assert desk.content() == after


def test_a_mended_line_changes_the_facts_and_nothing_else(desk: Desk) -> None:
    desk.bring("sales", DATA / "lines.csv", LINES)
    text = (DATA / "lines.csv").read_text("utf-8")
    moved = text.replace("1003,C-001,2026-10-01", "1003,C-003,2026-11-02").replace("340.25", "1000")
    report = desk.bring("sales", moved, LINES)
    assert (report.added, report.updated, report.unchanged) == (0, 2, 2)
    assert sorted(facts(desk)) == in_order(
        ("ООО «Метиз»", "2026-09", "Крепёж", "2250.50"),
        ("Ёлка & Ко", "2026-09", "Инструмент", "2100.00"),
        ("Ёлка & Ко", "2026-11", "Инструмент", "899.99"),
    )
    undo_step(desk.office.workspace)
    assert ("ООО «Метиз»", "2026-10", "Инструмент", "899.99") in facts(desk)


def test_a_total_takes_the_place_of_the_former_and_is_never_added_to_it(desk: Desk) -> None:
    desk.bring("sales", "A,M,L,R\nC-001,2026-09,Крепёж,100\nC-001,2026-10,Крепёж,5\n", TOTALS)
    report = desk.bring("sales", "A,M,L,R\nC-001,2026-09,Крепёж,150\n", TOTALS)
    assert (report.added, report.updated) == (0, 1)
    assert [row[3] for row in facts(desk)] == ["150.00", "5.00"]


def test_sales_by_date_and_product_add_up_within_their_month(desk: Desk) -> None:
    mapping = 'key = "month"\n[columns]\nA = "account"\nD = "date"\nP = "product"\nR = "revenue"\n'
    rows = "A,D,P,R\nC-001,2026-09-03,Nut,0.005\nC-001,2026-09-03,Bolt,0.005\nC-001,2026-09-20,Nut,1\n"
    assert desk.bring("sales", rows, mapping).added == 1
    assert facts(desk) == [("ООО «Метиз»", "2026-09", None, "1.01")]


def test_an_account_and_month_have_one_source(desk: Desk) -> None:
    desk.bring("sales", DATA / "lines.csv", LINES)
    rows = "A,M,L,R\nC-001,2026-09,Крепёж,100\nC-001,2026-08,Крепёж,7\nC-002,2026-09,Крепёж,9\n"
    before = desk.content()
    assert desk.refusal("sales", rows, TOTALS) == [(2, "M", "import.month_has_orders")]
    assert desk.content() == before
    assert desk.bring("sales", rows, TOTALS, skip_bad_rows=True).added == 2
    clash = "OrderID,CustomerID,OrderDate,Category,Product,Quantity,Total\n9,C-002,2026-09-30,К,П,1,1\n"
    assert desk.refusal("sales", clash, LINES) == [(2, "OrderDate", "import.month_has_totals")]


def test_amounts_without_a_currency_are_in_that_of_the_workspace(desk: Desk) -> None:
    mapping = TOTALS + 'C = "currency"\n'
    desk.bring("sales", "A,M,L,R,C\nC-001,2026-09,К,100,\nC-001,2026-10,К,100,JPY\n", mapping)
    assert desk.all(MonthlySales, "revenue_minor", "currency") == [(10_000, "RUB"), (100, "JPY")]
    assert desk.bring("sales", "A,M,L,R\nC-001,2026-10,К,100\n", TOTALS).unchanged == 1


def test_a_total_in_two_currencies_is_refused(desk: Desk) -> None:
    mapping = 'key = "month"\n[columns]\nA = "account"\nD = "date"\nR = "revenue"\nC = "currency"\n'
    rows = "A,D,R,C\nC-001,2026-09-03,1,USD\nC-001,2026-09-04,1,EUR\n"
    assert desk.refusal("sales", rows, mapping) == [(3, "C", "import.two_currencies")]


def test_unknown_units_of_the_client_are_made_once(desk: Desk) -> None:
    mapping = TOTALS + 'U = "unit"\n'
    report = desk.bring("sales", "A,M,L,R,U\nC-001,2026-09,К,1,Цех 1\nC-001,2026-10,К,1,ЦЕХ 1\n", mapping)
    assert report.created_units == ("Цех 1",)
    assert desk.all(BusinessUnit, "name") == ["Цех 1"]
    assert len(set(desk.all(MonthlySales, "unit_id"))) == 1


def test_an_unknown_account_is_named_and_makes_no_product_line(desk: Desk) -> None:
    rows = "A,M,L,R\nNobody,2026-09,New line,100\nC-001,2026-09,Крепёж,1\n"
    assert desk.refusal("sales", rows, TOTALS) == [(2, "A", "import.unknown_account")]
    report = desk.bring("sales", rows, TOTALS, skip_bad_rows=True)
    assert report.created_product_lines == ("Крепёж",)


def test_months_in_columns_may_bring_quantities_to_known_revenue(desk: Desk) -> None:
    desk.bring("sales", "A,M,L,R\nC-001,2026-09,К,100\n", TOTALS)
    mapping = 'months = "quantity"\n[columns]\nA = "account"\nL = "product_line"\n'
    report = desk.bring("sales", "A,L,2026-09,2026-10\nC-001,К,7,8\n", mapping)
    assert (report.added, report.updated) == (1, 1)
    assert desk.all(MonthlySales, "month", "quantity", "revenue_minor") == [
        (Month(2026, 9), Decimal(7), 10_000),
        (Month(2026, 10), Decimal(8), 0),
    ]


def test_a_return_mark_that_the_file_lacks_stays(desk: Desk) -> None:
    marked = LINES.replace("[columns]", '[columns]\nBack = "is_return"')
    rows = "OrderID,CustomerID,OrderDate,Category,Product,Quantity,Total{}\n1,C-001,2026-09-03,К,П,1,10{}\n"
    desk.bring("sales", rows.format(",Back", ",yes"), marked)
    report = desk.bring("sales", rows.format("", "").replace(",10", ",-10").replace("П,1", "П,-1"), LINES)
    assert report.unchanged == 1
    assert desk.all(OrderLine, "is_return", "revenue_minor") == [(True, -1000)]


def test_sums_that_no_company_has_are_refused(desk: Desk) -> None:
    rows = "A,M,L,R\n" + "".join(f"C-001,2026-09,L{n},9999999999999\n" for n in range(20))
    found = desk.refusal("sales", rows, TOTALS)
    assert {code for _, _, code in found} == {"exchange.number_too_large"}


@given(st.decimals(-(10**12), 10**12, places=4), st.sampled_from(["RUB", "JPY", "KWD"]))
def test_amounts_are_rounded_as_money_is(amount: Decimal, currency: str) -> None:
    assert minor_of(amount, currency) == Money.of(amount, currency).minor


@pytest.mark.slow
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["C-001", "C-002", "C-003"]),
            st.integers(1, 12),
            st.sampled_from(["Крепёж", "Инструмент", "Прочее"]),
            st.decimals(-(10**6), 10**6, places=2),
        ),
        min_size=1,
        max_size=30,
    )
)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_facts_add_up_to_the_file(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, int, str, Decimal]]
) -> None:
    folder = tmp_path_factory.mktemp("office")
    office = Office.at(folder)
    try:
        desk = Desk(office, folder)
        desk.bring("accounts", DATA / "clients.csv")
        text = "OrderID,CustomerID,OrderDate,Category,Product,Quantity,Total\n" + "".join(
            f"{number},{account},2026-{month:02}-15,{line},П,1,{revenue}\n"
            for number, (account, month, line, revenue) in enumerate(rows)
        )
        desk.bring("sales", text, LINES + '[formats]\ndecimal = "."\n')
        expected: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
        names = dict(zip(("C-001", "C-002", "C-003"), desk.all(Account, "name"), strict=True))
        for account, month, line, revenue in rows:
            expected[names[account], f"2026-{month:02}", line] += revenue
        found = {
            (row.account, str(row.month), row.product_line): row.revenue.amount
            for row in list_sales(office.workspace)
        }
        assert found == dict(expected)
    finally:
        office.workspace.close()


def test_who_buys_is_no_prospect_any_more_until_the_import_is_undone(office: Office, tmp_path: Path) -> None:
    office.account("Покупатель")
    office.account("Вернул всё")
    office.account("Потерянный", status=AccountStatus.LOST)
    desk = Desk(office, tmp_path)
    sales = "A,M,L,R\nПокупатель,2026-09,,5\nВернул всё,2026-09,,-5\nПотерянный,2026-09,,5\n"
    desk.bring("sales", sales, TOTALS)
    bought = [AccountStatus.ACTIVE, AccountStatus.PROSPECT, AccountStatus.LOST]
    assert desk.all(Account, "status") == bought
    undo_step(office.workspace)
    assert desk.all(Account, "status") == [AccountStatus.PROSPECT, AccountStatus.PROSPECT, AccountStatus.LOST]


@pytest.mark.parametrize("column", ["revenue", "cost", "quantity"])
def test_the_column_whose_sum_is_too_large_is_the_one_that_is_named(desk: Desk, column: str) -> None:
    names = ("revenue", "cost", "quantity")
    mapping = TOTALS.replace('R = "revenue"\n', "") + "".join(f'{name} = "{name}"\n' for name in names)
    amounts = ",".join("9999999999999" if name == column else "1" for name in names)
    rows = f"A,M,L,{','.join(names)}\n" + "".join(f"C-001,2026-09,L{n},{amounts}\n" for n in range(12))
    assert desk.refusal("sales", rows, mapping) == [
        (row, column, "exchange.number_too_large") for row in (12, 13)
    ]


def test_a_row_that_is_too_large_leaves_room_for_the_others(desk: Desk) -> None:
    most = "".join(f"C-001,2026-09,L{n},9999999999999\n" for n in range(11))
    rows = f"A,M,L,R\n{most}C-001,2026-09,Last,10\n"
    assert desk.refusal("sales", rows, TOTALS) == [(12, "R", "exchange.number_too_large")]
    assert desk.bring("sales", rows, TOTALS, skip_bad_rows=True).added == 11


def test_sales_of_months_to_come_are_taken_and_named(desk: Desk) -> None:
    rows = "A,M,L,R\nC-001,2026-11,К,1\nC-001,2026-12,К,2\nC-002,2027-01,К,3\nC-002,2026-10,К,4\n"
    for dry_run in (True, False):
        report = desk.bring("sales", rows, TOTALS, dry_run=dry_run)
        assert report.added == 4
        assert report.future == FutureSales(rows=2, first_row=3, first_month=Month(2026, 12), last_row=4)
    assert len(facts(desk)) == 4


def test_an_order_of_this_month_is_not_of_the_future(desk: Desk) -> None:
    mapping = LINES + '[formats]\ndate_order = "{}"\n'
    rows = "OrderID,CustomerID,OrderDate,Category,Product,Quantity,Total\n1,C-001,{},К,П,1,1\n"
    ordered = desk.bring("sales", rows.format("30.11.2026"), mapping.format("dmy"), dry_run=True)
    assert ordered.future is None
    swapped = desk.bring("sales", rows.format("03/12/2026"), mapping.format("dmy"), dry_run=True)
    assert swapped.future == FutureSales(1, 2, Month(2026, 12), 2)


def test_a_row_of_several_months_to_come_counts_once(desk: Desk) -> None:
    rows = "Клиент,окт 2026,дек 2026,янв 2027\nC-001,1,2,3\nC-002,1,,\nC-003,,5,\n"
    report = desk.bring("sales", rows, dry_run=True)
    assert report.future == FutureSales(rows=2, first_row=2, first_month=Month(2026, 12), last_row=4)


@pytest.mark.parametrize("heading", ["ИНН", "Tax number", "VAT", "ИНН контрагента"])
def test_sales_know_their_account_by_its_tax_number(desk: Desk, heading: str) -> None:
    rows = f"{heading},Месяц,Сумма\n7701000001,2026-09,5\n7701000003,2026-09,7\n"
    desk.bring("sales", rows)
    assert {account: revenue for account, _, _, revenue in facts(desk)} == {
        "ООО «Метиз»": "5.00",
        "Ёлка & Ко": "7.00",
    }


def test_an_order_knows_its_account_by_its_tax_number(desk: Desk) -> None:
    desk.bring("sales", "№ заказа,ИНН,Дата,Сумма\n1,7701000002,2026-09-03,5\n")
    assert [row[0] for row in facts(desk)] == ["Метиз-Юг"]


def test_a_tax_number_is_known_without_the_zero_that_a_spreadsheet_dropped(
    office: Office, tmp_path: Path
) -> None:
    office.account("Башкирский завод", tax_number="0274062111")
    desk = Desk(office, tmp_path)
    desk.bring("sales", "ИНН,Месяц,Сумма\n274062111,2026-09,5\n")
    assert [row[0] for row in facts(desk)] == ["Башкирский завод"]


def test_a_tax_number_of_several_accounts_means_none_of_them(office: Office, tmp_path: Path) -> None:
    for name in ("Филиал в Твери", "Филиал в Ростове"):
        office.account(name, tax_number="7701000001")
    rows = "ИНН,Месяц,Сумма\n7701000001,2026-09,5\n7701000009,2026-09,5\n"
    assert Desk(office, tmp_path).refusal("sales", rows) == [
        (2, "ИНН", "import.several_accounts"),
        (3, "ИНН", "import.unknown_account"),
    ]


def test_the_number_of_an_account_stands_before_a_tax_number(office: Office, tmp_path: Path) -> None:
    office.account("По номеру", external_id="7701000001")
    office.account("По ИНН", tax_number="7701000001")
    desk = Desk(office, tmp_path)
    desk.bring("sales", "ИНН,Месяц,Сумма\n7701000001,2026-09,5\n")
    assert [row[0] for row in facts(desk)] == ["По номеру"]
