"""Agreeing on a plan: submitting freezes a version, approvers answer, and when all say yes it is approved.

A draft or a returned plan is submitted; a no returns it, withdrawing makes it a draft again, and an approved
one is opened to be rewritten by ``reopen``. What was submitted stays a version whatever became of it, and the
next one has the next number.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kam.analysis.plans.content import PlanContent
from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError, RuleError
from kam.core.field_errors import FieldError, refuse
from kam.core.vocabulary import ApprovalAnswer, PlanStatus
from kam.core.vocabulary.term import Term, label
from kam.models import Approval, Colleague, Plan, PlanVersion
from kam.services.commitments.records import my_id, today_of
from kam.services.plans.freezing import freeze, thaw
from kam.services.plans.reading import VersionRow
from kam.services.plans.records import must_be_written, must_take_facts, plan_of
from kam.services.plans.telling import content_of
from kam.services.profile import read_profile
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

_NEEDS_WORDS: Final = frozenset({ApprovalAnswer.NO, ApprovalAnswer.YES_WITH_EDITS})


class VersionState(Term):
    """What became of a version."""

    SUBMITTED = "submitted", label("plan version", "waits for approval")
    APPROVED = "approved", label("plan version", "approved")
    RETURNED = "returned", label("plan version", "returned")
    WITHDRAWN = "withdrawn", label("plan version", "withdrawn")
    AT_CLOSING = "at_closing", label("plan version", "as the plan was closed")


def version_state(version: VersionRow, status: PlanStatus, *, is_latest: bool) -> VersionState:
    """What became of a version of a plan that now has this status."""
    if version.approved_at is not None:
        return VersionState.APPROVED
    if any(each.answer is ApprovalAnswer.NO for each in version.answers):
        return VersionState.RETURNED
    if is_latest and status is PlanStatus.SUBMITTED:
        return VersionState.SUBMITTED
    return VersionState.WITHDRAWN if version.answers else VersionState.AT_CLOSING


def submit(workspace: Workspace, plan_id: UUID, approvers: Sequence[UUID]) -> Outcome[int]:
    """Freeze the plan as it stands and ask these of us for their answer; returns the version's number.

    Raises:
        FieldErrors: ``approvers``: ``field.required``.
        RuleError: ``plan.closed``, ``plan.submitted``, ``plan.approved``, ``plan.approver_left``.
        NotFoundError: ``plan.gone``, ``colleague.gone``.

    """
    if not approvers:
        refuse([FieldError("approvers", "field.required")])
    with workspace.writing("plan.submitted") as unit, unit.no_autoflush:
        plan = plan_of(unit, plan_id)
        must_be_written(plan)
        asked = [_approver(unit, each) for each in dict.fromkeys(approvers)]
        version = freeze_version(unit, plan)
        unit.add_all(Approval(plan_version_id=version.id, approver_id=each) for each in asked)
        plan.status = PlanStatus.SUBMITTED
        return Outcome(version.number, Area.PLANS)


def answer(
    workspace: Workspace,
    plan_id: UUID,
    approver_id: UUID,
    said: ApprovalAnswer,
    *,
    comment: str | None = None,
    on: date | None = None,
) -> Outcome[PlanStatus]:
    """Note what an approver says to the version that waits, today unless said otherwise; returns the status.

    The last yes approves the version, a no returns it. Until then an answer may be given anew.

    Raises:
        FieldErrors: ``comment``: ``plan.answer_without_words`` for a no and for edits without saying which;
            ``on``: ``field.in_future``, ``plan.answered_before_submitted``.
        RuleError: ``plan.not_submitted``, ``plan.not_an_approver``.
        NotFoundError: ``plan.gone``.

    """
    with workspace.writing("plan.answered") as unit, unit.no_autoflush:
        plan = plan_of(unit, plan_id)
        version = _waiting(unit, plan)
        answers = {each.approver_id: each for each in _answers(unit, version)}
        if approver_id not in answers:
            raise RuleError("plan.not_an_approver")
        day = on or today_of(unit)
        refuse(_wrong_answer(unit, version, said, comment, day))
        given = answers[approver_id]
        given.answer, given.comment, given.on = said, (comment or "").strip() or None, day
        if said is ApprovalAnswer.NO:
            plan.status = PlanStatus.RETURNED
        elif all(each.answer is not None for each in answers.values()):
            plan.status = PlanStatus.APPROVED
            version.approved_at = unit.now
        return Outcome(plan.status, Area.PLANS)


def withdraw(workspace: Workspace, plan_id: UUID) -> Outcome[None]:
    """Take back what waits for its approval: the plan is a draft again, the version stays as it was sent.

    Raises:
        RuleError: ``plan.not_submitted``.
        NotFoundError: ``plan.gone``.

    """
    with workspace.writing("plan.withdrawn") as unit, unit.no_autoflush:
        plan = plan_of(unit, plan_id)
        _waiting(unit, plan)
        plan.status = PlanStatus.DRAFT
        return Outcome(None, Area.PLANS)


def reopen(workspace: Workspace, plan_id: UUID) -> Outcome[None]:
    """Open an approved plan to be rewritten; the approved version stays approved until there is another.

    Raises:
        RuleError: ``plan.closed``, ``plan.not_approved``.
        NotFoundError: ``plan.gone``.

    """
    with workspace.writing("plan.reopened") as unit, unit.no_autoflush:
        plan = plan_of(unit, plan_id)
        must_take_facts(plan)
        if plan.status is not PlanStatus.APPROVED:
            raise RuleError("plan.not_approved", title=plan.title)
        plan.status = PlanStatus.DRAFT
        return Outcome(None, Area.PLANS)


def freeze_version(unit: UnitOfWork, plan: Plan) -> PlanVersion:
    """The plan as it stands, kept as its next version within a step."""
    latest = unit.scalar(select(func.max(PlanVersion.number)).where(PlanVersion.plan_id == plan.id))
    version = PlanVersion(
        plan_id=plan.id,
        number=(latest or 0) + 1,
        submitted_at=unit.now,
        submitted_by_id=my_id(unit),
        content=freeze(content_of(unit, plan, today_of(unit))),
    )
    unit.add(version)
    return version


def read_version(workspace: Workspace, plan_id: UUID, number: int) -> PlanContent:
    """The frozen content of a version.

    Raises:
        NotFoundError: ``plan.gone``, ``plan.version_gone``.
        RuleError: ``plan.version_damaged``, ``plan.version_newer``.

    """
    with workspace.reading() as session:
        return version_content(session, plan_of(session, plan_id).id, number)


def version_content(session: Session, plan_id: UUID, number: int) -> PlanContent:
    """``read_version`` within a session of one's own."""
    query = select(PlanVersion.content).where(PlanVersion.plan_id == plan_id, PlanVersion.number == number)
    frozen = session.scalar(query)
    if frozen is None:
        raise NotFoundError("plan.version_gone", number=number)
    return thaw(frozen, number=number)


