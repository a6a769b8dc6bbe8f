"""Failures of the disk and of SQLite, told as errors that a person can mend.

The driver reports no codes, only SQLite's English messages; those below are its fixed texts. What is not
among them is a bug of ours and passes unchanged.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import sqlcipher3.dbapi2 as driver

from kam.core.errors import UserError

_SQLITE: Final = (
    ("disk image is malformed", "store.damaged"),
    ("malformed database schema", "store.damaged"),
    ("file is not a database", "store.damaged"),
    ("unsupported file format", "store.damaged"),
    ("database corruption", "store.damaged"),
    ("fts5: corrupt", "store.damaged"),
    ("fts5: missing row", "store.damaged"),
    ("vtable constructor failed", "store.damaged"),
    ("invalid fts5 file format", "store.damaged"),
    ("Could not decode to UTF-8", "store.damaged"),
    ("disk I/O error", "store.disk"),
    ("disk is full", "store.disk"),
    ("readonly database", "store.read_only"),
    ("is locked", "store.busy"),
    ("unable to open database", "store.cannot_open"),
    ("authorization denied", "store.cannot_open"),
)

_SYSTEM: Final = {
    errno.ENOENT: "store.missing",
    errno.ENOTDIR: "store.missing",
    errno.EISDIR: "store.is_a_folder",
    errno.EACCES: "store.no_permission",
    errno.EPERM: "store.no_permission",
    errno.EROFS: "store.no_permission",
    errno.ENOSPC: "store.disk",
    errno.EDQUOT: "store.disk",
    errno.EFBIG: "store.disk",
    errno.EIO: "store.disk",
    errno.EBUSY: "store.busy",
}

_MISSING_NAME: Final = ("no such table", "no such column", "has no column named")


def fault_of(error: BaseException, path: str | os.PathLike[str]) -> UserError | None:
    """What an error of the driver or the operating system means to the user, None when it is a bug."""
    if isinstance(error, driver.DatabaseError):
        text = str(error)
        code = next((code for sign, code in _SQLITE if sign in text), None)
    elif isinstance(error, UnicodeDecodeError):
        code = "store.damaged"  # of stored text, or of SQLite's own message that quotes it
    elif isinstance(error, OSError):
        code = _SYSTEM.get(error.errno or 0, "store.cannot_open")
    else:
        code = None
    return None if code is None else UserError(code, path=os.fspath(path))


def asks_for_what_is_not_there(error: BaseException) -> bool:
    """Whether SQLite misses a table or a column; whose fault that is, ``lacking`` finds out."""
    return isinstance(error, driver.DatabaseError) and any(sign in str(error) for sign in _MISSING_NAME)


@contextmanager
def explained(path: str | os.PathLike[str]) -> Iterator[None]:
    """Failures of the disk and of SQLite inside the block become ``UserError`` about this path."""
    try:
        yield
    except (driver.DatabaseError, UnicodeDecodeError, OSError) as error:
        fault = fault_of(error, path)
        if fault is None:
            raise
        raise fault from error
