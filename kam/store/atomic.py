"""Files that appear whole or not at all: written aside, flushed to the disk, put in place by one rename."""

from __future__ import annotations

import errno
import hashlib
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

_FROM_HERE: Final = -100  # AT_FDCWD
_EXCLUSIVELY_ON_LINUX: Final = 1  # RENAME_NOREPLACE
_EXCLUSIVELY_ON_MACOS: Final = 4  # RENAME_EXCL
_UNKNOWN_MOVE: Final = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})


@contextmanager
def written_aside(folder: Path, target: Path | None = None) -> Iterator[Path]:
    """An empty file in the folder, readable by its owner alone; gone at the end unless put in place.

    ``target``: the workspace beside which it is written, under that workspace's lock; ``sweep`` knows by it
    what nobody works on any more.
    """
    prefix = PARTIAL if target is None else _prefix(target)
    with explained(folder):
        handle, name = tempfile.mkstemp(prefix=prefix, dir=folder)
        os.close(handle)
    partial = Path(name)
    try:
        yield partial
    finally:
        with suppress(OSError):
            partial.unlink()


def sweep(target: Path) -> None:
    """Under a workspace's lock: take away what was being written beside it when a program died.

    It was written under the same lock, so whoever wrote it is gone; other workspaces' files stay.
    """
    with suppress(OSError):
        for file in target.parent.glob(_prefix(target) + "*"):
            with suppress(OSError):
                file.unlink()


def _prefix(target: Path) -> str:
    """Names of any length have room for it, and no character of theirs is a sign for ``glob``."""
    return f"{PARTIAL}{hashlib.sha256(os.fsencode(target.name)).hexdigest()[:12]}-"


def put_in_place(partial: Path, target: Path) -> None:
    """Let a finished file take the place of whatever is there; after this call it survives a power loss."""
    with explained(target):
        flush(partial)
        partial.replace(target)
        _flush_folder(target.parent)


def put_in_free_place(partial: Path, target: Path) -> None:
    """Let a finished file appear where nothing is, in one move wherever the system knows such a move.

    Elsewhere (network disks) the name is claimed first by an empty file, since renaming would replace what
    came in between. Hard links do not do: after a crash the file would have two names.

    Raises:
        UserError: ``store.exists`` when something is there, even a link that leads nowhere.

    """
    with explained(target):
        flush(partial)
        try:
            moved = _moved_to_free(partial, target)
            if not moved:
                os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError as error:
            raise UserError("store.exists", path=str(target)) from error
        try:
            if not moved:
                partial.replace(target)
        except BaseException:
            with suppress(OSError):
                target.unlink()
            raise
        _flush_folder(target.parent)


def _moved_to_free(partial: Path, target: Path) -> bool:
    """Rename unless the name is taken (FileExistsError); False where there is no such move."""
    if sys.platform == "win32":
        partial.rename(target)  # never replaces there
        return True
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    source, place = os.fsencode(partial), os.fsencode(target)
    try:
        if sys.platform == "darwin":
            failed = library.renamex_np(source, place, _EXCLUSIVELY_ON_MACOS)
        else:
            failed = library.renameat2(_FROM_HERE, source, _FROM_HERE, place, _EXCLUSIVELY_ON_LINUX)
    except AttributeError:  # an older C library
        return False
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in _UNKNOWN_MOVE:
        return False
    raise OSError(number, os.strerror(number), os.fspath(target))


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
