"""A face of the page: a table over its foot, which says what is selected and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kam.ui.look import Look
from kam.ui.people.deeds import PeopleDeeds
from kam.ui.widgets.deeds import Deed
from kam.ui.widgets.empty_state import EmptyState
from kam.ui.widgets.labels import LineLabel
from kam.ui.widgets.pieces import Line
from kam.ui.widgets.selection_foot import SelectionFoot
from kam.ui.widgets.table.table import Table

_LONGEST_NAME: Final = 240


class Foot(SelectionFoot):
    """All that is offered, from the left; at the right how many there are."""

    def __init__(self, look: Look, deeds: Sequence[Deed[Any]]) -> None:
        super().__init__(look, longest_name=_LONGEST_NAME)
        for deed in deeds:
            self.add_deed(deed).setToolTip(deed.menu_text)
        self.row.addStretch(1)
        self._sums = LineLabel(look)
        self.row.addWidget(self._sums)
        self.show_rows((), "")

    def show_sums(self, line: Line) -> None:
        """How many there are."""
        self._sums.show_line(line)


class Face(QWidget):
    """Reads nothing: the page hands in what it shows."""

    person_wished = Signal(object)
    """The ``DirectoryRow`` to show beside the table; None for nobody."""

    def __init__(self, look: Look, table: Table, deeds: PeopleDeeds, offered: Sequence[Deed[Any]]) -> None:
        super().__init__()
        self.look = look
        self.table = table
        self.deeds = deeds
        self.offered = tuple(offered)
        self.foot = Foot(look, self.offered)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(table, 1)
        column.addWidget(self.foot)
        table.selected.connect(self._show_selection)
        table.opened.connect(self.open)
        table.menu_wished.connect(self._open_menu)

    def set_empty(self, empty: EmptyState | None) -> None:
        """What stands where no row is; Tab then goes to its buttons, past a table without a row."""
        self.table.set_empty(empty)
        policy = Qt.FocusPolicy.StrongFocus if empty is None else Qt.FocusPolicy.NoFocus
        self.table.setFocusPolicy(policy)

    def chosen(self) -> list[Any]:
        """The selected rows; where nothing is selected the one of the keyboard."""
        current = self.table.current_row()
        return self.table.selected_rows() or ([] if current is None else [current])

    def subjects(self, rows: Sequence[Any]) -> list[Any]:
        """What the deeds are done to, for rows of the table."""
        return list(rows)

    def name(self, row: Any) -> str:
        """How a row is called in the foot."""
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC

    def open(self, row: Any) -> None:
        """Enter or a double click: the first thing that can be done."""
        deed, subjects = self.offered[0], self.subjects([row])
        if deed.fits(subjects):
            deed.run(subjects)

    def _show_selection(self, rows: list[Any]) -> None:
        name = self.name(rows[0]) if len(rows) == 1 else ""
        self.foot.show_rows(self.subjects(rows), name)
        self._wish_person(rows)

    def _wish_person(self, rows: list[Any]) -> None:
        """The one of the keyboard where it is among the selected, else the first of them."""
        current = self.table.current_row()
        row = current if current in rows else next(iter(rows), None)
        subjects = [] if row is None else self.subjects([row])
        self.person_wished.emit(next(iter(subjects), None))

    def _open_menu(self, row: Any, at: QPoint) -> None:
        """A menu about the selection where the row is part of it, else about the row alone."""
        rows = self.table.selected_rows()
        self.deeds.open_menu(self.offered, self.subjects(rows if row in rows else [row]), at)
