"""Putting people on the map and changing what is known of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from kam.core.errors import ConflictError, NotFoundError, RuleError
from kam.core.field_errors import FieldErrors
from kam.core.ids import new_id
from kam.core.vocabulary import BuyingRole, Circle, ContactKind, RatingKind
from kam.models import Account, BusinessUnit, ContactPoint, Person, Rating, Stakeholder
from kam.services.history import undo_step
from kam.services.people.forms import ContactDraft
from kam.services.people.map import read_map
from kam.services.people.placing import (
    add_person,
    add_placeholder,
    add_stakeholder,
    assign_owner,
    delete_person,
    delete_stakeholder,
    edit_person,
    edit_person_and_place,
    edit_stakeholder,
    name_placeholder,
)
from kam.services.people.rows import PlaceRow
from tests.builders import NOW, Office


def rows(office: Office, account: Account) -> list[PlaceRow]:
    return list(read_map(office.workspace, account.id, as_of=NOW).places)


def stored(office: Office, person_id: object) -> Person | None:
    with office.workspace.reading() as session:
        return session.get(Person, person_id)


def reach(office: Office) -> list[tuple[ContactKind, str]]:
    with office.workspace.reading() as session:
        points = session.scalars(select(ContactPoint).order_by(ContactPoint.value))
        return [(point.kind, point.value) for point in points]


def codes(caught: pytest.ExceptionInfo[FieldErrors]) -> dict[str, str]:
    return {each.field: each.code for each in caught.value.errors}


def test_a_new_person_gets_a_place_roles_and_contacts_in_one_step(office: Office) -> None:
    account = office.account()
    boss = office.stakeholder(account, family="Зимин")
    before = office.last_step()
    add_stakeholder(
        office.workspace,
        account.id,
        {
            "family_name": "Мальцев",
            "given_name": "Виктор",
            "contacts": [ContactDraft(ContactKind.MOBILE, "+7 900 123-45-67")],
        },
        {"job_title": "Технический директор", "circle": Circle.CORE, "roles": [BuyingRole.INFLUENCER]},
        boss_id=boss.id,
    )
    assert office.last_step() == before + 1
    row = rows(office, account)[-1]
    assert (row.name.full, row.job_title, row.roles, row.reports_to) == (
        "Виктор Мальцев",
        "Технический директор",
        (BuyingRole.INFLUENCER,),
        boss.id,
    )
    assert reach(office) == [(ContactKind.MOBILE, "+7 900 123-45-67")]
    undo_step(office.workspace)
    assert len(rows(office, account)) == 1
    assert reach(office) == []


def test_a_person_who_is_known_gets_a_second_place_and_stays_one(office: Office) -> None:
    one, other = office.account("Первый"), office.account("Второй")
    person = add_person(office.workspace, {"given_name": "Анна"}).value
    for account in (one, other):
        add_stakeholder(office.workspace, account.id, person, {})
    assert rows(office, one)[0].person_id == rows(office, other)[0].person_id == person
    assert rows(office, one)[0].label == "Анна"


def test_every_wrong_field_of_a_new_person_is_named_and_nothing_is_written(office: Office) -> None:
    account, foreign = office.account(), office.account("Чужой")
    unit = office.add(BusinessUnit(account_id=foreign.id, name="Цех"))
    tomorrow = office.today + timedelta(days=1)
    steps = office.last_step()
    with pytest.raises(FieldErrors) as caught:
        add_stakeholder(
            office.workspace,
            account.id,
            {
                "family_name": " ",
                "patronymic": "я" * 201,
                "birthday": tomorrow,
                "contacts": [
                    ContactDraft(ContactKind.EMAIL, "malcev"),
                    ContactDraft(ContactKind.PHONE, "нет"),
                    ContactDraft(ContactKind.MESSENGER, " "),
                ],
            },
            {"cadence_days": 0, "unit_id": unit.id, "owner_id": new_id(), "cares_about": "я" * 501},
            boss_id=office.stakeholder(foreign).id,
        )
    assert codes(caught) == {
        "person.family_name": "people.without_name",
        "person.patronymic": "field.too_long",
        "person.birthday": "field.in_future",
        "person.contacts.0.value": "people.not_an_email",
        "person.contacts.1.value": "people.not_a_phone",
        "person.contacts.2.value": "field.required",
        "cadence_days": "field.out_of_range",
        "unit_id": "dossier.not_their_unit",
        "owner_id": "colleague.gone",
        "cares_about": "field.too_long",
        "boss_id": "people.boss_elsewhere",
    }
    assert office.last_step() == steps + 1, "only the foreign boss was made"


def test_a_vacancy_waits_for_its_name_and_takes_it(office: Office) -> None:
    account = office.account()
    vacancy = add_placeholder(
        office.workspace, account.id, "Начальник службы безопасности", {"circle": Circle.OUTER}
    ).value
    office.rating(office_place(office, vacancy), RatingKind.INFLUENCE, 3)
    row = rows(office, account)[0]
    assert (row.placeholder, row.open_days, row.placeholder_since) == (
        "Начальник службы безопасности",
        0,
        office.today,
    )
    name_placeholder(
        office.workspace, vacancy, {"family_name": "Савченко"}, version=row.version, since=date(2026, 11, 1)
    )
    named = rows(office, account)[0]
    assert (named.id, named.label, named.open_days, named.influence.value) == (vacancy, "Савченко", None, 3)
    assert named.since == date(2026, 11, 1)
    with pytest.raises(RuleError, match="named_already"):
        name_placeholder(office.workspace, vacancy, {"family_name": "Другой"}, version=named.version)


def office_place(office: Office, stakeholder_id: object) -> Stakeholder:
    with office.workspace.reading() as session:
        return session.get_one(Stakeholder, stakeholder_id)


def test_a_vacancy_needs_a_description(office: Office) -> None:
    with pytest.raises(FieldErrors) as caught:
        add_placeholder(office.workspace, office.account().id, "  ", {})
    assert codes(caught) == {"placeholder": "people.without_description"}


def test_fields_of_a_person_are_changed_one_by_one(office: Office) -> None:
    person = add_person(office.workspace, {"family_name": "Носова", "given_name": "Вера"}).value
    version = edit_person(
        office.workspace,
        person,
        {
            "birthday": date(2000, 3, 14),
            "birthday_year_known": False,
            "preferred_channel": ContactKind.MESSENGER,
        },
        version=1,
    ).value
    known = stored(office, person)
    assert known is not None
    assert (known.birthday, known.full_name, known.version) == (date(1904, 3, 14), "Вера Носова", version)
    with pytest.raises(ConflictError, match="changed_meanwhile"):
        edit_person(office.workspace, person, {"notes": "поздно"}, version=1)


def test_contacts_become_those_of_the_form(office: Office) -> None:
    phone, mail = ContactKind.PHONE, ContactKind.EMAIL
    drafts = [ContactDraft(phone, "111-11"), ContactDraft(mail, "vera@zarya.ru")]
    person = add_person(office.workspace, {"family_name": "Носова", "contacts": drafts}).value
    with office.workspace.reading() as session:
        kept = session.scalars(select(ContactPoint.id).where(ContactPoint.kind == phone)).one()
    changed = [ContactDraft(phone, "222-22", id=kept), ContactDraft(ContactKind.MESSENGER, "@nosova")]
    edit_person(office.workspace, person, {"contacts": changed}, version=1)
    assert reach(office) == [(phone, "222-22"), (ContactKind.MESSENGER, "@nosova")]
    undo_step(office.workspace)
    assert reach(office) == [(phone, "111-11"), (mail, "vera@zarya.ru")]
    twice = [ContactDraft(phone, "+7 900 123-45-67"), ContactDraft(phone, "8 (900) 1234567")]
    with pytest.raises(FieldErrors) as caught:
        edit_person(office.workspace, person, {"contacts": twice}, version=stored_version(office, person))
    assert codes(caught) == {"contacts.1.value": "people.contact_twice"}


def stored_version(office: Office, person_id: object) -> int:
    person = stored(office, person_id)
    assert person is not None
    return person.version


def test_a_number_belongs_to_one_person(office: Office) -> None:
    add_person(office.workspace, {"family_name": "Первый", "external_id": "17"})
    with pytest.raises(FieldErrors) as caught:
        add_person(office.workspace, {"family_name": "Второй", "external_id": "17"})
    assert codes(caught) == {"external_id": "import.number_taken"}


def test_roles_become_those_of_the_form(office: Office) -> None:
    account = office.account()
    place = office.stakeholder(account, roles=(BuyingRole.USER, BuyingRole.BUYER))
    wanted = [BuyingRole.BUYER, BuyingRole.DECIDER]
    edit_stakeholder(office.workspace, place.id, {"roles": wanted, "department": "Закупки"}, version=1)
    row = rows(office, account)[0]
    assert (row.roles, row.department) == ((BuyingRole.DECIDER, BuyingRole.BUYER), "Закупки")
    with pytest.raises(ConflictError):
        edit_stakeholder(office.workspace, place.id, {"department": "Сбыт"}, version=1)


def test_nobody_begins_after_they_left(office: Office) -> None:
    place = office.stakeholder(office.account(), left_on=date(2026, 10, 1))
    with pytest.raises(FieldErrors) as caught:
        edit_stakeholder(office.workspace, place.id, {"since": date(2026, 10, 2)}, version=1)
    assert codes(caught) == {"since": "people.since_after_leaving"}


def test_one_of_us_is_assigned_to_several_at_once(office: Office) -> None:
    account = office.account()
    places = [office.stakeholder(account, family=name) for name in ("Рожков", "Беляев")]
    before = office.last_step()
    assign_owner(office.workspace, [place.id for place in places], office.me)
    assert [row.owner for row in rows(office, account)] == ["Мария Кречетова"] * 2
    assert office.last_step() == before + 1


def test_a_place_deleted_by_mistake_hands_its_reports_up_and_comes_back(office: Office) -> None:
    account = office.account()
    top = office.stakeholder(account, family="Зимин")
    middle = office.stakeholder(account, family="Мальцев", reports_to_id=top.id, influence=4)
    low = office.stakeholder(account, family="Шубина", reports_to_id=middle.id)
    delete_stakeholder(office.workspace, middle.id)
    assert [(row.id, row.reports_to) for row in rows(office, account)] == [(top.id, None), (low.id, top.id)]
    assert stored(office, middle.person_id) is not None
    undo_step(office.workspace)
    assert [row.reports_to for row in rows(office, account)] == [None, top.id, middle.id]
    assert rows(office, account)[1].influence.value == 4


def test_a_person_deleted_by_mistake_goes_with_all_places(office: Office) -> None:
    account = office.account()
    place = office.stakeholder(account, influence=4)
    assert place.person_id is not None
    delete_person(office.workspace, place.person_id)
    assert rows(office, account) == []
    with office.workspace.reading() as session:
        assert session.scalars(select(Rating)).all() == []
    with pytest.raises(NotFoundError, match="person_gone"):
        delete_person(office.workspace, place.person_id)


def test_a_person_and_their_place_are_changed_in_one_step(office: Office) -> None:
    account = office.account()
    office.stakeholder(account, "Виктор", "Мальцев")
    (row,) = rows(office, account)
    edit_person_and_place(
        office.workspace,
        row.id,
        {"patronymic": "Сергеевич"},
        {"job_title": "технический директор"},
        person_version=row.person_version,
        version=row.version,
    )
    (changed,) = rows(office, account)
    assert (changed.name.patronymic, changed.job_title) == ("Сергеевич", "технический директор")
    undo_step(office.workspace)
    (back,) = rows(office, account)
    assert (back.name.patronymic, back.job_title) == ("", None)


def test_what_is_wrong_with_a_person_keeps_the_place_as_it_was(office: Office) -> None:
    account = office.account()
    office.stakeholder(account, "Виктор", "Мальцев")
    (row,) = rows(office, account)
    with pytest.raises(FieldErrors) as caught:
        edit_person_and_place(
            office.workspace,
            row.id,
            {"family_name": None, "given_name": None},
            {"job_title": "директор"},
            person_version=row.person_version,
            version=row.version,
        )
    assert caught.value.of("person.family_name") is not None
    (same,) = rows(office, account)
    assert same.job_title is None


def test_a_form_filled_from_an_older_place_is_refused_but_not_for_the_person_alone(office: Office) -> None:
    account = office.account()
    office.stakeholder(account, "Виктор", "Мальцев")
    (row,) = rows(office, account)
    edit_stakeholder(office.workspace, row.id, {"job_title": "директор"}, version=row.version)
    with pytest.raises(ConflictError):
        edit_person_and_place(
            office.workspace,
            row.id,
            {},
            {"department": "Закупки"},
            person_version=row.person_version,
            version=row.version,
        )
    edit_person_and_place(
        office.workspace,
        row.id,
        {"interests": "лыжи"},
        {},
        person_version=row.person_version,
        version=row.version,
    )
    (now,) = rows(office, account)
    assert now.department is None


def test_a_place_without_a_name_has_no_person_to_change(office: Office) -> None:
    account = office.account()
    add_placeholder(office.workspace, account.id, "Начальник охраны", {})
    (row,) = rows(office, account)
    with pytest.raises(NotFoundError):
        edit_person_and_place(
            office.workspace, row.id, {"given_name": "Пётр"}, {}, person_version=None, version=row.version
        )
