"""The objectives of a plan as rows that can be put in another order: by the mouse, or by Alt with arrows."""

from __future__ import annotations

from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QMenu

from kam.ui.look import Look
from kam.ui.widgets.panels import Row
from kam.ui.widgets.part_list import PartList

_MARK: Final = 2
_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ObjectiveList(PartList):
    """What may be done follows from the plan: ``writable`` to order, ``facts`` to add actions."""

    ordered = Signal(object)
    """The identities of all objectives in their new order."""
    measure_wished = Signal(object)
    action_wished = Signal(object)
    actions_wished = Signal(object)
    link_wished = Signal(object)
    work_wished = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.writable = self.facts = False
        self.by_sales: frozenset[UUID] = frozenset()
        """Those whose present figure is read from the sales: they are not measured."""
        self._pressed: tuple[Row, QPoint] | None = None
        self._target: int | None = None
        self._mark = QFrame(self)
        self._mark.setProperty("role", "target")
        self._mark.hide()

    def order(self) -> list[UUID]:
        """The objectives as they stand."""
        return [self._parts[row] for row in self._rows if isinstance(row, Row)]

    def menu_of(self, row: Row) -> QMenu:
        """Change and delete, as everywhere; before that what an objective alone has."""
        words, theme = self._look.words, self._look.theme
        part: UUID = self._parts[row]
        menu = super().menu_of(row)
        first = menu.actions()[0]
        entries = [
            ("list", words.say("Promises of the objective…"), self.actions_wished, True),
            ("plus", words.say("Add an action…"), self.action_wished, self.facts),
            ("target", words.say("Take promises from the ledger…"), self.link_wished, self.facts),
            ("plus", words.say("Add an initiative…"), self.work_wished, self.writable),
            ("chart-line", words.say("Measurements…"), self.measure_wished, part not in self.by_sales),
        ]
        for icon, text, signal, offered in entries:
            if offered:
                action = menu.addAction(theme.icon(icon), text)
                action.triggered.connect(partial(self._say, signal, part))
                menu.insertAction(first, action)
        menu.insertSeparator(first)
        if self.writable:
            self._offer_steps(menu, part)
        return menu

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys and mouse of a row."""
        if isinstance(watched, Row) and watched in self._parts:
            if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
                if self._take_key(watched, event):
                    return True
            elif isinstance(event, QMouseEvent) and self.writable and self._take_mouse(watched, event):
                return True
        return super().eventFilter(watched, event)

    def _offer_steps(self, menu: QMenu, part: UUID) -> None:
        words, at, last = self._look.words, self.order().index(part), len(self._rows) - 1
        before = menu.actions()[-1]
        for text, key, step, offered in (
            (words.say("Move up"), "Alt+Up", -1, at > 0),
            (words.say("Move down"), "Alt+Down", 1, at < last),
        ):
            if offered:
                action = menu.addAction(text)
                action.setShortcut(key)
                action.triggered.connect(partial(self._step, part, step))
                menu.insertAction(before, action)

    def _take_key(self, row: Row, event: QKeyEvent) -> bool:
        part = self._parts[row]
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._step(part, step)
            return True
        if step is not None and not event.modifiers():
            rows = [each for each in self._rows if isinstance(each, Row)]
            at = rows.index(row) + step
            if 0 <= at < len(rows):
                rows[at].setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def _step(self, part: UUID, by: int, _checked: object = None) -> None:
        ids = self.order()
        at = ids.index(part)
        if self.writable and 0 <= at + by < len(ids):
            ids.insert(at + by, ids.pop(at))
            self.ordered.emit(tuple(ids))

    # Mouse

    def _take_mouse(self, row: Row, event: QMouseEvent) -> bool:
        """A press that goes far enough carries the row; let go elsewhere it stays there."""
        at = row.mapTo(self, event.position().toPoint())
        if event.type() is QEvent.Type.MouseButtonPress and event.button() is Qt.MouseButton.LeftButton:
            self._pressed, self._target = (row, at), None
        elif event.type() is QEvent.Type.MouseMove and self._pressed is not None:
            far = abs(at.y() - self._pressed[1].y()) >= QApplication.startDragDistance()
            if self._target is not None or far:
                self._show_target(at.y())
                return True
        elif event.type() is QEvent.Type.MouseButtonRelease and self._pressed is not None:
            pressed, target = self._pressed[0], self._target
            self._pressed = self._target = None
            self._mark.hide()
            if target is not None:
                pressed.setDown(False)
                pressed.unsetCursor()
                pressed.setCursor(Qt.CursorShape.PointingHandCursor)
                self._drop(self._parts[pressed], target)
                return True
        return False

    def _show_target(self, y: int) -> None:
        """Between which rows it would come to stand."""
        tops = [row.y() for row in self._rows]
        middles = [row.y() + row.height() / 2 for row in self._rows]
        self._target = sum(y > each for each in middles)
        ends = [*tops, self._rows[-1].geometry().bottom()]
        self._mark.setGeometry(0, max(ends[self._target] - 1, 0), self.width(), _MARK)
        self._mark.raise_()
        self._mark.show()
        if self._pressed is not None:
            self._pressed[0].setCursor(Qt.CursorShape.ClosedHandCursor)

    def _drop(self, part: UUID, target: int) -> None:
        ids = self.order()
        at = ids.index(part)
        place = target - 1 if target > at else target
        if place != at:
            ids.insert(place, ids.pop(at))
            self.ordered.emit(tuple(ids))
