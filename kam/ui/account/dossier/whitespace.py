"""Whitespace: which product line is won in which unit, and what could still be."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPoint, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from kam.core.text import fold
from kam.core.vocabulary import DossierSection, WhitespaceStage
from kam.core.words import Label, Words, label
from kam.services.dossier.rows import Dossier, Whitespace, WhitespaceLine
from kam.ui.account.dossier.card import Card
from kam.ui.account.dossier.whitespace_grid import WhitespaceGrid
from kam.ui.account.dossier.whitespace_model import StageGlyph, stage_word
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.labels import LineLabel, rule
from kam.ui.widgets.labels import label as text_label
from kam.ui.widgets.pieces import Mark, Run


@dataclass(frozen=True, slots=True)
class CellKey:
    """What a letter sets: a stage (None: unknown again), perhaps with the reason why it is closed."""

    letters: str
    """Any of them sets it; the first is shown, in both languages."""
    stage: WhitespaceStage | None
    name: Label | None = None
    """Shown instead of the stage, and noted with it."""


KEYS: Final = (
    CellKey("нw", WhitespaceStage.WON),
    CellKey("чc", WhitespaceStage.CURRENT),
    CellKey("пp", WhitespaceStage.POTENTIAL),
    CellKey("кk", WhitespaceStage.COMPETITOR),
    CellKey("сi", WhitespaceStage.CLOSED, label("whitespace note", "in-house")),
    CellKey("00", WhitespaceStage.CLOSED, label("whitespace note", "not needed")),
    CellKey("зl", WhitespaceStage.CLOSED),
    CellKey("??", None),
)
"""Russian letters, then English ones: Н наше, Ч частично, П потенциал, К конкурент, С своё, 0, З, ?."""


def key_of(text: str) -> CellKey | None:
    """What a typed letter sets; None for any other."""
    typed = "?" if text == "?" else fold(text)
    return next((key for key in KEYS if typed and typed in key.letters), None)


def key_name(key: CellKey, words: Words) -> str:
    """The words beside a letter in the menu."""
    return words.of(key.name) if key.name is not None else stage_word(key.stage, words)


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell as the services know it: product line, unit (None: the whole client), and what stands there."""

    product_line_id: UUID
    unit_id: UUID | None
    line: str
    unit: str
    cell: WhitespaceLine | None


class WhitespaceCard(Card):
    """The grid, and what its signs mean where there is no room for words."""

    set_wished = Signal(object, object)
    """A ``CellPlace`` and the ``CellKey`` to set it to."""
    details_wished = Signal(object)
    """A ``CellPlace`` whose potential, competitor and note are to be edited."""

    def __init__(self, look: Look) -> None:
        words = look.words
        super().__init__(look, DossierSection.MONEY, words.say("Whitespace"))
        self.grid = WhitespaceGrid(look)
        self._empty = text_label(
            words.say("Product lines come from the settings; there are none yet."), tone="text3", wraps=True
        )
        self._empty.setContentsMargins(Size.PANEL_PADDING, Size.GRID, Size.PANEL_PADDING, Size.GRID)
        self.body.addWidget(self.grid)
        self.body.addWidget(self._empty)
        first = 0 if words.language == "ru" else -1
        letters = " ".join(key.letters[first].upper() for key in KEYS)
        self.hint = text_label(words.say("Keys: {letters}", letters=letters), Type.SECONDARY, "text3")
        self.hint.setToolTip(
            "\n".join(f"{key.letters[first].upper()}  {key_name(key, words)}" for key in KEYS)
        )
        self.hint.setWordWrap(True)
        self.legend = LineLabel(look, self._legend())
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(Size.PANEL_PADDING, 6, Size.PANEL_PADDING, 6)
        column.setSpacing(2)
        column.addWidget(self.legend)
        column.addWidget(self.hint)
        self._below = (rule(), foot)
        for widget in self._below:
            self.body.addWidget(widget)
        self.grid.typed.connect(self._typed)
        self.grid.cleared.connect(lambda index: self.set_wished.emit(self.place(index), KEYS[-1]))
        self.grid.menu_wished.connect(self._open_menu)
        self.grid.fitted.connect(self._show_legend)
        self.menu: QMenu | None = None

    def show_dossier(self, dossier: Dossier) -> None:
        """Show the matrix."""
        matrix = dossier.whitespace
        self.show_verified(dossier.verified(self.section), dossier.on, known=bool(matrix.cells))
        self.grid.show_matrix(matrix)
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
        self.grid.show_matrix(Whitespace(matrix.lines, matrix.units, cells))

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
        words = self.look.words
        first = 0 if words.language == "ru" else -1
        menu = QMenu(self.grid)
        for key in KEYS:
            action = menu.addAction(f"{key_name(key, words)}\t{key.letters[first].upper()}")
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
        words = self.look.words
        pieces: list[Mark | Run] = []
        for stage in WhitespaceStage:
            pieces.append(Mark(StageGlyph(stage), gap=8 if pieces else 0))
            pieces.append(Run(stage_word(stage, words), Type.CAPTION, "text2", gap=3))
        return tuple(pieces)
