"""The summary letter of a meeting as a sheet: addresses, subject and text, all of it open to change."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from kam.core.file_names import clean_name
from kam.core.words import LANGUAGES
from kam.services.followup import Letter, LetterFacts, SentLetter, note_sent, read_letter, write_letter
from kam.services.followup.outgoing import as_file, as_link
from kam.ui.desk import Desk
from kam.ui.places import account_place
from kam.ui.theme.tokens import Size
from kam.ui.widgets.buttons import Button, button
from kam.ui.widgets.dialogs import FormSheet, Sheet
from kam.ui.widgets.fields import LongTextEditor, TextEditor
from kam.ui.widgets.labels import label
from kam.ui.widgets.segmented import Choice, SegmentedControl

_WIDTH: Final = 720
_LABELS: Final = 80
_LINES: Final = 16
_FIELDS: Final = ("to", "subject", "text")


def open_letter(desk: Desk, parent_widget: QWidget, account_id: UUID, interaction_id: UUID) -> LetterSheet:
    """Open the sheet with the draft of the letter about an interaction."""
    sheet = LetterSheet(desk, parent_widget, account_id, interaction_id)
    sheet.open()
    return sheet


class LetterSheet(FormSheet):
    """kam writes the draft, a person sends it: through the clipboard, a file or the mail program.

    The primary button notes that it was sent and keeps it among the account's contacts.
    """

    sent = Signal()
    """The letter was noted as sent."""

    def __init__(self, desk: Desk, parent_widget: QWidget, account_id: UUID, interaction_id: UUID) -> None:
        look, words = desk.look, desk.look.words
        super().__init__(
            look,
            parent_widget.window(),
            words.say("Summary for the client"),
            words.say("Only what the client may know is in the draft. Read it over before you send it."),
            primary=words.say_in("button", "Note as sent"),
            draft=desk.draft("followup", interaction_id, at=account_place(account_id)),
            new=False,
            width=_WIDTH,
            label_width=_LABELS,
        )
        self._desk = desk
        self._interaction_id = interaction_id
        self.facts: LetterFacts | None = None
        self._written: Letter | None = None
        self.languages = SegmentedControl(
            look,
            [Choice(code, code.upper()) for code in LANGUAGES],
            words.say("Language of the letter"),
        )
        self.languages.chosen.connect(self._rewrite)
        self.note = label("", tone="text2", wraps=True)
        self.copy = self._deed(words.say_in("button", "Copy"), "copy", self.copy_text)
        self.save = self._deed(words.say_in("button", "Save as .eml…"), "download", self.choose_file)
        self.mail = self._deed(words.say_in("button", "Open in mail"), "mail", self.open_mail)
        self.body.insertLayout(self.body.indexOf(self.form), self._head())
        self.body.addWidget(self.note)
        self.form.add("to", words.say_in("letter", "To"), TextEditor(look))
        self.form.add("subject", words.say_in("letter", "Subject"), TextEditor(look))
        self.form.add("text", words.say_in("letter", "Text"), LongTextEditor(look, lines=_LINES))
        self.wished.connect(self._note_sent)
        self._enable(on=False)
        desk.read(
            self, partial(read_letter, desk.workspace, interaction_id), self._fill, otherwise=self._refused
        )

    def letter(self) -> Letter:
        """The letter as it stands in the fields."""
        to, subject, text = (str(self.form[name].value() or "") for name in _FIELDS)
        addresses = tuple(part.strip() for part in to.replace(";", ",").split(",") if part.strip())
        return Letter(addresses, subject, text, self.facts.sender_email if self.facts else "")

    def copy_text(self) -> None:
        """Put the text on the clipboard."""
        QGuiApplication.clipboard().setText(self.letter().text)
        self._tell(self.look.words.say("The text is copied."))

    def choose_file(self) -> None:
        """Ask where the draft is to be saved."""
        words = self.look.words
        dialog = QFileDialog(self, words.say("Save the letter"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(words.say("Letters (*.eml)"))
        dialog.setDefaultSuffix("eml")
        dialog.selectFile(f"{clean_name(self.letter().subject, words.say_in('letter', 'letter'))}.eml")
        dialog.fileSelected.connect(lambda chosen: self.save_to(Path(chosen)))
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Write the draft as a file that mail programs open ready to be sent."""
        work = partial(as_file, self.letter(), path)
        self._desk.read(self, work, self._saved, otherwise=self._refused)

    def open_mail(self) -> None:
        """Hand the letter to the mail program; where it is too long for a link, its text is copied."""
        words, letter = self.look.words, self.letter()
        link, whole = as_link(letter)
        if not whole:
            QGuiApplication.clipboard().setText(letter.text)
        opened = QDesktopServices.openUrl(QUrl(link, QUrl.ParsingMode.StrictMode))
        if not opened:
            self._tell(words.say("No mail program answered. Copy the text or save it as a file."))
        elif whole:
            self._tell(words.say("The letter is open in your mail program."))
        else:
            self._tell(words.say("The letter is too long to be handed over: paste the text, it is copied."))

    # Inside

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Size.GRID)
        row.addWidget(self.languages)
        row.addStretch(1)
        for each in (self.copy, self.save, self.mail):
            row.addWidget(each)
        return row

    def _deed(self, text: str, icon: str, run: Callable[[], object]) -> Button:
        return button(self.look, text, icon=icon, compact=True, run=run)

    def _enable(self, *, on: bool) -> None:
        for each in (self.form, self.copy, self.save, self.mail, self.primary, self.languages):
            each.setEnabled(on)

    def _fill(self, facts: LetterFacts) -> None:
        self.facts = facts
        self._enable(on=True)
        language = facts.language if facts.language in LANGUAGES else LANGUAGES[0]
        self.languages.choose(language)
        self._rewrite(language)
        words, formats = self.look.words, self.look.formats
        missing = [each.name.full for each in facts.recipients if not each.email]
        if facts.sent_on is not None:
            self._tell(words.say("A summary was sent on {date}.", date=formats.full_date(facts.sent_on)))
        elif missing:
            self._tell(words.say("No e-mail address is known of {names}.", names=", ".join(missing)))
        self.form["text"].setFocus()

    def _rewrite(self, language: str) -> None:
        """The draft in another language; what was typed by hand is not lost but stays."""
        if self.facts is None:
            return
        if self._written is not None and self.form["text"].value() != self._written.text.strip():
            self._tell(self.look.words.say("You changed the text, so it stays in the language it is in."))
            return
        self._written = write_letter(self.facts, language)
        letter = self._written
        self.form.set_values(
            {"to": ", ".join(letter.to), "subject": letter.subject, "text": letter.text.strip()}
        )

    def _saved(self, path: Path) -> None:
        self._tell(self.look.words.say("The letter is in {path}.", path=path))

    def _refused(self, error: Exception) -> bool:
        return Sheet.take(self, error)

    def _tell(self, sentence: str) -> None:
        self.note.setText(sentence)

    def _note_sent(self) -> None:
        self.set_busy(busy=True)
        letter = self.letter()
        deed = partial(
            note_sent,
            self._desk.workspace,
            self._interaction_id,
            SentLetter(letter.subject, letter.text),
            now=self._desk.now(),
        )
        words = self.look.words
        self._desk.change(
            self,
            deed,
            self._noted,
            otherwise=self._refused,
            notice=words.say("The summary is noted as sent."),
            undoable=True,
        )

    def _noted(self, _letter_id: UUID) -> None:
        self.done_well()
        self.sent.emit()
