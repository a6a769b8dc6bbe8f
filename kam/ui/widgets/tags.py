"""Short words in a frame, and a state's dot beside its word."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.glyphs import DotGlyph, State, StateGlyph
from kam.ui.widgets.labels import LineLabel, set_property
from kam.ui.widgets.pieces import Run


class Tone(StrEnum):
    """The grounds a tag can stand on; the word says what it means."""

    PLAIN = ""
    ACCENT = "accent"
    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    SOLID = "solid"
    BOLD = "bold"


class Tag(QLabel):
    """A short word in a frame."""

    def __init__(self, text: str, tone: Tone = Tone.PLAIN) -> None:
        super().__init__(text)
        self.setProperty("role", "tag")
        self.setProperty("tone", tone.value)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_tag(self, text: str, tone: Tone = Tone.PLAIN) -> None:
        """Show another word."""
        self.setText(text)
        set_property(self, "tone", tone.value)


def status_label(look: Look, text: str, tone: str = "green") -> LineLabel:
    """A dot and the word it stands for: ● действующий."""
    return LineLabel(look, (DotGlyph(tone), Run(text, Type.SECONDARY)))


def state_label(look: Look, text: str, state: State) -> LineLabel:
    """The shape of a state and the words it stands for."""
    return LineLabel(look, (StateGlyph(state, silent=True), Run(text)))
