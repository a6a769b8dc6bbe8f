"""What the tab reads: the documents, the contracts they may belong to, when they were verified."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kam.core.vocabulary import DossierSection
from kam.services.documents import DocumentRow, list_documents
from kam.services.dossier import read_dossier
from kam.services.dossier.rows import Verified
from kam.services.settings.documents import read_document_settings
from kam.ui.desk import Desk
from kam.ui.widgets.fields import Option


@dataclass(frozen=True, slots=True)
class DocumentsReading:
    """The documents of an account as of now; ``limit_mb`` is how large one may be."""

    account_id: UUID
    on: date
    rows: tuple[DocumentRow, ...]
    contracts: tuple[Option, ...]
    verified: Verified
    limit_mb: int


def read_documents(desk: Desk, account_id: UUID) -> DocumentsReading:
    """Read them off the interface thread."""
    dossier = read_dossier(desk.workspace, account_id, as_of=desk.now())
    return DocumentsReading(
        account_id=account_id,
        on=dossier.on,
        rows=tuple(list_documents(desk.workspace, account_id)),
        contracts=tuple(
            (line.id, " ".join(filter(None, (line.number, line.subject))) or "—")
            for line in dossier.contracts
        ),
        verified=dossier.verified(DossierSection.DOCUMENTS),
        limit_mb=read_document_settings(desk.workspace).limit_mb,
    )
