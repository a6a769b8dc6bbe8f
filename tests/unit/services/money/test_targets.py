"""Targets by month and line, the year's sum spread, and the way to them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.plan_fact import spread_like
from kam.core.errors import ConflictError
from kam.core.field_errors import FieldErrors
from kam.core.money import Money
from kam.core.periods import Month
from kam.core.sentences import SENTENCES, STEPS
from kam.core.vocabulary import OpportunityStage, TargetMeasure
from kam.models import Account, MonthlySales, ProductLine, Target
from kam.services.history import undo_step
from kam.services.money.dealing import DealDraft, add_deal
from kam.services.money.outlook import Base, Outlook, read_outlook
from kam.services.money.targets import (
    Spread,
    TargetChange,
    TargetTable,
    read_targets,
    set_targets,
    spread_targets,
)
from tests.builders import NOW, Office

JAN = Month(2026, 1)


def rub(units: int) -> Money:
    return Money(units * 100, "RUB")


def table(office: Office, account: Account, year: int = 2026) -> TargetTable:
    return read_targets(office.workspace, account.id, year, as_of=NOW)


def outlook(office: Office, account: Account, year: int | None = None) -> Outlook:
    return read_outlook(office.workspace, account.id, year, as_of=NOW)


def sold(office: Office, account: Account, month: Month, units: int, line: ProductLine | None = None) -> None:
    office.add(
        MonthlySales(
            account_id=account.id,
            month=month,
            product_line_id=line.id if line else None,
            revenue_minor=units * 100,
            currency="RUB",
        )
    )


@given(
    total=st.integers(0, 10**12),
    shape=st.lists(st.integers(-(10**6), 10**9), min_size=1, max_size=12),
    step=st.sampled_from([1, 100, 100_000]),
)
def test_a_spread_sum_is_the_sum_that_was_typed(total: int, shape: list[int], step: int) -> None:
    months = dict(zip(JAN.span(len(shape)), shape, strict=True))
    laid = spread_like(Money(total, "RUB"), months, step)
    assert sum(each.minor for each in laid.values()) == total
    assert all(each.minor >= -step for each in laid.values())
    if any(weight > 0 for weight in shape):
        assert all(laid[month].minor == 0 for month, weight in months.items() if weight <= 0)


def test_a_year_is_laid_on_its_months_as_the_year_before_went(office: Office) -> None:
    account = office.account()
    for month in (JAN - 12).span(12):
        sold(office, account, month, 300_000 if month.month == 12 else 100_000)
    spread_targets(office.workspace, table(office, account), None, rub(2_800_000), Spread.AS_LAST_YEAR)
    row = table(office, account).whole
    assert row.target == 2_800_000_00
    assert row.cells[0].target == 200_000_00
    assert row.cells[11].target == 600_000_00
    undo_step(office.workspace, office.last_step())
    assert table(office, account).whole.target is None


def test_evenly_means_round_months_and_the_rest_in_the_last_one(office: Office) -> None:
    account = office.account()
    spread_targets(office.workspace, table(office, account), None, rub(100_000_000), Spread.EVENLY)
    months = [cell.target or 0 for cell in table(office, account).whole.cells]
    assert sum(months) == 100_000_000_00
    assert all(minor % 10_000_00 == 0 for minor in months)
    assert max(months) - min(months) <= 100_000_00


def test_months_that_are_over_can_keep_their_targets(office: Office) -> None:
    account = office.account()
    for month in JAN.span(10):
        office.add(Target(account_id=account.id, month=month, amount_minor=100_00, currency="RUB"))
    spread_targets(office.workspace, table(office, account), None, rub(1600), Spread.EVENLY, keep_over=True)
    months = [cell.target for cell in table(office, account).whole.cells]
    assert months == [100_00] * 10 + [300_00] * 2
    with pytest.raises(FieldErrors) as refused:
        spread_targets(office.workspace, table(office, account), None, rub(900), keep_over=True)
    assert [each.code for each in refused.value.errors] == ["money.less_than_over"]
    assert "money.less_than_over" in SENTENCES


def test_a_cell_is_set_changed_and_taken_away(office: Office) -> None:
    account = office.account()
    line = office.add(ProductLine(name="Лента", name_key="лента"))
    work = office.workspace
    set_targets(work, account.id, [TargetChange(line.id, JAN, rub(5), None)])
    assert table(office, account).row(line.id).cells[0].target == 5_00
    assert table(office, account).lines_by_month == {JAN: 5_00}
    set_targets(work, account.id, [TargetChange(line.id, JAN, rub(6), 5_00)])
    assert table(office, account).row(line.id).target == 6_00
    set_targets(work, account.id, [TargetChange(line.id, JAN, None, 6_00)])
    assert table(office, account).row(line.id).target is None


def test_a_cell_that_somebody_changed_meanwhile_is_not_overwritten(office: Office) -> None:
    account = office.account()
    set_targets(office.workspace, account.id, [TargetChange(None, JAN, rub(5), None)])
    stale = [TargetChange(None, JAN, rub(9), None), TargetChange(None, JAN + 1, rub(9), None)]
    with pytest.raises(ConflictError):
        set_targets(office.workspace, account.id, stale)
    assert [cell.target for cell in table(office, account).whole.cells][:2] == [5_00, None]


def test_a_target_below_nothing_is_refused_beside_its_field(office: Office) -> None:
    account = office.account()
    with pytest.raises(FieldErrors) as refused:
        set_targets(office.workspace, account.id, [TargetChange(None, JAN, rub(-1), None)])
    assert [(each.field, each.code) for each in refused.value.errors] == [("target", "field.negative")]


def test_targets_of_margin_live_beside_those_of_revenue(office: Office) -> None:
    account = office.account()
    change = [TargetChange(None, JAN, rub(5), None)]
    set_targets(office.workspace, account.id, change, TargetMeasure.MARGIN)
    assert table(office, account).whole.target is None
    margins = read_targets(office.workspace, account.id, 2026, TargetMeasure.MARGIN, as_of=NOW)
    assert margins.whole.target == 5_00


def test_plan_and_fact_count_only_months_that_are_over_and_planned(office: Office) -> None:
    account = office.account()
    for month in JAN.span(11):
        sold(office, account, month, 10)
    for month in (JAN, JAN + 1, JAN + 11):
        set_targets(office.workspace, account.id, [TargetChange(None, month, rub(12), None)])
    row = table(office, account).whole
    assert (row.target, row.target_of_months_over, row.fact_of_plan) == (36_00, 24_00, 20_00)
    assert (row.fact, row.cells[10].over) == (100_00, False)
    assert row.cells[10].fact == 10_00, "the running month is shown"


def test_the_gap_is_the_target_less_what_is_booked_less_what_the_deals_are_worth(office: Office) -> None:
    account = office.account()
    for month in JAN.span(11):
        sold(office, account, month, 5)
    for month in JAN.span(12):
        set_targets(office.workspace, account.id, [TargetChange(None, month, rub(10), None)])
    for title, day in (("в году", date(2026, 12, 20)), ("позже", date(2027, 2, 1)), ("без срока", None)):
        draft = DealDraft(
            title=title, stage=OpportunityStage.QUALIFIED, amount=rub(40), probability=50, expected_on=day
        )
        add_deal(office.workspace, account.id, draft)
    found = outlook(office, account)
    assert found.line is not None
    assert (found.target, found.booked, found.base) == (rub(120), rub(55), Base.BOOKED)
    assert [(row.title, worth) for row, worth in found.parts] == [("в году", rub(20))]
    assert found.line.gap == rub(120 - 55 - 20)
    assert (found.later, found.unknown) == (1, 1)


def test_a_year_ahead_begins_with_the_pace_of_the_last_twelve_months(office: Office) -> None:
    account = office.account()
    for month in (Month(2025, 11)).span(12):
        sold(office, account, month, 5)
    set_targets(office.workspace, account.id, [TargetChange(None, Month(2027, 3), rub(100), None)])
    found = outlook(office, account, 2027)
    assert (found.base, found.booked, found.target) == (Base.PACE, rub(60), rub(100))
    assert found.line is not None
    assert found.line.missing == rub(40)
    assert outlook(office, account).line is None, "the running year has no target"


def test_quarters_begin_with_this_one_and_hold_what_should_come_in_them(office: Office) -> None:
    account = office.account()
    sold(office, account, Month(2026, 10), 7)
    for title, day in (
        ("зима", date(2027, 1, 15)),
        ("сейчас", date(2026, 12, 1)),
        ("давно", date(2026, 6, 1)),
    ):
        add_deal(
            office.workspace,
            account.id,
            DealDraft(title=title, amount=rub(10), probability=50, expected_on=day),
        )
    found = outlook(office, account)
    assert [(each.quarter.year, each.quarter.number) for each in found.quarters] == [
        (2026, 4),
        (2027, 1),
        (2027, 2),
        (2027, 3),
    ]
    assert [each.weighted for each in found.quarters] == [rub(5), rub(5), rub(0), rub(0)]
    assert found.quarters[0].booked == rub(7)
    assert [row.title for row in found.quarters[1].deals] == ["зима"]
    assert [row.title for row in found.slipped] == ["давно"]
    assert (found.slipped_weighted, found.slipped_amount) == (rub(5), rub(10))
    assert [each.overdue for each in found.quarters] == [rub(0)] * 4


def test_what_should_have_come_counts_in_quarter_and_line_and_is_told_apart(office: Office) -> None:
    account = office.account()
    office.add(
        Target(account_id=account.id, month=Month(2026, 12), amount_minor=rub(100).minor, currency="RUB")
    )
    for title, day in (("давно", date(2026, 6, 1)), ("недавно", date(2026, 11, 2)), ("ещё", NOW.date())):
        add_deal(
            office.workspace,
            account.id,
            DealDraft(title=title, amount=rub(10), probability=50, expected_on=day),
        )
    found = outlook(office, account)
    assert found.line is not None
    assert (found.line.weighted, found.overdue) == (rub(15), rub(10))
    assert (found.quarters[0].weighted, found.quarters[0].overdue) == (rub(10), rub(5))
    assert found.slipped_weighted + found.quarters[0].weighted == found.line.weighted


def test_the_steps_of_targets_have_words() -> None:
    assert {
        "targets.changed",
        "targets.spread",
        "spend.added",
        "spend.changed",
        "spend.deleted",
    } <= STEPS.keys()
