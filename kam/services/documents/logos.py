"""Logos, ours and the clients': small pictures kept like documents, named by their digest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import select

from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError, UserError
from kam.models import Account, WorkspaceProfile
from kam.services.documents.media import media_type
from kam.services.documents.source import SourceFile, opened
from kam.store import blobs
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

LARGEST: Final = 2 * 2**20
"""A logo stands on every paper; two megabytes are plenty."""
_FORMS: Final = frozenset({"image/png", "image/jpeg"})


def set_workspace_logo(workspace: Workspace, path: Path | None) -> Outcome[None]:
    """Put our logo on papers, or take it off (None).

    Raises:
        UserError: ``documents.not_a_picture`` for anything but PNG and JPEG, and what ``opened`` refuses.
        NotFoundError: ``workspace.no_profile``.

    """
    _set_logo(workspace, "settings.logo_changed", path, None)
    return Outcome(None, Area.SETTINGS)


def set_account_logo(workspace: Workspace, account_id: UUID, path: Path | None) -> Outcome[None]:
    """Set a client's logo, or take it off; raises as ``set_workspace_logo``, and ``account.gone``."""
    _set_logo(workspace, "dossier.logo_changed", path, account_id)
    return Outcome(None, Area.ACCOUNTS)


def workspace_logo(workspace: Workspace) -> bytes | None:
    """Our logo's bytes, a PNG or JPEG; None without one."""
    with workspace.reading() as session:
        digest = session.scalar(select(WorkspaceProfile.logo_sha256))
        return blobs.content_of(session, digest) if digest else None


def account_logo(workspace: Workspace, account_id: UUID) -> bytes | None:
    """A client's logo, a PNG or JPEG; None without one."""
    with workspace.reading() as session:
        digest = session.scalar(select(Account.logo_sha256).where(Account.id == account_id))
        return blobs.content_of(session, digest) if digest else None


def read_logo(path: Path) -> bytes:
    """A picture's bytes, if it may be a logo; raises as ``set_workspace_logo`` does for a file."""
    with picture(path) as file:
        return b"".join(file.pieces())


@contextmanager
def picture(path: Path) -> Iterator[SourceFile]:
    """Open a file that may be a logo; raises as ``set_workspace_logo`` does for a file."""
    with opened(path, LARGEST) as file:
        if media_type(path.name, file.head) not in _FORMS:
            raise UserError("documents.not_a_picture", name=path.name)
        yield file


def keep_logo(unit: UnitOfWork, owner: Account | WorkspaceProfile, file: SourceFile) -> None:
    """Give an account or ourselves a logo, in the transaction of a step."""
    owner.logo_sha256 = file.digest
    blobs.keep(unit.wire, file.digest, file.size, file.pieces())


def _set_logo(workspace: Workspace, step: str, path: Path | None, account_id: UUID | None) -> None:
    """Of an account, or of ourselves where none is named."""
    if path is None:
        with workspace.writing(step) as unit:
            _owner(unit, account_id).logo_sha256 = None
        return
    with picture(path) as file, workspace.writing(step) as unit:
        keep_logo(unit, _owner(unit, account_id), file)


def _owner(unit: UnitOfWork, account_id: UUID | None) -> Account | WorkspaceProfile:
    if account_id is not None:
        account = unit.get(Account, account_id)
        if account is None:
            raise NotFoundError("account.gone")
        return account
    profile = unit.scalars(select(WorkspaceProfile)).one_or_none()
    if profile is None:
        raise NotFoundError("workspace.no_profile")
    return profile
