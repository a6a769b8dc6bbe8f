"""How likely a quarter without an order is."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.health.pace import quiet_chance

TODAY = date(2026, 11, 24)
AGO = st.integers(0, 1500)


def on(*days_ago: int) -> list[date]:
    return [TODAY - timedelta(days=ago) for ago in days_ago]


@pytest.mark.parametrize(
    ("days_ago", "chance"),
    [
        ((0,), "0.44"),
        ((10, 24, 40, 55, 70, 82, 97, 110), "0.09"),
        ((30, 120, 210, 300, 390), "0.41"),
        ((200, 290, 380, 470, 560), "0.50"),
        ((400,), "0.75"),
        ((1200, 1210), "0.83"),
    ],
    ids=["came today", "twice a month", "quarterly", "quarterly, overdue", "once", "long ago"],
)
def test_the_chance_is_what_a_manager_would_guess(days_ago: tuple[int, ...], chance: str) -> None:
    assert quiet_chance(on(*days_ago), TODAY) == Decimal(chance)


def test_of_who_never_bought_nothing_is_said() -> None:
    assert quiet_chance([], TODAY) is None
    assert quiet_chance([TODAY + timedelta(days=1)], TODAY) is None


@given(st.lists(AGO, min_size=1, max_size=30), st.lists(st.integers(1, 500), max_size=10))
def test_what_comes_later_changes_nothing(past: list[int], future: list[int]) -> None:
    later = [TODAY + timedelta(days=ahead) for ahead in future]
    assert quiet_chance([*on(*past), *later], TODAY) == quiet_chance(on(*past), TODAY)


@given(st.lists(AGO, min_size=1, max_size=30))
def test_it_is_a_chance(past: list[int]) -> None:
    found = quiet_chance(on(*past), TODAY)
    assert found is not None
    assert 0 <= found <= 1


@given(st.lists(st.integers(0, 600), min_size=1, max_size=20, unique=True), st.integers(0, 600))
def test_one_order_more_within_the_time_makes_silence_no_likelier(past: list[int], more: int) -> None:
    began = max(past)
    before = quiet_chance(on(*past), TODAY)
    after = quiet_chance(on(*past, min(more, began)), TODAY)
    assert before is not None
    assert after is not None
    assert after <= before


@given(st.lists(AGO, min_size=1, max_size=30), st.integers(0, 300))
def test_silence_makes_silence_likelier_within_two_years(past: list[int], wait: int) -> None:
    recent = [ago % 400 for ago in past]
    now = quiet_chance(on(*recent), TODAY)
    later = quiet_chance(on(*recent), TODAY + timedelta(days=wait))
    assert now is not None
    assert later is not None
    assert later >= now
