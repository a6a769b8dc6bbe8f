"""The faces of the page: two ledgers side by side, a table of what is open, a table of what is closed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kam.core.vocabulary import Side
from kam.services.commitments.rows import Ledger, PromiseRow, Rates
from kam.ui.commitments.deeds import PromiseDeeds
from kam.ui.desk import Desk
from kam.ui.look import Look
from kam.ui.promises.ledger_panel import LedgerPanel
from kam.ui.promises.side import SideColumn
from kam.ui.theme.tokens import Size
from kam.ui.widgets.empty_state import EmptyState
from kam.ui.widgets.selection_foot import DeedsFoot
from kam.ui.widgets.table.column import Column
from kam.ui.widgets.table.table import Table

_SHOWN: Final = ("keep", "shift", "remind", "hand", "reopen", "origin")
"""The deeds that have a place in the foot, from the left; the others stand behind the three dots."""
_LONGEST_NAME: Final = 280
_LEAST_WITH_SIDE: Final = 960


class Foot(DeedsFoot):
    """Its buttons tell their keys."""

    def __init__(self, look: Look, deeds: PromiseDeeds) -> None:
        super().__init__(look, deeds, _SHOWN, longest_name=_LONGEST_NAME)
        for code, made in self.buttons.items():
            made.setToolTip(f"{deeds[code].menu_text}  {deeds[code].keys}".strip())

    def show_selection(self, rows: Sequence[PromiseRow]) -> None:
        """What is chosen."""
        self.show_rows(rows, rows[0].text if rows else "")


class SidesFace(QWidget):
    """Two ledgers that face each other, and what is known of the chosen promise."""

    chosen = Signal(list)
    all_wished = Signal()
    """Internal tasks are wished for, too."""
    orphans_wished = Signal()
    """The promises of who has left are to be handed over."""

    def __init__(self, desk: Desk, deeds: PromiseDeeds) -> None:
        super().__init__()
        self._look = desk.look
        self.setProperty("ground", "sunk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.ours = LedgerPanel(desk, deeds, Side.OURS, on_foot=self.all_wished.emit)
        self.theirs = LedgerPanel(desk, deeds, Side.THEIRS, on_foot=self.orphans_wished.emit)
        self.side = SideColumn(desk.look)
        self.foot = Foot(desk.look, deeds)
        self.foot.hide()
        row = QHBoxLayout()
        row.setContentsMargins(Size.PAGE_MARGIN, Size.GRID, Size.PAGE_MARGIN, Size.GAP)
        row.setSpacing(Size.GRID)
        row.addWidget(self.ours, 1)
        row.addWidget(self.theirs, 1)
        row.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(self.foot)
        for panel, other in ((self.ours, self.theirs), (self.theirs, self.ours)):
            panel.list.chosen.connect(partial(self._follow, other))
            panel.list.sideways.connect(partial(self._go_over, panel, other))

    def show_ledger(self, ledger: Ledger, empty: Callable[[Side], EmptyState]) -> None:
        """Show both sides."""
        for panel in (self.ours, self.theirs):
            panel.show_ledger(ledger.of(panel.side), ledger.day, empty(panel.side))

    def show_rates(self, rates: Rates) -> None:
        """Show how well everybody keeps their word."""
        for panel in (self.ours, self.theirs):
            panel.show_rate(rates.of(panel.side))
        self.side.show_rates(rates)

    def rows(self) -> list[PromiseRow]:
        """What is chosen, on whichever side."""
        return self.ours.list.selected_rows() or self.theirs.list.selected_rows()

    def choose(self, promise: UUID) -> bool:
        """Choose a promise; False where neither side has it."""
        return self.ours.list.choose(promise) or self.theirs.list.choose(promise)

    def take_focus(self) -> None:
        """The keyboard goes to the side where something is chosen."""
        panel = self.theirs if self.theirs.list.selected_rows() else self.ours
        if not panel.list.rows_model.rowCount():
            panel = self.theirs
        panel.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little width the ledgers have it all."""
        super().resizeEvent(event)
        self.side.setVisible(self.width() >= _LEAST_WITH_SIDE)

    def _follow(self, other: LedgerPanel, rows: list[PromiseRow]) -> None:
        """One side has the word at a time."""
        if rows and other.list.selected_rows():
            other.list.let_go()
        self.foot.show_selection(rows)
        self.foot.setVisible(len(rows) > 1)
        if rows or not other.list.selected_rows():
            self.chosen.emit(rows)

    def _go_over(self, panel: LedgerPanel, other: LedgerPanel, way: int) -> None:
        wanted = self.theirs if way > 0 else self.ours
        if wanted is other and other.list.rows_model.rowCount():
            panel.list.let_go()
            other.list.choose_first()
            other.list.setFocus(Qt.FocusReason.TabFocusReason)


class _PromiseTable(Table):
    """A table whose letters and Delete are deeds."""

    def __init__(
        self, desk: Desk, deeds: PromiseDeeds, columns: Sequence[Column[PromiseRow]], **kept: Any
    ) -> None:
        super().__init__(desk.look, columns, boxes=True, local=desk.local, **kept)
        self._deeds = deeds

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and Delete act on what is selected; Space and Enter stay those of tables."""
        stays = event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}
        rows = self.selected_rows() or [row for row in (self.current_row(),) if row is not None]
        if stays or not self._deeds.take_key(event, rows):
            super().keyPressEvent(event)


class TableFace(QWidget):
    """Promises as a table over its foot."""

    chosen = Signal(list)

    def __init__(
        self,
        desk: Desk,
        deeds: PromiseDeeds,
        columns: Sequence[Column[PromiseRow]],
        *,
        name: str,
        kept_as: str,
    ) -> None:
        super().__init__()
        self._deeds = deeds
        self.table = _PromiseTable(desk, deeds, columns, name=name, kept_as=kept_as)
        self.foot = Foot(desk.look, deeds)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.foot)
        self.table.selected.connect(self.foot.show_selection)
        self.table.selected.connect(self.chosen)
        self.table.opened.connect(lambda row: deeds["edit"].run([row]))
        self.table.menu_wished.connect(self._open_menu)

    def rows(self) -> list[PromiseRow]:
        """What is selected; where nothing is, the row of the keyboard."""
        current = self.table.current_row()
        return self.table.selected_rows() or ([] if current is None else [current])

    def _open_menu(self, row: PromiseRow, at: QPoint) -> None:
        chosen = self.table.selected_rows()
        self._deeds.open_menu(chosen if any(each.id == row.id for each in chosen) else [row], at)
