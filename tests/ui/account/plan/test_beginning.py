"""A plan is begun from a template, from the plan before or empty, and taken back by undo."""

from __future__ import annotations

from datetime import date

import pytest

from kam.core.vocabulary import ObjectiveKind, PlanStatus
from kam.models import Account, Objective, Plan
from kam.services.history import undo_step
from kam.services.lists.plans import list_plans
from kam.services.plans.templates import plan_templates
from kam.ui.account.plan.new_plan import EMPTY, NewPlanSheet, brings
from kam.ui.account.plan.tab import PlanTab
from kam.ui.desk import Desk
from tests.builders import Office


def opened(tab: PlanTab) -> NewPlanSheet:
    tab.begin_plan()
    sheet = tab.deeds.sheet
    assert isinstance(sheet, NewPlanSheet)
    return sheet


def choose(sheet: NewPlanSheet, origin: str) -> None:
    sheet.origin.set_value(origin)
    sheet.origin.changed.emit()


@pytest.mark.slow
def test_where_there_is_no_plan_the_button_leads_to_one(
    tab: PlanTab, office: Office, account: Account
) -> None:
    tab.begin.click()
    sheet = tab.deeds.sheet
    assert isinstance(sheet, NewPlanSheet)
    choose(sheet, "grow")
    sheet.primary.click()
    [made] = list_plans(office.workspace, account_id=account.id)
    template = next(each for each in plan_templates("ru") if each.code == "grow")
    assert made.objectives == len(template.objectives)
    assert tab.bar.isVisible()
    assert len(tab.overview.objectives.lines.rows) == made.objectives


@pytest.mark.slow
def test_a_second_plan_of_the_same_days_is_begun_knowingly(
    tab: PlanTab, office: Office, account: Account, plan: Plan
) -> None:
    tab.refresh()
    sheet = opened(tab)
    assert not sheet.beside.isVisible()
    sheet.form["starts_on"].set_value(plan.ends_on)
    sheet.form["starts_on"].changed.emit()
    assert sheet.beside.isVisible()
    assert plan.title in sheet.beside.text()
    sheet.form["starts_on"].set_value(plan.starts_on)
    sheet.form["starts_on"].changed.emit()
    sheet.form["title"].set_value(plan.title)
    sheet.primary.click()
    office.change(plan, status=PlanStatus.APPROVED)
    tab.refresh()
    assert len(list_plans(office.workspace, account_id=account.id)) == 2
    said = [each.text() for each in tab.bar._menu.actions() if each.isCheckable()]
    assert len(said) == len(set(said)) == 2
    assert {each.rsplit(", ", 1)[1] for each in said} == {"утверждён", "черновик"}


def test_each_template_says_what_it_is_for_and_what_it_brings(tab: PlanTab, desk: Desk) -> None:
    sheet = opened(tab)
    for template in plan_templates("ru"):
        choose(sheet, template.code)
        assert sheet.told.text() == f"{template.purpose}\n{brings(desk.look, template)}"


def test_the_period_is_a_year_and_the_title_names_it_until_somebody_does(tab: PlanTab) -> None:
    sheet = opened(tab)
    choose(sheet, EMPTY)
    assert (sheet.form["starts_on"].value(), sheet.form["ends_on"].value()) == (
        date(2026, 12, 1),
        date(2027, 11, 30),
    )
    assert sheet.form["title"].value() == "План, декабрь 2026 – ноябрь 2027"
    sheet.form["starts_on"].set_value(date(2027, 1, 1))
    sheet.form["starts_on"].changed.emit()
    assert sheet.form["ends_on"].value() == date(2027, 12, 31)
    assert sheet.form["title"].value() == "План на 2027 год"
    sheet.form["title"].set_value("Вернуть доверие")
    sheet.form["starts_on"].set_value(date(2027, 2, 1))
    sheet.form["starts_on"].changed.emit()
    assert sheet.form["title"].value() == "Вернуть доверие"


@pytest.mark.slow
def test_the_next_plan_follows_the_one_before(
    tab: PlanTab, office: Office, account: Account, plan: Plan
) -> None:
    office.add(Objective(plan_id=plan.id, kind=ObjectiveKind.CLIENT_SUCCESS, title="Мойка за 41 минуту"))
    tab.refresh()
    sheet = opened(tab)
    assert sheet.form["starts_on"].value() == date(2027, 7, 1)
    sheet.primary.click()
    rows = list_plans(office.workspace, account_id=account.id)
    assert [(row.starts_on, row.objectives) for row in rows] == [
        (date(2027, 7, 1), 1),
        (date(2026, 7, 1), 1),
    ]


def test_without_a_title_nothing_is_begun_and_the_field_says_why(
    tab: PlanTab, office: Office, account: Account
) -> None:
    sheet = opened(tab)
    choose(sheet, EMPTY)
    sheet.form["title"].set_value("")
    sheet.primary.click()
    assert sheet.isVisible()
    assert sheet.form.fields["title"].message.text()
    assert not list_plans(office.workspace, account_id=account.id)


def test_a_plan_nobody_has_seen_is_deleted_and_comes_back(tab: PlanTab, office: Office, plan: Plan) -> None:
    tab.refresh()
    tab.bar.delete_wished.emit()
    assert tab.nothing.isVisible()
    undo_step(office.workspace)
    tab.refresh()
    assert tab.editing.plan is not None
    assert tab.editing.plan.content.id == plan.id


@pytest.mark.parametrize("status", [PlanStatus.APPROVED, PlanStatus.CLOSED])
def test_what_is_agreed_on_offers_no_writing(
    tab: PlanTab, office: Office, plan: Plan, status: PlanStatus
) -> None:
    closed_on = office.today if status is PlanStatus.CLOSED else None
    office.change(plan, status=status, closed_on=closed_on)
    tab.refresh()
    offered = {each.id for each in tab.commands()}
    assert "plan.new" in offered
    assert not offered & {"plan.objective", "plan.risk", "plan.text", "plan.head"}
    tab.bar.view_chosen.emit("charter")
    assert not tab.charter.growth.add.isVisible()
    assert not tab.charter.texts.write.isVisible()
