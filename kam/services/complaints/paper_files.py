"""Papers about complaints as files: drawn in a language, kept with their complaint where that is wished."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from sqlalchemy import select

from kam.analysis.complaints.facts import Span
from kam.core.changes import Area, Outcome
from kam.core.vocabulary import DocumentKind
from kam.core.words import Label, label, words_for
from kam.models import Complaint, Document
from kam.services.complaints.paper import collect_complaint
from kam.services.complaints.paper_customer import collect_customer_complaint
from kam.services.complaints.paper_period import collect_learning, collect_register
from kam.services.complaints.query import ComplaintQuery
from kam.services.complaints.records import complaint_of
from kam.services.profile import read_profile
from kam.store import blobs
from kam.store.workspace import Workspace


class ComplaintDocument(StrEnum):
    """A paper about one complaint."""

    RECORD = "record"
    EIGHT_D = "8d"
    CUSTOMER_EIGHT_D = "customer-8d"
    ANSWER = "answer"


class PeriodDocument(StrEnum):
    """A paper about the complaints of some days."""

    REGISTER = "register"
    LEARNING = "report"


class PeriodFormat(StrEnum):
    """What kind of file a paper about some days is."""

    PDF = "pdf"
    XLSX = "xlsx"


_NAMES: dict[ComplaintDocument, Label] = {
    ComplaintDocument.RECORD: label("file name", "Complaint {number}, {date}.pdf"),
    ComplaintDocument.EIGHT_D: label("file name", "8D report {number}, {date}.pdf"),
    ComplaintDocument.CUSTOMER_EIGHT_D: label("file name", "8D report {number} for the client, {date}.pdf"),
    ComplaintDocument.ANSWER: label("file name", "Answer {number}, {date}.pdf"),
}


@dataclass(frozen=True, slots=True)
class ComplaintFile:
    """A finished file; ``pages`` is known of a PDF alone."""

    data: bytes
    pages: int | None = None


def complaint_file(
    workspace: Workspace,
    complaint_id: UUID,
    document: ComplaintDocument,
    *,
    as_of: datetime,
    printed_at: datetime | None = None,
    language: str,
    body: str = "",
) -> ComplaintFile:
    """A paper about a complaint. ``body`` is the text of an answer that somebody wrote.

    Raises:
        NotFoundError: ``complaint.gone``.

    """
    words = words_for(language)
    if document in {ComplaintDocument.CUSTOMER_EIGHT_D, ComplaintDocument.ANSWER}:
        customer = collect_customer_complaint(
            workspace, complaint_id, as_of=as_of, printed_at=printed_at, body=body
        )
        if document is ComplaintDocument.ANSWER:
            from kam.reports.complaints.letter import draw_answer

            drawn = draw_answer(customer, words=words)
        else:
            from kam.reports.complaints.eight_d_customer import draw_customer_eight_d

            drawn = draw_customer_eight_d(customer, words=words)
        return ComplaintFile(drawn.pdf, drawn.pages)
    paper = collect_complaint(workspace, complaint_id, as_of=as_of, printed_at=printed_at)
    if document is ComplaintDocument.EIGHT_D:
        from kam.reports.complaints.eight_d import draw_eight_d

        drawn = draw_eight_d(paper, words=words)
    else:
        from kam.reports.complaints.record import draw_complaint

        drawn = draw_complaint(paper, words=words)
    return ComplaintFile(drawn.pdf, drawn.pages)


def period_file(
    workspace: Workspace,
    document: PeriodDocument,
    form: PeriodFormat = PeriodFormat.PDF,
    *,
    span: Span | None = None,
    query: ComplaintQuery | None = None,
    as_of: datetime,
    printed_at: datetime | None = None,
    language: str,
) -> ComplaintFile:
    """The register, or what complaints teach, of a span; without one of the last twelve months."""
    words = words_for(language)
    if document is PeriodDocument.REGISTER:
        register = collect_register(
            workspace, span, query, as_of=as_of, printed_at=printed_at, language=language
        )
        if form is PeriodFormat.XLSX:
            from kam.reports.complaints.xlsx import register_workbook

            return ComplaintFile(register_workbook(register, words=words))
        from kam.reports.complaints.register import draw_register

        drawn = draw_register(register, words=words)
        return ComplaintFile(drawn.pdf, drawn.pages)
    learning = collect_learning(workspace, span, query, as_of=as_of, printed_at=printed_at, language=language)
    if form is PeriodFormat.XLSX:
        from kam.reports.complaints.xlsx import learning_workbook

        return ComplaintFile(learning_workbook(learning, words=words))
    from kam.reports.complaints.learning import draw_learning

    drawn = draw_learning(learning, words=words)
    return ComplaintFile(drawn.pdf, drawn.pages)


def file_name(
    workspace: Workspace, complaint_id: UUID, document: ComplaintDocument, *, as_of: datetime, language: str
) -> str:
    """What a paper is called as a file: «Отчёт 8D K-2026-0047, 2026-11-23.pdf».

    Raises:
        NotFoundError: ``complaint.gone``.

    """
    with workspace.reading() as session:
        number = complaint_of(session, complaint_id).number
        day = read_profile(session).today(as_of).isoformat()
    plain = "".join("-" if sign in '\\/:*?"<>|' or not sign.isprintable() else sign for sign in number)
    return words_for(language).of(_NAMES[document], number=plain, date=day)


def keep_file(
    workspace: Workspace,
    complaint_id: UUID,
    document: ComplaintDocument,
    file: ComplaintFile,
    *,
    as_of: datetime,
    language: str,
) -> Outcome[UUID]:
    """Keep a paper that was printed or sent among the documents of its complaint; the same one once.

    Raises:
        NotFoundError: ``complaint.gone``.

    """
    name = file_name(workspace, complaint_id, document, as_of=as_of, language=language)
    digest = sha256(file.data).digest()
    with workspace.writing("documents.added") as unit:
        complaint: Complaint = complaint_of(unit, complaint_id)
        known = unit.scalars(
            select(Document.id).where(Document.complaint_id == complaint_id, Document.sha256 == digest)
        ).first()
        if known is not None:
            return Outcome(known, Area.ACCOUNTS)
        letter = document is ComplaintDocument.ANSWER
        kept = Document(
            account_id=complaint.account_id,
            complaint_id=complaint_id,
            name=name,
            kind=DocumentKind.LETTER if letter else DocumentKind.OTHER,
            on=read_profile(unit).today(as_of),
            media_type="application/pdf",
            sha256=digest,
            size=len(file.data),
        )
        unit.add(kept)
        blobs.keep(unit.wire, digest, len(file.data), blobs.in_pieces(file.data))
        return Outcome(kept.id, Area.ACCOUNTS | Area.COMPLAINTS)
