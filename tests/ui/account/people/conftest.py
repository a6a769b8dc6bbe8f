"""The tab that shows a company's people."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from kam.ui.account.people.tab import PeopleTab
from kam.ui.desk import Desk
from tests.builders import Office
from tests.company import Company, found_company


@pytest.fixture
def company(office: Office) -> Company:
    """Five people of one client."""
    return found_company(office)


@pytest.fixture
def tab(desk: Desk, company: Company, qtbot: QtBot) -> Iterator[PeopleTab]:
    """The tab, showing them."""
    made = PeopleTab(desk)
    qtbot.addWidget(made)
    made.resize(1224, 560)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    desk.hub.changed.connect(lambda _: made.refresh())
    made.show_account(company.account.id)
    yield made
    made.close()
