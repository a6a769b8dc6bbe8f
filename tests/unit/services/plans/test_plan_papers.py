"""What a plan's papers show: names for identities, what is late, the version that was asked for."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from kam.core.errors import NotFoundError
from kam.core.periods import Month
from kam.core.vocabulary import (
    ApprovalAnswer,
    InteractionKind,
    InteractionStatus,
    OpportunityStage,
    PlanStatus,
    TargetMeasure,
)
from kam.models import (
    CommunicationLine,
    Measurement,
    Objective,
    Opportunity,
    Participant,
    Plan,
    PlanDecision,
    Review,
    Target,
)
from kam.reports.content.plan import CustomerPlanPaper, GrowthWay, NoQuarter, PlanChangeSort, PlanPaper
from kam.services.plans.customer import collect_customer_plan
from kam.services.plans.exporting import plan_of_account
from kam.services.plans.paper import collect_plan
from kam.services.plans.versions import answer, submit
from tests.builders import NOW, Office
from tests.stored_plans import Planned


@pytest.fixture
def planned(office: Office) -> Planned:
    return Planned.in_(office)


def paper_of(planned: Planned, *, version: int | None = None, as_of: datetime = NOW) -> PlanPaper:
    return collect_plan(
        planned.office.workspace,
        planned.plan.id,
        as_of=as_of,
        printed_at=as_of,
        language="ru",
        version=version,
    )


def copy_of(planned: Planned, *, version: int | None = None) -> CustomerPlanPaper:
    return collect_customer_plan(
        planned.office.workspace, planned.plan.id, as_of=NOW, printed_at=NOW, language="ru", version=version
    )


def test_the_paper_calls_people_by_name_and_says_what_is_late(planned: Planned) -> None:
    office = planned.office
    office.change(planned.revenue, owner_id=office.me)
    office.change(planned.offer, due_on=date(2026, 11, 20))

    paper = paper_of(planned)

    first, second = paper.objectives
    assert (first.number, first.title, first.owner) == (1, "Контракт 2027", "М. Кречетова")
    [action] = first.actions
    assert (action.text, action.owner, action.days_late) == ("Рамка контракта", "М. Кречетова", 3)
    [talks] = first.initiatives
    assert talks.milestones[0].title == "Подпись"
    assert (second.baseline, second.target) == (Decimal("1.9"), Decimal("0.8"))
    assert paper.head.status is PlanStatus.DRAFT
    assert paper.head.version is None
    assert paper.approvals == ()


def test_a_version_prints_what_was_frozen_and_what_became_of_it(planned: Planned) -> None:
    office = planned.office
    boss = office.colleague("Кирилл Астахов", job_title="коммерческий директор")
    submit(office.workspace, planned.plan.id, [boss.id])
    answer(office.workspace, planned.plan.id, boss.id, ApprovalAnswer.NO, comment="мало доказательств")
    office.change(planned.revenue, title="Контракт 2027, вторая попытка")

    old, now = paper_of(planned, version=1), paper_of(planned)

    assert old.objectives[0].title == "Контракт 2027"
    assert (old.head.version, old.head.status) == (1, PlanStatus.RETURNED)
    author, approver = old.approvals
    assert (author.is_author, author.name) == (True, "М. Кречетова")
    assert (approver.name, approver.role, approver.comment) == (
        "К. Астахов",
        "коммерческий директор",
        "мало доказательств",
    )
    assert old.previous_version is None
    assert (now.head.version, now.previous_version) == (None, 1)
    [change] = now.changes
    assert change.sort is PlanChangeSort.CHANGED
    assert (change.before, change.after) == ("Контракт 2027", "Контракт 2027, вторая попытка")


def test_a_new_measurement_is_told_with_its_objective_and_value(planned: Planned) -> None:
    office = planned.office
    submit(office.workspace, planned.plan.id, [office.me])
    answer(office.workspace, planned.plan.id, office.me, ApprovalAnswer.NO, comment="мало")
    losses = planned.losses.title
    office.add(Measurement(objective_id=planned.losses.id, on=date(2026, 11, 10), value=Decimal("1.25")))

    [added] = [each for each in paper_of(planned).changes if each.sort is PlanChangeSort.ADDED]
    assert (added.subject, added.after, added.happened) == (losses, "1,25, 10.11.2026", True)


def test_a_submitted_plan_is_printed_as_its_version(planned: Planned) -> None:
    office = planned.office
    submit(office.workspace, planned.plan.id, [office.me])

    head = paper_of(planned).head

    assert (head.version, head.status, head.submitted_on) == (1, PlanStatus.SUBMITTED, date(2026, 11, 23))


def test_a_version_that_never_was_is_told(planned: Planned) -> None:
    with pytest.raises(NotFoundError) as refused:
        paper_of(planned, version=7)

    assert refused.value.code == "plan.version_gone"


def test_the_gap_is_what_target_leaves_after_sales_and_weighted_opportunities(planned: Planned) -> None:
    office, account = planned.office, planned.account.id
    office.add_all(
        Target(
            account_id=account,
            month=Month(2026, 12),
            measure=TargetMeasure.REVENUE,
            amount_minor=100_000_00,
            currency="RUB",
        ),
        Opportunity(
            account_id=account,
            title="Короба",
            stage=OpportunityStage.PROPOSED,
            amount_minor=50_000_00,
            currency="RUB",
            probability=40,
            expected_on=date(2027, 2, 1),
        ),
        Opportunity(
            account_id=account,
            title="После плана",
            stage=OpportunityStage.IDEA,
            amount_minor=90_000_00,
            currency="RUB",
            probability=50,
            expected_on=date(2028, 2, 1),
        ),
    )

    paper = paper_of(planned)

    gap = paper.money.gap
    assert gap is not None
    assert (gap.target, gap.booked, gap.weighted, gap.gap) == (100_000_00, 0, 20_000_00, 80_000_00)
    assert [each.title for each in paper.opportunities] == ["После плана", "Короба"]


def test_every_open_opportunity_stands_somewhere_in_the_forecast(planned: Planned) -> None:
    for title, day in (
        ("Опоздала", date(2026, 6, 1)),
        ("Сейчас", date(2026, 12, 1)),
        ("Когда-нибудь", date(2030, 1, 1)),
        ("Без срока", None),
    ):
        planned.office.add(
            Opportunity(
                account_id=planned.account.id,
                title=title,
                stage=OpportunityStage.IDEA,
                amount_minor=50_000_00,
                currency="RUB",
                probability=40,
                expected_on=day,
            )
        )
    found = paper_of(planned).money.forecast
    assert [(each.first, each.apart) for each in found if each.first is None] == [
        (None, NoQuarter.OVERDUE),
        (None, NoQuarter.LATER),
        (None, NoQuarter.UNDATED),
    ]
    assert found[0].apart is NoQuarter.OVERDUE
    assert [each.weighted for each in found] == [20_000_00] * 4


def test_without_a_target_there_is_no_gap(planned: Planned) -> None:
    assert paper_of(planned).money.gap is None


def test_who_meets_whom_says_when_they_last_did_and_when_they_next_do(planned: Planned) -> None:
    office = planned.office
    office.add(
        CommunicationLine(
            plan_id=planned.plan.id, colleague_id=office.me, stakeholder_id=planned.decider.id, every_days=14
        )
    )
    for when, status in (
        (datetime(2026, 11, 10, 10), InteractionStatus.DONE),  # noqa: DTZ001 - local time
        (datetime(2026, 12, 1, 10), InteractionStatus.PLANNED),  # noqa: DTZ001 - local time
    ):
        meeting = office.meeting(planned.account, when, planned.decider, status=status)
        office.add(Participant(interaction_id=meeting.id, colleague_id=office.me, position=1))

    line = paper_of(planned).contacts[-1]

    assert (line.colleague, line.stakeholder) == ("М. Кречетова", "Левашова И.")
    assert (line.last_on, line.next_on) == (date(2026, 11, 10), date(2026, 12, 1))


def test_decisions_stand_with_their_review_once_they_are_taken(planned: Planned) -> None:
    office, plan = planned.office, planned.plan.id
    review = Review(plan_id=plan, on=date(2026, 10, 15), results=3, outlook=4)
    office.add_all(
        review,
        PlanDecision(plan_id=plan, text="Запас 14 дней", needed_by=date(2026, 12, 10)),
        PlanDecision(plan_id=plan, text="Паллеты снять", review_id=review.id, decided_on=date(2026, 10, 15)),
    )

    paper = paper_of(planned)

    assert [each.text for each in paper.needed] == ["Запас 14 дней"]
    [held] = paper.reviews
    assert [each.text for each in held.decisions] == ["Паллеты снять"]
    assert held.rating == Decimal("3.5")


def test_the_clients_copy_shows_objectives_worded_for_them_alone(planned: Planned) -> None:
    office = planned.office
    office.change(planned.losses, client_wording="Потери не выше 0,8 %")
    office.promise(
        planned.account,
        "Протокол на партию",
        due=date(2026, 12, 1),
        objective_id=planned.losses.id,
        promised_to_client=True,
    )
    office.promise(
        planned.account, "Внутренний расчёт", objective_id=planned.losses.id, promised_to_client=False
    )

    paper = copy_of(planned)

    [objective] = paper.objectives
    assert objective.text == "Потери не выше 0,8 %"
    assert [each.text for each in objective.obligations] == ["Протокол на партию"]
    assert "Протокол на партию" not in [each.text for each in paper.our_obligations]


def test_a_frozen_copy_forgets_what_is_no_promise_to_the_client_any_more(planned: Planned) -> None:
    office = planned.office
    office.change(planned.losses, client_wording="Потери не выше 0,8 %")
    promise = office.promise(
        planned.account, "Протокол на партию", objective_id=planned.losses.id, promised_to_client=True
    )
    submit(office.workspace, planned.plan.id, [office.me])
    office.change(promise, promised_to_client=False)

    [objective] = copy_of(planned, version=1).objectives

    assert objective.obligations == ()


def test_what_is_planned_with_the_client_is_told_with_its_subject(planned: Planned) -> None:
    planned.office.meeting(planned.account, kind=InteractionKind.BUSINESS_REVIEW, subject="Обзор года")
    planned.office.meeting(planned.account, kind=InteractionKind.NOTE, subject="Заметка для себя")

    [meeting] = copy_of(planned).meetings

    assert (meeting.subject, meeting.is_review) == ("Обзор года", True)


def test_of_several_plans_the_running_one_is_meant_then_the_next(office: Office) -> None:
    account = office.account()

    def plan(first: date, last: date, status: PlanStatus = PlanStatus.DRAFT) -> UUID:
        return office.add(
            Plan(account_id=account.id, title="План", starts_on=first, ends_on=last, status=status)
        ).id

    def meant() -> UUID:
        return plan_of_account(office.workspace, account.id, as_of=NOW)

    with pytest.raises(NotFoundError) as refused:
        meant()
    assert refused.value.code == "plan.none"
    past = plan(date(2024, 1, 1), date(2024, 12, 31), PlanStatus.CLOSED)
    assert meant() == past
    plan(date(2028, 1, 1), date(2028, 12, 31))
    ahead = plan(date(2027, 1, 1), date(2027, 12, 31))
    assert meant() == ahead
    running = plan(date(2026, 1, 1), date(2026, 12, 31))
    assert meant() == running


def test_a_thin_plan_of_a_client_of_whom_nothing_is_known_has_its_papers(office: Office) -> None:
    account = office.account("Ольха")
    plan = office.add(
        Plan(account_id=account.id, title="План", starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))
    )
    office.add(Objective(plan_id=plan.id, kind="revenue", title="Первая отгрузка"))

    paper = collect_plan(
        office.workspace, plan.id, as_of=NOW, printed_at=NOW + timedelta(hours=1), language="en"
    )

    assert paper.people is None
    assert paper.money.block.months == ()
    assert paper.whitespace.rows == ()
    assert [line.title for line in paper.objectives] == ["Первая отгрузка"]


def test_growth_leads_from_the_baseline_of_the_objective_to_its_target(planned: Planned) -> None:
    office = planned.office
    office.change(
        planned.revenue, measure="выручка", unit="млн ₽", baseline=Decimal("90.1"), target=Decimal(108)
    )
    assert paper_of(planned).money.way == GrowthWay(90_100_000_00, 108_000_000_00)
    office.change(planned.revenue, unit="%")
    assert paper_of(planned).money.way is None
