"""Text on its way into an office document: cleaned, without marks of emphasis, cut where room is scarce."""

from __future__ import annotations

import re
from typing import Final

from kam.reports.text import ELLIPSIS, plain

_LINES: Final = re.compile(r"[\r\n\v\f\u2028\u2029]+")


def paragraphs(text: str | None) -> list[str]:
    """The paragraphs of a typed text, each cleaned; none of nothing."""
    return [line for line in (plain(part).strip() for part in _LINES.split(text or "")) if line]


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters, cut at a word with an ellipsis."""
    text = " ".join(paragraphs(text))
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    whole = cut.rsplit(" ", 1)[0] if " " in cut[most // 2 :] else cut
    return whole.rstrip(" ,;:—–-") + ELLIPSIS
