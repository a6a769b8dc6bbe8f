"""The coverage matrix: what each of us is to each of theirs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import Circle, RelationshipLevel
from kam.ui.account.people.coverage.drawing import Cell, CoverageDrawing
from kam.ui.account.people.coverage.view import CoverageView
from kam.ui.account.people.sheets.levels import LevelSheet
from kam.ui.account.people.tab import PeopleTab
from kam.ui.account.people.toolbar import View
from tests.company import Company


@pytest.fixture
def coverage(tab: PeopleTab) -> CoverageView:
    tab.toolbar.view_chosen.emit(View.COVERAGE.value)
    return tab.coverage


def drawing_of(view: CoverageView) -> CoverageDrawing:
    assert view.drawing is not None
    return view.drawing


def open_sheet() -> LevelSheet:
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, LevelSheet)]
    return next(each for each in found if each.isVisible())


def click(qtbot: QtBot, view: CoverageView, cell: Cell) -> None:
    box = drawing_of(view).box_of(cell)
    assert box is not None
    spot = box.center() - QPointF(0, view.verticalScrollBar().value())
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot.toPoint())


@pytest.mark.slow
def test_a_cell_opens_beside_the_matrix_with_its_level_and_target(
    tab: PeopleTab, coverage: CoverageView, company: Company, qtbot: QtBot
) -> None:
    click(qtbot, coverage, Cell(company.decider.id, company.ours))
    assert tab.cell.isVisible()
    said = coverage.accessibleDescription()
    for part in ("Соболева", "Грачёв", "поставщик", "решает проблемы"):
        assert part in said
    assert tab.cell.levels is not None
    assert tab.cell.levels.current == "1"


def test_the_gaps_stand_there_while_no_cell_is_chosen(tab: PeopleTab, coverage: CoverageView) -> None:
    assert coverage.cell is None
    assert tab.cell.isVisible()
    assert tab.cell.levels is None


def test_a_figure_rates_the_cell_and_asks_for_evidence(
    coverage: CoverageView, company: Company, qtbot: QtBot
) -> None:
    coverage.setFocus()
    cell = Cell(company.sceptic.id, company.ours)
    coverage.select(cell)
    qtbot.keyClick(coverage, Qt.Key.Key_2)
    sheet = open_sheet()
    assert sheet.form["value"].value() is RelationshipLevel.CREDIBLE_SOURCE
    sheet.form["evidence"].set_value("Спрашивает нас первыми")
    sheet.primary.click()
    (level,) = company.row(company.sceptic).levels
    assert (level.colleague_id, level.level) == (company.ours, RelationshipLevel.CREDIBLE_SOURCE)
    assert drawing_of(coverage).level(cell) == level


def test_arrows_go_from_cell_to_cell(coverage: CoverageView, company: Company, qtbot: QtBot) -> None:
    coverage.setFocus()
    coverage.select(None)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right):
        qtbot.keyClick(coverage, key)
    first = drawing_of(coverage).colleagues[0]
    order = [line.row.id for line in drawing_of(coverage).lines if line.row is not None]
    walked = coverage.cell
    qtbot.keyClick(coverage, Qt.Key.Key_Escape)
    assert (walked, coverage.cell) == (Cell(order[1], first.id), None)
    assert company.decider.id in order


def test_only_where_it_is_thin(tab: PeopleTab, coverage: CoverageView, company: Company) -> None:
    """Lunyova is in no gap: her contact is not overdue on her first day, and nobody aims at anything."""
    tab.toolbar.gaps.setChecked(True)
    shown = {line.row.id for line in drawing_of(coverage).lines if line.row is not None}
    assert company.decider.id in shown
    assert company.opponent.id in shown
    assert len(shown) < 6


def test_a_circle_is_folded_by_its_line(coverage: CoverageView, company: Company, qtbot: QtBot) -> None:
    group = drawing_of(coverage).lines[0]
    assert group.group is not None
    assert group.group.circle is Circle.CORE
    spot = QPointF(80, group.top + group.height / 2).toPoint()
    qtbot.mouseClick(coverage.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert [line.row for line in drawing_of(coverage).lines] == [None]
    assert drawing_of(coverage).box_of(Cell(company.boss.id)) is None


def test_targets_can_be_left_out(tab: PeopleTab, coverage: CoverageView) -> None:
    before = coverage.grab().toImage()
    tab.toolbar.targets.setChecked(False)
    assert coverage.grab().toImage() != before


def test_a_row_is_a_person(tab: PeopleTab, coverage: CoverageView, company: Company, qtbot: QtBot) -> None:
    click(qtbot, coverage, Cell(company.opponent.id))
    assert tab.person.isVisible()
    tab.person.closed.emit()
    assert tab.cell.isVisible()
    assert coverage.cell is None
