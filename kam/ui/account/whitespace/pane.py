"""The whitespace with what its signs mean: which line is won in which unit, and what could still be."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from kam.core.vocabulary import WhitespaceStage
from kam.services.dossier.rows import Whitespace, WhitespaceLine
from kam.services.money.whitespace import WhitespaceFigures
from kam.ui.account.whitespace.grid import WhitespaceGrid
from kam.ui.account.whitespace.keys import KEYS, CellKey, CellPlace, key_cap, key_name, key_of
from kam.ui.account.whitespace.model import StageGlyph, stage_word
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.labels import LineLabel, rule
from kam.ui.widgets.labels import label as text_label
from kam.ui.widgets.pieces import Mark, Run


class WhitespacePane(QWidget):
    """The grid, and below it the signs and the letters that set them."""

    set_wished = Signal(object, object)
    """A ``CellPlace`` and the ``CellKey`` to set it to."""
    details_wished = Signal(object)
    """A ``CellPlace`` whose potential, competitor and note are to be edited."""
    amount_wished = Signal(object, object)
    """A ``CellPlace`` and the ``Money`` that all that is bought there comes to in a year."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        words = self._words = look.words
        self.grid = WhitespaceGrid(look)
        self._empty = text_label(
            words.say("Product lines come from the settings; there are none yet."), tone="text3", wraps=True
        )
        self._empty.setContentsMargins(Size.PANEL_PADDING, Size.GRID, Size.PANEL_PADDING, Size.GRID)
        letters = " ".join(key_cap(key, words) for key in KEYS)
        self.hint = text_label(words.say("Keys: {letters}", letters=letters), Type.SECONDARY, "text3")
        self.hint.setToolTip("\n".join(f"{key_cap(key, words)}  {key_name(key, words)}" for key in KEYS))
        self.hint.setWordWrap(True)
        self.legend = LineLabel(look, self._legend())
        foot = QWidget()
        below = QVBoxLayout(foot)
        below.setContentsMargins(Size.PANEL_PADDING, 6, Size.PANEL_PADDING, 6)
        below.setSpacing(2)
        below.addWidget(self.legend)
        below.addWidget(self.hint)
        self._below = (rule(), foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.grid, self._empty, *self._below):
            column.addWidget(widget)
        self.grid.typed.connect(self._typed)
        self.grid.cleared.connect(lambda index: self.set_wished.emit(self.place(index), KEYS[-1]))
        self.grid.menu_wished.connect(self._open_menu)
        self.grid.fitted.connect(self._show_legend)
        self.grid.amount_typed.connect(lambda index, money: self.amount_wished.emit(self.place(index), money))
        self.menu: QMenu | None = None

    def show_matrix(self, matrix: Whitespace, figures: WhitespaceFigures | None = None) -> None:
        """Show the matrix; with its figures each cell says what is ours of all that is bought."""
        self.grid.show_matrix(matrix, figures)
        there = bool(matrix.lines)
        self.grid.setVisible(there)
        self._empty.setVisible(not there)
        for widget in self._below:
            widget.setVisible(there)

    def expect(self, place: CellPlace, line: WhitespaceLine | None) -> None:
        """Show at once what a cell will hold; the next reading tells what it does."""
        matrix = self.grid.grid.matrix
        spot = (place.product_line_id, place.unit_id)
        cells = tuple(cell for cell in matrix.cells if (cell.product_line_id, cell.unit_id) != spot)
        if line is not None:
            cells = (*cells, line)
        self.grid.show_matrix(Whitespace(matrix.lines, matrix.units, cells), self.grid.grid.figures)

    def place(self, index: QModelIndex) -> CellPlace:
        """The cell of an index."""
        found = self.grid.grid.place(index)
        if found is None or found[0].id is None:
            message = "this is the name of a line, not a cell"
            raise LookupError(message)
        line, unit = found
        assert line.id is not None  # noqa: S101 - said above
        name = self.grid.grid.unit_name(unit)
        return CellPlace(line.id, unit.id, line.name, name, self.grid.grid.cell(index))

    def menu_of(self, place: CellPlace) -> QMenu:
        """Every stage with its letter, then what else is known."""
        words = self._words
        menu = QMenu(self.grid)
        for key in KEYS:
            action = menu.addAction(f"{key_name(key, words)}\t{key_cap(key, words)}")
            action.triggered.connect(partial(self._set, place, key))
        menu.addSeparator()
        details = menu.addAction(words.say_in("menu", "Potential, competitor, note…"))
        details.triggered.connect(partial(self._wish_details, place))
        return menu

    def _typed(self, index: QModelIndex, text: str) -> None:
        key = key_of(text)
        if key is not None:
            self.set_wished.emit(self.place(index), key)

    def _set(self, place: CellPlace, key: CellKey, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        self.set_wished.emit(place, key)

    def _wish_details(self, place: CellPlace, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        self.details_wished.emit(place)

    def _open_menu(self, index: QModelIndex, at: QPoint) -> None:
        if self.menu is not None:
            self.menu.deleteLater()
        self.menu = self.menu_of(self.place(index))
        self.menu.popup(at)

    def _show_legend(self) -> None:
        self.legend.setVisible(not self.grid.has_words())

    def _legend(self) -> tuple[Mark | Run, ...]:
        """The signs and their words."""
        pieces: list[Mark | Run] = []
        for stage in WhitespaceStage:
            pieces.append(Mark(StageGlyph(stage), gap=8 if pieces else 0))
            pieces.append(Run(stage_word(stage, self._words), Type.CAPTION, "text2", gap=3))
        return tuple(pieces)
