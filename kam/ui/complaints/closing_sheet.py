"""Closing with the client: the summary they got, what they say to it, and a touch afterwards."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kam.core.field_errors import FieldErrors
from kam.core.vocabulary import Attitude, InteractionKind
from kam.services.complaints.closing import close_with_client, closing_draft
from kam.services.complaints.drafts import Closing, FollowUp
from kam.ui.complaints.moment_editor import MomentEditor
from kam.ui.desk import Desk
from kam.ui.places import complaint_place
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.dialogs import Sheet, foot_button
from kam.ui.widgets.fields import (
    ChoiceEditor,
    DateEditor,
    Form,
    LongTextEditor,
    ScaleEditor,
    TextEditor,
    YesNoEditor,
    options_of,
)
from kam.ui.widgets.labels import label

if TYPE_CHECKING:
    from kam.ui.complaints.deeds import Shown

_WIDTH: Final = 940
_LABELS: Final = 128
_STEPS: Final = (1, 2, 3, 4, 5)
_SENT_BY: Final = (InteractionKind.EMAIL, InteractionKind.MEETING, InteractionKind.CALL)
_TOUCHES: Final = (InteractionKind.CALL, InteractionKind.MEETING, InteractionKind.SITE_VISIT)


class ClosingSheet(Sheet):
    """Without the client's word it closes only with a reason."""

    def __init__(self, desk: Desk, over: QWidget, card: Shown) -> None:
        from kam.ui.complaints.deeds import heading_of

        words = desk.look.words
        super().__init__(
            desk.look,
            over.window(),
            words.say("Close the complaint with the client"),
            heading_of(card),
            primary=words.say("Close the complaint"),
            width=_WIDTH,
        )
        self._desk = desk
        self._card = card
        self._base = Closing()
        self.summary_form = Form(desk.look, label_width=0, new=True)
        self.word_form = Form(desk.look, label_width=_LABELS, new=True)
        self._fill_summary()
        self._fill_word()
        self._lay_out()
        self.keep_draft(
            desk.draft("complaint.close", card.id, at=complaint_place(card.id)),
            {"summary": self.summary_form, "word": self.word_form},
        )
        self.wished.connect(self._close)
        work = partial(closing_draft, desk.workspace, card.id, as_of=desk.now())
        desk.read(self, work, self._begin, otherwise=self.take)

    def is_changed(self) -> bool:
        """Whether anything was typed."""
        return self.summary_form.is_changed() or self.word_form.is_changed()

    def take(self, error: Exception) -> bool:
        """Say beside the fields what was refused."""
        if not isinstance(error, FieldErrors):
            return super().take(error)
        self.set_busy(busy=False)
        here = [each for each in error.errors if each.field in self.summary_form.fields]
        rest = [each for each in error.errors if each not in here]
        if here:
            self.summary_form.take(FieldErrors(here))
        if rest:
            self.word_form.take(FieldErrors(rest))
        return True

    def _fill_summary(self) -> None:
        look, words, form = self.look, self.look.words, self.summary_form
        self.text = LongTextEditor(look, lines=14)
        form.add("summary", words.say_in("complaint", "What was written to the client"), self.text)
        form.add(
            "kind",
            words.say_in("complaint", "How"),
            ChoiceEditor(look, options_of(look, _SENT_BY)),
            value=InteractionKind.EMAIL,
        )
        form.add(
            "sent_on", words.say_in("complaint", "Sent on"), DateEditor(look, self._desk.today, past=True)
        )

    def _fill_word(self) -> None:
        look, words, form = self.look, self.look.words, self.word_form
        none = words.say_in("scale", "not asked")
        form.add(
            "satisfaction",
            words.say_in("complaint", "How satisfied, 1–5"),
            ScaleEditor(look, _STEPS, none=none),
        )
        scale = list(Attitude)
        form.add(
            "attitude_before",
            words.say_in("complaint", "Attitude before"),
            ScaleEditor(look, scale, none=none),
        )
        form.add(
            "attitude_after", words.say_in("complaint", "Attitude after"), ScaleEditor(look, scale, none=none)
        )
        form.add("evidence", words.say_in("complaint", "By what we know it"), TextEditor(look))
        form.add(
            "reason",
            words.say_in("complaint", "Without their word: why"),
            TextEditor(look),
            hint=words.say("A complaint without the client's word is closed only with a reason."),
        )
        self.touch = YesNoEditor(look, words.say("Ask later whether everything is all right"))
        form.add("follow", words.say_in("complaint", "A touch afterwards"), self.touch, value=True)
        touches = ChoiceEditor(look, options_of(look, _TOUCHES))
        form.add("follow_up.kind", words.say_in("complaint", "Which"), touches, value=InteractionKind.CALL)
        at = MomentEditor(look, self._desk.today, past=False, placeholder=words.say("in two weeks"))
        form.add("follow_up.at", words.say_in("complaint", "When"), at)
        self.touch.changed.connect(self._show_touch)

    def _lay_out(self) -> None:
        words = self.look.words
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Size.PAGE_MARGIN)
        left = QVBoxLayout()
        left.addWidget(label(words.say("The summary"), Type.STRONG))
        self.copy = foot_button(self.look, self, words.say("Copy the summary"), self.copy_text)
        self.copied = label("", Type.SECONDARY, "text2")
        self.left.addWidget(self.copied)
        left.addWidget(self.summary_form, 1)
        right = QVBoxLayout()
        right.addWidget(label(words.say("The client's word"), Type.STRONG))
        right.addWidget(self.word_form)
        right.addStretch(1)
        row.addLayout(left, 1)
        row.addLayout(right, 1)
        self.add(held)

    def copy_text(self) -> None:
        """Put the summary on the clipboard."""
        QGuiApplication.clipboard().setText(self.text.value() or "")
        self.copied.setText(self.look.words.say("copied"))

    def _begin(self, base: Closing) -> None:
        self._base = base
        self.summary_form.set_values(
            {"summary": base.summary or None, "sent_on": base.sent_on, "kind": base.kind}
        )
        touch = base.follow_up
        self.word_form.set_values(
            {
                "satisfaction": base.satisfaction,
                "attitude_before": base.attitude_before,
                "attitude_after": base.attitude_after,
                "follow": touch is not None,
                "follow_up.kind": touch.kind if touch is not None else InteractionKind.CALL,
                "follow_up.at": touch.at if touch is not None else None,
            }
        )
        self._show_touch()

    def _show_touch(self) -> None:
        for name in ("follow_up.kind", "follow_up.at"):
            self.word_form.fields[name].setVisible(self.touch.value())

    def _close(self) -> None:
        summary, word = self.summary_form.values(), self.word_form.values()
        if summary is None or word is None:
            return
        words = self.look.words
        self._desk.save(
            self,
            partial(close_with_client, self._desk.workspace, self._card.id, self._closing(summary, word)),
            notice=words.say("{number}: closed with the client", number=self._card.number),
            undoable=True,
        )

    def _closing(self, summary: dict[str, Any], word: dict[str, Any]) -> Closing:
        touch = None
        if word["follow"]:
            base = self._base.follow_up
            at = word["follow_up.at"] or (base.at if base is not None else None)
            if at is not None:
                touch = replace(base or FollowUp(at), at=at, kind=word["follow_up.kind"])
        return replace(
            self._base,
            summary=summary["summary"] or "",
            sent_on=summary["sent_on"],
            kind=summary["kind"],
            satisfaction=word["satisfaction"],
            attitude_before=word["attitude_before"],
            attitude_after=word["attitude_after"],
            evidence=word["evidence"] or "",
            reason=word["reason"] or "",
            follow_up=touch,
        )
