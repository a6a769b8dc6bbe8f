"""The mapping file and what is said about a wrong one."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.core.errors import UserError
from kam.exchange.calendars import DateOrder
from kam.exchange.fields import Kind
from kam.exchange.mapping import ColumnFormat, Formats, parse_mapping, read_mapping

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"
WHOLE = """
kind = "sales"
key = "order_number"
recognise = true
[columns]
OrderID = "order_number"
"Номенклатура" = ["product", "product_line"]
Fax = ""
[defaults]
unit = "Main"
[formats]
encoding = "windows-1251"
delimiter = "tab"
decimal = ","
date_order = "mdy"
sheet = "Реализация"
header_row = 3
currency = "RUB"
[column_formats."Цена, шт"]
decimal = "."
"""


def test_a_whole_mapping_is_understood() -> None:
    mapping = parse_mapping(WHOLE)
    assert (mapping.kind, mapping.key, mapping.recognise) == (Kind.SALES, "order_number", True)
    assert mapping.columns == {
        "OrderID": ("order_number",),
        "Номенклатура": ("product", "product_line"),
        "Fax": (),
    }
    assert mapping.defaults == {"unit": "Main"}
    assert mapping.formats == Formats("cp1251", "\t", ",", DateOrder.MONTH_FIRST, "Реализация", 3, "RUB")


def test_a_column_may_be_written_unlike_the_others() -> None:
    mapping = parse_mapping(WHOLE)
    assert mapping.format_of("Цена, ШТ") == ColumnFormat(".", DateOrder.MONTH_FIRST)
    assert mapping.format_of("Сумма") == ColumnFormat(",", DateOrder.MONTH_FIRST)


def test_a_mapping_may_only_state_the_formats() -> None:
    mapping = parse_mapping('kind = "accounts"\n[formats]\ndecimal = ","')
    assert mapping.columns is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "exchange.mapping_wrong_value"),
        ('kind = "orders"', "exchange.mapping_wrong_value"),
        ('kind = "sales', "exchange.mapping_unreadable"),
        ("kind = 5", "exchange.mapping_wrong_value"),
        ('kind = "accounts"\ncolumn = 1', "exchange.mapping_unknown_key_near"),
        ('kind = "accounts"\nzzz = 1', "exchange.mapping_unknown_key"),
        ('kind = "accounts"\nmonths = "revenue"', "exchange.mapping_unknown_key"),
        ('kind = "sales"\nmonths = "product"', "exchange.mapping_wrong_value"),
        ('kind = "accounts"\nkey = "phone"', "exchange.mapping_wrong_value"),
        ('kind = "accounts"\nkey = ["name"]', "exchange.mapping_wrong_value"),
        ('kind = "accounts"\nrecognise = "yes"', "exchange.mapping_wrong_value"),
        ('kind = "accounts"\ncolumns = "all"', "exchange.mapping_not_a_section"),
        ('kind = "accounts"\n[columns]\nA = "nmae"', "exchange.mapping_unknown_field_near"),
        ('kind = "accounts"\n[columns]\nA = "qqqqq"', "exchange.mapping_unknown_field"),
        ('kind = "accounts"\n[columns]\nA = 7', "exchange.mapping_unknown_field"),
        ('kind = "accounts"\n[columns]\nA = "name"\nB = "name"', "exchange.two_columns"),
        ('kind = "accounts"\n[defaults]\nnmae = "x"', "exchange.mapping_unknown_field_near"),
        ('kind = "accounts"\n[defaults]\nname = ["x"]', "exchange.mapping_wrong_value"),
        ('kind = "accounts"\n[formats]\nencoding = "klingon"', "exchange.mapping_wrong_value"),
        ('kind = "accounts"\n[formats]\nencoding = "rot13"', "exchange.mapping_wrong_value"),
        ('kind = "accounts"\n[formats]\ndelimiter = "::"', "exchange.mapping_wrong_value"),
        ('kind = "accounts"\n[formats]\ndecimal = ";"', "exchange.mapping_wrong_value"),
        ('kind = "accounts"\n[formats]\ndate_order = "dym"', "exchange.mapping_wrong_value"),
        ('kind = "accounts"\n[formats]\nheader_row = 0', "exchange.mapping_wrong_value"),
        ('kind = "accounts"\n[formats]\nheader_row = true', "exchange.mapping_wrong_value"),
        ('kind = "accounts"\n[formats]\nsheet = 1', "exchange.mapping_wrong_value"),
        ('kind = "accounts"\n[formats]\ncurrency = "rub"', "exchange.mapping_wrong_value"),
        ('kind = "accounts"\n[formats]\ndecimals = ","', "exchange.mapping_unknown_key_near"),
        ('kind = "accounts"\n[column_formats.A]\nsheet = ","', "exchange.mapping_unknown_key"),
        ('kind = "accounts"\n[column_formats]\nA = ","', "exchange.mapping_not_a_section"),
    ],
)
def test_a_wrong_mapping_is_refused_with_its_reason(text: str, code: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_mapping(text)
    assert caught.value.code == code


def test_a_mistyped_field_is_answered_with_the_nearest() -> None:
    with pytest.raises(UserError) as caught:
        parse_mapping('kind = "people"\n[columns]\nPhone = "fone"')
    assert caught.value.details["near"] == "phone"


def test_a_mapping_file_may_have_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text('kind = "accounts"\n', "utf-8-sig")
    assert read_mapping(path).kind is Kind.ACCOUNTS


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "exchange.file_missing"),
        ("Заря".encode("cp1251"), "exchange.mapping_not_utf8"),
        (b"#" * 2_000_000, "exchange.file_too_large"),
    ],
)
def test_a_mapping_file_that_cannot_be_read_says_why(
    tmp_path: Path, content: bytes | None, code: str
) -> None:
    path = tmp_path / "mapping.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UserError) as caught:
        read_mapping(path)
    assert caught.value.code == code


@pytest.mark.parametrize("name", ["accounts", "people", "sales"])
def test_the_examples_of_the_documentation_are_valid(name: str) -> None:
    assert read_mapping(EXAMPLES / "northwind" / f"{name}.toml").kind == name


def test_a_date_may_be_a_default() -> None:
    assert parse_mapping('kind = "sales"\n[defaults]\ndate = 2026-04-03').defaults == {
        "date": date(2026, 4, 3)
    }


@given(st.text())
def test_any_text_is_a_mapping_or_is_refused_with_a_sentence(text: str) -> None:
    with suppress(UserError):
        parse_mapping(text)
