"""The workspace as a file: open it, check it, back it up, bring a backup back."""

from __future__ import annotations

from pathlib import Path

from kam.core.clock import Clock
from kam.core.errors import UserError
from kam.store import backup as backups
from kam.store import recovery
from kam.store.backup import Backup, Restored
from kam.store.recovery import CheckReport
from kam.store.unit_of_work import SavedStep
from kam.store.workspace import Workspace

__all__ = ["Backup", "CheckReport", "Restored", "SavedStep", "Workspace"]


def open_workspace(path: Path, clock: Clock, *, for_writing: bool = False) -> Workspace:
    """Open a workspace, for reading unless said otherwise; raises as ``Workspace.open``."""
    return Workspace.open(path, clock, read_only=not for_writing)


def check_workspace(path: Path) -> CheckReport:
    """Everything that can be checked in a file, without changing it; raises where it is no workspace."""
    return recovery.check(path)


def is_damaged(path: Path) -> bool:
    """Whether a file that is, or was, a workspace has damage that a check finds."""
    try:
        return not recovery.check(path).is_sound
    except UserError as error:
        return error.code in {"store.damaged", "store.damaged_value"}


def back_up(path: Path, clock: Clock) -> Backup:
    """Make a sealed backup now; raises as ``kam.store.backup.backup_now``."""
    return backups.backup_now(path, clock)


def list_backups(path: Path) -> list[Backup]:
    """The backups of a workspace, newest first."""
    return backups.list_backups(path)


def restore(backup: Path, target: Path, clock: Clock) -> Restored:
    """Bring a sealed backup back; raises as ``kam.store.backup.restore`` and then the target is as it was."""
    return backups.restore(backup, target, clock)
