"""Everyone across accounts: found at each key, narrowed by conditions, written out as vCards."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import Attitude, BuyingRole
from kam.services.people.directory_rows import DirectoryRow
from kam.ui.desk import Desk
from kam.ui.people.page import PeoplePage
from kam.ui.places import PEOPLE, Place
from kam.ui.widgets.table.column import Sorting
from tests.builders import Office


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> PeoplePage:
    made = PeoplePage(desk)
    qtbot.addWidget(made)
    made.show()
    return made


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


def names(page: PeoplePage) -> list[str]:
    return [row.name.family for row in page.table.rows_model.rows() if isinstance(row, DirectoryRow)]


def test_they_stand_under_their_clients(page: PeoplePage, crowd: Office) -> None:
    page.go_to(PEOPLE)
    assert page.table.rows_model.is_grouped
    assert names(page) == ["Мальцев", "Соболева", "Лунёв"]


def test_a_key_narrows_and_clearing_brings_all_back(page: PeoplePage, crowd: Office, qtbot: QtBot) -> None:
    page.go_to(PEOPLE)
    page.filters.text.setText("собо")
    qtbot.waitUntil(lambda: names(page) == ["Соболева"])
    page.filters.text.clear()
    qtbot.waitUntil(lambda: len(names(page)) == 3)


def test_conditions_narrow_together(page: PeoplePage, crowd: Office) -> None:
    page.go_to(PEOPLE)
    page.filters.switched.emit("influence", True)
    assert names(page) == ["Мальцев", "Соболева"]
    page.filters.taken.emit("attitudes", Attitude.SCEPTIC, True)
    assert names(page) == ["Мальцев"]
    page.filters.cleared.emit("attitudes")
    page.filters.switched.emit("influence", False)
    page.filters.switched.emit("left", True)
    assert "Ушедшая" in names(page)


def test_a_condition_that_nobody_meets_says_so(page: PeoplePage, crowd: Office, qtbot: QtBot) -> None:
    page.go_to(PEOPLE)
    page.filters.text.setText("йцукен")
    qtbot.waitUntil(lambda: names(page) == [])


def test_sorting_asks_the_store(page: PeoplePage, crowd: Office) -> None:
    page.go_to(PEOPLE)
    page.filters.grouped.emit(False)
    page.table.sort_wished.emit(Sorting("influence", falling=True))
    assert names(page) == ["Соболева", "Мальцев", "Лунёв"]


def test_a_row_opens_its_person_on_the_map(page: PeoplePage, crowd: Office) -> None:
    page.go_to(PEOPLE)
    went: list[Place] = []
    page.went.connect(went.append)
    row = page.table.rows_model.rows()[0]
    page.table.opened.emit(row)
    assert (went[0].account_id, went[0].tab, went[0].item_id) == (row.account_id, "people", row.id)


def test_the_selected_become_vcards(page: PeoplePage, crowd: Office, tmp_path: Path) -> None:
    page.go_to(PEOPLE)
    rows = page.table.rows_model.rows()
    page.table.select([row.id for row in rows[:2]])
    page.deeds.save_vcards(page.table.selected_rows(), str(tmp_path / "люди.vcf"))
    text = (tmp_path / "люди.vcf").read_text("utf-8")
    assert text.count("BEGIN:VCARD") == 2
    assert "Соболева" in text
    assert "скептик" not in text, "what we think of somebody never goes out"


def test_a_person_found_elsewhere_is_selected(page: PeoplePage, crowd: Office) -> None:
    page.go_to(PEOPLE)
    row = page.table.rows_model.rows()[1]
    page.go_to(Place("people", item_id=row.person_id))
    assert [each.id for each in page.table.selected_rows()] == [row.id]
