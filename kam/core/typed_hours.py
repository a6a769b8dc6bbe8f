"""Hours as people type them: «14», «14:30», «9.05», «до 18», "by 5 pm"."""

from __future__ import annotations

import re
from datetime import time
from typing import Final

from kam.core.errors import UserError
from kam.core.text import fold

_HOUR: Final = re.compile(
    r"(?:(?:до|к|в|by|at|until|till)\s+)?(\d{1,2})(?:\s?[:.\-чh]\s?(\d{2}))?\s*(?:ч|час(?:а|ов)?)?\.?\s*([ap])?\.?(?:m\.?)?"
)
_NOON: Final = 12


def parse_hour(text: str) -> time:
    """The time of day that was typed.

    Raises:
        UserError: ``field.not_an_hour``.

    """
    match = _HOUR.fullmatch(fold(text).strip())
    if match is None:
        raise UserError("field.not_an_hour", value=text.strip())
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if half and 1 <= hour <= _NOON:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise UserError("field.not_an_hour", value=text.strip()) from None
