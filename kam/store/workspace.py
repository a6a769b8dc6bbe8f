"""The workspace: one file with everything, opened by one program at a time for writing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from kam.core.clock import Clock
from kam.core.errors import UserError
from kam.store import search, unit_of_work
from kam.store.atomic import put_in_free_place, put_in_place, sweep, written_aside
from kam.store.backup import Backup, backup_now, changes_are_saved
from kam.store.engine import Safety, reader_engine, sole_engine, writer_engine
from kam.store.files import (
    drop_sidecars,
    has_log,
    must_be_file,
    must_have_room,
    real_path,
    recognise,
)
from kam.store.interrupted import finish, finish_if_left
from kam.store.journal import StepKind
from kam.store.keys import Key, needed_key
from kam.store.lock import WorkspaceLock, take_lock
from kam.store.migrate import upgrade
from kam.store.migrations import HEAD
from kam.store.recovery import settle
from kam.store.schema import build_schema
from kam.store.search_sources import rebuild
from kam.store.unit_of_work import SavedStep, UnitOfWork

T = TypeVar("T")

_READ: Final = "read in this session"


def once_a_reading(session: Session, read: Callable[[Session], T]) -> T:
    """What ``read`` reads, asked once by all who read in the same session; each time where it can write."""
    kept: dict[object, T] | None = session.info.get(_READ)
    if kept is None:
        return read(session)
    if read not in kept:
        kept[read] = read(session)
    return kept[read]


class Workspace:
    """An open workspace file. Close it, or use it in a ``with`` block; sessions must have ended before.

    Read only it takes no lock, so that the command line can read what the window holds.
    """

    def __init__(
        self, path: Path, clock: Clock, lock: WorkspaceLock | None, safety: Safety = Safety.LOG
    ) -> None:
        """For ``open`` and ``create``, which have made sure of the file."""
        self.path = path
        self.clock = clock
        self.changed = False
        """Whether anything was committed since it was opened; the unit of work says so."""
        self.last_saved: SavedStep | None = None
        """The step that was committed last since it was opened."""
        self.reader_engine = reader_engine(path)
        self._writer_engine = None if lock is None else writer_engine(path, safety)
        self._lock = lock
        self._is_open = True

    @classmethod
    def create(
        cls,
        path: Path,
        clock: Clock,
        begin: Callable[[Workspace], object] | None = None,
        *,
        replace: bool = False,
        key: Key | None = None,
    ) -> Workspace:
        """A new file with the schema and what ``begin`` writes into it, open for writing.

        It is made under another name and appears whole or not at all: a program that dies meanwhile leaves
        nothing under this name, or what was there. ``replace``: it takes the place of a file that is there,
        and is encrypted if that is. ``key``: it is encrypted with it, which is held.

        Raises:
            UserError: ``store.exists``, ``store.folder_missing``, ``store.folder_closed``, ``store.locked``;
                whatever ``begin`` raises.

        """
        path = real_path(path)
        lock = take_lock(path, clock)
        try:
            must_have_room(path)
            sweep(path)
            if not replace:
                _must_be_free(path)
            elif key is None:
                key = needed_key(path)
            with written_aside(path.parent, path) as partial:
                cls._fill(partial, clock, lock, begin, key)
                drop_sidecars(path)
                (put_in_place if replace else put_in_free_place)(partial, path)
            workspace = cls._started(path, clock, lock, Safety.LOG)
        except BaseException:
            lock.release()
            raise
        workspace.changed = begin is not None
        return workspace

    @classmethod
    def _fill(
        cls,
        partial: Path,
        clock: Clock,
        lock: WorkspaceLock,
        begin: Callable[[Workspace], object] | None,
        key: Key | None,
    ) -> None:
        engine = sole_engine(partial, key)
        try:
            with engine.begin() as connection:
                build_schema(connection)
        finally:
            engine.dispose()
        if begin is None:
            return
        workspace = cls(partial, clock, lock, Safety.LATER)
        try:
            begin(workspace)
        finally:
            workspace._let_go()

    @classmethod
    def open(cls, path: Path, clock: Clock, *, read_only: bool = False, log: bool = True) -> Workspace:
        """Open a workspace; after a crash everything acknowledged is there, an older one is upgraded.

        A file that cannot be opened stays as it is, byte for byte. ``log``: it is used with a write-ahead
        log, for who stays and writes often; without, for a single step, it stays as it is until that step is
        committed, and byte for byte if it never is.

        Raises:
            UserError: what ``recognise`` raises; for writing ``store.locked`` with its ``holder``,
                ``store.folder_closed``, ``store.two_names``, ``store.upgrade_failed``; after a crash what
                ``finish`` raises.

        """
        path = real_path(path)
        must_be_file(path)
        if read_only:
            return cls._open_for_reading(path, clock)
        try:
            lock = take_lock(path, clock)
        except UserError as error:
            if error.code == "store.folder_closed":
                recognise(path)  # what the file is says more than where it lies
            raise
        try:
            sweep(path)
            _make_ready(path, clock)
            return cls._started(path, clock, lock, Safety.LOG if log else Safety.JOURNAL)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def _started(cls, path: Path, clock: Clock, lock: WorkspaceLock, safety: Safety) -> Workspace:
        """Read before the log is turned on: a file that is refused for what is read stays as it was."""
        workspace = cls(path, clock, lock, safety)
        try:
            with workspace.reader_engine.connect() as connection:
                index_is_current = search.is_current(connection)
            with workspace.writer_engine.begin() as connection:
                if not index_is_current:
                    rebuild(connection)
        except BaseException:
            workspace._let_go()
            raise
        return workspace

    @classmethod
    def _open_for_reading(cls, path: Path, clock: Clock) -> Workspace:
        finish_if_left(path, clock)
        if recognise(path).schema < HEAD and not _make_ready_if_free(path, clock):
            raise UserError("store.older", path=str(path))
        return cls(path, clock, None)

    @property
    def read_only(self) -> bool:
        """Whether it was opened for reading only."""
        return self._writer_engine is None

    @property
    def writer_engine(self) -> Engine:
        """The one connection that writes.

        Raises:
            UserError: ``store.read_only``.

        """
        if self._writer_engine is None:
            raise UserError("store.read_only", path=str(self.path))
        return self._writer_engine

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees the workspace as it was at its first query, and cannot write.

        What is read in it stays true for as long as it lasts: see ``once_a_reading``.
        """
        with Session(
            self.reader_engine, autoflush=False, expire_on_commit=False, info={_READ: {}}
        ) as session:
            yield session

    def writing(
        self,
        step: str,
        *,
        details: Mapping[str, object] | None = None,
        kind: StepKind = StepKind.USER,
    ) -> AbstractContextManager[UnitOfWork]:
        """One use case: one labelled step of the journal in one transaction, or nothing."""
        return unit_of_work.writing(self, step, details=details, kind=kind)

    def close(self) -> Backup | None:
        """Return to one plain file and, after changes, back it up. Closing twice is harmless.

        Raises:
            UserError: what ``changes_are_saved`` raises when the changes are safe but the backup was not
                made; without changes ``store.disk``. The workspace is closed all the same.

        """
        if not self._is_open:
            return None
        self._is_open = False
        self._let_go()
        if self._lock is None:
            self._tidy_after_reading()
            return None
        try:
            return self._settled_and_backed_up()
        finally:
            self._lock.release()

    def _settled_and_backed_up(self) -> Backup | None:
        if not self.changed:
            settle(self.path)
            return None
        with changes_are_saved(self.path):
            settle(self.path)
            return backup_now(self.path, self.clock)

    def _let_go(self) -> None:
        self.reader_engine.dispose()
        if self._writer_engine is not None:
            self._writer_engine.dispose()

    def _tidy_after_reading(self) -> None:
        """The writer could not leave one plain file while we read: whoever goes last does it."""
        if not has_log(self.path):
            return
        try:
            lock = take_lock(self.path, self.clock)
        except UserError:
            return
        try:
            settle(self.path)
        finally:
            lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self.close()
        except UserError as failure:
            if error is None:
                raise
            error.add_note(f"closing failed too: {failure}")


def _must_be_free(path: Path) -> None:
    if os.path.lexists(path):
        raise UserError("store.exists", path=str(path))


def _make_ready_if_free(path: Path, clock: Clock) -> bool:
    try:
        lock = take_lock(path, clock)
    except UserError:  # somebody writes, or nobody may
        return False
    try:
        _make_ready(path, clock)
    finally:
        lock.release()
    return True


def _make_ready(path: Path, clock: Clock) -> None:
    """Under the lock: finish what a crash interrupted, know the file, upgrade what is older."""
    if finish(path, clock).schema < HEAD:
        upgrade(path, clock)
