"""Writing the promises that are shown, or chosen, as a file for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from kam.core.file_names import clean_name
from kam.services.commitments.rows import PromiseRow
from kam.services.tables import TableFormat
from kam.ui.desk import Desk

_ENDINGS: Final = {TableFormat.CSV: "csv", TableFormat.XLSX: "xlsx"}


class PromisesExport:
    """Asks where the file goes and writes it off the interface thread."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        self._desk = desk
        self._page = page
        self.chooser: QFileDialog | None = None

    def menu(self, rows: Sequence[PromiseRow]) -> QMenu:
        """«Таблица CSV…», «Книга Excel…»."""
        words, menu = self._desk.look.words, QMenu(self._page)
        for kind, text in (
            (TableFormat.CSV, words.say("CSV table…")),
            (TableFormat.XLSX, words.say("Excel workbook…")),
        ):
            menu.addAction(text).triggered.connect(partial(self._ask, rows, kind))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def ask(self, rows: Sequence[PromiseRow], kind: TableFormat) -> None:
        """Ask under which name the rows go."""
        words, ending = self._desk.look.words, _ENDINGS[kind]
        kinds = {
            TableFormat.CSV: words.say("CSV tables (*.csv)"),
            TableFormat.XLSX: words.say("Excel workbooks (*.xlsx)"),
        }
        name = words.say("Promises {date}", date=self._desk.today().isoformat())
        file = clean_name(f"{name}.{ending}", f"promises.{ending}")
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chooser = QFileDialog(self._page, words.say("Export promises"), str(Path(folder) / file), kinds[kind])
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix(ending)
        chooser.selectFile(file)
        chooser.fileSelected.connect(lambda path: self.write(rows, kind, Path(path)))
        self.chooser = chooser
        chooser.open()

    def write(self, rows: Sequence[PromiseRow], kind: TableFormat, path: Path) -> None:
        """Write the file and say so."""
        words, now = self._desk.look.words, self._desk.now()

        def work() -> Path:
            from kam.services.commitments.exporting import export_promises

            return export_promises(rows, path, kind, words, now)

        self._desk.read(self._page, work, partial(self._told, len(rows)))

    def _ask(self, rows: Sequence[PromiseRow], kind: TableFormat, _checked: object = None) -> None:
        self.ask(rows, kind)

    def _told(self, count: int, path: Path) -> None:
        words = self._desk.look.words
        told = words.say_many(
            "{count} row exported to {path}", "{count} rows exported to {path}", count, path=path
        )
        self._desk.hub.notice(told)
