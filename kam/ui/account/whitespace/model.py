"""The whitespace matrix as a model: product lines by units, each cell with its sign and its word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSizeF,
    Qt,
)
from PySide6.QtGui import QPainter, QPen

from kam.core.formats import Scale
from kam.core.telling import Teller
from kam.core.vocabulary import WhitespaceStage
from kam.core.words import Words, label
from kam.services.dossier.rows import Heading, Whitespace, WhitespaceLine
from kam.services.money.whitespace import CellFigure, WhitespaceFigures
from kam.ui.look import Look
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Type
from kam.ui.widgets.glyphs.shapes import filled
from kam.ui.widgets.pieces import Run, paint_line
from kam.ui.widgets.tips import plain_tip

_Index = QModelIndex | QPersistentModelIndex

_SHORT_NOTE: Final = 14


@dataclass(frozen=True, slots=True)
class StageGlyph:
    """How far a line is won: disc ours, half disc in part, plus potential, square competitor, dash closed."""

    stage: WhitespaceStage | None
    silent: bool = True

    @property
    def size(self) -> QSizeF:
        """12 × 12."""
        return QSizeF(12, 12)

    def say(self, words: Words) -> str:
        """The stage's word, where none stands beside it."""
        return "" if self.silent else stage_word(self.stage, words)

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw it."""
        middle = box.center()
        if self.stage is WhitespaceStage.WON:
            filled(painter, theme.colour("green"))
            painter.drawEllipse(middle, 4.5, 4.5)
        elif self.stage is WhitespaceStage.CURRENT:
            painter.setPen(QPen(theme.colour("green"), 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, 4.2, 4.2)
            painter.setBrush(theme.colour("green"))
            painter.drawPie(QRectF(middle.x() - 4.2, middle.y() - 4.2, 8.4, 8.4), 90 * 16, -180 * 16)
        elif self.stage is WhitespaceStage.COMPETITOR:
            filled(painter, theme.colour("red"))
            painter.drawRoundedRect(QRectF(middle.x() - 4.5, middle.y() - 4.5, 9, 9), 1, 1)
        elif self.stage is WhitespaceStage.POTENTIAL:
            painter.setPen(QPen(theme.colour("accent"), 1.8))
            painter.drawLine(QPointF(middle.x() - 4, middle.y()), QPointF(middle.x() + 4, middle.y()))
            painter.drawLine(QPointF(middle.x(), middle.y() - 4), QPointF(middle.x(), middle.y() + 4))
        elif self.stage is WhitespaceStage.CLOSED:
            painter.setPen(QPen(theme.colour("edge"), 1.4))
            painter.drawLine(QPointF(middle.x() - 5, middle.y()), QPointF(middle.x() + 5, middle.y()))
        else:
            paint_line(painter, box, (Run("?", Type.NAME, "text3"),), theme, Qt.AlignmentFlag.AlignHCenter)


UNKNOWN: Final = label("whitespace stage", "unknown")


def stage_word(stage: WhitespaceStage | None, words: Words) -> str:
    """The word of a stage; an empty cell is unknown."""
    return words.of(UNKNOWN if stage is None else stage.label)


class GridModel(QAbstractTableModel):
    """Product lines by units; the first column names the line.

    With figures each cell says what is ours of all that is bought, and a last column sums the line.
    """

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self.matrix = Whitespace((), (), ())
        self.figures: WhitespaceFigures | None = None

    def show_matrix(self, matrix: Whitespace, figures: WhitespaceFigures | None = None) -> None:
        """Show another matrix; of the same lines and units only the cells change."""
        same = (matrix.lines, matrix.units) == (self.matrix.lines, self.matrix.units)
        same = same and (figures is None) == (self.figures is None)
        if not same:
            self.beginResetModel()
        self.matrix, self.figures = matrix, figures
        if not same:
            self.endResetModel()
        elif matrix.lines:
            self.dataChanged.emit(self.index(0, 1), self.index(self.rowCount() - 1, self.columnCount() - 1))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def rowCount(self, parent: _Index | None = None) -> int:
        """The product lines."""
        return 0 if parent is not None and parent.isValid() else len(self.matrix.lines)

    def columnCount(self, parent: _Index | None = None) -> int:
        """The units, the names of lines before them and, with figures, the sums after them."""
        if parent is not None and parent.isValid():
            return 0
        return len(self.matrix.units) + 1 + (self.figures is not None)

    def is_sum(self, column: int) -> bool:
        """Whether a column sums the lines."""
        return self.figures is not None and column == len(self.matrix.units) + 1

    @property
    def scale(self) -> Scale:
        """The unit in which all sums of the grid are written."""
        if self.figures is None:
            return Scale(1, "")
        sums = [figure.whole or figure.ours for figure in self.figures.lines.values()]
        return self._look.formats.scale_for(max(sums, default=0), self.figures.currency)

    def figure(self, index: _Index) -> CellFigure | None:
        """The sums of a cell, or of a line in the last column."""
        if self.figures is None or not index.isValid() or index.column() == 0:
            return None
        line = self.matrix.lines[index.row()].id
        if self.is_sum(index.column()):
            return self.figures.lines.get(line) if line is not None else None
        return self.figures.cells.get((line, self.matrix.units[index.column() - 1].id))

    def sum_text(self, minor: int | None) -> str:
        """A sum in the unit of the grid; a dash for one that nobody knows."""
        if self.figures is None or minor is None:
            return "\u2014"
        return self._look.formats.scaled(minor, self.figures.currency, self.scale)

    def place(self, index: _Index) -> tuple[Heading, Heading] | None:
        """The line and the unit of a cell; None for a name."""
        if not index.isValid() or index.column() == 0 or self.is_sum(index.column()):
            return None
        return self.matrix.lines[index.row()], self.matrix.units[index.column() - 1]

    def cell(self, index: _Index) -> WhitespaceLine | None:
        """What is known in a cell."""
        place = self.place(index)
        return None if place is None else self.matrix.cell(place[0].id, place[1].id)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Names cannot be chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.place(index) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The word of a cell; all about it in the tooltip and for a screen reader."""
        if not index.isValid():
            return None
        texts = self._texts(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return texts[0]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip("\n".join(texts[1:]))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "; ".join(texts[1:])
        return None

    def _texts(self, index: _Index) -> tuple[str, ...]:
        """What a cell shows, then everything about it."""
        if self.is_sum(index.column()):
            told = self._sum_told(index)
            return told, told
        if self.place(index) is None:
            name = self.matrix.lines[index.row()].name
            return name, name
        return cell_word(self.cell(index), self._look.words), *self.told(index)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The names of the units."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        if self.is_sum(section):
            return self._look.words.say("Share, all")
        if not section:
            return ""
        is_tip = role == Qt.ItemDataRole.ToolTipRole
        name = self.unit_name(self.matrix.units[section - 1])
        figure = self.figures.units.get(self.matrix.units[section - 1].id) if self.figures else None
        if figure is None or figure.share is None:
            return plain_tip(name) if is_tip else name
        share = self._look.formats.percent(figure.share)
        return plain_tip(f"{name} {share}") if is_tip else f"{name}\n{share}"

    def unit_name(self, unit: Heading) -> str:
        """The name of a unit; the one without an identity is the whole account."""
        return unit.name if unit.id is not None else self._look.words.say("Whole client")

    def told(self, index: _Index) -> list[str]:
        """Everything about a cell."""
        place, words = self.place(index), self._look.words
        if place is None:
            return []
        cell = self.cell(index)
        lines = [f"{place[0].name}, {self.unit_name(place[1])}: {cell_word(cell, words)}"]
        figure = self.figure(index)
        if figure is not None and self.figures is not None:
            money, currency = self._look.formats.money, self.figures.currency
            if figure.whole is None:
                lines.append(words.say("ours {ours} in 12 months", ours=money(figure.ours, currency)))
            else:
                lines.append(
                    words.say(
                        "ours {ours} of {whole} a year",
                        ours=money(figure.ours, currency),
                        whole=money(figure.whole, currency),
                    )
                )
        if cell is None:
            return lines
        teller = Teller(words, self._look.formats)
        if cell.competitor:
            lines.append(words.say("competitor: {name}", name=cell.competitor))
        if cell.potential is not None:
            lines.append(words.say("could be {sum} a year", sum=teller.shown(cell.potential)))
        if cell.note:
            lines.append(cell.note)
        if cell.on is not None:
            lines.append(words.say("as of {date}", date=self._look.formats.full_date(cell.on)))
        return lines

    def _sum_told(self, index: _Index) -> str:
        """A line's sums in words."""
        figure, words = self.figure(index), self._look.words
        if figure is None or self.figures is None:
            return ""
        money, currency = self._look.formats.money, self.figures.currency
        if figure.whole is None or figure.share is None:
            return words.say("ours {ours} in 12 months", ours=money(figure.ours, currency))
        return words.say(
            "ours {share}: {ours} of {whole} a year",
            share=self._look.formats.percent(figure.share),
            ours=money(figure.ours, currency),
            whole=money(figure.whole, currency),
        )


def cell_word(cell: WhitespaceLine | None, words: Words) -> str:
    """What a cell says; a closed one says why, where that is short."""
    if cell is None:
        return stage_word(None, words)
    if cell.stage is WhitespaceStage.CLOSED and cell.note and len(cell.note) <= _SHORT_NOTE:
        return cell.note
    return stage_word(cell.stage, words)
