"""Where an arrow key leads."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kam.ui.account.people.walking import Box, Direction, nearest

BOXES: dict[str, Box] = {
    "middle": (100, 100, 40, 20),
    "right": (200, 102, 40, 20),
    "far right": (400, 100, 40, 20),
    "above": (110, 20, 40, 20),
    "below left": (60, 180, 40, 20),
}


def test_the_neighbour_straight_ahead_comes_first() -> None:
    assert nearest("middle", BOXES, Direction.RIGHT) == "right"
    assert nearest("right", BOXES, Direction.RIGHT) == "far right"
    assert nearest("middle", BOXES, Direction.UP) == "above"
    assert nearest("middle", BOXES, Direction.DOWN) == "below left"


def test_at_the_edge_nothing_comes() -> None:
    assert nearest("far right", BOXES, Direction.RIGHT) is None


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=12, unique=True))
def test_walking_never_stays_and_never_leaves(places: list[tuple[int, int]]) -> None:
    boxes: dict[int, Box] = {n: (x * 50.0, y * 40.0, 40.0, 30.0) for n, (x, y) in enumerate(places)}
    for direction in Direction:
        found = nearest(0, boxes, direction)
        assert found != 0
        assert found is None or found in boxes
