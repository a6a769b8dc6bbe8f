"""The sheet of an action: a promise or a task of the ledger that serves an objective of the plan."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtWidgets import QWidget

from kam.analysis.plans.content import PlanSwot
from kam.core.changes import Outcome
from kam.services.commitments.editing import NewCommitment
from kam.services.plans.actions import add_action
from kam.services.plans.becoming import NewAction, become_action
from kam.services.plans.reading import PlanReading
from kam.ui.account.plan.lines import people
from kam.ui.desk import Desk
from kam.ui.places import account_place
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.fields import ChoiceEditor, DateEditor, TextEditor
from kam.ui.widgets.fields.search_choice import SearchChoiceEditor

_LONGEST: Final = 500
_LABELS: Final = 130
_WIDTH: Final = 560


class ActionSheet(FormSheet):
    """Writes an action down: under an objective, or what a line of the SWOT becomes."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        plan: PlanReading,
        *,
        objective_id: UUID | None = None,
        swot: PlanSwot | None = None,
    ) -> None:
        words = desk.look.words
        about = swot.id if swot is not None else objective_id
        super().__init__(
            desk.look,
            parent,
            words.say("New action"),
            words.say("It goes into the ledger of promises and counts there as any other."),
            primary=words.say_in("button", "Add"),
            draft=desk.draft("plan.action", about, at=account_place(plan.content.account_id, "plan")),
            label_width=_LABELS,
            width=_WIDTH,
        )
        self._desk, self._plan, self._swot = desk, plan, swot
        self._add_fields(objective_id)
        self.wished.connect(self._add)

    def _add_fields(self, objective_id: UUID | None) -> None:
        look, words, form, plan = self.look, self.look.words, self.form, self._plan
        said = self._swot.text if self._swot is not None else None
        what = TextEditor(look, longest=_LONGEST)
        form.add("text", words.say_in("promise", "What"), what, value=said)
        objectives = [(each.id, each.title) for each in plan.content.objectives]
        none = words.say_in("objective", "none yet") if self._swot is not None else None
        serves = ChoiceEditor(look, objectives, none=none)
        form.add("objective_id", words.say_in("initiative", "For the objective"), serves, value=objective_id)
        owners = SearchChoiceEditor(
            look, people(plan.ours, plan.colleagues), none=words.say_in("owner", "me")
        )
        form.add("owner_id", words.say_in("promise", "Who answers"), owners)
        hint = words.say("“Friday”, “in 3 days”, “12 Dec” are understood.")
        due = DateEditor(look, self._desk.today)
        form.add("due_on", words.say_in("promise", "Due"), due, hint=hint)
        kinds = [
            (False, words.say("a task of our own")),
            (True, words.say("we promised the client")),
        ]
        to_whom = ChoiceEditor(look, kinds)
        form.add("promised_to_client", words.say_in("promise", "Who to whom"), to_whom, value=False)

    def _add(self) -> None:
        values = self.form.values()
        if values is None:
            return
        notice = self.look.words.say("Action added: {text}", text=values["text"] or "")
        self._desk.save(self, self._use_case(values), notice=notice, undoable=True)

    def _use_case(self, values: dict[str, Any]) -> Callable[[], Outcome[UUID]]:
        workspace = self._desk.workspace
        if self._swot is not None:
            return partial(become_action, workspace, self._swot.id, NewAction(**values))
        objective_id = values.pop("objective_id")
        new = NewCommitment(self._plan.content.account_id, values.pop("text") or "", **values)
        return partial(add_action, workspace, objective_id, new)
