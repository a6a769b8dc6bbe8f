"""Whose birthday is next."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.birthdays import birthday_after
from kam.core.vocabulary import BuyingRole
from kam.models import Person, Stakeholder
from kam.services.people.dates import Birthdays, read_birthdays
from kam.services.people.directory import PeopleQuery
from kam.services.people.directory_rows import next_birthday
from tests.builders import NOW, Office


def ask(office: Office, **query: Any) -> Birthdays:
    return read_birthdays(office.workspace, PeopleQuery(**query), as_of=NOW)


def born(office: Office, place: Stakeholder, day: date, *, known: bool = True) -> Stakeholder:
    with office.workspace.reading() as session:
        person = session.get_one(Person, place.person_id)
    office.change(person, birthday=day, birthday_year_known=known)
    return place


@pytest.fixture
def three(office: Office) -> list[Stakeholder]:
    """Somebody of today, somebody of 29 February without a year, and somebody whose day nobody knows."""
    account = office.account("Волгометиз")
    return [
        born(office, office.stakeholder(account, "Вера", "Носова"), date(1976, 11, 23)),
        born(office, office.stakeholder(account, "Пётр", "Лунёв"), date(1904, 2, 29), known=False),
        office.stakeholder(account, "Ирина", "Соболева", roles=(BuyingRole.DECIDER,)),
    ]


def test_the_nearest_stands_first_and_who_has_none_is_counted(
    office: Office, three: list[Stakeholder]
) -> None:
    found = ask(office)
    assert [row.name.family for row in found.rows] == ["Носова", "Лунёв"]
    assert found.without == 1
    today, leap = found.rows
    assert (today.days, today.turns, today.is_moved) == (0, 50, False)
    assert (leap.on, leap.days, leap.turns, leap.is_moved) == (date(2027, 2, 28), 97, None, True)


def test_whoever_works_at_two_clients_has_one_birthday(office: Office, three: list[Stakeholder]) -> None:
    other = office.account("Рябинка")
    second = office.add(Stakeholder(account_id=other.id, person_id=three[0].person_id))
    office.add_all()
    found = ask(office)
    assert [row.name.family for row in found.rows] == ["Носова", "Лунёв"]
    assert {place.account for place in found.rows[0].places} == {"Волгометиз", "Рябинка"}
    assert second.id in {place.id for place in found.rows[0].places}


def test_the_same_conditions_narrow(office: Office, three: list[Stakeholder]) -> None:
    assert [row.name.family for row in ask(office, birthday_within=31).rows] == ["Носова"]
    assert [row.name.family for row in ask(office, text="лунёв").rows] == ["Лунёв"]
    assert ask(office, roles=frozenset({BuyingRole.DECIDER})).without == 1
    assert ask(office, without_birthday=True).rows, "asking for dates takes that condition off"


@given(st.dates(date(1904, 1, 1), date(2030, 1, 1)), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_the_next_birthday_is_never_behind_and_at_most_a_year_ahead(birthday: date, day: date) -> None:
    on, days = birthday_after(birthday, day), next_birthday(birthday, day)
    assert on is not None
    assert days == (on - day).days
    assert 0 <= (on - day).days <= 366
    assert on.month == birthday.month
    assert on.day == birthday.day or (birthday.day == 29 and on.day == 28 and birthday.month == 2)
