"""Opens the window that writes an answer down, from anywhere; one at a time, raised where it is open."""

from __future__ import annotations

from functools import partial
from uuid import UUID

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kam.analysis.satisfaction import Camp
from kam.services.surveys.reading import read_answer
from kam.services.surveys.rows import AnswerRow
from kam.ui.desk import Desk
from kam.ui.places import Place
from kam.ui.satisfaction.answer_sheet import AnswerSheet
from kam.ui.satisfaction.promise_sheet import AnswerPromiseSheet
from kam.ui.widgets.dialogs import Sheet


class Answers(QObject):
    """Writes down over the main window; whoever is unhappy is offered a promise at once."""

    went = Signal(object)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self.sheet: AnswerSheet | None = None
        self.following: Sheet | None = None

    def open(self, place: Place) -> None:
        """Open it about the client or the person that a place names."""
        if self.sheet is not None and shiboken6.isValid(self.sheet) and self.sheet.isVisible():
            self.sheet.raise_()
            self.sheet.activateWindow()
            return
        sheet = AnswerSheet(self._desk, self._window, place.account_id, place.item_id)
        sheet.recorded.connect(self._follow)
        self.sheet = sheet
        sheet.open()

    def _follow(self, answer: object, camp: object) -> None:
        """Of somebody unhappy a promise is offered; giving it up is one key."""
        if camp is Camp.DETRACTOR and isinstance(answer, UUID):
            desk = self._desk
            work = partial(read_answer, desk.workspace, answer, as_of=desk.now())
            desk.read(self, work, self._offer)

    def _offer(self, row: AnswerRow) -> None:
        if row.needs_promise:
            self.following = AnswerPromiseSheet(self._desk, self._window, row)
            self.following.open()
