"""The influence × attitude grid: where people stand, and how they are put elsewhere."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import Attitude, Circle, RatingKind
from kam.services.history import list_steps
from kam.ui.account.people.grid.drawing import LEFT, GridDrawing
from kam.ui.account.people.grid.view import GridView
from kam.ui.account.people.sheets.rating import PlaceOnGridSheet
from kam.ui.account.people.tab import PeopleTab
from kam.ui.account.people.toolbar import View
from tests.company import Company


@pytest.fixture
def grid(tab: PeopleTab) -> GridView:
    tab.toolbar.view_chosen.emit(View.GRID.value)
    return tab.grid


def drawing_of(grid: GridView) -> GridDrawing:
    assert grid.drawing is not None
    return grid.drawing


def cell(grid: GridView, attitude: Attitude, influence: int) -> QPoint:
    drawing = drawing_of(grid)
    across = (drawing.bounds.width() - LEFT) / 5
    x = LEFT + (list(Attitude).index(attitude) + 0.5) * across
    y = (drawing.row_top(5 - influence) + drawing.row_top(6 - influence)) / 2
    return (QPointF(x, y) * grid.scale + grid.to_view(drawing.bounds).topLeft()).toPoint()


def drag(qtbot: QtBot, grid: GridView, person: UUID, end: QPoint) -> None:
    box = grid.place_of(person)
    assert box is not None
    start = grid.to_view(box).center().toPoint()
    qtbot.mousePress(grid.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 5):
        qtbot.mouseMove(grid.viewport(), start + (end - start) * step / 4)
    qtbot.mouseRelease(grid.viewport(), Qt.MouseButton.LeftButton, pos=end)


def open_sheet() -> PlaceOnGridSheet:
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, PlaceOnGridSheet)]
    return next(each for each in found if each.isVisible())


def test_people_stand_in_their_cells_and_the_unrated_wait_below(grid: GridView, company: Company) -> None:
    drawing = drawing_of(grid)
    assert drawing.cell_of(company.boss.id) == (2, 0)
    assert drawing.cell_of(company.opponent.id) == (0, 2)
    assert drawing.cell_of(company.unrated.id) is None
    lowest = max(drawing.tokens[place.id].bottom() for place in (company.boss, company.opponent))
    assert drawing.tokens[company.unrated.id].top() > lowest


def test_a_person_put_into_another_cell_needs_evidence(
    grid: GridView, company: Company, qtbot: QtBot
) -> None:
    steps = len(list_steps(company.office.workspace))
    drag(qtbot, grid, company.sceptic.id, cell(grid, Attitude.SUPPORTER, 5))
    sheet = open_sheet()
    sheet.primary.click()
    assert sheet.isVisible(), "without evidence nothing is noted"
    assert "хватит одной строки" in sheet.form.fields["evidence"].message.text()
    assert len(list_steps(company.office.workspace)) == steps
    sheet.form["evidence"].set_value("Принял акт испытаний")
    sheet.primary.click()
    row = company.row(company.sceptic)
    assert (row.attitude.value, row.influence.value) == (Attitude.SUPPORTER, 5)
    assert row.attitude.evidence == row.influence.evidence == "Принял акт испытаний"
    assert len(list_steps(company.office.workspace)) == steps + 1, "both in one step"
    assert drawing_of(grid).cell_of(company.sceptic.id) == (3, 0)


def test_who_is_put_back_into_their_own_cell_is_not_rated(
    grid: GridView, company: Company, qtbot: QtBot
) -> None:
    drag(qtbot, grid, company.sceptic.id, cell(grid, Attitude.SCEPTIC, 4))
    assert not any(isinstance(each, PlaceOnGridSheet) for each in QApplication.topLevelWidgets())


def test_control_and_an_arrow_do_what_dragging_does(grid: GridView, company: Company, qtbot: QtBot) -> None:
    grid.choose(company.sceptic.id)
    qtbot.keyClick(grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    sheet = open_sheet()
    sheet.form["evidence"].set_value("Молчит, но не спорит")
    sheet.primary.click()
    assert company.row(company.sceptic).attitude.value is Attitude.NEUTRAL


def test_somebody_unrated_is_rated_by_being_put_into_a_cell(
    grid: GridView, company: Company, qtbot: QtBot
) -> None:
    drag(qtbot, grid, company.unrated.id, cell(grid, Attitude.CHAMPION, 1))
    sheet = open_sheet()
    sheet.form["evidence"].set_value("Сама позвонила")
    sheet.primary.click()
    row = company.row(company.unrated)
    assert (row.attitude.value, row.influence.value) == (Attitude.CHAMPION, 1)


def test_arrows_walk_from_person_to_person(grid: GridView, company: Company, qtbot: QtBot) -> None:
    grid.choose(company.boss.id)
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert grid.current == company.decider.id
    qtbot.keyClick(grid, Qt.Key.Key_Left)
    assert grid.current == company.boss.id


def test_a_circle_alone_is_shown(tab: PeopleTab, grid: GridView) -> None:
    tab.toolbar.circle_chosen.emit(Circle.OUTER)
    assert drawing_of(grid).tokens == {}
    tab.toolbar.circle_chosen.emit(None)
    assert len(drawing_of(grid).tokens) == 5


def test_where_people_stood_is_drawn_on_wish(tab: PeopleTab, grid: GridView, company: Company) -> None:
    company.office.rating(company.sceptic, RatingKind.ATTITUDE, 1, ago=120)
    tab.refresh()
    before = grid.grab().toImage()
    tab.toolbar.before.setChecked(True)
    assert grid.grab().toImage() != before
    assert "как было" in tab.toolbar.before.text()
