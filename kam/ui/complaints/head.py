"""The head of the page: its faces, the saved view, and what it offers."""

from __future__ import annotations

from kam.ui.complaints.saved_views import BOARD, LEARN, TABLE
from kam.ui.look import Look
from kam.ui.widgets.buttons import Button, Kind, button, icon_button
from kam.ui.widgets.page_head import PageHead
from kam.ui.widgets.segmented import Choice, SegmentedControl


class Head(PageHead):
    """Knows no deed; the page connects its buttons."""

    def __init__(self, look: Look, saved: Button) -> None:
        words = look.words
        super().__init__(words.say("Complaints"))
        self.views = SegmentedControl(
            look,
            [
                Choice(BOARD, words.say_in("view", "Board"), "square-kanban"),
                Choice(TABLE, words.say_in("view", "Table"), "table-2"),
                Choice(LEARN, words.say_in("view", "Conclusions"), "chart-line"),
            ],
            words.say("How the complaints are shown"),
        )
        self.columns = icon_button(look, "columns-3", words.say("Columns"))
        self.out = icon_button(look, "download", words.say("Export what is shown"))
        self.new = button(
            look,
            words.say_in("complaint", "Register"),
            kind=Kind.PRIMARY,
            icon="plus",
            compact=True,
            keys="Ctrl+N",
        )
        self._saved = saved
        self.add_faces(self.views)
        self.put(saved, self.columns, self.out, self.new)

    def show_face(self, face: str) -> None:
        """Offer what a face has."""
        self.views.choose(face)
        self.columns.setVisible(face == TABLE)
        self.out.setVisible(face != BOARD)
        self._saved.setVisible(face != LEARN)
