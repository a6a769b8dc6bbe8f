"""What is known of a section, a line each: its name at the left, what it is at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kam.ui.account.dossier.marks import MissingGlyph
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import link
from kam.ui.widgets.labels import LineLabel, label
from kam.ui.widgets.pieces import Run

NAME_WIDTH: Final = 120
_LINE: Final = 5


@dataclass(frozen=True, slots=True)
class Fact:
    """A line. ``text`` None is missing and worth asking for: ``field`` is where it is filled in."""

    name: str
    text: str | None
    field: str = ""


class Facts(QWidget):
    """The lines of a section; rebuilt only when they say something else."""

    fill_wished = Signal(str)
    """A missing line is to be filled in: its field."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.shown: tuple[Fact, ...] = ()
        """The lines as they stand."""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Size.PANEL_PADDING, Size.GRID, Size.PANEL_PADDING, Size.GRID)
        self._lines = QWidget()
        self._column.addWidget(self._lines)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show other lines."""
        if tuple(facts) == self.shown:
            return
        self.shown = tuple(facts)
        self._column.removeWidget(self._lines)
        self._lines.hide()
        self._lines.deleteLater()
        self._lines = QWidget()
        grid = QGridLayout(self._lines)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Size.GRID)
        grid.setVerticalSpacing(_LINE)
        grid.setColumnStretch(1, 1)
        for number, fact in enumerate(facts):
            name = label(fact.name, Type.SECONDARY, "text2", wraps=True)
            name.setFixedWidth(NAME_WIDTH)
            name.setMinimumHeight(20)
            name.setContentsMargins(0, 1, 0, 0)
            if fact.text is None:
                name.setMinimumHeight(Size.TARGET)
                name.setAlignment(Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(name, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._value(fact), number, 1)
        self._column.addWidget(self._lines)

    def _value(self, fact: Fact) -> QWidget:
        if fact.text is not None:
            text = label(fact.text, wraps=True, selectable=True)
            text.setMinimumHeight(20)
            text.setAccessibleName(f"{fact.name}: {fact.text}")
            return text
        words = self._look.words
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(LineLabel(self._look, (MissingGlyph(), Run(words.say("not filled in"), tone="amber"))))
        row.addStretch(1)
        fill = link(self._look, words.say_in("button", "Fill in"))
        fill.setAccessibleName(words.say("Fill in: {field}", field=fact.name))
        fill.clicked.connect(lambda: self.fill_wished.emit(fact.field))
        row.addWidget(fill)
        return held
