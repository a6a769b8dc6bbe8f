"""Opens the window that registers a complaint, from anywhere; one at a time, raised where it is open."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kam.core.vocabulary import ComplaintStage
from kam.ui.complaints.register_sheet import RegisterSheet
from kam.ui.desk import Desk
from kam.ui.places import Place, complaint_place


class Registers(QObject):
    """Registers over the main window, then leads to the record and offers the acknowledgement."""

    went = Signal(object)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self.sheet: RegisterSheet | None = None

    def open(self, place: Place) -> None:
        """Open it about what a place names."""
        if self.sheet is not None and shiboken6.isValid(self.sheet) and self.sheet.isVisible():
            self.sheet.raise_()
            self.sheet.activateWindow()
            return
        letter = Path(place.view) if place.view else None
        sheet = RegisterSheet(self._desk, self._window, place.account_id, place.item_id, letter)
        sheet.registered.connect(lambda complaint: self.went.emit(complaint_place(complaint)))
        sheet.registered.connect(self._acknowledge)
        self.sheet = sheet
        sheet.open()

    def _acknowledge(self, complaint: object) -> None:
        """The text that acknowledges it is ready at once, where nobody has told them yet."""
        from uuid import UUID

        from kam.services.complaints.record import read_record

        if isinstance(complaint, UUID):
            desk = self._desk
            work = partial(read_record, desk.workspace, complaint, as_of=desk.now())
            desk.read(self, work, self._show_text)

    def _show_text(self, record: object) -> None:
        from kam.services.complaints.rows import ComplaintRecord
        from kam.ui.complaints.letter_sheet import AcknowledgementSheet

        if isinstance(record, ComplaintRecord) and record.stage is ComplaintStage.RECEIVED:
            AcknowledgementSheet(self._desk, self._window, record).open()
