"""Opening a kept document as the system opens such files."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from kam.jobs import Lane
from kam.services.documents import open_document
from kam.ui.desk import Desk
from kam.ui.handing_out import Copies, hand_over
from kam.ui.widgets.dialogs import confirm


class DocumentOpener:
    """Hands out copies that can only be read; they go when their owner does."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        self._desk = desk
        self._owner = owner
        self._copies = Copies()
        owner.destroyed.connect(self._copies.put_away)

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
        self._copies.put_away()

    def _open(self, document_id: UUID) -> None:
        work = partial(open_document, self._desk.workspace, document_id, self._copies.folder())
        self._desk.jobs.run(self._owner, work, hand_over, lane=Lane.READ)
