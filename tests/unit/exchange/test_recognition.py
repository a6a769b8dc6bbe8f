"""Columns recognised by their usual headings."""

from __future__ import annotations

import pytest

from kam.core.errors import UserError
from kam.exchange.fields import FIELDS, Kind
from kam.exchange.headings import HEADINGS
from kam.exchange.mapping import parse_mapping
from kam.exchange.recognition import field_of_heading, find_header, locate, recognise


@pytest.mark.parametrize(
    ("kind", "heading", "field"),
    [
        (Kind.ACCOUNTS, "CustomerID", "external_id"),
        (Kind.ACCOUNTS, "ИНН", "tax_number"),
        (Kind.ACCOUNTS, "Отрасль", "industry"),
        (Kind.ACCOUNTS, "Почтовый индекс", "postal_code"),
        (Kind.ACCOUNTS, "Лимит кредита (руб.)", "credit_limit"),
        (Kind.PEOPLE, "ContactName", "full_name"),
        (Kind.PEOPLE, "Ф.И.О.", "full_name"),
        (Kind.PEOPLE, "ДЕНЬ  РОЖДЕНИЯ", "birthday"),
        (Kind.PEOPLE, "Position", "job_title"),
        (Kind.SALES, "OrderDate", "date"),
        (Kind.SALES, "Отчётный месяц", "month"),
        (Kind.SALES, "Сумма, руб.", "revenue"),
        (Kind.SALES, "Выручка без НДС, ₽", "revenue"),
        (Kind.SALES, "Кол-во (шт)", "quantity"),
        (Kind.SALES, "LineTotal", "revenue"),
        (Kind.SALES, "Себест.", "cost"),
        (Kind.SALES, "№ документа", "order_number"),
    ],
)
def test_a_usual_heading_means_its_field(kind: Kind, heading: str, field: str) -> None:
    found = field_of_heading(heading, kind)
    assert found is not None
    assert found[0] == field


@pytest.mark.parametrize(
    "heading", ["Сумма с НДС", "Сумма (с НДС)", "Выручка, тыс. руб.", "Unit", "Ед. изм.", "UnitPrice", ""]
)
def test_a_heading_that_may_mean_something_else_is_left(heading: str) -> None:
    assert field_of_heading(heading, Kind.SALES) is None


@pytest.mark.parametrize("kind", Kind)
def test_every_listed_heading_belongs_to_a_field_of_its_kind(kind: Kind) -> None:
    assert {field for field, _rank in HEADINGS[kind].values()} == set(FIELDS[kind])


def test_columns_without_a_field_are_reported_as_unused() -> None:
    found = recognise(["Код", "Цвет", "Наименование", ""], Kind.ACCOUNTS)
    assert found.fields == {0: ("external_id",), 2: ("name",)}
    assert found.unused == (1,)


def test_the_number_of_a_client_stands_before_its_name() -> None:
    found = recognise(["CompanyName", "CustomerID", "ContactName"], Kind.PEOPLE)
    assert found.fields == {1: ("account",), 2: ("full_name",)}
    assert found.unused == (0,)


def test_two_columns_for_one_field_are_refused_by_name() -> None:
    with pytest.raises(UserError) as caught:
        recognise(["Клиент", "Сумма", "Продажи"], Kind.SALES)
    assert caught.value.details == {"field": "revenue", "first": "Сумма", "second": "Продажи"}


def test_a_mapping_finds_its_columns_whatever_their_case() -> None:
    mapping = parse_mapping('kind = "accounts"\n[columns]\n"customer id" = "external_id"\nNAME = "name"')
    assert locate(["Name", "CustomerID", "Other"], mapping).fields == {0: ("name",), 1: ("external_id",)}


def test_a_column_that_the_file_lacks_is_named_with_the_nearest() -> None:
    mapping = parse_mapping('kind = "accounts"\n[columns]\nCompanyNme = "name"')
    with pytest.raises(UserError) as caught:
        locate(["CustomerID", "CompanyName"], mapping)
    assert caught.value.code == "exchange.no_such_column_near"
    assert caught.value.details["near"] == "CompanyName"


def test_a_heading_over_two_columns_cannot_be_mapped() -> None:
    mapping = parse_mapping('kind = "accounts"\n[columns]\nName = "name"')
    with pytest.raises(UserError, match=r"exchange\.heading_twice"):
        locate(["Name", "Code", "Name"], mapping)


def test_the_headings_are_found_below_titles() -> None:
    rows = [
        (1, ["Отчёт за год", "", ""]),
        (2, ["", "", ""]),
        (3, ["Клиент", "Месяц", "Сумма"]),
        (4, ["Заря", "", ""]),
    ]
    assert find_header(rows, Kind.SALES, None) == 3
    assert find_header([(1, ["", ""]), (2, ["x", "y"])], Kind.SALES, None) == 2
    mapping = parse_mapping('kind = "sales"\n[columns]\n"отчёт за год" = "product"')
    assert find_header(rows, Kind.SALES, mapping) == 1


@pytest.mark.parametrize("kind", [Kind.SALES, Kind.PEOPLE])
@pytest.mark.parametrize("heading", ["ИНН", "Инн клиента", "Tax Number", "VAT", "VAT-number", "TIN"])
def test_a_tax_number_alone_means_the_account(kind: Kind, heading: str) -> None:
    assert recognise([heading, "Колонка"], kind).fields == {0: ("account",)}


@pytest.mark.parametrize("other", ["Клиент", "Код клиента"])
def test_a_number_or_a_name_stands_before_tax_numbers_however_many(other: str) -> None:
    found = recognise(["ИНН", "ИНН контрагента", "VAT", other], Kind.SALES)
    assert found.fields == {3: ("account",)}
    assert found.unused == (0, 1, 2)
