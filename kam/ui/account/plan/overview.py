"""The plan at a glance: objectives over their work on the calendar, SWOT and risks at the right."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from kam.core.vocabulary import CommitmentStatus
from kam.services.plans.reading import PlanReading
from kam.ui.account.plan.gantt_chart import GanttChart
from kam.ui.account.plan.objectives import ObjectivesPanel
from kam.ui.account.plan.reading import Shown
from kam.ui.account.plan.risks import RisksPanel
from kam.ui.account.plan.swot import SwotPanel
from kam.ui.look import Look
from kam.ui.theme.tokens import Size
from kam.ui.widgets.buttons import link
from kam.ui.widgets.labels import label
from kam.ui.widgets.panels import Panel

_LEAST: Final = 490


class WorkPanel(Panel):
    """Initiatives on the calendar; at the foot what the ledger and the budget say."""

    def __init__(self, look: Look) -> None:
        words = look.words
        super().__init__(look, words.say("Initiatives"))
        self.chart = GanttChart(look)
        self.add = link(look, words.say_in("button", "Add"))
        self.add_action(self.add)
        self.promises = link(look, "")
        self.budget = link(look, "")
        self._empty = label(
            words.say(
                "No initiative yet: what has to be done for the objectives, by whom, from when to when."
            ),
            tone="text3",
            wraps=True,
        )
        self._empty.setContentsMargins(Size.PANEL_PADDING, Size.GRID, Size.PANEL_PADDING, Size.GRID)
        self.body.addWidget(self.chart, 1)
        self.body.addWidget(self._empty)
        self.body.addStretch(0)
        self.set_foot(self.promises, None, self.budget)

    def show_plan(self, shown: Shown) -> None:
        """Show a plan's work."""
        plan, words, formats = shown.plan, self.look.words, self.look.formats
        work = len(plan.content.initiatives)
        self.set_title(words.say("Initiatives"), formats.number(work) if work else "")
        behind = shown.gantt.behind
        said = words.say_many("{count} behind", "{count} behind", behind) if behind else ""
        self.set_secondary(said, "amber")
        self.add.setVisible(plan.can_be_written and bool(plan.content.objectives))
        self.chart.set_writable(writable=plan.can_be_written)
        self.chart.show_gantt(shown.gantt, plan.colleagues)
        self.chart.setVisible(bool(work))
        self._empty.setVisible(not work)
        self.promises.setText(self._actions(plan))
        self.budget.setText(self._budget(plan))
        self.budget.setVisible(bool(plan.content.budget))

    def _actions(self, plan: PlanReading) -> str:
        words = self.look.words
        open_ones = [each for each in plan.content.actions if each.status is CommitmentStatus.OPEN]
        late = sum(each.due_on is not None and each.due_on < plan.today for each in open_ones)
        if not plan.content.actions:
            return words.say("No promise serves this plan yet")
        return words.say(
            "Actions among the promises: open {open}, overdue {late}", open=len(open_ones), late=late
        )

    def _budget(self, plan: PlanReading) -> str:
        words, formats = self.look.words, self.look.formats
        lines = [each for each in plan.content.budget if each.amount.currency == plan.currency]
        whole = sum(each.amount.minor for each in lines)
        spent = sum(each.spent.minor for each in lines if each.spent is not None)
        if not whole:
            return words.say("Budget")
        share = formats.percent(Decimal(spent) / whole)
        return words.say(
            "Budget: spent {spent} of {whole}, {share}",
            spent=formats.money(spent, plan.currency),
            whole=formats.money(whole, plan.currency),
            share=share,
        )


class PlanOverview(QScrollArea):
    """Four panels; a low window scrolls rather than squeezes."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.objectives = ObjectivesPanel(look)
        self.work = WorkPanel(look)
        self.swot = SwotPanel(look)
        self.risks = RisksPanel(look)
        held = QWidget()
        held.setProperty("ground", "sunk")
        self._grid = QGridLayout(held)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self.objectives)
        left.addWidget(self.work, 1)
        right.addWidget(self.swot, 4)
        right.addWidget(self.risks, 3)
        self._columns = (left, right)
        self._grid.addLayout(left, 0, 0)
        self._grid.addLayout(right, 0, 1)
        self._grid.setColumnStretch(0, 19)
        self._grid.setColumnStretch(1, 10)
        held.setMinimumHeight(_LEAST)
        self.setWidget(held)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._measure()

    def show_plan(self, shown: Shown) -> None:
        """Show a plan."""
        self.objectives.show_plan(shown.plan, shown.progress)
        self.work.show_plan(shown)
        writable = shown.plan.can_be_written
        questions = shown.beside.template.swot if shown.beside.template else None
        self.swot.show_items(shown.plan.content.swot, writable=writable, questions=questions)
        self.risks.show_risks(shown.risks, shown.plan.colleagues, writable=writable)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window has narrower gaps."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        gap = 12 if self.window().height() >= Size.SMALL_BELOW else Size.GAP_SMALL
        self._grid.setContentsMargins(Size.PAGE_MARGIN, gap, Size.PAGE_MARGIN, gap)
        self._grid.setSpacing(gap)
        for column in self._columns:
            column.setSpacing(gap)
