"""Work of a plan is measured, ordered, moved on and written down as promises, by mouse, menu and key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import InitiativeStatus, ObjectiveKind, PlanStatus, SwotKind
from kam.models import Account, Initiative, Milestone, Objective, Plan, Risk, SwotItem
from kam.services.history import undo_step
from kam.services.plans.reading import PlanReading, read_plan
from kam.ui.account.plan.action_sheet import ActionSheet
from kam.ui.account.plan.actions_sheet import ActionsSheet
from kam.ui.account.plan.editing import LineSheet
from kam.ui.account.plan.lines import OBJECTIVE
from kam.ui.account.plan.link_sheet import LinkSheet
from kam.ui.account.plan.measure_sheet import MeasureSheet
from kam.ui.account.plan.objective_list import ObjectiveList
from kam.ui.account.plan.swot import SwotLine, SwotPanel
from kam.ui.account.plan.tab import PlanTab
from kam.ui.places import Place
from kam.ui.widgets.labels import LineLabel
from kam.ui.widgets.panels import Row
from kam.ui.widgets.scrolled import Yielding
from tests.builders import Office

NAMES = ("Мойка за 41 минуту", "Хисамова за нас", "Вторая площадка")
LEFT, NONE, ALT = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def objectives(office: Office, plan: Plan) -> list[Objective]:
    return [
        office.add(
            Objective(
                plan_id=plan.id,
                kind=ObjectiveKind.CLIENT_SUCCESS,
                title=name,
                position=number,
                baseline=Decimal(58),
                target=Decimal(41),
            )
        )
        for number, name in enumerate(NAMES)
    ]


@pytest.fixture
def work(office: Office, objectives: list[Objective]) -> Initiative:
    return office.add(
        Initiative(
            objective_id=objectives[0].id,
            title="Пилот",
            starts_on=date(2026, 10, 1),
            ends_on=date(2026, 12, 31),
            progress=45,
            status=InitiativeStatus.RUNNING,
        )
    )


@pytest.fixture
def lines(tab: PlanTab, objectives: list[Objective]) -> ObjectiveList:
    assert objectives
    tab.refresh()
    return tab.overview.objectives.lines


def stored(office: Office, plan: Plan) -> PlanReading:
    return read_plan(office.workspace, plan.id, as_of=office.clock.now())


def order(office: Office, plan: Plan) -> list[str]:
    return [each.title for each in stored(office, plan).content.objectives]


def texts(menu: object) -> list[str]:
    return [each.text() for each in menu.actions() if each.text() and each.isVisible()]  # type: ignore[attr-defined]


# Objectives


def test_alt_and_an_arrow_put_an_objective_elsewhere_and_the_keyboard_stays_on_it(
    lines: ObjectiveList, office: Office, plan: Plan
) -> None:
    lines.rows[0].setFocus()
    QTest.keyClick(lines.rows[0], Qt.Key.Key_Down, ALT)
    assert order(office, plan) == [NAMES[1], NAMES[0], NAMES[2]]
    assert lines.window().focusWidget() is lines.rows[1]
    QApplication.processEvents()  # the rows are there
    QTest.keyClick(lines.rows[1], Qt.Key.Key_Down)
    assert lines.window().focusWidget() is lines.rows[2]


def test_an_objective_is_dragged_to_another_place_and_does_not_open(
    lines: ObjectiveList, office: Office, plan: Plan
) -> None:
    opened: list[object] = []
    lines.opened.connect(opened.append)
    row, last = lines.rows[0], lines.rows[2]
    by = last.geometry().bottom() - row.geometry().center().y()
    title = row.findChildren(LineLabel)[0]
    start = title.rect().center()
    QTest.mousePress(title, LEFT, NONE, start)
    QTest.mouseMove(title, start + QPoint(0, by // 2))
    QTest.mouseMove(title, start + QPoint(0, by))
    QTest.mouseRelease(title, LEFT, NONE, start + QPoint(0, by))
    assert order(office, plan) == [NAMES[1], NAMES[2], NAMES[0]]
    assert not opened


def test_a_press_that_goes_nowhere_opens(lines: ObjectiveList, objectives: list[Objective]) -> None:
    opened: list[object] = []
    lines.opened.connect(opened.append)
    QTest.mouseClick(lines.rows[1], LEFT)
    assert opened == [objectives[1].id]


@pytest.mark.slow
def test_what_is_agreed_on_keeps_its_order(
    lines: ObjectiveList, tab: PlanTab, office: Office, plan: Plan
) -> None:
    office.change(plan, status=PlanStatus.APPROVED)
    tab.refresh()
    QTest.keyClick(lines.rows[0], Qt.Key.Key_Down, ALT)
    QTest.keyClick(lines.rows[0], Qt.Key.Key_Delete)
    assert order(office, plan) == list(NAMES)
    row = lines.rows[0]
    assert isinstance(row, Row)
    assert texts(lines.menu_of(row)) == [
        "Обещания по цели…",
        "Добавить действие…",
        "Взять из обещаний…",
        "Замеры…",
        "Изменить…",
    ]


@pytest.mark.slow
def test_the_keyboard_goes_on_with_the_next_line_where_one_was_deleted(
    lines: ObjectiveList, tab: PlanTab, office: Office, plan: Plan, account: Account
) -> None:
    for title, weight in (("Тендер", 3), ("Цена", 1)):
        office.add(SwotItem(plan_id=plan.id, kind=SwotKind.THREAT, text=title, weight=weight))
        office.add(
            Risk(account_id=account.id, plan_id=plan.id, title=title, probability=weight, impact=weight)
        )
    tab.refresh()
    overview = tab.overview
    held: QWidget
    for number, rows in ((1, lines), (0, overview.risks.lines), (0, overview.swot)):
        held = rows.lines[number] if isinstance(rows, SwotPanel) else rows.rows[number]
        name = held.accessibleName()
        held.show()
        held.setFocus()
        QTest.keyClick(held, Qt.Key.Key_Delete)
        now = tab.window().focusWidget()
        assert isinstance(now, Row | SwotLine)
        assert type(now) is type(held)
        assert now.accessibleName() != name
    assert order(office, plan) == [NAMES[0], NAMES[2]]
    assert lines.rows[1].accessibleName().startswith(NAMES[2])


@pytest.mark.slow
def test_tab_goes_through_the_plan_as_one_reads_it(
    lines: ObjectiveList, tab: PlanTab, office: Office, plan: Plan, account: Account
) -> None:
    office.add(SwotItem(plan_id=plan.id, kind=SwotKind.THREAT, text="Тендер", weight=3))
    office.add(Risk(account_id=account.id, plan_id=plan.id, title="Тендер"))
    tab.refresh()
    [risk] = tab.overview.risks.lines.rows
    [swot] = tab.overview.swot.findChildren(SwotLine)
    stops: list[QWidget] = [tab.bar.export, *lines.rows, tab.overview.work.chart, swot, risk]
    assert [each for each in chain(tab.bar.export) if each in stops] == stops


def chain(first: QWidget) -> Iterator[QWidget]:
    """What Tab reaches from a widget on, once round."""
    at: QWidget | None = first
    while at is not None:
        yield at
        at = at.nextInFocusChain()
        if at is first:
            return


@pytest.mark.slow
def test_of_what_is_agreed_on_the_sheet_takes_facts_alone(
    lines: ObjectiveList, tab: PlanTab, office: Office, plan: Plan, objectives: list[Objective]
) -> None:
    assert lines.rows
    office.change(plan, status=PlanStatus.APPROVED)
    tab.refresh()
    tab.editing.change(OBJECTIVE, objectives[0].id)
    sheet = tab.editing.sheet
    assert isinstance(sheet, LineSheet)
    open_fields = {name for name, each in sheet.form.fields.items() if each.editor.isEnabled()}
    assert open_fields == {"status", "outcome"}
    assert "утверждён" in sheet.agreed.text()
    assert sheet.form["status"].isAncestorOf(sheet.focusWidget())
    sheet.form["outcome"].set_value("Держим 41 минуту")
    sheet.primary.click()
    assert not sheet.isVisible()
    assert stored(office, plan).content.objectives[0].outcome == "Держим 41 минуту"

    office.change(plan, status=PlanStatus.CLOSED, closed_on=office.today)
    tab.refresh()
    tab.editing.change(OBJECTIVE, objectives[1].id)
    closed = tab.editing.sheet
    assert isinstance(closed, LineSheet)
    assert not any(each.editor.isEnabled() for each in closed.form.fields.values())
    assert not closed.primary.isVisible()


def test_where_the_screen_is_low_the_fields_scroll_and_the_buttons_stay(
    tab: PlanTab, objectives: list[Objective], qtbot: QtBot
) -> None:
    tab.refresh()
    tab.editing.change(OBJECTIVE, objectives[0].id)
    sheet = tab.editing.sheet
    assert isinstance(sheet, LineSheet)
    [area] = sheet.findChildren(Yielding)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)  # there is room for all of it
    assert sheet.minimumHeight() < sheet.height() - 100
    assert area.minimumSizeHint().height() < sheet.form.heightForWidth(area.viewport().width())


@pytest.mark.slow
def test_a_measurement_is_added_seen_in_its_course_and_deleted(
    lines: ObjectiveList, tab: PlanTab, office: Office, plan: Plan, objectives: list[Objective]
) -> None:
    lines.measure_wished.emit(objectives[0].id)
    sheet = tab.deeds.sheet
    assert isinstance(sheet, MeasureSheet)
    assert sheet.nothing.isVisible()
    sheet.form["value"].set_value(Decimal(52))
    sheet.primary.click()
    assert stored(office, plan).content.objectives[0].current == Decimal(52)
    lines.measure_wished.emit(objectives[0].id)
    again = tab.deeds.sheet
    assert isinstance(again, MeasureSheet)
    assert "52" in again.chart.accessibleDescription()
    [measured] = stored(office, plan).content.objectives[0].measurements
    again._delete(measured.id)
    assert again.nothing.isVisible()
    assert stored(office, plan).content.objectives[0].current is None
    undo_step(office.workspace)
    assert stored(office, plan).content.objectives[0].current == Decimal(52)


def test_what_is_read_from_the_sales_is_not_measured(tab: PlanTab, office: Office, plan: Plan) -> None:
    office.add(
        Objective(
            plan_id=plan.id, kind=ObjectiveKind.REVENUE, title="96 млн", unit="млн ₽", target=Decimal(96)
        )
    )
    tab.refresh()
    [row] = tab.overview.objectives.lines.rows
    assert isinstance(row, Row)
    assert "Замеры…" not in texts(tab.overview.objectives.lines.menu_of(row))


# Actions


def test_an_action_is_a_promise_of_the_ledger_under_its_objective(
    lines: ObjectiveList, tab: PlanTab, office: Office, plan: Plan, objectives: list[Objective]
) -> None:
    lines.action_wished.emit(objectives[1].id)
    sheet = tab.deeds.sheet
    assert isinstance(sheet, ActionSheet)
    sheet.form["text"].set_value("Позвать Хисамову на замер")
    sheet.form["due_on"].set_value(date(2026, 12, 4))
    sheet.primary.click()
    [action] = stored(office, plan).content.actions_of(objectives[1].id)
    assert (action.text, action.due_on, action.colleague_id) == (
        "Позвать Хисамову на замер",
        date(2026, 12, 4),
        office.me,
    )
    assert tab.overview.work.promises.text() == "Действия в обещаниях: открыто 1, просрочено 0"


def test_the_promises_of_an_objective_are_listed_and_lead_on(
    lines: ObjectiveList, tab: PlanTab, account: Account, objectives: list[Objective]
) -> None:
    lines.actions_wished.emit(objectives[0].id)
    sheet = tab.deeds.sheet
    assert isinstance(sheet, ActionsSheet)
    assert sheet.nothing.isVisible()
    sheet.primary.click()
    form = tab.deeds.sheet
    assert isinstance(form, ActionSheet)
    form.form["text"].set_value("Согласовать замер")
    form.primary.click()
    lines.actions_wished.emit(objectives[0].id)
    again = tab.deeds.sheet
    assert isinstance(again, ActionsSheet)
    [row] = again.lines.rows
    assert row.accessibleName().startswith("Согласовать замер")
    went: list[Place] = []
    tab.went.connect(went.append)
    again._go()
    assert went == [Place("promises", account.id)]


@pytest.mark.slow
def test_promises_that_are_there_already_are_taken_under_an_objective(
    tab: PlanTab, office: Office, plan: Plan, account: Account, objectives: list[Objective]
) -> None:
    tab.refresh()
    wanted, other = office.promise(account, "Протокол замера"), office.promise(account, "Прайс")
    office.promise(office.account("Другой"), "Чужое")
    tab.deeds.show_actions(objectives[0].id)
    listed = tab.deeds.sheet
    assert isinstance(listed, ActionsSheet)
    listed.link.click()
    sheet = tab.deeds.sheet
    assert isinstance(sheet, LinkSheet)
    assert {row.promise.id for row in sheet.rows} == {wanted.id, other.id}
    assert not sheet.primary.isEnabled()
    QTest.keyClicks(sheet.search, "prais")
    assert sheet.rows == []
    sheet.search.clear()
    sheet.search.searched.emit("")
    row = next(each for each in sheet.rows if each.promise.id == wanted.id)
    QTest.mouseClick(row, LEFT, NONE, QPoint(row.width() // 2, row.height() // 2))
    assert sheet.primary.text() == "Отнести 1 обещание"
    sheet.primary.click()
    assert [each.id for each in stored(office, plan).content.actions_of(objectives[0].id)] == [wanted.id]

    tab.deeds.link_actions(objectives[1].id)
    again = tab.deeds.sheet
    assert isinstance(again, LinkSheet)
    said = {each.promise.id: each.box.accessibleName() for each in again.rows}
    assert said[wanted.id].endswith(objectives[0].title)
    assert not said[other.id].endswith(objectives[0].title)
    again.reject()
    undo_step(office.workspace)
    assert stored(office, plan).content.actions == ()


@pytest.mark.slow
def test_a_promise_leads_to_the_objective_it_serves(
    lines: ObjectiveList, tab: PlanTab, office: Office, account: Account, objectives: list[Objective]
) -> None:
    assert lines.rows
    later = office.add(
        Plan(account_id=account.id, title="Следующий", starts_on=date(2027, 7, 1), ends_on=date(2028, 6, 30))
    )
    there = office.add(Objective(plan_id=later.id, kind=ObjectiveKind.RELATIONSHIP, title="Ещё один"))
    tab.show_account(account.id, None, "charter")
    tab.show_account(account.id, there.id)
    assert tab.editing.plan is not None
    assert tab.editing.plan.content.id == later.id
    assert tab.overview.isVisible()
    assert lines.focused() == there.id
    tab.show_account(account.id, objectives[0].id)
    assert lines.focused() == objectives[0].id


def test_the_foot_of_the_work_leads_to_the_promises_and_to_the_budget(
    lines: ObjectiveList, tab: PlanTab, account: Account
) -> None:
    assert lines.rows
    went: list[Place] = []
    tab.went.connect(went.append)
    tab.overview.work.promises.click()
    assert went == [Place("promises", account.id)]
    tab.overview.work.budget.clicked.emit()
    assert tab.people.isVisible()


# The SWOT


@pytest.fixture
def threat(office: Office, plan: Plan) -> SwotItem:
    return office.add(SwotItem(plan_id=plan.id, kind=SwotKind.THREAT, text="Тендер в январе", weight=3))


@pytest.mark.slow
def test_a_line_of_the_swot_becomes_an_objective_or_a_risk_and_stays(
    tab: PlanTab, office: Office, plan: Plan, threat: SwotItem
) -> None:
    tab.refresh()
    assert tab.editing.plan is not None
    menu = tab.menus.swot(tab.editing.plan, threat.id)
    found = {each.text(): each for each in menu.actions()}
    found["Сделать риском"].trigger()
    found["Сделать целью"].trigger()
    content = stored(office, plan).content
    assert [each.title for each in content.risks] == ["Тендер в январе"]
    assert [each.title for each in content.objectives] == ["Тендер в январе"]
    assert len(content.swot) == 1


@pytest.mark.slow
def test_a_line_of_the_swot_becomes_a_promise_with_its_day(
    tab: PlanTab, office: Office, plan: Plan, threat: SwotItem, objectives: list[Objective]
) -> None:
    tab.refresh()
    tab.deeds.make_action(threat.id)
    sheet = tab.deeds.sheet
    assert isinstance(sheet, ActionSheet)
    assert sheet.form["text"].value() == "Тендер в январе"
    sheet.form["objective_id"].set_value(objectives[2].id)
    sheet.primary.click()
    [action] = stored(office, plan).content.actions
    assert action.objective_id == objectives[2].id


# Work


def progress(office: Office, plan: Plan) -> tuple[int, InitiativeStatus]:
    [found] = stored(office, plan).content.initiatives
    return found.progress, found.status


@pytest.mark.slow
def test_plus_and_minus_say_how_far_it_is(tab: PlanTab, office: Office, plan: Plan, work: Initiative) -> None:
    tab.refresh()
    chart = tab.overview.work.chart
    chart.choose(next(n for n, row in enumerate(chart.rows) if row.id == work.id))
    QTest.keyClick(chart, Qt.Key.Key_Plus)
    assert progress(office, plan) == (55, InitiativeStatus.RUNNING)
    for _ in range(6):
        QTest.keyClick(chart, Qt.Key.Key_Plus)
    assert progress(office, plan) == (100, InitiativeStatus.DONE)
    QTest.keyClick(chart, Qt.Key.Key_Minus)
    assert progress(office, plan) == (90, InitiativeStatus.RUNNING)


@pytest.mark.slow
def test_the_menu_of_an_initiative_sets_progress_and_passes_milestones(
    tab: PlanTab, office: Office, plan: Plan, work: Initiative
) -> None:
    milestone = office.add(Milestone(initiative_id=work.id, title="Замер", due_on=date(2026, 11, 20)))

    def open_menu() -> dict[str, object]:
        tab.refresh()
        assert tab.editing.plan is not None
        menu = tab.menus.initiative(tab.editing.plan, tab.editing.plan.content.initiatives[0])
        return {each.text(): each for each in menu.actions()}

    def passed() -> date | None:
        return stored(office, plan).content.initiatives[0].milestones[0].passed_on

    assert milestone.title
    open_menu()["Веха пройдена: Замер"].trigger()  # type: ignore[attr-defined]
    assert passed() == office.today
    open_menu()["Веха пройдена: Замер"].trigger()  # type: ignore[attr-defined]
    assert passed() is None
    tab.deeds.set_progress(work.id, 75)
    assert progress(office, plan)[0] == 75
    gone: UUID = work.id
    open_menu()["Удалить"].trigger()  # type: ignore[attr-defined]
    assert gone not in {each.id for each in stored(office, plan).content.initiatives}
