"""Letters of a complaint: that we have it, and the answer of substance. kam writes, a person sends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kam.core.vocabulary import ComplaintStage, InteractionKind
from kam.core.words import LANGUAGES
from kam.services.capturing.context import read_context
from kam.services.complaints.correspondence import acknowledgement_text, answer_text, record_answer
from kam.services.complaints.drafts import AnswerDraft, StageMove
from kam.services.complaints.record import read_record
from kam.services.complaints.stages import move_to_stage
from kam.services.followup import Letter
from kam.services.followup.outgoing import as_link
from kam.ui.complaints.moment_editor import MomentEditor
from kam.ui.desk import Desk
from kam.ui.places import complaint_place
from kam.ui.theme.tokens import Size
from kam.ui.widgets.buttons import button
from kam.ui.widgets.dialogs import FormSheet, Sheet
from kam.ui.widgets.fields import ChoiceEditor, LongTextEditor, TextEditor, YesNoEditor, options_of
from kam.ui.widgets.labels import label
from kam.ui.widgets.segmented import Choice, SegmentedControl

if TYPE_CHECKING:
    from kam.services.complaints.rows import ComplaintRecord
    from kam.ui.complaints.deeds import Shown

_WIDTH: Final = 680
_LABELS: Final = 110
_KINDS: Final = (
    InteractionKind.EMAIL,
    InteractionKind.CALL,
    InteractionKind.MEETING,
    InteractionKind.MESSENGER,
    InteractionKind.SITE_VISIT,
)


@dataclass(frozen=True, slots=True)
class _Letter:
    """What the sheet begins with."""

    subject: str
    text: str
    address: str
    raised_by_id: UUID | None
    language: str | None


class LetterSheet(FormSheet):
    """A text ready to be read over: copied or handed to the mail program, then noted in the record."""

    def __init__(
        self, desk: Desk, over: QWidget, card: Shown, *, code: str, heading: str, sentence: str, primary: str
    ) -> None:
        from kam.ui.complaints.deeds import heading_of

        words = desk.look.words
        super().__init__(
            desk.look,
            over.window(),
            heading,
            f"{heading_of(card)}. {sentence}",
            primary=primary,
            draft=desk.draft(f"complaint.{code}", card.id, at=complaint_place(card.id)),
            new=False,
            label_width=_LABELS,
            width=_WIDTH,
        )
        self._desk = desk
        self._card = card
        self._written: _Letter | None = None
        self.languages = SegmentedControl(
            desk.look,
            [Choice(code, code.upper()) for code in LANGUAGES],
            words.say("Language of the letter"),
        )
        self.languages.choose_none()
        self.languages.chosen.connect(self._read)
        self.copy = self._deed(words.say_in("button", "Copy"), "copy", self.copy_text)
        self.mail = self._deed(words.say_in("button", "Open in mail"), "mail", self.open_mail)
        self.note = label("", tone="text2", wraps=True)
        self.body.insertLayout(self.body.indexOf(self.form), self._head())
        self.body.addWidget(self.note)
        self._add_fields()
        self.wished.connect(self._note)
        self._read(None)

    def copy_text(self) -> None:
        """Put the text on the clipboard."""
        QGuiApplication.clipboard().setText(str(self.form["text"].value() or ""))
        self.note.setText(self.look.words.say("The text is copied."))

    def open_mail(self) -> None:
        """Hand the letter to the mail program; where it is too long for a link, its text is copied."""
        words = self.look.words
        to, subject, text = (str(self.form[name].value() or "") for name in ("to", "subject", "text"))
        link, whole = as_link(Letter((to,) if to else (), subject, text))
        if not whole:
            QGuiApplication.clipboard().setText(text)
        if not QDesktopServices.openUrl(QUrl(link, QUrl.ParsingMode.StrictMode)):
            told = words.say("No mail program answered. Copy the text or save it as a file.")
        elif whole:
            told = words.say("The letter is open in your mail program.")
        else:
            told = words.say("The letter is too long to be handed over: paste the text, it is copied.")
        self.note.setText(told)

    # For subclasses

    def _add_fields(self) -> None:
        look, words = self.look, self.look.words
        self.form.add("to", words.say_in("letter", "To"), TextEditor(look))
        self.form.add("subject", words.say_in("letter", "Subject"), TextEditor(look))
        self.form.add("text", words.say_in("letter", "Text"), LongTextEditor(look, lines=11))

    def _text(self, language: str | None) -> tuple[str, str]:
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC

    def _note(self) -> None:
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC

    # Inside

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Size.GRID)
        row.addWidget(self.languages)
        row.addStretch(1)
        row.addWidget(self.copy)
        row.addWidget(self.mail)
        return row

    def _deed(self, text: str, icon: str, run: Callable[[], object]) -> QWidget:
        return button(self.look, text, icon=icon, compact=True, run=run)

    def _read(self, language: str | None) -> None:
        def work() -> _Letter:
            subject, text = self._text(language)
            desk = self._desk
            record = read_record(desk.workspace, self._card.id, as_of=desk.now())
            return _Letter(subject, text, _address(desk, record), record.raised_by_id, language)

        self._desk.read(self, work, self._fill, key="letter", otherwise=self._unreadable)

    def _fill(self, letter: _Letter) -> None:
        changed = self._written is not None and self.form["text"].value() != self._written.text.strip()
        if changed:
            words = self.look.words
            self.note.setText(words.say("You changed the text, so it stays in the language it is in."))
            return
        first = self._written is None
        self._written = letter
        self.languages.choose(letter.language or language_of(letter.text))
        words = self.look.words
        self.note.setText("" if letter.address else words.say("No e-mail address is known"))
        to = letter.address or self.form["to"].value()
        self.form.set_values({"to": to, "subject": letter.subject, "text": letter.text.strip()})
        if first:
            self.form["text"].setFocus()

    def _unreadable(self, error: Exception) -> bool:
        return Sheet.take(self, error)

    def _answer(self, *, of_substance: bool) -> AnswerDraft:
        values: dict[str, Any] = self.form.values() or {}
        return AnswerDraft(
            text=values["text"] or "",
            at=values.get("at"),
            kind=values.get("kind") or InteractionKind.EMAIL,
            subject=values["subject"] or "",
            to_id=self._written.raised_by_id if self._written is not None else None,
            of_substance=of_substance,
        )


class AcknowledgementSheet(LetterSheet):
    """Says that we have the complaint, under which number, and when we answer."""

    def __init__(self, desk: Desk, over: QWidget, card: Shown) -> None:
        words = desk.look.words
        super().__init__(
            desk,
            over,
            card,
            code="acknowledge",
            heading=words.say("Acknowledge the complaint"),
            sentence=words.say("Only what the client may know is in the text."),
            primary=words.say("Note as acknowledged"),
        )

    def _text(self, language: str | None) -> tuple[str, str]:
        return acknowledgement_text(self._desk.workspace, self._card.id, language=language)

    def _note(self) -> None:
        draft = self._answer(of_substance=False)
        self.set_busy(busy=True)
        self._desk.change(
            self,
            partial(record_answer, self._desk.workspace, self._card.id, draft),
            lambda _: self._move(),
            otherwise=self.take,
        )

    def _move(self) -> None:
        """The letter is kept; now the stage, unless the complaint has come further already."""
        words = self.look.words
        if self._card.stage is not ComplaintStage.RECEIVED:
            self.done_well()
            return
        move = partial(
            move_to_stage, self._desk.workspace, self._card.id, StageMove(ComplaintStage.ACKNOWLEDGED)
        )
        told = words.say("{number}: acknowledged to the client", number=self._card.number)
        self._desk.save(self, move, notice=told, undoable=True)


class AnswerSheet(LetterSheet):
    """An answer of substance stops the clock of the first response; a question does not."""

    def __init__(self, desk: Desk, over: QWidget, card: Shown) -> None:
        words = desk.look.words
        super().__init__(
            desk,
            over,
            card,
            code="answer",
            heading=words.say("Answer the client"),
            sentence=words.say("Nothing internal is in the text. Read it over before you send it."),
            primary=words.say("Note as sent"),
        )

    def _add_fields(self) -> None:
        super()._add_fields()
        look, words = self.look, self.look.words
        kinds = ChoiceEditor(look, options_of(look, _KINDS))
        self.form.add("kind", words.say_in("complaint", "How"), kinds, value=InteractionKind.EMAIL)
        at = MomentEditor(look, self._desk.today)
        self.form.add("at", words.say_in("complaint", "When"), at)
        self.substance = YesNoEditor(
            look, words.say("An answer of substance: it stops the clock of the first response")
        )
        self.form.add("of_substance", words.say_in("complaint", "What it is"), self.substance, value=True)

    def _text(self, language: str | None) -> tuple[str, str]:
        return answer_text(self._desk.workspace, self._card.id, language=language)

    def _note(self) -> None:
        draft = self._answer(of_substance=self.substance.value())
        told = self.look.words.say("{number}: the answer is noted", number=self._card.number)
        self._desk.save(
            self,
            partial(record_answer, self._desk.workspace, self._card.id, draft),
            notice=told,
            undoable=True,
        )


def language_of(text: str) -> str:
    """The language a text of ours is in, by its letters."""
    return "ru" if any("а" <= sign.casefold() <= "я" for sign in text) else "en"


def _address(desk: Desk, record: ComplaintRecord) -> str:
    """The e-mail address of whoever raised the complaint, where it is known."""
    if record.raised_by_id is None:
        return ""
    context = read_context(desk.workspace, record.account_id, as_of=desk.now())
    emails = next((each.emails for each in context.people if each.id == record.raised_by_id), ())
    return emails[0] if emails else ""
