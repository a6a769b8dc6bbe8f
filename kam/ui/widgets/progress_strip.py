"""How far a long job is, on the page that started it: what it does, a bar, and the way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy

from kam.jobs import Standing
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import link
from kam.ui.widgets.labels import ElidedLabel, label


class ProgressStrip(QFrame):
    """Hidden while nothing is under way."""

    stop_wished = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setProperty("role", "strip")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(Size.PANEL_PADDING, Size.GRID, Size.PANEL_PADDING, Size.GRID)
        row.setSpacing(Size.PANEL_PADDING)
        self.title = ElidedLabel("", Type.NAME)
        self.count = label("", Type.SECONDARY, "text2")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(160)
        self.stop = link(look, look.words.say_in("button", "Stop"), run=self.stop_wished.emit)
        row.addWidget(self.title, 1)
        row.addWidget(self.bar)
        row.addWidget(self.count)
        row.addWidget(self.stop)
        self.setVisible(False)

    def show_standing(self, standing: Standing | None) -> None:
        """Show how far it is; None when it ended."""
        self.setVisible(standing is not None)
        if standing is None:
            return
        self.title.setText(standing.title)
        self.bar.setAccessibleName(standing.title)
        self.bar.setRange(0, standing.total)
        self.bar.setValue(standing.done)
        number = self._look.formats.number
        said = self._look.words.say(
            "{done} of {total}", done=number(standing.done), total=number(standing.total)
        )
        self.count.setText(said if standing.total else "")
