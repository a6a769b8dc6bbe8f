"""A plan as it stands, with everything that its page, its papers and its review need to show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.analysis.plans.content import PlanContent
from kam.core.text import sort_key
from kam.core.vocabulary import ApprovalAnswer, PlanStatus
from kam.models import (
    Account,
    Approval,
    Colleague,
    Opportunity,
    Plan,
    PlanVersion,
    Stakeholder,
)
from kam.services.lists.shared import colleague_names, stakeholder_names
from kam.services.plans.parts import Parts
from kam.services.plans.records import plan_of, read_parts
from kam.services.plans.telling import content_of
from kam.services.profile import read_profile
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What an approver says to a version; nothing yet where there is no answer."""

    approver_id: UUID
    approver: str
    answer: ApprovalAnswer | None = None
    comment: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A submitted version; its content is read by ``versions``. Moments are UTC."""

    id: UUID
    number: int
    submitted_at: datetime
    submitted_by_id: UUID | None = None
    submitted_by: str | None = None
    approved_at: datetime | None = None
    answers: tuple[AnswerRow, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanReading:
    """A plan with its standing, and the names of everybody and everything it refers to.

    ``colleagues``, ``stakeholders`` and ``opportunities`` name also those who have left or ended;
    ``ours`` and ``theirs`` are who can be chosen now, by name, and whoever stands in the plan already.
    """

    content: PlanContent
    status: PlanStatus
    account: str
    currency: str
    """The client's: sums without one of their own are in it."""
    today: date
    parts: Parts
    """What the editors show; of each ``parts.stamp_of`` is handed back when it is saved."""
    versions: tuple[VersionRow, ...] = ()
    """The latest first."""
    closed_on: date | None = None
    previous: str | None = None
    """What the plan is called from which this one was started."""
    colleagues: Mapping[UUID, str] = field(default_factory=lambda: MappingProxyType({}))
    stakeholders: Mapping[UUID, str] = field(default_factory=lambda: MappingProxyType({}))
    opportunities: Mapping[UUID, str] = field(default_factory=lambda: MappingProxyType({}))
    ours: tuple[UUID, ...] = ()
    theirs: tuple[UUID, ...] = ()

    @property
    def can_be_written(self) -> bool:
        """Whether all of it can be changed: a draft, or returned."""
        return self.status in {PlanStatus.DRAFT, PlanStatus.RETURNED}

    @property
    def takes_facts(self) -> bool:
        """Whether what happens is still noted in it: measurements, progress, sums spent, risks' status."""
        return self.status is not PlanStatus.CLOSED


def read_plan(workspace: Workspace, plan_id: UUID, *, as_of: datetime) -> PlanReading:
    """A plan as it is stored, what was bought counted up to ``as_of``.

    Raises:
        NotFoundError: ``plan.gone``.

    """
    with workspace.reading() as session:
        return reading_of(session, plan_of(session, plan_id), as_of)


def reading_of(session: Session, plan: Plan, as_of: datetime) -> PlanReading:
    """``read_plan`` within a session of one's own."""
    account = session.get_one(Account, plan.account_id)
    today = read_profile(session).today(as_of)
    content = content_of(session, plan, today)
    colleagues = colleague_names(session)
    stakeholders = stakeholder_names(session, Stakeholder.account_id == account.id)
    previous = None if plan.previous_id is None else session.get(Plan, plan.previous_id)
    return PlanReading(
        content=content,
        status=plan.status,
        account=account.name,
        currency=account.currency,
        today=today,
        parts=read_parts(session, plan, account.currency),
        versions=versions_of(session, plan.id, colleagues),
        closed_on=plan.closed_on,
        previous=None if previous is None else previous.title,
        colleagues=colleagues,
        stakeholders=stakeholders,
        opportunities=_opportunities(session, account.id),
        ours=_ours(session, content, colleagues),
        theirs=_theirs(session, content, stakeholders),
    )


def versions_of(session: Session, plan_id: UUID, colleagues: Mapping[UUID, str]) -> tuple[VersionRow, ...]:
    """The submitted versions of a plan with the answers to them, the latest first; contents are not read."""
    answers: dict[UUID, list[AnswerRow]] = defaultdict(list)
    of_plan = select(PlanVersion.id).where(PlanVersion.plan_id == plan_id)
    for each in session.scalars(
        select(Approval).where(Approval.plan_version_id.in_(of_plan)).order_by(Approval.id)
    ):
        name = colleagues.get(each.approver_id, "")
        answers[each.plan_version_id].append(
            AnswerRow(each.approver_id, name, each.answer, each.comment, each.on)
        )
    columns = (
        PlanVersion.id,
        PlanVersion.number,
        PlanVersion.submitted_at,
        PlanVersion.submitted_by_id,
        PlanVersion.approved_at,
    )
    rows = session.execute(
        select(*columns).where(PlanVersion.plan_id == plan_id).order_by(PlanVersion.number.desc())
    )
    return tuple(
        VersionRow(
            row.id,
            row.number,
            row.submitted_at,
            row.submitted_by_id,
            colleagues.get(row.submitted_by_id),
            row.approved_at,
            tuple(answers[row.id]),
        )
        for row in rows
    )


def _opportunities(session: Session, account_id: UUID) -> dict[UUID, str]:
    query = select(Opportunity.id, Opportunity.title).where(Opportunity.account_id == account_id)
    return {row.id: row.title for row in session.execute(query)}


def _ours(session: Session, content: PlanContent, names: Mapping[UUID, str]) -> tuple[UUID, ...]:
    here = set(session.scalars(select(Colleague.id).where(Colleague.left_on.is_(None))))
    named = {content.owner_id, *(each.owner_id for each in content.objectives)}
    named |= {each.owner_id for each in content.initiatives} | {each.owner_id for each in content.risks}
    named |= {each.colleague_id for each in content.contacts}
    return _by_name(here | named, names)


def _theirs(session: Session, content: PlanContent, names: Mapping[UUID, str]) -> tuple[UUID, ...]:
    there = select(Stakeholder.id).where(
        Stakeholder.account_id == content.account_id, Stakeholder.left_on.is_(None)
    )
    named = {each.stakeholder_id for each in content.contacts}
    return _by_name({*session.scalars(there), *named}, names)


def _by_name(ids: set[UUID | None] | set[UUID], names: Mapping[UUID, str]) -> tuple[UUID, ...]:
    known = [each for each in ids if each is not None and each in names]
    return tuple(sorted(known, key=lambda each: (sort_key(names[each]), each)))
