"""What is photographed: every page of the window, its views, sheets and the steps of an import, by name.

Each state brings an open window to a place and may return another window to be grabbed instead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final, Protocol, TypeAlias
from uuid import UUID

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kam.services.briefs.meetings import NextMeeting, next_meeting
from kam.ui.account.page import AccountPage
from kam.ui.account.plan.tab import PlanTab
from kam.ui.accounts.new_account import ask_for_account
from kam.ui.capture.window import CaptureWindow
from kam.ui.desk import Desk
from kam.ui.frame.cover import Cover
from kam.ui.imports.page import ImportsPage
from kam.ui.local_settings import LocalSettings
from kam.ui.passphrases.wishes import Deed
from kam.ui.places import (
    IMPORTS,
    Place,
    answer_place,
    capture_place,
    health_place,
    prepare_place,
    register_place,
    retention_place,
)
from kam.ui.welcome.window import WelcomeWindow
from kam.ui.widgets.dialogs import Sheet
from kam.ui.window import MainWindow
from tests.ui.every_lock import asking, encrypted_section, sheet, working
from tests.ui.every_page import PLACES, a_round, found_in, show_insight_face


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

_DRAWN_MS: Final = 1500
"""A preview follows its page after a pause."""
_SAID: Final = {
    "ru": (
        "Осокина подтвердила объём, но просит отсрочку 60 дней.\n"
        "! прислать расчёт экономии до пятницы\n"
        "? Ярцев вернёт протокол цен до 1 декабря\n"
        "→ созвониться с Хисамовой, 11 дек\n"
    ),
    "en": (
        "Stockdale confirmed the volume but asks for 60 days of credit.\n"
        "! send the savings estimate by Friday\n"
        "? Brannigan returns the price protocol by 1 December\n"
        "-> call Farrow, 11 Dec\n"
    ),
}


def states() -> dict[str, State]:
    """Every state by its name, in the order of the contact sheets: the places a test walks, and more."""
    found: dict[str, State] = {_name(name, place): _at(place) for name, place in PLACES.items()}
    found["accounts-new"] = _new_account
    found["account-why"] = _why
    found |= {f"account-plan-sheet-{name}": _plan_sheet(name) for name in ("new", "measure", "contacts")}
    found["account-retention"] = _over(retention_place)
    found["survey-round"] = lambda scene: _go(scene, a_round(scene.window))
    found["survey-answer"] = _over(answer_place)
    found["complaints-register"] = _register
    found["imports-file"] = _import
    found["prepare"] = _prepare
    found["capture"] = _capture
    found["palette"] = _palette
    found["welcome"] = _welcome
    found |= {
        "protection-encrypted": lambda scene: _shown(encrypted_section(scene.desk)),
        "protection-encrypting": lambda scene: sheet(scene.desk, scene.window, Deed.SEAL),
        "protection-changing": lambda scene: sheet(scene.desk, scene.window, Deed.RESEAL),
        "asking": lambda scene: asking(scene.desk),
        "encrypting": lambda scene: working(scene.desk),
        "locked": _locked,
    }
    return found


def _name(name: str, place: Place) -> str:
    if place.page == "settings":
        return "settings" if place.view == "norms" else f"settings-{place.view}"
    bare = name.replace(" ", "-")
    return f"account-{bare}" if place.page == "account" else bare


def _at(place: Place) -> State:
    return partial(_go, place=place)


def _go(scene: Scene, place: Place) -> None:
    scene.window.palette_of_all.hide()
    there = found_in(scene.window, place)
    scene.window.go(replace(there, account_id=scene.account) if there.page == "account" else there)
    show_insight_face(scene.window, place)


def _meeting(scene: Scene) -> NextMeeting:
    return next_meeting(scene.desk.workspace, scene.account, as_of=scene.desk.now())


def _prepare(scene: Scene) -> None:
    """The next meeting, its brief beside it."""
    meeting = _meeting(scene)
    _go(scene, prepare_place(meeting.account_id, meeting.id))
    scene.settle()
    QTest.qWait(_DRAWN_MS)


def _capture(scene: Scene) -> QWidget | None:
    """A few lines about the next meeting's client, as they are typed."""
    meeting = _meeting(scene)
    _go(scene, capture_place(meeting.account_id))
    scene.settle()
    shown = (each for each in QApplication.topLevelWidgets() if isinstance(each, CaptureWindow))
    window = next((each for each in shown if each.isVisible()), None)
    if window is not None:
        window.editor.set_text(_SAID[scene.desk.look.words.language])
    return window


def _new_account(scene: Scene) -> QWidget | None:
    _go(scene, Place("accounts", view="table"))
    scene.settle()
    ask_for_account(scene.desk, scene.window)
    return _sheet()


def _why(scene: Scene) -> QWidget | None:
    """Why the health of a client is what it is."""
    _go(scene, health_place(scene.account))
    scene.settle()
    return _sheet()


def _over(place_of: Callable[[UUID], Place]) -> State:
    """A sheet that a place opens over the page of the client."""

    def shown(scene: Scene) -> QWidget | None:
        _go(scene, Place("account", tab="overview"))
        scene.settle()
        _go(scene, place_of(scene.account))
        scene.settle()
        return _sheet()

    return shown


def _register(scene: Scene) -> QWidget | None:
    _go(scene, Place("complaints", view="board"))
    scene.settle()
    _go(scene, register_place(scene.account))
    scene.settle()
    return _sheet()


def _plan_sheet(name: str) -> State:
    """A sheet over a plan: of a new plan, of an objective's measurements, of contacts to come."""

    def shown(scene: Scene) -> QWidget | None:
        _go(scene, Place("account", tab="plan", view="plan"))
        scene.settle()
        page = scene.window.page
        tab = page.tab("plan") if isinstance(page, AccountPage) else None
        if not isinstance(tab, PlanTab) or (plan := tab.editing.plan) is None:
            return None
        if name == "new":
            tab.begin_plan()
        elif name == "measure":
            by_hand = next(each for each in plan.content.objectives if not each.from_sales)
            tab.deeds.measure(by_hand.id)
        else:
            tab.deeds.plan_contacts()
        scene.settle()
        return _sheet()

    return shown


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


def _locked(scene: Scene) -> QWidget:
    """The cover alone, as large as the window that it covers."""
    cover = Cover(scene.desk.look, None)
    cover.resize(scene.window.size())
    return _shown(cover)


def _shown(window: QWidget) -> QWidget:
    window.show()
    return window


def _welcome(scene: Scene) -> QWidget:
    window = WelcomeWindow(scene.desk.look, scene.local, scene.desk.clock)
    window.show()
    return window
