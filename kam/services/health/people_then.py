"""The people of an account as they stood on a day: who was there, how they were rated, who is lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Final

from kam.analysis.health.churn import LostChampion
from kam.analysis.health.people import RelationPerson, relations
from kam.analysis.health.score import FactorScore
from kam.core.vocabulary import Attitude
from kam.services.health.account_facts import AccountFacts, PersonFacts, RatedOn

_ATTITUDES: Final = {int(each): each for each in Attitude}


class PeopleThen:
    """The people of an account between two days on which something of them changed."""

    def __init__(self, facts: AccountFacts, day: date) -> None:
        self._facts = facts
        self._day = day
        self.there = [(each, _as_rated(each, day)) for each in facts.people if is_there(each, day)]

    @cached_property
    def relations(self) -> FactorScore | None:
        """What they are to us."""
        return relations(person for _, person in self.there)

    @cached_property
    def lost(self) -> tuple[LostChampion, ...]:
        """Who left while they stood for us, or turned away from us, and nobody in their place does now."""
        found = ((each, _lost_on(each, self._day)) for each in self._facts.people)
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
        id=person.id,
        name=person.name,
        roles=state.roles,
        circle=state.circle,
        attitude=None if attitude is None else _ATTITUDES[attitude.value],
        influence=None if influence is None else influence.value,
        rated_on=_later(attitude, influence),
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
    if not person.attitudes or not is_there(person, day):
        return None
    turned: date | None = None
    champion = False
    for each in person.attitudes:
        if each.on > day:
            break
        if each.value >= Attitude.CHAMPION:
            champion, turned = True, None
        elif each.value <= Attitude.NEUTRAL:
            turned = turned or each.on
        else:
            turned = None
    return turned if champion else None
