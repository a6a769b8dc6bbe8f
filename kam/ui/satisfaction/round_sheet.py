"""The sheets of a round: a new one, its head, more people."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kam.core.periods import Month
from kam.core.vocabulary import SurveyMeasure
from kam.services.surveys.asking import ask_more, edit_round, start_round
from kam.services.surveys.drafts import RoundDraft
from kam.services.surveys.rows import RoundSheet
from kam.ui.desk import Desk
from kam.ui.places import SURVEYS, round_place
from kam.ui.satisfaction.people_ticks import PeopleTicks
from kam.ui.satisfaction.saying import measure_text
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.fields import ChoiceEditor, DateEditor, Form, TextEditor

_WIDTH: Final = 820
_LABEL: Final = 110
_LONGEST: Final = 300


def _add_head(desk: Desk, form: Form) -> None:
    look, words = desk.look, desk.look.words
    form.add("title", words.say_in("survey", "Title"), TextEditor(look, longest=_LONGEST))
    scales = [(each, measure_text(look, each)) for each in SurveyMeasure]
    form.add("measure", words.say_in("survey", "Scale"), ChoiceEditor(look, scales))
    form.add("asked_on", words.say_in("survey", "Asked on"), DateEditor(look, desk.today))


class NewRoundSheet(FormSheet):
    """Asks what, when and whom; then leads to the round."""

    went = Signal(object)

    def __init__(self, desk: Desk, page: QWidget, people: Sequence[UUID] = ()) -> None:
        words = desk.look.words
        super().__init__(
            desk.look,
            page.window(),
            words.say("New survey"),
            words.say("The title is ours: the people who are asked do not see it."),
            primary=words.say_in("button", "Begin"),
            draft=desk.draft("survey.new", at=SURVEYS),
            label_width=_LABEL,
            width=_WIDTH,
        )
        self._desk = desk
        _add_head(desk, self.form)
        self.people = PeopleTicks(desk)
        self.form.add("people", words.say_in("survey", "Whom"), self.people, value=tuple(people))
        day = desk.today()
        title = words.say("Survey of {month}", month=desk.look.formats.long_month(Month.of(day)))
        self.form.set_values({"title": title, "measure": SurveyMeasure.NPS, "asked_on": day})
        self.wished.connect(self._start)

    def _start(self) -> None:
        values: dict[str, Any] = self.form.values() or {}
        draft = RoundDraft(
            values["title"] or "", values["measure"], values["asked_on"], tuple(values["people"] or ())
        )
        words = self.look.words
        notice = words.say_many("{count} person asked", "{count} people asked", len(draft.people))
        self.set_busy(busy=True)
        use_case = partial(start_round, self._desk.workspace, draft)
        self._desk.change(self, use_case, self._started, otherwise=self.take, notice=notice, undoable=True)

    def _started(self, round_id: UUID) -> None:
        self.done_well()
        self.went.emit(round_place(round_id))


class EditRoundSheet(FormSheet):
    """Mends title, scale and date."""

    def __init__(self, desk: Desk, page: QWidget, found: RoundSheet) -> None:
        words = desk.look.words
        super().__init__(
            desk.look,
            page.window(),
            words.say("Survey"),
            primary=words.say_in("button", "Save"),
            draft=desk.draft("survey.edit", found.row.id, at=round_place(found.row.id)),
            new=False,
            label_width=_LABEL,
            width=560,
        )
        self._desk = desk
        self._found = found
        _add_head(desk, self.form)
        row = found.row
        self.form.set_values({"title": row.title, "measure": row.measure, "asked_on": row.asked_on})
        self.wished.connect(self._save)

    def _save(self) -> None:
        changed: Any = self.form.changed_values()
        if changed is None:
            return
        if not changed:
            self.done_well()
            return
        changed = {
            name: "" if name == "title" and value is None else value for name, value in changed.items()
        }
        found = self._found
        use_case = partial(edit_round, self._desk.workspace, found.row.id, changed, version=found.version)
        self._desk.save(self, use_case)


class AskMoreSheet(FormSheet):
    """Asks more people in a round."""

    def __init__(self, desk: Desk, page: QWidget, found: RoundSheet) -> None:
        words = desk.look.words
        super().__init__(
            desk.look,
            page.window(),
            words.say("Ask more people"),
            found.row.title,
            primary=words.say_in("button", "Ask"),
            draft=desk.draft("survey.more", found.row.id, at=round_place(found.row.id)),
            label_width=_LABEL,
            width=_WIDTH,
        )
        self._desk = desk
        self._round_id = found.row.id
        asked = [row.stakeholder_id for row in found.answers if row.stakeholder_id is not None]
        self.people = PeopleTicks(desk, without=asked)
        self.form.add("people", words.say_in("survey", "Whom"), self.people)
        self.wished.connect(self._ask)

    def _ask(self) -> None:
        people = self.people.value()
        words = self.look.words
        notice = words.say_many("{count} person asked", "{count} people asked", len(people))
        use_case = partial(ask_more, self._desk.workspace, self._round_id, people)
        self._desk.save(self, use_case, notice=notice, undoable=True)
