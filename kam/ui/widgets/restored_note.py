"""The quiet note over a form that shows again what was typed before and not saved."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import link
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.labels import LineLabel, label


class RestoredNote(QFrame):
    """Says since when it waited; hidden until something has come back."""

    discarded = Signal()
    """What came back is not wanted."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        words = look.words
        self.setProperty("role", "strip")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, Size.HALF, 12, Size.HALF)
        row.setSpacing(Size.GRID)
        row.addWidget(LineLabel(look, (IconGlyph("history", "text2"),)), 0, Qt.AlignmentFlag.AlignVCenter)
        self.text = label("", Type.SECONDARY, "text2", wraps=True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self.text, 1)
        self.discard = link(look, words.say_in("button", "Discard"), run=self.discarded.emit)
        self.discard.setAccessibleName(words.say("Discard what was restored"))
        row.addWidget(self.discard, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def tell(self, moment: str) -> None:
        """Something came back that was typed at a moment; empty is not known when."""
        words = self._look.words
        if moment:
            text = words.say("Unsaved text restored, typed on {moment}", moment=moment)
        else:
            text = words.say("Unsaved text restored")
        self.text.setText(text)
        self.setAccessibleName(text)
        self.show()
