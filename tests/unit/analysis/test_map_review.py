"""The seven checks of a map as a list to work off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from kam.analysis.map_checks import CadenceSettings, MapPerson, MapSettings
from kam.analysis.map_review import (
    CheckState,
    MapAction,
    MapGround,
    MapHeading,
    MapTopic,
    ReviewedCheck,
    review_map,
)
from kam.analysis.ratings import WeighedPerson, weighted_attitude
from kam.core.vocabulary import Attitude, BuyingRole, Circle

TODAY = date(2026, 11, 24)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def person(number: int, name: str, /, **facts: Any) -> MapPerson:
    usual: dict[str, Any] = {"circle": Circle.CORE, "touched_on": ago(7)}
    return replace(MapPerson(UUID(int=number), name, ago(400)), **(usual | facts))


SOUND = (
    person(1, "Соболева", roles=frozenset({BuyingRole.DECIDER}), attitude=Attitude.SUPPORTER, influence=5),
    person(
        2,
        "Шубина",
        attitude=Attitude.CHAMPION,
        attitude_rated_on=ago(6),
        influence=4,
        circle=Circle.SUPPORT,
    ),
    person(3, "Лунёв", circle=Circle.OUTER),
)


def review(*people: MapPerson) -> list[ReviewedCheck]:
    return list(review_map(people, TODAY, MapSettings(), CadenceSettings()))


def check(topic: MapTopic, *people: MapPerson) -> ReviewedCheck:
    return next(each for each in review(*people) if each.topic is topic)


def test_a_sound_map_passes_all_seven_and_says_why() -> None:
    found = review(*SOUND)
    assert [each.state for each in found] == [CheckState.PASSED] * 7
    assert [each.topic for each in found] == list(MapTopic)
    assert all(each.action is None and each.reasons for each in found)
    decider = check(MapTopic.DECIDER, *SOUND)
    assert dict(decider.reasons[0].places) == {
        "name": "Соболева",
        "influence": 5,
        "attitude": Attitude.SUPPORTER,
    }
    assert dict(check(MapTopic.CHAMPION, *SOUND).reasons[0].places) == {"name": "Шубина", "days": 6}
    assert dict(check(MapTopic.CONTACTS, *SOUND).reasons[0].places) == {"count": 3}


def test_the_worst_comes_first_and_each_has_one_thing_to_do() -> None:
    opponent = person(4, "Рожков", attitude=Attitude.OPPONENT, influence=3)
    late = person(5, "Зимин", touched_on=ago(52), influence=5)
    vacant = person(6, "Служба безопасности", placeholder=True, since=ago(64), touched_on=None)
    found = review(*SOUND[:2], opponent, late, vacant)
    assert [(each.topic, each.state, each.action) for each in found[:4]] == [
        (MapTopic.OPPONENT, CheckState.FAILED, MapAction.ASSIGN),
        (MapTopic.CADENCE, CheckState.WARNING, MapAction.PLAN_CONTACT),
        (MapTopic.CIRCLES, CheckState.WARNING, MapAction.ADD_PERSON),
        (MapTopic.NAMES, CheckState.WARNING, MapAction.GIVE_NAME),
    ]
    assert [each.state for each in found[4:]] == [CheckState.PASSED] * 3
    assert found[0].people == (opponent.id,)
    assert found[0].heading is MapHeading.OPPONENT


def test_an_opponent_with_one_of_us_is_looked_after() -> None:
    opponent = person(4, "Рожков", attitude=Attitude.OPPONENT, influence=3, assigned=True)
    assert check(MapTopic.OPPONENT, *SOUND, opponent).reasons[0].code is MapGround.OPPONENTS_ASSIGNED
    assert check(MapTopic.OPPONENT, *SOUND).reasons[0].code is MapGround.NO_OPPONENTS


def test_without_a_decider_the_deal_is_in_danger() -> None:
    found = check(MapTopic.DECIDER, *SOUND[1:])
    assert (found.state, found.action) == (CheckState.FAILED, MapAction.SET_ROLE)
    unrated = replace(SOUND[0], attitude=None)
    assert check(MapTopic.DECIDER, unrated).reasons[0].code is MapGround.DECIDER_UNRATED


def test_no_live_contact_is_worse_than_only_one() -> None:
    silent = [replace(each, touched_on=ago(200)) for each in SOUND]
    none, one = check(MapTopic.CONTACTS, *silent), check(MapTopic.CONTACTS, SOUND[0], *silent[1:])
    assert (none.state, none.heading) == (CheckState.FAILED, MapHeading.NO_CONTACT)
    assert (one.state, one.heading) == (CheckState.WARNING, MapHeading.SINGLE_CONTACT)
    assert one.people == (SOUND[0].id,)


def test_an_uncovered_circle_whose_people_are_known_asks_for_a_contact() -> None:
    silent = replace(SOUND[2], touched_on=ago(89), own_cadence_days=400)
    assert check(MapTopic.CIRCLES, *SOUND[:2], silent).state is CheckState.PASSED
    found = check(MapTopic.CIRCLES, *SOUND[:2], replace(silent, touched_on=ago(120)))
    assert (found.action, found.people) == (MapAction.PLAN_CONTACT, (silent.id,))


def test_late_contacts_are_listed_by_influence_whether_ever_met_or_not() -> None:
    never = person(4, "Беляев", touched_on=None, influence=4)
    late = person(5, "Зимин", touched_on=ago(52), influence=5)
    assert check(MapTopic.CADENCE, *SOUND, never, late).people == (late.id, never.id)


def test_a_name_that_is_not_awaited_too_long_is_in_order() -> None:
    vacant = person(6, "Служба безопасности", placeholder=True, since=ago(30), touched_on=None)
    found = check(MapTopic.NAMES, *SOUND, vacant)
    assert (found.state, found.people) == (CheckState.PASSED, (vacant.id,))
    assert dict(found.reasons[0].places) == {"count": 1}
    assert check(MapTopic.NAMES, *SOUND).reasons[0].code is MapGround.NAMED


def test_an_empty_map_is_not_reviewed() -> None:
    assert review() == []


def weighed(number: int, attitude: int | None, influence: int | None) -> WeighedPerson:
    return WeighedPerson(UUID(int=number), attitude, influence)


def test_the_attitude_of_a_client_weighs_by_influence() -> None:
    found = weighted_attitude([weighed(1, 2, 4), weighed(2, -1, 5), weighed(3, 2, None), weighed(4, None, 5)])
    assert found is not None
    assert found.value == Decimal("0.33")
    assert [part.id.int for part in found.parts] == [2, 1]
    assert found.unrated == 2


def test_an_attitude_of_nobody_rated_is_unknown() -> None:
    assert weighted_attitude([weighed(1, None, 3)]) is None
    assert weighted_attitude([]) is None
