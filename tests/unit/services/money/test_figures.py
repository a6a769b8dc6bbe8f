"""The months of a client against last year and target, its lines, the whitespace in sums."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from kam.core.errors import NotFoundError
from kam.core.ids import new_id
from kam.core.periods import Month
from kam.core.vocabulary import SalesSource, TargetMeasure, WhitespaceStage
from kam.models import (
    Account,
    BusinessUnit,
    ClientSpend,
    MonthlySales,
    OrderLine,
    ProductLine,
    Target,
    WhitespaceCell,
)
from kam.services.money.figures import MoneyQuery, read_figures
from kam.services.money.rows import Figures, Measure
from kam.services.money.whitespace import CellFigure, read_whitespace
from tests.builders import NOW, Office

LAST = Month(2026, 10)
"""The last full month: today is 23 November 2026."""


def d(value: int) -> Decimal:
    return Decimal(value)


def line(office: Office, name: str, unit: str | None = None) -> ProductLine:
    return office.add(ProductLine(name=name, name_key=name.lower(), unit=unit))


def sold(
    office: Office,
    account: Account,
    month: Month,
    minor: int,
    *,
    line: ProductLine | None = None,
    unit: BusinessUnit | None = None,
    cost: int | None = None,
    quantity: Decimal | None = None,
) -> None:
    office.add(
        MonthlySales(
            account_id=account.id,
            month=month,
            unit_id=unit.id if unit else None,
            product_line_id=line.id if line else None,
            revenue_minor=minor,
            cost_minor=cost,
            quantity=quantity,
            currency="RUB",
        )
    )


def target(office: Office, account: Account, month: Month, minor: int, line: UUID | None = None) -> None:
    office.add(
        Target(account_id=account.id, month=month, product_line_id=line, amount_minor=minor, currency="RUB")
    )


def figures(office: Office, account: Account, query: MoneyQuery | None = None) -> Figures:
    return read_figures(office.workspace, account.id, query or MoneyQuery(), as_of=NOW)


def test_twelve_full_months_are_summed_and_the_running_one_only_shown(office: Office) -> None:
    account = office.account()
    for back in range(-1, 24):
        sold(office, account, LAST - back, 100_00 if back < 12 else 80_00)
    found = figures(office, account)
    assert [row.month for row in found.months] == [*(LAST - 11).span(12), LAST + 1]
    assert (found.total, found.before) == (d(1200_00), d(960_00))
    assert found.change == Decimal("0.25")
    assert [row.running for row in found.months] == [False] * 12 + [True]
    assert found.months[-1].fact == 100_00


def test_a_month_before_anybody_sold_anything_is_unknown_and_one_without_sales_is_nothing(
    office: Office,
) -> None:
    account = office.account()
    sold(office, account, LAST - 5, 70_00)
    sold(office, account, LAST, 30_00)
    found = figures(office, account)
    facts = {row.month: row.fact for row in found.months}
    assert facts[LAST - 6] is None
    assert facts[LAST - 4] == 0
    assert found.total == 100_00
    assert found.before is None
    assert found.change is None


def test_a_target_of_the_whole_stands_for_its_month_and_lines_have_their_own(office: Office) -> None:
    account = office.account()
    tape, disks = line(office, "Лента"), line(office, "Круги")
    for back in range(12):
        sold(office, account, LAST - back, 60_00, line=tape)
        sold(office, account, LAST - back, 30_00, line=disks)
    target(office, account, LAST, 100_00)
    target(office, account, LAST, 80_00, tape.id)
    target(office, account, LAST - 1, 50_00, tape.id)
    found = figures(office, account)
    by_month = {row.month: row for row in found.months}
    assert by_month[LAST].target == 100_00
    assert by_month[LAST].done == Decimal("0.9")
    assert by_month[LAST - 1].target == 50_00
    tape_row = next(row for row in found.lines if row.name == "Лента")
    assert (tape_row.target, tape_row.fact_of_plan) == (d(130_00), d(120_00))
    assert (found.whole.target, found.whole.fact_of_plan) == (d(150_00), d(180_00))
    assert found.plan is not None
    assert (found.plan.fact, found.plan.target) == (d(180_00), d(150_00))


def test_the_lines_sum_to_the_whole_and_come_by_size(office: Office) -> None:
    account = office.account()
    tape, disks = line(office, "Лента"), line(office, "Круги")
    sold(office, account, LAST, 40_00, line=tape, cost=30_00)
    sold(office, account, LAST, 60_00, line=disks, cost=45_00)
    sold(office, account, LAST - 1, 5_00)
    found = figures(office, account)
    assert [row.name for row in found.lines] == ["Круги", "Лента", ""]
    assert sum(row.fact or 0 for row in found.lines) == found.total == 105_00
    assert [row.margin for row in found.lines] == [Decimal("0.25"), Decimal("0.25"), None]
    assert found.whole.margin is None, "one unknown cost makes the whole unknown"


def test_a_line_that_was_not_bought_the_year_before_is_new(office: Office) -> None:
    account = office.account()
    tape, disks = line(office, "Лента"), line(office, "Круги")
    for back in range(24):
        sold(office, account, LAST - back, 10_00, line=tape)
    sold(office, account, LAST, 10_00, line=disks)
    assert {row.name: row.new for row in figures(office, account).lines} == {"Лента": False, "Круги": True}


def test_one_unit_and_one_line_can_be_looked_at_alone(office: Office) -> None:
    account = office.account()
    here = office.add(BusinessUnit(account_id=account.id, name="Площадка 1"))
    there = office.add(BusinessUnit(account_id=account.id, name="Площадка 2"))
    tape, disks = line(office, "Лента"), line(office, "Круги")
    sold(office, account, LAST, 10_00, line=tape, unit=here)
    sold(office, account, LAST, 20_00, line=disks, unit=here)
    sold(office, account, LAST, 40_00, line=tape, unit=there)
    target(office, account, LAST, 100_00)
    of_unit = figures(office, account, MoneyQuery(unit_id=here.id))
    assert of_unit.total == 30_00
    assert of_unit.months[-2].target is None, "units have no targets of their own"
    of_line = figures(office, account, MoneyQuery(line_id=tape.id))
    assert (of_line.total, of_line.line) == (d(50_00), "Лента")
    assert len(of_line.lines) == 2
    assert [unit.name for unit in of_unit.units] == ["Площадка 1", "Площадка 2"]


def test_a_month_says_which_line_and_unit_it_fell_by(office: Office) -> None:
    account = office.account()
    here = office.add(BusinessUnit(account_id=account.id, name="Площадка 2"))
    tape, disks = line(office, "Лента"), line(office, "Круги")
    for month, of_tape in ((LAST - 12, 90_00), (LAST, 20_00)):
        sold(office, account, month, of_tape, line=tape, unit=here)
        sold(office, account, month, 50_00, line=disks, unit=here)
    (row,) = [row for row in figures(office, account).months if row.month == LAST]
    assert row.reason is not None
    assert (row.reason.line, row.reason.unit, row.reason.behind) == ("Лента", "Площадка 2", d(70_00))
    rest = [row.reason for row in figures(office, account).months if row.month != LAST]
    assert rest == [None] * 12


def test_margin_is_counted_where_every_cost_is_known(office: Office) -> None:
    account = office.account()
    sold(office, account, LAST - 1, 100_00, cost=70_00)
    sold(office, account, LAST, 100_00)
    found = figures(office, account, MoneyQuery(measure=Measure.MARGIN))
    facts = {row.month: row.fact for row in found.months}
    assert facts[LAST - 1] == 30_00
    assert facts[LAST] is None
    assert found.total is None


def test_pieces_and_metres_are_not_added(office: Office) -> None:
    account = office.account()
    tape, disks = line(office, "Лента", "м"), line(office, "Круги", "шт.")
    sold(office, account, LAST, 1, line=tape, quantity=Decimal(500))
    sold(office, account, LAST, 1, line=disks, quantity=Decimal(20))
    mixed = figures(office, account, MoneyQuery(measure=Measure.QUANTITY))
    assert mixed.mixed_units
    assert mixed.total is None
    assert {row.name: row.fact for row in mixed.lines} == {"Лента": 500, "Круги": 20}
    alone = figures(office, account, MoneyQuery(measure=Measure.QUANTITY, line_id=tape.id))
    assert (alone.total, alone.quantity_unit, alone.mixed_units) == (d(500), "м", False)


def test_a_fiscal_year_is_shown_whole_and_counted_as_far_as_it_is_over(office: Office) -> None:
    account = office.account()
    for back in range(-1, 24):
        sold(office, account, LAST - back, 10_00)
    for month in Month(2026, 1).span(12):
        target(office, account, month, 12_00)
    found = figures(office, account, MoneyQuery(year=2026))
    assert len(found.months) == 12
    assert found.total == 100_00
    assert found.before == 100_00
    assert found.months[-1].fact is None
    assert found.plan is not None
    assert (found.plan.first, found.plan.last) == (Month(2026, 1), LAST)
    assert found.plan.target_of_year == 144_00
    assert found.years == (2026, 2025, 2024)


def test_it_says_until_when_orders_are_known(office: Office) -> None:
    account = office.account()
    office.add(
        OrderLine(
            account_id=account.id,
            order_number="З-1",
            line_number=1,
            on=date(2026, 11, 20),
            revenue_minor=5_00,
            currency="RUB",
        )
    )
    found = figures(office, account)
    assert (found.orders_until, found.source) == (date(2026, 11, 20), SalesSource.ORDERS)


def test_sums_without_a_rate_are_left_out_and_named(office: Office) -> None:
    account = office.account()
    sold(office, account, LAST, 10_00)
    office.add(MonthlySales(account_id=account.id, month=LAST - 1, revenue_minor=99, currency="USD"))
    found = figures(office, account)
    assert found.total == 10_00
    assert found.missing_rates == ("USD",)


def test_a_client_that_never_bought_has_nothing_to_show(office: Office) -> None:
    found = figures(office, office.account())
    assert found.lines == ()
    assert found.total is None
    assert found.plan is None
    with pytest.raises(NotFoundError):
        read_figures(office.workspace, new_id(), as_of=NOW)


def test_margin_targets_are_told_from_those_of_revenue(office: Office) -> None:
    account = office.account()
    sold(office, account, LAST, 100_00, cost=60_00)
    office.add(
        Target(
            account_id=account.id,
            month=LAST,
            measure=TargetMeasure.MARGIN,
            amount_minor=50_00,
            currency="RUB",
        )
    )
    assert figures(office, account).plan is None
    found = figures(office, account, MoneyQuery(measure=Measure.MARGIN))
    assert found.plan is not None
    assert found.plan.done == Decimal("0.8")


def test_the_whitespace_says_what_is_ours_of_all_that_is_bought(office: Office) -> None:
    account = office.account()
    here = office.add(BusinessUnit(account_id=account.id, name="Площадка 1"))
    there = office.add(BusinessUnit(account_id=account.id, name="Площадка 2"))
    tape = line(office, "Лента")
    sold(office, account, LAST, 20_00, line=tape, unit=here)
    office.add(
        ClientSpend(
            account_id=account.id,
            unit_id=here.id,
            product_line_id=tape.id,
            year=2026,
            total_minor=50_00,
            currency="RUB",
        )
    )
    office.add(
        WhitespaceCell(
            account_id=account.id,
            unit_id=there.id,
            product_line_id=tape.id,
            stage=WhitespaceStage.POTENTIAL,
            potential_minor=30_00,
            currency="RUB",
        )
    )
    found = read_whitespace(office.workspace, account.id, as_of=NOW)
    assert found.cells[tape.id, here.id] == CellFigure(20_00, 50_00)
    assert found.cells[tape.id, there.id] == CellFigure(0, 30_00)
    assert found.lines[tape.id] == CellFigure(20_00, 80_00)
    assert found.lines[tape.id].share == Decimal("0.25")
    assert found.units[here.id].share == Decimal("0.4")


def test_more_of_ours_than_was_estimated_is_all_of_it(office: Office) -> None:
    assert CellFigure(30_00, 20_00).share == 1
    assert CellFigure(30_00, None).share is None
