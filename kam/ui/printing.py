"""Printing a PDF through the system's dialog.

Pages are drawn at the printer's resolution in strips, so that a sheet at 600 dots an inch takes a few
megabytes and not a hundred.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from kam.core.errors import UserError
from kam.jobs import Lane
from kam.ui.desk import Desk
from kam.ui.pdfium import opened, page_sizes, picture

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


class SystemPrinting(QObject):
    """Asks for a printer over a page and sends a paper there."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._desk = desk
        self._over = over
        self.dialog: QPrintDialog | None = None

    def ask(self, pdf: bytes, pages: int, name: str, then: Callable[[int], None]) -> None:
        """Open the system's dialog; ``then`` hears how many pages went to the printer."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if self._desk.local.printer in QPrinterInfo.availablePrinterNames():
            printer.setPrinterName(self._desk.local.printer)
        printer.setPageLayout(
            QPageLayout(
                QPageSize(QPageSize.PageSizeId.A4),
                QPageLayout.Orientation.Portrait,
                printer.pageLayout().margins(),
            )
        )
        printer.setDocName(name)
        printer.setFromTo(1, pages)
        dialog = QPrintDialog(printer, self._over)
        dialog.setMinMax(1, pages)
        dialog.accepted.connect(lambda *_: self._print(pdf, printer, then))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        QDialog.open(dialog)  # its own ``open`` wants a slot by name

    def _print(self, pdf: bytes, printer: QPrinter, then: Callable[[int], None]) -> None:
        self._desk.jobs.run(self, partial(print_pages, pdf, printer), then, lane=Lane.PAPER)


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