def _approver(session: Session, colleague_id: UUID) -> UUID:
    one = session.get(Colleague, colleague_id)
    if one is None:
        raise NotFoundError("colleague.gone")
    if one.left_on is not None:
        raise RuleError("plan.approver_left", name=one.name)
    return one.id


def _waiting(session: Session, plan: Plan) -> PlanVersion:
    """The version that waits for its approval."""
    if plan.status is not PlanStatus.SUBMITTED:
        raise RuleError("plan.not_submitted", title=plan.title)
    query = select(PlanVersion).where(PlanVersion.plan_id == plan.id).order_by(PlanVersion.number.desc())
    return session.scalars(query.limit(1)).one()


def _answers(session: Session, version: PlanVersion) -> list[Approval]:
    return list(session.scalars(select(Approval).where(Approval.plan_version_id == version.id)))


def _wrong_answer(
    unit: UnitOfWork, version: PlanVersion, said: ApprovalAnswer, comment: str | None, day: date
) -> list[FieldError]:
    faults: list[FieldError] = []
    if said in _NEEDS_WORDS and not (comment or "").strip():
        faults.append(FieldError("comment", "plan.answer_without_words"))
    profile = read_profile(unit)
    if day > profile.today(unit.now):
        faults.append(FieldError("on", "field.in_future"))
    elif day < profile.today(version.submitted_at):
        faults.append(FieldError("on", "plan.answered_before_submitted"))
    return faults
