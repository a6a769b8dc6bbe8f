"""The workspace as a file: open it, check it, back it up, bring a backup back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kam.core.clock import Clock
from kam.core.errors import UserError
from kam.store import backup as backups
from kam.store import recovery, second_place
from kam.store.backup import Backup, Restored
from kam.store.files import real_path
from kam.store.interrupted import finish_if_left
from kam.store.migrations import HEAD
from kam.store.recovery import CheckReport
from kam.store.retention import KEPT, KEPT_DAYS, KEPT_MONTHS
from kam.store.unit_of_work import SavedStep
from kam.store.workspace import Workspace

__all__ = [
    "KEPT",
    "KEPT_DAYS",
    "KEPT_MONTHS",
    "Backup",
    "CheckReport",
    "Restored",
    "SavedStep",
    "Workspace",
]


def open_workspace(path: Path, clock: Clock, *, for_writing: bool = False) -> Workspace:
    """Open a workspace for reading, or for writing one step; raises as ``Workspace.open``."""
    return Workspace.open(path, clock, read_only=not for_writing, log=False)


def open_for_the_window(path: Path, clock: Clock) -> Workspace:
    """Open a workspace for a long stay, with the log that keeps each step; raises as ``Workspace.open``."""
    return Workspace.open(path, clock)


def check_workspace(path: Path, clock: Clock) -> CheckReport:
    """Everything that can be checked in a file, without changing what it says.

    What a crash interrupted is finished first, as by any opening. Raises where there is no workspace.
    """
    finish_if_left(real_path(path), clock)
    return _check(path)


def is_damaged(path: Path) -> bool:
    """Whether a file that is, or was, a workspace has damage that a check finds."""
    try:
        return not _check(path).is_sound
    except UserError as error:
        return error.code in {"store.damaged", "store.damaged_value"}


def _check(path: Path) -> CheckReport:
    """What SQLite and the journal say; on a sound file of today's schema what only the readers know, too."""
    from kam.services.soundness import inner_faults

    report = recovery.check(path)
    if not report.is_sound or report.schema != HEAD:
        return report
    return replace(report, findings=tuple(inner_faults(report.path)))


def back_up(path: Path, clock: Clock) -> Backup:
    """Make a sealed backup now, after finishing what a crash interrupted; raises as ``backup_now``."""
    finish_if_left(real_path(path), clock)
    return backups.backup_now(path, clock)


def list_backups(path: Path) -> list[Backup]:
    """The backups of a workspace, newest first."""
    return backups.list_backups(path)


def backup_folder(path: Path) -> Path:
    """Where the backups of a workspace stand, be it there already or not."""
    return backups.backup_folder(path)


def last_kept(path: Path) -> int:
    """How many of the last backups of a workspace stay whatever their day."""
    return backups.last_kept(path)


def keep_last(path: Path, count: int) -> None:
    """Let so many of the last backups stay, whoever makes the next one; raises as any writing of a file."""
    backups.keep_last(path, count)


def copy_to_second_place(place: Path, path: Path) -> Path | None:
    """Copy the newest backup of a workspace to another folder; None where there is no backup yet.

    Raises:
        UserError: as ``kam.store.second_place.copy_to``.

    """
    newest = next((each for each in backups.list_backups(path) if each.sealed), None)
    if newest is None:
        return None
    return second_place.copy_to(place, newest, path, last=backups.last_kept(path))


def newest_in_second_place(place: Path, path: Path) -> Backup | None:
    """The newest backup of a workspace in another folder; None where there is none, or no such folder now."""
    return second_place.newest_in(place, path)


def restore(backup: Path, target: Path, clock: Clock) -> Restored:
    """Bring a sealed backup back; raises as ``kam.store.backup.restore`` and then the target is as it was."""
    return backups.restore(backup, target, clock)
