"""Keeps what is typed into a form at every pause, so that a crash does not lose it.

What every form does with its draft: ``touch`` when something is typed, ``ask`` for what was kept when it is
shown, ``drop`` when it is saved or given up. Sheets do it by themselves (``Sheet.keep_draft``), and so does
whatever is made of ``Form``s (``FormDraft``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import shiboken6
from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from kam.services.drafts import ABOUT
from kam.ui.drafts import Draft, Payload

PAUSE: Final = 1000
"""Milliseconds after the last key."""
LONGEST_WAIT: Final = 5000
"""Milliseconds after which it is kept while the typing goes on without a pause."""


class DraftKeeper(QObject):
    """One form's draft. ``contents`` says what to keep, or None while there is nothing worth keeping."""

    saved = Signal()
    """What was typed is kept now."""

    def __init__(
        self, draft: Draft, title: str, contents: Callable[[], Payload | None], parent: QObject
    ) -> None:
        """``title`` is what the form is called where it is offered again."""
        super().__init__(parent)
        self._draft = draft
        self._title = title
        self._contents = contents
        self._kept: Payload | None = None
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._keep)
        draft.drafts.flush_wished.connect(self.flush)

    def touch(self) -> None:
        """Something was typed: keep it at the next pause."""
        if not self._timer.isActive():
            self._since.start()
        left = max(0, LONGEST_WAIT - self._since.elapsed())
        self._timer.start(min(PAUSE, left))

    def flush(self) -> None:
        """Keep at once what waits for a pause: the form is left, the window closes."""
        if self._timer.isActive():
            self._timer.stop()
            self._keep()

    def ask(self, then: Callable[[Payload, str], None]) -> None:
        """Hear what was kept and when, in words; nothing where nothing was."""

        def found(stored: Payload | None) -> None:
            if stored is not None:
                contents = {name: value for name, value in stored.items() if name != ABOUT}
                self.restored(contents)
                then(contents, self._draft.drafts.moment_of(stored))

        self._draft.drafts.read(self, self._draft.key, found)

    def restored(self, contents: Payload) -> None:
        """The form was filled from a draft, which is kept already."""
        self._kept = contents
        self._timer.stop()
        self._draft.drafts.taken.emit(self._draft.key)

    def now(self) -> Payload | None:
        """What would be kept now, with what it is of: for who keeps it by another way."""
        contents = self._contents()
        return None if contents is None else self._draft.drafts.stored(self._draft, self._title, contents)

    @property
    def key(self) -> str:
        """The key of the draft."""
        return self._draft.key

    def drop(self) -> None:
        """What was typed is saved or given up."""
        self._timer.stop()
        if self._kept is not None:
            self._kept = None
            self._draft.drafts.drop(self._draft.key)

    def _keep(self) -> None:
        contents = self._contents()
        if contents is None:
            self.drop()
        elif contents != self._kept:
            self._kept = contents
            self._draft.drafts.save(self._draft, self._title, contents, self._told)

    def _told(self, kept: bool) -> None:  # noqa: FBT001 - the answer of a use case
        if kept and shiboken6.isValid(self):  # the form may have closed meanwhile
            self.saved.emit()
