"""Saving the rows that stayed out, with what is wrong with each, to be mended and brought in later."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from kam.core.errors import UserError
from kam.services.imports import ImportReport, SourceFile, SourcePreview, save_refused
from kam.ui.desk import Desk
from kam.ui.imports.saying import Saying


@dataclass(frozen=True)
class Leftover:
    """The file, how it was read, and what was found in it."""

    source: SourceFile
    preview: SourcePreview
    report: ImportReport


class Leftovers(QObject):
    """Asks where they go, and writes them there."""

    def __init__(self, desk: Desk, saying: Saying, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._saying = saying
        self._page = page

    def ask(self, leftover: Leftover) -> None:
        """Ask where they go."""
        words = self._desk.look.words
        name = words.say("{file} – rows left out.csv", file=leftover.source.path.stem)
        suggested = str(leftover.source.path.with_name(name))
        title, kinds = words.say("Save the rows left out"), words.say("CSV (*.csv)")
        dialog = QFileDialog(self._page, title, suggested, kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.save(leftover, Path(path)))
        dialog.open()

    def save(self, leftover: Leftover, path: Path) -> None:
        """Write them."""
        heading = self._desk.look.words.say("What is wrong")
        settled, reasons = leftover.preview.settled, self._reasons(leftover.report)
        work = partial(save_refused, leftover.source, settled, reasons, heading, path)
        self._desk.read(self, work, partial(self._saved, path), otherwise=self._refused)

    def _saved(self, path: Path, count: int) -> None:
        words = self._desk.look.words
        said = self._desk.look.formats.number(count)
        text = words.say_many(
            "{count} row saved in {file}", "{count} rows saved in {file}", count, count=said, file=path.name
        )
        self._desk.hub.notice(text)

    def _refused(self, error: Exception) -> bool:
        if not isinstance(error, UserError):
            return False
        self._desk.hub.notice(self._saying.sentence(error))
        return True

    def _reasons(self, report: ImportReport) -> dict[int, str]:
        """Row → what is wrong with it, in sentences."""
        reasons: dict[int, dict[str, None]] = {}
        for problem in report.problems:
            sentence = self._saying.sentence(UserError(problem.code, **problem.details))
            reasons.setdefault(problem.row, {})[sentence] = None
        return {row: " ".join(each) for row, each in reasons.items()}
