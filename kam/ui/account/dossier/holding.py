"""The holding: parent and subsidiaries, each with what it buys in twelve months."""

from __future__ import annotations

from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kam.services.accounts.holdings import HoldingNode
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import icon_button
from kam.ui.widgets.labels import LineLabel, label
from kam.ui.widgets.panels import Panel, PanelList
from kam.ui.widgets.pieces import Run

_INDENT: Final = 16


class HoldingCard(Panel):
    """The whole tree, this account in bold; the others open."""

    opened = Signal(object)
    """The ``UUID`` of an account to go to."""
    parent_wished = Signal()
    """The parent is to be set or changed."""

    def __init__(self, look: Look) -> None:
        words = look.words
        super().__init__(look, words.say("Holding"))
        self.edit = icon_button(look, "pencil", words.say("Change the parent company"), small=True)
        self.edit.clicked.connect(self.parent_wished)
        self.add_action(self.edit)
        self._head_row.setContentsMargins(Size.PANEL_PADDING, 0, 6, 0)
        self.lines = PanelList(look)
        self._empty = label(words.say("The client stands alone."), tone="text3", wraps=True)
        self._empty.setContentsMargins(Size.PANEL_PADDING, Size.GRID, Size.PANEL_PADDING, Size.GRID)
        self.body.addWidget(self.lines)
        self.body.addWidget(self._empty)
        self._sum = label("", Type.SECONDARY, "text2")
        self.set_foot(label(words.say("Together in 12 months"), Type.SECONDARY, "text2"), None, self._sum)
        self._shown: tuple[HoldingNode, UUID] | None = None
        self.show_tree(None)

    def show_tree(self, top: HoldingNode | None, this: UUID | None = None) -> None:
        """Show a holding from its topmost parent down; None for an account that stands alone."""
        alone = top is None or this is None or not top.below
        self.lines.setVisible(not alone)
        self._empty.setVisible(alone)
        self.show_foot(shown=not alone)
        if top is None or this is None or alone:
            self._shown = None
            self.lines.clear()
            return
        if (top, this) == self._shown:
            return
        self._shown = (top, this)
        formats = self.look.formats
        self.lines.clear()
        for node in top.everybody:
            self._add(node, is_this=node.id == this)
        whole = top.revenue_whole
        self._sum.setText(formats.money(whole.minor, whole.currency))

    def _add(self, node: HoldingNode, *, is_this: bool) -> None:
        look, words = self.look, self.look.words
        own = node.revenue_12m
        revenue = look.formats.money(own.minor, own.currency) if own.minor else "—"
        name = QWidget()
        room = QHBoxLayout(name)
        room.setContentsMargins(node.depth * _INDENT, 0, 0, 0)
        room.addWidget(LineLabel(look, (Run(node.name, Type.STRONG if is_this else Type.BODY),)))
        amount = label(revenue, Type.SECONDARY, "text2")
        if is_this:
            self.lines.add_row(name, amount)
            return
        told = f"{node.name}, {words.of(node.status.label)}, {revenue}"
        row = self.lines.add_opening_row(told, name, amount)
        row.opened.connect(partial(self.opened.emit, node.id))
