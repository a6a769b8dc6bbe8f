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


class PeopleOverTime:
    """The people of an account through time: told once between two changes of anybody of them."""

    def __init__(self, facts: AccountFacts) -> None:
        self._facts = facts
        first = facts.since or date.min
        changes = sorted(
            [(day, number) for number, each in enumerate(facts.people) for day in _changes(each, first)]
        )
        self._days = [day for day, _ in changes]
        self._whose = [number for _, number in changes]
        self._losable = [each for each in facts.people if _may_be_lost(each)]
        self._told: dict[int, PeopleThen] = {}
        self._last = 0
        """So many changes had been by the day that was told last."""

    def on(self, day: date) -> PeopleThen:
        """The people as of a day; the same as of any other between the same changes."""
        been = bisect_right(self._days, day)
        then = self._told.get(been)
        if then is None:
            then = self._told[been] = PeopleThen(self._facts, self._rated(been, day), self._losable, day)
            self._last = been
        return then

    def _rated(self, been: int, day: date) -> list[RelationPerson | None]:
        """Everybody as of a day: those told last, but for whoever changed in between."""
        people = self._facts.people
        near = self._told.get(self._last)
        if near is None:
            return [_as_rated(each, day) for each in people]
        rated = list(near.rated)
        first, last = sorted((been, self._last))
        for number in set(self._whose[first:last]):
            rated[number] = _as_rated(people[number], day)
        return rated


def _changes(person: PersonFacts, after: date) -> list[date]:
    """The days from which something of somebody was otherwise than before."""
    days: list[date] = []
    attitudes, influences = person.attitudes, person.influences
    if attitudes and attitudes[-1].on > after:
        days += [each.on for each in attitudes if each.on > after]
    if influences and influences[-1].on > after:
        days += [each.on for each in influences if each.on > after]
    if person.earlier:
        days += [each.until for each in person.earlier if each.until > after]
    since, left, erased = person.since, person.left_on, person.erased_on
    if since is not None and since > after:
        days.append(since)
    if left is not None and left > after:
        days.append(left)
    if erased is not None and erased > after:
        days.append(erased)
    return days


class PeopleThen:
    """The people of an account between two days on which something of them changed.

    ``rated`` has them in their order by their roles and ratings; None for whoever was not there.
    """

    def __init__(
        self,
        facts: AccountFacts,
        rated: Sequence[RelationPerson | None],
        losable: Iterable[PersonFacts],
        day: date,
    ) -> None:
        self.rated = rated
        self._facts = facts
        self._losable = losable
        self._day = day

    @cached_property
    def relations(self) -> FactorScore | None:
        """What they are to us."""
        return relations(self.rated)

    @cached_property
    def lost(self) -> tuple[LostChampion, ...]:
        """Who left while they stood for us, or turned away from us, and nobody in their place does now."""
        found = ((each, _lost_on(each, self._day)) for each in self._losable)
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


def _as_rated(person: PersonFacts, day: date) -> RelationPerson | None:
    """Somebody by their roles and ratings of a day; None where they were not there."""
    if not is_there(person, day):
        return None
    state = person.state_on(day) if person.earlier else person.state
    attitude, influence = in_force(person.attitudes, day), in_force(person.influences, day)
    roles, circle, _, placeholder, _ = state
    return RelationPerson(
        person.id,
        person.name,
        roles,
        circle,
        None if attitude is None else _ATTITUDES[attitude.value],
        None if influence is None else influence.value,
        _later(attitude, influence),
        placeholder,
    )


def is_there(person: PersonFacts, day: date) -> bool:
    """Whether somebody was known to hold their place on a day; on the day of leaving they do not."""
    left, erased, since = person.left_on, person.erased_on, person.since
    if (left is not None and left <= day) or (erased is not None and erased <= day):
        return False
    if since is not None:
        return since <= day
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
    if not ratings or ratings[-1].on <= day:
        return ratings[-1] if ratings else None
    return next((each for each in reversed(ratings) if each.on <= day), None)


def _later(one: RatedOn | None, other: RatedOn | None) -> date | None:
    if one is None:
        return None if other is None else other.on
    return one.on if other is None or one.on > other.on else other.on


def _may_be_lost(person: PersonFacts) -> bool:
    """Whether somebody left, or was ever for us as nobody else: of others no day tells a loss."""
    return person.left_on is not None or _CHAMPION in [value for _, value in person.attitudes]


def _lost_on(person: PersonFacts, day: date) -> date | None:
    """When somebody who stood for us was lost: the day they left, or turned neutral or worse."""
    if person.left_on is not None and person.left_on <= day:
        return person.left_on if stands_for_us(person, person.left_on) else None
    if not is_there(person, day):
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
