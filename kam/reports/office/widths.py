"""How wide the columns of a table are: by their weights, but never narrower than their longest word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kam.reports.text import Style, longest_word, set_text

_LEADING: Final = 1.22
_OTHER_FACES: Final = 1.08
"""By how much another typeface may be wider than ours."""
_MOST: Final = 0.4
"""The part of the table that a column may claim for a long word."""


def fitted_widths(
    rows: Sequence[Sequence[str]], weights: Sequence[float], live: float, *, size: float, padding: float
) -> list[float]:
    """Widths in points that sum to ``live``; where not all words find room, the widest columns give way.

    Words are measured in our bold typeface: heads and pressing rows are set in bold, and typefaces of office
    programs are about as wide as ours.
    """
    wanted = least_widths(rows, size=size, padding=padding)
    least = [min(width, live * _MOST) for width in wanted]
    if sum(least) >= live:
        return _lowered(least, live)
    widths: dict[int, float] = {}
    while True:
        free = [number for number in range(len(weights)) if number not in widths]
        left = live - sum(widths.values())
        whole = sum(weights[number] for number in free)
        narrow = [number for number in free if left * weights[number] / whole < least[number]]
        if not narrow:
            widths |= {number: left * weights[number] / whole for number in free}
            return [widths[number] for number in range(len(weights))]
        widths |= {number: least[number] for number in narrow}


def _lowered(wanted: Sequence[float], live: float) -> list[float]:
    """The widest made as narrow as one another until all fit: «№» and a date stay whole beside a sentence."""
    left, most = live, 0.0
    for number, width in enumerate(sorted(wanted)):
        most = left / (len(wanted) - number)
        if width > most:
            break
        left -= width
    return [min(width, most) for width in wanted]


def least_widths(rows: Sequence[Sequence[str]], *, size: float, padding: float) -> list[float]:
    """What the longest word of each column needs, in points."""
    style = Style(size, size * _LEADING).bold()
    return [
        max(longest_word(text, style) for text in column) * _OTHER_FACES + padding
        for column in zip(*rows, strict=True)
    ]


def height_of(texts: Sequence[str], widths: Sequence[float], *, size: float, padding: float) -> float:
    """The height in points of a row: that of its longest text, set in widths less their padding."""
    style = Style(size, size * _LEADING).bold()
    heights = [
        set_text(text, style, max(width - padding, size)).height
        for text, width in zip(texts, widths, strict=True)
    ]
    return max([size * _LEADING, *heights])
