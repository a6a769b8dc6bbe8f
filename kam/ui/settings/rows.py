"""How settings stand in a panel: under each other in a list, after a column of labels, or in a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kam.ui.look import Look
from kam.ui.settings.item import Item
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.labels import ElidedLabel, LineLabel, label
from kam.ui.widgets.panels import Panel
from kam.ui.widgets.pieces import Glyph, Run

LIST_ROW: Final = 34
TABLE_ROW: Final = 40
LABEL_WIDTH: Final = 128
LEAD_WIDTH: Final = 126
GAP: Final = 8


class SettingRow(QFrame):
    """The row of an item; what is wrong stands under it."""

    def __init__(self, item: Item, *, height: int, ruled: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "setting")
        self.setProperty("ruled", ruled)
        self.setProperty("found", False)
        item.anchor = self
        column = QVBoxLayout(self)
        column.setContentsMargins(Size.PANEL_PADDING, 0, Size.PANEL_PADDING, 0)
        column.setSpacing(0)
        self.cells = QHBoxLayout()
        self.cells.setSpacing(GAP)
        holder = QWidget()
        holder.setLayout(self.cells)
        holder.setMinimumHeight(height)
        self.cells.setContentsMargins(0, 0, 0, 0)
        column.addWidget(holder)
        column.addWidget(item.fault)
        item.fault.setContentsMargins(0, 0, 0, 6)
        self._column = column

    def add_hint(self, hint: str, indent: int = 0) -> None:
        """What there is to know of it, under it; empty is nothing."""
        if hint:
            said = label(hint, Type.SECONDARY, "text2", wraps=True)
            said.setContentsMargins(indent, 0, 0, 6)
            self._column.addWidget(said)


def list_row(item: Item, *, hint: str = "") -> SettingRow:
    """Its words at the left, its editor at the right: figures of a page under each other."""
    row = SettingRow(item, height=LIST_ROW)
    row.cells.setSpacing(Size.GRID)
    named = label(item.caption, wraps=True)
    named.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    named.setBuddy(item.editor)
    row.cells.addWidget(named, 1)
    row.cells.addWidget(item.was)
    row.cells.addWidget(item.editor, 0, Qt.AlignmentFlag.AlignRight)
    row.add_hint(hint)
    return row


def form_row(item: Item, *, grows: bool = True, width: int = LABEL_WIDTH, hint: str = "") -> SettingRow:
    """Its words in a column of labels, its editor after it; a hint stands under the editor.

    A width of 0 shows no words: a box to check says them itself.
    """
    row = SettingRow(item, height=TABLE_ROW)
    row.cells.setSpacing(Size.GRID)
    if width:
        named = label(item.caption, tone="text2", wraps=True)
        named.setFixedWidth(width)
        named.setBuddy(item.editor)
        named.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        row.cells.addWidget(named)
    row.cells.addWidget(item.editor, 1 if grows else 0)
    row.cells.addWidget(item.was)
    if not grows:
        row.cells.addStretch(1)
    indent = width + Size.GRID if width else 0
    item.fault.setContentsMargins(indent, 0, 0, 6)
    row.add_hint(hint, indent)
    return row


def plain_row(text: str, *cells: QWidget, width: int = LABEL_WIDTH) -> QWidget:
    """A row of a form that only shows."""
    held = QWidget()
    row = QHBoxLayout(held)
    row.setContentsMargins(Size.PANEL_PADDING, 0, Size.PANEL_PADDING, 0)
    row.setSpacing(Size.GRID)
    named = label(text, tone="text2", wraps=True)
    named.setFixedWidth(width)
    named.setMinimumHeight(TABLE_ROW)
    named.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    row.addWidget(named)
    for cell in cells:
        row.addWidget(cell)
    row.addStretch(1)
    return held


def table_row(look: Look, item: Item, glyph: Glyph | None, *, last: bool = False) -> SettingRow:
    """A row of a table: an icon and its words, its editors, what it was."""
    row = SettingRow(item, height=TABLE_ROW, ruled=not last)
    words = Run(item.caption, gap=8)
    lead = LineLabel(look, (words,) if glyph is None else (glyph, words))
    lead.setFixedWidth(LEAD_WIDTH)
    row.cells.addWidget(lead)
    row.cells.addWidget(item.editor)
    row.cells.addStretch(1)
    row.cells.addWidget(item.was)
    return row


def table_head(columns: Sequence[tuple[str, int]]) -> QFrame:
    """The heads of a table's columns, with their widths."""
    head = QFrame()
    head.setProperty("role", "line")
    head.setFixedHeight(Size.ROW)
    row = QHBoxLayout(head)
    row.setContentsMargins(Size.PANEL_PADDING, 0, Size.PANEL_PADDING, 0)
    row.setSpacing(GAP)
    for text, width in columns:
        cell = ElidedLabel(text, Type.COLUMN, "text2")
        cell.setFixedWidth(width)
        row.addWidget(cell)
    row.addStretch(1)
    return head


def fill(panel: Panel, rows: Sequence[QWidget], *, padded: bool = True) -> Panel:
    """Put rows into a panel, with some room above and below."""
    held = QWidget()
    column = QVBoxLayout(held)
    inset = 6 if padded else 0
    column.setContentsMargins(0, inset, 0, inset)
    column.setSpacing(0)
    for row in rows:
        column.addWidget(row)
    panel.body.addWidget(held)
    return panel
