"""Columns of a plan's tables share the width that there is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kam.core.formats import Formats
from kam.core.words import words_for
from kam.reports.kit import Kit
from kam.reports.plan.columns import Column, prose, unbroken, widths
from kam.reports.plan.look import PLAN
from kam.reports.text import Style, longest_word

KIT = Kit(words_for("en"), Formats("en"), PLAN, "RUB", "UTC")
TEXTS = st.text(alphabet="abcdefgh ", max_size=80)


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS, TEXTS), min_size=1, max_size=6))
def test_the_columns_together_are_as_wide_as_the_table(rows: list[tuple[str, str, str, str]]) -> None:
    columns = (Column("a"), Column("b", share=1), Column("c"), Column("d"))
    found = widths(KIT, columns, rows, 500)
    assert all(each >= 0 for each in found)
    assert abs(sum(found) + 3 * 8 - 500) < 0.01
    assert found[1] >= 500 * 0.3 - 0.01 or max(found[0], found[2], found[3]) <= 500 * 0.24


@given(st.lists(TEXTS, max_size=8))
def test_no_paragraph_of_a_longer_text_is_lost(paragraphs: list[str]) -> None:
    written = [each for each in paragraphs if each.strip()]
    rows = prose(KIT, "\n".join(paragraphs), 200)
    assert len(rows) >= len(written)
    assert not prose(KIT, None, 200)


@given(st.floats(min_value=20, max_value=200))
def test_a_word_breaks_only_where_the_smallest_size_does_not_hold_it(width: float) -> None:
    style = Style(9.5, 11)
    made = unbroken("Цельномолочный цех", style, width, 3)
    assert 6 <= made.style.size <= style.size
    smallest = Style(6, 11)
    if longest_word("Цельномолочный", smallest) <= width:
        assert longest_word("Цельномолочный", made.style) <= width
