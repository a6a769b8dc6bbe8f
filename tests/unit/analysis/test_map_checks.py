"""Checks of the relationship map."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from kam.analysis.map_checks import (
    CadenceSettings,
    MapCheck,
    MapFinding,
    MapPerson,
    RoleGap,
    cadence_standing,
    check_map,
    uncovered_roles,
)
from kam.core.vocabulary import Attitude, BuyingRole, Circle, ContactLevel

TODAY = date(2026, 11, 24)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def person(number: int, name: str = "", /, **facts: Any) -> MapPerson:
    """Somebody of circle 1 whom we met last week and who is for nobody."""
    usual: dict[str, Any] = {"circle": Circle.CORE, "touched_on": ago(7), "since": ago(400)}
    made = MapPerson(UUID(int=number), name or f"P{number}", ago(400))
    return replace(made, **(usual | facts))


SOUND = (
    person(1, "Levashova", roles=frozenset({BuyingRole.DECIDER}), attitude=Attitude.NEUTRAL, influence=5),
    person(2, "Timchuk", attitude=Attitude.CHAMPION, influence=4, circle=Circle.SUPPORT),
    person(3, "Gromov", circle=Circle.OUTER),
)


def findings(*people: MapPerson) -> list[MapFinding]:
    return list(check_map(people, TODAY))


def checks(*people: MapPerson) -> list[MapCheck]:
    return [finding.check for finding in findings(*people)]


def test_a_sound_map_has_no_findings() -> None:
    assert findings(*SOUND) == []


def test_without_a_decider_or_a_champion() -> None:
    assert checks(replace(SOUND[0], roles=frozenset()), *SOUND[1:]) == [MapCheck.NO_DECIDER]
    merely_for_us = replace(SOUND[1], attitude=Attitude.SUPPORTER)
    assert checks(SOUND[0], merely_for_us, SOUND[2]) == [MapCheck.NO_CHAMPION]


def test_a_decider_without_a_name_is_not_known() -> None:
    vacant = person(4, "Director", roles=frozenset({BuyingRole.DECIDER}), placeholder=True, since=ago(3))
    assert checks(replace(SOUND[0], roles=frozenset()), *SOUND[1:], vacant) == [MapCheck.NO_DECIDER]


def test_one_live_contact_is_a_single_thread() -> None:
    silent = [replace(each, touched_on=ago(91), own_cadence_days=365) for each in SOUND[1:]]
    found = findings(SOUND[0], *silent)
    assert [finding.check for finding in found] == [
        MapCheck.SINGLE_THREADED,
        MapCheck.CIRCLE_NOT_COVERED,
        MapCheck.CIRCLE_NOT_COVERED,
    ]
    assert found[0].people == (SOUND[0].id,)
    assert dict(found[0].reason.places) == {"name": "Levashova"}
    assert [dict(finding.reason.places) for finding in found[1:]] == [
        {"number": 2, "people": 1},
        {"number": 3, "people": 1},
    ]


def test_a_fresh_rating_of_the_contact_keeps_it_alive_and_a_faded_one_does_not() -> None:
    quiet = replace(SOUND[2], touched_on=ago(120), own_cadence_days=365, contact_level=ContactLevel.REGULAR)
    assert checks(*SOUND[:2], replace(quiet, contact_rated_on=ago(90))) == []
    assert checks(*SOUND[:2], replace(quiet, contact_rated_on=ago(91))) == [MapCheck.CIRCLE_NOT_COVERED]
    occasional = replace(quiet, contact_rated_on=ago(1), contact_level=ContactLevel.OCCASIONAL)
    assert checks(*SOUND[:2], occasional) == [MapCheck.CIRCLE_NOT_COVERED]


def test_an_empty_map_says_all_that_is_missing() -> None:
    assert (
        checks()
        == [MapCheck.NO_DECIDER, MapCheck.NO_LIVE_CONTACT, MapCheck.NO_CHAMPION]
        + [MapCheck.CIRCLE_NOT_COVERED] * 3
    )


@pytest.mark.parametrize(
    ("attitude", "influence", "assigned", "found"),
    [
        (Attitude.OPPONENT, 5, False, True),
        (Attitude.SCEPTIC, 3, False, True),
        (Attitude.SCEPTIC, 2, False, False),
        (Attitude.NEUTRAL, 5, False, False),
        (Attitude.OPPONENT, 5, True, False),
        (Attitude.OPPONENT, None, False, False),
    ],
)
def test_a_strong_opponent_with_nobody_of_ours(
    attitude: Attitude, influence: int | None, assigned: bool, found: bool
) -> None:
    safina = person(4, "Safina", attitude=attitude, influence=influence, assigned=assigned)
    assert checks(*SOUND, safina) == [MapCheck.OPPONENT_UNASSIGNED] * found


@pytest.mark.parametrize(
    ("circle", "days", "overdue"),
    [
        (Circle.CORE, 21, False),
        (Circle.CORE, 22, True),
        (Circle.SUPPORT, 45, False),
        (Circle.SUPPORT, 46, True),
        (Circle.OUTER, 90, False),
        (Circle.OUTER, 91, True),
    ],
)
def test_the_cadence_is_overdue_the_day_after_its_norm(circle: Circle, days: int, overdue: bool) -> None:
    standing = cadence_standing(person(1, circle=circle, touched_on=ago(days)), TODAY)
    assert (standing.days, standing.overdue) == (days, overdue)


def test_an_own_cadence_goes_before_the_circles_and_without_either_there_is_none() -> None:
    assert cadence_standing(person(1, own_cadence_days=7, touched_on=ago(8)), TODAY).overdue
    nowhere = cadence_standing(person(1, circle=None, touched_on=ago(800)), TODAY)
    assert (nowhere.norm, nowhere.overdue) == (None, False)
    weekly = CadenceSettings(core_days=6)
    assert cadence_standing(person(1), TODAY, weekly).overdue


def test_the_long_untouched_and_the_never_touched_are_named_with_their_norm() -> None:
    found = findings(
        *SOUND, person(4, "Safina", touched_on=ago(34)), person(5, "Ratnikov", touched_on=None, since=ago(30))
    )
    assert [(finding.check, dict(finding.reason.places)) for finding in found] == [
        (MapCheck.NEVER_CONTACTED, {"name": "Ratnikov", "norm": 21}),
        (MapCheck.CADENCE_OVERDUE, {"name": "Safina", "days": 34, "norm": 21}),
    ]


def test_somebody_entered_lately_is_not_overdue_yet() -> None:
    assert checks(*SOUND, person(4, touched_on=None, since=ago(21))) == []


def test_a_placeholder_may_stay_open_for_thirty_days() -> None:
    vacant = person(4, "Head of security", placeholder=True, touched_on=None, since=ago(30))
    assert checks(*SOUND, vacant) == []
    assert checks(*SOUND, replace(vacant, since=ago(31))) == [MapCheck.PLACEHOLDER_OPEN]


def test_the_most_influential_come_first_within_a_check() -> None:
    late = [person(4 + at, influence=known, touched_on=ago(60)) for at, known in enumerate((1, 5, None))]
    found = findings(*SOUND, *late)
    assert [finding.people for finding in found] == [(UUID(int=number),) for number in (5, 4, 6)]


def test_roles_without_a_live_contact() -> None:
    ratnikov = person(4, roles=frozenset({BuyingRole.APPROVER}), touched_on=None)
    vacant = person(5, roles=frozenset({BuyingRole.BUYER}), placeholder=True)
    user = person(6, roles=frozenset({BuyingRole.USER}))
    found = uncovered_roles([*SOUND, ratnikov, vacant, user], TODAY)
    assert [(gap.role, gap.gap, [one.int for one in gap.people]) for gap in found] == [
        (BuyingRole.APPROVER, RoleGap.NO_CONTACT, [4]),
        (BuyingRole.INFLUENCER, RoleGap.NOBODY, []),
        (BuyingRole.BUYER, RoleGap.PLACEHOLDER, [5]),
    ]
