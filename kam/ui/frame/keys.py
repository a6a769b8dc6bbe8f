"""Key caps beside what a key does."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from kam.ui.theme.tokens import Size


def key_cap(text: str) -> QLabel:
    """A key as a small cap; says nothing to a screen reader that the control beside it does not say."""
    cap = QLabel(text)
    cap.setProperty("role", "key")
    cap.setFixedHeight(Size.TAG)
    return cap
