"""Whose birthday is next."""

from __future__ import annotations

from datetime import date

from kam.models import Person
from kam.services.people.dates import BirthdayRow
from kam.services.tables import TableFormat
from kam.ui.people.page import PeoplePage
from kam.ui.places import Place
from kam.ui.widgets.table.column import Group
from tests.builders import Office

DATES = Place("people", view="dates")


def born(office: Office, family: str, day: date, *, known: bool = True) -> None:
    with office.workspace.reading() as session:
        person = session.query(Person).filter(Person.family_name == family).one()
    office.change(person, birthday=day, birthday_year_known=known)


def said(page: PeoplePage, row: BirthdayRow) -> dict[str, str]:
    return {column.id: column.text(row) for column in page.dates.table.columns}


def test_they_stand_under_how_near_they_are(page: PeoplePage, crowd: Office) -> None:
    born(crowd, "Лунёв", date(1904, 2, 29), known=False)
    born(crowd, "Мальцев", date(1976, 11, 24))
    born(crowd, "Соболева", date(1981, 11, 23))
    page.go_to(DATES)
    shown = page.dates.table.rows_model.shown()
    assert [each.name for each in shown if isinstance(each, Group)] == [
        "Сегодня 1",
        "В ближайшие семь дней 1",
        "Февраль 2027 1",
    ]
    today, tomorrow, leap = page.dates.table.rows_model.rows()
    assert (said(page, today)["days"], said(page, today)["turns"]) == ("сегодня", "45 лет")
    assert said(page, tomorrow)["days"] == "завтра"
    assert said(page, leap)["on"] == "вс 28 февраля, день рождения 29-го"
    assert (said(page, leap)["days"], said(page, leap)["turns"]) == ("через 97 дней", "год неизвестен")


def test_the_filter_narrows_dates_too(page: PeoplePage, crowd: Office) -> None:
    born(crowd, "Лунёв", date(1980, 12, 1))
    born(crowd, "Соболева", date(1981, 12, 20))
    page.go_to(DATES)
    page.filters.switched.emit("influence", True)
    assert [row.name.family for row in page.dates.table.rows_model.rows()] == ["Соболева"]
    page.head.views.button_of("table").click()
    assert [row.name.family for row in page.table.rows_model.rows()] == ["Мальцев", "Соболева"]


def test_who_has_none_is_one_click_away(page: PeoplePage, crowd: Office) -> None:
    page.go_to(DATES)
    assert page.dates.table.rows_model.rows() == []
    page.dates.without_wished.emit()
    assert page.head.views.current == "table"
    assert len(page.table.rows_model.rows()) == 3


def test_whoever_has_a_birthday_is_shown_beside_and_opened(page: PeoplePage, crowd: Office) -> None:
    born(crowd, "Лунёв", date(1980, 12, 1))
    page.go_to(DATES)
    row = page.dates.table.rows_model.rows()[0]
    went: list[Place] = []
    page.went.connect(went.append)
    page.dates.table.select([row.id])
    assert page.card.isVisible()
    page.dates.table.opened.emit(row)
    assert (went[0].tab, went[0].item_id) == ("people", row.first.id)


def test_a_place_leads_to_dates_from_another_face(page: PeoplePage, crowd: Office) -> None:
    page.go_to(Place("people", view="table"))
    born(crowd, "Лунёв", date(1980, 12, 1))
    page.go_to(DATES)
    assert [row.name.family for row in page.dates.table.rows_model.rows()] == ["Лунёв"]


def test_dates_are_exported_as_they_are_shown(page: PeoplePage, crowd: Office) -> None:
    born(crowd, "Лунёв", date(1980, 12, 1))
    page.go_to(DATES)
    count, _ = page.writing()
    assert count == 1
    page.export(TableFormat.XLSX)
    assert page.exporting.chooser is not None
    assert page.exporting.chooser.defaultSuffix() == "xlsx"
    page.exporting.chooser.close()


def test_the_face_comes_back_at_the_next_start(page: PeoplePage, crowd: Office) -> None:
    page.go_to(DATES)
    page.keep()
    again = PeoplePage(page.desk)
    assert again.head.views.current == "dates"
    again.deleteLater()
