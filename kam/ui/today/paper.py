"""The day on paper: drawn off the interface thread, printed through the system's dialog or saved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from kam.core.file_names import clean_name
from kam.jobs import Lane
from kam.services.today import TodayQuery
from kam.ui.desk import Desk

if TYPE_CHECKING:
    from kam.reports.result import PaperResult
    from kam.ui.printing import SystemPrinting


class DayPaper(QObject):
    """Draws what the page looks at now."""

    def __init__(self, desk: Desk, page: QWidget, query: Callable[[], TodayQuery]) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._query = query
        self.printing: SystemPrinting | None = None
        self.chooser: QFileDialog | None = None

    def print(self) -> None:
        """Draw the day and open the system's dialog."""
        self._draw(self._ask)

    def save(self) -> None:
        """Ask for a file, then draw the day into it."""
        words = self._desk.look.words
        day = self._desk.look.formats.full_date(self._desk.today())
        name = clean_name(words.say("Day {date}", date=day) + ".pdf", "day.pdf")
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
        """Draw the day into a file; what the dialog asked about is replaced."""
        self._draw(partial(self._save, path))

    def _draw(self, then: Callable[[PaperResult], None]) -> None:
        work = partial(_drawn, self._desk, self._query())
        self._desk.jobs.run(self, work, then, lane=Lane.PAPER)

    def _ask(self, paper: PaperResult) -> None:
        from kam.ui.printing import SystemPrinting

        if self.printing is None:
            self.printing = SystemPrinting(self._desk, self._page)
        self.printing.ask(paper.pdf, paper.pages, self._desk.look.words.say("Plan of the day"), self._printed)

    def _printed(self, count: int) -> None:
        words = self._desk.look.words
        self._desk.hub.notice(
            words.say_many("{count} page went to the printer.", "{count} pages went to the printer.", count)
        )

    def _save(self, path: Path, paper: PaperResult) -> None:
        from kam.services.tables import save_bytes

        said = self._desk.look.words.say("The day is in {path}.", path=path)
        self._desk.jobs.run(
            self,
            partial(save_bytes, paper.pdf, path),
            lambda _: self._desk.hub.notice(said),
            lane=Lane.PAPER,
        )


def _drawn(desk: Desk, query: TodayQuery) -> PaperResult:
    from kam.services.profile import paper_language
    from kam.services.today.paper import day_pdf

    language = paper_language(desk.workspace)
    return day_pdf(desk.workspace, query, as_of=desk.now(), language=language)
