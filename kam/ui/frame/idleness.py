"""When a window locks itself: nobody touched it for some minutes, or the computer slept or was locked."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPointF, QTimer
from PySide6.QtGui import QGuiApplication, QMouseEvent, QWindow
from PySide6.QtWidgets import QApplication

from kam.ui.desk import Desk
from kam.ui.frame.going_away import GoingAway
from kam.ui.frame.locking import WindowLock

_LOOK_EVERY_MS: Final = 5_000
_SLEPT: Final = timedelta(minutes=1)
"""Looks that are further apart: the computer slept between them."""
_TOUCHES: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletMove,
        QEvent.Type.DragMove,
    }
)


class AutoLock(QObject):
    """Sees keys and mouse where they enter kam's windows; the widgets are not asked."""

    def __init__(self, desk: Desk, lock: WindowLock, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lock = lock
        self._touched = self._looked = desk.now()
        self._pointer = QPointF()
        self._watched: list[QWindow] = []
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._turned_to)
        self._turned_to(QGuiApplication.focusWindow())
        lock.changed.connect(self._touch)
        GoingAway(self).heard.connect(self._lock_unless_never)

    def look(self) -> None:
        """Lock when it is time. Minutes are those of the clock on the wall: they go on while it sleeps."""
        now = self._desk.now()
        slept, self._looked = now - self._looked >= _SLEPT, now
        self._touched = min(self._touched, now)  # the clock may have been set back
        minutes = timedelta(minutes=self._desk.local.lock_minutes)
        if slept or now - self._touched >= minutes:
            self._lock_unless_never()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Somebody is there; whoever comes back after a sleep is asked first."""
        if event.type() in _TOUCHES or self._has_moved(event):
            self.look()
            self._touch()
        return super().eventFilter(watched, event)

    def _lock_unless_never(self) -> None:
        if self._desk.local.lock_minutes:
            self._lock.lock()

    def _has_moved(self, event: QEvent) -> bool:
        """A mouse that lies still is told of, too, when a window comes under it."""
        if event.type() is not QEvent.Type.MouseMove or not isinstance(event, QMouseEvent):
            return False
        before, self._pointer = self._pointer, event.globalPosition()
        return before != self._pointer

    def _touch(self) -> None:
        self._touched = self._desk.now()

    def _turned_to(self, window: QWindow | None) -> None:
        """Another window of kam has the keyboard."""
        self._watched = [each for each in self._watched if shiboken6.isValid(each)]
        if window is None:
            return
        if window not in self._watched:
            window.installEventFilter(self)
            self._watched.append(window)
        if (active := QApplication.activeWindow()) is not None:
            self._lock.hear(active)
