"""What makes good, and who approved its cost."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError
from kam.core.field_errors import FieldError, refuse
from kam.models import Colleague, Compensation
from kam.services.complaints.drafts import CompensationDraft
from kam.services.complaints.records import colleague_or_me, complaint_of
from kam.services.forms import FormField, fill, money_fault
from kam.services.people.finding import same_version
from kam.services.profile import read_profile
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

_FIELDS: Final = (FormField("kind"), FormField("on"), FormField("note"))


def add_compensation(workspace: Workspace, complaint_id: UUID, draft: CompensationDraft) -> Outcome[UUID]:
    """Write a compensation down; approved at once where somebody is named.

    Raises:
        FieldErrors: by the names of the draft's fields.
        NotFoundError: ``complaint.gone``.

    """
    with workspace.writing("complaint.compensation_added") as unit, unit.no_autoflush:
        complaint = complaint_of(unit, complaint_id)
        one = Compensation(complaint_id=complaint.id, kind=draft.kind)
        _fill(unit, one, draft)
        one.approved_by_id = draft.approved_by_id
        unit.add(one)
        return Outcome(one.id, Area.COMPLAINTS)


def change_compensation(
    workspace: Workspace, compensation_id: UUID, draft: CompensationDraft, *, version: int
) -> Outcome[None]:
    """Mend a compensation; an approved one whose kind or sum changes waits for approval anew.

    Raises:
        FieldErrors: by the names of the draft's fields.
        ConflictError: ``dossier.changed_meanwhile``.
        NotFoundError: ``complaint.compensation_gone``.

    """
    with workspace.writing("complaint.compensation_changed") as unit, unit.no_autoflush:
        one = _compensation(unit, compensation_id)
        same_version(one, version)
        before = (one.kind, one.amount_minor, one.currency)
        _fill(unit, one, draft)
        if before != (one.kind, one.amount_minor, one.currency):
            approver = draft.approved_by_id if draft.approved_by_id != one.approved_by_id else None
            one.approved_by_id = approver
        elif draft.approved_by_id != one.approved_by_id:
            one.approved_by_id = draft.approved_by_id
        return Outcome(None, Area.COMPLAINTS)


def approve_compensation(
    workspace: Workspace, compensation_id: UUID, *, by_id: UUID | None = None
) -> Outcome[None]:
    """Somebody of us (me unless said) approves the cost; dated today where no date was written.

    Raises:
        FieldErrors: ``by_id``.
        NotFoundError: ``complaint.compensation_gone``.

    """
    with workspace.writing("complaint.compensation_approved") as unit, unit.no_autoflush:
        one = _compensation(unit, compensation_id)
        one.approved_by_id = colleague_or_me(unit, by_id, "by_id")
        if one.on is None:
            one.on = read_profile(unit).today(unit.now)
        return Outcome(None, Area.COMPLAINTS)


def remove_compensation(workspace: Workspace, compensation_id: UUID) -> Outcome[None]:
    """Take a compensation out; raises NotFoundError ``complaint.compensation_gone``."""
    with workspace.writing("complaint.compensation_removed") as unit:
        _compensation(unit, compensation_id)
        unit.remove(Compensation, [compensation_id])
        return Outcome(None, Area.COMPLAINTS)


def _compensation(unit: UnitOfWork, compensation_id: UUID) -> Compensation:
    found = unit.get(Compensation, compensation_id)
    if found is None:
        raise NotFoundError("complaint.compensation_gone")
    return found


def _fill(unit: UnitOfWork, one: Compensation, draft: CompensationDraft) -> None:
    faults = fill(one, _FIELDS, {"kind": draft.kind, "on": draft.on, "note": draft.note}, currency="")
    amount = draft.amount
    if amount is not None and (fault := money_fault("amount", amount, amount.currency)):
        faults.append(fault)
    else:
        one.amount_minor = None if amount is None else amount.minor
        one.currency = None if amount is None else amount.currency
    if draft.approved_by_id is not None and unit.get(Colleague, draft.approved_by_id) is None:
        faults.append(FieldError("approved_by_id", "colleague.gone"))
    refuse(faults)
