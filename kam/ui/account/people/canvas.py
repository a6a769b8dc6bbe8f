"""A drawing larger than its window: scrolled, moved by dragging its ground, made larger and smaller."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from kam.ui.look import Look
from kam.ui.widgets.pieces import colour_of

Draw: TypeAlias = Callable[[QPainter, QRectF], None]
"""Draws what meets an area, in the drawing's own pixels."""
LEAST: Final = 0.05
MOST: Final = 2.0
_STEP: Final = 1.2
_FAR: Final = 50
"""Steps: from one end of the scale to the other and beyond."""
_NOTCH: Final = 120


class Canvas(QAbstractScrollArea):
    """Shows a drawing by ``paint_drawing``. Its owner says how large it is by ``set_bounds``.

    Ctrl and the wheel, or two fingers, change the scale about the mouse; the wheel alone scrolls.
    """

    scaled = Signal(float)
    """The drawing is shown at another scale; 1 is 100 %."""

    ground = "sunk"
    margin = 24
    zooms = True

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.scale = 1.0
        self._bounds = QRectF()
        self._grip: QPoint | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        look.theme.changed.connect(self.viewport().update)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.setSingleStep(24)

    # What its owner gives and asks

    def paint_drawing(self, painter: QPainter, area: QRectF) -> None:
        """Draw what meets an area, in the drawing's own pixels."""
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC

    def set_bounds(self, bounds: QRectF) -> None:
        """How far the drawing reaches."""
        self._bounds = bounds
        self._measure()
        self.viewport().update()

    def to_drawing(self, point: QPointF | QPoint) -> QPointF:
        """Where of the drawing a point of the viewport is."""
        return (QPointF(point) - self.origin()) / self.scale

    def to_view(self, box: QRectF) -> QRectF:
        """Where in the viewport a part of the drawing is."""
        origin = self.origin()
        corner = QPointF(box.left() * self.scale, box.top() * self.scale) + origin
        return QRectF(corner, box.size() * self.scale)

    # Scale

    def set_scale(self, scale: float, about: QPointF | None = None) -> None:
        """Show at a scale; the point ``about`` of the viewport (default: its middle) stays where it is."""
        scale = min(MOST, max(LEAST, scale))
        middle = QPointF(self.viewport().rect().center()) if about is None else about
        held = self.to_drawing(middle)
        self.scale = scale
        self._measure()
        now = held * scale + self.origin()
        moved = now - middle
        self._scroll_by(moved.x(), moved.y())
        self.viewport().update()
        self.scaled.emit(scale)

    def zoom(self, steps: float, about: QPointF | None = None) -> None:
        """Larger or smaller by steps."""
        self.set_scale(self.scale * _STEP ** max(-_FAR, min(_FAR, steps)), about)

    def fit(self, *, least: float = LEAST, most: float = 1.0) -> None:
        """As large as all of the drawing can be seen, between two scales; shown from its top."""
        room = self.viewport().size()
        if self._bounds.isEmpty() or room.isEmpty():
            return
        across = (room.width() - 2 * self.margin) / self._bounds.width()
        down = (room.height() - 2 * self.margin) / self._bounds.height()
        self.set_scale(max(least, min(most, across, down)))
        self.horizontalScrollBar().setValue(
            (self.horizontalScrollBar().minimum() + self.horizontalScrollBar().maximum()) // 2
        )
        self.verticalScrollBar().setValue(0)

    def reveal(self, box: QRectF, margin: float = 24) -> None:
        """Scroll until a part of the drawing is seen."""
        place = self.to_view(box).adjusted(-margin, -margin, margin, margin)
        seen = self.viewport().rect().toRectF()
        across = _missing(place.left(), place.right(), seen.left(), seen.right())
        down = _missing(place.top(), place.bottom(), seen.top(), seen.bottom())
        self._scroll_by(across, down)

    # Events

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground and drawing; only what was asked for anew."""
        with QPainter(self.viewport()) as painter:
            self.paint_seen(painter, event.rect().toRectF())
            self.paint_above(painter)

    def paint_seen(self, painter: QPainter, seen: QRectF) -> None:
        """Draw what is seen in a part of the viewport."""
        self.paint_part(painter, seen, self.paint_drawing)

    def paint_part(self, painter: QPainter, part: QRectF, draw: Draw) -> None:
        """Fill a part of the viewport with the ground and what is drawn there."""
        painter.save()
        painter.setClipRect(part)
        painter.fillRect(part, colour_of(self.look.theme, self.ground))
        painter.translate(self.origin())
        painter.scale(self.scale, self.scale)
        draw(painter, QRectF(self.to_drawing(part.topLeft()), part.size() / self.scale))
        painter.restore()

    def paint_above(self, painter: QPainter) -> None:
        """Draw over the drawing, in the pixels of the viewport."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The ends of scrolling move."""
        super().resizeEvent(event)
        self._measure()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: ARG002 - Qt's signature
        """What floats over the drawing moves with it."""
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl changes the scale, Shift scrolls to the side."""
        turned = event.angleDelta().y() / _NOTCH
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.zooms:
            self.zoom(turned, event.position())
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not event.angleDelta().x():
            self._scroll_by(-event.angleDelta().y() / 2, 0)
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Two fingers change the scale."""
        if isinstance(event, QNativeGestureEvent) and self.zooms:
            if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
                self.set_scale(self.scale * (1 + event.value()), event.position())
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """+ and − change the scale, 0 is 100 %."""
        key = event.key() if self.zooms else None
        if key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom(1)
        elif key in {Qt.Key.Key_Minus, Qt.Key.Key_Underscore}:
            self.zoom(-1)
        elif key == Qt.Key.Key_0:
            self.set_scale(1)
        else:
            super().keyPressEvent(event)

    # Dragging the ground

    def grip(self, event: QMouseEvent) -> None:
        """Take hold of the ground."""
        self._grip = event.globalPosition().toPoint()
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def drag_ground(self, event: QMouseEvent) -> bool:
        """Move the ground with the mouse, where it is held."""
        if self._grip is None:
            return False
        now = event.globalPosition().toPoint()
        moved = self._grip - now
        self._grip = now
        self._scroll_by(moved.x(), moved.y())
        return True

    def let_go(self) -> bool:
        """Let go of the ground; whether it was held."""
        held = self._grip is not None
        self._grip = None
        if held:
            self.viewport().unsetCursor()
        return held

    # Inside

    def origin(self) -> QPointF:
        """Where the drawing's zero stands in the viewport: on a whole pixel of the screen."""
        margin = float(self.margin)
        room = self.viewport().size()
        wide = self._bounds.width() * self.scale
        left = max(margin, (room.width() - wide) / 2) if wide + 2 * margin < room.width() else margin
        x = left - self._bounds.left() * self.scale - self.horizontalScrollBar().value()
        y = margin - self._bounds.top() * self.scale - self.verticalScrollBar().value()
        ratio = self.viewport().devicePixelRatio()
        return QPointF(round(x * ratio) / ratio, round(y * ratio) / ratio)

    def _measure(self) -> None:
        room = self.viewport().size()
        wide = round(self._bounds.width() * self.scale) + 2 * self.margin
        high = round(self._bounds.height() * self.scale) + 2 * self.margin
        for bar, whole, seen in (
            (self.horizontalScrollBar(), wide, room.width()),
            (self.verticalScrollBar(), high, room.height()),
        ):
            bar.setRange(0, max(0, whole - seen))
            bar.setPageStep(seen)

    def _scroll_by(self, across: float, down: float) -> None:
        self.horizontalScrollBar().setValue(round(self.horizontalScrollBar().value() + across))
        self.verticalScrollBar().setValue(round(self.verticalScrollBar().value() + down))


def _missing(low: float, high: float, seen_low: float, seen_high: float) -> float:
    """How far to scroll until a stretch is seen; its beginning where it is longer than the window."""
    if low < seen_low or high - low > seen_high - seen_low:
        return low - seen_low
    return max(0.0, high - seen_high)
