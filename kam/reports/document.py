"""A PDF file whose bytes depend on its content alone: own dates, own file id, no trace of the computer."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from io import BytesIO
from typing import Any, Final

from kam.core.formats import zone_of
from kam.reports.fonts import Face, font
from kam.reports.pen import PAGE_HEIGHT, PAGE_WIDTH, Pen
from kam.reports.text import plain

_ID_BYTES: Final = 16
_LEVEL: Final = 4


@dataclass(frozen=True, slots=True)
class About:
    """What a document says about itself."""

    title: str
    language: str
    printed_at: datetime
    """With zone: becomes the document's creation and modification date."""
    zone: str
    author: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where something stands on a paper: the page from 0, and its box in points from the top left corner."""

    code: str
    page: int
    x: float
    y: float
    width: float
    height: float


class _Stamp:
    """reportlab's idea of a moment, made from the content's own."""

    def __init__(self, moment: datetime) -> None:
        self.YMDhms = moment.timetuple()[:6]
        offset = moment.utcoffset() or timedelta(0)
        minutes = int(offset.total_seconds()) // 60
        sign = -1 if minutes < 0 else 1
        self.dhh = sign * (abs(minutes) // 60)
        self.dmm = abs(minutes) % 60
        self.t = 0
        self.invariant = 1


class _Deflate:
    """The filter of streams, twice as fast as reportlab's own for a hundredth of the size.

    The files of typefaces come again whenever a paper is drawn anew, so the last few streams are kept.
    """

    pdfname = "FlateDecode"

    def encode(self, text: str | bytes) -> bytes:
        """A stream as the file has it."""
        return _deflated(text.encode() if isinstance(text, str) else text)

    def decode(self, encoded: bytes) -> bytes:
        """A stream as it was."""
        return zlib.decompress(encoded)


@lru_cache(maxsize=16)
def _deflated(stream: bytes) -> bytes:
    return zlib.compress(stream, _LEVEL)


_DEFLATE: Final = _Deflate()


class Document:
    """Pages, bookmarks and metadata of one PDF."""

    def __init__(self, about: About, content: object) -> None:
        from reportlab import rl_config
        from reportlab.pdfbase import pdfdoc
        from reportlab.pdfgen.canvas import Canvas

        # Plain deflated streams: the text wrapping of old mail gateways costs a quarter of time and size.
        rl_config.useA85 = 0
        pdfdoc.PDFZCompress = _DEFLATE

        self._buffer = BytesIO()
        canvas: Any = Canvas(
            self._buffer,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            pageCompression=1,
            invariant=1,
            initialFontName=font(Face.REGULAR).name,  # else pages name Helvetica, which is not in the file
        )
        canvas.setTitle(plain(about.title))
        canvas.setAuthor(plain(about.author))
        canvas.setSubject(plain(about.subject))
        canvas.setCreator("")
        canvas.setProducer("ReportLab")
        canvas.setCatalogEntry("Lang", about.language)
        canvas.setViewerPreference("DisplayDocTitle", "true")
        canvas.showOutline()
        inside = canvas._doc  # noqa: SLF001 - reportlab has no public way to set the date and the id
        inside._timeStamp = _Stamp(about.printed_at.astimezone(zone_of(about.zone)))  # noqa: SLF001
        digest = hashlib.sha256(repr((about, content)).encode("utf-8", "backslashreplace")).hexdigest()
        digest = digest[: 2 * _ID_BYTES]
        inside._ID = f"\n[<{digest}><{digest}>]\n".encode("ascii")  # noqa: SLF001
        self.pen = Pen(canvas)
        self._canvas = canvas
        self._bookmarks = 0
        self._pages = 0
        self.standings: list[Standing] = []
        """Where its sections stand; nothing of it is in the file."""

    def bookmark(self, title: str, top: float, level: int = 0, *, key: str = "") -> None:
        """An entry of the outline that leads to a place on the current page, ``top`` points from its head.

        With a ``key`` of its own a table of contents can lead there as well.
        """
        key = key or f"s{self._bookmarks}"
        self._bookmarks += 1
        self._canvas.bookmarkHorizontal(key, 0, PAGE_HEIGHT - top)
        self._canvas.addOutlineEntry(plain(title), key, level, closed=False)

    def link(self, key: str, x: float, y: float, width: float, height: float) -> None:
        """A field on the current page that leads to the bookmark of a key, wherever that stands."""
        top = PAGE_HEIGHT - y
        self._canvas.linkRect("", key, (x, top - height, x + width, top), relative=0)

    def stands(self, code: str, x: float, y: float, width: float, height: float) -> None:
        """Remember where a section stands on the current page."""
        self.standings.append(Standing(code, self._pages, x, y, width, height))

    def end_page(self) -> None:
        """The page is full; the next mark begins another."""
        self._pages += 1
        self._canvas.showPage()

    def finish(self) -> bytes:
        """The file."""
        self._canvas.save()
        return self._buffer.getvalue()
