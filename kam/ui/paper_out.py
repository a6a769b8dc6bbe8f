"""One paper of a page: drawn off the interface thread, printed through the system's dialog or saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from kam.core.file_names import clean_name
from kam.jobs import Lane
from kam.ui.desk import Desk

if TYPE_CHECKING:
    from kam.reports.result import PaperResult
    from kam.ui.printing import SystemPrinting


@dataclass(frozen=True, slots=True)
class Paper:
    """What is drawn: what the printer's queue calls it, and the name of its file without an ending."""

    title: str
    file: str
    draw: Callable[[], PaperResult]
    """Called off the interface thread."""


class PaperOut(QObject):
    """Draws what the page looks at when it is asked for."""

    def __init__(self, desk: Desk, page: QWidget, paper: Callable[[], Paper]) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._paper = paper
        self.printing: SystemPrinting | None = None
        self.chooser: QFileDialog | None = None

    def print(self) -> None:
        """Draw the paper and open the system's dialog."""
        paper = self._paper()
        self._draw(paper, partial(self._ask, paper.title))

    def save(self) -> None:
        """Ask for a file, then draw the paper into it."""
        words = self._desk.look.words
        name = clean_name(f"{self._paper().file}.pdf", "kam.pdf")
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        title = words.say("Save as PDF")
        chooser = QFileDialog(self._page, title, str(Path(folder, name)), "PDF (*.pdf)")
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix("pdf")
        chooser.fileSelected.connect(lambda path: self.write(Path(path)))
        chooser.finished.connect(chooser.deleteLater)
        self.chooser = chooser
        chooser.open()

    def write(self, path: Path) -> None:
        """Draw the paper into a file; what the dialog asked about is replaced."""
        self._draw(self._paper(), partial(self._save, path))

    def _draw(self, paper: Paper, then: Callable[[PaperResult], None]) -> None:
        self._desk.jobs.run(self, paper.draw, then, lane=Lane.PAPER)

    def _ask(self, title: str, result: PaperResult) -> None:
        from kam.ui.printing import SystemPrinting

        if self.printing is None:
            self.printing = SystemPrinting(self._desk, self._page)
        self.printing.ask(result.pdf, result.pages, title, self._printed)

    def _printed(self, count: int) -> None:
        words = self._desk.look.words
        self._desk.hub.notice(
            words.say_many("{count} page went to the printer.", "{count} pages went to the printer.", count)
        )

    def _save(self, path: Path, result: PaperResult) -> None:
        from kam.services.tables import save_bytes

        said = self._desk.look.words.say("Saved as {path}.", path=path)
        self._desk.jobs.run(
            self,
            partial(save_bytes, result.pdf, path),
            lambda _: self._desk.hub.notice(said),
            lane=Lane.PAPER,
        )
