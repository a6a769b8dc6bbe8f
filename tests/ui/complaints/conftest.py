"""Complaints as the window shows them: three clients, four complaints."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kam.core.money import Money
from kam.core.vocabulary import Channel, ComplaintStage, Severity
from kam.services.complaints.drafts import StageMove
from kam.services.complaints.stages import move_to_stage
from kam.ui.complaints.page import ComplaintsPage
from kam.ui.desk import Desk
from kam.ui.places import Place
from tests.builders import Office
from tests.complaints import november, registered


class Filled(NamedTuple):
    """Who complained of what."""

    office: Office
    volga: UUID
    person: UUID
    wire: UUID
    """High, received on Thursday: more than its response of one working day is used up."""
    papers: UUID
    """Normal, received this morning and acknowledged."""
    late: UUID
    """By telephone at another client: nobody answered."""


@pytest.fixture
def filled(office: Office) -> Filled:
    """Three complaints of two clients."""
    volga, other = office.account("Волгометиз", owner_id=office.me), office.account("Сеть «Рябинка»")
    person = office.stakeholder(volga, "Инна", "Носова", job_title="главный технолог")
    wire = registered(
        office,
        volga,
        summary="Коррозия проволоки, партия 1107",
        received_at=november(19, 14, 10),
        raised_by_id=person.id,
        amount=Money(120_000_000, "RUB"),
    )
    papers = registered(
        office,
        volga,
        summary="Ошибки в УПД",
        severity=Severity.NORMAL,
        received_at=november(23, 9, 30),
        department="Бухгалтерия",
    )
    move_to_stage(office.workspace, papers, StageMove(ComplaintStage.ACKNOWLEDGED, at=november(23, 9, 40)))
    late = registered(
        office, other, summary="Опоздание машины", channel=Channel.PHONE, received_at=november(20, 12)
    )
    return Filled(office, volga.id, person.id, wire, papers, late)


@pytest.fixture
def page(filled: Filled, desk: Desk, qtbot: QtBot) -> ComplaintsPage:
    """The page as it is first seen."""
    del filled
    made = ComplaintsPage(desk)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    made.go_to(Place("complaints", view="board"))
    desk.hub.changed.connect(lambda _: made.refresh())
    return made


def press(
    widget: QWidget,
    key: Qt.Key,
    text: str = "",
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """A key, as the keyboard sends it."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers, text))


def control(widget: QWidget, key: Qt.Key) -> None:
    """A key with Ctrl."""
    press(widget, key, modifiers=Qt.KeyboardModifier.ControlModifier)
