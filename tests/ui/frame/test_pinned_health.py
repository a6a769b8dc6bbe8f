"""Pinned accounts show at the side how their health is to be taken, once that is known."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from kam.core.periods import Month
from kam.core.vocabulary import SurveyMeasure
from kam.models import Account, SurveyAnswer
from kam.services.accounts.pins import move_pin, pin
from kam.services.health.book import read_health
from kam.services.settings import HealthPage, save_health_page
from kam.ui.catalogue import HOME, page_kinds
from kam.ui.desk import Desk
from kam.ui.frame.pinned_health import PinnedHealth
from kam.ui.frame.sidebar import NavButton
from kam.ui.window import MainWindow
from tests.builders import Office
from tests.judged import sold

HAPPY, UNKNOWN = "Волгометиз", "Новичок"


@pytest.fixture
def accounts(office: Office) -> list[Account]:
    happy, unknown = office.account(HAPPY), office.account(UNKNOWN)
    sold(office, happy, Month(2024, 9), [100 + number for number in range(26)])
    answer = SurveyAnswer(account_id=happy.id, measure=SurveyMeasure.NPS, score=10, on=date(2026, 11, 20))
    office.add(answer)
    for each in (happy, unknown):
        pin(office.workspace, each.id, on=True)
    return [happy, unknown]


@pytest.fixture
def window(desk: Desk, qtbot: QtBot, accounts: list[Account]) -> MainWindow:
    made = MainWindow(desk, page_kinds(desk), HOME)
    qtbot.addWidget(made)
    made.show()
    return made


def shown(window: MainWindow) -> dict[str, NavButton]:
    return {each.text(): each for each in window.sidebar.findChildren(NavButton) if not each.isHidden()}


def button(window: MainWindow, name: str) -> NavButton:
    return shown(window)[name]


def told(window: MainWindow, name: str) -> str:
    return button(window, name).accessibleDescription()


def drawn(window: MainWindow, name: str) -> QImage:
    return button(window, name).grab().toImage()


def test_the_band_stands_in_the_place_of_the_dot_and_is_said(
    window: MainWindow, desk: Desk, accounts: list[Account], qtbot: QtBot
) -> None:
    status = told(window, UNKNOWN)
    assert told(window, HAPPY) == status, "while nothing is read the status alone is known"
    dot = drawn(window, HAPPY)
    PinnedHealth(desk, window.sidebar)
    qtbot.waitUntil(lambda: told(window, HAPPY) != status)
    band = read_health(desk.workspace, accounts[0].id, as_of=desk.now()).band
    assert band is not None
    assert told(window, HAPPY) == f"{status}, здоровье: {desk.look.words.of(band.label)}"
    assert button(window, HAPPY).toolTip() == f"{HAPPY}, {told(window, HAPPY)}"
    assert drawn(window, HAPPY) != dot
    assert told(window, UNKNOWN) == status, "of whom nothing is known the dot stays"


def test_it_follows_what_changes_and_stays_while_pins_move(
    window: MainWindow, desk: Desk, accounts: list[Account], qtbot: QtBot
) -> None:
    PinnedHealth(desk, window.sidebar).look()
    before = told(window, HAPPY)
    assert "здоровье: " in before
    desk.change(window, partial(move_pin, desk.workspace, accounts[1].id, 0))
    assert [each.name for each in window.sidebar.pins] == [UNKNOWN, HAPPY]
    qtbot.waitUntil(lambda: HAPPY in shown(window))
    assert told(window, HAPPY) == before, "what was known stays until it is read anew"
    desk.change(window, partial(save_health_page, desk.workspace, HealthPage(red_to=98, amber_to=99)))
    qtbot.waitUntil(lambda: HAPPY in shown(window) and told(window, HAPPY).endswith("здоровье: плохо"))


def test_without_pins_nothing_is_read(desk: Desk, office: Office, qtbot: QtBot) -> None:
    office.account()
    window = MainWindow(desk, page_kinds(desk), HOME)
    qtbot.addWidget(window)
    asked: list[object] = []
    keeper = PinnedHealth(desk, window.sidebar)
    keeper._show = asked.append  # type: ignore[method-assign, assignment]
    keeper.look()
    assert asked == []
