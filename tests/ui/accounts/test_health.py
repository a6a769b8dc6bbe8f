"""Health in the table and the matrix of the clients: it fills in, is asked why, filtered and copied."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from kam.services.health.book import read_whole_health
from kam.services.portfolio.reading import Grouping, PortfolioQuery, read_portfolio
from kam.services.portfolio.rows import PortfolioRow
from kam.ui.accounts.page import AccountsPage
from kam.ui.accounts.saved_views import ShownView
from kam.ui.desk import Desk
from kam.ui.widgets.chips import FilterChip
from kam.ui.widgets.table.column import Group
from tests.builders import NOW, Office
from tests.custom import Custom

Build = Callable[[], AccountsPage]
MONDAY = date(2026, 11, 23)


def fallen(office: Office) -> Custom:
    custom = Custom.at(office)
    custom.lose_champion(MONDAY)
    return custom


def row_of(page: AccountsPage, name: str) -> PortfolioRow:
    rows: list[PortfolioRow] = page.portfolio.table.rows_model.rows()
    return next(row for row in rows if row.name == name)


def cell(page: AccountsPage, name: str, column: str) -> str:
    table = page.portfolio.table
    return next(each for each in table.columns if each.id == column).text(row_of(page, name))


def show(page: AccountsPage, *columns: str) -> None:
    for each in columns:
        page.portfolio.table.layout_of_columns.show_column(each, shown=True)


def place_of(page: AccountsPage, name: str, column: str, *, right: int) -> QPoint:
    """A place in a cell so far from its left."""
    table = page.portfolio.table
    number = next(place for place, each in enumerate(table.columns) if each.id == column)
    at = table.rows_model.number_of(row_of(page, name).id)
    assert at is not None
    return table.visualRect(table.rows_model.index(at, number)).topLeft() + QPoint(right, 12)


def test_health_stands_in_the_table_as_shape_score_and_change(office: Office, page: Build) -> None:
    fallen(office)
    office.account("Неизвестный")
    shown = page()
    assert "health" in shown.portfolio.columns_shown()
    assert cell(shown, "Волга", "health") == "хорошо 83 падение на 7"
    assert cell(shown, "Неизвестный", "health") == "неизвестно —"


def test_a_change_elsewhere_shows_in_the_row(office: Office, page: Build) -> None:
    custom = Custom.at(office)
    shown = page()
    assert cell(shown, "Волга", "health") == "хорошо 90 без изменений"
    custom.lose_champion(MONDAY)
    shown.refresh()
    assert cell(shown, "Волга", "health") == "хорошо 83 падение на 7"


def test_the_rows_stand_before_health_is_read(office: Office, page: Build) -> None:
    fallen(office)
    shown = page()
    first = read_portfolio(office.workspace, PortfolioQuery(), as_of=NOW + timedelta(days=1))
    assert first.health is None, "another day is not read yet"
    shown.portfolio.show_portfolio(first, PortfolioQuery())
    assert cell(shown, "Волга", "health") == "хорошо 83 падение на 7", "what was known stands meanwhile"
    shown.portfolio.show_health(read_whole_health(office.workspace, as_of=NOW + timedelta(days=40)))
    assert cell(shown, "Волга", "health") == "хорошо 83 без изменений"


def test_trend_change_and_risk_can_be_shown(office: Office, page: Build) -> None:
    fallen(office)
    shown = page()
    show(shown, "health_trend", "health_change", "churn_risk")
    assert cell(shown, "Волга", "health_trend").startswith("Здоровье за 12 месяцев: от 73 до 83")
    assert cell(shown, "Волга", "health_change") == "падение на 7"
    assert cell(shown, "Волга", "churn_risk") == "средний"
    risk = next(each for each in shown.portfolio.table.columns if each.id == "churn_risk")
    assert risk.tip is not None
    assert "Носов" in risk.tip(row_of(shown, "Волга"))


def test_inertia_is_named_beside_the_risk(office: Office, page: Build) -> None:
    custom = Custom.at(office)
    custom.turn_away(MONDAY - timedelta(days=60))
    custom.lose_champion(MONDAY - timedelta(days=200))
    office.change(custom.decider, cadence_days=14)
    shown = page()
    show(shown, "churn_risk")
    assert cell(shown, "Волга", "churn_risk").endswith(", инерция")


# --- why


def test_a_click_on_the_number_answers_why(office: Office, page: Build, qtbot: QtBot) -> None:
    fallen(office)
    shown = page()
    viewport = shown.portfolio.table.viewport()
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place_of(shown, "Волга", "health", right=24))
    sheet = shown.deeds.health_why.sheet
    assert sheet is not None
    assert sheet.isVisible()
    assert (sheet.row.name, sheet.row.score) == ("Волга", 83)
    assert [row.name for row in shown.portfolio.table.selected_rows()] == ["Волга"]
    sheet.primary.click()


def test_a_click_beside_the_number_only_selects(office: Office, page: Build, qtbot: QtBot) -> None:
    fallen(office)
    shown = page()
    viewport = shown.portfolio.table.viewport()
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place_of(shown, "Волга", "revenue", right=24))
    assert "health_why" not in vars(shown.deeds)


def test_the_menu_of_a_row_asks_why_too(office: Office, page: Build) -> None:
    fallen(office)
    shown = page()
    menu = shown.deeds.whys_menu(row_of(shown, "Волга"), QPoint(10, 10), shown)
    menu.actions()[0].trigger()
    sheet = shown.deeds.health_why.sheet
    assert sheet is not None
    assert sheet.row.score == 83
    sheet.primary.click()


# --- conditions, groups, views, out


def test_low_health_is_one_click_away_and_says_its_limit(office: Office, page: Build) -> None:
    custom = fallen(office)
    custom.turn_away(MONDAY)
    Custom.at(office, "Ока")
    shown = page()
    chips = {chip.text(): chip for chip in shown.filters.findChildren(FilterChip)}
    chips["Здоровье ниже 76"].click()
    assert [row.name for row in shown.portfolio.table.rows_model.rows()] == ["Волга"]


def test_groups_by_health_are_named_by_their_band(office: Office, page: Build) -> None:
    fallen(office)
    office.account("Неизвестный")
    shown = page()
    shown.filters.changed.emit(PortfolioQuery(grouping=Grouping.HEALTH))
    lines = shown.portfolio.table.rows_model.shown()
    assert [line.name for line in lines if isinstance(line, Group)] == ["Хорошо, 1", "Неизвестно, 1"]


def test_a_view_that_is_saved_comes_back_with_its_columns(office: Office, page: Build) -> None:
    fallen(office)
    shown = page()
    view = ShownView(PortfolioQuery(health_fell=True), ("name", "health", "churn_risk"), "table")
    shown.saved.chosen.emit(ShownView.of(view.content()))
    assert shown.portfolio.columns_shown() == ("name", "health", "churn_risk")
    assert [row.name for row in shown.portfolio.table.rows_model.rows()] == ["Волга"]


def test_columns_kept_before_health_was_known_keep_their_places(
    office: Office, desk: Desk, page: Build
) -> None:
    kept = {"order": ["name", "owner", "change", "revenue"], "hidden": ["revenue"], "widths": {"name": 300}}
    desk.local.keep_page("accounts", {"columns": kept})
    fallen(office)
    shown = page()
    columns = shown.portfolio.columns_shown()
    assert columns.index("health") == columns.index("change") + 1
    assert "health_trend" not in columns


def test_copied_rows_have_the_plain_numbers(office: Office, page: Build) -> None:
    fallen(office)
    shown = page()
    show(shown, "health_change", "churn_risk")
    shown.portfolio.table.select([row_of(shown, "Волга").id])
    shown.portfolio.table.copy_selection()
    heads, cells = (line.split("\t") for line in QGuiApplication.clipboard().text().split("\n"))
    copied = dict(zip(heads, cells, strict=True))
    assert (copied["Здоровье"], copied["Сдвиг здоровья"], copied["Риск ухода"]) == ("83", "-7", "средний")


def test_the_matrix_puts_the_sign_of_health_before_the_name(office: Office, page: Build) -> None:
    custom = fallen(office)
    office.change(custom.account, potential=4)
    shown = page()
    shown.views.choose("matrix")
    shown.views.chosen.emit("matrix")
    view = shown.matrix
    name = next(each for each in view.side.table.columns if each.id == "name")
    assert name.text(view.side.table.rows_model.rows()[0]) == "Волга, хорошо"
    view.field.choose(custom.account.id)
    assert "здоровье хорошо 83 падение на 7" in view.field.accessibleDescription()
