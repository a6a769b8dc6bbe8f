"""The charter of a plan: the client, what we bring, where growth comes from, what must be decided."""

from __future__ import annotations

from kam.ui.account.plan.decisions import DecisionsPanel
from kam.ui.account.plan.growth import GrowthPanel
from kam.ui.account.plan.reading import Shown
from kam.ui.account.plan.texts import TextsPanel
from kam.ui.account.plan.two_columns import TwoColumns
from kam.ui.look import Look


class CharterView(TwoColumns):
    """Sentences at the left, lists at the right."""

    def __init__(self, look: Look) -> None:
        self.texts = TextsPanel(look)
        self.growth = GrowthPanel(look)
        self.decisions = DecisionsPanel(look)
        super().__init__([self.texts], [self.growth, self.decisions], (3, 2))

    def show_plan(self, shown: Shown) -> None:
        """Show a plan."""
        self.texts.show_plan(shown)
        self.growth.show_plan(shown)
        self.decisions.show_plan(shown)
