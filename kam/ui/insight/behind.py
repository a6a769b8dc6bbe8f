"""Who is behind a figure: a menu of clients or people, each of which leads to its client."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from kam.ui.look import Look

_MOST: Final = 16


@dataclass(frozen=True, slots=True)
class Behind:
    """One of them: what it is called, what it brings, and the tab of the client it leads to."""

    account_id: UUID
    name: str
    figure: str = ""
    tab: str = "overview"


def behind_menu(
    look: Look, over: QWidget, title: str, found: Sequence[Behind], went: Callable[[UUID, str], None]
) -> QMenu:
    """A menu of the first of them; at its foot how many there are besides."""
    menu = QMenu(over)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addAction(title.replace("&", "&&")).setEnabled(False)
    menu.addSeparator()
    for each in found[:_MOST]:
        name = each.name.replace("&", "&&")
        action = menu.addAction(f"{name}\t{each.figure}" if each.figure else name)
        action.triggered.connect(partial(_go, went, each))
    if len(found) > _MOST:
        rest = look.words.say("and {count} more", count=look.formats.number(len(found) - _MOST))
        menu.addAction(rest).setEnabled(False)
    return menu


def open_under(menu: QMenu, place: QPoint) -> None:
    """Open it and let the arrows begin at its first entry."""
    menu.popup(place)
    first = next((each for each in menu.actions() if each.isEnabled() and not each.isSeparator()), None)
    if first is not None:
        menu.setActiveAction(first)


def _go(went: Callable[[UUID, str], None], each: Behind, _checked: object = None) -> None:
    went(each.account_id, each.tab)
