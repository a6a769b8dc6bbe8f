"""Charts drawn by hand: months, histories; every one says in words what it shows."""

from kam.ui.widgets.charts.month_bars import BarMonth, MonthBars
from kam.ui.widgets.charts.plan_bars import PlanBars, PlanMonth
from kam.ui.widgets.charts.step_history import RatingAim, RatingStep, ScaleMark, StepHistory

__all__ = [
    "BarMonth",
    "MonthBars",
    "PlanBars",
    "PlanMonth",
    "RatingAim",
    "RatingStep",
    "ScaleMark",
    "StepHistory",
]
