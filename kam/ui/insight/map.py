"""The map of health and revenue: pointed at, walked by the keyboard, opened."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter

from kam.services.health.insight import Insight
from kam.ui.insight.map_geometry import MapLayout, Spot, lay_out
from kam.ui.insight.map_painting import MapPainter, name_width, zone_words_width
from kam.ui.insight.saying import client_words
from kam.ui.look import Look
from kam.ui.theme.tokens import Size
from kam.ui.widgets.charts.spot_field import BY_TAB, SpotField
from kam.ui.widgets.focus import paint_focus


class HealthMap(SpotField[Spot]):
    """Arrows walk from client to client, Enter or a click opens; what is pointed at is the owner's matter."""

    opening_keys = SpotField.opening_keys | {Qt.Key.Key_Space}

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.words.say("Clients by health and revenue"))
        self._insight: Insight | None = None
        self._layout: MapLayout | None = None
        self._pointed: UUID | None = None

    @property
    def layout_of_spots(self) -> MapLayout | None:
        """Where everything stands."""
        return self._layout

    def sizeHint(self) -> QSize:
        """Room for some dozens of clients."""
        return QSize(760, 400)

    def minimumSizeHint(self) -> QSize:
        """Names give way before marks lie over each other."""
        return QSize(420, 190)

    def show_insight(self, insight: Insight) -> None:
        """Show other clients; the chosen one stays where it is still there."""
        self._insight = insight
        self.arrange()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if insight.health.weighed else Qt.FocusPolicy.NoFocus)
        if self.current_spot is None:
            self.choose(None)
        else:
            self.tell_chosen()

    def arrange(self) -> None:
        """Lay out the clients in the room there is."""
        insight, look = self._insight, self._look
        if insight is not None:
            self._layout = lay_out(
                insight.health.weighed,
                insight.settings,
                QRectF(0, 0, self.width(), self.height()),
                lambda client: name_width(look, client),
                lambda band: zone_words_width(look, insight.settings, band),
            )
        self.redraw()

    def describe(self, spot: Spot) -> str:
        """What moved the client's health."""
        return "" if self._insight is None else client_words(self._look, self._insight, spot.client)

    def point(self, spot: Spot | None) -> None:
        """Tell a spot once, however long the mouse moves over it."""
        account = None if spot is None else spot.id
        if account != self._pointed:
            self._pointed = account
            super().point(spot)

    # Drawing

    def paint_field(self, painter: QPainter) -> None:
        """The whole map."""
        if (ours := self._painter()) is not None:
            ours.paint(painter)

    def paint_over(self, painter: QPainter) -> None:
        """The chosen client, else the ring around the map."""
        spot, ours = self.current_spot, self._painter()
        if spot is not None and ours is not None:
            ours.chosen(painter, spot)
        elif self.hasFocus():
            paint_focus(painter, self.rect(), self._look.theme, Size.RADIUS_TAG)

    def _painter(self) -> MapPainter | None:
        insight, layout = self._insight, self._layout
        if insight is None or layout is None:
            return None
        largest = insight.health.weighed[0].revenue if insight.health.weighed else 0
        scale = self._look.formats.scale_for(largest, insight.currency)
        return MapPainter(self._look, insight.settings, layout, insight.currency, scale)

    # Mouse and keyboard

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the client under the mouse."""
        spot = self.spot_under(event.position())
        if spot is not None and event.button() is Qt.MouseButton.LeftButton:
            self.choose_and_tell(spot)
            self.opened.emit(spot.id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by Tab explains the client that is chosen."""
        super().focusInEvent(event)
        if event.reason() in BY_TAB:
            self.point_at_focus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Without the keyboard nobody is chosen."""
        self.choose(None)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the greatest and the smallest revenue."""
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
        key = Qt.Key(event.key())
        if key in ends and self.spots:
            self.choose_and_tell(self.spots[ends[key]])
        else:
            super().keyPressEvent(event)
