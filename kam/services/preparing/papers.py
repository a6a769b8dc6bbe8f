"""What was printed or saved for a meeting: kept as it was, listed and shown again.

Keeping a paper is a record of what happened, so it is a step that is not undone; deleting one is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from hashlib import sha256
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError, UserError
from kam.core.vocabulary import ChecklistCode, PaperKind
from kam.models import ChecklistItem, Interaction, PrintedDocument
from kam.store import blobs
from kam.store.journal import StepKind
from kam.store.workspace import Workspace


class Way(Enum):
    """How a paper left the program."""

    PRINTED = "brief.printed"
    SAVED = "brief.saved"


_BRIEFS: Final = (PaperKind.BRIEF, PaperKind.CUSTOMER_BRIEF)


@dataclass(frozen=True, slots=True)
class Paper:
    """A drawn paper to be kept."""

    kind: PaperKind
    language: str
    as_of: datetime
    pdf: bytes
    pages: int


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper that was kept. Moments are UTC."""

    id: UUID
    kind: PaperKind
    language: str
    as_of: datetime
    printed_at: datetime
    pages: int
    size: int


def keep_paper(workspace: Workspace, meeting_id: UUID, paper: Paper, way: Way) -> Outcome[UUID]:
    """Keep a paper with its meeting, and tick «brief printed» on its checklist.

    Raises:
        NotFoundError: ``brief.meeting_gone``.

    """
    digest = sha256(paper.pdf).digest()
    with workspace.writing(way.value, kind=StepKind.RECORD) as unit:
        meeting = unit.get(Interaction, meeting_id)
        if meeting is None:
            raise NotFoundError("brief.meeting_gone", id=str(meeting_id))
        kept = PrintedDocument(
            account_id=meeting.account_id,
            interaction_id=meeting_id,
            kind=paper.kind,
            language=paper.language,
            as_of=paper.as_of,
            printed_at=unit.now,
            pages=paper.pages,
            sha256=digest,
            size=len(paper.pdf),
        )
        unit.add(kept)
        blobs.keep(unit.wire, digest, len(paper.pdf), blobs.in_pieces(paper.pdf))
        if paper.kind in _BRIEFS:
            query = select(ChecklistItem).where(
                ChecklistItem.interaction_id == meeting_id,
                ChecklistItem.code == ChecklistCode.BRIEF_PRINTED,
                ChecklistItem.done.is_(False),
            )
            for item in unit.scalars(query):
                item.done = True
        return Outcome(kept.id, Area.INTERACTIONS)


def delete_paper(workspace: Workspace, paper_id: UUID) -> Outcome[UUID]:
    """Take a kept paper away: one step. Its bytes stay for the undo.

    Raises:
        NotFoundError: ``papers.gone``.

    """
    with workspace.writing("printed.deleted") as unit:
        if unit.get(PrintedDocument, paper_id) is None:
            raise NotFoundError("papers.gone")
        unit.remove(PrintedDocument, [paper_id])
        return Outcome(paper_id, Area.INTERACTIONS)


def papers_of(session: Session, meeting_id: UUID) -> tuple[PaperRow, ...]:
    """The papers of a meeting, the newest first."""
    query = (
        select(PrintedDocument)
        .where(PrintedDocument.interaction_id == meeting_id)
        .order_by(PrintedDocument.printed_at.desc(), PrintedDocument.id.desc())
    )
    return tuple(
        PaperRow(one.id, one.kind, one.language, one.as_of, one.printed_at, one.pages, one.size)
        for one in session.scalars(query)
    )


def paper_bytes(workspace: Workspace, paper_id: UUID) -> bytes:
    """A paper as it was kept.

    Raises:
        NotFoundError: ``papers.gone``.
        UserError: ``papers.damaged``.

    """
    with workspace.reading() as session:
        paper = session.get(PrintedDocument, paper_id)
        if paper is None:
            raise NotFoundError("papers.gone")
        try:
            return blobs.content_of(session, paper.sha256)
        except UserError as error:
            raise UserError("papers.damaged") from error
