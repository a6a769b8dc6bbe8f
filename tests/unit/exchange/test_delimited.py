"""CSV files: encodings and delimiters are recognised, and what cannot be is said."""

from __future__ import annotations

import codecs
import csv
import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.core.errors import UserError
from kam.exchange.delimited import DELIMITERS, open_delimited

ROWS = [
    ["Код", "Наименование", "Сумма, руб.", "Заметка"],
    ["1", "ООО «Ромашка»", "1 234,56", "первая строка\nвторая; с точкой, и запятой"],
    ["2", 'АО "Заря"', "7,00", "вкладка\tвнутри"],
    ["3", "ИП Ёлкин № 5", "0,50", ""],
]
ENCODINGS = {
    "utf-8": ("utf-8", b""),
    "utf-8 with mark": ("utf-8", codecs.BOM_UTF8),
    "utf-16 le with mark": ("utf-16-le", codecs.BOM_UTF16_LE),
    "utf-16 be with mark": ("utf-16-be", codecs.BOM_UTF16_BE),
    "utf-16 le": ("utf-16-le", b""),
    "utf-16 be": ("utf-16-be", b""),
    "cp1251": ("cp1251", b""),
}


def written(rows: list[list[str]], delimiter: str, line_end: str = "\r\n") -> str:
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    return target.getvalue()


def read(data: bytes, encoding: str | None = None, delimiter: str | None = None) -> list[list[object]]:
    return [list(cells) for _number, cells in open_delimited(data, encoding, delimiter)]


def code_of(data: bytes, encoding: str | None = None) -> str:
    with pytest.raises(UserError) as caught:
        read(data, encoding)
    return caught.value.code


@pytest.mark.parametrize("name", ENCODINGS)
@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_encoding_with_every_delimiter_is_recognised(name: str, delimiter: str, line_end: str) -> None:
    encoding, mark = ENCODINGS[name]
    rows = [[cell.replace("\n", " ") for cell in row] for row in ROWS] if line_end == "\r" else ROWS
    assert read(mark + written(rows, delimiter, line_end).encode(encoding)) == rows


def test_english_text_in_utf_16_without_a_mark_is_recognised() -> None:
    assert read("id,name\n1,Acme\n".encode("utf-16-le")) == [["id", "name"], ["1", "Acme"]]


def test_plain_ascii_is_read() -> None:
    assert read(b"id,name\n1,Acme") == [["id", "name"], ["1", "Acme"]]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("id;name\n1;Constitución São José\n2;Čeština ž\n", "cp1250"),
        ("id;name\n1;Avda. de la Constitución\n2;México\n", "cp1252"),
        ("Код;Название\n1;Общество «Ромашка»\n2;Заря\n".replace("«", "").replace("»", ""), "koi8-r"),
        ("Код;Название\n1;Общество Ромашка\n2;Заря\n", "cp866"),
    ],
)
def test_another_encoding_is_not_taken_for_russian_but_asked_for(text: str, encoding: str) -> None:
    data = text.encode(encoding, "replace")
    assert code_of(data) == "exchange.encoding_unclear"
    assert read(data, encoding)[0][0] == text.partition(";")[0]


def test_a_stated_encoding_that_does_not_read_the_file_is_refused() -> None:
    assert code_of("Заря".encode("cp1251"), "utf-8") == "exchange.encoding_wrong"


def test_a_stated_utf_8_leaves_no_mark_in_the_first_heading() -> None:
    assert read(codecs.BOM_UTF8 + b"id,name\n", "utf-8")[0] == ["id", "name"]


def test_commas_in_numbers_do_not_hide_the_semicolons() -> None:
    data = "Клиент;Сумма, руб.\nЗаря;1,50\nЛуч;2,70\n".encode()
    assert open_delimited(data).delimiter == ";"


def test_a_line_that_names_the_separator_is_obeyed_and_counted() -> None:
    grid = open_delimited(b"sep=|\nid|name, full\n1|Acme\n")
    assert list(grid) == [(2, ["id", "name, full"]), (3, ["1", "Acme"])]


def test_rows_are_numbered_as_a_spreadsheet_numbers_them() -> None:
    grid = open_delimited(b'id,name\n\n1,"a\nb"\n2,c\n')
    assert [(number, len(cells)) for number, cells in grid] == [(1, 2), (2, 0), (3, 2), (4, 2)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "exchange.empty_file"),
        (codecs.BOM_UTF8 + b"\r\n \r\n", "exchange.empty_file"),
        (b";;;\n;;;\n", "exchange.empty_file"),
        (bytes(range(256)) * 40, "exchange.not_a_table"),
        (b"SQLite format 3\x00" + b"\x00\x10\x02\x02\x00\x40\x20\x20" * 40, "exchange.not_a_table"),
        (b'id,name\n1,"never closed\n2,b\n', "exchange.quotes"),
        (b'id,name\n1,"a"b\n', "exchange.quotes"),
        (b"id,name\n1," + b"x" * 200_000 + b"\n", "exchange.huge_cell"),
    ],
)
def test_what_is_no_table_is_refused_with_its_reason(data: bytes, code: str) -> None:
    assert code_of(data) == code


def test_quotation_marks_that_do_not_close_are_named_by_their_row() -> None:
    with pytest.raises(UserError) as caught:
        read(b'id,name\n1,a\n2,"b\n3,c\n')
    assert caught.value.details["row"] == 3


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_sentence(data: bytes) -> None:
    with suppress(UserError):
        read(data)


@given(st.text(max_size=200), st.sampled_from(list(ENCODINGS)))
def test_any_text_in_any_encoding_is_read_or_refused_with_a_sentence(text: str, name: str) -> None:
    encoding, mark = ENCODINGS[name]
    with suppress(UserError):
        read(mark + text.encode(encoding, "replace"))
