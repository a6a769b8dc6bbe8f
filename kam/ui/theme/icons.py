"""Icons of one set (Lucide), drawn in a colour of the theme at any pixel ratio."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from kam.core.resources import resource_path


@cache
def _source(name: str) -> str:
    return resource_path("icons", f"{name}.svg").read_text("utf-8")


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))


def paint_icon(painter: QPainter, name: str, place: QRectF, colour: str) -> None:
    """Draw an icon into a place, in a colour ``#RRGGBB``."""
    _renderer(name, colour).render(painter, place)


@cache
def pixmap_of(name: str, size: int, colour: str, ratio: float = 1.0) -> QPixmap:
    """An icon as a picture, ``size`` in logical pixels."""
    pixels = round(size * ratio)
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    _renderer(name, colour).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return QPixmap.fromImage(image)


class _Engine(QIconEngine):
    """Draws the icon anew at whatever size and pixel ratio is asked."""

    def __init__(self, name: str, colour: str, colour_off: str, colour_on: str) -> None:
        super().__init__()
        self._name = name
        self._colours = (colour, colour_off, colour_on)

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        usual, disabled, checked = self._colours
        if mode is QIcon.Mode.Disabled:
            return disabled
        return checked if state is QIcon.State.On else usual

    def paint(self, painter: QPainter, rect: object, mode: QIcon.Mode, state: QIcon.State) -> None:
        paint_icon(painter, self._name, QRectF(rect), self._colour(mode, state))  # type: ignore[call-overload]

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        return pixmap_of(self._name, size.width(), self._colour(mode, state), scale)

    def clone(self) -> QIconEngine:
        return _Engine(self._name, *self._colours)


def icon_of(name: str, colour: str, disabled: str, checked: str | None = None) -> QIcon:
    """An icon for buttons and menus: its colour, the one when disabled and the one when checked."""
    return QIcon(_Engine(name, colour, disabled, checked or colour))
