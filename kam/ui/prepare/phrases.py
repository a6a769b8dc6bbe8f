"""The phrase book beside the questions and objections: opened, taken from, added to."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kam.core.vocabulary import InteractionKind, PhraseKind
from kam.services.preparing import PhraseRow, delete_phrase, keep_phrase, phrase_book
from kam.services.preparing.parts import ObjectionLine, QuestionLine
from kam.ui.desk import Desk
from kam.ui.prepare.editors.texts import ObjectionsEditor, QuestionsEditor
from kam.ui.prepare.library import LibrarySheet


class PhraseBook(QObject):
    """One a page."""

    def __init__(
        self, desk: Desk, over: QWidget, questions: QuestionsEditor, objections: ObjectionsEditor
    ) -> None:
        super().__init__(over)
        self._desk = desk
        self._over = over
        self._questions, self._objections = questions, objections
        self._meeting_kind = InteractionKind.MEETING
        self._language = desk.look.words.language
        self.sheet: LibrarySheet | None = None
        questions.library_wished.connect(partial(self.open, PhraseKind.QUESTION))
        objections.library_wished.connect(partial(self.open, PhraseKind.OBJECTION))
        questions.kept.connect(lambda text: self._keep(PhraseKind.QUESTION, text))
        objections.kept.connect(partial(self._keep, PhraseKind.OBJECTION))

    def show_meeting(self, kind: InteractionKind, language: str) -> None:
        """Phrases are for a kind of meeting, in the language of the paper."""
        self._meeting_kind, self._language = kind, language

    def open(self, kind: PhraseKind) -> None:
        """Show the phrases to choose from."""
        work = partial(phrase_book, self._desk.workspace, kind, self._meeting_kind, language=self._language)
        self._desk.read(self, work, partial(self._show, kind), key="phrases")

    def _show(self, kind: PhraseKind, rows: list[PhraseRow]) -> None:
        words = self._desk.look.words
        heading = (
            words.say("Good questions") if kind is PhraseKind.QUESTION else words.say("Usual objections")
        )
        sheet = LibrarySheet(self._desk.look, self._over, heading, rows)
        sheet.chosen.connect(partial(self._take, kind))
        sheet.deleted.connect(self._delete)
        self.sheet = sheet
        sheet.open()

    def _take(self, kind: PhraseKind, rows: list[PhraseRow]) -> None:
        if kind is PhraseKind.QUESTION:
            for row in rows:
                self._questions.add(None, QuestionLine(text=row.text))
            self._questions.choose()
            return
        for row in rows:
            self._objections.add(None, ObjectionLine(objection=row.text, answer=row.answer or None))
        self._objections.choose()

    def _keep(self, kind: PhraseKind, text: str, answer: str = "") -> None:
        use_case = partial(keep_phrase, self._desk.workspace, kind, text, answer or None, self._meeting_kind)
        notice = self._desk.look.words.say("Remembered for meetings of this kind.")
        self._desk.change(self, use_case, notice=notice, undoable=True)

    def _delete(self, phrase_id: UUID) -> None:
        notice = self._desk.look.words.say("The phrase is forgotten.")
        use_case = partial(delete_phrase, self._desk.workspace, phrase_id)
        self._desk.change(self, use_case, notice=notice, undoable=True)
