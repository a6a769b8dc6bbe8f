"""Lines between people beside the reporting lines: how they go between the cards of an org chart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kam.analysis.chart_parts import PlacedCard, Point


@dataclass(frozen=True, slots=True)
class TieCurve:
    """A quadratic curve from the edge of one card to the edge of another, and where its word stands."""

    start: Point
    control: Point
    end: Point
    word: Point


def tie_between(
    one: PlacedCard, other: PlacedCard, *, sag: float = 34, straight_from: float = 40
) -> TieCurve:
    """How a line beside the reporting lines goes: straight to a neighbour, sagging below cards between.

    Neighbours in a row are joined edge to edge where the gap of ``straight_from`` or more has room for the
    line's word; closer ones, and those with a card's width or more between them, at their feet. Cards of
    different rows are joined from foot to head.
    """
    if one.y < other.y + other.height and other.y < one.y + one.height:
        left, right = sorted((one, other), key=lambda card: card.x)
        free = right.x - (left.x + left.width)
        if straight_from <= free < left.width:
            start = _edge(one, at_right=one is left)
            end = _edge(other, at_right=other is left)
            control = _halfway(start, end)
        else:
            start = (one.middle, one.y + one.height)
            end = (other.middle, other.y + other.height)
            control = ((start[0] + end[0]) / 2, max(start[1], end[1]) + 2 * sag)
    else:
        upper, lower = sorted((one, other), key=lambda card: card.y)
        foot = (upper.middle, upper.y + upper.height)
        head = (lower.middle, lower.y)
        start, end = (foot, head) if one is upper else (head, foot)
        lean = sag if foot[0] <= head[0] else -sag
        control = ((foot[0] + head[0]) / 2 + lean, (foot[1] + head[1]) / 2)
    word = tuple((a + 2 * b + c) / 4 for a, b, c in zip(start, control, end, strict=True))
    return TieCurve(start, control, end, (word[0], word[1]))


def on_curve(curve: TieCurve, part: float) -> Point:
    """The point of a curve after a part of it, 0 at its start to 1 at its end."""
    first, second, third = (1 - part) ** 2, 2 * part * (1 - part), part**2
    points = zip(curve.start, curve.control, curve.end, strict=True)
    x, y = (first * a + second * b + third * c for a, b, c in points)
    return x, y


Area = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def place_word(curve: TieCurve, width: float, height: float, taken: Iterable[Area]) -> Area:
    """Where the word of a line stands: on the line, as near to its middle as what is taken leaves room.

    Cards and the words of other lines are what is taken. Where all of the line is, it stands in the middle.
    """
    areas = list(taken)
    places = [
        _around(on_curve(curve, 0.5 + side * step / 40), width, height)
        for step in range(18)
        for side in (1, -1)
    ]
    free = (place for place in places if not any(_overlap(place, area) for area in areas))
    return next(free, places[0])


def area_of(card: PlacedCard) -> Area:
    """The area that a card takes."""
    return card.x, card.y, card.x + card.width, card.y + card.height


def _around(point: Point, width: float, height: float) -> Area:
    return point[0] - width / 2, point[1] - height / 2, point[0] + width / 2, point[1] + height / 2


def _overlap(one: Area, other: Area) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _edge(card: PlacedCard, *, at_right: bool) -> Point:
    return card.x + (card.width if at_right else 0), card.y + card.height / 2


def _halfway(one: Point, other: Point) -> Point:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
