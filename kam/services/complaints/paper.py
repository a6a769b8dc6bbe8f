"""Our own papers about one complaint: its record as the papers want it, people by initial and family name."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from kam.core.vocabulary import CommitmentStatus
from kam.models import WorkspaceProfile
from kam.reports.content.complaints import (
    ActionLine,
    ClockLine,
    CompensationLine,
    ComplaintPaper,
    CorrectionLine,
    IsIsNotLine,
    LetterLine,
    PaperHead,
    PauseLine,
    SimilarLine,
    StageLine,
    WhyLine,
)
from kam.reports.people_words import listed_name
from kam.services.briefs.names import split_name
from kam.services.briefs.released import blob_in, for_client
from kam.services.complaints.record import read_record
from kam.services.complaints.rows import ClockView, ComplaintRecord
from kam.services.profile import zone_of
from kam.store.workspace import Workspace


def paper_head(workspace: Workspace, *, as_of: datetime, printed_at: datetime | None) -> PaperHead:
    """Whose paper it is, by what the client may see of us."""
    with workspace.reading() as session:
        [us] = session.execute(for_client(WorkspaceProfile.company, WorkspaceProfile.logo_sha256))
        logo = blob_in(session, us.logo_sha256)
    zone = zone_of(workspace).key
    return PaperHead(us.company or "", as_of, printed_at or as_of, zone, logo)


def collect_complaint(
    workspace: Workspace, complaint_id: UUID, *, as_of: datetime, printed_at: datetime | None = None
) -> ComplaintPaper:
    """Everything of a complaint, as its record and its 8D report show it.

    Raises:
        NotFoundError: ``complaint.gone``.

    """
    head = paper_head(workspace, as_of=as_of, printed_at=printed_at)
    return _paper(read_record(workspace, complaint_id, as_of=as_of), head)


def _paper(record: ComplaintRecord, head: PaperHead) -> ComplaintPaper:
    stages = tuple(
        StageLine(each.stage, each.at, _ours(each.by), each.note)
        for each in record.stages
        if each.at <= head.as_of
    )
    return ComplaintPaper(
        head=head,
        number=record.number,
        summary=record.summary,
        account=record.account,
        unit=record.unit,
        raised_by=record.raised_by,
        raised_by_post=record.raised_by_post,
        channel=record.channel,
        received_at=record.received_at,
        kind=record.kind,
        severity=record.severity,
        stage=stages[-1].stage if stages else record.stage,
        product_line=record.product_line,
        department=record.department,
        order_number=record.order_number,
        remedy_sought=record.remedy_sought,
        amount=record.amount,
        owner=_ours(record.owner),
        description=record.description,
        containment=record.containment,
        root_cause=record.root_cause,
        escape_cause=record.escape_cause,
        agreed_line=record.agreed_line,
        client_status=record.client_status,
        rejection_reason=record.rejection_reason,
        answer_sent_at=record.answer_sent_at,
        summary_sent_on=record.summary_sent_on,
        closing_reason=record.closing_reason,
        satisfaction=record.satisfaction,
        attitude_before=record.attitude_before,
        attitude_after=record.attitude_after,
        clocks=tuple(_clock(each) for each in (*record.earlier_clocks, *record.clocks)),
        pressing=_clock(record.pressing) if record.pressing else None,
        stages=stages,
        pauses=tuple(PauseLine(each.since, each.until, each.reason) for each in record.pauses),
        corrections=tuple(
            CorrectionLine(
                each.at,
                each.from_channel,
                each.channel,
                each.from_severity,
                each.severity,
                _ours(each.by),
                each.note,
            )
            for each in record.reclassifications
        ),
        team=_team(record),
        causes=tuple(WhyLine(each.question, each.answer) for each in record.causes),
        escapes=tuple(WhyLine(each.question, each.answer) for each in record.escapes),
        is_is_not=tuple(
            IsIsNotLine(each.question, each.holds, each.does_not_hold) for each in record.is_is_not
        ),
        actions=tuple(
            ActionLine(
                kind=each.kind,
                text=each.text,
                owner=_ours(each.owner),
                due_on=each.due_on,
                status=each.status,
                closed_on=each.closed_on,
                late=each.is_late,
                proof=each.proof,
                promised=each.promised_to_client,
            )
            for each in record.actions
        ),
        compensations=tuple(
            CompensationLine(each.kind, each.amount, each.on, _ours(each.approved_by), each.note)
            for each in record.compensations
        ),
        letters=tuple(
            LetterLine(each.at, each.kind, each.direction, each.subject, each.people, each.text)
            for each in record.letters
        ),
        documents=tuple(each.name for each in record.documents),
        similar=tuple(
            SimilarLine(
                each.number, each.account, each.summary, each.received_on, each.stage, each.root_cause
            )
            for each in record.similar
        ),
    )


def _ours(name: str) -> str:
    return listed_name(split_name(name))


def _team(record: ComplaintRecord) -> tuple[str, ...]:
    """Who answers for it, then whoever has a measure to do, each once."""
    called_off = CommitmentStatus.CANCELLED
    doing = [each.owner for each in record.actions if each.status is not called_off]
    return tuple(dict.fromkeys(_ours(name) for name in (record.owner, *doing) if name))


def _clock(view: ClockView) -> ClockLine:
    return ClockLine(
        kind=view.kind,
        state=view.state,
        norm_amount=view.norm_amount,
        norm_unit=view.norm_unit,
        in_working_time=view.in_working_time,
        used=view.used,
        left=view.left,
        over=view.over,
        share=view.share,
        due_at=view.due_at,
        stopped_at=view.stopped_at,
    )
