"""The answers of a round as a model: a row a person, a column what is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kam.core.short_names import short_account
from kam.core.vocabulary import SurveyStatus
from kam.services.surveys.rows import AnswerRow
from kam.ui.look import Look
from kam.ui.satisfaction.saying import driver_text, name_text, status_text
from kam.ui.widgets.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
NAME, ACCOUNT, BEFORE, SCORE, DRIVER, COMMENT, CARE = range(7)
TYPED: Final = (SCORE, DRIVER, COMMENT)
"""The columns that are typed into."""


class AnswersModel(QAbstractTableModel):
    """By client and name, as they come."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self.rows: tuple[AnswerRow, ...] = ()
        words = look.words
        self.headings = (
            words.say_in("column", "Person"),
            words.say_in("column", "Client"),
            words.say_in("survey column", "Before"),
            words.say_in("survey column", "Score"),
            words.say_in("survey column", "What decided it"),
            words.say_in("survey column", "Comment"),
            words.say_in("survey column", "Promise"),
        )

    def show_rows(self, rows: Sequence[AnswerRow]) -> None:
        """Show other answers; of the same people only the cells change."""
        same = [row.id for row in self.rows] == [row.id for row in rows]
        if not same:
            self.beginResetModel()
        self.rows = tuple(rows)
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, CARE))

    def row_of(self, index: Index) -> AnswerRow | None:
        """The answer of an index."""
        return self.rows[index.row()] if index.isValid() and index.row() < len(self.rows) else None

    def text(self, row: AnswerRow, column: int) -> str:
        """A cell in words."""
        look = self._look
        number = look.formats.number
        texts = {
            NAME: ", ".join(part for part in (name_text(look, row), row.job_title) if part),
            ACCOUNT: short_account(row.account),
            BEFORE: "" if row.before is None else number(row.before),
            SCORE: status_text(look, row.status) if row.score is None else number(row.score),
            DRIVER: driver_text(look, row.driver),
            COMMENT: row.comment,
            CARE: "" if row.promise is None else row.promise.text,
        }
        return texts[column]

    def raw(self, row: AnswerRow, column: int) -> str:
        """What an editor begins with."""
        if column == SCORE:
            if row.status is SurveyStatus.SILENT:
                return "-"
            return "" if row.score is None else str(row.score)
        return row.comment if column == COMMENT else ""

    # Qt's questions

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """A row a person."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Who, what was said before and now, what follows."""
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The cell; with its heading for a screen reader."""
        row = self.row_of(index)
        if row is None:
            return None
        text = self.text(row, index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row.account if index.column() == ACCOUNT else text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            whose = name_text(self._look, row)
            return f"{whose}, {self.headings[index.column()]}: {text}" if index.column() else text
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The headings."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.headings[section]
        return None
