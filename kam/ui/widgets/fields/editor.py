"""What every editor of a value is: it takes a value, gives one back, and says when it was touched."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kam.ui.look import Look
from kam.ui.theme.tokens import Size
from kam.ui.widgets.labels import set_property


class Editor(QWidget):
    """Edits one value. Nothing typed is None; what cannot be understood is said by a ``UserError``."""

    changed = Signal()
    """The user changed something; ``set_value`` tells nobody."""

    has_notes = False
    """Whether a form with labels above keeps room under it for what it understood."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(Size.GRID)
        self._inner: QWidget | None = None

    def value(self) -> Any:
        """What was typed or chosen.

        Raises:
            UserError: it cannot be understood.

        """
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC

    def set_value(self, value: Any) -> None:
        """Show a value."""
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC

    def said(self, value: Any) -> str:
        """A value as this editor writes it, for «было …»."""
        return "" if value is None else str(value)

    def note(self) -> str:
        """How what was typed is understood; empty where that is plain."""
        return ""

    def settle(self) -> None:
        """Write what was understood as it is written here; called when the keyboard leaves."""

    def set_wrong(self, *, wrong: bool) -> None:
        """Mark the editor as holding what cannot be saved."""
        if self._inner is not None:
            set_property(self._inner, "state", "wrong" if wrong else "")

    def set_name(self, name: str, description: str = "") -> None:
        """What a screen reader calls it, and what it says besides."""
        self.setAccessibleName(name)
        if self._inner is not None:
            self._inner.setAccessibleName(name)
            self._inner.setAccessibleDescription(description)

    def set_compact(self, *, compact: bool) -> None:
        """28 high instead of 32."""
        if self._inner is not None:
            set_property(self._inner, "compact", compact)

    def _hold(self, inner: QWidget, stretch: int = 1) -> None:
        """The widget inside that takes the keyboard."""
        self._inner = inner
        self.row.addWidget(inner, stretch)
        self.setFocusProxy(inner)
