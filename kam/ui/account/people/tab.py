"""The people of an account: four views of one map, and beside it a person or what the map lacks."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, Final
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kam.core.changes import Area
from kam.core.errors import NotFoundError
from kam.core.vocabulary import Attitude, Circle, LineKind, RelationshipLevel
from kam.services.people.map import read_map
from kam.services.people.rating import RatingStep, rating_history
from kam.services.people.rows import PlaceRow, RelationRow, StakeholderMap
from kam.ui.account.people.banner import Banner
from kam.ui.account.people.chart.view import OrgChartView
from kam.ui.account.people.coverage.drawing import Cell, shown_colleague
from kam.ui.account.people.coverage.view import CoverageView
from kam.ui.account.people.deeds import PeopleDeeds
from kam.ui.account.people.export import MapExport
from kam.ui.account.people.grid.view import GridView
from kam.ui.account.people.legend import chart_legend, coverage_legend, grid_legend, with_legend
from kam.ui.account.people.menus import PeopleMenus, popup
from kam.ui.account.people.nobody import nobody_yet
from kam.ui.account.people.side.cell import CellSide
from kam.ui.account.people.side.checks import ChecksSide
from kam.ui.account.people.side.person import PersonSide
from kam.ui.account.people.table import PeopleTable
from kam.ui.account.people.toolbar import Toolbar, View
from kam.ui.account.tab import AccountTab
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.widgets.labels import rule
from kam.ui.widgets.side_frame import WIDTH

_KEPT: Final = "account.people-view"
_PAUSE: Final = 50
"""Milliseconds: a key that is held down repeats more often."""


class PeopleTab(AccountTab):
    """Keeps which person is chosen and lets every view follow."""

    areas: ClassVar[Area] = Area.PEOPLE | Area.INTERACTIONS | Area.COMPLAINTS | Area.SETTINGS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._account_id: UUID | None = None
        self._map: StakeholderMap | None = None
        self._chosen: UUID | None = None
        self._view = _kept_view(desk)
        self.deeds = PeopleDeeds(desk, self)
        self.export = MapExport(desk, self)
        self._menus = PeopleMenus(desk.look, self.deeds)
        self.chart = OrgChartView(desk.look)
        self.grid = GridView(desk.look)
        self.coverage = CoverageView(desk.look)
        self.table = PeopleTable(desk)
        self.cell = CellSide(desk.look)
        self.checks = ChecksSide(desk.look)
        self.person = PersonSide(desk.look, self.deeds, self._menus.menu_of)
        self.toolbar = Toolbar(desk.look, self._menus.add_menu(), self.export.menu(self.show_to_export))
        self.banner = Banner(desk.look)
        self._stack = QStackedWidget()
        self._pages: dict[View, QWidget] = {
            View.CHART: with_legend(self.chart, [chart_legend(desk.look)]),
            View.GRID: with_legend(self.grid, [grid_legend(desk.look)], "page"),
            View.COVERAGE: with_legend(self.coverage, [coverage_legend(desk.look)], "page"),
            View.TABLE: self.table,
        }
        self.nobody = nobody_yet(desk.look, self.deeds)
        self._side = QStackedWidget()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._show_side)
        self._build()
        self._connect()
        self._show_view(self._view)

    # What the page asks

    def show_account(self, account_id: UUID, item_id: UUID | None = None, view: str | None = None) -> None:
        """Show an account's people, perhaps one of them, in the view that was kept."""
        if account_id != self._account_id:
            self._account_id = account_id
            self._map = None
            self._chosen = None
        if item_id is not None:
            self._chosen = item_id
        if view is not None:
            self._show_view(_view_of(view, self._view))
        self.refresh()

    def refresh(self) -> None:
        """Read the map."""
        if self._account_id is not None:
            work = partial(read_map, self.desk.workspace, self._account_id, as_of=self.desk.now())
            self.desk.read(self, work, self._show_map, key="people map", otherwise=_is_gone)
            self.export.read(self._account_id)

    def commands(self) -> list[Command]:
        """What can be done here, and to whoever is chosen."""
        found = self._map
        row = None if found is None or self._chosen is None else found.place(self._chosen)
        self.show_to_export()
        account = "" if found is None else found.account
        views = [
            Command(
                f"people.view.{view.value}", text, partial(self._choose_view, view), "network", "", account
            )
            for view, text in self.toolbar.names_of_views(besides=self._view)
        ]
        return [*self._menus.commands(row, account), *views, *self.export.commands()]

    def keep(self) -> None:
        """Remember the view and how the columns of the table stand."""
        self.desk.local.keep_page(_KEPT, {"view": self._view.value})
        self.table.layout_of_columns.keep()

    def show_to_export(self) -> None:
        """Tell the export what is seen now."""
        self.export.show(
            self._view,
            self._map,
            chart=self.chart.state,
            grid=self.grid.state,
            coverage=self.coverage.state,
        )

    # Inside

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        main = QVBoxLayout()
        main.setSpacing(0)
        main.addWidget(self.banner)
        for page in self._pages.values():
            self._stack.addWidget(page)
        self._stack.addWidget(self.nobody)
        main.addWidget(self._stack, 1)
        row.addLayout(main, 1)
        row.addWidget(rule(upright=True))
        self._side.addWidget(self.checks)
        self._side.addWidget(self.person)
        self._side.addWidget(self.cell)
        self._side.setFixedWidth(WIDTH)
        row.addWidget(self._side)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        bar, chart = self.toolbar, self.chart
        bar.view_chosen.connect(self._choose_view)
        bar.kinds_chosen.connect(self._show_kinds)
        bar.circle_chosen.connect(self._show_circle)
        bar.zoom_wished.connect(chart.zoom)
        bar.fit_wished.connect(self._fit)
        chart.scaled.connect(bar.show_scale)
        bar.targets_shown.connect(self._show_targets)
        bar.gaps_shown.connect(lambda on: self.coverage.show_gaps(only=on))
        bar.copy.clicked.connect(self.table.copy_selection)
        columns = self.table.columns_menu()
        bar.columns.clicked.connect(
            lambda: columns.popup(bar.columns.mapToGlobal(bar.columns.rect().bottomLeft()))
        )
        files = self.table.export.menu(self.table.ask_to_export, self)
        bar.save.clicked.connect(lambda: files.popup(bar.save.mapToGlobal(bar.save.rect().bottomLeft())))
        bar.before_shown.connect(lambda on: self.grid.show_before(shown=on))
        for canvas in (chart, self.grid):
            canvas.selected.connect(self.choose)
            canvas.walked.connect(self._walk_to)
            canvas.opened.connect(self._open)
            canvas.menu_wished.connect(self._show_menu)
        chart.rehung.connect(self._rehang)
        self.grid.placed.connect(self._place)
        self._connect_coverage()
        self.table.current_changed.connect(self._choose_row)
        self.table.opened.connect(lambda row: self._open(row.id))
        self.table.menu_wished.connect(lambda row, spot: self._show_menu(row.id, spot))
        chart.tie_menu_wished.connect(self._show_tie_menu)
        self.checks.check_wished.connect(self.deeds.do_check)
        self.checks.mean_asked.connect(self.deeds.explain_mean)
        self.person.closed.connect(self._close_person)
        self.deeds.refused.connect(self.banner.tell)
        self.export.refused.connect(self.banner.tell)
        self.deeds.made.connect(self.choose)
        self.deeds.went.connect(self.went)

    def _connect_coverage(self) -> None:
        view, side = self.coverage, self.cell
        view.cell_chosen.connect(self._choose_cell)
        view.opened.connect(self._rate_cell)
        view.level_wished.connect(self._rate_cell)
        view.menu_wished.connect(self._show_menu)
        side.closed.connect(self._close_cell)
        side.level_wished.connect(lambda level: self._rate_cell(view.cell, level))
        side.aim_wished.connect(self._aim_cell)
        side.gap_wished.connect(self.deeds.do_gap)

    def choose(self, place_id: UUID | None) -> None:
        """Choose somebody in every view and beside them, or nobody."""
        self._chosen = place_id
        self.banner.hide()
        self._show_side()
        self._select_in_views()

    def _walk_to(self, place_id: UUID) -> None:
        """The views follow each step; beside them somebody is shown as soon as walking pauses."""
        self._chosen = place_id
        self.banner.hide()
        self._select_in_views()
        self._pause.start()

    def _show_map(self, found: StakeholderMap) -> None:
        if found.account_id != self._account_id:
            return
        self._map = found
        self.deeds.show_map(found)
        if self._chosen is not None and found.place(self._chosen) is None:
            self._chosen = _place_of_person(found, self._chosen)
        self.counted.emit(self.look.formats.number(len(found.places)))
        day = self.look.formats.near(found.before, found.day)
        self.toolbar.name_before(self.look.words.say("as it was on {date}", date=day))
        self.chart.show_map(found)
        self.grid.show_map(found)
        self.coverage.show_map(found)
        self.table.show_map(found)
        self._show_page()
        self._select_in_views()
        self._show_side()

    def _select_in_views(self) -> None:
        for canvas in (self.chart, self.grid):
            canvas.select(self._chosen)
        if self.coverage.cell is None or self.coverage.cell.person != self._chosen:
            self.coverage.select(None if self._chosen is None else Cell(self._chosen))
        self.table.select([] if self._chosen is None else [self._chosen])

    def _show_side(self) -> None:
        """A cell of the coverage, a person, or what the map lacks."""
        self._pause.stop()
        found, chosen = self._map, self._chosen
        if found is None:
            return
        row = None if chosen is None else found.place(chosen)
        cell = self.coverage.cell if self._view is View.COVERAGE else None
        ours = None if cell is None else shown_colleague(found, cell.colleague)
        if row is not None and cell is not None and ours is not None:
            level = next((each for each in row.levels if each.colleague_id == ours.id), None)
            self.cell.show_cell(row, ours, level, found)
            self._side.setCurrentWidget(self.cell)
        elif row is not None:
            self._show_person(row, found)
        elif self._view is View.COVERAGE:
            self.cell.show_gaps(found)
            self._side.setCurrentWidget(self.cell)
        else:
            self.checks.show_map(found)
            self._side.setCurrentWidget(self.checks)

    def _show_person(self, row: PlaceRow, found: StakeholderMap) -> None:
        self.person.show_person(row, found)
        self._side.setCurrentWidget(self.person)
        work = partial(rating_history, self.desk.workspace, row.id)
        self.desk.read(self, work, partial(self._show_history, row.id), key="rating history")

    def _show_history(self, place_id: UUID, steps: tuple[RatingStep, ...]) -> None:
        if self._chosen == place_id:
            self.person.show_history(steps)

    def _choose_view(self, code: str) -> None:
        self._show_view(_view_of(code, self._view))
        self.moved.emit(self._view.value)

    def _show_view(self, view: View) -> None:
        self._view = view
        self.toolbar.show_view(self._view)
        self._show_page()
        self._show_side()

    def _show_page(self) -> None:
        """The view that was chosen, or how to begin where nobody is known."""
        found = self._map
        is_empty = found is not None and not found.places and not found.left
        self._stack.setCurrentWidget(self.nobody if is_empty else self._pages[self._view])

    def _fit(self) -> None:
        self.chart.fit()

    def _show_kinds(self, kinds: frozenset[LineKind]) -> None:
        self.chart.show_kinds(kinds)

    def _show_circle(self, circle: Circle | None) -> None:
        self.chart.show_circle(circle)
        self.grid.show_circle(circle)
        self.coverage.show_circle(circle)
        self.table.show_circle(circle)

    def _open(self, place_id: UUID) -> None:
        """Enter goes on beside the map."""
        if place_id != self._chosen or self._pause.isActive():
            self.choose(place_id)
        self.person.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_person(self) -> None:
        self.choose(None)
        self._canvas().setFocus()

    def _canvas(self) -> QWidget:
        views: dict[View, QWidget] = {
            View.CHART: self.chart,
            View.GRID: self.grid,
            View.COVERAGE: self.coverage,
            View.TABLE: self.table,
        }
        return views[self._view]

    def _show_targets(self, on: bool) -> None:  # noqa: FBT001 - as the signal gives it
        self.grid.show_targets(shown=on)
        self.coverage.show_targets(shown=on)

    def _choose_row(self, row: PlaceRow | None) -> None:
        if row is not None and row.id != self._chosen:
            self._chosen = row.id
            self.banner.hide()
            self._show_side()

    def _choose_cell(self, cell: Cell | None) -> None:
        self.choose(None if cell is None else cell.person)

    def _close_cell(self) -> None:
        self.coverage.select(None)
        self.choose(None)
        self.coverage.setFocus()

    def _rate_cell(self, cell: Cell | None, level: RelationshipLevel | None = None) -> None:
        """A cell wants a level; a row is a person."""
        row = None if self._map is None or cell is None else self._map.place(cell.person)
        if row is None or cell is None:
            return
        if cell.colleague is None:
            self._open(row.id)
        else:
            self.deeds.rate_level(row, cell.colleague, level)

    def _aim_cell(self) -> None:
        cell = self.coverage.cell
        row = None if self._map is None or cell is None else self._map.place(cell.person)
        if row is not None and cell is not None and cell.colleague is not None:
            self.deeds.aim_level(row, cell.colleague)

    def _rehang(self, place_id: UUID, boss_id: UUID) -> None:
        self.deeds.rehang(place_id, boss_id)

    def _place(self, place_id: UUID, attitude: Attitude, influence: int) -> None:
        row = None if self._map is None else self._map.place(place_id)
        if row is not None:
            self.deeds.place(row, attitude, influence)

    def _show_menu(self, place_id: UUID | None, spot: QPoint) -> None:
        row = None if self._map is None or place_id is None else self._map.place(place_id)
        popup(self._menus.add_menu() if row is None else self._menus.menu_of(row), self, spot)

    def _show_tie_menu(self, tie: RelationRow, spot: QPoint) -> None:
        popup(self._menus.tie_menu(tie), self, spot)


def _is_gone(error: Exception) -> bool:
    """An account that was deleted meanwhile: the page leads elsewhere."""
    return isinstance(error, NotFoundError)


def _kept_view(desk: Desk) -> View:
    return _view_of(str(desk.local.page(_KEPT).get("view", "")), View.CHART)


def _view_of(code: str, otherwise: View) -> View:
    try:
        return View(code)
    except ValueError:
        return otherwise


def _place_of_person(found: StakeholderMap, person_id: UUID) -> UUID | None:
    """The palette knows people, the map their places: today's before one that was left."""
    return next((row.id for row in (*found.places, *found.left) if row.person_id == person_id), None)
