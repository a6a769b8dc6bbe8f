"""Says that what was chosen takes a new start, and starts anew where one was."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import button
from kam.ui.widgets.labels import label


class RestartNote(QFrame):
    """Under a panel; it is there only while a restart would change something."""

    def __init__(self, look: Look, restart: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("role", "consequence")
        words = look.words
        row = QHBoxLayout(self)
        row.setContentsMargins(Size.PANEL_PADDING, Size.GRID, Size.PANEL_PADDING, Size.GRID)
        row.setSpacing(Size.GRID)
        sentence = words.say("The window follows after a restart. It comes back to this place.")
        said = label(sentence, Type.SECONDARY, wraps=True)
        said.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        row.addWidget(said, 1)
        self.button = button(look, words.say("Restart now"), icon="refresh-cw", compact=True, run=restart)
        row.addWidget(self.button)
        self.hide()

    def show_if(self, *, needed: bool) -> None:
        """Say it or not."""
        self.setVisible(needed)
