"""The head of the page: its faces, the saved view, and what it offers."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent

from kam.ui.look import Look
from kam.ui.promises.saved_views import CLOSED, SIDES, TABLE
from kam.ui.widgets.buttons import Button, Kind, button, icon_button
from kam.ui.widgets.page_head import PageHead
from kam.ui.widgets.segmented import Choice, SegmentedControl


class Head(PageHead):
    """Knows no deed; the page connects its buttons. Where there is little width reminding is an icon."""

    def __init__(self, look: Look, saved: Button) -> None:
        words = look.words
        super().__init__(words.say_in("page", "Promises"))
        self.views = SegmentedControl(
            look,
            [
                Choice(SIDES, words.say_in("view", "Two sides"), "scale"),
                Choice(TABLE, words.say_in("view", "Table"), "table-2"),
                Choice(CLOSED, words.say_in("view", "Closed"), "check"),
            ],
            words.say("How the promises are shown"),
        )
        self.columns = icon_button(look, "columns-3", words.say("Columns"))
        self.out = icon_button(look, "download", words.say("Export what is shown"))
        self.scenarios = icon_button(look, "list-tree", words.say("Touch scenarios"))
        self._remind = words.say("Remind of all")
        self.remind = button(look, self._remind, icon="mail", compact=True)
        self.remind.setAccessibleName(self._remind)
        self.remind.setToolTip(words.say("Remind of everything late"))
        self.new = button(
            look,
            words.say_in("add", "Promise"),
            kind=Kind.PRIMARY,
            icon="plus",
            compact=True,
            keys="Ctrl+N",
        )
        self.add_faces(self.views)
        self.put(saved, self.columns, self.out, self.scenarios, self.remind, self.new)

    def show_face(self, face: str) -> None:
        """Offer what a face has."""
        self.views.choose(face)
        self.columns.setVisible(face != SIDES)
        self.remind.setVisible(face != CLOSED)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words where there is room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.remind.setText(self._remind)
        self.row.invalidate()
        if self.row.sizeHint().width() > self.width():
            self.remind.setText("")
        self.row.invalidate()
