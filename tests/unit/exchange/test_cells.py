"""The rule by which the text of a foreign file becomes ours."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.exchange.cells import Bad, is_blank, line_of, note_of, shown, squeezed, text_of


@pytest.mark.parametrize(
    "text",
    ["=1+1", "@SUM(A1)", "+7 495 123-45-67", "<b>Ромашка</b>", "<img src=/etc/passwd>", "../../x", "a'; --"],
)
def test_formulas_and_markup_are_kept_as_text(text: str) -> None:
    assert line_of(text) == text


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ud800", "\uffff"])
def test_a_control_character_makes_the_cell_a_problem(character: str) -> None:
    assert line_of(f"ООО{character}Ромашка") == Bad("exchange.control_character")
    assert note_of(f"ООО{character}Ромашка") == Bad("exchange.control_character")


def test_invisible_characters_are_dropped_and_special_spaces_become_plain() -> None:
    assert line_of("\ufeffООО\u00a0«Ро\u00adмашка»\u200b\u202e ") == "ООО «Ромашка»"


def test_spaces_inside_stay_and_those_around_go() -> None:
    assert line_of("  Wolski  Zajazd ") == "Wolski  Zajazd"


def test_a_line_has_no_line_ends_and_a_note_keeps_them() -> None:
    assert line_of("ул. Ленина,\r\n 5") == "ул. Ленина, 5"
    assert note_of("first\r\nsecond\rthird") == "first\nsecond\nthird"


def test_whole_numbers_of_a_workbook_become_text_without_a_point() -> None:
    assert text_of(7701234567.0) == "7701234567"
    assert text_of(12.5) == "12.5"
    assert text_of(datetime(2026, 4, 3)) == "2026-04-03"  # noqa: DTZ001 - as Excel has it


def test_a_report_quotes_a_cell_short_and_visible() -> None:
    assert shown("a\x00b\nc") == "a\N{REPLACEMENT CHARACTER}b c"
    assert len(shown("я" * 300)) == 80


def test_headings_compare_without_case_spaces_and_yo() -> None:
    assert squeezed("Customer ID") == squeezed("customer_id") == squeezed("CustomerID")
    assert squeezed("Отчётный месяц") == squeezed("отчетный  МЕСЯЦ")


@given(st.text())
def test_a_line_is_clean_or_a_problem(text: str) -> None:
    line = line_of(text)
    if isinstance(line, str):
        assert line == line.strip()
        assert "\n" not in line
        assert line_of(line) == line
        assert is_blank(text) == (not line)
