"""People as files for other programs."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from kam.core.vocabulary import Attitude, BuyingRole, ContactKind, RatingKind
from kam.core.words import words_for
from kam.models import ContactPoint, Person, Stakeholder
from kam.services.people.dates import read_birthdays
from kam.services.people.directory import PeopleQuery, read_directory
from kam.services.people.exporting import birthdays_table, export_birthdays, export_people, people_table
from kam.services.people.lines import AT_A_CLIENT, PersonColumn, PersonLine, line_of_place, line_of_row
from kam.services.people.map import read_map
from kam.services.tables import TableFormat
from tests.builders import NOW, Office

RUSSIAN = words_for("ru")


@pytest.fixture
def places(office: Office) -> list[Stakeholder]:
    account = office.account("Волгометиз")
    rated = office.stakeholder(
        account,
        "Вера",
        "Носова",
        attitude=Attitude.SUPPORTER,
        influence=4,
        roles=(BuyingRole.DECIDER, BuyingRole.USER),
        job_title="=Директор",
        owner_id=office.me,
    )
    office.rating(rated, RatingKind.ATTITUDE, Attitude.SUPPORTER, target=int(Attitude.CHAMPION))
    office.meeting(account, None, rated)
    with office.workspace.reading() as session:
        person = session.get_one(Person, rated.person_id)
    office.change(person, patronymic="Игоревна", birthday=date(1904, 2, 29), birthday_year_known=False)
    office.add(ContactPoint(person_id=person.id, kind=ContactKind.EMAIL, value="vera@volga.ru"))
    return [rated, office.add(Stakeholder(account_id=account.id, placeholder="Безопасность"))]


def lines(office: Office) -> list[PersonLine]:
    rows = read_directory(office.workspace, PeopleQuery(), as_of=NOW).rows
    return [line_of_row(row) for row in rows]


def test_what_is_shown_is_written_with_its_values_apart(office: Office, places: list[Stakeholder]) -> None:
    table = people_table(lines(office), list(PersonColumn), RUSSIAN)
    heads = [column.heading for column in table.columns]
    assert len(heads) == len(set(heads)) == len(PersonColumn) + 2, "attitude and contact are two each"
    cells = dict(zip(heads, table.rows[1], strict=True))
    assert cells["Человек"] == "Носова Вера Игоревна"
    assert cells["Роль"] == "принимает решение (ЛПР), пользователь"
    assert (cells["Отношение"], cells["Цель"]) == ("сторонник", "союзник")
    assert cells["День рождения"] == "29.02", "a day without its year is no date"
    assert cells["Почта"] == "vera@volga.ru"
    assert cells["Ведёт"] == "Мария Кречетова"
    assert table.rows[0][0] == "Имя неизвестно"


def test_a_file_is_written_that_spreadsheets_read_as_text(
    office: Office, places: list[Stakeholder], tmp_path: Path
) -> None:
    columns = [PersonColumn.NAME, PersonColumn.JOB_TITLE]
    path = export_people(lines(office), columns, tmp_path / "люди.csv", TableFormat.CSV, RUSSIAN, NOW)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert rows[0] == ["Человек", "Должность"]
    assert rows[2] == ["Носова Вера Игоревна", "'=Директор"]
    book = export_people(lines(office), columns, tmp_path / "люди.xlsx", TableFormat.XLSX, RUSSIAN, NOW)
    assert book.read_bytes().startswith(b"PK")


def test_the_people_of_a_client_have_the_same_columns(office: Office, places: list[Stakeholder]) -> None:
    found = read_map(office.workspace, places[0].account_id, as_of=NOW)
    from_map = [line_of_place(row, found.account) for row in found.places]
    common = [each for each in AT_A_CLIENT if each not in {PersonColumn.LEVELS, PersonColumn.CARES}]
    by_map, by_list = (
        sorted(people_table(each, common, RUSSIAN).rows, key=str) for each in (from_map, lines(office))
    )
    assert by_map == by_list


def test_birthdays_are_written_with_the_day_they_are_kept(
    office: Office, places: list[Stakeholder], tmp_path: Path
) -> None:
    rows = read_birthdays(office.workspace, PeopleQuery(), as_of=NOW).rows
    table = birthdays_table(rows, RUSSIAN)
    assert table.rows[0][:5] == (date(2027, 2, 28), 97, "Носова Вера Игоревна", None, "29.02")
    path = export_birthdays(rows, tmp_path / "дни.xlsx", TableFormat.XLSX, RUSSIAN, NOW)
    assert path.stat().st_size
