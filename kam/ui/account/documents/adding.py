"""Taking files into the workspace, one after another; what was refused is said file by file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from kam.core.changes import Area
from kam.core.errors import UserError
from kam.jobs import Cancelled, Progress
from kam.services.documents import add_document
from kam.services.files import Workspace
from kam.ui.account.documents.columns import likely_kind
from kam.ui.desk import Desk

_MEGABYTE: Final = 2**20


@dataclass
class Taken:
    """What became of some files."""

    added: list[UUID] = field(default_factory=list)
    refused: list[UserError] = field(default_factory=list)
    cancelled: bool = False


class Adding(QObject):
    """One job at a time; files that come meanwhile wait for it."""

    ended = Signal(object)
    """The ``Taken``, and nothing is under way any more."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._waiting: list[tuple[UUID, list[Path]]] = []
        self.is_under_way = False

    def take(self, account_id: UUID, paths: Sequence[Path]) -> None:
        """Keep files with an account."""
        if not paths:
            return
        if self.is_under_way:
            self._waiting.append((account_id, list(paths)))
            return
        self.is_under_way = True
        words = self._desk.look.words
        title = (
            words.say("Keeping “{name}”, MB", name=paths[0].name)
            if len(paths) == 1
            else words.say_many("Keeping {count} file, MB", "Keeping {count} files, MB", len(paths))
        )
        work = partial(keep_files, self._desk.workspace, account_id, list(paths))
        self._desk.jobs.run_long(self, title, work, self._done, otherwise=self._failed)

    def _done(self, taken: Taken) -> None:
        if taken.added:
            self._desk.hub.announce(Area.ACCOUNTS)
        self._next()
        self.ended.emit(taken)

    def _failed(self, error: Exception) -> bool:
        del error
        self._next()
        self.ended.emit(Taken())
        return False

    def _next(self) -> None:
        self.is_under_way = False
        if self._waiting:
            self.take(*self._waiting.pop(0))


def keep_files(workspace: Workspace, account_id: UUID, paths: list[Path], progress: Progress) -> Taken:
    """Keep each file as a step of its own; one that is refused does not keep the others out."""
    taken = Taken()
    sizes = [_size(path) for path in paths]
    before = 0
    for path, size in zip(paths, sizes, strict=True):
        say = partial(_say, progress, before, sum(sizes))
        try:
            kind = likely_kind(path.name)
            taken.added.append(add_document(workspace, account_id, path, kind=kind, progress=say).value)
        except UserError as error:
            taken.refused.append(error)
        except Cancelled:
            taken.cancelled = True
            break
        before += size
    return taken


def _say(progress: Progress, before: int, whole: int, done: int, total: int) -> None:
    """How far all files are; reading and writing a file are half of it each."""
    size = total // 2
    reached = before + (done * size // total if total else 0)
    if whole < _MEGABYTE:
        progress.say(0, 0)
        return
    progress.say(reached // _MEGABYTE, -(-whole // _MEGABYTE))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
