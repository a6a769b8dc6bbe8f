"""How far revenue objectives are: read from the sales, in the objective's own unit, up to its day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kam.analysis.plans.content import PlanObjective
from kam.core.periods import Month
from kam.core.vocabulary import ObjectiveKind
from kam.models import Account, CurrencyRate, Measurement, MonthlySales, Objective, Plan
from kam.services.plans.reading import read_plan
from tests.builders import Office

FIRST, LAST = date(2026, 7, 1), date(2027, 6, 30)


@pytest.fixture
def account(office: Office) -> Account:
    return office.account()


@pytest.fixture
def plan(office: Office, account: Account) -> Plan:
    return office.add(Plan(account_id=account.id, title="План", starts_on=FIRST, ends_on=LAST))


def sold(office: Office, account: Account, month: Month, rubles: int, currency: str = "RUB") -> None:
    office.add(
        MonthlySales(account_id=account.id, month=month, revenue_minor=rubles * 100, currency=currency)
    )


def told(
    office: Office, plan: Plan, kind: ObjectiveKind = ObjectiveKind.REVENUE, **values: object
) -> PlanObjective:
    office.add(Objective(plan_id=plan.id, kind=kind, title="Цель", **values))
    return read_plan(office.workspace, plan.id, as_of=office.clock.now()).content.objectives[-1]


@pytest.fixture
def half_a_year(office: Office, account: Account) -> None:
    """Two million in June, before the plan, then one in each of the four months to October."""
    for month, rubles in ((6, 2_000_000), (7, 1_000_000), (8, 1_000_000), (9, 1_000_000), (10, 1_000_000)):
        sold(office, account, Month(2026, month), rubles)


@pytest.mark.usefixtures("half_a_year")
@pytest.mark.parametrize(
    ("unit", "measure", "current"),
    [
        (None, None, 4_000_000),
        ("", "выручка", 4_000_000),
        ("₽", None, 4_000_000),
        ("RUB", None, 4_000_000),
        ("млн ₽", None, 4),
        ("тыс. руб.", None, 4000),
        ("млн ₽ в год", None, 4),
        (None, "выручка, млн ₽", 4),
        (None, "revenue (RUB thousand)", 4000),
    ],
)
def test_what_was_bought_since_the_plan_began_is_told_in_the_objectives_unit(
    office: Office, plan: Plan, unit: str | None, measure: str | None, current: int
) -> None:
    objective = told(office, plan, unit=unit, measure=measure)
    assert (objective.current, objective.current_on) == (Decimal(current), date(2026, 10, 31))
    assert objective.from_sales


@pytest.mark.usefixtures("half_a_year")
@pytest.mark.parametrize(
    ("kind", "unit", "measure"),
    [
        (ObjectiveKind.REVENUE, "%", "доля кошелька"),
        (ObjectiveKind.REVENUE, None, "маржа, %"),
        (ObjectiveKind.REVENUE, "линий", "линии продуктов"),
        (ObjectiveKind.REVENUE, "т", "отгрузка"),
        (ObjectiveKind.CLIENT_SUCCESS, "₽", "экономия"),
    ],
)
def test_anything_else_is_measured_by_hand(
    office: Office, plan: Plan, kind: ObjectiveKind, unit: str | None, measure: str
) -> None:
    objective = told(office, plan, kind, unit=unit, measure=measure)
    assert (objective.from_sales, objective.current) == (False, None)


@pytest.mark.usefixtures("half_a_year")
def test_it_counts_up_to_the_day_on_which_it_is_due(office: Office, plan: Plan) -> None:
    objective = told(office, plan, due_on=date(2026, 9, 30))
    assert (objective.current, objective.current_on) == (Decimal(3_000_000), date(2026, 9, 30))


@pytest.mark.usefixtures("half_a_year")
def test_what_was_measured_by_hand_before_stays_and_does_not_count(office: Office, plan: Plan) -> None:
    objective = office.add(Objective(plan_id=plan.id, kind=ObjectiveKind.REVENUE, title="Выручка"))
    office.add(Measurement(objective_id=objective.id, on=date(2026, 11, 1), value=Decimal(7)))
    [shown] = read_plan(office.workspace, plan.id, as_of=office.clock.now()).content.objectives
    assert shown.current == Decimal(4_000_000)
    assert [each.value for each in shown.measurements] == [Decimal(7)]


def test_without_sales_of_the_time_nothing_is_known(office: Office, account: Account, plan: Plan) -> None:
    nothing = told(office, plan)
    assert (nothing.from_sales, nothing.current, nothing.current_on) == (True, None, None)
    sold(office, account, Month(2026, 6), 2_000_000)
    assert told(office, plan).current is None


def test_no_sale_in_a_known_time_is_zero(office: Office, plan: Plan) -> None:
    sold(office, office.account("Другой"), Month(2026, 8), 5)
    objective = told(office, plan)
    assert (objective.current, objective.current_on) == (Decimal(0), date(2026, 8, 31))


def test_other_currencies_are_converted_and_never_guessed(
    office: Office, account: Account, plan: Plan
) -> None:
    sold(office, account, Month(2026, 7), 1_000_000)
    sold(office, account, Month(2026, 8), 10_000, currency="USD")
    assert told(office, plan).current is None
    office.add(CurrencyRate(currency="USD", on=date(2026, 7, 1), rate_millionths=90_000_000))
    assert told(office, plan).current == Decimal(1_900_000)
    assert told(office, plan, unit="$").current == Decimal("21111.11")
