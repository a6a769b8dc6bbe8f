"""The portfolio on paper and as a workbook, with the conditions of the page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from kam.core.file_names import clean_name
from kam.services.health.insight import InsightQuery
from kam.ui.desk import Desk
from kam.ui.paper_out import Paper, PaperOut

if TYPE_CHECKING:
    from kam.reports.result import PaperResult


class InsightPapers(QObject):
    """What ``query`` asks for, printed, saved, or written as a workbook."""

    def __init__(self, desk: Desk, page: QWidget, query: Callable[[], InsightQuery]) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._query = query
        self.paper = PaperOut(desk, page, self._paper)
        self.chooser: QFileDialog | None = None

    def fill(self, menu: QMenu) -> None:
        """Paper and workbook."""
        words, theme = self._desk.look.words, self._desk.look.theme
        menu.clear()
        entries: tuple[tuple[str, str, Callable[[], object]], ...] = (
            ("download", words.say_in("menu", "Save as PDF…"), self.paper.save),
            ("file-spreadsheet", words.say("Excel workbook…"), self.ask_workbook),
        )
        for icon, text, run in entries:
            menu.addAction(theme.icon(icon), text).triggered.connect(partial(_run, run))

    def ask_workbook(self) -> None:
        """Ask under which name the figures go."""
        words = self._desk.look.words
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = clean_name(f"{self._name()}.xlsx", "insight.xlsx")
        title = words.say("Save the figures of the portfolio")
        chooser = QFileDialog(self._page, title, str(Path(folder, name)), "Excel (*.xlsx)")
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix("xlsx")
        chooser.fileSelected.connect(lambda path: self.write_workbook(Path(path)))
        chooser.finished.connect(chooser.deleteLater)
        self.chooser = chooser
        chooser.open()

    def write_workbook(self, path: Path) -> None:
        """Write the figures; what the dialog asked about is replaced."""
        desk, query = self._desk, self._query()

        def work() -> Path:
            from kam.services.health.insight_paper import InsightFormat, insight_file
            from kam.services.profile import paper_language
            from kam.services.tables import save_bytes

            language = paper_language(desk.workspace)
            made = insight_file(
                desk.workspace, InsightFormat.XLSX, query, as_of=desk.now(), language=language
            )
            return save_bytes(made.data, path)

        desk.read(self._page, work, self._told)

    def _told(self, path: Path) -> None:
        self._desk.hub.notice(self._desk.look.words.say("Saved as {path}.", path=path))

    def _paper(self) -> Paper:
        title = self._desk.look.words.say("Health of the portfolio")
        return Paper(title, self._name(), partial(_drawn, self._desk, self._query()))

    def _name(self) -> str:
        title = self._desk.look.words.say("Health of the portfolio")
        return f"{title} {self._desk.today().isoformat()}"


def _drawn(desk: Desk, query: InsightQuery) -> PaperResult:
    from kam.reports.result import PaperResult
    from kam.services.health.insight_paper import InsightFormat, insight_file
    from kam.services.profile import paper_language

    language = paper_language(desk.workspace)
    made = insight_file(desk.workspace, InsightFormat.PDF, query, as_of=desk.now(), language=language)
    return PaperResult(made.data, made.pages or 1)


def _run(run: Callable[[], object], _checked: object = None) -> None:
    run()
