"""The sheet of letters about promises: read, mend, copy, open in the mail program; then it is noted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kam.core.mail_links import mail_link
from kam.core.vocabulary import InteractionKind, Side
from kam.services.commitments.reminding import LANGUAGES, Letter, letters, note_reminders
from kam.ui.desk import Desk
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.dialogs import Sheet, foot_button
from kam.ui.widgets.fields import ChoiceEditor, LongTextEditor, TextEditor
from kam.ui.widgets.labels import label
from kam.ui.widgets.segmented import Choice, SegmentedControl


def _open(url: str) -> bool:
    return QDesktopServices.openUrl(QUrl.fromEncoded(url.encode("ascii")))


class LetterSheet(Sheet):
    """Shows one letter at a time. Copying it or opening it in the mail program notes the reminder."""

    def __init__(
        self,
        desk: Desk,
        page: QWidget,
        ids: Sequence[UUID],
        *,
        open_url: Callable[[str], bool] = _open,
    ) -> None:
        words = desk.look.words
        super().__init__(
            desk.look,
            page.window(),
            words.say("A letter about promises"),
            words.say("Only what the client may read stands in it. Mend it as you like before it goes."),
            primary=words.say_in("button", "Copy"),
            cancel=words.say_in("button", "Close"),
            width=620,
        )
        self._desk = desk
        self._ids = list(ids)
        self._open_url = open_url
        self._letters: tuple[Letter, ...] = ()
        self._language: str | None = None
        look = desk.look
        self.which = ChoiceEditor(look, [])
        self.which.set_name(words.say_in("letter", "To whom"))
        self.languages = SegmentedControl(
            look, [Choice(code, code.upper()) for code in LANGUAGES], words.say("Language of the letter")
        )
        self.subject = TextEditor(look)
        self.subject.set_name(words.say("Subject"))
        self.text = LongTextEditor(look, lines=12)
        self.text.set_name(words.say("Text of the letter"))
        self.address = label("", Type.SECONDARY, "text2")
        self._lay_out()
        self.mail = foot_button(look, self, words.say("Open in the mail program"), self.open_in_mail)
        self.which.changed.connect(self._show)
        self.languages.chosen.connect(self._translate)
        self.wished.connect(self.copy)
        self._read()

    def copy(self) -> None:
        """Put the text on the clipboard, and note the reminder."""
        QGuiApplication.clipboard().setText(self.text.value() or "")
        self._note(self.look.words.say("The letter is on the clipboard"))

    def open_in_mail(self) -> None:
        """Hand the letter to the mail program; what is too long for that is on the clipboard, too."""
        letter = self._letter
        if letter is None:
            return
        words = self.look.words
        link = mail_link(letter.address, self.subject.value() or "", self.text.value() or "")
        if not link.has_text:
            QGuiApplication.clipboard().setText(self.text.value() or "")
        if not self._open_url(link.url):
            self.show_fault(words.say("No mail program took the letter. Copy it instead."))
            return
        self._note(
            words.say("The letter is open in the mail program")
            if link.has_text
            else words.say("The letter is too long for the mail program: paste its text from the clipboard")
        )

    # Inside

    @property
    def _letter(self) -> Letter | None:
        at = self.which.value()
        return self._letters[at] if isinstance(at, int) and at < len(self._letters) else None

    def _lay_out(self) -> None:
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Size.GRID)
        row.addWidget(self.which, 1)
        row.addWidget(self.languages)
        for widget in (held, self.address, self.subject):
            self.add(widget)
        self.add(self.text, 1)

    def _read(self) -> None:
        work = partial(
            letters, self._desk.workspace, self._ids, as_of=self._desk.now(), language=self._language
        )
        self._desk.read(self, work, self._know, key="letters", otherwise=self.take)

    def _know(self, found: tuple[Letter, ...]) -> None:
        at = self.which.value() or 0
        self._letters = found
        words = self.look.words
        nobody = words.say("nobody named")
        self.which.set_options(
            [
                (number, words.say("{name}, {client}", name=each.to or nobody, client=each.account))
                for number, each in enumerate(found)
            ]
        )
        self.which.set_value(at if at < len(found) else 0)
        self.which.setEnabled(len(found) > 1)
        if not found:
            self.show_fault(
                words.say("These are tasks of our own: there is nothing to write about to the client.")
            )
        self.primary.setEnabled(bool(found))
        self.mail.setEnabled(bool(found))
        self._show()

    def _show(self) -> None:
        letter = self._letter
        if letter is None:
            return
        words = self.look.words
        self.languages.choose(letter.language)
        self.subject.set_value(letter.subject)
        self.text.set_value(letter.text)
        self.address.setText(
            words.say("To: {address}", address=letter.address)
            if letter.address
            else words.say("No e-mail address is known")
        )

    def _translate(self, language: str) -> None:
        self._language = language
        self._read()

    def _note(self, notice: str) -> None:
        letter = self._letter
        if letter is None:
            return
        if letter.side is Side.OURS:
            self._desk.hub.notice(notice)
            self._next()
            return
        use_case = partial(note_reminders, self._desk.workspace, letter.ids, InteractionKind.EMAIL)
        self._desk.change(self, use_case, lambda _: self._next(), otherwise=self.take, notice=notice)

    def _next(self) -> None:
        """The next letter; after the last the sheet closes."""
        self.set_busy(busy=False)
        at = self.which.value()
        if isinstance(at, int) and at + 1 < len(self._letters):
            self.which.set_value(at + 1)
            self._show()
        else:
            self.accept()
