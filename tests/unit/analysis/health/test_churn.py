"""What speaks for leaving; inertia; a client that only looks well."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from kam.analysis.explanation import Reason
from kam.analysis.health.churn import (
    ChurnReason,
    ChurnRisk,
    ChurnSignals,
    EndingContract,
    LostChampion,
    churn_of,
    is_inertia,
)
from kam.analysis.health.money import MoneyReason, order_habit, revenue_trend
from kam.analysis.health.people import RelationPerson, relations
from kam.analysis.health.score import FactorScore, Health, HealthBand, HealthFactor, Part, health_of
from kam.analysis.health.trust import HealthComplaint, complaints, promises_kept
from kam.analysis.promises import KeptRate
from kam.analysis.rhythm import order_rhythm
from kam.core.periods import Month
from kam.core.vocabulary import Attitude, BuyingRole, ComplaintKind, Severity

TODAY = date(2026, 11, 24)
ONE = UUID(int=1)


def health(**scores: int) -> Health:
    reason = Reason.of(MoneyReason.FROM_NOTHING)
    found = health_of(
        FactorScore(HealthFactor.of(name), (Part(reason, score, 100),)) for name, score in scores.items()
    )
    assert found is not None
    return found


LOST = LostChampion(ONE, "Person 1", TODAY - timedelta(days=30))
ENDING = EndingContract(ONE, TODAY + timedelta(days=60), talked_of=False)
SILENT = {"days": 50, "usual": Decimal(20), "ratio": Decimal("2.5")}


@pytest.mark.parametrize(
    ("known", "risk"),
    [
        (ChurnSignals(), ChurnRisk.LOW),
        (ChurnSignals(health=health(revenue=80, people=80)), ChurnRisk.LOW),
        (ChurnSignals(health=health(revenue=60, people=60), health_before=75), ChurnRisk.LOW),
        (ChurnSignals(health=health(revenue=40)), ChurnRisk.MEDIUM),
        (ChurnSignals(lost=(LOST,)), ChurnRisk.MEDIUM),
        (ChurnSignals(breached=((ONE, "K-1"), (UUID(int=2), "K-2"))), ChurnRisk.MEDIUM),
        (ChurnSignals(lost=(LOST,), breached=((ONE, "K-1"),)), ChurnRisk.HIGH),
        (ChurnSignals(contracts=(ENDING,), **SILENT), ChurnRisk.HIGH),  # type: ignore[arg-type]
        (ChurnSignals(days=40, usual=Decimal(20), ratio=Decimal(2)), ChurnRisk.LOW),
        (ChurnSignals(quiet=Decimal("0.4"), usual=Decimal(60), ratio=Decimal(1)), ChurnRisk.MEDIUM),
        (ChurnSignals(quiet=Decimal("0.39"), usual=Decimal(60), ratio=Decimal(1)), ChurnRisk.LOW),
        (ChurnSignals(quiet=Decimal("0.8"), usual=Decimal(92), ratio=Decimal(1)), ChurnRisk.LOW),
        (ChurnSignals(quiet=Decimal("0.4"), **SILENT), ChurnRisk.HIGH),  # type: ignore[arg-type]
        (ChurnSignals(bought=1, days=90), ChurnRisk.MEDIUM),
        (ChurnSignals(bought=2, days=89), ChurnRisk.LOW),
        (ChurnSignals(health=health(rhythm=40), **SILENT), ChurnRisk.MEDIUM),  # type: ignore[arg-type]
        (ChurnSignals(health=health(rhythm=0, people=60), **SILENT), ChurnRisk.MEDIUM),  # type: ignore[arg-type]
        (ChurnSignals(health=health(rhythm=0, people=50), **SILENT), ChurnRisk.HIGH),  # type: ignore[arg-type]
    ],
    ids=[
        "nothing",
        "sound",
        "a fall",
        "red",
        "champion",
        "complaints",
        "two",
        "silent",
        "twice is not more",
        "a slack pace",
        "a pace that will do",
        "who orders seldom may be quiet for a quarter",
        "slack and silent",
        "bought once and never again",
        "bought twice, and not long ago",
        "red by the silence alone is the same silence",
        "red but for the people",
        "red with the people",
    ],
)
def test_signs_add_up_to_a_risk(known: ChurnSignals, risk: ChurnRisk) -> None:
    found = churn_of(known, TODAY)
    assert found.risk is risk


def test_what_is_past_or_talked_of_is_no_sign() -> None:
    old = LostChampion(ONE, "Person 1", TODAY - timedelta(days=184))
    talked = EndingContract(ONE, TODAY + timedelta(days=60), talked_of=True)
    far = EndingContract(ONE, TODAY + timedelta(days=91), talked_of=False)
    over = EndingContract(ONE, TODAY - timedelta(days=1), talked_of=False)
    assert churn_of(ChurnSignals(lost=(old,), contracts=(talked, far, over)), TODAY).signs == ()


def test_the_heaviest_sign_comes_first_with_its_records() -> None:
    known = ChurnSignals(health=health(revenue=55), health_before=70, lost=(LOST,))
    signs = churn_of(known, TODAY).signs
    assert [each.reason.code for each in signs] == [ChurnReason.CHAMPION_LOST, ChurnReason.FELL]
    assert signs[0].records == (ONE,)


@pytest.mark.parametrize(
    ("scores", "inert"),
    [
        ({"revenue": 80, "people": 30, "contact": 20}, True),
        ({"revenue": 80, "people": 30, "contact": 80}, False),
        ({"revenue": 40, "people": 30}, False),
        ({"revenue": 80}, False),
        ({"people": 10}, False),
    ],
)
def test_long_custom_is_not_loyalty(scores: dict[str, int], inert: bool) -> None:
    assert is_inertia(health(**scores)) is inert


def test_a_client_who_buys_more_and_is_lost_all_the_same_does_not_look_healthy() -> None:
    """Revenue grows and orders come; an enemy decides, nothing was kept, everything is broken."""
    revenue = {Month(2025, 10): 100, Month(2026, 10): 10**6, Month(2024, 10): 1}
    orders = [date(2024, 10, 5), date(2025, 10, 5), date(2026, 10, 5)]
    enemy = RelationPerson(ONE, "Enemy", frozenset({BuyingRole.DECIDER}), None, Attitude.OPPONENT, 5)
    open_ones = [
        HealthComplaint(
            UUID(int=each), f"K-{each}", ComplaintKind.QUALITY, Severity.CRITICAL, TODAY, None, breached=True
        )
        for each in range(3)
    ]
    found = health_of(
        [
            revenue_trend(revenue, TODAY),
            order_habit(order_rhythm(orders, TODAY)),
            relations([enemy]),
            complaints(open_ones, TODAY, in_touch=True),
            promises_kept(KeptRate(0, 9)),
        ]
    )
    assert found is not None
    assert found.band is HealthBand.RED


def test_health_that_stands_on_little_but_people_is_no_sign_of_leaving() -> None:
    """One person was written down, and nobody knows yet who decides: that is no fear for the client."""
    entered = health(people=0, contact=100)
    assert entered.band is HealthBand.RED
    assert churn_of(ChurnSignals(health=entered, health_before=90), TODAY).signs == ()

    bought = health(people=0, rhythm=20)
    known = health(people=0, contact=60, complaints=40, satisfaction=40)
    for found in (bought, known):
        assert {each.reason.code for each in churn_of(ChurnSignals(health=found), TODAY).signs} == {
            ChurnReason.RED
        }
