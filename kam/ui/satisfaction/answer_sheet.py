"""The window that writes an answer down: who, how much, why; from anywhere."""

from __future__ import annotations

from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kam.analysis.satisfaction import SPAN, Camp, camp_of
from kam.analysis.satisfaction_words import HIGHEST, LOWEST
from kam.core.vocabulary import SatisfactionDriver, SurveyMeasure
from kam.services.commitments.handing import AccountChoice, Owners, account_choices, owners_for
from kam.services.surveys.answering import record_answer
from kam.services.surveys.drafts import AnswerDraft
from kam.ui.desk import Desk
from kam.ui.places import answer_place
from kam.ui.satisfaction.saying import measure_text
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.fields import ChoiceEditor, CountEditor, DateEditor, LongTextEditor, Option, options_of
from kam.ui.widgets.fields.late_choice import LateChoice

_LABEL: Final = 120
_WIDTH: Final = 560


class AnswerSheet(FormSheet):
    """Client, person, scale, score; why and in which words where that is known."""

    recorded = Signal(object, object)
    """The identity of the answer, and the ``Camp`` it is in."""

    def __init__(
        self,
        desk: Desk,
        page: QWidget,
        account_id: UUID | None = None,
        stakeholder_id: UUID | None = None,
    ) -> None:
        words = desk.look.words
        super().__init__(
            desk.look,
            page.window(),
            words.say("Write down an answer"),
            words.say("Whoever is awaited in a survey on this scale answers that survey."),
            primary=words.say_in("button", "Write down"),
            draft=desk.draft(
                "survey.answer", account_id, stakeholder_id, at=answer_place(account_id, stakeholder_id)
            ),
            label_width=_LABEL,
            width=_WIDTH,
        )
        self._desk = desk
        self._account_id = account_id
        self._stakeholder_id = stakeholder_id
        self.account = LateChoice(desk.look, [])
        self.person = LateChoice(desk.look, [])
        self._add_fields()
        self.account.changed.connect(self._read_people)
        self.form["measure"].changed.connect(self._say_scale)
        self.wished.connect(self._record)
        self._say_scale()
        desk.read(self, partial(account_choices, desk.workspace), self._offer_accounts)

    def _add_fields(self) -> None:
        look, words, form = self.look, self.look.words, self.form
        form.add("account_id", words.say_in("survey", "Client"), self.account)
        form.add("stakeholder_id", words.say_in("survey", "Who answered"), self.person)
        scales = [(each, measure_text(look, each)) for each in SurveyMeasure]
        form.add("measure", words.say_in("survey", "Scale"), ChoiceEditor(look, scales),
                 value=SurveyMeasure.NPS)  # fmt: skip
        form.add("score", words.say_in("survey", "Score"), CountEditor(look, ""), hint=" ")
        drivers = ChoiceEditor(look, options_of(look, list(SatisfactionDriver)),
                               none=words.say_in("driver", "not named"))  # fmt: skip
        form.add("driver", words.say_in("survey", "What decided it"), drivers)
        form.add("comment", words.say_in("survey", "Comment"), LongTextEditor(look, lines=3))
        on = DateEditor(look, self._desk.today, past=True)
        form.add("on", words.say_in("survey", "When"), on, value=self._desk.today())

    def _say_scale(self) -> None:
        measure = self.form["measure"].value()
        if not isinstance(measure, SurveyMeasure):
            return
        words, (low, high) = self.look.words, SPAN[measure]
        hint = words.say_in(
            "survey letter",
            "From {low} ({lowest}) to {high} ({highest}).",
            low=low,
            lowest=words.of(LOWEST[measure]),
            high=high,
            highest=words.of(HIGHEST[measure]),
        )
        self.form.fields["score"].set_hint(hint)

    def _offer_accounts(self, found: tuple[AccountChoice, ...]) -> None:
        self.account.set_options([(each.id, each.name) for each in found])
        if self._account_id is not None:
            self.form.fields["account_id"].set_initial(self._account_id)
            first = self.person if self._stakeholder_id is None else self.form["score"]
            first.setFocus()
        self.account.choose_waiting()
        self._read_people()

    def _read_people(self) -> None:
        account = self.account.value()
        if account is None:
            self.person.set_options([])
            return
        work = partial(owners_for, self._desk.workspace, account, as_of=self._desk.now())
        self._desk.read(self, work, self._offer_people, key="people to answer")

    def _offer_people(self, found: Owners) -> None:
        chosen = self.person.value()
        options: list[Option] = [
            (each.id, f"{each.name}, {each.hint}" if each.hint else each.name) for each in found.theirs
        ]
        there = {value for value, _ in options}
        self.person.set_value(None)
        self.person.set_options(options)
        if self._stakeholder_id in there and chosen is None:
            self.form.fields["stakeholder_id"].set_initial(self._stakeholder_id)
        elif chosen in there:
            self.person.set_value(chosen)
        self.person.choose_waiting()

    def _record(self) -> None:
        values: dict[str, Any] = self.form.values() or {}
        draft = AnswerDraft(**{**values, "comment": values["comment"] or ""})
        notice = self.look.words.say("Answer written down")
        self.set_busy(busy=True)
        use_case = partial(record_answer, self._desk.workspace, draft)
        self._desk.change(
            self,
            use_case,
            partial(self._recorded, draft),
            otherwise=self.take,
            notice=notice,
            undoable=True,
        )

    def _recorded(self, draft: AnswerDraft, answer: UUID) -> None:
        camp = Camp.PASSIVE if draft.score is None else camp_of(draft.measure, draft.score)
        self.done_well()
        self.recorded.emit(answer, camp)
