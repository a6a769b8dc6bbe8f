"""Contents that scroll down where there is little room, without a frame of their own."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_LOWEST: Final = 160


def scrolled(inside: QWidget, *, least: int = 0) -> QScrollArea:
    """An area as wide as its contents are made, at least so high; Tab walks through it to what is inside."""
    area = QScrollArea()
    _dress(area, inside)
    if least:
        area.setMinimumHeight(least)
    return area


class Yielding(QScrollArea):
    """As high as its contents where there is room for them; where there is not it gives way and scrolls."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._inside = inside
        inside.setMinimumHeight(1)  # else it is as high as its words were at their narrowest
        _dress(self, inside)
        inside.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """No wider than its contents must be, whoever holds it says how wide; as high as they are there."""
        inside, least = self._inside, self._inside.minimumSizeHint().width()
        width = max(self.width(), least)
        wished = inside.heightForWidth(width) if inside.hasHeightForWidth() else inside.sizeHint().height()
        return QSize(least, wished)

    def minimumSizeHint(self) -> QSize:
        """As narrow as its contents can be; a few fields high."""
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(self._inside.minimumSizeHint().width() + bar, min(self.sizeHint().height(), _LOWEST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another height at which nothing scrolls."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The contents say more or less than before."""
        if watched is self._inside and event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


def _dress(area: QScrollArea, inside: QWidget) -> None:
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
