"""Charts drawn by hand: months, histories; every one says in words what it shows."""

from kam.ui.widgets.charts.month_bars import BarMonth, MonthBars

__all__ = ["BarMonth", "MonthBars"]
