"""Backups while a workspace is open: every so many hours after changes, and a copy in a second place."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer

from kam.core.errors import UserError
from kam.jobs import Lane
from kam.services.files import Backup, back_up, copy_to_second_place
from kam.ui.desk import Desk

_LOOK_EVERY_MS: Final = 60_000
_MISSED: Final = "backups.missed"


class BackupKeeper(QObject):
    """Looks once a minute whether it is time. What fails is told once, and tried again in its turn."""

    def __init__(self, desk: Desk, owner: QObject) -> None:
        super().__init__(owner)
        self._desk = desk
        self._last: datetime = desk.now()
        self._seen = desk.workspace.changed
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        desk.hub.changed.connect(self._note)
        desk.hub.backed_up.connect(self._made_by_hand)
        QTimer.singleShot(0, self, self._tell_what_was_missed)

    def look(self) -> None:
        """Make a backup when the hours are over and anything has changed since the last one."""
        hours = self._desk.local.backup_hours
        if not hours or not self._seen or self._desk.now() - self._last < timedelta(hours=hours):
            return
        self._last, self._seen = self._desk.now(), False
        work = partial(back_up, self._desk.workspace.path, self._desk.clock)
        self._desk.jobs.run(self, work, self._made, lane=Lane.WRITE)

    def _tell_what_was_missed(self) -> None:
        missed = self._desk.local.page(_MISSED).get("folder")
        if missed:
            self._desk.local.keep_page(_MISSED, {})
            words = self._desk.look.words
            self._desk.hub.notice(words.say("The last backup was not copied to {folder}.", folder=missed))

    def _note(self, *_: object) -> None:
        self._seen = True

    def _made(self, backup: Backup) -> None:
        del backup
        self._desk.hub.backed_up.emit()

    def _made_by_hand(self) -> None:
        """Whoever made it: the hours begin anew, and it goes to the second place."""
        self._last, self._seen = self._desk.now(), False
        place = self._desk.local.backup_place(self._desk.workspace.path)
        if place is not None:
            work = partial(copy_to_second_place, place, self._desk.workspace.path)
            self._desk.jobs.run(self, work, lambda _: None, lane=Lane.FILES)


def copy_at_the_end(desk: Desk) -> None:
    """Copy what closing backed up to the second place; that it was not there is told at the next start."""
    path = desk.workspace.path
    place = desk.local.backup_place(path)
    if place is None:
        return
    try:
        copy_to_second_place(place, path)
    except UserError:
        desk.local.keep_page(_MISSED, {"folder": str(place)})
