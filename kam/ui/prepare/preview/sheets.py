"""The pages of a brief one under the other, on a desk: zoomed, searched, the edited section marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea

from kam.core.vocabulary import BriefSection
from kam.ui.look import Look
from kam.ui.prepare.preview.drawer import Drawn
from kam.ui.theme.tokens import Size

_A4: Final = (595.28, 841.89)
_GAP: Final = 16
_MARK: Final = 4
_MARK_AWAY: Final = 9
_STEP: Final = 1.15
_LEAST, _MOST = 0.25, 4.0
_SETTLE: Final = 80
"""Milliseconds after the last change of size before pages are drawn at it."""


class Zoom(StrEnum):
    """How large the pages are shown."""

    WIDTH = "width"
    PAGE = "page"
    FREE = "free"


class Sheets(QAbstractScrollArea):
    """Shows a ``Drawn``. The old pages stay until the new ones are there."""

    wanted = Signal()
    """Pages are on view at a scale at which they are not drawn."""
    scrolled = Signal(int)
    """The page that is on view, from 0."""
    zoomed = Signal()
    pointed = Signal(object)
    """A ``BriefSection`` was clicked."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._drawn: Drawn | None = None
        self._images: dict[int, tuple[float, QImage]] = {}
        self._marked: BriefSection | None = None
        self._hits: list[tuple[int, QRectF]] = []
        self._hit = -1
        self._zoom = Zoom.WIDTH
        self._factor = 1.0
        self.setAccessibleName(look.words.say("The brief as it will be printed"))
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(self._moved)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE)
        self._settle.timeout.connect(self._want)
        look.theme.changed.connect(self.viewport().update)

    # What is shown

    @property
    def drawn(self) -> Drawn | None:
        """What is shown."""
        return self._drawn

    @property
    def zoom(self) -> Zoom:
        """How large it is shown."""
        return self._zoom

    @property
    def percent(self) -> int:
        """100 is the paper's own size."""
        return round(self._factor * 100)

    def show_drawn(self, drawn: Drawn) -> None:
        """Show a brief, or other pictures of the one that is shown."""
        same = self._drawn is not None and self._drawn.pdf == drawn.pdf
        if not same:
            self._images = {
                number: (-1.0, image)
                for number, (_, image) in self._images.items()
                if number < len(drawn.sizes)
            }
        self._drawn = drawn
        for number, image in drawn.pictures.items():
            self._images[number] = (drawn.scale, image)
        self._lay_out()
        self._want()
        self.viewport().update()

    def forget(self) -> None:
        """Another meeting is being read."""
        self._drawn = None
        self._images.clear()
        self._hits, self._hit = [], -1
        self._lay_out()
        self.viewport().update()

    def seen(self) -> tuple[float, list[int]]:
        """Pixels a point, and the pages on view."""
        first = [
            number for number in range(len(self._sizes())) if self._page(number).intersects(self._view())
        ]
        return self._scale(), first or [0]

    def mark(self, section: BriefSection | None) -> None:
        """Mark the section that is edited in the margin: on the screen alone."""
        if section is not self._marked:
            self._marked = section
            self.viewport().update()

    def show_section(self, section: BriefSection) -> None:
        """Scroll so that a section is on view."""
        boxes = [self._on_desk(page, box) for each, page, box in self._places() if each is section]
        if boxes and not any(self._view().toRectF().contains(box) for box in boxes):
            self.verticalScrollBar().setValue(round(boxes[0].top()) - 3 * _GAP)

    # Searching

    def show_hits(self, hits: Sequence[tuple[int, QRectF]]) -> None:
        """Highlight what was found, and go to the first of it on or below what is on view."""
        self._hits = list(hits)
        top = self.verticalScrollBar().value()
        below = [n for n, (page, box) in enumerate(self._hits) if self._on_desk(page, box).top() >= top]
        self._hit = (below or range(len(self._hits)))[0] if self._hits else -1
        self._go_to_hit()

    def next_hit(self, by: int = 1) -> int:
        """Go to the next one found; its number from 1, 0 where nothing is found."""
        if self._hits:
            self._hit = (self._hit + by) % len(self._hits)
            self._go_to_hit()
        return self._hit + 1

    @property
    def hit(self) -> tuple[int, int]:
        """Which of how many is shown: (1, 5); (0, 0) where nothing is found."""
        return self._hit + 1, len(self._hits)

    def _go_to_hit(self) -> None:
        if 0 <= self._hit < len(self._hits):
            box = self._on_desk(*self._hits[self._hit])
            if not self._view().toRectF().contains(box):
                self.verticalScrollBar().setValue(round(box.top()) - self.viewport().height() // 3)
                self.horizontalScrollBar().setValue(round(box.left()) - self.viewport().width() // 3)
        self.viewport().update()

    # Zoom and pages

    def set_zoom(self, zoom: Zoom, percent: int | None = None) -> None:
        """Fit the width or the page, or show at a percentage of the paper's size."""
        self._zoom = zoom
        if percent is not None:
            self._factor = min(max(percent / 100, _LEAST), _MOST)
        middle = self._share()
        self._lay_out()
        self.verticalScrollBar().setValue(round(middle * self._height()))
        self._settle.start()
        self.zoomed.emit()
        self.viewport().update()

    def zoom_by(self, factor: float) -> None:
        """Larger or smaller by a factor."""
        self.set_zoom(Zoom.FREE, round(self._factor * factor * 100))

    def larger(self) -> None:
        """One step larger."""
        self.zoom_by(_STEP)

    def smaller(self) -> None:
        """One step smaller."""
        self.zoom_by(1 / _STEP)

    @property
    def current_page(self) -> int:
        """The page whose part is the largest on view, from 0."""
        view = self._view()
        parts = [self._page(number).intersected(view).height() for number in range(len(self._sizes()))]
        return parts.index(max(parts)) if parts else 0

    def go_to_page(self, number: int) -> None:
        """Scroll to the head of a page."""
        count = len(self._sizes())
        if count:
            top = self._page(min(max(number, 0), count - 1)).top()
            self.verticalScrollBar().setValue(top - _GAP // 2)

    # Geometry

    def _sizes(self) -> Sequence[tuple[float, float]]:
        return self._drawn.sizes if self._drawn is not None else ()

    def _places(self) -> Iterable[tuple[BriefSection, int, QRectF]]:
        return self._drawn.places if self._drawn is not None else ()

    def _unit(self) -> float:
        """Logical pixels a point."""
        return self.logicalDpiX() / 72 * self._factor

    def _scale(self) -> float:
        """Physical pixels a point."""
        return self._unit() * self.devicePixelRatioF()

    def _height(self) -> float:
        return sum(high * self._unit() + _GAP for _, high in self._sizes()) + _GAP

    def _share(self) -> float:
        """How far down one is."""
        height = self.verticalScrollBar().maximum() + self.viewport().height()
        return self.verticalScrollBar().value() / height if height else 0.0

    def _page(self, number: int) -> QRect:
        """The place of a page on the desk, before scrolling."""
        sizes, unit = self._sizes(), self._unit()
        top = _GAP + sum(round(high * unit) + _GAP for _, high in sizes[:number])
        wide, high = round(sizes[number][0] * unit), round(sizes[number][1] * unit)
        left = max(_GAP, (self.viewport().width() - wide) // 2)
        return QRect(left, top, wide, high)

    def _view(self) -> QRect:
        """What of the desk is on view."""
        corner = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        return QRect(corner, self.viewport().size())

    def _on_desk(self, page: int, box: QRectF) -> QRectF:
        unit = self._unit()
        if page >= len(self._sizes()):
            return QRectF()
        corner = QPointF(self._page(page).topLeft())
        moved = QRectF(box.left() * unit, box.top() * unit, box.width() * unit, box.height() * unit)
        return moved.translated(corner)

    def _lay_out(self) -> None:
        sizes = self._sizes() or [_A4]
        wide, high = max(size[0] for size in sizes), max(size[1] for size in sizes)
        room = self.viewport().size()
        dots = self.logicalDpiX() / 72
        if self._zoom is not Zoom.FREE:
            fitting = (room.width() - 2 * _GAP) / (wide * dots)
            if self._zoom is Zoom.PAGE:
                fitting = min(fitting, (room.height() - 2 * _GAP) / (high * dots))
            self._factor = min(max(fitting, _LEAST), _MOST)
        bar, across = self.verticalScrollBar(), self.horizontalScrollBar()
        bar.setPageStep(room.height())
        bar.setSingleStep(40)
        bar.setRange(0, max(0, round(self._height()) - room.height()))
        across.setPageStep(room.width())
        across.setRange(0, max(0, round(wide * self._unit()) + 2 * _GAP - room.width()))

    def _want(self) -> None:
        """Ask for pages on view that are not drawn at this scale."""
        if self._drawn is None or not self._drawn.sizes:
            return
        scale, pages = self.seen()
        if any(abs(self._images.get(number, (-1.0, None))[0] - scale) > 1e-6 for number in pages):  # noqa: PLR2004
            self.wanted.emit()

    # Events

    def _moved(self) -> None:
        self._settle.start()
        self.scrolled.emit(self.current_page)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What fits the width goes on fitting it."""
        super().resizeEvent(event)
        self._lay_out()
        self._settle.start()
        self.zoomed.emit()

    def event(self, event: QEvent) -> bool:
        """A screen of another density wants other pictures."""
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._settle.start()
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the ends, Page Up and Down a view further."""
        bar = self.verticalScrollBar()
        to = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}.get(Qt.Key(event.key()))
        if to is not None:
            bar.setValue(to)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a section goes to where it is edited."""
        section = self._section_at(event.position().toPoint())
        if section is not None:
            self.pointed.emit(section)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """What can be edited shows a hand."""
        found = self._section_at(event.position().toPoint())
        shape = Qt.CursorShape.PointingHandCursor if found is not None else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def _section_at(self, at: QPoint) -> BriefSection | None:
        where = QPointF(at + self._view().topLeft())
        return next(
            (each for each, page, box in self._places() if self._on_desk(page, box).contains(where)), None
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """The desk, the pages, the mark, what was found."""
        theme = self._look.theme
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), theme.colour("canvas"))
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.translate(-self._view().topLeft())
            for number in range(len(self._sizes())):
                place = self._page(number)
                if place.intersects(self._view()):
                    self._paint_page(painter, number, place)
            self._paint_hits(painter)
            self._paint_mark(painter)

    def _paint_page(self, painter: QPainter, number: int, place: QRect) -> None:
        painter.fillRect(place, Qt.GlobalColor.white)  # paper stays white in both themes
        _, image = self._images.get(number, (0.0, None))
        if image is not None:
            painter.drawImage(place, image)
        painter.setPen(QPen(self._look.theme.colour("line2"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.adjusted(-1, -1, 0, 0))

    def _paint_hits(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for number, (page, box) in enumerate(self._hits):
            tone = QColor(self._look.theme.colour("amber_fill"))
            tone.setAlpha(150 if number == self._hit else 70)
            painter.setBrush(tone)
            painter.drawRect(self._on_desk(page, box).adjusted(-1, -2, 1, 2))

    def _paint_mark(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.theme.colour("accent"))
        for section, page, box in self._places():
            if section is self._marked:
                place = self._on_desk(page, box)
                bar = QRectF(place.left() - _MARK_AWAY, place.top(), _MARK, place.height())
                painter.drawRoundedRect(bar, Size.HALF / 2, Size.HALF / 2)
