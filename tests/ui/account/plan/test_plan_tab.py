"""A plan is seen at a glance, and its work is moved where it is drawn."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from kam.core.vocabulary import ObjectiveKind, PlanStatus, SwotKind
from kam.models import Account, Initiative, Objective, Plan, Risk, SwotItem
from kam.services.history import undo_step
from kam.ui.account.plan.gantt_chart import GanttChart
from kam.ui.account.plan.objectives import figures_of
from kam.ui.account.plan.tab import PlanTab
from tests.builders import Office

BEGUN, ENDED = date(2026, 10, 1), date(2026, 12, 31)


@pytest.fixture
def work(office: Office, plan: Plan) -> Initiative:
    objective = office.add(
        Objective(plan_id=plan.id, kind=ObjectiveKind.CLIENT_SUCCESS, title="Мойка за 41 минуту")
    )
    return office.add(
        Initiative(objective_id=objective.id, title="Пилот на линии 2", starts_on=BEGUN, ends_on=ENDED)
    )


@pytest.fixture
def chart(tab: PlanTab, work: Initiative) -> GanttChart:
    assert work.title
    tab.refresh()
    return tab.overview.work.chart


def stored(office: Office, work: Initiative) -> tuple[date | None, date | None]:
    with office.workspace.reading() as session:
        now = session.get_one(Initiative, work.id)
        return now.starts_on, now.ends_on


def bar_of(chart: GanttChart) -> QPointF:
    number, row = next((n, row) for n, row in enumerate(chart.rows) if row.bar is not None)
    assert row.bar is not None
    return chart._bar_rect(number, row.bar).center()


def drag(chart: GanttChart, start: QPointF, days: int) -> None:
    """Press, move by whole days of the axis, let go."""
    by = chart._x(days) - chart._x(0)
    left, held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(chart.viewport(), left, held, start.toPoint())
    QTest.mouseMove(chart.viewport(), start.toPoint() + QPoint(round(by), 0))
    QTest.mouseRelease(chart.viewport(), left, held, start.toPoint() + QPoint(round(by), 0))


def test_without_a_plan_the_tab_says_what_one_is_for(tab: PlanTab) -> None:
    assert tab.nothing.isVisible()
    assert not tab.bar.isVisible()


def test_objectives_swot_and_risks_are_seen_at_once(
    tab: PlanTab, office: Office, account: Account, plan: Plan, work: Initiative
) -> None:
    office.add_all(
        SwotItem(plan_id=plan.id, kind=SwotKind.STRENGTH, text="Замер на линии 2", weight=3),
        Risk(account_id=account.id, plan_id=plan.id, title="Тендер", probability=4, impact=4),
    )
    tab.refresh()
    overview = tab.overview
    assert [row.accessibleName() for row in overview.objectives.lines.rows] == [
        "Мойка за 41 минуту, —, —, нет данных"
    ]
    assert [row.title for row in overview.work.chart.rows] == ["Мойка за 41 минуту", work.title]
    [risk] = overview.risks.lines.rows
    assert risk.accessibleName() == "Тендер, 4×4"


def test_a_bar_is_dragged_to_other_days_and_goes_back_by_undo(
    chart: GanttChart, office: Office, work: Initiative
) -> None:
    drag(chart, bar_of(chart), 31)
    moved = stored(office, work)
    assert moved[0] is not None
    assert moved[1] is not None
    assert abs((moved[0] - BEGUN).days - 31) <= 1
    assert moved[1] - moved[0] == ENDED - BEGUN
    undo_step(office.workspace)
    assert stored(office, work) == (BEGUN, ENDED)


def test_the_keyboard_moves_a_bar_and_saves_it_with_enter(
    chart: GanttChart, office: Office, work: Initiative
) -> None:
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    shift, both = (
        Qt.KeyboardModifier.ShiftModifier,
        (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier),
    )
    chart.choose(1)
    for _ in range(2):
        QTest.keyClick(chart, Qt.Key.Key_Right, shift)
    QTest.keyClick(chart, Qt.Key.Key_Left, both)
    assert stored(office, work) == (BEGUN, ENDED)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert stored(office, work) == (date(2026, 10, 3), date(2027, 1, 1))


@pytest.mark.slow
def test_escape_leaves_a_bar_where_it_was(chart: GanttChart, office: Office, work: Initiative) -> None:
    chart.choose(1)
    QTest.keyClick(chart, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    opened: list[object] = []
    chart.opened.connect(opened.append)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert opened == [work.id]
    assert stored(office, work) == (BEGUN, ENDED)


@pytest.mark.slow
def test_what_is_agreed_on_is_not_moved(
    tab: PlanTab, chart: GanttChart, office: Office, plan: Plan, work: Initiative
) -> None:
    office.change(plan, status=PlanStatus.APPROVED)
    tab.refresh()
    drag(chart, bar_of(chart), 31)
    assert stored(office, work) == (BEGUN, ENDED)


def test_a_narrow_bar_says_the_period_shorter(tab: PlanTab, plan: Plan) -> None:
    assert plan.title
    tab.refresh()
    assert tab.bar.plans.text() == "Июл 2026 – июн 2027"
    tab.resize(1600, 700)
    assert tab.bar.plans.text() == "Июль 2026 – июнь 2027"


def test_large_figures_are_told_in_millions(tab: PlanTab, office: Office, plan: Plan) -> None:
    office.add(
        Objective(
            plan_id=plan.id,
            kind=ObjectiveKind.REVENUE,
            title="Расти",
            unit="₽",
            baseline=Decimal(47_600_000),
            target=Decimal(54_700_000),
        )
    )
    tab.refresh()
    assert tab.editing.plan is not None
    [objective] = tab.editing.plan.content.objectives
    figures = figures_of(tab.look, objective)
    assert (figures.before, figures.target, figures.unit) == ("47,6", "54,7", "млн ₽")
