"""Everybody across all accounts."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from kam.core.errors import NotFoundError
from kam.core.vocabulary import (
    Attitude,
    BuyingRole,
    Circle,
    ContactKind,
    InteractionStatus,
    LineKind,
    RatingKind,
)
from kam.models import ContactPoint, Person, PersonLine, Stakeholder
from kam.services.people.card import read_person
from kam.services.people.directory import Directory, PeopleQuery, PeopleSort, read_directory
from kam.services.people.directory_rows import next_birthday
from kam.services.people.leaving import leave, move_to_account
from kam.services.people.vcards import vcards_of
from tests.builders import NOW, Office


def ask(office: Office, **query: Any) -> Directory:
    return read_directory(office.workspace, PeopleQuery(**query), as_of=NOW)


def labels(office: Office, **query: Any) -> list[str]:
    return [row.label for row in ask(office, **query).rows]


def ago(days: int) -> date:
    return (NOW - timedelta(days=days)).date()


@pytest.fixture
def everybody(office: Office) -> dict[str, Stakeholder]:
    """Four people at two clients, and a vacancy."""
    wire, sweets = office.account("Волгометиз"), office.account("Кондитерская «Заря»")
    people = {
        "Соболева": office.stakeholder(
            wire,
            "Ирина",
            "Соболева",
            roles=(BuyingRole.DECIDER,),
            attitude=Attitude.SUPPORTER,
            influence=5,
            job_title="Директор по закупкам",
            owner_id=office.me,
        ),
        "Зимин": office.stakeholder(
            wire, "Андрей", "Зимин", influence=4, job_title="Генеральный директор", since=ago(400)
        ),
        "Панова": office.stakeholder(
            sweets,
            "Ольга",
            "Панова",
            roles=(BuyingRole.BUYER,),
            attitude=Attitude.NEUTRAL,
            influence=2,
            job_title="Закупщик",
        ),
        "Ёлкин": office.stakeholder(sweets, "Пётр", "Ёлкин"),
        "безопасность": office.add(
            Stakeholder(
                account_id=wire.id, placeholder="Безопасность", placeholder_since=ago(64), circle=Circle.OUTER
            )
        ),
    }
    point = ContactPoint(
        person_id=person_of(people["Панова"]), kind=ContactKind.MOBILE, value="+7 900 765-43-21"
    )
    office.add(point)
    return people


def person_of(place: Stakeholder) -> UUID:
    assert place.person_id is not None
    return place.person_id


def test_everybody_stands_by_name_and_is_counted(office: Office, everybody: dict[str, Stakeholder]) -> None:
    found = ask(office)
    assert [row.label for row in found.rows] == ["Безопасность", "Ёлкин", "Зимин", "Панова", "Соболева"]
    assert (found.people, found.people_in_all, found.places_in_all) == (4, 4, 5)
    assert found.account_totals[everybody["Зимин"].account_id] == 3


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("собол", ["Соболева"]),
        ("елк", ["Ёлкин"]),
        ("директор закуп", ["Соболева"]),
        ("заря", ["Ёлкин", "Панова"]),
        ("7654321", ["Панова"]),
        ("9007654321", ["Панова"]),
        ("ирина волго", ["Соболева"]),
        ("болева", []),
        ("  ", ["Безопасность", "Ёлкин", "Зимин", "Панова", "Соболева"]),
    ],
)
def test_every_typed_word_begins_a_word_of_somebody(
    office: Office, everybody: dict[str, Stakeholder], typed: str, expected: list[str]
) -> None:
    assert labels(office, text=typed) == expected


def test_filters_narrow_together(office: Office, everybody: dict[str, Stakeholder]) -> None:
    assert labels(office, roles=frozenset({BuyingRole.DECIDER, BuyingRole.BUYER})) == ["Панова", "Соболева"]
    assert labels(office, influence_from=4) == ["Зимин", "Соболева"]
    assert labels(office, attitudes=frozenset({None}), circles=frozenset({Circle.CORE})) == ["Ёлкин", "Зимин"]
    assert labels(office, owner_ids=frozenset({office.me})) == ["Соболева"]
    wire = everybody["Зимин"].account_id
    assert labels(office, account_ids=frozenset({wire}), text="директор") == ["Зимин", "Соболева"]


def test_switches_say_how_many_they_would_show(office: Office, everybody: dict[str, Stakeholder]) -> None:
    office.change(everybody["Соболева"], circle=Circle.CORE)
    with office.workspace.reading() as session:
        person = session.get_one(Person, everybody["Зимин"].person_id)
    office.change(person, consent_on=ago(100))
    office.rating(everybody["Ёлкин"], RatingKind.INFLUENCE, 3, ago=91)
    found = ask(office)
    assert (
        found.counts.overdue,
        found.counts.stale,
        found.counts.nameless,
        found.counts.without_consent,
    ) == (
        1,
        1,
        1,
        3,
    )
    assert labels(office, overdue=True) == ["Зимин"]
    assert labels(office, stale=True) == ["Ёлкин"]
    assert labels(office, nameless=True) == ["Безопасность"]
    assert labels(office, without_consent=True) == ["Ёлкин", "Панова", "Соболева"]
    assert ask(office, nameless=True).counts == found.counts
    assert ask(office, text="зимин").counts.nameless == 0


def test_rows_are_sorted_with_what_is_unknown_last_either_way(
    office: Office, everybody: dict[str, Stakeholder]
) -> None:
    influence = PeopleSort.INFLUENCE
    assert labels(office, sort=influence) == ["Панова", "Зимин", "Соболева", "Безопасность", "Ёлкин"]
    assert labels(office, sort=influence, descending=True)[:3] == ["Соболева", "Зимин", "Панова"]
    assert labels(office, sort=PeopleSort.ROLE)[:2] == ["Соболева", "Панова"]
    grouped = ask(office, sort=influence, descending=True, by_account=True).rows
    assert [row.account for row in grouped] == ["Волгометиз"] * 3 + ["Кондитерская «Заря»"] * 2
    assert [row.label for row in grouped][:2] == ["Соболева", "Зимин"]


@pytest.mark.parametrize("sort", PeopleSort)
def test_every_order_shows_everybody(
    office: Office, everybody: dict[str, Stakeholder], sort: PeopleSort
) -> None:
    assert len(labels(office, sort=sort, descending=True, by_account=True)) == 5


def test_a_change_is_seen_at_once_whatever_is_remembered(
    office: Office, everybody: dict[str, Stakeholder]
) -> None:
    assert labels(office, influence_from=5) == ["Соболева"]
    office.rating(everybody["Ёлкин"], RatingKind.INFLUENCE, 5)
    assert labels(office, influence_from=5) == ["Ёлкин", "Соболева"]


def test_who_moved_stands_twice_and_who_left_all_is_shown_when_asked(
    office: Office, everybody: dict[str, Stakeholder]
) -> None:
    wire = everybody["Зимин"].account_id
    move_to_account(office.workspace, everybody["Панова"].id, wire, left_on=ago(3), place={})
    leave(office.workspace, everybody["Ёлкин"].id, ago(3))
    twice = [row for row in ask(office).rows if row.label == "Панова"]
    assert sorted((row.account, row.left_on is None) for row in twice) == [
        ("Волгометиз", True),
        ("Кондитерская «Заря»", False),
    ]
    assert all(row.moved for row in twice)
    assert "Ёлкин" not in labels(office)
    assert "Ёлкин" in labels(office, left=True)


def test_birthdays_ahead_are_found(office: Office, everybody: dict[str, Stakeholder]) -> None:
    for name, on in (
        ("Зимин", date(1970, 11, 23)),
        ("Панова", date(1904, 12, 1)),
        ("Ёлкин", date(1980, 6, 1)),
    ):
        with office.workspace.reading() as session:
            person = session.get_one(Person, everybody[name].person_id)
        office.change(person, birthday=on)
    by_birthday = PeopleSort.BIRTHDAY
    assert labels(office, birthday_within=0) == ["Зимин"]
    assert labels(office, birthday_within=14, sort=by_birthday) == ["Зимин", "Панова"]


@pytest.mark.parametrize(
    ("born", "day", "days"),
    [
        (date(1970, 11, 23), date(2026, 11, 23), 0),
        (date(1970, 11, 22), date(2026, 11, 23), 364),
        (date(1972, 2, 29), date(2027, 2, 27), 1),
        (date(1972, 2, 29), date(2028, 2, 27), 2),
        (date(1972, 2, 29), date(2026, 12, 31), 59),
        (None, date(2026, 11, 23), None),
    ],
)
def test_a_birthday_comes_every_year_and_the_leap_day_on_the_28th(
    born: date | None, day: date, days: int | None
) -> None:
    assert next_birthday(born, day) == days


def test_the_last_and_the_next_contact_stand_beside_the_norm(
    office: Office, everybody: dict[str, Stakeholder]
) -> None:
    place = everybody["Зимин"]
    with office.workspace.reading() as session:
        account = session.get_one(type(office.account()), place.account_id)
    long_ago = datetime.fromisoformat("2026-10-02T10:00")
    office.meeting(account, long_ago, place, status=InteractionStatus.DONE)
    ahead = office.meeting(account, datetime.fromisoformat("2026-12-09T10:00"), place)
    row = next(row for row in ask(office).rows if row.label == "Зимин")
    assert (row.contact_days, row.contact_norm, row.overdue, row.next_contact_id) == (52, 21, True, ahead.id)


def test_a_card_gathers_a_persons_places_contacts_and_lines(
    office: Office, everybody: dict[str, Stakeholder]
) -> None:
    place, boss = everybody["Панова"], everybody["Ёлкин"]
    office.add(PersonLine(from_id=boss.id, to_id=place.id, kind=LineKind.INFLUENCES))
    new = move_to_account(
        office.workspace,
        place.id,
        everybody["Зимин"].account_id,
        left_on=ago(3),
        place={"job_title": "директор"},
    ).value
    card = read_person(office.workspace, person_of(place), as_of=NOW)
    assert [(each.account, each.row.id, each.row.left_on) for each in card.places] == [
        ("Волгометиз", new, None),
        ("Кондитерская «Заря»", place.id, ago(3)),
    ]
    assert [(contact.kind, contact.value) for contact in card.contacts] == [
        (ContactKind.MOBILE, "+7 900 765-43-21")
    ]
    tie = card.places[1].ties[0]
    assert (tie.other_id, tie.other, tie.outgoing) == (boss.id, "Пётр Ёлкин", False)
    assert card.fields["given_name"] == "Ольга"


def test_a_card_of_somebody_erased_is_gone(office: Office) -> None:
    person = office.add(Person(family_name="Х", erased_on=office.today))
    with pytest.raises(NotFoundError, match="person_gone"):
        read_person(office.workspace, person.id, as_of=NOW)


def test_selected_people_go_out_as_vcards_each_once_and_without_our_opinion(
    office: Office, everybody: dict[str, Stakeholder]
) -> None:
    place = everybody["Панова"]
    office.change(place, notes="скрытое мнение")
    second = office.add(Stakeholder(account_id=everybody["Зимин"].account_id, person_id=place.person_id))
    chosen = [everybody["Соболева"].id, place.id, second.id, everybody["безопасность"].id]
    text = vcards_of(office.workspace, chosen).decode()
    assert text.count("BEGIN:VCARD") == 2
    assert text.index("FN:Ирина Соболева") < text.index("FN:Ольга Панова")
    assert "ORG:Кондитерская «Заря»" in text
    assert "TEL;TYPE=CELL:+7 900 765-43-21" in text
    assert "мнение" not in text
