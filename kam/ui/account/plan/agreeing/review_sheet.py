"""The sheet of a review (QBR): when and with whom, four questions, what was decided, what moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from kam.core.errors import UserError
from kam.core.vocabulary import InteractionKind
from kam.reports.plan.wording import REVIEW_QUESTIONS
from kam.services.lists.meetings import MeetingRow, list_meetings
from kam.services.plans.parts import ReviewDecision
from kam.services.plans.reading import PlanReading
from kam.services.plans.reviews import RATINGS, ReviewForm, review_at, save_review
from kam.ui.account.plan.agreeing.compare_sheet import MovesSheet
from kam.ui.account.plan.agreeing.people import candidates, picked, picker
from kam.ui.desk import Desk
from kam.ui.places import account_place
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.dialogs import Sheet, foot_button
from kam.ui.widgets.fields import ChoiceEditor, DateEditor, Form, LongTextEditor, ScaleEditor
from kam.ui.widgets.labels import label
from kam.ui.widgets.scrolled import scrolled

_WIDTH: Final = 640
_HIGH: Final = 440
_LABELS: Final = 140
_QUESTIONS: Final = 300
_SCALE: Final = (1, 2, 3, 4, 5)


class ReviewSheet(Sheet):
    """``review`` is what was written down before; None begins one of today."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        plan: PlanReading,
        review: ReviewForm | None,
        meetings: Sequence[MeetingRow] = (),
    ) -> None:
        words = desk.look.words
        super().__init__(
            desk.look,
            parent,
            words.say("A review of the plan") if review is None else words.say("Review of the plan"),
            primary=words.say_in("button", "Save"),
            width=_WIDTH,
        )
        self._desk, self._plan = desk, plan
        self.review = review or ReviewForm(on=desk.today())
        self._meetings = tuple(meetings)
        self.form = Form(desk.look, new=review is None, label_width=_LABELS)
        self.questions = Form(desk.look, new=review is None, label_width=_QUESTIONS)
        self.decided = Form(desk.look, new=review is None, label_width=_LABELS)
        self._add_fields()
        self.add(self._scrolled(), 1)
        at = account_place(plan.content.account_id, "plan", plan.content.id)
        draft = (
            desk.draft("plan.review.new", plan.content.id, at=at)
            if review is None
            else desk.draft("plan.review", review.id, at=at)
        )
        self.keep_draft(draft, {"form": self.form, "questions": self.questions, "decided": self.decided})
        if "interaction_id" in self.form.fields:
            self.form["interaction_id"].changed.connect(self._read_meeting)
        foot_button(desk.look, self, words.say("What moved…"), self._show_moves)
        self.wished.connect(self._save)

    @property
    def forms(self) -> tuple[Form, ...]:
        """Its three parts."""
        return self.form, self.questions, self.decided

    def is_changed(self) -> bool:
        """Whether any field differs."""
        return any(each.is_changed() for each in self.forms)

    def take(self, error: Exception) -> bool:
        """What was refused stands beside its field."""
        self.set_busy(busy=False)
        return self.form.take(error)

    def made(self) -> ReviewForm | None:
        """The review as it stands in the form; None while something cannot be understood."""
        values, rated, decided = (each.values() for each in self.forms)
        if values is None or rated is None or decided is None:
            return None
        return replace(
            self.review,
            on=values["on"],
            interaction_id=values.get("interaction_id") or self.review.interaction_id,
            our_ids=picked(values["our_ids"]),
            their_ids=picked(values["their_ids"]),
            notes=decided["notes"],
            decisions=decisions_of(decided["decisions"], self.review.decisions),
            **rated,
        )

    # Inside

    def _add_fields(self) -> None:
        look, words, plan, was = self.look, self.look.words, self._plan, self.review
        day = DateEditor(look, self._desk.today, past=True)
        self.form.add("on", words.say_in("review", "On"), day, value=was.on)
        if self._meetings and was.interaction_id is None:
            held = [(each.id, self._meeting(each)) for each in self._meetings]
            none = words.say("was not on the calendar")
            self.form.add(
                "interaction_id", words.say_in("review", "Meeting"), ChoiceEditor(look, held, none=none)
            )
        ours = picker(look, plan.ours, plan.colleagues)
        theirs = picker(look, plan.theirs, plan.stakeholders)
        self.form.add("our_ids", words.say("Who of us"), ours, value=candidates(was.our_ids, plan.colleagues))
        there = candidates(was.their_ids, plan.stakeholders)
        self.form.add("their_ids", words.say("Who of theirs"), theirs, value=there)
        for name, question in zip(RATINGS, REVIEW_QUESTIONS, strict=True):
            scale = ScaleEditor(look, _SCALE, none="—")
            self.questions.add(name, words.of(question), scale, value=getattr(was, name))
        notes = LongTextEditor(look, lines=3)
        self.decided.add("notes", words.say("What was said"), notes, value=was.notes)
        hint = words.say("One a line. Money and dates are added among the decisions of the charter.")
        texts = "\n".join(each.text or "" for each in was.decisions)
        decisions = LongTextEditor(look, lines=3)
        self.decided.add("decisions", words.say("Decisions"), decisions, value=texts or None, hint=hint)

    def _meeting(self, meeting: MeetingRow) -> str:
        day = self.look.formats.full_date(meeting.starts_at.date())
        return self.look.words.say("{day}: {subject}", day=day, subject=meeting.subject)

    def _scrolled(self) -> QScrollArea:
        words = self.look.words
        held = QWidget()
        held.setProperty("ground", "page")
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, Size.GRID, 0)
        column.setSpacing(Size.GAP)
        scale = label(words.say("1 – not at all, 5 – fully"), Type.SECONDARY, "text2")
        for each in (
            self.form,
            label(words.say("Four questions"), Type.STRONG),
            scale,
            self.questions,
            self.decided,
        ):
            column.addWidget(each)
        column.addStretch(1)
        return scrolled(held, least=_HIGH)

    def _read_meeting(self) -> None:
        """Whoever takes part in a meeting of the calendar took part in the review."""
        meeting_id = self.form["interaction_id"].value()
        if meeting_id is not None:
            work = partial(review_at, self._desk.workspace, meeting_id)
            self._desk.read(self, work, self._follow_meeting, key="meeting", otherwise=self.take)

    def _follow_meeting(self, held: ReviewForm) -> None:
        plan = self._plan
        self.form["on"].set_value(held.on)
        self.form["our_ids"].set_value(candidates(held.our_ids, plan.colleagues))
        self.form["their_ids"].set_value(candidates(held.their_ids, plan.stakeholders))
        self.form.changed.emit()

    def _show_moves(self) -> None:
        sheet = MovesSheet(self._desk, self, self._plan, self._day())
        self.moves = sheet
        sheet.open()

    def _day(self) -> date:
        try:
            typed: date | None = self.form["on"].value()
        except UserError:
            typed = None
        return typed or self._desk.today()

    def _save(self) -> None:
        made = self.made()
        if made is None:
            return
        self._desk.save(
            self,
            partial(save_review, self._desk.workspace, self._plan.content.id, made),
            notice=self.look.words.say("The review is written down."),
            undoable=True,
        )


def free_reviews(desk: Desk, plan: PlanReading) -> list[MeetingRow]:
    """Business reviews of the client that began and were not written down yet."""
    taken = {each.interaction_id for each in plan.content.reviews}
    now = desk.now()
    return [
        each
        for each in list_meetings(desk.workspace, account_id=plan.content.account_id)
        if each.kind is InteractionKind.BUSINESS_REVIEW and each.id not in taken and each.starts_at <= now
    ]


def decisions_of(text: str | None, before: Sequence[ReviewDecision]) -> tuple[ReviewDecision, ...]:
    """A decision a line. One worded as before is the same; else the next that is left was reworded."""
    lines = [each.strip() for each in (text or "").splitlines() if each.strip()]
    same: dict[str, ReviewDecision] = {(each.text or "").strip(): each for each in before}
    ids: set[UUID] = {same[line].id for line in lines if line in same}
    left = [each for each in before if each.id not in ids]
    made: list[ReviewDecision] = []
    for line in lines:
        known: Any = same.pop(line, None)
        if known is None:
            known = left.pop(0) if left else ReviewDecision()
        made.append(replace(known, text=line))
    return tuple(made)
