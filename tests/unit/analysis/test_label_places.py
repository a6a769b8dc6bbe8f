"""Labels of a map: beside their points, over nothing, the important ones first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.label_places import Box, Labelled, lead_of, place_labels

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


def test_a_label_stands_past_the_tail_where_its_own_side_is_taken() -> None:
    [box] = place_labels([point(100, 100, tail=180)], FRAME, taken=[Box(0, 0, 99, 300)])
    assert box is not None
    assert box.left > 180


def test_no_label_lies_over_the_tail_of_another() -> None:
    first, second = place_labels([point(100, 100), point(300, 100, tail=120)], FRAME)
    assert first is not None
    assert second is not None
    assert first.right <= 100 or first.bottom <= 97 or first.top >= 103


def test_a_label_is_cut_only_where_its_whole_has_no_room() -> None:
    wide = Labelled(200, 150, 6, 180, 14, None, (60,))
    [whole] = place_labels([wide], FRAME)
    walls = [Box(0, 0, 400, 140), Box(0, 160, 400, 300), Box(0, 0, 100, 300), Box(280, 0, 400, 300)]
    [cut] = place_labels([wide], FRAME, taken=walls)
    assert whole is not None
    assert cut is not None
    assert whole.right - whole.left == 180
    assert cut.right - cut.left == 60


def test_a_border_is_rather_not_crossed() -> None:
    [box] = place_labels([point(100, 100)], FRAME, borders=[Box(129, 0, 131, 300)])
    assert box is not None
    assert box.right <= 129


def test_a_label_makes_room_for_another() -> None:
    found = place_labels([point(200, 150), point(290, 150, width=40)], Box(120, 140, 300, 160))
    assert None not in found


def test_a_label_apart_from_its_point_is_led_to() -> None:
    label = Box(80, 70, 140, 84)
    assert lead_of(100, 6, label) == (94, 84)
    assert lead_of(90, 6, label) is None


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
            if each.tail is not None:
                tail = Box(min(each.x, each.tail), each.y - 1, max(each.x, each.tail), each.y + 1)
                assert not box.overlaps(tail)
