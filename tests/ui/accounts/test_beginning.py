"""The first look at the clients: their names at once, their figures in the same places a moment later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from kam.jobs import Jobs, Lane
from kam.ui.accounts.page import AccountsPage
from kam.ui.desk import Desk
from kam.ui.places import ACCOUNTS
from tests.builders import Office

Sell = Callable[..., None]


class StepByStep:
    """Answers one question at a time, when it is told to."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def submit(self, lane: Lane, work: Callable[[], None]) -> Callable[[], bool]:
        self.waiting.append(work)
        return lambda: False

    def finish(self) -> None:
        self.waiting.clear()

    def answer_one(self) -> None:
        self.waiting.pop(0)()

    def answer_all(self) -> None:
        while self.waiting:
            self.answer_one()


@pytest.fixture
def steps() -> StepByStep:
    return StepByStep()


@pytest.fixture
def slow_desk(desk: Desk, steps: StepByStep) -> Iterator[Desk]:
    """The desk of the second start, on which answers take their time; the first one has left its traces."""
    jobs = Jobs(steps)
    yield replace(desk, jobs=jobs)
    jobs.finish()


@pytest.fixture
def second_time(desk: Desk, slow_desk: Desk, qtbot: QtBot, office: Office, sell: Sell) -> AccountsPage:
    """The page of the second start over three clients, of whom the last by name sold most."""
    for name, rubles in (("Волга", 1_200_000), ("Кама", 2_400_000), ("Ока", 3_600_000)):
        sell(office.account(name), rubles)
    first = AccountsPage(desk)
    qtbot.addWidget(first)
    first.go_to(ACCOUNTS)
    first.keep()
    again = AccountsPage(slow_desk)
    qtbot.addWidget(again)
    again.resize(1232, 620)
    again.show()
    again.go_to(ACCOUNTS)
    return again


def names(page: AccountsPage) -> list[str]:
    return [row.name for row in page.portfolio.table.rows_model.rows()]


def cell(page: AccountsPage, column: str) -> list[str]:
    table = page.portfolio.table
    found = next(each for each in table.layout_of_columns.shown() if each.id == column)
    return [found.text(row) for row in table.rows_model.rows()]


def test_names_stand_in_their_old_order_before_the_figures_are_there(
    second_time: AccountsPage, steps: StepByStep
) -> None:
    steps.answer_one()
    assert names(second_time) == ["Ока", "Кама", "Волга"]
    assert cell(second_time, "revenue") == ["", "", ""]
    assert cell(second_time, "change") == ["", "", ""]
    steps.answer_all()
    assert names(second_time) == ["Ока", "Кама", "Волга"]
    assert cell(second_time, "revenue") == ["3,6", "2,4", "1,2"]


def test_what_is_chosen_meanwhile_stays_chosen_and_is_offered_its_deeds(
    second_time: AccountsPage, steps: StepByStep
) -> None:
    steps.answer_one()
    row = second_time.portfolio.table.rows_model.rows()[1]
    second_time.portfolio.table.select([row.id])
    foot = second_time.portfolio.foot
    assert not any(button.isVisible() for button in foot.buttons.values())
    steps.answer_all()
    assert [each.is_whole for each in second_time.portfolio.chosen()] == [True]
    assert foot.selected.text() == "Выбран: Кама"


def test_no_menu_speaks_of_figures_that_are_not_there(second_time: AccountsPage, steps: StepByStep) -> None:
    steps.answer_one()
    table = second_time.portfolio.table
    table.menu_wished.emit(table.rows_model.rows()[0], QPoint(0, 0))
    assert second_time.deeds.menu is None


def test_clients_of_another_workspace_are_passed_over(
    slow_desk: Desk, steps: StepByStep, office: Office, qtbot: QtBot
) -> None:
    office.account("Волга")
    slow_desk.local.keep_page("accounts-page", {"first": ["0" * 32, "not an identity", 7]})
    page = AccountsPage(slow_desk)
    qtbot.addWidget(page)
    page.go_to(ACCOUNTS)
    steps.answer_one()
    assert names(page) == []
    steps.answer_all()
    assert names(page) == ["Волга"]
