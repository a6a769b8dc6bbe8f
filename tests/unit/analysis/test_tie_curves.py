"""Lines between people beside the reporting lines."""

from __future__ import annotations

from uuid import UUID

import pytest

from kam.analysis.chart_parts import ChartCard, ChartGaps, OrgChart, PlacedCard
from kam.analysis.org_chart import lay_out
from kam.analysis.tie_curves import area_of, on_curve, place_word, tie_between

GAPS = ChartGaps(beside=10, below=40, between_trees=20, assistant=30, row_width=300)


def card(number: int, boss: int | None = None, *, width: float = 100, assistant: bool = False) -> ChartCard:
    return ChartCard(UUID(int=number), None if boss is None else UUID(int=boss), width, 50, assistant)


def at(chart: OrgChart, number: int) -> PlacedCard:
    found = chart.card(UUID(int=number))
    assert found is not None
    return found


def test_a_tie_to_a_neighbour_is_straight_and_one_past_others_sags() -> None:
    chart = lay_out([card(1), card(2, 1), card(3, 1), card(4, 1), card(5, 2)], gaps=GAPS)
    near = tie_between(at(chart, 2), at(chart, 3), straight_from=10)
    assert list(near.start) == [at(chart, 2).x + 100, 115]
    assert list(near.end) == [at(chart, 3).x, 115]
    assert near.word[1] == 115
    assert tie_between(at(chart, 3), at(chart, 2), straight_from=10).start == near.end
    assert tie_between(at(chart, 2), at(chart, 3)).word[1] > at(chart, 2).y + 50, "no room for a word"
    far = tie_between(at(chart, 2), at(chart, 4))
    assert far.word[1] > at(chart, 2).y + 50
    across = tie_between(at(chart, 5), at(chart, 4))
    assert across.start == (at(chart, 5).middle, at(chart, 5).y)
    assert across.end == (at(chart, 4).middle, at(chart, 4).y + 50)


def test_the_word_of_a_line_stands_on_it_beside_cards_and_other_words() -> None:
    chart = lay_out([card(1), card(2, 1), card(3, 1), card(4, 1), card(5, 3)], gaps=GAPS)
    curve = tie_between(at(chart, 5), at(chart, 1))
    cards = [area_of(placed) for placed in chart.cards]
    first = place_word(curve, 30, 10, cards)
    second = place_word(curve, 30, 10, [*cards, first])
    for word, others in ((first, cards), (second, [*cards, first])):
        assert all(
            word[2] <= left or right <= word[0] or word[3] <= top or bottom <= word[1]
            for left, top, right, bottom in others
        )
        assert any(
            word[0] <= x <= word[2] and word[1] <= y <= word[3]
            for x, y in (on_curve(curve, n / 100) for n in range(101))
        )
    everywhere = (-1000.0, -1000.0, 1000.0, 1000.0)
    middle = place_word(curve, 30, 10, [everywhere])
    assert (middle[0] + 15, middle[1] + 5) == pytest.approx(curve.word)
