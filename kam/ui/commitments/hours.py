"""The editor of an hour that may be left open."""

from __future__ import annotations

from datetime import time
from typing import Any

from kam.core.errors import UserError
from kam.core.typed_hours import parse_hour
from kam.ui.look import Look
from kam.ui.widgets.fields import TextEditor


class HourEditor(TextEditor):
    """Understands «14», «14:30», "5 pm"; nothing typed is no hour."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, placeholder=look.words.say("by the end of the day"))
        self.line.editingFinished.connect(self.settle)

    def value(self) -> Any:
        """The hour."""
        text = self.line.text().strip()
        return parse_hour(text) if text else None

    def set_value(self, value: Any) -> None:
        """Show an hour."""
        super().set_value(self.said(value))

    def said(self, value: Any) -> str:
        """The hour in figures."""
        return self.look.formats.clock(value) if isinstance(value, time) else ""

    def settle(self) -> None:
        """Write the hour in figures."""
        try:
            value = self.value()
        except UserError:
            return
        if value is not None:
            self.set_value(value)
