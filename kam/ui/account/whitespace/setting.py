"""Cells of the whitespace set by letters, as fast as one types: shown at once, written one after another."""

from __future__ import annotations

from functools import partial
from typing import TypeAlias
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from kam.core.changes import Outcome
from kam.services.dossier import CellDraft, clear_whitespace_cell, set_whitespace_cell
from kam.services.dossier.rows import Whitespace, WhitespaceLine
from kam.ui.account.whitespace.keys import CellKey, CellPlace
from kam.ui.desk import Desk

_Spot: TypeAlias = tuple[UUID, UUID, UUID | None]


class CellSetting(QObject):
    """Writes what letters set. A letter over a cell that is still being written waits for its version."""

    expected = Signal(object, object)
    """A ``CellPlace`` and the ``WhitespaceLine`` (None: unknown) that it will hold."""
    reading_wished = Signal()
    """A cell was written, or it did not work out: the versions shown are not those kept."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._account_id: UUID | None = None
        self._writing: set[_Spot] = set()
        self._written: set[_Spot] = set()
        self._waiting: dict[_Spot, tuple[CellPlace, CellKey]] = {}

    def show_matrix(self, account_id: UUID, matrix: Whitespace) -> None:
        """The matrix was read anew: cells that were written have their versions, and the next letters go."""
        self._account_id = account_id
        done, self._written = self._written, set()
        for spot in done:
            place, key = self._waiting.pop(spot, (None, None))
            if place is not None and key is not None and spot[0] == account_id:
                cell = matrix.cell(place.product_line_id, place.unit_id)
                self.set(CellPlace(place.product_line_id, place.unit_id, place.line, place.unit, cell), key)

    def set(self, place: CellPlace, key: CellKey) -> None:
        """Set a cell by a letter, or make it unknown."""
        if self._account_id is None:
            return
        spot = (self._account_id, place.product_line_id, place.unit_id)
        expected = self._expected(place, key)
        if spot in self._writing or spot in self._written:
            self._waiting[spot] = (place, key)
            self.expected.emit(place, expected)
            return
        if expected is None and place.cell is None:
            return
        self._writing.add(spot)
        self.expected.emit(place, expected)
        self._desk.change(
            self,
            partial(self._write, self._account_id, place, expected),
            lambda _: self._done(spot),
            otherwise=partial(self._refused, spot),
        )

    def _write(self, account_id: UUID, place: CellPlace, line: WhitespaceLine | None) -> Outcome[object]:
        workspace = self._desk.workspace
        done: Outcome[UUID] | Outcome[bool]
        if line is None:
            done = clear_whitespace_cell(workspace, account_id, place.product_line_id, place.unit_id)
            return Outcome(done.value, done.changed)
        draft = CellDraft(
            place.product_line_id,
            place.unit_id,
            line.stage,
            potential=line.potential,
            competitor=line.competitor,
            note=line.note,
        )
        version = place.cell.version if place.cell else None
        done = set_whitespace_cell(workspace, account_id, draft, version=version)
        return Outcome(done.value, done.changed)

    def _expected(self, place: CellPlace, key: CellKey) -> WhitespaceLine | None:
        """What a cell will hold: its potential stays, competitor and note go with another stage."""
        if key.stage is None:
            return None
        cell = place.cell
        stays = cell is not None and cell.stage is key.stage
        note = self._desk.look.words.of(key.name) if key.name is not None else None
        if note is None and cell is not None and stays:
            note = cell.note
        return WhitespaceLine(
            id=cell.id if cell else place.product_line_id,
            version=cell.version if cell else 0,
            product_line_id=place.product_line_id,
            unit_id=place.unit_id,
            stage=key.stage,
            potential=cell.potential if cell else None,
            competitor_id=cell.competitor_id if cell and stays else None,
            competitor=cell.competitor if cell and stays else None,
            on=self._desk.today(),
            note=note,
        )

    def _done(self, spot: _Spot) -> None:
        """Only a reading that is asked for from now on has the new version for sure."""
        self._writing.discard(spot)
        self._written.add(spot)
        self.reading_wished.emit()

    def _refused(self, spot: _Spot, error: Exception) -> bool:
        del error
        self._writing.discard(spot)
        self._waiting.pop(spot, None)
        self.reading_wished.emit()
        return False
