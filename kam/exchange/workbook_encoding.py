"""Workbooks whose parts are written in UTF-16, which the standard allows and calamine does not read.

It would find no element in such a sheet and call it empty. So these parts are written anew in UTF-8 first;
nearly every workbook has none and is passed on as it is.
"""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Final

from kam.core.errors import UserError
from kam.exchange.sheet_area import FAULTS, LARGEST_UNPACKED, chunks

_BEGINNINGS: Final = {
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    "<?".encode("utf-16-le"): "utf-16-le",
    "<?".encode("utf-16-be"): "utf-16-be",
}
_ENDINGS: Final = (".xml", ".rels")
_DECLARED: Final = re.compile(r"""(<\?xml[^>]*?)\s+encoding\s*=\s*(?:"[^"]*"|'[^']*')""")
_QUICKLY: Final = 1


def in_utf8(data: bytes) -> bytes:
    """The archive with its parts in UTF-8; the same bytes where they were.

    :raises UserError: ``exchange.workbook_damaged``, ``exchange.file_too_large``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            encodings = {entry.filename: _encoding(archive, entry) for entry in archive.infolist()}
            return _rewritten(archive, encodings) if any(encodings.values()) else data
    except FAULTS:
        raise UserError("exchange.workbook_damaged") from None


def _encoding(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> str | None:
    """Which UTF-16 a part is written in; None for anything else."""
    if not entry.filename.casefold().endswith(_ENDINGS):
        return None
    with archive.open(entry) as part:
        start = part.read(4)
    return next((name for sign, name in _BEGINNINGS.items() if start.startswith(sign)), None)


def _rewritten(archive: zipfile.ZipFile, encodings: dict[str, str | None]) -> bytes:
    """All parts, one piece after the other; they are measured as they come."""
    entries = archive.infolist()
    if len(encodings) != len(entries):
        raise zipfile.BadZipFile
    target = io.BytesIO()
    left = LARGEST_UNPACKED
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_QUICKLY) as written:
        for entry in entries:
            encoding = encodings[entry.filename]
            pieces = _measured(archive, entry)
            with written.open(entry.filename, "w", force_zip64=True) as part:
                for piece in pieces if encoding is None else _in_utf8(pieces, encoding):
                    left -= part.write(piece)
                    if left < 0:
                        raise UserError("exchange.file_too_large")
    return target.getvalue()


def _measured(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The pieces of a part, which are as many bytes as the archive says."""
    size = 0
    for piece in chunks(archive, entry):
        size += len(piece)
        yield piece
    if size != entry.file_size:
        raise zipfile.BadZipFile


def _in_utf8(pieces: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """The text of a part, which no longer says that it is written otherwise."""
    decoder = codecs.getincrementaldecoder(encoding)()
    first = True
    for piece in pieces:
        text = decoder.decode(piece)
        if first:
            text = _DECLARED.sub(r"\1", text, count=1)
            first = False
        yield text.encode()
    decoder.decode(b"", final=True)
