"""What is dropped or pasted: a letter fills the window, other files are kept with the contact."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from kam.analysis.capture.names import Names
from kam.core.vocabulary import Direction, InteractionKind
from kam.services.capturing.letters import ReadLetter, read_letter_file, read_letter_text
from kam.services.capturing.rows import CaptureFile
from kam.ui.capture.files import as_capture_file, is_letter
from kam.ui.capture.known import Known

if TYPE_CHECKING:
    from kam.ui.capture.window import CaptureWindow


class Enclosures(QObject):
    """The letter that is recorded, if it is one, and the files that go with the contact."""

    changed = Signal()
    faulty = Signal(object)
    """Sentences by the field they stand beside."""

    def __init__(self, window: CaptureWindow, known: Known, refused: Callable[[Exception], bool]) -> None:
        super().__init__(window)
        self._desk = window.desk
        self._head = window.head
        self._editor = window.editor
        self._known = known
        self._row = window.files
        self._refused = refused
        self.letter: ReadLetter | None = None
        self.files: list[CaptureFile] = []
        self._editor.letter_pasted.connect(self._paste)
        self._row.removed.connect(self._drop)

    @property
    def subject(self) -> str:
        """What the letter is about."""
        return self.letter.letter.subject if self.letter else ""

    @property
    def direction(self) -> Direction | None:
        """Who wrote to whom."""
        return self.letter.direction if self.letter else None

    @property
    def external_id(self) -> str | None:
        """By what the same letter is known again."""
        return (self.letter.letter.message_id or None) if self.letter else None

    def take(self, paths: Sequence[Path]) -> None:
        """Letters fill the window, photographs and other files are kept with the contact."""
        for path in paths:
            if is_letter(path):
                self._read(path, self._take_letter)
            else:
                self._add([as_capture_file(path)])

    def put_back(self, paths: Sequence[Path], letter: Path | None) -> None:
        """What a draft kept; it names the file of its letter, what is inside that is read anew."""
        self.files = [as_capture_file(path) for path in paths]
        self._row.show_files(self.files)
        if letter is not None:
            self._read(letter, self._attach)

    def clear(self) -> None:
        """No letter and no files."""
        self.letter = None
        self.files = []
        self._row.show_files([])

    def _read(self, path: Path, then: Callable[[ReadLetter], None]) -> None:
        work = partial(read_letter_file, self._desk.workspace, path)
        self._desk.read(self, work, then, otherwise=self._refused)

    def _attach(self, letter: ReadLetter) -> None:
        self.letter = letter
        self._add([each for each in letter.files if each.path is None])

    def _paste(self, text: str) -> None:
        def read(letter: ReadLetter | None) -> None:
            if letter is None:
                self._editor.insertPlainText(text)
            else:
                self._take_letter(letter)

        self._desk.read(self, partial(read_letter_text, self._desk.workspace, text), read)

    def _take_letter(self, letter: ReadLetter) -> None:
        if letter.known_as is not None:
            words = self._desk.look.words
            said = words.say("This letter was recorded before: “{subject}”.", subject=letter.known_as)
            self.faulty.emit({"": said})
            return
        self.letter = letter
        self._head.kinds.show_kind(InteractionKind.EMAIL)
        if letter.account_id is not None and not self._known.of_account(letter.account_id):
            self._known.read(letter.account_id, partial(self._fill, letter))
        else:
            self._fill(letter)

    def _fill(self, letter: ReadLetter) -> None:
        head = self._head
        self._known.take_none_planned()
        if self._known.context is not None:
            head.people.set_value(self._correspondents(letter))
        head.kinds.show_kind(InteractionKind.EMAIL)
        if letter.letter.sent_at is not None:
            local = letter.letter.sent_at.astimezone(self._desk.zone).replace(tzinfo=None, second=0)
            head.show_when(local, None)
        self._editor.set_text(letter.letter.body)
        self._add(list(letter.files))

    def _correspondents(self, letter: ReadLetter) -> list[Any]:
        """Who is known by address; the others as guests by name."""
        context = self._known.context
        assert context is not None  # noqa: S101 - asked before
        known = {email: each.id for each in context.people for email in each.emails}
        known |= {each.email: each.id for each in context.colleagues if each.email}
        found = []
        for each in letter.letter.everybody:
            identity = known.get(each.address) if each.address else _by_name(context.names, each.name)
            found += (
                self._head.candidates([identity])
                if identity
                else [self._head.guest(each.name or each.address)]
            )
        return found

    def _add(self, files: list[CaptureFile]) -> None:
        self.files += files
        self._row.show_files(self.files)
        self.changed.emit()

    def _drop(self, number: int) -> None:
        del self.files[number]
        self._row.show_files(self.files)
        self.changed.emit()


def _by_name(names: Names, name: str) -> UUID | None:
    """Who alone is called so."""
    found = {each.known.id for each in names.find(name) if each.known.who.is_person}
    return found.pop() if len(found) == 1 else None
