"""What moved a factor, in few words: in its direction, never against it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kam.analysis.explanation import Reason
from kam.analysis.health.money import MoneyReason
from kam.analysis.health.parts import main_cause
from kam.analysis.health.people import PeopleReason
from kam.analysis.health.portfolio_causes import CauseTeller, in_brief
from kam.analysis.health.score import FactorScore, HealthFactor, Moved, Part
from kam.analysis.health.trust import TrustReason
from kam.core.formats import Formats
from kam.core.words import words_for

OPEN = Reason.of(TrustReason.OPEN, number="K-41")
LATE = Reason.of(TrustReason.BREACHED, number="K-41")
START = Part(Reason.of(TrustReason.START), 100, 100)


def told(before: tuple[Part, ...], now: tuple[Part, ...] | None, points: int) -> str | None:
    factor = HealthFactor.COMPLAINTS
    later = None if now is None else FactorScore(factor, now)
    brief = in_brief(main_cause(Moved(factor, points, FactorScore(factor, before), later)), rose=points > 0)
    return None if brief is None else brief.text


def test_a_new_complaint_is_named() -> None:
    assert told((START,), (START, Part(OPEN, -25, 0)), -4) == "{number} is open"


def test_a_complaint_that_passed_its_norm_is_named_as_such() -> None:
    assert told((START, Part(OPEN, -25, 0)), (START, Part(LATE, -38, 0)), -2) == "{number} past its norm"


def test_a_settled_complaint_raises() -> None:
    assert told((START, Part(OPEN, -25, 0)), (START,), 3) == "{number} is settled"


def test_who_lost_a_champion_has_none() -> None:
    champion = Part(Reason.of(PeopleReason.CHAMPION, names="Ann"), 20, 20)
    none = Part(Reason.of(PeopleReason.NO_CHAMPION), 0, 20)
    assert told((champion,), (none,), -4) == "no champion any more"
    assert told((none,), (champion,), 4) == "a champion for us"


@pytest.mark.parametrize(("points", "text"), [(-3, "no order for {days} d"), (3, "ordered {days} d ago")])
def test_orders_are_told_by_their_direction(points: int, text: str) -> None:
    before = Part(Reason.of(MoneyReason.ORDERS, days=20, usual=20), 50, 100)
    now = Part(Reason.of(MoneyReason.ORDERS, days=40, usual=20), 50 + 10 * points, 100)
    assert told((before,), (now,), points) == text


@pytest.mark.parametrize(
    ("silent", "points", "text"),
    [(0, -4, "rated lower"), (0, 4, "rated higher"), (2, -4, "{answers} answered, {silent} silent")],
)
def test_answers_are_told_by_what_they_say_and_silence_where_it_costs(
    silent: int, points: int, text: str
) -> None:
    before = Part(Reason.of(TrustReason.ANSWERS, answers=1, silent=0), 70, 100)
    now = Part(Reason.of(TrustReason.ANSWERS, answers=1, silent=silent), 70 + 10 * points, 100)
    assert told((before,), (now,), points) == text


def test_growth_that_slows_is_no_growth() -> None:
    before = Part(Reason.of(MoneyReason.YEAR, change=Decimal("0.13"), months=12), 53, 60)
    now = Part(Reason.of(MoneyReason.YEAR, change=Decimal("0.09"), months=12), 50, 60)
    assert told((before,), (now,), -1) == "growth slows: {change}"
    assert told((now,), (before,), 1) == "revenue {change}"


def test_a_change_that_is_told_as_nothing_neither_grows_nor_falls() -> None:
    before = Part(Reason.of(MoneyReason.QUARTER, change=Decimal("-0.02"), months=3), 26, 40)
    now = Part(Reason.of(MoneyReason.QUARTER, change=Decimal("-0.001"), months=3), 28, 40)
    assert told((before,), (now,), 1) == "quarter {change}"


def test_a_factor_that_is_not_known_any_more_has_its_own_words() -> None:
    assert told((START,), None, -15) is None


def test_every_reason_that_can_move_a_factor_has_brief_words() -> None:
    """A start has no points to lose, and who is known does not explain a fall."""
    without = {TrustReason.START, TrustReason.NO_COMPLAINTS, PeopleReason.DECIDER, PeopleReason.CHAMPION}
    before = Part(Reason.of(PeopleReason.CHAMPION), 20, 20)
    for code in (*MoneyReason, *PeopleReason, *TrustReason):
        higher, lower = Part(Reason.of(code), 20, 30), Part(Reason.of(code), 10, 30)
        worse = before if code is PeopleReason.NO_CHAMPION else higher
        assert told((worse,), (lower,), -1) or told((lower,), (higher,), 1) or code in without


def complaints(points: int, reason: Reason) -> Moved:
    factor = HealthFactor.COMPLAINTS
    return Moved(
        factor, points, FactorScore(factor, (START,)), FactorScore(factor, (START, Part(reason, -25, 0)))
    )


def test_a_list_names_the_two_that_moved_health_most_and_none_that_held_against_it() -> None:
    teller = CauseTeller(words_for("en"), Formats("en"))
    moved = (
        complaints(-6, OPEN),
        Moved(HealthFactor.CONTACT, -4, None, FactorScore(HealthFactor.CONTACT, (START,))),
        Moved(HealthFactor.PEOPLE, 3, FactorScore(HealthFactor.PEOPLE, (START,)), None),
        complaints(-2, LATE),
    )
    assert teller.brief(moved) == "K-41 is open, contact: known now"


def test_a_cause_beside_its_factor_does_not_name_it_twice() -> None:
    teller = CauseTeller(words_for("ru"), Formats("ru"))
    assert teller.full(complaints(-6, OPEN)) == "рекламации: K-41"
    gone = Moved(HealthFactor.PEOPLE, -9, FactorScore(HealthFactor.PEOPLE, (START,)), None)
    assert teller.full(gone) == teller.cause(gone) == "люди: больше не известно"
