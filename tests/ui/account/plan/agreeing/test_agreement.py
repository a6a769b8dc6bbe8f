"""A plan is submitted, answered, returned, compared, approved."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import ApprovalAnswer, PlanStatus
from kam.models import Account, Colleague, Plan, Risk
from kam.services.history import undo_step
from kam.services.plans.versions import answer, submit
from kam.ui.account.plan.agreeing.answer_sheet import AnswerSheet
from kam.ui.account.plan.agreeing.compare_sheet import CompareSheet
from kam.ui.account.plan.agreeing.people import candidates
from kam.ui.account.plan.agreeing.submit_sheet import SubmitSheet
from kam.ui.account.plan.tab import PlanTab
from tests.builders import Office


def offered(tab: PlanTab) -> list[str]:
    return [each.text() for each in tab.bar.next_menu.actions()]


def status(office: Office, plan: Plan) -> PlanStatus:
    with office.workspace.reading() as session:
        return session.get_one(Plan, plan.id).status


def submitted(tab: PlanTab, office: Office, plan: Plan, chief: Colleague) -> None:
    submit(office.workspace, plan.id, [chief.id])
    tab.refresh()


def test_a_draft_is_submitted_from_the_bar_and_undo_takes_it_back(
    tab: PlanTab, office: Office, plan: Plan, chief: Colleague
) -> None:
    tab.refresh()
    assert offered(tab)[0] == "На согласование…"
    tab.bar.next_menu.actions()[0].trigger()
    sheet = tab.agreeing.deeds.sheet
    assert isinstance(sheet, SubmitSheet)
    assert "Заполнен на" in sheet.found.text()
    sheet.form["approvers"].set_value(candidates([chief.id], {chief.id: chief.name}))
    sheet.primary.click()
    assert status(office, plan) is PlanStatus.SUBMITTED
    assert "Ершов" in tab.bar.standing.accessibleName()
    undo_step(office.workspace)
    assert status(office, plan) is PlanStatus.DRAFT


def test_without_an_approver_the_sheet_says_what_is_missing(tab: PlanTab, office: Office, plan: Plan) -> None:
    tab.agreeing.deeds.submit()
    sheet = tab.agreeing.deeds.sheet
    assert isinstance(sheet, SubmitSheet)
    sheet.primary.click()
    assert sheet.isVisible()
    assert status(office, plan) is PlanStatus.DRAFT
    sheet.done(0)


def test_an_answer_approves_and_the_version_says_who_said_what(
    tab: PlanTab, office: Office, plan: Plan, chief: Colleague, account: Account
) -> None:
    submitted(tab, office, plan, chief)
    tab.agreeing.deeds.answer()
    sheet = tab.agreeing.deeds.sheet
    assert isinstance(sheet, AnswerSheet)
    sheet.primary.click()
    assert status(office, plan) is PlanStatus.APPROVED
    tab.show_account(account.id, view="agreement")
    [row] = tab.agreeing.agreement.versions.rows
    assert row.accessibleName().startswith("Версия 1: утверждена")
    assert "Павел Ершов: да" in row.accessibleName()
    assert "Открыть для правки" in offered(tab)


def test_a_no_needs_words(tab: PlanTab, office: Office, plan: Plan, chief: Colleague) -> None:
    submitted(tab, office, plan, chief)
    tab.agreeing.deeds.answer()
    sheet = tab.agreeing.deeds.sheet
    assert isinstance(sheet, AnswerSheet)
    sheet.form["answer"].set_value(ApprovalAnswer.NO)
    sheet.primary.click()
    assert sheet.isVisible()
    sheet.form["comment"].set_value("Рост не доказан")
    sheet.primary.click()
    assert status(office, plan) is PlanStatus.RETURNED


def test_the_reason_of_a_no_is_read_whole(
    tab: PlanTab, office: Office, plan: Plan, chief: Colleague, qtbot: QtBot
) -> None:
    submitted(tab, office, plan, chief)
    why = "Рост не доказан: площадка откроется только к концу срока. " * 6
    answer(office.workspace, plan.id, chief.id, ApprovalAnswer.NO, comment=why)
    tab.show_account(plan.account_id, view="agreement")
    [row] = tab.agreeing.agreement.versions.rows
    [said] = [each for each in row.findChildren(QLabel) if "Рост не доказан" in each.text()]
    assert said.text().count("Рост не доказан") == 6
    qtbot.waitUntil(lambda: said.height() >= said.heightForWidth(said.width()))


def test_what_waits_is_withdrawn(tab: PlanTab, office: Office, plan: Plan, chief: Colleague) -> None:
    submitted(tab, office, plan, chief)
    action = next(each for each in tab.bar.next_menu.actions() if each.text() == "Отозвать с согласования")
    action.trigger()
    assert status(office, plan) is PlanStatus.DRAFT


def test_a_version_and_the_plan_now_stand_side_by_side_in_words(
    tab: PlanTab, office: Office, plan: Plan, chief: Colleague, account: Account
) -> None:
    gone = office.add(Risk(account_id=account.id, plan_id=plan.id, title="Тендер"))
    submitted(tab, office, plan, chief)
    answer(office.workspace, plan.id, chief.id, ApprovalAnswer.NO, comment="Нет")
    office.remove(gone)
    office.change(plan, ambition="Первый поставщик")
    tab.show_account(account.id, view="agreement")
    tab.agreeing.agreement.versions.rows[0].click()
    sheet = tab.agreeing.deeds.sheet
    assert isinstance(sheet, CompareSheet)
    texts = sheet.changes.texts
    assert {"− убрано", "Тендер", "Первый поставщик"} <= set(texts)
    assert "версия 1" in texts
    assert "как есть сейчас" in texts
    sheet.after.set_value(1)
    sheet.after.changed.emit()
    assert sheet.changes.texts == ["Отличий нет."]
    sheet.done(0)
