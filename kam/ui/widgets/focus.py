"""The ring around what has the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QLayout, QScrollArea, QWidget

from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Size


def paint_focus(painter: QPainter, place: QRect, theme: Theme, radius: float = Size.RADIUS) -> None:
    """Draw the ring just inside a place."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("accent"), Size.FOCUS))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(place.toRectF().adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()


def tab_through(*widgets: QWidget) -> None:
    """Let Tab go through the widgets in this order."""
    for first, second in pairwise(widgets):
        QWidget.setTabOrder(first, second)


def tab_in_reading_order(root: QWidget) -> None:
    """Let Tab go through all that stands in a widget as its layouts read, whenever it was made."""
    tab_through(*as_read(root, any_of_group=True))


def step_in_reading_order(root: QWidget, *, forward: bool) -> bool:
    """Hand the keyboard to what stands next in a window, from the last to the first; whether there was any.

    Qt's own chain stops at widgets that hand the keyboard on (``focusProxy``) wherever they stand in it, so
    it may turn back before it has gone round.
    """
    ring = [each for each in as_read(root) if each.isVisible() and each.isEnabled()]
    now: QWidget | None = root.focusWidget()
    while now is not None and now is not root and now not in ring:
        now = now.parentWidget()
    if not ring:
        return False
    step = 1 if forward else -1
    place = (ring.index(now) + step) % len(ring) if now in ring else 0
    ring[place].setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    return True


def first_by_tab(last: QWidget) -> QWidget:
    """Where Tab goes from a widget: from the last of a dialog, its first; itself where there is no other.

    What is hidden or out of use is passed over, also while the dialog itself is not shown yet.
    """
    following = last.nextInFocusChain()
    while following is not None and following is not last:
        takes_tab = following.focusPolicy() & Qt.FocusPolicy.TabFocus
        window = following.window()
        if takes_tab and following.isVisibleTo(window) and following.isEnabledTo(window):
            return following
        following = following.nextInFocusChain()
    return last


def as_read(widget: QWidget, *, any_of_group: bool = False) -> Iterator[QWidget]:
    """What takes Tab, as the layouts read; of buttons of which one is on that one, or any of them."""
    takes_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    waits = any_of_group and isinstance(widget, QAbstractButton) and widget.group() is not None
    if (takes_tab or waits) and widget.focusProxy() is None:
        yield widget
    if isinstance(widget, QScrollArea):
        if (inside := widget.widget()) is not None:
            yield from as_read(inside, any_of_group=any_of_group)
    elif (layout := widget.layout()) is not None:  # a row that opens may hold buttons of its own
        yield from _as_read_of(layout, any_of_group=any_of_group)


def _as_read_of(layout: QLayout, *, any_of_group: bool) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield from as_read(widget, any_of_group=any_of_group)
        elif (inner := item.layout()) is not None:
            yield from _as_read_of(inner, any_of_group=any_of_group)
