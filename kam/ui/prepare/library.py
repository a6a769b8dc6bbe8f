"""Good questions and usual objections to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kam.services.preparing import PhraseRow
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import icon_button
from kam.ui.widgets.dialogs import Sheet
from kam.ui.widgets.labels import label

_HEIGHT = 380


class LibrarySheet(Sheet):
    """Phrases to tick: our own first, then those of the kind of meeting, then those for any."""

    chosen = Signal(object)
    """``PhraseRow``s in their order."""
    deleted = Signal(object)
    """The identity of a phrase of our own."""

    def __init__(self, look: Look, parent: QWidget, heading: str, rows: Sequence[PhraseRow]) -> None:
        words = look.words
        super().__init__(look, parent, heading, primary=words.say_in("button", "Add"), width=560)
        self._boxes: list[tuple[QCheckBox, PhraseRow, QWidget]] = []
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(2, 0, Size.GRID, 0)
        column.setSpacing(2)
        for row in rows:
            column.addWidget(self._row(row))
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(held)
        area.setMinimumHeight(_HEIGHT)
        self.add(area, 1)
        self.wished.connect(self._take)
        self.primary.setEnabled(False)

    def choose(self, *texts: str) -> None:
        """Tick phrases by their texts."""
        for box, row, _ in self._boxes:
            if row.text in texts:
                box.setChecked(True)

    def _row(self, row: PhraseRow) -> QWidget:
        words, held = self.look.words, QWidget()
        line = QHBoxLayout(held)
        line.setContentsMargins(0, 2, 0, 2)
        line.setSpacing(Size.HALF)
        box = QCheckBox()
        box.setAccessibleName(row.text)
        box.toggled.connect(self._count)
        texts = QVBoxLayout()
        texts.setContentsMargins(0, 3, 0, 0)
        texts.setSpacing(0)
        text = label(row.text, wraps=True)
        text.setBuddy(box)
        texts.addWidget(text)
        if row.answer:
            texts.addWidget(label(row.answer, Type.SECONDARY, "text2", wraps=True))
        line.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(texts, 1)
        if row.id is not None:
            delete = icon_button(self.look, "trash-2", words.say("Forget: {what}", what=row.text), small=True)
            delete.clicked.connect(lambda: self._delete(row, held))
            line.addWidget(delete)
        self._boxes.append((box, row, held))
        return held

    def _count(self) -> None:
        count = sum(box.isChecked() for box, _, _ in self._boxes)
        self.primary.setEnabled(count > 0)

    def _take(self) -> None:
        chosen = [row for box, row, _ in self._boxes if box.isChecked()]
        self.done_well()
        self.chosen.emit(chosen)

    def _delete(self, row: PhraseRow, held: QWidget) -> None:
        self._boxes = [each for each in self._boxes if each[2] is not held]
        held.hide()
        self._count()
        self.deleted.emit(row.id)
