"""The menus of a plan's lines: what one can do with a line of the SWOT, and with an initiative."""

from __future__ import annotations

from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from kam.analysis.plans.content import PlanInitiative
from kam.services.plans.reading import PlanReading
from kam.ui.account.plan.deeds import PlanDeeds
from kam.ui.account.plan.editing import PlanEditing
from kam.ui.account.plan.lines import INITIATIVE, SWOT
from kam.ui.look import Look
from kam.ui.widgets.deeds import pop_up

_STEPS: Final = (0, 25, 50, 75, 100)


class PlanMenus(QObject):
    """Made anew each time, of the plan as it was read last."""

    def __init__(self, look: Look, over: QWidget, editing: PlanEditing, deeds: PlanDeeds) -> None:
        super().__init__(over)
        self._look, self._over = look, over
        self._editing, self._deeds = editing, deeds

    def open_swot(self, swot_id: UUID, at: QPoint) -> None:
        """The menu of a line of the SWOT, at a place of the screen."""
        if (plan := self._deeds.plan) is not None:
            pop_up(self.swot(plan, swot_id), at)

    def open_initiative(self, initiative_id: UUID, at: QPoint) -> None:
        """The menu of an initiative, at a place of the screen."""
        plan = self._deeds.plan
        there = plan.content.initiatives if plan is not None else ()
        found = next((each for each in there if each.id == initiative_id), None)
        if plan is not None and found is not None:
            pop_up(self.initiative(plan, found), at)

    def swot(self, plan: PlanReading, swot_id: UUID) -> QMenu:
        """Change; becomes an objective, a risk, a promise; delete."""
        words, icon, menu = self._look.words, self._look.theme.icon, QMenu(self._over)
        change = menu.addAction(icon("pencil"), words.say_in("menu", "Change…"))
        change.triggered.connect(lambda: self._editing.change(SWOT, swot_id))
        menu.addSeparator()
        if plan.can_be_written:
            made = menu.addAction(icon("flag"), words.say("Make it an objective"))
            made.triggered.connect(lambda: self._deeds.make_objective(swot_id))
            made = menu.addAction(icon("triangle-alert"), words.say("Make it a risk"))
            made.triggered.connect(lambda: self._deeds.make_risk(swot_id))
        if plan.takes_facts:
            made = menu.addAction(icon("handshake"), words.say("Make it a promise…"))
            made.triggered.connect(lambda: self._deeds.make_action(swot_id))
        if plan.can_be_written:
            menu.addSeparator()
            remove = menu.addAction(icon("trash-2"), words.say_in("menu", "Delete"))
            remove.setShortcut(Qt.Key.Key_Delete)
            remove.triggered.connect(lambda: self._editing.remove(SWOT, swot_id))
        return menu

    def initiative(self, plan: PlanReading, work: PlanInitiative) -> QMenu:
        """Change; how far it is; its milestones; delete."""
        words, icon, menu = self._look.words, self._look.theme.icon, QMenu(self._over)
        change = menu.addAction(icon("pencil"), words.say_in("menu", "Change…"))
        change.triggered.connect(lambda: self._editing.change(INITIATIVE, work.id))
        if plan.takes_facts:
            self._offer_progress(menu, work)
        if plan.takes_facts and work.milestones:
            menu.addSeparator()
            for each in work.milestones:
                text = words.say("Milestone passed: {title}", title=each.title)
                action = menu.addAction(text.replace("&", "&&"))
                action.setCheckable(True)
                action.setChecked(each.passed_on is not None)
                action.triggered.connect(partial(self._pass, each.id, each.passed_on is None))
        menu.addSeparator()
        actions = menu.addAction(icon("list"), words.say("Promises of the objective…"))
        actions.triggered.connect(lambda: self._deeds.show_actions(work.objective_id))
        if plan.can_be_written:
            more = menu.addAction(icon("plus"), words.say("Add an initiative…"))
            more.triggered.connect(lambda: self._editing.add(INITIATIVE, objective_id=work.objective_id))
            remove = menu.addAction(icon("trash-2"), words.say_in("menu", "Delete"))
            remove.triggered.connect(lambda: self._editing.remove(INITIATIVE, work.id))
        return menu

    def _offer_progress(self, menu: QMenu, work: PlanInitiative) -> None:
        words, formats = self._look.words, self._look.formats
        inner = menu.addMenu(words.say("How far it is"))
        for step in _STEPS:
            action = inner.addAction(formats.points(step))
            action.setCheckable(True)
            action.setChecked(work.progress == step)
            action.triggered.connect(partial(self._set, work.id, step))
        inner.addSeparator()
        for text, keys, by in (
            (words.say("10 % more"), "+", 10),
            (words.say("10 % less"), "-", -10),
        ):
            action = inner.addAction(text)
            action.setShortcut(keys)
            action.triggered.connect(partial(self._advance, work.id, by))

    def _set(self, initiative_id: UUID, progress: int, _checked: object = None) -> None:
        self._deeds.set_progress(initiative_id, progress)

    def _advance(self, initiative_id: UUID, by: int, _checked: object = None) -> None:
        self._deeds.advance(initiative_id, by)

    def _pass(self, milestone_id: UUID, passed: bool, _checked: object = None) -> None:  # noqa: FBT001
        self._deeds.pass_milestone(milestone_id, passed=passed)
