"""Everyone across accounts: found at each key, narrowed by conditions, written out as vCards."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import Attitude, ContactKind
from kam.models import ContactPoint, Stakeholder
from kam.services.people.directory_rows import DirectoryRow
from kam.ui.people.page import PeoplePage
from kam.ui.places import PEOPLE, Place
from kam.ui.widgets.table.column import Sorting
from tests.builders import Office


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


def test_somebody_hidden_by_conditions_is_shown_all_the_same(page: PeoplePage, crowd: Office) -> None:
    page.go_to(PEOPLE)
    row = page.table.rows_model.rows()[2]
    page.filters.switched.emit("influence", True)
    assert row.id not in [each.id for each in page.table.rows_model.rows()]
    page.go_to(Place("people", item_id=row.person_id))
    assert [each.id for each in page.table.selected_rows()] == [row.id]


def test_whom_one_of_us_answers_for_is_asked_by_their_name(page: PeoplePage, crowd: Office) -> None:
    place = page_place(crowd, "Мальцев")
    crowd.change(place, owner_id=crowd.me)
    page.go_to(PEOPLE)
    page.filters.taken.emit("owner_ids", crowd.me, True)
    assert names(page) == ["Мальцев"]
    page.filters.taken.emit("owner_ids", None, True)
    assert len(names(page)) == 3


def page_place(office: Office, family: str) -> Stakeholder:
    from kam.models import Person

    with office.workspace.reading() as session:
        query = session.query(Stakeholder).join(Person, Person.id == Stakeholder.person_id)
        return query.filter(Person.family_name == family).one()


def test_birthdays_are_asked_for_within_days_or_where_nobody_knows_them(
    page: PeoplePage, crowd: Office
) -> None:
    from kam.models import Person

    with crowd.workspace.reading() as session:
        person = session.get_one(Person, page_place(crowd, "Лунёв").person_id)
    crowd.change(person, birthday=date(1980, 12, 10))
    page.go_to(PEOPLE)
    page.filters.taken.emit("birthday_within", 7, True)
    assert names(page) == []
    page.filters.taken.emit("birthday_within", 31, True)
    assert names(page) == ["Лунёв"]
    page.filters.cleared.emit("birthday_within")
    page.filters.switched.emit("without_birthday", True)
    assert names(page) == ["Мальцев", "Соболева"]


def test_who_is_selected_stands_beside_the_list(page: PeoplePage, crowd: Office) -> None:
    page.go_to(PEOPLE)
    assert not page.card.isVisible()
    rows = page.table.rows_model.rows()
    page.table.select([rows[0].id])
    assert page.card.isVisible()
    page.card.closed.emit()
    assert not page.card.isVisible()
    page.table.select([])
    page.table.select([rows[1].id])
    assert page.card.isVisible()


def test_their_addresses_are_copied_for_a_letter(page: PeoplePage, crowd: Office) -> None:
    for family, mail in (("Мальцев", "v@volga.ru"), ("Лунёв", "p@ryabinka.ru")):
        person_id = page_place(crowd, family).person_id
        assert person_id is not None
        crowd.add(ContactPoint(person_id=person_id, kind=ContactKind.EMAIL, value=mail))
    page.go_to(PEOPLE)
    page.deeds["mails"].run(page.table.rows_model.rows())
    assert QGuiApplication.clipboard().text() == "v@volga.ru; p@ryabinka.ru"


def test_left_people_stay_away_until_asked_for(page: PeoplePage, crowd: Office) -> None:
    page.go_to(PEOPLE)
    assert "Ушедшая" not in names(page)
    assert page_place(crowd, "Ушедшая").left_on == crowd.today - timedelta(days=3)
