"""Cells that are read by what was decided about them, rows that are left out, VAT that is taken off."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from kam.core.errors import UserError
from kam.exchange.delimited import likely_encoding
from kam.exchange.fields import Kind
from kam.exchange.mapping import parse_mapping
from kam.exchange.parse import Amends, Reading, read_rows
from kam.exchange.planning import open_table, plan_import
from tests.tables import Bring

ROWS = "Клиент;Статус;Кредитный лимит\nЗаря;загадочный;100\nРассвет;активный;-5\nВосход;активный;7\n"


def read(tmp_path: Path, amends: Amends) -> Reading:
    path = tmp_path / "clients.csv"
    path.write_text(ROWS, "utf-8")
    table = open_table(path, Kind.ACCOUNTS)
    return read_rows(table, plan_import(table, Kind.ACCOUNTS), amends=amends)


def test_a_cell_is_read_as_was_decided(tmp_path: Path) -> None:
    amends = Amends({("status", "загадочный"): "dormant", ("credit_limit", "-5"): ""})
    reading = read(tmp_path, amends)
    rows = list(reading)
    assert [(str(row.status), row.credit_limit) for row in rows] == [  # type: ignore[union-attr]
        ("dormant", Decimal(100)),
        ("active", None),
        ("active", Decimal(7)),
    ]
    assert dict(reading.mended) == {("status", "загадочный"): 1, ("credit_limit", "-5"): 1}
    assert reading.mended_codes["status", "загадочный"] == "exchange.unknown_word"
    assert reading.problems == []


def test_what_is_read_instead_must_be_right_itself(tmp_path: Path) -> None:
    reading = read(tmp_path, Amends({("status", "загадочный"): "странный"}))
    assert [row.row for row in reading] == [4]
    assert [(problem.row, problem.code) for problem in reading.problems] == [
        (2, "exchange.unknown_word"),
        (3, "exchange.too_small"),
    ]


def test_rows_left_out_on_purpose_are_no_problem(tmp_path: Path) -> None:
    reading = read(tmp_path, Amends(passed_over=frozenset({2, 3})))
    assert [row.row for row in reading] == [4]
    assert (reading.passed_over, reading.bad_rows, reading.problems) == (2, 0, [])


def test_vat_that_the_revenue_includes_is_taken_off(bring: Bring) -> None:
    rows = "Клиент;Месяц;Сумма\nЗаря;2026-01;120\nЗаря;2026-02;61\n"
    assert bring("sales", rows, "recognise = true\n[columns]\n[formats]\nvat = 20\n").all("revenue") == [
        Decimal(100),
        Decimal("50.83333333333333333333333333"),
    ]
    assert bring("sales", rows, "recognise = true\n[columns]\n[formats]\nvat = 0\n").all("revenue") == [
        Decimal(120),
        Decimal(61),
    ]


def test_vat_is_a_whole_number_of_per_cent() -> None:
    with pytest.raises(UserError, match=r"exchange\.mapping_wrong_value"):
        parse_mapping('kind = "sales"\n[formats]\nvat = 0.2\n')


@pytest.mark.parametrize("encoding", ["koi8-r", "cp866"])
def test_a_rare_encoding_is_guessed_by_what_reads_as_russian(encoding: str) -> None:
    assert likely_encoding("Клиент;Сумма\nЁжик;1\n".encode(encoding)) == encoding


def test_western_letters_are_not_taken_for_russian() -> None:
    assert likely_encoding("Müller;Señor;Château".encode("cp1252")) == "cp1252"
