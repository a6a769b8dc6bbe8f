"""Letters that ask for an answer: read over, copied, saved as drafts or opened in the mail program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from kam.core.file_names import clean_name
from kam.core.words import LANGUAGES
from kam.services.followup import Letter
from kam.services.followup.outgoing import as_file, as_link
from kam.services.surveys.texts import SurveyLetter, save_letters, survey_letters
from kam.ui.desk import Desk
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.dialogs import Sheet, foot_button
from kam.ui.widgets.fields import ChoiceEditor, LongTextEditor, TextEditor
from kam.ui.widgets.labels import label
from kam.ui.widgets.segmented import Choice, SegmentedControl

INVITATION, REMINDER = "invitation", "reminder"
_OWN: Final = "own"
_WIDTH: Final = 760


def _open(url: str) -> bool:
    return QDesktopServices.openUrl(QUrl(url, QUrl.ParsingMode.StrictMode))


class SurveyLettersSheet(Sheet):
    """Shows one letter at a time; nothing is sent by us, and nothing is noted."""

    def __init__(
        self, desk: Desk, page: QWidget, answers: Sequence[UUID], *, open_url: Callable[[str], bool] = _open
    ) -> None:
        look, words = desk.look, desk.look.words
        super().__init__(
            look,
            page.window(),
            words.say("Letters that ask for an answer"),
            words.say("Each in the language of its reader. The title of the survey stands in none of them."),
            primary=words.say_in("button", "Copy"),
            cancel=words.say_in("button", "Close"),
            width=_WIDTH,
        )
        self._desk = desk
        self._answers = list(answers)
        self._open_url = open_url
        self.letters: tuple[SurveyLetter, ...] = ()
        self.chooser: QFileDialog | None = None
        self.which = ChoiceEditor(look, [])
        self.which.set_name(words.say_in("letter", "To whom"))
        self.kinds = SegmentedControl(
            look,
            [
                Choice(INVITATION, words.say_in("survey", "Invitation")),
                Choice(REMINDER, words.say_in("survey", "Reminder")),
            ],
            words.say("Which letter"),
        )
        own = words.say_in("survey", "of the reader")
        self.languages = SegmentedControl(
            look,
            [Choice(_OWN, own), *(Choice(code, code.upper()) for code in LANGUAGES)],
            words.say("Language of the letter"),
        )
        self.address = label("", Type.SECONDARY, "text2")
        self.subject = TextEditor(look)
        self.subject.set_name(words.say("Subject"))
        self.text = LongTextEditor(look, lines=15)
        self.text.set_name(words.say("Text of the letter"))
        self._lay_out()
        self.all = foot_button(look, self, words.say("All as .eml…"), self.ask_folder)
        self.save = foot_button(look, self, words.say_in("button", "Save as .eml…"), self.ask_file)
        self.mail = foot_button(look, self, words.say("Open in the mail program"), self.open_in_mail)
        self.which.changed.connect(self._show)
        self.languages.chosen.connect(lambda _: self._read())
        self.kinds.chosen.connect(lambda _: self._read())
        self.wished.connect(self.copy)
        self._read()

    def letter(self) -> Letter | None:
        """The letter as it stands in the fields."""
        found = self._found
        if found is None:
            return None
        whole = found.letter
        return Letter(whole.to, self.subject.value() or "", self.text.value() or "", whole.sender)

    def copy(self) -> None:
        """Put the text on the clipboard and go on to the next letter."""
        QGuiApplication.clipboard().setText(self.text.value() or "")
        self._desk.hub.notice(self.look.words.say("The letter is on the clipboard"))
        self.set_busy(busy=False)
        at = self.which.value()
        if isinstance(at, int) and at + 1 < len(self.letters):
            self.which.set_value(at + 1)
            self._show()

    def open_in_mail(self) -> None:
        """Hand the letter to the mail program; what is too long for that is on the clipboard, too."""
        letter = self.letter()
        if letter is None:
            return
        words = self.look.words
        link, whole = as_link(letter)
        if not whole:
            QGuiApplication.clipboard().setText(letter.text)
        if not self._open_url(link):
            self.show_fault(words.say("No mail program took the letter. Copy it instead."))
        elif whole:
            self._desk.hub.notice(words.say("The letter is open in the mail program"))
        else:
            self._desk.hub.notice(
                words.say("The letter is too long for the mail program: paste its text from the clipboard")
            )

    def ask_file(self) -> None:
        """Ask under which name this letter goes."""
        found = self._found
        if found is None:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        file = clean_name(f"{found.to} {found.account}.eml", "letter.eml")
        chooser = QFileDialog(self, self.look.words.say("Save the letter"), str(Path(folder, file)))
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix("eml")
        chooser.selectFile(file)
        chooser.fileSelected.connect(lambda path: self.save_to(Path(path)))
        self._choose(chooser)

    def save_to(self, path: Path) -> None:
        """Write the letter as it stands in the fields."""
        letter = self.letter()
        if letter is not None:
            self._desk.read(self, partial(as_file, letter, path), self._told, otherwise=self.take)

    def ask_folder(self) -> None:
        """Ask where all letters go."""
        chooser = QFileDialog(self, self.look.words.say("Where the letters go"))
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.setOption(QFileDialog.Option.ShowDirsOnly)
        chooser.fileSelected.connect(lambda folder: self.save_all(Path(folder)))
        self._choose(chooser)

    def save_all(self, folder: Path) -> None:
        """Write every letter as it was drafted, a file each."""
        letters, words = self.letters, self.look.words

        def told(saved: list[Path]) -> None:
            text = words.say_many(
                "{count} letter saved in {folder}", "{count} letters saved in {folder}", len(saved),
                folder=folder,
            )  # fmt: skip
            self._desk.hub.notice(text)

        self._desk.read(self, partial(save_letters, letters, folder), told, otherwise=self.take)

    # Inside

    @property
    def _found(self) -> SurveyLetter | None:
        at = self.which.value()
        return self.letters[at] if isinstance(at, int) and at < len(self.letters) else None

    def _lay_out(self) -> None:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Size.GRID)
        row.addWidget(self.which, 1)
        row.addWidget(self.kinds)
        row.addWidget(self.languages)
        for widget in (head, self.address, self.subject):
            self.add(widget)
        self.add(self.text, 1)

    def _choose(self, chooser: QFileDialog) -> None:
        chooser.finished.connect(chooser.deleteLater)
        self.chooser = chooser
        chooser.open()

    def _read(self) -> None:
        language = self.languages.current
        work = partial(
            survey_letters,
            self._desk.workspace,
            self._answers,
            language=None if language in {None, _OWN} else language,
            reminder=self.kinds.current == REMINDER,
        )
        self._desk.read(self, work, self._know, key="survey letters", otherwise=self.take)

    def _know(self, found: tuple[SurveyLetter, ...]) -> None:
        at = self.which.value() or 0
        self.letters = found
        words = self.look.words
        self.which.set_options(
            [
                (number, words.say("{name}, {client}", name=each.to, client=each.account))
                for number, each in enumerate(found)
            ]
        )
        self.which.set_value(at if at < len(found) else 0)
        self.which.setEnabled(len(found) > 1)
        if not found:
            self.show_fault(words.say("Nobody is left to write to."))
        for each in (self.primary, self.mail, self.save, self.all):
            each.setEnabled(bool(found))
        self.all.setVisible(len(found) > 1)
        self._show()

    def _show(self) -> None:
        found = self._found
        if found is None:
            return
        words = self.look.words
        self.subject.set_value(found.subject)
        self.text.set_value(found.text)
        self.address.setText(
            words.say("To: {address}", address=found.address)
            if found.address
            else words.say("No e-mail address is known")
        )

    def _told(self, path: Path) -> None:
        self._desk.hub.notice(self.look.words.say("Saved as {path}.", path=path))
