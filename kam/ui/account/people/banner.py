"""A sentence over the map: why something was refused, where the eye is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from kam.ui.look import Look
from kam.ui.theme.tokens import Size
from kam.ui.widgets.buttons import icon_button
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.labels import LineLabel, label


class Banner(QFrame):
    """Hidden until there is something to say; goes with the next thing that is done."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("ground", "amber")
        row = QHBoxLayout(self)
        row.setContentsMargins(Size.PAGE_MARGIN, 4, Size.GRID, 4)
        row.setSpacing(Size.GRID)
        row.addWidget(LineLabel(look, (IconGlyph("triangle-alert", "amber", 16),)))
        self.text = label("", tone="amber", wraps=True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self.text, 1)
        row.addWidget(icon_button(look, "x", look.words.say("Close"), small=True, run=self.hide))
        self.hide()

    def tell(self, sentence: str) -> None:
        """Say a sentence, to a screen reader too."""
        self.text.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
