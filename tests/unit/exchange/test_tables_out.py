"""Tables for other programs: what is written is what stands there, and text is only ever text."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from kam.exchange.tables_out import OutColumn, OutKind, OutTable, as_csv, as_xlsx, harmless

MOMENT = datetime(2026, 11, 23, 14, 40, tzinfo=UTC)
HOSTILE = ["=1+1", "+7 912", "-5", "@SUM(A1)", "\t=1", "\r=1", "  =HYPERLINK(1)", "\u00a0=1", "\n=1"]
TABLE = OutTable(
    title="Клиенты",
    columns=(
        OutColumn("Клиент"),
        OutColumn("Выручка, RUB", OutKind.AMOUNT, 2),
        OutColumn("Доля", OutKind.PERCENT, 1),
        OutColumn("Рекламации", OutKind.WHOLE),
        OutColumn("Контакт", OutKind.DATE),
        OutColumn("Встреча", OutKind.MOMENT),
    ),
    rows=(
        (
            "Завод «Ёлка»; и ко",
            Decimal("-1234.50"),
            Decimal("0.208"),
            2,
            date(2026, 11, 13),
            datetime(2026, 11, 25, 11),  # noqa: DTZ001 - a local time
        ),
        ("Пустой", None, None, None, None, None),
    ),
)


def rows_of(data: bytes, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_a_russian_file_splits_at_semicolons_and_writes_a_comma() -> None:
    data = as_csv(TABLE, "ru")
    assert data.startswith(b"\xef\xbb\xbf")
    assert rows_of(data, ";") == [
        ["Клиент", "Выручка, RUB", "Доля", "Рекламации", "Контакт", "Встреча"],
        ["Завод «Ёлка»; и ко", "-1234,50", "0,208", "2", "2026-11-13", "2026-11-25 11:00"],
        ["Пустой", "", "", "", "", ""],
    ]


def test_an_english_one_splits_at_commas_and_writes_a_point() -> None:
    assert rows_of(as_csv(TABLE, "en"), ",")[1][:3] == ["Завод «Ёлка»; и ко", "-1234.50", "0.208"]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_begins_like_a_formula_is_guarded(text: str) -> None:
    table = OutTable("Т", (OutColumn(text),), ((text,),))
    for (cell,) in rows_of(as_csv(table, "ru"), ";"):
        assert cell == f"'{text}"


@given(st.text(max_size=30))
def test_a_harmless_text_stays_as_it_is_and_none_begins_like_a_formula(text: str) -> None:
    safe = harmless(text)
    assert safe.removeprefix("'") == text.removeprefix("'") or safe == f"'{text}"
    assert not safe.lstrip(" \u00a0").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_a_workbook_keeps_numbers_dates_and_text_apart() -> None:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx(TABLE, MOMENT))).get_sheet_by_name("Клиенты")
    head, first, second = sheet.to_python(skip_empty_area=False)
    assert head[0] == "Клиент"
    assert first == [
        "Завод «Ёлка»; и ко",
        -1234.5,
        0.208,
        2.0,
        date(2026, 11, 13),
        datetime(2026, 11, 25, 11),  # noqa: DTZ001 - a local time
    ]
    assert second == ["Пустой", "", "", "", "", ""]


@pytest.mark.parametrize("text", [*HOSTILE, "http://example.com", "0042", "1e5"])
def test_nothing_in_a_workbook_becomes_a_formula_a_link_or_a_number(text: str) -> None:
    data = as_xlsx(OutTable("Т", (OutColumn("Текст"),), ((text,),)), MOMENT)
    with ZipFile(io.BytesIO(data)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet
        assert not any("rels" in name and "worksheets" in name for name in package.namelist())
    found = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert isinstance(found[1][0], str)


def test_the_same_table_gives_the_same_bytes() -> None:
    assert as_xlsx(TABLE, MOMENT) == as_xlsx(TABLE, MOMENT)


@pytest.mark.parametrize("title", ["[Все]: клиенты? */\\", "Я" * 40, "'", ""])
def test_any_title_makes_a_sheet(title: str) -> None:
    data = as_xlsx(OutTable(title, (OutColumn("А"),), ()), MOMENT)
    (name,) = CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names
    assert 0 < len(name) <= 31


def test_a_table_without_rows_has_its_head() -> None:
    assert rows_of(as_csv(OutTable("Т", (OutColumn("А"), OutColumn("Б")), ()), "ru"), ";") == [["А", "Б"]]
