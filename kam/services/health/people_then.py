"""The people of an account as they stood on a day: who was there, how they were rated, who is lost."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Final

from kam.analysis.health.churn import LostChampion
from kam.analysis.health.people import RelationPerson, relations
from kam.analysis.health.score import FactorScore
from kam.core.vocabulary import Attitude
from kam.services.health.account_facts import AccountFacts, PersonFacts, RatedOn

_ATTITUDES: Final = {int(each): each for each in Attitude}
_CHAMPION, _NEUTRAL = int(Attitude.CHAMPION), int(Attitude.NEUTRAL)


class PersonCourse:
    """One of the people through time: told anew only where something of them changed."""

    __slots__ = ("_lost", "_rated", "changes", "facts")

    def __init__(self, facts: PersonFacts) -> None:
        self.facts = facts
        days = [each[0] for each in (*facts.attitudes, *facts.influences, *facts.earlier)]
        days += [on for on in (facts.since, facts.left_on, facts.erased_on) if on is not None]
        self.changes = sorted(days)
        """The days from which something of them was otherwise than before."""
        self._rated: dict[int, RelationPerson | None] = {}
        self._lost: dict[int, date | None] = {}

    def rated(self, day: date) -> RelationPerson | None:
        """Somebody by their roles and ratings of a day; None where they were not there."""
        number = bisect_right(self.changes, day)
        if number not in self._rated:
            self._rated[number] = _as_rated(self.facts, day) if is_there(self.facts, day) else None
        return self._rated[number]

    def lost_on(self, day: date) -> date | None:
        """When somebody who stood for us was lost, as known on a day."""
        number = bisect_right(self.changes, day)
        if number not in self._lost:
            self._lost[number] = _lost_on(self.facts, day)
        return self._lost[number]


class PeopleThen:
    """The people of an account between two days on which something of them changed."""

    def __init__(self, facts: AccountFacts, courses: Iterable[PersonCourse], day: date) -> None:
        self._facts = facts
        self._courses = courses
        self._day = day
        self.there = [(each.facts, found) for each in courses if (found := each.rated(day)) is not None]

    @cached_property
    def relations(self) -> FactorScore | None:
        """What they are to us."""
        return relations(person for _, person in self.there)

    @cached_property
    def lost(self) -> tuple[LostChampion, ...]:
        """Who left while they stood for us, or turned away from us, and nobody in their place does now."""
        found = ((each.facts, each.lost_on(self._day)) for each in self._courses)
        return tuple(
            LostChampion(each.id, each.name, lost_on)
            for each, lost_on in found
            if lost_on is not None and not self._succeeded(each)
        )

    def _succeeded(self, person: PersonFacts) -> bool:
        successor = self._facts.person(person.successor_id)
        return (
            person.left_on is not None
            and successor is not None
            and is_there(successor, self._day)
            and stands_for_us(successor, self._day)
        )


def _as_rated(person: PersonFacts, day: date) -> RelationPerson:
    """Somebody by their roles and ratings of a day; of contact nothing is said yet."""
    state = person.state_on(day) if person.earlier else person.state
    attitude, influence = in_force(person.attitudes, day), in_force(person.influences, day)
    return RelationPerson(
        person.id,
        person.name,
        state.roles,
        state.circle,
        None if attitude is None else _ATTITUDES[attitude.value],
        None if influence is None else influence.value,
        _later(attitude, influence),
        placeholder=state.placeholder,
    )


def is_there(person: PersonFacts, day: date) -> bool:
    """Whether somebody was known to hold their place on a day; on the day of leaving they do not."""
    if person.left_on is not None and person.left_on <= day:
        return False
    if person.erased_on is not None and person.erased_on <= day:
        return False
    if person.since is not None:
        return person.since <= day
    return not person.earlier or person.state_on(day).on_record


def stands_for_us(person: PersonFacts, day: date) -> bool:
    """Whether they were a champion on a day, or a coach who is not against us."""
    held = in_force(person.attitudes, day)
    return RelationPerson(
        id=person.id,
        name=person.name,
        roles=person.state_on(day).roles,
        attitude=None if held is None else _ATTITUDES[held.value],
    ).stands_for_us


def in_force(ratings: Sequence[RatedOn], day: date) -> RatedOn | None:
    """The rating in force on a day; they come in their order."""
    for each in reversed(ratings):
        if each[0] <= day:
            return each
    return None


def _later(one: RatedOn | None, other: RatedOn | None) -> date | None:
    if one is None or other is None:
        return one.on if one is not None else other.on if other is not None else None
    return max(one.on, other.on)


def _lost_on(person: PersonFacts, day: date) -> date | None:
    """When somebody who stood for us was lost: the day they left, or turned neutral or worse."""
    if person.left_on is not None and person.left_on <= day:
        return person.left_on if stands_for_us(person, person.left_on) else None
    if all(each[1] < _CHAMPION for each in person.attitudes) or not is_there(person, day):
        return None
    turned: date | None = None
    champion = False
    for each in person.attitudes:
        if each.on > day:
            break
        if each.value >= _CHAMPION:
            champion, turned = True, None
        elif each.value <= _NEUTRAL:
            turned = turned or each.on
        else:
            turned = None
    return turned if champion else None
