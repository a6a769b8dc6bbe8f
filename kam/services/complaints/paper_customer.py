"""What a client is shown of their complaint: read through the gate of ``released``, column by column.

The cause stands in it only as it was agreed to be told to the client (``client_status``); measures only where
they were promised to the client. Kinds of measures, whose column is internal, decide which rows stand where.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, select, true
from sqlalchemy.orm import Session

from kam.core.errors import NotFoundError, RuleError
from kam.core.vocabulary import ClockState, CommitmentKind, CommitmentStatus, Side
from kam.models import (
    Account,
    BusinessUnit,
    Colleague,
    Commitment,
    Complaint,
    Person,
    ProductLine,
    StageChange,
    Stakeholder,
)
from kam.reports.content.complaints import CustomerComplaintPaper, CustomerStage
from kam.reports.content.customer import Obligation, ObligationState
from kam.reports.content.people import PersonName
from kam.reports.people_words import full_name
from kam.services.briefs.names import short_name, split_name
from kam.services.briefs.released import for_client, person_name
from kam.services.complaint_courses import clocks_of
from kam.services.complaints.paper import paper_head
from kam.services.complaints.standing import calendar_of_all
from kam.services.profile import Profile, read_profile
from kam.services.working_calendar import norms_from
from kam.store.workspace import Workspace

_SHOWN: Final = (CommitmentStatus.OPEN, CommitmentStatus.KEPT)


def collect_customer_complaint(
    workspace: Workspace,
    complaint_id: UUID,
    *,
    as_of: datetime,
    printed_at: datetime | None = None,
    body: str = "",
) -> CustomerComplaintPaper:
    """What the 8D report for the client and the answer say; ``body`` is a text somebody wrote for them.

    Raises:
        NotFoundError: ``complaint.gone``.

    """
    head = paper_head(workspace, as_of=as_of, printed_at=printed_at)
    with workspace.reading() as session:
        reader = _Reader(session, complaint_id, as_of)
        row = reader.row
        stages = reader.stages()
        signer = reader.signer()
        return CustomerComplaintPaper(
            head=head,
            number=row.number,
            summary=row.summary,
            client=row.name,
            unit=reader.name_of(BusinessUnit, Complaint.unit_id),
            raised_by=reader.raised_by,
            raised_by_post=reader.raised_by_post,
            received_at=row.received_at,
            kind=row.kind,
            stage=stages[-1].stage if stages else row.stage,
            product_line=reader.name_of(ProductLine, Complaint.product_line_id),
            established=row.client_status or "",
            answer_due_at=reader.answer_due(),
            answered_by=full_name(split_name(signer.name)) if signer else "",
            answered_by_post=signer.job_title or "" if signer else "",
            stages=stages,
            team=reader.team(),
            containment=reader.promised(CommitmentKind.CONTAINMENT),
            corrective=reader.promised(CommitmentKind.CORRECTIVE),
            preventive=reader.promised(CommitmentKind.PREVENTIVE),
            promises=reader.promised(CommitmentKind.PROMISE),
            body=body,
        )


class _Reader:
    """Reads what may be seen of one complaint."""

    def __init__(self, session: Session, complaint_id: UUID, as_of: datetime) -> None:
        self._session = session
        self._id = complaint_id
        self._as_of = as_of
        self._profile: Profile = read_profile(session)
        found = self._rows(
            for_client(
                Complaint.number,
                Complaint.summary,
                Complaint.received_at,
                Complaint.kind,
                Complaint.stage,
                Complaint.client_status,
                Account.name,
            )
            .join(Account, Account.id == Complaint.account_id)
            .where(Complaint.id == complaint_id, Complaint.received_at <= as_of)
        )
        if not found:
            raise NotFoundError("complaint.gone")
        self.row = found[0]
        [who] = self._rows(
            for_client(Person.family_name, Person.given_name, Person.patronymic, Stakeholder.job_title)
            .select_from(Complaint)
            .outerjoin(Stakeholder, Stakeholder.id == Complaint.raised_by_id)
            .outerjoin(Person, Person.id == Stakeholder.person_id)
            .where(Complaint.id == complaint_id)
        )
        self.raised_by: PersonName = person_name(who)
        self.raised_by_post: str = who.job_title or ""

    def _rows(self, query: Select[Any]) -> list[Any]:
        return list(self._session.execute(query))

    def name_of(self, entity: Any, column: Any) -> str:
        """The name of what the complaint refers to; empty for nothing."""
        found = self._rows(
            for_client(entity.name).join(Complaint, column == entity.id).where(Complaint.id == self._id)
        )
        return found[0].name if found else ""

    def stages(self) -> tuple[CustomerStage, ...]:
        """The stages it reached by the moment of the data."""
        found = self._rows(
            for_client(StageChange.stage, StageChange.at)
            .where(StageChange.complaint_id == self._id, StageChange.at <= self._as_of)
            .order_by(StageChange.at, StageChange.id)
        )
        return tuple(CustomerStage(row.stage, row.at) for row in found)

    def signer(self) -> Any | None:
        """Who answers for it, else me."""
        query = for_client(Colleague.name, Colleague.job_title)
        owner = select(Complaint.owner_id).where(Complaint.id == self._id).scalar_subquery()
        found = self._rows(query.where(Colleague.id == owner)) or self._rows(
            query.where(Colleague.is_me == true())
        )
        return found[0] if found else None

    def team(self) -> tuple[str, ...]:
        """Who answers for it, then who has promised something for it."""
        names: list[str] = []
        for ids in (
            select(Complaint.owner_id).where(Complaint.id == self._id),
            select(Commitment.owner_colleague_id).where(*self._promised()),
        ):
            rows = self._rows(
                for_client(Colleague.name).where(Colleague.id.in_(ids)).order_by(Colleague.name)
            )
            names += [full_name(split_name(row.name)) for row in rows]
        return tuple(dict.fromkeys(names))

    def _promised(self) -> Iterable[Any]:
        """Which commitments are promises of ours to the client for this complaint, known by then."""
        return (
            Commitment.complaint_id == self._id,
            Commitment.promised_to_client == true(),
            Commitment.side == Side.OURS,
            Commitment.status.in_(_SHOWN),
            Commitment.made_on <= self._today,
        )

    @property
    def _today(self) -> date:
        return self._profile.today(self._as_of)

    def promised(self, kind: CommitmentKind) -> tuple[Obligation, ...]:
        """The measures of a kind that were promised to the client, by their dates."""
        found = self._rows(
            for_client(
                Commitment.id, Commitment.text, Commitment.due_on, Commitment.status, Commitment.closed_on
            )
            .where(*self._promised(), Commitment.kind == kind)
            .order_by(Commitment.due_on.is_(None), Commitment.due_on, Commitment.id)
        )
        owners = {
            row.id: short_name(split_name(row.name))
            for row in self._rows(
                for_client(Commitment.id, Colleague.name)
                .join(Colleague, Colleague.id == Commitment.owner_colleague_id)
                .where(Commitment.id.in_([each.id for each in found]))
            )
        }
        return tuple(
            Obligation(row.text, owners.get(row.id, ""), row.due_on, self._state(row)) for row in found
        )

    def _state(self, row: Any) -> ObligationState:
        kept = row.status is CommitmentStatus.KEPT and row.closed_on <= self._today
        return ObligationState.KEPT if kept else ObligationState.OPEN

    def answer_due(self) -> datetime | None:
        """When our next answer is due; not said of a deadline that has passed, nor while we wait for them."""
        complaint = self._session.get_one(Complaint, self._id)
        calendar = calendar_of_all(self._session, self._profile, [complaint], self._as_of)
        norms = norms_from(self._profile.settings)
        try:
            clocks = clocks_of(self._session, [complaint], norms, calendar, self._as_of)
        except RuleError:  # a calendar without hours: no deadline can be told
            return None
        pressing = clocks[self._id].pressing
        if not complaint.is_open() or pressing is None or pressing.state is ClockState.BREACHED:
            return None
        return pressing.due_at
