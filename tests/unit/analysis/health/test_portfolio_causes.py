"""Why a factor moved, in few words: what moved most, in the direction of the factor."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kam.analysis.explanation import Reason
from kam.analysis.health.money import MoneyReason
from kam.analysis.health.people import PeopleReason
from kam.analysis.health.portfolio_causes import cause_of
from kam.analysis.health.score import FactorScore, HealthFactor, Moved, Part
from kam.analysis.health.trust import TrustReason
from kam.core.vocabulary import Term

OPEN = Reason.of(TrustReason.OPEN, number="K-41")
OTHER = Reason.of(TrustReason.OPEN, number="K-36")
LATE = Reason.of(TrustReason.BREACHED, number="K-41")
START = Part(Reason.of(TrustReason.START), 100, 100)


def moved(before: tuple[Part, ...], now: tuple[Part, ...] | None, points: int) -> Moved:
    factor = HealthFactor.COMPLAINTS
    return Moved(
        factor, points, FactorScore(factor, before), None if now is None else FactorScore(factor, now)
    )


def told(found: Moved) -> tuple[Term, str] | None:
    cause = cause_of(found)
    assert cause is None or cause.brief is not None
    return None if cause is None else (cause.reason.code, str(cause.brief.text if cause.brief else ""))


def test_a_new_complaint_is_named() -> None:
    found = moved((START, Part(OTHER, -12, 0)), (START, Part(OTHER, -12, 0), Part(OPEN, -25, 0)), -4)
    cause = cause_of(found)
    assert cause is not None
    assert cause.reason.places == {"number": "K-41"}


def test_a_complaint_that_passed_its_norm_is_named_as_such() -> None:
    found = moved((START, Part(OPEN, -25, 0)), (START, Part(LATE, -38, 0)), -2)
    assert told(found) == (TrustReason.BREACHED, "{number} past its norm")


def test_a_settled_complaint_raises() -> None:
    assert told(moved((START, Part(OPEN, -25, 0)), (START,), 3)) == (TrustReason.OPEN, "{number} is settled")


def test_who_lost_a_champion_has_none() -> None:
    champion = Part(Reason.of(PeopleReason.CHAMPION, names="Ann"), 20, 20)
    attitude = Part(Reason.of(PeopleReason.ATTITUDE, value=1), 45, 60)
    none = Part(Reason.of(PeopleReason.NO_CHAMPION), 0, 20)
    assert told(moved((champion, attitude), (none, attitude), -4)) == (
        PeopleReason.NO_CHAMPION,
        "no champion any more",
    )


@pytest.mark.parametrize(("points", "text"), [(-3, "no order for {days} d"), (3, "ordered {days} d ago")])
def test_orders_are_told_by_their_direction(points: int, text: str) -> None:
    before = Part(Reason.of(MoneyReason.ORDERS, days=20, usual=20), 50, 100)
    now = Part(Reason.of(MoneyReason.ORDERS, days=40, usual=20), 50 + 10 * points, 100)
    assert told(moved((before,), (now,), points)) == (MoneyReason.ORDERS, text)


def test_a_factor_that_is_not_known_any_more_has_no_cause() -> None:
    assert cause_of(moved((START,), None, -15)) is None


def test_growth_that_slows_is_no_growth() -> None:
    before = Part(Reason.of(MoneyReason.YEAR, change=Decimal("0.13"), months=12), 53, 60)
    now = Part(Reason.of(MoneyReason.YEAR, change=Decimal("0.09"), months=12), 50, 60)
    assert told(moved((before,), (now,), -1)) == (MoneyReason.YEAR, "growth slows: {change}")
    assert told(moved((now,), (before,), 1)) == (MoneyReason.YEAR, "revenue {change}")


def test_what_does_not_speak_for_the_movement_is_not_told() -> None:
    """Who is known does not explain a fall: the factor's own name has to do."""
    decider = Part(Reason.of(PeopleReason.DECIDER, names="Ann"), 20, 20)
    cause = cause_of(moved((decider,), (decider,), -1))
    assert cause is not None
    assert cause.brief is None
