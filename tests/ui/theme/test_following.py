"""The theme follows the system, unless one was chosen."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import DARK, LIGHT, Mood


class Desktop(QObject):
    """A system whose user turns the light on and off."""

    colorSchemeChanged = Signal()  # noqa: N815 - as Qt calls it

    def __init__(self) -> None:
        super().__init__()
        self.scheme = Qt.ColorScheme.Light
        self.sheets: list[str] = []

    def colorScheme(self) -> Qt.ColorScheme:
        return self.scheme

    def turn(self, scheme: Qt.ColorScheme) -> None:
        self.scheme = scheme
        self.colorSchemeChanged.emit()

    # what of an application the theme uses

    def styleHints(self) -> Desktop:
        return self

    def setFont(self, font: object) -> None: ...

    def setPalette(self, palette: object) -> None: ...

    def setStyleSheet(self, sheet: str) -> None:
        self.sheets.append(sheet)


@pytest.fixture
def desktop(qapp: QApplication) -> Desktop:
    return Desktop()


def test_it_is_dark_when_the_system_turns_dark_and_light_again(desktop: Desktop) -> None:
    theme = Theme(cast("QApplication", desktop), Mood.SYSTEM)
    assert theme.colours is LIGHT
    desktop.turn(Qt.ColorScheme.Dark)
    assert theme.colours is DARK
    assert DARK.page in desktop.sheets[-1]
    desktop.turn(Qt.ColorScheme.Unknown)
    assert theme.colours is LIGHT


def test_a_theme_that_was_chosen_stays_until_the_system_is_followed_again(desktop: Desktop) -> None:
    theme = Theme(cast("QApplication", desktop), Mood.LIGHT)
    desktop.turn(Qt.ColorScheme.Dark)
    assert theme.colours is LIGHT
    theme.choose(Mood.SYSTEM)
    assert theme.colours is DARK
