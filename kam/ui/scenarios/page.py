"""The page of touch scenarios."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, Final
from uuid import UUID

from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from kam.core.changes import Area
from kam.services.scenarios.runs import RunRow, list_runs
from kam.services.scenarios.templates import list_templates
from kam.ui.commands import Command
from kam.ui.commitments.apply_sheet import ApplySheet
from kam.ui.desk import Desk
from kam.ui.page import Page
from kam.ui.places import PROMISES, Place
from kam.ui.scenarios.runs import RunsFace
from kam.ui.scenarios.templates import TemplatesFace
from kam.ui.widgets.buttons import Kind, button, link
from kam.ui.widgets.page_head import PageHead
from kam.ui.widgets.segmented import Choice, SegmentedControl

TEMPLATES, RUNS = "templates", "runs"
_FACES: Final = (TEMPLATES, RUNS)


class ScenariosPage(Page):
    """What touches are worth repeating, and where they run."""

    areas: ClassVar[Area] = Area.SETTINGS | Area.COMMITMENTS | Area.INTERACTIONS | Area.ACCOUNTS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._wanted: UUID | None = None
        self.sheet: ApplySheet | None = None
        self.templates = TemplatesFace(desk)
        self.runs = RunsFace(desk)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.templates)
        self._stack.addWidget(self.runs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self._stack, 1)
        self.setProperty("ground", "page")
        self.views.chosen.connect(self._choose_face)
        self.templates.apply_wished.connect(self.apply)
        self.runs.went.connect(self.went)
        self.runs.apply_wished.connect(self.apply)

    def go_to(self, place: Place) -> None:
        """Show the templates, or the runs with the one that the place names first."""
        self._wanted = place.item_id
        if place.view in _FACES:
            self._show_face(place.view)
        self.refresh()

    def refresh(self) -> None:
        """Read templates and runs."""
        templates = partial(list_templates, self.desk.workspace, self.look.words.language)
        self.desk.read(self, templates, self.templates.show_templates, key="templates")
        self.desk.read(self, partial(list_runs, self.desk.workspace), self._show_runs, key="runs")

    def title(self) -> str:
        """Its name."""
        return self.look.words.say("Touch scenarios")

    def creations(self) -> list[Command]:
        """What the Create button offers first while this page is open."""
        text = self.look.words.say("New scenario")
        return [Command("create.scenario", text, self.templates.add, "list-tree", "Ctrl+N")]

    def commands(self) -> list[Command]:
        """What can be done here."""
        words = self.look.words
        return [
            Command("scenarios.new", words.say("New scenario"), self.templates.add, "list-tree", "Ctrl+N"),
            Command("scenarios.apply", words.say("Apply a touch scenario"), self.apply, "play"),
        ]

    def apply(self, key: UUID | str | None = None) -> None:
        """Open the sheet that applies a scenario to a client."""
        self.sheet = ApplySheet(self.desk, self, template=key)
        self.sheet.applied.connect(self._show_applied)
        self.sheet.open()

    def _head(self) -> QFrame:
        look, words = self.look, self.look.words
        self.views = SegmentedControl(
            look,
            [
                Choice(TEMPLATES, words.say_in("view", "Scenarios"), "list-tree"),
                Choice(RUNS, words.say_in("view", "At clients"), "building-2"),
            ],
            words.say("What of the scenarios is shown"),
        )
        back = link(look, words.say_in("page", "Promises"), icon="handshake")
        back.clicked.connect(partial(self.went.emit, PROMISES))
        new = button(
            look,
            words.say("New scenario"),
            kind=Kind.PLAIN,
            icon="plus",
            compact=True,
            keys="Ctrl+N",
            run=self.templates.add,
        )
        head = PageHead(self.title())
        head.add_faces(self.views)
        head.put(back, new)
        return head

    def _choose_face(self, face: str) -> None:
        self._show_face(face)
        self.moved.emit(Place("scenarios", view=face))

    def _show_face(self, face: str) -> None:
        self.views.choose(face)
        self._stack.setCurrentWidget(self.templates if face == TEMPLATES else self.runs)

    def _show_runs(self, runs: tuple[RunRow, ...]) -> None:
        self.runs.show_runs(runs, self._wanted)
        running = sum(run.is_running for run in runs)
        self.views.set_count(RUNS, self.look.formats.number(running) if running else "")

    def _show_applied(self, run: UUID) -> None:
        self._wanted = run
        self._choose_face(RUNS)
