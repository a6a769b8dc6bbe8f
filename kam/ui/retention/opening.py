"""Opens the sheet of a retention case, from anywhere; one at a time."""

from __future__ import annotations

from uuid import UUID

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kam.ui.desk import Desk
from kam.ui.places import Place
from kam.ui.retention.sheet import RetentionSheet


def open_retention(desk: Desk, account_id: UUID, over: QWidget) -> RetentionSheet:
    """The retention case of a client, over a window."""
    sheet = RetentionSheet(desk, over, account_id)
    sheet.open()
    return sheet


class Retentions(QObject):
    """Opens it over the main window by its place."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self.sheet: RetentionSheet | None = None

    def open(self, place: Place) -> None:
        """Open it for the account that a place names; one that is open comes to the front."""
        if self.sheet is not None and shiboken6.isValid(self.sheet) and self.sheet.isVisible():
            self.sheet.raise_()
            self.sheet.activateWindow()
        elif place.account_id is not None:
            self.sheet = open_retention(self._desk, place.account_id, self._window)
