"""The program's review of a plan, with what the workspace knows around it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from kam.analysis.plans.findings import FindingCode
from kam.analysis.plans.review import Surroundings
from kam.core.errors import NotFoundError
from kam.core.ids import new_id
from kam.core.money import Money
from kam.core.periods import Month
from kam.core.typed_money import MoneyUnit
from kam.core.vocabulary import BuyingRole, InteractionKind, PlanStatus, WhitespaceStage
from kam.models import MonthlySales, ProductLine, WhitespaceCell
from kam.services.plans.checking import PlanCheck, check_plan, surroundings_of
from kam.services.plans.records import plan_of
from kam.services.plans.telling import content_of
from tests.builders import Office
from tests.complaints import registered
from tests.stored_plans import Planned

TODAY = date(2026, 11, 23)


@pytest.fixture
def planned(office: Office) -> Planned:
    return Planned.in_(office)


def check(planned: Planned) -> PlanCheck:
    return check_plan(planned.office.workspace, planned.plan.id, as_of=planned.office.clock.now())


def around(planned: Planned) -> Surroundings:
    with planned.office.workspace.reading() as session:
        plan = plan_of(session, planned.plan.id)
        return surroundings_of(session, plan, content_of(session, plan, TODAY), TODAY)


def cell(
    planned: Planned, stage: WhitespaceStage, millions: int | None, currency: str | None = "RUB"
) -> None:
    line = planned.office.add(ProductLine(name=(name := f"{stage} {millions} {currency}"), name_key=name))
    minor = None if millions is None else millions * 100_000_000
    planned.office.add(
        WhitespaceCell(
            account_id=planned.account.id,
            product_line_id=line.id,
            stage=stage,
            potential_minor=minor,
            currency=currency,
        )
    )


def test_a_plan_is_told_what_contradicts_itself_and_what_is_missing(planned: Planned) -> None:
    boss = planned.office.stakeholder(planned.account, "Пётр", "Ратников", roles=(BuyingRole.DECIDER,))
    found = check(planned)
    assert [(each.code, each.item_id) for each in found.findings if each.severity == 0] == [
        (FindingCode.OBJECTIVE_WITHOUT_ACTIONS, planned.losses.id),
        (FindingCode.RISK_WITHOUT_RESPONSE, planned.tender.id),
        (FindingCode.DECIDER_WITHOUT_CONTACT, boss.id),
    ]
    assert found.names[boss.id] == "Пётр Ратников"
    assert 0 < found.completeness.percent < 100


def test_more_revenue_than_there_is_to_win_is_told_in_the_unit_of_the_objective(planned: Planned) -> None:
    cell(planned, WhitespaceStage.POTENTIAL, 9)
    cell(planned, WhitespaceStage.COMPETITOR, 7)
    cell(planned, WhitespaceStage.CLOSED, 100)
    cell(planned, WhitespaceStage.WON, 100)
    cell(planned, WhitespaceStage.POTENTIAL, None)
    assert around(planned).whitespace == Money(1_600_000_000, "RUB")
    (finding,) = (
        each for each in check(planned).findings if each.code is FindingCode.REVENUE_ABOVE_WHITESPACE
    )
    assert finding.details["growth"] == Money(1_660_000_000, "RUB")


def test_what_no_rate_is_known_for_makes_the_whitespace_unknown(planned: Planned) -> None:
    assert around(planned).whitespace is None
    cell(planned, WhitespaceStage.POTENTIAL, 9)
    cell(planned, WhitespaceStage.POTENTIAL, 1, "EUR")
    assert around(planned).whitespace is None


def test_what_was_bought_in_the_year_before_the_plan_is_known(planned: Planned) -> None:
    for month, minor in (
        (Month(2025, 6), 100),
        (Month(2025, 7), 10),
        (Month(2026, 6), 20),
        (Month(2026, 7), 40),
    ):
        planned.office.add(
            MonthlySales(
                account_id=planned.account.id, month=month, revenue_minor=minor * 100, currency="RUB"
            )
        )
    found = around(planned)
    assert found.bought_before == Money(3_000, "RUB")
    assert found.units == {planned.revenue.id: MoneyUnit("RUB", 1_000_000)}


def test_whoever_has_left_is_gone_from_the_day_after(planned: Planned) -> None:
    office = planned.office
    left = office.colleague(left_on=TODAY - timedelta(days=1))
    leaving = office.colleague("Пётр", left_on=TODAY)
    decider = office.stakeholder(
        planned.account, roles=(BuyingRole.DECIDER,), left_on=TODAY - timedelta(days=1)
    )
    found = around(planned)
    assert found.gone == {left.id, decider.id}
    assert leaving.id not in found.gone
    assert found.deciders == ()


def test_a_review_on_the_calendar_is_the_next_one(planned: Planned) -> None:
    office = planned.office
    for day, kind in (
        (date(2026, 11, 20), InteractionKind.BUSINESS_REVIEW),
        (date(2026, 12, 16), InteractionKind.BUSINESS_REVIEW),
        (date(2026, 12, 1), InteractionKind.MEETING),
    ):
        office.meeting(planned.account, datetime.combine(day, datetime.min.time()), kind=kind)
    assert around(planned).next_review == date(2026, 12, 16)
    assert not around(planned).is_running
    office.change(planned.plan, status=PlanStatus.APPROVED)
    assert around(planned).is_running


def test_a_plan_that_is_gone_says_so(office: Office) -> None:
    with pytest.raises(NotFoundError):
        check_plan(office.workspace, new_id(), as_of=office.clock.now())


def test_a_complaint_past_its_norm_is_told_before_anybody_asks_for_more(planned: Planned) -> None:
    office = planned.office
    now = office.clock.now()
    office.clock.moment = now - timedelta(days=5)
    late = registered(office, planned.account)
    registered(office, office.account("Другой"))
    office.clock.moment = now
    registered(office, planned.account, summary="Сегодняшняя")
    found = [each for each in check(planned).findings if each.code is FindingCode.COMPLAINT_OVERDUE]
    assert [each.item_id for each in found] == [late]
    assert str(found[0].details["title"]).startswith("K-2026-0001: Коррозия")
