"""A list of the plan as a panel: heads of columns, a row a line, the way to one more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import link
from kam.ui.widgets.labels import ElidedLabel, label, rule
from kam.ui.widgets.panels import Panel
from kam.ui.widgets.part_list import PartList, columns_head


class LinePanel(Panel):
    """Lines that open to be changed; what they are its subclass says."""

    opened = Signal(object)
    """The identity of a line."""
    removed = Signal(object)
    add_wished = Signal()

    def __init__(
        self,
        look: Look,
        title: str,
        *,
        add: str,
        empty: str,
        columns: Sequence[tuple[str, int]],
        row_height: int = Size.ROW,
    ) -> None:
        super().__init__(look, title)
        self._title = title
        self.add = link(look, look.words.say_in("button", "Add"), run=self.add_wished.emit)
        self.add.setAccessibleName(add)
        self.add.setToolTip(add)
        self.add_action(self.add)
        self._columns = columns_head(columns)
        self._rule = rule()
        self.lines = PartList(look, row_height=row_height)
        self.lines.opened.connect(self.opened)
        self.lines.removed.connect(self.removed)
        self._empty = label(empty, tone="text3", wraps=True)
        self._empty.setContentsMargins(Size.PANEL_PADDING, Size.GRID, Size.PANEL_PADDING, Size.GRID)
        for widget in (self._columns, self._rule, self.lines, self._empty):
            self.body.addWidget(widget)
        self.body.addStretch(1)

    def begin(self, count: int, *, writable: bool) -> None:
        """Take the rows out to show so many others."""
        there = bool(count)
        self.set_title(self._title, self.look.formats.number(count) if there else "")
        self.add.setVisible(writable)
        self.lines.can_remove = writable
        self.lines.clear()
        for widget in (self._columns, self._rule, self.lines):
            widget.setVisible(there)
        self._empty.setVisible(not there)

    def end(self) -> None:
        """The rows are there: the keyboard goes back to where it was."""
        self.lines.give_back()


def cell(text: str, width: int = 0, *, tone: str = "text", role: Type = Type.BODY) -> ElidedLabel:
    """A cell of text; below zero its figures stand at the right."""
    made = ElidedLabel(text, role, tone)
    if width:
        made.setFixedWidth(abs(width))
    if width < 0:
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made
