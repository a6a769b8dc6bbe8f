"""The clocks stand still while the client owes an answer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from kam.core.changes import Area, Outcome
from kam.core.errors import RuleError
from kam.core.field_errors import FieldError, refuse
from kam.core.vocabulary import ComplaintStage
from kam.models import ClockPause
from kam.services.complaints.records import moment_in, open_complaint_of
from kam.services.complaints.stages import open_pauses
from kam.services.forms import FormField, fill
from kam.store.workspace import Workspace


def pause(
    workspace: Workspace, complaint_id: UUID, reason: str, *, since: datetime | None = None
) -> Outcome[UUID]:
    """Stop the clocks: the client owes an answer, the reason says which.

    Raises:
        FieldErrors: ``reason``, ``since``.
        RuleError: ``complaint.paused_already``, ``complaint.nothing_runs`` once a decision was told,
            ``domain.complaint_ended``.
        NotFoundError: ``complaint.gone``.

    """
    with workspace.writing("complaint.paused") as unit, unit.no_autoflush:
        complaint = open_complaint_of(unit, complaint_id)
        if complaint.stage is ComplaintStage.DECIDED:
            raise RuleError("complaint.nothing_runs", number=complaint.number)
        if open_pauses(unit, complaint):
            raise RuleError("complaint.paused_already", number=complaint.number)
        begins = moment_in(unit, since, "since")
        one = ClockPause(complaint_id=complaint.id, since=begins, reason="")
        faults = fill(one, (FormField("reason"),), {"reason": reason}, currency="")
        if begins < complaint.received_at:
            faults.append(FieldError("since", "complaint.before_receipt"))
        refuse(faults)
        unit.add(one)
        return Outcome(one.id, Area.COMPLAINTS)


def resume(workspace: Workspace, complaint_id: UUID, *, until: datetime | None = None) -> Outcome[None]:
    """The client answered: the clocks run on.

    Raises:
        FieldErrors: ``until``.
        RuleError: ``complaint.not_paused``.
        NotFoundError: ``complaint.gone``.

    """
    with workspace.writing("complaint.resumed") as unit, unit.no_autoflush:
        complaint = open_complaint_of(unit, complaint_id)
        paused = open_pauses(unit, complaint)
        if not paused:
            raise RuleError("complaint.not_paused", number=complaint.number)
        ends = moment_in(unit, until, "until")
        if any(ends < each.since for each in paused):
            refuse([FieldError("until", "field.before_start")])
        for each in paused:
            each.until = ends
        return Outcome(None, Area.COMPLAINTS)
