"""Which of several ways of writing a column uses, decided for the column as a whole, never guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

W = TypeVar("W")


@dataclass(frozen=True, slots=True)
class Undecided:
    """A column that does not tell how it is written, and the values that show it.

    ``mixed`` means that no one writing reads them all ("1.5" and "1,5"); otherwise several writings read
    every value and give different results ("1,234" alone).
    """

    mixed: bool
    examples: tuple[str, ...]


def decide(values: Iterable[str], writings: Mapping[W, Callable[[str], object]]) -> W | Undecided:
    """The one writing that reads every value of the column.

    ``writings`` gives for each its reader, which returns None for what it cannot read. Values that no writing
    reads tell nothing (they are problems of their rows). When several writings read everything alike, the
    first of them is returned: there is nothing to decide.
    """
    fits = list(writings)
    tellers: dict[W, str] = {}
    doubtful: str | None = None
    for value in values:
        readings = {
            writing: reading for writing in writings if (reading := writings[writing](value)) is not None
        }
        if not readings:
            continue
        if len(readings) < len(writings):
            for writing in readings:
                tellers.setdefault(writing, value)
            fits = [writing for writing in fits if writing in readings]
        elif doubtful is None and len(set(readings.values())) > 1:
            doubtful = value
    if not fits:
        return Undecided(mixed=True, examples=tuple(dict.fromkeys(tellers.values())))
    if len(fits) > 1 and doubtful is not None:
        return Undecided(mixed=False, examples=(doubtful,))
    return fits[0]
