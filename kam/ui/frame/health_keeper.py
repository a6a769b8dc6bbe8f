"""Keeps health at the ends of months while nobody waits: outside history, a few clients at a time."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer

from kam.core.errors import UserError
from kam.core.periods import Month
from kam.jobs import Lane
from kam.services.health.keeping import Pending, pending_snapshots
from kam.services.health.snapshots import Row, write_snapshots
from kam.ui.desk import Desk

_AFTER_MS: Final = 4_000
_LOOK_EVERY_MS: Final = 3_600_000
"""A window that stays open sees the month end, too."""
AT_ONCE: Final = 10
"""Clients judged in one go: others on the quiet lane, and the closing window, wait no longer than that."""


class HealthKeeper(QObject):
    """Looks when the first pages stand and then every hour; what a month needs is done once.

    What fails, on a disk that is full or a file that is taken away, is left for the next look: the trend is
    reckoned then. Whoever closes meanwhile loses nothing but the rest.
    """

    def __init__(self, desk: Desk, owner: QObject) -> None:
        super().__init__(owner)
        self._desk = desk
        self._done: Month | None = None
        self._pending: Pending | None = None
        self._at = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look_when_calm)
        self._timer.start(_AFTER_MS)

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to keep in the month that is running."""
        return self._done == Month.of(self._desk.today())

    def look(self) -> None:
        """Keep what is missing, unless that was done in this month or is under way."""
        self._timer.start(_LOOK_EVERY_MS)
        if self.is_done or self._pending is not None or self._desk.workspace.read_only:
            return
        work = partial(pending_snapshots, self._desk.workspace, as_of=self._desk.now())
        self._desk.jobs.run(self, work, self._begin, lane=Lane.QUIET, otherwise=self._left)

    def _look_when_calm(self) -> None:
        """After everything that was asked for; what a page reads comes first."""
        if self._desk.jobs.under_way:
            self._timer.start(_AFTER_MS)
        else:
            self.look()

    def _begin(self, pending: Pending | None) -> None:
        self._pending, self._at = pending, 0
        self._next()

    def _next(self) -> None:
        pending = self._pending
        if pending is None or self._at >= len(pending.accounts):
            self._pending = None
            self._done = Month.of(self._desk.today())
            return
        work = partial(pending.judged, self._at, AT_ONCE)
        self._desk.jobs.run(self, work, self._write, lane=Lane.QUIET, otherwise=self._left)

    def _write(self, rows: list[Row]) -> None:
        self._at += AT_ONCE
        work = partial(write_snapshots, self._desk.workspace, rows)
        self._desk.jobs.run(self, work, lambda _: self._next(), lane=Lane.WRITE, otherwise=self._left)

    def _left(self, error: Exception) -> bool:
        """Nobody asked for it, so nobody is told what can be told; a mistake of ours is."""
        self._pending = None
        return isinstance(error, UserError)
