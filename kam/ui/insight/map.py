"""The map of health and revenue: pointed at, walked by the keyboard, opened."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from kam.services.health.insight import Insight
from kam.ui.insight.map_geometry import MapLayout, Spot, lay_out
from kam.ui.insight.map_painting import MapPainter, name_width, zone_words_width
from kam.ui.insight.saying import client_words
from kam.ui.look import Look
from kam.ui.theme.tokens import Size
from kam.ui.widgets.focus import paint_focus
from kam.ui.widgets.pieces import colour_of

_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ASIDE: Final = 2.5
"""How much more it counts to be off the way than far along it."""


class HealthMap(QWidget):
    """Arrows walk from client to client, Enter or a click opens; what is pointed at is the owner's matter."""

    opened = Signal(object)
    """The identity of an account."""
    pointed = Signal(object)
    """The ``Spot`` to be explained, None for none."""
    chosen = Signal(object)
    """The account that the keyboard or the mouse is on."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._insight: Insight | None = None
        self._layout: MapLayout | None = None
        self._drawn: QPixmap | None = None
        self._current: UUID | None = None
        self._pointed: UUID | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(look.words.say("Clients by health and revenue"))
        look.theme.changed.connect(self._redraw)

    @property
    def layout_of_map(self) -> MapLayout | None:
        """Where everything stands."""
        return self._layout

    @property
    def current(self) -> UUID | None:
        """The client that is chosen."""
        return self._current

    def sizeHint(self) -> QSize:
        """Room for some dozens of clients."""
        return QSize(760, 400)

    def minimumSizeHint(self) -> QSize:
        """Names give way before marks lie over each other."""
        return QSize(420, 190)

    def show_insight(self, insight: Insight) -> None:
        """Show other clients; the chosen one stays where it is still there."""
        self._insight = insight
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if insight.health.weighed else Qt.FocusPolicy.NoFocus)
        if self._layout is not None and self._layout.spot_of(self._current) is None:
            self.choose(None)
        else:
            self._describe()

    def choose(self, account: UUID | None) -> None:
        """Show a client as chosen; tells nobody."""
        if account == self._current:
            return
        self._current = account
        self._describe()
        self.update()

    def _describe(self) -> None:
        """Say who is chosen, as they stand now."""
        spot, insight = self._spot(), self._insight
        text = "" if spot is None or insight is None else client_words(self._look, insight, spot.client)
        self.setAccessibleDescription(text)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    # Drawing

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange everything anew."""
        super().resizeEvent(event)
        self._point(None)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Another typeface has other widths."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """The map as it was drawn, the chosen client over it."""
        with QPainter(self) as painter:
            if self._drawn is None:
                self._drawn = self._draw()
            painter.drawPixmap(0, 0, self._drawn)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            spot, ours = self._spot(), self._painter()
            if spot is not None and ours is not None:
                ours.chosen(painter, spot)
            elif self.hasFocus():
                paint_focus(painter, self.rect(), self._look.theme, Size.RADIUS_TAG)

    def _draw(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(colour_of(self._look.theme, "page"))
        with QPainter(picture) as painter:
            if (ours := self._painter()) is not None:
                ours.paint(painter)
        return picture

    def _painter(self) -> MapPainter | None:
        insight, layout = self._insight, self._layout
        if insight is None or layout is None:
            return None
        largest = insight.health.weighed[0].revenue if insight.health.weighed else 0
        scale = self._look.formats.scale_for(largest, insight.currency)
        return MapPainter(self._look, insight.settings, layout, insight.currency, scale)

    def _lay_out(self) -> None:
        insight, look = self._insight, self._look
        if insight is not None:
            self._layout = lay_out(
                insight.health.weighed,
                insight.settings,
                QRectF(0, 0, self.width(), self.height()),
                lambda client: name_width(look, client),
                lambda band: zone_words_width(look, insight.settings, band),
            )
        self._redraw()

    def _redraw(self) -> None:
        self._drawn = None
        self.update()

    def _spot(self) -> Spot | None:
        return None if self._layout is None else self._layout.spot_of(self._current)

    # Mouse

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Explain what is pointed at."""
        spot = self._spot_under(event.position())
        self.setCursor(Qt.CursorShape.ArrowCursor if spot is None else Qt.CursorShape.PointingHandCursor)
        self._point(spot if spot is not None else self._focused_spot())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the client under the mouse."""
        spot = self._spot_under(event.position())
        if spot is not None and event.button() is Qt.MouseButton.LeftButton:
            self._choose_and_tell(spot)
            self.opened.emit(spot.id)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at any more."""
        super().leaveEvent(event)
        self._point(self._focused_spot())

    def _spot_under(self, at: QPointF) -> Spot | None:
        return None if self._layout is None else self._layout.spot_at(at)

    def _point(self, spot: Spot | None) -> None:
        account = None if spot is None else spot.id
        if account != self._pointed:
            self._pointed = account
            self.pointed.emit(spot)

    # Keyboard

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by Tab begins at the client of the greatest revenue."""
        super().focusInEvent(event)
        by_tab = event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
        if by_tab and self._current is None and self._layout is not None and self._layout.spots:
            self._choose_and_tell(self._layout.spots[0])
        elif by_tab:
            self._point(self._spot())
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What is explained to the keyboard goes with it."""
        super().focusOutEvent(event)
        self.choose(None)
        self._point(None)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Home and End go to the greatest and the smallest revenue, Enter opens."""
        spots = () if self._layout is None else self._layout.spots
        spot = self._spot()
        key = Qt.Key(event.key())
        if key in _ARROWS and spots:
            self._choose_and_tell(spots[0] if spot is None else _nearest(spot, spots, *_ARROWS[key]) or spot)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End} and spots:
            self._choose_and_tell(spots[0 if key == Qt.Key.Key_Home else -1])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and spot is not None:
            self.opened.emit(spot.id)
        else:
            super().keyPressEvent(event)

    def _choose_and_tell(self, spot: Spot) -> None:
        self.choose(spot.id)
        self.chosen.emit(spot.id)
        self._point(spot)

    def _focused_spot(self) -> Spot | None:
        return self._spot() if self.hasFocus() else None


def _nearest(here: Spot, spots: Iterable[Spot], right: int, down: int) -> Spot | None:
    """The nearest client that way; being off the way counts more than being far."""
    best, least = None, math.inf
    for spot in spots:
        way = spot.centre - here.centre
        along = way.x() * right + way.y() * down
        aside = abs(way.x() * down) + abs(way.y() * right)
        if spot is here or along <= 0:
            continue
        cost = along + _ASIDE * aside
        if cost < least:
            best, least = spot, cost
    return best
