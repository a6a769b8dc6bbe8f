"""What is photographed: every page of the window, its views, sheets and the steps of an import, by name.

Each state brings an open window to a place and may return another window to be grabbed instead.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final, Protocol, TypeAlias
from uuid import UUID

from PySide6.QtWidgets import QApplication, QWidget

from kam.ui.accounts.new_account import ask_for_account
from kam.ui.desk import Desk
from kam.ui.imports.page import ImportsPage
from kam.ui.local_settings import LocalSettings
from kam.ui.places import IMPORTS, PEOPLE, Place
from kam.ui.settings.catalogue import EVERY
from kam.ui.welcome.window import WelcomeWindow
from kam.ui.widgets.dialogs import Sheet
from kam.ui.window import MainWindow


class Scene(Protocol):
    """A window open on the demo."""

    desk: Desk
    local: LocalSettings
    window: MainWindow
    account: UUID
    folder: Path

    def settle(self) -> None:
        """Wait until everything that was asked for is shown."""


State: TypeAlias = Callable[[Scene], QWidget | None]

_CLIENTS: Final = {
    "ru": (
        "Название;ИНН;Статус;Город\n"
        "ООО «Синегорский комбинат»;;действующий;Синегорск\n"
        "АО «Тихвинские моторы»;7701234567;действующий;Тихвин\n"
        ";;действующий;Пермь\n"
        "ЗАО «Северная верфь»;;выжидаем;Мурманск\n"
    ),
    "en": (
        "Name,Tax number,Status,City\n"
        "Bluehill Works Ltd,,active,Bluehill\n"
        "Tarn Motors plc,GB123456789,active,Tarn\n"
        ",,active,Perth\n"
        "Northern Yard Ltd,,on hold somehow,Aberdeen\n"
    ),
}


def states() -> dict[str, State]:
    """Every state by its name, in the order of the contact sheets."""
    found: dict[str, State] = {}
    for view in ("table", "matrix", "concentration"):
        found["accounts" if view == "table" else f"accounts-{view}"] = _at(Place("accounts", view=view))
    found["accounts-new"] = _new_account
    for tab in ("overview", "dossier", "documents"):
        found[f"account-{tab}"] = partial(_account, tab=tab)
    for view in ("chart", "grid", "coverage", "table"):
        found[f"account-people-{view}"] = partial(_account, tab="people", view=view)
    found["people"] = _at(PEOPLE)
    found["imports"] = _at(IMPORTS)
    found["imports-file"] = _import
    for code in EVERY:
        found["settings" if code == "norms" else f"settings-{code}"] = _at(Place("settings", view=code))
    found["palette"] = _palette
    found["welcome"] = _welcome
    return found


def _at(place: Place) -> State:
    return partial(_go, place=place)


def _go(scene: Scene, place: Place) -> None:
    scene.window.palette_of_all.hide()
    scene.window.go(place)


def _account(scene: Scene, tab: str, view: str | None = None) -> None:
    _go(scene, Place("account", account_id=scene.account, tab=tab, view=view))


def _new_account(scene: Scene) -> QWidget | None:
    _go(scene, Place("accounts", view="table"))
    scene.settle()
    ask_for_account(scene.desk, scene.window)
    return _sheet()


def _sheet() -> QWidget | None:
    """The sheet that stands open."""
    shown = (each for each in QApplication.topLevelWidgets() if isinstance(each, Sheet) and each.isVisible())
    return next(shown, None)


def _import(scene: Scene) -> None:
    """A list of clients with an empty name and a status that nobody knows."""
    _go(scene, IMPORTS)
    scene.settle()
    path = scene.folder / ("clients.csv" if scene.desk.look.words.language == "en" else "клиенты.csv")
    path.write_text(_CLIENTS[scene.desk.look.words.language], "utf-8")
    page = scene.window.page
    if isinstance(page, ImportsPage):
        page.open(path)


def _palette(scene: Scene) -> None:
    _go(scene, Place("accounts", view="table"))
    scene.settle()
    scene.window.palette_of_all.open("ко" if scene.desk.look.words.language == "ru" else "co")


def _welcome(scene: Scene) -> QWidget:
    window = WelcomeWindow(scene.desk.look, scene.local, scene.desk.clock)
    window.show()
    return window
