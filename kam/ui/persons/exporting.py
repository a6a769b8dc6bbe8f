"""Writing people as a file: asks where it goes, and writes it off the interface thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from kam.core.errors import UserError
from kam.core.file_names import clean_name
from kam.services.tables import TableFormat
from kam.ui.desk import Desk

Write = Callable[[Path, TableFormat], object]
"""Writes a file of a kind; runs on the reader's thread."""

_ENDINGS: Final = {TableFormat.CSV: "csv", TableFormat.XLSX: "xlsx"}


class PeopleExport:
    """One a page. What is written, and how much of it there is, is the owner's."""

    def __init__(self, desk: Desk, over: QWidget, refused: Callable[[Exception], bool] | None = None) -> None:
        self._desk = desk
        self._over = over
        self._refused = refused
        self.chooser: QFileDialog | None = None

    def menu(self, wish: Callable[[TableFormat], object], parent: QWidget) -> QMenu:
        """«Таблица CSV…», «Книга Excel…»."""
        words, menu = self._desk.look.words, QMenu(parent)
        for kind, text in (
            (TableFormat.CSV, words.say("CSV table…")),
            (TableFormat.XLSX, words.say("Excel workbook…")),
        ):
            menu.addAction(text).triggered.connect(partial(_wish, wish, kind))
        return menu

    def ask(self, name: str, count: int, kind: TableFormat, write: Write) -> None:
        """Ask under which name so many lines go."""
        words, ending = self._desk.look.words, _ENDINGS[kind]
        kinds = {
            TableFormat.CSV: words.say("CSV tables (*.csv)"),
            TableFormat.XLSX: words.say("Excel workbooks (*.xlsx)"),
        }
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        file = clean_name(f"{name}.{ending}", f"people.{ending}")
        chooser = QFileDialog(self._over, words.say("Export people"), str(Path(folder) / file), kinds[kind])
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix(ending)
        chooser.selectFile(file)
        chooser.fileSelected.connect(lambda path: self.write(Path(path), count, kind, write))
        self.chooser = chooser
        chooser.open()

    def write(self, path: Path, count: int, kind: TableFormat, write: Write) -> None:
        """Write the file and say so."""
        work = partial(write, path, kind)
        self._desk.read(self._over, work, lambda _: self._told(count, path), otherwise=self._refuse)

    def _told(self, count: int, path: Path) -> None:
        words = self._desk.look.words
        self._desk.hub.notice(
            words.say_many(
                "{count} row exported to {path}", "{count} rows exported to {path}", count, path=path
            )
        )

    def _refuse(self, error: Exception) -> bool:
        return isinstance(error, UserError) and self._refused is not None and self._refused(error)


def _wish(wish: Callable[[TableFormat], object], kind: TableFormat, _checked: object = None) -> None:
    wish(kind)
