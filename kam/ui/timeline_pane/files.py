"""Opening a kept document as the system opens such files."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from kam.jobs import Lane
from kam.services.documents import open_document
from kam.ui.desk import Desk
from kam.ui.widgets.dialogs import confirm


class DocumentOpener:
    """Hands out copies that can only be read; they go when their owner does."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        self._desk = desk
        self._owner = owner
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def open(self, document_id: UUID, name: str, *, risky: bool) -> None:
        """Open one; what may run a program is asked about first."""
        if not risky:
            self._open(document_id)
            return
        words = self._desk.look.words
        confirm(
            self._desk.look,
            self._owner,
            words.say("Open “{name}”?", name=name),
            words.say("A file of this kind can run a program. Open it only if you know where it is from."),
            primary=words.say_in("button", "Open"),
            run=partial(self._open, document_id),
            danger=True,
        )

    def put_away(self) -> None:
        """The copies go."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _open(self, document_id: UUID) -> None:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="kam-", ignore_cleanup_errors=True)
            self._owner.destroyed.connect(self._folder.cleanup)
        work = partial(open_document, self._desk.workspace, document_id, Path(self._folder.name))
        self._desk.jobs.run(self._owner, work, _hand_over, lane=Lane.READ)


def _hand_over(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
