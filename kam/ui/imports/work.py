"""The import that is going on: the file, how it is read, what was decided, what the last check found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from kam.core.changes import Outcome
from kam.core.errors import UserError
from kam.jobs import Cancelled, Lane, Progress, Standing
from kam.services.imports import (
    Answer,
    Answers,
    DryRun,
    ImportChoice,
    ImportReport,
    SourceFile,
    SourcePreview,
    dry_run,
    open_source,
    preview_source,
    run_import,
)
from kam.ui.desk import Desk

T = TypeVar("T")


class ImportWork(QObject):
    """Asks the use cases one after another; whatever is said anew overtakes what is still being asked."""

    changed = Signal()
    """Something of it is different: whoever shows it looks anew."""
    progressed = Signal(object)
    """How far the check is, as a ``Standing``."""
    written = Signal(object)
    """The import is done: its ``ImportReport``."""
    stopped = Signal()
    """The import was cancelled; nothing was written."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._progress: Progress | None = None
        self.clear()

    def clear(self) -> None:
        """No file any more."""
        self._give_up()
        self.name = ""
        self.source: SourceFile | None = None
        self.choice = ImportChoice()
        self.preview: SourcePreview | None = None
        self.answers = Answers()
        self.is_decided = False
        """Whether the user has decided anything: what the file and the workspace tell is no loss."""
        self._is_resumed = False
        self.checked: DryRun | None = None
        self.trouble: UserError | None = None
        self.is_looking = False
        self.is_checking = False
        self.is_writing = False

    # What is wished

    def open(self, path: Path) -> None:
        """Read a file and look it through."""
        self.clear()
        self.name = path.name
        self.is_looking = True
        self.changed.emit()
        self._ask(partial(open_source, path), self._opened)

    def resume(self, path: Path, choice: ImportChoice, answers: Answers) -> None:
        """Read a file again about which this was decided before."""
        self.clear()
        self.choice, self.answers = choice, answers
        self.is_decided = self._is_resumed = True
        self.name = path.name
        self.is_looking = True
        self.changed.emit()
        self._ask(partial(open_source, path), self._opened)

    def choose(self, choice: ImportChoice) -> None:
        """Read the file in another way."""
        self.is_decided = True
        self.choice = choice
        self._look()

    def answer(self, answers: Answers) -> None:
        """Decide about rows in another way."""
        self.is_decided = True
        self.answers = answers
        self._check()

    def answer_names(self, field: str, answers: dict[str, Answer | None]) -> None:
        """Decide what names mean; None takes a decision back."""
        names = dict(self.answers.names)
        for text, answer in answers.items():
            if answer is None:
                names.pop((field, text), None)
            else:
                names[field, text] = answer
        self.answer(replace(self.answers, names=names))

    def answer_cells(self, field: str, answers: dict[str, str | None]) -> None:
        """Decide what cells are read as; None takes a decision back."""
        cells = dict(self.answers.cells)
        for text, instead in answers.items():
            if instead is None:
                cells.pop((field, text), None)
            else:
                cells[field, text] = instead
        self.answer(replace(self.answers, cells=cells))

    def again(self) -> None:
        """The workspace changed: look at the file with its eyes."""
        if self.source is not None and not self.is_writing:
            self._look()

    def write(self, title: str, remember: str) -> None:
        """Carry it out, as it was checked last."""
        if self.source is None or self.preview is None or self.checked is None:
            return
        self._give_up()
        self.is_writing = True
        self.changed.emit()
        # What was seen is what is written, whatever is clicked meanwhile.
        work = partial(
            run_import,
            self._desk.workspace,
            self.source,
            self.preview,
            self.answers,
            self.checked,
            remember=remember,
        )
        self._desk.jobs.run_long(
            self,
            title,
            partial(_unless_stopped, work),
            self._done,
            lane=Lane.WRITE,
            otherwise=self._not_written,
        )

    # What comes back

    def _opened(self, source: SourceFile) -> None:
        self.source = source
        self._look()

    def _look(self) -> None:
        if self.source is None:
            return
        self._give_up()
        self.is_looking = True
        self.checked = None
        self.changed.emit()
        work = partial(preview_source, self._desk.workspace, self.source, self.choice)
        self._ask(work, self._looked)

    def _looked(self, preview: SourcePreview) -> None:
        self.is_looking = False
        self.trouble = None
        self.preview = preview
        self.choice = preview.choice
        names = {**preview.suggested, **self.answers.names}
        self.answers = replace(self.answers, names=names)
        resumed, self._is_resumed = self._is_resumed, False
        if preview.applied is not None and not self.answers.cells and not resumed:
            applied = preview.applied
            self.answers = replace(
                self.answers, last_of_repeats=applied.last_of_repeats, missing=applied.missing
            )
        self._check()

    def _check(self) -> None:
        self._give_up()
        preview, source = self.preview, self.source
        if preview is None or source is None or not preview.can_be_read:
            self.checked = None
            self.changed.emit()
            return
        self.is_checking = True
        self.changed.emit()
        progress = self._progress = Progress("", self.progressed.emit)
        tell = partial(_tell, progress)
        work = partial(dry_run, self._desk.workspace, source, preview.settled, self.answers, tell)
        self._ask(work, self._checked)

    def _checked(self, found: DryRun) -> None:
        self.is_checking = False
        self.checked = found
        self.changed.emit()

    def _ask(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """One question at a time: a later one overtakes the one before."""
        self._desk.jobs.run(self, work, then, lane=Lane.FILES, key="file", otherwise=self._refused)

    def _refused(self, error: Exception) -> bool:
        """A file that cannot be read so: said on the page, where it can be read in another way."""
        self.is_looking = self.is_checking = False
        if not isinstance(error, UserError):
            self.changed.emit()
            return False
        self.trouble = error
        self.checked = None
        self.changed.emit()
        return True

    def _give_up(self) -> None:
        """Stop a check that nobody wants to know about any more."""
        if self._progress is not None:
            self._progress.cancel()
            self._progress = None
        self.is_checking = False

    # Writing

    def _done(self, outcome: Outcome[ImportReport] | None) -> None:
        self.is_writing = False
        if outcome is None:
            self.changed.emit()
            self.stopped.emit()
            return
        self.written.emit(outcome.value)
        self._desk.hub.announce(outcome.changed)

    def _not_written(self, error: Exception) -> bool:
        self.is_writing = False
        if isinstance(error, UserError) and error.code == "import.overtaken":
            words = self._desk.look.words
            self._desk.hub.notice(
                words.say("The data changed meanwhile: check once more what will be written.")
            )
            self._look()
            return True
        self.changed.emit()
        return False


def _unless_stopped(
    work: Callable[..., Outcome[ImportReport]], progress: Progress
) -> Outcome[ImportReport] | None:
    """Carry an import out; None where it was cancelled, and nothing was written."""
    try:
        return work(progress=partial(_tell, progress))
    except Cancelled:
        return None


def _tell(progress: Progress, done: int, total: int | None) -> None:
    """How far a use case is; raises ``Cancelled`` where it is to stop."""
    progress.say(done, total or 0)


def per_cent_of(standing: Standing) -> int:
    """How many per cent of a check are done."""
    return standing.done * 100 // standing.total if standing.total else 0
