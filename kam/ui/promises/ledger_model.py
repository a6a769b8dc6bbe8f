"""The lines of a ledger: headings of groups, and promises under them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeAlias
from uuid import UUID

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kam.analysis.promises import Ageing
from kam.core.vocabulary import Side
from kam.services.commitments.rows import PromiseRow, SideLedger
from kam.ui.commitments.saying import about_line, due_line, moved_line
from kam.ui.look import Look
from kam.ui.widgets.pieces import said

LINE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a group: its title, how many, and something at the right."""

    title: str
    count: int
    note: str = ""
    late: bool = False


Line: TypeAlias = Heading | PromiseRow
_GROUPS: Final = (
    (Ageing.LONG_LATE, Ageing.LATE),
    (Ageing.TODAY,),
    (Ageing.WEEK,),
    (Ageing.LATER,),
    (Ageing.UNDATED,),
)


class LedgerModel(QAbstractListModel):
    """Handed its rows in their order; puts headings over their groups."""

    def __init__(self, look: Look, today: date, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self.today = today
        self._lines: list[Line] = []
        self._places: dict[UUID, int] = {}

    def show_ledger(self, ledger: SideLedger, side: Side, today: date) -> None:
        """Show the promises of a side."""
        self.beginResetModel()
        self.today = today
        self._lines = []
        for kinds in _GROUPS:
            rows = [row for row in ledger.rows if row.ageing in kinds]
            if rows:
                self._lines += [self._heading(kinds[0], rows, side), *rows]
        self._places = {line.id: at for at, line in enumerate(self._lines) if isinstance(line, PromiseRow)}
        self.endResetModel()

    def line_at(self, index: _Index) -> Line | None:
        """The line at an index."""
        return self._lines[index.row()] if index.isValid() and index.row() < len(self._lines) else None

    def row_at(self, index: _Index) -> PromiseRow | None:
        """The promise at an index; None on a heading."""
        line = self.line_at(index)
        return line if isinstance(line, PromiseRow) else None

    def place_of(self, promise: UUID) -> QModelIndex:
        """Where a promise stands; an invalid index where it does not."""
        at = self._places.get(promise)
        return QModelIndex() if at is None else self.index(at)

    def nearest(self, at: int) -> QModelIndex:
        """The promise at a place, else the next one, else the one before."""
        for row in (*range(at, len(self._lines)), *range(min(at, len(self._lines)) - 1, -1, -1)):
            if isinstance(self._lines[row], PromiseRow):
                return self.index(row)
        return QModelIndex()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Headings and promises."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The line, and what it says."""
        line = self.line_at(index)
        if line is None:
            return None
        if role == LINE_ROLE:
            return line
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._said(line)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings are walked over."""
        if self.row_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def _said(self, line: Line) -> str:
        words = self._look.words
        if isinstance(line, Heading):
            return f"{line.title}, {line.count}"
        parts = (
            line.text,
            said(due_line(line, self.today, self._look), words),
            said(about_line(line, self._look), words),
            said(moved_line(line, self.today, self._look), words),
        )
        return ", ".join(part for part in parts if part)

    def _heading(self, kind: Ageing, rows: Sequence[PromiseRow], side: Side) -> Heading:
        words = self._look.words
        titles = {
            Ageing.LONG_LATE: words.say("Late"),
            Ageing.TODAY: words.say("Today"),
            Ageing.WEEK: words.say("Until Sunday"),
            Ageing.LATER: words.say("Later"),
            Ageing.UNDATED: words.say("No date"),
        }
        note = ""
        if kind is Ageing.LONG_LATE and (days := sum(row.days_late for row in rows)):
            ours = side is Side.OURS
            note = (
                words.say("{count} d together", count=days)
                if ours
                else words.say("waiting for {count} d", count=days)
            )
        return Heading(titles[kind], len(rows), note, late=kind is Ageing.LONG_LATE)
