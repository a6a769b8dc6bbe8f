"""Two records of one person become one, and two again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from kam.analysis.same_people import SameBecause
from kam.core.errors import NotFoundError, RuleError
from kam.core.vocabulary import (
    Attitude,
    BuyingRole,
    ContactKind,
    InteractionStatus,
    LineKind,
    RatingKind,
    SatisfactionDriver,
    SurveyMeasure,
    SurveyStatus,
)
from kam.core.words import words_for
from kam.models import (
    Account,
    Commitment,
    ContactPoint,
    Participant,
    Person,
    PersonLine,
    Record,
    Stakeholder,
    SurveyAnswer,
    SurveyRound,
)
from kam.services.history import undo_step
from kam.services.people.identity import likely_same_person, list_duplicates
from kam.services.people.map import read_map
from kam.services.people.merging import merge_persons, merge_places
from kam.services.people.names import NameParts
from kam.services.surveys.answering import put_answer
from kam.services.surveys.drafts import AnswerChanges
from kam.services.surveys.promising import promise_answer
from tests.builders import NOW, Office
from tests.surveys import Circle


def content(office: Office) -> set[tuple[Any, ...]]:
    """Everything about people that is stored, but for version counters."""
    kinds: Iterable[type[Record]] = (Person, ContactPoint, Stakeholder, PersonLine, Participant, SurveyAnswer)
    found: set[tuple[Any, ...]] = set()
    with office.workspace.reading() as session:
        for kind in kinds:
            names = [column.key for column in kind.__table__.columns if column.key != "version"]
            for record in session.scalars(select(kind)):
                found.add((kind.__name__, *(getattr(record, name) for name in names)))
    return found


def person_of(place: Stakeholder) -> UUID:
    assert place.person_id is not None
    return place.person_id


def stored(office: Office, person_id: UUID) -> Person | None:
    with office.workspace.reading() as session:
        return session.get(Person, person_id)


def test_the_kept_one_takes_what_it_lacks_and_what_was_chosen(office: Office) -> None:
    keep = office.add(Person(family_name="Носова", given_name="Вера", notes="пишет сама"))
    other = office.add(
        Person(
            family_name="Носова-Ким",
            given_name="Вера",
            patronymic="Игоревна",
            notes="на звонки не отвечает",
            birthday=date(1904, 3, 14),
            birthday_year_known=False,
            external_id="17",
        )
    )
    merge_persons(office.workspace, keep.id, other.id, {"notes"})
    merged = stored(office, keep.id)
    assert merged is not None
    assert (merged.family_name, merged.patronymic, merged.notes) == (
        "Носова",
        "Игоревна",
        "на звонки не отвечает",
    )
    assert (merged.birthday, merged.birthday_year_known, merged.external_id) == (
        date(1904, 3, 14),
        False,
        "17",
    )
    assert stored(office, other.id) is None
    undo_step(office.workspace)
    assert stored(office, other.id) is not None


def test_contacts_are_joined_without_doubles(office: Office) -> None:
    keep, other = office.add(Person(family_name="Носова")), office.add(Person(family_name="Носова"))
    phone, mail = ContactKind.MOBILE, ContactKind.EMAIL
    office.add(ContactPoint(person_id=keep.id, kind=phone, value="+7 900 123-45-67", preferred=True))
    office.add(ContactPoint(person_id=other.id, kind=phone, value="8 (900) 123 45 67"))
    office.add(ContactPoint(person_id=other.id, kind=phone, value="+7 911 000-00-00", preferred=True))
    office.add(ContactPoint(person_id=other.id, kind=mail, value="vera@zarya.ru", preferred=True))
    merge_persons(office.workspace, keep.id, other.id)
    with office.workspace.reading() as session:
        points = session.scalars(select(ContactPoint).order_by(ContactPoint.id)).all()
    assert [(point.value, point.preferred) for point in points] == [
        ("+7 900 123-45-67", True),
        ("+7 911 000-00-00", False),
        ("vera@zarya.ru", True),
    ]
    assert {point.person_id for point in points} == {keep.id}


def test_places_at_different_clients_stay_two_of_one_person(office: Office) -> None:
    one = office.stakeholder(office.account("Первый"))
    other = office.stakeholder(office.account("Второй"))
    merge_persons(office.workspace, person_of(one), person_of(other))
    with office.workspace.reading() as session:
        places = session.scalars(select(Stakeholder)).all()
    assert {place.person_id for place in places} == {one.person_id}
    assert len(places) == 2


@pytest.fixture
def doubled(office: Office) -> tuple[Account, Stakeholder, Stakeholder, Stakeholder]:
    """One client, somebody who stands there twice with all there can be, and a third."""
    account = office.account()
    third = office.stakeholder(account, family="Шубина")
    keep = office.stakeholder(account, roles=(BuyingRole.DECIDER,), attitude=Attitude.NEUTRAL)
    other = office.stakeholder(
        account,
        roles=(BuyingRole.DECIDER, BuyingRole.BUYER),
        influence=4,
        job_title="директор",
        reports_to_id=keep.id,
        since=date(2024, 1, 1),
    )
    office.change(third, reports_to_id=other.id)
    office.change(keep, reports_to_id=third.id)
    for start, end in ((keep, third), (other, third), (keep, other)):
        office.add(PersonLine(from_id=start.id, to_id=end.id, kind=LineKind.INFLUENCES))
    done = InteractionStatus.DONE
    office.meeting(account, None, keep, other, third, status=done)
    office.meeting(account, None, other, status=done)
    asked = office.add(SurveyRound(title="Осень", measure=SurveyMeasure.NPS, asked_on=office.today))
    for place, score in ((keep, 9), (other, 3)):
        answer = SurveyAnswer(
            account_id=account.id,
            stakeholder_id=place.id,
            round_id=asked.id,
            measure=SurveyMeasure.NPS,
            status=SurveyStatus.ANSWERED,
            score=score,
            on=office.today,
        )
        office.add(answer)
    office.promise(account, "Прислать акт", owner_stakeholder_id=other.id)
    return account, keep, other, third


def test_two_places_at_one_client_become_one_with_all_that_was_known_of_either(
    office: Office, doubled: tuple[Account, Stakeholder, Stakeholder, Stakeholder]
) -> None:
    account, keep, other, third = doubled
    merge_persons(office.workspace, person_of(keep), person_of(other))
    found = read_map(office.workspace, account.id, as_of=NOW)
    row = found.place(keep.id)
    assert row is not None
    assert found.place(other.id) is None
    assert (row.roles, row.attitude.value, row.influence.value, row.job_title, row.since) == (
        (BuyingRole.DECIDER, BuyingRole.BUYER),
        Attitude.NEUTRAL,
        4,
        "директор",
        date(2024, 1, 1),
    )
    assert [(line.from_id, line.to_id) for line in found.relations] == [(keep.id, third.id)]
    with office.workspace.reading() as session:
        seats = session.scalars(select(Participant.stakeholder_id).order_by(Participant.id)).all()
        assert seats == [keep.id, third.id, keep.id]
        said = select(SurveyAnswer.score, SurveyAnswer.round_id.is_not(None)).order_by(SurveyAnswer.score)
        assert [tuple(row) for row in session.execute(said)] == [(3, False), (9, True)]
        assert session.scalars(select(Commitment.owner_stakeholder_id)).all() == [keep.id]


def test_who_answered_under_one_record_has_answered_when_both_become_one(office: Office) -> None:
    """Else a detractor would become somebody who is waited for, and lose the promise that was made."""
    circle = Circle.of(office)
    double = office.stakeholder(circle.mill, "Ирина", "Левашёва")
    asked = circle.ask(circle.irina, double)
    told = circle.answer_of(asked, double).id
    silent = circle.answer_of(asked, circle.irina).id
    put_answer(office.workspace, silent, AnswerChanges(silent=True, comment="В отпуске"))
    put_answer(office.workspace, told, AnswerChanges(score=2, driver=SatisfactionDriver.TRUST))
    promise_answer(office.workspace, told, words_for("ru"))
    before = content(office)
    merge_persons(office.workspace, person_of(circle.irina), person_of(double))
    (answer,) = circle.sheet(asked).answers
    assert (answer.stakeholder_id, answer.score, answer.driver, answer.comment) == (
        circle.irina.id,
        2,
        SatisfactionDriver.TRUST,
        "В отпуске",
    )
    assert answer.promise is not None
    undo_step(office.workspace)
    assert content(office) == before


def test_places_that_become_one_never_report_in_a_circle(
    office: Office, doubled: tuple[Account, Stakeholder, Stakeholder, Stakeholder]
) -> None:
    """Kept → third → other becomes kept → third → kept."""
    account, keep, other, third = doubled
    merge_persons(office.workspace, person_of(keep), person_of(other))
    places = {row.id: row.reports_to for row in read_map(office.workspace, account.id, as_of=NOW).places}
    assert places == {third.id: keep.id, keep.id: None}


def test_undo_makes_two_of_one_again_to_the_last_field(
    office: Office, doubled: tuple[Account, Stakeholder, Stakeholder, Stakeholder]
) -> None:
    before = content(office)
    merge_persons(office.workspace, person_of(doubled[1]), person_of(doubled[2]), {"family_name"})
    assert content(office) != before
    undo_step(office.workspace)
    assert content(office) == before


def test_a_former_place_and_a_present_one_at_a_client_stay_apart(office: Office) -> None:
    account = office.account()
    former = office.stakeholder(account, left_on=office.today - timedelta(days=30))
    present = office.stakeholder(account)
    merge_persons(office.workspace, person_of(former), person_of(present))
    found = read_map(office.workspace, account.id, as_of=NOW)
    assert [row.id for row in found.left] == [former.id]
    assert [row.person_id for row in found.places] == [former.person_id]


def test_a_vacancy_and_who_filled_it_become_one_place(office: Office) -> None:
    account = office.account()
    vacant = office.add(
        Stakeholder(account_id=account.id, placeholder="Финдиректор", placeholder_since=NOW.date())
    )
    office.rating(vacant, RatingKind.INFLUENCE, 4)
    holder = office.stakeholder(account, family="Беляев")
    merge_places(office.workspace, vacant.id, holder.id)
    row = read_map(office.workspace, account.id, as_of=NOW).places[0]
    assert (row.id, row.label, row.influence.value, row.open_days) == (vacant.id, "Беляев", 4, None)


def test_what_cannot_be_one_is_refused(office: Office) -> None:
    account = office.account()
    one, two = office.stakeholder(account), office.stakeholder(account)
    far = office.stakeholder(office.account("Другой"))
    with pytest.raises(RuleError, match="merge_with_oneself"):
        merge_persons(office.workspace, person_of(one), person_of(one))
    with pytest.raises(RuleError, match="merge_two_people"):
        merge_places(office.workspace, one.id, two.id)
    with pytest.raises(RuleError, match="merge_elsewhere"):
        merge_places(office.workspace, one.id, far.id)
    with pytest.raises(TypeError, match="height"):
        merge_persons(office.workspace, person_of(one), person_of(two), {"height"})
    erased = office.add(Person(family_name="", given_name="Имя", erased_on=office.today))
    with pytest.raises(NotFoundError, match="person_gone"):
        merge_persons(office.workspace, person_of(one), erased.id)


def test_who_is_there_already_is_found_by_a_name_typed_in_any_way(office: Office) -> None:
    place = office.stakeholder(office.account("Заря"), "Вера", "Носова")
    for typed in ("Носова Вера", "вера носова", "Vera Nosova", NameParts("Носова", "В.")):
        found = likely_same_person(office.workspace, typed)
        assert [(each.person_id, each.places) for each in found] == [(place.person_id, ("Заря",))]
    assert likely_same_person(office.workspace, "Носова Анна") == ()
    assert likely_same_person(office.workspace, "Носова Вера", but=place.person_id) == ()


def test_who_is_there_already_is_found_by_phone_however_it_is_written(office: Office) -> None:
    person = office.add(Person(family_name="Носова"))
    office.add(ContactPoint(person_id=person.id, kind=ContactKind.MOBILE, value="8 (900) 123-45-67"))
    found = likely_same_person(office.workspace, "", phone="+79001234567")
    assert [(each.person_id, each.because) for each in found] == [(person.id, SameBecause.PHONE)]
    office.change(person, erased_on=office.today)
    assert likely_same_person(office.workspace, "", phone="+79001234567") == ()


def test_everybody_who_stands_there_twice_is_listed_until_they_are_one(office: Office) -> None:
    account = office.account()
    one, two = office.stakeholder(account), office.stakeholder(account)
    office.stakeholder(office.account("Другой"), "Анна", "Носова")
    found = list_duplicates(office.workspace)
    assert [(row.one.person_id, row.other.person_id, row.because) for row in found] == [
        (one.person_id, two.person_id, SameBecause.NAME_HERE)
    ]
    merge_persons(office.workspace, person_of(one), person_of(two))
    assert list_duplicates(office.workspace) == ()
