"""The model of a table: rows are handed in as they are to be shown; it sorts and filters nothing."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from operator import attrgetter
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kam.ui.widgets.table.column import Column, Group, Sorting
from kam.ui.widgets.tips import plain_tip

ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""The row itself, or its ``Group``."""

_NOWHERE: Final = QModelIndex()
_OF_GROUP: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_OF_ROW: Final = _OF_GROUP | Qt.ItemFlag.ItemIsSelectable
_Index = QModelIndex | QPersistentModelIndex


class RowsModel(QAbstractTableModel):
    """Holds frozen rows, bare or under foldable groups; the folds outlive a refresh."""

    def __init__(
        self,
        columns: Sequence[Column[Any]],
        *,
        key: Callable[[Any], Hashable] = attrgetter("id"),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.key = key
        self.sorting: Sorting | None = None
        self._groups: Sequence[tuple[Group, Sequence[Any]]] = ()
        self._folded: set[Hashable] = set()
        self._shown: Sequence[Any] = ()

    # What is shown

    def show_rows(self, rows: Sequence[Any], sorting: Sorting | None = None) -> None:
        """Show rows in the order given; ``sorting`` says what that order is."""
        self.beginResetModel()
        self._groups = ()
        self._shown = rows
        self.sorting = sorting
        self.endResetModel()

    def show_groups(
        self, groups: Sequence[tuple[Group, Sequence[Any]]], sorting: Sorting | None = None
    ) -> None:
        """Show rows under their groups; what is folded stays folded."""
        self.beginResetModel()
        self._groups = tuple(groups)
        self._shown = [line for group, rows in groups for line in self._lines(group, rows)]
        self.sorting = sorting
        self.endResetModel()

    def row_at(self, index: _Index) -> Any:
        """The row at an index; None at a group and nowhere."""
        line = self.line_at(index)
        return None if isinstance(line, Group) else line

    def line_at(self, index: _Index) -> Any:
        """The row or group at an index; None nowhere."""
        return self._shown[index.row()] if index.isValid() else None

    def shown(self) -> Sequence[Any]:
        """The rows and groups on view from the top."""
        return self._shown

    def rows(self) -> list[Any]:
        """All rows, those of folded groups too."""
        if self._groups:
            return [row for _, rows in self._groups for row in rows]
        return list(self._shown)

    def number_of(self, wanted: Hashable) -> int | None:
        """Where the row of a key stands; None where it is not shown."""
        for number, line in enumerate(self._shown):
            if not isinstance(line, Group) and self.key(line) == wanted:
                return number
        return None

    # Groups

    @property
    def is_grouped(self) -> bool:
        """Whether rows stand under groups."""
        return bool(self._groups)

    @property
    def folded(self) -> frozenset[Hashable]:
        """The codes of the folded groups."""
        return frozenset(self._folded)

    def is_folded(self, group: Group) -> bool:
        """Whether a group's rows are hidden."""
        return group.code in self._folded

    def fold(self, code: Hashable, *, folded: bool) -> None:
        """Hide or show the rows of a group."""
        if (code in self._folded) == folded:
            return
        at = self._place_of(code)
        rows = next((rows for group, rows in self._groups if group.code == code), ())
        (self._folded.add if folded else self._folded.discard)(code)
        if at is None:
            return
        if rows:
            shown = list(self._shown)
            if folded:
                self.beginRemoveRows(_NOWHERE, at + 1, at + len(rows))
                del shown[at + 1 : at + 1 + len(rows)]
            else:
                self.beginInsertRows(_NOWHERE, at + 1, at + len(rows))
                shown[at + 1 : at + 1] = rows
            self._shown = shown
            (self.endRemoveRows if folded else self.endInsertRows)()
        self.dataChanged.emit(self.index(at, 0), self.index(at, self.columnCount() - 1))

    def fold_all(self, *, folded: bool) -> None:
        """Hide or show the rows of all groups."""
        for group, _ in self._groups:
            self.fold(group.code, folded=folded)

    # Qt's questions

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """How many lines are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """How many columns there are, hidden ones too."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What Qt asks of a cell."""
        if not index.isValid():
            return None
        line, column = self._shown[index.row()], self.columns[index.column()]
        if role == ROW_ROLE:
            return line
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._text(line, column, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and not isinstance(line, Group) and column.tip is not None:
            return plain_tip(column.tip(line)) or None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Headings of columns; rows have none."""
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return column.heading
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(column.heading_tip) or None
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Groups can be walked over but not selected."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _OF_GROUP if isinstance(self._shown[index.row()], Group) else _OF_ROW

    # Inside

    def _lines(self, group: Group, rows: Sequence[Any]) -> list[Any]:
        return [group] if group.code in self._folded else [group, *rows]

    def _place_of(self, code: Hashable) -> int | None:
        for number, line in enumerate(self._shown):
            if isinstance(line, Group) and line.code == code:
                return number
        return None

    def _text(self, line: Any, column: Column[Any], number: int) -> str:
        if isinstance(line, Group):
            return line.name if number == 0 else ""
        return column.text(line)
