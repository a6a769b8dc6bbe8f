"""The head of the page: its faces, and what the open one offers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import button, icon_button
from kam.ui.widgets.labels import label
from kam.ui.widgets.segmented import Choice, SegmentedControl
from kam.ui.widgets.table.table import Table

TABLE, DATES, DUPLICATES = "table", "dates", "duplicates"
FACES = (TABLE, DATES, DUPLICATES)


class Head(QFrame):
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
        super().__init__()
        words = look.words
        self.setProperty("role", "pagehead")
        self.setFixedHeight(Size.TABLE_HEAD)
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
        row = QHBoxLayout(self)
        row.setContentsMargins(Size.PAGE_MARGIN, 0, Size.PAGE_MARGIN, 0)
        row.setSpacing(Size.GRID)
        row.addWidget(label(words.say("People"), Type.TITLE))
        row.addSpacing(12)
        row.addWidget(self.views)
        row.addStretch(1)
        for each in (saved, self.columns, self.copy, self.out, self.add):
            row.addWidget(each)

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
