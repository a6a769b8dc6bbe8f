"""Documents as pictures: pages of a PDF, images. Nothing here touches a widget; it runs off its thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from kam.services.documents import PreviewKind
from kam.ui.pdfium import UnreadableError, opened, page_sizes, picture

_LARGEST: Final = 4096
"""No side of a preview has more pixels, whatever the page says of itself."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as a picture: its number from 0, and how many there are."""

    image: QImage
    number: int
    count: int


def picture_of(content: bytes, kind: PreviewKind, number: int, width: int) -> Shown:
    """A page of a PDF, or an image, about ``width`` pixels wide.

    Raises:
        UnreadableError: it cannot be shown.

    """
    if kind is PreviewKind.PDF:
        return _page(content, number, width)
    return Shown(_image(content, width), 0, 1)


def _page(content: bytes, number: int, width: int) -> Shown:
    with opened(content) as document:
        sizes = page_sizes(document)
        number = min(max(number, 0), len(sizes) - 1)
        wide, high = sizes[number]
        scale = min(width / wide, _LARGEST / wide, _LARGEST / high)
        return Shown(picture(document, number, scale), number, len(sizes))


def _image(content: bytes, width: int) -> QImage:
    """The image, turned as its camera says, made smaller where it is wider."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > width:
        reader.setScaledSize(size.scaled(QSize(width, _LARGEST), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise UnreadableError(reader.errorString())
    return image
