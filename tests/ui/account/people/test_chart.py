"""The org chart: seen, walked, folded, and changed by dragging."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import Circle, LineKind
from kam.models import Person, Stakeholder
from kam.services.history import list_steps, undo_step
from kam.ui.account.people.canvas import LEAST, MOST
from kam.ui.account.people.chart.cards import Closeness
from kam.ui.account.people.chart.view import OrgChartView
from kam.ui.account.people.sheets.adding import AddPersonSheet
from kam.ui.account.people.tab import PeopleTab
from kam.ui.account.people.toolbar import View
from kam.ui.desk import Desk
from tests.company import Company


def middle_of(chart: OrgChartView, place: UUID) -> QPoint:
    box = chart.place_of(place)
    assert box is not None
    return chart.to_view(box).center().toPoint()


def drag(qtbot: QtBot, chart: OrgChartView, start: QPoint, end: QPoint) -> None:
    port = chart.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 5):
        qtbot.mouseMove(port, start + (end - start) * step / 4)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)


def test_everybody_has_a_card_and_reports_stand_below(tab: PeopleTab, company: Company) -> None:
    drawing = tab.chart.drawing
    assert drawing is not None
    assert set(drawing.cards) == {row.id for row in company.map().places}
    boss, decider = drawing.cards[company.boss.id], drawing.cards[company.decider.id]
    assert decider.y > boss.y + boss.height


def test_a_card_dropped_on_another_reports_to_them(tab: PeopleTab, company: Company, qtbot: QtBot) -> None:
    chart = tab.chart
    drag(qtbot, chart, middle_of(chart, company.opponent.id), middle_of(chart, company.sceptic.id))
    assert company.row(company.opponent).reports_to == company.sceptic.id
    undo_step(company.office.workspace)
    assert company.row(company.opponent).reports_to == company.decider.id


def test_nobody_can_report_to_those_below_them(tab: PeopleTab, company: Company, qtbot: QtBot) -> None:
    chart, before = tab.chart, len(list_steps(company.office.workspace))
    drag(qtbot, chart, middle_of(chart, company.boss.id), middle_of(chart, company.opponent.id))
    assert tab.banner.isVisible()
    assert "подчин" in tab.banner.text.text(), "the sentence says why"
    assert company.row(company.boss).reports_to is None
    assert len(list_steps(company.office.workspace)) == before
    tab.choose(company.boss.id)
    assert not tab.banner.isVisible(), "it goes with the next thing that is done"


def test_a_card_put_down_on_the_ground_stays_where_it_hangs(
    tab: PeopleTab, company: Company, qtbot: QtBot
) -> None:
    chart = tab.chart
    ground = QPoint(chart.viewport().width() - 4, chart.viewport().height() - 4)
    drag(qtbot, chart, middle_of(chart, company.opponent.id), ground)
    assert company.row(company.opponent).reports_to == company.decider.id
    assert chart.held is None


def test_arrows_walk_the_tree_and_enter_goes_on_beside_it(
    tab: PeopleTab, company: Company, qtbot: QtBot
) -> None:
    chart = tab.chart
    chart.setFocus()
    walked = []
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up):
        qtbot.keyClick(chart, key)
        walked.append(chart.current)
    assert walked == [company.boss.id, company.decider.id, company.sceptic.id, company.boss.id]
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    qtbot.waitUntil(tab.person.close_button.hasFocus)
    tab.refresh()  # what is read anew does not take the keyboard away
    qtbot.waitUntil(tab.person.close_button.hasFocus)
    qtbot.keyClick(tab.person.close_button, Qt.Key.Key_Space)
    assert (chart.current, chart.hasFocus()) == (None, True)


def test_a_screen_reader_hears_who_is_chosen(tab: PeopleTab, company: Company) -> None:
    tab.choose(company.sceptic.id)
    said = tab.chart.accessibleDescription()
    for part in ("Мальцев", "Технический директор", "скептик", "влияние 4", "Зимин"):
        assert part in said


def test_a_branch_is_folded_by_its_sign_and_by_space(tab: PeopleTab, company: Company, qtbot: QtBot) -> None:
    chart = tab.chart
    drawing = chart.drawing
    assert drawing is not None
    sign = drawing.node_of(drawing.cards[company.decider.id])
    qtbot.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=chart.to_view(sign).center().toPoint())
    assert chart.place_of(company.opponent.id) is None
    tab.choose(company.decider.id)
    qtbot.keyClick(chart, Qt.Key.Key_Space)
    assert chart.place_of(company.opponent.id) is not None


def test_two_quick_clicks_on_a_sign_fold_and_unfold(tab: PeopleTab, company: Company, qtbot: QtBot) -> None:
    chart = tab.chart
    qtbot.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=_sign(chart, company.decider.id))
    assert chart.place_of(company.opponent.id) is None
    spot = _sign(chart, company.decider.id).toPointF()
    left = Qt.MouseButton.LeftButton
    second = QMouseEvent(
        QEvent.Type.MouseButtonDblClick,
        spot,
        chart.viewport().mapToGlobal(spot),
        left,
        left,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(chart.viewport(), second)
    assert chart.place_of(company.opponent.id) is not None


def _sign(chart: OrgChartView, person: UUID) -> QPoint:
    assert chart.drawing is not None
    return chart.to_view(chart.drawing.node_of(chart.drawing.cards[person])).center().toPoint()


def test_a_wild_turn_of_the_wheel_ends_at_the_end_of_the_scale(tab: PeopleTab) -> None:
    tab.chart.zoom(1_000_000)
    assert tab.chart.scale == MOST
    tab.chart.zoom(-1_000_000)
    assert tab.chart.scale == LEAST


def test_choosing_somebody_in_a_folded_branch_unfolds_it(tab: PeopleTab, company: Company) -> None:
    tab.chart.fold(company.boss.id)
    assert tab.chart.place_of(company.opponent.id) is None
    tab.choose(company.opponent.id)
    assert tab.chart.place_of(company.opponent.id) is not None


def test_lines_are_switched_one_by_one(tab: PeopleTab, company: Company) -> None:
    drawing = tab.chart.drawing
    assert drawing is not None
    assert [tie.row.kind for tie in drawing.ties] == [LineKind.CONFLICTS]
    tab.toolbar.kinds[LineKind.CONFLICTS].setChecked(False)
    assert tab.chart.drawing is not None
    assert tab.chart.drawing.ties == ()


def test_the_people_of_other_circles_step_back_but_keep_their_places(tab: PeopleTab) -> None:
    before = tab.chart.grab().toImage()
    tab.toolbar.circle_chosen.emit(Circle.OUTER)
    assert tab.chart.drawing is not None
    assert len(tab.chart.drawing.cards) == 5
    assert tab.chart.grab().toImage() != before


def test_plus_and_minus_change_the_scale_and_fit_shows_all(
    tab: PeopleTab, company: Company, qtbot: QtBot
) -> None:
    chart = tab.chart
    qtbot.keyClick(chart, Qt.Key.Key_0)
    qtbot.keyClick(chart, Qt.Key.Key_Plus)
    assert chart.scale > 1
    qtbot.keyClick(chart, Qt.Key.Key_Minus)
    assert round(chart.scale, 6) == 1
    for _ in range(4):
        qtbot.keyClick(chart, Qt.Key.Key_Plus)
    tab.toolbar.fit_wished.emit()
    seen = chart.viewport().rect().toRectF()
    for place in (company.boss, company.opponent, company.unrated):
        box = chart.place_of(place.id)
        assert box is not None
        assert seen.contains(chart.to_view(box))


def test_from_afar_less_is_drawn() -> None:
    assert [Closeness.at(scale) for scale in (1.0, 0.5, 0.2, 0.1)] == [
        Closeness.NEAR,
        Closeness.MIDDLE,
        Closeness.FAR,
        Closeness.SPECK,
    ]


def test_the_chart_is_drawn_in_both_themes_and_at_every_distance(tab: PeopleTab, desk: Desk) -> None:
    pictures: list[QImage] = []
    for scale in (1.0, 0.5, 0.2):
        tab.chart.set_scale(scale)
        pictures.append(tab.chart.grab().toImage())
    assert pictures[0] != pictures[1] != pictures[2]
    assert desk.look.theme.colours.page


def test_the_view_is_kept_for_back_and_forward_and_for_the_next_start(
    tab: PeopleTab, desk: Desk, company: Company, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(tab.moved) as told:
        tab.toolbar.view_chosen.emit(View.GRID.value)
    assert told.args == ["grid"]
    tab.show_account(company.account.id, None, "coverage")
    assert tab.toolbar.views.current == "coverage"
    tab.keep()
    again = PeopleTab(desk)
    qtbot.addWidget(again)
    assert again.toolbar.views.current == "coverage"


def test_columns_and_view_come_back_together(tab: PeopleTab, desk: Desk, qtbot: QtBot) -> None:
    tab.toolbar.view_chosen.emit(View.TABLE.value)
    tab.table.layout_of_columns.show_column("department", shown=True)
    tab.keep()
    again = PeopleTab(desk)
    qtbot.addWidget(again)
    assert again.toolbar.views.current == "table"
    assert again.table.layout_of_columns.is_shown("department")


@pytest.mark.parametrize("view", list(View))
def test_where_nobody_is_known_it_says_how_to_begin(tab: PeopleTab, company: Company, view: View) -> None:
    stranger = company.office.account("Ока")
    tab.toolbar.view_chosen.emit(view.value)
    assert tab.nobody.isHidden()
    tab.show_account(stranger.id)
    assert tab.nobody.isVisible()
    add = next(each for each in tab.nobody.findChildren(QPushButton) if "человек" in each.text())
    add.click()
    assert tab.findChildren(AddPersonSheet)
    company.office.stakeholder(stranger, "Пётр", "Волгин")
    tab.refresh()
    assert tab.nobody.isHidden()


@pytest.mark.parametrize("width", [904, 1224])
@pytest.mark.parametrize("view", list(View))
def test_the_names_of_the_views_are_read_on_a_narrow_screen_too(
    tab: PeopleTab, view: View, width: int, qtbot: QtBot
) -> None:
    tab.toolbar.view_chosen.emit(view.value)
    tab.setMinimumSize(1, 1)  # the window gives it what there is
    tab.resize(width, 400)
    bar = tab.toolbar
    qtbot.waitUntil(lambda: bar.width() == width)
    row = bar.layout()
    assert row is not None
    row.activate()
    assert row.minimumSize().width() <= width
    assert bar.views.width() >= bar.views.sizeHint().width()


@pytest.mark.slow
def test_three_hundred_people_are_seen_at_once(tab: PeopleTab, company: Company, qtbot: QtBot) -> None:
    office = company.office
    account = office.account("Ока")
    bosses = [office.stakeholder(account, family=f"Первая {number}") for number in range(50)]
    for number, boss in enumerate(bosses):
        office.change(boss, reports_to_id=bosses[(number - 1) // 5].id if number else None)
        people = [Person(given_name="Анна", family_name=f"Вторая {number} {n}") for n in range(5)]
        places = [
            Stakeholder(account_id=account.id, person_id=each.id, circle=Circle.CORE, reports_to_id=boss.id)
            for each in people
        ]
        office.add_all(*people, *places)
    tab.show_account(account.id)
    chart = tab.chart
    assert chart.drawing is not None
    assert len(chart.drawing.cards) == 300
    tab.toolbar.fit_wished.emit()
    assert chart.horizontalScrollBar().maximum() == 0
    assert chart.verticalScrollBar().maximum() == 0
    tab.toolbar.zoom_wished.emit(1)
    assert chart.horizontalScrollBar().maximum() > 0
