"""What is done to a plan beside writing it: measured, moved, put in order, linked with the ledger."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from kam.core.errors import ConflictError, NotFoundError, RuleError
from kam.core.field_errors import FieldErrors
from kam.core.ids import new_id
from kam.core.vocabulary import InitiativeStatus, ObjectiveKind, PlanStatus, Side, SwotKind
from kam.models import (
    Account,
    Dependency,
    Initiative,
    Measurement,
    Milestone,
    Objective,
    Plan,
    SwotItem,
)
from kam.services.commitments.editing import NewCommitment
from kam.services.plans.actions import add_action, link_actions, list_actions, objectives_for, unlink_actions
from kam.services.plans.becoming import NewAction, become_action, become_objective, become_risk
from kam.services.plans.measuring import add_measurement, delete_measurement
from kam.services.plans.moving import move_initiative, order_objectives, pass_milestone, set_progress
from kam.services.plans.reading import PlanReading, read_plan
from kam.store.undo import undo
from tests.builders import Office

A_DAY = timedelta(days=1)
FIRST, LAST = date(2026, 7, 1), date(2027, 6, 30)


@pytest.fixture
def account(office: Office) -> Account:
    return office.account()


@pytest.fixture
def plan(office: Office, account: Account) -> Plan:
    return office.add(Plan(account_id=account.id, title="План", starts_on=FIRST, ends_on=LAST))


@pytest.fixture
def objective(office: Office, plan: Plan) -> Objective:
    return office.add(
        Objective(plan_id=plan.id, kind=ObjectiveKind.CLIENT_SUCCESS, title="Мойка за 41 минуту", unit="мин")
    )


def read(office: Office, plan: Plan) -> PlanReading:
    return read_plan(office.workspace, plan.id, as_of=office.clock.now())


def bar(
    office: Office, objective: Objective, title: str, starts: date, ends: date, *after: Initiative
) -> Initiative:
    initiative = Initiative(objective_id=objective.id, title=title, starts_on=starts, ends_on=ends)
    office.add_all(initiative, *(Dependency(before_id=each.id, after_id=initiative.id) for each in after))
    return initiative


def dates(office: Office, plan: Plan) -> dict[str, tuple[date | None, date | None]]:
    return {each.title: (each.starts_on, each.ends_on) for each in read(office, plan).content.initiatives}


# ---- measuring


def test_the_latest_measurement_is_how_far_an_objective_is(
    office: Office, plan: Plan, objective: Objective
) -> None:
    before = read(office, plan).content
    add_measurement(office.workspace, objective.id, value=Decimal("52.5"), note="линия 2")
    after = read(office, plan).content
    add_measurement(office.workspace, objective.id, value=Decimal(58), on=date(2026, 8, 1))
    [told] = read(office, plan).content.objectives
    assert (told.current, told.current_on) == (Decimal("52.5"), office.today)
    assert [each.value for each in told.measurements] == [Decimal(58), Decimal("52.5")]
    undo(office.workspace)
    assert read(office, plan).content == after
    undo(office.workspace)
    assert read(office, plan).content == before


def test_a_measurement_is_deleted_and_comes_back(office: Office, plan: Plan, objective: Objective) -> None:
    made = add_measurement(office.workspace, objective.id, value=Decimal(52)).value
    before = read(office, plan).content
    delete_measurement(office.workspace, made)
    assert read(office, plan).content.objectives[0].current is None
    undo(office.workspace)
    assert read(office, plan).content == before


def test_a_measurement_is_a_number_of_a_day_that_has_come(office: Office, objective: Objective) -> None:
    with pytest.raises(FieldErrors) as caught:
        add_measurement(office.workspace, objective.id, value=None, on=office.today + A_DAY)
    assert {each.field: each.code for each in caught.value.errors} == {
        "on": "field.in_future",
        "value": "field.required",
    }
    with pytest.raises(FieldErrors) as caught:
        add_measurement(office.workspace, objective.id, value=Decimal("0.00001"))
    assert caught.value.errors[0].code == "field.too_fine"


def test_revenue_is_counted_not_measured(office: Office, plan: Plan) -> None:
    revenue = office.add(
        Objective(plan_id=plan.id, kind=ObjectiveKind.REVENUE, title="108 млн", unit="млн ₽")
    )
    with pytest.raises(RuleError, match=r"plan\.measured_by_sales"):
        add_measurement(office.workspace, revenue.id, value=Decimal(96))


def test_facts_are_noted_in_an_approved_plan_and_never_in_a_closed_one(
    office: Office, plan: Plan, objective: Objective
) -> None:
    pilot = bar(office, objective, "Пилот", date(2026, 8, 1), date(2026, 9, 30))
    measured = office.add(Measurement(objective_id=objective.id, on=office.today, value=Decimal(50)))
    step = office.add(Milestone(initiative_id=pilot.id, title="Замер", due_on=date(2026, 9, 1)))
    office.change(plan, status=PlanStatus.APPROVED)
    add_measurement(office.workspace, objective.id, value=Decimal(52))
    set_progress(office.workspace, pilot.id, 30)
    pass_milestone(office.workspace, step.id, office.today)
    add_action(office.workspace, objective.id, NewCommitment(None, "Протокол"))
    office.change(plan, status=PlanStatus.CLOSED)
    closed = (
        lambda: add_measurement(office.workspace, objective.id, value=Decimal(52)),
        lambda: delete_measurement(office.workspace, measured.id),
        lambda: set_progress(office.workspace, pilot.id, 40),
        lambda: pass_milestone(office.workspace, step.id, None),
        lambda: add_action(office.workspace, objective.id, NewCommitment(None, "Протокол")),
    )
    for deed in closed:
        with pytest.raises(RuleError, match=r"plan\.closed"):
            deed()


# ---- moving


def test_a_bar_that_is_moved_takes_along_what_was_not_passed(
    office: Office, plan: Plan, objective: Objective
) -> None:
    pilot = bar(office, objective, "Пилот", date(2026, 12, 1), date(2027, 1, 31))
    office.add(Milestone(initiative_id=pilot.id, title="Замер", due_on=date(2026, 12, 20)))
    office.add(
        Milestone(
            initiative_id=pilot.id, title="Старт", due_on=date(2026, 12, 1), passed_on=date(2026, 11, 20)
        )
    )
    before = read(office, plan).content
    moved = move_initiative(
        office.workspace, pilot.id, starts_on=date(2026, 12, 11), ends_on=date(2027, 2, 10)
    )
    assert moved.value == (pilot.id,)
    [told] = read(office, plan).content.initiatives
    assert {each.title: each.due_on for each in told.milestones} == {
        "Старт": date(2026, 12, 1),
        "Замер": date(2026, 12, 30),
    }
    undo(office.workspace)
    assert read(office, plan).content == before


def test_a_bar_that_is_stretched_leaves_its_milestones(
    office: Office, plan: Plan, objective: Objective
) -> None:
    pilot = bar(office, objective, "Пилот", date(2026, 12, 1), date(2027, 1, 31))
    office.add(Milestone(initiative_id=pilot.id, title="Замер", due_on=date(2026, 12, 20)))
    move_initiative(office.workspace, pilot.id, starts_on=date(2026, 12, 1), ends_on=date(2027, 2, 28))
    assert read(office, plan).content.initiatives[0].milestones[0].due_on == date(2026, 12, 20)


def test_what_waits_for_a_bar_moves_on_with_it(office: Office, plan: Plan, objective: Objective) -> None:
    pilot = bar(office, objective, "Пилот", date(2026, 12, 1), date(2027, 1, 31))
    tour = bar(office, objective, "Тираж", date(2027, 1, 10), date(2027, 2, 10), pilot)
    late = bar(office, objective, "Отчёт", date(2027, 2, 1), date(2027, 2, 15), tour)
    bar(office, objective, "Обучение", date(2027, 4, 1), date(2027, 5, 1), pilot)
    moved = move_initiative(
        office.workspace, pilot.id, starts_on=date(2026, 12, 1), ends_on=date(2027, 2, 20)
    )
    assert moved.value == (pilot.id, tour.id, late.id)
    assert dates(office, plan) == {
        "Пилот": (date(2026, 12, 1), date(2027, 2, 20)),
        "Тираж": (date(2027, 1, 20), date(2027, 2, 20)),
        "Отчёт": (date(2027, 2, 6), date(2027, 2, 20)),
        "Обучение": (date(2027, 4, 1), date(2027, 5, 1)),
    }


def test_a_bar_cannot_end_before_what_it_waits_for(office: Office, objective: Objective) -> None:
    pilot = bar(office, objective, "Пилот", date(2026, 12, 1), date(2027, 1, 31))
    tour = bar(office, objective, "Тираж", date(2027, 1, 10), date(2027, 2, 10), pilot)
    last = office.last_step()
    with pytest.raises(RuleError, match=r"plan\.ends_before_other") as caught:
        move_initiative(office.workspace, tour.id, starts_on=date(2026, 12, 20), ends_on=date(2027, 1, 20))
    assert caught.value.details == {"title": "Пилот", "ends_on": date(2027, 1, 31)}
    with pytest.raises(FieldErrors):
        move_initiative(office.workspace, tour.id, starts_on=date(2027, 3, 1), ends_on=date(2027, 2, 1))
    assert office.last_step() == last


def test_bars_of_an_approved_plan_stay(office: Office, plan: Plan, objective: Objective) -> None:
    pilot = bar(office, objective, "Пилот", date(2026, 12, 1), date(2027, 1, 31))
    office.change(plan, status=PlanStatus.APPROVED)
    with pytest.raises(RuleError, match=r"plan\.approved"):
        move_initiative(office.workspace, pilot.id, starts_on=date(2026, 12, 2), ends_on=date(2027, 2, 1))


@pytest.mark.parametrize(
    ("status", "progress", "expected"),
    [
        ("planned", 0, "planned"),
        ("planned", 10, "running"),
        ("running", 100, "done"),
        ("done", 90, "running"),
        ("running", 0, "running"),
        ("dropped", 100, "dropped"),
    ],
)
def test_the_status_follows_the_progress(
    office: Office, objective: Objective, status: str, progress: int, expected: str
) -> None:
    pilot = office.add(
        Initiative(objective_id=objective.id, title="Пилот", status=InitiativeStatus.of(status))
    )
    set_progress(office.workspace, pilot.id, progress)
    with office.workspace.reading() as session:
        stored = session.get_one(Initiative, pilot.id)
        assert (stored.progress, stored.status.value) == (progress, expected)


def test_progress_is_of_a_hundred(office: Office, objective: Objective) -> None:
    pilot = office.add(Initiative(objective_id=objective.id, title="Пилот"))
    with pytest.raises(FieldErrors):
        set_progress(office.workspace, pilot.id, 101)


def test_a_milestone_is_passed_on_a_day_that_has_come(
    office: Office, plan: Plan, objective: Objective
) -> None:
    pilot = bar(office, objective, "Пилот", date(2026, 12, 1), date(2027, 1, 31))
    step = office.add(Milestone(initiative_id=pilot.id, title="Замер", due_on=date(2026, 12, 20)))
    with pytest.raises(FieldErrors):
        pass_milestone(office.workspace, step.id, office.today + A_DAY)
    pass_milestone(office.workspace, step.id, office.today)
    assert read(office, plan).content.initiatives[0].milestones[0].passed_on == office.today
    pass_milestone(office.workspace, step.id, None)
    assert read(office, plan).content.initiatives[0].milestones[0].passed_on is None


def test_objectives_are_put_in_order(office: Office, plan: Plan, objective: Objective) -> None:
    others = [
        office.add(Objective(plan_id=plan.id, kind=ObjectiveKind.RELATIONSHIP, title=title, position=number))
        for number, title in enumerate(("Доступ к директору", "Спонсор"), start=1)
    ]
    before = read(office, plan).content
    wanted = [others[1].id, objective.id, others[0].id]
    order_objectives(office.workspace, plan.id, wanted)
    assert [each.id for each in read(office, plan).content.objectives] == wanted
    undo(office.workspace)
    assert read(office, plan).content == before
    with pytest.raises(ConflictError):
        order_objectives(office.workspace, plan.id, wanted[:2])


# ---- the ledger


def test_an_action_is_a_promise_of_the_ledger(
    office: Office, account: Account, plan: Plan, objective: Objective
) -> None:
    before = read(office, plan).content
    due = office.today + timedelta(days=9)
    made = add_action(
        office.workspace, objective.id, NewCommitment(None, "Прислать протокол", due_on=due)
    ).value
    [action] = read(office, plan).content.actions
    assert (action.id, action.objective_id, action.due_on, action.colleague_id) == (
        made,
        objective.id,
        due,
        office.me,
    )
    [row] = list_actions(office.workspace, plan.id, as_of=office.clock.now())
    assert row.account_id == account.id
    assert row.origin is not None
    assert row.origin.name == "Мойка за 41 минуту"
    undo(office.workspace)
    assert read(office, plan).content == before


def test_what_stands_in_the_ledger_is_put_under_an_objective(
    office: Office, account: Account, plan: Plan, objective: Objective
) -> None:
    promise = office.promise(account, "Доступ на линию", side=Side.THEIRS)
    before = read(office, plan).content
    link_actions(office.workspace, objective.id, [promise.id])
    assert [each.text for each in read(office, plan).content.actions] == ["Доступ на линию"]
    unlink_actions(office.workspace, [promise.id])
    assert read(office, plan).content == before
    assert list_actions(office.workspace, plan.id, as_of=office.clock.now()) == ()
    stranger = office.promise(office.account("Другой"), "Чужое")
    with pytest.raises(RuleError, match=r"plan\.not_their_promise"):
        link_actions(office.workspace, objective.id, [stranger.id])


def test_promises_of_one_client_choose_among_the_objectives_of_its_open_plans(
    office: Office, account: Account, plan: Plan, objective: Objective
) -> None:
    old = office.add(Plan(account_id=account.id, title="Прошлый", starts_on=FIRST - A_DAY, ends_on=FIRST))
    done = office.add(Objective(plan_id=old.id, kind=ObjectiveKind.REVENUE, title="Прошлая цель"))
    kept, new = office.promise(account, "Сделанное"), office.promise(account, "Новое")
    link_actions(office.workspace, done.id, [kept.id])
    assert objectives_for(office.workspace, [kept.id]).served == done.id
    office.change(old, status=PlanStatus.CLOSED)
    found = objectives_for(office.workspace, [kept.id, new.id])
    assert [(each.id, each.plan) for each in found.objectives] == [(objective.id, plan.title)]
    assert found.served is None
    link_actions(office.workspace, objective.id, [new.id])
    with pytest.raises(RuleError, match=r"plan\.closed"):  # a closed plan keeps what was done for it
        link_actions(office.workspace, objective.id, [kept.id])
    assert [each.text for each in read(office, old).content.actions] == ["Сделанное"]


# ---- SWOT


@pytest.fixture
def weakness(office: Office, plan: Plan) -> SwotItem:
    return office.add(SwotItem(plan_id=plan.id, kind=SwotKind.WEAKNESS, text="Нет контакта с директором"))


def test_a_line_becomes_an_objective(
    office: Office, plan: Plan, objective: Objective, weakness: SwotItem
) -> None:
    before = read(office, plan).content
    made = become_objective(office.workspace, weakness.id, kind=ObjectiveKind.RELATIONSHIP).value
    after = read(office, plan).content
    told = after.objectives[-1]
    assert (told.id, told.title, told.due_on) == (made, "Нет контакта с директором", LAST)
    assert after.swot == before.swot
    assert objective.id == after.objectives[0].id
    undo(office.workspace)
    assert read(office, plan).content == before


def test_a_line_becomes_a_risk(office: Office, plan: Plan, weakness: SwotItem) -> None:
    made = become_risk(office.workspace, weakness.id, title=" Решение примут без нас ").value
    [risk] = read(office, plan).content.risks
    assert (risk.id, risk.title, risk.probability, risk.weight) == (made, "Решение примут без нас", None, 0)
    undo(office.workspace)
    assert read(office, plan).content.risks == ()


def test_a_line_becomes_a_promise(
    office: Office, account: Account, plan: Plan, objective: Objective, weakness: SwotItem
) -> None:
    alone = become_action(office.workspace, weakness.id).value
    due = office.today + timedelta(days=5)
    new = NewAction("Позвать директора на линию", due, promised_to_client=True, objective_id=objective.id)
    under = become_action(office.workspace, weakness.id, new).value
    [action] = read(office, plan).content.actions
    assert (action.id, action.text, action.due_on, action.promised_to_client) == (
        under,
        "Позвать директора на линию",
        due,
        True,
    )
    undo(office.workspace)
    undo(office.workspace)
    assert read(office, plan).content.actions == ()
    assert isinstance(alone, UUID)
    other = office.add(Plan(account_id=account.id, title="Другой", starts_on=FIRST, ends_on=LAST))
    elsewhere = office.add(Objective(plan_id=other.id, kind=ObjectiveKind.REVENUE, title="108 млн"))
    with pytest.raises(NotFoundError, match=r"plan\.line_gone"):
        become_action(office.workspace, weakness.id, NewAction(objective_id=elsewhere.id))


def test_what_is_gone_says_so(office: Office) -> None:
    nobody = new_id()
    deeds = (
        lambda: add_measurement(office.workspace, nobody, value=Decimal(1)),
        lambda: delete_measurement(office.workspace, nobody),
        lambda: move_initiative(office.workspace, nobody, starts_on=None, ends_on=None),
        lambda: set_progress(office.workspace, nobody, 1),
        lambda: pass_milestone(office.workspace, nobody, None),
        lambda: become_risk(office.workspace, nobody),
        lambda: add_action(office.workspace, nobody, NewCommitment(None, "Протокол")),
    )
    for deed in deeds:
        with pytest.raises(NotFoundError, match=r"plan\.line_gone"):
            deed()
