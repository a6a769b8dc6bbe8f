"""A new account: what it is called, whose subsidiary it is, and whether it is there already."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kam.services.portfolio.reading import PortfolioQuery, read_portfolio
from kam.ui.accounts.new_account import NewAccountSheet, ask_for_account
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
