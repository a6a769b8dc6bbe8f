"""A new account: what it is called, whose subsidiary it is, and whether it is there already."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import AccountStatus
from kam.services.portfolio.reading import PortfolioQuery, read_portfolio
from kam.ui.accounts.new_account import NewAccountSheet, ask_for_account
from kam.ui.accounts.page import AccountsPage
from kam.ui.desk import Desk
from kam.ui.places import Place
from tests.builders import Office


@pytest.fixture
def behind(qtbot: QtBot) -> QWidget:
    """The window behind the sheet, which goes with its sheet."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def sheet(desk: Desk, behind: QWidget) -> NewAccountSheet:
    return ask_for_account(desk, behind)


def names(office: Office) -> set[str]:
    return {
        row.name for row in read_portfolio(office.workspace, PortfolioQuery(), as_of=office.clock.now()).rows
    }


def test_it_is_made_and_opened(sheet: NewAccountSheet, office: Office) -> None:
    went: list[Place] = []
    sheet.went.connect(went.append)
    sheet.form["name"].set_value("Волгометиз")
    sheet.form["city"].set_value("Волгоград")
    sheet.primary.click()
    assert names(office) == {"Волгометиз"}
    assert went[0].page == "account"
    assert sheet.isHidden()


@pytest.mark.parametrize("typed", ["ООО «Волгометиз»", "волгометиз", "Volgometiz", "АО Волго-метиз"])
def test_the_same_name_written_otherwise_is_found_and_can_be_opened(
    sheet: NewAccountSheet, office: Office, typed: str
) -> None:
    account = office.account("АО «Волгометиз»")
    went: list[Place] = []
    sheet.went.connect(went.append)
    sheet.form["name"].set_value(typed)
    sheet.look_for_duplicates()
    assert [each.id for each in sheet.found] == [account.id]
    open_it = sheet.duplicates.findChild(QPushButton)
    assert open_it is not None
    open_it.click()
    assert went[0].account_id == account.id
    assert names(office) == {"АО «Волгометиз»"}


def test_the_same_tax_number_is_found_whatever_the_name(sheet: NewAccountSheet, office: Office) -> None:
    account = office.account("Волгометиз", tax_number="3448003962")
    sheet.form["name"].set_value("Совсем другое")
    sheet.form["tax_number"].set_value("3448003962")
    sheet.look_for_duplicates()
    assert [each.id for each in sheet.found] == [account.id]


def test_a_name_of_its_own_warns_of_nothing(sheet: NewAccountSheet, office: Office) -> None:
    office.account("Волгометиз")
    sheet.form["name"].set_value("Ресторатор-Опт")
    sheet.look_for_duplicates()
    assert sheet.found == ()
    assert sheet.duplicates.isHidden()


def test_without_a_name_nothing_is_made_and_nothing_lost(sheet: NewAccountSheet, office: Office) -> None:
    sheet.form["city"].set_value("Волгоград")
    sheet.primary.click()
    assert sheet.isVisible()
    assert sheet.form["city"].value() == "Волгоград"
    assert names(office) == set()


def test_a_subsidiary_reports_to_its_parent(desk: Desk, office: Office, behind: QWidget) -> None:
    parent = office.account("Волгометиз")
    sheet = ask_for_account(desk, behind, parent_id=parent.id, parent_name="Волгометиз")
    sheet.form["name"].set_value("Волгометиз-Сервис")
    sheet.primary.click()
    rows = read_portfolio(office.workspace, PortfolioQuery(), as_of=office.clock.now()).rows
    assert {row.name: row.parent for row in rows}["Волгометиз-Сервис"] == "Волгометиз"


def test_who_is_there_already_is_said_while_the_name_is_typed(
    sheet: NewAccountSheet, office: Office, qtbot: QtBot
) -> None:
    office.account("АО «Волгометиз»")
    sheet.form["name"].set_value("волгометиз")
    sheet.form["name"].changed.emit()
    qtbot.waitUntil(sheet.duplicates.isVisible)
    assert sheet.duplicates.why(sheet.found[0]) == "то же название, если не считать формы, кавычек и регистра"
    assert sheet.primary.text() == "Всё равно добавить"
    sheet.primary.click()
    assert names(office) == {"АО «Волгометиз»", "волгометиз"}, "two clients may share a name"


def test_what_i_add_is_mine_and_a_prospect_unless_i_say_otherwise(
    sheet: NewAccountSheet, office: Office
) -> None:
    sheet.form["name"].set_value("Волгометиз")
    sheet.form["potential"].set_value(4)
    sheet.primary.click()
    (row,) = read_portfolio(office.workspace, PortfolioQuery(), as_of=office.clock.now()).rows
    assert (row.owner, row.potential, row.status) == ("Мария Кречетова", 4, AccountStatus.PROSPECT)


def test_a_row_offers_to_add_its_subsidiary(office: Office, page: Callable[[], AccountsPage]) -> None:
    parent = office.account("Волгометиз")
    shown = page()
    shown.deeds["subsidiary"].run(shown.portfolio.table.rows_model.rows())
    assert shown.sheet is not None
    assert shown.sheet.heading.text() == "Новая дочерняя компания: Волгометиз"
    assert shown.sheet.form["parent_id"].value() == parent.id
    shown.sheet.form["name"].set_value("Волгометиз-Сервис")
    shown.sheet.primary.click()
    rows = shown.portfolio.table.rows_model.rows()
    assert {row.name: row.parent for row in rows}["Волгометиз-Сервис"] == "Волгометиз"
