"""What is done with a plan besides writing its lines: begun, measured, moved on, turned into work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, TypeVar
from uuid import UUID

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kam.core.changes import Outcome
from kam.services.lists.plans import PlanRow
from kam.services.plans.becoming import become_objective, become_risk
from kam.services.plans.making import MadePlan, delete_plan
from kam.services.plans.moving import move_initiative, order_objectives, pass_milestone, set_progress
from kam.services.plans.reading import PlanReading
from kam.ui.account.plan.action_sheet import ActionSheet
from kam.ui.account.plan.actions_sheet import ActionsSheet
from kam.ui.account.plan.contacts_sheet import ContactsSheet
from kam.ui.account.plan.gantt_canvas import Span
from kam.ui.account.plan.link_sheet import LinkSheet
from kam.ui.account.plan.measure_sheet import MeasureSheet
from kam.ui.account.plan.new_plan import NewPlanSheet
from kam.ui.desk import Desk
from kam.ui.widgets.dialogs import Sheet

T = TypeVar("T")

_WHOLE: Final = 100


class PlanDeeds(QObject):
    """Opens the sheets and asks the services. One for the tab; menus, keys and buttons come here."""

    begun = Signal(object)
    """The identity of a plan that was begun."""
    reading_wished = Signal()
    """Something did not work out: what is shown is not what is kept."""
    went = Signal(object)
    """A ``Place`` to go to."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._desk = desk
        self._over = over
        self.plan: PlanReading | None = None
        self.sheet: Sheet | None = None

    def show_plan(self, plan: PlanReading | None) -> None:
        """The plan was read anew; what is open over it follows."""
        self.plan = plan
        sheet = self.sheet
        if plan is None or sheet is None or not shiboken6.isValid(sheet):
            return
        if isinstance(sheet, MeasureSheet | ActionsSheet):
            sheet.show_plan(plan)

    # The plan

    def begin(self, account_id: UUID, plans: Sequence[PlanRow], suggested: str | None) -> None:
        """Open the sheet of a new plan."""
        sheet = NewPlanSheet(self._desk, self._over, account_id, plans, suggested)
        sheet.made.connect(self._begun)
        self._open(sheet)

    def delete(self) -> None:
        """Delete the plan; undo brings it back."""
        if (plan := self.plan) is not None:
            words = self._desk.look.words
            notice = words.say("Plan deleted: {title}", title=plan.content.title)
            self._change(partial(delete_plan, self._desk.workspace, plan.content.id), notice)

    # A line of the SWOT

    def make_objective(self, swot_id: UUID) -> None:
        """Make an objective of a line."""
        notice = self._desk.look.words.say("Now an objective, too: it still needs a measure.")
        self._change(partial(become_objective, self._desk.workspace, swot_id), notice)

    def make_risk(self, swot_id: UUID) -> None:
        """Make a risk of a line."""
        notice = self._desk.look.words.say("Now a risk, too: how likely and how grave is still to be said.")
        self._change(partial(become_risk, self._desk.workspace, swot_id), notice)

    def make_action(self, swot_id: UUID) -> None:
        """Open the sheet of the promise that a line becomes."""
        if self.plan is not None:
            line = next((each for each in self.plan.content.swot if each.id == swot_id), None)
            if line is not None:
                self._open(ActionSheet(self._desk, self._over, self.plan, swot=line))

    # Objectives and their work

    def add_action(self, objective_id: UUID) -> None:
        """Open the sheet of a new action under an objective."""
        if self.plan is not None:
            self._open(ActionSheet(self._desk, self._over, self.plan, objective_id=objective_id))

    def link_actions(self, objective_id: UUID) -> None:
        """Open the promises of the ledger that can be put under an objective."""
        objective = None if self.plan is None else self.plan.content.objective(objective_id)
        if self.plan is not None and objective is not None:
            self._open(LinkSheet(self._desk, self._over, self.plan, objective))

    def show_actions(self, objective_id: UUID) -> None:
        """Open the promises that serve an objective."""
        objective = None if self.plan is None else self.plan.content.objective(objective_id)
        if self.plan is not None and objective is not None:
            sheet = ActionsSheet(self._desk, self._over, self.plan, objective)
            sheet.add_wished.connect(partial(self._after, sheet, partial(self.add_action, objective_id)))
            sheet.link_wished.connect(partial(self._after, sheet, partial(self.link_actions, objective_id)))
            sheet.went.connect(self.went)
            self._open(sheet)

    def measure(self, objective_id: UUID) -> None:
        """Open an objective's measurements."""
        objective = None if self.plan is None else self.plan.content.objective(objective_id)
        if self.plan is not None and objective is not None:
            self._open(MeasureSheet(self._desk, self._over, self.plan, objective))

    def order(self, ids: Sequence[UUID]) -> None:
        """Put the objectives in another order."""
        if (plan := self.plan) is not None:
            use_case = partial(order_objectives, self._desk.workspace, plan.content.id, list(ids))
            self._change(use_case)

    def move(self, span: Span) -> None:
        """Give an initiative other dates."""
        use_case = partial(
            move_initiative, self._desk.workspace, span.id, starts_on=span.starts_on, ends_on=span.ends_on
        )
        self._change(use_case, self._desk.look.words.say("Moved."))

    def advance(self, initiative_id: UUID, by: int) -> None:
        """Note so many per cent more or less of an initiative."""
        if self.plan is not None and self.plan.takes_facts:
            there = (each for each in self.plan.content.initiatives if each.id == initiative_id)
            if (found := next(there, None)) is not None:
                self.set_progress(initiative_id, found.progress + by)

    def set_progress(self, initiative_id: UUID, progress: int) -> None:
        """Note how far an initiative is; 0 to 100."""
        progress = min(max(progress, 0), _WHOLE)
        self._change(partial(set_progress, self._desk.workspace, initiative_id, progress))

    def pass_milestone(self, milestone_id: UUID, *, passed: bool) -> None:
        """Note that a milestone was passed today, or was not."""
        day = self._desk.today() if passed else None
        words = self._desk.look.words
        notice = (
            words.say("The milestone is passed.") if passed else words.say("The milestone is open again.")
        )
        self._change(partial(pass_milestone, self._desk.workspace, milestone_id, day), notice)

    # People

    def plan_contacts(self) -> None:
        """Open the preview of what the communication plan would put on the calendar."""
        if self.plan is not None:
            self._open(ContactsSheet(self._desk, self._over, self.plan))

    # Inside

    def _begun(self, made: MadePlan) -> None:
        self.begun.emit(made.id)

    def _after(self, sheet: Sheet, run: Callable[[], None]) -> None:
        """One sheet at a time: the list goes, the other comes."""
        sheet.done(0)
        run()

    def _open(self, sheet: Sheet) -> None:
        self.sheet = sheet
        sheet.open()

    def _change(self, use_case: Callable[[], Outcome[T]], notice: str | None = None) -> None:
        self._desk.change(self, use_case, otherwise=self._refused, notice=notice, undoable=notice is not None)

    def _refused(self, error: Exception) -> bool:
        """What is shown goes back to what is kept; why it did not work is told as usual."""
        del error
        self.reading_wished.emit()
        return False
