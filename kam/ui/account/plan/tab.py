"""The plan tab: one plan of an account in its views; what is done to it goes through use cases."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, Final, Protocol
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kam.core.changes import Area
from kam.services.plans.reading import PlanReading
from kam.ui.account.plan.agreeing.agreeing import Agreeing
from kam.ui.account.plan.agreeing.leading import Leading
from kam.ui.account.plan.bar import PlanBar
from kam.ui.account.plan.charter import CharterView
from kam.ui.account.plan.deeds import PlanDeeds
from kam.ui.account.plan.editing import PlanEditing
from kam.ui.account.plan.lines import (
    CONTACT,
    COST,
    DECISION,
    GROWTH,
    INITIATIVE,
    OBJECTIVE,
    RISK,
    SWOT,
)
from kam.ui.account.plan.menus import PlanMenus
from kam.ui.account.plan.overview import PlanOverview
from kam.ui.account.plan.people_money import PeopleMoneyView
from kam.ui.account.plan.reading import PlansReading, Shown, read_plans
from kam.ui.account.tab import AccountTab
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.places import Place, complaint_place
from kam.ui.widgets.buttons import Kind, button
from kam.ui.widgets.empty_state import EmptyState
from kam.ui.widgets.focus import tab_in_reading_order
from kam.ui.widgets.labels import rule
from kam.ui.widgets.segmented import Choice

_KEPT: Final = "account.plan-view"
_FIRST: Final = "plan"


class PlanView(Protocol):
    """A view of the tab: shows a plan, whichever it is."""

    def show_plan(self, shown: Shown) -> None:
        """Show a plan."""


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
        self.overview = PlanOverview(desk.look)
        self.charter = CharterView(desk.look)
        self.people = PeopleMoneyView(desk.look)
        self.agreeing = Agreeing(desk, self)
        self._pages: dict[str, tuple[str, QWidget, PlanView]] = {
            code: (name, page, page)
            for code, name, page in (
                (_FIRST, words.say_in("plan view", "Plan"), self.overview),
                ("charter", words.say_in("plan view", "Charter"), self.charter),
                ("people", words.say_in("plan view", "People and money"), self.people),
                ("check", words.say_in("plan view", "Check"), self.agreeing.check),
                ("agreement", words.say_in("plan view", "Agreement"), self.agreeing.agreement),
            )
        }
        self.bar = PlanBar(desk.look, [Choice(code, name) for code, (name, *_) in self._pages.items()])
        self._view = self._known(str(desk.local.page(_KEPT).get("view", _FIRST)))
        self.begin = button(
            desk.look, words.say("Begin a plan…"), kind=Kind.PRIMARY, icon="plus", run=self.begin_plan
        )
        self.nothing = EmptyState(
            desk.look,
            "target",
            words.say("No plan yet"),
            words.say(
                "A plan says where this client shall be in a year, what has to be done for it, by whom,"
                " and what could go wrong. Begin from a template or from scratch."
            ),
            buttons=[self.begin],
        )
        self._rule = rule()
        self._views = QStackedWidget()
        for _, page, _ in self._pages.values():
            self._views.addWidget(page)
        self._views.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for each in (self.bar, self._rule):
            column.addWidget(each)
        column.addWidget(self._views, 1)
        self.editing = PlanEditing(desk, self)
        self.deeds = PlanDeeds(desk, self)
        self.menus = PlanMenus(desk.look, self, self.editing, self.deeds)
        self._leading = Leading(self.editing, self.deeds, self._choose_view)
        self.bar.views.choose(self._view)
        self._connect()
        self._connect_lines()
        tab_in_reading_order(self)

    # What is shown

    def show_account(self, account_id: UUID, item_id: UUID | None = None, view: str | None = None) -> None:
        """Show an account's plan; ``item_id`` is one of several or an objective, ``view`` a part of it."""
        if view is not None:
            self._show_view(self._known(view))
        if account_id != self._account_id:
            self._account_id, self._reading, self._wished = account_id, None, None
        self._wished = item_id or self._wished
        self.refresh()

    def refresh(self) -> None:
        """Read the plan anew; what is chosen stays."""
        if self._account_id is not None:
            work = partial(read_plans, self.desk, self._account_id, self._wished)
            self.desk.read(self, work, self._show, key="plan")

    def keep(self) -> None:
        """The view that was open opens again."""
        self.desk.local.keep_page(_KEPT, {"view": self._view})

    def commands(self) -> list[Command]:
        """What can be done here, for the palette."""
        words, plan = self.look.words, self.editing.plan
        found = [Command("plan.new", words.say("New plan"), self.begin_plan, "plus")]
        if plan is None:
            return found
        title = plan.content.title
        if plan.can_be_written:
            add = self.editing.add
            found += [
                Command("plan.objective", words.say("Add an objective"), partial(add, OBJECTIVE), "plus"),
                Command("plan.initiative", words.say("Add an initiative"), self._add_work, "plus"),
                Command("plan.risk", words.say("Add a risk"), partial(add, RISK), "plus"),
                Command("plan.text", words.say("Write ambition and charter"), self._write_text, "pencil"),
                Command("plan.head", words.say("Name and period of the plan"), self._write_head, "pencil"),
            ]
        if plan.content.contacts and plan.takes_facts:
            text = words.say("Put the communication plan on the calendar")
            found.append(Command("plan.contacts", text, self.deeds.plan_contacts, "calendar"))
        if not plan.versions:
            text = words.say("Delete the plan")
            found.append(Command("plan.delete", text, self.deeds.delete, "trash-2", hint=title))
        found += self.agreeing.commands()
        for code, (name, *_) in self._pages.items():
            if code != self._view:
                text = words.say("Plan: {view}", view=name)
                found.append(Command(f"plan.view.{code}", text, partial(self._choose_view, code), "target"))
        return found

    def begin_plan(self) -> None:
        """Open the sheet of a new plan."""
        reading = self._reading
        if reading is not None:
            self.deeds.begin(reading.account_id, reading.plans, reading.template)

    def _show(self, reading: PlansReading) -> None:
        if reading.account_id != self._account_id:
            return
        self._reading = reading
        shown = reading.shown
        for each in (self.bar, self._rule):
            each.setVisible(shown is not None)
        if shown is None:
            self.counted.emit("")
            self._tell(None)
            self._views.setCurrentWidget(self.nothing)
            return
        self._wished = shown.plan.content.id
        self._tell(shown.plan)
        self.bar.show_plans(reading.plans, shown.plan)
        self._show_view(self._view if reading.objective is None else _FIRST)
        self.overview.objectives.enter(reading.objective)
        newest = next(iter(shown.plan.versions), None)
        said = self.look.words.say("v{number}", number=newest.number) if newest else ""
        self.counted.emit(said)

    def _tell(self, plan: PlanReading | None) -> None:
        self.editing.show_plan(plan)
        self.deeds.show_plan(plan)
        self.agreeing.show_plan(plan)

    def _known(self, code: str) -> str:
        return code if code in self._pages else _FIRST

    def _show_view(self, code: str) -> None:
        """Show a view; the others follow when they are seen."""
        self._view = code
        self.bar.views.choose(code)
        if self._reading is not None and self._reading.shown is not None:
            _, page, view = self._pages[code]
            view.show_plan(self._reading.shown)
            self._views.setCurrentWidget(page)
            tab_in_reading_order(self)  # the lines of the plan were made last

    def _choose_view(self, code: str) -> None:
        self._show_view(code)
        self.moved.emit(code)

    def _choose_plan(self, plan_id: UUID) -> None:
        self._wished = plan_id
        self.refresh()

    # What is done

    def _add_work(self, *_: object) -> None:
        """New work serves the first objective until another is chosen."""
        plan = self.editing.plan
        if plan is not None and plan.content.objectives:
            self.editing.add(INITIATIVE, objective_id=plan.content.objectives[0].id)

    def _write_text(self) -> None:
        if (plan := self.editing.plan) is not None:
            self.editing.change_part(plan.parts.text, self.look.words.say("Ambition and charter"))

    def _write_head(self) -> None:
        if (plan := self.editing.plan) is not None:
            self.editing.change_part(plan.parts.head, self.look.words.say("Name and period of the plan"))

    def _go_to_promises(self) -> None:
        if self._account_id is not None:
            self.went.emit(Place("promises", self._account_id))

    # Inside

    def _connect(self) -> None:
        bar, editing, deeds, work = self.bar, self.editing, self.deeds, self.overview.work
        bar.plan_chosen.connect(self._choose_plan)
        bar.view_chosen.connect(self._choose_view)
        bar.new_wished.connect(self.begin_plan)
        bar.head_wished.connect(self._write_head)
        bar.delete_wished.connect(deeds.delete)
        editing.reading_wished.connect(self.refresh)
        editing.measure_wished.connect(deeds.measure)
        deeds.reading_wished.connect(self.refresh)
        deeds.begun.connect(self._choose_plan)
        deeds.went.connect(self.went)
        work.chart.dated.connect(deeds.move)
        work.chart.advanced.connect(deeds.advance)
        work.chart.opened.connect(partial(editing.change, INITIATIVE))
        work.chart.menu_wished.connect(self.menus.open_initiative)
        work.add.clicked.connect(self._add_work)
        work.promises.clicked.connect(self._go_to_promises)
        work.budget.clicked.connect(lambda: self._choose_view("people"))
        self.agreeing.connect_bar(bar)
        self.agreeing.check.led.connect(self._leading.lead)
        self.agreeing.check.complaint_wished.connect(lambda id_: self.went.emit(complaint_place(id_)))
        self.agreeing.deeds.plan_wished.connect(self._choose_plan)
        self.agreeing.deeds.check_wished.connect(lambda: self._choose_view("check"))

    def _connect_lines(self) -> None:
        overview, charter, people, editing = self.overview, self.charter, self.people, self.editing
        for panel, kind in (
            (overview.objectives, OBJECTIVE),
            (overview.swot, SWOT),
            (overview.risks, RISK),
            (charter.growth, GROWTH),
            (charter.decisions, DECISION),
            (people.contacts, CONTACT),
            (people.budget, COST),
        ):
            panel.opened.connect(partial(editing.change, kind))
            panel.removed.connect(partial(editing.remove, kind))
        for lines, kind in (
            (charter.growth, GROWTH),
            (charter.decisions, DECISION),
            (people.contacts, CONTACT),
            (people.budget, COST),
        ):
            lines.add_wished.connect(partial(editing.add, kind))
        charter.texts.write_wished.connect(self._write_text)
        people.contacts.calendar_wished.connect(self.deeds.plan_contacts)
        overview.objectives.add.clicked.connect(lambda: editing.add(OBJECTIVE))
        overview.objectives.ambition_wished.connect(self._write_text)
        overview.swot.add_wished.connect(lambda kind: editing.add(SWOT, kind=kind))
        overview.swot.menu_wished.connect(self.menus.open_swot)
        overview.risks.add_wished.connect(lambda: editing.add(RISK))
        objectives = overview.objectives.lines
        objectives.ordered.connect(self.deeds.order)
        objectives.measure_wished.connect(self.deeds.measure)
        objectives.action_wished.connect(self.deeds.add_action)
        objectives.actions_wished.connect(self.deeds.show_actions)
        objectives.link_wished.connect(self.deeds.link_actions)
        objectives.work_wished.connect(lambda which: editing.add(INITIATIVE, objective_id=which))
