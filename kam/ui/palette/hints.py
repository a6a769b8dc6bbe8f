"""What stands at the foot of the palette: keys, and what they do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from kam.ui.frame.keys import key_cap


class Hint(QWidget):
    """Keys, and what they do."""

    def __init__(self, keys: Sequence[str], text: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(8)
        for key in keys:
            row.addWidget(key_cap(key))
        row.addWidget(secondary(text))


def secondary(text: str) -> QLabel:
    """A word in the second colour."""
    label = QLabel(text)
    label.setProperty("type", "secondary")
    label.setProperty("tone", "text2")
    return label
