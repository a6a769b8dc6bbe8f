"""Mending what was written down of a complaint."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from kam.core.changes import Area, Outcome
from kam.core.field_errors import FieldError, refuse
from kam.core.vocabulary import Channel, ComplaintStage, Severity
from kam.models import Complaint
from kam.services.complaints.drafts import ComplaintChanges
from kam.services.complaints.fields import NUMBER_TAKEN, put
from kam.services.complaints.records import (
    attitude_of,
    complaint_of,
    moment_in,
    open_complaint_of,
    reached,
)
from kam.services.forms import FormField, fill, write_out
from kam.services.people.finding import same_version
from kam.services.profile import read_profile
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace


def edit(
    workspace: Workspace, complaint_id: UUID, changes: ComplaintChanges, *, version: int
) -> Outcome[int]:
    """Mend fields of a complaint; its new version. A new moment of receipt starts the clocks anew.

    Raises:
        FieldErrors: by the names of the fields.
        ConflictError: ``dossier.changed_meanwhile``.
        NotFoundError: ``complaint.gone``.

    """
    with workspace.writing("complaint.changed") as unit, unit.no_autoflush:
        complaint = complaint_of(unit, complaint_id)
        same_version(complaint, version)
        values: dict[str, Any] = {**changes}
        received = values.pop("received_at", None)
        who = complaint.raised_by_id
        faults: list[FieldError] = []
        if "number" in values and not (values["number"] or "").strip():
            faults.append(FieldError("number", "field.required"))
            del values["number"]
        faults += put(unit, complaint, values)
        refuse(faults)
        if received is not None:
            _receive(unit, complaint, received)
        if complaint.raised_by_id != who:
            zone = read_profile(unit).zone
            complaint.attitude_before = attitude_of(unit, complaint.raised_by_id, complaint.received_at, zone)
        write_out(unit, NUMBER_TAKEN)
        return Outcome(complaint.version, Area.COMPLAINTS)


def _receive(unit: UnitOfWork, complaint: Complaint, at: datetime) -> None:
    """Another moment of receipt: before every later stage. What was told at once stays at once."""
    received = moment_in(unit, at, "received_at")
    before = complaint.received_at
    stages = reached(unit, complaint)
    if any(before < each.at < received for each in stages):
        refuse([FieldError("received_at", "complaint.received_after_stage")])
    for each in stages:
        if each.at == before or each.stage is ComplaintStage.RECEIVED:
            each.at = received
    answered = complaint.answer_sent_at
    if answered is not None and (answered == before or answered < received):
        complaint.answer_sent_at = received
    complaint.received_at = received


def reclassify(
    workspace: Workspace,
    complaint_id: UUID,
    *,
    channel: Channel | None = None,
    severity: Severity | None = None,
    note: str = "",
) -> Outcome[None]:
    """Correct channel or severity; open clocks count by the new ones from receipt on.

    Nothing happens where both are what they were.

    Raises:
        FieldErrors: ``note``.
        RuleError: ``domain.complaint_ended``.
        NotFoundError: ``complaint.gone``.

    """
    with workspace.writing("complaint.reclassified") as unit, unit.no_autoflush:
        complaint = open_complaint_of(unit, complaint_id)
        put_class(unit, complaint, channel, severity, note)
        return Outcome(None, Area.COMPLAINTS)


def put_class(
    unit: UnitOfWork,
    complaint: Complaint,
    channel: Channel | None = None,
    severity: Severity | None = None,
    note: str | None = None,
) -> None:
    """Correct channel or severity within a step that does more."""
    if channel in {None, complaint.channel} and severity in {None, complaint.severity}:
        return
    change = complaint.reclassify(
        at=unit.now, channel=channel, severity=severity, by_id=read_profile(unit).me
    )
    refuse(fill(change, (FormField("note"),), {"note": note}, currency=""))
    unit.add(change)


def delete_complaint(workspace: Workspace, complaint_id: UUID) -> Outcome[None]:
    """Delete a complaint that was written down by mistake; letters, promises and documents stay.

    Raises:
        NotFoundError: ``complaint.gone``.

    """
    with workspace.writing("complaint.deleted") as unit:
        complaint_of(unit, complaint_id)
        unit.remove(Complaint, [complaint_id])
        return Outcome(None, Area.COMPLAINTS | Area.INTERACTIONS | Area.COMMITMENTS | Area.ACCOUNTS)
