"""A line of text and drawings: what a cell of a table, a row of a panel and a figure all consist of.

A line is a tuple of pieces: a ``Run`` of text in a role and tone, or a ``Glyph`` that draws itself and says
in words what it shows. Painted by delegates and by ``LineLabel`` alike, so that both look the same.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Protocol, TypeAlias, runtime_checkable

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from kam.core.words import Words
from kam.ui.theme.fonts import font_of
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Type

GAP: Final = 6.0
"""Between two pieces of a line."""


@runtime_checkable
class Glyph(Protocol):
    """A small drawing with a meaning; takes its colours from the theme at each painting."""

    @property
    def size(self) -> QSizeF:
        """The room it takes in pixels at 100 %."""
        ...

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw into a box of its own size."""
        ...

    def say(self, words: Words) -> str:
        """What it shows, for the screen reader and the tooltip; empty where a word stands beside it."""
        ...


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one role and one colour."""

    text: str
    type: Type = Type.BODY
    tone: str = "text"
    dotted: bool = False
    """Underlined by dots: it can be asked «why?»."""
    gap: float = GAP
    """Room before it."""
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A glyph with other room before it than usual."""

    glyph: Glyph
    gap: float = GAP


@dataclass(frozen=True, slots=True)
class Spring:
    """Takes what room is left, so that the pieces after it stand at the right."""


Piece: TypeAlias = Run | Mark | Glyph | Spring
Line: TypeAlias = Sequence[Piece]


@cache
def font_for(family: str, role: Type) -> QFont:
    """The font of a role with figures of equal width."""
    return font_of(family, role, tabular=True)


@cache
def metrics_for(family: str, role: Type) -> QFontMetricsF:
    """The measures of that font."""
    return QFontMetricsF(font_for(family, role))


@lru_cache(maxsize=20_000)
def text_width(family: str, role: Type, text: str) -> float:
    """Pixels of a text; asked anew for every cell at every painting, hence remembered."""
    return metrics_for(family, role).horizontalAdvance(text)


def in_two(text: str, role: Type, room: float, family: str) -> tuple[str, str]:
    """A text that is too wide for one line, broken between two words; the second takes all of the rest."""
    if text_width(family, role, text) <= room:
        return text, ""
    words = text.split(" ")
    taken = 1
    while taken < len(words) and text_width(family, role, " ".join(words[: taken + 1])) <= room:
        taken += 1
    return " ".join(words[:taken]), " ".join(words[taken:])


@cache
def _cap_height(family: str, role: Type) -> float:
    return metrics_for(family, role).capHeight()


@cache
def _colour(value: str) -> QColor:
    return QColor(value)


def colour_of(theme: Theme, name: str) -> QColor:
    """A colour of the theme, made once."""
    return _colour(getattr(theme.colours, name))


def said(line: Line, words: Words) -> str:
    """The line in words, for the screen reader."""
    parts = (_said(piece, words) for piece in line)
    return " ".join(part for part in parts if part)


def line_width(line: Line, theme: Theme) -> int:
    """Whole pixels the line wants."""
    width = sum(_width(piece, theme) for piece in line)
    return math.ceil(width + sum(_gap(piece) for piece in line[1:]))


def line_height(line: Line) -> int:
    """The height of the highest glyph of the line; 0 where there is none."""
    glyphs = [_glyph(piece) for piece in line if not isinstance(piece, Run | Spring)]
    return round(max((glyph.size.height() for glyph in glyphs), default=0))


