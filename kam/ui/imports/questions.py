"""What must be said of a file before its rows can be read, or before they can be believed."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import partial
from typing import Final, TypeAlias

from kam.services.imports import DateOrder, Question, SourcePreview
from kam.ui.imports.problem_groups import GroupFrame, SegmentsFrame
from kam.ui.imports.saying import Saying
from kam.ui.imports.work import ImportWork
from kam.ui.widgets.segmented import Choice

FrameOf: TypeAlias = Callable[[Hashable, Callable[[], GroupFrame]], GroupFrame]
"""Gives the frame of a key, made where there is none yet."""

_VAT: Final = (10, 20, 22)
"""The rates of VAT in Russia that a file may include."""


class Questions:
    """Shows each as a frame among the problems."""

    def __init__(self, work: ImportWork, saying: Saying, frame_of: FrameOf) -> None:
        self._work = work
        self._saying = saying
        self._look = saying.look
        self._frame = frame_of

    def show(self) -> list[Hashable]:
        """Show what must be said now; the keys of the frames from the top."""
        preview = self._work.preview
        if preview is None:
            return []
        words, every = self._look.words, self._look.words.say("all rows")
        keys: list[Hashable] = []
        if not preview.form_is_sure:
            what = words.say("Are these {what}?", what=self._saying.form(preview.form))
            note = words.say("The headings do not say it for certain. Choose above what the file brings.")
            keys.append(self._show_plain("form", what, every, note))
        if not preview.encoding_is_sure:
            note = words.say("The encoding is guessed. If letters are wrong, choose another above.")
            keys.append(self._show_plain("encoding", words.say("Can the text be read?"), every, note))
        if preview.missing:
            names = ", ".join(self._saying.field_name(each) for each in preview.missing)
            title = words.say("No column for: {fields}", fields=names)
            note = words.say("Choose them among the columns.")
            keys.append(self._show_plain("missing", title, "", note, is_choice=False))
        keys += [self._show_writing(question) for question in preview.questions]
        if preview.asks_vat or (preview.settled.formats.vat is not None and _has_revenue(preview)):
            keys.append(self._show_vat(preview.settled.formats.vat or 0))
        return keys

    def _show_plain(self, key: str, title: str, count: str, note: str, *, is_choice: bool = True) -> Hashable:
        """Something that is settled elsewhere on the page."""
        frame = self._frame(key, partial(GroupFrame, self._look))
        frame.show_head(title, count, is_choice=is_choice)
        frame.show_note(note, can_show=False)
        return key

    def _show_writing(self, question: Question) -> Hashable:
        """How the numbers or dates of a column are written."""
        words = self._look.words
        if question.is_date:
            title = words.say("How are the dates written in “{column}”?", column=question.heading)
            choices = [
                Choice(DateOrder.DAY_FIRST.value, self._saying.order(DateOrder.DAY_FIRST)),
                Choice(DateOrder.MONTH_FIRST.value, self._saying.order(DateOrder.MONTH_FIRST)),
            ]
        else:
            title = words.say("How are the numbers written in “{column}”?", column=question.heading)
            choices = [
                Choice(",", words.say("1 234,5 (comma)")),
                Choice(".", words.say("1,234.5 (point)")),
            ]
        key = ("question", question.heading)
        chosen = partial(self._choose_writing, "date_order" if question.is_date else "decimal")
        frame = self._frame(key, partial(SegmentsFrame, self._look, title, choices, chosen))
        frame.show_head(title, "", is_choice=True)
        row = self._look.formats.number(question.row)
        example = question.undecided.examples[0]
        frame.show_note(words.say("row {row}: {value}", row=row, value=example), can_show=False)
        if isinstance(frame, SegmentsFrame):
            frame.choose_none()
        return key

    def _choose_writing(self, what: str, code: str) -> None:
        value = DateOrder(code) if what == "date_order" else code
        choice = self._work.choice
        self._work.choose(choice.with_formats(replace(choice.formats, **{what: value})))  # type: ignore[arg-type]

    def _show_vat(self, vat: int) -> Hashable:
        words = self._look.words
        title = words.say("Revenue with VAT or without?")
        choices = [Choice("0", words.say_in("vat", "without"))]
        choices += [Choice(str(rate), self._look.formats.points(rate)) for rate in _VAT]
        frame = self._frame("vat", partial(SegmentsFrame, self._look, title, choices, self._choose_vat))
        frame.show_head(title, words.say("all rows"), is_choice=True)
        note = words.say("kam keeps revenue without VAT; what is in it is taken off.")
        frame.show_note(note, can_show=False)
        if isinstance(frame, SegmentsFrame):
            frame.show_choice(str(vat))
        return "vat"

    def _choose_vat(self, code: str) -> None:
        choice = self._work.choice
        self._work.choose(choice.with_formats(replace(choice.formats, vat=int(code))))


def _has_revenue(preview: SourcePreview) -> bool:
    return any(column.field == "revenue" for column in preview.columns)
