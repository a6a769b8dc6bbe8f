"""Printing a drawn brief through the system's dialog, and saving it as PDF; both are kept with the meeting.

Pages are drawn at the printer's resolution in strips, so that a sheet at 600 dots an inch takes a few
megabytes and not a hundred.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, QRectF, QStandardPaths, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from kam.core.changes import Outcome
from kam.core.errors import UserError
from kam.core.file_names import clean_name
from kam.core.vocabulary import PaperKind
from kam.jobs import Lane
from kam.services.preparing import Paper, Way, keep_paper
from kam.services.tables import save_bytes
from kam.ui.desk import Desk
from kam.ui.pdfium import opened, page_sizes, picture
from kam.ui.prepare.preview.drawer import Drawn

_MOST_DPI: Final = 600
"""Finer than this no eye sees, and a page takes long."""
_STRIP: Final = 60.0
"""Points of a page that are drawn at once."""


class PrintError(UserError):
    """The printer did not take the paper."""


def print_pages(pdf: bytes, printer: QPrinter) -> int:
    """Print a PDF, each page as large as the sheet allows; how many pages went out.

    Raises:
        PrintError: ``print.refused``.

    """
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise PrintError("print.refused")
    try:
        with opened(pdf) as document:
            pages = _wanted(printer, len(document))
            for turn, number in enumerate(pages):
                if turn and not printer.newPage():
                    raise PrintError("print.refused")
                _print_page(painter, printer, document, number)
    finally:
        painter.end()
    return len(pages)


def _wanted(printer: QPrinter, count: int) -> list[int]:
    """The pages that were asked for in the dialog, from 0."""
    if printer.printRange() is QPrinter.PrintRange.PageRange and printer.fromPage() > 0:
        last = printer.toPage() or printer.fromPage()
        pages = [number for number in range(printer.fromPage() - 1, last) if number < count]
    else:
        pages = list(range(count))
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    return pages


def _print_page(painter: QPainter, printer: QPrinter, document: object, number: int) -> None:
    wide, high = page_sizes(document)[number]
    sheet = printer.paperRect(QPrinter.Unit.DevicePixel)
    unit = min(sheet.width() / wide, sheet.height() / high)
    left, top = (sheet.width() - wide * unit) / 2, (sheet.height() - high * unit) / 2
    scale = min(unit, _MOST_DPI / 72)
    at = 0.0
    while at < high:
        part = QRectF(0, at, wide, min(_STRIP, high - at))
        image = picture(document, number, scale, part)
        # A strip is whole pixels high: it is laid out by what was drawn, so that strips meet without a seam.
        shown = QRectF(left, top + at * unit, image.width() / scale * unit, image.height() / scale * unit)
        painter.drawImage(shown, image)
        at += part.height()


class Printing(QObject):
    """Asks where, sends the paper there, keeps it."""

    kept = Signal()

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._desk = desk
        self._over = over
        self.dialog: QPrintDialog | None = None
        self.chooser: QFileDialog | None = None

    def print(self, meeting_id: UUID, drawn: Drawn) -> None:
        """Open the system's dialog; what is printed is what was shown when it was opened."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(
            QPageLayout(
                QPageSize(QPageSize.PageSizeId.A4),
                QPageLayout.Orientation.Portrait,
                printer.pageLayout().margins(),
            )
        )
        printer.setDocName(self._desk.look.words.say("Meeting brief"))
        printer.setFromTo(1, len(drawn.sizes))
        dialog = QPrintDialog(printer, self._over)
        dialog.setMinMax(1, len(drawn.sizes))
        dialog.accepted.connect(lambda *_: self._print(meeting_id, drawn, printer))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        QDialog.open(dialog)  # its own ``open`` wants a slot by name

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

    def _print(self, meeting_id: UUID, drawn: Drawn, printer: QPrinter) -> None:
        def done(count: int) -> None:
            words = self._desk.look.words
            said = words.say_many(
                "{count} page went to the printer.", "{count} pages went to the printer.", count
            )
            self._keep(meeting_id, drawn, Way.PRINTED, said)

        self._desk.jobs.run(self, partial(print_pages, drawn.pdf, printer), done, lane=Lane.PAPER)

    def _keep(self, meeting_id: UUID, drawn: Drawn, way: Way, said: str) -> None:
        wish = drawn.wish
        kind = PaperKind.CUSTOMER_BRIEF if wish.customer_safe else PaperKind.BRIEF
        paper = Paper(kind, wish.language, drawn.as_of, drawn.pdf, len(drawn.sizes))
        use_case: Callable[[], Outcome[UUID]] = partial(
            keep_paper, self._desk.workspace, meeting_id, paper, way
        )
        self._desk.change(self, use_case, lambda _: self.kept.emit(), notice=said)
