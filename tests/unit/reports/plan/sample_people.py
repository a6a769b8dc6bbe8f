"""The people of the sample plan, and a crowd."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from kam.analysis.explanation import Reason
from kam.analysis.map_review import CheckState, MapAction, MapGround, MapHeading, MapTopic, ReviewedCheck
from kam.core.vocabulary import (
    Attitude,
    BuyingRole,
    Circle,
    LineKind,
    RelationshipLevel,
)
from kam.reports.stakeholder_maps.content import (
    MapColleague,
    MapContent,
    MapFigure,
    MapHead,
    MapLevel,
    MapTie,
)
from tests.unit.reports.plan.sample_values import AS_OF, PRINTED_AT, Choice


def _id(number: int) -> UUID:
    return UUID(int=number)


def people(said: Choice) -> MapContent:
    """The map of the sample's people."""
    krechetova, bogdanov, shilov, astakhov = (_id(number) for number in (101, 102, 103, 104))
    level = RelationshipLevel

    def knows(colleague: UUID, now: RelationshipLevel, target: RelationshipLevel | None = None) -> MapLevel:
        return MapLevel(colleague, now, target=target)

    figures = (
        MapFigure(
            _id(1),
            said("Ратников В. Л.", "Ratnikov V."),
            said("РВ", "RV"),
            said("генеральный директор", "general director"),
            role=BuyingRole.APPROVER,
            influence=5,
            circle=Circle.CORE,
            overdue=True,
            levels=(knows(astakhov, level.NONE, level.CREDIBLE_SOURCE),),
            owner=astakhov,
        ),
        MapFigure(
            _id(2),
            "",
            title=said("финдиректор, с 01.12", "finance director, from 1 Dec"),
            boss=_id(1),
            role=BuyingRole.APPROVER,
            influence=4,
            circle=Circle.CORE,
            overdue=True,
            open_days=12,
            levels=(knows(astakhov, level.NONE, level.CREDIBLE_SOURCE),),
        ),
        MapFigure(
            _id(3),
            said("Левашова И. С.", "Levashova I."),
            said("ЛИ", "LI"),
            said("директор по закупкам", "purchasing director"),
            boss=_id(1),
            role=BuyingRole.DECIDER,
            attitude=Attitude.NEUTRAL,
            target=Attitude.SUPPORTER,
            influence=5,
            circle=Circle.CORE,
            levels=(
                knows(krechetova, level.CREDIBLE_SOURCE, level.TRUSTED_ADVISER),
                knows(astakhov, level.SUPPLIER, level.PROBLEM_SOLVER),
            ),
            owner=krechetova,
            contact_days=12,
            contact_norm=14,
        ),
        MapFigure(
            _id(4),
            said("Тимчук О. Р.", "Timchuk O."),
            said("ТО", "TO"),
            said("главный технолог", "chief engineer"),
            boss=_id(1),
            role=BuyingRole.INFLUENCER,
            attitude=Attitude.CHAMPION,
            influence=4,
            circle=Circle.CORE,
            levels=(knows(krechetova, level.CREDIBLE_SOURCE), knows(bogdanov, level.TRUSTED_ADVISER)),
            owner=bogdanov,
            contact_days=9,
            contact_norm=14,
        ),
        MapFigure(
            _id(5),
            said("Ермолин С. Ю.", "Ermolin S."),
            said("ЕС", "ES"),
            said("начальник крепёжного цеха", "head of the fastener hall"),
            boss=_id(1),
            role=BuyingRole.INITIATOR,
            attitude=Attitude.SUPPORTER,
            target=Attitude.CHAMPION,
            influence=3,
            circle=Circle.CORE,
            levels=(
                knows(krechetova, level.CREDIBLE_SOURCE, level.PROBLEM_SOLVER),
                knows(shilov, level.CREDIBLE_SOURCE, level.PROBLEM_SOLVER),
            ),
            owner=shilov,
            contact_days=16,
            contact_norm=21,
        ),
        MapFigure(
            _id(6),
            said("Гурьев П. О.", "Guryev P."),
            said("ГП", "GP"),
            said("категорийный менеджер", "category manager"),
            boss=_id(3),
            role=BuyingRole.BUYER,
            attitude=Attitude.SCEPTIC,
            target=Attitude.NEUTRAL,
            influence=3,
            stale=True,
            circle=Circle.CORE,
            levels=(knows(krechetova, level.CREDIBLE_SOURCE, level.PROBLEM_SOLVER),),
            owner=krechetova,
            contact_days=5,
            contact_norm=14,
        ),
        MapFigure(
            _id(7),
            said("Сафина Д. Р.", "Safina D."),
            said("СД", "SD"),
            said("начальник службы качества", "head of quality"),
            boss=_id(4),
            role=BuyingRole.APPROVER,
            attitude=Attitude.SCEPTIC,
            target=Attitude.SUPPORTER,
            influence=3,
            circle=Circle.CORE,
            levels=(knows(bogdanov, level.SUPPLIER, level.PROBLEM_SOLVER),),
            contact_days=34,
            contact_norm=21,
            overdue=True,
        ),
        MapFigure(
            _id(8),
            said("Чагин Р. И.", "Chagin R."),
            said("ЧР", "CR"),
            said("начальник склада", "warehouse manager"),
            boss=_id(5),
            role=BuyingRole.USER,
            attitude=Attitude.SUPPORTER,
            influence=2,
            circle=Circle.SUPPORT,
            levels=(knows(shilov, level.PROBLEM_SOLVER),),
            owner=shilov,
            contact_days=41,
            contact_norm=60,
        ),
    )
    checks = (
        ReviewedCheck(
            MapTopic.OPPONENT,
            CheckState.FAILED,
            MapHeading.OPPONENT,
            (Reason.of(MapGround.NOBODY_FOR_US),),
            (_id(7),),
            MapAction.ASSIGN,
        ),
        ReviewedCheck(
            MapTopic.NAMES,
            CheckState.WARNING,
            MapHeading.NAMES,
            (Reason.of(MapGround.NAMES_AWAITED, count=1),),
            (_id(2),),
            MapAction.GIVE_NAME,
        ),
        ReviewedCheck(
            MapTopic.CHAMPION,
            CheckState.PASSED,
            MapTopic.CHAMPION,
            (Reason.of(MapGround.CHAMPION_IS, name=said("Тимчук", "Timchuk"), days=20),),
        ),
    )
    return MapContent(
        MapHead(
            said("Северогорский метизный завод", "Northhill Fasteners"),
            said("Вереск Упаковка", "Heather Packaging"),
            AS_OF,
            PRINTED_AT,
            "Europe/Moscow",
        ),
        figures,
        ties=(
            MapTie(_id(4), _id(3), LineKind.INFLUENCES),
            MapTie(_id(6), _id(7), LineKind.CONFLICTS),
        ),
        checks=checks,
        attitude=Decimal("0.3"),
        colleagues=(
            MapColleague(krechetova, said("Кречетова", "Krechetova"), said("КАМ", "KAM")),
            MapColleague(bogdanov, said("Богданов", "Bogdanov"), said("технолог", "engineer")),
            MapColleague(shilov, said("Шилов", "Shilov"), said("логистика", "logistics")),
            MapColleague(astakhov, said("Астахов", "Astakhov"), said("спонсор", "sponsor")),
        ),
    )


def crowd(size: int, ours: int) -> MapContent:
    """Everybody of a big client, all known to everybody of ours."""
    content = people(lambda russian, _english: russian)
    colleagues = tuple(
        MapColleague(_id(1000 + number), f"Коллега {number}", "часть") for number in range(ours)
    )
    figures = tuple(
        MapFigure(
            _id(number + 1),
            f"Человек {number} Длиннофамильный",
            f"Ч{number}",
            "должность " * 6,
            None if number == 0 else _id((number - 1) // 7 + 1),
            role=BuyingRole.DECIDER if number % 9 == 0 else BuyingRole.USER,
            attitude=Attitude.of(number % 5 - 2),
            target=Attitude.CHAMPION,
            influence=number % 5 + 1,
            circle=Circle.of(number % 3 + 1),
            levels=tuple(
                MapLevel(each.id, RelationshipLevel.of(number % 5), target=RelationshipLevel.TRUSTED_ADVISER)
                for each in colleagues
            ),
            contact_days=number,
            contact_norm=30,
            overdue=number > 30,
        )
        for number in range(size)
    )
    return replace(content, people=figures, colleagues=colleagues, ties=())
