"""The view of targets: which year, in revenue or margin, and the grid."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kam.core.money import Money
from kam.core.vocabulary import TargetMeasure
from kam.services.money.targets import TargetChange, TargetTable, read_targets, set_targets
from kam.ui.account.money.saying import fiscal_year_text
from kam.ui.account.money.spread_sheet import SpreadSheet
from kam.ui.account.money.targets_grid import TargetsGrid
from kam.ui.desk import Desk
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import icon_button
from kam.ui.widgets.labels import label, rule
from kam.ui.widgets.segmented import Choice, SegmentedControl


class TargetsView(QWidget):
    """Reads and writes by itself; the tab says which account and year."""

    year_moved = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._look = desk.look
        words = desk.look.words
        self._account_id: UUID | None = None
        self._year: int | None = None
        self._measure = TargetMeasure.REVENUE
        self.sheet: SpreadSheet | None = None
        self.grid = TargetsGrid(desk.look)
        self.setProperty("ground", "page")
        self.year = label("", Type.STRONG)
        earlier = icon_button(desk.look, "chevron-left", words.say("The year before"))
        later = icon_button(desk.look, "chevron-right", words.say("The next year"))
        earlier.clicked.connect(lambda: self._go(-1))
        later.clicked.connect(lambda: self._go(1))
        self.measures = SegmentedControl(
            desk.look,
            [
                Choice(TargetMeasure.REVENUE.value, words.say_in("measure", "Revenue")),
                Choice(TargetMeasure.MARGIN.value, words.say_in("measure", "Margin")),
            ],
            words.say("What is planned"),
        )
        self.measures.chosen.connect(self._choose_measure)
        self.unit = label("", Type.SECONDARY, "text2")
        self.hint = label(
            words.say("Type over a month. Enter on the year spreads its sum."), Type.SECONDARY, "text3"
        )
        head = QHBoxLayout()
        head.setContentsMargins(Size.PAGE_MARGIN, 8, Size.PAGE_MARGIN, 8)
        head.setSpacing(8)
        for widget in (earlier, self.year, later, self.measures, self.unit):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(rule())
        column.addWidget(self.grid, 1)
        self.grid.typed.connect(self._typed)
        self.grid.spread_wished.connect(self._spread)

    def show_account(self, account_id: UUID, year: int | None = None) -> None:
        """Show the targets of an account."""
        if account_id != self._account_id:
            self._year = None
        self._account_id = account_id
        self._year = year if year is not None else self._year
        self.refresh()

    def refresh(self) -> None:
        """Read the targets."""
        if self._account_id is None:
            return
        work = partial(
            read_targets,
            self._desk.workspace,
            self._account_id,
            self._year,
            self._measure,
            as_of=self._desk.now(),
        )
        self._desk.read(self, work, self._show, key="targets", otherwise=lambda _: True)

    def _show(self, table: TargetTable) -> None:
        if table.account_id != self._account_id:
            return
        self._year = table.year
        self.year.setText(fiscal_year_text(self._look, table.year, table.fiscal_year_starts))
        self.measures.choose(table.measure.value)
        self.grid.targets.show_table(table)
        self.unit.setText(self._look.formats.unit(table.currency, self.grid.targets.scale))

    def _go(self, step: int) -> None:
        if self._year is not None:
            self._year += step
            self.refresh()

    def _choose_measure(self, code: str) -> None:
        self._measure = TargetMeasure.of(code)
        self.refresh()

    def _typed(self, index: QModelIndex, money: Money | None) -> None:
        table = self.grid.targets.table
        row, cell = self.grid.targets.row_of(index), self.grid.targets.cell_of(index)
        if table is None or row is None:
            return
        cells = [cell] if cell is not None else [each for each in row.cells if each.target is not None]
        changes = [TargetChange(row.line_id, each.month, money, each.target) for each in cells]
        if all(change.was == (money.minor if money else None) for change in changes):
            return
        work = partial(set_targets, self._desk.workspace, table.account_id, changes, table.measure)
        self._desk.change(self, work, otherwise=self._refused)

    def _refused(self, error: Exception) -> bool:
        del error
        self.refresh()
        return False

    def _spread(self, index: QModelIndex) -> None:
        table, row = self.grid.targets.table, self.grid.targets.row_of(index)
        if table is not None and row is not None:
            self.sheet = SpreadSheet(self._desk, self, table, row.line_id)
            self.sheet.open()
