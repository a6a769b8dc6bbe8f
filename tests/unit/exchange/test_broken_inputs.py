"""Whatever the bytes, an import ends in rows, problems or a sentence; and every sentence exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kam.exchange
from kam.core.errors import UserError
from kam.core.sentences.exchange import SENTENCES
from kam.core.words import LANGUAGES, words_for
from kam.exchange.fields import Kind
from kam.exchange.parse import read_rows
from kam.exchange.planning import Plan, open_table, plan_import
from tests.tables import Bring

SOURCE = Path(kam.exchange.__file__).parent
HEADINGS = ["Клиент", "Код", "Дата", "Сумма", "ФИО", "Заказ", "Статус", "Валюта", "янв 2026", "", "Цвет"]
CELLS = st.one_of(
    st.text(max_size=12), st.sampled_from(["1,234", "03/04/97", "=1+1", "\x00", "—", "ЛПР", "$5", "1" * 400])
)


@given(
    st.sampled_from(list(Kind)),
    st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=6),
    st.lists(st.lists(CELLS, max_size=7), max_size=5),
    st.sampled_from(["utf-8", "utf-16", "cp1251"]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_table_ends_in_rows_problems_or_a_sentence(
    tmp_path: Path, kind: Kind, header: list[str], rows: list[list[str]], encoding: str
) -> None:
    path = tmp_path / "source.csv"
    text = "\n".join(";".join(cells) for cells in [header, *rows])
    path.write_bytes(text.encode(encoding, "replace"))
    try:
        table = open_table(path, kind)
        reading = read_rows(table, plan_import(table, kind))
        good = list(reading)
    except UserError as error:
        _say(error.code, error.details)
    else:
        assert {row.row for row in good}.isdisjoint(problem.row for problem in reading.problems)
        assert reading.rows == len({row.row for row in good}) + reading.bad_rows or "янв 2026" in header
        for problem in reading.problems:
            _say(problem.code, problem.details)


def _planned(path: Path, kind: Kind) -> Plan:
    return plan_import(open_table(path, kind), kind)


def _say(code: str, details: dict[str, object]) -> None:
    for language in LANGUAGES:
        assert "{" not in words_for(language).of(SENTENCES[code]).format_map(details) or "{" in str(details)


def test_every_code_has_a_sentence_and_every_sentence_a_use() -> None:
    text = "".join(path.read_text("utf-8") for path in SOURCE.glob("*.py"))
    used = set(re.findall(r'"(exchange\.[a-z_0-9]+)"', text))
    assert used == set(SENTENCES)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 100,
        b"\xff\xfe",
        b"PK\x03\x04",
        b"%PDF-1.7\n",
        b"\x89PNG\r\n\x1a\n" + b"\x00\x01" * 100,
        b"<html>",
    ],
)
def test_a_file_of_something_else_is_refused(tmp_path: Path, kind: Kind, content: bytes) -> None:
    path = tmp_path / "source.csv"
    path.write_bytes(content)
    with pytest.raises(UserError) as caught:
        _planned(path, kind)
    assert caught.value.code in SENTENCES


def test_a_long_cell_of_one_character_does_not_stop_the_clock(bring: Bring) -> None:
    for filler in (" ", "1", "1,", "'", "(", "$", "апр "):
        bring(
            "sales",
            f"Client;Order;Date;Amount\nA;1;2026-01-05;{filler * 20_000}\nA;2;{filler * 20_000};5.5\n",
        )
