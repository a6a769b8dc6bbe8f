"""The people's page over a few people at two clients."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import Attitude, BuyingRole, ContactKind
from kam.models import Account, ContactPoint, Person, Stakeholder
from kam.ui.change_hub import Notice
from kam.ui.desk import Desk
from kam.ui.people.page import PeoplePage
from tests.builders import Office


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> PeoplePage:
    made = PeoplePage(desk)
    qtbot.addWidget(made)
    desk.hub.changed.connect(lambda _: made.refresh())
    made.resize(1200, 700)
    made.show()
    return made


@pytest.fixture
def notices(desk: Desk) -> list[Notice]:
    """What the status bar was told."""
    found: list[Notice] = []
    desk.hub.noticed.connect(found.append)
    return found


@pytest.fixture
def crowd(office: Office) -> Office:
    volga, ryabinka = office.account("Волгометиз"), office.account("Рябинка")
    office.stakeholder(
        volga, "Ирина", "Соболева", influence=5, attitude=Attitude.SUPPORTER, roles=(BuyingRole.DECIDER,)
    )
    office.stakeholder(volga, "Виктор", "Мальцев", influence=4, attitude=Attitude.SCEPTIC)
    office.stakeholder(ryabinka, "Пётр", "Лунёв", influence=1)
    office.stakeholder(ryabinka, "Вера", "Ушедшая", left_on=office.today - timedelta(days=3))
    return office


def person_of(office: Office, place: Stakeholder) -> Person:
    """Who holds a place."""
    with office.workspace.reading() as session:
        return session.get_one(Person, place.person_id)


@pytest.fixture
def doubles(crowd: Office) -> tuple[Stakeholder, Stakeholder]:
    """The same woman twice: at one client by her full name, at the other by an initial and the same phone."""
    with crowd.workspace.reading() as session:
        accounts = list(session.query(Account).order_by(Account.name))
    one = crowd.stakeholder(accounts[0], "Вера", "Носова", job_title="Директор")
    other = crowd.stakeholder(accounts[1], "В.", "Носова", job_title="Закупщик")
    crowd.meeting(accounts[0], None, one)
    crowd.change(person_of(crowd, one), notes="звонить утром", birthday=date(1980, 11, 30))
    crowd.change(person_of(crowd, other), notes="звонить вечером", languages="русский")
    for place, number in ((one, "+7 900 123-45-67"), (other, "8 900 1234567")):
        assert place.person_id is not None
        crowd.add(ContactPoint(person_id=place.person_id, kind=ContactKind.MOBILE, value=number))
    return one, other
