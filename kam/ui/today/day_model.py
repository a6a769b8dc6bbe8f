"""A column of Today as a model of lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, TypeAlias

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kam.services.today import PutOff
from kam.ui.today.lines import DayLine, Entry, Heading
from kam.ui.widgets.tips import plain_tip

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()


class DayModel(QAbstractListModel):
    """Handed its lines in their order."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines: tuple[DayLine, ...] = ()

    def show_lines(self, lines: Sequence[DayLine]) -> bool:
        """Show other lines; False where they are the same ones, saying other things, in the same places."""
        shown = tuple(lines)
        if [_kind(each) for each in shown] == [_kind(each) for each in self._lines]:
            self._lines = shown
            if shown:
                self.dataChanged.emit(self.index(0), self.index(len(shown) - 1))
            return False
        self.beginResetModel()
        self._lines = shown
        self.endResetModel()
        return True

    def line_at(self, index: Index) -> DayLine | None:
        """The line at an index."""
        return self._lines[index.row()] if index.isValid() and index.row() < len(self._lines) else None

    def entry_at(self, index: Index) -> Entry | None:
        """The entry at an index; None on a heading."""
        line = self.line_at(index)
        return line if isinstance(line, Entry) else None

    def place_of(self, wanted: PutOff) -> QModelIndex:
        """Where an entry stands; an invalid index where it does not."""
        for at, line in enumerate(self._lines):
            if isinstance(line, Entry) and line.line == wanted:
                return self.index(at)
        return QModelIndex()

    def next_meeting(self) -> QModelIndex:
        """Where the meeting with the buttons stands."""
        for at, line in enumerate(self._lines):
            if isinstance(line, Entry) and line.facts is not None:
                return self.index(at)
        return QModelIndex()

    def nearest(self, at: int) -> QModelIndex:
        """The entry at a place, else the next one, else the one before."""
        for row in (*range(at, len(self._lines)), *range(min(at, len(self._lines)) - 1, -1, -1)):
            if isinstance(self._lines[row], Entry):
                return self.index(row)
        return QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """All lines."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a line says."""
        line = self.line_at(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip("\n".join(line.told)) if isinstance(line, Entry) else None
        if line is None or role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        if isinstance(line, Entry):
            return ", ".join(line.told)
        if isinstance(line, Heading):
            return ", ".join(part for part in (line.title, line.note) if part)
        return line.text

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are walked over."""
        if self.entry_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


def _kind(line: DayLine) -> object:
    """What makes a line the same one, and as high, whatever it says now."""
    if isinstance(line, Entry):
        return line.line, line.bar is None, 0 if line.facts is None else len(line.facts.lines)
    return type(line)
