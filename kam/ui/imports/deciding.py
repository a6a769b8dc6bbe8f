"""Keeps what was decided about a file until it is written, so that mapping it is never done twice."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from kam.services.imports import decided_as_json, decided_from_json
from kam.ui.desk import Desk
from kam.ui.draft_keeper import DraftKeeper
from kam.ui.drafts import Payload
from kam.ui.imports.remembering import Remembering
from kam.ui.imports.work import ImportWork
from kam.ui.places import IMPORTS
from kam.ui.widgets.restored_note import RestoredNote


class Deciding(QObject):
    """The draft of the import that is going on: the file's path, its columns and the answers, no rows."""

    def __init__(self, desk: Desk, work: ImportWork, remembering: Remembering, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._remembering = remembering
        self._asked = False
        self._name: str | None = None
        self.note = RestoredNote(desk.look)
        title = desk.look.words.say("Import")
        self.keeper = DraftKeeper(desk.draft("import", at=IMPORTS), title, self.contents, self)
        self.note.discarded.connect(self._discard)
        work.changed.connect(self._changed)
        remembering.name.textEdited.connect(self.keeper.touch)

    def contents(self) -> Payload | None:
        """What was decided; None while nothing is."""
        work = self._work
        if work.source is None or not work.is_decided:
            return None
        decided = decided_as_json(work.choice, work.answers)
        name = self._remembering.name.text() if self._name is None else self._name
        return {"path": str(work.source.path), "name": name, "decided": decided}

    def bring_back(self) -> None:
        """Go on with the file of another run, once; a file that is open already stays."""
        if not self._asked:
            self._asked = True
            self.keeper.ask(self._restore)

    def name_again(self) -> None:
        """The columns are called again as they were to be called."""
        if self._name is not None:
            self._remembering.name.setText(self._name)
            self._name = None

    def end(self) -> None:
        """It is written, or given up."""
        self.note.hide()
        self.keeper.drop()

    def _restore(self, contents: Payload, moment: str) -> None:
        decided = decided_from_json(contents.get("decided") or {})
        if decided is None or self._work.source is not None or self._work.is_looking:
            return
        self._name = str(contents.get("name", ""))
        self.note.tell(moment)
        self._work.resume(Path(str(contents.get("path", ""))), *decided)

    def _discard(self) -> None:
        self.end()
        self._work.clear()
        self._work.changed.emit()

    def _changed(self) -> None:
        """A file that cannot be read keeps its draft: it may be on a disk that is away."""
        if self._work.source is not None:
            self.keeper.touch()
