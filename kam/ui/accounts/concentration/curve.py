"""The drawing of the curve on the page: walked by the keyboard, pointed at, opened."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from kam.services.portfolio.concentration import ConcentrationView, CurvePoint
from kam.ui.accounts.concentration.chart import ChartPainter, ChartPlaces
from kam.ui.look import Look
from kam.ui.theme.theme import Theme
from kam.ui.widgets.focus import paint_focus
from kam.ui.widgets.tips import plain_tip


class Curve(QWidget):
    """Shows a curve; Left and Right walk the ranks, Enter opens."""

    chosen = Signal(object)
    """The ``CurvePoint`` that was chosen."""
    opened = Signal(object)
    """The ``CurvePoint`` to open."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._view: ConcentrationView | None = None
        self._with_before = True
        self._current: int | None = None
        self._by_keyboard = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(look.words.say("Curve of shares, client by client"))
        look.theme.changed.connect(self.update)

    @property
    def current(self) -> CurvePoint | None:
        """Who is chosen."""
        return self._point(self._current)

    def sizeHint(self) -> QSize:
        """Room for both plots."""
        return QSize(640, 480)

    def minimumSizeHint(self) -> QSize:
        """The plots stay readable."""
        return QSize(360, 280)

    def show_view(self, view: ConcentrationView) -> None:
        """Show a curve."""
        self._view = view
        if self._point(self._current) is None:
            self._current = None
        self.update()

    def show_before(self, *, shown: bool) -> None:
        """With last year's curve or without."""
        self._with_before = shown
        self.update()

    def choose(self, place: int | None) -> None:
        """Show a rank as chosen; tells nobody."""
        if place != self._current:
            self._current = place
            point = self.current
            self.setAccessibleDescription("" if point is None else self.told(point))
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
            self.update()

    def told(self, point: CurvePoint) -> str:
        """A point in words."""
        formats = self._look.formats
        return self._look.words.say(
            "{place}. {name}: {share}, with those before {cumulative}",
            place=formats.number(point.place),
            name=point.name,
            share=formats.percent(point.share, 1),
            cumulative=formats.percent(point.cumulative, 1),
        )

    def paint_whole(self, painter: QPainter, theme: Theme, place: QRectF) -> None:
        """Draw the curve into another place, in the colours of a theme: a file."""
        if self._view is not None and self._view.points:
            places = ChartPlaces.within(place, self._view)
            look = replace(self._look, theme=theme)
            ChartPainter(look, self._view, places, self._with_before).paint(painter)

    # Qt's own

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the chart, the chosen rank, the focus."""
        if self._view is None or not self._view.points:
            return
        with QPainter(self) as painter:
            ChartPainter(
                self._look, self._view, self._places(self._view), self._with_before, self._current
            ).paint(painter)
            if self.hasFocus() and self._by_keyboard:
                paint_focus(painter, self.rect(), self._look.theme)

    def event(self, event: QEvent) -> bool:
        """What is pointed at says itself."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            point = self.point_at(event.pos().x())
            told = "" if point is None else plain_tip(self.told(point))
            QToolTip.showText(event.globalPos(), told, self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the rank."""
        self._by_keyboard = False
        self._choose_and_tell(self.point_at(event.position().x()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the account."""
        if (point := self.point_at(event.position().x())) is not None:
            self.opened.emit(point)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, jump to the ends, open."""
        key, count = event.key(), 0 if self._view is None else len(self._view.points)
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        self._by_keyboard = True
        if count and key in steps:
            place = 1 if self._current is None else self._current + steps[Qt.Key(key)]
            self._choose_and_tell(self._point(max(1, min(place, count))))
        elif count and key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._choose_and_tell(self._point(1 if key == Qt.Key.Key_Home else count))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current is not None:
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by Tab shows where one is."""
        super().focusInEvent(event)
        self._by_keyboard = event.reason() in {
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        }
        self.update()

    # Inside

    def point_at(self, x: float) -> CurvePoint | None:
        """Who stands at a place."""
        if self._view is None or not self._view.points:
            return None
        return self._point(self._places(self._view).rank_at(x))

    def _places(self, view: ConcentrationView) -> ChartPlaces:
        return ChartPlaces.within(self.rect().toRectF(), view)

    def _point(self, place: int | None) -> CurvePoint | None:
        points = () if self._view is None else self._view.points
        return points[place - 1] if place is not None and 1 <= place <= len(points) else None

    def _choose_and_tell(self, point: CurvePoint | None) -> None:
        self.choose(None if point is None else point.place)
        if point is not None:
            self.chosen.emit(point)
