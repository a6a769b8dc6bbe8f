"""A plan in its tab."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from kam.models import Account, Colleague, Plan
from kam.ui.account.plan.tab import PlanTab
from kam.ui.desk import Desk
from tests.builders import Office

FIRST, LAST = date(2026, 7, 1), date(2027, 6, 30)


@pytest.fixture
def account(office: Office) -> Account:
    return office.account()


@pytest.fixture
def chief(office: Office) -> Colleague:
    return office.colleague("Павел Ершов")


@pytest.fixture
def plan(office: Office, account: Account) -> Plan:
    return office.add(Plan(account_id=account.id, title="План роста", starts_on=FIRST, ends_on=LAST))


@pytest.fixture
def tab(desk: Desk, qtbot: QtBot, account: Account, plan: Plan) -> PlanTab:
    assert plan.title
    tab = PlanTab(desk)
    desk.hub.changed.connect(tab.refresh)  # as the window does
    qtbot.addWidget(tab)
    tab.resize(1280, 640)
    tab.show_account(account.id)
    tab.show()
    return tab
