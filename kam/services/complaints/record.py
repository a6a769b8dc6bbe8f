"""Everything about one complaint."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.analysis.complaint_clocks import ClockReading
from kam.core.errors import NotFoundError
from kam.core.money import Money
from kam.core.vocabulary import CommitmentKind, WhyBranch
from kam.models import (
    Account,
    BusinessUnit,
    ClockPause,
    Commitment,
    Compensation,
    Complaint,
    Document,
    Interaction,
    IsIsNot,
    ProductLine,
    Reclassification,
    Stakeholder,
    Why,
)
from kam.services.complaint_courses import clocks_of
from kam.services.complaints.clock_views import view_of, working_day_of
from kam.services.complaints.correspondence import contact_rows
from kam.services.complaints.numbers import normal
from kam.services.complaints.records import attitude_of, complaint_of, reached
from kam.services.complaints.rows import (
    ActionRow,
    ClockView,
    CompensationRow,
    ComplaintRecord,
    IsIsNotRow,
    PauseRow,
    ReclassificationRow,
    StageRow,
    WhyRow,
)
from kam.services.complaints.similar import similar_of
from kam.services.complaints.stages import stages_ahead
from kam.services.complaints.standing import calendar_of_all
from kam.services.complaints.terms import terms_of
from kam.services.documents.listing import documents_where
from kam.services.lists.shared import colleague_names, stakeholder_names
from kam.services.profile import Profile, read_profile
from kam.services.working_calendar import norms_from
from kam.store.workspace import Workspace

_SIMILAR: Final = 8
_KINDS: Final = list(CommitmentKind)


def find_by_number(workspace: Workspace, number: str) -> UUID | None:
    """The complaint of a number, however it is written; None where there is none, or more than one."""
    wanted = normal(number)
    with workspace.reading() as session:
        exact = session.scalar(select(Complaint.id).where(Complaint.number == number.strip()))
        if exact is not None or not wanted:
            return exact
        rows = session.execute(select(Complaint.id, Complaint.number))
        found = [row.id for row in rows if normal(row.number) == wanted]
    return found[0] if len(found) == 1 else None


def read_record(workspace: Workspace, complaint_id: UUID, *, as_of: datetime) -> ComplaintRecord:
    """The record as it stands at a moment; raises NotFoundError ``complaint.gone``."""
    with workspace.reading() as session:
        return _Reader(session, complaint_of(session, complaint_id), as_of).read()


class _Reader:
    """Reads one record."""

    def __init__(self, session: Session, complaint: Complaint, as_of: datetime) -> None:
        if complaint.received_at > as_of:
            raise NotFoundError("complaint.gone")
        self._session = session
        self._one = complaint
        self._as_of = as_of
        self._profile: Profile = read_profile(session)
        self._colleagues = colleague_names(session)

    @property
    def _zone(self) -> ZoneInfo:
        return self._profile.zone

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self._zone)

    def read(self) -> ComplaintRecord:
        """All of it."""
        one, session = self._one, self._session
        account = session.get_one(Account, one.account_id)
        currency = one.currency or account.currency or self._profile.currency
        clocks, earlier, pressing = self._clocks()
        pauses = self._pauses()
        compensations = self._compensations()
        whys = self._whys()
        return ComplaintRecord(
            id=one.id,
            version=one.version,
            number=one.number,
            account_id=one.account_id,
            account=account.name,
            unit_id=one.unit_id,
            unit=self._name(BusinessUnit, one.unit_id),
            raised_by_id=one.raised_by_id,
            raised_by=self._raiser(),
            raised_by_post=self._post(),
            channel=one.channel,
            received_at=self._local(one.received_at),
            kind=one.kind,
            severity=one.severity,
            stage=one.stage,
            product_line_id=one.product_line_id,
            product_line=self._name(ProductLine, one.product_line_id),
            department=one.department or "",
            summary=one.summary,
            description=one.description or "",
            remedy_sought=one.remedy_sought or "",
            amount=_money(one.amount_minor, one.currency),
            currency=currency,
            order_number=one.order_number or "",
            owner_id=one.owner_id,
            owner=self._colleague(one.owner_id),
            containment=one.containment or "",
            root_cause=one.root_cause or "",
            escape_cause=one.escape_cause or "",
            agreed_line=one.agreed_line or "",
            client_status=one.client_status or "",
            rejection_reason=one.rejection_reason or "",
            answer_sent_at=self._local(one.answer_sent_at) if one.answer_sent_at else None,
            summary_sent_on=one.summary_sent_on,
            closing_reason=one.closing_reason or "",
            satisfaction=one.satisfaction,
            attitude_before=one.attitude_before,
            attitude_after=one.attitude_after,
            attitude_now=attitude_of(session, one.raised_by_id, self._as_of, self._zone),
            clocks=clocks,
            earlier_clocks=earlier,
            pressing=pressing,
            stages=self._stages(),
            pauses=pauses,
            paused=next((each for each in pauses if each.until is None), None),
            reclassifications=self._reclassifications(),
            letters=tuple(contact_rows(session, Interaction.complaint_id == one.id)),
            causes=tuple(each for each in whys if each.branch is WhyBranch.CAUSE),
            escapes=tuple(each for each in whys if each.branch is WhyBranch.ESCAPE),
            is_is_not=self._is_is_not(),
            actions=self._actions(),
            compensations=compensations,
            compensation_total=_total(compensations, currency),
            documents=tuple(documents_where(session, Document.complaint_id == one.id)),
            similar=tuple(similar_of(session, one, _SIMILAR)),
            next_stages=stages_ahead(one),
            read_at=self._local(self._as_of),
        )

    def _clocks(self) -> tuple[tuple[ClockView, ...], tuple[ClockView, ...], ClockView | None]:
        norms = norms_from(self._profile.settings)
        calendar = calendar_of_all(self._session, self._profile, [self._one], self._as_of)
        terms = terms_of(self._one, norms, calendar, self._as_of)
        clocks = clocks_of(self._session, [self._one], norms, calendar, self._as_of)[self._one.id]
        day = working_day_of(terms.calendar)

        def view(reading: ClockReading) -> ClockView:
            return view_of(reading, day, self._zone, terms.norms.at_risk_percent)

        pressing = clocks.pressing if self._one.is_open() else None
        return (
            tuple(view(each) for each in clocks.shown),
            tuple(view(each) for each in clocks.earlier),
            view(pressing) if pressing else None,
        )

    def _stages(self) -> tuple[StageRow, ...]:
        changes = reached(self._session, self._one)
        ends = [*(self._local(each.at) for each in changes[1:]), None]
        return tuple(
            StageRow(
                each.id, each.stage, self._local(each.at), self._colleague(each.by_id), each.note or "", left
            )
            for each, left in zip(changes, ends, strict=False)
        )

    def _pauses(self) -> tuple[PauseRow, ...]:
        query = select(ClockPause).where(ClockPause.complaint_id == self._one.id)
        rows = self._session.scalars(query.order_by(ClockPause.since, ClockPause.id))
        return tuple(
            PauseRow(
                each.id,
                self._local(each.since),
                self._local(each.until) if each.until else None,
                each.reason,
            )
            for each in rows
        )

    def _reclassifications(self) -> tuple[ReclassificationRow, ...]:
        query = select(Reclassification).where(Reclassification.complaint_id == self._one.id)
        rows = self._session.scalars(query.order_by(Reclassification.at, Reclassification.id))
        return tuple(
            ReclassificationRow(
                id=each.id,
                at=self._local(each.at),
                from_channel=each.from_channel,
                channel=each.channel,
                from_severity=each.from_severity,
                severity=each.severity,
                by=self._colleague(each.by_id),
                note=each.note or "",
            )
            for each in rows
        )

    def _whys(self) -> list[WhyRow]:
        query = select(Why).where(Why.complaint_id == self._one.id).order_by(Why.depth, Why.id)
        return [
            WhyRow(each.id, each.branch, each.depth, each.question or "", each.answer)
            for each in self._session.scalars(query)
        ]

    def _is_is_not(self) -> tuple[IsIsNotRow, ...]:
        query = select(IsIsNot).where(IsIsNot.complaint_id == self._one.id).order_by(IsIsNot.id)
        return tuple(
            IsIsNotRow(each.id, each.question, each.holds or "", each.does_not_hold or "")
            for each in self._session.scalars(query)
        )

    def _actions(self) -> tuple[ActionRow, ...]:
        """By kind in the order of a cure, then by date; of the client's, too."""
        query = select(Commitment).where(Commitment.complaint_id == self._one.id)
        rows = self._session.scalars(
            query.order_by(Commitment.due_on, Commitment.made_on, Commitment.id)
        ).all()
        theirs = {each.owner_stakeholder_id for each in rows if each.owner_stakeholder_id}
        people = stakeholder_names(self._session, Stakeholder.id.in_(theirs)) if theirs else {}
        today = self._profile.today(self._as_of)
        found = [
            ActionRow(
                id=each.id,
                version=each.version,
                kind=each.kind,
                text=each.text,
                owner_id=each.owner_colleague_id or each.owner_stakeholder_id,
                owner=self._colleague(each.owner_colleague_id)
                or people.get(each.owner_stakeholder_id or each.id, ""),
                due_on=each.due_on,
                status=each.status,
                closed_on=each.closed_on,
                is_late=each.is_late(today),
                proof=each.proof or "",
                promised_to_client=each.promised_to_client,
            )
            for each in rows
        ]
        return tuple(sorted(found, key=lambda row: _KINDS.index(row.kind)))

    def _compensations(self) -> tuple[CompensationRow, ...]:
        query = select(Compensation).where(Compensation.complaint_id == self._one.id)
        return tuple(
            CompensationRow(
                id=each.id,
                version=each.version,
                kind=each.kind,
                amount=_money(each.amount_minor, each.currency),
                on=each.on,
                approved_by_id=each.approved_by_id,
                approved_by=self._colleague(each.approved_by_id),
                note=each.note or "",
            )
            for each in self._session.scalars(query.order_by(Compensation.id))
        )

    def _colleague(self, colleague_id: UUID | None) -> str:
        return self._colleagues.get(colleague_id, "") if colleague_id is not None else ""

    def _name(self, entity: Any, record_id: UUID | None) -> str:
        if record_id is None:
            return ""
        return self._session.scalar(select(entity.name).where(entity.id == record_id)) or ""

    def _raiser(self) -> str:
        place = self._one.raised_by_id
        return (
            "" if place is None else stakeholder_names(self._session, Stakeholder.id == place).get(place, "")
        )

    def _post(self) -> str:
        place = self._one.raised_by_id
        if place is None:
            return ""
        return self._session.scalar(select(Stakeholder.job_title).where(Stakeholder.id == place)) or ""


def _money(minor: int | None, currency: str | None) -> Money | None:
    return None if minor is None or currency is None else Money(minor, currency)


def _total(rows: tuple[CompensationRow, ...], currency: str) -> Money | None:
    """What is approved and has a price in the complaint's currency."""
    sums = [
        row.amount.minor
        for row in rows
        if row.approved_by_id is not None and row.amount is not None and row.amount.currency == currency
    ]
    return Money(sum(sums), currency) if sums else None
