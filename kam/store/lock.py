"""The lock of a workspace: who writes to it, held by the operating system and so free when they die.

It is held on a sibling file ``NAME.kam.lock`` of the real file, in which stands the holder's name. It is
never held on the workspace itself: closing any handle of a file drops SQLite's own locks on POSIX.
"""

from __future__ import annotations

import errno
import getpass
import os
import platform
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from kam.core.clock import Clock
from kam.core.errors import UserError
from kam.store.faults import fault_of
from kam.store.files import is_plain_or_absent, real_path, sidecar

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

SUFFIX: Final = ".lock"
_TITLE: Final = "kam workspace lock"
_UNLOCKABLE: Final = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL})
_FAR: Final = 1 << 30  # Windows locks bytes against reading; this one is beyond the holder's name
_LONGEST: Final = 4096


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a workspace: ``user@computer``, the process and since when."""

    name: str
    pid: int
    since: datetime

    def text(self) -> str:
        """As it stands in the lock file."""
        return f"{_TITLE}\n{self.name}\n{self.pid}\n{self.since.isoformat()}\n"

    @classmethod
    def parse(cls, text: str) -> Holder | None:
        """From the lock file; None when the holder has not written it yet or it is not one of ours."""
        lines = text.splitlines()
        try:
            title, name, pid, since = lines
            return cls(name, int(pid), datetime.fromisoformat(since)) if title == _TITLE else None
        except ValueError:
            return None


class WorkspaceLock:
    """A lock that is held, until ``release``; it leaves no file behind."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path = path
        self._handle: int | None = handle

    def release(self) -> None:
        """Give the lock back. Doing so twice is harmless."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        if sys.platform == "win32":
            os.close(handle)  # an open file cannot be deleted there, and one that others hold neither
            _unlink(self.path)
        else:
            _unlink(self.path)  # while held: whoever has opened it meanwhile sees that it is gone
            os.close(handle)


def lock_path(path: Path) -> Path:
    """Where the lock of a workspace stands: beside the real file, whatever links lead to it."""
    return sidecar(real_path(path), SUFFIX)


def take_lock(path: Path, clock: Clock) -> WorkspaceLock:
    """Take the lock of a workspace for writing, without waiting.

    Raises:
        UserError: ``store.locked`` with the ``holder``'s name (``store.locked_unnamed`` when it cannot be
            told), ``store.folder_closed`` when nothing may be written beside the file, ``store.no_locking``
            when the file system has no locks; ``store.is_a_folder``, ``store.not_a_workspace`` (a device),
            ``store.no_room`` (the lock's place is taken), and then nothing was made.

    """
    _must_be_lockable(real_path(path), path)
    beside = lock_path(path)
    while True:
        handle = _open(beside, path)
        try:
            _lock(handle)
            if _is_still(handle, beside):
                return _signed(WorkspaceLock(beside, handle), handle, clock)
        except OSError as error:
            os.close(handle)
            raise _refusal(error, beside, path) from error
        os.close(handle)  # the last holder took the file away between our opening and locking it


def holder_of(path: Path) -> Holder | None:
    """Who wrote their name beside a workspace, None when nobody did. It tells nothing about the lock."""
    try:
        with lock_path(path).open("rb") as file:
            return Holder.parse(file.read(_LONGEST).decode("utf-8", "replace"))
    except OSError:
        return None


def _must_be_lockable(real: Path, path: Path) -> None:
    """Only a file has a lock; nothing is made beside a device."""
    if os.path.isdir(real):  # noqa: PTH112 - a name that is too long is none
        raise UserError("store.is_a_folder", path=str(path))
    if not is_plain_or_absent(real):
        raise UserError("store.not_a_workspace", path=str(path))
    if not is_plain_or_absent(lock_path(real)):
        raise UserError("store.no_room", path=str(path), beside=str(lock_path(real)))


def _open(beside: Path, path: Path) -> int:
    follow_no_link = getattr(os, "O_NOFOLLOW", 0)
    try:
        try:
            return os.open(beside, os.O_RDWR | os.O_CREAT | follow_no_link, 0o644)
        except PermissionError:
            return os.open(
                beside, os.O_RDONLY | follow_no_link
            )  # another user's: it can be locked all the same
    except OSError as error:
        closed = UserError("store.folder_closed", path=str(path), folder=str(beside.parent))
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:  # a folder within may not even be seen
            raise closed from error
        if not beside.parent.is_dir():
            raise UserError("store.folder_missing", path=str(path), folder=str(beside.parent)) from error
        if error.errno == errno.ENOENT:
            raise closed from error
        raise fault_of(error, path) or error from error


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_still(handle: int, beside: Path) -> bool:
    """Whether the locked file is the one that others will find at its path."""
    try:
        return os.path.samestat(os.fstat(handle), beside.stat())
    except FileNotFoundError:
        return False


def _signed(lock: WorkspaceLock, handle: int, clock: Clock) -> WorkspaceLock:
    try:
        _sign(handle, clock)
    except BaseException:
        lock.release()
        raise
    return lock


def _sign(handle: int, clock: Clock) -> None:
    """Write the holder's name; a lock without one (a full disk, another user's file) holds as well."""
    holder = Holder(_own_name(), os.getpid(), clock.now())
    with suppress(OSError):
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, holder.text().encode("utf-8", "replace"))


def _own_name() -> str:
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a user id without a name, as in containers
        user = "?"
    return f"{user}@{platform.node() or '?'}"


def _refusal(error: OSError, beside: Path, path: Path) -> Exception:
    if error.errno in {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}:
        holder = holder_of(path)
        if holder is None:
            return UserError("store.locked_unnamed", path=str(path))
        return UserError(
            "store.locked", path=str(path), holder=holder.name, pid=holder.pid, since=holder.since
        )
    if error.errno in _UNLOCKABLE:
        return UserError("store.no_locking", path=str(path), folder=str(beside.parent))
    return fault_of(error, path) or error


def _unlink(beside: Path) -> None:
    """Take the file away; one that stays, because Windows' next holder has opened it, does no harm."""
    with suppress(OSError):
        beside.unlink()
