"""The gap line and the forecast by quarter."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.pipeline import Deal
from kam.analysis.plans.forecast import Quarter, forecast
from kam.analysis.plans.gap import gap_line
from kam.core.ids import new_id
from kam.core.money import Money
from kam.core.periods import Month
from kam.core.vocabulary import OpportunityStage
from tests.plans import LAST, TODAY


def million(amount: float) -> Money:
    return Money(round(amount * 100_000_000), "RUB")


def deal(
    amount: float | None,
    probability: int | None,
    on: date | None = date(2027, 2, 28),
    stage: OpportunityStage = OpportunityStage.PROPOSED,
) -> Deal:
    return Deal(new_id(), stage, None if amount is None else million(amount), probability, on)


deals = st.lists(
    st.builds(
        Deal,
        st.uuids(),
        st.sampled_from(OpportunityStage),
        st.one_of(st.none(), st.builds(Money, st.integers(0, 10**12), st.just("RUB"))),
        st.one_of(st.none(), st.integers(0, 100)),
        st.one_of(st.none(), st.dates(date(2024, 1, 1), date(2030, 1, 1))),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)


def test_the_gap_is_what_neither_sales_nor_deals_cover() -> None:
    tape, strapping, service = deal(12, 45), deal(10, 25), deal(3, 50)
    found = gap_line(million(96), million(84.2), [service, tape, strapping], until=LAST)
    assert [part.deal_id for part in found.parts] == [tape.id, strapping.id, service.id]
    assert (found.weighted, found.expected) == (million(9.4), million(93.6))
    assert (found.gap, found.missing, found.surplus) == (million(2.4), million(2.4), million(0))


def test_beyond_the_target_nothing_is_missing() -> None:
    found = gap_line(million(90), million(84), [deal(10, 80)], until=LAST)
    assert (found.gap, found.missing, found.surplus) == (million(-2), million(0), million(2))


def test_what_comes_later_or_is_not_known_is_told_and_not_counted() -> None:
    later, undated, unsized = deal(5, 50, date(2027, 9, 30)), deal(5, 50, None), deal(None, 50)
    slipped = deal(2, 50, date(2026, 1, 1))
    ended = deal(5, 100, stage=OpportunityStage.WON)
    found = gap_line(million(10), million(0), [later, undated, unsized, slipped, ended], until=LAST)
    assert [part.deal_id for part in found.parts] == [slipped.id]
    assert found.later == (later.id,)
    assert set(found.unknown) == {undated.id, unsized.id}


def test_a_deal_of_the_last_day_is_in_the_line() -> None:
    last = deal(10, 50, LAST)
    assert [part.deal_id for part in gap_line(million(10), million(0), [last], until=LAST).parts] == [last.id]


def test_currencies_do_not_mix() -> None:
    with pytest.raises(ValueError, match="do not mix"):
        gap_line(million(1), Money(1, "EUR"), [], until=LAST)


@given(st.integers(0, 10**12), st.integers(-(10**12), 10**12), deals)
def test_the_line_sums_to_the_target(target: int, booked: int, found: list[Deal]) -> None:
    line = gap_line(Money(target, "RUB"), Money(booked, "RUB"), found, until=LAST)
    assert line.booked + line.weighted + line.gap == line.target
    assert line.missing - line.surplus == line.gap
    shown = [part.deal_id for part in line.parts]
    told = [*shown, *line.later, *line.unknown]
    still_open = {one.id for one in found if one.stage not in {OpportunityStage.WON, OpportunityStage.LOST}}
    assert len(told) == len(set(told))
    assert set(told) == still_open


def test_quarters_are_those_of_the_fiscal_year() -> None:
    assert Quarter.of(date(2026, 11, 24)) == Quarter(2026, 4, Month(2026, 10))
    assert Quarter.of(date(2026, 11, 24), 7) == Quarter(2026, 2, Month(2026, 10))
    assert Quarter.of(date(2027, 2, 28), 4) == Quarter(2026, 4, Month(2027, 1))
    assert Quarter.of(date(2026, 11, 24)).next == Quarter(2027, 1, Month(2027, 1))


def test_deals_stand_in_the_quarter_in_which_they_should_come() -> None:
    contract, tape = deal(12, 50, date(2026, 12, 31)), deal(10, 20, date(2027, 1, 1))
    passed_this_quarter = deal(1, 100, date(2026, 10, 2))
    slipped, later, undated = deal(1, 10, date(2026, 9, 30)), deal(1, 1, date(2028, 1, 1)), deal(1, 1, None)
    found = forecast([contract, tape, passed_this_quarter, slipped, later, undated], TODAY, "RUB")
    assert [each.weighted for each in found.quarters] == [million(7), million(2), million(0), million(0)]
    assert found.quarters[0].deals == (contract.id, passed_this_quarter.id)
    assert found.quarters[0].amount == million(13)
    assert (found.slipped, found.later, found.undated) == ((slipped.id,), (later.id,), (undated.id,))
    assert found.weighted == million(9)


def test_a_forecast_of_no_quarter_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="one quarter"):
        forecast([], TODAY, "RUB", quarters=0)


@given(deals, st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.integers(1, 8), st.integers(1, 12))
def test_every_open_deal_has_one_place(found: list[Deal], today: date, quarters: int, starts: int) -> None:
    told = forecast(found, today, "RUB", quarters=quarters, year_starts=starts)
    assert len(told.quarters) == quarters
    assert told.quarters[0].quarter.first <= Month.of(today) <= told.quarters[0].quarter.last
    assert all(each.quarter == Quarter.of(each.quarter.first.first_day, starts) for each in told.quarters)
    places = [
        *(one for each in told.quarters for one in each.deals),
        *told.slipped,
        *told.later,
        *told.undated,
    ]
    still_open = [one for one in found if one.stage not in {OpportunityStage.WON, OpportunityStage.LOST}]
    assert sorted(places) == sorted(one.id for one in still_open)
