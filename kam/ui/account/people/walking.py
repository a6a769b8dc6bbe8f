"""Walking over a plane of boxes by the arrow keys."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from typing import TypeAlias, TypeVar

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, width, height."""

K = TypeVar("K")


class Direction(Enum):
    """Where an arrow key points."""

    LEFT = auto()
    RIGHT = auto()
    UP = auto()
    DOWN = auto()


def nearest(start: K, boxes: Mapping[K, Box], direction: Direction) -> K | None:
    """The nearest box in a direction; one that lies straight ahead goes before one that lies aside."""
    x, y = _middle(boxes[start])
    best: tuple[float, K] | None = None
    for key, box in boxes.items():
        if key == start:
            continue
        ahead, aside = _apart((x, y), _middle(box), direction)
        if ahead <= 1 or aside > 4 * ahead:
            continue
        distance = ahead + 3 * aside
        if best is None or distance < best[0]:
            best = distance, key
    return None if best is None else best[1]


def _middle(box: Box) -> tuple[float, float]:
    return box[0] + box[2] / 2, box[1] + box[3] / 2


def _apart(start: tuple[float, float], end: tuple[float, float], direction: Direction) -> tuple[float, float]:
    """How far ahead and how far aside."""
    across, down = end[0] - start[0], end[1] - start[1]
    match direction:
        case Direction.LEFT:
            return -across, abs(down)
        case Direction.RIGHT:
            return across, abs(down)
        case Direction.UP:
            return -down, abs(across)
        case Direction.DOWN:
            return down, abs(across)
