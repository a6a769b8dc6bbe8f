"""The editor of how complaints are numbered, with the next number as an example."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QLineEdit

from kam.services.settings.workspace_page import is_number_pattern
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.fields import Editor
from kam.ui.widgets.labels import ElidedLabel

_EXAMPLE = 42


class PatternEditor(Editor):
    """``K-{year}-{number:04}``; beside it what comes of it: K-2026-0042."""

    def __init__(self, look: Look, today: Callable[[], date]) -> None:
        super().__init__(look)
        self._today = today
        self.line = QLineEdit()
        self.line.setMinimumWidth(120)
        self.example = ElidedLabel("", Type.SECONDARY, "text2")
        self._hold(self.line)
        self.row.addWidget(self.example)
        self.line.setFixedHeight(Size.CONTROL_COMPACT)
        self.set_compact(compact=True)
        self.line.textChanged.connect(self._show)
        self.line.textEdited.connect(self.changed)

    def value(self) -> str:
        """The pattern."""
        return self.line.text().strip()

    def set_value(self, value: Any) -> None:
        """Show a pattern."""
        self.line.setText(str(value or ""))

    def _show(self) -> None:
        pattern = self.value()
        known = is_number_pattern(pattern)
        self.example.setText(pattern.format(year=self._today().year, number=_EXAMPLE) if known else "")
