"""CSV: bytes to rows. Encoding and delimiter are recognised, or stated by the mapping."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kam.core.errors import UserError
from kam.exchange.cells import Cell, count_control

DELIMITERS: Final = ("\t", ";", ",")
"""In order of preference where two of them would split the file equally well."""

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_RARE: Final = ("koi8-r", "cp866")
_WESTERN: Final = "cp1252"
_SAMPLE_BYTES: Final = 65_536
_SAMPLE_ROWS: Final = 50
_STRAY_CHARACTERS: Final = 8
_STRAY_SHARE: Final = 0.05
_HIGH_BYTES: Final = b"\x00\x04"
"""The high bytes of Latin and of Cyrillic letters in UTF-16."""
_SEPARATOR_LINE: Final = re.compile(r"sep=(.)\r?\n?\Z", re.IGNORECASE)
_RUSSIAN: Final = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯІЇЄҐЎ")
_TYPOGRAPHY: Final = frozenset("«»„“”‘’‚–—…№§°±µ·•€™©®\u00a0\u00ad")
_MIXED_WORD: Final = re.compile(r"[A-Za-z][А-яЁё]|[А-яЁё][A-Za-z]|[а-яё][А-ЯЁ]")
_RUSSIAN_WORD: Final = re.compile(r"[А-яЁё]+")


@dataclass(frozen=True, slots=True)
class DelimitedGrid:
    """The rows of a CSV file, read anew at each pass. Rows are numbered as a spreadsheet numbers them."""

    data: bytes
    encoding: str
    delimiter: str
    has_separator_line: bool = False
    """Whether the first line is Excel's ``sep=;``, which counts as a row and is passed over."""

    def __iter__(self) -> Iterator[tuple[int, list[Cell]]]:
        """Each row with its number; blank lines come as empty rows.

        :raises UserError: ``exchange.quotes`` where quotation marks do not close,
            ``exchange.huge_cell`` where a cell is longer than 131,072 characters.
        """
        lines = io.TextIOWrapper(io.BytesIO(self.data), self.encoding, newline="")
        number = 0
        if self.has_separator_line:
            lines.readline()
            number = 1
        reader: Iterator[list[Cell]] = csv.reader(lines, delimiter=self.delimiter, strict=True)  # type: ignore[assignment]  # text is a cell
        try:
            for number, cells in enumerate(reader, start=number + 1):  # noqa: B020 - it goes on from there
                yield number, cells
        except csv.Error as error:
            code = "exchange.huge_cell" if "field limit" in str(error) else "exchange.quotes"
            raise UserError(code, row=number + 1) from None


def open_delimited(data: bytes, encoding: str | None = None, delimiter: str | None = None) -> DelimitedGrid:
    """The rows of a CSV file given as bytes, in the stated or the recognised encoding and delimiter.

    :raises UserError: ``exchange.empty_file``, ``exchange.not_a_table`` for binary data,
        ``exchange.encoding_wrong`` where the stated encoding does not read it, ``exchange.encoding_unclear``
        where it is none of UTF-8, UTF-16 and Windows-1251.
    """
    known = encoding or recognise_encoding(data)
    text = _decoded(data, known)
    if not text.strip("\ufeff\r\n\t ,;"):
        raise UserError("exchange.empty_file")
    sample = text[:_SAMPLE_BYTES]
    _require_text(sample)
    first_line = sample.lstrip("\ufeff").split("\n", 1)[0]
    separator = _SEPARATOR_LINE.match(first_line)
    rest = sample.split("\n", 1)[-1] if separator else sample
    chosen = delimiter or (separator[1] if separator else recognise_delimiter(rest))
    return DelimitedGrid(data, _without_mark(known, data), chosen, has_separator_line=separator is not None)


def recognise_encoding(data: bytes) -> str:
    """UTF-8, UTF-16 or Windows-1251, by the byte order mark, by what decodes, and by what reads as Russian.

    :raises UserError: ``exchange.encoding_unclear``: legible in none of them (the mapping must say).
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    if (wide := _wide_encoding(data)) is not None:
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data[:_SAMPLE_BYTES].decode("cp1251", "replace")
        _require_text(text)
        if not _reads_as_russian(text):
            raise UserError("exchange.encoding_unclear") from None
        return "cp1251"
    return "utf-8"


def likely_encoding(data: bytes) -> str:
    """The encoding in which text that is neither UTF-8 nor Windows-1251 reads as Russian, if any.

    A guess, to be shown and asked about; never one to import by.
    """
    for encoding in _RARE:
        text = data[:_SAMPLE_BYTES].decode(encoding, "replace")
        if _RUSSIAN_WORD.search(text) and _reads_as_russian(text):
            return encoding
    return _WESTERN


def recognise_delimiter(sample: str) -> str:
    """The delimiter that splits the sample's rows into the most columns, the same number in each row."""
    scores = [(_score(sample, delimiter), -rank) for rank, delimiter in enumerate(DELIMITERS)]
    (agreement, _width), rank = max(scores)
    return DELIMITERS[-rank] if agreement else ","


def _score(sample: str, delimiter: str) -> tuple[float, int]:
    """How many of the rows are as wide as the widest common width, and that width; (0, 0) for one column."""
    widths: list[int] = []
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            if any(cells):
                widths.append(len(cells))
            if len(widths) == _SAMPLE_ROWS:
                break
    except csv.Error:
        return (0.0, 0)
    if len(widths) > 1 and len(widths) < _SAMPLE_ROWS and len(sample) == _SAMPLE_BYTES:
        widths.pop()  # the sample may end inside a row
    several = [width for width in widths if width > 1]
    if not several:
        return (0.0, 0)
    common = max(set(several), key=lambda width: (several.count(width), width))
    return (round(several.count(common) / len(widths), 1), common)


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark, where every other byte is the high byte of a Latin or Cyrillic letter."""
    sample = data[: _SAMPLE_BYTES // 16]
    if len(data) % 2 or b"\x00" not in sample:
        return None
    for encoding, high, low in (
        ("utf-16-le", sample[1::2], sample[0::2]),
        ("utf-16-be", sample[0::2], sample[1::2]),
    ):
        telling = sum(high.count(byte) for byte in _HIGH_BYTES)
        if telling >= 0.8 * len(high) and low.count(0) <= 0.1 * len(low):
            try:
                data.decode(encoding)
            except UnicodeDecodeError:
                return None
            return encoding
    return None


def _reads_as_russian(text: str) -> bool:
    """Whether text decoded as Windows-1251 looks written so: Russian letters and typography, words whole.

    Other 8-bit encodings give away themselves: "Constituciуn" (Western), «оПЧПЕ» (KOI8-R), «Љ«ЁҐ­в» (DOS).
    """
    foreign = [character for character in text if not character.isascii()]
    usual = sum(character in _RUSSIAN or character in _TYPOGRAPHY for character in foreign)
    words = len(_RUSSIAN_WORD.findall(text))
    mixed = len(_MIXED_WORD.findall(text))
    return usual >= 0.95 * len(foreign) and mixed <= 0.2 * words


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        raise UserError("exchange.encoding_wrong", encoding=encoding.upper()) from None


def _require_text(sample: str) -> None:
    """Refuse what is no text at all; a stray control character is a problem of its row instead."""
    found = count_control(sample)
    if found > _STRAY_CHARACTERS and found > _STRAY_SHARE * len(sample):
        raise UserError("exchange.not_a_table")


def _without_mark(encoding: str, data: bytes) -> str:
    """The encoding that also swallows a byte order mark which the stated one would leave in place."""
    if codecs.lookup(encoding).name == "utf-8" and data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    return encoding
