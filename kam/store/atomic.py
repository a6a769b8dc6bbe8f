"""Files that appear whole or not at all: written aside, flushed to the disk, put in place by one rename."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from kam.core.errors import UserError
from kam.store.faults import explained

PARTIAL: Final = ".kam-partial-"


@contextmanager
def written_aside(folder: Path) -> Iterator[Path]:
    """An empty file in the folder, readable by its owner alone; gone at the end unless put in place."""
    with explained(folder):
        handle, name = tempfile.mkstemp(prefix=PARTIAL, dir=folder)
        os.close(handle)
    partial = Path(name)
    try:
        yield partial
    finally:
        with suppress(OSError):
            partial.unlink()


def put_in_place(partial: Path, target: Path) -> None:
    """Let a finished file take the place of whatever is there; after this call it survives a power loss."""
    with explained(target):
        flush(partial)
        partial.replace(target)
        _flush_folder(target.parent)


def put_in_free_place(partial: Path, target: Path) -> None:
    """Let a finished file appear where nothing is.

    The name is claimed first, because a rename alone would replace what came in between; hard links, which
    would do it in one move, are unknown to the file systems of memory sticks.

    Raises:
        UserError: ``store.exists`` when something is there, even a link that leads nowhere.

    """
    with explained(target):
        try:
            os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError as error:
            raise UserError("store.exists", path=str(target)) from error
    try:
        put_in_place(partial, target)
    except BaseException:
        with suppress(OSError):
            target.unlink()
        raise


def flush(file: Path) -> None:
    """Bring a file's bytes to the disk itself, past its cache where the system offers that."""
    with file.open("rb+") as handle:
        if sys.platform == "darwin":
            import fcntl

            fcntl.fcntl(handle.fileno(), fcntl.F_FULLFSYNC)
        else:
            os.fsync(handle.fileno())


def _flush_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return  # a folder has no handle there; NTFS keeps its own journal
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
