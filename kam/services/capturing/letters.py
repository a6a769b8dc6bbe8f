"""A letter for the capture window: who wrote it, to which client it belongs, whether it is kept already."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from kam.core.errors import UserError
from kam.core.text import fold
from kam.core.vocabulary import Direction, DocumentKind
from kam.exchange.letters import LARGEST, Letter, NoLetterError, read_eml, read_pasted
from kam.models import Colleague, Interaction
from kam.services.capturing.context import account_of_address
from kam.services.capturing.rows import CaptureFile
from kam.services.documents.source import opened
from kam.services.profile import read_profile
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ReadLetter:
    """A letter and what the workspace knows of it. ``path`` is the file it was read from."""

    letter: Letter
    account_id: UUID | None
    direction: Direction
    known_as: str | None
    """The subject of the contact that keeps this letter already."""
    files: tuple[CaptureFile, ...]
    path: Path | None = None


def read_letter_file(workspace: Workspace, path: Path) -> ReadLetter:
    """Read an ``.eml`` file; its attachments are kept with the contact, itself as a letter.

    Raises:
        UserError: ``letter.not_a_letter``, ``letter.too_large``, what ``documents.source.opened`` refuses.

    """
    try:
        with opened(path, LARGEST) as file:
            letter = read_eml(b"".join(file.pieces()))
    except NoLetterError:
        raise UserError("letter.not_a_letter", name=path.name) from None
    except UserError as error:
        if error.code == "documents.too_large":
            details = {name: value for name, value in error.details.items() if name != "code"}
            raise UserError("letter.too_large", **details) from error
        raise
    files = [CaptureFile(each.name, content=each.content) for each in letter.attachments]
    whole = CaptureFile(path.name, DocumentKind.LETTER, path)
    return _placed(workspace, letter, (whole, *files), path)


def read_letter_text(workspace: Workspace, text: str) -> ReadLetter | None:
    """Read a letter as it was pasted; None where the text is none."""
    try:
        letter = read_pasted(text)
    except NoLetterError:
        return None
    return _placed(workspace, letter, (), None)


def _placed(
    workspace: Workspace, letter: Letter, files: tuple[CaptureFile, ...], path: Path | None
) -> ReadLetter:
    addresses = [each.address for each in letter.everybody if each.address]
    with workspace.reading() as session:
        ours = {fold(each) for each in session.scalars(select(Colleague.email)) if each}
        known = None
        if letter.message_id:
            query = select(Interaction.subject).where(Interaction.external_id == letter.message_id)
            known = session.scalars(query).first()
        if letter.sent_at is None and letter.sent_local is not None:
            sent = letter.sent_local.replace(tzinfo=read_profile(session).zone).astimezone(UTC)
            letter = replace(letter, sent_at=sent)
    is_ours = letter.sender is not None and letter.sender.address in ours
    return ReadLetter(
        letter,
        account_of_address(workspace, addresses),
        Direction.OUTGOING if is_ours else Direction.INCOMING,
        known,
        files,
        path,
    )
