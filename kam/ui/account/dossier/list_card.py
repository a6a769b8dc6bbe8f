"""A section of lines as a card: heads of columns, a row a line, the way to one more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kam.core.vocabulary import DossierSection
from kam.ui.account.dossier.card import Card
from kam.ui.look import Look
from kam.ui.theme.tokens import Size
from kam.ui.widgets.labels import label, rule
from kam.ui.widgets.part_list import PartList, columns_head


class ListCard(Card):
    """Rows that open to be changed; what the lines are, its subclass says."""

    add_wished = Signal()
    opened = Signal(object)
    """The line that is to be changed."""
    removed = Signal(object)
    """The line that is to be deleted."""

    def __init__(
        self,
        look: Look,
        section: DossierSection,
        title: str,
        *,
        add: str,
        empty: str,
        short: bool = False,
        row_height: int = Size.ROW,
    ) -> None:
        super().__init__(look, section, title, short=short)
        self.add = self.add_head_icon("plus", add)
        self.add.clicked.connect(self.add_wished)
        self._columns = QWidget()
        self._rule = rule()
        self.lines = PartList(look, row_height=row_height)
        self.lines.opened.connect(self.opened)
        self.lines.removed.connect(self.removed)
        self._empty = label(empty, tone="text3", wraps=True)
        self._empty.setContentsMargins(Size.PANEL_PADDING, Size.GRID, Size.PANEL_PADDING, Size.GRID)
        self._parts: Sequence[object] | None = None
        for widget in (self._columns, self._rule, self.lines, self._empty):
            self.body.addWidget(widget)
        self.show_head([])

    def show_head(self, names: Sequence[tuple[str, int]]) -> None:
        """Name the columns; see ``columns_head``."""
        made = columns_head(names)
        self.body.replaceWidget(self._columns, made)
        self._columns.hide()
        self._columns.deleteLater()
        self._columns = made
        self._columns.setVisible(bool(names) and bool(self._parts))
        self._rule.setVisible(bool(names) and bool(self._parts))
        self._has_columns = bool(names)

    def begin(self, parts: Sequence[object]) -> bool:
        """Take the rows out to show others; False where they are the same."""
        if parts == self._parts:
            return False
        self._parts = parts
        self.show_count(len(parts))
        self.lines.clear()
        there = bool(parts)
        self._columns.setVisible(there and self._has_columns)
        self._rule.setVisible(there and self._has_columns)
        self.lines.setVisible(there)
        self._empty.setVisible(not there)
        return True
