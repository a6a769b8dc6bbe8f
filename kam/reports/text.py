"""Text for paper: cleaned, set in lines, cut with an ellipsis. The one way by which a text reaches a page.

A text never becomes markup: it is drawn character by character, so ``<b>`` and ``<img src=…>`` print as they
were typed. The only sign with a meaning is ``**``, a pair of which prints what stands between them bold.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kam.reports.fonts import Face, measured

ELLIPSIS: Final = "…"
_NO_BREAK: Final = "\u00a0"
_SPACES: Final = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")
_INVISIBLE: Final = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"
)
_NARROW_SPACES: Final = str.maketrans(dict.fromkeys("\u202f\u2007\u2009\u200a\u2002\u2003", _NO_BREAK))
_EMPHASIS: Final = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_BEFORE_DASH: Final = re.compile(r" (?=—)")
_SHORT_WORD: Final = re.compile(r"(?<![^\s(«\"„*])([A-Za-zА-Яа-яЁё]{1,2}|№|не|для|из-за) (?=\S)")
_FIGURE_AND_UNIT: Final = re.compile(
    r"(?<=\d) (?=(?:%|₽|€|\$|млн|млрд|тыс|дн|день|дня|дней|мин|час|ч\b|кг|т\b|м\b|шт|мес|days?\b|min\b|h\b))"
)
_UNIT_AND_CURRENCY: Final = re.compile(r"(?<=млн|лрд|ыс\.) (?=[₽€$£])")
_LAST_FIGURE: Final = re.compile(r"(?<=\w) (?=\d{1,4}(?:[,;:)](?!\d)|[.!?]?$))")
_AFTER_ORDINAL: Final = re.compile(r"(?<=\d-[йяе]) (?=\S)")
_INITIAL: Final = re.compile(
    r"(?<=\b[A-ZА-ЯЁ]\.) (?=[A-ZА-ЯЁ])|(?<=[a-zа-яё]) (?=[A-ZА-ЯЁ]\.(?:$|[\s\u00a0,;:)»]))"
)
"""Between an initial and the name, on either side: «О. Зимина», «Крутов С.»."""
_AFTER_SIGN: Final = re.compile(r"(?<=[≥≤~±→]) (?=\S)")
_HYPHENS: Final = "-/\u2010\u2013"
_AFTER_HYPHEN: Final = re.compile(rf"(?<=[{_HYPHENS}])")
_SPACE_WIDTH_OF: Final = " "


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: size and leading in points, and its plain face."""

    size: float
    leading: float
    face: Face = Face.REGULAR

    def bold(self) -> Style:
        """The same, bold throughout."""
        return Style(self.size, self.leading, self.face.bolder)

    def italic(self) -> Style:
        """The same in italics."""
        return Style(self.size, self.leading, Face.ITALIC)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of one face within a line, ``dx`` points from the line's start."""

    dx: float
    face: Face
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A set line and its width in points."""

    pieces: tuple[Piece, ...]
    width: float


@dataclass(frozen=True, slots=True)
class SetText:
    """A text set in lines of one style."""

    lines: tuple[Line, ...]
    style: Style
    cut: bool = False

    @property
    def height(self) -> float:
        """Its height in points: a leading for each line."""
        return len(self.lines) * self.style.leading

    @property
    def width(self) -> float:
        """The width of its widest line."""
        return max((line.width for line in self.lines), default=0.0)


def clean(text: str) -> str:
    """A text fit for paper: composed, without control, invisible or direction signs, on one line."""
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", _SPACES.sub(" ", text)).translate(_NARROW_SPACES)
    return "".join(
        character
        for character in text
        if character not in _INVISIBLE and unicodedata.category(character) not in _DROPPED
    )


_DROPPED: Final = frozenset({"Cc", "Cs", "Cn", "Co"})


def glued(text: str) -> str:
    """No-break spaces where a line must not end: before a dash, after short words, before a unit.

    Nor does a short figure that ends a phrase stand alone on the next line: «линия 3», "hall 2", nor is an
    initial parted from its name.
    """
    text = _BEFORE_DASH.sub(_NO_BREAK, text)
    text = _AFTER_ORDINAL.sub(_NO_BREAK, text)
    text = _LAST_FIGURE.sub(_NO_BREAK, text)
    text = _AFTER_SIGN.sub(_NO_BREAK, text)
    text = _INITIAL.sub(_NO_BREAK, text)
    text = _SHORT_WORD.sub(rf"\1{_NO_BREAK}", text)
    text = _UNIT_AND_CURRENCY.sub(_NO_BREAK, text)
    return _FIGURE_AND_UNIT.sub(_NO_BREAK, text)


def spans(text: str, face: Face) -> Iterator[tuple[str, Face]]:
    """The parts of a text and their faces: what stands between two ``**`` is bold."""
    place = 0
    for match in _EMPHASIS.finditer(text):
        if match.start() > place:
            yield text[place : match.start()], face
        yield match[1], face.bolder
        place = match.end()
    if place < len(text):
        yield text[place:], face


def held_together(text: str) -> str:
    """No-break spaces in a text that will be edited: only where a line's end would be a fault.

    Before a dash, between figure and unit, between an initial and its name; short words stay as typed.
    """
    for place in (_BEFORE_DASH, _UNIT_AND_CURRENCY, _FIGURE_AND_UNIT, _INITIAL):
        text = place.sub(_NO_BREAK, text)
    return text


def plain(text: str) -> str:
    """A text as it reads, without the signs of emphasis: for titles and bookmarks."""
    return _EMPHASIS.sub(r"\1", clean(text))


def emphasised(text: str) -> str:
    """A typed text made bold as a whole; emphasis of its own is dropped, so that pairs cannot cross."""
    text = plain(text).strip()
    return f"**{text}**" if text else ""


Word = list[tuple[str, Face]]


Runs = tuple[tuple[str, Face], ...]


def _words(runs: Runs) -> list[Word]:
    words: list[Word] = []
    joined = False
    for part, part_face in (span for text, face in runs for span in spans(glued(clean(text)), face)):
        pieces = part.split(" ")
        for index, piece in enumerate(pieces):
            if index:
                joined = False
            if not piece:
                continue
            if joined and words:
                words[-1].append((piece, part_face))
            else:
                words.append([(piece, part_face)])
            joined = True
        if part.endswith(" "):
            joined = False
    return words


def _width(word: Word) -> float:
    return sum([measured(text, face)[0] for text, face in word])


def set_text(text: str, style: Style, width: float, max_lines: int | None = None) -> SetText:
    """Set a text in lines no wider than ``width`` points; what goes beyond ``max_lines`` ends in "…"."""
    return set_runs(((text, style.face),), style, width, max_lines)


@lru_cache(maxsize=4_000)
def set_runs(runs: Runs, style: Style, width: float, max_lines: int | None = None) -> SetText:
    """Set runs of several faces, one after the other, as one text."""
    em = width / style.size
    lines: list[list[Word]] = []
    line: list[Word] = []
    used = 0.0
    for word in _broken(_words(runs), em):
        advance = _width(word)
        space = measured(_SPACE_WIDTH_OF, line[-1][-1][1])[0] if line else 0.0
        if line and used + space + advance > em:
            lines.append(line)
            line, used, space = [], 0.0, 0.0
        line.append(word)
        used += space + advance
    if line:
        lines.append(line)
    cut = max_lines is not None and len(lines) > max_lines
    if cut:
        kept = lines[: max_lines or 0]
        kept[-1] = _with_ellipsis(kept[-1], em)
        lines = kept
    return SetText(tuple(_composed(line, style.size) for line in lines), style, cut)


def longest_word(text: str, style: Style) -> float:
    """The width in points of what cannot be broken at a space."""
    return style.size * max((_width(word) for word in _words(((text, style.face),))), default=0.0)


def _broken(words: Iterable[Word], em: float) -> Iterator[Word]:
    """Words; one wider than a line is parted where it was glued, else cut: after its hyphens, or within."""
    for word in words:
        if _width(word) <= em:
            yield word
            continue
        parted = list(_unglued(word))
        if len(parted) > 1:
            yield from _broken(parted, em)
            continue
        current: Word = []
        used = 0.0
        for piece in _pieces(word, em):
            advance = _width(piece)
            if current and used + advance > em:
                yield _merged(current)
                current, used = [], 0.0
            current += piece
            used += advance
        if current:
            yield _merged(current)


def _unglued(word: Word) -> Iterator[Word]:
    """The words between no-break spaces: «и» and «цельномолочный», where no line holds both."""
    current: Word = []
    for text, face in word:
        first, *more = text.split(_NO_BREAK)
        current.append((first, face))
        for part in more:
            if any(said for said, _ in current):
                yield [(said, one) for said, one in current if said]
            current = [(part, face)]
    if any(said for said, _ in current):
        yield [(said, one) for said, one in current if said]


def _pieces(word: Word, em: float) -> Iterator[Word]:
    """What a word may be cut into: the parts that end in a hyphen or a slash, else single characters."""
    part: Word = []
    for text, face in word:
        for piece in _AFTER_HYPHEN.split(text):
            if not piece:
                continue
            part.append((piece, face))
            if piece[-1] in _HYPHENS:
                yield from _fitting(part, em)
                part = []
    if part:
        yield from _fitting(part, em)


def _fitting(part: Word, em: float) -> Iterator[Word]:
    if _width(part) <= em:
        yield part
        return
    for text, face in part:
        for character in text:
            yield [(character, face)]


def _merged(word: Word) -> Word:
    merged: Word = []
    for text, face in word:
        if merged and merged[-1][1] is face:
            merged[-1] = (merged[-1][0] + text, face)
        else:
            merged.append((text, face))
    return merged


def _with_ellipsis(line: list[Word], em: float) -> list[Word]:
    """The line with "…" at its end, words and then characters taken away until it fits."""
    words = [list(word) for word in line]
    while words:
        face = words[-1][-1][1]
        trial = [*words[:-1], [*words[-1], (ELLIPSIS, face)]]
        if _line_width(trial) <= em:
            return trial
        if len(words) > 1:
            words.pop()
            continue
        text, face = words[-1][-1]
        words[-1] = [*words[-1][:-1], (text[:-1], face)] if len(text) > 1 else words[-1][:-1]
        if not words[-1]:
            break
    return [[(ELLIPSIS, line[0][0][1])]]


def _line_width(words: list[Word]) -> float:
    spaces = sum([measured(_SPACE_WIDTH_OF, word[-1][1])[0] for word in words[:-1]])
    return spaces + sum([_width(word) for word in words])


def _composed(words: list[Word], size: float) -> Line:
    runs: list[tuple[str, Face]] = []
    for index, word in enumerate(words):
        if index:
            text, face = runs[-1]
            runs[-1] = (text + " ", face)
        for text, face in word:
            if runs and runs[-1][1] is face:
                runs[-1] = (runs[-1][0] + text, face)
            else:
                runs.append((text, face))
    pieces: list[Piece] = []
    dx = 0.0
    for text, face in runs:
        for drawn_in, drawn in measured(text, face)[1]:
            pieces.append(Piece(dx * size, drawn_in, drawn))
            dx += measured(drawn, drawn_in)[0]
    return Line(tuple(pieces), dx * size)
