"""The targets of a year as a model: a row a product line, a column a month, the year's sum last."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kam.core.formats import Scale
from kam.core.periods import MONTHS
from kam.services.money.targets import TargetCell, TargetRow, TargetTable
from kam.ui.account.money.saying import DASH, fiscal_year_text
from kam.ui.look import Look
from kam.ui.widgets.tips import plain_tip

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
YEAR: Final = MONTHS + 1
"""The number of the column of the year's sum; the first column names the line."""


class TargetsModel(QAbstractTableModel):
    """The whole account first, then the lines."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self.table: TargetTable | None = None

    def show_table(self, table: TargetTable) -> None:
        """Show other targets; of the same lines and months only the cells change."""
        before = self.table
        same = before is not None and (
            [row.line_id for row in before.rows],
            before.months,
            before.account_id,
        ) == ([row.line_id for row in table.rows], table.months, table.account_id)
        if not same:
            self.beginResetModel()
        self.table = table
        if not same:
            self.endResetModel()
        else:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, YEAR))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, YEAR)

    @property
    def scale(self) -> Scale:
        """The unit in which months are written."""
        if self.table is None:
            return Scale(1, "")
        cells = [cell for row in (self.table.whole, *self.table.rows) for cell in row.cells]
        values = [value for cell in cells for value in (cell.target, cell.fact) if value is not None]
        return self._look.formats.scale_for(max(values, default=0), self.table.currency)

    def row_of(self, index: _Index) -> TargetRow | None:
        """The row of an index."""
        if self.table is None or not index.isValid():
            return None
        return self.table.whole if index.row() == 0 else self.table.rows[index.row() - 1]

    def cell_of(self, index: _Index) -> TargetCell | None:
        """The month of an index; None in the columns of names and sums."""
        row = self.row_of(index)
        if row is None or not 0 < index.column() < YEAR:
            return None
        return row.cells[index.column() - 1]

    def target_of(self, index: _Index) -> int | None:
        """What a cell holds: a month's target or the year's sum."""
        row, cell = self.row_of(index), self.cell_of(index)
        if cell is not None:
            return cell.target
        return row.target if row is not None and index.column() == YEAR else None

    def of_lines(self, index: _Index) -> int | None:
        """What the lines come to where the whole account has no target of its own."""
        if self.table is None or index.row() != 0 or self.target_of(index) is not None:
            return None
        sums = self.table.lines_by_month
        if index.column() == YEAR:
            return sum(sums.values()) or None
        cell = self.cell_of(index)
        return sums.get(cell.month) if cell is not None else None

    def text(self, minor: int | None) -> str:
        """A sum in the unit of the table."""
        if minor is None or self.table is None:
            return ""
        return self._look.formats.scaled(minor, self.table.currency, self.scale)

    # Qt's questions

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """The whole and the lines."""
        return 0 if parent.isValid() or self.table is None else len(self.table.rows) + 1

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """The name, twelve months, the year."""
        return 0 if parent.isValid() else YEAR + 1

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Names cannot be chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if index.column() == 0:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The target; all about the month in the tooltip and for a screen reader."""
        row = self.row_of(index)
        if row is None:
            return None
        if index.column() == 0:
            return self.name(row) if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(self.target_of(index)) or DASH
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip("\n".join(self.told(index)))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "; ".join(self.told(index))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The months and the year."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if self.table is None or section == 0:
            return self._look.words.say_in("column", "Line") if section == 0 else None
        if section == YEAR:
            return fiscal_year_text(self._look, self.table.year, self.table.fiscal_year_starts)
        return self._look.formats.month_abbreviation(self.table.months[section - 1])

    def name(self, row: TargetRow) -> str:
        """The name of a row."""
        return row.name if row.line_id is not None else self._look.words.say("Whole client")

    def told(self, index: _Index) -> list[str]:
        """Everything about a cell."""
        row, cell, table = self.row_of(index), self.cell_of(index), self.table
        if row is None or table is None or index.column() == 0:
            return []
        say, formats = self._look.words.say, self._look.formats

        def money(minor: int) -> str:
            return formats.money(minor, table.currency)

        when = (
            formats.long_month(cell.month)
            if cell is not None
            else str(self.headerData(YEAR, Qt.Orientation.Horizontal))
        )
        told = [f"{self.name(row)}, {when}"]
        target = self.target_of(index)
        told.append(say("plan {sum}", sum=money(target)) if target is not None else say("no target"))
        if (lines := self.of_lines(index)) is not None:
            told.append(say("the lines come to {sum}", sum=money(lines)))
        fact = cell.fact if cell is not None else row.fact
        before = cell.before if cell is not None else row.before
        if fact is not None:
            told.append(say("actual {sum}", sum=money(fact)))
        if before is not None:
            told.append(say("a year ago {sum}", sum=money(before)))
        return told

    def done(self, index: _Index) -> Decimal | None:
        """Fact ÷ plan of a month that is over, or of the year's months that are."""
        row, cell = self.row_of(index), self.cell_of(index)
        if row is None:
            return None
        if cell is not None:
            if not cell.over or not cell.target or cell.fact is None:
                return None
            return Decimal(cell.fact) / cell.target
        if index.column() != YEAR or not row.target_of_months_over:
            return None
        return Decimal(row.fact_of_plan) / row.target_of_months_over

    def fact(self, index: _Index) -> int | None:
        """What came in a month, or in the months that are over."""
        row, cell = self.row_of(index), self.cell_of(index)
        if cell is not None:
            return cell.fact
        return row.fact if row is not None and index.column() == YEAR else None
