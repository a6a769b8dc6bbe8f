"""Tells when the computer goes to sleep or its screen is locked, where the system says so: on Linux by D-Bus.

Elsewhere the clock tells of a sleep when it is over (``AutoLock``).
"""

from __future__ import annotations

import sys
from typing import Any, Final

from PySide6.QtCore import QObject, Signal, Slot

_SCREENS: Final = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
)
_LOGIN: Final = "org.freedesktop.login1"
_TURNED: Final[Any] = "1turned(bool)"  # as Qt's macro SLOT writes it; a text, whatever the stubs say
_LOCKED: Final[Any] = "1locked()"


class GoingAway(QObject):
    """Listens for as long as it lives; where nobody speaks it hears nothing."""

    heard = Signal()
    """The computer goes to sleep, or its screen is locked."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        if sys.platform.startswith("linux"):
            self._listen()

    def _listen(self) -> None:
        from PySide6.QtDBus import QDBusConnection  # with an encrypted workspace alone

        session, system = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
        for name in _SCREENS:
            session.connect("", "", name, "ActiveChanged", self, _TURNED)
        system.connect("", "", f"{_LOGIN}.Manager", "PrepareForSleep", self, _TURNED)
        system.connect("", "", f"{_LOGIN}.Session", "Lock", self, _LOCKED)

    @Slot(bool)
    def turned(self, on: bool) -> None:  # noqa: FBT001 - as the signal has it
        """A sleep or a locked screen begins, or is over."""
        if on:
            self.heard.emit()

    @Slot()
    def locked(self) -> None:
        """The session is to be locked."""
        self.heard.emit()
