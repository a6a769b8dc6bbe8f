"""The menu behind a table's columns: which are shown, by which to sort, back to the usual."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from kam.ui.widgets.table.column import Sorting

if TYPE_CHECKING:
    from kam.ui.widgets.table.table import Table


def fill_columns_menu(menu: QMenu, table: Table) -> None:
    """Write the menu as the columns are now."""
    menu.clear()
    say = table.look.words.say
    layout = table.layout_of_columns
    for column in table.columns[1:]:
        if not column.chosen:
            continue
        action = QAction(column.heading, menu)
        action.setCheckable(True)
        action.setChecked(layout.is_shown(column.id))
        action.toggled.connect(partial(layout.show_column, column.id))
        menu.addAction(action)
    menu.addSeparator()
    sorts = menu.addMenu(say("Sort by"))
    now = table.rows_model.sorting
    for column in table.columns:
        if column.sort is None:
            continue
        action = QAction(column.heading, sorts)
        action.setCheckable(True)
        is_now = now is not None and now.column == column.id
        action.setChecked(is_now)
        falling = not now.falling if now is not None and is_now else column.falling
        action.triggered.connect(partial(_wish, table, Sorting(column.id, falling)))
        sorts.addAction(action)
    sorts.setEnabled(not sorts.isEmpty())
    usual = QAction(say("Columns as usual"), menu)
    usual.triggered.connect(layout.restore_usual)
    menu.addAction(usual)


def _wish(table: Table, sorting: Sorting, *_: object) -> None:
    table.sort_wished.emit(sorting)
