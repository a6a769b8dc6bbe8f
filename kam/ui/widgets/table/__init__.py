"""The table base."""

from kam.ui.widgets.table.column import Column, Group, Sorting
from kam.ui.widgets.table.rows_model import ROW_ROLE, RowsModel
from kam.ui.widgets.table.table import Table

__all__ = ["ROW_ROLE", "Column", "Group", "RowsModel", "Sorting", "Table"]
