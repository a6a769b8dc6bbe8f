"""PDFium, which draws the pages of a PDF: not safe in several threads at once, so everybody takes turns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any, Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

_TURN: Final = Lock()


class UnreadableError(Exception):
    """The file is not what it seems, is damaged, or is locked by a password."""


@contextmanager
def opened(content: bytes) -> Iterator[Any]:
    """A PDF, ours alone until the block ends; then nothing of it is left open.

    Raises:
        UnreadableError: it cannot be read.

    """
    import pypdfium2

    with _TURN:
        try:
            document: Any = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            raise UnreadableError from error
        try:
            yield document
        except (pypdfium2.PdfiumError, ZeroDivisionError, IndexError) as error:
            raise UnreadableError from error
        finally:
            document.close()


def page_sizes(document: Any) -> list[tuple[float, float]]:
    """The width and height of each page in points."""
    return [document.get_page_size(number) for number in range(len(document))]


def picture(document: Any, number: int, scale: float, part: QRectF | None = None) -> QImage:
    """A page, ``scale`` pixels a point, or the ``part`` of it given in points from its top left corner."""
    page = document[number]
    try:
        wide, high = page.get_size()
        crop = (0.0, 0.0, 0.0, 0.0)
        if part is not None:
            crop = (part.left(), high - part.bottom(), wide - part.right(), part.top())
        bitmap = page.render(scale=scale, crop=crop, prefer_bgrx=True)
        try:
            form = QImage.Format.Format_RGB32
            return QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, form).copy()
        finally:
            bitmap.close()
    finally:
        page.close()


def found(document: Any, text: str) -> list[tuple[int, QRectF]]:
    """Where a text stands: the page and a box in points from its top left corner, a box a line."""
    places: list[tuple[int, QRectF]] = []
    for number in range(len(document)):
        page = document[number]
        try:
            high = page.get_height()
            shown = page.get_textpage()
            try:
                places += [(number, box) for box in _boxes(shown, text, high)]
            finally:
                shown.close()
        finally:
            page.close()
    return places


def _boxes(shown: Any, text: str, high: float) -> Iterator[QRectF]:
    searcher = shown.search(text)
    try:
        while (at := searcher.get_next()) is not None:
            first, count = at
            for number in range(shown.count_rects(first, count)):
                left, bottom, right, top = shown.get_rect(number)
                yield QRectF(left, high - top, right - left, top - bottom)
    finally:
        searcher.close()
