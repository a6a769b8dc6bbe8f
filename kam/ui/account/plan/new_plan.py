"""The sheet that begins a plan: from a template, from the plan before, or empty; for which days."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kam.core.errors import UserError
from kam.core.periods import Month
from kam.core.vocabulary import PlanStatus
from kam.services.lists.plans import PlanRow
from kam.services.plans.making import MadePlan, NewPlan, new_plan, usual_period
from kam.services.plans.templates import PlanTemplate, plan_templates
from kam.ui.account.plan.saying import period_text
from kam.ui.desk import Desk
from kam.ui.look import Look
from kam.ui.places import account_place
from kam.ui.theme.tokens import Type
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.fields import ChoiceEditor, DateEditor, Option, TextEditor
from kam.ui.widgets.labels import label

EMPTY: Final = "empty"
_BEFORE: Final = "plan:"
_LABELS: Final = 130
_WIDTH: Final = 600
_YEAR: Final = 365


class NewPlanSheet(FormSheet):
    """Says of each template what it is for and what it brings, before anything is written."""

    made = Signal(object)
    """The ``MadePlan``."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        account_id: UUID,
        plans: Sequence[PlanRow],
        suggested: str | None = None,
    ) -> None:
        words = desk.look.words
        super().__init__(
            desk.look,
            parent,
            words.say("New plan"),
            primary=words.say_in("button", "Begin the plan"),
            draft=desk.draft("plan.new", account_id, at=account_place(account_id, "plan")),
            label_width=_LABELS,
            width=_WIDTH,
        )
        self._desk, self._account_id, self._plans = desk, account_id, plans
        self._templates = {each.code: each for each in plan_templates(words.language)}
        first = f"{_BEFORE}{plans[0].id}" if plans else (suggested or next(iter(self._templates)))
        self._named = ""
        self._last: date | None = None
        self.origin = ChoiceEditor(desk.look, self._origins())
        self.form.add("origin", words.say("Begin from"), self.origin, value=first)
        self.told = label("", Type.SECONDARY, "text2", wraps=True)
        self.told.setContentsMargins(_LABELS + 8, 0, 0, 0)
        self.form.add_widget(self.told)
        self.beside = label("", Type.SECONDARY, "amber", wraps=True)
        self.beside.setContentsMargins(_LABELS + 8, 0, 0, 0)
        begins = _begins(plans, desk.today())
        self.form.add("starts_on", words.say_in("plan", "From"), DateEditor(desk.look, desk.today))
        self.form.add("ends_on", words.say_in("plan", "Until"), DateEditor(desk.look, desk.today))
        self.form.add_widget(self.beside)
        self.form.add("title", words.say_in("plan", "Title"), TextEditor(desk.look))
        self.form.fields["starts_on"].set_initial(begins)
        self._follow()
        self.origin.changed.connect(self._follow)
        self.form["starts_on"].changed.connect(self._follow)
        self.form["ends_on"].changed.connect(self._name)
        self.wished.connect(self._make)

    def show_restored(self, names: AbstractSet[str]) -> None:
        """What was chosen before has come back: say what it brings."""
        del names
        self.told.setText(self._tell(self._templates.get(self.origin.value())))

    def _origins(self) -> list[Option]:
        words = self.look.words
        before = [
            (f"{_BEFORE}{each.id}", words.say("the plan before: {title}", title=each.title))
            for each in self._plans
        ]
        templates = [
            (code, words.say("template: {name}", name=each.name)) for code, each in self._templates.items()
        ]
        return [*before, *templates, (EMPTY, words.say("an empty plan"))]

    def _follow(self) -> None:
        """Another origin or first day: what it brings, and its usual last day unless one was chosen."""
        template = self._templates.get(self.origin.value())
        self.told.setText(self._tell(template))
        begins, ends = self._typed("starts_on"), self._typed("ends_on")
        if begins is not None and ends == self._last:
            self._last = usual_period(begins, template.days if template else _YEAR)[1]
            self.form.fields["ends_on"].set_initial(self._last)
        self._name()

    def _name(self) -> None:
        """The title names the period until somebody has typed another."""
        begins, ends = self._typed("starts_on"), self._typed("ends_on")
        self._say_what_is_there(begins, ends)
        typed = self.form["title"].value() or ""
        if begins is not None and ends is not None and typed == self._named:
            self._named = title_of(self.look, begins, ends)
            self.form.fields["title"].set_initial(self._named)

    def _say_what_is_there(self, begins: date | None, ends: date | None) -> None:
        """Two plans of the same days are allowed; whoever begins the second one knows of the first."""
        there = [
            each
            for each in self._plans
            if each.status is not PlanStatus.CLOSED
            and begins is not None
            and ends is not None
            and each.starts_on <= ends
            and begins <= each.ends_on
        ]
        self.beside.setVisible(bool(there))
        if there:
            titles = ", ".join(each.title for each in there)
            self.beside.setText(
                self.look.words.say("Some of these days have a plan already: {titles}", titles=titles)
            )

    def _tell(self, template: PlanTemplate | None) -> str:
        words = self.look.words
        if template is not None:
            return "\n".join((template.purpose, brings(self.look, template)))
        if self.origin.value() == EMPTY:
            return words.say("Nothing is written yet; questions beside the empty parts help to begin.")
        return words.say(
            "What has not ended goes over: open objectives from where they stand, their work, SWOT, risks,"
            " the communication plan and the budget without what was spent."
        )

    def _typed(self, name: str) -> Any:
        try:
            return self.form[name].value()
        except UserError:
            return None

    def _make(self) -> None:
        values = self.form.values()
        if values is None:
            return
        origin: str = values["origin"]
        new = NewPlan(
            values["title"],
            values["starts_on"],
            values["ends_on"],
            template=origin if origin in self._templates else None,
            from_plan=UUID(origin.removeprefix(_BEFORE)) if origin.startswith(_BEFORE) else None,
        )
        self.set_busy(busy=True)
        language = self.look.words.language
        use_case = partial(new_plan, self._desk.workspace, self._account_id, new, language=language)
        self._desk.change(self, use_case, self._done, otherwise=self.take)

    def _done(self, made: MadePlan) -> None:
        words = self.look.words
        said = words.say("The plan is begun.")
        if made.missing_roles:
            roles = ", ".join(words.of(each.label) for each in made.missing_roles)
            said = words.say("The plan is begun. Nobody at the client plays: {roles}", roles=roles)
        self._desk.hub.notice(said, undoable=True)
        self.done_well()
        self.made.emit(made)


def title_of(look: Look, first: date, last: date) -> str:
    """How a plan of some days is called unless somebody names it otherwise."""
    words = look.words
    if first.year == last.year and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return words.say("Plan for {year}", year=str(first.year))
    return words.say("Plan, {period}", period=period_text(look, first, last))


def brings(look: Look, template: PlanTemplate) -> str:
    """What a template brings, counted."""
    words = look.words
    parts = (
        words.say_many("{count} objective", "{count} objectives", len(template.objectives)),
        words.say_many("{count} initiative", "{count} initiatives", len(template.initiatives)),
        words.say_many("{count} risk", "{count} risks", len(template.risks)),
        words.say_many("{count} line of contacts", "{count} lines of contacts", len(template.contacts)),
        words.say_many(
            "{count} decision to ask for", "{count} decisions to ask for", len(template.decisions)
        ),
    )
    return words.say("Brings {parts}.", parts=", ".join(parts))


def _begins(plans: Sequence[PlanRow], today: date) -> date:
    """The day after the last plan ends; without one the first of the next month."""
    if plans:
        return date.fromordinal(max(each.ends_on for each in plans).toordinal() + 1)
    return (Month.of(today) + 1).first_day
