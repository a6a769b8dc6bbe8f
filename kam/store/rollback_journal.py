"""What a rollback journal says of itself: whether it belongs to the file beside which it lies.

SQLite believes whatever journal bears the right name. One of another file, or one that a crash left before
the file was replaced by an older copy, would be written over the file's pages. But a journal keeps the first
page as it was before the step, and that page counts the steps: the file beside it is at most one ahead. While
it does not keep the first page, that page is as it was, and says how long the file was.

Of an encrypted file the journal's pages are encrypted as well, and its key reads its own alone. SQLCipher
counts steps at random, so a first page that the step has written already says nothing: only trying tells.

The format is SQLite's: https://sqlite.org/fileformat2.html#rollbackjournal.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import BinaryIO, Final

from kam.store.faults import explained
from kam.store.keys import HEADER, Key, header_of, needed_key

_MAGIC: Final = bytes.fromhex("d9d505f920a163d7")
_HEADER: Final = struct.Struct(">8sIIIII")  # magic, records, nonce, pages before, sector, page size
_NUMBER: Final = struct.Struct(">I")
_CHECKSUM: Final = 4
_UNCOUNTED: Final = 0xFFFFFFFF  # as many records as there are
_SMALLEST, _LARGEST = 512, 65536

_PAGE_SIZE_AT: Final = 16
_COUNTER_AT: Final = 24
_LENGTH_AT: Final = 28
_ID_AT: Final = 68
_LENGTH_COUNTED_AT: Final = 92  # the counter's value at which the length was right


@dataclass(frozen=True, slots=True)
class _FirstPage:
    """What the header of a database says of itself; ``length`` in pages, None where it is not kept."""

    page_size: int
    counter: int
    length: int | None
    application: bytes

    @classmethod
    def read(cls, page: bytes) -> _FirstPage:
        size = int.from_bytes(page[_PAGE_SIZE_AT : _PAGE_SIZE_AT + 2], "big")
        counter, length, counted = (
            _NUMBER.unpack_from(page, at)[0] for at in (_COUNTER_AT, _LENGTH_AT, _LENGTH_COUNTED_AT)
        )
        return cls(
            size if size != 1 else _LARGEST,
            counter,
            length if counted == counter else None,
            page[_ID_AT : _ID_AT + 4],
        )


@dataclass(frozen=True, slots=True)
class _Part:
    """One of the parts of a journal, each with a header: the file before it, and its first page if kept."""

    page_size: int
    length: int
    first: bytes | None


class Belongs(Enum):
    """What file and journal say of each other."""

    YES = auto()
    NO = auto()
    PERHAPS = auto()


def belongs_to(journal: Path, file: Path) -> Belongs:
    """Whether a journal can be of this file's last step; a journal that does not tell is believed.

    It does not tell when the crash came before it was complete: then the file was not touched yet.
    """
    key = needed_key(file)
    head = header_of(file)
    if len(head) < HEADER:
        return Belongs.YES  # nothing is left that could tell
    now = _FirstPage.read(head)
    with explained(journal), journal.open("rb") as handle:
        parts = list(_parts(handle))
    if any(part.page_size != now.page_size for part in parts):
        return Belongs.NO
    first = next((part.first for part in parts if part.first is not None), None)
    if first is not None:
        return _follows(now, first, key)
    is_of_its_length = now.length is None or all(part.length == now.length for part in parts)
    return Belongs.YES if is_of_its_length else Belongs.NO


def _follows(now: _FirstPage, first: bytes, key: Key | None) -> Belongs:
    """Whether a file's first page can be what a step made of the one that the journal keeps, or is that."""
    head = first[:HEADER] if key is None else key.header(first)
    if head is None:
        return Belongs.NO  # encrypted otherwise, or not at all
    before = _FirstPage.read(head)
    if before.application != now.application:
        return Belongs.NO
    ahead = (now.counter - before.counter) % 2**32
    if key is not None and ahead:
        return Belongs.PERHAPS
    return Belongs.YES if ahead in {0, 1} else Belongs.NO


def _parts(journal: BinaryIO) -> Iterator[_Part]:
    end = journal.seek(0, 2)
    at = 0
    while at + _HEADER.size <= end:
        journal.seek(at)
        magic, count, _, length, sector, page_size = _HEADER.unpack(journal.read(_HEADER.size))
        if magic != _MAGIC or not _is_size(page_size) or not _is_size(sector):
            return
        at += sector
        record = _NUMBER.size + page_size + _CHECKSUM
        complete = max(0, end - at) // record
        count = complete if count == _UNCOUNTED else min(count, complete)
        yield _Part(page_size, length, _first_page(journal, at, count, record))
        at += -(-count * record // sector) * sector


def _first_page(journal: BinaryIO, at: int, count: int, record: int) -> bytes | None:
    for number in range(count):
        journal.seek(at + number * record)
        if _NUMBER.unpack(journal.read(_NUMBER.size))[0] == 1:
            return journal.read(record - _NUMBER.size - _CHECKSUM)
    return None


def _is_size(number: int) -> bool:
    """Pages and sectors are powers of two."""
    return _SMALLEST <= number <= _LARGEST and number & (number - 1) == 0
