"""The plan tab: one plan of an account in its views; what is done to it goes through use cases."""

from __future__ import annotations

from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from kam.core.changes import Area
from kam.services.plans.moving import move_initiative
from kam.ui.account.plan.bar import PlanBar
from kam.ui.account.plan.editing import PlanEditing
from kam.ui.account.plan.gantt_canvas import Span
from kam.ui.account.plan.lines import INITIATIVE, OBJECTIVE, RISK, SWOT
from kam.ui.account.plan.overview import PlanOverview
from kam.ui.account.plan.reading import PlansReading, read_plans
from kam.ui.account.tab import AccountTab
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.widgets.empty_state import EmptyState
from kam.ui.widgets.focus import tab_in_reading_order
from kam.ui.widgets.labels import rule
from kam.ui.widgets.segmented import Choice


class PlanTab(AccountTab):
    """Shows the plan in force, or the one that is wished for; without one offers to begin."""

    areas: ClassVar[Area] = Area.PLANS | Area.COMMITMENTS | Area.SALES | Area.PEOPLE | Area.SETTINGS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setProperty("ground", "sunk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        words = desk.look.words
        self._account_id: UUID | None = None
        self._wished: UUID | None = None
        self._reading: PlansReading | None = None
        self.bar = PlanBar(desk.look, [Choice("plan", words.say_in("plan view", "Plan"))])
        self.overview = PlanOverview(desk.look)
        self.nothing = EmptyState(
            desk.look,
            "target",
            words.say("No plan yet"),
            words.say(
                "A plan says where this client shall be in a year, what has to be done for it, by whom,"
                " and what could go wrong. Begin from a template or from scratch."
            ),
        )
        self._rule = rule()
        self._views = QStackedWidget()
        self._views.addWidget(self.overview)
        self._views.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for each in (self.bar, self._rule):
            column.addWidget(each)
        column.addWidget(self._views, 1)
        self.editing = PlanEditing(desk, self)
        self._connect()
        tab_in_reading_order(self)

    # What is shown

    def show_account(self, account_id: UUID, item_id: UUID | None = None, view: str | None = None) -> None:
        """Show an account's plan; ``item_id`` says which of several."""
        del view
        if account_id != self._account_id:
            self._account_id, self._reading, self._wished = account_id, None, None
        self._wished = item_id or self._wished
        self.refresh()

    def refresh(self) -> None:
        """Read the plan anew; what is chosen stays."""
        if self._account_id is not None:
            work = partial(read_plans, self.desk, self._account_id, self._wished)
            self.desk.read(self, work, self._show, key="plan")

    def commands(self) -> list[Command]:
        """What can be done here."""
        return []

    def _show(self, reading: PlansReading) -> None:
        if reading.account_id != self._account_id:
            return
        self._reading = reading
        shown = reading.shown
        for each in (self.bar, self._rule):
            each.setVisible(shown is not None)
        if shown is None:
            self.counted.emit("")
            self.editing.show_plan(None)
            self._views.setCurrentWidget(self.nothing)
            return
        self._wished = shown.plan.content.id
        self.editing.show_plan(shown.plan)
        self.bar.show_plans(reading.plans, shown.plan)
        self.overview.show_plan(shown)
        self._views.setCurrentWidget(self.overview)
        newest = next(iter(shown.plan.versions), None)
        said = self.look.words.say("v{number}", number=newest.number) if newest else ""
        self.counted.emit(said)

    def _choose_plan(self, plan_id: UUID) -> None:
        self._wished = plan_id
        self.refresh()

    # What is done

    def _move(self, span: Span) -> None:
        use_case = partial(
            move_initiative, self.desk.workspace, span.id, starts_on=span.starts_on, ends_on=span.ends_on
        )
        words = self.look.words
        self.desk.change(self, use_case, notice=words.say("Moved."), undoable=True, otherwise=self._refused)

    def _add_work(self, *_: object) -> None:
        """New work serves the first objective until another is chosen."""
        plan = self.editing.plan
        if plan is not None and plan.content.objectives:
            self.editing.add(INITIATIVE, objective_id=plan.content.objectives[0].id)

    def _write_text(self) -> None:
        if (plan := self.editing.plan) is not None:
            self.editing.change_part(plan.parts.text, self.look.words.say("Ambition and charter"))

    def _refused(self, error: Exception) -> bool:
        """The bar goes back to where it was; why it could not move is told as usual."""
        del error
        self.refresh()
        return False

    # Inside

    def _connect(self) -> None:
        overview, editing = self.overview, self.editing
        self.bar.plan_chosen.connect(self._choose_plan)
        editing.reading_wished.connect(self.refresh)
        overview.work.chart.dated.connect(self._move)
        overview.work.chart.opened.connect(partial(editing.change, INITIATIVE))
        overview.work.add.clicked.connect(self._add_work)
        for panel, kind in (
            (overview.objectives, OBJECTIVE),
            (overview.swot, SWOT),
            (overview.risks, RISK),
        ):
            panel.opened.connect(partial(editing.change, kind))
            panel.removed.connect(partial(editing.remove, kind))
        overview.objectives.add.clicked.connect(lambda: editing.add(OBJECTIVE))
        overview.objectives.ambition_wished.connect(self._write_text)
        overview.swot.add_wished.connect(lambda kind: editing.add(SWOT, kind=kind))
        overview.risks.add_wished.connect(lambda: editing.add(RISK))
