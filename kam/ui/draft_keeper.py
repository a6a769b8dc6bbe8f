"""Keeps what is typed into a form in the workspace at every pause, so that a crash does not lose it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from kam.jobs import Lane
from kam.services.drafts import drop_draft, save_draft
from kam.ui.desk import Desk

PAUSE: Final = 1000
"""Milliseconds after the last key."""


class DraftKeeper(QObject):
    """One form's draft. ``contents`` says what to keep, or None while there is nothing worth keeping."""

    saved = Signal()
    """What was typed is in the workspace now."""

    def __init__(
        self, desk: Desk, key: str, contents: Callable[[], Mapping[str, Any] | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._key = key
        self._contents = contents
        self._kept: Mapping[str, Any] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._keep)

    def touch(self) -> None:
        """Something was typed: keep it at the next pause."""
        self._timer.start()

    def flush(self) -> None:
        """Keep at once what waits for a pause: the form is left, the window closes."""
        if self._timer.isActive():
            self._timer.stop()
            self._keep()

    def restored(self, contents: Mapping[str, Any]) -> None:
        """The form was filled from a draft, which is kept already."""
        self._kept = contents
        self._timer.stop()

    def drop(self) -> None:
        """What was typed is saved or given up."""
        self._timer.stop()
        if self._kept is not None:
            self._kept = None
            self._write(partial(drop_draft, self._desk.workspace, self._key))

    def _keep(self) -> None:
        contents = self._contents()
        if contents is None:
            self.drop()
        elif contents != self._kept:
            self._kept = contents
            self._write(partial(save_draft, self._desk.workspace, self._key, contents), self._told)

    def _told(self, kept: bool) -> None:  # noqa: FBT001 - the answer of a use case
        if kept:
            self.saved.emit()

    def _write(self, work: Callable[[], bool], then: Callable[[bool], None] | None = None) -> None:
        self._desk.jobs.run(self, work, then, lane=Lane.WRITE)
