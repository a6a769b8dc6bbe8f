"""Writing what is shown, or the selection, as a file for other programs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID

from PySide6.QtWidgets import QFileDialog, QWidget

from kam.services.portfolio.exporting import export_portfolio
from kam.services.portfolio.ordering import PortfolioColumn
from kam.services.portfolio.reading import Portfolio
from kam.services.tables import TableFormat
from kam.ui.desk import Desk

_ENDINGS: Final = {TableFormat.CSV: "csv", TableFormat.XLSX: "xlsx"}


class Exporting:
    """Asks where the file goes and writes it off the interface thread."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        self._desk = desk
        self._page = page
        self.chooser: QFileDialog | None = None

    def ask(self, portfolio: Portfolio, columns: Sequence[str], kind: TableFormat) -> None:
        """Ask under which name the rows go."""
        words, ending = self._desk.look.words, _ENDINGS[kind]
        kinds = {
            TableFormat.CSV: words.say("CSV tables (*.csv)"),
            TableFormat.XLSX: words.say("Excel workbooks (*.xlsx)"),
        }
        name = words.say("Clients {date}", date=self._desk.today().isoformat())
        chooser = QFileDialog(self._page, words.say("Export the clients"), f"{name}.{ending}", kinds[kind])
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix(ending)
        chooser.fileSelected.connect(lambda path: self.write(portfolio, columns, kind, Path(path)))
        self.chooser = chooser
        chooser.open()

    def write(self, portfolio: Portfolio, columns: Sequence[str], kind: TableFormat, path: Path) -> None:
        """Write the rows into a file and say so."""
        chosen = [PortfolioColumn.of(each) for each in columns]
        work = partial(export_portfolio, portfolio, chosen, path, kind, self._desk.look.words)
        self._desk.read(self._page, work, partial(self._told, portfolio.shown))

    def _told(self, count: int, path: Path) -> None:
        words = self._desk.look.words
        self._desk.hub.notice(
            words.say_many(
                "{count} client exported to {path}", "{count} clients exported to {path}", count, path=path
            )
        )


def only(portfolio: Portfolio, accounts: Collection[UUID]) -> Portfolio:
    """The same portfolio with these accounts alone, in its order and groups."""
    groups = (
        replace(group, rows=tuple(row for row in group.rows if row.id in accounts))
        for group in portfolio.groups
    )
    kept = tuple(group for group in groups if group.rows)
    return replace(portfolio, groups=kept, shown=sum(len(group.rows) for group in kept))
