"""What stands in a tooltip, letter by letter."""

from __future__ import annotations

from PySide6.QtGui import Qt


def plain_tip(text: str) -> str:
    """Text for a tooltip that shows it as it is.

    Qt takes text that looks like markup for markup: it would hide what a client is called, and open files
    that an imported name points to.
    """
    return Qt.convertFromPlainText(text) if Qt.mightBeRichText(text) else text
