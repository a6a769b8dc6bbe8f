"""People changed together, somebody added, and lists written as files."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from kam.core.vocabulary import Circle, ContactKind
from kam.models import ContactPoint, Person, Stakeholder
from kam.services.history import undo_step
from kam.services.tables import TableFormat
from kam.ui.change_hub import Notice
from kam.ui.people.bulk import BulkSheet
from kam.ui.people.new_person import NewPersonSheet
from kam.ui.people.page import PeoplePage
from kam.ui.places import PEOPLE
from kam.ui.widgets.fields.mixed import MIXED
from tests.builders import Office


def people(office: Office) -> list[Person]:
    with office.workspace.reading() as session:
        return [*session.query(Person).order_by(Person.family_name)]


# --- many at once


def changing(page: PeoplePage) -> BulkSheet:
    page.go_to(PEOPLE)
    page.table.select([row.id for row in page.table.rows_model.rows()])
    page.everybody.foot.buttons["change"].click()
    assert isinstance(page.deeds.sheet, BulkSheet)
    return page.deeds.sheet


def test_only_what_is_touched_changes_for_all_of_them(
    page: PeoplePage, crowd: Office, notices: list[Notice]
) -> None:
    with crowd.workspace.reading() as session:
        first = session.query(Stakeholder).first()
    assert first is not None
    crowd.change(first, circle=Circle.OUTER)
    sheet = changing(page)
    assert sheet.form["circle"].value() is MIXED
    assert sheet.form["owner_id"].value() is None
    before = crowd.last_step()
    sheet.form["owner_id"].set_value(crowd.me)
    sheet.form["cadence_days"].set_value(14)
    sheet.form["languages"].set_value("русский")
    sheet.form["consent_on"].set_value(date(2026, 11, 1))
    sheet.primary.click()
    rows = page.table.rows_model.rows()
    assert {row.owner_id for row in rows} == {crowd.me}
    assert {row.contact_norm for row in rows} == {14}
    assert {row.circle for row in rows} == {Circle.CORE, Circle.OUTER}
    assert {row.consent_on for row in rows} == {date(2026, 11, 1)}
    assert notices == [Notice("Изменено 3 места", undoable=True)]
    assert crowd.last_step() == before + 1
    undo_step(crowd.workspace)
    assert {each.languages for each in people(crowd)} == {None}


def test_what_is_refused_stands_beside_its_field_and_nothing_typed_is_lost(
    page: PeoplePage, crowd: Office
) -> None:
    sheet = changing(page)
    sheet.form["cadence_days"].set_value(5000)
    sheet.primary.click()
    assert sheet.isVisible()
    assert sheet.form.fields["cadence_days"].message.property("tone") == "red"
    assert sheet.form["cadence_days"].value() == 5000


def test_untouched_nothing_is_written(page: PeoplePage, crowd: Office) -> None:
    sheet = changing(page)
    before = crowd.last_step()
    sheet.primary.click()
    assert crowd.last_step() == before


# --- somebody new


def adding(page: PeoplePage) -> NewPersonSheet:
    page.go_to(PEOPLE)
    page.ask_for_person()
    assert page.sheet is not None
    return page.sheet


def choose_client(sheet: NewPersonSheet, name: str) -> None:
    combo = sheet.account.combo
    combo.setCurrentIndex(combo.findText(name))
    sheet.account._choose(combo.currentIndex())


def test_somebody_is_added_at_the_client_chosen_and_selected(
    page: PeoplePage, crowd: Office, notices: list[Notice]
) -> None:
    sheet = adding(page)
    choose_client(sheet, "Рябинка")
    sheet.form["person.family_name"].set_value("Дроздов")
    sheet.form["person.given_name"].set_value("Павел")
    sheet.form["person.phone"].set_value("+7 900 5556677")
    sheet.form["job_title"].set_value("Логист")
    sheet.primary.click()
    (row,) = page.table.selected_rows()
    assert (row.account, row.name.listed, row.job_title, row.phone) == (
        "Рябинка",
        "Дроздов Павел",
        "Логист",
        "+7 900 5556677",
    )
    assert row.owner_id == crowd.me, "I answer for whom I add"
    assert notices == [Notice("Добавлен человек: Дроздов Павел", undoable=True)]


def test_without_a_client_nobody_is_added(page: PeoplePage, crowd: Office) -> None:
    sheet = adding(page)
    sheet.form["person.family_name"].set_value("Дроздов")
    before = crowd.last_step()
    sheet.account._choose(-1)
    sheet.form.set_values({"account_id": None})
    sheet.primary.click()
    assert sheet.isVisible()
    assert crowd.last_step() == before


def test_who_is_there_already_by_the_phone_is_offered(page: PeoplePage, crowd: Office) -> None:
    known = next(each for each in people(crowd) if each.family_name == "Лунёв")
    crowd.add(ContactPoint(person_id=known.id, kind=ContactKind.MOBILE, value="+7 900 111-22-33"))
    sheet = adding(page)
    choose_client(sheet, "Волгометиз")
    sheet.form["person.given_name"].set_value("Пётр")
    sheet.form["person.phone"].set_value("8 (900) 111 22 33")
    sheet.who.likely.ask()
    (found,) = sheet.who.likely.found
    sheet.who.likely.take(found)
    sheet.primary.click()
    rows = [row for row in page.table.rows_model.rows() if row.person_id == known.id]
    assert {row.account for row in rows} == {"Волгометиз", "Рябинка"}, "one person, two places"
    assert len(people(crowd)) == 4


def test_who_is_there_already_is_shown_instead(page: PeoplePage, crowd: Office) -> None:
    sheet = adding(page)
    sheet.form["person.family_name"].set_value("Лунёв")
    sheet.who.likely.ask()
    (found,) = sheet.who.likely.found
    sheet.who.likely.open_wished.emit(found.person_id)
    assert [row.name.family for row in page.table.selected_rows()] == ["Лунёв"]
    assert len(people(crowd)) == 4


def test_the_client_that_is_looked_at_is_chosen(page: PeoplePage, crowd: Office) -> None:
    page.go_to(PEOPLE)
    row = page.table.rows_model.rows()[2]
    page.table.select([row.id])
    page.ask_for_person()
    assert page.sheet is not None
    assert page.sheet.account.value() == row.account_id


def test_the_key_of_adding_is_the_page_s(page: PeoplePage) -> None:
    (command,) = page.creations()
    assert command.keys == "Ctrl+N"


# --- files


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def test_what_is_shown_is_written_with_its_clients(
    page: PeoplePage, crowd: Office, tmp_path: Path, notices: list[Notice]
) -> None:
    page.go_to(PEOPLE)
    page.filters.switched.emit("influence", True)
    count, write = page.writing()
    path = tmp_path / "люди.csv"
    page.exporting.write(path, count, TableFormat.CSV, write)
    rows = read(path)
    assert rows[0][:3] == ["Клиент", "Человек", "Должность"]
    assert [row[:2] for row in rows[1:]] == [
        ["Волгометиз", "Мальцев Виктор"],
        ["Волгометиз", "Соболева Ирина"],
    ]
    assert notices == [Notice(f"2 строки выгружены: {path}")]


def test_the_selected_alone_are_written(page: PeoplePage, crowd: Office, tmp_path: Path) -> None:
    page.go_to(PEOPLE)
    chosen = page.table.rows_model.rows()[:1]
    count, write = page.writing(chosen)
    path = tmp_path / "люди.xlsx"
    page.exporting.write(path, count, TableFormat.XLSX, write)
    assert count == 1
    assert path.read_bytes().startswith(b"PK")
