"""Opens the capture window from anywhere: one a client or meeting, raised where it is open already."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kam.services.capturing.context import account_of_meeting
from kam.ui.capture.window import CaptureWindow
from kam.ui.desk import Desk


class Captures(QObject):
    """The open windows of this kind."""

    wished_letter = Signal(object, object)
    """The client and the interaction whose summary letter is to be prepared."""

    went = Signal(object)
    """A ``Place`` that what was recorded leads to."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self.open_ones: dict[tuple[UUID | None, UUID | None], CaptureWindow] = {}

    def open(self, account_id: UUID | None = None, meeting_id: UUID | None = None) -> None:
        """Record what happened with a client, or the outcome of a planned meeting."""
        if meeting_id is not None and account_id is None:
            meeting = meeting_id

            def found(account: UUID | None) -> None:
                self._show(account, meeting if account is not None else None)

            self._desk.read(self, lambda: account_of_meeting(self._desk.workspace, meeting), found)
            return
        self._show(account_id, meeting_id)

    def _show(self, account_id: UUID | None, meeting_id: UUID | None) -> None:
        key = (account_id, meeting_id)
        shown = self.open_ones.get(key)
        if shown is None:
            shown = CaptureWindow(self._desk, self._window, account_id, meeting_id)
            shown.wished_letter.connect(self.wished_letter)
            shown.went.connect(self.went)
            shown.closed.connect(lambda: self.open_ones.pop(key, None))
            self.open_ones[key] = shown
        shown.show()
        shown.raise_()
        shown.activateWindow()
