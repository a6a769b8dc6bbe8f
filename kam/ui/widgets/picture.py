"""A drawing as a file: as on the screen in light colours, with what it is written over it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from kam.ui.theme.paper import PaperTheme
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Type
from kam.ui.widgets.pieces import Run, Spring, colour_of, paint_line

_MARGIN: Final = 24.0
_HEAD: Final = 40.0
_LEAST: Final = 560.0
"""So wide at least, for the heading to have room."""
_RATIO: Final = 2.0
"""Pixels of a PNG to each pixel of the screen."""
_DOTS: Final = 1200
"""The fineness of a PDF's own grid, to an inch."""
_TEXT: Final = re.compile(r"<text\s+([^>]*)>([^<]*)</text>")
_ATTRIBUTE: Final = re.compile(r'([\w:-]+)="([^"]*)"')
_FALLBACK: Final = "Segoe UI, Roboto, Arial, sans-serif"
_LARGEST: Final = 16_000
"""Pixels: above it few programs open a picture."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of a size, what it shows and as of when."""

    size: QSizeF
    title: str
    subtitle: str
    day: str
    paint: Callable[[QPainter, Theme], None]
    """Draws from (0, 0) to the size."""

    @property
    def whole(self) -> QSizeF:
        """With margins and heading."""
        wide = max(self.size.width(), _LEAST)
        return QSizeF(wide + 2 * _MARGIN, self.size.height() + 2 * _MARGIN + _HEAD)


def as_svg(picture: Picture, theme: Theme) -> bytes:
    """Scalable, with its texts as texts; each says how long it is, for whoever has another typeface."""
    whole = picture.whole
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QSvgGenerator()
    writer.setOutputDevice(buffer)
    writer.setSize(QSize(round(whole.width()), round(whole.height())))
    writer.setViewBox(QRectF(0, 0, whole.width(), whole.height()))
    writer.setTitle(f"{picture.title}: {picture.subtitle}")
    writer.setDescription(picture.day)
    painter = QPainter(writer)
    _paint(painter, picture, theme)
    painter.end()
    buffer.close()
    return _measured(bytes(held.data()).decode()).encode()


def as_png(picture: Picture, theme: Theme) -> bytes:
    """Twice the pixels of the screen, fewer only where the picture would be too large to open."""
    whole = picture.whole
    ratio = min(_RATIO, _LARGEST / max(whole.width(), whole.height(), 1.0))
    size = (whole * ratio).toSize()
    image = QImage(size, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(96 * ratio / 0.0254))
    image.setDotsPerMeterY(round(96 * ratio / 0.0254))
    painter = QPainter(image)
    painter.scale(ratio, ratio)
    _paint(painter, picture, theme)
    painter.end()
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # Qt wants text here
    buffer.close()
    return bytes(held.data())


def as_pdf(picture: Picture, theme: Theme) -> bytes:
    """One page, as large as the drawing, its texts as texts."""
    whole = picture.whole
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(f"{picture.title}: {picture.subtitle}")
    writer.setCreator("kam")
    writer.setResolution(_DOTS)
    size = QSizeF(whole.width(), whole.height()) * (72 / 96)
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    painter.scale(_DOTS / 96, _DOTS / 96)
    _paint(painter, picture, theme)
    painter.end()
    buffer.close()
    return bytes(held.data())


def _paint(painter: QPainter, picture: Picture, theme: Theme) -> None:
    paper = PaperTheme(theme)
    whole = picture.whole
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.fillRect(QRectF(0, 0, whole.width(), whole.height()), colour_of(paper, "page"))
    head = QRectF(_MARGIN, _MARGIN, whole.width() - 2 * _MARGIN, 22)
    line = (
        Run(picture.title, Type.LEAD),
        Run(picture.subtitle, Type.BODY, "text2", gap=10),
        Spring(),
        Run(picture.day, Type.SECONDARY, "text2"),
    )
    paint_line(painter, head, line, paper, Qt.AlignmentFlag.AlignLeft)
    painter.translate((whole.width() - picture.size.width()) / 2, _MARGIN + _HEAD)
    picture.paint(painter, paper)


def _measured(svg: str) -> str:
    """Texts with their length and with typefaces to fall back on: nothing overlaps on another computer."""

    def measured(found: re.Match[str]) -> str:
        attributes, text = found.group(1), found.group(2)
        told = dict(_ATTRIBUTE.findall(attributes))
        if not {"font-family", "font-size", "font-weight"} <= told.keys() or not text.strip():
            return found.group(0)
        font = QFont(told["font-family"])
        font.setPixelSize(round(float(told["font-size"])))
        font.setWeight(QFont.Weight(int(told["font-weight"])))
        font.setFeature(QFont.Tag("tnum"), 1)
        length = QFontMetricsF(font).horizontalAdvance(html.unescape(text))
        family = f'font-family="{told["font-family"]}'
        attributes = attributes.replace(f'{family}"', f'{family}, {_FALLBACK}"')
        return f'<text textLength="{length:.2f}" lengthAdjust="spacingAndGlyphs" {attributes}>{text}</text>'

    return _TEXT.sub(measured, svg)
