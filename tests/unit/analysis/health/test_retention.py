"""Whether a concession is worth its price."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.health.retention import Assumption, Concession, RetentionCase, judge

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
