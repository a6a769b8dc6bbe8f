"""What is told beside the ledgers of the promise that is chosen: read when it is chosen, and again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject

from kam.core.errors import NotFoundError
from kam.services.commitments.history import PromiseStory, promise_story
from kam.services.commitments.rows import PromiseRow
from kam.ui.desk import Desk
from kam.ui.promises.side import Chosen


class ChosenStory(QObject):
    """Keeps the panel to the one promise that is chosen; of several, and of none, it tells nothing."""

    def __init__(self, desk: Desk, panel: Chosen) -> None:
        super().__init__(panel)
        self._desk = desk
        self._panel = panel
        self._of: UUID | None = None

    def follow(self, rows: Sequence[PromiseRow]) -> None:
        """Other promises are chosen."""
        if len(rows) == 1:
            self._of = rows[0].id
            self.refresh()
        else:
            self._forget()

    def refresh(self) -> None:
        """Read its story anew."""
        if self._of is not None:
            work = partial(promise_story, self._desk.workspace, self._of, as_of=self._desk.now())
            self._desk.read(self, work, self._show, key="story", otherwise=self._lose)

    def _show(self, story: PromiseStory) -> None:
        if story.row.id == self._of:
            self._panel.show_story(story)

    def _lose(self, error: Exception) -> bool:
        self._forget()
        return isinstance(error, NotFoundError)

    def _forget(self) -> None:
        self._of = None
        self._panel.forget()
