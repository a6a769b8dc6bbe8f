"""What can be done with chosen rows: the foot of a page, menus, keys and the palette offer the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from kam.ui.theme.theme import Theme

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Deed(Generic[Row]):
    """Something that can be done with some rows; ``fits`` says with which."""

    code: str
    text: str
    """As a button says it."""
    menu_text: str
    """As a menu says it, with dots where something is asked first."""
    icon: str
    fits: Callable[[Sequence[Row]], bool]
    run: Callable[[Sequence[Row]], None]
    keys: str = ""
    """The key that stands for it where the rows have the keyboard."""

    def run_where_fit(self, rows: Sequence[Row]) -> None:
        """Do it, unless it has become unfit since it was offered."""
        if rows and self.fits(rows):
            self.run(rows)


def add_deed(menu: QMenu, theme: Theme, deed: Deed[Row], rows: Sequence[Row]) -> QAction:
    """Offer a deed in a menu about rows."""
    action = menu.addAction(theme.icon(deed.icon), deed.menu_text)
    action.triggered.connect(partial(_run, deed, rows))
    return action


def pop_up(menu: QMenu, at: QPoint) -> None:
    """Show a menu at a place of the screen, this once."""
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)


def _run(deed: Deed[Row], rows: Sequence[Row], _checked: object = None) -> None:
    deed.run(rows)
