"""Where the cards of an org chart stand."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.assistants import is_assistant
from kam.analysis.chart_parts import ChartCard, ChartGaps, OrgChart, PlacedCard, moved
from kam.analysis.org_chart import lay_out

GAPS = ChartGaps(beside=10, below=40, between_trees=20, assistant=30, row_width=300)
IN_COLUMNS = replace(GAPS, columns_from=3, in_column=8, trunk=12)


def card(number: int, boss: int | None = None, *, width: float = 100, assistant: bool = False) -> ChartCard:
    return ChartCard(UUID(int=number), None if boss is None else UUID(int=boss), width, 50, assistant)


def at(chart: OrgChart, number: int) -> PlacedCard:
    found = chart.card(UUID(int=number))
    assert found is not None
    return found


def test_a_boss_stands_centred_over_the_reports_one_level_below() -> None:
    chart = lay_out([card(1), card(2, 1), card(3, 1), card(4, 1)], gaps=GAPS)
    assert [at(chart, number).x for number in (2, 3, 4)] == [0, 110, 220]
    assert at(chart, 1).middle == at(chart, 3).middle
    assert [at(chart, number).y for number in (1, 2)] == [0, 90]
    assert [at(chart, number).level for number in (1, 2)] == [0, 1]
    assert (chart.width, chart.height) == (320, 140)


def test_a_small_tree_slides_under_the_shoulder_of_a_wide_one() -> None:
    chart = lay_out([card(1), card(2, 1), card(3, 1), card(4, 3), card(5, 3), card(6, 3)], gaps=GAPS)
    assert at(chart, 3).x - at(chart, 2).x == 110
    assert at(chart, 4).x < at(chart, 3).x


def test_leaves_between_two_wide_trees_stand_evenly() -> None:
    wide = [card(20 + n, 2) for n in range(4)] + [card(40 + n, 4) for n in range(4)]
    chart = lay_out([card(1), card(2, 1), card(3, 1), card(4, 1), *wide], gaps=GAPS)
    assert at(chart, 3).middle == pytest.approx((at(chart, 2).middle + at(chart, 4).middle) / 2)


def test_a_mirrored_tree_is_drawn_as_the_mirror_image() -> None:
    people = [card(1), card(2, 1), card(3, 1), card(4, 1), card(5, 2), card(6, 2), card(7, 4)]
    there = lay_out(people, gaps=GAPS)
    back = lay_out([people[0], *reversed(people[1:])], gaps=GAPS)
    for person in people:
        one, other = there.card(person.id), back.card(person.id)
        assert one is not None
        assert other is not None
        assert one.middle == pytest.approx(back.width - other.middle)


def test_an_assistant_stands_beside_the_boss_and_one_with_reports_stands_below() -> None:
    chart = lay_out([card(1), card(2, 1, assistant=True), card(3, 1)], gaps=GAPS)
    assert (at(chart, 2).x, at(chart, 2).y) == (at(chart, 1).x + 130, 0)
    assert at(chart, 2).aside
    assert at(chart, 3).middle == at(chart, 1).middle
    line = next(line for line in chart.connectors if line.report == UUID(int=2))
    assert list(line.points) == [(100, 25), (130, 25)]
    busy = lay_out([card(1), card(2, 1, assistant=True), card(3, 2)], gaps=GAPS)
    assert not at(busy, 2).aside
    assert at(busy, 2).level == 1


def test_lines_go_down_along_and_down_again() -> None:
    chart = lay_out([card(1), card(2, 1), card(3, 1)], gaps=GAPS)
    points = next(line.points for line in chart.connectors if line.report == UUID(int=2))
    assert list(points) == [(105, 50), (105, 70), (50, 70), (50, 90)]
    straight = lay_out([card(1), card(2, 1)], gaps=GAPS).connectors[0].points
    assert list(straight) == [(50, 50), (50, 90)]


def test_a_collapsed_card_hides_all_below_and_says_how_many() -> None:
    people = [card(1), card(2, 1), card(3, 2), card(4, 3), card(5, 1), card(6, 2, assistant=True)]
    chart = lay_out(people, collapsed={UUID(int=2)}, gaps=GAPS)
    assert {placed.id.int for placed in chart.cards} == {1, 2, 5, 6}
    assert at(chart, 2).hidden == 2
    assert at(chart, 2).reports == 2


def test_who_has_no_line_stands_in_rows_under_the_trees() -> None:
    chart = lay_out([card(1), card(2, 1), *[card(10 + n) for n in range(4)]], gaps=GAPS)
    loose = [placed for placed in chart.cards if placed.loose]
    assert [(placed.x, placed.y) for placed in loose] == [(0, 180), (110, 180), (0, 250), (110, 250)]
    alone = lay_out([card(1), card(2)], gaps=GAPS)
    assert [placed.y for placed in alone.cards] == [0, 0]


def test_a_boss_who_is_not_there_and_a_circle_of_bosses_lose_nobody() -> None:
    chart = lay_out([card(1, 99), card(2, 3), card(3, 4), card(4, 2), card(5, 4)], gaps=GAPS)
    assert {placed.id.int for placed in chart.cards} == {1, 2, 3, 4, 5}
    assert at(chart, 2).level == 0
    assert at(chart, 4).level == 1


def test_nobody_gives_an_empty_chart() -> None:
    assert lay_out([]) == OrgChart((), (), 0, 0)


def test_a_chain_of_bosses_deeper_than_the_stack_is_laid_out() -> None:
    chart = lay_out([card(n, n - 1 if n else None) for n in range(2000)], gaps=GAPS)
    assert at(chart, 1999).level == 1999


@st.composite
def companies(draw: st.DrawFn) -> list[ChartCard]:
    size = draw(st.integers(1, 60))
    return [
        ChartCard(
            UUID(int=n),
            UUID(int=draw(st.integers(0, n - 1))) if n and draw(st.booleans()) else None,
            draw(st.integers(40, 200)),
            draw(st.integers(30, 90)),
            draw(st.booleans()),
        )
        for n in range(size)
    ]


@given(companies())
def test_no_two_cards_ever_overlap_and_none_is_lost(people: list[ChartCard]) -> None:
    chart = lay_out(people, gaps=GAPS)
    assert {placed.id for placed in chart.cards} == {person.id for person in people}
    rows: dict[float, list[PlacedCard]] = {}
    for placed in chart.cards:
        rows.setdefault(placed.level if not placed.loose else -placed.y, []).append(placed)
    for row in rows.values():
        for left, right in pairwise(sorted(row, key=lambda placed: placed.x)):
            assert left.x + left.width <= right.x + 1e-6
    assert min(placed.x for placed in chart.cards) == pytest.approx(0, abs=1e-6)
    assert chart.width == pytest.approx(max(placed.x + placed.width for placed in chart.cards))


@given(companies())
def test_columns_overlap_nobody_and_lose_nobody(people: list[ChartCard]) -> None:
    chart = lay_out(people, gaps=IN_COLUMNS)
    assert sorted(placed.id for placed in chart.cards) == sorted(person.id for person in people)
    for one, other in combinations(chart.cards, 2):
        beside = one.x + one.width <= other.x + 1e-6 or other.x + other.width <= one.x + 1e-6
        apart = one.y + one.height <= other.y + 1e-6 or other.y + other.height <= one.y + 1e-6
        assert beside or apart
    assert min(placed.x for placed in chart.cards) >= -1e-6
    assert chart.height == pytest.approx(max(placed.y + placed.height for placed in chart.cards))


def test_many_reports_hang_in_columns_beside_who_has_reports_of_their_own() -> None:
    people = [card(0), card(1, 0), card(2, 1), *(card(n, 0) for n in range(10, 18))]
    chart = lay_out(people, gaps=IN_COLUMNS)
    assert at(chart, 2).level == 2
    assert len({at(chart, n).x for n in range(10, 16)}) == 1, "six in a column"
    assert [at(chart, n).y for n in range(10, 13)] == [90, 148, 206]
    assert at(chart, 16).y == 90
    assert at(chart, 16).x > at(chart, 15).x + 100
    line = next(each for each in chart.connectors if each.report == UUID(int=12))
    below = at(chart, 12)
    assert line.points[-1] == (below.x, below.y + 25)
    assert line.points[-2] == (below.x - 6, below.y + 25)
    assert line.points[0] == (at(chart, 0).middle, 50)


def test_few_reports_stand_in_a_row_also_where_columns_are_wished() -> None:
    people = [card(0), card(1, 0), card(2, 0)]
    assert lay_out(people, gaps=IN_COLUMNS) == lay_out(people, gaps=GAPS)


@given(companies())
def test_the_same_people_give_the_same_chart(people: list[ChartCard]) -> None:
    assert lay_out(people, gaps=GAPS) == lay_out(list(people), gaps=GAPS)


def test_a_chart_can_be_moved_whole() -> None:
    chart = moved(lay_out([card(1), card(2, 1)], gaps=GAPS), 5, 7)
    assert (at(chart, 1).x, at(chart, 1).y) == (5, 7)
    assert chart.connectors[0].points[0] == (55, 57)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Помощник директора", True),
        ("Ассистент руководителя", True),
        ("секретарь", True),
        ("Assistant to the CEO", True),
        ("Executive assistant", True),
        ("PA", True),
        ("Assistant manager", False),
        ("Директор по закупкам", False),
        ("", False),
        (None, False),
    ],
)
def test_an_assistant_is_known_by_the_job_title(title: str | None, expected: bool) -> None:
    assert is_assistant(title) is expected
