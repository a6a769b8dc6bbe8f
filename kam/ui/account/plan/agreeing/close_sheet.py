"""The sheet in which a plan is closed: what became of each objective, and what goes on in the next plan."""

from __future__ import annotations

from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from kam.core.vocabulary import ObjectiveStatus
from kam.services.plans.closing import (
    Closing,
    ClosingObjective,
    ClosingPreview,
    NextPeriod,
    ObjectiveOutcome,
    close_plan,
)
from kam.services.plans.reading import PlanReading
from kam.ui.desk import Desk
from kam.ui.places import account_place
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.dialogs import Sheet
from kam.ui.widgets.fields import ChoiceEditor, DateEditor, Form, TextEditor, YesNoEditor, options_of
from kam.ui.widgets.labels import label, rule
from kam.ui.widgets.scrolled import scrolled

_WIDTH: Final = 640
_HIGH: Final = 440
_LABELS: Final = 150
_ENDS: Final = (ObjectiveStatus.MET, ObjectiveStatus.MISSED, ObjectiveStatus.DROPPED)
_NEW, _NOTHING = "new", "nothing"


class CloseSheet(Sheet):
    """All of it is one step."""

    closed = Signal(object)
    """The identity of the plan in which open work goes on, or None."""

    def __init__(self, desk: Desk, parent: QWidget, plan: PlanReading, preview: ClosingPreview) -> None:
        words = desk.look.words
        super().__init__(
            desk.look,
            parent,
            words.say("Close the plan"),
            words.say("How it ended is kept as its last version; after that nothing in it changes."),
            primary=words.say_in("button", "Close the plan"),
            width=_WIDTH,
        )
        self._desk, self._plan, self.preview = desk, plan, preview
        self.form = Form(desk.look, new=True, label_width=_LABELS)
        self.told = label("", Type.SECONDARY, "text2", wraps=True)
        for number, each in enumerate(preview.objectives):
            self._add_objective(number, each)
        self._add_next()
        self.add(self._scrolled(), 1)
        self.add(self.told)
        at = account_place(plan.content.account_id, "plan", plan.content.id)
        self.keep_draft(desk.draft("plan.close", plan.content.id, at=at), {"form": self.form})
        self.form.changed.connect(self._tell)
        self.wished.connect(self._close)
        self._tell()

    def is_changed(self) -> bool:
        """Whether any field differs."""
        return self.form.is_changed()

    def take(self, error: Exception) -> bool:
        """What was refused stands beside its field."""
        self.set_busy(busy=False)
        return self.form.take(error)

    def made(self) -> Closing | None:
        """What is decided; None while something cannot be understood."""
        values = self.form.values()
        if values is None:
            return None
        into = self._into(values)
        goes_on = into is not None
        risks = bool(values.get("risks")) and goes_on
        return Closing(
            outcomes=tuple(
                ObjectiveOutcome(
                    each.objective.id,
                    values[f"{number}.status"],
                    values[f"{number}.outcome"],
                    rolls=bool(values[f"{number}.rolls"]) and goes_on,
                )
                for number, each in enumerate(self.preview.objectives)
            ),
            into=into,
            risks=None if risks else frozenset(),
        )

    # Inside

    def _into(self, values: dict[str, Any]) -> UUID | NextPeriod | None:
        chosen = values["into"]
        if chosen == _NEW:
            return NextPeriod(values["title"], values["starts_on"], values["ends_on"])
        return chosen if isinstance(chosen, UUID) else None

    def _add_objective(self, number: int, closing: ClosingObjective) -> None:
        look, words = self.look, self.look.words
        if number:
            self.form.add_widget(rule())
        self.form.add_widget(label(closing.objective.title, Type.STRONG, wraps=True))
        statuses = ChoiceEditor(look, options_of(look, _ENDS))
        self.form.add(
            f"{number}.status",
            words.say_in("closing", "What became of it"),
            statuses,
            value=closing.suggested,
        )
        self.form.add(f"{number}.outcome", words.say("Why, in a sentence"), TextEditor(look))
        rolls = YesNoEditor(look, words.say("goes on in the next plan"))
        with_it = self._with_it(closing)
        self.form.add(
            f"{number}.rolls", words.say_in("closing", "Next"), rolls, value=closing.rolls, hint=with_it
        )

    def _with_it(self, closing: ClosingObjective) -> str:
        """What goes over with an objective."""
        words = self.look.words
        work, promised = len(closing.initiatives), len(closing.actions)
        parts = []
        if work:
            parts.append(words.say_many("{count} initiative", "{count} initiatives", work))
        if promised:
            parts.append(words.say_many("{count} promise", "{count} promises", promised))
        return words.say("With it: {parts}.", parts=", ".join(parts)) if parts else ""

    def _add_next(self) -> None:
        look, words, preview = self.look, self.look.words, self.preview
        self.form.add_widget(rule())
        self.form.add_widget(label(words.say("The next plan"), Type.STRONG))
        places: list[tuple[Any, str]] = [(_NEW, words.say("a new plan from this one"))]
        places += [(each, words.say("the draft “{title}”", title=title)) for each, title in preview.drafts]
        places.append((_NOTHING, words.say("nowhere: nothing goes on")))
        usual = preview.drafts[0][0] if preview.drafts else _NEW
        self.form.add("into", words.say("Where it goes on"), ChoiceEditor(look, places), value=usual)
        if preview.risks:
            text = words.say_many(
                "{count} open risk goes over", "{count} open risks go over", len(preview.risks)
            )
            self.form.add("risks", words.say_in("closing", "Risks"), YesNoEditor(look, text), value=True)
        title = words.say("Plan for {year}", year=str(preview.next_starts_on.year))
        self.form.add("title", words.say_in("plan", "Title"), TextEditor(look), value=title)
        today = self._desk.today
        self.form.add(
            "starts_on", words.say_in("plan", "From"), DateEditor(look, today), value=preview.next_starts_on
        )
        self.form.add(
            "ends_on", words.say_in("plan", "Until"), DateEditor(look, today), value=preview.next_ends_on
        )

    def _scrolled(self) -> QScrollArea:
        held = QWidget()
        held.setProperty("ground", "page")
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, Size.GRID, 0)
        column.addWidget(self.form)
        column.addStretch(1)
        return scrolled(held, least=_HIGH)

    def _tell(self) -> None:
        """What would happen now, in a sentence; fields of a new plan where there is one."""
        words, fields = self.look.words, self.form.fields
        into = fields["into"].editor.value()
        for name in ("title", "starts_on", "ends_on"):
            fields[name].setVisible(into == _NEW)
        if "risks" in fields:
            fields["risks"].setVisible(into != _NOTHING)
        rolling = [
            each
            for number, each in enumerate(self.preview.objectives)
            if fields[f"{number}.rolls"].editor.value()
        ]
        if into == _NOTHING:
            self.told.setText(words.say("Nothing goes on; what is open stays as it is."))
            return
        risks = len(self.preview.risks) if "risks" in fields and fields["risks"].editor.value() else 0
        work = sum(len(each.initiatives) for each in rolling)
        promised = sum(len(each.actions) for each in rolling)
        parts = [
            said
            for count, said in (
                (len(rolling), words.say_many("{count} objective", "{count} objectives", len(rolling))),
                (work, words.say_many("{count} initiative", "{count} initiatives", work)),
                (promised, words.say_many("{count} promise", "{count} promises", promised)),
                (risks, words.say_many("{count} risk", "{count} risks", risks)),
            )
            if count
        ]
        nothing = words.say("Texts, SWOT, contacts and budget go over, no open work.")
        over = words.say("Over go: {parts}.", parts=", ".join(parts))
        self.told.setText(over if parts else nothing)

    def _close(self) -> None:
        made = self.made()
        if made is None:
            return
        self.set_busy(busy=True)
        self._desk.change(
            self,
            partial(close_plan, self._desk.workspace, self._plan.content.id, made),
            self._done,
            otherwise=self.take,
            notice=self.look.words.say("The plan is closed."),
            undoable=True,
        )

    def _done(self, into: UUID | None) -> None:
        self.done_well()
        self.closed.emit(into)
