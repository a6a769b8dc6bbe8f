"""What the plan costs us: planned and spent, line by line and together."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kam.analysis.plans.content import PlanBudget
from kam.core.money import Money
from kam.services.plans.reading import PlanReading
from kam.ui.account.plan.line_panel import LinePanel, cell
from kam.ui.account.plan.reading import Shown
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.labels import label, rule

_SUM: Final = 92


class BudgetPanel(LinePanel):
    """Totals are of the client's currency; lines in another are shown and left out of them, which is said."""

    def __init__(self, look: Look) -> None:
        words = look.words
        super().__init__(
            look,
            words.say("Budget"),
            add=words.say("Add a line of the budget"),
            empty=words.say("What does the plan cost us: trials, trips, stock, people’s time?"),
            columns=[
                (words.say_in("budget", "What for"), 0),
                (words.say_in("budget", "Planned"), -_SUM),
                (words.say_in("budget", "Spent"), -_SUM),
            ],
        )
        self._total = QWidget()
        column = QVBoxLayout(self._total)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule())
        row = QHBoxLayout()
        row.setContentsMargins(Size.PANEL_PADDING, 6, Size.PANEL_PADDING, 2)
        row.setSpacing(Size.GRID)
        row.addWidget(label(words.say("Together"), Type.STRONG), 1)
        self.planned, self.spent = cell("", -_SUM, role=Type.STRONG), cell("", -_SUM, role=Type.STRONG)
        row.addWidget(self.planned)
        row.addWidget(self.spent)
        column.addLayout(row)
        self.told = label("", Type.SECONDARY, "text2", wraps=True)
        self.told.setContentsMargins(Size.PANEL_PADDING, 0, Size.PANEL_PADDING, Size.GRID)
        column.addWidget(self.told)
        self.body.insertWidget(self.body.count() - 1, self._total)

    def show_plan(self, shown: Shown) -> None:
        """Show a plan's budget."""
        plan = shown.plan
        lines = plan.content.budget
        self.begin(len(lines), writable=plan.can_be_written)
        for each in lines:
            self._add(each)
        self.end()
        self._total.setVisible(bool(lines))
        self._show_total(plan)

    def _add(self, line: PlanBudget) -> None:
        planned = self._money(line.amount)
        spent = "—" if line.spent is None else self._money(line.spent)
        over = line.spent is not None and line.spent.minor > line.amount.minor
        words = self.look.words
        told = words.say("planned {planned}, spent {spent}", planned=planned, spent=spent)
        self.lines.add_part(
            line.id,
            f"{line.title}, {told}",
            cell(line.title),
            cell(planned, -_SUM),
            cell(spent, -_SUM, tone="red" if over else "text"),
        )

    def _show_total(self, plan: PlanReading) -> None:
        words = self.look.words
        lines = [each for each in plan.content.budget if each.amount.currency == plan.currency]
        none = Money(0, plan.currency)
        planned = sum((each.amount for each in lines), none)
        spent = sum((each.spent for each in lines if each.spent is not None), none)
        self.planned.setText(self._money(planned))
        self.spent.setText(self._money(spent))
        told = []
        if planned.minor:
            share = self.look.formats.percent(Decimal(spent.minor) / planned.minor)
            told.append(words.say("{share} is spent.", share=share))
        if len(lines) != len(plan.content.budget):
            told.append(words.say("Sums in other currencies are not counted."))
        self.told.setText(" ".join(told))
        self.told.setVisible(bool(told))

    def _money(self, money: Money) -> str:
        return self.look.formats.money(money.minor, money.currency)
