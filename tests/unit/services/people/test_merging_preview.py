"""What there is to decide before two records become one person, and that the decisions hold."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from kam.core.errors import NotFoundError, RuleError
from kam.core.ids import new_id
from kam.core.vocabulary import Circle, ContactKind
from kam.models import ContactPoint, Person, Stakeholder
from kam.services.history import undo_step
from kam.services.people.merging import PERSON_FIELDS, PLACE_FIELDS, merge_persons
from kam.services.people.merging_preview import PersonMergePreview, YearlessDay, preview_person_merge
from tests.builders import NOW, Office


def preview(office: Office, keep: UUID, other: UUID) -> PersonMergePreview:
    return preview_person_merge(office.workspace, keep, other, as_of=NOW)


def held(place: Stakeholder) -> UUID:
    assert place.person_id is not None
    return place.person_id


def test_what_both_have_is_asked_and_what_one_lacks_is_filled(office: Office) -> None:
    keep = office.add(
        Person(family_name="Носова", given_name="Вера", birthday=date(1980, 3, 14), notes="пишет")
    )
    other = office.add(
        Person(
            family_name="Носова",
            given_name="В.",
            patronymic="Игоревна",
            birthday=date(1904, 3, 14),
            birthday_year_known=False,
        )
    )
    found = preview(office, keep.id, other.id)
    assert {each.name: (each.keep, each.other) for each in found.choices} == {
        "given_name": ("Вера", "В."),
        "birthday": (date(1980, 3, 14), YearlessDay(3, 14)),
    }
    assert found.filled == ("patronymic",)


def test_what_comes_over_is_told(office: Office) -> None:
    here, there = office.account("Заря"), office.account("Рябинка")
    keep, double = office.stakeholder(here), office.stakeholder(here)
    office.add(Stakeholder(account_id=there.id, person_id=held(double)))
    office.add(ContactPoint(person_id=held(keep), kind=ContactKind.EMAIL, value="vera@zarya.ru"))
    office.add(ContactPoint(person_id=held(double), kind=ContactKind.EMAIL, value="VERA@zarya.ru"))
    office.add(ContactPoint(person_id=held(double), kind=ContactKind.PHONE, value="+7 900 1112233"))
    office.meeting(here, None, double)
    found = preview(office, held(keep), held(double))
    assert found.contacts == ("+7 900 1112233",)
    assert found.moved == ("Рябинка",)
    assert [place.account for place in found.places] == ["Заря"]
    assert (found.keep.meetings, found.other.meetings) == (0, 1)
    assert found.other.places == ("Заря", "Рябинка")


def test_where_two_places_become_one_each_field_is_chosen(office: Office) -> None:
    account = office.account()
    keep = office.stakeholder(account, job_title="Закупщик", avoid="цены", owner_id=office.me)
    ours = office.colleague("Олег Грачёв")
    other = office.stakeholder(
        account, job_title="Начальник закупок", avoid="сроки", owner_id=ours.id, notes="новое"
    )
    (place,) = preview(office, held(keep), held(other)).places
    assert {each.name: (each.keep, each.other) for each in place.choices} == {
        "job_title": ("Закупщик", "Начальник закупок"),
        "avoid": ("цены", "сроки"),
        "owner_id": ("Мария Кречетова", "Олег Грачёв"),
    }
    merge_persons(office.workspace, held(keep), held(other), (), {other.id: {"job_title", "owner_id"}})
    with office.workspace.reading() as session:
        merged = session.get_one(Stakeholder, keep.id)
        assert (merged.job_title, merged.avoid, merged.owner_id, merged.notes, merged.circle) == (
            "Начальник закупок",
            "цены",
            ours.id,
            "новое",
            Circle.CORE,
        )
    undo_step(office.workspace)
    with office.workspace.reading() as session:
        assert session.get_one(Stakeholder, keep.id).job_title == "Закупщик"
        assert session.get(Stakeholder, other.id) is not None


def test_there_must_be_two(office: Office) -> None:
    one = office.add(Person(family_name="Носова"))
    with pytest.raises(RuleError):
        preview(office, one.id, one.id)
    with pytest.raises(NotFoundError):
        preview(office, one.id, new_id())


def test_a_field_that_is_none_is_a_mistake_of_ours(office: Office) -> None:
    one, other = office.add(Person(family_name="Носова")), office.add(Person(family_name="Носова"))
    with pytest.raises(TypeError):
        merge_persons(office.workspace, one.id, other.id, {"name_key"})
    assert "name_key" not in PERSON_FIELDS
    assert "account_id" not in PLACE_FIELDS
