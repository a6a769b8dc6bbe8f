"""The head of the page: faces, the saved view, and what the open face offers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from kam.ui.look import Look
from kam.ui.widgets.buttons import Button, icon_button, menu_button
from kam.ui.widgets.page_head import PageHead
from kam.ui.widgets.segmented import SegmentedControl
from kam.ui.widgets.table.table import Table


class Head(PageHead):
    """Shows the buttons of the table, or the one of a drawing."""

    def __init__(
        self, look: Look, title: str, views: SegmentedControl, saved: Button, drawings: QMenu
    ) -> None:
        super().__init__(title)
        self._look = look
        self.add_faces(views)
        self.put(saved)
        self._of_table: tuple[QWidget, ...] = ()
        self.of_drawing = menu_button(look, look.words.say("PDF, SVG, PNG"), drawings, icon="download")
        self.of_drawing.setProperty("compact", True)
        self.put(self.of_drawing)

    def offer_of_table(self, table: Table, export: Callable[[], QMenu]) -> None:
        """Columns, copying and export of a table."""
        words = self._look.words
        columns = table.columns_menu()
        chooser = icon_button(self._look, "columns-3", words.say("Columns"))
        chooser.clicked.connect(lambda: columns.popup(chooser.mapToGlobal(chooser.rect().bottomLeft())))
        copy = icon_button(self._look, "copy", words.say("Copy the selected rows"), run=table.copy_selection)
        out = icon_button(self._look, "download", words.say("Export what is shown"))
        out.clicked.connect(lambda: export().popup(out.mapToGlobal(out.rect().bottomLeft())))
        self._of_table = (chooser, copy, out)
        self.put(*self._of_table)

    def show_for_table(self, *, for_table: bool) -> None:
        """A table is open, or a drawing."""
        for each in self._of_table:
            each.setVisible(for_table)
        self.of_drawing.setVisible(not for_table)
