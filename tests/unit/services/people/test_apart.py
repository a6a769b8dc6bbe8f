"""Who seems to stand there twice, and who was told apart."""

from __future__ import annotations

from uuid import UUID

import pytest

from kam.analysis.same_people import SameBecause
from kam.core.errors import NotFoundError, RuleError
from kam.core.ids import new_id
from kam.core.vocabulary import ContactKind
from kam.models import ContactPoint, Person
from kam.services.history import undo_step
from kam.services.people.apart import doubt_again, read_duplicates, tell_apart
from kam.services.people.merging import merge_persons
from tests.builders import Office


def pairs(office: Office) -> list[frozenset[UUID]]:
    return [row.id for row in read_duplicates(office.workspace).waiting]


def apart(office: Office) -> list[frozenset[UUID]]:
    return [row.id for row in read_duplicates(office.workspace).apart]


def person(office: Office, family: str = "Носова", given: str = "Вера") -> Person:
    return office.add(Person(family_name=family, given_name=given, patronymic="Игоревна"))


def test_all_that_speaks_for_it_is_told_with_what_they_share(office: Office) -> None:
    one, other = person(office), person(office)
    office.add(ContactPoint(person_id=one.id, kind=ContactKind.MOBILE, value="+7 900 123-45-67"))
    office.add(ContactPoint(person_id=other.id, kind=ContactKind.MOBILE, value="8 (900) 123 45 67"))
    (row,) = read_duplicates(office.workspace).waiting
    assert row.because is SameBecause.PHONE
    assert row.reasons == (SameBecause.PHONE, SameBecause.FULL_NAME)
    assert row.shared == ("8 (900) 123 45 67",), "as somebody wrote it"
    assert (row.one.person_id, row.other.person_id) == (one.id, other.id), "the older record first"


def test_two_people_told_apart_wait_no_more_until_they_are_doubted(office: Office) -> None:
    one, other, third = person(office), person(office), person(office)
    tell_apart(office.workspace, [(other.id, one.id)])
    both = frozenset((one.id, other.id))
    assert both not in pairs(office)
    assert apart(office) == [both]
    assert len(pairs(office)) == 2, "each of them may still be the third"
    doubt_again(office.workspace, [(one.id, other.id)])
    assert both in pairs(office)
    undo_step(office.workspace)
    assert apart(office) == [both]
    assert third.id in frozenset().union(*pairs(office))


def test_who_was_told_apart_from_one_who_is_merged_is_apart_from_who_stays(office: Office) -> None:
    keep, other, third = person(office), person(office), person(office)
    tell_apart(office.workspace, [(other.id, third.id), (keep.id, other.id)])
    merge_persons(office.workspace, keep.id, other.id)
    assert pairs(office) == []
    assert apart(office) == [frozenset((keep.id, third.id))]
    undo_step(office.workspace)
    assert set(apart(office)) == {frozenset((other.id, third.id)), frozenset((keep.id, other.id))}


def test_only_two_who_are_there_can_be_told_apart(office: Office) -> None:
    one = person(office)
    with pytest.raises(RuleError):
        tell_apart(office.workspace, [(one.id, one.id)])
    with pytest.raises(NotFoundError):
        tell_apart(office.workspace, [(one.id, new_id())])
