"""The sheet that puts promises under an objective of their client's plan, or takes them from it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from kam.services.commitments.rows import PromiseRow
from kam.services.drafts import together
from kam.services.plans.actions import ObjectiveChoices, link_actions, objectives_for, unlink_actions
from kam.ui.desk import Desk
from kam.ui.places import PROMISES
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.fields.search_choice import SearchChoiceEditor


class ObjectiveSheet(FormSheet):
    """Asks which objective promises of one client serve; the one that all of them serve is chosen."""

    def __init__(self, desk: Desk, page: QWidget, rows: Sequence[PromiseRow]) -> None:
        words = desk.look.words
        super().__init__(
            desk.look,
            page.window(),
            words.say("The objective that the promise serves")
            if len(rows) == 1
            else words.say_many(
                "The objective that {count} promise serves",
                "The objective that {count} promises serve",
                len(rows),
            ),
            rows[0].text if len(rows) == 1 else "",
            primary=words.say_in("button", "Put there"),
            draft=desk.draft("promise.objective", together(row.id for row in rows), at=PROMISES),
            label_width=100,
            width=560,
        )
        self._desk = desk
        self._rows = rows
        self.objective = SearchChoiceEditor(desk.look, [], none=words.say_in("objective", "none"))
        self.form.add("objective_id", words.say_in("column", "Objective"), self.objective)
        self.wished.connect(self._put)
        self.primary.setEnabled(False)
        ids = [row.id for row in rows]
        desk.read(self, partial(objectives_for, desk.workspace, ids), self._offer, otherwise=self.take)

    def _offer(self, found: ObjectiveChoices) -> None:
        words = self.look.words
        if not found.objectives:
            self.objective.setEnabled(False)
            self.show_fault(
                words.say("{client} has no open plan with objectives yet.", client=self._rows[0].account)
            )
            return
        several = len({each.plan for each in found.objectives}) > 1
        self.objective.set_options(
            [
                (
                    each.id,
                    words.say("{objective} ({plan})", objective=each.title, plan=each.plan)
                    if several
                    else each.title,
                )
                for each in found.objectives
            ]
        )
        known = {each.id for each in found.objectives}
        self.form.fields["objective_id"].set_initial(found.served if found.served in known else None)
        self.primary.setEnabled(True)

    def _put(self) -> None:
        values = self.form.values() or {}
        objective_id: UUID | None = values["objective_id"]
        workspace, ids, words = self._desk.workspace, [row.id for row in self._rows], self.look.words
        if objective_id is None:
            use_case = partial(unlink_actions, workspace, ids)
            notice = words.say_many(
                "{count} promise serves no objective", "{count} promises serve no objective", len(ids)
            )
        else:
            use_case = partial(link_actions, workspace, objective_id, ids)
            notice = words.say_many(
                "{count} promise put under an objective",
                "{count} promises put under an objective",
                len(ids),
            )
        self._desk.save(self, use_case, notice=notice, undoable=True)
