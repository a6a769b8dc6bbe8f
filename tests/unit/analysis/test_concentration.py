"""Concentration of the portfolio."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.concentration import ConcentrationSettings, ConcentrationWarning, concentration, pareto
from kam.core.money import Money


def portfolio(*minors: int) -> dict[UUID, Money]:
    return {UUID(int=at): Money(minor, "RUB") for at, minor in enumerate(minors, 1)}


def test_shares_of_the_first_and_the_herfindahl_index() -> None:
    found = concentration(portfolio(40, 30, 20, 5, 3, 2, 0, -50))
    assert found is not None
    assert (found.total, found.accounts) == (Money(100, "RUB"), 6)
    assert (found.top_1, found.top_3, found.top_5) == (Decimal("0.4"), Decimal("0.9"), Decimal("0.98"))
    assert found.herfindahl == Decimal("0.2938")
    assert found.equal_accounts == Decimal("3.4")


def test_an_account_at_the_threshold_is_a_warning_with_the_way_back() -> None:
    found = concentration(portfolio(842, 3198))
    assert found is not None
    first, second = found.warnings
    assert second == ConcentrationWarning(UUID(int=1), Decimal("0.208416"), Money(170, "RUB"))
    assert first.account == UUID(int=2)
    at_threshold = concentration(portfolio(*[20] * 5))
    assert at_threshold is not None
    assert [warning.others_must_grow for warning in at_threshold.warnings] == [Money(0, "RUB")] * 5


def test_one_account_is_everything() -> None:
    found = concentration(portfolio(7))
    assert found is not None
    assert {found.top_1, found.top_3, found.top_5, found.herfindahl, found.equal_accounts} == {Decimal(1)}
    assert len(found.warnings) == 1


def test_a_portfolio_without_sales_has_no_concentration() -> None:
    assert concentration({}) is None
    assert concentration(portfolio(0, -3)) is None


@given(st.lists(st.integers(1, 10**13), min_size=1, max_size=50))
def test_shares_grow_with_their_number_and_stay_within_the_whole(minors: list[int]) -> None:
    found = concentration(portfolio(*minors))
    assert found is not None
    assert 0 < found.top_1 <= found.top_3 <= found.top_5 <= 1
    assert round(1 / Decimal(len(minors)), 6) - Decimal("0.000001") <= found.herfindahl <= 1
    for warning in found.warnings:
        grown = found.total + warning.others_must_grow
        assert sum(m for at, m in enumerate(minors, 1) if UUID(int=at) == warning.account) * 5 <= grown.minor


def test_the_threshold_is_a_setting() -> None:
    found = concentration(portfolio(50, 50), ConcentrationSettings(warning_percent=51))
    assert found is not None
    assert found.warnings == ()


@given(st.lists(st.integers(min_value=-(10**6), max_value=10**9), max_size=30))
def test_the_curve_rises_ever_more_slowly_and_ends_at_the_whole(figures: list[int]) -> None:
    points = pareto({UUID(int=at): Money(minor, "RUB") for at, minor in enumerate(figures, 1)})
    assert [point.place for point in points] == list(range(1, len(points) + 1))
    assert all(one.share >= other.share for one, other in pairwise(points))
    assert all(one.cumulative <= other.cumulative for one, other in pairwise(points))
    assert len(points) == sum(minor > 0 for minor in figures)
    if points:
        assert points[-1].cumulative == 1
