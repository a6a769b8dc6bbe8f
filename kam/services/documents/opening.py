"""Taking a document out of the workspace: to open it, to save it elsewhere, to preview it."""

from __future__ import annotations

import stat
import tempfile
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from kam.core.errors import NotFoundError, UserError
from kam.core.file_names import clean_name
from kam.models import Document
from kam.services.documents.adding import NAMELESS
from kam.store import blobs
from kam.store.atomic import put_in_free_place, put_in_place, written_aside
from kam.store.faults import explained
from kam.store.workspace import Workspace

OPEN_FOLDER = "kam-document-"


def open_document(workspace: Workspace, document_id: UUID, into: Path) -> Path:
    """A copy to be opened by another program: in a folder of its own below ``into``, which must be there.

    Nobody but the user may look into the folder, and the copy can only be read, so that nobody takes what is
    changed in it for saved. Whoever asked removes ``into`` when the program ends.

    Raises:
        NotFoundError: ``documents.gone``.
        UserError: ``documents.damaged``; ``store.disk`` and the like when it cannot be written.

    """
    with workspace.reading() as session:
        document = _document(session, document_id)
        with explained(into):
            folder = Path(tempfile.mkdtemp(prefix=OPEN_FOLDER, dir=into))
        target = folder / clean_name(document.name, NAMELESS)
        _write_out(session, document, target, replace=False)
    with explained(target):
        target.chmod(stat.S_IRUSR)
    return target


def save_document_as(workspace: Workspace, document_id: UUID, target: Path, *, replace: bool = False) -> Path:
    """Save a copy under a name; it appears whole or not at all.

    Raises:
        NotFoundError: ``documents.gone``.
        UserError: ``store.exists`` where something is there and is not to be replaced;
            ``store.folder_missing``, ``documents.damaged``, ``store.disk`` and the like.

    """
    if not target.parent.is_dir():
        raise UserError("store.folder_missing", folder=str(target.parent))
    with workspace.reading() as session:
        _write_out(session, _document(session, document_id), target, replace=replace)
    return target


def document_bytes(workspace: Workspace, document_id: UUID) -> bytes:
    """The whole content, for a preview; raises ``documents.gone`` or ``documents.damaged``."""
    with workspace.reading() as session:
        document = _document(session, document_id)
        try:
            return blobs.content_of(session, document.sha256)
        except UserError as error:
            raise _told(error, document) from error


def _document(session: Session, document_id: UUID) -> Document:
    document = session.get(Document, document_id)
    if document is None:
        raise NotFoundError("documents.gone")
    return document


def _write_out(session: Session, document: Document, target: Path, *, replace: bool) -> None:
    with written_aside(target.parent) as partial:
        try:
            with explained(target), partial.open("wb") as file:
                for piece in blobs.pieces_of(session, document.sha256):
                    file.write(piece)
        except UserError as error:
            raise _told(error, document) from error
        if replace:
            put_in_place(partial, target)
        else:
            put_in_free_place(partial, target)


def _told(error: UserError, document: Document) -> UserError:
    """A damaged file is named as the user knows it."""
    return UserError("documents.damaged", name=document.name) if error.code == "blob.damaged" else error
