"""What stands beside a plan: who spoke when and is late, what growth has to bring, which template asks."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from kam.core.money import Money
from kam.core.vocabulary import (
    AccountStatus,
    InteractionStatus,
    ObjectiveKind,
    ObjectiveStatus,
    RelationshipStrategy,
)
from kam.models import (
    Account,
    CommunicationLine,
    GrowthSource,
    Objective,
    Participant,
    Plan,
    Stakeholder,
)
from kam.services.plans.beside import Beside, Spoken, read_beside, suggest_template
from kam.services.plans.reading import read_plan
from tests.builders import Office

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)  # Monday the 23rd of November 2026 is today


@pytest.fixture
def account(office: Office) -> Account:
    return office.account()


@pytest.fixture
def plan(office: Office, account: Account) -> Plan:
    return office.add(Plan(account_id=account.id, title="План", starts_on=FIRST, ends_on=LAST))


@pytest.fixture
def irina(office: Office, account: Account) -> Stakeholder:
    return office.stakeholder(account)


def beside(office: Office, plan: Plan) -> Beside:
    now = office.clock.now()
    content = read_plan(office.workspace, plan.id, as_of=now).content
    return read_beside(office.workspace, content, as_of=now, language="ru")


def spoken(office: Office, plan: Plan, irina: Stakeholder, every: int | None) -> Spoken:
    office.add(
        CommunicationLine(plan_id=plan.id, colleague_id=office.me, stakeholder_id=irina.id, every_days=every)
    )
    [found] = beside(office, plan).spoken.values()
    return found


def meet(office: Office, account: Account, irina: Stakeholder, day: date, status: InteractionStatus) -> None:
    meeting = office.meeting(account, datetime.combine(day, time(12)), irina, status=status)
    office.add(Participant(interaction_id=meeting.id, colleague_id=office.me, position=1))


def test_a_line_says_when_the_two_last_spoke_and_next_will(
    office: Office, account: Account, plan: Plan, irina: Stakeholder
) -> None:
    for day in (date(2026, 9, 1), date(2026, 10, 20)):
        meet(office, account, irina, day, InteractionStatus.DONE)
    for day in (date(2026, 12, 20), date(2026, 12, 3)):
        meet(office, account, irina, day, InteractionStatus.PLANNED)
    found = spoken(office, plan, irina, 30)
    assert found == Spoken(date(2026, 10, 20), date(2026, 12, 3), 4)  # the 19th of November was the day


def test_on_the_day_itself_nobody_is_late(
    office: Office, account: Account, plan: Plan, irina: Stakeholder
) -> None:
    meet(office, account, irina, office.today - timedelta(days=30), InteractionStatus.DONE)
    assert spoken(office, plan, irina, 30).late_days == 0


def test_who_never_spoke_is_late_from_an_interval_after_the_plan_began(
    office: Office, plan: Plan, irina: Stakeholder
) -> None:
    found = spoken(office, plan, irina, 90)
    assert found == Spoken(None, None, (office.today - FIRST).days - 90)


def test_without_an_interval_or_before_the_plan_begins_nobody_is_late(
    office: Office, account: Account, plan: Plan, irina: Stakeholder
) -> None:
    assert spoken(office, plan, irina, None).late_days == 0
    later = office.add(
        Plan(account_id=account.id, title="Потом", starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))
    )
    assert spoken(office, later, irina, 7).late_days == 0


def objective(office: Office, plan: Plan, target: int, **values: object) -> Objective:
    return office.add(
        Objective(
            plan_id=plan.id,
            kind=ObjectiveKind.REVENUE,
            title=f"{target}",
            target=Decimal(target),
            **{"unit": "млн ₽", "baseline": Decimal(90), **values},
        )
    )


def test_the_highest_objective_says_how_much_growth_is_needed(office: Office, plan: Plan) -> None:
    objective(office, plan, 96)
    highest = objective(office, plan, 108)
    objective(office, plan, 200, status=ObjectiveStatus.DROPPED)
    objective(office, plan, 300, baseline=None)
    objective(office, plan, 300, unit="%")
    office.add_all(
        GrowthSource(plan_id=plan.id, title="Башня", amount_minor=14_000_000_00, currency="RUB"),
        GrowthSource(plan_id=plan.id, title="Экспорт", amount_minor=9_000_000_00, currency="EUR"),
    )
    way = beside(office, plan).way
    assert way is not None
    assert way.objective_id == highest.id
    assert way.needed == Money(18_000_000_00, "RUB")
    assert way.sources == Money(14_000_000_00, "RUB")
    assert way.missing == Money(4_000_000_00, "RUB")


def test_without_a_revenue_objective_nothing_is_needed(office: Office, plan: Plan) -> None:
    objective(office, plan, 80)  # less than before
    assert beside(office, plan).way is None


def test_the_questions_and_the_template_suit_the_client(office: Office, account: Account, plan: Plan) -> None:
    office.change(account, status=AccountStatus.ACTIVE)
    assert beside(office, plan).template is None
    assert suggest_template(office.workspace, account.id, language="ru") is None
    office.change(plan, strategy=RelationshipStrategy.GROW)
    found = beside(office, plan).template
    assert found is not None
    assert found.code == "grow"
    assert suggest_template(office.workspace, account.id, language="ru") == "grow"
    office.change(account, status=AccountStatus.AT_RISK)
    assert suggest_template(office.workspace, account.id, language="ru") == "recovery"
