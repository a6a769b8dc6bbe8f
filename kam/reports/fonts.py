"""The typefaces of the papers: PT Sans in four faces, DejaVu Sans for what PT Sans lacks.

Every character is looked up before it is drawn: the chosen face, then DejaVu, then U+FFFD, the visible
replacement. Nothing prints as an empty box without a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from typing import Any, Final

from kam.core.resources import resource_path

_REPLACEMENT: Final = "\ufffd"
_MISSING_WIDTH: Final = 0.6
_MEASURED_WORDS: Final = 20_000
_KEPT_SUBSETS: Final = 8
"""A paper that is drawn again at each key mostly needs the letters that it needed before."""


class Face(Enum):
    """A face of the text's typeface, and the one for signs; the value is its file's name."""

    REGULAR = "PT_Sans-Web-Regular"
    BOLD = "PT_Sans-Web-Bold"
    ITALIC = "PT_Sans-Web-Italic"
    BOLD_ITALIC = "PT_Sans-Web-BoldItalic"
    SYMBOL = "DejaVuSans"

    @property
    def bolder(self) -> Face:
        """The face for emphasis within this one."""
        return Face.BOLD_ITALIC if self in {Face.ITALIC, Face.BOLD_ITALIC} else Face.BOLD


@dataclass(frozen=True, slots=True)
class Font:
    """A face registered with reportlab, with the advance width of each character at one point."""

    name: str
    widths: dict[int, float]


@cache
def font(face: Face) -> Font:
    """Register a face on first use (DejaVu alone costs 15 ms, so it is read only when a sign needs it)."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    registered: Any = TTFont(face.value, str(resource_path("fonts", f"{face.value}.ttf")))
    make = lru_cache(maxsize=_KEPT_SUBSETS)(registered.face.makeSubset)
    registered.face.makeSubset = lambda codes: make(tuple(codes))
    pdfmetrics.registerFont(registered)
    known = registered.face.charWidths
    return Font(
        face.value, {code: known[code] / 1000 for code in registered.face.charToGlyph if code in known}
    )


@lru_cache(maxsize=_MEASURED_WORDS)
def measured(text: str, face: Face) -> tuple[float, tuple[tuple[Face, str], ...]]:
    """The width of a text at one point, and the text in runs of the faces that can draw it."""
    widths = font(face).widths
    try:
        return sum([widths[code] for code in map(ord, text)]), ((face, text),)
    except KeyError:
        return _measured_with_signs(text, face)


def _measured_with_signs(text: str, face: Face) -> tuple[float, tuple[tuple[Face, str], ...]]:
    width = 0.0
    runs: list[tuple[Face, str]] = []
    for character in text:
        drawn_in, drawn, advance = _glyph(character, face)
        width += advance
        if runs and runs[-1][0] is drawn_in:
            runs[-1] = (drawn_in, runs[-1][1] + drawn)
        else:
            runs.append((drawn_in, drawn))
    return width, tuple(runs)


def _glyph(character: str, face: Face) -> tuple[Face, str, float]:
    for candidate in (face, Face.SYMBOL):
        width = font(candidate).widths.get(ord(character))
        if width is not None:
            return candidate, character, width
    return Face.SYMBOL, _REPLACEMENT, font(Face.SYMBOL).widths.get(ord(_REPLACEMENT), _MISSING_WIDTH)
