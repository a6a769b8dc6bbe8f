"""The workspace: one file with everything, opened by one program at a time for writing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from kam.core.clock import Clock
from kam.core.errors import UserError
from kam.store import search, unit_of_work
from kam.store.atomic import put_in_free_place, written_aside
from kam.store.backup import Backup, backup_folder, backup_now
from kam.store.engine import reader_engine, sole_engine, writer_engine
from kam.store.files import (
    drop_sidecars,
    has_log,
    left_open,
    must_be_file,
    must_have_one_name,
    real_path,
    recognise,
)
from kam.store.journal import StepKind
from kam.store.lock import WorkspaceLock, take_lock
from kam.store.migrate import upgrade
from kam.store.migrations import HEAD
from kam.store.recovery import roll_back, settle
from kam.store.schema import build_schema
from kam.store.search_sources import rebuild
from kam.store.unit_of_work import SavedStep, UnitOfWork


class Workspace:
    """An open workspace file. Close it, or use it in a ``with`` block; sessions must have ended before.

    Read only it takes no lock, so that the command line can read what the window holds.
    """

    def __init__(self, path: Path, clock: Clock, lock: WorkspaceLock | None) -> None:
        """For ``open`` and ``create``, which have made sure of the file."""
        self.path = path
        self.clock = clock
        self.changed = False
        """Whether anything was committed since it was opened; the unit of work says so."""
        self.last_saved: SavedStep | None = None
        """The step that was committed last since it was opened."""
        self.reader_engine = reader_engine(path)
        self._writer_engine = None if lock is None else writer_engine(path)
        self._lock = lock
        self._is_open = True

    @classmethod
    def create(cls, path: Path, clock: Clock) -> Workspace:
        """A new file with the schema and nothing in it, open for writing. It appears whole or not at all.

        Raises:
            UserError: ``store.exists``, ``store.folder_missing``, ``store.folder_closed``, ``store.locked``.

        """
        path = real_path(path)
        lock = take_lock(path, clock)
        try:
            _make_new(path)
            return cls._started(path, clock, lock)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open(cls, path: Path, clock: Clock, *, read_only: bool = False) -> Workspace:
        """Open a workspace; after a crash everything acknowledged is there, an older one is upgraded.

        A file that cannot be opened stays as it is, byte for byte.

        Raises:
            UserError: what ``recognise`` raises; for writing ``store.locked`` with its ``holder``,
                ``store.folder_closed``, ``store.two_names``, ``store.upgrade_failed``.

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
            _make_ready(path, clock)
            return cls._started(path, clock, lock)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def _started(cls, path: Path, clock: Clock, lock: WorkspaceLock) -> Workspace:
        """Read before the log is turned on: a file that is refused for what is read stays as it was."""
        workspace = cls(path, clock, lock)
        try:
            with workspace.reader_engine.connect() as connection:
                index_is_current = search.is_current(connection)
            with workspace.writer_engine.begin() as connection:
                if not index_is_current:
                    rebuild(connection)
        except BaseException:
            workspace.reader_engine.dispose()
            workspace.writer_engine.dispose()
            raise
        return workspace

    @classmethod
    def _open_for_reading(cls, path: Path, clock: Clock) -> Workspace:
        if left_open(path):
            _make_ready_if_free(path, clock)  # left by a crash, unless somebody has it open
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
        """A session that sees the workspace as it was at its first query, and cannot write."""
        with Session(self.reader_engine, autoflush=False, expire_on_commit=False) as session:
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
            UserError: ``store.backup_failed`` when the changes are safe but the backup was not made,
                ``store.backup_unsound`` when it showed that the workspace is damaged; ``store.disk``. The
                workspace is closed all the same.

        """
        if not self._is_open:
            return None
        self._is_open = False
        self.reader_engine.dispose()
        if self._lock is None:
            self._tidy_after_reading()
            return None
        self.writer_engine.dispose()
        try:
            settle(self.path)
            return self._backed_up() if self.changed else None
        finally:
            self._lock.release()

    def _backed_up(self) -> Backup:
        try:
            return backup_now(self.path, self.clock)
        except UserError as error:
            if error.code == "store.backup_unsound":
                raise
            folder = str(backup_folder(self.path))
            raise UserError("store.backup_failed", path=str(self.path), folder=folder) from error

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


def _make_new(path: Path) -> None:
    if path.exists():
        raise UserError("store.exists", path=str(path))
    with written_aside(path.parent) as partial:
        engine = sole_engine(partial)
        try:
            with engine.begin() as connection:
                build_schema(connection)
        finally:
            engine.dispose()
        drop_sidecars(path)
        put_in_free_place(partial, path)


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
    """Under the lock: know the file, finish what a crash interrupted, upgrade what is older."""
    must_have_one_name(path)
    roll_back(path)
    found = recognise(path, alone=True)
    if found.left_open:
        settle(path)
    if found.schema < HEAD:
        upgrade(path, clock)
