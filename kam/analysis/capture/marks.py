"""The signs that a line of a capture begins with."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

_BULLET: Final = r"(?:(?:[-–—•*·]|\d{1,2}[.)])[ \t]+)?"
_MARK: Final = re.compile(rf"[ \t]*{_BULLET}(?P<sign>->|=>|!+|\?+|[→>]|\+(?=[ \t]))[ \t]*")
"""A plus counts with a space after it alone («+7 916…» is a note). A bullet may go before a mark."""


class Mark(Enum):
    """What a line is: our promise, theirs, a next step, something we learned, or plain notes."""

    OURS = "!"
    THEIRS = "?"
    STEP = "→"
    LEARNED = "+"
    NONE = ""

    @property
    def tells(self) -> bool:
        """Whether the line only tells: nothing is to be done by a day."""
        return self in {Mark.NONE, Mark.LEARNED}


def mark_of(line: str) -> tuple[Mark, int]:
    """The mark of a line and how many letters it takes with the spaces around it."""
    found = _MARK.match(line)
    if found is None:
        return Mark.NONE, 0
    sign = found["sign"]
    mark = {"!": Mark.OURS, "?": Mark.THEIRS, "+": Mark.LEARNED}.get(sign[0], Mark.STEP)
    return mark, found.end()
