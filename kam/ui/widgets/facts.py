"""A label and what is known, line under line."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kam.ui.look import Look
from kam.ui.theme.tokens import Size
from kam.ui.widgets.labels import LineLabel, label, rule
from kam.ui.widgets.pieces import Line

_LABELS: Final = 80


class Facts(QWidget):
    """Facts about somebody; a hairline between each two."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def add_line(self, name: str, line: Line) -> None:
        """A fact of texts and glyphs on one line."""
        self._add(name, LineLabel(self._look, line))

    def add_text(self, name: str, text: str, tone: str = "text") -> None:
        """A fact in words, however many lines they take."""
        if text:
            self._add(name, label(text, tone=tone, wraps=True, selectable=True))

    def add_widget(self, name: str, widget: QWidget) -> None:
        """A fact of one's own drawing."""
        self._add(name, widget, Qt.AlignmentFlag.AlignVCenter)

    def _add(self, name: str, widget: QWidget, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignTop) -> None:
        if self._column.count():
            self._column.addWidget(rule())
        row = QHBoxLayout()
        tall = align is Qt.AlignmentFlag.AlignVCenter
        row.setContentsMargins(0, 0 if tall else 4, 0, 0 if tall else 4)
        row.setSpacing(Size.GRID)
        heading = label(name, tone="text2", wraps=True)
        heading.setFixedWidth(_LABELS)
        heading.setBuddy(widget)
        row.addWidget(heading, 0, align)
        row.addWidget(widget, 1)
        self._column.addLayout(row)
