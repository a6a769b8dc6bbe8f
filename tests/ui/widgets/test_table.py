"""The table base: what is selected, opened, folded, sorted, copied and kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from kam.ui.local_settings import LocalSettings
from kam.ui.look import Look
from kam.ui.widgets.empty_state import EmptyState
from kam.ui.widgets.pieces import Run
from kam.ui.widgets.table import Column, Group, RowsModel, Sorting, Table
from kam.ui.widgets.table.clipboard import as_text


@dataclass(frozen=True, slots=True)
class Client:
    id: int
    name: str
    city: str
    revenue: int


CLIENTS = [
    Client(1, "Волгометиз", "Волжский", 84_200),
    Client(2, "Сеть «Рябинка»", "Казань", 61_800),
    Client(3, "«Ёлочка»", "Пермь", 47_500),
    Client(4, "Молкомбинат", "Казань", 38_900),
]
COLUMNS: list[Column[Client]] = [
    Column("name", "Клиент", lambda row: row.name, width=200, sort="name", stretch=True),
    Column("city", "Город", lambda row: row.city, width=100),
    Column(
        "revenue",
        "Выручка, ₽",
        lambda row: f"{row.revenue:,}".replace(",", "\u202f"),
        width=120,
        right=True,
        sort="revenue",
        falling=True,
        copy=lambda row: str(row.revenue),
    ),
    Column("hidden", "Скрытая", lambda row: str(row.id), shown=False),
]
GROUPS = [
    (Group("vip", (Run("VIP"),), "VIP", {"revenue": (Run("146"),)}), CLIENTS[:2]),
    (Group("rest", (Run("Прочие"),), "Прочие"), CLIENTS[2:]),
]


@pytest.fixture
def table(qtbot: QtBot, look: Look) -> Table:
    made = Table(look, COLUMNS, name="Клиенты", boxes=True)
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.show_rows(CLIENTS)
    made.show()
    return made


def names(table: Table) -> list[str]:
    return [row.name for row in table.selected_rows()]


def click(qtbot: QtBot, table: Table, row: int, x: int = 150) -> None:
    at = QPoint(x, table.rowViewportPosition(row) + 10)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def key(table: Table, which: Qt.Key, text: str = "") -> None:
    """Letters that Latin-1 lacks cannot be sent any other way."""
    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        QApplication.sendEvent(table, QKeyEvent(kind, which, Qt.KeyboardModifier.NoModifier, text))


def test_the_model_keeps_the_rules_of_qt(qtmodeltester: ModelTester) -> None:
    model = RowsModel(COLUMNS)
    watched = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)
    assert watched.model() is model
    model.show_groups(GROUPS)
    qtmodeltester.check(model)
    model.fold("vip", folded=True)
    model.show_rows(CLIENTS)
    model.show_groups(GROUPS)
    model.fold("vip", folded=False)
    qtmodeltester.check(model)


def test_a_click_selects_one_row_and_boxes_add_more(qtbot: QtBot, table: Table) -> None:
    click(qtbot, table, 1)
    assert names(table) == ["Сеть «Рябинка»"]
    click(qtbot, table, 3, x=table.margin + 8)
    assert names(table) == ["Сеть «Рябинка»", "Молкомбинат"]
    click(qtbot, table, 1, x=table.margin + 8)
    assert names(table) == ["Молкомбинат"]


def test_selection_and_current_row_stay_with_their_rows(qtbot: QtBot, table: Table) -> None:
    table.select([4, 1])
    told: list[list[Client]] = []
    table.selected.connect(told.append)
    table.show_rows(list(reversed(CLIENTS)), Sorting("revenue"))
    assert names(table) == ["Молкомбинат", "Волгометиз"]
    assert table.current_row() == CLIENTS[3]
    assert len(told) == 1
    table.show_rows(CLIENTS[:2])
    assert names(table) == ["Волгометиз"]


def test_enter_and_double_click_open_a_row(qtbot: QtBot, table: Table) -> None:
    opened: list[Client] = []
    table.opened.connect(opened.append)
    table.select([2])
    QTest.keyClick(table, Qt.Key.Key_Return)
    at = QPoint(150, table.rowViewportPosition(0) + 10)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert opened == [CLIENTS[1], CLIENTS[0]]


def test_space_checks_the_row_of_the_keyboard(qtbot: QtBot, table: Table) -> None:
    table.select([1])
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert names(table) == ["Волгометиз", "Сеть «Рябинка»"]


def test_all_rows_are_selected_but_no_group(qtbot: QtBot, table: Table) -> None:
    table.show_groups(GROUPS)
    QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert table.selected_rows() == CLIENTS


def test_groups_fold_by_mouse_and_keyboard_and_stay_folded(qtbot: QtBot, table: Table) -> None:
    table.show_groups(GROUPS)
    click(qtbot, table, 0)
    assert table.rows_model.rowCount() == 4
    table.show_groups(GROUPS)
    assert table.rows_model.rowCount() == 4
    table.setCurrentIndex(table.rows_model.index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Right)
    assert table.rows_model.rowCount() == 6
    QTest.keyClick(table, Qt.Key.Key_Left)
    assert table.rows_model.folded == {"vip"}


def test_the_owner_is_asked_to_sort(qtbot: QtBot, table: Table) -> None:
    wished: list[Sorting] = []
    table.sort_wished.connect(wished.append)
    for number in (2, 1, 0):
        table.horizontalHeader().sectionClicked.emit(number)
    table.show_rows(CLIENTS, Sorting("revenue", falling=True))
    table.horizontalHeader().sectionClicked.emit(2)
    assert wished == [Sorting("revenue", falling=True), Sorting("name"), Sorting("revenue", falling=False)]
    assert [row.id for row in table.rows_model.rows()] == [1, 2, 3, 4]


def test_copying_gives_plain_values_with_headings(qtbot: QtBot, table: Table) -> None:
    table.select([1, 3])
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().split("\n") == [
        "Клиент\tГород\tВыручка, ₽",
        "Волгометиз\tВолжский\t84200",
        "«Ёлочка»\tПермь\t47500",
    ]


def test_a_line_end_inside_a_value_does_not_break_the_copy(qtbot: QtBot, table: Table) -> None:
    table.show_rows([Client(9, "ООО\n«Ромашка»\tфилиал", "Уфа", 1)])
    table.select([9])
    table.copy_selection()
    assert QGuiApplication.clipboard().text().split("\n")[1] == "ООО «Ромашка» филиал\tУфа\t1"


def test_what_looks_like_a_formula_or_stands_for_nothing_is_copied_as_what_it_is(table: Table) -> None:
    table.show_rows([Client(9, "=cmd|' /C calc'!A0", "—", 1)])
    table.select([9])
    table.copy_selection()
    assert QGuiApplication.clipboard().text().split("\n")[1] == "'=cmd|' /C calc'!A0\t\t1"


def test_a_sign_before_words_makes_no_formula_and_figures_and_phones_keep_theirs() -> None:
    column: Column[str] = Column("text", "Текст", lambda row: row)
    figures = ["-12,5", "+7 (495) 123-45-67", "-5 %"]
    copied = as_text([column], ["+cmd|' /C calc'!A0", "- долго", *figures])
    assert copied.split("\n")[1:] == ["'+cmd|' /C calc'!A0", "'- долго", *figures]


def test_letters_find_a_row_whatever_its_case_quotes_and_dots(table: Table) -> None:
    table.setFocus()
    key(table, Qt.Key.Key_unknown, "е")
    key(table, Qt.Key.Key_unknown, "Л")
    assert table.current_row() == CLIENTS[2]


def test_widths_order_and_hidden_columns_are_kept(qtbot: QtBot, look: Look, tmp_path: Path) -> None:
    local = LocalSettings(tmp_path)
    table = Table(look, COLUMNS, name="Клиенты", local=local, kept_as="accounts")
    qtbot.addWidget(table)
    table.horizontalHeader().resizeSection(1, 170)
    table.horizontalHeader().moveSection(2, 1)
    table.layout_of_columns.show_column("city", shown=False)
    table.layout_of_columns.show_column("hidden", shown=True)
    table.layout_of_columns.keep()
    again = Table(look, COLUMNS, name="Клиенты", local=LocalSettings(tmp_path), kept_as="accounts")
    qtbot.addWidget(again)
    assert [column.id for column in again.layout_of_columns.shown()] == ["name", "revenue", "hidden"]
    again.layout_of_columns.show_column("city", shown=True)
    assert again.columnWidth(1) == 170


@pytest.mark.parametrize("kept", [7, {"widths": [1], "order": 3}, {"widths": {"name": "x"}, "hidden": ["?"]}])
def test_damaged_settings_leave_the_usual_columns(
    qtbot: QtBot, look: Look, tmp_path: Path, kept: object
) -> None:
    local = LocalSettings(tmp_path)
    local.keep_page("accounts", {"columns": kept})
    table = Table(look, COLUMNS, name="Клиенты", local=local, kept_as="accounts")
    qtbot.addWidget(table)
    assert [column.id for column in table.layout_of_columns.shown()] == ["name", "city", "revenue"]


def test_the_column_that_stretches_takes_the_width_left_over(qtbot: QtBot, table: Table) -> None:
    assert table.columnWidth(1) == 100
    assert table.columnWidth(2) == 120
    assert sum(table.columnWidth(number) for number in (0, 1, 2)) == table.viewport().width()


def test_the_chooser_offers_all_but_the_first_column(table: Table) -> None:
    menu = table.columns_menu()
    menu.aboutToShow.emit()
    boxes = {action.text(): action.isChecked() for action in menu.actions() if action.isCheckable()}
    assert boxes == {"Город": True, "Выручка, ₽": True, "Скрытая": False}


def test_a_refresh_leaves_the_scroll_where_it_was(qtbot: QtBot, table: Table) -> None:
    many = [Client(number, f"Клиент {number}", "", number) for number in range(10_000)]
    table.show_rows(many)
    table.verticalScrollBar().setValue(5_000)
    table.show_rows(list(many))
    assert table.verticalScrollBar().value() == 5_000


def test_an_empty_table_shows_what_to_do(qtbot: QtBot, look: Look, table: Table) -> None:
    empty = EmptyState(look, "users", "Пока никого")
    table.set_empty(empty)
    assert not empty.isVisible()
    table.show_rows([])
    assert empty.isVisible()
    assert empty.geometry() == QRect(QPoint(0, 0), table.viewport().size())
