"""Text on its way to paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.reports.fonts import Face, measured
from kam.reports.text import Style, clean, emphasised, glued, held_together, plain, set_text

BODY = Style(10, 12)


def lines_of(text: str, width: float, most: int | None = None) -> list[str]:
    return ["".join(piece.text for piece in line.pieces) for line in set_text(text, BODY, width, most).lines]


def test_control_and_direction_signs_do_not_reach_the_page() -> None:
    assert clean("a\x00b\x07c\u202ed\u200be\tf\r\ng") == "abcde f g"


def test_narrow_spaces_become_plain_no_break_spaces() -> None:
    assert clean("5\u202f000") == "5\u00a0000"


def test_decomposed_letters_are_composed() -> None:
    assert clean("и\u0306") == "й"


def test_a_sign_that_pt_sans_lacks_is_drawn_in_another_face() -> None:
    _, runs = measured("a → b", Face.REGULAR)
    assert runs == ((Face.REGULAR, "a "), (Face.SYMBOL, "→"), (Face.REGULAR, " b"))


def test_a_sign_that_no_face_has_is_visibly_replaced() -> None:
    _, runs = measured("漢", Face.BOLD)
    assert runs == ((Face.SYMBOL, "\ufffd"),)


def test_two_stars_make_a_part_bold() -> None:
    line = set_text("до **84 млн** ₽", BODY, 500).lines[0]
    assert [(piece.text, piece.face) for piece in line.pieces] == [
        ("до\u00a0", Face.REGULAR),
        ("84\u00a0млн ", Face.BOLD),
        ("₽", Face.REGULAR),
    ]


@pytest.mark.parametrize("text", ["2 ** 3", "**", "a ** b ** c", "****"])
def test_stray_stars_are_just_stars(text: str) -> None:
    assert plain(text) == text


def test_emphasis_of_the_whole_swallows_emphasis_within() -> None:
    assert emphasised("a **b** c") == "**a b c**"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("это — да", "это\u00a0— да"),
        ("в срок", "в\u00a0срок"),
        ("12 дн.", "12\u00a0дн."),
        ("объём ≥ 90 млн", "объём ≥\u00a090\u00a0млн"),
        ("Осмотр линии 3", "Осмотр линии\u00a03"),
        ("seen since May 2026", "seen since May\u00a02026"),
        ("15-й день", "15-й\u00a0день"),
        ("долг 3,1 млн ₽", "долг 3,1\u00a0млн\u00a0₽"),
        ("дольше **на 22 дня**", "дольше **на\u00a022\u00a0дня**"),
        ("О. Зимина, Крутов С.", "О.\u00a0Зимина, Крутов\u00a0С."),
    ],
)
def test_lines_do_not_end_where_they_should_not(text: str, expected: str) -> None:
    assert glued(text) == expected


def test_a_text_that_is_cut_ends_in_an_ellipsis() -> None:
    lines = lines_of("слово " * 40, 100, 2)
    assert len(lines) == 2
    assert lines[1].endswith("…")


def test_a_word_longer_than_a_line_is_broken() -> None:
    lines = lines_of("ж" * 100, 60)
    assert len(lines) > 1
    assert "".join(lines) == "ж" * 100


def test_words_that_were_glued_part_before_one_of_them_is_broken() -> None:
    assert lines_of("нарезка и цельномолочный цех", 80) == ["нарезка и", "цельномолочный", "цех"]


def test_a_text_to_be_edited_is_glued_only_where_a_line_must_not_end() -> None:
    assert held_together("лимит в 12 млн ₽ — О. Зимина") == (
        "лимит в 12\u00a0млн\u00a0₽\u00a0— О.\u00a0Зимина"
    )


def test_a_word_wider_than_its_line_is_broken_after_its_hyphens() -> None:
    assert lines_of("price-per-cartridge tables", 60) == ["price-per-", "cartridge", "tables"]


def test_a_hyphened_word_that_fits_a_line_of_its_own_stays_whole() -> None:
    assert lines_of("запуск CIP-программы", 75) == ["запуск", "CIP-программы"]


@given(st.text(max_size=200), st.floats(min_value=30, max_value=400), st.integers(min_value=1, max_value=5))
def test_no_line_is_wider_than_its_place(text: str, width: float, most: int) -> None:
    made = set_text(text, BODY, width, most)
    assert len(made.lines) <= most
    assert all(line.width <= width + 0.01 for line in made.lines)


@given(st.text(max_size=80))
def test_no_visible_character_is_lost(text: str) -> None:
    made = set_text(text, BODY, 120)
    drawn = "".join(piece.text for line in made.lines for piece in line.pieces)
    assert len(drawn.replace(" ", "").replace("\u00a0", "")) == len(
        plain(text).replace(" ", "").replace("\u00a0", "")
    )
