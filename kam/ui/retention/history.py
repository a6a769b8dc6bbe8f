"""The cases that were kept of a client: each opens again, each can be deleted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kam.analysis.health.retention_words import RetentionTeller
from kam.services.health.retention_rows import RetentionRow
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import icon_button, link
from kam.ui.widgets.labels import label
from kam.ui.widgets.panels import clear


class CaseHistory(QWidget):
    """Kept cases, the newest first; hidden while there is none."""

    chosen = Signal(object)
    """A kept case is to be shown: its row."""
    deleted = Signal(UUID)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, Size.GRID, 0, 0)
        outer.setSpacing(2)
        outer.addWidget(label(look.words.say("Kept cases"), Type.STRONG))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        outer.addLayout(self._rows)
        self.setVisible(False)

    def show_rows(self, rows: Sequence[RetentionRow]) -> None:
        """Show kept cases."""
        clear(self._rows)
        self.setVisible(bool(rows))
        for row in rows:
            self._rows.addWidget(self._row(row))

    def _row(self, row: RetentionRow) -> QWidget:
        look, words = self._look, self._look.words
        told = RetentionTeller(words, look.formats, row.currency, row.case, row.verdict)
        text = words.say(
            "{date}: {answer}, {gain} at {chance}",
            date=look.formats.full_date(row.made_on),
            answer=told.answer,
            gain=told.money(row.verdict.gain),
            chance=told.chance(row.case.leaving),
        )
        held = QWidget()
        cells = QHBoxLayout(held)
        cells.setContentsMargins(0, 0, 0, 0)
        cells.setSpacing(Size.GRID)
        opener = link(look, text, run=partial(self.chosen.emit, row))
        opener.setToolTip(words.say("Show this case: {result}", result=told.result))
        remover = icon_button(look, "trash-2", words.say("Delete this case"), small=True)
        remover.clicked.connect(partial(self._delete, row.id))
        cells.addWidget(opener)
        cells.addStretch(1)
        cells.addWidget(remover)
        return held

    def _delete(self, case_id: UUID, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's signal
        self.deleted.emit(case_id)
