"""The head of the page: its faces, and what the open one offers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from kam.ui.look import Look
from kam.ui.widgets.buttons import button, icon_button
from kam.ui.widgets.page_head import PageHead
from kam.ui.widgets.segmented import Choice, SegmentedControl
from kam.ui.widgets.table.table import Table

TABLE, DATES, DUPLICATES = "table", "dates", "duplicates"
FACES = (TABLE, DATES, DUPLICATES)


class Head(PageHead):
    """Columns, copying and export belong to the table of the open face."""

    def __init__(  # the button of saved views, and what the others do
        self,
        look: Look,
        saved: QWidget,
        *,
        table: Callable[[], Table],
        export: Callable[[], QMenu],
        add: Callable[[], None],
    ) -> None:
        words = look.words
        super().__init__(words.say("People"))
        self.views = SegmentedControl(
            look,
            [
                Choice(TABLE, words.say_in("view", "Table"), "table-2"),
                Choice(DATES, words.say_in("view", "Dates"), "cake"),
                Choice(DUPLICATES, words.say_in("view", "Duplicates"), "users"),
            ],
            words.say("How the people are shown"),
        )
        self.columns = icon_button(look, "columns-3", words.say("Columns"))
        self.columns.clicked.connect(lambda: _popup(table().columns_menu(), self.columns))
        self.copy = icon_button(
            look, "copy", words.say("Copy the selected rows"), run=lambda: table().copy_selection()
        )
        self.out = icon_button(look, "download", words.say("Export what is shown"))
        self.out.clicked.connect(lambda: _popup(export(), self.out))
        self.add = button(look, words.say_in("add", "Person"), icon="user-plus", compact=True, run=add)
        self.add.setToolTip(f"{words.say('New person')}  Ctrl+N")
        self.add_faces(self.views)
        self.put(saved, self.columns, self.copy, self.out, self.add)

    def show_face(self, face: str) -> None:
        """Offer what a face has."""
        self.views.choose(face)
        for each in (self.columns, self.copy, self.out):
            each.setVisible(face != DUPLICATES)

    def show_duplicates(self, count: str) -> None:
        """How many pairs wait."""
        self.views.set_count(DUPLICATES, count)


def _popup(menu: QMenu, under: QWidget) -> None:
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(under.mapToGlobal(under.rect().bottomLeft()))
