"""Satisfaction in the window: two clients, three people, a round of this autumn."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kam.ui.desk import Desk
from kam.ui.places import round_place
from kam.ui.satisfaction.page import SurveysPage
from tests.builders import Office
from tests.surveys import Circle


@pytest.fixture
def circle(office: Office) -> Circle:
    """A mill with Irina and Pavel, a bakery with John."""
    return Circle.of(office)


@pytest.fixture
def autumn(circle: Circle) -> UUID:
    """A round that asks all three, ten days ago."""
    return circle.ask(on=circle.office.today - timedelta(days=10))


@pytest.fixture
def page(desk: Desk, qtbot: QtBot, autumn: UUID) -> SurveysPage:
    """The page on the round."""
    made = SurveysPage(desk)
    qtbot.addWidget(made)
    desk.hub.changed.connect(lambda _: made.refresh())
    made.resize(1200, 700)
    made.show()
    made.go_to(round_place(autumn))
    return made


def press(widget: QWidget, key: Qt.Key, text: str = "") -> None:
    """Press a key; Cyrillic goes as its text."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))
