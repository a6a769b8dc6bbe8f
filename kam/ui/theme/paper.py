"""The light colours, whatever theme is on: for drawings that are written into files."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import LIGHT, Mood


class PaperTheme(Theme):
    """Answers as the theme does and restyles nothing; paper is white in both themes."""

    def __init__(self, theme: Theme) -> None:
        self._typeface = theme.family
        super().__init__(_application(), Mood.LIGHT)

    def choose(self, mood: Mood) -> None:
        """Paper stays as it is."""

    def _put_on(self) -> None:
        self.family = self._typeface
        self.colours = LIGHT


def _application() -> QApplication:
    found: QObject | None = QApplication.instance()
    assert isinstance(found, QApplication)  # noqa: S101 - nothing is drawn without one
    return found
