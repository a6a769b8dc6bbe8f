"""Whether a concession is worth its price."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.health.churn import ChurnRisk
from kam.analysis.health.retention import (
    LEAVING,
    Assumption,
    Concession,
    RetentionCase,
    gain_at,
    judge,
    leaving_then,
)

CASE = RetentionCase(
    revenue=10_000_000,
    margin=3_000_000,
    leaving=Decimal("0.4"),
    leaving_then=Decimal("0.1"),
    concession=Concession(discount=Decimal("0.05")),
)


def test_a_discount_that_keeps_a_client_is_worth_it() -> None:
    found = judge(CASE)
    assert (found.at_stake, found.cost, found.gain) == (1_200_000, 500_000, 450_000)
    assert found.is_worth_it
    assert found.break_even == Decimal("0.28")


def test_terms_and_service_cost_too() -> None:
    longer = replace(CASE, concession=Concession(terms_days=73, service=1000), capital=Decimal("0.25"))
    assert longer.cost == 501_000


def test_a_concession_that_takes_all_the_margin_never_pays() -> None:
    found = judge(replace(CASE, concession=Concession(discount=Decimal("0.3"))))
    assert not found.is_worth_it
    assert found.break_even is None


def test_the_assumption_that_decides_is_the_one_nearest_to_turning_it() -> None:
    found = judge(replace(CASE, leaving=Decimal("0.26")))
    assert found.gain == 30_000
    assert (found.decides, found.by) == (Assumption.LEAVING, Decimal("0.038462"))


chances = st.decimals(0, 1, places=3)


CASES = st.builds(
    RetentionCase,
    st.integers(0, 10**12),
    st.integers(1, 10**12),
    chances,
    chances,
    st.builds(Concession, chances, st.just(0), st.integers(0, 10**11)),
)


@given(CASES)
def test_the_verdict_agrees_with_its_break_even(case: RetentionCase) -> None:
    found = judge(case)
    leaving, then = Fraction(case.leaving), Fraction(case.leaving_then)
    exact = (1 - then) * (case.margin - case.cost) - (1 - leaving) * case.margin
    assert abs(found.gain - exact) <= Fraction(1, 2)
    if found.break_even is not None and abs(then - Fraction(found.break_even)) > Fraction(1, 10**5):
        assert (exact > 0) == (then < Fraction(found.break_even))


@pytest.mark.parametrize("leaving", ["0", "1"])
def test_certain_cases_are_judged_too(leaving: str) -> None:
    assert judge(replace(CASE, leaving=Decimal(leaving))).is_worth_it is (leaving == "1")


@pytest.mark.parametrize(
    ("case", "gain", "worth_from"),
    [
        (CASE, 450_000, "0.25"),
        (replace(CASE, leaving=Decimal("0.2")), -150_000, "0.25"),
        (replace(CASE, concession=Concession()), 900_000, "0.1"),
        (replace(CASE, leaving=Decimal(1), leaving_then=Decimal(0)), 2_500_000, "0.166667"),
        (replace(CASE, concession=Concession(service=3_000_000)), -1_800_000, None),
        (replace(CASE, margin=-100_000), -480_000, None),
    ],
    ids=[
        "five per cent keep a client who is as good as gone",
        "the same for a client who hardly thinks of leaving",
        "what costs nothing and helps is always worth it",
        "sure to leave, sure to stay for it",
        "all the margin given away",
        "a client who brings a loss",
    ],
)
def test_cases_a_manager_would_judge_the_same(case: RetentionCase, gain: int, worth_from: str | None) -> None:
    found = judge(case)
    assert found.gain == gain
    assert found.worth_from == (None if worth_from is None else Decimal(worth_from))


def test_a_higher_risk_suggests_a_higher_chance_of_leaving() -> None:
    chances = [LEAVING[risk] for risk in ChurnRisk]
    assert chances == sorted(set(chances))
    assert leaving_then(Decimal("0.05")) == Decimal("0.025")


@given(CASES)
def test_at_the_break_even_it_neither_gains_nor_loses(case: RetentionCase) -> None:
    found = judge(case)
    near = Fraction(case.margin + case.cost, 10**6) + 1  # chances are told with six places
    if found.worth_from is not None:
        assert abs(gain_at(case, found.worth_from)) <= near
    if found.break_even is not None:
        assert abs(judge(replace(case, leaving_then=found.break_even)).gain) <= near


@given(CASES, chances)
def test_the_likelier_they_leave_the_more_it_gains(case: RetentionCase, other: Decimal) -> None:
    low, high = sorted((case.leaving, other))
    assert gain_at(case, low) <= gain_at(case, high)
    assert judge(replace(case, leaving=low)).at_stake <= judge(replace(case, leaving=high)).at_stake


@given(CASES, st.integers(0, 10**11))
def test_a_dearer_concession_never_gains_more(case: RetentionCase, more: int) -> None:
    dearer = replace(case.concession, service=case.concession.service + more)
    assert judge(replace(case, concession=dearer)).gain <= judge(case).gain


@given(CASES)
def test_the_deciding_assumption_turns_the_answer_where_it_says(case: RetentionCase) -> None:
    found = judge(case)
    if found.decides is Assumption.LEAVING and found.worth_from is not None:
        assert found.by is not None
        moved = abs(found.worth_from - case.leaving) / case.leaving
        assert abs(moved - found.by) <= Decimal("0.0001") / case.leaving
