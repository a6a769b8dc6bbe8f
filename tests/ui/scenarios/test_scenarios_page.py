"""The page of touch scenarios: making one's own, applying, moving, stopping."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import BuyingRole, InteractionKind, InteractionStatus
from kam.models import Interaction
from kam.services.scenarios.runs import list_runs
from kam.services.scenarios.templates import Step, Template, list_templates, save_template
from kam.ui.commitments.apply_sheet import ApplySheet
from kam.ui.desk import Desk
from kam.ui.places import Place
from kam.ui.scenarios.page import ScenariosPage
from kam.ui.widgets.buttons import Button
from tests.builders import Office

TODAY = date(2026, 11, 23)


@pytest.fixture
def page(office: Office, desk: Desk, qtbot: QtBot) -> ScenariosPage:
    """The page over a workspace without scenarios of its own."""
    made = ScenariosPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 640)
    made.show()
    made.go_to(Place("scenarios"))
    return made


def click(page: ScenariosPage, text: str) -> None:
    next(each for each in page.findChildren(Button) if each.text() == text and not each.isHidden()).click()


@pytest.mark.slow
def test_one_that_comes_with_the_program_becomes_mine(page: ScenariosPage, office: Office) -> None:
    click(page, "Взять себе…")
    sheet = page.templates.sheet
    assert sheet is not None
    sheet.form["name"].set_value("Мой первый контакт")
    sheet.steps.rows[0].text.set_value("Собрать досье")
    sheet.primary.click()
    page.refresh()
    own = list_templates(office.workspace, "ru")[0]
    assert (own.name, own.steps[0].text, len(own.steps)) == ("Мой первый контакт", "Собрать досье", 11)
    assert page.templates.chosen is not None
    assert page.templates.chosen.id == own.id


def test_a_step_without_words_says_so_beside_it(page: ScenariosPage, office: Office) -> None:
    page.templates.add()
    sheet = page.templates.sheet
    assert sheet is not None
    sheet.form["name"].set_value("Мой")
    sheet.steps.add_link.click()
    sheet.primary.click()
    assert sheet.isVisible()
    assert sheet.steps.rows[0].fault.text()
    assert all(not each.is_own for each in list_templates(office.workspace, "ru"))


def test_steps_go_by_their_day_and_survive_as_a_draft(page: ScenariosPage) -> None:
    page.templates.add()
    sheet = page.templates.sheet
    assert sheet is not None
    steps = (Step(5, "потом", InteractionKind.CALL, BuyingRole.BUYER), Step(-2, "раньше"))
    sheet.steps.set_value(steps)
    assert sheet.steps.value() == steps[::-1]
    kept = sheet.steps.typed()
    sheet.steps.set_value(())
    sheet.steps.retype(kept)
    assert sheet.steps.value() == steps[::-1]


def test_applying_shows_dates_and_people_first_and_plans_what_is_checked(
    page: ScenariosPage, office: Office, desk: Desk
) -> None:
    account = office.account("Волгометиз")
    buyer = office.stakeholder(account, "Анна", "Сильная", roles=(BuyingRole.BUYER,))
    steps = (
        Step(0, "Досье"),
        Step(1, "Звонок", InteractionKind.CALL, BuyingRole.BUYER),
        Step(5, "Встреча", InteractionKind.MEETING, BuyingRole.DECIDER),
    )
    key = save_template(office.workspace, Template("Касания", None, steps)).value
    sheet = ApplySheet(desk, page, account.id, key)
    sheet.open()
    assert [row.step.day for row in sheet.rows] == [TODAY, date(2026, 11, 24), date(2026, 11, 30)]
    assert sheet.missing.isVisible()
    assert sheet.rows[1].who is not None
    assert sheet.rows[1].who.value() == buyer.id
    sheet.rows[2].box.setChecked(False)
    sheet.primary.click()
    (run,) = list_runs(office.workspace, account.id)
    assert [step.text for step in run.steps] == ["Досье", "Звонок"]


def test_another_start_moves_the_preview(page: ScenariosPage, office: Office, desk: Desk) -> None:
    account = office.account()
    sheet = ApplySheet(desk, page, account.id, "recovery")
    sheet.open()
    sheet.start.line.setText("через неделю")
    sheet.start.changed.emit()
    assert sheet.rows[0].step.day == date(2026, 11, 30)


def test_a_run_is_moved_and_stopped_from_the_page(page: ScenariosPage, office: Office) -> None:
    account = office.account("Волгометиз")
    page.apply("first_contact")
    assert page.sheet is not None
    page.sheet.account.set_value(account.id)
    page.sheet.account.changed.emit()
    page.sheet.primary.click()
    page.refresh()
    assert page.views.current == "runs"
    click(page, "Сдвинуть…")
    assert page.runs.sheet is not None
    page.runs.sheet.primary.click()
    page.refresh()
    click(page, "Остановить")
    with office.workspace.reading() as session:
        assert {each.status for each in session.query(Interaction)} == {InteractionStatus.CANCELLED}
    (run,) = list_runs(office.workspace)
    assert run.stopped_on == TODAY


def test_where_nothing_runs_yet_one_is_applied_from_there(page: ScenariosPage) -> None:
    page.go_to(Place("scenarios", view="runs"))
    click(page, "Применить к клиенту…")
    assert page.sheet is not None
    assert page.sheet.isVisible()
