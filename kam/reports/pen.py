"""The pen: lines, fills and text on one page at a time, in points from the top left corner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from kam.reports.fonts import font, measured
from kam.reports.text import SetText, Style, clean

MM: Final = 72 / 25.4
PAGE_WIDTH: Final = 210 * MM
PAGE_HEIGHT: Final = 297 * MM
BLACK: Final = 0.0
WHITE: Final = 1.0
OURS: Final = 0x8C / 255
PALE: Final = 0xEC / 255
ACCENT: Final = (0x1D / 255, 0x4E / 255, 0x79 / 255)
_HATCH_STEP: Final = 2.1
_CAPITALS_MIDDLE: Final = 0.35

Point = tuple[float, float]


class Pen:
    """Draws on a reportlab canvas. Text is always black or white: laser printers break grey into dots."""

    def __init__(self, canvas: Any) -> None:
        self.canvas = canvas

    # Text

    def text(
        self, x: float, top: float, text: SetText, *, right: float | None = None, tone: float = BLACK
    ) -> None:
        """A set text with its first line's box at ``top``; flush right when ``right`` is given."""
        style = text.style
        # Capitals stand in the middle of the leading, whatever the typeface's own ascent is.
        baseline = PAGE_HEIGHT - top - style.leading / 2 - style.size * _CAPITALS_MIDDLE
        self.canvas.setFillGray(tone)
        for line in text.lines:
            start = x if right is None else right - line.width
            for piece in line.pieces:
                self.canvas.setFont(font(piece.face).name, style.size)
                self.canvas.drawString(start + piece.dx, baseline, piece.text)
            baseline -= style.leading

    def word(
        self, x: float, middle: float, text: str, style: Style, *, align: float = 0.0, tone: float = BLACK
    ) -> float:
        """A short text on one line, its capitals centred on ``middle``; returns its width.

        ``align`` is 0 for a start at ``x``, 0.5 for centred on it, 1 for an end there.
        """
        text = clean(text)
        width, runs = measured(text, style.face)
        x -= width * style.size * align
        baseline = PAGE_HEIGHT - middle - style.size * _CAPITALS_MIDDLE
        self.canvas.setFillGray(tone)
        for face, run in runs:
            self.canvas.setFont(font(face).name, style.size)
            self.canvas.drawString(x, baseline, run)
            x += measured(run, face)[0] * style.size
        return width * style.size

    # Lines and fills

    def line(
        self, x1: float, y1: float, x2: float, y2: float, weight: float, dash: Sequence[float] = ()
    ) -> None:
        """A straight line; ``dash`` in points."""
        self.canvas.setLineWidth(weight)
        self.canvas.setStrokeGray(BLACK)
        if dash:
            self.canvas.setDash(list(dash))
        self.canvas.line(x1, PAGE_HEIGHT - y1, x2, PAGE_HEIGHT - y2)
        if dash:
            self.canvas.setDash([])

    def accent_rule(self, x: float, y: float, width: float, weight: float) -> None:
        """The rule at the head of a page: the only colour on paper."""
        self.canvas.setFillColorRGB(*ACCENT)
        self.canvas.rect(x, PAGE_HEIGHT - y - weight, width, weight, stroke=0, fill=1)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        weight: float = 0.0,
        fill: float | None = None,
        dash: Sequence[float] = (),
    ) -> None:
        """A rectangle by its top left corner; without weight no outline."""
        with self._inked(weight, fill, dash) as ink:
            self.canvas.rect(x, PAGE_HEIGHT - y - height, width, height, **ink)

    def circle(
        self,
        x: float,
        y: float,
        radius: float,
        *,
        weight: float = 0.0,
        fill: float | None = None,
        dash: Sequence[float] = (),
    ) -> None:
        """A circle by its centre."""
        with self._inked(weight, fill, dash) as ink:
            self.canvas.circle(x, PAGE_HEIGHT - y, radius, **ink)

    def shape(self, points: Sequence[Point], *, weight: float = 0.0, fill: float | None = None) -> None:
        """A closed polygon."""
        path = self._path(points)
        path.close()
        with self._inked(weight, fill) as ink:
            self.canvas.drawPath(path, **ink)

    @contextmanager
    def scaled(self, x: float, y: float, scale: float) -> Iterator[None]:
        """Within, (0, 0) is this place of the page and one point is ``scale`` points."""
        self.canvas.saveState()
        self.canvas.translate(x, PAGE_HEIGHT - y)
        self.canvas.scale(scale, scale)
        self.canvas.translate(0, -PAGE_HEIGHT)
        yield
        self.canvas.restoreState()

    @contextmanager
    def _inked(
        self, weight: float, fill: float | None, dash: Sequence[float] = ()
    ) -> Iterator[dict[str, int]]:
        """Set outline and fill for one figure; says which of them it has, in the canvas's own words."""
        if fill is not None:
            self.canvas.setFillGray(fill)
        if weight:
            self.canvas.setLineWidth(weight)
            self.canvas.setStrokeGray(BLACK)
        if dash:
            self.canvas.setDash(list(dash))
        yield {"stroke": int(bool(weight)), "fill": int(fill is not None)}
        if dash:
            self.canvas.setDash([])

    def stroke(self, points: Sequence[Point], weight: float, tone: float = BLACK) -> None:
        """An open line through points."""
        self.canvas.setLineWidth(weight)
        self.canvas.setStrokeGray(tone)
        self.canvas.drawPath(self._path(points), stroke=1, fill=0)

    def hatch(self, x: float, y: float, width: float, height: float) -> None:
        """A diagonal hatch within a rectangle: a fill that black ink keeps apart from grey."""
        if width <= 0 or height <= 0:
            return
        canvas = self.canvas
        canvas.saveState()
        clip = canvas.beginPath()
        clip.rect(x, PAGE_HEIGHT - y - height, width, height)
        canvas.clipPath(clip, stroke=0, fill=0)
        canvas.setLineWidth(0.5)
        canvas.setStrokeGray(BLACK)
        lines = canvas.beginPath()
        bottom = PAGE_HEIGHT - y - height
        start = x - height
        while start < x + width:
            lines.moveTo(start, bottom)
            lines.lineTo(start + height, bottom + height)
            start += _HATCH_STEP
        canvas.drawPath(lines, stroke=1, fill=0)
        canvas.restoreState()

    def dots(self, x: float, y: float, width: float, height: float) -> None:
        """A fill of small dots within a rectangle."""
        self.canvas.setFillGray(BLACK)
        step, radius = 2.8, 0.45
        row = 0
        dot_y = y + step / 2
        while dot_y < y + height - radius:
            dot_x = x + step / 2 + (step / 2 if row % 2 else 0)
            while dot_x < x + width - radius:
                self.canvas.circle(dot_x, PAGE_HEIGHT - dot_y, radius, stroke=0, fill=1)
                dot_x += step
            dot_y += step / 1.6
            row += 1

    def _path(self, points: Sequence[Point]) -> Any:
        path = self.canvas.beginPath()
        first, *rest = points
        path.moveTo(first[0], PAGE_HEIGHT - first[1])
        for x, y in rest:
            path.lineTo(x, PAGE_HEIGHT - y)
        return path


def text_width(text: str, style: Style) -> float:
    """The width in points of a short text on one line."""
    width, _ = measured(clean(text), style.face)
    return width * style.size
