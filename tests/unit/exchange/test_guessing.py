"""What a table brings is guessed from its headings, and from its name where they leave it open."""

from __future__ import annotations

import pytest

from kam.exchange.fields import Kind
from kam.exchange.guessing import guess, recognise_gently
from kam.exchange.planning import Form


@pytest.mark.parametrize(
    ("headings", "form"),
    [
        ("CustomerID,CompanyName,ContactName,Address,City,Region,PostalCode,Phone,Fax", Form.ACCOUNTS),
        ("Наименование,ИНН,КПП,Менеджер", Form.ACCOUNTS),
        ("Клиент,ФИО,Должность,Телефон,E-mail", Form.PEOPLE),
        ("Дата,Документ,Стр.,Контрагент,Номенклатура,Кол-во,Сумма,Себестоим.,Автор", Form.ORDER_LINES),
        ("Клиент,Месяц,Сумма", Form.MONTHLY_TOTALS),
        ("Клиент,янв 2026,фев 2026,мар 2026", Form.MONTHLY_TOTALS),
        ("Клиент,Месяц,План", Form.TARGETS),
        ("Контрагент,Накладная,Срок оплаты,Задолженность", Form.RECEIVABLES),
        ("Клиент,Договор,Дата договора,Сумма,Срок действия", Form.CONTRACTS),
    ],
)
def test_the_headings_tell_what_the_rows_are(headings: str, form: Form) -> None:
    found = guess([(1, ["Отчёт"]), (2, [""]), (3, headings.split(","))], "table")
    assert (found.header_row, found.form) == (3, form)


def test_the_name_of_the_file_decides_where_the_headings_fit_two_kinds() -> None:
    headings = [(1, ["Клиент", "янв 2026", "фев 2026"])]
    assert guess(headings, "План на 2026").form is Form.TARGETS
    assert guess(headings, "Продажи 2026").form is Form.MONTHLY_TOTALS


def test_a_guess_that_hardly_any_heading_speaks_for_is_not_sure() -> None:
    assert not guess([(1, ["foo", "bar"])], "table").sure
    assert guess([(1, ["Клиент", "ФИО", "Должность", "Телефон"])], "table").sure


def test_a_form_that_is_stated_is_taken() -> None:
    rows = [(1, ["CustomerID", "CompanyName", "ContactName", "City"])]
    assert guess(rows, "customers", (Form.PEOPLE,)).form is Form.PEOPLE


def test_of_two_headings_for_one_field_the_first_is_taken_gently() -> None:
    found = recognise_gently(["Клиент", "Сумма", "Продажи"], Kind.SALES)
    assert found.fields == {0: ("account",), 1: ("revenue",)}
    assert found.unused == (2,)
