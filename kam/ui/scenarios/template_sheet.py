"""The sheet of a scenario: its name, what it is for, its steps."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kam.core.errors import UserError
from kam.core.field_errors import FieldErrors
from kam.core.telling import Teller
from kam.services.scenarios.templates import Template, save_template
from kam.ui.desk import Desk
from kam.ui.places import SCENARIOS
from kam.ui.scenarios.steps_editor import StepsEditor
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.fields import LongTextEditor, TextEditor

_WIDTH = 860


class TemplateSheet(FormSheet):
    """A new scenario of one's own, a copy of one that comes with the program, or one that is changed."""

    saved = Signal(object)
    """The identity of the scenario."""

    def __init__(self, desk: Desk, page: QWidget, template: Template) -> None:
        words = desk.look.words
        own = template.is_own
        super().__init__(
            desk.look,
            page.window(),
            words.say("Scenario") if own else words.say("New scenario"),
            primary=words.say_in("button", "Save"),
            draft=desk.draft("scenario", template.id, at=SCENARIOS),
            new=not own,
            label_width=0,
            width=_WIDTH,
        )
        self._desk = desk
        self._template = template
        look = desk.look
        self.form.add(
            "name",
            words.say_in("scenario", "Name"),
            TextEditor(look, longest=200),
            value=template.name or None,
        )
        hint = words.say("What it is for, and what day 0 is.")
        purpose = LongTextEditor(look, lines=2)
        self.form.add("purpose", words.say("Purpose"), purpose, value=template.purpose, hint=hint)
        self.steps = StepsEditor(look)
        days = words.say("Days are calendar days from day 0; before it they are negative.")
        self.form.add("steps", words.say("Steps"), self.steps, value=template.steps, hint=days)
        self.wished.connect(self._save)

    def take(self, error: Exception) -> bool:
        """Say beside a step what is wrong with it, the rest beside its field."""
        if isinstance(error, FieldErrors):
            teller = Teller(self.look.words, self.look.formats)
            told = {
                each.field: teller.sentence(UserError(each.code, **dict(each.details)))
                for each in error.errors
            }
            self.steps.show_faults(told)
            self.set_busy(busy=False)
            self.form.set_faults({name: said for name, said in told.items() if not name.startswith("steps.")})
            return True
        return super().take(error)

    def _save(self) -> None:
        values = self.form.values() or {}
        now = self._template
        template = Template(
            values["name"] or "", values["purpose"], values["steps"], id=now.id, version=now.version
        )
        self.steps.show_faults({})
        notice = self.look.words.say("Scenario saved: {name}", name=template.name)
        self.set_busy(busy=True)
        self._desk.change(
            self,
            partial(save_template, self._desk.workspace, template),
            self._saved,
            otherwise=self.take,
            notice=notice,
            undoable=True,
        )

    def _saved(self, template: object) -> None:
        self.done_well()
        self.saved.emit(template)
