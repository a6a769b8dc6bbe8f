"""People and money of a plan: who speaks with whom, and what it costs."""

from __future__ import annotations

from kam.ui.account.plan.budget import BudgetPanel
from kam.ui.account.plan.contacts import ContactsPanel
from kam.ui.account.plan.reading import Shown
from kam.ui.account.plan.two_columns import TwoColumns
from kam.ui.look import Look


class PeopleMoneyView(TwoColumns):
    """The communication plan at the left, the budget at the right."""

    def __init__(self, look: Look) -> None:
        self.contacts = ContactsPanel(look)
        self.budget = BudgetPanel(look)
        super().__init__([self.contacts], [self.budget], (8, 5))

    def show_plan(self, shown: Shown) -> None:
        """Show a plan."""
        self.contacts.show_plan(shown)
        self.budget.show_plan(shown)
