"""Columns of a table in an office document: as wide as their words, and narrow ones stay whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.reports.office.widths import fitted_widths, least_widths

SIZE, PADDING = 10.0, 8.0


def widths(rows: list[list[str]], live: float) -> list[float]:
    return fitted_widths(rows, [1.0] * len(rows[0]), live, size=SIZE, padding=PADDING)


def test_numbers_and_dates_stay_whole_beside_words_without_end() -> None:
    rows = [["№", "цель", "срок", "цель"], ["10", "Ц" * 120, "28.02.2027", "98 765 432 109,876" * 3]]

    found = widths(rows, 260)

    least = least_widths(rows, size=SIZE, padding=PADDING)
    assert found[0] >= least[0]
    assert found[2] >= least[2]
    assert sum(found) == pytest.approx(260)


@given(
    st.lists(st.lists(st.text("abж 1.", max_size=40), min_size=3, max_size=3), min_size=1, max_size=5),
    st.floats(60, 900),
)
def test_columns_together_are_as_wide_as_the_table(rows: list[list[str]], live: float) -> None:
    assert sum(widths(rows, live)) == pytest.approx(live)
