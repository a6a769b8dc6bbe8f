"""Who decides, who stands for us, and whether we are in touch."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.health.people import Contact, PeopleReason, RelationPerson, contact_kept, relations
from kam.analysis.health.score import FactorScore
from kam.core.vocabulary import Attitude, BuyingRole, Circle

RATED = date(2026, 11, 1)


def person(
    number: int = 1,
    attitude: Attitude | None = None,
    influence: int | None = None,
    *roles: BuyingRole,
    circle: Circle | None = None,
    placeholder: bool = False,
) -> RelationPerson:
    return RelationPerson(
        UUID(int=number),
        f"Person {number}",
        frozenset(roles),
        circle,
        attitude,
        influence,
        RATED if attitude is not None else None,
        placeholder,
    )


def met(
    number: int, days: int, norm: int | None, circle: Circle | None = None, *, placeholder: bool = False
) -> Contact:
    return Contact(person(number, circle=circle, placeholder=placeholder), norm, days)


DECIDER = BuyingRole.DECIDER
EVERYBODY = st.builds(
    lambda number, attitude, influence, decides: person(
        number, attitude, influence, *([DECIDER] if decides else []), circle=Circle.CORE
    ),
    st.integers(1, 50),
    st.none() | st.sampled_from(Attitude),
    st.none() | st.integers(1, 5),
    st.booleans(),
)


def score(*people: RelationPerson) -> int:
    found = relations(people)
    assert found is not None
    assert sum(part.most for part in found.parts) == 100
    return found.score


@pytest.mark.parametrize(
    ("people", "points"),
    [
        ((person(1, Attitude.CHAMPION, 5, DECIDER),), 100),
        ((person(1, Attitude.NEUTRAL, 5, DECIDER),), 50),
        ((person(1, Attitude.OPPONENT, 5, DECIDER),), 20),
        ((person(1, Attitude.SUPPORTER, 3),), 45),
        ((person(1),), 0),
        ((person(1, None, None, DECIDER),), 50),
        ((person(1, Attitude.OPPONENT, 5, DECIDER), person(2, Attitude.CHAMPION, 1)), 50),
    ],
    ids=[
        "champion decides",
        "neutral",
        "opponent decides",
        "one supporter",
        "a name",
        "unrated",
        "outweighed",
    ],
)
def test_people_are_worth_what_they_are_to_us(people: tuple[RelationPerson, ...], points: int) -> None:
    assert score(*people) == points


def test_a_placeholder_is_nobody_and_a_coach_who_is_for_us_stands_for_us() -> None:
    assert relations([person(1, placeholder=True)]) is None
    coach = person(1, Attitude.SUPPORTER, 2, BuyingRole.COACH)
    found = relations([coach])
    assert found is not None
    assert found.parts[1].reason.code is PeopleReason.CHAMPION
    assert found.parts[1].records == (coach.id,)


@given(st.lists(EVERYBODY, min_size=1, max_size=8, unique_by=lambda each: each.id))
def test_the_factors_are_bounded_and_a_warmer_person_never_harms(people: list[RelationPerson]) -> None:
    for found in (relations(people), contact_kept(Contact(each, 30, each.id.int * 8) for each in people)):
        assert found is not None
        assert 0 <= found.score <= 100
    first = people[0]
    if first.attitude is not None and first.attitude < Attitude.CHAMPION:
        warmer = person(first.id.int, Attitude.of(first.attitude + 1), first.influence, *first.roles)
        assert score(warmer, *people[1:]) >= score(*people)


def contact(*people: Contact) -> FactorScore:
    found = contact_kept(people)
    assert found is not None
    return found


def test_contact_is_kept_by_the_norm_of_the_circle() -> None:
    fresh, stale = met(1, 21, norm=21), met(2, 63, norm=21)
    assert contact(fresh).score == 100
    assert contact(stale).score == 0
    assert contact(met(1, 40, norm=20)).score == 50
    near = met(3, 63, norm=21, circle=Circle.CORE)
    far = met(4, 0, norm=21, circle=Circle.OUTER)
    assert contact(near, far).score == 25


def test_who_waits_longest_is_named_first() -> None:
    found = contact(met(1, 15, norm=10), met(2, 90, norm=10), met(3, 1, norm=10))
    (part,) = found.parts
    assert part.reason.places["names"] == "Person 2, Person 1"
    assert part.records == (UUID(int=2), UUID(int=1))


def test_nobody_with_a_norm_leaves_contact_out() -> None:
    assert contact_kept([met(1, 9, norm=None), met(2, 9, norm=30, placeholder=True)]) is None
