"""The page of the clients over a small portfolio with sales."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from kam.core.periods import Month
from kam.models import Account, MonthlySales
from kam.ui.accounts.page import AccountsPage
from kam.ui.change_hub import Notice
from kam.ui.desk import Desk
from kam.ui.places import ACCOUNTS, Place
from tests.builders import Office

LAST = Month(2026, 10)

Sell = Callable[..., None]


@pytest.fixture
def sell(office: Office) -> Sell:
    """Books a year of equal months: so many rubles in all, at a cost where one is given."""

    def book(account: Account, rubles: int, *, cost: int | None = None, before: int = 0) -> None:
        months: list[MonthlySales] = []
        for back in range(12):
            month = LAST - back
            values = {"account_id": account.id, "currency": "RUB"}
            made = rubles * 100 // 12
            spent = None if cost is None else cost * 100 // 12
            months.append(MonthlySales(month=month, revenue_minor=made, cost_minor=spent, **values))
            if before:
                earlier = before * 100 // 12
                months.append(MonthlySales(month=month - 12, revenue_minor=earlier, **values))
        office.add_all(*months)

    return book


@pytest.fixture
def page(desk: Desk, qtbot: QtBot, places: list[Place]) -> Iterator[Callable[[], AccountsPage]]:
    """Builds the page when the workspace is filled, and follows changes as the window does."""
    made: list[AccountsPage] = []

    def follow(_areas: object) -> None:
        for each in made:
            each.refresh()

    desk.hub.changed.connect(follow)

    def build() -> AccountsPage:
        found = AccountsPage(desk)
        qtbot.addWidget(found)
        found.resize(1232, 620)
        found.went.connect(places.append)
        with qtbot.waitExposed(found):
            found.show()
        found.go_to(ACCOUNTS)
        made.append(found)
        return found

    yield build
    desk.hub.changed.disconnect(follow)
    for each in made:
        each.close()


@pytest.fixture
def places() -> list[Place]:
    """Where the page wished to go."""
    return []


@pytest.fixture
def notices(desk: Desk) -> list[Notice]:
    """What was said in the status bar."""
    said: list[Notice] = []
    desk.hub.noticed.connect(said.append)
    return said
