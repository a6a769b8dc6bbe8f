"""A field of spots, a client each: kept as a picture, walked by arrows any way, pointed at, opened."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import ClassVar, Final, Generic, Protocol, TypeVar
from uuid import UUID

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
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

from kam.ui.look import Look
from kam.ui.widgets.pieces import colour_of

_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ASIDE: Final = 2.5
"""How much more it counts to be off the way than far along it."""
BY_TAB: Final = frozenset({Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason})


class Spot(Protocol):
    """Something on the field: whose it is and where its middle stands."""

    @property
    def id(self) -> UUID:
        """The account."""

    @property
    def centre(self) -> QPointF:
        """The middle of its mark, in pixels of the field."""


SpotT = TypeVar("SpotT", bound=Spot)
SpotT_co = TypeVar("SpotT_co", bound=Spot, covariant=True)


class Layout(Protocol[SpotT_co]):
    """Where everything stands; the first spot is where the keyboard begins."""

    @property
    def spots(self) -> Sequence[SpotT_co]:
        """All that have a place."""

    def spot_at(self, at: QPointF) -> SpotT_co | None:
        """What is at a place."""

    def spot_of(self, account: UUID | None) -> SpotT_co | None:
        """The spot of an account; None where it has none."""


class SpotField(QWidget, Generic[SpotT]):
    """Subclasses arrange the spots and paint them; whoever owns it says what opening means and explains."""

    opened = Signal(object)
    """The identity of an account."""
    chosen = Signal(object)
    """The account that the keyboard or the mouse has chosen; None for none."""
    pointed = Signal(object)
    """The spot to be explained, None for none."""
    opening_keys: ClassVar = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self._drawn: QPixmap | None = None
        self._current: UUID | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)
        look.theme.changed.connect(self.redraw)

    @property
    def layout_of_spots(self) -> Layout[SpotT] | None:
        """Where everything stands; None before anything is shown."""
        raise NotImplementedError

    @property
    def current(self) -> UUID | None:
        """The account whose spot is chosen."""
        return self._current

    def arrange(self) -> None:
        """Lay out anew what is shown in the room there is."""
        raise NotImplementedError

    def paint_field(self, painter: QPainter) -> None:
        """Draw everything but who is chosen."""
        raise NotImplementedError

    def paint_over(self, painter: QPainter) -> None:
        """Draw what changes often over the picture: who is chosen, where the keyboard is."""
        raise NotImplementedError

    def describe(self, spot: SpotT) -> str:
        """Say in words whose spot it is and what the field shows of them."""
        raise NotImplementedError

    def choose(self, account: UUID | None) -> None:
        """Show an account's spot as chosen; tells nobody."""
        if account == self._current:
            return
        self._current = account
        self.tell_chosen()
        self.update()

    def tell_chosen(self) -> None:
        """Say who is chosen, as they stand now."""
        spot = self.current_spot
        self.setAccessibleDescription("" if spot is None else self.describe(spot))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    @property
    def spots(self) -> Sequence[SpotT]:
        """All that have a place."""
        return () if self.layout_of_spots is None else self.layout_of_spots.spots

    @property
    def current_spot(self) -> SpotT | None:
        """The chosen spot; None where its account has none."""
        return None if self.layout_of_spots is None else self.layout_of_spots.spot_of(self._current)

    def spot_under(self, at: QPointF) -> SpotT | None:
        """What is at a place."""
        return None if self.layout_of_spots is None else self.layout_of_spots.spot_at(at)

    def point(self, spot: SpotT | None) -> None:
        """Let a spot be explained."""
        self.pointed.emit(spot)

    def point_at_focus(self) -> None:
        """Let the spot be explained that the keyboard is on."""
        self.point(self.current_spot if self.hasFocus() else None)

    def choose_and_tell(self, spot: SpotT | None) -> None:
        """Choose what was clicked or walked to, and let it be explained."""
        account = None if spot is None else spot.id
        if account != self._current:
            self.choose(account)
            self.chosen.emit(account)
        self.point(spot)

    # Drawing

    def redraw(self) -> None:
        """Draw everything anew at the next painting."""
        self._drawn = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange everything anew."""
        super().resizeEvent(event)
        self.point(None)
        self.arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Another typeface has other widths."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.arrange()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """The field as it was drawn, what changes often over it."""
        with QPainter(self) as painter:
            if self._drawn is None:
                self._drawn = self._draw()
            painter.drawPixmap(0, 0, self._drawn)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.paint_over(painter)

    def _draw(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(colour_of(self._look.theme, "page"))
        with QPainter(picture) as painter:
            self.paint_field(painter)
        return picture

    # Mouse

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Explain what is pointed at."""
        spot = self.spot_under(event.position())
        self.setCursor(Qt.CursorShape.ArrowCursor if spot is None else Qt.CursorShape.PointingHandCursor)
        if spot is not None:
            self.point(spot)
        else:
            self.point_at_focus()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at any more."""
        super().leaveEvent(event)
        self.point_at_focus()

    # Keyboard

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by Tab begins at the first spot."""
        super().focusInEvent(event)
        if event.reason() in BY_TAB and self._current is None and self.spots:
            self.choose_and_tell(self.spots[0])
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What is explained to the keyboard goes with it."""
        super().focusOutEvent(event)
        self.point(None)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter opens."""
        key, spot = Qt.Key(event.key()), self.current_spot
        if key in _ARROWS and self.spots:
            here = self.spots[0] if spot is None else _nearest(spot, self.spots, *_ARROWS[key]) or spot
            self.choose_and_tell(here)
        elif key in self.opening_keys and spot is not None:
            self.opened.emit(spot.id)
        else:
            super().keyPressEvent(event)


def _nearest(here: SpotT, spots: Iterable[SpotT], right: int, down: int) -> SpotT | None:
    """The nearest spot that way; being off the way counts more than being far."""
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
