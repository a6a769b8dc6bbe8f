"""Files that come with a capture: photographs and letters at a path, attachments as bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from kam.core.errors import UserError
from kam.core.field_errors import FieldError, refuse
from kam.core.file_names import clean_name
from kam.core.vocabulary import DocumentKind
from kam.models import Document, Interaction
from kam.services.capturing.rows import CaptureFile
from kam.services.documents.adding import NAMELESS
from kam.services.documents.media import HEAD, media_type
from kam.services.documents.source import must_fit, opened
from kam.services.forms import FormField, fill
from kam.services.profile import Profile
from kam.store import blobs
from kam.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class KeptFile:
    """A file that was measured and can be written."""

    name: str
    kind: DocumentKind
    size: int
    digest: bytes
    head: bytes
    pieces: Callable[[], Iterable[bytes]]


def opened_files(stack: ExitStack, files: Sequence[CaptureFile], limit: int) -> list[KeptFile]:
    """Open and measure every file; FieldErrors for ``files.N`` that cannot be kept. Doubled ones are one."""
    found: dict[bytes, KeptFile] = {}
    faults: list[FieldError] = []
    for number, each in enumerate(files):
        try:
            kept = _measured(stack, each, limit)
        except UserError as error:
            faults.append(FieldError.of(f"files.{number}", error))
        else:
            found.setdefault(kept.digest, kept)
    refuse(faults)
    return list(found.values())


def _measured(stack: ExitStack, file: CaptureFile, limit: int) -> KeptFile:
    name = clean_name(file.name, NAMELESS)
    if file.path is not None:
        source = stack.enter_context(opened(file.path, limit))
        return KeptFile(name, file.kind, source.size, source.digest, source.head, source.pieces)
    content = file.content
    must_fit(name, len(content), limit)
    digest = hashlib.sha256(content).digest()
    return KeptFile(name, file.kind, len(content), digest, content[:HEAD], lambda: blobs.in_pieces(content))


def keep_file(unit: UnitOfWork, interaction: Interaction, file: KeptFile, profile: Profile) -> None:
    """Write a document of the interaction and its bytes."""
    document = Document(
        account_id=interaction.account_id,
        interaction_id=interaction.id,
        kind=file.kind,
        on=profile.today(unit.now),
        media_type=media_type(file.name, file.head),
        sha256=file.digest,
        size=file.size,
    )
    refuse(fill(document, (FormField("name"),), {"name": file.name}, currency=""))
    unit.add(document)
    blobs.keep(unit.wire, file.digest, file.size, file.pieces())
