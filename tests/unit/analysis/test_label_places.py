"""Labels of a map: beside their points, over nothing, the important ones first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.label_places import Box, Labelled, place_labels

FRAME = Box(0, 0, 400, 300)


def point(x: float, y: float, *, width: float = 60, tail: float | None = None) -> Labelled:
    return Labelled(x, y, 6, width, 14, tail)


def test_a_label_stands_at_the_right_of_its_point() -> None:
    [box] = place_labels([point(100, 100)], FRAME)
    assert box == Box(110, 93, 170, 107)


def test_a_label_keeps_away_from_the_tail() -> None:
    [box] = place_labels([point(100, 100, tail=180)], FRAME)
    assert box is not None
    assert box.right < 100


def test_at_the_edge_it_stands_on_the_other_side() -> None:
    [box] = place_labels([point(390, 100)], FRAME)
    assert box is not None
    assert box.right < 390


def test_who_comes_first_has_a_label_where_two_have_no_room() -> None:
    found = place_labels([point(200, 150, width=390), point(200, 150, width=390)], Box(0, 140, 400, 180))
    assert found[0] is not None
    assert found[1] is None


def test_what_is_taken_stays_free() -> None:
    [box] = place_labels([point(100, 100)], FRAME, taken=[Box(105, 80, 400, 120)])
    assert box is not None
    assert box.right <= 100


POINTS = st.lists(
    st.builds(
        point,
        st.floats(0, 400),
        st.floats(0, 300),
        width=st.floats(10, 90),
        tail=st.none() | st.floats(0, 400),
    ),
    max_size=60,
)


@given(POINTS)
def test_no_label_covers_another_or_a_point(points: list[Labelled]) -> None:
    found = place_labels(points, FRAME)
    boxes = [box for box in found if box is not None]
    for number, box in enumerate(boxes):
        assert box.within(FRAME)
        assert not any(box.overlaps(other) for other in boxes[number + 1 :])
        for each in points:
            mark = Box(each.x - each.reach, each.y - each.reach, each.x + each.reach, each.y + each.reach)
            assert not box.overlaps(mark)
