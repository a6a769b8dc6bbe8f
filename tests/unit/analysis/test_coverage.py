"""The coverage matrix: stakeholders by colleagues of ours."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from kam.analysis.coverage import (
    CoverageGap,
    CoverageLevel,
    CoveredPerson,
    GapAction,
    GapGround,
    GapKind,
    cover,
)
from kam.analysis.map_checks import MapSettings
from kam.analysis.map_review import CheckState, MapAction
from kam.core.vocabulary import Attitude, BuyingRole, Circle, RelationshipLevel

OSOKINA, GRACHEV = UUID(int=101), UUID(int=102)
COLLEAGUES = ((OSOKINA, "Осокина"), (GRACHEV, "Грачёв"))
ON = date(2026, 11, 1)


def level(colleague: UUID, now: int, target: int | None = None) -> CoverageLevel:
    aim = None if target is None else RelationshipLevel.of(target)
    return CoverageLevel(colleague, RelationshipLevel.of(now), ON, target=aim)


def person(number: int, name: str, *levels: CoverageLevel, **facts: Any) -> CoveredPerson:
    usual: dict[str, Any] = {"circle": Circle.CORE, "owner_id": OSOKINA, "norm": 21, "days": 3}
    return CoveredPerson(UUID(int=number), name, levels=levels, **(usual | facts))


def gaps(*people: CoveredPerson) -> list[CoverageGap]:
    return list(cover(people, COLLEAGUES, MapSettings()).gaps)


def kinds(*people: CoveredPerson) -> list[GapKind]:
    return [gap.kind for gap in gaps(*people)]


def test_people_stand_by_circle_the_most_influential_first_and_the_unplaced_last() -> None:
    matrix = cover(
        [
            person(1, "Лунёв", circle=Circle.SUPPORT, influence=2),
            person(2, "Зимин", influence=4),
            person(3, "Беляев", influence=5),
            person(4, "Ершов", circle=None),
        ],
        COLLEAGUES,
        MapSettings(),
    )
    assert [(group.circle, [each.int for each in group.people]) for group in matrix.groups] == [
        (Circle.CORE, [3, 2]),
        (Circle.SUPPORT, [1]),
        (None, [4]),
    ]


def test_a_column_counts_whom_one_of_us_knows_and_where_the_target_is_ahead() -> None:
    matrix = cover(
        [
            person(1, "Зимин", level(OSOKINA, 1, 2), level(GRACHEV, 0, 3)),
            person(2, "Беляев", level(OSOKINA, 3, 3)),
        ],
        COLLEAGUES,
        MapSettings(),
    )
    assert [(column.known, column.short) for column in matrix.columns] == [(2, 1), (0, 1)]
    assert (matrix.short, matrix.aims) == (2, 3)


def test_an_opponent_for_whom_nobody_answers_is_the_gravest() -> None:
    facts: dict[str, Any] = {"attitude": Attitude.OPPONENT, "influence": 3, "owner_id": None}
    found = gaps(person(1, "Рожков", level(OSOKINA, 1), days=50, overdue=True, **facts))
    assert (found[0].kind, found[0].state, found[0].action) == (
        GapKind.OPPONENT,
        CheckState.FAILED,
        MapAction.ASSIGN,
    )
    assert found[0].ground.code is GapGround.KNOWS_ONE
    assert dict(found[0].ground.places) == {"influence": 3, "colleague": "Осокина", "level": 1}
    assert GapKind.OVERDUE not in [gap.kind for gap in found], "said once is enough"


def test_a_decider_who_knows_none_of_us_is_hurried_where_a_target_stands() -> None:
    approver = frozenset({BuyingRole.APPROVER})
    aimed = gaps(person(1, "Беляев", level(OSOKINA, 0, 1), level(GRACHEV, 0, 2), roles=approver))
    assert (aimed[0].kind, aimed[0].action) == (GapKind.UNKNOWN_DECIDER, GapAction.HURRY)
    assert dict(aimed[0].ground.places) == {"count": 2}
    assert gaps(person(1, "Беляев", roles=approver))[0].action is MapAction.ASSIGN


def test_an_overdue_contact_names_who_answers_and_how_far_the_target_is() -> None:
    late = person(
        1, "Зимин", level(OSOKINA, 1), level(GRACHEV, 1, 3), owner_id=GRACHEV, days=52, overdue=True
    )
    gap = gaps(late)[0]
    assert gap.kind is GapKind.OVERDUE
    assert dict(gap.heading.places) == {"name": "Зимин", "days": 52, "norm": 21}
    assert dict(gap.ground.places) == {"colleague": "Грачёв", "level": 1, "target": 3}
    never = gaps(person(1, "Зимин", days=None, overdue=True))[0]
    assert (never.kind, never.action) == (GapKind.NEVER, MapAction.PLAN_CONTACT)


def test_a_place_waits_for_a_name_only_after_its_norm() -> None:
    assert kinds(person(1, "Служба безопасности", open_days=30, owner_id=None)) == []
    gap = gaps(person(1, "Служба безопасности", open_days=64, owner_id=None))[0]
    assert (gap.kind, gap.ground.code, gap.action) == (
        GapKind.NO_NAME,
        GapGround.OPEN_FOR,
        MapAction.GIVE_NAME,
    )


def test_who_is_known_to_one_of_us_alone_is_gathered_by_that_one() -> None:
    found = gaps(
        person(1, "Рожков", level(OSOKINA, 1), level(GRACHEV, 0, 2)),
        person(2, "Фомина", level(OSOKINA, 2)),
        person(3, "Мальцев", level(OSOKINA, 2), level(GRACHEV, 1)),
    )
    assert [gap.kind for gap in found] == [GapKind.SINGLE]
    assert dict(found[0].heading.places) == {"colleague": "Осокина", "count": 2}
    assert dict(found[0].ground.places) == {"names": "Рожков, Фомина"}
    assert found[0].action is GapAction.SECOND
