"""The influence × attitude grid."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.influence_grid import GridPerson, GridPlace, GridZone, place_on_grid, zone_of
from kam.core.vocabulary import Attitude

OPPONENT, SCEPTIC, NEUTRAL, SUPPORTER, CHAMPION = Attitude


def person(
    number: int, attitude: Attitude | None, influence: int | None, target: Attitude | None = None
) -> GridPerson:
    return GridPerson(UUID(int=number), attitude, influence, target)


def test_a_person_stands_in_the_column_of_the_attitude_and_the_row_of_the_influence() -> None:
    grid = place_on_grid([person(1, SUPPORTER, 5), person(2, OPPONENT, 1)])
    assert grid.places == (GridPlace(UUID(int=1), 3, 0, 0), GridPlace(UUID(int=2), 0, 4, 0))


def test_an_arrow_keeps_its_lane_free_up_to_the_target() -> None:
    """Sobolev goes from 3 to 4, Zimin from 2 to 3: his arrow would run into her card."""
    grid = place_on_grid([person(1, SUPPORTER, 5, CHAMPION), person(2, NEUTRAL, 5, SUPPORTER)])
    assert [(place.lane, place.target_column) for place in grid.places] == [(0, 4), (1, 3)]
    without = place_on_grid(
        [person(1, SUPPORTER, 5, CHAMPION), person(2, NEUTRAL, 5, SUPPORTER)], targets=False
    )
    assert [place.lane for place in without.places] == [0, 0]


def test_a_target_that_is_reached_has_no_arrow() -> None:
    assert place_on_grid([person(1, CHAMPION, 4, CHAMPION)]).places[0].target_column is None


def test_who_lacks_a_rating_waits_below() -> None:
    grid = place_on_grid([person(1, None, 3), person(2, NEUTRAL, None), person(3, NEUTRAL, 3)])
    assert [each.int for each in grid.unrated] == [1, 2]
    assert [place.id.int for place in grid.places] == [3]


def test_a_crowded_row_gets_as_many_lanes_as_it_needs() -> None:
    grid = place_on_grid([person(n, NEUTRAL, 3) for n in range(5)])
    assert grid.lanes == (2, 2, 5, 2, 2)
    assert [place.id.int for place in grid.in_cell(2, 2)] == [0, 1, 2, 3, 4]
    assert grid.in_cell(0, 0) == ()


@given(
    st.lists(
        st.tuples(st.sampled_from(Attitude), st.integers(1, 5), st.none() | st.sampled_from(Attitude)),
        max_size=40,
    )
)
def test_neither_cards_nor_arrows_ever_share_a_place(
    rated: list[tuple[Attitude, int, Attitude | None]],
) -> None:
    grid = place_on_grid(person(n, *each) for n, each in enumerate(rated))
    taken: set[tuple[int, int, int]] = set()
    for place in grid.places:
        aim = place.column if place.target_column is None else place.target_column
        for column in range(min(place.column, aim), max(place.column, aim) + 1):
            assert (place.row, place.lane, column) not in taken
            taken.add((place.row, place.lane, column))
        assert place.lane < grid.lanes[place.row]


@pytest.mark.parametrize(
    ("attitude", "influence", "zone"),
    [
        (SCEPTIC, 4, GridZone.CONVINCE),
        (CHAMPION, 5, GridZone.KEEP),
        (OPPONENT, 3, GridZone.WATCH),
        (SUPPORTER, 1, GridZone.INVOLVE),
        (NEUTRAL, 5, None),
    ],
)
def test_the_corners_say_what_to_do(attitude: Attitude, influence: int, zone: GridZone | None) -> None:
    assert zone_of(attitude, influence) is zone
