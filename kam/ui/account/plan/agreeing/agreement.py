"""How far the plan is agreed on: its versions with their answers."""

from __future__ import annotations

from kam.ui.account.plan.agreeing.versions_panel import VersionsPanel
from kam.ui.account.plan.reading import Shown
from kam.ui.account.plan.two_columns import TwoColumns
from kam.ui.desk import Desk


class AgreementView(TwoColumns):
    """Versions."""

    def __init__(self, desk: Desk) -> None:
        self.versions = VersionsPanel(desk)
        super().__init__([self.versions], [], (1, 0))

    def show_plan(self, shown: Shown) -> None:
        """Show a plan."""
        self.versions.show_plan(shown)
