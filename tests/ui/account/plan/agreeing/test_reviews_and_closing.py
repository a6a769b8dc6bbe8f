"""A plan is reviewed each quarter, and closed so that open work goes on."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from PySide6.QtWidgets import QLabel, QScrollArea
from sqlalchemy import select

from kam.core.vocabulary import InteractionKind, ObjectiveKind, ObjectiveStatus, PlanStatus
from kam.models import (
    Account,
    Colleague,
    Initiative,
    Interaction,
    Objective,
    Participant,
    Plan,
    PlanDecision,
    Review,
    Risk,
)
from kam.services.history import undo_step
from kam.services.plans.parts import ReviewDecision
from kam.services.plans.reviews import ReviewForm, save_review
from kam.ui.account.plan.agreeing.close_sheet import CloseSheet
from kam.ui.account.plan.agreeing.people import candidates
from kam.ui.account.plan.agreeing.review_sheet import ReviewSheet, decisions_of
from kam.ui.account.plan.tab import PlanTab
from kam.ui.widgets.panels import Row
from tests.builders import Office


def review_sheet(tab: PlanTab) -> ReviewSheet:
    sheet = tab.agreeing.deeds.sheet
    assert isinstance(sheet, ReviewSheet)
    return sheet


def close_sheet(tab: PlanTab) -> CloseSheet:
    tab.refresh()
    tab.agreeing.deeds.close()
    sheet = tab.agreeing.deeds.sheet
    assert isinstance(sheet, CloseSheet)
    return sheet


def reviews(office: Office) -> list[Review]:
    with office.workspace.reading() as session:
        return list(session.scalars(select(Review)))


def test_a_review_is_written_down_with_whoever_took_part_and_what_was_decided(
    tab: PlanTab, office: Office, account: Account, chief: Colleague
) -> None:
    tab.show_account(account.id, view="agreement")
    tab.agreeing.agreement.reviews.add.click()
    sheet = review_sheet(tab)
    sheet.form["our_ids"].set_value(candidates([chief.id], {chief.id: chief.name}))
    sheet.questions["results"].set_value(4)
    sheet.questions["outlook"].set_value(2)
    sheet.decided["notes"].set_value("Показали экономию")
    sheet.decided["decisions"].set_value("Пилот до марта\nЦены не трогаем")
    sheet.primary.click()
    [review] = reviews(office)
    assert (review.results, review.outlook, review.relations) == (4, 2, None)
    with office.workspace.reading() as session:
        assert {each.text for each in session.scalars(select(PlanDecision))} == {
            "Пилот до марта",
            "Цены не трогаем",
        }
        [held] = session.scalars(select(Interaction))
        assert held.kind is InteractionKind.BUSINESS_REVIEW
    [row] = tab.agreeing.agreement.reviews.lines.rows
    assert "Показали экономию" in row.accessibleName()
    assert "Ершов" in row.accessibleName()
    assert "3" in row.accessibleName()
    undo_step(office.workspace)
    assert reviews(office) == []


def test_a_review_held_at_a_meeting_keeps_its_day_and_its_people(
    tab: PlanTab, office: Office, account: Account, chief: Colleague
) -> None:
    day = datetime.combine(office.today - timedelta(days=2), time(10))
    meeting = office.meeting(account, day, kind=InteractionKind.BUSINESS_REVIEW)
    office.add(Participant(interaction_id=meeting.id, colleague_id=chief.id, position=0))
    tab.refresh()
    tab.agreeing.deeds.add_review()
    sheet = review_sheet(tab)
    sheet.form["interaction_id"].set_value(meeting.id)
    sheet.form["interaction_id"].changed.emit()
    assert [each.name for each in sheet.form["our_ids"].value()] == ["Павел Ершов"]
    sheet.questions["results"].set_value(4)
    sheet.primary.click()
    [review] = reviews(office)
    assert (review.interaction_id, review.on) == (meeting.id, day.date())
    with office.workspace.reading() as session:
        assert [each.colleague_id for each in session.scalars(select(Participant))] == [chief.id]


def test_an_empty_review_is_refused_in_words(tab: PlanTab, office: Office) -> None:
    tab.agreeing.deeds.add_review()
    sheet = review_sheet(tab)
    sheet.primary.click()
    assert sheet.isVisible()
    assert sheet.form.message.text()
    assert reviews(office) == []
    sheet.done(0)


def test_a_review_shows_what_moved_since_the_last_one(tab: PlanTab, office: Office, plan: Plan) -> None:
    office.change(plan, ambition="Первый поставщик")
    tab.agreeing.deeds.add_review()
    sheet = review_sheet(tab)
    sheet._show_moves()
    assert "Первый поставщик" in sheet.moves.changes.texts or sheet.moves.days.text()
    sheet.moves.done(0)
    sheet.done(0)


def test_a_reworded_decision_stays_the_same_decision() -> None:
    first, second = ReviewDecision(text="Пилот"), ReviewDecision(text="Цены")
    made = decisions_of("Цены\nПилот до марта\nНовое", [first, second])
    assert [(each.id == second.id, each.id == first.id, each.text) for each in made] == [
        (True, False, "Цены"),
        (False, True, "Пилот до марта"),
        (False, False, "Новое"),
    ]


def test_a_review_is_opened_again_and_deleted(
    tab: PlanTab, office: Office, plan: Plan, account: Account
) -> None:
    save_review(office.workspace, plan.id, ReviewForm(on=office.today, results=3, notes="Так себе"))
    tab.show_account(account.id, view="agreement")
    panel = tab.agreeing.agreement.reviews
    [row] = panel.lines.rows
    assert isinstance(row, Row)
    row.click()
    sheet = review_sheet(tab)
    assert sheet.questions["results"].value() == 3
    sheet.questions["results"].set_value(5)
    sheet.primary.click()
    assert [each.results for each in reviews(office)] == [5]
    panel.removed.emit(reviews(office)[0].id)
    assert reviews(office) == []


def test_closing_decides_each_objective_and_opens_the_plan_in_which_work_goes_on(
    tab: PlanTab, office: Office, plan: Plan, account: Account
) -> None:
    objective = office.add(
        Objective(plan_id=plan.id, kind=ObjectiveKind.CLIENT_SUCCESS, title="Мойка за 41 минуту")
    )
    office.add(Risk(account_id=account.id, plan_id=plan.id, title="Тендер"))
    sheet = close_sheet(tab)
    assert sheet.form["0.status"].value() is ObjectiveStatus.MISSED
    assert "1 цель" in sheet.told.text()
    sheet.form["0.outcome"].set_value("Линию запустили позже")
    sheet.primary.click()
    with office.workspace.reading() as session:
        was = session.get_one(Plan, plan.id)
        assert was.status is PlanStatus.CLOSED
        assert session.get_one(Objective, objective.id).outcome == "Линию запустили позже"
        [begun] = session.scalars(select(Plan).where(Plan.previous_id == plan.id))
        assert begun.starts_on == date(2027, 7, 1)
        assert tab.editing.plan is not None
        assert tab.editing.plan.content.id == begun.id
        assert [each.title for each in session.scalars(select(Risk).where(Risk.plan_id == begun.id))] == [
            "Тендер"
        ]


def test_what_goes_over_with_an_objective_is_told_within_the_sheet(
    tab: PlanTab, office: Office, plan: Plan, account: Account
) -> None:
    goal = Objective(plan_id=plan.id, kind=ObjectiveKind.CLIENT_SUCCESS, title="Мойка за 41 минуту")
    work = [Initiative(objective_id=goal.id, title=f"Работа {number}") for number in range(3)]
    office.add_all(goal, *work)
    office.change(office.promise(account, "Замер"), objective_id=goal.id)
    sheet = close_sheet(tab)
    said = [each.text() for each in sheet.form.fields["0.rolls"].findChildren(QLabel)]
    assert "Вместе с ней: 3 инициативы, 1 обещание." in [text.replace("\u00a0", " ") for text in said]
    [area] = sheet.findChildren(QScrollArea)
    inside = area.widget()
    assert inside is not None
    assert inside.minimumSizeHint().width() <= area.viewport().width()


def test_where_nothing_goes_on_no_plan_is_begun(tab: PlanTab, office: Office, plan: Plan) -> None:
    office.add(Objective(plan_id=plan.id, kind=ObjectiveKind.CLIENT_SUCCESS, title="Мойка за 41 минуту"))
    sheet = close_sheet(tab)
    sheet.form["into"].set_value("nothing")
    sheet.form["into"].changed.emit()
    assert not sheet.form.fields["title"].isVisible()
    sheet.primary.click()
    with office.workspace.reading() as session:
        assert [each.status for each in session.scalars(select(Plan))] == [PlanStatus.CLOSED]
    undo_step(office.workspace)
    with office.workspace.reading() as session:
        assert session.get_one(Plan, plan.id).status is PlanStatus.DRAFT
