"""A large drawing as pixels: scrolling moves them, and only what comes into view is drawn."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import TypeAlias

from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap

DrawPart: TypeAlias = Callable[[QPainter, QRectF], None]
"""Draws what meets a part of the viewport, in its logical pixels; the painter is clipped to it already."""


class KeptPixels:
    """What a viewport showed last. Sizes and places are pixels of the screen, whatever its ratio."""

    def __init__(self) -> None:
        self._pixels = QPixmap()
        self._shows: Hashable = None
        self._corner = QPoint()

    def show(self, what: Hashable, corner: QPoint, size: QSize, ratio: float, draw: DrawPart) -> QPixmap:
        """The viewport's pixels, with the drawing's zero at ``corner``.

        While ``what`` stays equal, what was seen before is moved and not drawn again.
        """
        whole = QRect(QPoint(0, 0), size)
        moved = corner - self._corner
        same = (what, size, ratio) == (self._shows, self._pixels.size(), self._pixels.devicePixelRatio())
        if not same:
            self._pixels = QPixmap(size)
            self._pixels.setDevicePixelRatio(ratio)
            self._shows = what
        elif not moved.isNull():
            self._pixels.scroll(moved.x(), moved.y(), whole)
        self._corner = corner
        for part in _uncovered(whole, moved) if same else (whole,):
            self._draw(part, ratio, draw)
        return self._pixels

    def forget(self) -> None:
        """Let go of the pixels."""
        self._pixels, self._shows = QPixmap(), None

    def _draw(self, part: QRect, ratio: float, draw: DrawPart) -> None:
        area = QRectF(part.x() / ratio, part.y() / ratio, part.width() / ratio, part.height() / ratio)
        with QPainter(self._pixels) as painter:
            painter.setClipRect(area)
            draw(painter, area)


def _uncovered(whole: QRect, moved: QPoint) -> Iterator[QRect]:
    """What of an area is not covered by itself moved away: a strip across, and one beside the rest."""
    kept = whole & whole.translated(moved)
    if kept.isEmpty():
        yield whole
        return
    if kept.height() < whole.height():
        top = whole.top() if moved.y() > 0 else kept.bottom() + 1
        yield QRect(whole.left(), top, whole.width(), whole.height() - kept.height())
    if kept.width() < whole.width():
        left = whole.left() if moved.x() > 0 else kept.right() + 1
        yield QRect(left, kept.top(), whole.width() - kept.width(), kept.height())
