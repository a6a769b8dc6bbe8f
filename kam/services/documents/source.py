"""A file on the disk as a document's source: opened once, measured, and read twice alike."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeAlias

from kam.core.errors import UserError
from kam.models.document import PIECE_BYTES
from kam.services.documents.media import HEAD

Progress: TypeAlias = Callable[[int, int], None]
"""Is told how many bytes are done and of how many. It may raise to cancel; then nothing was written."""

_OPENING = (
    os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
)


@dataclass(frozen=True)
class SourceFile:
    """An open file, its size, the digest of its bytes and the first of them."""

    handle: BinaryIO
    name: str
    size: int
    digest: bytes
    head: bytes

    def pieces(self, progress: Progress | None = None) -> Iterator[bytes]:
        """Its bytes once more, the second half of the work. Of a file that grows no more than it had."""
        self.handle.seek(0)
        return _pieces(self.handle, self.name, self.size, progress, before=self.size)


@contextmanager
def opened(path: Path, limit: int, progress: Progress | None = None) -> Iterator[SourceFile]:
    """Open an ordinary file of at most ``limit`` bytes and read it once for its digest.

    What is opened is what is measured: a pipe, a device or a socket that takes the name meanwhile is refused,
    and none of them can make kam wait.

    Raises:
        UserError: ``documents.missing``, ``documents.not_a_file``, ``documents.empty``,
            ``documents.too_large`` with both sizes in megabytes, ``documents.unreadable``.

    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a device may act when it is merely opened
            raise UserError("documents.not_a_file", name=path.name)
        handle = os.fdopen(os.open(path, _OPENING), "rb")
    except FileNotFoundError as error:
        raise UserError("documents.missing", name=path.name) from error
    except (OSError, ValueError) as error:
        raise UserError("documents.unreadable", name=path.name) from error
    with handle:
        found = os.fstat(handle.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise UserError("documents.not_a_file", name=path.name)
        must_fit(path.name, found.st_size, limit)
        yield _measured(handle, path.name, found.st_size, progress)


def must_fit(name: str, size: int, limit: int) -> None:
    """Refuse what is empty or too large; sizes are said in megabytes, upwards."""
    if size == 0:
        raise UserError("documents.empty", name=name)
    if size > limit:
        raise UserError("documents.too_large", name=name, size=-(-size // 2**20), limit=limit // 2**20)


def _measured(handle: BinaryIO, name: str, size: int, progress: Progress | None) -> SourceFile:
    whole, head = hashlib.sha256(), b""
    for piece in _pieces(handle, name, size, progress):
        head = head or piece[:HEAD]
        whole.update(piece)
    return SourceFile(handle, name, size, whole.digest(), head)


def _pieces(
    handle: BinaryIO, name: str, size: int, progress: Progress | None, before: int = 0
) -> Iterator[bytes]:
    """The bytes in pieces, each told of before it is used: who cancels then has nothing of it."""
    done = 0
    while done < size:
        try:
            piece = handle.read(min(PIECE_BYTES, size - done))
        except OSError as error:
            raise UserError("documents.unreadable", name=name) from error
        if not piece:
            return
        done += len(piece)
        if progress is not None:
            progress(before + done, 2 * size)
        yield piece
