"""A face of the page: a table over its foot, which says what is selected and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kam.ui.look import Look
from kam.ui.people.deeds import Deed, PeopleDeeds
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import Button, link
from kam.ui.widgets.empty_state import EmptyState
from kam.ui.widgets.labels import ElidedLabel, LineLabel, rule
from kam.ui.widgets.pieces import Line
from kam.ui.widgets.table.table import Table

_HEIGHT: Final = 40
_LONGEST_NAME: Final = 240


class Foot(QFrame):
    """Its buttons stay and are shown as the selection allows, so that the keyboard keeps its place."""

    def __init__(self, look: Look, deeds: Sequence[Deed]) -> None:
        super().__init__()
        self._look = look
        self._deeds = {deed.code: deed for deed in deeds}
        self._rows: Sequence[Any] = ()
        self.setProperty("role", "pagefoot")
        self.setFixedHeight(_HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(Size.PAGE_MARGIN, 0, Size.PAGE_MARGIN, 0)
        row.setSpacing(12)
        self.selected = ElidedLabel("", Type.STRONG)
        self.selected.setMaximumWidth(_LONGEST_NAME)
        self._bar = rule(upright=True)
        self._bar.setFixedHeight(Size.TARGET)
        row.addWidget(self.selected)
        row.addWidget(self._bar)
        self.buttons: dict[str, Button] = {}
        for deed in deeds:
            self.buttons[deed.code] = made = link(
                look, deed.text, icon=deed.icon, run=partial(self._run, deed)
            )
            made.setToolTip(deed.menu_text)
            row.addWidget(made)
        row.addStretch(1)
        self._sums = LineLabel(look)
        row.addWidget(self._sums)
        self.show_selection((), "")

    def show_selection(self, rows: Sequence[Any], name: str) -> None:
        """What is selected (``name`` of the one), and what can be done with it."""
        self._rows = rows
        words = self._look.words
        if len(rows) == 1:
            self.selected.setText(words.say("Selected: {name}", name=name))
        elif rows:
            self.selected.setText(words.say_many("{count} selected", "{count} selected", len(rows)))
        self.selected.setVisible(bool(rows))
        self._bar.setVisible(bool(rows))
        for code, button in self.buttons.items():
            button.setVisible(bool(rows) and self._deeds[code].fits(rows))

    def show_sums(self, line: Line) -> None:
        """How many there are."""
        self._sums.show_line(line)

    def _run(self, deed: Deed) -> None:
        if self._rows and deed.fits(self._rows):
            deed.run(self._rows)


class Face(QWidget):
    """Reads nothing: the page hands in what it shows."""

    person_wished = Signal(object)
    """The ``DirectoryRow`` to show beside the table; None for nobody."""

    def __init__(self, look: Look, table: Table, deeds: PeopleDeeds, offered: Sequence[Deed]) -> None:
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
        self.foot.show_selection(self.subjects(rows), name)
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
