"""The signs that a line of a capture begins with."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

_MARK: Final = re.compile(r"[ \t]*(?P<sign>->|=>|[!?→>])[ \t]*")


class Mark(Enum):
    """What a line is: our promise, theirs, a next step, or plain notes."""

    OURS = "!"
    THEIRS = "?"
    STEP = "→"
    NONE = ""


def mark_of(line: str) -> tuple[Mark, int]:
    """The mark of a line and how many letters it takes with the spaces around it."""
    found = _MARK.match(line)
    if found is None:
        return Mark.NONE, 0
    sign = found["sign"]
    mark = {"!": Mark.OURS, "?": Mark.THEIRS}.get(sign, Mark.STEP)
    return mark, found.end()
