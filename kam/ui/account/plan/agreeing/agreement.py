"""How far the plan is agreed on and followed: its versions with their answers, its reviews."""

from __future__ import annotations

from kam.ui.account.plan.agreeing.reviews_panel import ReviewsPanel
from kam.ui.account.plan.agreeing.versions_panel import VersionsPanel
from kam.ui.account.plan.reading import Shown
from kam.ui.account.plan.two_columns import TwoColumns
from kam.ui.desk import Desk


class AgreementView(TwoColumns):
    """Versions at the left, reviews at the right."""

    def __init__(self, desk: Desk) -> None:
        self.versions = VersionsPanel(desk)
        self.reviews = ReviewsPanel(desk.look)
        super().__init__([self.versions], [self.reviews], (3, 2))

    def show_plan(self, shown: Shown) -> None:
        """Show a plan."""
        self.versions.show_plan(shown)
        self.reviews.show_plan(shown)
