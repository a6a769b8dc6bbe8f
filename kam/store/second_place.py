"""Backups in a second place: another disk, a stick, a folder that another program carries away.

A copy there is the sealed backup itself with its seal, read back and compared before it counts. Workspaces of
one name do not get into each other's way: the folder there bears a mark of where its workspace lies.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from kam.core.errors import UserError
from kam.store.atomic import flush, put_in_free_place, put_in_place, written_aside
from kam.store.backup import Backup, digest, list_in, rotate, seal_path, verify_seal
from kam.store.faults import explained
from kam.store.files import real_path

_MARK: Final = 8


def folder_in(place: Path, workspace: Path) -> Path:
    """Where the backups of a workspace lie in a second place."""
    real = real_path(workspace)
    mark = hashlib.sha256(os.fsencode(real.parent)).hexdigest()[:_MARK]
    return place / f"{real.stem[:100]}-{mark}.kam.backups"


def newest_in(place: Path, workspace: Path) -> Backup | None:
    """The newest backup of a workspace in a second place; None where there is none, or no such place now."""
    with suppress(UserError):
        return next(iter(list_in(folder_in(place, workspace))), None)
    return None


def copy_to(place: Path, backup: Backup, workspace: Path, *, last: int) -> Path:
    """Copy a backup there, and let go of those that ``retention`` has no place for; where it lies now.

    What is there already under its name is left as it is.

    Raises:
        UserError: ``store.second_place_away`` when there is no such folder now, ``store.seal_broken`` when
            the backup or its copy is not what was sealed, ``store.disk``.

    """
    if not place.is_dir():
        raise UserError("store.second_place_away", folder=str(place))
    verify_seal(backup.path)
    folder = folder_in(place, workspace)
    target = folder / backup.path.name
    with explained(folder):
        folder.mkdir(mode=0o700, exist_ok=True)
    if not target.exists():
        _copy(backup.path, target)
    rotate(folder, {target}, last)
    return target


def _copy(source: Path, target: Path) -> None:
    with written_aside(target.parent) as partial, explained(target):
        shutil.copyfile(source, partial)
        flush(partial)
        if digest(partial) != digest(source):
            raise UserError("store.disk", path=str(target))
        with written_aside(target.parent) as seal:
            shutil.copyfile(seal_path(source), seal)
            put_in_place(seal, seal_path(target))
        put_in_free_place(partial, target)
