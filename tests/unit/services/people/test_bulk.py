"""The same fields of many people, in one step."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kam.core.field_errors import FieldErrors
from kam.core.ids import new_id
from kam.core.vocabulary import Circle, ContactKind
from kam.models import Person, Stakeholder
from kam.services.history import undo_step
from kam.services.people.bulk import change_people, read_in_common
from tests.builders import Office


@pytest.fixture
def places(office: Office) -> list[Stakeholder]:
    """Two people, and a place without a name."""
    account = office.account()
    return [
        office.stakeholder(account, "Ирина", "Соболева", owner_id=office.me, department="Закупки"),
        office.stakeholder(account, "Виктор", "Мальцев", department="Закупки"),
        office.add(Stakeholder(account_id=account.id, placeholder="Безопасность", circle=Circle.OUTER)),
    ]


def people(office: Office) -> list[Person]:
    with office.workspace.reading() as session:
        return [*session.query(Person).order_by(Person.family_name)]


def test_what_they_have_in_common_is_read(office: Office, places: list[Stakeholder]) -> None:
    found = read_in_common(office.workspace, [place.id for place in places])
    assert found["owner_id"] == {office.me, None}
    assert found["department"] == {"Закупки", None}
    assert found["circle"] == {Circle.CORE, Circle.OUTER}
    assert found["languages"] == {None}
    assert read_in_common(office.workspace, [places[2].id])["languages"] == frozenset(), "nobody is there"


def test_places_and_who_holds_them_change_in_one_step(office: Office, places: list[Stakeholder]) -> None:
    ids = [place.id for place in places]
    before = office.last_step()
    day = office.today - timedelta(days=3)
    changes = {
        "owner_id": office.me,
        "cadence_days": 30,
        "languages": "русский",
        "preferred_channel": ContactKind.MOBILE,
        "consent_on": day,
    }
    assert change_people(office.workspace, ids, changes).value == 3
    assert office.last_step() == before + 1
    with office.workspace.reading() as session:
        stored = [session.get_one(Stakeholder, each) for each in ids]
    assert {(each.owner_id, each.cadence_days) for each in stored} == {(office.me, 30)}
    assert {each.department for each in stored} == {"Закупки", None}, "what is not named stays"
    assert {(each.languages, each.consent_on) for each in people(office)} == {("русский", day)}
    undo_step(office.workspace)
    assert {each.languages for each in people(office)} == {None}


def test_who_was_erased_gets_nothing(office: Office, places: list[Stakeholder]) -> None:
    erased = people(office)[0]
    office.change(erased, erased_on=office.today)
    change_people(office.workspace, [place.id for place in places], {"languages": "русский"})
    assert [each.languages for each in people(office) if each.id == erased.id] == [None]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("owner_id", new_id()),
        ("cadence_days", 0),
        ("consent_on", date(2027, 1, 1)),
        ("department", "д" * 301),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_written(
    office: Office, places: list[Stakeholder], field: str, value: object
) -> None:
    before = office.last_step()
    with pytest.raises(FieldErrors) as refused:
        change_people(
            office.workspace, [place.id for place in places], {"circle": Circle.OUTER, field: value}
        )
    assert [error.field for error in refused.value.errors] == [field]
    assert office.last_step() == before


def test_a_field_of_one_person_alone_is_not_set_for_many(office: Office, places: list[Stakeholder]) -> None:
    with pytest.raises(TypeError):
        change_people(office.workspace, [places[0].id], {"external_id": "17"})
