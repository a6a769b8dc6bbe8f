"""The weighted pipeline."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from kam.analysis.pipeline import Deal, pipeline
from kam.core.money import Money
from kam.core.vocabulary import OpportunityStage


def deal(
    number: int,
    amount: int | None,
    probability: int | None,
    stage: OpportunityStage = OpportunityStage.PROPOSED,
    expected: date | None = None,
) -> Deal:
    worth = None if amount is None else Money.of(amount * 1_000_000, "RUB")
    return Deal(UUID(int=number), stage, worth, probability, expected)


def test_open_deals_are_weighted_by_their_probability() -> None:
    found = pipeline([deal(1, 6, 50), deal(2, 18, 40), deal(3, 12, 25)], "RUB")
    assert [each.id.int for each in found.deals] == [2, 1, 3]
    assert found.amount == Money.of(36_000_000, "RUB")
    assert found.weighted == Money.of(13_200_000, "RUB")


def test_what_is_won_or_lost_is_no_longer_open() -> None:
    found = pipeline([deal(1, 6, 100, OpportunityStage.WON), deal(2, 6, 0, OpportunityStage.LOST)], "RUB")
    assert (found.deals, found.weighted) == ((), Money(0, "RUB"))


def test_unknown_figures_are_counted_apart_and_are_not_nothing() -> None:
    found = pipeline([deal(1, None, 50), deal(2, 8, None), deal(3, 1, 10)], "RUB")
    assert [each.id.int for each in found.deals] == [3, 1, 2]
    assert (found.without_figures, found.amount) == (2, Money.of(9_000_000, "RUB"))


def test_equals_stand_in_the_order_of_their_dates() -> None:
    days = (date(2027, 4, 30), None, date(2027, 1, 15))
    found = pipeline([deal(at, 1, 10, expected=day) for at, day in enumerate(days, 1)], "RUB")
    assert [each.id.int for each in found.deals] == [3, 1, 2]


def test_half_a_kopeck_goes_to_the_even_one() -> None:
    assert Deal(UUID(int=1), OpportunityStage.IDEA, Money(1, "RUB"), 50).weighted == Money(0, "RUB")
    assert Deal(UUID(int=1), OpportunityStage.IDEA, Money(3, "RUB"), 50).weighted == Money(2, "RUB")


def test_another_currency_is_refused() -> None:
    with pytest.raises(ValueError, match="do not mix"):
        pipeline([deal(1, 6, 50)], "EUR")
