"""Printing a drawn brief and saving it as PDF; both are kept with the meeting."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QFileDialog, QWidget

from kam.core.changes import Outcome
from kam.core.file_names import clean_name
from kam.core.vocabulary import PaperKind
from kam.jobs import Lane
from kam.services.preparing import Paper, Way, keep_paper
from kam.services.tables import save_bytes
from kam.ui.desk import Desk
from kam.ui.prepare.preview.drawer import Drawn
from kam.ui.printing import SystemPrinting


class Printing(QObject):
    """Asks where, sends the paper there, keeps it."""

    kept = Signal()

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._desk = desk
        self._over = over
        self._system = SystemPrinting(desk, over)
        self.chooser: QFileDialog | None = None

    @property
    def dialog(self) -> QPrintDialog | None:
        """The system's dialog that stands open."""
        return self._system.dialog

    def print(self, meeting_id: UUID, drawn: Drawn) -> None:
        """Open the system's dialog; what is printed is what was shown when it was opened."""
        self._system.ask(
            drawn.pdf,
            len(drawn.sizes),
            self._desk.look.words.say("Meeting brief"),
            partial(self._printed, meeting_id, drawn),
        )

    def save(self, meeting_id: UUID, drawn: Drawn, name: str) -> None:
        """Ask for a file and write the PDF."""
        words = self._desk.look.words
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        target = str(Path(folder, clean_name(f"{name}.pdf", "brief.pdf")))
        chooser = QFileDialog(self._over, words.say("Save as PDF"), target, "PDF (*.pdf)")
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix("pdf")
        chooser.fileSelected.connect(lambda path: self.write(meeting_id, drawn, Path(path)))
        chooser.finished.connect(chooser.deleteLater)
        self.chooser = chooser
        chooser.open()

    def write(self, meeting_id: UUID, drawn: Drawn, path: Path) -> None:
        """Write the PDF and keep it with the meeting; what the dialog asked about is replaced."""
        said = self._desk.look.words.say("The brief is in {path}.", path=path)
        self._desk.jobs.run(
            self,
            partial(save_bytes, drawn.pdf, path),
            lambda _: self._keep(meeting_id, drawn, Way.SAVED, said),
            lane=Lane.PAPER,
        )

    def _printed(self, meeting_id: UUID, drawn: Drawn, count: int) -> None:
        words = self._desk.look.words
        said = words.say_many(
            "{count} page went to the printer.", "{count} pages went to the printer.", count
        )
        self._keep(meeting_id, drawn, Way.PRINTED, said)

    def _keep(self, meeting_id: UUID, drawn: Drawn, way: Way, said: str) -> None:
        wish = drawn.wish
        kind = PaperKind.CUSTOMER_BRIEF if wish.customer_safe else PaperKind.BRIEF
        paper = Paper(kind, wish.language, drawn.as_of, drawn.pdf, len(drawn.sizes))
        use_case: Callable[[], Outcome[UUID]] = partial(
            keep_paper, self._desk.workspace, meeting_id, paper, way
        )
        self._desk.change(self, use_case, lambda _: self.kept.emit(), notice=said)