def paint_line(
    painter: QPainter,
    box: QRectF,
    line: Line,
    theme: Theme,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """Draw the line into a box, its last text giving way with an ellipsis where there is no room."""
    if len(line) == 1 and isinstance(line[0], Run):
        _paint_alone(painter, box, line[0], theme, align)
        return
    widths = [_width(piece, theme) for piece in line]
    spare = box.width() - sum(widths) - sum(_gap(piece) for piece in line[1:])
    if spare < 0:
        widths = _squeezed(line, widths, -spare)
        spare = 0
    x = box.left()
    springs = any(isinstance(piece, Spring) for piece in line)
    if not springs and align is Qt.AlignmentFlag.AlignRight:
        x += spare
    elif not springs and align is Qt.AlignmentFlag.AlignHCenter:
        x += spare / 2
    baseline = _baseline(line, box, theme)
    capitals = _capitals(line, theme)
    for number, (piece, width) in enumerate(zip(line, widths, strict=True)):
        x += _gap(piece) if number else 0
        if isinstance(piece, Spring):
            x += spare
            spare = 0
        elif isinstance(piece, Run):
            _paint_run(painter, QPointF(x, baseline), piece, width, theme)
        else:
            middle = baseline - capitals[number] / 2
            _paint_glyph(painter, QPointF(x, middle), piece, theme)
        x += width


def _glyph(piece: Mark | Glyph) -> Glyph:
    return piece.glyph if isinstance(piece, Mark) else piece


def _said(piece: Piece, words: Words) -> str:
    if isinstance(piece, Run):
        return piece.text
    return "" if isinstance(piece, Spring) else _glyph(piece).say(words)


def _gap(piece: Piece) -> float:
    return piece.gap if isinstance(piece, Run | Mark) else GAP


def _width(piece: Piece, theme: Theme) -> float:
    if isinstance(piece, Run):
        return text_width(theme.family, piece.type, piece.text)
    return 0.0 if isinstance(piece, Spring) else _glyph(piece).size.width()


def _squeezed(line: Line, widths: list[float], missing: float) -> list[float]:
    """Take what is missing from the texts, the last first."""
    left = list(widths)
    for at in reversed(range(len(line))):
        if missing > 0 and isinstance(line[at], Run):
            taken = min(missing, left[at])
            left[at] -= taken
            missing -= taken
    return left


def _paint_alone(painter: QPainter, box: QRectF, run: Run, theme: Theme, align: Qt.AlignmentFlag) -> None:
    """The commonest line, a single text, without the arithmetic of several."""
    width = text_width(theme.family, run.type, run.text)
    x = box.left()
    if width < box.width() and align is not Qt.AlignmentFlag.AlignLeft:
        spare = box.width() - width
        x += spare / 2 if align is Qt.AlignmentFlag.AlignHCenter else spare
    baseline = round(box.center().y() + _cap_height(theme.family, run.type) / 2)
    _paint_run(painter, QPointF(x, baseline), run, min(width, box.width()), theme)


def _baseline(line: Line, box: QRectF, theme: Theme) -> float:
    """Where all texts of the line stand: the largest of them centred by its capitals."""
    roles = [piece.type for piece in line if isinstance(piece, Run)]
    if not roles:
        return box.center().y()
    return round(box.center().y() + max(_cap_height(theme.family, role) for role in roles) / 2)


def _paint_run(painter: QPainter, at: QPointF, run: Run, width: float, theme: Theme) -> None:
    text = run.text
    wanted = text_width(theme.family, run.type, text)
    if width < wanted:
        text = metrics_for(theme.family, run.type).elidedText(text, Qt.TextElideMode.ElideRight, width)
        wanted = text_width(theme.family, run.type, text)
    painter.setFont(font_for(theme.family, run.type))
    painter.setPen(colour_of(theme, run.tone))
    painter.drawText(at, text)
    if run.dotted:
        painter.setPen(QPen(colour_of(theme, "edge"), 1, Qt.PenStyle.DotLine))
        low = round(at.y()) + 3.5
        painter.drawLine(QPointF(at.x(), low), QPointF(at.x() + wanted, low))
    if run.struck:
        middle = round(at.y() - _cap_height(theme.family, run.type) / 2) + 0.5
        painter.drawLine(QPointF(at.x(), middle), QPointF(at.x() + wanted, middle))


def _capitals(line: Line, theme: Theme) -> list[float]:
    """The height of the capitals that each piece stands beside: of the text after it, else before it."""
    heights = [
        metrics_for(theme.family, piece.type).capHeight() if isinstance(piece, Run) else None
        for piece in line
    ]
    following: float | None = None
    found: list[float | None] = []
    for height in reversed(heights):
        following = following if height is None else height
        found.append(following)
    found.reverse()
    before = 0.0
    result = []
    for height in found:
        before = before if height is None else height
        result.append(before)
    return result


def _paint_glyph(painter: QPainter, at: QPointF, piece: Mark | Glyph, theme: Theme) -> None:
    glyph = _glyph(piece)
    size = glyph.size
    top = round(at.y() - size.height() / 2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    glyph.paint(painter, QRectF(round(at.x()), top, size.width(), size.height()), theme)
    painter.restore()
